# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What one task with all cameras says of each, which it leaves to others, and where it keeps the rest."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from ansible import constants as C

from ansible_collections.netcam.hardening.plugins.module_utils._fleet import (
    brief,
    counts,
    grouped,
    is_fleet,
    left,
    status_of,
)
from ansible_collections.netcam.hardening.plugins.plugin_utils._fleet_store import Store, stored

CAMERA = {
    "model": "VB-H47",
    "family": "canon_vb_2022",
    "firmware": "1.0.0",
    "account": "present",
    "login": "wanted",
    "driver": "canon",
}
CHANGE = {"area": "network", "setting": "network.mdns", "before": "enable", "after": "disable"}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(C, "DEFAULT_LOCAL_TMP", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(("module", "outcome", "status"), [
    ("settings", {"camera": CAMERA, "changes": []}, "compliant"),
    ("settings", {"camera": CAMERA, "changes": [CHANGE]}, "changes"),
    ("settings", {"camera": {**CAMERA, "driver": None}, "changes": []}, "manual only"),
    ("settings", {"failed": True, "camera": CAMERA, "changes": [CHANGE]}, "failed"),
    ("settings", {"unreachable": True}, "unreachable"),
    ("audit", {"camera": CAMERA, "audit": {}}, "seen"),
    ("audit", {"failed": True}, "failed"),
])  # fmt: skip
def test_status(module: str, outcome: dict[str, Any], status: str) -> None:
    assert status_of(module, outcome) == status


@pytest.mark.parametrize(("mode", "cameras", "wanted"), [
    ("auto", 24, False), ("auto", 25, True), ("fleet", 1, True), ("camera", 10000, False),
])  # fmt: skip
def test_mode(mode: str, cameras: int, wanted: bool) -> None:
    assert is_fleet(mode, cameras, 25) is wanted


def test_a_camera_at_the_goal_costs_a_few_bytes_however_long_its_result_is() -> None:
    outcome = {
        "camera": CAMERA,
        "changes": [],
        "manual": [{"reason": "x" * 500}] * 60,
        "settings": {str(n): "x" * 100 for n in range(200)},
    }
    assert len(json.dumps(brief("settings", outcome))) < 100


def test_a_camera_that_differs_says_what_a_table_needs() -> None:
    found = brief("settings", {"camera": CAMERA, "changes": [CHANGE, CHANGE], "restart": {"needed": True}})
    assert found["changes"] == 2
    assert found["areas"] == ["network"]
    assert found["restart"] is True
    assert found["login"] == "wanted"


def test_left_are_those_not_at_the_goal_and_one_that_is() -> None:
    results = {
        "a": {"status": "failed"},
        "b": {"status": "compliant"},
        "c": {"status": "compliant"},
        "d": {"status": "changes"},
    }
    assert left(["a", "b", "c", "d"], results) == ["a", "b", "d"]
    assert left(["b", "c"], results) == ["b"]
    assert left(["a", "d"], results) == ["a", "d"]
    assert left([], {}) == []
    # a camera that nothing is known of is not forgotten
    assert left(["b", "unknown"], results) == ["b", "unknown"]


def test_counts_name_every_status() -> None:
    found = counts({"a": {"status": "failed"}, "b": {"status": "compliant"}, "c": {"status": "compliant"}})
    assert (found["failed"], found["compliant"], found["unreachable"]) == (1, 2, 0)


def test_equal_warnings_are_told_once() -> None:
    warnings = {f"cam{n}": [f"cam{n}: reached by plain HTTP"] for n in range(1000)}
    assert grouped({**warnings, "last": ["last: other"]}) == [
        "cam0, cam1, cam2 and 997 others: reached by plain HTTP",
        "last: other",
    ]


def test_a_whole_result_is_kept_for_its_user_only(temporary: Path) -> None:
    store = Store.new()
    store.write(7, {"changes": [CHANGE]})
    variables = {"plan": {"module": "settings", "folder": store.folder, "numbers": {"lobby": 7, "gate": 8}}}
    assert stored(variables, "plan", "lobby", "settings") == {"changes": [CHANGE]}
    # looked for, not found; another camera; another module; nothing registered
    for registered, camera, module in [("plan", "gate", "settings"), ("plan", "yard", "settings"), ("plan", "lobby", "audit"),
                                       ("other", "lobby", "settings")]:  # fmt: skip
        assert stored(variables, registered, camera, module) is None
    path = os.path.join(store.folder, "7.json")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(store.folder).st_mode) == 0o700


def test_a_result_of_another_run_or_another_folder_is_not_taken(temporary: Path) -> None:
    elsewhere = temporary / "other" / "netcam-fleet-x"
    elsewhere.mkdir(parents=True)
    (elsewhere / "0.json").write_text("{}", encoding="utf-8")
    for folder in (str(elsewhere), str(temporary), f"{temporary}/netcam-fleet-x/../../..", "", None):
        assert (
            stored(
                {"plan": {"module": "settings", "folder": folder, "numbers": {"lobby": 0}}}, "plan", "lobby", "settings"
            )
            is None
        )


@pytest.mark.parametrize("content", ["", "{", "[]", "\u0000"])
def test_a_damaged_result_is_as_none(temporary: Path, content: str) -> None:
    store = Store.new()
    Path(store.folder, "0.json").write_text(content, encoding="utf-8")
    assert store.read(0) is None
