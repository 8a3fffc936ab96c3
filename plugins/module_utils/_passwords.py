# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Password advice of the guide, [Setting a Strong Administrator Name and Password] (p. A-7, B-7)."""

from __future__ import annotations

import re

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
