# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Words of a choice that no checklist asks for: the last one that a page offers, and all of a list whose texts are the words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .html_fields import HtmlFields
from .matching import LEARNED, Finding
from .timeline import Timeline


def complete_choices(timeline: Timeline, findings: Mapping[str, Finding]) -> None:
    """Add the one word that is missing, where the page's own list of values has all that were seen and one more."""
    pages: list[HtmlFields] | None = None
    for finding in findings.values():
        if finding.state != LEARNED or finding.field.kind != "choice":
            continue
        if pages is None:
            pages = [one.html for one in timeline.exchanges if one.good and one.shown[0] == "html"]
        if finding.field.setting.kind == "text":
            finding.values.update(_more(pages, finding.place.place.name, finding.values))
            continue
        words = {word for limit in finding.field.setting.limits.values() for word in limit.choices}
        missing = sorted(words - finding.values.keys())
        if len(missing) != 1:
            continue
        left = _left_over(pages, finding.place.place.name, finding.values)
        if left is not None:
            finding.values[missing[0]] = left


def _more(pages: list[HtmlFields], name: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """The whole list, where the page prints those that were seen as the checklist does: then it prints the others so, too."""
    for page in pages:
        texts = page.offers.get(name, {})
        if texts and all(isinstance(value, str) and texts.get(value) == word for word, value in values.items()):
            words = {text: value for value, text in texts.items() if text}
            if len(words) == len(texts):
                return words
    return {}


def _left_over(pages: list[HtmlFields], name: str, values: Mapping[str, Any]) -> Any:
    """The one value that is offered and was not seen; None when there is not exactly one."""
    seen = {str(value) for value in values.values()}
    found: set[str] = set()
    for page in pages:
        offered = set(page.offers.get(name, {}))
        if offered and not seen <= offered:
            return None
        found |= offered - seen
    if len(found) != 1:
        return None
    text = found.pop()
    if all(isinstance(value, int) and not isinstance(value, bool) for value in values.values()):
        return int(text) if text.lstrip("-").isdigit() else None
    return text if all(isinstance(value, str) for value in values.values()) else None
