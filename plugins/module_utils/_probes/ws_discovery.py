# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""WS-Discovery: does the camera answer a Probe that is sent straight to it, and with which addresses?

An address of 169.254/16 (or fe80::/10) among them says that AutoIP is on, which the guide wants off.
"""

from __future__ import annotations

import ipaddress
import uuid
from typing import Any
from urllib.parse import urlsplit

from .._discovery.messages import PORT, TYPES, BadAnswer, Match, probe, read_answer
from .._discovery.scopes import describe
from .finding import Finding, clean, not_seen, seen, unknown
from .visit import Visit
from .wire import REFUSED, WireError

WS_DISCOVERY = "ws_discovery"
_MAX_ADDRESSES = 16


def probe_ws_discovery(visit: Visit) -> Finding:
    """Seen: the camera answers."""
    asked = {f"urn:uuid:{uuid.uuid4()}": kind for kind in TYPES}
    heard: dict[str, tuple[Match, ...]] = {}

    def accept(data: bytes) -> bool:
        try:
            found = read_answer(data)
        except BadAnswer:
            return False
        if found.relates_to in asked and found.devices:
            heard[found.relates_to] = found.devices
        # a camera may know one of the two types only: its first answer is enough
        return bool(heard)

    try:
        # some cameras answer from another port than the one that was asked
        visit.udp(PORT, [probe(kind, message) for message, kind in asked.items()], accept, any_port=True)
    except WireError as error:
        if error.kind == REFUSED:
            return not_seen(WS_DISCOVERY, f"nothing listens on UDP port {PORT}", answer=REFUSED)
        return unknown(WS_DISCOVERY, str(error))
    devices = [device for found in heard.values() for device in found]
    if not devices:
        return not_seen(WS_DISCOVERY, "no answer to WS-Discovery", answer="silent")
    addresses = list(dict.fromkeys(clean(address) for device in devices for address in device.xaddrs))[:_MAX_ADDRESSES]
    told = describe(scope for device in devices for scope in device.scopes)
    facts: dict[str, Any] = {
        "answer": "ws_discovery",
        "addresses": addresses,
        "link_local": sorted({host for address in addresses if (host := _link_local(address))}),
        "endpoint": clean(devices[0].endpoint) or None,
        "name": told.name,
        "hardware": told.hardware,
    }
    said = f"answers WS-Discovery as {told.hardware or told.name or 'a camera without a name'}"
    if facts["link_local"]:
        said += f", also at {', '.join(facts['link_local'])} (AutoIP)"
    return seen(WS_DISCOVERY, said, **facts)


def _link_local(address: str) -> str | None:
    """The host of an address of a service, when it is link-local."""
    try:
        host = ipaddress.ip_address((urlsplit(address).hostname or "").partition("%")[0])
    except ValueError:
        return None
    return str(host) if host.is_link_local else None
