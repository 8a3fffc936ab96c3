# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One search: probes to the group on each link and to each given address, and what comes back within the time limit."""

from __future__ import annotations

import contextlib
import ipaddress
import random
import selectors
import socket
import struct
import time
import uuid
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .._errors import CameraUnreachable, InvalidValue
from . import messages as wire
from .links import Address, Link
from .schedule import MULTICAST_REPEATS, UNICAST_REPEATS, Message, Schedule, longest

#: Datagrams that are looked at, from one sender and in all: enough for a recorder that answers for hundreds of cameras
#: and every repeat, and little enough that a sender who never stops costs a bounded amount of work.
MAX_FROM_ONE = 1024
MAX_IN_ALL = 100_000
#: Bytes the kernel may keep for us while answers of a large network arrive at once.
_BUFFER = 4 * 1024 * 1024

Log = Callable[[str], None]


@dataclass(frozen=True)
class Heard:
    """One device of one answer: what it says, the address that answered, and the link the answer came in on.

    An answer to a directed probe has no link: any address of the network may lead to that camera.
    """

    match: wire.Match
    source: str
    link: Link | None

    @property
    def identity(self) -> str:
        """The endpoint reference; the address where the device gives none."""
        return self.match.endpoint or self.source


def _every(_heard: Heard) -> bool:
    return True


@dataclass(frozen=True)
class Search:
    """What to search, and the limits. Times are in seconds; C(rate) is datagrams a second, for all links together.

    C(wait) is how long to listen after the last datagram. C(expected): stop as soon as so many devices have answered
    that C(counts) counts.
    """

    links: Sequence[Link] = ()
    targets: Sequence[Address] = ()
    timeout: float = 30.0
    wait: float = 4.0
    rate: float = 500.0
    max_cameras: int = 10_000
    expected: int | None = None
    counts: Callable[[Heard], bool] = _every


class _Listener:
    """Sorts the datagrams: which are answers to our probes, and which are noise or worse."""

    def __init__(self, search: Search, asked: dict[str, tuple[str, Link | None]], log: Log) -> None:
        self._search, self._asked, self._log = search, asked, log
        self._from: Counter[str] = Counter()
        self._total = 0
        self.heard: dict[tuple[str, str], Heard] = {}
        self._devices: set[str] = set()
        self._counted: set[str] = set()
        self.dropped = False

    def receive(self, data: bytes, source: str) -> str | None:
        """Take one datagram. The destination of a directed probe that it answers, else None."""
        self._total += 1
        self._from[source] += 1
        if self._from[source] > MAX_FROM_ONE or self._total > MAX_IN_ALL:
            if self._from[source] == MAX_FROM_ONE + 1 or self._total == MAX_IN_ALL + 1:
                self._log(f"{source} sends more than it may; what else it sends is ignored")
            return None
        try:
            answer = wire.read_answer(data)
        except wire.BadAnswer as error:
            self._log(f"{source}: an answer is ignored: {error}")
            return None
        asked = self._asked.get(answer.relates_to)
        if asked is None:
            self._log(f"{source}: an answer to somebody else's message is ignored")
            return None
        target, link = asked
        directed = link is None
        for match in answer.devices:
            self._keep(match, target if directed else source, link)
        return target if directed else None

    def _keep(self, match: wire.Match, source: str, link: Link | None) -> None:
        if not wire.is_camera(match.types):
            self._log(f"{source}: {match.endpoint or 'a device'} is no camera: {' '.join(match.types)}")
            return
        heard = Heard(match, source, link)
        key = (heard.identity, source)
        if key in self.heard:
            return
        if heard.identity not in self._devices and len(self._devices) >= self._search.max_cameras:
            self.dropped = True
            return
        self._devices.add(heard.identity)
        self.heard[key] = heard
        if self._search.counts(heard):
            self._counted.add(heard.identity)

    @property
    def enough(self) -> bool:
        """Whether all that are expected have answered."""
        return self._search.expected is not None and len(self._counted) >= self._search.expected


def run(
    search: Search,
    log: Log,
    clock: Callable[[], float] = time.monotonic,
    chance: random.Random | None = None,
) -> tuple[list[Heard], bool]:
    """Search. What was heard, in order of arrival, and whether devices beyond C(max_cameras) were left out.

    Raises InvalidValue when the addresses cannot be probed within the time limit, CameraUnreachable when nothing can be
    sent at all.
    """
    with contextlib.ExitStack() as stack:
        sockets, messages, asked = _prepare(search, stack, log)
        needed = longest(messages, search.rate)
        if needed + search.wait > search.timeout:
            raise InvalidValue(
                f"to probe {len(search.targets)} addresses at {search.rate:g} a second and to wait {search.wait:g} s for answers "
                f"can take {needed + search.wait:.0f} s, but timeout is {search.timeout:g} s",
                hint="Raise timeout or rate, or give fewer addresses.",
            )
        listener = _Listener(search, asked, log)
        start = clock()
        schedule = Schedule(messages, search.rate, start, chance or random.Random())
        _exchange(search, sockets, schedule, listener, start, clock, log)
        return list(listener.heard.values()), listener.dropped


def _exchange(
    search: Search,
    sockets: Sequence[socket.socket],
    schedule: Schedule,
    listener: _Listener,
    start: float,
    clock: Callable[[], float],
    log: Log,
) -> None:
    end, last = start + search.timeout, start
    silent = {str(target) for target in search.targets}
    with selectors.DefaultSelector() as selector:
        for sock in sockets:
            selector.register(sock, selectors.EVENT_READ)
        while (now := clock()) < end:
            while (message := schedule.take(now)) is not None:
                _send(sockets[message.socket], message, log)
                last = now
            due = schedule.next_time()
            until = min(end, last + search.wait if due is None else due)
            if due is None and (now >= until or (not silent and not search.links)):
                return
            for ready, _events in selector.select(max(0.0, until - now)):
                for data, source in _received(ready.fileobj):
                    target = listener.receive(data, source)
                    if target is not None:
                        silent.discard(target)
                        schedule.answered(target)
                    if listener.enough:
                        return


def _received(sock: object) -> list[tuple[bytes, str]]:
    """What lies in a socket's buffer; not all of a flood at once, so that sending goes on."""
    found: list[tuple[bytes, str]] = []
    if isinstance(sock, socket.socket):
        with contextlib.suppress(OSError):
            while len(found) < 64:
                data, peer = sock.recvfrom(65536)
                found.append((data, str(peer[0])))
    return found


def _send(sock: socket.socket, message: Message, log: Log) -> None:
    data = wire.probe(message.kind, message.message_id)
    try:
        address = socket.getaddrinfo(
            message.destination, wire.PORT, type=socket.SOCK_DGRAM, flags=socket.AI_NUMERICHOST
        )
        sock.sendto(data, address[0][4])
    except OSError as error:
        log(f"no probe to {message.destination}: {error.strerror or error}")


def _prepare(
    search: Search, stack: contextlib.ExitStack, log: Log
) -> tuple[list[socket.socket], list[Message], dict[str, tuple[str, Link | None]]]:
    """Sockets, messages, and which message id belongs to what."""
    sockets: list[socket.socket] = []
    messages: list[Message] = []
    asked: dict[str, tuple[str, Link | None]] = {}
    for link in search.links:
        try:
            sockets.append(stack.enter_context(_multicast_socket(link)))
        except OSError as error:
            log(f"no probes on {link.label}: {error.strerror or error}")
            continue
        group = wire.GROUP_IPV4 if link.address.version == 4 else wire.GROUP_IPV6
        zone = f"%{link.index}" if link.address.version == 6 else ""
        for kind in wire.TYPES:
            message = Message(len(sockets) - 1, group + zone, _new_id(), kind, MULTICAST_REPEATS)
            asked[message.message_id] = ("", link)
            messages.append(message)
    if search.links and not sockets:
        raise CameraUnreachable(
            f"no probe can be sent on {', '.join(link.label for link in search.links)}",
            hint="Look at the interfaces of this host, or set multicast to false. -vvv shows what was wrong.",
        )
    for version in sorted({target.version for target in search.targets}):
        family = socket.AF_INET if version == 4 else socket.AF_INET6
        sockets.append(stack.enter_context(_socket(family)))
        for target in (target for target in search.targets if target.version == version):
            before: Message | None = None
            for kind in wire.TYPES:
                before = Message(len(sockets) - 1, str(target), _new_id(), kind, UNICAST_REPEATS, before)
                asked[before.message_id] = (str(target), None)
                messages.append(before)
    return sockets, messages, asked


def _new_id() -> str:
    """Nobody who has not seen the probe can answer it."""
    return f"urn:uuid:{uuid.uuid4()}"


def _socket(family: int) -> socket.socket:
    sock = socket.socket(family, socket.SOCK_DGRAM)
    sock.setblocking(False)
    with contextlib.suppress(OSError):
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, _BUFFER)
    return sock


def _multicast_socket(link: Link) -> socket.socket:
    """A socket that sends to the group on this link, from the link's own address. Raises OSError."""
    sock = _socket(socket.AF_INET if link.address.version == 4 else socket.AF_INET6)
    try:
        if isinstance(link.address, ipaddress.IPv4Address):
            raw = link.address.packed
            # with an index (struct ip_mreqn) it is this interface, even where two have the same address
            choice = struct.pack("4s4si", bytes(4), raw, link.index) if link.index else raw
            sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, choice)
            sock.bind((str(link.address), 0))
        else:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, link.index)
            sock.bind((str(link.address), 0, 0, link.index if link.address.is_link_local else 0))
    except OSError:
        sock.close()
        raise
    return sock
