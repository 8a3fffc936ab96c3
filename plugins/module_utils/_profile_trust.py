# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""How far a profile is to be trusted on one camera.

A profile that was learned from a recording carries C(status). Each of its settings is unproven until it was written and
read back on a camera (playbook prove_profile); the proof names that camera's model and firmware. A profile without
C(status) was written by a person, who answers for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ._catalog import find_model
from ._shape import COUNT, STRING, TEXT, Check, a, either, keys, list_of, one_of

#: What may be unproven with the user's word (option allow_unproven).
SETTING, MODEL, FIRMWARE = DOUBTS = ("setting", "model", "firmware")

# YAML reads a date without quotes as one
_DATE = a((str, date), "a date like 2026-01-31", {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
          lambda value: re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)) is not None)  # fmt: skip
_ONE = keys({"model": TEXT, "firmware": STRING, "date": _DATE}, ("model", "firmware", "date"))

#: Keys that both formats of a profile share.
STATUS: Check = one_of("unproven", "proven")
FIRMWARES: Check = list_of(TEXT)
LEARNED: Check = keys(
    {"step": COUNT, "requests": list_of(COUNT), "restart": one_of("page", "guide"), "from": one_of("page")}
)
PROOF: Check = either(_ONE, ((list, tuple), list_of(_ONE)))


@dataclass(frozen=True)
class Proof:
    """One camera on which a setting was written and read back. C(date) is YYYY-MM-DD."""

    model: str
    firmware: str
    date: str


@dataclass(frozen=True)
class Doubt:
    """A setting that may not be written without the user's word. C(kind) is one of DOUBTS."""

    setting_id: str
    kind: str
    reason: str


@dataclass(frozen=True)
class Trust:
    """What a profile says of its own proof."""

    name: str = ""
    status: str | None = None
    firmware: tuple[str, ...] = ()
    proofs: Mapping[str, tuple[Proof, ...]] = field(default_factory=dict)

    def doubts(self, setting_ids: Iterable[str], model: str | None, firmware: str | None) -> list[Doubt]:
        """Settings that are not proven on a camera of this model and firmware; none for a profile without a status."""
        if self.status is None:
            return []
        found = (self._doubt(setting_id, model, firmware) for setting_id in dict.fromkeys(setting_ids))
        return [doubt for doubt in found if doubt is not None]

    def _doubt(self, setting_id: str, model: str | None, firmware: str | None) -> Doubt | None:
        proofs = self.proofs.get(setting_id, ())
        if not proofs:
            return Doubt(setting_id, SETTING, "it was never proven on a camera")
        same_model = [proof for proof in proofs if is_model(proof.model, model)]
        if not same_model:
            seen = ", ".join(dict.fromkeys(proof.model for proof in proofs))
            return Doubt(
                setting_id, MODEL, f"it was proven on {seen}, and this is a {model or 'camera that names no model'}"
            )
        if any(proof.firmware == (firmware or "") for proof in same_model):
            return None
        seen = ", ".join(dict.fromkeys(proof.firmware or "an unknown firmware" for proof in same_model))
        return Doubt(
            setting_id,
            FIRMWARE,
            f"it was proven on firmware {seen}, and this camera {_firmware_words(firmware, same_model)}",
        )


def _firmware_words(firmware: str | None, proofs: Iterable[Proof]) -> str:
    if not firmware:
        return "does not tell its own"
    known = [_order(proof.firmware) for proof in proofs]
    here = _order(firmware)
    if here is None or None in known:
        return f"has {firmware}"
    orders = [order for order in known if order is not None]
    if all(here > order for order in orders):
        return f"has the newer {firmware}"
    return f"has the older {firmware}" if all(here < order for order in orders) else f"has {firmware}"


def _order(firmware: str) -> tuple[int, ...] | None:
    """Firmware versions compare number by number, where they are numbers."""
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9}){0,7}", firmware):
        return None
    return tuple(int(part) for part in firmware.split("."))


def is_model(name: str, model: str | None) -> bool:
    """Whether two names mean one model: as they stand, or as spellings that the guide's lists know."""
    if model is None:
        return False
    known = find_model(name)
    return name.casefold() == model.casefold() or (known is not None and known == find_model(model))


def trust_of(data: Mapping[str, Any], name: str) -> Trust:
    """The trust of a profile whose shape was checked."""
    proofs: dict[str, tuple[Proof, ...]] = {}
    for setting_id, raw in data.get("settings", {}).items():
        given = raw.get("proof", ())
        items = [given] if isinstance(given, Mapping) else list(given)
        if items:
            proofs[setting_id] = tuple(Proof(item["model"], item["firmware"], str(item["date"])) for item in items)
    return Trust(name, data.get("status"), tuple(data.get("firmware", ())), proofs)
