# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Where a value stands: in a request that is being made, or in an answer.

JSON places are pointers (RFC 6901). C({row}) in a name or pointer is the index of a row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ROW = "{row}"
#: An array that a request makes larger than this is a mistake.
_LONGEST = 4096


class Missing:
    """Stands for what an answer does not show."""

    def __repr__(self) -> str:
        return "missing"


MISSING = Missing()


@dataclass(frozen=True)
class Place:
    """One place. C(kind) is query, form, header, json, html, lines, script or cookie; C(name) is the pointer for json."""

    kind: str
    name: str

    @property
    def per_row(self) -> bool:
        """Whether each row has its own."""
        return ROW in self.name

    def at(self, row: int | None) -> Place:
        """The place of one row."""
        return self if row is None else Place(self.kind, self.name.replace(ROW, str(row)))


def place_of(raw: Mapping[str, Any]) -> Place:
    """A place out of a profile whose shape was checked; without a name it has an empty one."""
    kind = raw["in"]
    key = {"json": "pointer", "lines": "key"}.get(kind, "name")
    return Place(kind, raw.get(key, ""))


def tokens_of(pointer: str) -> list[str]:
    """The parts of a pointer, unescaped (RFC 6901 section 4)."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def _index(token: str) -> int | None:
    """An array index has no leading zeros (RFC 6901 section 4)."""
    if not (token.isascii() and token.isdigit()) or (len(token) > 1 and token[0] == "0") or len(token) > 6:
        return None
    return int(token)


def look_up(document: Any, pointer: str) -> Any:
    """What stands at a pointer; MISSING where nothing does."""
    for token in tokens_of(pointer):
        if isinstance(document, Mapping):
            document = document.get(token, MISSING)
        elif isinstance(document, list):
            index = _index(token)
            document = document[index] if index is not None and index < len(document) else MISSING
        else:
            return MISSING
    return document


def put(document: Any, pointer: str, value: Any) -> Any:
    """The document with a value at a pointer; what is missing on the way is made. The document itself may change."""
    return _put(document, tokens_of(pointer), value)


def _put(document: Any, tokens: list[str], value: Any) -> Any:
    if not tokens:
        return value
    head, rest = tokens[0], tokens[1:]
    index = _index(head)
    if not isinstance(document, (dict, list)):
        document = [] if index is not None else {}
    if isinstance(document, dict):
        document[head] = _put(document.get(head), rest, value)
        return document
    if index is None or index >= _LONGEST:
        raise ValueError(f"{head!r} is no index of an array")
    while len(document) <= index:
        document.append(None)
    document[index] = _put(document[index], rest, value)
    return document


def wire_text(value: Any) -> str:
    """A value as it stands in a query, a form or a header."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
