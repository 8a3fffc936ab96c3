# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Settings of which there are several, in an array of a JSON body: a request cannot name one position and leave the others out."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, NamedTuple

from .draft import Draft
from .places import ROW, Place
from .profile import WebEntry


class Array(NamedTuple):
    """Where an array stands in a request, where a page shows it, and which page that is."""

    write: Place
    read: Place
    page: str


def array_of_indexes(entry: WebEntry) -> Array | None:
    """The array in which a setting with indexes may stand: positions and what is below them are the same in page and request."""
    places, read = entry.cell.write, entry.cell.read
    if not entry.setting.indexed or entry.page is None or read is None or len(places) != 1:
        return None
    (head, _row, tail), (shown, _number, below) = (place.name.partition(f"/{ROW}") for place in (places[0], read))
    same = tail == below and entry.first == entry.read_first == 0
    if not same or {places[0].kind, read.kind} != {"json"}:
        return None
    return Array(Place("json", head), Place("json", shown), entry.page)


def fill_array(array: Array, present: list[Any]) -> Callable[[Draft], None]:
    """Put the array as it is; what else is known of its positions comes after it."""
    return lambda draft: draft.put(array.write, copy.deepcopy(present))
