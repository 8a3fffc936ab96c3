# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Maintenance windows, canaries, and when a rollout stops."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._rollout import (
    Camera,
    preflight,
    record,
    result,
    stop_reason,
    table,
    wave,
)
from ansible_collections.netcam.hardening.plugins.module_utils._windows import closed, windows_of

#: A Wednesday.
NOON = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
LIMITS: dict[str, Any] = {
    "canary": False, "canaries": 1, "max_canary_failures": 0, "max_failures": None, "max_fail_percentage": 10.0
}  # fmt: skip


def is_open(window: Any, moment: str) -> bool:
    return not closed(windows_of(window), datetime.fromisoformat(moment))


# -- windows -------------------------------------------------------------------------------------------------------

NIGHT = {"days": ["sat"], "from": "22:00", "to": "04:00", "time_zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-07-04T19:59+00:00", False),  # Saturday 21:59 there
        ("2026-07-04T20:00+00:00", True),  # 22:00
        ("2026-07-05T01:59+00:00", True),  # Sunday 03:59: the window of Saturday
        ("2026-07-05T02:00+00:00", False),  # 04:00 is after it
        ("2026-07-05T20:30+00:00", False),  # Sunday 22:30: Sunday has none
        ("2026-07-03T23:30+00:00", False),  # Saturday 01:30: Friday has none
        ("2026-01-10T21:00+00:00", True),  # in winter 22:00 is an hour later
        ("2026-01-10T20:30+00:00", False),
    ],
)
def test_a_window_over_midnight_belongs_to_the_day_on_which_it_begins(moment: str, expected: bool) -> None:
    assert is_open([NIGHT], moment) is expected


def test_when_the_clock_goes_forward_the_skipped_hour_is_no_hour() -> None:
    """29 March 2026, Berlin: 01:59 is followed by 03:00."""
    window = {"from": "02:00", "to": "03:00", "time_zone": "Europe/Berlin"}
    assert not is_open([window], "2026-03-29T00:59+00:00")
    assert not is_open([window], "2026-03-29T01:00+00:00")
    assert is_open([{**window, "to": "04:00"}], "2026-03-29T01:00+00:00")


def test_when_the_clock_goes_back_the_hour_that_comes_twice_is_in_the_window_twice() -> None:
    """25 October 2026, Berlin: 02:30 comes at 00:30 and at 01:30 UTC."""
    window = {"days": "sunday", "from": "02:00", "to": "03:00", "time_zone": "Europe/Berlin"}
    assert is_open([window], "2026-10-25T00:30+00:00")
    assert is_open([window], "2026-10-25T01:30+00:00")
    assert not is_open([window], "2026-10-25T02:00+00:00")


def test_one_open_window_of_several_is_enough_and_none_at_all_is_always_open() -> None:
    assert is_open([NIGHT, {"from": "11:00", "to": "13:00"}], NOON.isoformat())
    assert is_open([], NOON.isoformat())
    assert is_open([{"from": "00:00", "to": "24:00", "days": ["wed"]}], NOON.isoformat())
    assert is_open([{"from": "05:00", "to": "05:00", "days": ["tue"]}], "2026-07-01T04:59+00:00")


def test_times_without_quotes_are_what_was_meant() -> None:
    assert is_open(yaml.safe_load("[{from: 11:30, to: 12:30}]"), NOON.isoformat())
    assert not is_open(yaml.safe_load("[{from: 12:30, to: 13:30}]"), NOON.isoformat())


def test_a_closed_window_is_named_with_the_time_there() -> None:
    assert closed(windows_of([NIGHT]), NOON) == (
        "outside its maintenance window (sat 22:00-04:00 Europe/Berlin): it is wed 14:00 there"
    )


@pytest.mark.parametrize(
    "window",
    [
        "22:00-04:00", [5], [{}], [{"from": "22:00"}], [{"from": "22:00", "to": "25:00"}], [{"from": "24:00", "to": "04:00"}],
        [{"from": "2200", "to": "04:00"}], [{"from": "22:60", "to": "04:00"}], [{"from": -1, "to": 5}], [{"from": True, "to": 5}],
        [{"from": "1:00", "to": "2:00", "days": []}], [{"from": "1:00", "to": "2:00", "days": ["someday"]}],
        [{"from": "1:00", "to": "2:00", "days": 7}], [{"from": "1:00", "to": "2:00", "time_zone": "Mars/Base"}],
        [{"from": "1:00", "to": "2:00", "time_zone": "../../etc/passwd"}], [{"from": "1:00", "to": "2:00", "zone": "UTC"}],
    ],
)  # fmt: skip
def test_a_window_that_makes_no_sense_is_refused(window: Any) -> None:
    with pytest.raises(InvalidValue) as caught:
        windows_of(window)
    assert "Example" in str(caught.value.hint)


# -- who goes when -------------------------------------------------------------------------------------------------


def camera(name: str, model: str = "VB-H47", changes: int = 2, **more: Any) -> Camera:
    plan = {"camera": {"model": model, "driver": "canon"}, "changes": [{"setting": "x"}] * changes}
    return Camera(name, plan=plan, **more)


def parts(rows: list[dict[str, Any]]) -> dict[str, tuple[str, str]]:
    return {row["camera"]: (row["part"], row["status"]) for row in rows}


def test_one_camera_of_each_model_and_site_is_a_canary() -> None:
    fleet = [
        camera("a", site="north"), camera("b", site="north"), camera("c", site="south"), camera("d", "VB-M44", site="north"),
    ]  # fmt: skip
    rows = preflight(fleet, 1, NOON)
    assert [row["part"] for row in rows] == ["canary", "wave", "canary", "canary"]
    assert [row["part"] for row in preflight(fleet, 0, NOON)] == ["wave"] * 4
    assert [row["part"] for row in preflight(fleet, 2, NOON)] == ["canary"] * 4


def test_cameras_with_nothing_to_do_or_in_trouble_have_no_part() -> None:
    fleet = [
        camera("compliant", changes=0),
        camera("broken", problem="broken: no answer."),
        Camera("unseen", plan={"camera": {"model": "X"}}),
        Camera("lost"),
        camera("asleep", windows=[NIGHT]),
        camera("odd", windows="always"),
        camera("first"),
    ]
    rows = preflight(fleet, 1, NOON)
    assert parts(rows) == {
        "compliant": ("none", "unchanged"),
        "broken": ("none", "failed"),
        "unseen": ("none", "manual only"),
        "lost": ("none", "failed"),
        "asleep": ("wave", "waits"),
        "odd": ("none", "failed"),
        "first": ("canary", "to change"),
    }
    assert "did not end" in rows[3]["reason"]
    assert "rollout_windows" in rows[5]["reason"]


def tried(ok: int, failed: int, part: str = "wave") -> list[Camera]:
    good = [camera(f"{part}-{n}", part=part, started=True) for n in range(ok)]
    return good + [camera(f"{part}-bad-{n}", part=part, started=True, problem="no") for n in range(failed)]


@pytest.mark.parametrize(
    ("fleet", "limits", "expected"),
    [
        ([], {}, ""),
        (tried(1, 0, "canary"), {}, ""),
        (tried(1, 1, "canary"), {}, "stopped: 1 of 2 canaries failed, allowed are 0"),
        (tried(19, 1, "canary"), {"max_canary_failures": 1}, ""),
        (tried(1, 1, "canary"), {"max_canary_failures": 1}, ""),
        (
            [*tried(1, 1, "canary"), *tried(1, 1)],
            {"max_canary_failures": 1},
            "stopped: 1 of 4 cameras failed, allowed are 10 %",
        ),
        (
            [*tried(9, 0), camera("lost", part="wave", started=True, ended=False)],
            {"max_failures": 0},
            "stopped: 1 cameras failed, allowed are 0",
        ),
        (tried(9, 1), {}, ""),
        (tried(8, 1), {}, "stopped: 1 of 9 cameras failed, allowed are 10 %"),
        (tried(1, 1), {"max_fail_percentage": 100.0}, ""),
        (tried(90, 3), {"max_failures": 2}, "stopped: 3 cameras failed, allowed are 2"),
        (tried(90, 3), {"max_failures": 3}, ""),
        (tried(0, 2, "canary"), {"canary": True}, ""),
        ([camera("dead", problem="no answer")], {}, ""),
    ],
)
def test_a_rollout_stops_when_too_many_have_failed(fleet: list[Camera], limits: dict[str, Any], expected: str) -> None:
    assert stop_reason(fleet, {**LIMITS, **limits}) == expected


def test_a_wave_leaves_out_whose_window_is_closed_and_everybody_after_a_stop() -> None:
    batch = [camera("now", part="wave"), camera("later", part="wave", windows=[NIGHT])]
    rows = wave(batch, [*tried(1, 0, "canary"), *batch], LIMITS, NOON)
    assert [row["status"] for row in rows] == ["to change", "skipped"]
    assert "outside its maintenance window" in rows[1]["reason"]
    rows = wave(batch, tried(0, 1), LIMITS, NOON)
    assert [row["reason"] for row in rows] == ["stopped: 1 of 1 cameras failed, allowed are 10 %"] * 2


def test_a_camera_whose_window_opens_meanwhile_waits_when_no_canary_of_its_kind_had_its_turn() -> None:
    fleet = [
        camera("north", part="canary", started=True, site="north"),
        camera("closed", part="canary", site="tunnel", left_out="outside its maintenance window"),
        camera("mate", part="wave", site="north"),
        camera("tunnel", part="wave", site="tunnel"),
        camera("other model", "VB-M44", part="wave", site="north"),
    ]
    rows = wave(fleet[2:], fleet, LIMITS, NOON)
    assert [row["status"] for row in rows] == ["to change", "skipped", "skipped"]
    assert rows[1]["reason"] == (
        "no canary of its model and site had its turn, its maintenance window was closed then: run again"
    )
    without = wave(fleet[2:], fleet, {**LIMITS, "canaries": 0}, NOON)
    assert {row["status"] for row in without} == {"to change"}, "who wants no canaries waits for none"
    first = wave([camera("first", part="canary")], [], {**LIMITS, "canary": True}, NOON)
    assert first[0]["status"] == "to change", "a canary waits for nobody"


def test_a_turn_without_an_end_is_not_done() -> None:
    rows = result(
        [camera("lost", started=True, ended=False), camera("same", changes=0, started=True, ended=False)], False
    )
    assert [row["status"] for row in rows] == ["failed", "unchanged"]
    assert "did not end" in rows[0]["reason"]


def test_every_camera_is_named_in_the_end() -> None:
    done = camera("done", started=True, done=[{"changes": [1, 2]}, {"skipped": True}, {"changes": [3]}])
    fleet = [
        done, camera("same", changes=0), camera("bad", problem="bad: the camera refuses the password.", started=True),
        camera("waits", left_out="outside its maintenance window"), Camera("gone"), camera("unbegun"),
    ]  # fmt: skip
    rows = result(fleet, check=False)
    assert [row["status"] for row in rows] == ["done", "unchanged", "failed", "skipped", "skipped", "skipped"]
    assert rows[0]["changes"] == 3
    lines = table(rows)
    assert lines[-1] == "6 cameras: 1 done, 1 unchanged, 1 failed, 3 skipped."
    assert all(row["reason"] or row["status"] in ("done", "unchanged") for row in rows)
    assert any(line.startswith("bad") and line.endswith("the camera refuses the password.") for line in lines)
    assert result([done], check=True)[0]["status"] == "would change"


def test_the_result_file_has_every_camera_and_the_numbers() -> None:
    rows = result([camera("same", changes=0), camera("bad", problem="no answer", started=True)], check=False)
    found = record(rows, NOON)
    assert found["schema"] == "netcam.hardening/rollout/1"
    assert found["generated"] == "2026-07-01T12:00:00+00:00"
    assert found["counts"] == {"unchanged": 1, "failed": 1}
    assert [row["camera"] for row in found["cameras"]] == ["same", "bad"]
