# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Where a camera is reached: out of the address that answered, and the addresses (XAddrs) that it names.

XAddrs are wrong often enough: a camera that was moved names its old network, one without an address names 0.0.0.0, one
behind a port forward its inner port. An address that answered is known to work; only the link's own network is as good.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from .._endpoint import DEFAULT_PORTS
from .links import Address
from .search import Heard


@dataclass(frozen=True)
class Place:
    """Address (with a zone where it is link-local), scheme and port. The path is fixed by ONVIF, so nobody has a say in it."""

    address: str
    scheme: str = "http"
    port: int = 80


@dataclass(frozen=True)
class _Service:
    host: Address | None
    scheme: str
    port: int


def _address(text: str) -> Address | None:
    try:
        return ipaddress.ip_address(text.partition("%")[0])
    except ValueError:
        return None


def _service(xaddr: str) -> _Service | None:
    """A usable http or https URL. A host name is not looked up, because a stranger chose it."""
    try:
        parts = urlsplit(xaddr)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS or port == 0 or parts.username is not None:
        return None
    return _Service(_address(parts.hostname or ""), scheme, port or DEFAULT_PORTS[scheme])


def _rank(address: Address, heard: Heard, source: Address) -> int | None:
    """How good an address is, 0 the best; None for one that cannot be the camera's for us."""
    if address == source:
        return 3 if address.is_link_local else 0
    if address.is_unspecified or address.is_multicast or address.is_loopback or address.is_reserved:
        return None
    networks = heard.link.networks if heard.link is not None else ()
    if not any(address in network for network in networks):
        return None
    return 4 if address.is_link_local else 1


def _best(heard: Heard, scheme: str) -> tuple[tuple[int, int, int, int], Place] | None:
    source = _address(heard.source)
    if source is None:
        return None
    fallback = 5 if source.is_link_local else 2
    # no usable address of a service at all: what answered is at least a camera
    found = [((fallback, source.version, 1, len(heard.match.xaddrs)), Place(heard.source))]
    services = [service for xaddr in heard.match.xaddrs if (service := _service(xaddr)) is not None]
    for number, service in enumerate(services):
        wrong_scheme = int(service.scheme != scheme)
        order = (fallback, source.version, wrong_scheme, number)
        found.append((order, Place(heard.source, service.scheme, service.port)))
        rank = None if service.host is None else _rank(service.host, heard, source)
        if rank is not None and service.host is not None:
            shown = heard.source if service.host == source else str(service.host)
            order = (rank, service.host.version, wrong_scheme, number)
            found.append((order, Place(shown, service.scheme, service.port)))
    return min(found, key=lambda pair: pair[0])


def best_place(answers: Iterable[Heard], scheme: str) -> Place:
    """The place to reach a camera at, out of all its answers.

    In this order: the address that answered, when the camera names it too; an address it names in the network of the
    link; the address that answered, with the port that the camera names; then the same for link-local ones. IPv4 goes
    before IPv6, and C(scheme) before the other one.
    """
    found = [best for heard in answers if (best := _best(heard, scheme)) is not None]
    return min(found, key=lambda pair: pair[0])[1]
