# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates of i-PRO cameras from the first key to the renewal over HTTPS; openssl judges what the cameras serve."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import configured
from .openssl import served, verifies
from .runs import run_playbook
from .test_certificate import SWITCH, SWITCHING, address, order, site_ca, trusting

__all__ = ["site_ca"]
VARIABLES = {**SWITCHING, "ansible_netcam_allow_clear_text": True}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("seed", "WV-SBV131M", VARIABLES, profile=True),
        configured("newer", "WV-X5550LT", VARIABLES, profile=True),
        configured("slow", "WV-SBV131M", VARIABLES, profile=True, key_seconds=20),
        configured("held", "WV-SW115", VARIABLES, profile=True, certificate="self_signed"),
        configured("silent", "WV-SBV131M", VARIABLES),
    ],
}
SOUND = ["seed", "newer"]


def writes(fleet: Fleet, name: str) -> int:
    """Requests that changed something."""
    return sum(fleet.camera(name).count(kind) for kind in ("writes", "onvif_writes", "ipro_writes"))


@pytest.mark.parametrize("name", SOUND)
def test_from_plain_http_to_https_with_a_certificate_of_the_site(fleet: Fleet, site_ca: Path, name: str) -> None:
    variables = trusting(site_ca / "ca.pem")
    run = run_playbook([order(site_ca), SWITCH], fleet, limit=name, variables=variables).succeeded()
    assert run.of("Certificate").changed
    assert run.of("Certificate").result["changes"][-1]["driver"] == "ipro"
    assert run.of("Switch").changed
    assert verifies(address(fleet, name), site_ca / "ca.pem") == "ok"
    shown = served(address(fleet, name))
    assert address(fleet, name) in shown.names
    fleet.reset_counters()
    again = run_playbook([order(site_ca), SWITCH], fleet, limit=name, variables=variables).succeeded()
    assert [outcome.status for outcome in again.outcomes] == ["ok", "ok"]
    assert writes(fleet, name) == 0
    assert "PRIVATE KEY" not in run.text + again.text


@pytest.mark.parametrize("name", SOUND)
def test_renewed_over_https_with_the_same_key(fleet: Fleet, site_ca: Path, name: str) -> None:
    variables = trusting(site_ca / "ca.pem")
    run_playbook([order(site_ca, days=60), SWITCH], fleet, limit=name, variables=variables).succeeded()
    first = served(address(fleet, name))
    tasks = [
        order(site_ca, "Not yet", days=90, renew_before=30),
        order(site_ca, "Now", days=90, renew_before=75),
        order(site_ca, "Again", days=90, renew_before=75),
    ]
    run = run_playbook(tasks, fleet, limit=name, variables=variables).succeeded()
    assert [run.of(task).status for task in ("Not yet", "Now", "Again")] == ["ok", "changed", "ok"]
    assert served(address(fleet, name)).serial != first.serial
    assert verifies(address(fleet, name), site_ca / "ca.pem") == "ok"
    assert fleet.camera(name).settings()["ssl_tls.https_policy"] == "https"


@pytest.mark.parametrize("name", SOUND)
def test_check_mode_neither_writes_nor_issues(fleet: Fleet, site_ca: Path, name: str) -> None:
    run = run_playbook(
        [order(site_ca)], fleet, "--check", limit=name, variables=trusting(site_ca / "ca.pem")
    ).succeeded()
    assert run.of("Certificate").changed
    assert writes(fleet, name) == 0
    assert not fleet.camera(name).ipro()["key"]


def test_a_key_that_takes_its_time_is_waited_for(fleet: Fleet, site_ca: Path) -> None:
    run = run_playbook([order(site_ca)], fleet, limit="slow", variables=trusting(site_ca / "ca.pem"))
    run.succeeded()
    assert "making a key on the camera" in run.stdout
    assert "waiting for the key" in run.stdout
    assert fleet.camera("slow").ipro()["in_force"] == "ca"


def test_a_self_signed_certificate_gives_way_to_the_sites(fleet: Fleet, site_ca: Path) -> None:
    """The key is there already, so nothing stands in the way."""
    run = run_playbook(
        [order(site_ca), SWITCH], fleet, limit="held", variables=trusting(site_ca / "ca.pem")
    ).succeeded()
    assert run.of("Certificate").changed
    assert verifies(address(fleet, "held"), site_ca / "ca.pem") == "ok"


def test_without_the_users_commands_the_place_on_the_page_is_named(fleet: Fleet, site_ca: Path) -> None:
    outcome = run_playbook([order(site_ca)], fleet, limit="silent", variables=trusting(site_ca / "ca.pem")).of(
        "Certificate"
    )
    assert outcome.code == "unsupported"
    assert "not public" in outcome.msg
    assert "[Network] > [Advanced] > [HTTPS]" in outcome.msg
    assert "ansible_netcam_profile" in outcome.msg
    assert writes(fleet, "silent") == 0


def test_a_certificate_that_is_accepted_and_ignored_is_seen(fleet: Fleet, site_ca: Path) -> None:
    fleet.camera("seed").fault("ignore_write", settings=["ca_certificate"])
    outcome = run_playbook([order(site_ca)], fleet, limit="seed", variables=trusting(site_ca / "ca.pem")).of(
        "Certificate"
    )
    assert outcome.code in ("not_effective", "camera_answer", "certificate")
    assert fleet.camera("seed").settings()["ssl_tls.https_policy"] == "http"
