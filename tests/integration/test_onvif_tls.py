# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTPS and its TLS versions over ONVIF, by playbooks; openssl judges what is spoken, onvif-python what is stated."""

from __future__ import annotations

from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import conformant
from .keystores import handshake, witness_on
from .runs import run_playbook, task

HTTPS = {"settings": {"ssl_tls.https_policy": "http_and_https"}}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        conformant("plain", **HTTPS),
        conformant("replacing"),
        conformant("merging", onvif_quirks={"merge_protocols": True, "fault_status": 200}),
        conformant("unlisted", onvif_quirks={"missing_https": True}),
        conformant("poor", onvif_without=["security"], certificate="none"),
    ],
}
NEWEST = {"minimum_tls_version": "1.3"}


def test_an_older_tls_version_is_spoken_no_more_and_a_second_run_changes_nothing(fleet: Fleet) -> None:
    plain = fleet.camera("plain")
    assert "Protocol  : TLSv1.2" in handshake(plain, options=["-tls1_2"])
    first = run_playbook([task("Raise", "ssl_tls", NEWEST)], fleet, limit="plain").succeeded()
    assert first.of("Raise").changed
    assert "no peer certificate available" in handshake(plain, options=["-tls1_2"])
    assert "TLSv1.3" in handshake(plain, options=["-tls1_3"])
    assert witness_on(plain).tlsserver().GetEnabledTLSVersions() == ["1.3"]
    fleet.reset_counters()
    assert not run_playbook([task("Raise", "ssl_tls", NEWEST)], fleet, limit="plain").of("Raise").changed
    assert plain.count("onvif_writes") == 0


def test_check_mode_tells_and_writes_nothing(fleet: Fleet) -> None:
    run = run_playbook([task("Raise", "ssl_tls", NEWEST, check_mode=True)], fleet, limit="plain").succeeded()
    assert run.of("Raise").result["changes"][0]["before"] == "1.2"
    assert fleet.camera("plain").count("onvif_writes") == 0


@pytest.mark.parametrize("name", ["merging", "replacing"])
def test_http_and_https_together(fleet: Fleet, name: str) -> None:
    both = {"https_policy": "http_and_https"}
    run_playbook([task("Both", "ssl_tls", both)], fleet, limit=name).succeeded()
    camera = fleet.camera(name)
    assert "BEGIN CERTIFICATE" in handshake(camera)
    stated = {one.Name: one.Enabled for one in witness_on(camera).devicemgmt().GetNetworkProtocols()}
    assert stated == {"HTTP": True, "HTTPS": True, "RTSP": True}


def test_https_only_is_proven_before_http_goes_and_a_second_run_changes_nothing(fleet: Fleet) -> None:
    only = {"https_policy": "https", "minimum_tls_version": "1.2"}
    variables = {
        "ansible_netcam_scheme": "https",
        "ansible_netcam_initial_scheme": "http",
        "ansible_port": 443,
        "ansible_netcam_ca_path": str(fleet.ca_path),
    }
    replacing = fleet.camera("replacing")
    run = run_playbook(
        [task("Look", "ssl_tls", only, check_mode=True), task("Only", "ssl_tls", only), task("Again", "ssl_tls", only)],
        fleet, limit="replacing", variables=variables,
    ).succeeded()  # fmt: skip
    assert run.of("Look").changed
    assert run.of("Only").changed
    assert not run.of("Again").changed
    assert [kind for kind, *_place in replacing.state()["listeners"] if kind in ("http", "https")] == ["https"]
    assert replacing.count("logins_failed") == 0


def test_a_camera_that_does_not_list_https_is_manual_with_the_reason(fleet: Fleet) -> None:
    both = {"https_policy": "http_and_https", "on_unsupported": "report"}
    run = run_playbook([task("Both", "ssl_tls", both)], fleet, limit="unlisted").succeeded()
    (manual,) = run.of("Both").result["manual"]
    assert manual["setting"] == "ssl_tls.https_policy"
    assert "does not list HTTPS" in manual["reason"]


def test_a_camera_without_the_security_service_has_no_tls_versions_to_choose(fleet: Fleet) -> None:
    run = run_playbook([task("Raise", "ssl_tls", NEWEST)], fleet, limit="poor")
    assert run.of("Raise").code == "unsupported"
    assert "no ONVIF Security service" in run.of("Raise").msg


def test_https_without_a_certificate_is_refused_and_http_goes_on(fleet: Fleet) -> None:
    both = {"https_policy": "http_and_https"}
    run = run_playbook([task("Both", "ssl_tls", both)], fleet, limit="poor")
    assert run.of("Both").status == "failed"
    assert "no certificate to show" in run.of("Both").msg
    assert fleet.camera("poor").settings()["ssl_tls.https_policy"] == "http"
