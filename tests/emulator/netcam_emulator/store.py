# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The values of one camera in three layers: written (RAM), saved (flash), and effective (what the firmware acts on).

A write is volatile until saved. A restart loads RAM from flash. Settings that need a restart act as they were at the
last start, so `effective` differs from `written` for them until then.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .items import Cell, Item

Values = dict[Cell, str]


class BadSetting(ValueError):
    """An id or value from a fleet file or the control API that this camera does not have."""


class Store:
    """Layers of values for a set of items."""

    def __init__(self, items: Mapping[str, Item], factory: Mapping[Cell, str]) -> None:
        self.items = items
        self.factory: Values = {cell: item.default for item in items.values() for cell in item.cells}
        self.factory.update(factory)
        self.saved: Values = dict(self.factory)
        self.written: Values = dict(self.saved)
        self._at_start: Values = dict(self.saved)

    def __getitem__(self, id_: str) -> str:
        """Effective value of a setting that exists once; empty when this family does not have it."""
        return self.effective((id_, 0))

    def effective(self, cell: Cell) -> str:
        """Value the firmware acts on."""
        item = self.items.get(cell[0])
        if item is None:
            return ""
        return (self._at_start if item.restart else self.written)[cell]

    def save(self) -> None:
        """Make the written values permanent."""
        self.saved = dict(self.written)

    def start(self) -> None:
        """Load what was saved, as a restart does."""
        self.written = dict(self.saved)
        self._at_start = dict(self.saved)

    def force(self, values: Mapping[Cell, str]) -> None:
        """Write, save and activate at once: a change made behind everyone's back."""
        for layer in (self.written, self.saved, self._at_start):
            layer.update(values)

    def layers(self) -> dict[str, Values]:
        """Return the named layers, for a dump."""
        return {"saved": self.saved, "written": self.written, "at_start": self._at_start}

    def load_layers(self, layers: Mapping[str, Values]) -> None:
        """Replace the layers by those of a dump."""
        self.saved, self.written = dict(layers["saved"]), dict(layers["written"])
        self._at_start = dict(layers["at_start"])

    def effective_values(self) -> Values:
        """Return all effective values."""
        return {cell: self.effective(cell) for cell in self.written}


def outward(items: Mapping[str, Item], values: Mapping[Cell, str]) -> dict[str, Any]:
    """Return values by setting id: numbers as int, tables as lists of used rows."""
    result: dict[str, Any] = {}
    for item in items.values():
        if item.column:
            continue
        for cell in item.cells:
            result[item.outer_id(cell[1])] = _typed(item, values[cell])
    for table, columns in tables(items).items():
        key = columns[0]
        used = [row for row in range(key.count) if values[(key.id, row)]]
        result[table] = [{col.column: _typed(col, values[(col.id, row)]) for col in columns} for row in used]
    return result


def inward(items: Mapping[str, Item], settings: Mapping[str, Any]) -> Values:
    """Return cells for values by setting id, the inverse of `outward`; raises BadSetting."""
    cells: Values = {}
    by_table = tables(items)
    for id_, value in settings.items():
        if id_ in by_table:
            cells.update(_table_cells(id_, by_table[id_], value))
            continue
        match = re.fullmatch(r"(.+)\[(\d+)\]\.(\w+)", id_)
        item = items.get(f"{match[1]}.{match[3]}" if match else id_)
        row = int(match[2]) - 1 if match else 0
        if item is None or item.column or bool(match) != bool(item.count) or not 0 <= row < max(item.count, 1):
            raise BadSetting(f"no setting {id_!r} on this camera")
        cells[(item.id, row)] = _checked(item, value)
    return cells


def tables(items: Mapping[str, Item]) -> dict[str, list[Item]]:
    """Return the columns of each table, key column first."""
    found: dict[str, list[Item]] = {}
    for item in items.values():
        if item.column:
            found.setdefault(item.table, []).append(item)
    return found


def _table_cells(id_: str, columns: list[Item], rows: Any) -> Values:
    if not isinstance(rows, list) or len(rows) > columns[0].count:
        raise BadSetting(f"{id_} takes a list of at most {columns[0].count} rows")
    cells: Values = {}
    for row in range(columns[0].count):
        given: Mapping[str, Any] = rows[row] if row < len(rows) else {}
        unknown = set(given) - {col.column for col in columns}
        if unknown:
            raise BadSetting(f"{id_} has no column {', '.join(sorted(unknown))}")
        for col in columns:
            cells[(col.id, row)] = _checked(col, given[col.column]) if col.column in given else col.default
    return cells


def _checked(item: Item, value: Any) -> str:
    if isinstance(value, bool) and {"yes", "no"} <= set(item.words):
        value = "yes" if value else "no"  # unquoted YAML
    word = str(value)
    if word and not item.check(word):
        raise BadSetting(f"{item.id} does not take {word!r}")
    return word


def _typed(item: Item, value: str) -> str | int:
    return int(value) if item.number and value else value
