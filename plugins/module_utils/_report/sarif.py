# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""SARIF 2.1.0 (OASIS): what fails, is unknown, is waived, or is left to people, for code scanning and vulnerability managers.

Controls that pass, or that a camera has nothing like, are left out: readers take each result for an alert.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from .._audit.result import as_text
from .._audit.words import FAIL, MANUAL, UNKNOWN, WAIVED

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_HOME = "https://github.com/netcam-hardening/netcam.hardening"
_LEVELS = {"critical": "error", "high": "error", "medium": "warning", "low": "note", "info": "note"}
#: What GitHub and others sort by, 0 to 10.
_SECURITY_SEVERITY = {"critical": "9.5", "high": "8.0", "medium": "5.5", "low": "2.5", "info": "0.0"}
#: Section 3.27.9: only a failure has a level.
_KINDS = {FAIL: "fail", WAIVED: "fail", UNKNOWN: "open", MANUAL: "review"}


def render(result: Mapping[str, Any], title: str) -> str:
    """One run; C(baselineState) where there is a run before."""
    controls = {control["id"]: (number, control) for number, control in enumerate(result["controls"])}
    drift = result.get("drift")
    before = {} if drift is None else {(one["camera"], one["control"]): one["before"] for one in drift["changes"]}
    added = set() if drift is None else set(drift["added"])
    results = []
    for camera in result["cameras"]:
        for one in camera["results"]:
            if one["result"] in _KINDS:
                found = _result(camera, one, *controls[one["control"]])
                if drift is not None:
                    key = (camera["name"], one["control"])
                    found["baselineState"] = _state(before.get(key), camera["name"] in added)
                results.append(found)
    run = {
        "tool": {
            "driver": {
                "name": "netcam.hardening",
                "version": result["collection"],
                "informationUri": _HOME,
                "rules": [_rule(control) for control in result["controls"]],
            }
        },
        "automationDetails": {"id": f"{title}/{result['generated']}"},
        "invocations": [_invocation(result)],
        "results": results,
        "columnKind": "unicodeCodePoints",
        "properties": {key: result[key] for key in ("level", "score", "coverage", "counts")},
    }
    return as_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(control: Mapping[str, Any]) -> dict[str, Any]:
    remediation = control["remediation"]
    fix = f"{remediation['variable']}: {remediation['value']}" if remediation else "A person does it."
    menus = "; ".join(dict.fromkeys(control["menu"].values()))
    return {
        "id": control["id"],
        "name": control["title"],
        "shortDescription": {"text": control["title"]},
        "fullDescription": {"text": f"{control['title']}. Asked for by: {control['source']}."},
        "help": {"text": f"{fix}{f' On the camera: {menus}' if menus else ''}"},
        "helpUri": f"{_HOME}/blob/main/docs/audit.md#controls",
        "defaultConfiguration": {"level": _LEVELS[control["severity"]]},
        "properties": {
            "tags": ["security", f"chapter-{control['chapter']}", control["method"]],
            "security-severity": _SECURITY_SEVERITY[control["severity"]],
            "references": [f"{one['standard']} {one['id']} ({one['mapping']})" for one in control["references"]],
        },
    }


def _result(
    camera: Mapping[str, Any], one: Mapping[str, Any], number: int, control: Mapping[str, Any]
) -> dict[str, Any]:
    seen = "; ".join(item["seen"] for item in one["evidence"] if item["seen"])
    wanted = "; ".join(dict.fromkeys(item["wanted"] for item in one["evidence"] if item["wanted"]))
    text = f"{camera['name']}: {control['title']}: {seen or one['result']}"
    kind = _KINDS[one["result"]]
    found: dict[str, Any] = {
        "ruleId": control["id"],
        "ruleIndex": number,
        "kind": kind,
        "level": _LEVELS[control["severity"]] if kind == "fail" else "none",
        "message": {"text": text},
        "locations": [
            {
                "physicalLocation": {"artifactLocation": {"uri": f"cameras/{quote(camera['name'], safe='', errors='replace')}"}},
                "logicalLocations": [
                    {
                        "name": camera["name"],
                        "fullyQualifiedName": "/".join(part for part in (camera["site"], camera["name"]) if part),
                        "kind": "resource",
                    }
                ],
            }
        ],
        "partialFingerprints": {"cameraAndControl/v1": _fingerprint(camera["name"], control["id"])},
        "properties": {
            "result": one["result"], "address": camera["address"], "model": camera["model"] or "", "site": camera["site"],
            "wanted": wanted, "fix": one["fix"], "disagree": one["disagree"],
        },
    }  # fmt: skip
    if one["result"] == WAIVED and one["waiver"]:
        said = f"{one['waiver']['reason']} (until {one['waiver']['expires']})"
        found["suppressions"] = [{"kind": "external", "status": "accepted", "justification": said}]
    return found


def _state(before: str | None, added: bool) -> str:
    if added:
        return "new"
    if before is None:
        return "unchanged"
    return "updated" if before in _KINDS else "new"


def _invocation(result: Mapping[str, Any]) -> dict[str, Any]:
    gone = [camera for camera in result["cameras"] if not camera["reached"]]
    return {
        "executionSuccessful": not gone,
        "endTimeUtc": result["generated"],
        "toolExecutionNotifications": [
            {
                "level": "error",
                "message": {"text": f"{camera['name']} was not reached: {camera['message'] or 'no reason is known'}"},
            }
            for camera in gone
        ],
    }


def _fingerprint(*parts: str) -> str:
    """The same from run to run."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", errors="replace")).hexdigest()[:32]
