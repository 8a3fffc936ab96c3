# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Marker values: legal, harmless, and found again in a recording, because nothing else of a checklist has the same value.

Addresses are from ranges that are reserved for documentation (RFC 5737, RFC 3849, RFC 6676), so that they are nobody's.
"""

from __future__ import annotations

import random
import string
from datetime import datetime, timedelta
from typing import Any

from .._catalog import Column, Limit, Setting

_LETTERS = string.ascii_lowercase
_HOSTS_4 = ("192.0.2", "198.51.100", "203.0.113")
_COUNTRIES = ("AT", "BE", "CH", "CZ", "DK", "FI", "FR", "GR", "HU", "IE", "IT", "LU", "NL", "PL", "PT", "SE")
_MONTHS = 12
#: Prefix lengths that host bits of the addresses below leave room for.
_PREFIXES = {"ipv4": (28, 27, 29), "ipv6": (112, 96, 120)}


class Markers:
    """Makes the values of one checklist. No value is made twice, and no number is part of two settings."""

    def __init__(self, chance: random.Random, today: datetime) -> None:
        self._chance = chance
        self._today = today
        self.prefix = "nc" + "".join(chance.choices(_LETTERS, k=4))
        self._used: set[Any] = set()
        self._count = 0

    def scalar(self, kind: str, limit: Limit) -> Any:
        """A value for a field of this kind. Raises ValueError where its limits leave none."""
        if kind == "integer":
            return self._number(limit)
        if kind == "secret":
            return self._secret(limit)
        if kind in ("ipv4", "ip"):
            return self._fresh(lambda: f"{self._chance.choice(_HOSTS_4)}.{self._chance.randint(2, 250)}")
        if kind == "ipv6":
            return self._fresh(
                lambda: f"2001:db8:{self._chance.randint(0x1001, 0xFFFE):x}::{self._chance.randint(2, 250):x}"
            )
        if kind == "multicast":
            return self._fresh(lambda: f"233.252.0.{self._chance.randint(2, 250)}")
        if kind == "clock":
            return self._fresh(
                lambda: f"{self._today:%Y/%m/%d} 11:{self._chance.randint(10, 59)}:{self._chance.randint(10, 59)}"
            )
        return self._text(limit)

    def day(self, low: int, high: int) -> str:
        """C(yyyy/mm/dd) between C(low) and C(high) days from today; no part of it can be taken for another one."""
        return self._fresh(lambda: self._plain_day(low, high))

    def _plain_day(self, low: int, high: int) -> str:
        while True:
            day = self._today + timedelta(days=self._chance.randint(low, high))
            if day.day > _MONTHS and day.day != day.year % 100:
                return f"{day:%Y/%m/%d}"

    def country(self) -> str:
        """Two letters that stand for a country (ISO 3166-1)."""
        return self._fresh(lambda: self._chance.choice(_COUNTRIES))

    def row(self, setting: Setting, columns: tuple[Column, ...], number: int) -> dict[str, Any]:
        """The cells of row C(number), counted from 1; rows of one table differ in every column that they can."""
        cells: dict[str, Any] = {}
        for column in columns:
            if column.name == "prefix_length":
                version = "ipv6" if "ipv6" in setting.id else "ipv4"
                cells[column.name] = _PREFIXES[version][number - 1]
            elif column.kind == "choice":
                cells[column.name] = column.limit.choices[(number - 1) % len(column.limit.choices)]
            elif column.kind in ("ipv4", "ipv6"):
                cells[column.name] = self._network(column.kind)
            else:
                cells[column.name] = self.scalar(column.kind, column.limit)
        return cells

    def _network(self, kind: str) -> str:
        """An address whose host bits are clear for every prefix length that rows use."""
        if kind == "ipv4":
            return self._fresh(lambda: f"{self._chance.choice(_HOSTS_4)}.{32 * self._chance.randint(1, 7)}")
        return self._fresh(
            lambda: f"2001:db8:{self._chance.randint(0x1001, 0xFFFE):x}:{self._chance.randint(1, 0xFFFE):x}::"
        )

    def _text(self, limit: Limit) -> str:
        self._count += 1
        value = f"{self.prefix}{self._count:03d}"
        if limit.max_length is not None and len(value) > limit.max_length:
            raise ValueError("the field is too short for a marker")
        return value

    def _secret(self, limit: Limit) -> str:
        length = min(limit.max_length or 16, 16)
        # three kinds of characters, and none that a form could encode in several ways
        return self._fresh(
            lambda: "".join(
                [
                    self._chance.choice(string.ascii_uppercase),
                    self._chance.choice(string.digits),
                    *self._chance.choices(string.ascii_lowercase, k=3),
                    *self._chance.choices(string.ascii_letters + string.digits, k=length - 5),
                ]
            )
        )

    def _number(self, limit: Limit) -> int:
        low, high = max(limit.ranges, key=lambda ends: ends[1] - ends[0], default=(1, 65535))
        # the upper end of a range is rarely in use; RTP asks for even ports (RFC 3550, section 11)
        first = high - (high - low) // 5
        free = self._free(range(first, high + 1), limit)
        self._used.add(free)
        return free

    def _free(self, numbers: range, limit: Limit) -> int:
        """One of the numbers that nothing has yet, from a random place on."""
        start = self._chance.randrange(len(numbers))
        order: tuple[int, ...] = (*numbers[start:], *numbers[:start])
        for number in order:
            reserved = any(low <= number <= high for low, high in limit.reserved)
            # what the camera has already is not seen to be new
            usable = number not in self._used and number != limit.default and not reserved
            if usable and (numbers[-1] < 1024 or number % 2 == 0):
                return number
        raise ValueError("the field has no free number")

    def _fresh(self, make: Any) -> str:
        for _attempt in range(1000):
            value: str = make()
            if value not in self._used:
                self._used.add(value)
                return value
        raise ValueError("no value is left")
