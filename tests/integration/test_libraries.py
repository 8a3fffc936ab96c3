# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A controller without a library that is needed: every action says which one, and the command that installs it."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from .runs import Run, run_playbook, task

ACTIONS = {
    "one camera": task("one camera", "audit"),
    "all cameras": task("all cameras", "fleet", {"module": "audit"}),
    "a profile": task("a profile", "profile_proof", {"profile_path": "profile.yml"}),
}


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """One run on a Python that has no requests."""
    folder = tmp_path_factory.mktemp("libraries")
    (folder / "sitecustomize.py").write_text("import sys\nsys.modules['requests'] = None\n", encoding="utf-8")
    (folder / "hosts.yml").write_text(
        "cameras: {hosts: {dome: {ansible_host: 192.0.2.1, ansible_connection: netcam.hardening.camera}}}\n",
        encoding="utf-8",
    )
    place: Any = SimpleNamespace(run_dir=folder)
    return run_playbook(
        list(ACTIONS.values()),
        place,
        inventory=folder / "hosts.yml",
        env={"PYTHONPATH": str(folder)},
        folder=_new(folder),
    )


def _new(folder: Path) -> Path:
    made = folder / "run"
    made.mkdir()
    return made


@pytest.mark.parametrize("action", ACTIONS)
def test_a_missing_library_is_named_with_the_command_that_installs_it(action: str, run: Run) -> None:
    outcome = run.of(action)
    assert outcome.status == "failed"
    assert "The Python library requests is missing on the controller" in outcome.msg
    assert f"{sys.executable} -m pip install requests" in outcome.msg
