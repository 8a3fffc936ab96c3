# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""JSON: the result itself in one order, with what was merged and the drift (docs/schemas/audit-1.json)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._audit.result import as_text

_ORDER = (
    "schema", "generated", "collection", "level", "score", "coverage", "counts", "sources", "drift", "controls", "cameras"
)  # fmt: skip


def render(result: Mapping[str, Any], _title: str) -> str:
    """Cameras by name; the same cameras give the same file."""
    ordered = {key: result[key] for key in _ORDER if key in result}
    return as_text({**ordered, "cameras": sorted(result["cameras"], key=lambda camera: str(camera["name"]))})
