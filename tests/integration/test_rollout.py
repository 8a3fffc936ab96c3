# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""playbooks/rollout.yml: every camera is named, canaries go first, failures stop it, and a second run takes what is left."""

from __future__ import annotations

from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, SITE, camera, configured
from .runs import ROOT, Run, run_playbook

ROLLOUT = ROOT / "playbooks" / "rollout.yml"
CLOSED = {"rollout_windows": [{"days": ["sun"], "from": "02:00", "to": "03:00"}]}
#: A Wednesday; the window of `night` opens on Sundays.
NOON = {"rollout_now": "2026-07-01T12:00+00:00"}
FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        # the first one of the play: what is done once for all must not need its password
        configured("vaultless", NEW, {"ansible_password": "{{ lookup('ansible.builtin.file', '/no/vault') }}"}),
        configured("north1", NEW, {"rollout_site": "north"}),
        configured("north2", NEW, {"rollout_site": "north"}),
        configured("north3", NEW, {"rollout_site": "north", "rollout_windows": "{{ north3_windows | default([]) }}"}),
        configured("south1", NEW, {"rollout_site": "south"}),
        camera("fresh", OLD, {"rollout_site": "north"}),
        configured("dead", OLD, faults={"dead": True}),
        {**configured("stranger", OLD), "account": {"name": "site-admin", "password": "Nobody5KnowsThis"}},
        configured("undecided", OLD, {"harden_ntp_server": ""}),
        configured("night", OLD, CLOSED),
        configured("timeless", OLD, {"rollout_windows": "{{ lookup('ansible.builtin.file', '/no/windows') }}"}),
    ],
}
IN_TROUBLE = {"dead", "stranger", "undecided", "vaultless", "timeless"}


def roll(fleet: Fleet, *arguments: str, **variables: Any) -> Run:
    return run_playbook(ROLLOUT, fleet, *arguments, variables={**NOON, **variables}, timeout=600)


def rows(run: Run, task: str = "Show what was done, and what was not") -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = run.of(task).result["cameras"]
    return found


def writes(fleet: Fleet) -> set[str]:
    return {name for name, counters in fleet.counters().items() if counters.get("writes")}


@pytest.mark.parametrize("mode", ["camera", "fleet"])
def test_canaries_first_then_waves_and_a_second_run_takes_only_what_is_left(fleet: Fleet, mode: str) -> None:
    run = roll(fleet, rollout_serial=1, harden_mode=mode)

    seen = rows(run, "Show what is to happen")
    assert [name for name, row in seen.items() if row["part"] == "canary"] == ["north1", "south1", "fresh"]
    assert [name for name, row in seen.items() if row["part"] == "wave"] == ["north2", "north3", "night"]
    ended = rows(run)
    assert {name for name, row in ended.items() if row["status"] == "done"} == {
        "north1", "north2", "north3", "south1", "fresh"
    }  # fmt: skip
    assert {name for name, row in ended.items() if row["status"] == "failed"} == IN_TROUBLE
    assert ended["night"]["status"] == "skipped"
    assert "sun 02:00-03:00 UTC" in ended["night"]["reason"]
    for name, words in {
        "dead": "nothing listens",
        "stranger": "refuses the password",
        "undecided": "harden_ntp_server",
        "vaultless": "/no/vault",
        "timeless": "/no/windows",
    }.items():
        assert words in ended[name]["reason"]
        assert run.recap[name]["failures"] == 1, "visible in the recap, and nobody is lost on the way"
    assert run.code == 2
    assert writes(fleet) == {"north1", "north2", "north3", "south1", "fresh"}
    chapters = [
        outcome.host
        for outcome in run.outcomes
        if outcome.task.endswith("Apply chapter 2, measures suitable to the users' environment")
    ]
    assert set(chapters[:3]) == {"north1", "south1", "fresh"}, "all canaries before the first wave"
    fleet.reset_counters()

    second = roll(fleet, rollout_now="2026-07-05T02:30+00:00", harden_mode=mode, north3_windows="at night")

    again = rows(second)
    assert list(again) == list(ended), "every camera, in the order of the inventory"
    assert {name for name, row in again.items() if row["status"] == "done"} == {"night"}
    in_trouble = {*IN_TROUBLE, "north3"}
    assert {name for name, row in again.items() if row["status"] == "failed"} == in_trouble
    assert "rollout_windows" in again["north3"]["reason"]
    assert {name for name, counts in second.recap.items() if counts["failures"]} == in_trouble
    assert {name for name, row in again.items() if row["status"] == "unchanged"} == set(ended) - in_trouble - {"night"}
    assert {row["model"] for row in again.values() if row["status"] != "failed"} == {NEW, OLD}
    assert again["south1"] == {**ended["south1"], "status": "unchanged", "part": "none", "changes": 0}
    assert writes(fleet) == {"night"}
    tasks = {name: len(second.host(name)) for name in again}
    if mode == "fleet":
        assert tasks["north2"] == tasks["south1"] == tasks["fresh"] == 0, "at the goal: no task of its own"
    assert tasks["night"] > 10
    # one look at what is at the goal; the camera that was changed was looked at in the preflight, and anew in its turn
    looks = {name: len(fleet.camera(name).requests()) for name in ("fresh", "night")}
    assert looks["night"] > 2 * looks["fresh"] > 0


def test_a_canary_that_fails_stops_it_and_everybody_else_is_named_as_skipped(fleet: Fleet) -> None:
    fleet.camera("south1").fault("ignore_write", ["all"])

    # tags choose parts of the role; canaries, waves and tables are the playbook's in each run
    run = roll(fleet, "--tags", "chapter1,chapter2")

    ended = rows(run)
    assert ended["south1"]["status"] == "failed"
    assert "did not carry them out" in ended["south1"]["reason"]
    for name in ("north2", "north3", "night"):
        assert ended[name]["status"] == "skipped"
        assert ended[name]["reason"] == "stopped: 1 of 3 canaries failed, allowed are 0"
        assert fleet.camera(name).count("writes") == 0
    assert "stopped: 1 of 3 canaries failed" in run.stdout


def test_check_mode_shows_the_whole_way_in_both_modes_alike_and_writes_nothing(fleet: Fleet) -> None:
    runs = [roll(fleet, "--check", harden_mode=mode) for mode in ("camera", "fleet")]

    ended = rows(runs[0])
    assert {row["status"] for name, row in ended.items() if name.startswith(("north", "south"))} == {"would change"}
    assert writes(fleet) == set()
    for task in ("Show what is to happen", "Show what was done, and what was not"):
        one, all_at_once = (run.of(task).result for run in runs)
        assert all_at_once["cameras"] == one["cameras"]
        assert all_at_once["lines"] == one["lines"]
