# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a camera has stored, but does not do yet: settings that wait for a restart which never came.

A run that is cut between saving and its restart, or that may not restart, leaves such a camera behind. Its pages state the
wanted value, so comparing them finds nothing to do, while HTTP or mDNS still answers. What can be told from outside at once
is therefore looked at: the ports of the connection policy, and mDNS.
"""

from __future__ import annotations

import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ._catalog import setting_of
from ._probes.dns import PTR, BadMessage, question, read_response
from ._probes.mdns import SERVICES
from ._serving import POLICY, SERVES, stated_ports
from ._session import Session

MDNS = "network.mdns"
_MDNS_PORT = 5353
#: Seconds. Where something on the way drops packets, a closed port is silent.
_SILENCE = 1.0


@dataclass(frozen=True)
class Waiting:
    """One setting that is stored and waits, with what was seen instead."""

    key: str
    value: Any
    seen: str

    @property
    def before(self) -> str:
        """The state, for the list of changes."""
        stored = self.value if isinstance(self.value, str) else setting_of(self.key).words[0 if self.value else 1]
        return f"{stored} (stored, waits for a restart: {self.seen})"


def waiting(session: Session, stored: Mapping[str, Any]) -> list[Waiting]:
    """What of these stored values is visibly not in effect. Only settings that take effect by a restart are looked at."""
    driver = session.require_driver()
    found: list[Waiting] = []
    policy = stored.get(POLICY)
    if isinstance(policy, str) and policy in SERVES and driver.needs_restart(POLICY):
        found.extend(_policy(session, policy))
    if stored.get(MDNS) is False and driver.needs_restart(MDNS) and _answers_mdns(session):
        found.append(Waiting(MDNS, False, "mDNS still answers"))
    return found


def _policy(session: Session, policy: str) -> list[Waiting]:
    """The side that this session does not use, open or closed against the policy."""
    client, ports = session.client, stated_ports(session.require_driver())
    if ports[client.scheme] != client.port:
        # ports are translated on the way: the other one may belong to anything
        return []
    other = "http" if client.scheme == "https" else "https"
    wanted = other in SERVES[policy]
    if client.listens(ports[other], within=_SILENCE) == wanted:
        return []
    state = "does not answer yet" if wanted else "still answers"
    return [Waiting(POLICY, policy, f"port {ports[other]} ({other}) {state}")]


def _answers_mdns(session: Session) -> bool:
    """Asked straight at the camera (RFC 6762 section 5.5). A closed port is refused at once."""
    host, endpoint = session.client.host, session.endpoint
    try:
        family, kind, _proto, _name, place = socket.getaddrinfo(host, _MDNS_PORT, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind) as asker:
            if endpoint.source_address:
                asker.bind((endpoint.source_address, 0))
            asker.settimeout(_SILENCE)
            asker.connect((place[0], endpoint.reachable_port(_MDNS_PORT), *place[2:]))
            for service in SERVICES:
                asker.send(question(service, PTR, secrets.randbits(16)))
            return bool(read_response(asker.recv(9000)))
    except (OSError, BadMessage):
        return False
