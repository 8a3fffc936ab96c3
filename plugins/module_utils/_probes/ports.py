# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Open TCP ports out of a short list: a connection is made and closed, nothing is sent."""

from __future__ import annotations

import errno
import selectors
import socket
from collections.abc import Sequence
from typing import Any

from .finding import Finding, not_seen, seen, unknown
from .visit import Visit
from .wire import Deadline

PORTS = "ports"
#: More is a port scan, which this is not.
MAX_PORTS = 64
_CLOSED = (errno.ECONNREFUSED, errno.ECONNRESET)


def probe_ports(visit: Visit) -> Finding:
    """Seen: at least one port of the list accepts connections."""
    wanted = sorted(dict.fromkeys(visit.target.ports))[:MAX_PORTS]
    if not wanted:
        return unknown(PORTS, "no ports are given")
    answers = knock(visit, wanted)
    facts: dict[str, Any] = {
        word: [port for port in wanted if answers[port] == word] for word in ("open", "closed", "silent")
    }
    if facts["open"]:
        return seen(PORTS, f"open: {', '.join(map(str, facts['open']))}", **facts)
    return not_seen(PORTS, f"none of {len(wanted)} ports is open", **facts)


def knock(visit: Visit, ports: Sequence[int]) -> dict[int, str]:
    """Knock at all ports at once, in this thread: open, closed or silent. An answer of either kind is a sign of life."""
    found = _knock(visit, ports, visit.deadline.within(visit.target.connect_limit))
    if set(found.values()) - {"silent"}:
        visit.sign_of_life()
    return found


def _knock(visit: Visit, ports: Sequence[int], deadline: Deadline) -> dict[int, str]:
    found = dict.fromkeys(ports, "silent")
    family = socket.AF_INET6 if ":" in visit.address else socket.AF_INET
    with selectors.DefaultSelector() as waiting:
        try:
            for port in ports:
                word = _start(visit, family, port, waiting)
                if word is not None:
                    found[port] = word
            while waiting.get_map():
                ready = waiting.select(deadline.left())
                if not ready:
                    break
                for key, _mask in ready:
                    knock: Any = key.fileobj
                    code = knock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                    found[key.data] = _word(code)
                    waiting.unregister(knock)
                    knock.close()
        finally:
            for key in list(waiting.get_map().values()):
                unheard: Any = key.fileobj
                unheard.close()
    return found


def _start(visit: Visit, family: socket.AddressFamily, port: int, waiting: selectors.BaseSelector) -> str | None:
    """Begin a connection; the answer where there is one at once."""
    knock = socket.socket(family, socket.SOCK_STREAM)
    try:
        knock.setblocking(False)
        if visit.target.source_address:
            knock.bind((visit.target.source_address, 0))
        place = socket.getaddrinfo(visit.address, visit.port(port), type=socket.SOCK_STREAM)[0][4]
        code = knock.connect_ex(place)
    except OSError as error:
        knock.close()
        return _word(error.errno or 0)
    if code in (errno.EINPROGRESS, errno.EWOULDBLOCK):
        waiting.register(knock, selectors.EVENT_WRITE, port)
        return None
    knock.close()
    return _word(code)


def _word(code: int) -> str:
    if code == 0:
        return "open"
    # no route, a source address that is not ours, a firewall of this host: nothing that the camera said
    return "closed" if code in _CLOSED else "silent"
