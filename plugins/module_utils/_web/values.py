# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Values of the collection and their wire forms."""

from __future__ import annotations

import re
from typing import Any

from .._values import Secret
from .places import MISSING, wire_text
from .profile import Cell, same_wire


def encode(cell: Cell, value: Any) -> Any:
    """Wire form of a value, with its JSON type. Raises KeyError when the profile maps words, but not this one."""
    if cell.kind == "switch":
        return cell.values[cell.words[0] if value else cell.words[1]]
    if cell.values:
        return cell.values[value]
    if cell.kind == "integer" and not cell.as_text:
        return int(value)
    return "" if value is None else str(value)


def decode(cell: Cell, wire: Any) -> Any:
    """Value for what a page shows; None when it shows nothing.

    A wire form that is not known is marked, so that it shows up as a difference.
    """
    if cell.kind == "secret":
        if cell.secret == "absent" or cell.read is None or wire is MISSING:
            return Secret.UNKNOWN
        return Secret.SET if wire not in ("", None, False) else Secret.UNSET
    values = cell.read_values or cell.values
    if values:
        shown = None if wire is MISSING else wire
        for word, known in values.items():
            if not isinstance(shown, (dict, list)) and same_wire(known, shown):
                return {cell.words[0]: True, cell.words[1]: False}[word] if cell.kind == "switch" else word
        return None if wire is MISSING else f"unknown value {_printed(wire)}"
    if wire is MISSING:
        return None
    if wire is None:
        return ""
    if isinstance(wire, (dict, list)):
        return f"unknown value {_printed(wire)}"
    text = wire_text(wire)
    if cell.kind == "integer":
        # what is no number stays as it is, so that it shows up as a difference
        return int(text) if re.fullmatch(r"-?[0-9]{1,12}", text) else text
    return text


def carried(cell: Cell, wire: Any) -> Any:
    """What a request carries for a value that stays: what the page shows, in the spelling of the request. MISSING for nothing."""
    if cell.kind == "secret":
        return MISSING
    if cell.read_values and cell.values:
        value = decode(cell, wire)
        word = (
            (cell.words[0] if value else cell.words[1]) if cell.kind == "switch" and isinstance(value, bool) else value
        )
        return cell.values.get(word, MISSING)
    if cell.values:
        value = decode(cell, wire)
        word = (
            (cell.words[0] if value else cell.words[1]) if cell.kind == "switch" and isinstance(value, bool) else value
        )
        # what the map does not know is passed on as it is
        return cell.values.get(word, wire)
    if cell.kind == "integer" and wire is not MISSING and isinstance(decode(cell, wire), int):
        return wire_text(wire) if cell.as_text else decode(cell, wire)
    return wire


def _printed(wire: Any) -> str:
    if isinstance(wire, (dict, list)):
        return "of many parts"
    return repr(wire_text(wire)[:80]) if wire is not None else "null"
