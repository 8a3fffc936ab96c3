# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A fleet per test file: the file says which cameras in FLEET. After each test the fleet is as it was at the start."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import SEED
from .runs import NETWORK

NOTES = pytest.StashKey[list[str]]()
#: Few tests of more than a minute each, as a browser works through a whole checklist: begun last, they would leave a core idle.
LONGEST = ("test_teach_canon.py", "test_teach_canon_messy.py", "test_teach_acme.py")


def pytest_configure(config: pytest.Config) -> None:
    """Tests note here what their result depends on, for the summary: first of all on how cameras are made up in this run."""
    worker = "PYTEST_XDIST_WORKER" in os.environ
    config.stash[NOTES] = [] if worker else [f"NOTE: NETCAM_TEACH_SEED={SEED} makes up the same cameras again"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with the most to do come first; the tests of a file keep their order. Needs `--no-loadscope-reorder`."""
    tests = Counter(item.path for item in items)

    def cost(item: pytest.Item) -> tuple[int, int]:
        name = item.path.name
        return (LONGEST.index(name) if name in LONGEST else len(LONGEST), -tests[item.path])

    items.sort(key=lambda item: (*cost(item), str(item.path)))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A process of pytest-xdist hands its notes to the one that prints the summary."""
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["notes"] = session.config.stash[NOTES]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take the notes of a process of pytest-xdist that has ended."""
    node.config.stash[NOTES] += getattr(node, "workeroutput", {}).get("notes", [])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say on what kind of network tests have run."""
    for note in config.stash[NOTES]:
        terminalreporter.write_line(note)


@pytest.fixture(scope="session")
def notes(request: pytest.FixtureRequest) -> list[str]:
    """For the summary: what the results of tests depend on."""
    return request.config.stash[NOTES]


class KeptFleet(Fleet):
    """A fleet that remembers how it was at the start."""

    first_state: dict[str, Any]


@pytest.fixture(scope="module")
def running(request: pytest.FixtureRequest) -> Iterator[KeptFleet]:
    """The emulator with the cameras of the module's FLEET."""
    options = getattr(request.module, "FLEET_OPTIONS", {})
    with KeptFleet(request.module.FLEET, network=NETWORK, **options) as fleet:
        fleet.first_state = fleet.dump()
        yield fleet
        log = fleet.log_path.read_text(encoding="utf-8")
        assert "Traceback" not in log, log


@pytest.fixture
def fleet(running: KeptFleet) -> KeptFleet:
    """The fleet in its first state, counters at zero."""
    running.restore(running.first_state)
    running.reset_counters()
    return running
