# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Runs playbooks as AWX does: this repository as the project, a copied inventory, slices, and ansible-runner in three parts.

`transmit` packs the job at the controller. `worker` runs it in a folder that is removed afterwards, as the disk of an execution
environment is. `process` keeps what came back: events, artifacts, output. Nothing else survives.
"""

from __future__ import annotations

import contextlib
import copy
import json
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
import yaml
from netcam_emulator.testing import Control

from .runs import ROOT

BIN = Path(sys.executable).parent
TYPES = ROOT / "extensions" / "awx" / "credential_types"
FOREIGN = ("ANSIBLE_", "NETCAM_", "AWX_", "RUNNER_", "JOB_")
#: What comes back and is for people or for later jobs. Not `command`: there the runner notes its own environment, which AWX hides.
KEPT = ("job_events", "stdout", "stderr", "rc", "status", "fact_cache")

Inventory = dict[str, Any]


def clean() -> dict[str, str]:
    """The environment of a service: nothing of the user's own, and the tools of this environment first."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
    return {**kept, "PATH": f"{BIN}{os.pathsep}{kept.get('PATH', os.defpath)}"}


def checkout(place: Path) -> Path:
    """A checkout of this repository, as a project update makes it."""
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-co", "--exclude-standard", "-z"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        return Path(shutil.copytree(ROOT, place, ignore=shutil.ignore_patterns(".*", "__pycache__")))
    for name in filter(None, listed.stdout.split("\0")):
        # what jobs do not need is left out, because each job carries the project along
        if (ROOT / name).is_file() and not name.startswith(("tests/", "docs/")):
            (place / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, place / name)
    return place


def install(project: Path, place: Path) -> subprocess.CompletedProcess[str]:
    """The project update's second half: collections/requirements.yml, in the root of the checkout."""
    requirements = project / "collections" / "requirements.yml"
    command = [
        str(BIN / "ansible-galaxy"),
        "collection",
        "install",
        "-r",
        str(requirements),
        "--collections-path",
        str(place),
    ]
    return subprocess.run(command, cwd=project, env=clean(), capture_output=True, text=True, check=False, timeout=600)


def injected(name: str, **inputs: str) -> tuple[dict[str, str], dict[str, str]]:
    """What a credential type injects: environment and extra variables."""
    described = yaml.safe_load((TYPES / f"{name}.yml").read_text(encoding="utf-8"))
    assert set(described["inputs"]["required"]) <= set(inputs)

    def rendered(kind: str) -> dict[str, str]:
        templates = described["injectors"].get(kind, {})
        return {key: jinja2.Template(value).render(**inputs) for key, value in templates.items()}

    return rendered("env"), rendered("extra_vars")


# -- inventory -------------------------------------------------------------------------------------------------------------


def imported(fleet: Control) -> Inventory:
    """The inventory as AWX stores it after an inventory update."""
    command = [str(BIN / "ansible-inventory"), "-i", str(fleet.inventory), "--list", "--export"]
    done = subprocess.run(command, env=clean(), capture_output=True, text=True, check=True)
    inventory: Inventory = json.loads(done.stdout)
    return inventory


def sliced(inventory: Inventory, number: int, count: int) -> Inventory:
    """Slice C(number) of C(count): every so-manyth host by name. Groups and their variables stay."""
    kept = sorted(inventory["_meta"]["hostvars"])[number - 1 :: count]
    part = copy.deepcopy(inventory)
    part["_meta"]["hostvars"] = {name: part["_meta"]["hostvars"][name] for name in kept}
    for group in part.values():
        if "hosts" in group:
            group["hosts"] = [name for name in group["hosts"] if name in kept]
    return part


# -- jobs ------------------------------------------------------------------------------------------------------------------


@dataclass
class Result:
    """What is left of a job."""

    code: int
    events: list[dict[str, Any]]
    folder: Path
    said: str

    @property
    def artifacts(self) -> dict[str, Any]:
        """What `set_stats` published: AWX gives it to the nodes that follow in a workflow."""
        found = [
            event["event_data"].get("artifact_data", {})
            for event in self.events
            if event["event"] == "playbook_on_stats"
        ]
        return found[0] if found else {}

    @property
    def hosts(self) -> Counter[str]:
        """Events per host."""
        return Counter(event["event_data"]["host"] for event in self.events if event["event_data"].get("host"))

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every file that came back, and what the tools printed."""
        for name in KEPT:
            path = self.folder / name
            for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
                if file.is_file():
                    yield str(file.relative_to(self.folder)), file.read_text(encoding="utf-8", errors="replace")
        yield "runner", self.said

    def results(self, task: str) -> dict[str, dict[str, Any]]:
        """Results of a task by host."""
        return {
            event["event_data"]["host"]: event["event_data"]["res"]
            for event in self.events
            if event["event_data"].get("task") == task and "res" in event["event_data"]
        }


class Job:
    """A job that runs."""

    def __init__(self, place: Path, playbook: str, command_line: str) -> None:
        self.place = place
        environment, options = clean(), {"env": clean(), "cwd": place}
        runner = str(BIN / "ansible-runner")
        transmit = [runner, "transmit", str(place / "packed"), "-p", f"playbooks/{playbook}.yml", "--ident", "1"]
        if command_line:
            transmit.append(f"--cmdline={command_line}")
        self._log = (place / "log").open("w", encoding="utf-8")
        self.transmit = subprocess.Popen(transmit, stdout=subprocess.PIPE, stderr=self._log, **options)  # type: ignore[call-overload]  # mixed keywords
        self.worker = subprocess.Popen(
            [runner, "worker", "--private-data-dir", str(place / "runner"), "--delete"],
            stdin=self.transmit.stdout, stdout=subprocess.PIPE, stderr=self._log, env=environment, start_new_session=True,
        )  # fmt: skip
        self.process = subprocess.Popen(
            [runner, "process", str(place / "back"), "--ident", "1"],
            stdin=self.worker.stdout, stdout=self._log, stderr=self._log, env=environment,
        )  # fmt: skip
        for process in (self.transmit, self.worker):
            assert process.stdout is not None
            process.stdout.close()

    def kill(self) -> Result:
        """The node that runs it dies at once, with its disk. What had been sent before came back."""
        for number in (*_descendants(self.worker.pid), self.worker.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        self.worker.wait(60)
        shutil.rmtree(self.place / "runner", ignore_errors=True)
        return self.wait()

    def wait(self) -> Result:
        """Its end."""
        for process in (self.transmit, self.worker, self.process):
            process.wait(300)
        self._log.close()
        assert not (self.place / "runner").exists(), "the disk of an execution environment is thrown away"
        folder = self.place / "back" / "artifacts" / "1"
        files = sorted((folder / "job_events").glob("*.json"), key=lambda file: int(file.name.split("-")[0]))
        events = [{"event_data": {}, **json.loads(file.read_text(encoding="utf-8"))} for file in files]
        code = folder / "rc"
        return Result(
            int(code.read_text()) if code.exists() else -1,
            events,
            folder,
            (self.place / "log").read_text(encoding="utf-8"),
        )


def _descendants(number: int) -> list[int]:
    """Processes below a process, wherever their sessions are."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError, ValueError):
            fields = (entry / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    below = parents.get(number, [])
    return [*below, *(deeper for child in below for deeper in _descendants(child))]


class Awx:
    """An AWX with one project, which is this repository."""

    def __init__(self, place: Path) -> None:
        self._place, self._number = place, 0
        self.project = checkout(place / "project")
        self.collections = place / "requirements_collections"
        self.update = install(self.project, self.collections)

    def start(
        self,
        playbook: str,
        inventory: Inventory,
        *,
        extra_vars: Mapping[str, Any] | None = None,
        env: Mapping[str, str] | None = None,
        command_line: str = "",
        vault: str = "",
    ) -> Job:
        """Start a job. C(extra_vars) and C(env) are what survey, template and credentials inject."""
        self._number += 1
        place = self._place / f"job{self._number}"
        packed, there = place / "packed", place / "runner"
        for name in ("inventory", "env"):
            (packed / name).mkdir(parents=True)
        script = packed / "inventory" / "hosts"
        script.write_text(f"#!/usr/bin/env python3\nprint({json.dumps(inventory)!r})\n", encoding="utf-8")
        script.chmod(0o700)
        shutil.copytree(self.project, packed / "project")
        shutil.copytree(self.collections, packed / "requirements_collections")
        awx = {"awx_job_id": self._number, "tower_job_id": self._number, "awx_inventory_name": "cameras"}
        data: dict[str, Any] = {
            "extravars": {**awx, **(extra_vars or {})},
            "envvars": {
                "ANSIBLE_COLLECTIONS_PATH": str(there / "requirements_collections"),
                "ANSIBLE_FORCE_COLOR": "True",
                "ANSIBLE_HOME": str(place / "home"),
                "ANSIBLE_RETRY_FILES_ENABLED": "False",
                "JOB_ID": str(self._number),
                **(env or {}),
            },
            "settings": {"suppress_ansible_output": True},
            **({"passwords": {r"Vault password:\s*?$": vault}} if vault else {}),
        }
        for name, content in data.items():
            (packed / "env" / name).write_text(json.dumps(content), encoding="utf-8")
        return Job(place, playbook, command_line)

    def run(self, playbook: str, inventory: Inventory, **options: Any) -> Result:
        """Start a job and wait for its end."""
        return self.start(playbook, inventory, **options).wait()
