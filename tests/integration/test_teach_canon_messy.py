# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""An older Canon camera is taught by somebody who works as people do: out of order, with slips, and with another tab open.

The recording is what another browser makes of it: HTTP/2, bodies in base64, entries as they ended, and two files, one cut short.
"""

from __future__ import annotations

import random
import secrets
from typing import Any

import yaml

from . import recordings, teaching
from .fleets import configured
from .robot import Habits
from .test_teach_canon import codes

MODEL, GUIDE = "VB-M44", "canon_vb_pre2022"
SEED = secrets.token_hex(4)
FLEET: dict[str, Any] = {
    "seed": SEED,
    "cameras": [*teaching.cameras(MODEL), configured(teaching.OTHER, "VB-H47", restart_seconds=0.1)],
}


def test_a_messy_recording_teaches_the_same(fleet: Any) -> None:
    chance = random.Random(SEED)
    steps = teaching.checklist(fleet, MODEL, GUIDE)
    habits = Habits(chance, shuffles=True, mistypes=0.3, other_tab=teaching.base_of(fleet, teaching.OTHER))
    har, robot = teaching.record(fleet, steps, "admin/", habits)
    assert robot.mistakes, SEED
    messy = recordings.read(har)
    recordings.with_http2(messy)
    recordings.with_base64(messy)
    recordings.shuffled(messy, chance)
    files = recordings.in_two(messy, har.parent)
    lesson, profile = teaching.learn(fleet, MODEL, GUIDE, files)
    teaching.assert_learned(lesson, robot.missing)
    true = yaml.safe_load(fleet.profile(GUIDE).read_text(encoding="utf-8"))
    teaching.assert_none_wrong(profile, true, codes)
    teaching.prove(fleet)
    teaching.harden_twice(fleet)
