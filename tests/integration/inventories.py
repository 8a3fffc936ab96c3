# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Run ansible-inventory with the discovery plugin, and look at what came out of it."""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from netcam_emulator.testing import Control

from . import forked
from .runs import ANSIBLE_PLAYBOOK, environment

PLUGIN = "netcam.hardening.ws_discovery"
ANSIBLE_INVENTORY = ANSIBLE_PLAYBOOK.with_name("ansible-inventory")


def plain(value: Any) -> Any:
    """Without the mark that ansible-inventory puts on text that nobody vouches for."""
    if isinstance(value, Mapping):
        return (
            plain(value["__ansible_unsafe"])
            if set(value) == {"__ansible_unsafe"}
            else {k: plain(v) for k, v in value.items()}
        )
    return [plain(item) for item in value] if isinstance(value, list) else value


def unmarked(value: Any) -> list[str]:
    """Texts in a variable that ansible-inventory would let become templates."""
    if isinstance(value, Mapping):
        return (
            [] if set(value) == {"__ansible_unsafe"} else [text for item in value.values() for text in unmarked(item)]
        )
    if isinstance(value, list):
        return [text for item in value for text in unmarked(item)]
    return [value] if isinstance(value, str) else []


@dataclass
class Inventory:
    """What ansible-inventory --list printed."""

    code: int
    stdout: str
    stderr: str
    hosts: dict[str, dict[str, Any]] = field(default_factory=dict)
    raw: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Everything it printed."""
        return f"{self.stdout}\n{self.stderr}"

    def members(self, group: str) -> set[str]:
        """Hosts of a group and its children."""
        entry = self.groups.get(group, {})
        return set(entry.get("hosts", ())).union(*(self.members(child) for child in entry.get("children", ())))

    def at(self, address: str) -> dict[str, Any]:
        """Variables of the host at an address."""
        found = [variables for variables in self.hosts.values() if variables["ansible_host"] == address]
        assert len(found) == 1, self.text
        return found[0]

    def addresses(self) -> set[str]:
        """Addresses of all hosts."""
        return {variables["ansible_host"] for variables in self.hosts.values()}


def endpoint(name: str) -> str:
    """The endpoint reference of an emulated camera, as its README tells."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_DNS, f'{name}.netcam-emulator.invalid')}"


def written(folder: Path, options: Mapping[str, Any], name: str = "cameras.ws_discovery.yml") -> Path:
    """A configuration file of the plugin."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(yaml.safe_dump({"plugin": PLUGIN, **options}), encoding="utf-8")
    return path


def listed(
    source: Path, fleet: Control, *arguments: str, before: Sequence[str] = (), env: Mapping[str, str] | None = None
) -> Inventory:
    """Run ansible-inventory --list; C(before) stands in front of the command."""
    folder = Path(tempfile.mkdtemp(prefix="inventory-", dir=fleet.run_dir))
    command = [*before, str(ANSIBLE_INVENTORY), "-i", str(source), "--list", *arguments]
    done = forked.run(command, environment(fleet.run_dir, folder, **(env or {})), folder, 600, not before and not env)
    found = Inventory(done.returncode, done.stdout, done.stderr)
    if done.returncode == 0:
        # -vvv says something first
        found.groups = json.loads(done.stdout[done.stdout.index("{") :])
        found.raw = found.groups.pop("_meta")["hostvars"]
        found.hosts = plain(found.raw)
    return found
