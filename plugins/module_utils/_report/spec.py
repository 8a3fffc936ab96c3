# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Options of the module C(report)."""

from __future__ import annotations

from typing import Any

#: Name of a format, and how the names of its files end.
SUFFIXES = {
    "html": ".html",
    "json": ".json",
    "csv": ".csv",
    "junit": ".junit.xml",
    "sarif": ".sarif",
    "oscal": ".oscal.json",
}
TITLE = "Audit of network cameras"

SPEC: dict[str, dict[str, Any]] = {
    "src": {"type": "list", "elements": "path", "required": True},
    "dest": {"type": "path", "required": True},
    "formats": {"type": "list", "elements": "str", "choices": list(SUFFIXES), "default": ["html", "json"]},
    "name": {"type": "str"},
    "previous": {"type": "list", "elements": "path", "default": []},
    "find_previous": {"type": "bool", "default": True},
    "title": {"type": "str", "default": TITLE},
    "show": {"type": "bool", "default": True},
    "secrets": {"type": "list", "elements": "str", "default": [], "no_log": True},
}
