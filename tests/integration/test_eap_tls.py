# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the module dot1x installs opens a port: a real EAP-TLS authentication with the very files the camera holds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet
from netcam_emulator.testing_ca import Authority, encrypted

from .eap import AuthenticationServer, missing, supplicant_of
from .fleets import NEW, OLD, configured
from .runs import NETWORK, run_playbook, task

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [configured("new", NEW, onvif=False), configured("old", OLD, onvif=False)],
}
BOTH = ["new", "old"]
PASSPHRASE = "Key4Dot1x"


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority of the network."""
    return Authority(tmp_path_factory.mktemp("network"), "Network CA")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority that this network knows nothing of."""
    return Authority(tmp_path_factory.mktemp("stranger"), "Stranger CA")


@pytest.fixture(scope="module")
def server(network: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AuthenticationServer]:
    """The network's authentication server."""
    with AuthenticationServer(tmp_path_factory.mktemp("radius"), network, f"{NETWORK}.250.1") as running:
        yield running


def enable(fleet: Fleet, name: str, trusted: Authority, client: Authority) -> None:
    """Let a camera authenticate with a certificate of one authority, trusting another."""
    certificate, key = client.issue(f"{name}.cameras.example")
    options = {
        "enable": True, "method": "EAP-TLS", "user_name": f"{name}.cameras.example", "confirm_network_ready": True,
        "ca_certificate": str(trusted.pem), "client_certificate": str(certificate),
        "private_key": str(encrypted(key, PASSPHRASE)), "private_key_passphrase": PASSPHRASE,
    }  # fmt: skip
    run_playbook([task("Set", "dot1x", options)], fleet, limit=name).succeeded()


@pytest.mark.parametrize("name", BOTH)
def test_the_files_of_the_camera_open_the_port(
    fleet: Fleet, network: Authority, server: AuthenticationServer, tmp_path: Path, name: str
) -> None:
    enable(fleet, name, network, network)
    opened, said = supplicant_of(fleet.camera(name), tmp_path).authenticate(server, tmp_path)
    assert opened, said
    assert f"Login OK: [{name}.cameras.example]" in server.said


def test_a_certificate_of_another_authority_does_not(
    fleet: Fleet, network: Authority, stranger: Authority, server: AuthenticationServer, tmp_path: Path
) -> None:
    enable(fleet, "old", network, stranger)
    opened, said = supplicant_of(fleet.camera("old"), tmp_path).authenticate(server, tmp_path)
    assert not opened
    assert "FAILURE" in said


def test_the_camera_does_not_let_a_strange_server_fool_it(
    fleet: Fleet, network: Authority, stranger: Authority, tmp_path: Path
) -> None:
    enable(fleet, "new", network, network)
    folder = tmp_path / "radius"
    folder.mkdir()
    with AuthenticationServer(folder, network, f"{NETWORK}.250.2", server=stranger) as impostor:
        opened, said = supplicant_of(fleet.camera("new"), tmp_path).authenticate(impostor, tmp_path)
    assert not opened
    assert "certificate verify failed" in said or "unknown CA" in said or "unable to get local issuer" in said
