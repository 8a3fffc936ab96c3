# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run ansible-playbook, and look at what came out of it."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from netcam_emulator.testing import Control

from . import forked

ROOT = Path(__file__).resolve().parents[2]
PLUGINS = Path(__file__).resolve().parent / "plugins"
ANSIBLE_PLAYBOOK = Path(sys.executable).parent / "ansible-playbook"
CERTIFICATES = ROOT / "playbooks" / "certificates.yml"
HARDEN = ROOT / "playbooks" / "harden.yml"
#: Loopback addresses of the cameras of these tests, so that other fleets may run at the same time.
#: Each process of pytest-xdist (`-n 2 --dist loadfile`) has cameras of its own, and one network between for tests that need two.
WORKER = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
FIRST_NETWORK = int(os.environ.get("NETCAM_INTEGRATION_NETWORK", "127.42").removeprefix("127."))
NETWORK = f"127.{FIRST_NETWORK + 2 * WORKER}"

Tasks = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class Outcome:
    """One task on one host. `status` is ok, changed, failed, unreachable or skipped."""

    task: str
    host: str
    status: str
    result: dict[str, Any]
    warnings: list[str]
    action: str = ""

    @property
    def msg(self) -> str:
        """The message."""
        return str(self.result.get("msg", ""))

    @property
    def code(self) -> str | None:
        """The machine-readable code of an error."""
        return (self.result.get("error") or {}).get("code")

    @property
    def changed(self) -> bool:
        """Whether it changed something."""
        return self.status == "changed"

    @property
    def settings(self) -> list[str]:
        """Ids of the settings it changed."""
        return [change["setting"] for change in self.result["changes"]]

    @property
    def manual(self) -> list[str]:
        """Ids of the settings it left to people."""
        return [item["setting"] for item in self.result["manual"]]

    @property
    def said(self) -> str:
        """Message and warnings in one text."""
        return " ".join([self.msg, *self.warnings])


@dataclass
class Run:
    """One ansible-playbook process that has ended."""

    code: int
    stdout: str
    stderr: str
    outcomes: list[Outcome] = field(default_factory=list)
    recap: dict[str, dict[str, int]] = field(default_factory=dict)
    folder: Path = Path()

    def of(self, task: str, host: str | None = None) -> Outcome:
        """The outcome of a task (by its name, or the start of it), on a host where there are several."""
        mine = [outcome for outcome in self.outcomes if host in (None, outcome.host)]
        found = [o for o in mine if o.task == task] or [o for o in mine if o.task.startswith(task)]
        assert len(found) == 1, f"{len(found)} outcomes of {task!r} on {host}:\n{self.text}"
        return found[0]

    def host(self, host: str) -> list[Outcome]:
        """All outcomes of a host, in order."""
        return [outcome for outcome in self.outcomes if outcome.host == host]

    @property
    def text(self) -> str:
        """Everything it printed."""
        return f"{self.stdout}\n{self.stderr}"

    def succeeded(self) -> Run:
        """Itself, when it ended well and no task failed (not even an ignored one); else its output as the error."""
        assert self.code == 0, self.text
        assert not [o for o in self.outcomes if o.status in ("failed", "unreachable")], self.text
        return self


def play(tasks: Tasks, hosts: str = "cameras", **keywords: Any) -> dict[str, Any]:
    """A play of these tasks."""
    return {"name": "Test", "hosts": hosts, "gather_facts": False, "tasks": [dict(task) for task in tasks], **keywords}


def task(name: str, module: str, options: Mapping[str, Any] | None = None, **keywords: Any) -> dict[str, Any]:
    """A task with a module of this collection; a failure does not end the play, so that one run holds many tasks."""
    full = module if "." in module or module in ("emulator", "meta") else f"netcam.hardening.{module}"
    return {"name": name, full: dict(options or {}), "ignore_errors": True, "ignore_unreachable": True, **keywords}


def look(name: str, call: str, *arguments: Any) -> dict[str, Any]:
    """A task that calls the emulator's control API for the camera at hand."""
    return {"name": name, "emulator": {"call": call, "arguments": list(arguments)}}


def environment(run_dir: Path, folder: Path, **more: str) -> dict[str, str]:
    """A clean environment: nothing of the user's own Ansible or of the machine's cameras has a say."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ANSIBLE_", "NETCAM_"))}
    return {
        **kept,
        "ANSIBLE_COLLECTIONS_PATH": os.environ["ANSIBLE_COLLECTIONS_PATH"],
        "ANSIBLE_CONFIG": str(PLUGINS / "ansible.cfg"),
        "ANSIBLE_HOME": str(folder / "home"),
        "ANSIBLE_CALLBACK_PLUGINS": str(PLUGINS / "callback"),
        "ANSIBLE_ACTION_PLUGINS": str(PLUGINS / "action"),
        "NETCAM_RESULTS": str(folder / "results.jsonl"),
        "NETCAM_RUN_DIR": str(run_dir),
        **more,
    }


def command_for(plays: Path | Tasks | Mapping[str, Any], inventory: Path, folder: Path) -> list[str]:
    """The command line; tasks or a play as data are written to a file first."""
    if isinstance(plays, Path):
        path = plays
    else:
        path = folder / "playbook.yml"
        written = plays if isinstance(plays, Mapping) else play(plays)
        path.write_text(json.dumps([written]), encoding="utf-8")  # JSON is YAML
    return [str(ANSIBLE_PLAYBOOK), "-i", str(inventory), str(path)]


def run_playbook(
    plays: Path | Tasks | Mapping[str, Any],
    fleet: Control,
    *arguments: str,
    variables: Mapping[str, Any] | None = None,
    limit: str | None = None,
    inventory: Path | None = None,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
    timeout: float = 600,
) -> Run:
    """Run tasks, a play or a playbook file against the fleet's inventory (or another one) and parse the results.

    `timeout` in seconds is there to end a run that hangs, not one on a loaded machine.
    """
    folder = folder or Path(tempfile.mkdtemp(prefix="run-", dir=fleet.run_dir))
    command = command_for(plays, inventory or fleet.inventory, folder)
    if variables:
        command += ["-e", json.dumps(variables)]
    if limit:
        command += ["--limit", limit]
    command += arguments
    # as if it were started anew, and with a third of the CPU (forked.py)
    ordinary = all(name.startswith(forked.READ_LATER) for name in env or {})
    process = forked.run(command, environment(fleet.run_dir, folder, **(env or {})), folder, timeout, ordinary)
    return parsed(process.returncode, process.stdout, process.stderr, folder)


def parsed(code: int, stdout: str, stderr: str, folder: Path) -> Run:
    """What a process printed and what the callback wrote."""
    run = Run(code, stdout, stderr, folder=folder)
    path = folder / "results.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines() if path.exists() else ():
        data = json.loads(line)
        if "recap" in data:
            run.recap = data["recap"]
        else:
            run.outcomes.append(Outcome(**data))
    return run
