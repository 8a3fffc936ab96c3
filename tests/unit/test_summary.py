# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The short table at the end of a run: per camera and chapter what was changed, and what stayed manual."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._summary import CHAPTERS, summarize, table

MANUAL = {
    "setting": "network.mdns",
    "label": "Use mDNS",
    "menu_path": "[System] > [Network] > [mDNS]",
    "reason": "no code",
}


CAMERA = {"model": "VB-H47", "driver": "canon"}


def change(chapter: str, area: str = "network") -> dict[str, Any]:
    """As much of a change as the summary looks at."""
    return {"chapter": chapter, "area": area}


def result(*changes: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The result of one task."""
    return {"changes": list(changes), "manual": [], "camera": CAMERA, "restart": {"done": False}, **more}


def one(*results: Any, check: bool = False) -> dict[str, Any]:
    """The row of a fleet of one."""
    (row,) = summarize({"gate-1": results}, check)
    return row


def test_a_hardened_camera_counts_what_was_carried_out_and_not_the_plan_again() -> None:
    plan = result(change("1"), change("2"), change("2"))
    row = one(plan, result(change("1", "date_time")), result(change("2"), change("2")), result(restart={"done": True}))
    assert row["status"] == "hardened"
    assert row["changed"] == {"1": 1, "2": 2, "appendix": 0}
    assert row["areas"] == ["date_time", "network"]
    assert row["restarted"] is True
    assert row["model"] == "VB-H47"


def test_a_camera_that_nothing_can_read_is_not_called_compliant() -> None:
    row = one(result(manual=[MANUAL], camera={**CAMERA, "driver": None}))
    assert row["status"] == "manual only"
    assert row["manual"] == [MANUAL]


def test_a_compliant_camera_changed_nothing() -> None:
    row = one(result(), {"skipped": True})
    assert (row["status"], row["changed"]) == ("compliant", dict.fromkeys(CHAPTERS, 0))


def test_a_plan_without_deeds_would_change() -> None:
    row = one(result(change("1")), {"skipped": True}, {"skipped": True})
    assert (row["status"], row["changed"]["1"], row["restarted"]) == ("would change", 1, False)


def test_in_check_mode_the_plan_is_all_there_is() -> None:
    row = one(result(change("1")), result(change("1"), restart={"done": False}), check=True)
    assert (row["status"], row["changed"]["1"]) == ("would change", 1)


@pytest.mark.parametrize("how", ["failed", "unreachable"])
def test_a_failed_camera_shows_what_was_done_until_then_and_why_it_stopped(how: str) -> None:
    row = one(
        result(change("1"), change("2")),
        result(change("1")),
        result(**{how: True, "msg": "gate-1: the camera is busy."}),
    )
    assert (row["status"], row["changed"]) == ("failed", {"1": 1, "2": 0, "appendix": 0})
    assert row["message"] == "gate-1: the camera is busy."


def test_a_camera_that_failed_at_the_plan_changed_nothing() -> None:
    row = one({"unreachable": True, "msg": "no route"})
    assert (row["status"], row["changed"], row["message"]) == ("failed", dict.fromkeys(CHAPTERS, 0), "no route")


@pytest.mark.parametrize("results", [(), ({"skipped": True},), (None,), ("",), (None, {"skipped": True})])
def test_a_camera_without_results_was_not_reached(results: tuple[Any, ...]) -> None:
    assert one(*results)["status"] == "not reached"


def test_manual_settings_are_named_once_although_each_task_reports_them() -> None:
    row = one(result(change("2"), manual=[MANUAL]), result(change("2"), manual=[MANUAL]))
    assert row["manual"] == [MANUAL]


def test_cameras_stand_in_the_order_given() -> None:
    assert [row["camera"] for row in summarize({"b": [], "a": [], "c": []})] == ["b", "a", "c"]


# -- as text ----------------------------------------------------------------------------------------------------------


def test_the_table_for_people() -> None:
    rows = summarize(
        {
            "gate-1": [
                result(change("1")),
                result(change("1"), restart={"done": True}),
                result(change("2"), change("2")),
            ],
            "gate-2-north": [result()],
            "gate-3": [{"unreachable": True, "msg": "gate-3: no connection."}],
            "gate-4": [result(manual=[MANUAL])],
        }
    )
    assert table(rows) == [
        "Camera        Model   Chapter 1  Chapter 2  Appendix  Restarted  Manual  Result",
        "------------  ------  ---------  ---------  --------  ---------  ------  ---------",
        "gate-1        VB-H47  1 changed  2 changed  -         yes        -       hardened",
        "gate-2-north  VB-H47  -          -          -         -          -       compliant",
        "gate-3        -       -          -          -         -          -       failed",
        "gate-4        VB-H47  -          -          -         -          1       compliant",
        "",
        "To be set by hand:",
        "  [Use mDNS] at [System] > [Network] > [mDNS], on gate-4: no code",
        "gate-3: no connection.",
    ]


def test_what_would_change_is_not_called_changed() -> None:
    lines = table(summarize({"gate-1": [result(change("1"))]}))
    assert "1 to change" in lines[2]
    assert "changed" not in lines[2]


def test_many_cameras_with_the_same_manual_setting_share_a_line() -> None:
    lines = table(summarize({f"gate-{number}": [result(manual=[MANUAL])] for number in range(1, 10)}))
    (line,) = [line for line in lines if "[Use mDNS]" in line]
    assert "gate-1, gate-2, gate-3, gate-4, gate-5, gate-6 and 3 more: no code" in line


def test_a_message_carries_the_cameras_name_exactly_once() -> None:
    rows = summarize(
        {"gate-1": [{"failed": True, "msg": "gate-1: busy."}], "gate-2": [{"failed": True, "msg": "busy."}]}
    )
    assert table(rows)[-2:] == ["gate-1: busy.", "gate-2: busy."]


def test_no_camera_at_all_is_a_table_with_a_head() -> None:
    assert len(table(summarize({}))) == 2


def test_what_a_camera_reached_only_with_its_first_account_is_not_to_be_done_by_hand() -> None:
    item = {**MANUAL, "setting": "date_time.time_zone"}
    done = {**change("1", "date_time"), "setting": "date_time.time_zone"}
    row = one(result(done, manual=[item, MANUAL]), result(done))
    assert row["manual"] == [MANUAL]
