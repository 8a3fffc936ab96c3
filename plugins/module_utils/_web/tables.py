# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Tables of a settings interface: fixed places for rows, or a list that holds exactly its rows."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from typing import Any

from .draft import Draft
from .pages import Shown
from .places import MISSING, ROW, Place, look_up, put
from .profile import Cell, WebEntry
from .rules_settings import array_of
from .values import carried, decode, encode

Row = Mapping[str, Any]


def read_rows(entry: WebEntry, shown: Shown) -> dict[int, dict[str, Any]]:
    """Rows by position (from 0). A row whose first column is empty, or missing, is none."""
    first = entry.columns[entry.setting.columns[0].name]
    rows: dict[int, dict[str, Any]] = {}
    for position in range(entry.rows):
        wire = _wire(first, shown, entry.read_first + position)
        if wire is MISSING and entry.as_list:
            break
        if wire in (MISSING, None, "") or (first.empty is not None and wire == first.empty):
            continue
        rows[position] = {
            name: decode(cell, _wire(cell, shown, entry.read_first + position)) for name, cell in entry.columns.items()
        }
    return rows


def _wire(cell: Cell, shown: Shown, row: int) -> Any:
    return MISSING if cell.read is None else shown.value(cell.read, row)


def write_slots(draft: Draft, entry: WebEntry, rows: Mapping[int, Row | None]) -> None:
    """Put rows at their fixed places; None empties a place. Raises KeyError for a word without a wire value."""
    for position, row in rows.items():
        for name, cell in entry.columns.items():
            for place in cell.write:
                at = place.at(entry.first + position)
                if row is None:
                    if cell.empty is not None:
                        draft.put(at, cell.empty)
                elif _has(row, name):
                    draft.put(at, encode(cell, row[name]))


def carry_slots(draft: Draft, entry: WebEntry, shown: Shown) -> None:
    """Put all rows as the page shows them."""
    for position in range(entry.rows):
        for cell in entry.columns.values():
            wire = carried(cell, _wire(cell, shown, entry.read_first + position))
            if wire is not MISSING:
                for place in cell.write:
                    draft.put(place.at(entry.first + position), wire)


def write_list(draft: Draft, entry: WebEntry, before: Mapping[int, Row], after: Mapping[int, Row]) -> None:
    """Put the whole array. Where the body holds the present one already, elements that stay keep what is no column of theirs.

    C(before) are the rows as the camera holds them now, in the order of their positions. Raises KeyError.
    """
    pointer = array_of(entry)
    present = look_up(draft.json, pointer)
    elements = dict(zip(sorted(before), present, strict=False)) if isinstance(present, list) else {}
    array = []
    for position in sorted(after):
        row = after[position]
        stays = before.get(position, {}).get(_identity(entry)) == row.get(_identity(entry))
        element = copy.deepcopy(elements.get(position)) if stays else None
        for name, cell in entry.columns.items():
            if _has(row, name):
                wire = encode(cell, row[name])
                for place in cell.write:
                    element = put(element, place.name.partition(ROW)[2], wire)
        array.append(element)
    draft.put(Place("json", pointer), array)


def add_row(draft: Draft, entry: WebEntry, row: Row) -> None:
    """Put a row's values into the request that adds it. Raises KeyError."""
    for name, cell in entry.columns.items():
        if _has(row, name):
            for place in cell.write:
                draft.put(place, encode(cell, row[name]))


def deleted_by(entry: WebEntry, rows: Mapping[int, Row], position: int) -> Any:
    """The wire value by which the camera knows a row that is to be deleted."""
    if entry.delete is None or entry.delete.by == "row":
        index = sorted(rows).index(position) if entry.as_list else position
        return entry.first + index
    return encode(entry.columns[entry.delete.by], rows[position][entry.delete.by])


def _identity(entry: WebEntry) -> str:
    return entry.setting.columns[0].name


def _has(row: Row, name: str) -> bool:
    """Whether a row states a column; a password that only the camera knows is not stated."""
    value = row.get(name)
    return value is not None and isinstance(value, (str, int, float))
