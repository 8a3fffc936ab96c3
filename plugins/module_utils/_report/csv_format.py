# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""CSV (RFC 4180): one line per camera and control, for spreadsheets and data bases."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

COLUMNS = (
    "generated", "level", "camera", "address", "site", "model", "family", "firmware", "reached", "control", "title", "chapter",
    "severity", "method", "result", "before", "disagree", "seen", "wanted", "fix", "menu", "waiver_reason", "waiver_expires",
    "attested_by", "attested_on",
)  # fmt: skip
#: A spreadsheet takes a cell that begins with one of these for a formula (OWASP, CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def render(result: Mapping[str, Any], _title: str) -> str:
    """With a line of names. C(before) is the result of the run before, where it was another one."""
    controls = {control["id"]: control for control in result["controls"]}
    drift = result.get("drift") or {"changes": []}
    before = {(one["camera"], one["control"]): one["before"] for one in drift["changes"]}
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for camera in result["cameras"]:
        for one in camera["results"]:
            row = _row(result, camera, one, controls[one["control"]])
            row["before"] = before.get((camera["name"], one["control"]), "")
            writer.writerow([_cell(row[column]) for column in COLUMNS])
    return stream.getvalue()


def _row(
    result: Mapping[str, Any], camera: Mapping[str, Any], one: Mapping[str, Any], control: Mapping[str, Any]
) -> dict[str, Any]:
    waiver, attestation = one["waiver"] or {}, one["attestation"] or {}
    return {
        "generated": result["generated"],
        "level": control["level"],
        "camera": camera["name"],
        **{key: camera[key] or "" for key in ("address", "site", "model", "family", "firmware")},
        "reached": "yes" if camera["reached"] else "no",
        "control": one["control"],
        **{key: control[key] for key in ("title", "chapter", "severity", "method")},
        "result": one["result"],
        "disagree": "yes" if one["disagree"] else "no",
        "seen": "; ".join(item["seen"] for item in one["evidence"] if item["seen"]),
        "wanted": "; ".join(dict.fromkeys(item["wanted"] for item in one["evidence"] if item["wanted"])),
        "fix": one["fix"],
        "menu": control["menu"].get(camera["family"] or "", ""),
        "waiver_reason": waiver.get("reason", ""),
        "waiver_expires": waiver.get("expires", ""),
        "attested_by": attestation.get("by", ""),
        "attested_on": attestation.get("date", ""),
    }


def _cell(value: str) -> str:
    """Text that stays text."""
    text = value.replace("\0", "")
    return f"'{text}" if text.startswith(_FORMULA) else text
