# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the learner finds, held against the truth of made-up cameras: nearly all of it, and nothing wrong."""

from __future__ import annotations

import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import Request, make_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._learning.learner import Lesson, learn

from .makers import Camera, Canon, CanonSection, Form, Json, JsonChanges, Person

NOW = datetime(2026, 11, 22, 10, 0)
MAKERS = (Canon, CanonSection, Json, JsonChanges, Form)
SEEDS = range(3)


def checklist(seed: int = 1, family: str = "canon_vb_2022", **more: Any) -> dict[str, Any]:
    return make_checklist(Request(family, **more), random.Random(seed), NOW)


def written(tmp_path: Path, camera: Camera, name: str = "one.har") -> str:
    path = tmp_path / name
    path.write_text(json.dumps(camera.browser.har()))
    return str(path)


def wrong(lesson: Lesson, camera: Camera) -> list[str]:
    """Everything that is called learned and is not so."""
    slips = []
    for key, finding in lesson.findings.items():
        if finding.state != "learned" or key not in camera.cells:
            continue
        cell = camera.cells[key]
        if any(place.place.name != cell.place for place in finding.places):
            slips.append(f"{key} is {cell.place}, not {finding.places}")
        truth = cell.words or {word: word for word in finding.values}
        if any(truth[word] != value or type(truth[word]) is not type(value) for word, value in finding.values.items()):
            slips.append(f"{key} is {truth}, not {finding.values}")
    for setting, table in lesson.tables.items():
        if table.state != "learned":
            continue
        for column, pattern in table.columns.items():
            for row in (1, 2):
                key = f"{setting}[{row}].{column}" if column else _indexed(setting, row)
                if key in camera.cells and pattern.at(row).place.name != camera.cells[key].place:
                    slips.append(f"{key} is {camera.cells[key].place}, not {pattern}")
            values = table.values.get(column, {})
            truth = camera.cells[f"{setting}[1].{column}"].words if column else {}
            if any(truth[word] != value for word, value in values.items()):
                slips.append(f"{setting} {column} is {truth}, not {values}")
    return slips


def _indexed(setting: str, row: int) -> str:
    head, _dot, tail = setting.rpartition(".")
    return f"{head}[{row}].{tail}"


def settings_learned(lesson: Lesson) -> tuple[set[str], set[str]]:
    """Ids of settings that were learned, and of those that were asked for."""
    asked = {one.setting.id for one in lesson.expected.fields()} - {"backup.encryption_password"}
    good = set()
    for setting in asked:
        if setting in lesson.tables:
            if lesson.tables[setting].state == "learned":
                good.add(setting)
        elif lesson.findings.get(setting) and lesson.findings[setting].state == "learned":
            good.add(setting)
    return good, asked


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("maker", MAKERS)
def test_a_whole_checklist_teaches_nearly_everything_and_nothing_wrong(
    maker: type[Camera], seed: int, tmp_path: Path
) -> None:
    steps = checklist(seed)
    camera = maker(steps, seed)
    Person(camera, steps, seed).follow()

    lesson = learn([steps], [written(tmp_path, camera)])

    good, asked = settings_learned(lesson)
    assert wrong(lesson, camera) == []
    assert len(good) >= 0.95 * len(asked), sorted(asked - good)
