# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which parameter carries which field. A guess is never made: what two places could be is ambiguous, with both named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

from .expected import Expected, Field, key_of
from .timeline import Parameter, Timeline, evidence

LEARNED, AMBIGUOUS, NOT_SEEN = "learned", "ambiguous", "not seen"
#: Foreign markers at one place: one may be a slip of the person, more is a container of several settings.
_SLIPS = 2


@dataclass
class Finding:
    """What was found for one field. C(places) has a second one only where a password is sent with its confirmation."""

    field: Field
    state: str = NOT_SEEN
    places: tuple[Parameter, ...] = ()
    values: dict[str, Any] = made_by(default_factory=dict)
    candidates: tuple[str, ...] = ()
    requests: tuple[int, ...] = ()
    why: str = ""
    #: whether a number travels as text, of one that was never written
    as_text: bool | None = None

    @property
    def place(self) -> Parameter:
        """The first place."""
        return self.places[0]


@dataclass
class Matches:
    """Findings by field key; where several checklists ask for one field, the one that was learned counts."""

    found: dict[str, Finding] = made_by(default_factory=dict)

    def take(self, finding: Finding) -> None:
        """Keep the best of a field; two that contradict each other make it ambiguous."""
        key = finding.field.key
        other = self.found.get(key)
        rank = (NOT_SEEN, AMBIGUOUS, LEARNED)
        if other is None or rank.index(finding.state) > rank.index(other.state):
            self.found[key] = finding
        elif finding.state == other.state == LEARNED and (finding.places, finding.values) != (
            other.places,
            other.values,
        ):
            if finding.places == other.places and not _contradict(finding.values, other.values):
                other.values.update(finding.values)
                return
            names = tuple(sorted({named(place) for one in (finding, other) for place in one.places}))
            self.found[key] = Finding(finding.field, AMBIGUOUS, candidates=names, requests=other.requests + finding.requests,
                                      why="two recordings show it at different places or with different values")  # fmt: skip

    def learned(self) -> Iterable[Finding]:
        """All that is certain."""
        return (finding for finding in self.found.values() if finding.state == LEARNED)


def _contradict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    if any(one[word] != other[word] for word in one.keys() & other.keys()):
        return True
    merged = {**one, **other}
    return len({repr(value) for value in merged.values()}) != len(merged)


def named(parameter: Parameter) -> str:
    """A place for people: method, path, kind and name; never a value."""
    return f"{parameter.group.method} {parameter.group.path} {parameter.place.kind} {parameter.place.name}"


def match_markers(timeline: Timeline, expected: Expected) -> dict[tuple[str, str], Finding]:
    """Find the fields that took markers of their own, by sheet and key."""
    owners: dict[str, list[Field]] = {}
    for one in expected.fields():
        for marker in one.markers:
            owners.setdefault(marker, []).append(one)
    carried: dict[Parameter, dict[str, int]] = {}
    for parameter, series in timeline.series.items():
        for _burst, value in series:
            if (key := key_of(value)) in owners and key is not None:
                carried.setdefault(parameter, {}).setdefault(key, 0)
                carried[parameter][key] += 1
    containers = {parameter for parameter, keys in carried.items() if _is_container(keys, owners)}
    findings = {}
    options: dict[tuple[str, str], list[Parameter]] = {}
    for one in expected.fields():
        if not one.markers:
            continue
        ident = (one.sheet, one.key)
        options[ident] = _candidates(one, carried, containers)
        findings[ident] = Finding(one)
        inside = [parameter for parameter in containers if set(one.markers) & carried[parameter].keys()]
        if inside and not options[ident]:
            findings[ident] = _open(
                one, inside, timeline, "one place carries several settings, each with a name beside it"
            )
    _settle(options, findings, timeline, carried)
    return findings


def _is_container(keys: Mapping[str, int], owners: Mapping[str, Sequence[Field]]) -> bool:
    fields = {one.key for key in keys for one in owners[key]}
    return len(fields) > _SLIPS


def _candidates(
    one: Field, carried: Mapping[Parameter, Mapping[str, int]], containers: set[Parameter]
) -> list[Parameter]:
    """Places that carried every marker of this field that was sent at all."""
    sent = {marker for marker in one.markers if any(marker in keys for keys in carried.values())}
    if not sent:
        return []
    full = [parameter for parameter, keys in carried.items() if sent <= keys.keys() and parameter not in containers]
    return sorted(full)


def _settle(
    options: dict[tuple[str, str], list[Parameter]],
    findings: dict[tuple[str, str], Finding],
    timeline: Timeline,
    carried: Mapping[Parameter, Mapping[str, int]],
) -> None:
    """Give each place to the one field that can have no other, until nothing changes."""
    by_key = {ident: findings[ident].field for ident in options}
    taken: dict[Parameter, str] = {}
    changing = True
    while changing:
        changing = False
        for ident, places in options.items():
            one = by_key[ident]
            if findings[ident].state == LEARNED:
                continue
            free = [place for place in places if taken.get(place, one.key) == one.key]
            chosen = _one_of(one, free, timeline)
            if chosen and not _wanted_elsewhere(chosen, one, options, by_key, findings, taken, carried):
                findings[ident] = _sure(one, chosen, timeline)
                taken.update(dict.fromkeys(chosen, one.key))
                changing = True
    for ident, places in options.items():
        if findings[ident].state == NOT_SEEN and places:
            why = (
                "its value was sent at several places" if len(places) > 1 else "its place also carried another setting"
            )
            findings[ident] = _open(by_key[ident], places, timeline, why)


def _one_of(one: Field, places: Sequence[Parameter], timeline: Timeline) -> tuple[Parameter, ...]:
    if len(places) == 1:
        return (places[0],)
    # a password and its confirmation always travel together
    if one.secret and len(places) == 2 and places[0].group == places[1].group:
        first, second = (timeline.series[place] for place in places)
        if first == second:
            return tuple(places)
    return ()


def _wanted_elsewhere(
    chosen: Sequence[Parameter],
    one: Field,
    options: Mapping[tuple[str, str], Sequence[Parameter]],
    by_key: Mapping[tuple[str, str], Field],
    findings: Mapping[tuple[str, str], Finding],
    taken: Mapping[Parameter, str],
    carried: Mapping[Parameter, Mapping[str, int]],
) -> bool:
    """Whether another field has nothing but these places left: then nobody knows whose they are."""
    for ident, places in options.items():
        other = by_key[ident]
        if other.key == one.key or findings[ident].state == LEARNED:
            continue
        left = [place for place in places if taken.get(place, other.key) == other.key]
        if left and set(left) <= set(chosen):
            return True
    return False


def _sure(one: Field, places: tuple[Parameter, ...], timeline: Timeline) -> Finding:
    if any(place.place in exchange.repeated for burst in timeline.bursts for exchange in burst
           for place in places if timeline.groups[exchange.number] == place.group):  # fmt: skip
        return _open(one, list(places), timeline, "the request has this name several times")
    numbers = evidence(timeline, places[0], one.markers)
    return Finding(one, LEARNED, places, requests=tuple(numbers))


def _open(one: Field, places: Sequence[Parameter], timeline: Timeline, why: str) -> Finding:
    numbers = sorted({number for place in places for number in evidence(timeline, place, one.markers)})
    return Finding(one, AMBIGUOUS, candidates=tuple(sorted(map(named, places))), requests=tuple(numbers), why=why)
