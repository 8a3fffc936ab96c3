# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Servers that misbehave, one connection or datagram at a time, on loopback addresses of this process's own."""

from __future__ import annotations

import itertools
import os
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from ansible_collections.netcam.hardening.plugins.module_utils._probes.visit import Target, Visit
from ansible_collections.netcam.hardening.plugins.module_utils._probes.wire import Deadline

_addresses = itertools.count(1)
Serve = Callable[[socket.socket], None]
Answer = Callable[[bytes], list[bytes]]


def fresh_address() -> str:
    """A loopback address that nothing listens on: its own per process and use."""
    number = next(_addresses)
    return f"127.{210 + os.getpid() % 40}.{number // 250}.{number % 250 + 1}"


@dataclass
class Place:
    """Where the server is, and what came in."""

    address: str
    port: int
    received: list[bytes] = field(default_factory=list)


@contextmanager
def tcp(serve: Serve, address: str | None = None) -> Iterator[Place]:
    """A server on a free port that hands every connection to C(serve), in a thread each."""
    with socket.socket() as listener:
        listener.bind((address or fresh_address(), 0))
        listener.listen(16)
        place = Place(*listener.getsockname())

        def accept() -> None:
            while True:
                try:
                    connection, _peer = listener.accept()
                except OSError:
                    return
                threading.Thread(target=handle, args=(connection,), daemon=True).start()

        def handle(connection: socket.socket) -> None:
            with connection:
                try:
                    serve(connection)
                except OSError:
                    return

        threading.Thread(target=accept, daemon=True).start()
        try:
            yield place
        finally:
            # a blocked accept wakes up
            listener.shutdown(socket.SHUT_RDWR)


@contextmanager
def udp(answer: Answer, address: str | None = None) -> Iterator[Place]:
    """A server on a free UDP port; C(answer) gives the datagrams to send back."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind((address or fresh_address(), 0))
        place = Place(*listener.getsockname())
        done = threading.Event()
        listener.settimeout(0.1)

        def serve() -> None:
            while True:
                try:
                    data, peer = listener.recvfrom(65535)
                    place.received.append(data)
                    for reply in answer(data):
                        listener.sendto(reply, peer)
                except TimeoutError:
                    # what has come in is read to its end, however late this thread gets its turn
                    if done.is_set():
                        return
                except OSError:
                    continue

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield place
        finally:
            done.set()
            thread.join()


def until_empty_line(connection: socket.socket) -> bytes:
    """A request's head."""
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(4096)
        if not part:
            return data
        data += part
    return data


def replying(*replies: bytes) -> Serve:
    """Answers one request after the other with these bytes, then closes."""

    def serve(connection: socket.socket) -> None:
        for reply in replies:
            if not until_empty_line(connection):
                return
            connection.sendall(reply)

    return serve


def endless(start: bytes, part: bytes) -> Serve:
    """Starts to answer and never stops."""

    def serve(connection: socket.socket) -> None:
        connection.sendall(start)
        while True:
            connection.sendall(part)

    return serve


def resetting(connection: socket.socket) -> None:
    """Resets the connection as soon as a request comes."""
    connection.recv(1)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def silent(connection: socket.socket) -> None:
    """Accepts and says nothing, until the client goes."""
    while connection.recv(4096):
        continue


def dripping(connection: socket.socket) -> None:
    """A byte now and then: every single read is answered in time, and the whole never ends."""
    connection.settimeout(0.02)
    while True:
        connection.sendall(b"H")
        try:
            if not connection.recv(4096):
                return
        except TimeoutError:
            continue


def visit_to(place: Place, port: int, *, seconds: float = 60.0, silence: float = 30.0, **more: object) -> Visit:
    """A visit that finds the server at the camera's port C(port). Patient, unless the test is about silence."""
    target = Target(
        place.address,
        port_map={port: place.port},
        time_limit=seconds,
        connect_limit=seconds,
        silence=silence,
        **more,  # type: ignore[arg-type]
    )
    return Visit(target, place.address, Deadline(seconds))
