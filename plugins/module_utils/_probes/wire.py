# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Sockets towards a stranger: every read has a size, every wait an end, every failure a word.

Threads wait here, many cameras at a time. Nothing is shared between two sockets.
"""

from __future__ import annotations

import errno
import socket
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

#: A head of HTTP or RTSP; cameras send some hundred bytes.
MAX_HEAD = 32 * 1024
_DATAGRAM = 65535
#: More answers to one question than this are a flood, bytes and datagrams.
_MAX_ANSWERS = 64


class WireError(Exception):
    """A connection or an exchange that failed; C(kind) is for machines, the message for people.

    C(alive): something at the address did answer, though not what was asked for.
    """

    def __init__(self, kind: str, message: str, alive: bool = False) -> None:
        super().__init__(message)
        self.kind = kind
        self.alive = alive


REFUSED, SILENT, RESET, CLOSED, UNREACHABLE = "refused", "silent", "reset", "closed", "unreachable"
NO_SOURCE, TLS, GARBAGE, STALLED = "no_source", "tls", "garbage", "stalled"
_ERRNO: Mapping[int, tuple[str, str, bool]] = {
    errno.ECONNREFUSED: (REFUSED, "the connection is refused (nothing listens on this port)", True),
    errno.ECONNRESET: (RESET, "the connection was reset", True),
    errno.EPIPE: (RESET, "the connection was reset", True),
    errno.EHOSTUNREACH: (UNREACHABLE, "there is no route to this address, or nobody has it", False),
    errno.ENETUNREACH: (UNREACHABLE, "the network is unreachable", False),
    errno.EADDRNOTAVAIL: (NO_SOURCE, "the source address is not one of this host", False),
    errno.ETIMEDOUT: (SILENT, "nothing answered", False),
}


def translated(error: BaseException) -> WireError:
    """Our word for an operating system's or TLS error, without its text."""
    if isinstance(error, WireError):
        return error
    if isinstance(error, TimeoutError):
        return WireError(SILENT, "nothing answered in time")
    if isinstance(error, (ssl.SSLEOFError, ssl.SSLZeroReturnError)):
        return WireError(CLOSED, "the connection was closed during the TLS handshake", alive=True)
    if isinstance(error, ssl.SSLError):
        return WireError(TLS, "this port does not speak TLS, or no version that this host does", alive=True)
    if isinstance(error, OSError) and error.errno is not None and error.errno in _ERRNO:
        kind, message, alive = _ERRNO[error.errno]
        return WireError(kind, message, alive)
    return WireError(UNREACHABLE, f"the connection failed ({type(error).__name__})")


def _of_open(error: BaseException) -> WireError:
    """As C(translated), for a connection that stands: somebody is there, whatever he does not say."""
    if isinstance(error, TimeoutError):
        return WireError(STALLED, "the connection was accepted, but the answer did not come in time", alive=True)
    return translated(error)


class Deadline:
    """A moment on the monotonic clock."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """Seconds left, never negative."""
        return max(0.0, self._end - time.monotonic())

    def within(self, seconds: float) -> Deadline:
        """The earlier of this moment and so many seconds from now."""
        return Deadline(min(seconds, self.left()))


class Stream:
    """One TCP connection, perhaps with TLS. Every call ends at the deadline. Raises WireError."""

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self.deadline = deadline
        self._buffer = b""

    def close(self) -> None:
        """Close; never fails."""
        try:
            self._connection.close()
        except OSError:
            return

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *_unused: object) -> None:
        self.close()

    def send(self, data: bytes) -> None:
        """Send all of it."""
        try:
            self._limit()
            self._connection.sendall(data)
        except OSError as error:
            raise _of_open(error) from None

    def read(self, size: int) -> bytes:
        """Up to C(size) bytes, at least one; empty at the end of the connection."""
        if not self._buffer:
            self._buffer = self._receive()
        part, self._buffer = self._buffer[:size], self._buffer[size:]
        return part

    def until(self, mark: bytes, limit: int) -> bytes:
        """Everything up to and with C(mark)."""
        while mark not in self._buffer:
            if len(self._buffer) > limit:
                raise WireError(GARBAGE, f"the answer has more than {limit} bytes without an end", alive=True)
            part = self._receive()
            if not part:
                words = "without an answer" if not self._buffer else "in the middle of an answer"
                raise WireError(CLOSED, f"the connection was closed {words}", alive=True)
            self._buffer += part
        found, _mark, self._buffer = self._buffer.partition(mark)
        if len(found) > limit:
            raise WireError(GARBAGE, f"the answer has more than {limit} bytes without an end", alive=True)
        return found + mark

    def _limit(self) -> None:
        left = self.deadline.left()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)

    def _receive(self) -> bytes:
        try:
            self._limit()
            return self._connection.recv(16 * 1024)
        except (OSError, ValueError) as error:
            raise _of_open(error) from None


def connect(
    address: str,
    port: int,
    deadline: Deadline,
    *,
    source: str | None = None,
    tls: ssl.SSLContext | None = None,
    name: str | None = None,
) -> Stream:
    """A TCP connection to a numeric address. C(name) is the host name for TLS. Raises WireError."""
    try:
        left = deadline.left()
        if left <= 0:
            raise TimeoutError
        connection = socket.create_connection((address, port), left, (source, 0) if source else None)
    except OSError as error:
        raise translated(error) from None
    if tls is None:
        return Stream(connection, deadline)
    try:
        connection.settimeout(max(deadline.left(), 0.001))
        return Stream(tls.wrap_socket(connection, server_hostname=name), deadline)
    except (OSError, ValueError) as error:
        connection.close()
        raise _of_open(error) from None


Accept = Callable[[bytes], bool]


def ask(
    address: str,
    port: int,
    datagrams: Sequence[bytes],
    accept: Accept,
    deadline: Deadline,
    *,
    source: str | None = None,
    any_port: bool = False,
    sends: int = 3,
) -> list[bytes]:
    """Send datagrams, C(sends) times while C(accept) is not content, and return everything that came back.

    Ends at the first answer for which C(accept) returns True, at the deadline, or when there are too many. With C(any_port)
    the answer may come from another port of the address. An empty list is silence. Raises WireError (refused: nobody
    listens there).
    """
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as asker:
        try:
            if source:
                asker.bind((source, 0))
            place = socket.getaddrinfo(address, port, type=socket.SOCK_DGRAM)[0][4]
            if not any_port:
                # only answers of this very place come in, and the camera's "no such port" with them
                asker.connect(place)
            return _exchange(asker, place, datagrams, accept, deadline, any_port, sends)
        except OSError as error:
            raise translated(error) from None


def _exchange(
    asker: socket.socket,
    place: tuple[Any, ...],
    datagrams: Sequence[bytes],
    accept: Accept,
    deadline: Deadline,
    any_port: bool,
    sends: int,
) -> list[bytes]:
    answers: list[bytes] = []
    pause = deadline.left() / (sends + 1)
    for number in range(sends):
        for datagram in datagrams:
            if any_port:
                asker.sendto(datagram, place)
            else:
                asker.send(datagram)
        wait = deadline.within(pause) if number < sends - 1 else deadline
        if collect(asker, accept, wait, answers, place[0] if any_port else None):
            break
    return answers


def collect(
    asker: socket.socket, accept: Accept, deadline: Deadline, answers: list[bytes], sender: object = None
) -> bool:
    """Take datagrams until C(accept) says enough, or the deadline; whether it said so. What lies in the buffer counts,
    however late this thread got its turn."""
    while len(answers) < _MAX_ANSWERS:
        # not select(): that knows no file descriptor above 1023, and a thousand cameras have more
        asker.settimeout(deadline.left())
        try:
            data, place = asker.recvfrom(_DATAGRAM)
        except (BlockingIOError, TimeoutError):
            return False
        if sender is not None and str(place[0]).partition("%")[0] != str(sender).partition("%")[0]:
            continue
        enough = accept(data)
        answers.append(data)
        if enough:
            return True
    return True
