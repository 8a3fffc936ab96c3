# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The short table at the end of a run: per camera and chapter what was changed, and what stayed manual."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

#: Of every table.
TABLE: dict[str, dict[str, Any]] = {
    "cameras": {"type": "list", "elements": "str", "required": True},
    "registered": {"type": "list", "elements": "str", "required": True},
    "show": {"type": "bool", "default": True},
}
SPEC: dict[str, dict[str, Any]] = {**TABLE, "fleet": {"type": "str"}}
CHAPTERS = ("1", "2", "appendix")
_HEADS = ("Chapter 1", "Chapter 2", "Appendix")


def summarize(runs: Mapping[str, Sequence[Any]], check: bool = False) -> list[dict[str, Any]]:
    """One row per camera out of the results of its tasks, in the order in which they ran.

    The first result is the plan: it counts only where nothing was carried out after it. In check mode nothing was.
    """
    return [_camera(name, results, check) for name, results in runs.items()]


def _camera(name: str, results: Sequence[Any], check: bool) -> dict[str, Any]:
    seen = [result for result in results if isinstance(result, Mapping) and not result.get("skipped")]
    if not seen:
        return _row(name, "not reached")
    plan, done = seen[0], [] if check else seen[1:]
    failed = next((result for result in seen if result.get("failed") or result.get("unreachable")), None)
    # a failed run has changed what its tasks had done; a plan that was not carried out, nothing
    source = done if done or failed is not None else [plan]
    changes = [change for result in source for change in result.get("changes", ())]
    if failed is not None:
        status = "failed"
    elif not (plan.get("camera") or {}).get("driver"):
        # nothing could be read, so nothing is known
        status = "manual only"
    elif not plan.get("changes"):
        status = "compliant"
    else:
        status = "hardened" if done else "would change"
    row = _row(name, status)
    row["model"] = next((str(r["camera"]["model"]) for r in seen if (r.get("camera") or {}).get("model")), "")
    row["changed"] = {chapter: sum(1 for c in changes if c["chapter"] == chapter) for chapter in CHAPTERS}
    row["areas"] = sorted({change["area"] for change in changes})
    row["restarted"] = any((result.get("restart") or {}).get("done") for result in done)
    row["message"] = str(failed.get("msg", "")) if failed is not None else ""
    manual: dict[str, Any] = {}
    for result in seen:
        manual.update({item["setting"]: item for item in result.get("manual", ())})
    # a camera may reach more once it has an account: what was done is not to be done by hand
    changed = {change.get("setting") for result in done for change in result.get("changes", ())}
    row["manual"] = [item for key, item in manual.items() if key not in changed]
    return row


def _row(name: str, status: str) -> dict[str, Any]:
    return {
        "camera": name,
        "model": "",
        "status": status,
        "changed": dict.fromkeys(CHAPTERS, 0),
        "areas": [],
        "restarted": False,
        "manual": [],
        "message": "",
    }


def _count(number: int, status: str) -> str:
    if not number:
        return "-"
    return f"{number} to change" if status == "would change" else f"{number} changed"


def aligned(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Columns of text under a ruled head."""
    widths = [max(len(line[column]) for line in (head, *rows)) for column in range(len(head))]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (head, *rows)
    ]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return lines


def table(cameras: Sequence[Mapping[str, Any]]) -> list[str]:
    """The table as lines of text."""
    head = ("Camera", "Model", *_HEADS, "Restarted", "Manual", "Result")
    rows = [
        (
            row["camera"],
            row["model"] or "-",
            *(_count(row["changed"][chapter], row["status"]) for chapter in CHAPTERS),
            "yes" if row["restarted"] else "-",
            str(len(row["manual"])) if row["manual"] else "-",
            row["status"],
        )
        for row in cameras
    ]
    lines = aligned(head, rows)
    lines += _manual_lines(cameras)
    lines += [named(row["camera"], row["message"]) for row in cameras if row["message"]]
    return lines


def named(camera: str, message: str) -> str:
    """A message with its camera. Messages of this collection start with the camera's name; those of Ansible itself do not."""
    return message if message.startswith(f"{camera}: ") else f"{camera}: {message}"


def _manual_lines(cameras: Sequence[Mapping[str, Any]]) -> list[str]:
    """Manual settings once each, with the cameras they concern."""
    items: dict[tuple[str, str, str], list[str]] = {}
    for row in cameras:
        for item in row["manual"]:
            items.setdefault((item["label"], item["menu_path"], item["reason"]), []).append(row["camera"])
    if not items:
        return []
    lines = ["", "To be set by hand:"]
    for (label, menu, reason), names in items.items():
        shown = ", ".join(names[:6]) + (f" and {len(names) - 6} more" if len(names) > 6 else "")
        lines.append(f"  [{label}] at {menu}, on {shown}: {reason}")
    return lines
