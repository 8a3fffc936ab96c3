# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A rollout: who goes first, who must wait, when to stop, and what has become of each camera.

Nothing here talks to a camera, and nothing is remembered between runs: what is left to do is seen from the cameras.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ._errors import InvalidValue
from ._summary import aligned
from ._windows import closed, windows_of

SPEC: dict[str, dict[str, Any]] = {
    "stage": {"type": "str", "choices": ["preflight", "wave", "result"], "required": True},
    "cameras": {"type": "list", "elements": "str", "required": True},
    "all_cameras": {"type": "list", "elements": "str"},
    "canaries": {"type": "int", "default": 1},
    "canary": {"type": "bool", "default": False},
    "max_canary_failures": {"type": "int", "default": 0},
    "max_failures": {"type": "int"},
    "max_fail_percentage": {"type": "float", "default": 10.0},
    "registered": {"type": "list", "elements": "str", "default": []},
    "fleet": {"type": "str"},
    "dest": {"type": "path"},
    "now": {"type": "str"},
    "show": {"type": "bool", "default": True},
}
#: Of the result file.
SCHEMA = "netcam.hardening/rollout/1"
CANARY, WAVE, NONE = "canary", "wave", "none"

Row = dict[str, Any]


@dataclass
class Camera:
    """What the play knows of one camera."""

    name: str
    plan: Mapping[str, Any] = field(default_factory=dict)
    #: why the look at it, or its turn, has failed; and whether it had its turn
    problem: str = ""
    started: bool = False
    part: str = ""
    #: why it was left out of its wave
    left_out: str = ""
    site: str = ""
    windows: Any = ()
    done: Sequence[Mapping[str, Any]] = ()
    #: whether the look at it after its turn was reached
    ended: bool = True

    @property
    def trouble(self) -> str:
        """Why it has failed; a turn without an end is a failure, for nobody has seen what the camera is like now."""
        if self.problem or not self.started or not self.changes or self.ended:
            return self.problem
        return (
            "its turn began and did not end, see its last task above. Run again: what is left is read from the camera"
        )

    @property
    def kind(self) -> tuple[str, str]:
        """Cameras of one model and site have canaries of their own."""
        return self.model, self.site

    @property
    def model(self) -> str:
        """The model, as far as it was seen."""
        return str((self.plan.get("camera") or {}).get("model") or "")

    @property
    def changes(self) -> int:
        """Number of settings that differ."""
        return len(self.plan.get("changes") or ())

    def must_wait(self, now: datetime) -> str:
        """Why it must be left alone now. Raises InvalidValue."""
        return closed(windows_of(self.windows), now)


def preflight(cameras: Sequence[Camera], canaries: int, now: datetime) -> list[Row]:
    """What is to happen with each camera: part of it is the canaries, C(canaries) of each model and site."""
    taken: dict[tuple[str, str], int] = {}
    rows = []
    for camera in cameras:
        row = _row(camera, NONE)
        try:
            reason = camera.must_wait(now)
        except InvalidValue as error:
            camera.problem = camera.problem or error.describe(camera.name)
            reason = ""
        if camera.problem:
            row.update(status="failed", reason=camera.problem)
        elif not camera.plan:
            row.update(status="failed", reason="the look at it did not end, see its last task above")
        elif not (camera.plan.get("camera") or {}).get("driver"):
            row.update(status="manual only", reason="no interface of this camera is described")
        elif not camera.changes:
            row.update(status="unchanged")
        elif reason:
            # its window may open before its wave
            row.update(part=WAVE, status="waits", reason=reason)
        else:
            taken[camera.kind] = taken.get(camera.kind, 0) + 1
            row.update(part=CANARY if taken[camera.kind] <= canaries else WAVE, status="to change")
        rows.append(row)
    return rows


def stop_reason(cameras: Sequence[Camera], params: Mapping[str, Any]) -> str:
    """Why no further wave may begin, looking at the cameras that had their turn; empty when it may."""
    canaries = [camera for camera in cameras if camera.part == CANARY]
    fallen = sum(1 for camera in canaries if camera.started and camera.trouble)
    if not params["canary"] and fallen > params["max_canary_failures"]:
        return f"stopped: {fallen} of {len(canaries)} canaries failed, allowed are {params['max_canary_failures']}"
    started = [camera for camera in cameras if camera.started]
    failed = sum(1 for camera in started if camera.trouble)
    if params["max_failures"] is not None and failed > params["max_failures"]:
        return f"stopped: {failed} cameras failed, allowed are {params['max_failures']}"
    # the canaries' failures are within their own limit here, and would be a large part of the few that had their turn
    counted = failed - fallen
    if not params["canary"] and counted * 100 > params["max_fail_percentage"] * len(started):
        return f"stopped: {counted} of {len(started)} cameras failed, allowed are {params['max_fail_percentage']:g} %"
    return ""


def wave(batch: Sequence[Camera], everybody: Sequence[Camera], params: Mapping[str, Any], now: datetime) -> list[Row]:
    """Who of a wave is left out, and why."""
    stop = stop_reason(everybody, params)
    tried = {camera.kind for camera in everybody if camera.part == CANARY and camera.started}
    rows = []
    for camera in batch:
        reason = stop or camera.must_wait(now)
        if not reason and not params["canary"] and params["canaries"] > 0 and camera.kind not in tried:
            # all windows of its kind were closed when the canaries were chosen or had their turn
            reason = "no canary of its model and site had its turn, its maintenance window was closed then: run again"
        rows.append({**_row(camera, camera.part), "status": "skipped" if reason else "to change", "reason": reason})
    return rows


def result(cameras: Sequence[Camera], check: bool) -> list[Row]:
    """What has become of each camera: done, unchanged, failed, skipped, manual only; would change in check mode."""
    rows = []
    for camera in cameras:
        row = _row(camera, camera.part or NONE)
        if camera.trouble:
            row.update(status="failed", reason=camera.trouble)
        elif camera.left_out:
            row.update(status="skipped", reason=camera.left_out)
        elif not camera.plan:
            row.update(status="skipped", reason="not reached: the run ended before it")
        elif not (camera.plan.get("camera") or {}).get("driver"):
            row.update(status="manual only", reason="no interface of this camera is described")
        elif not camera.changes:
            row.update(status="unchanged")
        elif not camera.started:
            row.update(status="skipped", reason="its wave did not begin")
        else:
            carried_out = sum(len(item.get("changes") or ()) for item in camera.done)
            row.update(status="would change" if check else "done", changes=camera.changes if check else carried_out)
        rows.append(row)
    return rows


def _row(camera: Camera, part: str) -> Row:
    return {
        "camera": camera.name,
        "model": camera.model,
        "site": camera.site,
        "part": part,
        "changes": camera.changes,
        "status": "",
        "reason": "",
    }


def table(rows: Sequence[Row]) -> list[str]:
    """The rows as lines of text, the reason without the camera's name in front."""
    head = ("Camera", "Model", "Site", "Part", "Changes", "Result", "Reason")
    body = [
        (
            row["camera"],
            row["model"] or "-",
            row["site"] or "-",
            row["part"] if row["part"] != NONE else "-",
            str(row["changes"] or "-"),
            row["status"],
            row["reason"].removeprefix(f"{row['camera']}: ") or "-",
        )
        for row in rows
    ]
    total = ", ".join(f"{number} {status}" for status, number in counts(rows).items())
    return [*aligned(head, body), "", f"{len(rows)} cameras: {total}."]


def counts(rows: Sequence[Row]) -> dict[str, int]:
    """How many cameras have which status, in the order in which they come."""
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["status"]] = counted.get(row["status"], 0) + 1
    return counted


def record(rows: Sequence[Row], now: datetime) -> Row:
    """The content of the result file: what has become of each camera, and when. It holds no password."""
    return {
        "schema": SCHEMA,
        "generated": now.isoformat(timespec="seconds"),
        "counts": counts(rows),
        "cameras": [dict(row) for row in rows],
    }
