# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What people see in place of a secret."""

from __future__ import annotations

from collections.abc import Iterable

#: Stands for a secret in results, diffs and messages.
MASK = "********"


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """C(text) with the mask in place of each secret. A secret that holds another one goes first, so that no end of it stays."""
    for secret in sorted(filter(None, secrets), key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text
