# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Options of the action profile_lint."""

from __future__ import annotations

from typing import Any

SPEC: dict[str, dict[str, Any]] = {
    "profiles": {"type": "list", "elements": "path", "required": True},
    "forbidden": {"type": "list", "elements": "str", "no_log": True, "default": []},
    "inventory": {"type": "bool", "default": True},
    "fail": {"type": "bool", "default": True},
}
