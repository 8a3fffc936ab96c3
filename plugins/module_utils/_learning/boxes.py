# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Check boxes of forms: one that is not checked sends nothing, and neither does one that is greyed out (HTML, 4.10.22.4)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Any, NamedTuple

from .exchange import Exchange, Place, bare_name
from .expected import wire_key
from .timeline import Group, Parameter, Timeline


class _Told(NamedTuple):
    """What answers of one address told of a box, and what they tell while it is checked."""

    numbers: Sequence[int]
    values: Sequence[Any]
    on: str


def find_boxes(timeline: Timeline) -> dict[int, set[Place]]:
    """Boxes that were not checked, by the number of the request. Fills C(timeline.boxes)."""
    pages = [one for one in timeline.exchanges if one.good and one.shown[0] == "html"]
    names = {name for one in pages for name in one.html.boxes}
    forms: dict[Group, list[Exchange]] = {}
    for one in (one for burst in timeline.bursts for one in burst if one.kind != "json"):
        forms.setdefault(timeline.groups[one.number], []).append(one)
    shown = _shown(timeline, names) if names else {}
    missing: dict[int, set[Place]] = {}
    for group, members in forms.items():
        boxes = {place for one in members for place in one.fields if place.name in names}
        # a script that sends both positions leaves a box out for some other reason
        boxes = {box for box in boxes if len({one.fields[box] for one in members if box in one.fields}) == 1}
        for box in boxes:
            told = _telling(box, members, shown.get(box.name, {}))
            timeline.boxes[Parameter(group, box)] = told.on if told is not None else None
            form = set.intersection(*(set(one.fields) for one in members if box in one.fields)) - boxes
            for at, one in enumerate(members):
                later = members[at + 1].number if at + 1 < len(members) else timeline.exchanges[-1].number + 1
                if box not in one.fields and _is_unchecked(told, one, later, form):
                    missing.setdefault(one.number, set()).add(box)
    return missing


def _shown(timeline: Timeline, names: set[str]) -> dict[str, dict[Any, list[tuple[int, Any]]]]:
    """By name of a box, what each address showed of it. A name that an answer has twice says nothing."""
    result: dict[str, dict[Any, list[tuple[int, Any]]]] = {}
    for one in timeline.exchanges:
        if not one.good or not one.entry.answer:
            continue
        found: dict[str, list[Any]] = {}
        for place, value in one.shown[1].items():
            if (name := bare_name(place)) in names:
                found.setdefault(name, []).append(value)
        for name, values in found.items():
            if len(values) == 1:
                source = (one.shown[0], one.path, one.query)
                result.setdefault(name, {}).setdefault(source, []).append((one.number, values[0]))
    return result


def _telling(box: Place, members: Sequence[Exchange], sources: dict[Any, list[tuple[int, Any]]]) -> _Told | None:
    """The address that shows whether the box is checked: always the same after it was sent, and other things at other times.

    A page that a script fills in later shows an empty box always.
    """
    best: _Told | None = None
    for _source, shown in sorted(sources.items(), key=lambda item: (-len(item[1]), str(item[0]))):
        numbers = [number for number, _value in shown]
        values = [value for _number, value in shown]
        after = set()
        for at, one in enumerate(members):
            next_one = members[at + 1].number if at + 1 < len(members) else numbers[-1] + 1
            place = bisect_left(numbers, one.number)
            if box in one.fields and place < len(numbers) and numbers[place] < next_one:
                after.add(wire_key(values[place]))
        if len(after) == 1 and len({wire_key(value) for value in values}) == 2 and best is None:
            best = _Told(numbers, values, after.pop())
    return best


def _is_unchecked(told: _Told | None, one: Exchange, later: int, form: set[Place]) -> bool:
    """What is shown before the next write decides, as a box that is greyed out is not sent either; else, that the form was sent."""
    if told is not None:
        at = bisect_left(told.numbers, one.number)
        if at < len(told.numbers) and told.numbers[at] < later:
            return wire_key(told.values[at]) != told.on
    return 2 * len(form & one.fields.keys()) >= len(form)
