# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Index patterns: the rows of tables, and settings that exist several times, such as the multicast fields of each stream."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .exchange import Place
from .expected import Expected, Field, key_of, wire_key
from .matching import AMBIGUOUS, LEARNED, NOT_SEEN, Finding, named
from .timeline import Group, Parameter, Timeline

ROW = "{row}"
#: Rows of a table that are looked at.
_LONGEST = 64
_DIGITS = re.compile(r"(?<![0-9])(?:0|[1-9][0-9]{0,3})(?![0-9])")
_ALONE = re.compile(r"(?<![0-9A-Za-z])(?:0|[1-9][0-9]{0,3})(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Pattern:
    """A name in which C({row}) stands for the row's number; C(first) is the number of the first row."""

    group: Group
    place: Place
    first: int

    def at(self, row: int) -> Parameter:
        """The parameter of one row, counted from 1."""
        return Parameter(self.group, Place(self.place.kind, self.place.name.replace(ROW, str(self.first + row - 1))))


@dataclass
class Table:
    """What was found for one setting with rows or indexes. C(columns) has one entry, named C(""), where there are no columns."""

    setting: str
    state: str = NOT_SEEN
    columns: dict[str, Pattern] = field(default_factory=dict)
    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    candidates: tuple[str, ...] = ()
    requests: tuple[int, ...] = ()
    steps: tuple[int, ...] = ()
    why: str = ""
    missing: tuple[str, ...] = ()
    #: rows of the table that stand before the first one of the checklist
    before: int = 0
    #: the request with which the last cell was filled in
    filled: int = 0

    def cells(self, timeline: Timeline) -> set[Parameter]:
        """Parameters of all rows that were written."""
        places = (pattern.at(row) for pattern in self.columns.values() for row in range(1, _LONGEST + 1))
        return {place for place in places if place in timeline.series}


def tables_of(timeline: Timeline, expected: Expected, found: Mapping[str, Finding], *, rows: bool) -> dict[str, Table]:
    """Put the findings of rows, or of indexes, together, by setting id."""
    grouped: dict[str, dict[str, Field]] = {}
    for one in expected.fields():
        if one.row if rows else one.index:
            grouped.setdefault(one.setting.id, {}).setdefault(one.key, one)
    taken = {place for finding in found.values() if finding.state == LEARNED for place in finding.places}
    tables = {}
    for setting, fields in grouped.items():
        tables[setting] = _table(timeline, setting, list(fields.values()), found, taken)
        taken.update(tables[setting].cells(timeline))
    return tables


def _table(
    timeline: Timeline, setting: str, fields: Sequence[Field], found: Mapping[str, Finding], taken: set[Parameter]
) -> Table:
    steps = tuple(sorted({step for one in fields for step in one.steps}))
    table = Table(setting, steps=steps)
    columns = dict.fromkeys(one.column for one in fields)
    strong = [
        name
        for name in columns
        if any(found.get(one.key, Finding(one)).state != NOT_SEEN for one in fields if one.column == name)
    ]
    for name in strong:
        cells = {one.row or one.index or 1: found.get(one.key, Finding(one)) for one in fields if one.column == name}
        made = _pattern(timeline, cells)
        if made is None:
            table.state = AMBIGUOUS
            table.candidates = tuple(sorted({named(p) for cell in cells.values() for p in cell.places} | {
                candidate for cell in cells.values() for candidate in cell.candidates}))  # fmt: skip
            table.why = next((cell.why for cell in cells.values() if cell.why), "the rows follow no pattern")
            return table
        table.columns[name], table.before = made
        table.filled = max(table.filled, *(cell.requests[0] for cell in cells.values() if cell.requests))
        table.requests += tuple(number for cell in cells.values() for number in cell.requests)
    if not table.columns:
        return table
    table.requests = tuple(sorted(set(table.requests)))[:20]
    for name in columns:
        if name not in table.columns:
            _weak(timeline, table, name, [one for one in fields if one.column == name], taken)
    table.missing = tuple(name for name in columns if name not in table.columns)
    if table.missing:
        table.state = AMBIGUOUS
        table.why = table.why or f"its columns {', '.join(table.missing)} were not found"
    else:
        table.state = LEARNED
    return table


def _pattern(timeline: Timeline, cells: Mapping[int, Finding]) -> tuple[Pattern, int] | None:
    """The one way to read a row's number out of the names. One row alone has too many."""
    if any(cell.state != LEARNED for cell in cells.values()):
        return None
    options: set[Pattern] | None = None
    for row, cell in cells.items():
        if len(cell.places) != 1:
            return None
        mine = set(readings(cell.place, row, _DIGITS if len(cells) > 1 else _ALONE))
        options = mine if options is None else options & mine
    if options and len(options) > 1:
        options = {one for one in options if one.first in (0, 1)}
    if not options or len(options) != 1:
        return None
    pattern = next(iter(options))
    top = _from_the_top(timeline, pattern)
    return None if top is None else (top, pattern.first - top.first)


def readings(parameter: Parameter, row: int, digits_of: re.Pattern[str] = _DIGITS) -> Iterable[Pattern]:
    """Every way to read the number of a row out of a name."""
    name = parameter.place.name
    for digits in digits_of.finditer(name):
        first = int(digits[0]) - row + 1
        if first >= 0:
            shape = name[: digits.start()] + ROW + name[digits.end() :]
            yield Pattern(parameter.group, Place(parameter.place.kind, shape), first)


def _from_the_top(timeline: Timeline, pattern: Pattern) -> Pattern | None:
    """The checklist's first row was not the table's first one: count down to where names begin."""
    first = pattern.first
    while first > 0:
        lower = Pattern(pattern.group, pattern.place, first - 1).at(1)
        if lower not in timeline.series and not timeline.shown_under(lower.place.name):
            break
        first -= 1
    return Pattern(pattern.group, pattern.place, first) if first in (0, 1) else None


def _weak(timeline: Timeline, table: Table, name: str, fields: Sequence[Field], taken: set[Parameter]) -> None:
    """A column whose cells are small numbers or words: a name of the same pattern that shows them in the same request."""
    anchor = next(iter(table.columns.values()))
    rows = {one.row or one.index or 1: one for one in fields}
    offset = table.before
    options: dict[Pattern, dict[str, Any]] = {}
    for parameter in sorted(timeline.series):
        if parameter.group != anchor.group or parameter in taken:
            continue
        for row in rows:
            for option in readings(parameter, row + offset):
                if option.first == anchor.first and option not in options and _shape(option) == _shape(anchor):
                    values = _cells(timeline, table, option, rows, offset)
                    if values is not None:
                        options[option] = values
    good = _nearest(anchor, options)
    if len(good) != 1:
        if good:
            table.candidates = tuple(
                sorted(f"{one.group.method} {one.group.path} {one.place.kind} {one.place.name}" for one in good)
            )
            table.why = f"several parameters could be the column {name}"
        return
    table.columns[name] = good[0]
    if options[good[0]]:
        table.values[name] = options[good[0]]


def _shape(pattern: Pattern) -> tuple[str, int]:
    return pattern.place.kind, pattern.place.name.count(ROW)


def _nearest(anchor: Pattern, options: Mapping[Pattern, Any]) -> list[Pattern]:
    """Of several, those that stand in the same object as the first column."""
    head = anchor.place.name.partition(ROW)[0]
    near = [one for one in options if one.place.name.partition(ROW)[0] == head and one.place.name != anchor.place.name]
    return near or list(options)


def _cells(
    timeline: Timeline, table: Table, option: Pattern, rows: Mapping[int, Field], offset: int
) -> dict[str, Any] | None:
    """The values of a choice column, nothing for a number, None where the cells are not what was entered."""
    if option in table.columns.values():
        return None
    at = _burst_of_rows(timeline, table)
    cells = [option.at(row + offset) for row in rows]
    if all(timeline.state(cell, at) == timeline.state(cell, at - 1) for cell in cells):
        # it stood there before the rows were filled in
        return None
    meaning: dict[str, Any] = {}
    for row, one in rows.items():
        wire = timeline.state(option.at(row + offset), at)
        wanted = next(iter(one.given.values()))
        if wire is None:
            return None
        if not one.is_word:
            if key_of(wire) != key_of(wanted):
                return None
            continue
        if wire_key(meaning.setdefault(str(wanted), wire)) != wire_key(wire):
            return None
    if any(one.is_word for one in rows.values()) and len({wire_key(value) for value in meaning.values()}) < len(
        meaning
    ):
        return None
    return meaning


def _burst_of_rows(timeline: Timeline, table: Table) -> int:
    """The burst with which the last of the strong cells was filled in."""
    return next(
        (at for at, burst in enumerate(timeline.bursts) if any(one.number == table.filled for one in burst)), -1
    )
