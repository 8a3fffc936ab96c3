# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The table of passwords: per camera what was done with its password, whether the store has it, and why not. No password is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ._summary import aligned

Row = dict[str, Any]

DONE, UNCHANGED, WOULD_CHANGE, FAILED, SKIPPED = "done", "unchanged", "would change", "failed", "skipped"
_ONLY_IN_JOURNAL = "The journal has its password, the store does not yet: run it again"
_HEAD = ("Camera", "Model", "Password", "Stored", "Result", "Reason")
_ROTATIONS = {
    "rotated": "new",
    "finished": "new, of an interrupted run",
    "left": "young enough",
}


def summarize(runs: Mapping[str, Sequence[Any]], check: bool = False) -> list[Row]:
    """One row per camera out of the results of C(password_rotation) or C(password_recovery), C(password_store), and failures."""
    return [_camera(name, results, check) for name, results in runs.items()]


def _camera(name: str, results: Sequence[Any], check: bool) -> Row:
    seen = [result for result in results if isinstance(result, Mapping) and not result.get("skipped")]
    row: Row = {"camera": name, "model": "", "password": "", "stored": False, "status": SKIPPED, "message": ""}
    failed = next((result for result in seen if result.get("failed") or result.get("unreachable")), None)
    work = next((result for result in seen if "rotation" in result or "recovery" in result), None)
    store = next((result for result in seen if "dest" in result and not result.get("failed")), None)
    if work is not None:
        row.update(model=str((work.get("camera") or {}).get("model") or ""), password=_password(work))
        row["stored"] = not check and bool(work.get("stored") or store is not None)
    if failed is not None:
        why = str(failed.get("msg") or "it failed without a message")
        if work is not None and not check:
            why = f"{why.rstrip('. ')}. {_ONLY_IN_JOURNAL}"
        row.update(status=FAILED, message=why)
    elif work is None:
        row["message"] = "not begun: the run ended before its turn"
    elif not check and not row["stored"]:
        row.update(status=FAILED, message=_ONLY_IN_JOURNAL)
    elif work.get("changed") or (store or {}).get("changed"):
        row["status"] = WOULD_CHANGE if check else DONE
    else:
        row["status"] = UNCHANGED
    return row


def _password(work: Mapping[str, Any]) -> str:
    if "rotation" in work:
        state = str(work["rotation"]["state"])
        return _ROTATIONS.get(state, state)
    return f"the {work['recovery']['worked']} one"


def table(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The rows as lines of text, the reason without the camera's name in front, and the numbers below."""
    body = [
        (
            row["camera"],
            row["model"] or "-",
            row["password"] or "-",
            "yes" if row["stored"] else "-",
            row["status"],
            row["message"].removeprefix(f"{row['camera']}: ") or "-",
        )
        for row in rows
    ]
    counted: dict[str, int] = {}
    for row in rows:
        counted[row["status"]] = counted.get(row["status"], 0) + 1
    total = ", ".join(f"{number} {status}" for status, number in counted.items())
    return [*aligned(_HEAD, body), "", f"{len(rows)} cameras: {total}."]
