# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""playbooks/rollout.yml: every camera is named, canaries go first, failures stop it, and a second run takes what is left."""

from __future__ import annotations

from typing import Any

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
        configured("north1", NEW, {"rollout_site": "north"}),
        configured("north2", NEW, {"rollout_site": "north"}),
        configured("north3", NEW, {"rollout_site": "north"}),
        configured("south1", NEW, {"rollout_site": "south"}),
        camera("fresh", OLD, {"rollout_site": "north"}),
        configured("dead", OLD, faults={"dead": True}),
        {**configured("stranger", OLD), "account": {"name": "site-admin", "password": "Nobody5KnowsThis"}},
        configured("undecided", OLD, {"harden_ntp_server": ""}),
        configured("night", OLD, CLOSED),
    ],
}
IN_TROUBLE = {"dead", "stranger", "undecided"}


def roll(fleet: Fleet, *arguments: str, **variables: Any) -> Run:
    return run_playbook(ROLLOUT, fleet, *arguments, variables={**NOON, **variables})


def rows(run: Run, task: str = "Show what was done, and what was not") -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = run.of(task).result["cameras"]
    return found


def writes(fleet: Fleet) -> set[str]:
    return {name for name, counters in fleet.counters().items() if counters.get("writes")}


def test_canaries_first_then_waves_and_a_second_run_takes_only_what_is_left(fleet: Fleet) -> None:
    run = roll(fleet, rollout_serial=1)

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

    again = rows(roll(fleet, rollout_now="2026-07-05T02:30+00:00"))

    assert {name for name, row in again.items() if row["status"] == "done"} == {"night"}
    assert {name for name, row in again.items() if row["status"] == "unchanged"} == set(ended) - IN_TROUBLE - {"night"}
    assert writes(fleet) == {"night"}


def test_a_canary_that_fails_stops_it_and_everybody_else_is_named_as_skipped(fleet: Fleet) -> None:
    fleet.camera("south1").fault("ignore_write", ["all"])

    run = roll(fleet)

    ended = rows(run)
    assert ended["south1"]["status"] == "failed"
    assert "did not carry them out" in ended["south1"]["reason"]
    for name in ("north2", "north3", "night"):
        assert ended[name]["status"] == "skipped"
        assert ended[name]["reason"] == "stopped: 1 of 3 canaries failed, allowed are 0"
        assert fleet.camera(name).count("writes") == 0
    assert "stopped: 1 of 3 canaries failed" in run.stdout


def test_check_mode_shows_the_whole_way_and_writes_nothing(fleet: Fleet) -> None:
    run = roll(fleet, "--check")

    ended = rows(run)
    assert {row["status"] for name, row in ended.items() if name.startswith(("north", "south"))} == {"would change"}
    assert writes(fleet) == set()
