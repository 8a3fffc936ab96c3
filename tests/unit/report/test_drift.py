# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What has changed since the run before, and which run that is."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._audit.result import write_result
from ansible_collections.netcam.hardening.plugins.module_utils._audit.words import RESULTS
from ansible_collections.netcam.hardening.plugins.module_utils._report.drift import direction, drift
from ansible_collections.netcam.hardening.plugins.module_utils._report.history import find_previous

from .fleets import camera, certificate, fleet, gone, run

ROOT = Path(__file__).resolve().parents[3]
VALIDATOR = jsonschema.Draft202012Validator(
    json.loads((ROOT / "docs" / "schemas" / "audit-1.json").read_text(encoding="utf-8"))
)


def test_one_setting_is_one_change() -> None:
    """On one camera, with what is seen now; the others are not named."""
    before = run(camera("lobby"), camera("yard"), days=-1)
    after = run(camera("lobby"), camera("yard", {"NC-2.19": "fail"}))
    found = drift(before, after)
    VALIDATOR.validate({**after, "drift": found})
    assert (found["worse"], found["better"], found["other"]) == (1, 0, 0)
    [change] = found["changes"]
    assert change.pop("seen").startswith("unused is fail")
    assert change == {"camera": "yard", "control": "NC-2.19", "before": "pass", "after": "fail", "direction": "worse"}
    assert found["facts"] == found["added"] == found["missing"] == []
    assert found["score"] < found["score_before"] == 100.0


def test_nothing_is_different_between_a_run_and_itself() -> None:
    """However many cameras."""
    found = drift(fleet(50, days=-7), fleet(50))
    assert (found["changes"], found["facts"], found["added"], found["missing"]) == ([], [], [], [])


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("pass", "fail", "worse"),
        ("waived", "fail", "worse"),
        ("manual", "fail", "worse"),
        ("pass", "unknown", "worse"),
        ("pass", "manual", "worse"),
        ("fail", "pass", "better"),
        ("manual", "pass", "better"),
        ("unknown", "pass", "better"),
        ("fail", "not_applicable", "better"),
        ("fail", "waived", "other"),
        ("fail", "unknown", "other"),
        ("unknown", "manual", "other"),
        ("pass", "not_applicable", "other"),
    ],
)
def test_for_the_worse_or_for_the_better(before: str, after: str, says: str) -> None:
    """What stops to be proven is worse; a waiver mends nothing."""
    assert direction(before, after) == says


@pytest.mark.parametrize("word", RESULTS)
def test_no_change_is_for_the_better_both_ways(word: str) -> None:
    """What is worse one way is never worse back, nor better twice, but for what fails in both."""
    for other in set(RESULTS) - {word}:
        assert {direction(word, other), direction(other, word)} != {"better"}
        assert {direction(word, other), direction(other, word)} != {"worse"}


def test_a_camera_that_is_gone_is_one_fact_and_not_sixty_changes() -> None:
    """And when it is back, too."""
    there, away = run(camera("lobby"), days=-1), run(gone("lobby"))
    assert drift(there, away)["changes"] == []
    assert drift(there, away)["facts"] == [{"camera": "lobby", "what": "reached", "before": "yes", "after": "no"}]
    assert drift(away, there)["facts"] == [{"camera": "lobby", "what": "reached", "before": "no", "after": "yes"}]


def test_cameras_that_came_and_went() -> None:
    """By name."""
    found = drift(run(camera("lobby"), days=-1), run(camera("yard")))
    assert (found["added"], found["missing"]) == (["yard"], ["lobby"])


def test_firmware_and_certificate_are_facts_and_the_days_left_are_none() -> None:
    """A certificate that is a week older is the same one."""
    before = run(camera("lobby", certificate=certificate(300)), days=-7)
    after = run(camera("lobby", certificate={**certificate(300), "days_left": 293}))
    assert drift(before, after)["facts"] == []
    after = run(camera("lobby", firmware="1.3.1", certificate=certificate(365)))
    assert [fact["what"] for fact in drift(before, after)["facts"]] == ["firmware", "certificate"]
    unread = run(camera("lobby", firmware=None, model=None, access="probes"))
    assert [fact["what"] for fact in drift(before, unread)["facts"]] == ["access"]


def test_controls_of_one_run_only_are_not_compared() -> None:
    """Another level is no drift."""
    before = run(camera("lobby", level="entry"), level="entry", days=-1)
    assert drift(before, run(camera("lobby")))["changes"] == []
    assert drift(run(camera("lobby"), days=-1), run(camera("lobby", level="entry"), level="entry"))["changes"] == []


# -- the run before ----------------------------------------------------------------------------------------------------------


def save(folder: Path, name: str, result: dict[str, Any]) -> str:
    write_result(str(folder / name), result)
    return str(folder / name)


def found(result: dict[str, Any], *folders: Path, src: str = "") -> str | None:
    pair = find_previous(result, map(str, folders), [src] if src else [])
    return None if pair is None else Path(pair[0]).name


def test_the_newest_older_run_is_the_run_before(tmp_path: Path) -> None:
    """Whatever the files are called, and whatever else is there."""
    for days in (-9, -2, -5, 1):
        save(tmp_path, f"{-days}.json", run(camera("lobby"), days=days))
    now = run(camera("lobby"))
    own = save(tmp_path, "now.json", now)
    (tmp_path / "other.json").write_text('{"a": 1}', encoding="utf-8")
    (tmp_path / "binary.json").write_bytes(bytes(range(256)))
    (tmp_path / "folder.json").mkdir()
    assert found(now, tmp_path, src=own) == "2.json"
    assert found(now, tmp_path / "nowhere") is None


def test_runs_of_other_cameras_or_levels_are_passed_over(tmp_path: Path) -> None:
    """One folder may hold the audits of several sites."""
    save(tmp_path, "mine.json", run(camera("lobby"), days=-9))
    save(tmp_path, "site.json", run(camera("yard"), days=-1))
    save(tmp_path, "level.json", run(camera("lobby", level="strict"), level="strict", days=-2))
    assert found(run(camera("lobby")), tmp_path) == "mine.json"


def test_a_damaged_file_is_passed_over(tmp_path: Path) -> None:
    """A report must not fail because of last month's."""
    save(tmp_path, "good.json", run(camera("lobby"), days=-9))
    damaged: Any = copy.deepcopy(run(camera("lobby"), days=-1))
    damaged["cameras"][0]["results"] = "none"
    save(tmp_path, "damaged.json", damaged)
    text = (tmp_path / "good.json").read_text(encoding="utf-8")
    (tmp_path / "cut.json").write_text(text.replace("11-13", "11-20")[:-100], encoding="utf-8")
    assert found(run(camera("lobby")), tmp_path) == "good.json"
