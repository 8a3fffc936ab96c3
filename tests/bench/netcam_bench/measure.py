# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a command costs: CPU of it and everything it started, wall time, peak memory; ended when it takes too long."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

#: Seconds between two looks at the memory; each look costs this process, not the one that is measured.
_EVERY = 1.0


@dataclass(frozen=True)
class Cost:
    """Seconds, seconds, MiB (highest sum of PSS over all processes), exit status; `ended` says that time was up."""

    wall: float
    cpu: float
    memory: float
    status: int
    ended: bool
    output: str


def measured(command: Sequence[str], environment: Mapping[str, str], folder: Path, limit: float, log: Path) -> Cost:
    """Run a command in a process group of its own. CPU is what wait4 reports: the process and all it waited for."""
    started = time.monotonic()
    with log.open("wb") as out:
        process = subprocess.Popen(
            command, env=dict(environment), cwd=folder, stdin=subprocess.DEVNULL, stdout=out,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        done, ended, peaks = threading.Event(), threading.Event(), [0.0]
        watcher = threading.Thread(target=_watch, args=(process.pid, started + limit, done, ended, peaks), daemon=True)
        watcher.start()
        try:
            _pid, status, usage = os.wait4(process.pid, 0)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            done.set()
        # the object must not wait for a process that is gone
        process.returncode = os.waitstatus_to_exitcode(status)
    wall = time.monotonic() - started
    watcher.join()
    text = log.read_text(encoding="utf-8", errors="replace")
    return Cost(wall, usage.ru_utime + usage.ru_stime, peaks[0], process.returncode, ended.is_set(), text)


def _watch(pid: int, end: float, done: threading.Event, ended: threading.Event, peaks: list[float]) -> None:
    while not done.wait(_EVERY):
        peaks[0] = max(peaks[0], memory_of(pid))
        if time.monotonic() > end:
            ended.set()
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            return


def memory_of(session: int) -> float:
    """MiB of all processes of a session: proportional set sizes, so that shared pages count once."""
    total = 0
    for entry in os.scandir("/proc"):
        if not entry.name.isdigit():
            continue
        try:
            fields = Path(entry.path, "stat").read_text(encoding="ascii").rpartition(")")[2].split()
            if int(fields[3]) != session:
                continue
            for line in Path(entry.path, "smaps_rollup").read_text(encoding="ascii").splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        except (OSError, ValueError, IndexError):
            # gone between two looks
            continue
    return total / 1024
