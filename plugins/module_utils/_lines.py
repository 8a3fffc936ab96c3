# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Answers in lines C(code=value), which Canon's setting protocol and many others have."""

from __future__ import annotations


def values_of_lines(text: str) -> dict[str, str]:
    """Values by code, as they stand there. Lines without C(=) say nothing, and of a code that comes twice the last one counts."""
    pairs = (line.split("=", 1) for line in text.lstrip("\ufeff").splitlines() if "=" in line)
    return {code.strip(): value for code, value in pairs}
