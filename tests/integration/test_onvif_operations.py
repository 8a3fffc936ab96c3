# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Firmware, restore, initialization, reboot and log of cameras that only speak ONVIF."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.firmware import make
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, conformant, password_of
from .runs import look, run_playbook, task

MODEL = "Emulated ONVIF Camera"
#: ONVIF states no uptime: that a camera restarted is seen from its having been away, which these resets make sure of.
AWAY = {"faults": {"reset_after_restart": 4}}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        conformant("http-log", firmware="1.2.9", **AWAY),
        conformant("text-log", onvif_without=["http_logging"]),
        conformant("mtom-log", onvif_without=["http_logging"], onvif_quirks={"binary_log": True}),
        conformant("token", firmware="1.2.9", onvif_auth=["usernametoken"], clock_offset=-200000000, **AWAY),
        conformant("poor", firmware="1.2.9", onvif_without=["http_firmware", "http_logging", "system_logging", "http_backup"]),
    ],
}  # fmt: skip
BOTH = ["http-log", "token"]


def firmware_file(folder: Path, version: str, model: str = MODEL) -> Path:
    """A firmware file for the emulator, larger than a few packets."""
    path = folder / f"firmware-{version}.bin"
    path.write_bytes(make(model, version, b"payload" * 20000))
    return path


def test_firmware_is_updated_from_a_file_and_proven_after_the_restart(fleet: Fleet, tmp_path: Path) -> None:
    path = firmware_file(tmp_path, "1.3.10")
    options = {
        "minimum_version": "1.3.10", "src": str(path), "checksum": "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest(),
    }  # fmt: skip
    run = run_playbook(
        [task("Predict", "firmware", options, check_mode=True), look("Predicted", "counters"),
         task("Update", "firmware", options), task("Again", "firmware", options), look("Seen", "state")],
        fleet, limit=",".join(BOTH),
    ).succeeded()  # fmt: skip
    for name in BOTH:
        assert run.of("Predict", name).changed
        assert run.of("Predicted", name).result["value"].get("onvif_writes", 0) == 0
        change = run.of("Update", name).result["changes"][0]
        assert (change["setting"], change["before"], change["after"], change["driver"]) == (
            "firmware.version", "1.2.9", "1.3.10", "onvif",
        )  # fmt: skip
        assert "the camera states 1.3.10 after the restart" in str(run.of("Update", name).result["evidence"])
        assert run.of("Again", name).status == "ok"
        seen = run.of("Seen", name).result["value"]
        assert seen["firmware"] == "1.3.10"
        assert (seen["counters"]["firmware_updates"], seen["counters"]["restarts"]) == (1, 1)
        assert seen["counters"].get("logins_failed", 0) == 0


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (415, ["HTTP 415", "not for this camera, or damaged"]),
        (500, ["HTTP 500", "failed while it took the file"]),
        (413, ["HTTP 413", "too large"]),
        (403, ["HTTP 403", "does not let this account upload"]),
        (418, ["HTTP 418", "no reason given"]),
    ],
)
def test_a_refused_file_is_told_with_its_reason_and_not_sent_twice(
    fleet: Fleet, tmp_path: Path, status: int, words: list[str]
) -> None:
    fleet.camera("http-log").quirk("upload_status", status)
    update = {"minimum_version": "1.4.0", "src": str(firmware_file(tmp_path, "1.4.0"))}
    run = run_playbook([task("Update", "firmware", update)], fleet, limit="http-log")
    assert run.of("Update").code == "camera_answer"
    assert all(word in run.of("Update").msg for word in words), run.of("Update").msg
    uploads = [line for line in fleet.camera("http-log").requests() if line.startswith("POST /onvif/files/")]
    assert len([line for line in uploads if line.endswith(f" {status}")]) == 1
    assert fleet.camera("http-log").count("restarts") == 0


def test_a_file_of_another_model_is_refused_by_the_camera_itself(fleet: Fleet, tmp_path: Path) -> None:
    update = {"minimum_version": "1.4.0", "src": str(firmware_file(tmp_path, "1.4.0", model="Other"))}
    run = run_playbook([task("Update", "firmware", update)], fleet, limit="http-log")
    assert run.of("Update").code == "camera_answer"
    assert "not for this camera" in run.of("Update").msg
    assert fleet.camera("http-log").count("firmware_updates") == 0


def test_backup_and_restore_are_refused_because_onvif_cannot_encrypt_them(fleet: Fleet, tmp_path: Path) -> None:
    (tmp_path / "old.backup").write_bytes(b"x")
    save = {"dest": str(tmp_path / "new.backup"), "encryption_password": "Vt29BackupLm64"}
    restore = {"src": str(tmp_path / "old.backup"), "encryption_password": "Vt29BackupLm64"}
    run = run_playbook(
        [task("Save", "backup", save), task("Restore", "backup", restore),
         task("Report", "backup", {**save, "on_unsupported": "report"})], fleet, limit="http-log",
    )  # fmt: skip
    for title in ("Save", "Restore"):
        assert run.of(title).code == "unsupported"
        assert "ONVIF has no password for backups" in run.of(title).msg
    assert run.of("Report").manual == ["backup.backup"]
    assert not (tmp_path / "new.backup").exists()
    assert fleet.camera("http-log").count("restores") == 0
    assert fleet.camera("http-log").count("onvif.StartSystemRestore") == 0


def test_a_reboot_is_waited_for(fleet: Fleet) -> None:
    names = ",".join(BOTH)
    run = run_playbook(
        [task("Look", "reboot", check_mode=True), look("Before", "counters"), task("Reboot", "reboot")], fleet, limit=names
    ).succeeded()  # fmt: skip
    for name in BOTH:
        assert run.of("Before", name).result["value"].get("restarts", 0) == 0
        assert run.of("Reboot", name).result["restart"] == {"needed": True, "done": True}
        assert "was away and answers again" in str(run.of("Reboot", name).result["evidence"])
        assert fleet.camera(name).count("restarts") == 1


def test_initialization_erases_the_camera_that_is_named(fleet: Fleet) -> None:
    address = next(entry["address"] for entry in fleet.cameras() if entry["name"] == "http-log")
    wrong, right = {"confirm": "another"}, {"confirm": address}
    run = run_playbook(
        [task("Wrong", "initialization", wrong), task("Look", "initialization", right, check_mode=True),
         look("Before", "onvif"), task("Erase", "initialization", right)], fleet, limit="http-log",
    )  # fmt: skip
    assert run.of("Wrong").code == "refused"
    assert run.of("Look").changed
    assert [user["name"] for user in run.of("Before").result["value"]["users"]] == [ADMIN]
    assert run.of("Erase").changed
    assert "the old administrator account is gone" in str(run.of("Erase").result["evidence"])
    assert fleet.camera("http-log").onvif()["users"] == []
    assert not fleet.camera("http-log").login_check(ADMIN, password_of("http-log"))


def test_initialization_can_keep_the_way_to_the_camera(fleet: Fleet) -> None:
    address = next(entry["address"] for entry in fleet.cameras() if entry["name"] == "token")
    run = run_playbook(
        [task("Change", "network", {"ws_discovery": False}),
         task("Erase", "initialization", {"confirm": address, "keep_network_settings": True})], fleet, limit="token",
    ).succeeded()  # fmt: skip
    assert run.of("Erase").changed
    state = fleet.camera("token").onvif()
    assert ([user["name"] for user in state["users"]], state["discoverable"]) == ([ADMIN], True)


@pytest.mark.parametrize("name", ["http-log", "text-log", "mtom-log", "token"])
def test_the_log_is_read_by_file_or_inside_the_answer_and_nothing_is_written(fleet: Fleet, name: str) -> None:
    run = run_playbook([task("Read", "log_info")], fleet, limit=name).succeeded()
    messages = [entry["message"] for entry in run.of("Read").result["entries"]]
    assert any("System started" in message for message in messages)
    assert fleet.camera(name).count("onvif_writes") == 0
    in_the_answer = fleet.camera(name).count("onvif.GetSystemLog")
    assert in_the_answer == (1 if name in ("text-log", "mtom-log") else 0)


def test_what_a_camera_does_not_advertise_is_refused_with_the_way_out(fleet: Fleet, tmp_path: Path) -> None:
    update = {"minimum_version": "1.4.0", "src": str(firmware_file(tmp_path, "1.4.0"))}
    run = run_playbook(
        [task("Update", "firmware", update), task("Log", "log_info"),
         task("Report", "firmware", {**update, "on_unsupported": "report"})], fleet, limit="poor",
    )  # fmt: skip
    assert run.of("Update").code == run.of("Log").code == "unsupported"
    assert run.of("Report").manual == ["firmware.update"]
    assert fleet.camera("poor").count("onvif_writes") == 0
