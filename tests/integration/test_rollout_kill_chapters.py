# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The controller is killed while cameras get their certificates, and in chapter 2; the next rollout converges.

Two rollouts are killed at once. The cameras of the first fall silent at requests of the step that brings the certificate, those of
the second, whose chapter 1 is done, at requests of chapter 2: at some of all requests, one camera each.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, SITE, configured
from .openssl import verifies
from .passwords import Site
from .runs import HARDEN, ROOT
from .test_password_kill import kill, start

ROLLOUT = ROOT / "playbooks" / "rollout.yml"
#: In requests after the looks of preflight and wave.
POINTS = {"certificate": (1, 4, 7, 10, 13, 16), "chapter": (1, 4, 7, 10)}
CERTIFICATE = {
    "harden_https_policy": "https",
    "harden_certificate_source": "site_ca",
    "harden_ca_dir": "{{ inventory_dir }}/site-ca",
    "harden_ca_passphrase": "Authority8-passphrase-qz",
    "harden_certificate_key_on_controller": True,
    "ansible_netcam_scheme": "https",
    "ansible_netcam_initial_scheme": "http",
    "ansible_netcam_ca_path": "{{ inventory_dir }}/site-ca/ca.pem",
    "ansible_netcam_known_certificates": "{{ inventory_dir }}/known_certificates",
    "ansible_netcam_trust_on_first_use": True,
}
FLEET: dict[str, Any] = {
    "vars": {**SITE, "ansible_netcam_allow_clear_text": True},
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        configured(
            f"{group}-{number}",
            (NEW, OLD)[number % 2],
            CERTIFICATE if group == "certificate" else {},
            certificate="none",
        )
        for group, points in POINTS.items()
        for number in range(len(points))
    ],
}
GROUPS = {group: [f"{group}-{number}" for number in range(len(points))] for group, points in POINTS.items()}
NAMES = [name for names in GROUPS.values() for name in names]
#: One wave, all cameras at once.
AT_ONCE = {"rollout_canaries": 0, "rollout_serial": "100%"}


@pytest.fixture
def site(tmp_path: Path, fleet: Fleet) -> Site:
    return Site(tmp_path, fleet)


def looks(site: Site) -> dict[str, int]:
    """Requests of one look at the first two cameras of each group, which are of both models."""
    look = {
        "name": "Plan",
        "ansible.builtin.import_role": {"name": "netcam.hardening.harden"},
        "vars": {"harden_plan_only": True},
    }
    first = [name for names in GROUPS.values() for name in names[:2]]
    site.fleet.reset_counters()
    site.play([look], limit=",".join(first)).succeeded()
    return {name: len(site.fleet.camera(name).requests()) for name in first}


def test_killed_at_the_certificate_or_in_chapter_2_the_next_rollout_converges(site: Site) -> None:
    site.play(HARDEN, "--tags", "chapter1", limit=",".join(GROUPS["chapter"])).succeeded()
    counted = looks(site)
    site.fleet.reset_counters()
    for group, points in POINTS.items():
        for number, point in enumerate(points):
            camera = site.fleet.camera(f"{group}-{number}")
            camera.fault("stall_before", count=2 * counted[f"{group}-{number % 2}"] + point)
            camera.restart()
    patient = {**AT_ONCE, "ansible_netcam_timeout": 600}
    processes = {
        group: start(site, "--limit", ",".join(names), variables=patient, playbook=ROLLOUT, name=group)
        for group, names in GROUPS.items()
    }
    deadline = time.monotonic() + 600
    waiting = set(NAMES)
    while waiting:
        counters = site.fleet.counters()
        logs = {group: (site.folder / group / "log").read_text(encoding="utf-8") for group in GROUPS}
        for group, process in processes.items():
            assert process.poll() is None, logs[group]
        assert time.monotonic() < deadline, (waiting, logs)
        # one that took fewer requests than its point has got past the step
        waiting = {
            name for name in waiting
            if not counters[name].get("stalled") and f"changed: [{name}]" not in logs[name.partition("-")[0]]
        }  # fmt: skip
        time.sleep(0.1)
    for process in processes.values():
        kill(process)
    counters = site.fleet.counters()
    for names in GROUPS.values():
        silent = [name for name in names if counters[name].get("stalled")]
        assert len(silent) >= len(names) / 2, "most of the points are within the step"
        assert {bool(counters[name].get("writes")) for name in silent} == {True, False}, (
            "before and after the first write"
        )
    for name in NAMES:
        site.fleet.camera(name).fault("stall_before", False)

    again = site.play(ROLLOUT, variables=AT_ONCE).succeeded()

    ended = again.of("Show what was done, and what was not").result["cameras"]
    assert {row["status"] for row in ended.values()} <= {"done", "unchanged"}
    assert set(ended) == set(NAMES)
    addresses = {found["name"]: str(found["address"]) for found in site.fleet.cameras()}
    for name in GROUPS["certificate"]:
        assert verifies(addresses[name], site.inventory / "site-ca" / "ca.pem") == "ok", name
    assert all(site.fleet.camera(name).count("lockouts") == 0 for name in NAMES)
