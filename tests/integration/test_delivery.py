# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Results go to a place that the site names, once per run, from the controller, also when the run then fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from . import delivery
from .fleets import NEW, OLD, SITE, configured, password_of
from .runs import ROOT, Run, run_playbook

FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [configured("lobby", NEW), configured("gate", OLD)],
}
NAMES = ["lobby", "gate"]


@pytest.fixture
def store() -> Iterator[delivery.Place]:
    """A store that takes files."""
    with delivery.place() as found:
        yield found


def run(playbook: str, fleet: Fleet, store: delivery.Place, folder: Path, *arguments: str, **variables: Any) -> Run:
    kind = playbook.partition("_")[0]
    given = {
        f"{kind}_deliver_tasks": str(delivery.tasks(folder, f"{kind}_delivery")),
        "store_url": store.url,
        **variables,
    }
    path = ROOT / "playbooks" / f"{playbook}.yml"
    return run_playbook(path, fleet, *arguments, variables=given, timeout=600)


def delivered(ran: Run) -> list[str]:
    """Hosts whose tasks delivered."""
    return [outcome.host for outcome in ran.outcomes if outcome.task.endswith("Put each file into the store")]


def test_an_audit_delivers_result_and_reports_and_then_fails_for_what_it_found(
    fleet: Fleet, store: delivery.Place, tmp_path: Path
) -> None:
    formats = {"audit_report_formats": ["html", "csv"], "audit_minimum_score": 100}
    ran = run("audit", fleet, store, tmp_path, **formats)

    assert ran.code == 2
    assert "The audit is not good enough" in ran.outcomes[-1].msg
    assert sorted(name.partition(".")[2] for name in store.files) == ["csv", "html", "json"]
    result = json.loads(store.files["audit.json"])
    assert [camera["name"] for camera in result["cameras"]] == NAMES
    assert len(delivered(ran)) == 1
    assert not any(password_of(name).encode() in body for name in NAMES for body in store.files.values())

    store.taken.clear()
    store.closed = True
    again = run("audit_merge", fleet, store, tmp_path, **formats, audit_merge_files=[str(ran.folder / "audit.json")])

    assert again.code == 2
    failed = [outcome.task.split(" : ")[-1] for outcome in again.outcomes if outcome.status == "failed"]
    assert failed == ["Put each file into the store", "Fail when the fleet is not good enough"], "both are said"


def test_a_rollout_delivers_what_has_become_of_each_camera_though_one_has_failed(
    fleet: Fleet, store: delivery.Place, tmp_path: Path
) -> None:
    fleet.camera("gate").fault("dead")

    seen = run("rollout", fleet, store, tmp_path, "--check")
    assert store.taken == []
    assert seen.of("Show what was done, and what was not").result["dest"] is None
    ran = run("rollout", fleet, store, tmp_path, rollout_dest=str(tmp_path / "here" / "friday.json"))

    assert ran.code == 2
    assert ran.recap["gate"]["failures"] == 1
    (name, body), *rest = store.taken
    assert (name, rest) == ("friday.json", [])
    result = json.loads(body)
    assert {row["camera"]: row["status"] for row in result["cameras"]} == {"lobby": "done", "gate": "failed"}
    assert result["counts"] == {"done": 1, "failed": 1}
    assert (tmp_path / "here" / "friday.json").stat().st_mode & 0o777 == 0o600
