# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The life of a server certificate, in the same words on every interface; openssl judges what the cameras serve."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import configured
from .openssl import Authority, served, verifies
from .runs import Run, play, run_playbook, task

SWITCHING = {"ansible_netcam_scheme": "https", "ansible_netcam_initial_scheme": "http", "ansible_port": 443}
DIGEST = {"http_server.auth_method": "digest"}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        # ONVIF states no uptime: that it restarted is seen from its having been away, which these resets make sure of
        {**configured("plain", "", SWITCHING), "family": "onvif", "faults": {"reset_after_restart": 4}},
        configured("old", "VB-M44", SWITCHING, settings=DIGEST, certificate="none"),
        configured("new", "VB-H47", SWITCHING, certificate="none"),
    ],
}
del FLEET["cameras"][0]["model"]
ALL = ["plain", "old", "new"]
PASSPHRASE = "Correct-horse-44-battery"
#: models of 2022 and later take certificates with their key only, and keys need encryption on the way
FIRST_CONTACT = {"ansible_netcam_allow_clear_text": True}
SWITCH = task("Switch", "ssl_tls", {"https_policy": "https"})


@pytest.fixture
def site_ca(tmp_path: Path, fleet: Fleet) -> Path:
    """A site's authority, made as a site makes it."""
    folder = tmp_path / "site-ca"
    options = {"path": str(folder), "passphrase": PASSPHRASE, "common_name": "Test site"}
    make = {"name": "Authority", "netcam.hardening.site_ca": options}
    run_playbook(play([make], hosts="localhost", connection="local"), fleet).succeeded()
    return folder


def order(site_ca: Path, name: str = "Certificate", **more: Any) -> dict[str, Any]:
    """A task that asks for a certificate of the site's authority."""
    options = {"source": "site_ca", "ca_dir": str(site_ca), "ca_passphrase": PASSPHRASE, "key_on_controller": True}
    return task(name, "certificate", {**options, **more})


def trusting(ca: Path) -> dict[str, Any]:
    """Variables of an inventory that trusts an authority."""
    return {**FIRST_CONTACT, "ansible_netcam_ca_path": str(ca)}


def at_home(fleet: Fleet, site_ca: Path, name: str) -> Run:
    """A camera with a certificate of the site, on HTTPS only."""
    run = run_playbook([order(site_ca), SWITCH], fleet, limit=name, variables=trusting(site_ca / "ca.pem"))
    return run.succeeded()


def address(fleet: Fleet, name: str) -> str:
    """Where a camera is."""
    return str(next(found["address"] for found in fleet.cameras() if found["name"] == name))


# -- the whole way -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_from_plain_http_to_https_with_a_certificate_of_the_site(fleet: Fleet, site_ca: Path, name: str) -> None:
    run = at_home(fleet, site_ca, name)
    assert run.of("Certificate").changed
    assert run.of("Switch").changed
    assert verifies(address(fleet, name), site_ca / "ca.pem") == "ok"
    shown = served(address(fleet, name))
    assert address(fleet, name) in shown.names
    assert name in shown.names
    assert "TLS Web Server Authentication" in shown.text
    fleet.reset_counters()
    again = run_playbook(
        [order(site_ca), SWITCH], fleet, limit=name, variables=trusting(site_ca / "ca.pem")
    ).succeeded()
    assert [outcome.status for outcome in again.outcomes] == ["ok", "ok"]
    assert again.of("Certificate").result["certificate"]["fingerprint"] == shown.fingerprint
    assert fleet.camera(name).count("writes") == fleet.camera(name).count("onvif_writes") == 0
    assert PASSPHRASE not in run.text + again.text
    assert "PRIVATE KEY" not in run.text + again.text


@pytest.mark.parametrize("name", ALL)
def test_check_mode_neither_writes_nor_issues(fleet: Fleet, site_ca: Path, name: str) -> None:
    variables = trusting(site_ca / "ca.pem")
    run = run_playbook([order(site_ca)], fleet, "--check", "--diff", limit=name, variables=variables).succeeded()
    assert run.of("Certificate").changed
    assert "a new certificate for" in str(run.of("Certificate").result["diff"]["after"])
    assert fleet.camera(name).count("writes") == fleet.camera(name).count("onvif_writes") == 0
    assert not (site_ca / "issued.jsonl").exists() or not (site_ca / "issued.jsonl").read_text()


@pytest.mark.parametrize("name", ALL)
def test_renewed_inside_the_window_and_only_there(fleet: Fleet, site_ca: Path, name: str) -> None:
    variables = trusting(site_ca / "ca.pem")
    run_playbook([order(site_ca, days=60), SWITCH], fleet, limit=name, variables=variables).succeeded()
    first = served(address(fleet, name))
    tasks = [
        order(site_ca, "Not yet", days=90, renew_before=30),
        order(site_ca, "Now", days=90, renew_before=75),
        order(site_ca, "Again", days=90, renew_before=75),
    ]
    run = run_playbook(tasks, fleet, limit=name, variables=variables).succeeded()
    assert run.of("Not yet").status == "ok"
    assert run.of("Now").changed
    assert run.of("Again").status == "ok"
    assert "a handshake shows it, and the administrator reads the camera by HTTPS" in str(
        run.of("Now").result["evidence"]
    )
    assert run.of("Now").result["certificate"]["tls"]["verified"] is True
    second = served(address(fleet, name))
    assert second.serial != first.serial
    assert verifies(address(fleet, name), site_ca / "ca.pem") == "ok"
    # the replaced one is worth nothing any more
    assert first.serial in Authority.crl_text(site_ca / "crl.pem")


@pytest.mark.parametrize("name", ALL)
def test_a_renewal_while_the_camera_does_not_carry_it_out_leaves_the_old_one(
    fleet: Fleet, site_ca: Path, name: str
) -> None:
    at_home(fleet, site_ca, name)
    before = served(address(fleet, name))
    fleet.camera(name).fault("ignore_write", ["all"])
    run = run_playbook([order(site_ca, force=True)], fleet, limit=name, variables=trusting(site_ca / "ca.pem"))
    assert run.of("Certificate").status == "failed"
    assert run.of("Certificate").code in ("not_effective", "camera_answer")
    assert served(address(fleet, name)).fingerprint == before.fingerprint
    assert verifies(address(fleet, name), site_ca / "ca.pem") == "ok"


# -- guards --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_issued_to_a_camera_whose_clock_is_wrong(fleet: Fleet, site_ca: Path, name: str) -> None:
    fleet.camera(name).fault("clock_off", seconds=7200)
    run = run_playbook([order(site_ca)], fleet, limit=name, variables=trusting(site_ca / "ca.pem"))
    outcome = run.of("Certificate")
    assert outcome.code == "refused"
    assert "clock is +" in outcome.msg
    assert "date_time" in outcome.msg
    assert fleet.camera(name).count("writes") == fleet.camera(name).count("onvif_writes") == 0


@pytest.mark.parametrize("name", ALL)
def test_a_certificate_that_this_inventory_would_not_trust_never_reaches_the_camera(
    fleet: Fleet, site_ca: Path, tmp_path: Path, name: str
) -> None:
    stranger = Authority(tmp_path / "stranger").ca
    run = run_playbook([order(site_ca)], fleet, limit=name, variables=trusting(stranger))
    outcome = run.of("Certificate")
    assert outcome.status == "failed"
    assert outcome.code == "certificate"
    unset = {**FIRST_CONTACT, "ansible_netcam_ca_path": None}
    missing = run_playbook([order(site_ca)], fleet, limit=name, variables=unset).of("Certificate")
    assert missing.code == "refused"
    assert f"Set ansible_netcam_ca_path to {site_ca}/ca.pem" in missing.msg


def test_a_key_from_elsewhere_is_a_last_resort_that_must_be_asked_for(fleet: Fleet, site_ca: Path) -> None:
    never = order(site_ca, key_on_controller=False)
    outcome = run_playbook([never], fleet, limit="new", variables=trusting(site_ca / "ca.pem")).of("Certificate")
    assert outcome.code == "refused"
    assert "key_on_controller" in outcome.msg
    assert fleet.camera("new").count("writes") == 0


def test_a_key_is_not_sent_over_plain_http_without_consent(fleet: Fleet, site_ca: Path) -> None:
    no_consent = {**trusting(site_ca / "ca.pem"), "ansible_netcam_allow_clear_text": False}
    outcome = run_playbook([order(site_ca)], fleet, limit="new", variables=no_consent).of("Certificate")
    assert outcome.code == "refused"
    assert "private key" in outcome.msg
    assert fleet.camera("new").count("writes") == 0


def test_a_wrong_passphrase_of_the_authority_is_named_before_any_write(fleet: Fleet, site_ca: Path) -> None:
    wrong = order(site_ca, ca_passphrase="Another-horse-45-battery")
    outcome = run_playbook([wrong], fleet, limit="plain", variables=trusting(site_ca / "ca.pem")).of("Certificate")
    assert outcome.code == "certificate"
    assert "passphrase" in outcome.msg
    assert "Another-horse" not in outcome.msg
    assert fleet.camera("plain").count("onvif_writes") == 0


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"source": "site_ca"}, "needs ca_dir"),
        ({"source": "command"}, "needs command"),
        ({"source": "files"}, "exactly one of src and content"),
        ({"source": "self_signed", "ca_dir": "/srv/ca"}, "belongs to source site_ca"),
        ({"source": "self_signed", "days": 20}, "would be renewed in every run"),
        ({"source": "self_signed", "key_size": 1024}, "key_size of rsa is one of"),
        ({"source": "self_signed", "names": ["not a name!"]}, "neither a DNS name nor an IP address"),
        ({"source": "files", "src": "/nonexistent/c.pem"}, "cannot be read"),
    ],
)
def test_options_that_make_no_sense(fleet: Fleet, options: dict[str, Any], words: str) -> None:
    outcome = run_playbook([task("Wrong", "certificate", options)], fleet, limit="plain").of("Wrong")
    assert outcome.status == "failed"
    assert words in outcome.msg
    assert fleet.camera("plain").count("onvif_writes") == 0


# -- other issuers -------------------------------------------------------------------------------------------------------


def test_any_command_may_sign(fleet: Fleet, tmp_path: Path) -> None:
    authority = Authority(tmp_path / "corporate")
    command = authority.command(f"IP:{address(fleet, 'old')}")
    options = {"source": "command", "command": command, "names": [address(fleet, "old")]}
    tasks = [task("Certificate", "certificate", options), SWITCH, task("Again", "certificate", options)]
    run = run_playbook(tasks, fleet, limit="old", variables=trusting(authority.ca)).succeeded()
    assert run.of("Certificate").changed
    assert run.of("Again").status == "ok"
    assert verifies(address(fleet, "old"), authority.ca) == "ok"


def test_a_command_that_fails_leaves_the_camera_without_a_new_certificate(fleet: Fleet, tmp_path: Path) -> None:
    sign = task(
        "Certificate", "certificate", {"source": "command", "command": ["/bin/sh", "-c", "echo no quota >&2; exit 3"]}
    )
    variables = trusting(Authority(tmp_path / "corporate").ca)
    outcome = run_playbook([sign], fleet, limit="plain", variables=variables).of("Certificate")
    assert outcome.code == "certificate"
    assert "no quota" in outcome.msg


@pytest.mark.parametrize("name", ["plain", "old"])
def test_a_request_that_somebody_else_signs(fleet: Fleet, tmp_path: Path, name: str) -> None:
    authority = Authority(tmp_path / "corporate")
    ask = task("Ask", "certificate", {"source": "request"})
    run = run_playbook([ask, {**ask, "name": "Again"}], fleet, limit=name).succeeded()
    csr = run.of("Ask").result["csr"]
    assert run.of("Ask").changed
    if name == "old":
        # ONVIF keeps no requests; it makes another one for the same key
        assert run.of("Again").status == "ok"
        assert run.of("Again").result["csr"] == csr
    csr = run.of("Again").result["csr"]
    signed = authority.sign(csr, f"IP:{address(fleet, name)},DNS:{name}")
    install = task("Install", "certificate", {"source": "files", "content": signed})
    run = run_playbook(
        [install, SWITCH, {**install, "name": "Again"}], fleet, limit=name, variables=trusting(authority.ca)
    ).succeeded()
    assert run.of("Install").changed
    assert run.of("Again").status == "ok"
    assert verifies(address(fleet, name), authority.ca) == "ok"


@pytest.mark.parametrize("name", ALL)
def test_self_signed_for_a_test_is_remembered_by_its_fingerprint(fleet: Fleet, tmp_path: Path, name: str) -> None:
    known = tmp_path / "known"
    variables = {**FIRST_CONTACT, "ansible_netcam_known_certificates": str(known), "ansible_netcam_ca_path": None}
    make = task("Certificate", "certificate", {"source": "self_signed", "force": name == "plain"})
    run = run_playbook([make, SWITCH, task("Look", "device_info")], fleet, limit=name, variables=variables)
    if name == "new":
        # models of 2022 and later have no such button
        assert run.of("Certificate").code == "unsupported"
        return
    run.succeeded()
    assert "it is for tests (guide, p. A-17 and B-17)" in run.of("Certificate").said
    assert known.read_text().split()[1] == served(address(fleet, name)).fingerprint
    again = run_playbook([task("Look", "device_info")], fleet, limit=name, variables=variables).succeeded()
    assert again.of("Look").status == "ok"


def test_self_signed_without_a_memory_is_refused(fleet: Fleet) -> None:
    unset = {"ansible_netcam_ca_path": None}
    make = task("Certificate", "certificate", {"source": "self_signed", "force": True})
    outcome = run_playbook([make], fleet, limit="plain", variables=unset).of("Certificate")
    assert outcome.code == "refused"
    assert "ansible_netcam_known_certificates" in outcome.msg


# -- what people hand over -----------------------------------------------------------------------------------------------

BAD = {
    "expired": ("expired", {"days": -10}),
    "not_yet_valid": ("is valid from", {"start": 10}),
    "wrong_host": ("192.0.2.99|not for|does not name", {"names": "IP:192.0.2.99"}),
    "weak_key": ("1024", {"bits": 1024}),
    "no_certificate": ("no certificate|neither", {"garbage": True}),
    "wrong_key": ("key", {"other_key": True}),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_certificate_never_reaches_the_camera(fleet: Fleet, tmp_path: Path, kind: str) -> None:
    import re

    words, how = BAD[kind][0], dict(BAD[kind][1])
    authority = Authority(tmp_path / "corporate")
    names = how.pop("names", f"IP:{address(fleet, 'new')}")
    paths = authority.files(names, tmp_path / "handed-over", **how)
    options = {
        "source": "files", "src": str(paths.certificate), "private_key": str(paths.key), "passphrase": paths.passphrase,
    }  # fmt: skip
    outcome = run_playbook(
        [task("Install", "certificate", options)], fleet, limit="new", variables=trusting(authority.ca)
    ).of("Install")
    assert outcome.code == "certificate", outcome.msg
    assert re.search(words, outcome.msg), outcome.msg
    assert fleet.camera("new").count("writes") == 0


@pytest.mark.parametrize("form", ["pem", "der", "pkcs12", "bundle"])
def test_every_form_of_a_file_is_understood(fleet: Fleet, tmp_path: Path, form: str) -> None:
    authority = Authority(tmp_path / "corporate")
    paths = authority.files(f"IP:{address(fleet, 'new')}", tmp_path / "handed-over", form=form)
    options: dict[str, Any] = {"source": "files", "src": str(paths.certificate), "passphrase": paths.passphrase}
    if form in ("pem", "der"):
        options["private_key"] = str(paths.key)
    tasks = [task("Install", "certificate", options), SWITCH]
    run = run_playbook(tasks, fleet, limit="new", variables=trusting(authority.ca)).succeeded()
    assert run.of("Install").changed
    assert verifies(address(fleet, "new"), authority.ca) == "ok"
    assert str(paths.passphrase) not in run.text


# -- looking -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ALL)
def test_the_module_that_only_looks(fleet: Fleet, site_ca: Path, name: str) -> None:
    at_home(fleet, site_ca, name)
    fleet.reset_counters()
    run = run_playbook(
        [task("Look", "certificate_info", {"warn_days": 400})],
        fleet,
        limit=name,
        variables=trusting(site_ca / "ca.pem"),
    ).succeeded()
    found = run.of("Look").result["certificate"]
    assert found["status"] == "warning"
    assert found["fingerprint"] == served(address(fleet, name)).fingerprint
    assert found["tls"]["verified"] is True
    assert found["tls"]["grade"]["baseline"].startswith("ONVIF Security Baseline")
    assert run.of("Look").result["store"]["held"]
    assert "the certificate ends in" in run.text
    assert fleet.camera(name).count("writes") == fleet.camera(name).count("onvif_writes") == 0


def test_the_register_tells_who_has_what(fleet: Fleet, site_ca: Path) -> None:
    at_home(fleet, site_ca, "plain")
    lines = [json.loads(line) for line in (site_ca / "issued.jsonl").read_text().splitlines()]
    assert [line["camera"] for line in lines if line.get("camera")] == ["plain"]
    shown = subprocess.run(
        ["openssl", "x509", "-noout", "-subject", "-in", str(site_ca / "ca.pem")],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "CN" in shown.stdout
