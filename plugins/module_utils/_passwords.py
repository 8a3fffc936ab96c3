# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Password advice of the guide, [Setting a Strong Administrator Name and Password] (p. A-7, B-7)."""

from __future__ import annotations

import re
import secrets

from ._catalog import FAMILIES, find_model, setting_of
from ._errors import InvalidValue
from ._values import limits_for, normalise

MIN_LENGTH = 10

#: Words that every list of common passwords starts with, and those that a camera suggests.
COMMON = (
    "password",
    "passw0rd",
    "qwerty",
    "12345",
    "abc123",
    "letmein",
    "welcome",
    "admin",
    "camera",
    "canon",
    "root",
    "secret",
    "default",
    "changeme",
    "netcam",
)
COMMON_NAMES = ("admin", "administrator", "root", "camera", "canon", "user", "operator", "guest")


def weaknesses(password: str, name: str = "") -> list[str]:
    """What the guide's advice finds wrong with a password; never the password itself."""
    found = []
    if len(password) < MIN_LENGTH:
        found.append(f"has fewer than {MIN_LENGTH} characters")
    if not (re.search(r"[a-z]", password) and re.search(r"[A-Z]", password)):
        found.append("does not combine upper and lower case")
    if not (re.search(r"[A-Za-z]", password) and re.search(r"[^A-Za-z]", password)):
        found.append("does not combine letters with digits or symbols")
    lower = password.lower()
    if any(word in lower for word in COMMON):
        found.append("contains a commonly used word")
    if name and name.lower() in lower:
        found.append("contains the user name")
    if len(set(password)) < 5:
        found.append("repeats few characters")
    return found


#: Without those that are taken for each other when a person has to type them.
ALPHABET = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def generate(family: str | None, model: str | None, user: str, length: int, symbols: str = "") -> str:
    """A password of C(length) characters by the rules of the family and the guide, from the system's random source.

    Letters and digits go with every family; C(symbols), of which one at least is in it, are left out on models that take
    none. Raises InvalidValue when the family does not take that length or one of the symbols.
    """
    setting = setting_of("administrator.password")
    limits = limits_for(setting, family if family in FAMILIES else None)
    low = max(MIN_LENGTH, *(limit.min_length for limit in limits))
    high = min(limit.max_length or length for limit in limits)
    if not low <= length <= high:
        raise InvalidValue(
            f"a password of {length} characters is asked for, but this camera takes {low} to {high}", setting="length"
        )
    known = find_model(model or "")
    used = "" if known is not None and known.alphanumeric_password else symbols
    for symbol in used:
        normalise(setting.id, symbol + ALPHABET[: low - 1], family if family in FAMILIES else None)
    while True:
        password = "".join(secrets.choice(ALPHABET + used) for _each in range(length))
        has_all = any(c.isdigit() for c in password) and (not used or any(c in used for c in password))
        if has_all and not weaknesses(password, user):
            return password
