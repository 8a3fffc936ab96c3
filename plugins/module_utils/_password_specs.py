# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Options of the modules that work with the journal of passwords, beside those of the connection."""

from __future__ import annotations

from typing import Any

ROTATION: dict[str, dict[str, Any]] = {
    # 20 characters of this alphabet have 116 bits
    "length": {"type": "int", "default": 20},
    "symbols": {"type": "str", "default": ""},
    # hours; long enough to begin again after an interruption, shorter than any two rotations that are meant
    "minimum_age": {"type": "float", "default": 12.0},
    "attempts": {"type": "int", "default": 3},
    # consent to a journal that may be gone with the job
    "temporary_journal": {"type": "bool", "default": False},
}
#: The maker that tells a number says eight wrong logins within 30 seconds; others tell none.
RECOVERY: dict[str, dict[str, Any]] = {"attempts": {"type": "int", "default": 3}}
STORE: dict[str, dict[str, Any]] = {
    "dest": {"type": "path"},
    # without a folder: whether somebody else has stored it
    "elsewhere": {"type": "bool", "default": False},
}
SPECS = {"password_rotation": ROTATION, "password_recovery": RECOVERY, "password_store": STORE}
