# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The table of certificates: what is most urgent stands first."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificate_summary import summarize, table

GRADE = {"version": "1.3", "grade": {"meets_baseline": True}}


def found(days: int, **more: Any) -> dict[str, Any]:
    """A result of certificate_info."""
    certificate = {
        "status": "ok", "names": ["192.0.2.10", "lobby", "lobby.example.com"], "issuer": "CN=Site", "days_left": days,
        "not_after": "2027-01-02T03:04:05Z", "key_type": "rsa", "key_size": 3072, "self_signed": False, "tls": GRADE, **more,
    }  # fmt: skip
    return {"certificate": certificate, "changed": False}


def test_one_row_per_camera_with_what_an_operator_asks_for() -> None:
    (row,) = summarize({"lobby": [found(40)]})
    assert row["status"] == "ok"
    line = table([row])[2]
    for text in ("lobby", "192.0.2.10, lobby ...", "Site", "2027-01-02", "40", "rsa 3072", "1.3", "meets", "ok"):
        assert text in line


def test_the_most_urgent_first_and_those_without_before_them() -> None:
    rows = summarize({"late": [found(300)], "soon": [found(3)], "none": [{"certificate": {"status": "none"}}]})
    assert [line.split()[0] for line in table(rows)[2:]] == ["none", "soon", "late"]


@pytest.mark.parametrize(("check", "status"), [(False, "renewed"), (True, "would renew")])
def test_a_renewal_shows_the_new_certificate(check: bool, status: str) -> None:
    renewed = {**found(396, status=None), "changed": True}
    (row,) = summarize({"lobby": [found(3), renewed]}, check)
    assert row["status"] == status
    assert row["certificate"]["days_left"] == 396


def test_a_failure_is_named_with_its_camera() -> None:
    rows = summarize({"lobby": [{"unreachable": True, "msg": "nothing listens"}], "gate": [{"skipped": True}]})
    assert {row["camera"]: row["status"] for row in rows} == {"lobby": "failed", "gate": "not reached"}
    assert table(rows)[-1] == "lobby: nothing listens"


def test_a_self_signed_one_is_issued_by_itself() -> None:
    assert "itself" in table(summarize({"lobby": [found(40, self_signed=True)]}))[2]
