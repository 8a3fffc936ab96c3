# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""mDNS: does the camera announce itself? Asked straight, and by multicast for its own address, so that only it answers.

A question for services by multicast is answered by every responder on the link: with many cameras at once that is a storm,
so it is asked only on request. zeroconf (the library) opens sockets and threads for the whole link per instance; one
question to one camera needs neither.
"""

from __future__ import annotations

import ipaddress
import secrets
import socket
from typing import Any

from .dns import AAAA, PTR, SRV, A, BadMessage, Record, question, read_response, reverse_name
from .finding import Finding, clean, not_seen, seen, unknown
from .visit import Visit
from .wire import REFUSED, WireError, collect, translated

MDNS = "mdns"
_PORT = 5353
_GROUP_IPV4, _GROUP_IPV6 = "224.0.0.251", "ff02::fb"
#: What cameras are known to announce, and the list of all that a host announces (RFC 6763 section 9).
SERVICES = ("_http._tcp.local", "_services._dns-sd._udp.local")
_MAX_NAMES = 16


def probe_mdns(visit: Visit) -> Finding:
    """Seen: the camera answers an mDNS question, sent to it or to the group."""
    own_name = reverse_name(visit.address)
    identity = secrets.randbits(16)
    straight = [question(name, PTR, identity) for name in (*SERVICES, own_name)]
    reason = "silent"
    answers: list[bytes] = []
    try:
        answers = visit.udp(_PORT, straight, _is_response)
    except WireError as error:
        if error.kind != REFUSED:
            return unknown(MDNS, str(error))
        reason = REFUSED
    records = _records(answers)
    facts: dict[str, Any] = {"answer": reason, "unicast": bool(records), "multicast": None, **_names(records)}
    loopback = ipaddress.ip_address(visit.address.partition("%")[0]).is_loopback
    if visit.target.mdns_services or not (records or loopback):
        names = (*SERVICES, own_name) if visit.target.mdns_services else (own_name,)
        try:
            heard = _records(_multicast(visit, [question(name, PTR, identity) for name in names]))
        except WireError as error:
            facts["multicast_problem"] = str(error)
        else:
            facts["multicast"] = bool(heard)
            facts.update(_names(records + heard))
    if facts["unicast"] or facts["multicast"]:
        facts["answer"] = "mdns"
        shown = ", ".join(facts["services"] or facts["hosts"]) or "an answer"
        return seen(MDNS, f"announces {shown}", **facts)
    return not_seen(MDNS, "no answer to mDNS" if reason == "silent" else "nothing listens on the mDNS port", **facts)


def _is_response(data: bytes) -> bool:
    try:
        return bool(read_response(data))
    except BadMessage:
        return False


def _records(answers: list[bytes]) -> list[Record]:
    found: list[Record] = []
    for answer in answers:
        try:
            found += read_response(answer)
        except BadMessage:
            continue
    return found


def _names(records: list[Record]) -> dict[str, list[str]]:
    services = [record.value for record in records if record.kind == PTR and record.value]
    hosts = [record.value for record in records if record.kind == SRV] + [
        record.name for record in records if record.kind in (A, AAAA)
    ]
    addresses = [record.value for record in records if record.kind in (A, AAAA)]
    return {
        "services": sorted({clean(name) for name in services})[:_MAX_NAMES],
        "hosts": sorted({clean(name) for name in hosts})[:_MAX_NAMES],
        "addresses": sorted({address for address in addresses if address})[:_MAX_NAMES],
    }


def _multicast(visit: Visit, questions: list[bytes]) -> list[bytes]:
    """A one-shot question to the group on the link towards the camera (RFC 6762 section 5.1). Raises WireError."""
    six = ":" in visit.address
    family = socket.AF_INET6 if six else socket.AF_INET
    answers: list[bytes] = []
    deadline = visit.deadline.within(visit.target.silence)
    with socket.socket(family, socket.SOCK_DGRAM) as asker:
        try:
            place = _towards(visit, asker, six)
            pause = deadline.left() / 3
            for number in range(2):
                for datagram in questions:
                    asker.sendto(datagram, place)
                wait = deadline.within(pause) if number == 0 else deadline
                if collect(asker, _is_response, wait, answers, visit.address):
                    break
        except OSError as error:
            raise translated(error) from None
    if answers:
        visit.sign_of_life()
    return answers


def _towards(visit: Visit, asker: socket.socket, six: bool) -> tuple[Any, ...]:
    """Bind to this host's address towards the camera, and return the group's address on that link."""
    place = socket.getaddrinfo(visit.address, _PORT, type=socket.SOCK_DGRAM)[0][4]
    with socket.socket(asker.family, socket.SOCK_DGRAM) as router:
        if visit.target.source_address:
            router.bind((visit.target.source_address, 0))
        router.connect(place)
        own = router.getsockname()
    asker.bind((own[0], 0, *own[2:]))
    if six:
        asker.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
        return (_GROUP_IPV6, _PORT, 0, own[3])
    asker.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_TTL, 255)
    asker.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(own[0]))
    return (_GROUP_IPV4, _PORT)
