# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Emulated fleets of any size: several emulator processes, one inventory, their own CPU time apart."""

from __future__ import annotations

import ipaddress
import os
import shutil
import tempfile
import threading
from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any

import yaml
from netcam_emulator.testing import Fleet

ADMIN = "site-admin"
#: Both generations of Canon's Setting Page, and both ways to leave the factory: without an account, and with root / camera.
MODELS = ("VB-H47", "VB-M44", "VB-M640VE")
INITIAL = ("root", "camera")
NETWORK = "127.62"
_PER_PROCESS = 250
_TICK = os.sysconf("SC_CLK_TCK")
#: What a site decides once for all of its cameras; it stands in the group, as it would at a site.
SITE: dict[str, Any] = {
    "harden_allowed_hosts": ["127.0.0.0/8"],
    "harden_ntp_server": "192.0.2.123",
    "harden_rtp": False,
    "harden_https_policy": "https",
    "harden_time_zone": "Europe/Berlin",
    "harden_users": [{"name": "viewer", "password": "Kx82ViewerWz91"}],
}
_OWN = ("ansible_host", "ansible_user", "ansible_password", "ansible_netcam_profile")


def password_of(name: str) -> str:
    """A password of its own for each camera, strong by the guide's advice."""
    return f"Kx82{name.title().replace('-', '')}Wz91"


def model_of(name: str) -> str:
    """The model of a camera."""
    return MODELS[(int(name.rpartition("-")[2]) - 1) % len(MODELS)]


def entries(count: int, network: str = NETWORK) -> list[dict[str, Any]]:
    """So many cameras as delivered, reached by HTTPS with a certificate of the fleet's authority."""
    first = int(ipaddress.IPv4Address(f"{network}.1.0"))
    found = []
    for number in range(count):
        name = f"cam-{number + 1:04d}"
        # 250 to a network of 256, so that none ends in 0 or 255
        address = str(ipaddress.IPv4Address(first + 256 * (number // 250) + number % 250 + 1))
        found.append(
            {
                "name": name,
                "model": model_of(name),
                "address": address,
                "https": True,
                "restart_seconds": 0.3,
                "settings": {"ssl_tls.https_policy": "http_and_https"},
                "vars": {"ansible_user": ADMIN, "ansible_password": password_of(name)},
            }
        )
    return found


class Site:
    """A fleet of emulated cameras in several processes, from `__enter__` to `__exit__`."""

    def __init__(self, count: int, network: str = NETWORK, processes: int | None = None) -> None:
        self.count = count
        cameras = entries(count, network)
        number = processes or max(1, min(4, -(-count // _PER_PROCESS)))
        self.folder = Path(tempfile.mkdtemp(prefix="netcam-bench-"))
        self._fleets = [
            Fleet({"cameras": cameras[index::number]}, run_dir=self.folder / f"part-{index}", timeout=300)
            for index in range(number)
        ]

    def __enter__(self) -> Site:
        try:
            self._each(Fleet.start)
            self._write_inventory()
        except BaseException:
            self._stop()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def _stop(self) -> None:
        self._each(Fleet.stop)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _each(self, work: Any, *arguments: Any) -> list[Any]:
        """The same call on all parts at the same time."""
        answers: list[Any] = [None] * len(self._fleets)
        errors: list[BaseException] = []

        def one(index: int) -> None:
            try:
                answers[index] = work(self._fleets[index], *arguments)
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=one, args=(index,)) for index in range(len(self._fleets))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if errors:
            raise errors[0]
        return answers

    # -- the inventory ---------------------------------------------------------------------------------------------

    @property
    def inventory(self) -> Path:
        """One inventory of all parts."""
        return self.folder / "inventory.yml"

    @property
    def ca_path(self) -> Path:
        """The authorities of all parts in one file."""
        return self.folder / "ca.pem"

    def _write_inventory(self) -> None:
        self.ca_path.write_bytes(b"".join(fleet.ca_path.read_bytes() for fleet in self._fleets))
        # all parts have the same code maps, because they have the same seed
        profiles = self._fleets[0].run_dir / "profiles"
        shared: dict[str, Any] = {"ansible_connection": "netcam.hardening.camera", **SITE}
        families: dict[str, Any] = {}
        for fleet in self._fleets:
            text = fleet.inventory.read_text(encoding="utf-8")
            parts = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["cameras"]["children"]
            for family, group in parts.items():
                for name, values in (group["hosts"] or {}).items():
                    members = families.setdefault(family, {"hosts": {}, "vars": {}})
                    members["vars"]["ansible_netcam_profile"] = str(profiles / f"emulator_{family}.yml")
                    own = {key: values[key] for key in _OWN[:-1]}
                    own.update({key: value for key, value in values.items() if "initial" in key})
                    members["hosts"][name] = own
                    shared.update({key: value for key, value in values.items() if key not in (*own, *_OWN)})
        shared["ansible_netcam_ca_path"] = str(self.ca_path)
        content = {"cameras": {"vars": shared, "children": families}}
        self.inventory.write_text(yaml.dump(content, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper)), "utf-8")
        self.hosts = {name: dict(values) for group in families.values() for name, values in group["hosts"].items()}
        self.shared = shared
        self.profiles = {family: group["vars"]["ansible_netcam_profile"] for family, group in families.items()}

    # -- the cameras -----------------------------------------------------------------------------------------------

    def delay(self, seconds: float) -> None:
        """What every connection, HTTP request and datagram takes from now on."""
        self._each(Fleet.delay, seconds)

    def dump(self) -> list[dict[str, Any]]:
        """State of all cameras."""
        return self._each(Fleet.dump)

    def restore(self, dumped: list[dict[str, Any]]) -> None:
        """Put all cameras back, counters at zero."""
        for fleet, state in zip(self._fleets, dumped, strict=True):
            fleet.restore(state)
        self.reset_counters()

    def reset_counters(self) -> None:
        """Counters and lists of requests begin anew."""
        self._each(Fleet.reset_counters)

    def counters(self) -> dict[str, Counter[str]]:
        """What each camera counted."""
        return {name: Counter(counts) for part in self._each(Fleet.counters) for name, counts in part.items()}

    def requests(self) -> dict[str, list[str]]:
        """The last requests of each camera, newest last."""
        return {name: lines for part in self._each(Fleet.requests) for name, lines in part.items()}

    def cpu(self) -> float:
        """CPU seconds of the emulator's processes so far."""
        return sum(_cpu_of(fleet.pid) for fleet in self._fleets)


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICK
