# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`make harden` as a newcomer runs it: the demonstration, a second time, with one's own inventory, and interrupted.

The script runs in a tree of its own that links to this clone, so that the state of this clone's demonstration stays.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, SITE, configured
from .runs import NETWORK, ROOT

FLEET = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [configured("new", NEW, address="127.20.6.1"), configured("old", OLD, address="127.20.6.2")],
}
NAMES = ["lobby", "parking", "gate", "warehouse", "loading", "archive", "annex", "tunnel"]


@dataclass
class Clone:
    """A clone in which `make harden` can be run."""

    root: Path
    mark: str = field(default_factory=lambda: uuid.uuid4().hex)

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start it in a process group of its own, as a terminal does."""
        environment = {
            **os.environ, "NETCAM_EMULATOR_NETWORK": NETWORK, "NETCAM_TEST_MARK": self.mark, "HOME": str(self.root),
        }  # fmt: skip
        return subprocess.Popen(
            [sys.executable, str(self.root / "tests/tools/demo.py"), *arguments], cwd=self.root, env=environment,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            start_new_session=True,
        )  # fmt: skip

    def run(self, *arguments: str) -> tuple[int, str]:
        """Run it to its end: exit code and output."""
        process = self.start(*arguments)
        output, _none = process.communicate(timeout=600)
        return process.returncode, output

    def processes(self) -> list[str]:
        """Programs that are still there and came from it, whatever they have become."""
        found = []
        for entry in Path("/proc").iterdir():
            if not entry.name.isdigit():
                continue
            try:
                if self.mark.encode() in (entry / "environ").read_bytes():
                    found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except OSError:
                continue  # it has ended meanwhile, or is somebody else's
        return found

    def gone(self, seconds: float = 60) -> bool:
        """Whether nothing of it is left, no program and no listener."""
        ends = time.monotonic() + seconds
        while self.processes() and time.monotonic() < ends:
            time.sleep(0.1)
        return not self.processes() and not any(listens(f"{NETWORK}.0.{n}") for n in range(1, 9))


def listens(address: str) -> bool:
    """Whether a camera answers there."""
    for port in (80, 20080):
        try:
            socket.create_connection((address, port), timeout=0.5).close()
        except OSError:
            continue
        return True
    return False


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Clone]:
    """The script with links to everything that it uses."""
    root = tmp_path / "clone"
    (root / "tests" / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tests/tools/demo.py", root / "tests/tools/demo.py")
    shutil.copy(ROOT / "ansible.cfg", root / "ansible.cfg")
    for name in ("playbooks", "tests/emulator"):
        (root / name).symlink_to(ROOT / name)
    made = Clone(root)
    yield made
    for line in made.processes():
        pytest.fail(f"left behind: {line}")


def rows(output: str, ending: str) -> list[str]:
    """Cameras whose row of the table ends with a word."""
    return [line.split()[0] for line in output.splitlines() if line.rstrip().endswith(f" {ending}")]


def test_the_demonstration_hardens_shows_the_table_and_a_second_run_that_changes_nothing(clone: Clone) -> None:
    code, output = clone.run("harden")
    assert code == 0, output
    assert output.count("PLAY RECAP") == 2
    assert rows(output, "hardened") == NAMES
    assert rows(output, "compliant") == NAMES
    assert "To be set by hand:" in output
    assert "this is a defect" not in output
    assert clone.gone()
    assert (clone.root / ".demo/backups/lobby.backup").exists()
    # the state is kept: the next time there is nothing to do
    code, output = clone.run("harden")
    assert code == 0
    assert output.count("PLAY RECAP") == 1
    assert rows(output, "compliant") == NAMES
    # and forgotten on request
    assert clone.run("reset")[0] == 0
    assert not (clone.root / ".demo").exists()
    assert clone.gone()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupted_in_the_middle_it_leaves_no_process_and_no_port(clone: Clone, number: signal.Signals) -> None:
    """Ctrl-C reaches the whole group, as from a terminal; the others reach the script alone, as from make or CI."""
    process = clone.start("harden")
    assert process.stdout is not None
    for line in process.stdout:
        if "Apply chapter 1" in line:
            break
    assert listens(f"{NETWORK}.0.1")
    if number == signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)
    rest, _none = process.communicate(timeout=600)
    assert process.returncode not in (0, None)
    assert "Traceback" not in rest
    assert clone.gone(), clone.processes()


def test_killed_the_hard_way_even_the_emulator_ends(clone: Clone) -> None:
    process = clone.start("serve")
    assert process.stdout is not None
    for line in process.stdout:
        if "Ctrl-C" in line:
            break
    assert listens(f"{NETWORK}.0.1")
    process.kill()
    process.communicate(timeout=600)
    assert clone.gone(), clone.processes()


def test_a_second_one_at_the_same_time_is_a_clear_error(clone: Clone, tmp_path: Path) -> None:
    first = clone.start("serve")
    assert first.stdout is not None
    for line in first.stdout:
        if "Ctrl-C" in line:
            break
    other = Clone(clone.root)
    code, output = other.run("harden")
    assert code == 2, output
    assert "could not be started" in output
    assert "Traceback" not in output
    first.terminate()
    first.communicate(timeout=600)
    assert clone.gone()


def test_an_inventory_of_ones_own(clone: Clone, fleet: Fleet) -> None:
    code, output = clone.run("harden", "--inventory", str(fleet.inventory))
    assert code == 0, output
    assert rows(output, "hardened") == ["new", "old"]
    assert fleet.camera("new").settings()["user_authority.guest.video"] == "disable"
    fleet.reset_counters()
    code, output = clone.run("harden", "--inventory", str(fleet.inventory), "--limit", "old:localhost")
    assert code == 0
    assert fleet.camera("new").count("requests") == 0
    assert fleet.camera("old").count("requests") > 0


def test_an_inventory_that_fails_fails_the_command(clone: Clone, fleet: Fleet) -> None:
    fleet.camera("old").fault("dead")
    code, output = clone.run("harden", "--inventory", str(fleet.inventory))
    assert code not in (0, None)
    assert rows(output, "hardened") == ["new"]


def test_an_inventory_that_is_not_there(clone: Clone) -> None:
    code, output = clone.run("harden", "--inventory", "/no/such/inventory.yml")
    assert code == 2
    assert "/no/such/inventory.yml does not exist" in output


def test_make_hands_inventory_and_arguments_on() -> None:
    run = subprocess.run(
        ["make", "-n", "harden", "INVENTORY=my fleet.yml", "ARGS=--check --diff"], cwd=ROOT, capture_output=True, text=True,
        check=True,
    )  # fmt: skip
    assert "tests/tools/demo.py harden --inventory 'my fleet.yml' --check --diff" in run.stdout
