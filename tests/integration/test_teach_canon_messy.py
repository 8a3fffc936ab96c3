# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An older Canon camera is taught by somebody who works as people do: out of order, with slips, and with another tab open.

The recording is what another browser makes of it: HTTP/2, bodies in base64, logins that were over, entries as they ended, and two
files, one of them cut short. What is learned is right all the same; that such a profile proves and hardens shows test_teach_canon.py.
"""

from __future__ import annotations

import random
from typing import Any

import yaml

from . import recordings, teaching
from .fleets import NEW, OLD, SEED, configured
from .robot import Habits

SCHOOL = teaching.School(OLD, "canon_vb_pre2022", "messy")
OTHER = "other"
FLEET: dict[str, Any] = {
    "seed": SEED,
    "cameras": [*SCHOOL.cameras(certificate="self_signed")[:1], configured(OTHER, NEW)],
}


def test_a_messy_recording_teaches_the_same(fleet: Any) -> None:
    chance = random.Random(SEED)
    steps = SCHOOL.checklist(fleet)
    habits = Habits(chance, shuffles=True, mistypes=1.0, other_tab=teaching.base_of(fleet, OTHER))
    har, robot = SCHOOL.record(fleet, steps, "admin/", habits)
    assert robot.mistakes, SEED
    assert fleet.camera(OTHER).count("requests") > 0
    messy = recordings.read(har)
    recordings.with_http2(messy)
    recordings.with_base64(messy)
    recordings.with_sessions_over(messy, chance)
    recordings.shuffled(messy, chance)
    lesson, profile = SCHOOL.learn(fleet, recordings.in_two(messy, har.parent))
    # pages were done in another order: those without any text may stay open, and nothing else
    asked = [one for one in lesson["settings"] if one["state"] != "left_out"]
    left = {one["setting"]: one["state"] for one in asked if one["state"] != "learned"}
    assert set(left) <= teaching.without_texts(steps), (SEED, left)
    true = yaml.safe_load(fleet.profile(SCHOOL.guide).read_text(encoding="utf-8"))
    teaching.assert_none_wrong(profile, true, teaching.codes)
