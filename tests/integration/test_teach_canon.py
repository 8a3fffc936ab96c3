# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Canon cameras of both generations are taught from their Setting Pages: the codes are made up anew in each run."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from . import teaching
from .fleets import NEW, OLD, SEED

SCHOOLS = (teaching.School(NEW, "canon_vb_2022", "newer"), teaching.School(OLD, "canon_vb_pre2022", "older"))
#: Part A of the newer guide names [RTP], but the screen that it prints has no such row.
MISSING = {NEW: {"rtp_server.rtp"}, OLD: set()}
#: The older one makes its own certificate, where it has none that somebody needs.
FLEET: dict[str, Any] = {
    "seed": SEED,
    "cameras": [*SCHOOLS[0].cameras(), *SCHOOLS[1].cameras(certificate="none")],
}


@pytest.mark.parametrize("school", SCHOOLS, ids=lambda school: school.model)
def test_a_camera_is_taught_proven_and_hardened_with_nothing_else(fleet: Any, school: teaching.School) -> None:
    steps = school.checklist(fleet)
    har, robot = school.record(fleet, steps, "admin/")
    assert robot.missing == MISSING[school.model], SEED
    assert robot.without == set(), SEED
    lesson, profile = school.learn(fleet, [har])
    if lesson["signing_request"]:
        lesson, profile = school.learn_more(fleet, har, "admin/")
    teaching.assert_learned(lesson, robot.missing, school.guide)
    assert profile["profile_version"] == 1, SEED
    true = yaml.safe_load(fleet.profile(school.guide).read_text(encoding="utf-8"))
    teaching.assert_none_wrong(profile, true, teaching.codes)
    teaching.assert_operations(lesson, profile, true)
    proof = school.prove(fleet)
    assert set(teaching.RISKY) <= set(proof["proven"]), proof["not_proven"]
    school.harden_twice(fleet, **teaching.CERTIFICATE)
