# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Firmware, backup and restore, initialization, log and device information."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.firmware import make
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, camera, configured, password_of
from .runs import NETWORK, look, run_playbook, task
from .witness import Witness

FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("new", NEW, firmware="1.2.9"),
        configured("old", OLD, firmware="1.2.9"),
        configured("twin", OLD),
        camera("delivered", "VB-M640VE"),
    ],
}
BOTH = "new:old"
NAMES = ["new", "old"]
BACKUP_PASSWORD = "Vt29BackupLm64"


def firmware_file(folder: Path, version: str, model: str = "*") -> Path:
    """A firmware file for the emulator."""
    path = folder / f"firmware-{version}.bin"
    path.write_bytes(make(model, version, b"payload" * 1000))
    return path


# -- firmware --------------------------------------------------------------------------------------------------------


def test_an_older_firmware_is_updated_from_a_file_and_proven_after_the_restart(fleet: Fleet, tmp_path: Path) -> None:
    path = firmware_file(tmp_path, "1.3.10")
    options = {
        "minimum_version": "1.3.10", "src": str(path), "checksum": "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest(),
    }  # fmt: skip
    run = run_playbook(
        [task("Predict", "firmware", options, check_mode=True), look("Predicted", "counters"),
         task("Update", "firmware", options), look("Updated", "state"), task("Again", "firmware", options),
         look("Again seen", "counters")],
        fleet, limit=BOTH,
    ).succeeded()  # fmt: skip
    for name in NAMES:
        assert run.of("Predict", name).changed
        assert run.of("Predicted", name).result["value"].get("firmware_updates", 0) == 0
        change = run.of("Update", name).result["changes"][0]
        assert (change["setting"], change["before"], change["after"]) == ("firmware.version", "1.2.9", "1.3.10")
        assert "the camera states 1.3.10 after the restart" in str(run.of("Update", name).result["evidence"])
        assert run.of("Updated", name).result["value"]["firmware"] == "1.3.10"
        assert run.of("Again", name).status == "ok"
        seen = run.of("Again seen", name).result["value"]
        assert (seen["firmware_updates"], seen["restarts"]) == (1, 1)
        assert "1.3.10" in Witness(fleet, name).curl("/-wvhttp-01-/info.cgi").body


def test_versions_are_compared_as_numbers(fleet: Fleet, tmp_path: Path) -> None:
    fine = ["1.2.9", "1.2.8", "1.2.09", "1.2", "Ver. 1.2.9", "1.2.9.0", "0.10"]
    behind = ["1.2.10", "1.3", "2", "1.10.0"]
    run = run_playbook(
        [task(f"<{version}>", "firmware", {"minimum_version": version}) for version in fine + behind],
        fleet,
        limit="new",
    )
    assert [run.of(f"<{version}>").status for version in fine] == ["ok"] * len(fine)
    assert [run.of(f"<{version}>").code for version in behind] == ["unsupported"] * len(behind)


def test_without_a_file_an_old_firmware_is_manual(fleet: Fleet) -> None:
    options = {"minimum_version": "1.3.10"}
    run = run_playbook(
        [task("Fail", "firmware", options), task("Report", "firmware", {**options, "on_unsupported": "report"})], fleet,
        limit=BOTH,
    )  # fmt: skip
    for name in NAMES:
        assert run.of("Fail", name).code == "unsupported"
        assert "1.2.9" in run.of("Fail", name).msg
        assert "1.3.10" in run.of("Fail", name).msg
        assert run.of("Report", name).manual == ["firmware.update"]
        assert run.of("Report", name).result["manual"][0]["menu_path"].startswith("[Maintenance] > [Update Firmware]")


def test_a_wrong_file_never_reaches_the_camera(fleet: Fleet, tmp_path: Path) -> None:
    path = firmware_file(tmp_path, "1.3.10")
    (tmp_path / "empty.bin").write_bytes(b"")
    update = {"minimum_version": "1.3.10", "src": str(path)}
    run = run_playbook(
        [
            task("Checksum", "firmware", {**update, "checksum": "sha256:" + "0" * 64}),
            task("Algorithm", "firmware", {**update, "checksum": "rot13:0"}),
            task("Missing", "firmware", {**update, "src": str(tmp_path / "missing.bin")}),
            task("Empty", "firmware", {**update, "src": str(tmp_path / "empty.bin")}),
            task("Check mode", "firmware", {**update, "src": str(tmp_path / "missing.bin")}, check_mode=True),
        ],
        fleet, limit="new",
    )  # fmt: skip
    assert run.of("Checksum").code == "file"
    assert "not the wanted one" in run.of("Checksum").msg
    assert run.of("Algorithm").code == "invalid_value"
    assert run.of("Missing").code == "file"
    assert "missing.bin" in run.of("Missing").msg
    assert run.of("Empty").code == "file"
    assert run.of("Check mode").code == "file"
    assert fleet.camera("new").count("firmware_updates") == 0
    assert not [line for line in fleet.camera("new").requests() if line.startswith("POST")]


def test_a_file_the_camera_refuses_and_one_that_is_not_new_enough(fleet: Fleet, tmp_path: Path) -> None:
    other = firmware_file(tmp_path, "1.4.0", model="VB-S30VE")
    stale = firmware_file(tmp_path, "1.3.0")
    run = run_playbook(
        [
            task("Other model", "firmware", {"minimum_version": "1.4.0", "src": str(other)}),
            task("Not enough", "firmware", {"minimum_version": "1.4.0", "src": str(stale)}),
        ],
        fleet, limit="old",
    )  # fmt: skip
    assert run.of("Other model").code == "camera_answer"
    assert "E301" in run.of("Other model").msg
    assert run.of("Not enough").code == "not_effective"
    assert "1.3.0" in run.of("Not enough").msg


# -- backup and restore ----------------------------------------------------------------------------------------------


def test_a_backup_is_encrypted_and_for_its_owner_only(fleet: Fleet, tmp_path: Path) -> None:
    for name in NAMES:
        fleet.camera(name).set({"snmp_server.location": "Very readable place"})
    options = {"dest": f"{tmp_path}/{{{{ inventory_hostname }}}}.bkp", "encryption_password": BACKUP_PASSWORD}
    run = run_playbook(
        [task("Predict", "backup", options, check_mode=True), look("Predicted", "counters"), task("Save", "backup", options),
         task("Again", "backup", options), task("Force", "backup", {**options, "force": True})],
        fleet, limit=BOTH,
    ).succeeded()  # fmt: skip
    for name in NAMES:
        path = tmp_path / f"{name}.bkp"
        assert run.of("Predict", name).changed
        assert run.of("Predicted", name).result["value"].get("backups", 0) == 0
        assert run.of("Save", name).changed
        assert run.of("Save", name).result["dest"] == str(path)
        assert run.of("Again", name).status == "ok"
        assert run.of("Force", name).changed
        content = path.read_bytes()
        assert b"encrypted=1" in content
        for secret in (b"readable place", password_of(name).encode(), BACKUP_PASSWORD.encode()):
            assert secret not in content
            assert secret not in Path(f"{path}.json").read_bytes()
        assert path.stat().st_mode & 0o777 == 0o600
        assert fleet.camera(name).count("backups") == 2
        assert not path.with_name(f"{name}.bkp.part").exists()
    assert BACKUP_PASSWORD not in run.text


@pytest.mark.parametrize("name", NAMES)
def test_a_restore_brings_the_saved_settings_back(fleet: Fleet, tmp_path: Path, name: str) -> None:
    kept = fleet.camera(name)
    kept.set({"snmp_server.location": "Before"})
    path = str(tmp_path / "kept.bkp")
    secret = {"encryption_password": BACKUP_PASSWORD}
    run = run_playbook(
        [
            task("Save", "backup", {"dest": path, **secret}),
            task("Change", "snmp_server", {"location": "After"}),
            task("Predict", "backup", {"src": path, **secret}, check_mode=True),
            look("Predicted", "settings"),
            task("Restore", "backup", {"src": path, **secret}),
            look("Restored", "state"),
            task("Next", "device_info"),
        ],
        fleet, limit=name,
    ).succeeded()  # fmt: skip
    assert run.of("Predicted").result["value"]["snmp_server.location"] == "After"
    assert run.of("Restore").settings == ["backup.restore"]
    state = run.of("Restored").result["value"]
    assert state["settings"]["snmp_server.location"] == "Before"
    assert (state["counters"]["restores"], state["counters"]["restarts"]) == (1, 1)


def test_a_restore_of_another_model_or_a_damaged_file_is_refused_before_it_is_sent(
    fleet: Fleet, tmp_path: Path
) -> None:
    path, secret = tmp_path / "kept.bkp", {"encryption_password": BACKUP_PASSWORD}
    run_playbook([task("Save", "backup", {"dest": str(path), **secret})], fleet, limit="old").succeeded()
    damaged, bare = tmp_path / "damaged.bkp", tmp_path / "bare.bkp"
    damaged.write_bytes(path.read_bytes()[:-1] + b"x")
    damaged.with_name("damaged.bkp.json").write_bytes(path.with_name("kept.bkp.json").read_bytes())
    bare.write_bytes(path.read_bytes())
    run = run_playbook(
        [
            task("Model", "backup", {"src": str(path), **secret}),
            task("Model in check mode", "backup", {"src": str(path), **secret}, check_mode=True),
            task("Damaged", "backup", {"src": str(damaged), **secret}),
            task("No record", "backup", {"src": str(bare), **secret}),
            task("Missing", "backup", {"src": str(tmp_path / "no.bkp"), **secret}),
        ],
        fleet, limit="new:old",
    )  # fmt: skip
    for step in ("Model", "Model in check mode"):
        assert run.of(step, "new").code == "refused"
        assert f"the backup is of a {OLD}, this camera is a {NEW}" in run.of(step, "new").msg
    assert run.of("Damaged", "old").code == "file"
    assert "damaged" in run.of("Damaged", "old").msg
    assert run.of("No record", "old").code == "refused"
    assert run.of("Missing", "old").code == "file"
    assert fleet.camera("new").count("restores") == 0


def test_a_twin_takes_the_backup_and_then_has_its_account(fleet: Fleet, tmp_path: Path) -> None:
    """The file brings its own administrator account: the inventory's no longer fits, and the result says so."""
    path, secret = str(tmp_path / "kept.bkp"), {"encryption_password": BACKUP_PASSWORD}
    run_playbook([task("Save", "backup", {"dest": path, **secret})], fleet, limit="old").succeeded()
    run = run_playbook([task("Restore", "backup", {"src": path, **secret})], fleet, limit="twin")
    assert run.of("Restore").changed
    assert "another administrator account" in run.of("Restore").said
    assert fleet.camera("twin").login_check(ADMIN, password_of("old"))
    assert fleet.camera("twin").count("lockouts") == 0


def test_a_wrong_encryption_password_is_the_cameras_own_refusal(fleet: Fleet, tmp_path: Path) -> None:
    path = str(tmp_path / "kept.bkp")
    run = run_playbook(
        [task("Save", "backup", {"dest": path, "encryption_password": BACKUP_PASSWORD}),
         task("Restore", "backup", {"src": path, "encryption_password": "Another5Word"})],
        fleet, limit="old",
    )  # fmt: skip
    assert run.of("Restore").code == "camera_answer"
    assert "E401" in run.of("Restore").msg
    assert fleet.camera("old").count("restores") == 0


# -- initialization --------------------------------------------------------------------------------------------------


def test_initialization_needs_a_confirmation_that_names_this_camera(fleet: Fleet) -> None:
    address = next(found["address"] for found in fleet.cameras() if found["name"] == "new")
    run = run_playbook(
        [
            task("Yes", "initialization", {"confirm": "yes"}),
            task("Other camera", "initialization", {"confirm": address}),
            task("Nothing", "initialization", {}),
        ],
        fleet, limit="old",
    )  # fmt: skip
    for step in ("Yes", "Other camera"):
        assert run.of(step).code == "refused"
        assert "needs confirm to be exactly" in run.of(step).msg
    assert run.of("Nothing").status == "failed"
    assert fleet.camera("old").count("initialisations") == 0


@pytest.mark.parametrize("keep", [False, True])
@pytest.mark.parametrize("name", [*NAMES, "delivered"])
def test_initialization_erases_and_proves_it(fleet: Fleet, name: str, keep: bool) -> None:
    erased = fleet.camera(name)
    erased.set({
        "administrator.name": ADMIN, "administrator.password": password_of(name), "network.dns.host_name": "kept-name",
        "users.accounts": [{"name": "viewer1", "password": "Qm47OperatorTx53"}],
    })  # fmt: skip
    options = {"confirm": "{{ ansible_host }}", "keep_network_settings": keep}
    run = run_playbook(
        [task("Predict", "initialization", options, check_mode=True), look("Predicted", "counters"),
         task("Erase", "initialization", options)],
        fleet, limit=name,
    ).succeeded()  # fmt: skip
    assert run.of("Predict").changed
    assert run.of("Predicted").result["value"].get("initialisations", 0) == 0
    assert run.of("Erase").changed
    assert "memory card" in run.of("Erase").said + run.text
    assert erased.settings()["users.accounts"] == []
    assert erased.settings()["network.dns.host_name"] == ("kept-name" if keep else "")
    # 2022 and later keep [Network Settings and Management Information], older ones the network settings alone
    assert erased.login_check(ADMIN, password_of(name)) == (keep and name == "new")
    assert erased.count("restarts") == 1


# -- log and device information --------------------------------------------------------------------------------------


def test_the_log_is_parsed_filtered_and_repeated_failures_are_pointed_out(fleet: Fleet) -> None:
    for name in NAMES:
        witness = Witness(fleet, name)
        for _attempt in range(3):
            assert witness.curl("/admin/", "--anyauth", "-u", "intruder:guess", source="127.0.0.66").status == 401
        assert witness.curl("/admin/", "--anyauth", "-u", "intruder:guess", source="127.0.0.77").status == 401
    fleet.reset_counters()
    run = run_playbook(
        [
            task("All", "log_info"),
            task("Warnings", "log_info", {"levels": ["warning"]}),
            task("Codes", "log_info", {"codes": ["S001"]}),
            task("Future", "log_info", {"since": "2999-01-01T00:00:00"}),
            task("Past", "log_info", {"until": "2001-01-01T00:00:00"}),
            task("Threshold", "log_info", {"failure_threshold": 1}),
            task("High threshold", "log_info", {"failure_threshold": 4}),
            look("Counted", "counters"),
        ],
        fleet, limit=BOTH,
    ).succeeded()  # fmt: skip
    for name in NAMES:
        result = run.of("All", name).result
        assert run.of("All", name).status == "ok"
        failures = [entry for entry in result["entries"] if entry["code"] == "H144"]
        assert len(failures) == 4
        assert failures[0]["level"] == "warning"
        assert failures[0]["category"] == "notice"
        assert failures[0]["address"] == "127.0.0.66"
        assert failures[0]["time"] is not None
        assert next(entry for entry in result["entries"] if entry["code"] == "S001")["level"] == "information"
        assert result["summary"]["warning"] == 4
        assert result["unparsed"] == 0
        assert [(one["address"], one["count"]) for one in result["authentication_failures"]] == [("127.0.0.66", 3)]
        assert "3 authentication failures from 127.0.0.66" in run.text
        assert {entry["level"] for entry in run.of("Warnings", name).result["entries"]} == {"warning"}
        assert {entry["code"] for entry in run.of("Codes", name).result["entries"]} == {"S001"}
        assert run.of("Future", name).result["entries"] == []
        assert run.of("Past", name).result["entries"] == []
        assert len(run.of("Threshold", name).result["authentication_failures"]) == 2
        assert run.of("High threshold", name).result["authentication_failures"] == []
        counters = run.of("Counted", name).result["value"]
        assert [counters.get(what, 0) for what in ("writes", "saves", "logins_failed")] == [0, 0, 0]


def test_device_info_tells_model_firmware_clock_and_what_reaches_each_setting(fleet: Fleet) -> None:
    run = run_playbook([task("Look", "device_info")], fleet).succeeded()
    for name, model, family in (("new", NEW, "canon_vb_2022"), ("old", OLD, "canon_vb_pre2022")):
        outcome = run.of("Look", name)
        assert outcome.status == "ok"
        found = outcome.result["camera"]
        assert (found["model"], found["family"], found["firmware"], found["account"]) == (
            model,
            family,
            "1.2.9",
            "present",
        )
        assert abs(found["clock_drift"]) < 5
        reach = {row["setting"]: row["driver"] for rows in outcome.result["reach"].values() for row in rows}
        assert reach["http_server.auth_method"] == "canon"
        assert reach["firmware.version"] == "info.cgi"
        assert ("ftp_server.ftp" in reach) == (name == "old")
        assert reach["rtp_server.rtp"] == (None if name == "new" else "canon")
        assert ("rtp_server.rtp" in outcome.manual) == (name == "new")
        assert fleet.camera(name).count("writes") == 0


def test_device_info_of_a_camera_in_factory_state() -> None:
    with Fleet({"cameras": [camera("fresh", NEW, address="127.20.7.1")]}, network=NETWORK) as fleet:
        run = run_playbook([task("Look", "device_info")], fleet).succeeded()
        assert run.of("Look").result["camera"]["account"] == "none"
        assert fleet.camera("fresh").count("accounts_created") == 0
