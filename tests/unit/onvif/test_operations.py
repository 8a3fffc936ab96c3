# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Restart, factory state, and files: each asked for once, and only the path of an address is believed."""

from __future__ import annotations

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    AuthenticationFailed,
    CameraAnswer,
    Refused,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.files import seconds_of

from .camera import Answer, PaperCamera, driver_for, fault, logged_in

URIS = (
    "<tds:GetSystemUrisResponse><tds:SystemLogUris><tt:SystemLog><tt:Type>Access</tt:Type><tt:Uri>http://10.0.0.1/access</tt:Uri>"
    "</tt:SystemLog><tt:SystemLog><tt:Type>System</tt:Type><tt:Uri>http://10.0.0.1:99/system?x=1</tt:Uri></tt:SystemLog></tds:SystemLogUris>"
    "<tds:SystemBackupUri>http://[fe80::1]/backup</tds:SystemBackupUri></tds:GetSystemUrisResponse>"
)


def upload_to(operation: str, path: str = "/up", delay: str = "PT5S") -> str:
    """The announcement of an upload."""
    wait = f"<tds:UploadDelay>{delay}</tds:UploadDelay>" if operation == "StartFirmwareUpgrade" else ""
    return (
        f"<tds:{operation}Response><tds:UploadUri>http://10.0.0.1:99{path}</tds:UploadUri>{wait}"
        f"<tds:ExpectedDownTime>PT90S</tds:ExpectedDownTime></tds:{operation}Response>"
    )


def test_restart_is_asked_for_once():
    camera = PaperCamera(
        SystemReboot="<tds:SystemRebootResponse><tds:Message>bye</tds:Message></tds:SystemRebootResponse>"
    )
    logged_in(camera).restart()
    assert camera.operations()[-1] == "SystemReboot"


@pytest.mark.parametrize(("keep", "kind"), [(True, "Soft"), (False, "Hard")])
def test_factory_state_keeps_the_network_only_when_asked(keep, kind):
    camera = PaperCamera(SetSystemFactoryDefault="<tds:SetSystemFactoryDefaultResponse/>")
    logged_in(camera).initialize(keep)
    assert camera.last("SetSystemFactoryDefault").texts("FactoryDefault") == [kind]


def test_firmware_is_uploaded_after_the_wait_that_the_camera_asks_for():
    camera = PaperCamera(StartFirmwareUpgrade=upload_to("StartFirmwareUpgrade"))
    camera.files["POST", "/up"] = (200, b"")
    waited: list[float] = []
    driver = driver_for(camera)
    driver._sleep = waited.append
    driver.update_firmware("fw.bin", b"firmware")
    assert waited == [5.0]
    assert camera.uploads == [("/up", b"firmware")]


def test_endless_wait_is_bounded():
    camera = PaperCamera(StartFirmwareUpgrade=upload_to("StartFirmwareUpgrade", delay="P9D"))
    camera.files["POST", "/up"] = (200, b"")
    waited: list[float] = []
    driver = driver_for(camera)
    driver._sleep = waited.append
    driver.update_firmware("fw.bin", b"firmware")
    assert waited == [120.0]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (415, "not for this camera"),
        (500, "failed while"),
        (413, "too large"),
        (401, "another login"),
        (302, "no reason"),
    ],
)
def test_refused_upload_is_explained(status, words):
    camera = PaperCamera(StartSystemRestore=upload_to("StartSystemRestore"))
    camera.files["POST", "/up"] = (status, b"")
    with pytest.raises(CameraAnswer, match=f"the restore with HTTP {status}: .*{words}"):
        driver_for(camera).restore_backup(b"x", "")


def test_camera_that_names_no_place_to_upload_to_does_not_have_it():
    camera = PaperCamera(StartFirmwareUpgrade="<tds:StartFirmwareUpgradeResponse/>")
    with pytest.raises(Unsupported, match="without an address"):
        driver_for(camera).update_firmware("fw.bin", b"x")


def test_address_with_control_characters_is_not_used():
    camera = PaperCamera(StartSystemRestore=upload_to("StartSystemRestore", path="/a b"))
    with pytest.raises(CameraAnswer, match="blanks or control"):
        driver_for(camera).restore_backup(b"x", "")
    assert camera.uploads == []


def test_backup_comes_from_the_path_the_camera_names():
    camera = PaperCamera(GetSystemUris=URIS)
    camera.files["GET", "/backup"] = (200, b"backup")
    assert driver_for(camera).download_backup("") == b"backup"


def test_backup_that_is_to_be_encrypted_is_refused_before_any_request():
    camera = PaperCamera(GetSystemUris=URIS)
    for call in (
        lambda: driver_for(camera).download_backup("secret"),
        lambda: driver_for(camera).restore_backup(b"x", "secret"),
    ):
        with pytest.raises(Unsupported, match="no password for backups") as seen:
            call()
        assert "secret" not in seen.value.describe("x")
    assert camera.sent == []


@pytest.mark.parametrize(("status", "error"), [(401, AuthenticationFailed), (403, Refused), (404, CameraAnswer)])
def test_backup_that_is_not_given_is_an_error(status, error):
    camera = PaperCamera(GetSystemUris=URIS)
    camera.files["GET", "/backup"] = (status, b"")
    with pytest.raises(error):
        driver_for(camera).download_backup("")


def test_backup_without_an_address_is_an_error():
    with pytest.raises(Unsupported, match="names no address"):
        driver_for(PaperCamera(GetSystemUris="<tds:GetSystemUrisResponse/>")).download_backup("")


def test_system_log_comes_by_http_where_it_is_offered():
    camera = PaperCamera(GetSystemUris=URIS)
    camera.files["GET", "/system?x=1"] = (200, b"line 1\n\xff")
    assert logged_in(camera).download_log() == "line 1\n\N{REPLACEMENT CHARACTER}"


def log_answer(inner: str) -> str:
    """A GetSystemLogResponse."""
    return f"<tds:GetSystemLogResponse><tds:SystemLog>{inner}</tds:SystemLog></tds:GetSystemLogResponse>"


def test_system_log_comes_inside_the_answer_else():
    camera = PaperCamera(
        GetSystemUris="<tds:GetSystemUrisResponse/>", GetSystemLog=log_answer("<tt:String>one\ntwo</tt:String>")
    )
    assert logged_in(camera).download_log() == "one\ntwo"
    camera = PaperCamera(GetSystemLog=log_answer("<tt:Binary>b25l</tt:Binary>"))
    camera.system = {"SystemLogging": "true"}
    driver = logged_in(camera)
    assert driver.download_log() == "one"
    assert driver.log_time_format() is None


def test_system_log_as_an_attachment():
    xml = (
        b'<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><GetSystemLogResponse><SystemLog><Binary>'
        b'<x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="cid:log"/>'
        b"</Binary></SystemLog></GetSystemLogResponse></s:Body></s:Envelope>"
    )
    content = b"--B\r\nContent-ID: <r>\r\n\r\n" + xml + b"\r\n--B\r\nContent-ID: <log>\r\n\r\nline\r\n--B--"
    answer = Answer(200, content, {"content-type": 'multipart/related; boundary="B"'})
    camera = PaperCamera(GetSystemLog=answer)
    camera.system = {"SystemLogging": "true"}
    assert logged_in(camera).download_log() == "line"


@pytest.mark.parametrize("answer", [log_answer(""), fault("SystemlogUnavailable")])
def test_system_log_that_is_not_there_is_an_error(answer):
    camera = PaperCamera(GetSystemLog=answer)
    camera.system = {}
    with pytest.raises((Unsupported, CameraAnswer), match="GetSystemLog"):
        driver_for(camera).download_log()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("PT1M30S", 90), ("P1DT1H", 90000), ("PT0.5S", 0.5), ("P", 0), ("soon", 0), (None, 0), ("PT", 0)],
)
def test_durations(text, seconds):
    assert seconds_of(text) == seconds
