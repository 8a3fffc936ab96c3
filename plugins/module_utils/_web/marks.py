# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What an answer is: success, a moment's trouble, or a refusal in the camera's own words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._wire import Answer
from .pages import Shown
from .places import MISSING, place_of, wire_text

_LONGEST_WORD = 80


def matches(answer: Answer, moments: Iterable[Mapping[str, Any]]) -> bool:
    """Whether one of these markers describes the answer: each of its parts does."""
    return any(
        ("status" not in moment or answer.status in moment["status"])
        and ("contains" not in moment or moment["contains"] in answer.text)
        for moment in moments
        if moment
    )


def succeeded(answer: Answer, marker: Mapping[str, Any] | None) -> bool:
    """Whether the answer carries the success marker; without one any 2xx does."""
    return failure(answer, marker) is None


def failure(answer: Answer, marker: Mapping[str, Any] | None) -> str | None:
    """None for success, else what was seen in its place."""
    marker = marker or {}
    wanted = marker.get("status", range(200, 300))
    if answer.status not in wanted:
        return f"HTTP {answer.status}"
    if "contains" in marker and marker["contains"] not in answer.text:
        return f"HTTP {answer.status} without {marker['contains']!r}"
    if "at" in marker:
        found = Shown(answer).value(place_of(marker["at"]))
        if found is MISSING:
            return f"HTTP {answer.status} without a success marker"
        if "equals" in marker and not _same(found, marker["equals"]):
            return (
                "an answer of many parts"
                if isinstance(found, (dict, list))
                else f"{wire_text(found)[:_LONGEST_WORD]!r}"
            )
    return None


def _same(found: Any, wanted: Any) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return wire_text(found) == wire_text(wanted)
