# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A maker that does not exist is taught from nothing: another interface in each run, and sessions that end in the middle."""

from __future__ import annotations

from typing import Any

import yaml

from . import teaching
from .fleets import SEED
from .robot import Habits

SCHOOL = teaching.School("Acme Imaginary Dome 20", "canon_vb_2022", "acme")
FLEET: dict[str, Any] = {"seed": SEED, "cameras": SCHOOL.cameras(https=True, certificate="fleet_ca")}


def places(setting: dict[str, Any]) -> dict[str, Any]:
    """Where a setting stands in requests, and how it is spelled."""
    found: dict[str, Any] = {"first": setting["write"].get("first", 0)}
    columns = setting.get("columns", {"": {"write": setting["write"].get("at"), "values": setting.get("values", {})}})
    for name, raw in columns.items():
        found[f"{name} at"] = sorted(raw["write"].items())
        found |= {f"{name} {word}": wire for word, wire in raw.get("values", {}).items()}
    return found


def test_a_maker_that_nobody_knows_is_taught_proven_and_hardened(fleet: Any) -> None:
    studio = fleet.camera(SCHOOL.studio)
    steps = SCHOOL.checklist(fleet)
    habits = Habits(before_round=lambda number: studio.fault("session_expired") if number in (12, 31) else None)
    har, robot = SCHOOL.record(fleet, steps, "", habits)
    assert studio.count("sessions_expired") == 2
    assert robot.without == set(), SEED
    lesson, profile = SCHOOL.learn(fleet, [har])
    teaching.assert_learned(lesson, robot.missing, SCHOOL.guide)
    assert profile["profile_version"] == 2, SEED
    true = yaml.safe_load(fleet.profile("acme").read_text(encoding="utf-8"))
    teaching.assert_none_wrong(profile, true, places)
    teaching.assert_operations(lesson, profile, true)
    proof = SCHOOL.prove(fleet)
    # another port was written, the camera found there, and put back
    assert "http_server.http_port" in proof["proven"], proof["not_proven"]
    # over HTTP, as the certificate that HTTPS begins with is of another authority than the one that it gets
    SCHOOL.harden_twice(fleet, **teaching.CERTIFICATE, ansible_netcam_scheme="http", ansible_port=80)
