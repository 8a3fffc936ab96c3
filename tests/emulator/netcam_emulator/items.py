# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The settings an emulated camera has: one `Item` per setting, or per column of a table.

Ids are the contract with the outside (profiles, control API). A cell is one stored value: (item id, row), row 0 for a
setting that exists once. All stored values are strings in the words of the ids' contract (`enable`, `digest`, `443`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .checks import Check
from .models import FAMILIES

Cell = tuple[str, int]


@dataclass(frozen=True)
class Item:
    """One setting. `count` 0 means it exists once; `column` is set for the columns of a table.

    A `status` has no value of its own: the page shows what is the case.
    """

    id: str
    page: str
    check: Check
    default: str = ""
    words: tuple[str, ...] = ()
    count: int = 0
    column: str = ""
    secret: bool = False
    number: bool = False
    read_only: bool = False
    restart: bool = False
    status: bool = False

    @property
    def table(self) -> str:
        """Id of the table this item is a column of, empty for a plain setting."""
        return self.id[: -len(self.column) - 1] if self.column else ""

    @property
    def cells(self) -> list[Cell]:
        """All cells of this item."""
        return [(self.id, row) for row in range(max(self.count, 1))]

    def outer_id(self, row: int) -> str:
        """Id with the index counted from 1, as people write it: `rtp_server.stream[1].multicast_port`."""
        if not self.count or self.column:
            return self.id
        group, _unused, leaf = self.id.rpartition(".")
        return f"{group}[{row + 1}].{leaf}"


@dataclass(frozen=True)
class Row:
    """How an item is declared: an item plus what differs between the families."""

    item: Item
    families: tuple[str, ...] = FAMILIES
    per_family: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def choice(words: tuple[str, ...]) -> Check:
    """One word of a fixed set."""
    return lambda value: value in words


def word_item(
    id_: str, page: str, words: str, default: str, *, restart: bool = False, column: str = "", count: int = 0
) -> Item:
    """Declare a setting with a fixed set of words, given as `enable|disable`."""
    options = tuple(words.split("|"))
    return Item(id_, page, choice(options), default, options, count, column, restart=restart)


def free_item(
    id_: str,
    page: str,
    check: Check,
    default: str = "",
    *,
    number: bool = False,
    secret: bool = False,
    restart: bool = False,
    read_only: bool = False,
    column: str = "",
    count: int = 0,
) -> Item:
    """Declare a setting with a free value that a check limits."""
    return Item(id_, page, check, default, (), count, column, secret, number, read_only, restart)


def status_item(id_: str, page: str, words: str = "") -> Item:
    """Declare a field that only shows something."""
    options = tuple(words.split("|")) if words else ()
    return Item(id_, page, lambda _value: False, "", options, read_only=True, status=True)
