# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How pytest is run: the steps of `make test`, and the same ones on each Python of the matrix."""

from __future__ import annotations

import os
from pathlib import Path

from runner import Step
from tree import environment

# Steps whose emulated cameras would listen on the same loopback addresses, in the matrix those of one Python and of the next.
CAMERAS = "emulated cameras"
# The cameras of each process have addresses of their own; a file's cameras are started once.
PROCESSES = ("-n", str(min(2, os.cpu_count() or 1)), "--dist", "loadfile")
# Names of what failed and was skipped, for the summary.
REPORT = ("-rfEs", "--color=no")


def pytest(venv: Path) -> tuple[str, ...]:
    """The command, without what it is to test."""
    return (str(venv / "bin" / "python"), "-m", "pytest", *REPORT)


def pytest_again(venv: Path, step: str) -> tuple[str, ...]:
    """The same for tests that are many programs at once, of which what failed is tried once more."""
    return (str(venv / "bin" / "python"), "tests/tools/pytest_again.py", step, *REPORT)


def units(venv: Path, suffix: str = "") -> Step:
    """Everything that needs no playbook."""
    return Step(
        f"units{suffix}",
        (*pytest(venv), *PROCESSES, "tests/unit", "tests/unit_emulator", "tests/witness_servers"),
        environment(venv),
        needs=("tests/unit", "tests/unit_emulator"),
        lock=CAMERAS,
    )


def integration(venv: Path, suffix: str = "") -> Step:
    """Playbooks against emulated cameras."""
    # In the matrix all runs are started by the console script (tests/integration/forked.py): twice the CPU, and nothing to doubt.
    started = {"NETCAM_INTEGRATION_FORKED": "0"} if suffix else {}
    return Step(
        f"integration{suffix}",
        # in the order of tests/integration/conftest.py: the longest files first
        (*pytest_again(venv, f"integration{suffix}"), *PROCESSES, "--no-loadscope-reorder", "tests/integration"),
        environment(venv) | started,
        needs=("tests/integration",),
        lock=CAMERAS,
        minutes=50,
    )
