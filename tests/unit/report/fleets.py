# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Results of audits as the audit writes them, of any number of cameras, without any camera."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from ansible_collections.netcam.hardening.plugins.module_utils._audit.controls import up_to
from ansible_collections.netcam.hardening.plugins.module_utils._audit.entry import counted, not_reached
from ansible_collections.netcam.hardening.plugins.module_utils._audit.result import assemble

NOW = datetime(2026, 11, 22, 10, 0, 0, tzinfo=UTC)
#: Name of a camera, control, and what is to be another than everything passing.
Changes = Mapping[tuple[str, str], str]

_MODELS = (("VB-H47", "canon_vb_2022", "1.3.0"), ("VB-S920F", "canon_vb_pre2022", "1.2.1"), ("WV-SBV131M", "ipro_wv", "1.69"),
           ("DC-D4236", "onvif", "7.0.1"))  # fmt: skip
_SITES = ("north", "south", "cargo", "car park", "")
_RESULTS = ("pass",) * 12 + ("fail", "fail", "fail", "unknown", "waived", "not_applicable")


@cache
def controls(level: str = "standard") -> tuple[Any, ...]:
    return tuple(up_to(level))


def judgement(control: Any, result: str, seen: str = "") -> dict[str, Any]:
    """One result with evidence, fix and papers as the judge gives them."""
    evidence = [{"kind": "setting", "seen": seen or f"{control.topic} is {result}", "wanted": "as recommended"}]
    if control.method == "both":
        evidence.append(
            {"kind": "probe", "seen": seen or f"from outside, {control.topic} is {result}", "wanted": "the same"}
        )
    return {
        "control": control.id,
        "result": result,
        "evidence": evidence,
        "disagree": False,
        "fix": control.fix(None) if result in ("fail", "manual") else "",
        "waiver": {"reason": "the recorder needs it", "expires": "2027-01-31"} if result == "waived" else None,
        "attestation": None,
    }


def camera(
    name: str, changes: Mapping[str, str] | None = None, level: str = "standard", **other: Any
) -> dict[str, Any]:
    """A camera on which everything passes that is not attested, but for C(changes) (result by control)."""
    wanted = changes or {}
    results = [
        judgement(control, wanted.get(control.id, "manual" if control.by_person else "pass"))
        for control in controls(level)
    ]
    entry = {
        "name": name, "address": "192.0.2.10", "model": "VB-H47", "family": "canon_vb_2022", "firmware": "1.3.0", "site": "north",
        "reached": True, "access": "settings", "message": "", "certificate": certificate(), "results": results, **other,
    }  # fmt: skip
    return counted(entry, controls(level))


def certificate(days: int = 300, **other: Any) -> dict[str, Any]:
    """What the camera's HTTPS serves."""
    return {
        "names": ["192.0.2.10"], "issuer": "CN=Site CA", "not_after": (NOW + timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "days_left": days, "status": "ok" if days > 28 else "expiring" if days >= 0 else "expired", "grade": "ok", **other,
    }  # fmt: skip


def gone(name: str, message: str = "no answer within 10 s", level: str = "standard") -> dict[str, Any]:
    """A camera that was not reached."""
    return not_reached(controls(level), name=name, address="192.0.2.99", site="north", message=message)


def run(
    *cameras: Mapping[str, Any], level: str = "standard", days: float = 0, collection: str = "0.1.0"
) -> dict[str, Any]:
    """The result of a run, C(days) after NOW."""
    told = [control.as_dict() for control in controls(level)]
    return assemble(told, cameras, level=level, collection=collection, now=NOW + timedelta(days=days))


def fleet(count: int, *, seed: int = 1, days: float = 0, worse: float = 1.0) -> dict[str, Any]:
    """A run of C(count) cameras of several models and sites, some of them in a bad way; every tenth is well, some are gone.

    C(worse): how much of what is wrong is there; the same seed with less of it is the same fleet, later.
    """
    dice = random.Random(seed)
    cameras = []
    for number in range(count):
        model, family, firmware = dice.choice(_MODELS)
        site, name = dice.choice(_SITES), f"cam-{number:04d}"
        lot = dice.random()
        changes = {control.id: dice.choice(_RESULTS) for control in controls() if not control.by_person}
        kept = {key: word for key, word in changes.items() if dice.random() < worse}
        days_left = dice.choice((300, 200, 90, 20, 3, -4))
        if lot < 0.01:
            cameras.append({**gone(name), "site": site})
            continue
        cameras.append(
            camera(
                name,
                {} if lot > 0.9 else kept,
                address=f"198.51.{number // 250}.{number % 250 + 1}",
                model=model,
                family=family,
                firmware=firmware,
                site=site,
                certificate=None if lot < 0.1 else certificate(days_left),
            )
        )
    return run(*cameras, days=days)
