# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Between the camera's values and a document of the made-up maker: nested JSON, or a form with nested names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..items import Cell, Item
from ..rules import BAD_VALUE, CLOCK, UNKNOWN_CODE, Refused
from ..store import Values
from .shape import FORM, LIST, ROW, Sheet, is_checkbox

_PART = re.compile(r"\[([^\[\]]*)\]")
_MOST_KEYS = 2000
MISSING: Any = object()


class Documents:
    """Reads and writes the document of one page."""

    def __init__(self, sheet: Sheet, items: Mapping[str, Item], mask: str) -> None:
        self.sheet, self._mask = sheet, mask
        self.items = {id_: items[id_] for id_ in sheet.places}
        self._word = {id_: [(wire, word) for word, wire in words.items()] for id_, words in sheet.words.items()}

    # Outward

    def wire(self, item: Item, value: str) -> Any:
        """A stored value as it stands in a document."""
        if item.secret:
            return self._mask if value else ""
        if item.words:
            return self.sheet.words[item.id][value] if value else ""
        if item.number and self.sheet.kind != FORM and item.id not in self.sheet.as_text and value:
            return int(value)
        return value

    def document(self, values: Mapping[Cell, str]) -> Any:
        """The nested document; a list has the used rows of a table only, and browsers leave out boxes that are not checked."""
        result: dict[str, Any] = {}
        for item in self.items.values():
            for row in self._rows(item, values):
                if not self.is_sent(item, values[(item.id, row)]):
                    continue
                at: Any = result
                *way, last = self._path(item, row)
                for key in way:
                    at = at.setdefault(key, {})
                at[last] = self.wire(item, values[(item.id, row)])
        return _arrays(result, self._empty_lists()) if self.sheet.layout == LIST else result

    def is_sent(self, item: Item, value: str) -> bool:
        """Whether a page sends this field while it has this value: browsers leave out boxes that are not checked."""
        return not (self.sheet.drops_boxes and is_checkbox(item) and value != item.words[0])

    def name(self, item: Item, row: int) -> str:
        """Name of an input: `a[b][1][c]` in a form, else a JSON pointer."""
        first, *rest = self._path(item, row)
        if self.sheet.kind == FORM:
            return first + "".join(f"[{part}]" for part in rest)
        return "/" + "/".join((first, *rest))

    def _path(self, item: Item, row: int) -> list[str]:
        number = str(row + self.sheet.first)
        return [number if key == ROW else key for key in self.sheet.places[item.id]]

    def _rows(self, item: Item, values: Mapping[Cell, str]) -> Iterator[int]:
        if self.sheet.layout == LIST and item.column:
            key = [other for other in self.items.values() if other.table == item.table][0]
            yield from range(sum(1 for row in range(key.count) if values[(key.id, row)]))
            return
        yield from range(max(item.count, 1))

    def _empty_lists(self) -> list[tuple[str, ...]]:
        """Where an array stands even when it is empty."""
        return [place[: place.index(ROW)] for place in self.sheet.places.values() if ROW in place]

    # Inward

    def changes(self, document: Any, stored: Mapping[Cell, str], defaults: Mapping[Cell, str]) -> Values:
        """The cells that a document sets; raises Refused for what it should not hold, or holds in the wrong form."""
        known, changes = 0, Values()
        for item in self.items.values():
            for cell in item.cells:
                wire = _find(document, self._path(item, cell[1]))
                if wire is not MISSING:
                    known += 1
                if item.read_only:
                    continue
                if wire is not MISSING:
                    changes[cell] = self._stored(item, wire, cell, document, stored)
                elif self.sheet.drops_boxes and is_checkbox(item):
                    changes[cell] = item.words[1]
                elif self.sheet.whole and not (item.secret or cell == CLOCK or item.id.startswith("administrator.")):
                    changes[cell] = defaults[cell]
                elif item.column and self._is_shorter(item, cell[1], document):
                    changes[cell] = item.default
        if known != _leaves(document):
            raise Refused(UNKNOWN_CODE, "a field that this page does not have")
        return changes

    def _is_shorter(self, item: Item, row: int, document: Any) -> bool:
        """Whether the document has this table's list, and it ends before the row."""
        way = self.sheet.places[item.id]
        rows = _find(document, list(way[: way.index(ROW)]))
        return self.sheet.layout == LIST and isinstance(rows, list) and len(rows) <= row

    def _stored(self, item: Item, wire: Any, cell: Cell, document: Any, stored: Mapping[Cell, str]) -> str:
        if item.secret and wire in ("", self._mask):
            return self._kept(item, cell, document, stored)
        if item.words:
            # 1 is not true, and "1" is not 1
            found = [word for other, word in self._word[item.id] if type(other) is type(wire) and other == wire]
            if not found or not self.is_sent(item, found[0]):
                raise Refused(BAD_VALUE, self.name(item, cell[1]))
            return found[0]
        number = item.number and self.sheet.kind != FORM and item.id not in self.sheet.as_text
        # True is an int to Python, but no number to a camera
        if not isinstance(wire, int if number else str) or isinstance(wire, bool):
            raise Refused(BAD_VALUE, self.name(item, cell[1]))
        return str(wire)

    def _kept(self, item: Item, cell: Cell, document: Any, stored: Mapping[Cell, str]) -> str:
        """A secret that is not sent anew; a user's goes with the name, in whichever row that stands."""
        if not item.column:
            return stored[cell]
        key = self.items[f"{item.table}.name"]
        name = _find(document, self._path(key, cell[1]))
        if name is MISSING:
            return stored[cell]
        rows = [row for row in range(key.count) if name and stored[(key.id, row)] == name]
        return stored[(item.id, rows[0])] if rows else ""


def nested(fields: Mapping[str, str]) -> dict[str, Any]:
    """A form's fields as nested objects; raises Refused for names that contradict each other or are too many."""
    if len(fields) > _MOST_KEYS:
        raise Refused(BAD_VALUE, "too many fields")
    result: dict[str, Any] = {}
    for name, value in fields.items():
        head, bracket, _rest = name.partition("[")
        *way, last = [head, *(_PART.findall(name[len(head) :]) if bracket else [])]
        at = result
        for key in way:
            at = at.setdefault(key, {})
            if not isinstance(at, dict):
                raise Refused(BAD_VALUE, name)
        at[last] = value
    return result


def _arrays(document: dict[str, Any], lists: list[tuple[str, ...]]) -> dict[str, Any]:
    for way in set(lists):
        at: Any = document
        for key in way[:-1]:
            at = at.setdefault(key, {})
        rows = at.get(way[-1], {})
        at[way[-1]] = [rows[key] for key in sorted(rows, key=int)]
    return document


def _find(document: Any, path: list[str]) -> Any:
    for key in path:
        if isinstance(document, list):
            document = document[int(key)] if key.isdecimal() and int(key) < len(document) else MISSING
        elif isinstance(document, Mapping):
            document = document.get(key, MISSING)
        else:
            return MISSING
    return document


def _leaves(document: Any) -> int:
    if isinstance(document, Mapping):
        return sum(_leaves(value) for value in document.values())
    if isinstance(document, list):
        return sum(_leaves(value) for value in document)
    return 1
