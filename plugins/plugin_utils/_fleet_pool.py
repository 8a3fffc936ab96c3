# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Many cameras at once: a few processes, because one Python process uses one processor; in each, threads that wait for cameras.

A thread that waits for a camera beyond its time cannot be ended. It is left alone, another one takes its place, and it ends
with its process. This is safe because a fleet task only reads.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from typing import Any

Job = tuple[int, str]
Brief = dict[str, Any]
#: The first half, in the main thread (templating is not for threads): returns the second half, or the camera's result at once.
Begin = Callable[[int, str], Callable[[], Brief] | Brief]
#: seconds between two looks at the clock
_TICK = 0.25


@dataclass(frozen=True)
class Limits:
    """How many cameras at a time (in all), in how many processes, and the seconds for one camera and for all."""

    concurrency: int
    processes: int
    camera: float
    whole: float


def run(jobs: Sequence[Job], begin: Begin, limits: Limits) -> dict[str, Brief]:
    """Every camera's brief result by name. Those that a time limit or a crash left without one are missing.

    C(begin) must not raise. A camera that took longer than its limit has the result C({"overdue": True}).
    """
    processes = max(1, min(limits.processes, len(jobs), limits.concurrency))
    threads = max(1, limits.concurrency // processes)
    context = multiprocessing.get_context("fork")
    children = []
    found: dict[str, Brief] = {}
    try:
        for number in range(processes):
            receiver, sender = context.Pipe(duplex=False)
            arguments = (jobs[number::processes], begin, threads, limits.camera, sender, os.getpid())
            child = context.Process(target=_serve, args=arguments, daemon=True)
            child.start()
            # only the child's end may be left open, else its death would not be seen
            sender.close()
            children.append((child, receiver))
        _collect([receiver for _child, receiver in children], found, time.monotonic() + limits.whole)
    finally:
        for child, receiver in children:
            child.kill()
            child.join()
            receiver.close()
    return found


def _collect(receivers: list[Connection], found: dict[str, Brief], end: float) -> None:
    while receivers and (rest := end - time.monotonic()) > 0:
        for ready in wait(receivers, rest):
            try:
                name, brief = json.loads(ready.recv_bytes())  # type: ignore[union-attr]  # only connections were given
            except EOFError:
                receivers.remove(ready)  # type: ignore[arg-type]  # only connections were given
                continue
            found[name] = brief


def _serve(jobs: Sequence[Job], begin: Begin, threads: int, limit: float, sender: Connection, parent: int) -> None:
    # what was inherited is never garbage here, and looking through it would copy it
    gc.freeze()
    _Crew(begin, threads, limit, sender, parent).run(jobs)
    sender.close()


class _Crew:
    """The threads of one process."""

    def __init__(self, begin: Begin, threads: int, limit: float, sender: Connection, parent: int) -> None:
        self._begin = begin
        self._threads = threads
        self._limit = limit
        self._sender = sender
        self._parent = parent
        self._waiting: queue.SimpleQueue[tuple[str, Callable[[], Brief]]] = queue.SimpleQueue()
        self._changed = threading.Condition()
        #: cameras that a thread works on, with the time it began; whoever takes one out of here reports it
        self._running: dict[str, float] = {}
        self._open = 0
        self._alive = 0

    def run(self, jobs: Sequence[Job]) -> None:
        for number, name in jobs:
            rest = self._begin(number, name)
            if not callable(rest):
                self._report(name, rest)
                continue
            self._submit(name, rest)
            # a few are kept ready, so that no thread waits for the templates of the next camera
            self._wait_for(2 * self._threads)
        self._wait_for(1)

    def _submit(self, name: str, rest: Callable[[], Brief]) -> None:
        with self._changed:
            self._open += 1
            need = self._open > self._alive and self._alive < self._threads
            self._alive += need
        self._waiting.put((name, rest))
        if need:
            self._start()

    def _start(self) -> None:
        threading.Thread(target=self._work, daemon=True).start()

    def _wait_for(self, places: int) -> None:
        """Until fewer than so many cameras are open."""
        while True:
            with self._changed:
                if self._open < places:
                    return
                self._changed.wait(_TICK)
                overdue = self._overdue()
            for name in overdue:
                self._start()
                self._report(name, {"overdue": True})
            if os.getppid() != self._parent:
                # nobody is left to hear of it
                os._exit(1)

    def _overdue(self) -> list[str]:
        late = time.monotonic() - self._limit
        names = [name for name, began in self._running.items() if began < late]
        for name in names:
            del self._running[name]
            self._open -= 1
        return names

    def _work(self) -> None:
        while True:
            name, rest = self._waiting.get()
            with self._changed:
                self._running[name] = time.monotonic()
            brief = rest()
            with self._changed:
                mine = self._running.pop(name, None) is not None
            if not mine:
                # overdue: it was reported, and another thread is in this one's place
                return
            self._report(name, brief)
            with self._changed:
                self._open -= 1
                self._changed.notify()

    def _report(self, name: str, brief: Brief) -> None:
        data = json.dumps([name, brief], default=str).encode()
        with self._changed:
            self._sender.send_bytes(data)
