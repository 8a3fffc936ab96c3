# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A Canon camera of 2022 or later is taught from its Setting Page: the codes are made up anew in each run."""

from __future__ import annotations

import secrets
from typing import Any

import yaml

from . import teaching

MODEL, GUIDE = "VB-H47", "canon_vb_2022"
SEED = secrets.token_hex(4)
FLEET: dict[str, Any] = {"seed": SEED, "cameras": teaching.cameras(MODEL)}


def codes(setting: dict[str, Any]) -> dict[str, Any]:
    """Codes and spellings of a setting of a code map."""
    found: dict[str, Any] = {}
    for name, raw in setting.get("columns", {"": setting}).items():
        found[f"{name} code"] = raw["code"]
        found |= {f"{name} {word}": wire for word, wire in raw.get("values", {}).items()}
    return found


def test_a_camera_is_taught_proven_and_hardened_with_nothing_else(fleet: Any) -> None:
    steps = teaching.checklist(fleet, MODEL, GUIDE)
    har, robot = teaching.record(fleet, steps, "admin/")
    # part A of the guide names [RTP], but the screen that it prints has no such row
    assert robot.missing == {"rtp_server.rtp"}
    lesson, profile = teaching.learn(fleet, MODEL, GUIDE, [har])
    teaching.assert_learned(lesson, robot.missing)
    assert profile["profile_version"] == 1, SEED
    true = yaml.safe_load(fleet.profile(GUIDE).read_text(encoding="utf-8"))
    teaching.assert_none_wrong(profile, true, codes)
    proof = teaching.prove(fleet)
    assert set(teaching.RISKY) <= set(proof["proven"]), proof["not_proven"]
    teaching.harden_twice(fleet)
