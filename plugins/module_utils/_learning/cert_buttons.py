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
from .constants import likeness
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
        parts = path_parts(self.exchange)
        path = tuple("" if place == self.place else part for place, part in parts.items())
        fixed = tuple(
            (place, likeness(place, value)) for place, value in self.exchange.fields.items() if place != self.place
        )
        return self.exchange.method, path, self.place, fixed


def path_parts(one: Exchange) -> dict[Place, str]:
    """The parts of a path as places: a row may be named there."""
    return {Place("path", str(at)): part for at, part in enumerate(one.path.split("/"))}


def press_rows(found: CertificateList, steps: Sequence[Step], questions: Questions, acts: Mapping[str, Act]) -> None:
    """Put the operations on rows into C(acts), and the columns that they tell of into C(found)."""
    changed = [step for step in steps if step.removed is not None or step.turned or step.beside]
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
    silent = [press for group in groups.values() for press in group if press.place is None]
    cleared: set[str | Place] = {name for press in silent for cells in press.step.turned.values() for name in cells}
    cleared |= {place for press in silent for place in press.step.beside}
    for operation in (_DELETE, _SELECT, _SELECT_DOT1X):
        if operation in acts:
            wanted = _wanted(questions, operation)
            fits = [group for group in groups.values() if _is_of(operation, group, found, wanted, questions.names)]
            if len(fits) == 1 and (operation == _DELETE or _mark(found, operation, fits[0], cleared)):
                _learn(acts[operation], fits[0])
    if _CLEAR in acts:
        fits = [group for group in groups.values() if all(_is_cleared(found, press) for press in group)]
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
    one = step.exchange
    # where no row shows anything of it, any could be meant
    rows = [step.removed] if step.removed is not None else list(step.turned or step.before)
    given = {**path_parts(one), **one.fields}
    names = [(row, place) for row in rows for place, value in given.items() if str(value) == _cell(step, row, column)]
    return _Press(one, step, *names[0]) if len(names) == 1 else _Press(one, step)


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


def _mark(found: CertificateList, operation: str, group: Sequence[_Press], cleared: set[str | Place]) -> bool:
    """Where the list shows which one was chosen: the one column whose cell was turned in each row, always to the same, or the one
    place beside the rows that then had the id of the row."""
    columns = [
        (column, words) for column in found.listing.columns if (words := _turn(found, group, column)) is not None
    ]
    places = [
        place for place in set.intersection(*(set(press.step.beside) for press in group)) if _holds_id(group, place)
    ]
    marks: list[str | Place] = [*(column for column, _words in columns), *places]
    if len(marks) != 1 or (cleared and (marks[0] in cleared) != (operation == _SELECT_DOT1X)):
        return False
    name = _MARKS[operation]
    if columns:
        found.columns[name], found.values[name] = columns[0]
    else:
        found.beside[name] = places[0]
    return True


def _turn(found: CertificateList, group: Sequence[_Press], column: str) -> dict[str, Any] | None:
    """The values of yes and no of a column, where every row that was chosen turned to the one, and no row has a third value."""
    turns = [press.step.turned.get(press.row if press.row is not None else -1, {}).get(column) for press in group]
    if turns[0] is None or any(turn != turns[0] for turn in turns):
        return None
    no, yes = turns[0]
    cells = {repr(cells.get(column)) for shot in found.listing.shots for cells in shot.rows.values()}
    return {"yes": yes, "no": no} if harmless(no) and harmless(yes) and cells == {repr(no), repr(yes)} else None


def _holds_id(group: Sequence[_Press], place: Place) -> bool:
    given = [{**path_parts(press.exchange), **press.exchange.fields} for press in group]
    return all(
        press.place is not None and str(press.step.beside[place][1]) == str(fields[press.place])
        for press, fields in zip(group, given, strict=True)
    )


def _is_cleared(found: CertificateList, press: _Press) -> bool:
    """Whether a request did nothing but take the choice for 802.1X away."""
    if press.place is not None or press.step.removed is not None:
        return False
    turned = [(name, turn[1]) for cells in press.step.turned.values() for name, turn in cells.items()]
    if (column := found.columns.get("in_use_dot1x")) is not None:
        return turned == [(column, found.values["in_use_dot1x"]["no"])]
    place = found.beside.get("in_use_dot1x")
    return (
        not turned
        and place is not None
        and list(press.step.beside) == [place]
        and press.step.beside[place][1] in (None, "", 0)
    )


def _learn(act: Act, group: Sequence[_Press]) -> None:
    act.state, act.why = LEARNED, ""
    act.exchanges = [press.exchange for press in group]
    act.fills = {press.place: "id" for press in group if press.place is not None}
