# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""The proof of settings, written into the profile: which camera, which firmware, when."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from typing import Any

from .._catalog import SETTINGS
from .risk import never


def marked(
    profile: Mapping[str, Any], proven: Iterable[str], failed: Iterable[str], *, model: str, firmware: str, date: str
) -> dict[str, Any]:
    """The profile with the proofs of one run. C(date) is YYYY-MM-DD.

    A proof on the same model and firmware is replaced, one on others stays. What failed loses its proof on this model and
    firmware. C(status) is C(proven) when every setting that can be proven has a proof.
    """
    data = copy.deepcopy(dict(profile))
    settings = data.get("settings", {})
    for setting_id in proven:
        kept = _others(settings[setting_id], model, firmware)
        proofs = [*kept, {"model": model, "firmware": firmware, "date": date}]
        settings[setting_id]["proof"] = proofs[0] if len(proofs) == 1 else proofs
    for setting_id in failed:
        _set(settings[setting_id], _others(settings[setting_id], model, firmware))
    if "status" in data:
        whole = all("proof" in raw for setting_id, raw in settings.items() if _needs_proof(setting_id))
        data["status"] = "proven" if whole and settings else "unproven"
    return data


def _needs_proof(setting_id: str) -> bool:
    setting = SETTINGS[setting_id]
    return not setting.readonly and never(setting) is None


def _set(raw: dict[str, Any], proofs: list[Any]) -> None:
    raw.pop("proof", None)
    if proofs:
        raw["proof"] = proofs[0] if len(proofs) == 1 else proofs


def _others(raw: Mapping[str, Any], model: str, firmware: str) -> list[Any]:
    given = raw.get("proof", ())
    items = [given] if isinstance(given, Mapping) else list(given)
    return [
        {**item, "date": str(item["date"])} for item in items if (item["model"], item["firmware"]) != (model, firmware)
    ]
