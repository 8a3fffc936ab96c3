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
import struct
from collections.abc import Iterable

from ..camera import Camera
from ..services import DISCOVERY_PORT
from .discovery import DiscoveryResponder

GROUP, GROUP_IPV6 = "239.255.255.250", "ff02::c"


class MulticastDiscovery:
    """Hears probes on one interface: by IPv4 when its address is given, by IPv6 when its name is. Raises OSError."""

    def __init__(self, interface: str, cameras: Iterable[Camera]) -> None:
        self._interface = interface
        self._ipv4 = _is_address(interface)
        self._responders = [(camera, DiscoveryResponder(camera)) for camera in cameras]
        self._loop = asyncio.get_running_loop()
        self._socket = socket.socket(socket.AF_INET if self._ipv4 else socket.AF_INET6, socket.SOCK_DGRAM)
        try:
            self._socket.setblocking(False)
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if self._ipv4:
                self._join()
            else:
                self._join_ipv6()
        except OSError:
            self._socket.close()
            raise
        self._loop.add_reader(self._socket, self._receive)

    def _join(self) -> None:
        member = socket.inet_aton(GROUP) + socket.inet_aton(self._interface)
        self._socket.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, member)
        # Without this Linux hands over what arrives on any interface that anybody has joined.
        self._socket.setsockopt(socket.IPPROTO_IP, _IP_MULTICAST_ALL, 0)
        self._socket.bind((GROUP, DISCOVERY_PORT))

    def _join_ipv6(self) -> None:
        index = socket.if_nametoindex(self._interface)
        member = struct.pack("16si", socket.inet_pton(socket.AF_INET6, GROUP_IPV6), index)
        self._socket.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, member)
        self._socket.bind((GROUP_IPV6, DISCOVERY_PORT, 0, index))

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
            if camera.faults.has("dead") or not camera.admits(peer[0].partition("%")[0]):
                continue
            reply = responder.answer(data)
            if reply is not None:
                self._send(camera, reply, peer)

    def _send(self, camera: Camera, reply: bytes, peer: tuple[str, int]) -> None:
        """From the camera's own address; from a loopback one to a real network that cannot be, so from the interface's."""
        if not self._ipv4:
            source = camera.entry.ipv6
        elif ipaddress.ip_address(peer[0]).is_loopback or not ipaddress.ip_address(camera.entry.address).is_loopback:
            source = camera.entry.address
        else:
            source = self._interface
        with socket.socket(self._socket.family, socket.SOCK_DGRAM) as out:
            try:
                out.bind((source, 0))
                out.sendto(reply, peer)
            except OSError:
                return  # a lost datagram


def _is_address(text: str) -> bool:
    try:
        socket.inet_aton(text)
    except OSError:
        return False
    return True


_IP_MULTICAST_ALL = 49  # linux/in.h; the socket module has no name for it
