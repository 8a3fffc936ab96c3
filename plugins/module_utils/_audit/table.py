# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The result of a run as a short text: the worst cameras, the worst controls, and what is left to people."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from typing import Any

from .._summary import aligned, named
from .controls import CONTROLS
from .fleet import failures, summary
from .words import FAIL, SEVERITIES

_HEAD = ("Camera", "Model", "Score", "Passed", "Failed", "Unknown", "Manual", "Waived", "Seen by", "Worst finding")
#: Longer lists are for the report.
_MAX_CAMERAS = 40
_MAX_MESSAGES = 10
_MAX_WORD, _WIDTH = 48, 120


def lines(result: Mapping[str, Any]) -> list[str]:
    """The table as lines of text; what is worst stands first."""
    cameras = sorted(result["cameras"], key=lambda camera: (_number(camera["score"]), camera["name"]))
    text = aligned(_HEAD, [_cells(camera) for camera in cameras[:_MAX_CAMERAS]])
    if len(cameras) > _MAX_CAMERAS:
        text.append(f"... and {len(cameras) - _MAX_CAMERAS} more cameras")
    told = [camera for camera in cameras if camera["message"]]
    text += [named(camera["name"], camera["message"]) for camera in told[:_MAX_MESSAGES]]
    if len(told) > _MAX_MESSAGES:
        text.append(f"... and {len(told) - _MAX_MESSAGES} more messages")
    failed = failures(result)
    if failed:
        rows = [(name, CONTROLS[name].severity, str(count), CONTROLS[name].title) for name, count in failed.items()]
        text += ["", *aligned(("Control", "Severity", "Cameras", "Fails"), rows)]
    people = summary(result, ())["manual_controls"]
    if people:
        said = f"Left to people (attest them, docs/audit.md): {', '.join(people)}"
        text += ["", *textwrap.wrap(said, _WIDTH, subsequent_indent="  ", break_on_hyphens=False)]
    score, coverage = (_percent(result[key]) for key in ("score", "coverage"))
    text += ["", f"Score {score} of 100 at level {result['level']}, {coverage} % judged, {len(cameras)} cameras."]
    return text


def _cells(camera: Mapping[str, Any]) -> tuple[str, ...]:
    counts = camera["counts"]
    failed = [CONTROLS[one["control"]] for one in camera["results"] if one["result"] == FAIL]
    worst = min(failed, key=lambda control: SEVERITIES.index(control.severity), default=None)
    title = "-" if worst is None else f"{worst.id} {worst.title}"
    return (
        camera["name"],
        camera["model"] or "-",
        _percent(camera["score"]),
        *(str(counts[word]) for word in ("pass", "fail", "unknown", "manual", "waived")),
        camera["access"] if camera["reached"] else "not reached",
        title if len(title) <= _MAX_WORD else f"{title[: _MAX_WORD - 3]}...",
    )


def _number(score: float | None) -> float:
    return -1.0 if score is None else score


def _percent(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
