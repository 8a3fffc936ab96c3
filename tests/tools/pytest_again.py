# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run pytest, and the few tests that failed once more, alone: pytest_again.py STEP [PYTEST OPTION ...].

Hundreds of playbook runs on two busy cores are a matter of chance to a small part. A test that fails twice fails. One that
fails only beside others is named in the summary with what it said: a defect of the test or worse, which somebody has to look
at, but no reason to throw away all that the others have shown. The second time has the same made-up cameras.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Sequence

from pytest_steps import REPORT
from tree import OUTPUT

#: When tests of more files fail, it is no chance.
MOST_FILES = 2
#: Exit status of pytest when tests failed, and nothing worse happened.
TESTS_FAILED = 1


def run(options: Sequence[str]) -> tuple[int, list[str]]:
    """Run pytest, showing what it prints; its exit status and its lines on what failed."""
    process = subprocess.Popen([sys.executable, "-m", "pytest", *options], stdout=subprocess.PIPE, text=True)
    failed: list[str] = []
    for line in process.stdout or ():
        sys.stdout.write(line)
        sys.stdout.flush()
        if re.match(r"(FAILED|ERROR) \S+::", line):
            failed.append(line.strip())
    return process.wait(), failed


def main() -> int:
    """As pytest does; 0 as well when what failed passes alone."""
    step, *options = sys.argv[1:]
    cache = OUTPUT / "pytest" / step
    os.environ.setdefault("NETCAM_TEACH_SEED", secrets.token_hex(4))
    common = ["-o", f"cache_dir={cache}"]
    status, failed = run([*common, "--cache-clear", *options])
    if status != TESTS_FAILED:
        return status
    last = json.loads((cache / "v" / "cache" / "lastfailed").read_text(encoding="utf-8"))
    if len({test.split("::")[0] for test in last}) > MOST_FILES:
        return status
    print(f"\nonce more, alone: {' '.join(last)}", flush=True)
    status, _failed = run([*common, *REPORT, *last])
    if status == 0:
        for line in failed:
            print(f"NOTE: UNSTEADY, passed alone: {line}")
    return status


if __name__ == "__main__":
    sys.exit(main())
