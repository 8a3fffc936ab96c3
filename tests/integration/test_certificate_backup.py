# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Backup and restore of the server certificate with its key, as cameras from before 2022 have it."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, configured
from .runs import run_playbook, task

FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured("old", OLD, onvif=False, certificate="self_signed"),
        configured("bare", OLD, onvif=False, certificate="none"),
        configured("new", NEW, onvif=False),
    ],
}
PASSWORD = "Box4Backup-certificates"


def options(path: Path, direction: str, **more: Any) -> dict[str, Any]:
    """Options for one direction."""
    return {"part": "certificates", direction: str(path), "encryption_password": PASSWORD, **more}


def server(fleet: Fleet, name: str) -> Any:
    """What is installed on the camera, key included."""
    return fleet.camera(name).state()["certificates"]["server"]


def test_it_is_taken_once_sealed_and_for_its_owner_only(fleet: Fleet, tmp_path: Path) -> None:
    path = tmp_path / "old.certificates"
    take = task("Take", "backup", options(path, "dest"))
    run = run_playbook([take, {**take, "name": "Again"}], fleet, limit="old").succeeded()
    assert run.of("Take").settings == ["certificate.backup"]
    assert not run.of("Again").changed
    assert b"PRIVATE KEY" not in path.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert json.loads(Path(f"{path}.json").read_text())["part"] == "certificates"
    assert fleet.camera("old").count("certificate_backups") == 1


def test_a_replacement_takes_certificate_and_key_over(fleet: Fleet, tmp_path: Path) -> None:
    path = tmp_path / "old.certificates"
    run_playbook([task("Take", "backup", options(path, "dest"))], fleet, limit="old").succeeded()
    back = task("Back", "backup", options(path, "src"))
    run = run_playbook([{**back, "name": "Look", "check_mode": True}, back], fleet, limit="bare").succeeded()
    assert run.of("Look").changed
    assert run.of("Back").settings == ["certificate.restore"]
    assert "served after the next restart" in run.of("Back").said
    assert server(fleet, "bare") == server(fleet, "old")


@pytest.mark.parametrize("damage", ["cut", "other part", "wrong password"])
def test_a_wrong_file_changes_nothing(fleet: Fleet, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "old.certificates"
    run_playbook([task("Take", "backup", options(path, "dest"))], fleet, limit="old").succeeded()
    more: dict[str, Any] = {}
    if damage == "cut":
        path.write_bytes(path.read_bytes()[:-1])
    elif damage == "other part":
        more = {"part": "settings"}
    else:
        more = {"encryption_password": "Another-5-password"}
    run = run_playbook([task("Back", "backup", options(path, "src", **more))], fleet, limit="bare")
    expected = {"cut": "file", "other part": "refused", "wrong password": "camera_answer"}[damage]
    assert run.of("Back").code == expected
    assert server(fleet, "bare") is None


def test_a_restore_that_the_camera_only_pretends_is_noticed(fleet: Fleet, tmp_path: Path) -> None:
    path = tmp_path / "old.certificates"
    run_playbook([task("Take", "backup", options(path, "dest"))], fleet, limit="old").succeeded()
    fleet.camera("bare").fault("ignore_write", ["certificate.restore"])
    run = run_playbook([task("Back", "backup", options(path, "src"))], fleet, limit="bare")
    assert run.of("Back").code == "not_effective"


def test_later_generations_have_no_such_page(fleet: Fleet, tmp_path: Path) -> None:
    take = options(tmp_path / "new.certificates", "dest")
    run = run_playbook(
        [task("Fail", "backup", take), task("Report", "backup", {**take, "on_unsupported": "report"})],
        fleet, limit="new",
    )  # fmt: skip
    assert run.of("Fail").code == "unsupported"
    assert run.of("Report").result["not_applicable"] == ["certificate.backup"]
    assert not (tmp_path / "new.certificates").exists()
