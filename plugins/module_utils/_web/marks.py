# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What an answer is: success, a moment's trouble, or a refusal in the camera's own words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .._wire import Answer
from .checks import texts_of
from .pages import Shown
from .places import MISSING, place_of, wire_text

_LONGEST_WORD = 120


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


def failure(answer: Answer, marker: Mapping[str, Any] | None, clean: Callable[[str], str] = str) -> str | None:
    """None for success, else what was seen in its place, and what the camera said. C(clean) takes secrets out of its words,
    before they are cut short or quoted."""
    word = _wrong(answer, marker or {}, clean)
    return None if word is None else word + _said(answer, marker or {}, clean)


def _wrong(answer: Answer, marker: Mapping[str, Any], clean: Callable[[str], str]) -> str | None:
    if answer.status not in marker.get("status", range(200, 300)):
        return f"HTTP {answer.status}"
    if "contains" in marker and marker["contains"] not in answer.text:
        return f"HTTP {answer.status} without {marker['contains']!r}"
    if "at" in marker:
        found = Shown(answer).value(place_of(marker["at"]))
        if found is MISSING:
            return f"HTTP {answer.status} without a success marker"
        if "equals" in marker and not _same(found, marker["equals"]):
            many = isinstance(found, (dict, list))
            return "an answer of many parts" if many else f"{clean(wire_text(found))[:_LONGEST_WORD]!r}"
    return None


def _said(answer: Answer, marker: Mapping[str, Any], clean: Callable[[str], str]) -> str:
    """The texts of a JSON answer but the marker's own, or a plain text; a page for people says too much."""
    shown = Shown(answer)
    document = shown.document("json")
    if document is MISSING:
        texts = [] if answer.text.lstrip().startswith("<") else [answer.text]
    else:
        own = shown.value(place_of(marker["at"])) if "at" in marker else MISSING
        texts = [text for text in texts_of(document) if text != own]
    words = clean(" ".join(" ".join(texts).split()))[:_LONGEST_WORD]
    return f", saying {words!r}" if words else ""


def _same(found: Any, wanted: Any) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return wire_text(found) == wire_text(wanted)
