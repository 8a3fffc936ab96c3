# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a run leaves in its directory for others: inventory, profiles, camera list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from .acme.models import FAMILY_ACME
from .acme.profile import profile_yaml as acme_profile_yaml
from .acme.shape import shape_of
from .acme.ways import ways_of
from .camera import Camera
from .codes import CodeMap
from .fleet import CameraEntry, FleetFile
from .ipro import unknown
from .itemtable import items_of
from .models import FAMILIES
from .ports import Ports
from .profile import profile_yaml


def write_files(run_dir: Path, fleet: FleetFile, cameras: list[Camera], ports: Ports, ca_path: Path) -> None:
    """Write inventory.yml, profiles/ and cameras.json."""
    profiles = run_dir / "profiles"
    profiles.mkdir(exist_ok=True)
    for family in FAMILIES:
        profile_path(run_dir, family).write_text(profile_yaml(family, fleet.seed), encoding="utf-8")
    items = items_of(FAMILY_ACME)
    shape = shape_of(items, fleet.seed)
    true = acme_profile_yaml(items, shape, ways_of(shape, fleet.seed))
    profile_path(run_dir, FAMILY_ACME).write_text(true, encoding="utf-8")
    ipro_profile_path(run_dir).write_text(unknown.profile_yaml(fleet.ipro_commands), encoding="utf-8")
    text = yaml.safe_dump(inventory(run_dir, fleet, cameras, ports, ca_path), sort_keys=False, allow_unicode=True)
    (run_dir / "inventory.yml").write_text(text, encoding="utf-8")
    listed = [describe(camera) for camera in cameras]
    (run_dir / "cameras.json").write_text(json.dumps(listed, indent=1), encoding="utf-8")


def profile_path(run_dir: Path, family: str) -> Path:
    """Where the profile of a family is."""
    return run_dir / "profiles" / f"emulator_{family}.yml"


def ipro_profile_path(run_dir: Path) -> Path:
    """Where the profile with the made-up i-PRO commands is."""
    return run_dir / "profiles" / unknown.PROFILE_NAME


def inventory(run_dir: Path, fleet: FleetFile, cameras: list[Camera], ports: Ports, ca_path: Path) -> dict[str, Any]:
    """Return the Ansible inventory."""
    children: dict[str, Any] = {family: {"hosts": {}} for family in FAMILIES}
    for camera in cameras:
        hosts = children.setdefault(camera.entry.family, {"hosts": {}})["hosts"]
        hosts[camera.name] = _host(run_dir, camera, ports, ca_path)
    group_vars = {"ansible_connection": "netcam.hardening.camera", **fleet.vars}
    return {"cameras": {"vars": group_vars, "children": children}}


def _host(run_dir: Path, camera: Camera, ports: Ports, ca_path: Path) -> dict[str, Any]:
    entry = camera.entry
    host: dict[str, Any] = {"ansible_host": entry.address}
    port = int(camera.store.saved[(f"http_server.{'https' if entry.https else 'http'}_port", 0)])
    if port != (443 if entry.https else 80):
        host["ansible_port"] = port
    if ports.mapping:
        host["ansible_netcam_port_map"] = dict(ports.mapping)
    if entry.https:
        host["ansible_netcam_scheme"] = "https"
        host["ansible_netcam_ca_path"] = str(ca_path)
    else:
        host["ansible_netcam_allow_clear_text"] = True
    if entry.family in (*FAMILIES, FAMILY_ACME):
        host["ansible_netcam_profile"] = str(profile_path(run_dir, entry.family))
    elif entry.profile:
        host["ansible_netcam_profile"] = str(ipro_profile_path(run_dir))
    else:
        # without the variable the profiles beside the inventory would be found
        host["ansible_netcam_profile"] = None
    host.update(_initial_login(entry))
    host.update(entry.vars)
    return host


def _initial_login(entry: CameraEntry) -> dict[str, str]:
    """The factory account, where the camera still has it."""
    name, password = entry.factory_account
    if not name or entry.initial_account != (name, password):
        return {}
    return {"ansible_netcam_initial_user": name, "ansible_netcam_initial_password": password}


def describe(camera: Camera) -> dict[str, Any]:
    """Return what a list of cameras shows of one."""
    entry = camera.entry
    return {
        "name": entry.name,
        "model": entry.model,
        "family": entry.family,
        "address": entry.address,
        "ipv6": entry.ipv6,
        "firmware": camera.firmware,
        "up": camera.up,
        "listeners": [f"{service.kind} {service.address} {service.port}" for service in camera.services.open],
    }


def codes_by_id(codes: CodeMap) -> dict[str, str]:
    """Return setting id -> code, for tests that speak to a camera without a profile reader."""
    return {id_: codes.code(item) for id_, item in codes.items.items()}
