# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Sockets of a camera. The accept is our own, so that a prohibited address is turned away before any byte is read."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
import weakref
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

Admit = Callable[[str], bool]
_SHARED = (5353, 3702)
_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Gate:
    """Who may come in, and the camera's counters of who came."""

    admits: Admit
    counters: Counter[str]
    delay: Callable[[], float] = lambda: 0.0

    def knock(self, peer: str, what: str) -> bool:
        """Count somebody who comes, and say whether he may come in."""
        self.counters[what] += 1
        if self.admits(peer):
            return True
        self.counters["refused_hosts"] += 1
        return False


class Listener(Protocol):
    """What the services need of any listener."""

    def close(self, hard: bool) -> None:
        """Stop listening and end all connections, with a reset when `hard`."""

    def expel(self) -> None:
        """End connections of addresses that are no longer admitted."""


def reset(transport: asyncio.BaseTransport | None) -> None:
    """End a connection with a TCP reset."""
    if transport is None:
        return
    raw = transport.get_extra_info("socket")
    if raw is not None and raw.fileno() >= 0:
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
    if isinstance(transport, asyncio.Transport):
        transport.abort()


def _bound(kind: socket.SocketKind, address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    sock = socket.socket(family, kind)
    try:
        sock.setblocking(False)
        if (
            kind == socket.SOCK_STREAM or port in _SHARED
        ):  # a host's own responder may hold such a port on all addresses
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        sock.bind((address, port))
    except OSError:
        sock.close()
        raise
    return sock


class TcpListener:
    """Accepts, asks the gate, and hands the connection to a protocol; a refused one is reset without an answer."""

    def __init__(
        self,
        address: str,
        port: int,
        factory: Callable[[], asyncio.BaseProtocol],
        gate: Gate,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self._loop = asyncio.get_running_loop()
        self._factory, self._gate, self._tls = factory, gate, tls
        self._connections: weakref.WeakSet[asyncio.BaseTransport] = weakref.WeakSet()
        self._handshakes: set[asyncio.Task[None]] = set()
        self._socket = _bound(socket.SOCK_STREAM, address, port)
        self._socket.listen(128)
        self._loop.add_reader(self._socket, self._accept)

    def _accept(self) -> None:
        for _unused in range(64):
            try:
                connection, peer = self._socket.accept()
            except OSError:  # nobody waiting any more, or gone before we came
                return
            if not self._gate.knock(peer[0], "connections"):
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                connection.close()
                continue
            connection.setblocking(False)
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            task = self._loop.create_task(self._serve(connection))
            self._handshakes.add(task)
            task.add_done_callback(self._handshakes.discard)

    async def _serve(self, connection: socket.socket) -> None:
        try:
            if (delay := self._gate.delay()) > 0:
                await asyncio.sleep(delay)
            transport, _unused = await self._loop.connect_accepted_socket(self._factory, connection, ssl=self._tls)
        except (OSError, ssl.SSLError, asyncio.CancelledError):
            connection.close()  # the client did not like our certificate, or left, or the listener closed
            return
        if self._tls is not None:
            self._gate.counters["tls_handshakes"] += 1
        self._connections.add(transport)

    def expel(self) -> None:
        """End connections of addresses that are no longer admitted."""
        for transport in list(self._connections):
            peer = transport.get_extra_info("peername")
            if peer and not transport.is_closing() and not self._gate.admits(peer[0]):
                transport.close()

    def close(self, hard: bool) -> None:
        """Stop listening and end all connections."""
        self._loop.remove_reader(self._socket)
        self._socket.close()
        for task in list(self._handshakes):
            task.cancel()
        for transport in list(self._connections):
            if hard:
                reset(transport)
            else:
                transport.close()


class UdpListener:
    """Answers datagrams by a function; None means silence."""

    def __init__(self, address: str, port: int, answer: Callable[[bytes], bytes | None], gate: Gate) -> None:
        self._loop = asyncio.get_running_loop()
        self._answer, self._gate = answer, gate
        self._socket = _bound(socket.SOCK_DGRAM, address, port)
        self._loop.add_reader(self._socket, self._receive)

    def _receive(self) -> None:
        try:
            data, peer = self._socket.recvfrom(65536)
        except OSError:
            return
        if not self._gate.knock(peer[0], "datagrams"):
            return
        reply = self._answer(data)
        if reply is None:
            return
        if (delay := self._gate.delay()) > 0:
            self._loop.call_later(delay, self._send, reply, peer)
        else:
            self._send(reply, peer)

    def _send(self, reply: bytes, peer: tuple[Any, ...]) -> None:
        try:
            self._socket.sendto(reply, peer)
        except OSError:
            return  # the asker has closed its socket, the buffer is full, or we have closed: a lost datagram

    def expel(self) -> None:
        """Nothing to end: no connections."""

    def close(self, hard: bool) -> None:
        """Stop listening."""
        self._loop.remove_reader(self._socket)
        self._socket.close()
