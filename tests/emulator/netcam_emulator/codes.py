# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The emulator's own code map: which short code stands for a setting, and which string for a word.

Canon's real codes are not public, so these are made up from a seed. Another seed gives other codes and other value
encodings: whatever works with any seed reads the map from the profile and has nothing built in.
"""

from __future__ import annotations

import random
import string

from .items import Cell, Item
from .itemtable import items_of

DEFAULT_SEED = "netcam-emulator"
_TWO_WORD_STYLES = (
    ("0", "1"),
    ("1", "0"),
    ("1", "2"),
    ("off", "on"),
    ("on", "off"),
    ("n", "y"),
    ("d", "e"),
    ("10", "20"),
)


class UnknownCode(Exception):
    """A request names a code, or an index of it, that this camera does not have."""


class CodeMap:
    """Codes and value encodings of one family under one seed."""

    def __init__(self, family: str, seed: str = DEFAULT_SEED) -> None:
        self.family = family
        self.items = items_of(family)
        self._code: dict[str, str] = {}
        self._wire: dict[str, dict[str, str]] = {}
        chance = random.Random(f"{seed}/{family}")
        taken: set[str] = set()
        for item in self.items.values():
            code = _new_code(chance, taken)
            self._code[item.id] = code
            if item.words:
                self._wire[item.id] = _encoding(chance, item.words)
        self._item_of = {code: self.items[id_] for id_, code in self._code.items()}
        self._word = {id_: {wire: word for word, wire in values.items()} for id_, values in self._wire.items()}

    def code(self, item: Item) -> str:
        """Return the code of a setting."""
        return self._code[item.id]

    def values(self, item: Item) -> dict[str, str]:
        """Return word -> wire value of a choice, empty for free values."""
        return self._wire.get(item.id, {})

    def parameter(self, cell: Cell) -> str:
        """Return the parameter name of a cell: `ab12` or `ab12-0`."""
        item = self.items[cell[0]]
        return f"{self._code[item.id]}-{cell[1]}" if item.count else self._code[item.id]

    def cell(self, parameter: str) -> tuple[Item, int]:
        """Return item and row of a parameter name; raises UnknownCode."""
        code, dash, index = parameter.partition("-")
        item = self._item_of.get(code)
        if item is None or bool(dash) != bool(item.count):
            raise UnknownCode(parameter)
        if not dash:
            return item, 0
        if not index.isdecimal() or int(index) >= item.count:
            raise UnknownCode(parameter)
        return item, int(index)

    def to_wire(self, item: Item, word: str) -> str:
        """Encode a stored value."""
        return self._wire[item.id][word] if item.words else word

    def from_wire(self, item: Item, wire: str) -> str | None:
        """Decode a value of a request, None when it encodes no word of this choice."""
        return self._word[item.id].get(wire) if item.words else wire


def _new_code(chance: random.Random, taken: set[str]) -> str:
    while True:
        code = "".join(chance.choices(string.ascii_lowercase, k=2) + chance.choices(string.digits, k=2))
        if code not in taken:
            taken.add(code)
            return code


def _encoding(chance: random.Random, words: tuple[str, ...]) -> dict[str, str]:
    if len(words) == 2:
        return dict(zip(words, chance.choice(_TWO_WORD_STYLES), strict=True))
    first = chance.choice((0, 1, 10, 100))
    numbers = [str(first + i) for i in range(len(words))]
    chance.shuffle(numbers)
    return dict(zip(words, numbers, strict=True))
