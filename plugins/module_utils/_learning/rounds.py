# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which parameter is which switch: by what it ran through over the rounds of a page.

The rounds of a page are found in the recording by the markers that were new in them. Between those, and on pages without any
text field, every way to lay the rounds over the bursts is tried; only what all best ways agree on is learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from .expected import UNCHECKED, Expected, Field, Sheet, key_of, wire_key
from .matching import AMBIGUOUS, LEARNED, Finding, named
from .search import Fit, Search
from .timeline import Parameter, Timeline, evidence

_NOTHING = object()


@dataclass
class Anchors:
    """First bursts of rounds, by sheet: C(own[sheet][round])."""

    own: dict[str, dict[int, int]] = field(default_factory=dict)

    def others(self, sheet: str) -> list[int]:
        """Bursts in which rounds of other sheets begin."""
        return sorted({at for name, turns in self.own.items() if name != sheet for at in turns.values()})


def anchors_of(timeline: Timeline, findings: Mapping[tuple[str, str], Finding]) -> Anchors:
    """Where a marker that is new in a round was sent for the first time, at the place that was learned for it."""
    anchors = Anchors()
    for (sheet, _key), finding in findings.items():
        if finding.state != LEARNED:
            continue
        for turn, at in _arrivals(timeline, finding):
            turns = anchors.own.setdefault(sheet, {})
            turns[turn] = min(turns.get(turn, at), at)
    return anchors


def _arrivals(timeline: Timeline, finding: Finding) -> Iterator[tuple[int, int]]:
    """Rounds with the bursts in which a field got their markers: what stood there already when it was sent marks nothing."""
    markers = finding.field.markers
    before = key_of(timeline.initial(finding.place))
    seen: dict[str, list[int]] = {}
    for at, value in timeline.series[finding.place]:
        key = key_of(value)
        if key is not None and key != before and key in markers:
            seen.setdefault(key, []).append(at)
        before = key
    for key, bursts in seen.items():
        # nobody else has a text of a checklist; a number may be what the camera had before, and got back
        if len(bursts) == 1 or not isinstance(finding.field.given[markers[key]], int):
            yield markers[key], bursts[0]


def match_words(
    timeline: Timeline, expected: Expected, findings: Mapping[tuple[str, str], Finding], cells: Iterable[Parameter]
) -> dict[tuple[str, str], Finding]:
    """Find switches, choices and small numbers, by sheet and key. C(cells) are known to belong to rows."""
    anchors = anchors_of(timeline, findings)
    taken = {place for finding in findings.values() if finding.state == LEARNED for place in finding.places}
    taken.update(cells)
    result: dict[tuple[str, str], Finding] = {}
    # a page whose rounds are anchored is certain; of the others, the one that shows most goes first
    order = sorted(
        expected.sheets.values(),
        key=lambda sheet: (-len(anchors.own.get(sheet.name, {})), -sheet.rounds * len(_words(sheet)), sheet.name),
    )
    for sheet in order:
        wanted = [one for one in _words(sheet) if (sheet.name, one.key) not in findings]
        if not wanted or not _was_done(timeline, sheet, findings):
            continue
        made = _sheet(timeline, expected, sheet, wanted, anchors, taken)
        if not _in_order(sheet, anchors):
            made = {key: _doubted(finding) for key, finding in made.items()}
        for one, finding in made.items():
            result[sheet.name, one] = finding
            taken.update(finding.places)
    return result


def _was_done(timeline: Timeline, sheet: Sheet, findings: Mapping[tuple[str, str], Finding]) -> bool:
    """Whether the page was worked through to its last round, as far as its text fields tell.

    What is known of a page that was left out, or broken off, could be made up from any other page.
    """
    expected = [one for one in sheet.fields if one.markers]
    if not expected:
        return True
    learned = [findings[sheet.name, one.key] for one in expected if (sheet.name, one.key) in findings]
    learned = [finding for finding in learned if finding.state == LEARNED]
    for finding in learned:
        markers = finding.field.markers
        seen = {key_of(value) for value in timeline.written(finding.place)}
        if not any(marker in seen for marker, turn in markers.items() if turn == max(markers.values())):
            return False
    return bool(learned)


def _in_order(sheet: Sheet, anchors: Anchors) -> bool:
    """Whether so many rounds are known by a marker of their own that no two can have been swapped unnoticed."""
    return sheet.rounds - len(anchors.own.get(sheet.name, {})) <= (sheet.rounds - 1) // 2


def _doubted(finding: Finding) -> Finding:
    if finding.state != LEARNED:
        return finding
    why = "too few rounds had a value by which they are known: had two been swapped, the positions would be wrong"
    names = tuple(map(named, finding.places))
    return Finding(finding.field, AMBIGUOUS, candidates=names, requests=finding.requests, why=why)


def _words(sheet: Sheet) -> list[Field]:
    return [one for one in sheet.fields if not one.markers and not one.row]


def _sheet(
    timeline: Timeline,
    expected: Expected,
    sheet: Sheet,
    wanted: Sequence[Field],
    anchors: Anchors,
    taken: set[Parameter],
) -> dict[str, Finding]:
    best: dict[str, set[Fit]] = {}
    for first, last in _regions(timeline, expected, sheet, anchors):
        found = _region(timeline, sheet, wanted, anchors.own.get(sheet.name, {}), taken, first, last)
        for key, fits in found.items():
            best.setdefault(key, set()).update(fits)
    own = anchors.own.get(sheet.name, {})
    if not best and sorted(own.values()) != [own[turn] for turn in sorted(own)]:
        return {one.key: Finding(one, why="the rounds of its page were not done in their order") for one in wanted}
    return {one.key: _judge(timeline, one, best.get(one.key, set()), best) for one in wanted}


def _judge(timeline: Timeline, one: Field, fits: set[Fit], everybody: Mapping[str, set[Fit]]) -> Finding:
    if not fits:
        return Finding(one)
    cheapest = min(fit.cost for fit in fits)
    near = [fit for fit in fits if fit.cost == cheapest]
    distinct = {(fit.parameter, fit.values) for fit in near}
    others = {fit.parameter for key, given in everybody.items() if key != one.key for fit in given}
    places = sorted({fit.parameter for fit in near})
    numbers = tuple(sorted({number for place in places for number in evidence(timeline, place)}))[:20]
    names = tuple(map(named, places))
    if len(distinct) > 1:
        why = (
            "several parameters did the same"
            if len(places) > 1
            else "it is not certain which value means which position"
        )
        return Finding(one, AMBIGUOUS, candidates=names, requests=numbers, why=why)
    if places[0] in others:
        return Finding(
            one, AMBIGUOUS, candidates=names, requests=numbers, why="another setting could be this parameter as well"
        )
    values = {word: _wire(timeline, places[0], key) for word, key in near[0].values}
    changes = tuple(_changes(timeline, places[0]))
    if one.kind == "switch" and values.get(one.setting.words[0], places[0]) is None:
        # a greyed box is not sent either: one that would have to be checked for off is more likely not the one that was meant
        return Finding(
            one, AMBIGUOUS, candidates=names, requests=changes, why="its box would be checked while it is off"
        )
    return Finding(one, LEARNED, (places[0],), values if one.is_word else {}, requests=changes)


def _wire(timeline: Timeline, parameter: Parameter, key: str) -> Any:
    for value in (*timeline.written(parameter), timeline.initial(parameter)):
        if wire_key(value) == key:
            # null is what profiles have for a field that is left out
            return None if value is UNCHECKED else value
    return None


def _changes(timeline: Timeline, parameter: Parameter) -> Iterator[int]:
    """Numbers of the requests in which the parameter had a new value."""
    last: Any = _NOTHING
    for burst in timeline.bursts:
        for one in burst:
            if timeline.groups[one.number] == parameter.group and parameter.place in one.fields:
                if one.fields[parameter.place] != last:
                    yield one.number
                last = one.fields[parameter.place]


def _regions(timeline: Timeline, expected: Expected, sheet: Sheet, anchors: Anchors) -> list[tuple[int, int]]:
    """Ranges of bursts in which the rounds of a page can lie, ends included; the state before the range counts as well."""
    end = len(timeline.bursts) - 1
    own = anchors.own.get(sheet.name, {})
    others = anchors.others(sheet.name)
    if own:
        before = [at for at in others if at < min(own.values())]
        after = [at for at in others if at > max(own.values())]
        return [(max(before, default=-1) + 1, min(after, default=end + 1) - 1)]
    later = list(expected.sheets.values())
    later = [
        other
        for other in later[later.index(sheet) + 1 :]
        if any(one.markers for one in other.fields) and not other.name.endswith("/maintenance")
    ]
    if later and not any(other.name in anchors.own for other in later):
        # nothing that comes later was seen: the recording may have been broken off in the middle of this page
        return []
    names = [name for name in expected.sheets if name in anchors.own or name == sheet.name]
    spans = {name: (min(turns.values()), max(turns.values())) for name, turns in anchors.own.items()}
    ordered = all(spans[a][1] < spans[b][0] for a, b in pairwise([name for name in names if name != sheet.name]))
    if ordered:
        at = names.index(sheet.name)
        low = spans[names[at - 1]][1] if at else -1
        high = spans[names[at + 1]][0] if at + 1 < len(names) else end + 1
        return [(low + 1, high - 1)] if low + 1 <= high - 1 else []
    edges = sorted({-1, end + 1, *others})
    return [(low + 1, high - 1) for low, high in pairwise(edges) if low + 1 <= high - 1]


def _region(
    timeline: Timeline,
    sheet: Sheet,
    wanted: Sequence[Field],
    own: Mapping[int, int],
    taken: set[Parameter],
    first: int,
    last: int,
) -> dict[str, set[Fit]]:
    candidates = _moving(timeline, taken, first, last)
    if not candidates:
        return {}
    points = _points(timeline, candidates, own, first, last)
    runs = {parameter: _run(timeline, parameter, points) for parameter in candidates}
    allowed = _allowed(points, sheet.rounds, own)
    found = Search(wanted, runs, allowed).best() if allowed else {}
    if found and len(wanted) == 1 and not own:
        # one field alone, on a page without text: anything else that moved at the time could be meant
        fits = found[wanted[0].key]
        others = [one for one in candidates if one not in {fit.parameter for fit in fits} and _returns(runs[one])]
        fits.update(Fit(one, (), min(fit.cost for fit in fits)) for one in others)
    return found


def _returns(run: Sequence[str | None]) -> bool:
    """Whether a parameter had a value again that it had before: a token never has."""
    changes = [value for before, value in pairwise((None, *run)) if value != before and value is not None]
    return len(set(changes)) < len(changes)


def _run(timeline: Timeline, parameter: Parameter, points: Sequence[int]) -> tuple[str | None, ...]:
    values = (timeline.state(parameter, at) for at in points)
    return tuple(None if value is None else wire_key(value) for value in values)


def _moving(timeline: Timeline, taken: set[Parameter], first: int, last: int) -> list[Parameter]:
    """Parameters that had more than one value within the range, or one that differs from what was shown before."""
    found = []
    for parameter, series in timeline.series.items():
        if parameter in taken:
            continue
        inside = {wire_key(value) for at, value in series if first <= at <= last}
        if not inside:
            continue
        before = timeline.state(parameter, first - 1)
        if before is not None:
            inside.add(wire_key(before))
        if len(inside) > 1:
            found.append(parameter)
    return sorted(found)


def _points(
    timeline: Timeline, candidates: Sequence[Parameter], own: Mapping[int, int], first: int, last: int
) -> list[int]:
    """Bursts after which something differs, the state before the range, and where rounds are known to begin."""
    points = [first - 1]
    wanted = set(own.values())
    for at in range(first, last + 1):
        changed = any(timeline.state(one, at) != timeline.state(one, at - 1) for one in candidates)
        if changed or at in wanted:
            points.append(at)
    return points


def _allowed(points: Sequence[int], rounds: int, own: Mapping[int, int]) -> list[range]:
    """For each round the points after which it can have been over; nothing where the rounds were not done in their order."""
    known = sorted(own.items())
    if [at for _turn, at in known] != sorted(own.values()):
        return []
    allowed = []
    for turn in range(1, rounds + 1):
        low = max((at for other, at in known if other <= turn), default=points[0])
        high = min((at - 1 for other, at in known if other > turn), default=points[-1])
        inside = [number for number, at in enumerate(points) if low <= at <= high]
        if not inside:
            return []
        allowed.append(range(inside[0], inside[-1] + 1))
    return allowed
