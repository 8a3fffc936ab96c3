# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Reboot, factory default, files by HTTP."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator

import pytest
from netcam_emulator import firmware
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT, ADMIN, PASSWORD
from .test_onvif_support import ONVIF, Answer, Soap, envelope, fetch, fleet_of, user, username_token

MODEL = "Emulated ONVIF Camera"
HARD, SOFT = (f"<tds:FactoryDefault>{kind}</tds:FactoryDefault>" for kind in ("Hard", "Soft"))


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """A conformant camera and Canon's."""
    with fleet_of(67, plain=ONVIF, canon={"model": "VB-H47", **ACCOUNT}) as fleet:
        yield fleet


@pytest.fixture
def plain(fleet: Fleet) -> Soap:
    """Administrator of the conformant camera."""
    return Soap(fleet.camera("plain"))


def test_the_answer_comes_before_the_reboot(plain: Soap) -> None:
    assert plain.call("tds:SystemReboot").text("Message")
    plain.camera.wait_up()
    assert plain.camera.count("restarts") == 1
    assert plain.call("tds:GetUsers").ok


@pytest.mark.parametrize(("kind", "users"), [(HARD, []), (SOFT, [ADMIN])])
def test_a_factory_default_takes_everything_or_keeps_the_way_in(plain: Soap, kind: str, users: list[str]) -> None:
    assert plain.call("tds:SetDiscoveryMode", "<tds:DiscoveryMode>NonDiscoverable</tds:DiscoveryMode>").ok
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").ok
    assert plain.call("tds:SetSystemFactoryDefault", kind).ok
    plain.camera.wait_up()
    state = plain.camera.onvif()
    assert ([one["name"] for one in state["users"]], state["discoverable"]) == (users, True)
    assert plain.camera.settings()["network.dns.host_name"] == ("gate" if users else "")


def test_a_canon_camera_forgets_its_account_too(fleet: Fleet) -> None:
    canon = Soap(fleet.camera("canon"))
    assert canon.call("tds:CreateUsers", user("second", "Administrator")).ok
    assert canon.call("tds:SetSystemFactoryDefault", HARD).ok
    canon.camera.wait_up()
    assert canon.camera.onvif()["users"] == []
    assert not canon.call("tds:GetUsers").ok


def test_a_backup_brings_settings_back(plain: Soap) -> None:
    uri = plain.call("tds:GetSystemUris").text("SystemBackupUri")
    status, saved = fetch(uri)
    assert status == 200
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").ok
    assert fetch(plain.call("tds:StartSystemRestore").text("UploadUri"), saved)[0] == 200
    plain.camera.wait_up()
    assert plain.call("tds:GetHostname").texts("Name") == []


def test_firmware_is_taken_by_post(plain: Soap) -> None:
    uri = plain.call("tds:StartFirmwareUpgrade").text("UploadUri")
    assert fetch(uri, firmware.make(MODEL, "2.0.0"))[0] == 200
    plain.camera.wait_up()
    assert plain.call("tds:GetDeviceInformation").text("FirmwareVersion") == "2.0.0"


@pytest.mark.parametrize("operation", ["StartFirmwareUpgrade", "StartSystemRestore"])
def test_a_wrong_file_is_415(plain: Soap, operation: str) -> None:
    uri = plain.call(f"tds:{operation}").text("UploadUri")
    assert fetch(uri, b"something")[0] == 415
    assert fetch(uri, firmware.make(MODEL, "2.0.0"), "text/plain")[0] == 415
    assert plain.camera.count("restarts") == 0


def test_addresses_of_files_need_a_login_and_end_with_a_restart(plain: Soap) -> None:
    uri = plain.call("tds:GetSystemUris").text("SystemBackupUri")
    path = uri[uri.index("/onvif") :]
    assert plain.send(path, "").status == 401
    assert plain.send(path + "x", "").status == 404
    plain.camera.restart()
    assert fetch(uri)[0] == 404


def test_the_log_shows_failed_logins_and_can_be_fetched(plain: Soap) -> None:
    plain.as_(ADMIN, "Wrong4Admin88").call("tds:GetUsers")
    assert "H144" in plain.call("tds:GetSystemLog", "<tds:LogType>System</tds:LogType>").text("String")
    access = plain.call("tds:GetSystemLog", "<tds:LogType>Access</tds:LogType>")
    assert access.fault[-1] == "ter:AccesslogUnavailable"
    assert b"H144" in fetch(plain.call("tds:GetSystemUris").texts("Uri")[0])[1]


def test_there_is_no_canon_interface_on_a_conformant_camera(plain: Soap) -> None:
    for path in ("/admin/-get-?pg=host", "/-wvhttp-01-/info.cgi", "/admin/", "/onvif/other_service"):
        assert plain.send(path, "").status == 404


def test_passwords_stand_in_no_list_of_requests(plain: Soap) -> None:
    assert plain.call("tds:CreateUsers", user("looker", "User", "Looker4Now99")).ok
    shown = "\n".join(plain.camera.requests())
    assert "POST /onvif/device_service CreateUsers from=127.0.0.1 200" in shown
    assert PASSWORD not in shown
    assert "Looker4Now99" not in shown


# The older operations, with the files beside the message


def multipart(operation: str, inside: str, data: bytes, header: str) -> tuple[bytes, str]:
    """A message with one part, whose id is `file`."""
    message = envelope(f"<tds:{operation}>{inside}</tds:{operation}>", header).encode()
    body = b'--b\r\nContent-Type: application/xop+xml; type="application/soap+xml"\r\n\r\n' + message
    body += b"\r\n--b\r\nContent-Type: application/octet-stream\r\nContent-ID: <file>\r\n\r\n" + data + b"\r\n--b--\r\n"
    return body, 'multipart/related; type="application/xop+xml"; boundary="b"'


def part_of(answer: Answer) -> bytes:
    """The last part of a multipart answer."""
    message = email.message_from_bytes(
        f"Content-Type: {answer.headers['content-type'][0]}\r\n\r\n".encode() + answer.data, policy=email.policy.HTTP
    )
    part = list(message.iter_parts())[-1].get_payload(decode=True)
    assert isinstance(part, bytes)
    return part


INCLUDE = '<xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:file"/>'
BACKUP_FILES = f"<tds:BackupFiles><tt:Name>settings.bkp</tt:Name><tt:Data>{INCLUDE}</tt:Data></tds:BackupFiles>"


def upload(soap: Soap, operation: str, inside: str, data: bytes) -> Answer:
    """Send an operation with one part."""
    body, kind = multipart(operation, inside, data, username_token(ADMIN, PASSWORD))
    return soap.send("/onvif/device_service", body, headers={"Content-Type": kind})


def test_a_backup_beside_the_message_brings_settings_back(plain: Soap) -> None:
    saved = part_of(plain.call("tds:GetSystemBackup"))
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").ok
    assert upload(plain, "RestoreSystem", BACKUP_FILES, saved).ok
    plain.camera.wait_up()
    assert plain.call("tds:GetHostname").texts("Name") == []


def test_firmware_beside_the_message(plain: Soap) -> None:
    inside = f"<tds:Firmware>{INCLUDE}</tds:Firmware>"
    assert upload(plain, "UpgradeSystemFirmware", inside, firmware.make(MODEL, "2.1.0")).text("Message")
    plain.camera.wait_up()
    assert plain.call("tds:GetDeviceInformation").text("FirmwareVersion") == "2.1.0"


@pytest.mark.parametrize(
    ("operation", "inside", "subcode"),
    [
        ("RestoreSystem", BACKUP_FILES, "ter:InvalidBackupFile"),
        ("RestoreSystem", BACKUP_FILES.replace("cid:file", "cid:other"), "ter:InvalidArgs"),
        ("UpgradeSystemFirmware", f"<tds:Firmware>{INCLUDE}</tds:Firmware>", "ter:InvalidFirmware"),
    ],
)
def test_a_wrong_part_is_a_fault(plain: Soap, operation: str, inside: str, subcode: str) -> None:
    assert upload(plain, operation, inside, b"something").fault[-1] == subcode
    assert plain.camera.count("restarts") == 0
