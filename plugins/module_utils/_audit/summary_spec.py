# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Options of the modules C(audit_summary) and C(audit_merge)."""

from __future__ import annotations

from typing import Any

from .words import LEVELS, SEVERITIES

_VERDICT: dict[str, dict[str, Any]] = {
    "dest": {"type": "str"},
    "minimum_score": {"type": "float", "default": 0.0},
    "fail_on": {"type": "str", "choices": [word for word in SEVERITIES if word != "info"]},
    "fail_on_unreached": {"type": "bool", "default": False},
    "show": {"type": "bool", "default": True},
}
SPEC: dict[str, dict[str, Any]] = {
    "cameras": {"type": "list", "elements": "str", "required": True},
    "registered": {"type": "str", "required": True},
    "fleet": {"type": "str"},
    "level": {"type": "str", "choices": list(LEVELS), "default": "standard"},
    "parcel_limit": {"type": "int", "default": 0},
    **_VERDICT,
}
MERGE_SPEC: dict[str, dict[str, Any]] = {
    "files": {"type": "list", "elements": "path", "default": []},
    "parcels": {"type": "dict", "default": {}},
    "cameras": {"type": "list", "elements": "str", "default": []},
    **_VERDICT,
}
