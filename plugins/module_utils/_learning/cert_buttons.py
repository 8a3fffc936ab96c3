# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The buttons in the rows of a list of certificates, by what they did to the list: deleted a row, or turned a cell of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .acts import Act
from .asked import Questions
from .cert_rows import CertificateList, Step
from .exchange import Exchange, Place
from .matching import LEARNED
from .surroundings import harmless

#: A row that is named by its place in the list.
INDEX = ""
#: Rows that must have been named before it is known by what.
_FEW = 2
_DELETE, _SELECT, _SELECT_DOT1X, _CLEAR = "certificates.delete", "certificates.select", "dot1x.select", "dot1x.clear"
_MARKS = {_SELECT: "in_use", _SELECT_DOT1X: "in_use_dot1x"}


@dataclass(frozen=True)
class _Press:
    """One request: C(place) names the row, none for a button that is in no row."""

    exchange: Exchange
    step: Step
    row: int | None = None
    place: Place | None = None

    @property
    def shape(self) -> tuple[Any, ...]:
        """All but the row."""
        fixed = tuple((place, repr(value)) for place, value in self.exchange.fields.items() if place != self.place)
        return self.exchange.method, self.exchange.path, self.place, fixed


def press_rows(found: CertificateList, steps: Sequence[Step], questions: Questions, acts: Mapping[str, Act]) -> None:
    """Put the operations on rows into C(acts), and the columns that they tell of into C(found)."""
    changed = [step for step in steps if step.removed is not None or step.turned]
    column = _id_column(found, changed)
    if column is None:
        return
    if column != INDEX:
        found.columns["id"] = column
    groups: dict[tuple[Any, ...], list[_Press]] = {}
    for step in changed:
        press = _press(step, column)
        groups.setdefault(press.shape, []).append(press)
    # only 802.1X has a button that clears the choice
    cleared = {
        name
        for group in groups.values()
        for press in group
        if press.place is None
        for cells in press.step.turned.values()
        for name in cells
    }
    for operation in (_DELETE, _SELECT, _SELECT_DOT1X):
        if operation in acts:
            wanted = _wanted(questions, operation)
            fits = [group for group in groups.values() if _is_of(operation, group, found, wanted, questions.names)]
            if len(fits) == 1 and (operation == _DELETE or _mark(found, operation, fits[0], cleared)):
                _learn(acts[operation], fits[0])
    if _CLEAR in acts and (column := found.columns.get("in_use_dot1x", "")):
        off = found.values["in_use_dot1x"]["no"]
        fits = [group for group in groups.values() if group[0].place is None and _all_turned(group, column, off)]
        if len(fits) == 1:
            _learn(acts[_CLEAR], fits[0])


def _wanted(questions: Questions, operation: str) -> list[str]:
    """Names of the rows that a button is pressed in, in their order."""
    return [one.name for one in questions.asked if one.operation == operation and one.name]


def _id_column(found: CertificateList, steps: Sequence[Step]) -> str | None:
    """By what requests name rows: the one column, or the index, that fits each row that was deleted, or else chosen."""
    deleted = [step for step in steps if step.removed is not None]
    columns = (*found.listing.columns, INDEX)
    telling = deleted or [step for step in steps if any(_press(step, column).place for column in columns)]
    options = [column for column in columns if all(_press(step, column).place for step in telling)]
    named = {(_press(step, column).row, step.exchange.number) for column in options[:1] for step in telling}
    # the index is the last: where a column says the same, both are right
    return options[0] if len(named) >= _FEW else None


def _press(step: Step, column: str) -> _Press:
    rows = [step.removed] if step.removed is not None else list(step.turned)
    names = [
        (row, place)
        for row in rows
        for place, value in step.exchange.fields.items()
        if str(value) == _cell(step, row, column)
    ]
    if len(names) != 1:
        return _Press(step.exchange, step)
    return _Press(step.exchange, step, *names[0])


def _cell(step: Step, row: int, column: str) -> str | None:
    cell = row if column == INDEX else step.before[row].get(column)
    return None if cell in (None, "") else str(cell)


def _is_of(
    operation: str, group: Sequence[_Press], found: CertificateList, wanted: Sequence[str], names: set[str]
) -> bool:
    """Whether the rows are those in which the checklist asks to press this button, in its order."""
    if any(press.place is None or (press.step.removed is not None) != (operation == _DELETE) for press in group):
        return False
    if operation == _DELETE:
        return True
    name = found.columns["common_name"]
    rows = [str(press.step.before[press.row].get(name, "")) for press in group if press.row is not None]
    return [row for row in rows if row in names] == list(wanted)


def _mark(found: CertificateList, operation: str, group: Sequence[_Press], cleared: set[str]) -> bool:
    """The one column whose cell was turned in each row that was chosen, always to the same; and all others show the opposite."""
    options = []
    for column in found.listing.columns:
        turns = {press.step.turned.get(press.row if press.row is not None else -1, {}).get(column) for press in group}
        turn = next(iter(turns))
        if len(turns) != 1 or turn is None:
            continue
        no, yes = turn
        cells = [cells.get(column) for shot in found.listing.shots for cells in shot.rows.values()]
        if harmless(no) and harmless(yes) and {repr(cell) for cell in cells} == {repr(no), repr(yes)}:
            options.append((column, {"yes": yes, "no": no}))
    if len(options) != 1 or (cleared and (options[0][0] in cleared) != (operation == _SELECT_DOT1X)):
        return False
    mark = _MARKS[operation]
    found.columns[mark], found.values[mark] = options[0]
    return True


def _all_turned(group: Sequence[_Press], column: str, off: Any) -> bool:
    """Whether each of them did nothing but clear the mark of a row."""
    return all(
        [(name, turn[1]) for cells in press.step.turned.values() for name, turn in cells.items()] == [(column, off)]
        for press in group
    )


def _learn(act: Act, group: Sequence[_Press]) -> None:
    act.state, act.why = LEARNED, ""
    act.exchanges = [press.exchange for press in group]
    act.fills = {press.place: "id" for press in group if press.place is not None}
