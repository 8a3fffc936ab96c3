# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates from the controller's side, in real playbooks: the site's authority, and cameras looked at from outside."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, configured
from .runs import play, run_playbook, task
from .witness import Witness

HTTPS: dict[str, Any] = {"https": True, "settings": {"ssl_tls.https_policy": "http_and_https"}}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("lobby", NEW, **HTTPS),
        configured("expired", NEW, **HTTPS),
        configured("own", NEW, certificate="self_signed", **HTTPS),
        configured("plain", OLD),
    ],
}
PASSPHRASE = "a-passphrase-of-the-tests"
ON_CONTROLLER = {"delegate_to": "localhost", "run_once": True}


def look(name: str = "Look", options: dict[str, Any] | None = None, **keywords: Any) -> dict[str, Any]:
    return task(name, "tls_info", options, **keywords)


# -- tls_info ------------------------------------------------------------------------------------------------------------


def test_cameras_are_looked_at_without_a_login(fleet: Fleet) -> None:
    fleet.camera("expired").fault("expired_certificate")
    trusted = {"ca_path": str(fleet.ca_path)}
    run = run_playbook([look(options=trusted)], fleet).succeeded()

    lobby = run.of("Look", "lobby").result["tls"]
    assert (lobby["served"], lobby["verified"], lobby["reason"]) == (True, True, None)
    assert lobby["versions"]["1.2"] == lobby["versions"]["1.3"] == "offered"
    expired = run.of("Look", "expired")
    assert expired.result["tls"]["verified"] is False
    assert "expired" in expired.result["tls"]["reason"]
    assert "has expired" in expired.said
    findings = {finding["id"]: finding["severity"] for finding in expired.result["tls"]["grade"]["findings"]}
    assert findings["certificate.expired"] == "fail"
    own = run.of("Look", "own").result["tls"]
    assert own["certificate"]["self_signed"] is True
    assert own["reason"] == "the certificate is self-signed"
    plain = run.of("Look", "plain").result["tls"]
    assert plain["served"] is False
    assert "connection refused" in plain["reason"]
    for name in ("lobby", "expired", "own", "plain"):
        assert fleet.camera(name).count("logins") == fleet.camera(name).count("logins_failed") == 0
        assert fleet.camera(name).requests() == []


def test_what_openssl_sees_is_what_the_module_says(fleet: Fleet) -> None:
    run = run_playbook([look(options={"ca_path": str(fleet.ca_path)})], fleet, limit="lobby").succeeded()
    seen = run.of("Look").result["tls"]
    address, port = Witness(fleet, "lobby").listener("https") or ("", 0)

    shown = subprocess.run(
        ["openssl", "s_client", "-connect", f"{address}:{port}", "-CAfile", str(fleet.ca_path)], input=b"",
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    printed = subprocess.run(
        ["openssl", "x509", "-noout", "-fingerprint", "-sha256", "-serial"], input=shown.stdout, capture_output=True,
        check=True, timeout=60,
    )  # fmt: skip

    text = printed.stdout.decode()
    assert seen["certificate"]["fingerprint"] in text.lower().replace(":", "")
    assert f"serial={seen['certificate']['serial']}" in text
    assert f"Cipher is {seen['suite']}" in shown.stdout.decode()


def test_a_pinned_certificate_is_known_though_it_does_not_verify(fleet: Fleet) -> None:
    first = run_playbook([look()], fleet, limit="own").succeeded().of("Look").result["tls"]
    pin = {"tls_fingerprint": first["certificate"]["fingerprint"]}

    second = run_playbook([look(options=pin)], fleet, limit="own").succeeded().of("Look").result["tls"]

    assert (first["pinned"], second["pinned"]) == (False, True)
    assert second["verified"] is False


@pytest.mark.parametrize(
    ("options", "code"),
    [({"port": 0}, "invalid_value"), ({"port": 70000}, "invalid_value"), ({"warn_days": 0}, "invalid_value"),
     ({"ca_path": "/nonexistent.pem"}, "file")],
)  # fmt: skip
def test_wrong_options_are_told_before_any_connection(options: dict[str, Any], code: str, fleet: Fleet) -> None:
    run = run_playbook([look(options=options)], fleet, limit="lobby")

    assert run.of("Look").code == code


def test_a_host_that_does_not_answer_is_unreachable(fleet: Fleet) -> None:
    away = {"camera_host": "no-such-camera.invalid", "ca_path": str(fleet.ca_path)}

    outcome = run_playbook([look(options=away)], fleet, limit="lobby").of("Look")

    assert outcome.status == "unreachable"
    assert "cannot be resolved" in outcome.msg


# -- site_ca -------------------------------------------------------------------------------------------------------------


def authority(folder: Path, name: str = "Make", **options: Any) -> dict[str, Any]:
    wanted = {"path": str(folder), "common_name": "Airport cameras", "passphrase": PASSPHRASE, **options}
    return task(name, "site_ca", wanted, **ON_CONTROLLER)


def test_a_play_of_cameras_makes_the_authority_once_and_a_second_run_changes_nothing(
    fleet: Fleet, tmp_path: Path
) -> None:
    folder = tmp_path / "site" / "ca"

    predicted = run_playbook([authority(folder)], fleet, "--check", "--diff").succeeded()
    assert not folder.exists()
    first = run_playbook([authority(folder)], fleet, "--diff").succeeded()
    second = run_playbook([authority(folder)], fleet, "--diff").succeeded()

    assert [run.of("Make").status for run in (predicted, first, second)] == ["changed", "changed", "ok"]
    said = subprocess.run(
        ["openssl", "verify", "-x509_strict", "-CAfile", str(folder / "ca.pem"), str(folder / "ca.pem")],
        capture_output=True, check=False, timeout=60,
    )  # fmt: skip
    assert said.returncode == 0, said.stderr
    for run in (predicted, first, second):
        assert PASSPHRASE not in run.text
        assert PASSPHRASE not in json.dumps([outcome.result for outcome in run.outcomes])


def test_errors_name_the_problem_for_playbooks(fleet: Fleet, tmp_path: Path) -> None:
    run = run_playbook([authority(tmp_path / "ca", passphrase="short")], fleet)

    outcome = run.of("Make")
    assert outcome.status == "failed"
    assert outcome.result["error"] == {"camera": None, "code": "certificate", "problem": "passphrase", "setting": None}


def test_without_delegation_it_does_not_run_on_a_camera(fleet: Fleet, tmp_path: Path) -> None:
    wanted = {"path": str(tmp_path / "ca"), "common_name": "Airport cameras", "passphrase": PASSPHRASE}

    run = run_playbook([task("Make", "site_ca", wanted)], fleet, limit="lobby")

    assert run.of("Make").status in ("failed", "unreachable")
    assert "delegate" in run.of("Make").msg
    assert not (tmp_path / "ca").exists()
    assert PASSPHRASE not in run.text


def test_a_play_on_localhost_works_too(fleet: Fleet, tmp_path: Path) -> None:
    made = {**authority(tmp_path / "ca")}
    del made["delegate_to"]
    run = run_playbook(play([made], hosts="localhost", connection="local"), fleet).succeeded()

    assert run.of("Make").changed
