# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A network of its own for cameras: two network namespaces, joined by a veth pair, without a trace on this host's network."""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from netcam_emulator.testing import Fleet

#: Set apart for tests of networks (RFC 2544), and unique local addresses (RFC 4193).
NETWORK, NETWORK_IPV6 = "198.18.53", "fd53::"
CONTROLLER_LINK, CAMERA_LINK = "ctl0", "cams0"


def ip(*arguments: str) -> str:
    """The output of ip(8). Raises CalledProcessError."""
    return subprocess.run(["ip", *arguments], check=True, capture_output=True, text=True, timeout=60).stdout


def why_not() -> str | None:
    """Why there can be no namespaces here, None when there can."""
    if shutil.which("ip") is None:
        return "ip (Debian package iproute2) is not installed"
    name = f"netcam-try-{os.getpid()}"
    try:
        ip("netns", "add", name)
    except subprocess.CalledProcessError as error:
        return " ".join(error.stderr.split())[-120:] or "ip netns add fails"
    try:
        ip("-n", name, "link", "add", "a0", "type", "veth", "peer", "name", "b0")
        ip("netns", "exec", name, "true")
    except subprocess.CalledProcessError as error:
        return " ".join(error.stderr.split())[-120:] or "there is no veth"
    finally:
        ip("netns", "delete", name)
    return None


@dataclass(frozen=True)
class Pair:
    """The controller's namespace and the cameras'."""

    controller: str
    cameras: str

    def add(self, namespace: str, link: str, *addresses: str) -> None:
        """Give a link addresses, and wait until the kernel lets them be used."""
        for address in addresses:
            ip("-n", namespace, "address", "add", address, "dev", link, *(["nodad"] if ":" in address else []))

    def wait(self) -> None:
        """Wait until every address is usable: a link-local one is examined for a second after its link came up."""
        ends = time.monotonic() + 60
        for namespace in (self.controller, self.cameras):
            while "tentative" in (shown := ip("-n", namespace, "-6", "address", "show")) or "fe80" not in shown:
                assert time.monotonic() < ends, shown
                time.sleep(0.1)

    def link_local(self) -> str:
        """The link-local IPv6 address of the controller's link."""
        shown = json.loads(
            ip("-j", "-n", self.controller, "-6", "address", "show", "dev", CONTROLLER_LINK, "scope", "link")
        )
        addresses = [address for link in shown for address in link.get("addr_info", ()) if "local" in address]
        return str(addresses[0]["local"])


@contextlib.contextmanager
def pair() -> Iterator[Pair]:
    """Two namespaces; gone afterwards, with all their links."""
    found = Pair(f"netcam-ctl-{os.getpid()}", f"netcam-cams-{os.getpid()}")
    with contextlib.ExitStack() as stack:
        for name in (found.controller, found.cameras):
            ip("netns", "add", name)
            stack.callback(ip, "netns", "delete", name)
            ip("-n", name, "link", "set", "lo", "up")
        ip(
            "link", "add", CONTROLLER_LINK, "netns", found.controller, "type", "veth",
            "peer", "name", CAMERA_LINK, "netns", found.cameras,
        )  # fmt: skip
        ip("-n", found.controller, "link", "set", CONTROLLER_LINK, "up")
        ip("-n", found.cameras, "link", "set", CAMERA_LINK, "up")
        yield found


class NamespaceFleet(Fleet):
    """A fleet whose process, control API included, is in a namespace."""

    def __init__(self, namespace: str, fleet: dict[str, Any], folder: Path) -> None:
        inside = shlex.join(["ip", "netns", "exec", namespace, sys.executable])
        python = folder / "python"
        python.write_text(f'#!/bin/sh\nexec {inside} "$@"\n', encoding="utf-8")
        python.chmod(0o755)
        super().__init__(fleet, python=str(python))
        self._namespace = namespace

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Call the control API from inside the namespace."""
        command: Sequence[str] = ["curl", "-q", "-sSf", "-m", "60", "--noproxy", "*", "-X", method]
        sent = [] if method == "GET" else ["-H", "Content-Type: application/json", "-d", json.dumps(body or {})]
        done = subprocess.run(
            ["ip", "netns", "exec", self._namespace, *command, *sent, self._url + path],
            check=True, capture_output=True, text=True, timeout=300,
        )  # fmt: skip
        return json.loads(done.stdout)
