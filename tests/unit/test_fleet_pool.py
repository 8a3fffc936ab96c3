# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many cameras at once: each has its result, whatever the others do."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Any

from ansible_collections.netcam.hardening.plugins.plugin_utils._fleet_pool import Limits, run

NAMES = [f"cam{number}" for number in range(40)]
#: never reached in a test
LONG = 600.0


def limits(**but: Any) -> Limits:
    return Limits(**{"concurrency": 8, "processes": 2, "camera": LONG, "whole": LONG, **but})


def jobs(names: list[str] | None = None) -> list[tuple[int, str]]:
    return list(enumerate(NAMES if names is None else names))


def test_every_camera_has_its_result() -> None:
    found = run(jobs(), lambda number, name: lambda: {"number": number, "name": name}, limits())
    assert found == {name: {"number": number, "name": name} for number, name in enumerate(NAMES)}


def test_no_camera_no_result() -> None:
    assert run([], lambda number, name: {}, limits()) == {}


def test_what_is_decided_at_once_needs_no_thread() -> None:
    def begin(number: int, name: str) -> dict[str, Any] | Callable[[], dict[str, Any]]:
        return {"at": "once"} if number % 2 else lambda: {"at": "last"}

    found = run(jobs(), begin, limits())
    assert [found[name]["at"] for name in NAMES] == ["last", "once"] * 20


def test_the_work_is_shared_by_processes_and_threads() -> None:
    found = run(jobs(), lambda number, name: lambda: {"pid": os.getpid()}, limits(processes=3))
    pids = {one["pid"] for one in found.values()}
    assert len(pids) == 3
    assert os.getpid() not in pids


def test_no_more_cameras_at_a_time_than_allowed() -> None:
    running, lock, most = [0], threading.Lock(), [0]

    def begin(number: int, name: str) -> Callable[[], dict[str, Any]]:
        def rest() -> dict[str, Any]:
            with lock:
                running[0] += 1
                most[0] = max(most[0], running[0])
                seen = running[0]
            threading.Event().wait(0.01)
            with lock:
                running[0] -= 1
            return {"seen": seen}

        return rest

    found = run(jobs(), begin, limits(concurrency=4, processes=1))
    assert 1 <= max(one["seen"] for one in found.values()) <= 4


def test_cameras_that_never_answer_are_given_up_and_hold_up_no_other() -> None:
    """More of them than there are threads."""
    hanging = set(NAMES[:4])

    def begin(number: int, name: str) -> Callable[[], dict[str, Any]]:
        def rest() -> dict[str, Any]:
            if name in hanging:
                threading.Event().wait()
            return {"fine": True}

        return rest

    found = run(jobs(), begin, limits(concurrency=2, processes=2, camera=2.0))
    assert {name for name, one in found.items() if one.get("overdue")} == hanging
    assert {name for name, one in found.items() if one.get("fine")} == set(NAMES) - hanging


def test_after_the_time_for_all_what_is_there_is_returned() -> None:
    def begin(number: int, name: str) -> Callable[[], dict[str, Any]]:
        return lambda: {"fine": True} if number == 0 else threading.Event().wait() or {}

    found = run(jobs(["first", "second"]), begin, limits(processes=1, concurrency=2, whole=3.0))
    assert "second" not in found


def test_a_process_that_dies_takes_only_its_own_cameras_with_it() -> None:
    def begin(number: int, name: str) -> Callable[[], dict[str, Any]]:
        def rest() -> dict[str, Any]:
            if name == "cam1":
                os._exit(9)
            return {"fine": True}

        return rest

    found = run(jobs(), begin, limits(processes=2))
    assert set(NAMES[::2]) <= set(found)
    assert "cam1" not in found
