# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What happened on the camera, in the order of time: writes in bursts (one [Apply] each), and what each parameter ran through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .._errors import FileProblem
from .exchange import Exchange, Place, exchange_of
from .expected import Expected, key_of
from .har import Entry, Notes

_QUIET = ("OPTIONS", "HEAD", "TRACE", "CONNECT")
#: How many requests after a refused one its repetition is looked for.
_NEAR = 8
_SHORT = 400
#: Names of parameters that say what a request is for, when one path serves many.
_SELECTORS = frozenset(
    [
        "action",
        "cmd",
        "command",
        "method",
        "op",
        "page",
        "pg",
        "func",
        "function",
        "fn",
        "service",
        "do",
        "type",
        "module",
        "section",
        "request",
    ]
)


class Group(NamedTuple):
    """Requests of one kind: C(selector) is a parameter that tells kinds apart where one path serves several."""

    method: str
    path: str
    selector: tuple[tuple[Place, str], ...] = ()


class Parameter(NamedTuple):
    """A place in requests of one kind."""

    group: Group
    place: Place


@dataclass
class Timeline:
    """The camera's part of a lesson."""

    host: str
    exchanges: list[Exchange]
    groups: dict[int, Group] = field(default_factory=dict)
    bursts: list[list[Exchange]] = field(default_factory=list)
    save: Exchange | None = None
    saves: list[int] = field(default_factory=list)
    refused: list[Exchange] = field(default_factory=list)
    #: by parameter, what was sent in which burst, and in which request
    series: dict[Parameter, list[tuple[int, Any]]] = field(default_factory=dict)
    sent: dict[Parameter, list[tuple[int, Any]]] = field(default_factory=dict)
    _initial: dict[Parameter, Any] = field(default_factory=dict)
    _reads: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)

    def state(self, parameter: Parameter, burst: int) -> Any:
        """The value after a burst, -1 for before the first: what was sent last, else what an answer had shown before. None: unknown."""
        last = None
        known = False
        for at, value in self.series.get(parameter, ()):
            if at > burst:
                break
            last, known = value, True
        return last if known else self.initial(parameter)

    def initial(self, parameter: Parameter) -> Any:
        """What answers of the same name showed before the first write of this parameter."""
        if parameter not in self._initial:
            written = self.series.get(parameter)
            first = self.bursts[written[0][0]][0].number if written else self.exchanges[-1].number + 1
            shown = [value for number, value in self._reads.get(parameter.place.name, ()) if number < first]
            self._initial[parameter] = shown[-1] if shown else None
        return self._initial[parameter]

    def written(self, parameter: Parameter) -> list[Any]:
        """Every value that was sent."""
        return [value for _burst, value in self.series.get(parameter, ())]

    def shown_under(self, name: str) -> bool:
        """Whether any answer has a value of this name."""
        return name in self._reads


def timeline_of(entries: Iterable[Entry], expected: Expected, notes: Notes) -> Timeline:
    """Find the camera among all hosts of the recordings, and put what it was asked in order. Raises FileProblem."""
    markers = {marker for one in expected.fields() for marker in one.markers}
    everything = [made for number, entry in enumerate(entries, start=1) if (made := exchange_of(number, entry))]
    host = _camera(everything, markers, notes)
    mine = [one for one in everything if one.host == host and one.method not in _QUIET and not one.is_static]
    timeline = Timeline(host, mine)
    _find_repetitions(timeline)
    carrying = {one.number for one in mine if _markers_in(one, markers)}
    _group(timeline, carrying)
    writes = _writes(timeline, carrying)
    _find_save(timeline, writes, carrying)
    _burst(timeline, writes)
    _collect(timeline)
    return timeline


def _markers_in(exchange: Exchange, markers: set[str]) -> set[str]:
    return {key for value in exchange.fields.values() if (key := key_of(value)) in markers and key is not None}


def _camera(everything: Sequence[Exchange], markers: set[str], notes: Notes) -> str:
    """The host that most markers were sent to; others are tabs that have nothing to do with it."""
    seen: dict[str, set[str]] = {}
    for one in everything:
        if found := _markers_in(one, markers):
            seen.setdefault(one.host, set()).update(found)
    if not seen:
        raise FileProblem(
            "the recordings hold no value of the checklists",
            hint="Give the checklist that was followed, and export the network log as HAR with content. Values that are "
            "encrypted by the page before they are sent cannot be learned.",
        )
    ranked = sorted(seen, key=lambda host: (-len(seen[host]), host))
    if len(ranked) > 1:
        notes.add(
            f"Values of the checklists were sent to {len(ranked)} hosts; the one that got most of them is the camera."
        )
    others = len({one.host for one in everything} - {ranked[0]})
    if others:
        notes.add(f"Requests to {others} other hosts were left out.")
    return ranked[0]


def _find_repetitions(timeline: Timeline) -> None:
    """A request that was sent again, the same but for a token, because the camera had refused it."""
    mine = timeline.exchanges
    for at, one in enumerate(mine):
        if one.method == "GET" and not one.query:
            continue
        for later in mine[at + 1 : at + 1 + _NEAR]:
            if (later.method, later.path) != (one.method, one.path) or later.fields.keys() != one.fields.keys():
                continue
            differing = [place for place in one.fields if one.fields[place] != later.fields[place]]
            if len(differing) > 1 or (differing and one.entry.status < 300):
                break
            if one.entry.answer == later.entry.answer and one.entry.status == later.entry.status:
                break
            # an answer that reads may differ for any reason; one that was refused is an error, or short
            refused = one.entry.status >= 300 or one.entry.status <= 0
            word = len(one.entry.answer) < _SHORT and (one.method != "GET" or "rror" in one.entry.answer)
            if refused or word:
                one.again = True
                timeline.refused.append(one)
            break


def _group(timeline: Timeline, carrying: set[int]) -> None:
    by_path: dict[tuple[str, str], list[Exchange]] = {}
    for one in timeline.exchanges:
        by_path.setdefault((one.method, one.path), []).append(one)
    for (method, path), members in by_path.items():
        selectors = _selectors(members) if any(one.number in carrying for one in members) else ()
        for one in members:
            chosen = tuple((place, str(one.fields[place])) for place in selectors if place in one.fields)
            timeline.groups[one.number] = Group(method, path, chosen)


def _selectors(members: Sequence[Exchange]) -> tuple[Place, ...]:
    """A parameter decides what a request is for when every value of it comes with other parameters."""
    found = []
    names = {place for one in members for place in one.fields if last_name(place) in _SELECTORS}
    for place in sorted(names):
        shapes: dict[str, set[Place]] = {}
        for one in members:
            if place in one.fields:
                shapes.setdefault(str(one.fields[place]), set()).update(other for other in one.fields if other != place)
        if (
            len(shapes) < 2
            or len(shapes) * 2 > len(members) + 2
            or sum(place in one.fields for one in members) < len(members)
        ):
            continue
        values = list(shapes.values())
        apart = all(len(a & b) * 2 <= min(len(a), len(b)) for i, a in enumerate(values) for b in values[i + 1 :])
        if apart and all(values):
            found.append(place)
    return tuple(found)


def last_name(place: Place) -> str:
    return place.name.rstrip("]").replace("[", "/").rpartition("/")[2].lower()


def _writes(timeline: Timeline, carrying: set[int]) -> list[Exchange]:
    """Requests that change something: of a kind that carried markers, or sent with a method that is for changing."""
    kinds = {timeline.groups[number] for number in carrying}
    paths = {(kind.method, kind.path) for kind in kinds}
    return [
        one
        for one in timeline.exchanges
        if one.good
        and (one.method != "GET" or (one.method, one.path) in paths)
        and not (one.number not in carrying and is_login(one))
    ]


def is_login(one: Exchange) -> bool:
    names = [last_name(place) for place in one.fields]
    return (
        0 < len(names) <= 8
        and any("pass" in name or name in ("pwd", "pw", "secret") for name in names)
        and any(word in name for name in names for word in ("user", "login", "account", "name"))
    )


def _find_save(timeline: Timeline, writes: Sequence[Exchange], carrying: set[int]) -> None:
    """A request that is always the same and follows the writes."""
    counted = Counter(one.signature for one in writes if one.number not in carrying)
    total = sum(one.number in carrying for one in writes)
    best: tuple[int, str] | None = None
    for signature, count in counted.items():
        own = [one for one in writes if one.signature == signature]
        # a token is fetched before the first write, a save comes after it
        if count < 2 or own[0] is writes[0]:
            continue
        followed = covered = 0
        for at, one in enumerate(writes):
            if one.signature == signature:
                followed += at > 0 and writes[at - 1].signature != signature
            elif one.number in carrying:
                rest = (other for other in writes[at + 1 : at + 1 + _NEAR])
                covered += any(other.signature == signature for other in rest)
        if followed >= 0.8 * count and covered >= 0.8 * total and count >= 0.3 * total:
            best = max(best or (0, ""), (count, signature))
    if best is not None:
        timeline.saves = [one.number for one in writes if one.signature == best[1]]
        timeline.save = next(one for one in writes if one.signature == best[1])


def _burst(timeline: Timeline, writes: Sequence[Exchange]) -> None:
    """All writes up to a save belong together; without a save each request is by itself."""
    saves = set(timeline.saves)
    current: list[Exchange] = []
    for one in writes:
        if one.number in saves:
            if current:
                timeline.bursts.append(current)
            current = []
            continue
        if not saves or _again(current, one):
            if current:
                timeline.bursts.append(current)
            current = []
        current.append(one)
    if current:
        timeline.bursts.append(current)


def _again(current: Sequence[Exchange], one: Exchange) -> bool:
    """Whether a parameter would be written twice in one burst, with another value: then a save was missed."""
    return any(place in other.fields and other.fields[place] != one.fields[place] for other in current for place in one.fields
               if (other.method, other.path) == (one.method, one.path))  # fmt: skip


def _collect(timeline: Timeline) -> None:
    for at, burst in enumerate(timeline.bursts):
        for one in burst:
            group = timeline.groups[one.number]
            for place, value in one.fields.items():
                timeline.series.setdefault(Parameter(group, place), []).append((at, value))
                timeline.sent.setdefault(Parameter(group, place), []).append((one.number, value))
    for one in timeline.exchanges:
        if not one.good or not one.entry.answer:
            continue
        for place, value in one.shown[1].items():
            timeline._reads.setdefault(place.name, []).append((one.number, value))


def evidence(timeline: Timeline, parameter: Parameter, wanted: Mapping[str, Any] | None = None) -> list[int]:
    """Numbers of the requests that carried one of the wanted values at this place."""
    found = []
    for burst in timeline.bursts:
        for one in burst:
            if timeline.groups[one.number] != parameter.group or parameter.place not in one.fields:
                continue
            if wanted is None or key_of(one.fields[parameter.place]) in wanted:
                found.append(one.number)
    return found
