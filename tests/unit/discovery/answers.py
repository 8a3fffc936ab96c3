# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers to probes as cameras send them, for the tests."""

from __future__ import annotations

from xml.sax.saxutils import escape

from ansible_collections.netcam.hardening.plugins.module_utils._discovery.links import Link
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.messages import Match
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.search import Heard

SCOPE = "onvif://www.onvif.org/"
UUID = "urn:uuid:4d454930-0000-1000-8000-0050c2a1b2c3"
CANON = (f"{SCOPE}name/Canon%20VB-H47", f"{SCOPE}hardware/VB-H47", f"{SCOPE}Profile/Streaming", f"{SCOPE}Profile/T")


def device(
    endpoint: str = UUID, types: str = "dn:NetworkVideoTransmitter tds:Device", scopes: str = "", xaddrs: str = ""
) -> str:
    """One ProbeMatch."""
    return (
        f"<d:ProbeMatch><a:EndpointReference><a:Address>{escape(endpoint)}</a:Address></a:EndpointReference>"
        f"<d:Types>{escape(types)}</d:Types><d:Scopes>{escape(scopes)}</d:Scopes><d:XAddrs>{escape(xaddrs)}</d:XAddrs>"
        "<d:MetadataVersion>1</d:MetadataVersion></d:ProbeMatch>"
    )


def answer(relates_to: str, *devices: str) -> bytes:
    """A whole datagram."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" '
        'xmlns:a="http://schemas.xmlsoap.org/ws/2004/08/addressing" '
        'xmlns:d="http://schemas.xmlsoap.org/ws/2005/04/discovery">'
        f"<s:Header><a:RelatesTo>{escape(relates_to)}</a:RelatesTo></s:Header>"
        f"<s:Body><d:ProbeMatches>{''.join(devices)}</d:ProbeMatches></s:Body></s:Envelope>"
    ).encode()


def heard(
    source: str = "192.0.2.10",
    *xaddrs: str,
    endpoint: str = UUID,
    scopes: tuple[str, ...] = CANON,
    link: Link | None = None,
) -> Heard:
    """A device of an answer that has come in."""
    return Heard(Match(endpoint, ("NetworkVideoTransmitter", "Device"), scopes, xaddrs), source, link)
