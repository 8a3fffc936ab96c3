# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The four ways to do the same work: each makes the command that is measured.

(a) the collection's role, camera by camera or through its fleet plan; (b) one task per area, the same modules as processes;
(c) ansible.builtin.uri with the requests that (a) sends; (d) threads.py with the same requests.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .replay import Step
from .site_fleet import Site

ROOT = Path(__file__).resolve().parents[3]
BIN = Path(sys.executable).parent
CAMERA, FLEET, MODULES, URI, THREADS = "role, per camera", "role, fleet", "modules", "uri", "threads"
WAYS = (CAMERA, FLEET, MODULES, URI, THREADS)
#: Areas in which this site wants something, in the order of the guide.
AREAS = (
    "administrator", "date_time", "log_notification", "users", "user_authority", "host_access", "http_server", "rtp_server",
    "snmp_server", "ftp_server", "ssl_tls", "network",
)  # fmt: skip
#: How many cameras are worked on at a time, in every way.
AT_A_TIME = 32
#: Options of the modules that follow from the inventory; with connection local they are given in the playbook.
_CONNECTION = {
    "camera_host": "{{ ansible_host }}",
    "camera_port": "{{ ansible_port | default(omit) }}",
    "camera_scheme": "{{ ansible_netcam_scheme }}",
    "camera_user": "{{ ansible_user }}",
    "camera_password": "{{ ansible_password }}",
    "initial_user": "{{ ansible_netcam_initial_user | default(omit) }}",
    "initial_password": "{{ ansible_netcam_initial_password | default(omit) }}",
    "ca_path": "{{ ansible_netcam_ca_path }}",
    "port_map": "{{ ansible_netcam_port_map | default(omit) }}",
    "profile": "{{ bench_profile }}",
}


@dataclass(frozen=True)
class Work:
    """One workload: what the role is run with, and whether the cameras have their final account before."""

    name: str
    playbook: str
    variables: dict[str, Any] = field(default_factory=dict, hash=False)
    final_account: bool = True


FACTORY = Work("harden from factory state", "harden", final_account=False)
NO_CHANGE = Work("harden, nothing to change", "harden")
ONE_SETTING = Work("harden, one setting changed", "harden", {"harden_ntp_server": "192.0.2.124"})
AUDIT = Work("audit", "audit")
WORK = (FACTORY, NO_CHANGE, ONE_SETTING, AUDIT)


def has_fleet_mode(work: Work) -> bool:
    """Whether the role of a workload has it."""
    defaults = (ROOT / "roles" / work.playbook / "defaults/main.yml").read_text(encoding="utf-8")
    return f"{work.playbook}_mode" in defaults


@dataclass(frozen=True)
class Command:
    """What is run, and with what beside the usual environment."""

    arguments: list[str]
    environment: dict[str, str]


class Kitchen:
    """Writes playbooks and job lists for one site, once."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self._folder = site.folder

    def command(self, way: str, work: Work, names: Sequence[str], steps: Mapping[str, list[Step]]) -> Command:
        """The command for a way, for a workload and for these cameras."""
        if way == THREADS:
            return self._threads(names, steps)
        limit = [] if len(names) == self._site.count else ["--limit", ",".join(names)]
        variables: dict[str, Any] = dict(work.variables)
        if way in (CAMERA, FLEET):
            playbook = ROOT / "playbooks" / f"{work.playbook}.yml"
            if has_fleet_mode(work):
                variables[f"{work.playbook}_mode"] = "fleet" if way == FLEET else "camera"
            return self._playbook(playbook, variables, limit)
        # a variable of the command line stands above the inventory's
        variables["ansible_connection"] = "local"
        if way == URI:
            more = ["-i", str(self._steps(steps))]
            return self._playbook(self._written("uri", _uri_play()), variables, [*more, *limit])
        profiles = ["-i", str(self._profiles())]
        play = _modules_play(work)
        command = self._playbook(self._written(f"modules-{work.playbook}", play), variables, [*profiles, *limit])
        command.environment["ANSIBLE_COLLECTIONS_PATH"] = str(self._without_actions())
        return command

    def start(self) -> Command:
        """Ansible's own cost with this inventory: a play that does nothing."""
        play = {"name": "Nothing", "hosts": "cameras", "gather_facts": False, "tasks": []}
        return self._playbook(self._written("nothing", play), {}, [])

    def _playbook(self, path: Path, variables: Mapping[str, Any], arguments: Sequence[str]) -> Command:
        command = [str(BIN / "ansible-playbook"), "-i", str(self._site.inventory), *arguments]
        command += ["--forks", str(AT_A_TIME), "-e", json.dumps(variables), str(path)]
        return Command(command, {})

    def _written(self, name: str, play: Mapping[str, Any]) -> Path:
        path = self._folder / f"{name}.yml"
        path.write_text(json.dumps([play]), encoding="utf-8")  # JSON is YAML
        return path

    def _threads(self, names: Sequence[str], steps: Mapping[str, list[Step]]) -> Command:
        jobs = [{"base": self._base(name), "ca_path": str(self._site.ca_path), "steps": steps[name]} for name in names]
        path = self._folder / "jobs.json"
        path.write_text(json.dumps(jobs), encoding="utf-8")
        script = Path(__file__).with_name("threads.py")
        return Command([sys.executable, str(script), str(path), str(AT_A_TIME)], {})

    def _base(self, name: str) -> str:
        port = self._site.shared.get("ansible_netcam_port_map", {}).get(443, 443)
        return f"https://{self._site.hosts[name]['ansible_host']}:{port}"

    def _steps(self, steps: Mapping[str, list[Step]]) -> Path:
        """A second inventory: the requests as variables of their hosts."""
        hosts = {name: {"bench_steps": found, "bench_base": self._base(name)} for name, found in steps.items()}
        return self._inventory("steps", {"cameras": {"hosts": hosts}})

    def _profiles(self) -> Path:
        """A second inventory: the profiles as data, because a module process reads no files of the controller."""
        groups = {}
        for family, path in self._site.profiles.items():
            text = Path(path).read_text(encoding="utf-8")
            groups[family] = {"vars": {"bench_profile": yaml.safe_load(text)}}
        return self._inventory("profiles", groups)

    def _inventory(self, name: str, content: Mapping[str, Any]) -> Path:
        path = self._folder / f"{name}.yml"
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    def _without_actions(self) -> Path:
        """A copy of the collection that has modules and no action plugins: Ansible then runs each module as a process."""
        folder = self._folder / "collections"
        target = folder / "ansible_collections" / "netcam" / "hardening"
        if not target.exists():
            ignored = shutil.ignore_patterns("action", "__pycache__")
            shutil.copytree(ROOT / "plugins", target / "plugins", ignore=ignored)
            shutil.copytree(ROOT / "meta", target / "meta")
            shutil.copytree(ROOT / "roles", target / "roles")
            shutil.copy(ROOT / "galaxy.yml", target)
        return folder


def _uri_play() -> dict[str, Any]:
    uri = {
        "url": "{{ bench_base }}{{ item.target }}",
        "method": "{{ item.method }}",
        "body_format": "form-urlencoded",
        "body": "{{ item.form or omit }}",
        "url_username": "{{ item.login[0] if item.login else omit }}",
        "url_password": "{{ item.login[1] if item.login else omit }}",
        "ca_path": "{{ ansible_netcam_ca_path }}",
    }
    task = {
        "name": "Send the requests",
        "ansible.builtin.uri": uri,
        "loop": "{{ bench_steps }}",
        "loop_control": {"label": "{{ item.method }}"},
        "register": "bench_answer",
        # after a restart the camera needs a moment
        "until": "bench_answer is succeeded",
        "retries": 30,
        "delay": 1,
    }
    return {"name": "The same requests", "hosts": "cameras", "gather_facts": False, "tasks": [task], **_LOCAL}


_LOCAL = {"vars": {"ansible_python_interpreter": "{{ ansible_playbook_python }}"}}


def _modules_play(work: Work) -> dict[str, Any]:
    """One task per area with what the role wants of it; for the audit, the audit's own module."""
    role = ROOT / "roles" / work.playbook
    tasks_file = yaml.safe_load((role / "tasks/main.yml").read_text(encoding="utf-8"))
    if work.playbook == "audit":
        block = next(task for task in tasks_file if "module_defaults" in task)
        wanted = block["module_defaults"]["netcam.hardening.audit"]
        tasks = [{"name": "Audit", "netcam.hardening.audit": wanted}]
    else:
        tasks = _area_tasks(tasks_file)
    files = [str(path) for path in (role / "defaults/main.yml", role / "vars/main.yml") if path.exists()]
    return {
        "name": "One task per area",
        "hosts": "cameras",
        "gather_facts": False,
        "vars_files": files,
        "module_defaults": {"group/netcam.hardening.camera": _CONNECTION},
        "tasks": tasks,
        **_LOCAL,
    }


def _area_tasks(tasks: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """What the role wants of each area, each in a task of its own; areas that this site leaves out are left out."""
    block = next(task for task in tasks if "module_defaults" in task)
    wanted = dict(block["module_defaults"]["netcam.hardening.settings"])
    shared = {key: wanted[key] for key in ("on_unsupported", "restart")}
    found = []
    for area in AREAS:
        options = wanted[area]
        task: dict[str, Any] = {"name": f"Area {area}", f"netcam.hardening.{area}": {}}
        if isinstance(options, dict):
            task[f"netcam.hardening.{area}"] = {**options, **shared}
        else:
            # one template makes the whole mapping
            expression = options.strip().removeprefix("{{").removesuffix("}}")
            task["args"] = (
                "{{ (" + expression + ") | combine({'on_unsupported': 'report', 'restart': harden_restart}) }}"
            )
        found.append(task)
    return found
