# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ports below 1024 need root; without it they are listened on shifted, like a port forward in front of the camera."""

from __future__ import annotations

import socket
from dataclasses import dataclass

SHIFT_WITHOUT_ROOT = 20000
WELL_KNOWN = (21, 80, 161, 443, 554)


@dataclass(frozen=True)
class Ports:
    """Camera port -> reachable port."""

    offset: int = 0

    def bound(self, port: int) -> int:
        """Return the port to listen on for a port of the camera."""
        return port + self.offset if port < 1024 else port

    @property
    def mapping(self) -> dict[str, int]:
        """The well-known ports that are shifted, empty when nothing is."""
        return {str(port): self.bound(port) for port in WELL_KNOWN} if self.offset else {}


def choose(option: str, address: str) -> Ports:
    """Return the ports for `--port-offset`: a number, or `auto` = 0 where port 80 can be bound, else a shift."""
    if option != "auto":
        return Ports(int(option))
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, 80))
        except PermissionError:
            return Ports(SHIFT_WITHOUT_ROOT)
    return Ports()
