# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Short words for writing catalog rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .model import FAMILY_2022, FAMILY_PRE2022, Limit

PRINTABLE = r"[\x20-\x7e]*"
NAME = r"[A-Za-z0-9_-]+"
NAME_SAYS = "letters, digits, hyphen and underscore"
PRINTABLE_SAYS = "printable ASCII characters"


def both(value: Any) -> Mapping[str, Any]:
    """The same value on both generations."""
    return {FAMILY_2022: value, FAMILY_PRE2022: value}


def per(a: Any, b: Any) -> Mapping[str, Any]:
    """One value for part A (2022 and after), another for part B (before 2022)."""
    return {FAMILY_2022: a, FAMILY_PRE2022: b}


def only_pre(value: Any) -> Mapping[str, Any]:
    """Part B only: the guide's part A neither names nor prints it."""
    return {FAMILY_PRE2022: value}


def only_2022(value: Any) -> Mapping[str, Any]:
    """Part A only."""
    return {FAMILY_2022: value}


def switch(default: bool | None = None, count: int = 1) -> Limit:
    """An on/off field."""
    return Limit(default=default, count=count)


def choice(*choices: str, default: str | None = None, count: int = 1) -> Limit:
    """A field with a fixed list of values."""
    return Limit(choices=choices, default=default, count=count)


def integer(*ranges: tuple[int, int], default: int | None = None, count: int = 1) -> Limit:
    """A whole number within one of several ranges, ends included."""
    return Limit(ranges=ranges, default=default, count=count)


def text(
    max_length: int,
    min_length: int = 0,
    default: str | None = None,
    pattern: str = PRINTABLE,
    says: str = PRINTABLE_SAYS,
    count: int = 1,
) -> Limit:
    """A text field; lengths are in characters."""
    return Limit(
        min_length=min_length, max_length=max_length, default=default, pattern=pattern, pattern_says=says, count=count
    )
