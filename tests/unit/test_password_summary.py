# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The table of passwords names every camera, with the reason where something was not done."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._password_summary import summarize, table


def rotation(state: str, stored: bool = False) -> dict[str, Any]:
    """A result of password_rotation."""
    return {"rotation": {"state": state}, "stored": stored, "changed": state != "left", "camera": {"model": "VB-H47"}}


def recovery(worked: str, changed: bool) -> dict[str, Any]:
    """A result of password_recovery."""
    return {"recovery": {"worked": worked}, "changed": changed, "camera": {}}


def kept(changed: bool) -> dict[str, Any]:
    """A result of password_store."""
    return {"dest": None, "changed": changed}


FAILURE = {"failed": True, "msg": "gate: the camera refuses the password."}


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ([rotation("rotated"), kept(True), None], ("done", "new", True)),
        ([rotation("finished"), kept(True), None], ("done", "new, of an interrupted run", True)),
        ([rotation("left", stored=True), None, None], ("unchanged", "young enough", True)),
        ([rotation("left"), kept(True), None], ("done", "young enough", True)),
        ([recovery("previous", True), kept(True)], ("done", "the previous one", True)),
        ([recovery("current", False), kept(True)], ("done", "the current one", True)),
        ([recovery("current", False), kept(False)], ("unchanged", "the current one", True)),
        ([FAILURE, None, FAILURE], ("failed", "", False)),
        ([rotation("rotated"), None, {"failed": True, "msg": "the store is away"}], ("failed", "new", False)),
        ([rotation("rotated"), {"dest": None, "failed": True, "msg": "disk full"}], ("failed", "new", False)),
        ([rotation("rotated"), None, None], ("failed", "new", False)),
        ([{"skipped": True}, None, None], ("skipped", "", False)),
        ([None, None, None], ("skipped", "", False)),
    ],
)
def test_what_has_become_of_a_camera(results: list[Any], expected: tuple[str, str, bool]) -> None:
    (row,) = summarize({"gate": results})
    assert (row["status"], row["password"], row["stored"]) == expected
    assert bool(row["message"]) == (row["status"] in ("failed", "skipped"))


def test_a_store_that_failed_is_named_and_so_is_who_has_the_password() -> None:
    (row,) = summarize({"gate": [rotation("rotated"), None, {"failed": True, "msg": "Connection refused."}]})
    assert row["message"] == "Connection refused. The journal has its password, the store does not yet: run it again"


def test_in_check_mode_nothing_was_done_or_stored() -> None:
    (row,) = summarize({"gate": [rotation("rotated"), kept(True)]}, check=True)
    assert (row["status"], row["stored"]) == ("would change", False)
    (row,) = summarize({"gate": [rotation("left", stored=True)]}, check=True)
    assert row["status"] == "unchanged"


def test_every_camera_is_a_line_with_its_reason() -> None:
    lines = table(summarize({"lobby": [rotation("rotated"), kept(True)], "gate": [FAILURE], "yard": [None]}))
    assert [line.split()[0] for line in lines[2:5]] == ["lobby", "gate", "yard"]
    assert lines[3].endswith("the camera refuses the password.")
    assert lines[-1] == "3 cameras: 1 done, 1 failed, 1 skipped."
