# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Rows of a list in answers, whatever they are written in, and what one request has changed in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

from .exchange import Exchange, Place
from .reading import Page, Reader
from .rows import ROW

_NUMBER = re.compile(r"\d{1,4}")
#: Rows and columns of lists that are looked at.
_MOST = 200

#: By index, the cells by column; a column is the name of its place with C(ROW) for the index.
Rows = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class Shot:
    """A list at one moment: C(number) is that of the request."""

    number: int
    rows: Rows

    def where(self, column: str, text: str) -> int | None:
        """The only row with this cell."""
        found = [at for at, cells in self.rows.items() if str(cells.get(column, "")).strip() == text]
        return found[0] if len(found) == 1 else None


@dataclass(frozen=True)
class Listing:
    """One list of one page over time. C(kind) is that of its answers."""

    page: Page
    kind: str
    shots: tuple[Shot, ...]
    #: all that the page showed, by number of the request
    shown: Mapping[int, Mapping[Place, Any]] = made_by(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """All columns that any row ever had."""
        return sorted({column for shot in self.shots for cells in shot.rows.values() for column in cells})


@dataclass(frozen=True)
class Step:
    """What one request, the only one between two looks, has done. C(added), C(removed): the row that came or went."""

    exchange: Exchange
    before: Rows
    after: Rows
    added: int | None = None
    removed: int | None = None
    #: places beside the rows that show something else than before
    beside: Mapping[Place, tuple[Any, Any]] = made_by(default_factory=dict)

    @property
    def turned(self) -> dict[int, dict[str, tuple[Any, Any]]]:
        """Cells that changed, by row and column, where no row came or went."""
        if self.before.keys() != self.after.keys():
            return {}
        changes = {
            at: {
                column: (cells[column], self.after[at].get(column))
                for column in cells
                if cells[column] != self.after[at].get(column)
            }
            for at, cells in self.before.items()
        }
        return {at: cells for at, cells in changes.items() if cells}


@dataclass
class CertificateList:
    """What was learned of it. C(columns) are those of the rows by their names in a profile, C(id_column) empty for the index."""

    listing: Listing
    columns: dict[str, str]
    values: dict[str, dict[str, Any]] = made_by(default_factory=dict)
    #: C(in_use) and C(in_use_dot1x), where one place beside the rows has the id of the row
    beside: dict[str, Place] = made_by(default_factory=dict)
    date_format: str = ""

    @property
    def first(self) -> int:
        """The index of the first row."""
        return min((at for shot in self.listing.shots for at in shot.rows), default=0)


def listings(reader: Reader) -> Iterator[Listing]:
    """Every list of every page, as columns that have one number at the same place of their names."""
    for page, exchanges in sorted(reader.pages.items()):
        heads: dict[str, list[Shot]] = {}
        for one in exchanges:
            for head, rows in _tables(one).items():
                heads.setdefault(head, []).append(Shot(one.number, rows))
        # a list that is empty has no rows to be seen by
        numbers = [one.number for one in exchanges]
        for head in sorted(heads):
            shown = {shot.number: shot for shot in heads[head]}
            shots = tuple(shown.get(number, Shot(number, {})) for number in numbers)
            yield Listing(page, exchanges[-1].shown[0], shots, {one.number: one.shown[1] for one in exchanges})


def _tables(one: Exchange) -> dict[str, dict[int, dict[str, Any]]]:
    kind, values = one.shown
    tables: dict[str, dict[int, dict[str, Any]]] = {}
    for place, value in values.items():
        for found in list(_NUMBER.finditer(place.name))[:3]:
            before, after = place.name[: found.start()], place.name[found.end() :]
            if kind == "lines" and (after or not before.endswith(("-", "_", "."))):
                continue
            if kind == "json" and not (before.endswith("/") and (not after or after.startswith("/"))):
                continue
            head = before if kind == "json" else after
            rows = tables.setdefault(head, {})
            if len(rows) < _MOST:
                rows.setdefault(int(found[0]), {})[f"{before}{ROW}{after}"] = value
    return tables


def steps_of(listing: Listing, changing: Sequence[Exchange], stable: Sequence[str]) -> list[Step]:
    """Changes between two looks with one request between them. C(stable) are columns that tell rows apart."""
    steps = []
    for first, second in zip(listing.shots, listing.shots[1:], strict=False):
        between = [one for one in changing if first.number < one.number < second.number]
        if len(between) != 1:
            continue
        before, after = (_texts(shot.rows, stable) for shot in (first, second))
        added = removed = None
        if len(after) == len(before) + 1:
            added = _odd_one(after, before)
        elif len(before) == len(after) + 1:
            removed = _odd_one(before, after)
        beside = _beside(listing, first, second) if len(before) == len(after) else {}
        steps.append(Step(between[0], first.rows, second.rows, added, removed, beside))
    return steps


def _beside(listing: Listing, first: Shot, second: Shot) -> dict[Place, tuple[Any, Any]]:
    before, after = listing.shown.get(first.number, {}), listing.shown.get(second.number, {})
    rows = {
        column.replace(ROW, str(at)) for shot in (first, second) for at, cells in shot.rows.items() for column in cells
    }
    return {
        place: (before.get(place), after.get(place))
        for place in before.keys() | after.keys()
        if place.name not in rows and before.get(place) != after.get(place)
    }


def _texts(rows: Rows, columns: Sequence[str]) -> list[tuple[int, tuple[str, ...]]]:
    return [(at, tuple(str(rows[at].get(column, "")) for column in columns)) for at in sorted(rows)]


def _odd_one(more: list[tuple[int, tuple[str, ...]]], fewer: list[tuple[int, tuple[str, ...]]]) -> int | None:
    """The index of the one row that the other list does not have; None where it could be several."""
    rest = [cells for _at, cells in fewer]
    fits = [more[at][0] for at in range(len(more)) if [cells for _i, cells in more[:at] + more[at + 1 :]] == rest]
    return fits[0] if len(fits) == 1 else None
