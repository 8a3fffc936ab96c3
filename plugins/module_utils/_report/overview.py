# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a report shows of a fleet at a glance: counted and sorted, the worst first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from .._audit import score as scores
from .._audit.words import FAIL, RESULTS, SEVERITIES, WEIGHTS

#: A certificate that ends sooner is worth a line of its own, in days.
SOON = 90


def worst_first(cameras: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Not reached, then by score; cameras without a score last."""
    return sorted(
        cameras,
        key=lambda camera: (
            camera["reached"], 101.0 if camera["score"] is None else camera["score"], -camera["counts"][FAIL], camera["name"]
        ),
    )  # fmt: skip


def by_control(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Each control with its counts, what weighs most in the whole fleet first; those that nothing fails follow in their order."""
    counts = {control["id"]: dict.fromkeys(RESULTS, 0) for control in result["controls"]}
    fixes: dict[str, dict[str, None]] = {control["id"]: {} for control in result["controls"]}
    for camera in result["cameras"]:
        for one in camera["results"]:
            counts[one["control"]][one["result"]] += 1
            if one["result"] == FAIL and one["fix"] and len(fixes[one["control"]]) < 5:
                fixes[one["control"]][one["fix"]] = None
    found = [
        {**control, "counts": counts[control["id"]], "fixes": list(fixes[control["id"]]), "column": number}
        for number, control in enumerate(result["controls"])
    ]
    return sorted(
        found,
        key=lambda one: (-WEIGHTS[one["severity"]] * one["counts"][FAIL], -one["counts"][FAIL], one["column"]),
    )


def by_severity(result: Mapping[str, Any]) -> dict[str, dict[str, int]]:
    """How many findings of each severity there are, and on how many cameras."""
    severity = {control["id"]: control["severity"] for control in result["controls"]}
    found = {word: {"findings": 0, "cameras": 0} for word in SEVERITIES}
    for camera in result["cameras"]:
        failed = [severity[one["control"]] for one in camera["results"] if one["result"] == FAIL]
        for word in failed:
            found[word]["findings"] += 1
        for word in set(failed):
            found[word]["cameras"] += 1
    return found


def groups(cameras: Iterable[Mapping[str, Any]], name: Callable[[Mapping[str, Any]], str]) -> list[dict[str, Any]]:
    """Cameras that have something in common, the worst group first."""
    together: dict[str, list[Mapping[str, Any]]] = {}
    for camera in cameras:
        together.setdefault(name(camera), []).append(camera)
    found = [
        {
            "name": key,
            "cameras": len(members),
            "gone": sum(not camera["reached"] for camera in members),
            "score": scores.mean(camera["score"] for camera in members),
            "failed": sum(camera["counts"][FAIL] for camera in members),
        }
        for key, members in together.items()
    ]
    return sorted(found, key=lambda one: (101.0 if one["score"] is None else one["score"], one["name"]))


def histogram(cameras: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """How many cameras have which score, in steps of ten; full marks and no score apart."""
    bars: list[dict[str, Any]] = [
        {"label": f"{low}-{low + 9}", "count": 0, "level": "bad" if low < 60 else "fair" if low < 90 else "good"}
        for low in range(0, 100, 10)
    ]
    full: dict[str, Any] = {"label": "100", "count": 0, "level": "good"}
    for camera in cameras:
        score = camera["score"]
        if score is not None:
            place = full if score >= 100 else bars[int(score // 10)]
            place["count"] += 1
    return [*bars, full]


def certificates(cameras: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Cameras by the days their certificate has left; those without one apart."""
    seen = [camera for camera in cameras if camera["certificate"] is not None]
    days = [camera["certificate"]["days_left"] for camera in seen]
    return {
        "urgent": sorted(
            seen,
            key=lambda camera: (
                camera["certificate"]["days_left"] is not None, camera["certificate"]["days_left"] or 0, camera["name"]
            ),
        ),
        "expired": sum(day is not None and day < 0 for day in days),
        "soon": sum(day is not None and 0 <= day <= SOON for day in days),
        "none": [camera for camera in cameras if camera["certificate"] is None and camera["reached"]],
    }  # fmt: skip


def stripes(counts: Mapping[str, int]) -> list[dict[str, Any]]:
    """Parts of a bar of 100 units, for the results that are there."""
    total = sum(counts.values())
    found, begin = [], 0.0
    for word in RESULTS:
        width = 100 * counts[word] / total if total else 0.0
        if width:
            found.append({"result": word, "x": f"{begin:.2f}", "width": f"{width:.2f}"})
            begin += width
    return found
