# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Units, integration and compile on each installed Python with its newest ansible-core: run_matrix.py [VERSION ...]."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from pytest_steps import integration, units
from runner import Step, run
from tree import ROOT, environment

VERSIONS = ("3.11", "3.12", "3.13")
TOOLS = ROOT / "tests" / "tools"


def prepare(version: str) -> Path | None:
    """The virtual environment of that Python, or None when the Python is not installed."""
    found = subprocess.run([TOOLS / "find_python.sh", version], check=False, capture_output=True, text=True)
    if found.returncode:
        return None
    venv = ROOT / ".venv-matrix" / version
    subprocess.run([TOOLS / "setup.sh", "test", venv], check=True, env=os.environ | {"PYTHON": found.stdout.strip()})
    return venv


def steps_of(version: str, venv: Path) -> list[Step]:
    python, env = str(venv / "bin" / "python"), environment(venv)
    return [
        units(venv, f"-{version}"),
        integration(venv, f"-{version}"),
        Step(
            f"compile-{version}", (python, "tests/tools/run_sanity.py", "--venv", str(venv), "--test", "compile"), env
        ),
    ]


def main() -> int:
    versions = sys.argv[1:] or VERSIONS
    steps: list[Step] = []
    for version in versions:
        if venv := prepare(version):
            steps += steps_of(version, venv)
        else:
            # A need that is never met: the summary names it.
            steps.append(Step(f"python-{version}", (), needs=(f"Python {version} on this machine",)))
    return run(steps)


if __name__ == "__main__":
    sys.exit(main())
