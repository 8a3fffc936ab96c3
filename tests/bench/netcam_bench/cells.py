# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs the cells of the table one after the other, each from the same state of the same cameras."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .measure import measured
from .replay import Step, steps_of
from .site_fleet import MODELS, Site, model_of
from .ways import (
    AUDIT,
    BIN,
    CAMERA,
    FACTORY,
    FLEET,
    MODULES,
    NO_CHANGE,
    ONE_SETTING,
    ROOT,
    THREADS,
    URI,
    WAYS,
    WORK,
    Command,
    Kitchen,
    Work,
    has_fleet_mode,
)

#: Counted by the cameras; a login is a connection on which a right password was shown.
_COUNTED = {
    "requests": "requests",
    "connections": "connections",
    "tls_handshakes": "tls_handshakes",
    "logins": "logins_ok",
    "refused_logins": "logins_failed",
    "challenges": "challenges",
    "reads": "reads",
    "writes": "writes",
}
_SLOW = (MODULES, URI)
WORK_BY_WORD = {"factory": FACTORY, "no_change": NO_CHANGE, "one_setting": ONE_SETTING, "audit": AUDIT}
Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """What is measured. Times in seconds; C(slow) and C(few) are how many cameras the ways with module processes, and some
    works, get at most. C(slow_work) is what the ways with module processes do."""

    sizes: Sequence[int]
    delays: Sequence[float]
    ways: Sequence[str]
    work: Sequence[Work]
    slow: int
    cell_limit: float
    network: str
    slow_work: Mapping[str, Sequence[Work]] = field(
        default_factory=lambda: dict.fromkeys(_SLOW, (NO_CHANGE, ONE_SETTING, AUDIT))
    )
    few: Mapping[Work, int] = field(default_factory=dict)


@dataclass
class Cell:
    """One run. Figures are per camera where they say so; `cameras` of `fleet` were worked on."""

    way: str
    work: str
    cameras: int
    fleet: int
    delay: float
    wall: float = 0.0
    cpu: float = 0.0
    cpu_per_camera: float = 0.0
    emulator_cpu_per_camera: float = 0.0
    memory: float = 0.0
    load: float = 0.0
    left_out: str = ""
    per_camera: dict[str, float] = field(default_factory=dict)
    most: dict[str, int] = field(default_factory=dict)


class Bench:
    """All cells of one plan."""

    def __init__(self, plan: Plan, say: Say) -> None:
        self._plan = plan
        self._say = say
        self.cells: list[Cell] = []
        self.starts: dict[int, float] = {}

    def run(self) -> dict[str, Any]:
        """Everything, as it is written to the file."""
        began = time.time()
        before = os.getloadavg()[0]
        for size in self._plan.sizes:
            with Site(size, self._plan.network) as site:
                self._site(site)
        return {
            "machine": {**_machine(), "load_before": round(before, 2), "minutes": round((time.time() - began) / 60, 1)},
            "starts": {str(size): round(cpu, 2) for size, cpu in self.starts.items()},
            "cells": [asdict(cell) for cell in self.cells],
        }

    # -- one fleet -------------------------------------------------------------------------------------------------

    def _site(self, site: Site) -> None:
        self._kitchen = Kitchen(site)
        names = list(site.hosts)
        factory = site.dump()
        self._say(f"{site.count} cameras are up")
        recorded = {work.name: lines for work, lines in self._record(site, factory)}
        site.restore(factory)
        steps = {work.name: self._steps(site, names, recorded, work) for work in self._all_work()}
        self._harden_quietly(site, names, steps[FACTORY.name])
        hardened = site.dump()
        self.starts[site.count] = self._run(site, self._kitchen.start()).cpu
        for delay in self._plan.delays:
            for work in self._plan.work:
                for way in self._plan.ways:
                    self._cell(site, way, work, delay, steps[work.name], factory if work is FACTORY else hardened)

    def _all_work(self) -> tuple[Work, ...]:
        return tuple(dict.fromkeys((FACTORY, *self._plan.work)))

    def _steps(
        self, site: Site, names: Sequence[str], recorded: dict[str, dict[str, list[str]]], work: Work
    ) -> dict[str, list[Step]]:
        return steps_of(site, names, recorded[work.name], work.final_account)

    def _record(self, site: Site, factory: list[dict[str, Any]]) -> list[tuple[Work, dict[str, list[str]]]]:
        """What the role sends to one camera of each model, per camera mode, without delay."""
        site.restore(factory)
        site.delay(0.0)
        names = sorted(site.hosts)[: len(MODELS)]
        found = []
        hardened: list[dict[str, Any]] = []
        for work in self._all_work():
            if work is not FACTORY:
                hardened = hardened or site.dump()
                site.restore(hardened)
            site.reset_counters()
            self._run(site, self._kitchen.command(CAMERA, work, names, {}))
            lines = site.requests()
            found.append((work, {model_of(name): lines[name] for name in names}))
        return found

    def _harden_quietly(self, site: Site, names: Sequence[str], steps: dict[str, list[Step]]) -> None:
        """Bring the whole fleet into the hardened state by the recorded requests: the role would take longer."""
        site.delay(0.0)
        self._run(site, self._kitchen.command(THREADS, FACTORY, names, steps))

    # -- one cell --------------------------------------------------------------------------------------------------

    def _cell(
        self, site: Site, way: str, work: Work, delay: float, steps: dict[str, list[Step]], state: list[dict[str, Any]]
    ) -> None:
        names = sorted(site.hosts)
        if way == FLEET and not has_fleet_mode(work):
            return
        if way in _SLOW:
            if (
                site.count != min(self._plan.sizes)
                or delay != self._plan.delays[0]
                or work not in self._plan.slow_work[way]
            ):
                return
            names = names[: self._plan.slow]
        else:
            names = names[: self._plan.few.get(work, len(names))]
        cell = Cell(way, work.name, len(names), site.count, delay)
        self.cells.append(cell)
        if (expected := self._expected(cell)) > self._plan.cell_limit:
            cell.left_out = f"would take about {expected:.0f} s, more than the limit of {self._plan.cell_limit:g} s"
            self._say(f"  {way}, {work.name}, {len(names)} cameras: left out, {cell.left_out}")
            return
        site.restore(state)
        site.delay(delay)
        command = self._kitchen.command(way, work, names, {name: steps[name] for name in names})
        emulator = site.cpu()
        cost = self._run(site, command)
        cell.load = round(os.getloadavg()[0], 2)
        cell.wall, cell.cpu, cell.memory = round(cost.wall, 2), round(cost.cpu, 2), round(cost.memory, 1)
        cell.cpu_per_camera = round(cost.cpu / len(names), 4)
        cell.emulator_cpu_per_camera = round((site.cpu() - emulator) / len(names), 4)
        if cost.ended:
            cell.left_out = f"stopped after {self._plan.cell_limit:g} s"
        counters = site.counters()
        for label, key in _COUNTED.items():
            counts = [counters.get(name, Counter())[key] for name in names]
            cell.per_camera[label] = round(sum(counts) / len(counts), 2)
            cell.most[label] = max(counts)
        self._say(
            f"  {way}, {work.name}, {len(names)} of {site.count} cameras, {delay * 1000:g} ms: {cell.wall:.1f} s, "
            f"CPU {cell.cpu_per_camera:.3f} s per camera, {cell.per_camera['requests']:g} requests {cell.left_out}"
        )

    def _expected(self, cell: Cell) -> float:
        """Wall time by what the same took on a smaller fleet."""
        same = [
            other.wall / other.cameras * cell.cameras
            for other in self.cells
            if (other.way, other.work, other.left_out) == (cell.way, cell.work, "") and other.wall and other is not cell
        ]
        return same[-1] if same else 0.0

    def _run(self, site: Site, command: Command) -> Any:
        log = site.folder / "run.log"
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("ANSIBLE_", "NETCAM_"))}
        environment.update(
            ANSIBLE_COLLECTIONS_PATH=os.environ["ANSIBLE_COLLECTIONS_PATH"],
            ANSIBLE_CONFIG=str(ROOT / "ansible.cfg"),
            ANSIBLE_HOME=str(site.folder / "home"),
            ANSIBLE_NOCOLOR="1",
        )
        environment.update(command.environment)
        cost = measured(command.arguments, environment, site.folder, self._plan.cell_limit * 1.5, log)
        if cost.ended:
            return cost
        troubled = re.findall(r"^(\S+) +: .*(?:unreachable=[1-9]|failed=[1-9]).*$", cost.output, re.MULTILINE)
        if cost.status or troubled:
            raise SystemExit(f"this run failed ({' '.join(command.arguments)}):\n{cost.output[-6000:]}")
        return cost


def _machine() -> dict[str, Any]:
    version = subprocess.run(
        [str(BIN / "ansible-playbook"), "--version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"core ([\d.]+)", version)
    model = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace"))
    return {
        "date": time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime()),
        "processors": os.cpu_count(),
        "processor": model[1] if model else platform.machine(),
        "python": platform.python_version(),
        "ansible_core": found[1] if found else "",
    }


def full(**changes: Any) -> Plan:
    """The plan of `make bench`, with changes that are not None."""
    given: dict[str, Any] = {
        "sizes": (50, 200, 1000),
        "delays": (0.005, 0.05),
        "ways": WAYS,
        "work": (FACTORY, NO_CHANGE, ONE_SETTING, AUDIT),
        "slow": 10,
        "cell_limit": 300.0,
        "network": "127.62",
    }
    return Plan(**{**given, **{key: value for key, value in changes.items() if value is not None}})


def short(network: str) -> Plan:
    """The plan of the tests: 50 cameras, each way once; where module processes run, all settings are written or all probes
    look, few of them, because the counts of a camera do not depend on the others."""
    slow_work = {URI: (NO_CHANGE,), MODULES: (AUDIT,)}
    return Plan(
        (50,), (0.005,), WAYS, (FACTORY, NO_CHANGE, AUDIT), 1, 300.0, network, slow_work, {FACTORY: 3, AUDIT: 6}
    )


def merged(old: Mapping[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """New cells in place of old ones of the same kind; each cell tells the load it was measured under."""
    measured_now = {_kind(cell) for cell in new["cells"]}
    kept = [cell for cell in old["cells"] if _kind(cell) not in measured_now]
    order = {work.name: number for number, work in enumerate(WORK)}
    cells = sorted(
        [*kept, *new["cells"]],
        key=lambda cell: (cell["fleet"], cell["delay"], order[cell["work"]], WAYS.index(cell["way"])),
    )
    return {**old, **new, "starts": {**old["starts"], **new["starts"]}, "cells": cells}


def _kind(cell: Mapping[str, Any]) -> tuple[Any, ...]:
    return cell["way"], cell["work"], cell["fleet"], cell["delay"]


def main_says(text: str) -> None:
    """Progress, on the standard error."""
    print(text, file=sys.stderr, flush=True)
