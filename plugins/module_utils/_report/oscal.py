# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""OSCAL assessment results 1.1.x (NIST): a finding per control for the fleet, with observations that name the cameras.

Observations of the same control and result are one, so that a thousand cameras that pass are one line; what fails or is unknown
is an observation of its own for each camera, with its evidence.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from .._audit.result import as_text
from .._audit.words import FAIL, MANUAL, NOT_APPLICABLE, PASS, RESULTS, UNKNOWN, WAIVED

OSCAL_VERSION = "1.1.3"
#: Names of our own properties are in this name space.
NAMESPACE = "https://github.com/netcam-hardening/netcam.hardening/ns/oscal"
_ALONE = (FAIL, UNKNOWN)
_TEXT = {
    PASS: "It is as recommended.",
    FAIL: "It is not as recommended.",
    UNKNOWN: "It could have been seen, and was not.",
    MANUAL: "A person has to judge it, and nobody has attested it.",
    NOT_APPLICABLE: "These cameras have nothing like it.",
    WAIVED: "It is accepted for a time that it is not as recommended.",
}
_EVIDENCE = {"setting": "Read from the camera", "probe": "Seen from outside", "note": "Note"}


def render(result: Mapping[str, Any], title: str) -> str:
    """The same result gives the same identifiers."""
    base = uuid.uuid5(
        uuid.NAMESPACE_URL, f"{NAMESPACE}/{title}/{result['generated']}".encode("utf-8", "replace").decode()
    )
    plan = _id(base, "plan")
    cameras = {camera["name"]: _id(base, "camera", camera["name"]) for camera in result["cameras"]}
    observations, findings = _judged(result, base, cameras)
    found: dict[str, Any] = {
        "uuid": _id(base, "result"),
        "title": _line(title),
        "description": f"Recommendations of the makers' guides at level {result['level']}, judged from settings and from outside.",
        "start": result["generated"],
        "end": result["generated"],
        "props": _props(
            {
                "level": result["level"],
                **{key: "none" if result[key] is None else f"{result[key]:g}" for key in ("score", "coverage")},
                **{f"count-{word}": result["counts"][word] for word in RESULTS},
            }
        ),
        "reviewed-controls": {
            "control-selections": [
                {"include-controls": [{"control-id": control["id"]} for control in result["controls"]]}
                if result["controls"]
                else {"include-all": {}}
            ]
        },
    }
    if cameras:
        found["local-definitions"] = {
            "inventory-items": [_item(camera, cameras[camera["name"]]) for camera in result["cameras"]]
        }
    if observations:
        found["observations"] = observations
    if findings:
        found["findings"] = findings
    document = {
        "assessment-results": {
            "uuid": str(base),
            "metadata": {
                "title": _line(title),
                "last-modified": result["generated"],
                "version": result["generated"],
                "oscal-version": OSCAL_VERSION,
                "props": _props({"tool": f"netcam.hardening {result['collection']}"}),
            },
            "import-ap": {"href": f"#{plan}"},
            "results": [found],
            "back-matter": {
                "resources": [
                    {
                        "uuid": plan,
                        "title": "Controls of netcam.hardening",
                        "description": "No assessment plan in OSCAL was given. The controls are those of docs/audit.md.",
                        "rlinks": [
                            {"href": "https://github.com/netcam-hardening/netcam.hardening/blob/main/docs/audit.md"}
                        ],
                    }
                ]
            },
        }
    }
    return as_text(document)


def _judged(
    result: Mapping[str, Any], base: uuid.UUID, cameras: Mapping[str, str]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Observations, and a finding per control."""
    together: dict[str, dict[str, list[tuple[Mapping[str, Any], Mapping[str, Any]]]]] = {}
    for camera in result["cameras"]:
        for one in camera["results"]:
            together.setdefault(one["control"], {}).setdefault(one["result"], []).append((camera, one))
    observations, findings = [], []
    for control in result["controls"]:
        by_result = together.get(control["id"])
        if not by_result:
            continue
        own = []
        for word, pairs in by_result.items():
            groups = [[pair] for pair in pairs] if word in _ALONE else [pairs]
            own += [_observation(result, base, control, word, group, cameras) for group in groups]
        observations += own
        findings.append(_finding(base, control, by_result, own))
    return observations, findings


def _observation(
    result: Mapping[str, Any],
    base: uuid.UUID,
    control: Mapping[str, Any],
    word: str,
    pairs: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]],
    cameras: Mapping[str, str],
) -> dict[str, Any]:
    names = [camera["name"] for camera, _one in pairs]
    found: dict[str, Any] = {
        "uuid": _id(base, "observation", control["id"], word, *(names if word in _ALONE else ())),
        "title": _line(f"{control['title']}: {word}"),
        "description": _TEXT[word],
        "props": _props({"control": control["id"], "result": word}),
        "methods": ["EXAMINE" if control["method"] == "attestation" else "TEST"],
        "types": ["finding"],
        "subjects": [{"subject-uuid": cameras[name], "type": "inventory-item"} for name in names],
        "collected": result["generated"],
    }
    evidence = []
    for camera, one in pairs if word in (*_ALONE, WAIVED) else ():
        for item in one["evidence"]:
            wanted = f" Wanted: {item['wanted']}." if item["wanted"] else ""
            said = f"{camera['name']}: {_EVIDENCE.get(item['kind'], item['kind'])}: {item['seen']}.{wanted}"
            evidence.append({"description": said})
    if evidence:
        found["relevant-evidence"] = evidence
    fixes = list(dict.fromkeys(one["fix"] for _camera, one in pairs if one["fix"]))
    if fixes and word == FAIL:
        found["remarks"] = f"Fix: {'; '.join(fixes)}"
    return found


def _finding(
    base: uuid.UUID, control: Mapping[str, Any], by_result: Mapping[str, Any], observations: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """Satisfied only where nothing is left open on any camera."""
    open_words = [word for word in (FAIL, UNKNOWN, MANUAL, WAIVED) if word in by_result]
    state = "not-satisfied" if open_words else "satisfied"
    reason = "fail" if FAIL in by_result else "other" if open_words or PASS not in by_result else "pass"
    said = ", ".join(f"{word} on {len(by_result[word])}" for word in RESULTS if word in by_result)
    return {
        "uuid": _id(base, "finding", control["id"]),
        "title": _line(control["title"]),
        "description": f"{said} cameras.",
        "props": _props(
            {
                "severity": control["severity"],
                **{f"reference-{n}": f"{one['standard']} {one['id']} ({one['mapping']})"
                   for n, one in enumerate(control["references"], 1)},
            }
        ),
        "target": {
            "type": "objective-id",
            "target-id": control["id"],
            "status": {"state": state, "reason": reason},
        },
        "related-observations": [{"observation-uuid": one["uuid"]} for one in observations],
    }  # fmt: skip


def _item(camera: Mapping[str, Any], identifier: str) -> dict[str, Any]:
    known = {key: camera[key] for key in ("address", "model", "firmware", "site", "family")}
    score = "none" if camera["score"] is None else f"{camera['score']:g}"
    return {
        "uuid": identifier,
        "description": camera["name"],
        "props": _props(
            {"name": camera["name"], **known, "reached": "yes" if camera["reached"] else "no", "score": score}
        ),
    }


def _props(values: Mapping[str, Any]) -> list[dict[str, str]]:
    """Those that are not empty; a value is one line without white space around it (StringDatatype)."""
    lines = {name: " ".join(str(value).split()) for name, value in values.items() if value is not None}
    return [{"name": name, "ns": NAMESPACE, "value": value} for name, value in lines.items() if value]


def _line(text: str) -> str:
    return " ".join(text.split()) or "-"


def _id(base: uuid.UUID, *parts: str) -> str:
    return str(uuid.uuid5(base, "/".join(parts).encode("utf-8", "replace").decode()))
