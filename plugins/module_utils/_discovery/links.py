# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Interfaces of this host: their names, addresses and networks, and which of them can do multicast.

Linux tells all of it over a netlink socket (rtnetlink(7)). Other systems tell Python only names, so there an interface
is given by its address.
"""

from __future__ import annotations

import ipaddress
import socket
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from .._errors import InvalidValue
from .messages import GROUP_IPV4, PORT

Address: TypeAlias = "ipaddress.IPv4Address | ipaddress.IPv6Address"
Network: TypeAlias = "ipaddress.IPv4Network | ipaddress.IPv6Network"

# linux/rtnetlink.h, linux/netlink.h, linux/if.h
_GET_LINK, _GET_ADDRESS, _DONE, _ERROR = 18, 22, 3, 2
_REQUEST_DUMP = 0x301
_LOCAL, _ADDRESS = 2, 1
_UP, _MULTICAST = 0x1, 0x1000
_MAX_BYTES = 16 * 1024 * 1024


@dataclass(frozen=True)
class Link:
    """One address of one interface. C(networks) are all that the interface reaches directly, as far as that is known."""

    name: str
    index: int
    address: Address
    networks: tuple[Network, ...] = ()
    multicast: bool = True

    @property
    def label(self) -> str:
        """For messages."""
        return f"{self.name} ({self.address})" if self.name else str(self.address)


def _dump(request: int) -> Iterator[bytes]:
    """Messages that the kernel answers to a dump request."""
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, 0) as kernel:
        kernel.settimeout(5)
        kernel.sendto(struct.pack("=LHHLLB3x", 20, request, _REQUEST_DUMP, 1, 0, socket.AF_UNSPEC), (0, 0))
        total = 0
        while total < _MAX_BYTES:
            data = kernel.recv(1 << 16)
            total += len(data)
            while len(data) >= 16:
                length, kind = struct.unpack_from("=LH", data)
                if kind in (_DONE, _ERROR) or length < 16:
                    return
                yield data[16:length]
                data = data[(length + 3) & ~3 :]


def _attributes(data: bytes) -> dict[int, bytes]:
    found = {}
    while len(data) >= 4:
        length, kind = struct.unpack_from("=HH", data)
        if length < 4:
            break
        found[kind & 0x3FFF] = data[4:length]
        data = data[(length + 3) & ~3 :]
    return found


def own_links() -> list[Link]:
    """Every address of every interface that is up. Empty where the system does not tell."""
    if not hasattr(socket, "AF_NETLINK"):
        return []
    try:
        return _links()
    except OSError:
        # some containers have no netlink, and an interface may go while it is looked at
        return []


def _links() -> list[Link]:
    flags = {}
    for message in _dump(_GET_LINK):
        _family, _kind, index, flag = struct.unpack_from("=BxHiI", message)
        flags[index] = flag
    found: list[tuple[int, Address]] = []
    networks: dict[int, list[Network]] = {}
    for message in _dump(_GET_ADDRESS):
        family, prefix, _flags, _scope, index = struct.unpack_from("=BBBBI", message)
        attributes = _attributes(message[8:])
        raw = attributes.get(_LOCAL) or attributes.get(_ADDRESS)
        if family not in (socket.AF_INET, socket.AF_INET6) or raw is None or not flags.get(index, 0) & _UP:
            continue
        address = ipaddress.ip_address(raw)
        found.append((index, address))
        networks.setdefault(index, []).append(ipaddress.ip_network((address, prefix), strict=False))
    return [
        Link(socket.if_indextoname(index), index, address, tuple(networks[index]), bool(flags[index] & _MULTICAST))
        for index, address in found
    ]


def _default_link() -> Link | None:
    """The address that the routing table has for the multicast group. No packet is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.connect((GROUP_IPV4, PORT))
        except OSError:
            return None
        return Link("", 0, ipaddress.ip_address(sock.getsockname()[0]))


def choose(wanted: Sequence[str] | None, known: Iterable[Link] | None = None) -> list[Link]:
    """The links to send multicast probes on.

    Without C(wanted) all that are up and can do multicast, without the loopback. Else these interfaces, by name or by an
    address of theirs. On an interface with several IPv6 addresses one is enough: the group is reached from any.
    Raises InvalidValue for an interface that this host does not have.
    """
    links = own_links() if known is None else list(known)
    if wanted is None:
        chosen = [link for link in links if link.multicast and not link.address.is_loopback]
        if not chosen and not links and (default := _default_link()) is not None:
            chosen = [default]
        return _once_by_ipv6(chosen)
    chosen = []
    for word in wanted:
        found = [link for link in links if word in (link.name, str(link.address))]
        if not found and not links:
            found = _by_address(word)
        if not found:
            names = ", ".join(sorted({link.name for link in links})) or "none"
            raise InvalidValue(
                f"this host has no interface {word!r} that is up and has an address",
                hint=f"Give names or addresses of its interfaces. Those that are up: {names}.",
            )
        chosen += found
    return _once_by_ipv6(chosen)


def _by_address(word: str) -> list[Link]:
    """Where the system tells nothing: an address that is bound to, or is not, in the end."""
    try:
        return [Link("", 0, ipaddress.ip_address(word))]
    except ValueError:
        return []


def _once_by_ipv6(links: Iterable[Link]) -> list[Link]:
    seen: dict[tuple[int, str], Link] = {}
    for link in links:
        key = str(link.address) if link.address.version == 4 else "ipv6"
        known = seen.get((link.index, key))
        # the group is one of the link, so a link-local address is the proper sender
        if known is None or (link.address.is_link_local and not known.address.is_link_local):
            seen[(link.index, key)] = link
    return list(seen.values())
