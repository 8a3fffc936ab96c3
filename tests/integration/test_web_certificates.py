# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Certificates, 802.1X files, first account and erasure of a camera of any maker, by a profile of version 2; openssl judges."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.firmware import make
from netcam_emulator.testing import Fleet
from netcam_emulator.testing_ca import Authority, encrypted

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import PrivateKey, Store
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CameraAnswer, NotEffective
from ansible_collections.netcam.hardening.plugins.module_utils._session import Session

from .fleets import ADMIN, SEED, SITE, camera, configured, password_of
from .openssl import served, verifies
from .runs import ROOT, play, run_playbook, task

DOME = "Acme Imaginary Dome 20"
HTTPS = {"ansible_netcam_scheme": "https", "ansible_port": 443}
FLEET: dict[str, Any] = {
    "seed": SEED,
    "vars": {**SITE, "harden_backup_password": "Backup6Password"},
    # a restart of this camera is seen only by its being away, so that it takes longer than a pause between two looks
    "cameras": [
        camera("dome", DOME, HTTPS, state="no_account", restart_seconds=4.0),
        configured("box", "Acme Imaginary Box 7", restart_seconds=4.0),
    ],
}
PASSPHRASE, CA_PASSPHRASE = "Key4Dot1x-{id}", "Correct-horse-44-battery"


@pytest.fixture
def site_ca(tmp_path: Path, fleet: Fleet) -> Path:
    """A site's authority, made as a site makes it."""
    folder = tmp_path / "site-ca"
    options = {"path": str(folder), "passphrase": CA_PASSPHRASE, "common_name": "Test site"}
    make = {"name": "Authority", "netcam.hardening.site_ca": options}
    run_playbook(play([make], hosts="localhost", connection="local"), fleet).succeeded()
    return folder


def address_of(fleet: Fleet, name: str) -> str:
    """Where a camera is."""
    return str(next(entry["address"] for entry in fleet.cameras() if entry["name"] == name))


def test_from_factory_state_to_https_and_802_1x_and_back(fleet: Fleet, site_ca: Path, tmp_path: Path) -> None:
    network = Authority(tmp_path / "network", "Network CA")
    certificate, key = network.issue("dome")
    dot1x = {
        "ca_certificate": str(network.pem), "client_certificate": str(certificate),
        "private_key": str(encrypted(key, PASSPHRASE)), "private_key_passphrase": PASSPHRASE,
        "enable": True, "method": "EAP-TLS", "user_name": "dome", "confirm_network_ready": True,
    }  # fmt: skip
    order = {"source": "site_ca", "ca_dir": str(site_ca), "ca_passphrase": CA_PASSPHRASE, "key_on_controller": True}
    tasks = [
        task("Account", "administrator", {"name": ADMIN, "password": password_of("dome")}),
        task("Certificate", "certificate", order),
        task("Switch", "ssl_tls", {"https_policy": "https"}),
        task("Network", "dot1x", dot1x),
    ]
    # as delivered it serves HTTPS with a certificate of its own, so that nothing has to go in clear text
    known = {"ansible_netcam_trust_on_first_use": True, "ansible_netcam_known_certificates": str(tmp_path / "known")}
    variables = {**known, "ansible_netcam_ca_path": str(site_ca / "ca.pem")}
    address = address_of(fleet, "dome")

    first = run_playbook(tasks, fleet, limit="dome", variables=variables).succeeded()

    assert [outcome.status for outcome in first.outcomes] == ["changed"] * 4, SEED
    assert fleet.camera("dome").login_check(ADMIN, password_of("dome"))
    assert verifies(address, site_ca / "ca.pem") == "ok", SEED
    assert served(address).names >= {address, "dome"}
    held = fleet.camera("dome").state()["certificates"]
    chosen = next(entry for entry in held["entries"] if entry["id"] == held["dot1x"])
    assert chosen["pem"].split() == certificate.read_text().split()
    assert fleet.camera("dome").saved()["dot1x.enable"] == "enable"
    fleet.reset_counters()

    second = run_playbook(tasks, fleet, limit="dome", variables=variables).succeeded()

    assert [outcome.status for outcome in second.outcomes] == ["ok"] * 4, SEED
    assert fleet.camera("dome").count("writes") == fleet.camera("dome").count("certificate_changes") == 0
    text = first.text + second.text
    assert [secret for secret in (PASSPHRASE, CA_PASSPHRASE, "PRIVATE KEY") if secret in text] == []

    gone = run_playbook(
        ROOT / "playbooks" / "decommission.yml", fleet,
        variables={**variables, "decommission_confirm": f"dome={address}", "decommission_backup_dir": str(tmp_path)},
    ).succeeded()  # fmt: skip

    assert gone.of("Note the outcome").result["ansible_facts"]["decommission_record"]["proven"] is True, SEED
    assert fleet.camera("dome").count("initialisations") == 1
    assert not fleet.camera("dome").login_check(ADMIN, password_of("dome"))
    left = fleet.camera("dome").state()["certificates"]
    assert ([entry["id"] for entry in left["entries"]], left["dot1x"]) == (["1"], "")


def test_backup_restore_and_firmware(fleet: Fleet, tmp_path: Path) -> None:
    box, kept, update = fleet.camera("box"), str(tmp_path / "kept.backup"), tmp_path / "update.bin"
    update.write_bytes(make("Acme Imaginary Box 7", "1.9.0"))
    box.set({"snmp_server.location": "Before"})
    secret = {"encryption_password": "Backup6-{token:write}"}
    tasks = [
        task("Save", "backup", {"dest": kept, **secret}),
        task("Change", "snmp_server", {"location": "After"}),
        task("Restore", "backup", {"src": kept, **secret}),
        task("Update", "firmware", {"minimum_version": "1.9.0", "src": str(update)}),
        task("Again", "firmware", {"minimum_version": "1.9.0", "src": str(update)}),
        task("Seen", "device_info"),
    ]

    clear = {"ansible_netcam_allow_clear_text": True}
    run = run_playbook(tasks, fleet, limit="box", variables=clear).succeeded()

    assert [outcome.status for outcome in run.outcomes] == [*["changed"] * 4, "ok", "ok"], SEED
    assert box.settings()["snmp_server.location"] == "Before"
    assert (box.count("restores"), box.count("firmware_updates"), box.count("restarts")) == (1, 1, 2)
    reach = {row["setting"]: row["driver"] for rows in run.of("Seen").result["reach"].values() for row in rows}
    assert {reach[what] for what in ("firmware.version", "certificate.install", "dot1x.select")} == {"web"}
    assert secret["encryption_password"] not in run.text


# -- what goes wrong ----------------------------------------------------------------------------------------------------


@pytest.fixture
def store(fleet: Fleet) -> Iterator[Store]:
    """The certificates of a camera that is set up, over plain HTTP as on first contact."""
    profile = yaml.safe_load(fleet.profile("acme").read_text(encoding="utf-8"))
    endpoint = Endpoint(
        host=address_of(fleet, "box"), port=80, scheme="http", user=ADMIN, password=password_of("box"), driver="web",
        profiles=(profile,), allow_clear_text=True,
    )  # fmt: skip
    session = Session(endpoint)
    session.open()
    found = session.require_driver().certificate_store()
    assert found is not None
    yield found
    session.close()


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, PrivateKey]:
    """A certificate with its sealed key, made elsewhere."""
    certificate, key = Authority(tmp_path_factory.mktemp("site")).issue("box")
    return certificate.read_text(), PrivateKey(encrypted(key, PASSPHRASE).read_text(), PASSPHRASE)


def held(fleet: Fleet) -> int:
    """How many certificates the camera has; one is its own."""
    return len(fleet.camera("box").state()["certificates"]["entries"])


def test_an_upload_that_the_camera_refuses(fleet: Fleet, store: Store, pair: tuple[str, PrivateKey]) -> None:
    certificate, key = pair
    with pytest.raises(CameraAnswer, match="the certificate with its private key") as error:
        store.install(certificate, [], PrivateKey(key.pem, "Another4Key"))
    assert "Another4Key" not in error.value.message
    assert held(fleet) == 1


def test_an_upload_that_is_accepted_and_not_listed(fleet: Fleet, store: Store, pair: tuple[str, PrivateKey]) -> None:
    fleet.camera("box").fault("ignore_write", ["certificate.install"])
    with pytest.raises(NotEffective, match="does not list it"):
        store.install(pair[0], [], pair[1])


def test_a_choice_that_is_accepted_and_not_made(fleet: Fleet, store: Store, pair: tuple[str, PrivateKey]) -> None:
    installed = store.install(pair[0], [], pair[1])
    fleet.camera("box").fault("ignore_write", ["certificate.select"])
    with pytest.raises(NotEffective, match="another one is selected"):
        store.activate(installed)


def test_everybody_is_logged_out_and_every_token_forgotten_in_the_middle(
    fleet: Fleet, store: Store, pair: tuple[str, PrivateKey]
) -> None:
    store.read()
    fleet.camera("box").fault("session_expired")
    installed = store.install(pair[0], [], pair[1])
    fleet.camera("box").fault("session_expired")
    store.activate(installed)
    assert fleet.camera("box").count("sessions_expired") == 2
    assert held(fleet) == 2
    assert fleet.camera("box").state()["certificates"]["selected"] == installed.id, SEED
