# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Avahi on a link of its own: two network namespaces with a cable between them, the camera's and the controller's."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from .servers import PATIENCE, program

LOOK = Path(__file__).with_name("look.py")
CAMERA, CONTROLLER = "10.77.0.2", "10.77.0.1"
#: The service file, as a camera's own: a web server.
SERVICE = """<?xml version="1.0"?><!DOCTYPE service-group SYSTEM "avahi-service.dtd">
<service-group><name>Witness camera</name><service><type>_http._tcp</type><port>80</port></service></service-group>
"""


def may_make_namespaces() -> bool:
    """Whether this process may make network namespaces."""
    return subprocess.run(["unshare", "-n", "true"], capture_output=True, check=False).returncode == 0


@dataclass(frozen=True)
class Link:
    """Two namespaces, by the process that holds each."""

    camera: int
    controller: int

    def inside(self, pid: int, *command: str) -> list[str]:
        """A command inside one of them."""
        return ["nsenter", "-t", str(pid), "-n", *command]

    def probe(self, *names: str, **target: Any) -> dict[str, Any]:
        """What the controller sees of the camera."""
        asked = {"target": {"host": CAMERA, "time_limit": 60, **target}, "probes": names}
        run = subprocess.run(
            self.inside(self.controller, sys.executable, str(LOOK), os.environ["ANSIBLE_COLLECTIONS_PATH"]),
            input=json.dumps(asked), capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        return dict(json.loads(run.stdout))


@pytest.fixture
def link() -> Iterator[Link]:
    """The two namespaces and the cable."""
    program("ip", "iproute2")
    if not may_make_namespaces():
        pytest.skip("needs the right to make network namespaces (root)")
    holders = [subprocess.Popen(["unshare", "-n", "sleep", "600"]) for _unused in range(2)]
    try:
        made = Link(holders[0].pid, holders[1].pid)
        for holder in holders:
            _wait_for_namespace(holder.pid)
        _run(made.inside(made.camera, "ip", "link", "add", "cable", "type", "veth", "peer", "name", "cable", "netns",
                         str(made.controller)))  # fmt: skip
        for pid, address in ((made.camera, CAMERA), (made.controller, CONTROLLER)):
            _run(made.inside(pid, "ip", "addr", "add", f"{address}/24", "dev", "cable"))
            _run(made.inside(pid, "ip", "link", "set", "cable", "up"))
            _run(made.inside(pid, "ip", "link", "set", "lo", "up"))
        yield made
    finally:
        for holder in holders:
            holder.kill()
            holder.wait()


def _run(command: Sequence[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)


def _wait_for_namespace(pid: int) -> None:
    ends = time.monotonic() + PATIENCE
    while os.readlink(f"/proc/{pid}/ns/net") == os.readlink("/proc/self/ns/net"):
        assert time.monotonic() < ends, "no namespace"
        time.sleep(0.05)


@contextmanager
def avahi(link: Link, folder: Path, publish_service: bool) -> Iterator[None]:
    """The daemon in the camera's namespace, with a /run and services of its own."""
    daemon = program("avahi-daemon", "avahi-daemon")
    (folder / "services").mkdir()
    if publish_service:
        (folder / "services/http.service").write_text(SERVICE)
    (folder / "avahi.conf").write_text(
        "[server]\nhost-name=witness\nuse-ipv6=no\nenable-dbus=no\nallow-interfaces=cable\n"
        "[publish]\npublish-hinfo=no\npublish-workstation=no\n"
    )
    script = (
        f"mount -t tmpfs none /run && mkdir -p /run/avahi-daemon && mount --bind {folder}/services /etc/avahi/services && "
        f"exec {daemon} -f {folder}/avahi.conf --no-drop-root --no-chroot --no-rlimits"
    )
    log = folder / "avahi.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            link.inside(link.camera, "unshare", "-m", "sh", "-c", script), stdout=output, stderr=output
        )
    try:
        ends = time.monotonic() + PATIENCE
        # it asks whether anybody has its name, then announces itself
        while "Server startup complete" not in log.read_text(errors="replace"):
            assert process.poll() is None, log.read_text(errors="replace")
            assert time.monotonic() < ends, log.read_text(errors="replace")
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(PATIENCE)


def test_a_camera_that_announces_its_web_server(link: Link, tmp_path: Path) -> None:
    with avahi(link, tmp_path, publish_service=True):
        found = link.probe("mdns", mdns_services=True, silence=30)["findings"]["mdns"]
    assert found["state"] == "seen"
    assert found["facts"]["multicast"] is True
    assert "Witness camera._http._tcp.local" in found["facts"]["services"]


def test_a_camera_that_announces_nothing_is_found_by_its_address(link: Link, tmp_path: Path) -> None:
    with avahi(link, tmp_path, publish_service=False):
        found = link.probe("mdns", silence=30)["findings"]["mdns"]
    assert found["state"] == "seen"
    assert "witness.local" in found["facts"]["services"] + found["facts"]["hosts"]


def test_no_responder_is_not_seen_where_the_host_itself_answers(link: Link) -> None:
    found = link.probe("mdns", silence=1)
    assert found["alive"]
    assert found["findings"]["mdns"]["state"] == "not_seen"


def test_an_address_that_nobody_has_is_unknown(link: Link) -> None:
    found = link.probe(
        "mdns", "snmp", "http", "ws_discovery", host="10.77.0.99", silence=1, connect_limit=10, communities=["x"]
    )
    assert not found["alive"]
    assert {finding["state"] for finding in found["findings"].values()} == {"unknown"}


def test_a_camera_that_drops_everything_is_unknown(link: Link) -> None:
    # a black hole: the address is there, and nothing comes back
    _run(link.inside(link.camera, "ip", "route", "add", "blackhole", f"{CONTROLLER}/32"))
    found = link.probe("mdns", "snmp", "ftp", "rtsp", silence=1, connect_limit=2, communities=["x"])
    assert not found["alive"]
    assert {finding["state"] for finding in found["findings"].values()} == {"unknown"}
