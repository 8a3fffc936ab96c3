# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Waivers and attestations as users write them, and what is refused before any camera is asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._audit.module import run
from ansible_collections.netcam.hardening.plugins.module_utils._audit.papers import papers
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue

TODAY = date(2026, 11, 22)


def given(waivers: Any = (), attestations: Any = (), days: int = 365) -> dict[str, Any]:
    """Options of the module."""
    return {"waivers": list(waivers), "attestations": list(attestations), "attestation_days": days}


def waiver(**more: str) -> dict[str, str]:
    """A waiver as it should be, but for what is given."""
    return {"control": "NC-2.18", "reason": "old recorder", "expires": "2027-01-31", **more}


def attestation(**more: str) -> dict[str, str]:
    """An attestation as it should be, but for what is given."""
    return {"control": "NC-0.1", "by": "J. Doe", "date": "2026-11-01", **more}


def test_they_are_kept_by_control() -> None:
    """Dates are dates."""
    found = papers(given([waiver()], [attestation()]), TODAY)
    assert found.waivers["NC-2.18"].expires == date(2027, 1, 31)
    assert found.attestations["NC-0.1"].by == "J. Doe"


def test_of_several_for_one_control_the_one_that_counts_longest_is_taken() -> None:
    """Lists of fleet and host are often joined."""
    rows = [waiver(expires="2027-06-30"), waiver(expires="2026-01-01")]
    assert papers(given(rows), TODAY).waivers["NC-2.18"].expires == date(2027, 6, 30)
    seen = [attestation(date="2026-11-01", by="new"), attestation(date="2025-01-01", by="old")]
    assert papers(given(attestations=seen), TODAY).attestations["NC-0.1"].by == "new"


@pytest.mark.parametrize(
    ("params", "says"),
    [
        (given([waiver(control="NC-99.9")]), "there is no control 'NC-99.9'"),
        (given([waiver(reason="  ")]), "empty reason"),
        (given([waiver(expires="next year")]), "which is no date"),
        (given([waiver(expires="2027-02-30")]), "which is no date"),
        (given(attestations=[attestation(control="2.18")]), "there is no control"),
        (given(attestations=[attestation(by="")]), "empty by"),
        (given(attestations=[attestation(date="01.11.2026")]), "which is no date"),
        (given(days=0), "attestation_days"),
    ],
)
def test_what_is_malformed_is_refused(params: dict[str, Any], says: str) -> None:
    """A typing error must not make a finding disappear, nor stay unseen."""
    with pytest.raises(InvalidValue, match=says):
        papers(params, TODAY)


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("max_drift", float("nan")),
        ("max_drift", -1.0),
        ("warn_days", -1),
        ("firmware_minimum_version", "latest"),
        ("allowed_hosts", ["192.0.2.0/33"]),
    ],
)
def test_wrong_options_are_refused_before_any_request(option: str, value: Any) -> None:
    """The address is one where nothing could answer."""
    params = {
        **given(), "level": "entry", "site": "", "read_settings": True, "probes": None, "probe_options": {},
        "firmware_minimum_version": None, "accounts": None, "allowed_hosts": None, "expected_ports": [],
        "rtp_required": False, "max_drift": 5.0, "warn_days": 28, option: value,
    }  # fmt: skip
    with pytest.raises(InvalidValue):
        run(params, Endpoint("192.0.2.1"))
