# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What is different from an earlier run: results of controls, and what else is known of a camera."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._audit.words import FAIL, MANUAL, NOT_APPLICABLE, PASS, SEVERITIES, UNKNOWN

WORSE, BETTER, OTHER = "worse", "better", "other"
DIRECTIONS = (WORSE, BETTER, OTHER)


def drift(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What has changed between two results (C(check_shape)); the shape is that of C(drift) in docs/schemas/audit-1.json.

    A camera that one of the runs did not reach is named as such; that all its controls are unknown is no drift of its own.
    Controls that only one of the runs judged are not compared.
    """
    old = {camera["name"]: camera for camera in before["cameras"]}
    new = {camera["name"]: camera for camera in after["cameras"]}
    order = {control["id"]: (SEVERITIES.index(control["severity"]), n) for n, control in enumerate(after["controls"])}
    changes: list[dict[str, Any]] = []
    facts: list[dict[str, str]] = []
    for name in sorted(set(old) & set(new)):
        facts += _facts(name, old[name], new[name])
        if old[name]["reached"] and new[name]["reached"]:
            changes += _changes(name, old[name], new[name])
    changes.sort(key=lambda one: (DIRECTIONS.index(one["direction"]), order[one["control"]], one["camera"]))
    return {
        "since": before["generated"],
        "level": before["level"],
        "score_before": before["score"],
        "score": after["score"],
        **{word: sum(one["direction"] == word for one in changes) for word in DIRECTIONS},
        "changes": changes,
        "facts": facts,
        "added": sorted(set(new) - set(old)),
        "missing": sorted(set(old) - set(new)),
    }


def direction(before: str, after: str) -> str:
    """Whether a change of a result is for the worse. A waiver makes nothing better: the camera is as it was."""
    if after == FAIL or (before == PASS and after in (UNKNOWN, MANUAL)):
        return WORSE
    if after == PASS or (before == FAIL and after == NOT_APPLICABLE):
        return BETTER
    return OTHER


def _changes(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, Any]]:
    old = {one["control"]: one["result"] for one in before["results"]}
    return [
        {
            "camera": name,
            "control": one["control"],
            "before": old[one["control"]],
            "after": one["result"],
            "direction": direction(old[one["control"]], one["result"]),
            "seen": "; ".join(item["seen"] for item in one["evidence"]),
        }
        for one in after["results"]
        if one["control"] in old and old[one["control"]] != one["result"]
    ]


def _facts(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[dict[str, str]]:
    pairs = [("reached", *("yes" if camera["reached"] else "no" for camera in (before, after)))]
    if before["reached"] and after["reached"]:
        pairs += [
            ("access", before["access"], after["access"]),
            ("address", before["address"], after["address"]),
            ("model", before["model"] or "", after["model"] or ""),
            ("firmware", before["firmware"] or "", after["firmware"] or ""),
            ("certificate", _certificate(before), _certificate(after)),
        ]
    return [
        {"camera": name, "what": what, "before": was, "after": now}
        for what, was, now in pairs
        # what was not read this time has not changed
        if was != now and (now or what == "certificate")
    ]


def _certificate(camera: Mapping[str, Any]) -> str:
    """What tells one certificate from another; the days left are less every day."""
    found = camera["certificate"]
    return (
        "" if found is None else f"{', '.join(found['names'])}, by {found['issuer']}, until {found['not_after'][:10]}"
    )
