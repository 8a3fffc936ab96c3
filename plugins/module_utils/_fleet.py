# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""All cameras in one task: its options, and what it says of each camera in a few words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

SETTINGS, AUDIT = "settings", "audit"
FLEET, CAMERA, AUTO = "fleet", "camera", "auto"
#: Of one camera. The first two are at the goal; the others are left to the tasks that follow.
COMPLIANT, MANUAL_ONLY, SEEN, CHANGES, FAILED, UNREACHABLE = (
    "compliant",
    "manual only",
    "seen",
    "changes",
    "failed",
    "unreachable",
)
DONE = frozenset({COMPLIANT, MANUAL_ONLY, SEEN})

SPEC: dict[str, dict[str, Any]] = {
    "module": {"type": "str", "choices": [SETTINGS, AUDIT], "required": True},
    "mode": {"type": "str", "choices": [AUTO, FLEET, CAMERA], "default": AUTO},
    "fleet_from": {"type": "int", "default": 25},
    "decisions": {"type": "str"},
    "concurrency": {"type": "int", "default": 64},
    "processes": {"type": "int"},
    "camera_timeout": {"type": "float", "default": 180.0},
    "timeout": {"type": "float", "default": 3600.0},
    "show": {"type": "bool", "default": True},
}


def is_fleet(mode: str, cameras: int, fleet_from: int) -> bool:
    """Whether all cameras are looked at together."""
    return mode == FLEET or (mode == AUTO and cameras >= fleet_from)


def status_of(module: str, outcome: Mapping[str, Any]) -> str:
    """What is to be done with a camera after this result."""
    if outcome.get("unreachable"):
        return UNREACHABLE
    if outcome.get("failed"):
        return FAILED
    if module == AUDIT:
        return SEEN
    if outcome.get("changes"):
        return CHANGES
    # nothing could be read, so nothing is known
    return COMPLIANT if (outcome.get("camera") or {}).get("driver") else MANUAL_ONLY


def brief(module: str, outcome: Mapping[str, Any]) -> dict[str, Any]:
    """A camera's result in a few fields, however long it is. A fleet has thousands of them in one task's result."""
    status = status_of(module, outcome)
    camera = outcome.get("camera") or {}
    found: dict[str, Any] = {"status": status, "model": camera.get("model"), "manual": len(outcome.get("manual") or ())}
    if status == CHANGES:
        changes = outcome["changes"]
        found.update(
            family=camera.get("family"),
            firmware=camera.get("firmware"),
            account=camera.get("account"),
            login=camera.get("login"),
            changes=len(changes),
            areas=list(dict.fromkeys(change["area"] for change in changes)),
            restart=bool((outcome.get("restart") or {}).get("needed")),
        )
    if status in (FAILED, UNREACHABLE):
        found.update(msg=str(outcome.get("msg", "")), code=(outcome.get("error") or {}).get("code"))
    return found


def counts(results: Mapping[str, Mapping[str, Any]]) -> dict[str, int]:
    """How many cameras have which status."""
    found = dict.fromkeys((COMPLIANT, MANUAL_ONLY, SEEN, CHANGES, FAILED, UNREACHABLE), 0)
    for one in results.values():
        found[one["status"]] += 1
    return found


def left(cameras: Iterable[str], results: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Who goes on to the tasks with one camera each: everyone that is not at the goal.

    One camera that is at the goal goes with them: a play without hosts runs nothing, and one whose hosts all fail ends the
    playbook before its table is printed.
    """
    names = list(cameras)
    anchor = next((name for name in names if results.get(name, {}).get("status") in DONE), None)
    return [name for name in names if name == anchor or results.get(name, {}).get("status") not in DONE]


def grouped(warnings: Mapping[str, Iterable[str]], shown: int = 3) -> list[str]:
    """Warnings once each, with the cameras they concern. C(warnings) are by camera, each with the camera's name in front."""
    who: dict[str, list[str]] = {}
    for camera, texts in warnings.items():
        for text in texts:
            who.setdefault(text.removeprefix(f"{camera}: "), []).append(camera)
    found = []
    for text, names in who.items():
        more = f" and {len(names) - shown} others" if len(names) > shown else ""
        found.append(f"{', '.join(names[:shown])}{more}: {text}")
    return found


def told(total: int, numbers: Mapping[str, int]) -> str:
    """One line for people."""
    parts = [f"{number} {status}" for status, number in numbers.items() if number]
    return f"{total} cameras looked at in one task: {', '.join(parts)}"
