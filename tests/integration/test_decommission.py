# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cameras are taken out of service: only those that are named with their address, and with proof."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE, configured, password_of
from .runs import ROOT, Run, run_playbook

PLAYBOOK = ROOT / "playbooks" / "decommission.yml"
FLEET = {
    "vars": {**SITE, "harden_backup_password": "Backup6Password"},
    "defaults": {"restart_seconds": 0.1},
    "cameras": [configured("new", NEW), configured("old", OLD), configured("kept", NEW), configured("gone", OLD)],
}


def addresses(fleet: Fleet, *names: str) -> dict[str, str]:
    """What an operator reads off the inventory."""
    return {entry["name"]: entry["address"] for entry in fleet.cameras() if entry["name"] in names}


def confirmed(fleet: Fleet, *names: str) -> str:
    """As a survey or a command line has it."""
    return " ".join(f"{name}={address}" for name, address in addresses(fleet, *names).items())


def decommission(fleet: Fleet, confirm: Any, *arguments: str, **variables: Any) -> Run:
    """Run the playbook."""
    return run_playbook(PLAYBOOK, fleet, *arguments, variables={"decommission_confirm": confirm, **variables})


@pytest.mark.parametrize("confirm", ["", "all", "new={new} old={new}", "new={new} unknown={old}", {"new": "old"}])
def test_without_name_and_address_of_each_camera_nothing_is_touched(fleet: Fleet, confirm: Any) -> None:
    """One mistake, and none of them is erased; a limit, under which Ansible leaves out localhost, does not lift the check."""
    if isinstance(confirm, str):
        confirm = confirm.format(**addresses(fleet, "new", "old"))
    run = decommission(fleet, confirm, "--limit", "new,old,kept")
    assert run.code != 0
    assert "Nothing was done" in run.text
    assert all(fleet.camera(name).requests() == [] for name in ("new", "old", "kept"))


def test_the_named_cameras_are_erased_and_it_is_proven_and_noted(fleet: Fleet, tmp_path: Path) -> None:
    """With a last backup; a camera that is not named, or not there, is not erased, and the latter is said."""
    fleet.camera("gone").fault("dead")
    record = tmp_path / "record.json"
    run = decommission(
        fleet,
        confirmed(fleet, "new", "old", "gone"),
        decommission_backup_dir=str(tmp_path),
        decommission_dest=str(record),
    )
    assert run.code != 0, "one of them was not there"
    for name in ("new", "old"):
        assert not fleet.camera(name).login_check(ADMIN, password_of(name))
        assert fleet.camera(name).count("initialisations") == 1
        assert (tmp_path / f"{name}.last").stat().st_size > 0
    assert fleet.camera("kept").requests() == []
    noted = {entry["camera"]: entry for entry in json.loads(record.read_text(encoding="utf-8"))}
    assert {name: (entry["erased"], entry["proven"]) for name, entry in noted.items()} == {
        "new": ("yes", True), "old": ("yes", True), "gone": ("no", False),
    }  # fmt: skip
    assert noted["old"]["seen"] == "no account"
    assert "connection is refused" in noted["gone"]["message"]
    assert run.recap["gone"]["failures"] == 1
    assert record.stat().st_mode & 0o777 == 0o600


def test_check_mode_and_a_second_run_erase_nothing(fleet: Fleet) -> None:
    """Before, it says what would be done; afterwards, that it was done already."""
    look = decommission(fleet, addresses(fleet, "new"), "--check").succeeded()
    assert look.of("Note the outcome").result["ansible_facts"]["decommission_record"]["erased"] == "would be"
    assert fleet.camera("new").count("initialisations") == 0
    decommission(fleet, addresses(fleet, "new")).succeeded()
    again = decommission(fleet, addresses(fleet, "new")).succeeded()
    assert again.of("Note the outcome").result["ansible_facts"]["decommission_record"]["erased"] == "was already"
    assert fleet.camera("new").count("initialisations") == 1
    assert not [outcome for outcome in again.outcomes if outcome.changed]


def test_without_the_backup_that_was_asked_for_a_camera_is_not_erased(fleet: Fleet, tmp_path: Path) -> None:
    """Its settings would be lost."""
    run = decommission(fleet, confirmed(fleet, "old"), decommission_backup_dir=str(tmp_path / "missing"))
    assert run.code != 0
    assert fleet.camera("old").count("initialisations") == 0
    assert "not erased" in run.of("Fail for a camera").msg
