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
from ansible_collections.netcam.hardening.plugins.module_utils._learning.sheets import BEACON, SHEETS
from ansible_collections.netcam.hardening.plugins.module_utils._learning.verdict import verdicts_of

from .makers import Camera, Canon, CanonSection, Form, FormBoxes, FormSparse, Json, JsonChanges, JsonLists, Person

NOW = datetime(2026, 11, 22, 10, 0)
MAKERS = (Canon, CanonSection, Json, JsonLists, JsonChanges, Form, FormSparse, FormBoxes)
SEEDS = range(2)


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


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("maker", MAKERS)
def test_pages_and_steps_in_another_order_and_slips_teach_nothing_wrong(
    maker: type[Camera], seed: int, tmp_path: Path
) -> None:
    steps = checklist(seed)
    camera = maker(steps, seed)
    person = Person(camera, steps, seed)
    person.shuffle_rounds = person.shuffle_sheets = True
    person.slip_every = 5
    person.follow()

    lesson = learn([steps], [written(tmp_path, camera)])

    good, asked = settings_learned(lesson)
    assert wrong(lesson, camera) == []
    assert len(good) >= 0.8 * len(asked), sorted(asked - good)


@pytest.mark.parametrize("left_out", ["ssl_tls", "access_and_log", "dot1x", "http_server"])
@pytest.mark.parametrize("shuffled", [False, True], ids=["in order", "shuffled"])
@pytest.mark.parametrize("maker", [Canon, JsonChanges, Form])
def test_a_page_that_was_left_out_is_not_made_up_from_another(
    maker: type[Camera], shuffled: bool, left_out: str, tmp_path: Path
) -> None:
    steps = checklist(7)
    camera = maker(steps, 7)
    person = Person(camera, steps, 7)
    person.leave_out = {left_out}
    person.shuffle_sheets = shuffled
    person.follow()

    lesson = learn([steps], [written(tmp_path, camera)])

    assert wrong(lesson, camera) == []
    done = {step.get("setting") for step in steps["steps"] if step["sheet"] != left_out}
    missing = {step["setting"] for step in steps["steps"] if step["sheet"] == left_out and step.get("setting")} - done
    good, _asked = settings_learned(lesson)
    assert not missing & good


@pytest.mark.parametrize("cut", [0.3, 0.6, 0.95])
@pytest.mark.parametrize("maker", [Canon, Json, Form])
def test_a_recording_that_is_cut_off_teaches_what_it_holds(maker: type[Camera], cut: float, tmp_path: Path) -> None:
    steps = checklist(3)
    camera = maker(steps, 3)
    Person(camera, steps, 3).follow()
    path = tmp_path / "cut.har"
    text = json.dumps(camera.browser.har())
    path.write_text(text[: int(len(text) * cut)])

    lesson = learn([steps], [str(path)])

    good, asked = settings_learned(lesson)
    assert wrong(lesson, camera) == []
    # a page that the cut goes through teaches little; the largest one has a quarter of the settings
    assert len(good) >= (cut - 0.3) * len(asked)
    assert any("cut off" in line for line in lesson.notes.lines)


@pytest.mark.parametrize("setting", ["network.max_packet_size", "rtp_server.rtsp_port", "http_server.https_port"])
@pytest.mark.parametrize("maker", [CanonSection, Json, Form])
def test_a_camera_that_has_a_number_of_the_checklist_already_is_no_trap(
    maker: type[Camera], setting: str, tmp_path: Path
) -> None:
    """Pages that send all their fields send it in the first round as well, where it marks nothing."""
    steps = checklist(5)
    camera = maker(steps, 5)
    camera.cells[setting].value = [step["marker"] for step in steps["steps"] if step.get("setting") == setting][-1]
    Person(camera, steps, 5).follow()

    lesson = learn([steps], [written(tmp_path, camera)])

    good, asked = settings_learned(lesson)
    assert wrong(lesson, camera) == []
    assert len(good) >= 0.95 * len(asked), sorted(asked - good)


@pytest.mark.parametrize("swap", [(1, 2), (2, 3), (1, 3), (3, 4), (1, 4), (2, 5), (4, 5), (1, 5), (5, 6)])
@pytest.mark.parametrize("maker", MAKERS)
def test_rounds_that_were_swapped_teach_nothing_wrong(
    maker: type[Camera], swap: tuple[int, int], tmp_path: Path
) -> None:
    """On every page that has both: whoever starts with the wrong round does all that it says, and then the other."""
    steps = checklist(sum(swap))
    camera = maker(steps, sum(swap))
    person = Person(camera, steps, sum(swap))
    person.swap = swap
    person.follow()

    lesson = learn([steps], [written(tmp_path, camera)])

    assert wrong(lesson, camera) == []


def test_rounds_in_another_order_are_named_as_the_reason(tmp_path: Path) -> None:
    steps = checklist(5)
    camera = Json(steps, 5)
    person = Person(camera, steps, 5)
    person.swap = (2, 4)
    person.follow()

    verdict = verdicts_of(learn([steps], [written(tmp_path, camera)]))["network.mdns"]

    assert verdict.state == "not seen"
    assert verdict.why == "the rounds of its page were not done in their order"


@pytest.mark.parametrize("swap", [None, (1, 2), (1, 3)])
@pytest.mark.parametrize("maker", [Canon, JsonChanges])
def test_positions_of_pages_whose_rounds_nothing_marks_stay_open(
    maker: type[Camera], swap: tuple[int, int] | None, tmp_path: Path
) -> None:
    """A camera without the field that marks the rounds: their order is only what the person says."""
    steps = checklist(8)
    camera = maker(steps, 8)
    person = Person(camera, steps, 8)
    person.swap, person.has_not = swap, {BEACON}
    person.follow()

    lesson = learn([steps], [written(tmp_path, camera)])

    assert wrong(lesson, camera) == []
    good, _asked = settings_learned(lesson)
    marked = {name for sheet in SHEETS if sheet.beacon for name, row in sheet.rows.items() if "v" not in row}
    assert not marked & good


def test_a_checklist_that_marks_no_round_leaves_positions_open_and_names_the_place(tmp_path: Path) -> None:
    """Checklists of earlier releases had pages without any marker."""
    steps = checklist(8)
    steps["steps"] = [step for step in steps["steps"] if (step["sheet"], step.get("setting")) != ("ssl_tls", BEACON)]
    camera = Canon(steps, 8)
    Person(camera, steps, 8).follow()

    found = learn([steps], [written(tmp_path, camera)]).findings["ssl_tls.https_policy"]

    assert found.state == "ambiguous"
    assert found.candidates == (f"GET /admin/-set- query {camera.cells['ssl_tls.https_policy'].place}",)
    assert "swapped" in found.why


@pytest.mark.parametrize(
    "setting", ["viewer.user_authentication", "date_time.method", "host_access.ipv4.apply", "network.mdns"]
)
def test_a_short_checklist_marks_its_rounds_as_well(setting: str, tmp_path: Path) -> None:
    steps = checklist(9, only=(setting,))
    camera = Canon(steps, 9)
    Person(camera, steps, 9).follow()

    lesson = learn([steps], [written(tmp_path, camera)])

    assert wrong(lesson, camera) == []
    assert setting in settings_learned(lesson)[0]
