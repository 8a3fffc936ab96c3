# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A learned code map is proven on one camera by the playbook, and only then written by, on cameras of that kind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, SITE, configured
from .runs import ROOT, run_playbook, task

FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1, "onvif": False},
    "cameras": [configured("new", NEW), configured("old", OLD)],
}
PROVE = ROOT / "playbooks" / "prove_profile.yml"
#: [Use mDNS] waits for a restart on cameras before 2022 only.
FAMILY = {"new": "canon_vb_2022", "old": "canon_vb_pre2022"}


def learned(fleet: Fleet, name: str, tmp_path: Path) -> Path:
    """The emulator's own code map, as if it had been learned."""
    data = yaml.safe_load(fleet.profile(FAMILY[name]).read_text(encoding="utf-8"))
    path = tmp_path / "learned.yml"
    path.write_text(yaml.safe_dump({**data, "status": "unproven"}, sort_keys=False), encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["new", "old"])
def test_proven_on_one_camera_then_written_by(fleet: Fleet, tmp_path: Path, name: str) -> None:
    profile = learned(fleet, name, tmp_path)
    by_it = {"ansible_netcam_profile": str(profile)}
    wanted = task("Write", "log_notification", {"level": "errors"})
    before = fleet.camera(name).settings()

    refused = run_playbook([wanted], fleet, limit=name, variables=by_it).of("Write")
    assert refused.code == "refused"
    assert "never proven" in refused.msg
    assert fleet.camera(name).settings() == before

    run = run_playbook(
        PROVE,
        fleet,
        variables={
            "prove_camera": name,
            "prove_profile": str(profile),
            "prove_backup_dest": str(tmp_path / "backup.bin"),
            "prove_backup_password": "Backup-Pass-77-x",
            "prove_restart": True,
            "prove_probes": False,
            "prove_risky": ["http_server.http_port"],
        },
        timeout=600,
    ).succeeded()
    result = run.of("Write another value, read it back, put the old one back").result
    data = yaml.safe_load(profile.read_text(encoding="utf-8"))
    reasons = {item["setting"]: item["reason"] for item in result["not_proven"]}
    assert {"log_notification.level", "snmp_server.contact", "users.accounts", "network.dns.host_name"} <= set(
        result["proven"]
    )
    assert "http_server.http_port" in result["proven"], reasons
    assert "rtp_server.stream.multicast_port" in result["proven"], reasons
    assert "name it in risky" in reasons["http_server.auth_method"]
    assert set(result["proven"]) == {key for key, raw in data["settings"].items() if "proof" in raw}
    assert data["settings"]["log_notification.level"]["proof"]["model"] == result["profile"]["model"]
    assert {key: value for key, value in fleet.camera(name).settings().items() if value != before[key]} == {}
    assert (tmp_path / "backup.bin").stat().st_size
    assert sorted(path.name for path in tmp_path.iterdir()) == ["backup.bin", "learned.yml"]

    written = run_playbook([wanted], fleet, limit=name, variables=by_it).succeeded().of("Write")
    assert written.changed


def test_more_than_one_camera_is_refused(fleet: Fleet, tmp_path: Path) -> None:
    profile = learned(fleet, "new", tmp_path)
    run = run_playbook(PROVE, fleet, variables={"prove_camera": "cameras", "prove_profile": str(profile)})
    assert run.code != 0
    assert "a profile is proven on one at a time" in run.text
    assert fleet.camera("new").count("writes") == 0


def test_profiles_beside_the_inventory_are_found(fleet: Fleet, tmp_path: Path) -> None:
    """In its folder, or beside an inventory folder; one for another model is no error there."""
    inventory = yaml.safe_load(fleet.inventory.read_text(encoding="utf-8"))
    for group in inventory["cameras"]["children"].values():
        for host in group["hosts"].values():
            del host["ansible_netcam_profile"]
    site = tmp_path / "site"
    site.mkdir()
    (site / "hosts.yml").write_text(yaml.safe_dump(inventory), encoding="utf-8")
    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "notes.yml").write_text("about: these profiles\n", encoding="utf-8")
    (tmp_path / "profiles" / "one.yml").write_text(
        fleet.profile("canon_vb_2022").read_text(encoding="utf-8"), encoding="utf-8"
    )

    run = run_playbook([task("Read", "device_info")], fleet, inventory=site).succeeded()

    drivers = {name: run.of("Read", name).result["camera"]["driver"] for name in FAMILY}
    assert drivers == {"new": "canon", "old": None}
    none = run_playbook(
        [task("Read", "device_info")], fleet, inventory=site, limit="new", variables={"ansible_netcam_profile": None}
    )
    assert none.of("Read").result["camera"]["driver"] is None
