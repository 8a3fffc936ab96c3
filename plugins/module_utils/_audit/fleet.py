# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""All cameras of a run together: what only a comparison shows, the summary, and whether it is good enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from .controls import CONTROLS, up_to
from .entry import counted, not_reached
from .result import assemble
from .words import FAIL, MANUAL, PASS, SETTING, SEVERITIES, WAIVED

#: The control that one camera alone cannot answer.
SHARED = "NC-1.3"
_MAX_NAMED = 5
NOTHING = "no task of the audit ran for it"


@dataclass(frozen=True)
class Camera:
    """What the controller knows of a camera: its result, and from the inventory address, site and password."""

    name: str
    result: Mapping[str, Any] | None
    address: str = ""
    site: str = ""
    password: str | None = field(default=None, repr=False)
    initial_password: str | None = field(default=None, repr=False)


def combine(cameras: Sequence[Camera], *, level: str, collection: str, now: datetime) -> dict[str, Any]:
    """The result of the run. Raises ValueError for an unknown level."""
    controls = up_to(level)
    entries = [_entry(camera, controls) for camera in cameras]
    sharing = _sharing(cameras)
    for number, camera in enumerate(cameras):
        if camera.name in sharing:
            entries[number] = counted(_compared(entries[number], sharing[camera.name], now.date()), controls)
    told = [control.as_dict() for control in controls]
    return assemble(told, entries, level=level, collection=collection, now=now)


def _entry(camera: Camera, controls: Sequence[Any]) -> dict[str, Any]:
    found = (camera.result or {}).get("audit")
    if isinstance(found, Mapping) and [result["control"] for result in found["results"]] == [c.id for c in controls]:
        # over a gateway only the address is known
        return {**found, "name": camera.name, "site": found["site"] or camera.site}
    message = NOTHING
    if camera.result is not None:
        message = str(camera.result.get("msg") or NOTHING)
        # Ansible's words, then those of this collection
        message = message.removeprefix("Task failed: ").removeprefix(f"{camera.name}: ")
    if isinstance(found, Mapping):
        message = "it was judged by another level than the run"
    return not_reached(controls, name=camera.name, address=camera.address, site=camera.site, message=message)


# -- one account on several cameras --------------------------------------------------------------------------------------


def _sharing(cameras: Iterable[Camera]) -> dict[str, list[str]]:
    """For each camera whose password is proven: others with the same one. The passwords stay here."""
    groups: dict[str, list[str]] = {}
    for camera in cameras:
        login = ((camera.result or {}).get("camera") or {}).get("login")
        password = {"wanted": camera.password, "initial": camera.initial_password}.get(login or "")
        if password:
            groups.setdefault(password, []).append(camera.name)
    return {name: [other for other in names if other != name] for names in groups.values() for name in names}


def _compared(entry: Mapping[str, Any], others: Sequence[str], today: date) -> dict[str, Any]:
    results = [_shared(result, others, today) if result["control"] == SHARED else result for result in entry["results"]]
    return {**entry, "results": results}


def _shared(result: Mapping[str, Any], others: Sequence[str], today: date) -> dict[str, Any]:
    """The control anew, with the comparison instead of what one camera could say."""
    wanted = "another account on each camera"
    shown = f"{', '.join(others[:_MAX_NAMED])}{' and others' if len(others) > _MAX_NAMED else ''}"
    seen = f"the same password as {shown}" if others else "no other camera of this run has its password"
    evidence = [{"kind": SETTING, "seen": seen, "wanted": wanted}]
    word = FAIL if others else PASS
    waiver = result["waiver"]
    if word == FAIL and waiver is not None:
        # the module has told whether it is in force
        evidence += [item for item in result["evidence"] if item["kind"] == "note"][-1:]
        word = WAIVED if date.fromisoformat(waiver["expires"]) >= today else FAIL
    fix = CONTROLS[SHARED].fix(None) if word == FAIL else ""
    return {**result, "result": word, "evidence": evidence, "fix": fix}


# -- good enough? --------------------------------------------------------------------------------------------------------


def shortcomings(
    result: Mapping[str, Any], *, minimum_score: float, fail_on: str | None, fail_on_unreached: bool
) -> list[str]:
    """Why the run is not good enough; empty when it is.

    C(fail_on) is a severity: a control of it, or of a worse one, that fails on any camera.
    """
    found = []
    score = result["score"]
    if minimum_score > 0 and (score is None or score < minimum_score):
        found.append(f"the score is {'not known' if score is None else score}, below {minimum_score:g}")
    if fail_on is not None:
        bad = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
        failed = [count for control, count in failures(result).items() if CONTROLS[control].severity in bad]
        if failed:
            found.append(f"{len(failed)} controls of severity {fail_on} or worse fail, {sum(failed)} times in all")
    gone = [camera["name"] for camera in result["cameras"] if not camera["reached"]]
    if fail_on_unreached and gone:
        found.append(f"not reached: {', '.join(gone[:_MAX_NAMED])}{' and others' if len(gone) > _MAX_NAMED else ''}")
    return found


def failures(result: Mapping[str, Any]) -> dict[str, int]:
    """On how many cameras each control fails: the worst first."""
    found: dict[str, int] = {}
    for camera in result["cameras"]:
        for one in camera["results"]:
            if one["result"] == FAIL:
                found[one["control"]] = found.get(one["control"], 0) + 1
    order = list(CONTROLS)
    ranked = sorted(
        found, key=lambda name: (SEVERITIES.index(CONTROLS[name].severity), -found[name], order.index(name))
    )
    return {name: found[name] for name in ranked}


def summary(result: Mapping[str, Any], reasons: Sequence[str]) -> dict[str, Any]:
    """The run in a few numbers, for workflows that branch on it."""
    failed = failures(result)
    by_severity = dict.fromkeys(SEVERITIES, 0)
    for control, count in failed.items():
        by_severity[CONTROLS[control].severity] += count
    return {
        "good_enough": not reasons,
        "reasons": list(reasons),
        "level": result["level"],
        "generated": result["generated"],
        "score": result["score"],
        "coverage": result["coverage"],
        "counts": result["counts"],
        "cameras": len(result["cameras"]),
        "not_reached": [camera["name"] for camera in result["cameras"] if not camera["reached"]],
        "failed_by_severity": by_severity,
        "failed_controls": failed,
        "manual_controls": sorted(
            {one["control"] for camera in result["cameras"] for one in camera["results"] if one["result"] == MANUAL},
            key=list(CONTROLS).index,
        ),
    }
