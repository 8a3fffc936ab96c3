# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The benchmark of fleets in its short form: its counts are requirements. Its times depend on the machine."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from .runs import NETWORK, ROOT

BENCH = ROOT / "tests" / "bench"
FACTORY, NO_CHANGE, AUDIT = "harden from factory state", "harden, nothing to change", "audit"
#: Pages of the emulated Setting Page that hold a setting of the role at this site.
PAGES = 9
#: The plan, the encryption, both chapters and the look at the end; new accounts, host lists, challenges and restarts prove themselves.
FACTORY_READS, FACTORY_LOGINS = 47, 10


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """`python -m netcam_bench`."""
    environment = {**os.environ, "PYTHONPATH": f"{BENCH}:{ROOT / 'tests' / 'emulator'}"}
    command = [sys.executable, "-m", "netcam_bench", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=1500, check=False)


@pytest.fixture(scope="module")
def cells(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], dict[str, Any]]:
    """What the short form measured, by way and work."""
    path = tmp_path_factory.mktemp("bench") / "figures.json"
    done = run("--short", "--network", NETWORK, "--json", str(path))
    assert done.returncode == 0, done.stderr
    assert "uri / role, per camera" in done.stdout
    written = json.loads(path.read_text(encoding="utf-8"))
    assert all(cell["cpu"] > 0 and not cell["left_out"] for cell in written["cells"])
    return {(cell["way"], cell["work"]): cell for cell in written["cells"]}


def role_modes(cells: dict[tuple[str, str], dict[str, Any]], work: str) -> list[dict[str, Any]]:
    """The role's cells for a work, in all of its modes."""
    found = [cell for (way, name), cell in cells.items() if way.startswith("role") and name == work]
    assert found
    return found


def test_without_anything_to_change_a_camera_sees_one_connection_one_login_and_each_page_once(
    cells: dict[tuple[str, str], dict[str, Any]],
) -> None:
    for cell in role_modes(cells, NO_CHANGE):
        most = cell["most"]
        assert cell["cameras"] == 50
        assert most["connections"] == most["tls_handshakes"] == 1
        assert most["logins"] == most["challenges"] == 1
        assert most["refused_logins"] == most["writes"] == 0
        assert most["reads"] == PAGES
        # beside the pages: what the camera says of itself, and the challenge
        assert most["requests"] == PAGES + 2


def test_a_factory_camera_sees_two_refused_logins_at_most(cells: dict[tuple[str, str], dict[str, Any]]) -> None:
    for cell in role_modes(cells, FACTORY):
        # the wanted account before it exists, and the factory's, to see that it is closed
        assert cell["most"]["refused_logins"] <= 2
        assert cell["most"]["writes"] > 0


def test_hardening_from_factory_state_reads_no_page_again_that_nothing_was_written_to(
    cells: dict[tuple[str, str], dict[str, Any]],
) -> None:
    for cell in role_modes(cells, FACTORY):
        most = cell["most"]
        assert most["logins"] <= FACTORY_LOGINS
        assert most["reads"] <= FACTORY_READS


def test_an_audit_logs_in_once_reads_each_page_once_and_writes_nothing(
    cells: dict[tuple[str, str], dict[str, Any]],
) -> None:
    for cell in role_modes(cells, AUDIT):
        assert cell["most"]["logins"] == 1
        assert cell["most"]["reads"] == PAGES
        assert cell["most"]["writes"] == cell["most"]["refused_logins"] == 0


def test_others_send_the_same_requests(cells: dict[tuple[str, str], dict[str, Any]]) -> None:
    role = cells["role, per camera", NO_CHANGE]["per_camera"]
    assert cells["threads", NO_CHANGE]["per_camera"]["requests"] == role["requests"]
    # each in a process of its own: a connection and a challenge for every request
    assert cells["uri", NO_CHANGE]["per_camera"]["requests"] == 2 * (role["requests"] - 1)


def test_the_table_of_the_readme_is_that_of_the_committed_figures(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{BENCH}:{ROOT / 'tests' / 'emulator'}"}
    script = "import json, sys; from netcam_bench.report import markdown; print(markdown(json.load(open(sys.argv[1]))), end='')"
    command = [sys.executable, "-c", script, str(BENCH / "results.json")]
    made = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600, check=True).stdout
    readme = (BENCH / "README.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- begin: table of results.json -->\n\n(.*)\n\n<!-- end -->", readme, re.DOTALL)
    assert found is not None
    assert found[1] == made
