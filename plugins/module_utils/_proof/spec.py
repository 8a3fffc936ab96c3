# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Options of the action profile_proof."""

from __future__ import annotations

from typing import Any

SPEC: dict[str, dict[str, Any]] = {
    "profile_file": {"type": "path", "required": True},
    "settings": {"type": "list", "elements": "str"},
    "risky": {"type": "list", "elements": "str", "default": []},
    "restart": {"type": "bool", "default": False},
    "backup_dest": {"type": "path"},
    "backup_password": {"type": "str", "no_log": True},
    "without_backup": {"type": "bool", "default": False},
    "state_file": {"type": "path"},
    "probes": {"type": "bool", "default": True},
}
