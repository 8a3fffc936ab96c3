# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Waivers and attestations as a user writes them: checked before any camera is asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from .._errors import InvalidValue
from .controls import CONTROLS
from .judge import Attestation, Papers, Waiver

WAIVERS: dict[str, Any] = {
    "type": "list",
    "elements": "dict",
    "options": {
        "control": {"type": "str", "required": True},
        "reason": {"type": "str", "required": True},
        "expires": {"type": "str", "required": True},
    },
}
ATTESTATIONS: dict[str, Any] = {
    "type": "list",
    "elements": "dict",
    "options": {
        "control": {"type": "str", "required": True},
        "by": {"type": "str", "required": True},
        "date": {"type": "str", "required": True},
    },
}


def papers(params: Mapping[str, Any], today: date) -> Papers:
    """Out of validated options. Of several for one control the one that counts longest. Raises InvalidValue."""
    if params["attestation_days"] < 1:
        raise InvalidValue(f"attestation_days must be 1 or more, but is {params['attestation_days']}")
    waivers: dict[str, Waiver] = {}
    for control, reason, expires in _rows(params["waivers"], "waivers", "reason", "expires"):
        if control not in waivers or expires > waivers[control].expires:
            waivers[control] = Waiver(control, reason, expires)
    attestations: dict[str, Attestation] = {}
    for control, by, moment in _rows(params["attestations"], "attestations", "by", "date"):
        if control not in attestations or moment > attestations[control].date:
            attestations[control] = Attestation(control, by, moment)
    return Papers(today, waivers, attestations, params["attestation_days"])


def _rows(
    given: Iterable[Mapping[str, Any]] | None, option: str, text: str, day: str
) -> Iterable[tuple[str, str, date]]:
    for row in given or ():
        control = row["control"]
        if control not in CONTROLS:
            raise InvalidValue(
                f"{option}: there is no control {control!r}", hint="docs/audit.md lists all controls with their ids."
            )
        said = " ".join(row[text].split())
        if not said:
            raise InvalidValue(f"{option}: {control} has an empty {text}")
        yield control, said, _date(row[day], f"{option}: {day} of {control}")


def _date(value: str, label: str) -> date:
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise InvalidValue(
            f"{label} is {value!r}, which is no date", hint='Write it as "2027-01-31", with quotes.'
        ) from None
