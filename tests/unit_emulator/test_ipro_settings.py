# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Time server, SNMP, mDNS name, log, 802.1X and live pictures of i-PRO cameras."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .test_ipro_support import IPRO, Browserless, done, openssl, refused
from .test_onvif_support import fleet_of


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """One camera."""
    with fleet_of(84, b={**IPRO, "model": "WV-SBV131M"}) as fleet:
        yield fleet


@pytest.fixture
def camera(fleet: Fleet) -> Browserless:
    """Its administrator; it is put back after the test."""
    return Browserless(fleet, "b")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root certificate, and a client's certificate with its key in one file."""
    where = tmp_path_factory.mktemp("dot1x")
    for name in ("root", "client"):
        openssl(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", where / f"{name}.key", "-out", where / f"{name}.crt",
            "-subj", f"/CN={name}",
        )  # fmt: skip
    openssl("x509", "-in", where / "root.crt", "-outform", "DER", "-out", where / "root.der")
    both = (where / "client.crt").read_text() + (where / "client.key").read_text()
    (where / "client.pem").write_text(both)
    (where / "two.crt").write_text((where / "root.crt").read_text() * 2)
    return where


def test_the_time_server(camera: Browserless) -> None:
    wanted = {
        "time_adjust": "1", "ntp_addr_dhcp": "0", "ntp_addr": "192.0.2.123", "ntp_port": "123", "ntp_interval": "24",
    }  # fmt: skip
    assert done(camera.post("time", **wanted))
    assert camera.pairs("get_time") == wanted
    settings = camera.camera.settings()
    assert (settings["date_time.method"], settings["date_time.ntp_server"]) == ("ntp", "192.0.2.123")
    assert done(camera.ask("time?time_adjust=0"))
    assert camera.pairs("get_time") == {**wanted, "time_adjust": "0"}


@pytest.mark.parametrize(
    "wrong", [{"time_adjust": 2}, {"ntp_port": 0}, {"ntp_interval": 25}, {"ntp_addr": "x" * 129}, {"nothing": 1}]
)
def test_time_has_limits_and_a_wrong_value_changes_nothing(camera: Browserless, wrong: dict[str, Any]) -> None:
    before = camera.pairs("get_time")
    assert refused(camera.post("time", **{"time_adjust": 1, **wrong} if "nothing" not in wrong else wrong))
    assert camera.pairs("get_time") == before


def test_snmp_is_version_3_only_and_its_password_does_not_come_back(camera: Browserless) -> None:
    answer = camera.post(
        "set_snmp_info",
        mode=1,
        name="monitor",
        auth=1,
        enc=1,
        system="Gate 4",
        contact="desk",
        **{"pass": "Watch4Gate8"},
    )
    assert done(answer)
    assert "Watch4Gate8" not in answer.body
    settings = camera.camera.settings()
    assert (settings["snmp_server.v3"], settings["snmp_server.v1_v2c"]) == ("enable", "disable")
    assert (settings["snmp_server.auth_algorithm"], settings["snmp_server.encryption_algorithm"]) == ("sha1", "aes")
    assert camera.camera.secrets()["snmp_server.auth_password"] == "Watch4Gate8"
    assert "snmp" in {listener[0] for listener in camera.camera.state()["listeners"]}
    assert camera.camera.count("moves") == 0


def test_the_mdns_name(camera: Browserless) -> None:
    assert done(camera.post("set_mdns_host", host_name="gate 4"))
    assert camera.pairs("get_mdns_host") == {"host_name": "gate 4"}
    assert refused(camera.post("set_mdns_host", host_name="schlüssel"))


def test_the_log_names_wrong_logins(camera: Browserless) -> None:
    camera.raw("/cgi-bin/get_https", "--digest", "-u", "mallory:nonsense")
    assert "user=mallory" in camera.ask("get_systemlog?num=1").body
    assert refused(camera.ask("get_systemlog?num=0"))


def test_dot1x_certificates_are_installed_and_deleted_while_it_is_off(camera: Browserless, files: Path) -> None:
    for name in ("root.crt", "root.der"):
        assert done(camera.install(files / name, "802_ca_install_signed"))
    assert done(camera.install(files / "client.pem", "802_cli_install_signed"))
    assert camera.camera.ipro()["dot1x"] == {"ca": "root.der", "client": "client.pem"}
    camera.camera.set({"dot1x.mode": "enable"})
    assert refused(camera.install(files / "root.crt", "802_ca_install_signed"))
    assert refused(camera.ask("802_ca_signed?mode=delete"))
    camera.camera.set({"dot1x.mode": "disable"})
    assert done(camera.ask("802_ca_signed?mode=delete"))
    assert done(camera.ask("802_cli_signed?mode=delete"))
    assert refused(camera.ask("802_cli_signed?mode=delete"))


@pytest.mark.parametrize(
    ("command", "name"),
    [
        ("802_ca_install_signed", "two.crt"),
        ("802_ca_install_signed", "client.key"),
        ("802_cli_install_signed", "client.crt"),
        ("802_cli_install_signed", "root.der"),
    ],
)
def test_dot1x_files_that_are_not_taken(camera: Browserless, files: Path, command: str, name: str) -> None:
    assert refused(camera.install(files / name, command))


def test_dot1x_shows_its_passwords_unless_the_firmware_masks_them(camera: Browserless) -> None:
    camera.camera.set({"dot1x.password": "Wire4Gate", "dot1x.user_name": "gate4"})
    assert camera.pairs("get_802")["password"] == "Wire4Gate"
    camera.camera.ipro_quirk("show_802_passwords", False)
    assert camera.pairs("get_802")["password"] == "********"
    assert camera.pairs("get_802")["pk_pass"] == ""
    assert camera.ask("set_802?mode=1").status == 404  # not public


def test_live_pictures_want_a_login_while_user_authentication_is_on(camera: Browserless) -> None:
    def describe() -> str:
        found = next(listener for listener in camera.camera.state()["listeners"] if listener[0] == "rtsp")
        with socket.create_connection((found[1], found[2]), timeout=30) as connection:
            connection.sendall(f"DESCRIBE rtsp://{found[1]}/ RTSP/1.0\r\nCSeq: 1\r\n\r\n".encode())
            return connection.recv(4096).decode()

    assert describe().startswith("RTSP/1.0 401")
    camera.camera.set({"users.authentication": "disable"})
    assert describe().startswith("RTSP/1.0 200")
