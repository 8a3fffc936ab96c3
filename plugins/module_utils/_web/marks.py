# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What an answer is: success, a moment's trouble, or a refusal in the camera's own words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .._wire import Answer
from .pages import Shown
from .places import MISSING, place_of, wire_text

_LONGEST_WORD = 120
_TELLING = re.compile(r"err|fault|reason|cause|why|mess|msg|detail|descr|text", re.IGNORECASE)


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
    if marker.get("location", "") not in answer.headers.get("location", ""):
        return f"HTTP {answer.status} to another page"
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
    """What stands below keys that tell of reasons in a JSON answer, or a line of plain text. Anything else may hold what the
    camera keeps, such as another user's password."""
    shown = Shown(answer)
    document = shown.document("json")
    if document is MISSING:
        text = answer.text.strip()
        texts = [text] if len(text) <= _LONGEST_WORD and "\n" not in text and not text.startswith("<") else []
    else:
        own = shown.value(place_of(marker["at"])) if "at" in marker else MISSING
        texts = [text for text in _reasons(document, False) if text != own]
    words = clean(" ".join(" ".join(texts).split()))[:_LONGEST_WORD]
    return f", saying {words!r}" if words else ""


def _reasons(value: Any, telling: bool) -> Iterable[str]:
    if isinstance(value, str) and telling:
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _reasons(item, telling or bool(_TELLING.search(str(key))))
    elif isinstance(value, list):
        for item in value:
            yield from _reasons(item, telling)


def _same(found: Any, wanted: Any) -> bool:
    if found is None or wanted is None:
        return found is wanted
    return wire_text(found) == wire_text(wanted)
