# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All cameras in one task, and camera by camera: on the same cameras, the same results, message by message."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE, camera, configured, conformant
from .runs import HARDEN, ROOT, Outcome, Run, play, run_playbook

CLEAR = {"ansible_netcam_allow_clear_text": True}
TLS = {"https": True, "certificate": "fleet_ca", "settings": {"ssl_tls.https_policy": "https"}}
FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        # run_once takes the first camera of the play: it is the dead one
        configured("dead", NEW, faults={"dead": True}),
        configured("compliant-new", NEW, **TLS),
        configured("compliant-old", OLD, **TLS),
        camera("factory", NEW, CLEAR, state="no_account"),
        configured("differing", OLD, **TLS),
        {**configured("stranger", OLD), "account": {"name": ADMIN, "password": "Nobody5KnowsThis"}},
        configured("bad-value", NEW, {"harden_http_port": 70000}, **TLS),
        configured("bad-type", NEW, {"ansible_netcam_timeout": -1}, **TLS),
        configured("undecided", NEW, {"harden_rtp": None}, **TLS),
        configured("untemplated", NEW, {"harden_ntp_server": "{{ nobody_defined_this }}"}, **TLS),
        configured("unmapped", NEW, {"ansible_netcam_profile": None}, onvif=False, **TLS),
        configured("ipro", "WV-SBV131M", CLEAR, profile=True),
        conformant("onvif", CLEAR),
    ],
}
NAMES = [entry["name"] for entry in FLEET["cameras"]]
COMPLIANT = ["compliant-new", "compliant-old"]
#: of the first camera of the play, but for all
FLEET_TASKS = ("Look at all cameras in one task", "Remember which cameras are left")
PLAN = "netcam.hardening.harden : Plan what is to be changed"


@dataclass
class Both:
    """The plan for the same cameras, made in both ways, with what each camera counted."""

    one: Run
    fleet: Run
    one_counts: dict[str, dict[str, int]]
    fleet_counts: dict[str, dict[str, int]]


def role(**keywords: Any) -> dict[str, Any]:
    return {"ansible.builtin.import_role": {"name": "netcam.hardening.harden", **keywords}}


def written(folder: Path, *plays: dict[str, Any]) -> Path:
    path = folder / "plays.yml"
    path.write_text(json.dumps(plays), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def both(running: Fleet, tmp_path_factory: pytest.TempPathFactory) -> Both:
    run_playbook(HARDEN, running, limit=",".join(COMPLIANT)).succeeded()
    running.reset_counters()
    one = run_playbook(play([role()]), running, "--check", "--diff")
    one_counts = running.counters()
    running.reset_counters()
    # the second play takes all cameras, so that the whole results of those at the goal are seen as well
    plays = written(tmp_path_factory.mktemp("plays"), play([role(tasks_from="fleet")]), play([role()]))
    fleet = run_playbook(plays, running, "--check", "--diff", variables={"harden_mode": "fleet"})
    return Both(one, fleet, one_counts, running.counters())


def last(run: Run, name: str) -> Outcome:
    """The task that ended a camera's way, or its plan."""
    mine = [outcome for outcome in run.host(name) if outcome.task.split(" : ")[-1] not in FLEET_TASKS]
    return next((outcome for outcome in mine if outcome.task == PLAN), mine[-1])


@pytest.mark.parametrize("name", NAMES)
def test_the_result_is_the_same_in_both_modes(both: Both, name: str) -> None:
    one, fleet = last(both.one, name), last(both.fleet, name)
    assert (fleet.task, fleet.status, fleet.msg) == (one.task, one.status, one.msg)
    # the clocks of the cameras go on between two runs
    for outcome in (one, fleet):
        (outcome.result.get("camera") or {}).pop("clock_drift", None)
    assert fleet.result == one.result
    assert fleet.warnings == one.warnings


def test_the_cameras_are_what_the_comparison_needs(both: Both) -> None:
    """Each kind of result is there."""
    found = {name: (last(both.one, name).status, last(both.one, name).code) for name in NAMES}
    assert found["dead"] == ("unreachable", None)
    assert found["stranger"] == ("unreachable", None)
    assert found["bad-value"] == ("failed", "invalid_value")
    assert found["bad-type"] == ("failed", "invalid_value")
    for name in ("undecided", "untemplated"):
        assert found[name][0] == "failed"
    results = {name: last(both.one, name).result for name in ("factory", "differing", "ipro", "onvif", *COMPLIANT)}
    assert all(result["changes"] for name, result in results.items() if name not in COMPLIANT)
    assert not any(results[name]["changes"] for name in COMPLIANT)


@pytest.mark.parametrize("name", [name for name in NAMES if name != "dead"])
def test_a_camera_is_asked_once_and_the_same_questions(both: Both, name: str) -> None:
    """The task with one camera that follows takes what is known; nothing is written in either mode."""
    asked = ("requests", "connections", "logins", "logins_failed", "writes")
    one, fleet = both.one_counts[name], both.fleet_counts[name]
    assert {key: fleet.get(key, 0) for key in asked} == {key: one.get(key, 0) for key in asked}
    assert fleet.get("writes", 0) == 0


def test_the_fleet_task_tells_few_things_of_each_camera_and_fails_for_none(both: Both) -> None:
    task = next(outcome for outcome in both.fleet.outcomes if outcome.action == "netcam.hardening.fleet")
    assert task.status == "ok"
    statuses = {name: found["status"] for name, found in task.result["results"].items()}
    assert statuses == {
        "dead": "unreachable", "stranger": "unreachable", "compliant-new": "compliant", "compliant-old": "compliant",
        "factory": "changes", "differing": "changes", "ipro": "changes", "onvif": "changes", "unmapped": "manual only",
        "bad-value": "failed", "bad-type": "failed", "undecided": "failed", "untemplated": "failed",
    }  # fmt: skip
    assert all(len(json.dumps(found)) < 1000 for found in task.result["results"].values())
    assert sorted(task.result["left"]) == sorted(name for name in NAMES if name not in ("compliant-old", "unmapped"))


def test_no_secret_is_in_what_the_fleet_task_tells(both: Both) -> None:
    told = json.dumps([outcome.result for outcome in both.fleet.outcomes], default=str) + both.fleet.text
    for entry in FLEET["cameras"]:
        # Ansible itself quotes the lines of the inventory around an undefined variable
        if entry["name"] != "untemplated":
            assert entry["vars"]["ansible_password"] not in told


def test_the_playbook_in_fleet_mode_hardens_what_differs_and_names_every_camera(running: Fleet, both: Both) -> None:
    running.reset_counters()
    run = run_playbook(HARDEN, running, variables={"harden_mode": "fleet"})
    assert run.code != 0
    assert {name for name, row in run.recap.items() if row["unreachable"]} == {"dead", "stranger"}
    failed = {"bad-value", "bad-type", "undecided", "untemplated"}
    assert {name for name, row in run.recap.items() if row["failures"]} == failed
    # one of the cameras at the goal stands in for all of them; the others had no task
    assert [name for name in (*COMPLIANT, "unmapped") if name in run.recap] == ["compliant-new"]
    assert "writes" not in {
        key for name in COMPLIANT for key, number in running.camera(name).counters().items() if number
    }
    table = run.of("Show what was changed, and what stayed manual").result["cameras"]
    assert {row["camera"]: row["status"] for row in table} == {
        **dict.fromkeys(["dead", "stranger", *failed], "failed"), **dict.fromkeys(COMPLIANT, "compliant"),
        **dict.fromkeys(["factory", "differing", "ipro", "onvif"], "hardened"), "unmapped": "manual only",
    }  # fmt: skip


def test_a_second_run_in_fleet_mode_is_one_session_for_each_camera(running: Fleet, both: Both) -> None:
    good = [*COMPLIANT, "factory", "differing", "ipro", "onvif"]
    running.reset_counters()
    run = run_playbook(HARDEN, running, variables={"harden_mode": "fleet"}, limit=",".join(good)).succeeded()
    assert {outcome.host for outcome in run.outcomes} <= {"compliant-new", "localhost"}
    for name in good:
        counted = running.camera(name).counters()
        assert counted.get("writes", 0) == 0
        assert counted.get("logins_failed", 0) == 0


def test_few_cameras_are_planned_one_by_one(running: Fleet, both: Both) -> None:
    """By default; so every camera has its lines in the output."""
    run = run_playbook(HARDEN, running, "--check", limit=",".join(COMPLIANT)).succeeded()
    assert set(run.recap) == set(COMPLIANT)
    task = next(outcome for outcome in run.outcomes if outcome.action == "netcam.hardening.fleet")
    assert task.result["mode"] == "camera"


# -- audit -----------------------------------------------------------------------------------------------------------------


def audited(fleet: Fleet, mode: str, folder: Path) -> tuple[Run, dict[str, Any]]:
    """One audit; its result file without what tells two runs apart."""
    path = folder / f"{mode}.json"
    given = {
        "audit_mode": mode,
        "audit_dest": str(path),
        "audit_report_dest": "",
    }
    run = run_playbook(ROOT / "playbooks" / "audit.yml", fleet, variables=given, limit=",".join(AUDITED))
    assert path.exists(), run.text
    result = json.loads(path.read_text(encoding="utf-8"))
    del result["generated"]
    return run, result


AUDITED = ["dead", "compliant-new", "compliant-old", "stranger", "onvif", "ipro"]


def test_the_audit_is_the_same_in_both_modes(running: Fleet, both: Both, tmp_path: Path) -> None:
    one, expected = audited(running, "camera", tmp_path)
    fleet, found = audited(running, "fleet", tmp_path)
    assert (fleet.code, one.code) == (0, 0)
    for mine, theirs in zip(found["cameras"], expected["cameras"], strict=True):
        for entry in (mine, theirs):
            # drift of clocks, days until a certificate expires, free-running counters: what is seen differs in its last digit
            for result in entry["results"]:
                result["evidence"] = len(result["evidence"])
            for moment in ("audited", "generated", "at"):
                entry.pop(moment, None)
        assert mine == theirs
    assert {name: row["ignored"] for name, row in fleet.recap.items() if row["ignored"]} == {"dead": 1}
    assert set(fleet.recap) <= {"dead", "compliant-new", "stranger"}
