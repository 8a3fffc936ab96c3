# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The result as data of a page: every text once, a letter per result, so that a thousand cameras stay below some megabytes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from .._audit.words import FAIL, RESULTS, UNKNOWN, WAIVED

LETTERS = {"pass": "p", "fail": "f", "manual": "m", "not_applicable": "n", "unknown": "u", "waived": "w"}
#: Characters. Above it, evidence of what passes, and of what is left to people, is left out and only in the JSON and CSV.
LIMIT = 3_000_000
_ALWAYS = (FAIL, UNKNOWN, WAIVED)


class Texts:
    """Each text gets a number."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """Of a text."""
        return self.numbers.setdefault(text, len(self.numbers))


def data(result: Mapping[str, Any], cameras: Sequence[Mapping[str, Any]], guide: Mapping[str, str]) -> dict[str, Any]:
    """C(cameras) in the order of the page; C(guide) names each family."""
    found = _data(result, cameras, guide, tuple(RESULTS))
    found["whole"] = True
    if len(as_script(found)) > LIMIT:
        found = _data(result, cameras, guide, _ALWAYS)
        found["whole"] = False
    return found


def _data(
    result: Mapping[str, Any],
    cameras: Sequence[Mapping[str, Any]],
    guide: Mapping[str, str],
    evidence_of: Iterable[str],
) -> dict[str, Any]:
    texts = Texts()
    entries = [_camera(camera, texts, tuple(evidence_of), guide) for camera in cameras]
    keys = ("id", "title", "severity", "chapter", "menu", "pages")
    return {
        "controls": [{key: control[key] for key in keys} for control in result["controls"]],
        "cameras": entries,
        "texts": list(texts.numbers),
    }


def _camera(
    camera: Mapping[str, Any], texts: Texts, evidence_of: tuple[str, ...], guide: Mapping[str, str]
) -> dict[str, Any]:
    letters: list[str] = []
    details: list[Any] = []
    for one in camera["results"]:
        letters.append(LETTERS[one["result"]])
        if one["result"] not in evidence_of:
            details.append(0)
            continue
        detail: list[Any] = [
            [
                part
                for item in one["evidence"]
                for part in (texts.number(item["kind"]), texts.number(item["seen"]), texts.number(item["wanted"]))
            ],
            texts.number(one["fix"]),
        ]
        if one["disagree"]:
            detail.append(1)
        details.append(detail)
    return {
        "name": camera["name"],
        "about": texts.number(about(camera, guide)),
        "family": texts.number(camera["family"] or ""),
        "model": texts.number(camera["model"] or ""),
        "site": texts.number(camera["site"]),
        "address": camera["address"],
        "score": camera["score"],
        "message": texts.number(camera["message"]),
        "results": "".join(letters),
        "details": details,
    }


def about(camera: Mapping[str, Any], guide: Mapping[str, str]) -> str:
    """Model, firmware, family, site, in one line."""
    parts = [
        camera["model"] or "",
        f"firmware {camera['firmware']}" if camera["firmware"] else "",
        guide.get(camera["family"] or "", camera["family"] or ""),
        f"site {camera['site']}" if camera["site"] else "",
        {"settings": "settings read", "probes": "seen from outside only", "none": "not reached"}[camera["access"]],
    ]
    return ", ".join(part for part in parts if part)


def as_script(value: Any) -> str:
    """JSON that cannot end the element it stands in."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return text.encode("utf-8", errors="replace").decode("utf-8")
