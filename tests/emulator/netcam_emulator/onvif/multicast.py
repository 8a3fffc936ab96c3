# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""WS-Discovery probes sent to the multicast group: one socket per interface hears them for all cameras of the fleet.

Only on interfaces that the fleet file names, since everybody on an interface hears everybody's probes.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
from collections.abc import Iterable

from ..camera import Camera
from ..services import DISCOVERY_PORT
from .discovery import DiscoveryResponder

GROUP = "239.255.255.250"


class MulticastDiscovery:
    """Hears probes on one interface, given by its address; raises OSError where that cannot be done."""

    def __init__(self, interface: str, cameras: Iterable[Camera]) -> None:
        self._interface = interface
        self._responders = [(camera, DiscoveryResponder(camera)) for camera in cameras]
        self._loop = asyncio.get_running_loop()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        try:
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            member = socket.inet_aton(GROUP) + socket.inet_aton(interface)
            self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
            # Without this Linux hands over what arrives on any interface that anybody has joined.
            self._socket.setsockopt(socket.IPPROTO_IP, _IP_MULTICAST_ALL, 0)
            self._socket.bind((GROUP, DISCOVERY_PORT))
        except OSError:
            self._socket.close()
            raise
        self._loop.add_reader(self._socket, self._receive)

    def close(self) -> None:
        """Stop hearing."""
        self._loop.remove_reader(self._socket)
        self._socket.close()

    def _receive(self) -> None:
        try:
            data, peer = self._socket.recvfrom(65536)
        except OSError:
            return
        for camera, responder in self._responders:
            if camera.faults.has("dead") or not camera.admits(peer[0]):
                continue
            reply = responder.answer(data)
            if reply is not None:
                self._send(camera, reply, peer)

    def _send(self, camera: Camera, reply: bytes, peer: tuple[str, int]) -> None:
        """From the camera's own address; to a real network that cannot be, so from the interface's."""
        source = camera.entry.address if ipaddress.ip_address(peer[0]).is_loopback else self._interface
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as out:
            try:
                out.bind((source, 0))
                out.sendto(reply, peer)
            except OSError:
                return  # a lost datagram


_IP_MULTICAST_ALL = 49  # linux/in.h; the socket module has no name for it
