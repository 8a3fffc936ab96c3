# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Run test steps, two at a time, and sum them up.

A step is a command with a log of its own. Whatever happens (a failure, a time limit, Ctrl-C, SIGTERM), no process of a
step outlives it: each step is a process group, and what left its group is found by a mark in its environment.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from tree import OUTPUT, ROOT, environment, prepare_home

MARK = "NETCAM_TEST_STEP"
TAIL_LINES = 80
# Of what failed, so many lines end the whole output: often no more of it than its end is kept.
FAILURE_LINES = 12
FAILURE_WIDTH = 400
# A helper process (a resource tracker, say) may need a moment to see that its parent is gone.
GRACE_SECONDS = 5.0


@dataclass(frozen=True)
class Step:
    """One row of the summary. Steps with the same `lock` never run at the same time."""

    name: str
    command: Sequence[str]
    env: dict[str, str] = field(default_factory=environment)
    needs: tuple[str, ...] = ()
    lock: str = ""
    minutes: int = 30


@dataclass
class Outcome:
    result: str
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


@dataclass
class Running:
    step: Step
    process: subprocess.Popen[bytes]
    log: Path
    mark: str
    started: float
    shown: BinaryIO | None = None

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.started


class Interrupted(BaseException):
    """A signal asked the run to end."""

    def __init__(self, number: int) -> None:
        self.number = number


def marked_processes(mark: str) -> Iterator[int]:
    """Processes that carry the mark in their environment (Linux; elsewhere the process group has to do)."""
    needle = f"{MARK}={mark}".encode()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if needle in (folder / "environ").read_bytes().split(b"\0"):
                yield int(folder.name)


def end_processes(running: Running) -> int:
    """End what is left of a step, first kindly; returns how many processes outlived their grace."""
    group = running.process.pid
    deadline = time.monotonic() + GRACE_SECONDS
    while (
        (left := list(marked_processes(running.mark)))
        and time.monotonic() < deadline
        and running.process.poll() is not None
    ):
        time.sleep(0.1)
    for number, seconds in ((signal.SIGTERM, GRACE_SECONDS), (signal.SIGKILL, 2.0)):
        alive = set(marked_processes(running.mark))
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(group, number)
        for pid in alive:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, number)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            running.process.poll()
            if running.process.returncode is not None and not any(marked_processes(running.mark)):
                return len(left)
            time.sleep(0.1)
    return len(left)


def notes_of(log: Path) -> list[str]:
    """What a step skipped, and what its result depends on, in the words of its own tools."""
    notes: list[str] = []
    for line in log.read_text(errors="replace").splitlines():
        if found := re.match(r"SKIPPED \[(\d+)\] (?:\S+: )?(.*)", line):
            notes.append(f"{found[1]} skipped: {found[2]}")
        elif re.match(r"WARNING: (Required program|Skipping|Unable to)", line):
            notes.append(line.removeprefix("WARNING: "))
        elif line.startswith("NOTE: "):
            notes.append(line.removeprefix("NOTE: "))
    return list(dict.fromkeys(notes))


def failures_of(log: Path) -> list[str]:
    """What failed in a step: pytest's own list and the first of its reasons, else the last lines that it printed."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    # once, though it may have failed twice (pytest_again.py)
    named = list(dict.fromkeys(line for line in lines if re.match(r"(FAILED|ERROR) \S+::|ERROR: ", line)))
    if named:
        named += [line for line in lines if line.startswith("E  ")][: max(0, FAILURE_LINES - len(named))]
    return [line[:FAILURE_WIDTH] for line in (named or lines[-FAILURE_LINES:])]


def start(step: Step, stream: bool) -> Running:
    log = OUTPUT / "logs" / f"{step.name}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    mark = f"{os.getpid()}-{step.name}"
    with log.open("wb") as out:
        process = subprocess.Popen(
            step.command,
            cwd=ROOT,
            env=step.env | {MARK: mark},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    return Running(step, process, log, mark, time.monotonic(), log.open("rb") if stream else None)


def show_progress(running: Running) -> None:
    if running.shown:
        sys.stdout.write(running.shown.read().decode(errors="replace"))
        sys.stdout.flush()


def finish(running: Running) -> Outcome | None:
    """The outcome of a step that has ended or ran out of time, else None."""
    late = running.seconds > running.step.minutes * 60
    status = running.process.poll()
    if status is None and not late:
        return None
    left = end_processes(running)
    show_progress(running)
    outcome = Outcome("passed", running.seconds, notes_of(running.log))
    if late:
        outcome.notes.insert(0, f"ran longer than {running.step.minutes} minutes")
    elif left:
        outcome.notes.insert(0, f"left {left} processes behind (ended now)")
    if late or left or status:
        outcome.result = "failed"
        outcome.failures = failures_of(running.log)
        if running.shown is None:
            lines = running.log.read_text(errors="replace").splitlines()
            print(f"\n----- {running.step.name}: end of {running.log.relative_to(ROOT)}")
            print("\n".join(lines[-TAIL_LINES:]))
            print("-----\n")
    return outcome


def missing_of(step: Step) -> list[str]:
    return [name for name in step.needs if not any(ROOT.glob(name))]


def run_all(steps: Sequence[Step], outcomes: dict[str, Outcome], jobs: int) -> None:
    waiting, active = list(steps), list[Running]()
    stream = len(steps) == 1
    try:
        while waiting or active:
            held = {running.step.lock for running in active if running.step.lock}
            free = next((step for step in waiting if step.lock not in held), None)
            if free and len(active) < jobs:
                waiting.remove(free)
                if missing := missing_of(free):
                    outcomes[free.name] = Outcome("skipped", notes=[f"there is no {name}" for name in missing])
                    continue
                print(f"{free.name} ...", flush=True)
                active.append(start(free, stream))
                continue
            time.sleep(0.1)
            for running in list(active):
                show_progress(running)
                if outcome := finish(running):
                    active.remove(running)
                    outcomes[running.step.name] = outcome
                    print(f"{running.step.name} {outcome.result} ({outcome.seconds:.0f} s)", flush=True)
    finally:
        for running in active:
            end_processes(running)
            outcomes[running.step.name] = Outcome("failed", running.seconds, ["interrupted"])


def print_summary(steps: Sequence[Step], outcomes: dict[str, Outcome]) -> None:
    width = max(len(step.name) for step in steps) + 2
    print(f"\n{'step':<{width}}{'result':<9}{'seconds':>8}  notes")
    for step in steps:
        outcome = outcomes[step.name]
        first, *rest = outcome.notes or [""]
        print(f"{step.name:<{width}}{outcome.result:<9}{outcome.seconds:>8.1f}  {first}".rstrip())
        for note in rest:
            print(f"{'':<{width + 17}}  {note}")
    counts = {
        word: sum(outcome.result == word for outcome in outcomes.values()) for word in ("passed", "failed", "skipped")
    }
    print("\n" + ", ".join(f"{number} {word}" for word, number in counts.items()))
    for step in steps:
        failures = outcomes[step.name].failures
        for line in failures[:FAILURE_LINES]:
            print(f"{step.name}: {line}")
        if (more := len(failures) - FAILURE_LINES) > 0:
            print(f"{step.name}: and {more} more, see {(OUTPUT / 'logs' / step.name).relative_to(ROOT)}.log")
    sys.stdout.flush()


def interrupt(number: int, _frame: object) -> None:
    # Once is enough: a second signal must not stop the cleaning up.
    for other in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(other, signal.SIG_IGN)
    raise Interrupted(number)


def run(steps: Sequence[Step], jobs: int = 2) -> int:
    """Run the steps, print the summary, return the exit status."""
    prepare_home()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)
    outcomes: dict[str, Outcome] = {}
    status = 0
    try:
        run_all(steps, outcomes, jobs)
    except Interrupted as stop:
        status = 128 + stop.number
        for step in steps:
            outcomes.setdefault(step.name, Outcome("skipped", notes=["interrupted"]))
    print_summary(steps, outcomes)
    return status or int(any(outcome.result == "failed" for outcome in outcomes.values()))
