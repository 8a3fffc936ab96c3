# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The controller is killed in the middle of a wave, at each request of the task that changes the passwords; the next run converges."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE, configured, password_of
from .passwords import Site
from .runs import ROOT
from .test_password_kill import kill, start

ROLLOUT = ROOT / "playbooks" / "rollout.yml"
BEFORE = "Before7ChangeQz"
#: Requests of chapter 1 at which a camera falls silent, one camera each.
POINTS = 12
FLEET: dict[str, Any] = {
    "vars": {**SITE, "ansible_netcam_allow_clear_text": True},
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        {
            **configured(f"post-{number:02}", (NEW, OLD)[number % 2], {"ansible_netcam_initial_password": BEFORE}),
            "account": {"name": ADMIN, "password": BEFORE},
        }
        for number in range(POINTS)
    ],
}
NAMES = [entry["name"] for entry in FLEET["cameras"]]


@pytest.fixture
def site(tmp_path: Path, fleet: Fleet) -> Site:
    return Site(tmp_path, fleet)


def test_killed_at_any_request_of_a_wave_the_next_run_converges_and_no_password_is_lost(site: Site) -> None:
    look = {
        "name": "Plan",
        "ansible.builtin.import_role": {"name": "netcam.hardening.harden"},
        "vars": {"harden_plan_only": True},
    }
    site.play([look], limit=",".join(NAMES[:2])).succeeded()
    looks = {number % 2: len(site.fleet.camera(NAMES[number]).requests()) for number in range(2)}
    for number, name in enumerate(NAMES):
        # one look in the preflight, one in the wave
        site.fleet.camera(name).fault("stall_before", count=2 * looks[number % 2] + number)
        site.fleet.camera(name).restart()
    process = start(
        site, "-e", "rollout_canaries=0", "-e", "rollout_serial=100%", variables={"ansible_netcam_timeout": 600}, playbook=ROLLOUT
    )  # fmt: skip
    deadline = time.monotonic() + 600
    while not all(site.fleet.counters()[name].get("stalled") for name in NAMES):
        log = (site.folder / "killed/log").read_text(encoding="utf-8")
        assert process.poll() is None, log
        assert time.monotonic() < deadline, log
        time.sleep(0.1)
    kill(process)
    told = 0
    for name in NAMES:
        known = {BEFORE, *(entry["password"] for entry in site.recorded(name))}
        accepted = [password for password in known if site.fleet.camera(name).login_check(ADMIN, password)]
        assert len(accepted) == 1, name
        told += accepted == [password_of(name)]
        site.fleet.camera(name).fault("stall_before", False)
    assert 0 < told < len(NAMES), "some were killed before the camera was told, some after it"

    again = site.play(ROLLOUT, "-f", "6", variables={"rollout_canaries": 0, "rollout_serial": "100%"}).succeeded()

    ended = again.of("Show what was done, and what was not").result["cameras"]
    assert {row["status"] for row in ended.values()} == {"done"}
    for name in NAMES:
        assert site.fleet.camera(name).login_check(ADMIN, password_of(name))
        assert site.known(name)["pending"] == []
        assert site.known(name)["current"] == [password_of(name)]
        assert site.fleet.camera(name).count("lockouts") == 0
