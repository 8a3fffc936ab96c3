# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Everything that `make test` checks: run_tests.py [--jobs N] [STEP ...]."""

from __future__ import annotations

import argparse
import os
import sys

from pytest_steps import integration, pytest_again, units
from runner import Step, run
from tree import OUTPUT, ROOT, VENV, environment

PYTHON = str(VENV / "bin" / "python")
BIN = VENV / "bin"


def steps() -> list[Step]:
    """In the order of their start: the long ones first, so that the two lanes end together.

    Emulated cameras of units, integration, commands and molecule have networks of their own (127.42 to 127.45 integration,
    127.52 commands, 127.20 molecule); units and integration work with two processes each, and take turns.
    """
    linter_env = environment() | {"ANSIBLE_LINT_SKIP_SCHEMA_UPDATE": "1"}
    molecule_env = environment() | {
        "MOLECULE_EPHEMERAL_DIRECTORY": str(OUTPUT / "molecule"),
        "NETCAM_PYTHON": PYTHON,
    }
    docs = (str(BIN / "antsibull-docs"), "lint-collection-docs", "--plugin-docs", "--validate-collection-refs", "all")
    return [
        Step("sanity", (PYTHON, "tests/tools/run_sanity.py"), minutes=40),
        units(VENV),
        integration(VENV),
        Step("commands", (*pytest_again(VENV, "commands"), "tests/docs"), needs=("tests/docs",)),
        Step(
            "molecule",
            (str(BIN / "molecule"), "test", "--all"),
            molecule_env,
            needs=("roles/harden", "tests/emulator/fleets/demo.yml"),
        ),
        Step("lint", (str(BIN / "ansible-lint"), "--offline", "--profile", "production", "--nocolor"), linter_env),
        Step("docs", (*docs, "--disallow-unknown-collection-refs", "--check-extra-docs-refs", ".")),
        Step("changelog", (str(BIN / "antsibull-changelog"), "lint")),
        Step("importer", (PYTHON, "tests/tools/check_tarball.py", "--importer"), linter_env),
        Step("tarball", (PYTHON, "tests/tools/check_tarball.py")),
        Step("ruff", ("bash", "-c", f"'{BIN}/ruff' check . && '{BIN}/ruff' format --check .")),
        Step(
            "mypy",
            (PYTHON, "-m", "mypy"),
            environment()
            | {
                "MYPYPATH": f"{VENV}/collections:{ROOT}/tests/emulator:{ROOT}/tests/bench:{ROOT}/tests/tools:{ROOT}/tests"
            },
        ),
    ]


def main() -> int:
    known = steps()
    names = [step.name for step in known]
    parser = argparse.ArgumentParser(description=__doc__, epilog=f"steps: {' '.join(names)}")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1), help="steps at a time")
    parser.add_argument("step", nargs="*", help="all of them without any")
    arguments = parser.parse_args()
    if unknown := set(arguments.step) - set(names):
        parser.error(f"unknown step: {' '.join(sorted(unknown))}")
    return run([step for step in known if not arguments.step or step.name in arguments.step], arguments.jobs)


if __name__ == "__main__":
    sys.exit(main())
