# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The module dot1x on cameras that only speak ONVIF, by playbooks; onvif-python reads back what was set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet
from netcam_emulator.testing_ca import Authority, encrypted

from .fleets import conformant
from .keystores import in_keystore, witness_on
from .runs import run_playbook, task

CLEAR_TEXT = {"ansible_netcam_allow_clear_text": True}
#: ONVIF states no uptime: that a camera restarted is seen from its having been away, which these resets make sure of.
AWAY = {"faults": {"reset_after_restart": 4}}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [conformant("plain", CLEAR_TEXT, **AWAY), conformant("without", CLEAR_TEXT, onvif_without=["dot1x"])],
}
PASSPHRASE, PASSWORD = "Key4Dot1x", "Kx82Dot1xWz91"
PEAP = {
    "enable": True, "method": "EAP-PEAP/MSCHAPv2", "user_name": "gate-7", "password": PASSWORD, "confirm_network_ready": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority of the network, with certificates for a camera."""
    authority = Authority(tmp_path_factory.mktemp("network"), "Network CA")
    for name in ("gate-7", "gate-8"):
        encrypted(authority.issue(name)[1], PASSPHRASE)
    return authority


def with_certificate(network: Authority, name: str = "gate-7", **more: Any) -> dict[str, Any]:
    """All that a camera needs for EAP-TLS."""
    folder: Path = network.folder
    return {
        "enable": True, "method": "EAP-TLS", "user_name": name, "confirm_network_ready": True,
        "ca_certificate": str(network.pem), "client_certificate": str(folder / f"{name}.pem"),
        "private_key": str(folder / f"{name}.sealed"), "private_key_passphrase": PASSPHRASE, **more,
    }  # fmt: skip


def in_use(fleet: Fleet) -> Any:
    """The configuration that the interface uses."""
    dot1x = witness_on(fleet.camera("plain")).dot1x()
    used = dot1x.GetNetworkInterfaceDot1XConfiguration(token="eth0")
    return dot1x.GetDot1XConfiguration(Dot1XID=used) if used else None


def test_name_and_password_then_nothing_more_to_do(fleet: Fleet) -> None:
    run = run_playbook(
        [task("Look", "dot1x", PEAP, check_mode=True), task("Set", "dot1x", PEAP), task("Again", "dot1x", PEAP)],
        fleet, limit="plain",
    ).succeeded()  # fmt: skip
    assert run.of("Look").changed
    assert set(run.of("Set").settings) == {"dot1x.enable", "dot1x.method", "dot1x.user_name", "dot1x.password"}
    assert run.of("Set").result["restart"] == {"needed": True, "done": True}
    assert not run.of("Again").changed
    assert in_use(fleet).Outer.Inner.Identity == "gate-7"
    assert PASSWORD not in run.stdout


def test_a_password_is_changed_when_asked_for(fleet: Fleet) -> None:
    run_playbook([task("Set", "dot1x", PEAP)], fleet, limit="plain").succeeded()
    before = in_use(fleet).Dot1XID
    again = {**PEAP, "password": "Another8Wz91", "update_password": "always"}
    run = run_playbook([task("Change", "dot1x", again)], fleet, limit="plain").succeeded()
    assert run.of("Change").settings == ["dot1x.password"]
    assert in_use(fleet).Dot1XID != before
    assert in_keystore(fleet.camera("plain"))["passphrases"] == ["netcam-hardening-dot1x-password"]


def test_certificates_are_installed_before_the_switch_and_not_again(fleet: Fleet, network: Authority) -> None:
    options = with_certificate(network)
    run = run_playbook(
        [task("Look", "dot1x", options, check_mode=True), task("Set", "dot1x", options), task("Again", "dot1x", options)],
        fleet, limit="plain",
    ).succeeded()  # fmt: skip
    assert run.of("Look").changed
    assert run.of("Set").changed
    assert not run.of("Again").changed
    outer = in_use(fleet).Outer
    assert (outer.Method, outer.Identity) == ("EAP-TLS", "gate-7")
    assert outer.CertificationPathID is not None
    assert outer.CertPathValidationPolicyID is not None


def test_another_certificate_takes_the_place_of_the_first_and_it_is_enabled_again(
    fleet: Fleet, network: Authority
) -> None:
    run_playbook([task("Set", "dot1x", with_certificate(network))], fleet, limit="plain").succeeded()
    run = run_playbook([task("Renew", "dot1x", with_certificate(network, "gate-8"))], fleet, limit="plain").succeeded()
    assert run.of("Renew").changed
    assert in_use(fleet).Outer.Identity == "gate-8"
    paths = [name for name in in_keystore(fleet.camera("plain"))["paths"] if "dot1x" in name]
    assert len(paths) == 1


def test_eap_tls_without_certificates_is_refused_before_anything_is_written(fleet: Fleet) -> None:
    options = {"enable": True, "method": "EAP-TLS", "user_name": "gate-7", "confirm_network_ready": True}
    run = run_playbook([task("Set", "dot1x", options)], fleet, limit="plain")
    assert run.of("Set").code == "refused"
    assert fleet.camera("plain").count("onvif_writes") == 0


def test_without_consent_nothing_is_enabled(fleet: Fleet) -> None:
    run = run_playbook([task("Set", "dot1x", {**PEAP, "confirm_network_ready": False})], fleet, limit="plain")
    assert run.of("Set").code == "refused"
    assert fleet.camera("plain").count("onvif_writes") == 0


def test_a_camera_that_does_not_advertise_it_is_manual(fleet: Fleet) -> None:
    run = run_playbook([task("Set", "dot1x", {**PEAP, "on_unsupported": "report"})], fleet, limit="without").succeeded()
    assert {manual["setting"] for manual in run.of("Set").result["manual"]} == {
        "dot1x.enable", "dot1x.method", "dot1x.user_name", "dot1x.password",
    }  # fmt: skip
