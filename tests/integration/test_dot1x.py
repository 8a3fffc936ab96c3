# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""IEEE 802.1X through playbooks: files judged first, installed before the switch, never enabled into a dead end."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import Fleet
from netcam_emulator.testing_ca import Authority, encrypted, new_key, openssl

from .fleets import NEW, OLD, configured
from .runs import run_playbook, task

FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("new", NEW, onvif=False),
        configured("old", OLD, onvif=False),
        configured("silent", OLD, {"ansible_netcam_allow_clear_text": False}, onvif=False,
                   settings={"http_server.auth_method": "digest"}),
    ],
}  # fmt: skip
BOTH = ["new", "old"]
PASSPHRASE = "Key4Dot1x"


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """The authority of the network, with a certificate for a camera."""
    authority = Authority(tmp_path_factory.mktemp("network"), "Network CA")
    encrypted(authority.issue("gate-7")[1], PASSPHRASE)
    encrypted(authority.issue("gate-8")[1], PASSPHRASE)
    return authority


def files(network: Authority, name: str = "gate-7", **more: Any) -> dict[str, Any]:
    """The options that hand the files over."""
    return {
        "ca_certificate": str(network.pem), "client_certificate": str(network.folder / f"{name}.pem"),
        "private_key": str(network.folder / f"{name}.sealed"), "private_key_passphrase": PASSPHRASE, **more,
    }  # fmt: skip


def wanted(network: Authority, name: str = "gate-7", **more: Any) -> dict[str, Any]:
    """All that a camera needs to authenticate."""
    switch = {"enable": True, "method": "EAP-TLS", "user_name": name, "confirm_network_ready": True}
    return {**files(network, name), **switch, **more}


def installed(fleet: Fleet, name: str) -> str:
    """The client certificate that the camera would use, PEM; empty for none."""
    held = fleet.camera(name).state()["certificates"]
    if "dot1x" in held and isinstance(held["dot1x"], dict):
        return str(held["dot1x"]["client"])
    return next((str(entry["pem"]) for entry in held["entries"] if entry["id"] == held["dot1x"]), "")


def enabled(fleet: Fleet, name: str) -> str:
    """The switch, as saved."""
    return str(fleet.camera(name).saved()["dot1x.enable"])


@pytest.mark.parametrize("name", BOTH)
def test_files_then_switch_then_nothing_more_to_do(fleet: Fleet, network: Authority, name: str) -> None:
    options = wanted(network)
    run = run_playbook(
        [
            task("Look", "dot1x", options, check_mode=True, diff=True),
            task("Set", "dot1x", options),
            task("Again", "dot1x", options),
        ],
        fleet, limit=name,
    ).succeeded()  # fmt: skip
    first = run.of("Look")
    assert first.changed
    assert run.of("Set").settings == first.settings
    assert run.of("Set").settings[0] in ("dot1x.install_client", "dot1x.select")
    assert run.of("Set").settings[-1] == "dot1x.enable"
    assert not run.of("Again").changed
    assert (network.folder / "gate-7.pem").read_text().strip() == installed(fleet, name).strip()
    assert enabled(fleet, name) == "enable"
    assert "802.1X does not check any revocation list" in run.of("Set").said


def test_check_mode_sends_nothing(fleet: Fleet, network: Authority) -> None:
    run_playbook([task("Look", "dot1x", wanted(network), check_mode=True)], fleet, limit="old").succeeded()
    assert (fleet.camera("old").count("writes"), fleet.camera("old").count("certificate_changes")) == (0, 0)


@pytest.mark.parametrize("name", BOTH)
def test_a_camera_without_files_is_not_enabled(fleet: Fleet, network: Authority, name: str) -> None:
    options = {"enable": True, "user_name": "gate-7", "confirm_network_ready": True}
    run = run_playbook([task("Set", "dot1x", options)], fleet, limit=name)
    assert run.of("Set").code == "refused"
    assert "without a" in run.of("Set").msg
    assert enabled(fleet, name) == "disable"
    assert fleet.camera(name).count("writes") == 0


@pytest.mark.parametrize("name", BOTH)
def test_nobody_enables_it_by_accident(fleet: Fleet, network: Authority, name: str) -> None:
    run = run_playbook([task("Set", "dot1x", wanted(network, confirm_network_ready=False))], fleet, limit=name)
    assert run.of("Set").code == "refused"
    assert "confirm_network_ready" in run.of("Set").msg
    assert installed(fleet, name) == ""
    assert fleet.camera(name).count("certificate_changes") == 0


@pytest.mark.parametrize("name", BOTH)
def test_files_alone_need_no_confirmation_and_enable_nothing(fleet: Fleet, network: Authority, name: str) -> None:
    run = run_playbook([task("Set", "dot1x", files(network))], fleet, limit=name).succeeded()
    assert run.of("Set").changed
    assert installed(fleet, name) != ""
    assert enabled(fleet, name) == "disable"


@pytest.mark.parametrize("name", BOTH)
def test_files_are_replaced_while_it_is_disabled_for_a_moment(fleet: Fleet, network: Authority, name: str) -> None:
    again = wanted(network, "gate-8", update_material="always")
    run = run_playbook(
        [
            task("Set", "dot1x", wanted(network)),
            task("Refused", "dot1x", {**again, "confirm_network_ready": False}),
            task("Replace", "dot1x", again),
        ],
        fleet, limit=name,
    )  # fmt: skip
    assert run.of("Refused").code == "refused"
    assert run.of("Replace").changed
    assert (network.folder / "gate-8.pem").read_text().strip() == installed(fleet, name).strip()
    assert enabled(fleet, name) == "enable"


def test_another_certificate_is_noticed_where_the_page_shows_it(fleet: Fleet, network: Authority) -> None:
    run = run_playbook(
        [task("Set", "dot1x", files(network)), task("Other", "dot1x", files(network, "gate-8"))], fleet
    )  # fmt: skip
    assert run.of("Other", "new").changed
    assert "gate-8" in openssl("x509", "-noout", "-subject", stdin=installed(fleet, "new").encode())
    # installed is all that the older page says
    assert not run.of("Other", "old").changed


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"private_key_passphrase": "wrong"}, "certificate"),
        ({"private_key": None, "private_key_passphrase": None}, "certificate"),
        ({"ca_certificate": None}, "invalid_value"),
        ({"ca_certificate": "{client_certificate}"}, "certificate"),
        ({"client_certificate": "{expired}"}, "certificate"),
        ({"private_key": "{other}"}, "certificate"),
        ({"client_certificate": "/nowhere/at/all.pem"}, "file"),
        ({"private_key_passphrase": "x" * 235}, "invalid_value"),
        ({"user_name": "x" * 64}, "invalid_value"),
    ],
)
def test_bad_files_are_an_error_before_any_request(
    fleet: Fleet, network: Authority, tmp_path: Path, given: dict[str, Any], code: str
) -> None:
    expired, expired_key = network.issue("expired", start="20200101000000Z", end="20210101000000Z")
    places = {
        "{client_certificate}": str(network.folder / "gate-7.pem"),
        "{other}": str(new_key(tmp_path / "other.key", password=PASSPHRASE)),
        "{expired}": str(expired),
    }
    options = {**wanted(network), **{option: places.get(str(value), value) for option, value in given.items()}}
    if given.get("client_certificate") == "{expired}":
        options.update(private_key=str(encrypted(expired_key, PASSPHRASE)))
    run = run_playbook([task("Set", "dot1x", {k: v for k, v in options.items() if v is not None})], fleet, limit="old")
    assert run.of("Set").code == code
    assert PASSPHRASE not in run.text
    assert fleet.camera("old").count("requests") == 0


def test_pkcs12_and_content_instead_of_paths(fleet: Fleet, network: Authority, tmp_path: Path) -> None:
    bundle = tmp_path / "gate-7.p12"
    openssl(
        "pkcs12", "-export", "-in", network.folder / "gate-7.pem", "-inkey", network.folder / "gate-7.key",
        "-out", bundle, "-passout", f"pass:{PASSPHRASE}",
    )  # fmt: skip
    content = {
        "ca_certificate": network.pem.read_text(), "client_certificate": (network.folder / "gate-8.pem").read_text(),
        "private_key": (network.folder / "gate-8.key").read_text(),
    }  # fmt: skip
    run = run_playbook(
        [
            task("File", "dot1x", {"ca_certificate": str(network.pem), "client_certificate": str(bundle),
                                   "private_key_passphrase": PASSPHRASE}),
            task("Content", "dot1x", {**content, "update_material": "always"}),
        ],
        fleet, "-vvv", limit="old",
    ).succeeded()  # fmt: skip
    assert run.of("File").changed
    assert (network.folder / "gate-8.pem").read_text().strip() == installed(fleet, "old").strip()
    lines = (network.folder / "gate-8.key").read_text().splitlines()[1:-1]
    assert not [line for line in lines if line in run.text]


def test_a_key_does_not_go_over_plain_http_without_consent(fleet: Fleet, network: Authority) -> None:
    run = run_playbook([task("Set", "dot1x", wanted(network))], fleet, limit="silent")
    assert run.of("Set").code == "refused"
    assert "the client private key" in run.of("Set").msg
    assert fleet.camera("silent").count("certificate_changes") == 0


@pytest.mark.parametrize("name", BOTH)
def test_what_the_camera_only_pretends_to_do_is_noticed(fleet: Fleet, network: Authority, name: str) -> None:
    fleet.camera(name).fault("ignore_write", ["dot1x.install_key", "certificate.install"])
    run = run_playbook([task("Set", "dot1x", wanted(network))], fleet, limit=name)
    assert run.of("Set").code == "not_effective"
    assert enabled(fleet, name) == "disable"


@pytest.mark.parametrize("name", BOTH)
def test_without_requests_in_the_code_map_the_files_are_manual(fleet: Fleet, network: Authority, name: str) -> None:
    family = fleet.camera(name).state()["family"]
    profile = yaml.safe_load(fleet.profile(family).read_text(encoding="utf-8"))
    del profile["interface"]["dot1x"]
    path = fleet.run_dir / f"without-{name}.yml"
    path.write_text(yaml.safe_dump(profile))
    run = run_playbook(
        [
            task("Fail", "dot1x", files(network)),
            task("Report", "dot1x", {**files(network), "user_name": "gate-7", "on_unsupported": "report"}),
        ],
        fleet, limit=name, variables={"ansible_netcam_profile": str(path)},
    )  # fmt: skip
    assert run.of("Fail").code == "unsupported"
    assert run.of("Report").settings == ["dot1x.user_name"]
    (manual,) = run.of("Report").result["manual"]
    assert manual["menu_path"].startswith("[Security] > [802.1X]")


def test_disabling_needs_the_same_confirmation(fleet: Fleet, network: Authority) -> None:
    run = run_playbook(
        [
            task("Set", "dot1x", wanted(network)),
            task("Off", "dot1x", {"enable": False}),
            task("Confirmed", "dot1x", {"enable": False, "confirm_network_ready": True}),
        ],
        fleet, limit="old",
    )  # fmt: skip
    assert run.of("Off").code == "refused"
    assert run.of("Confirmed").settings == ["dot1x.enable"]
    assert enabled(fleet, "old") == "disable"


def test_the_composite_takes_it_too(fleet: Fleet, network: Authority) -> None:
    areas = {"dot1x": wanted(network), "snmp_server": {"location": "Hall"}}
    run = run_playbook(
        [task("All", "settings", areas), task("Again", "settings", areas)], fleet, limit="new"
    ).succeeded()  # fmt: skip
    assert {"dot1x.select", "dot1x.enable", "snmp_server.location"} <= set(run.of("All").settings)
    assert not run.of("Again").changed
