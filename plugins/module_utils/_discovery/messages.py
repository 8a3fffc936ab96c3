# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The two messages of a search: the Probe that is sent, and the ProbeMatches that come back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .._errors import CameraAnswer
from .._onvif.xml import Node, number, parse

PORT = 3702
GROUP_IPV4 = "239.255.255.250"
GROUP_IPV6 = "ff02::c"

_WSD = "http://schemas.xmlsoap.org/ws/2005/04/discovery"
_WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
_SOAP = "http://www.w3.org/2003/05/soap-envelope"
#: Types that a camera has: the older (Profile S and before) and the newer. A probe for both at once would find only
#: devices that have both, so each is asked for in a probe of its own (ONVIF Core, Device discovery, Types).
TRANSMITTER, DEVICE = "NetworkVideoTransmitter", "Device"
TYPES = {
    TRANSMITTER: ("dn", "http://www.onvif.org/ver10/network/wsdl"),
    DEVICE: ("tds", "http://www.onvif.org/ver10/device/wsdl"),
}

#: A recorder may answer for all its cameras in one message; nobody answers for more.
MAX_MATCHES = 64
MAX_WORDS = 64
#: WS-Discovery and DPWS allow URIs of some hundred characters.
MAX_WORD = 512

_SPACE = re.compile(r"[ \t\r\n]+")


class BadAnswer(ValueError):
    """A datagram that is no usable answer to a probe; the message says why."""


@dataclass(frozen=True)
class Match:
    """One device of an answer, as it describes itself: cut to bounded lengths, otherwise not judged.

    C(types) are local names. C(endpoint) is empty where the device gives none.
    """

    endpoint: str
    types: tuple[str, ...]
    scopes: tuple[str, ...]
    xaddrs: tuple[str, ...]
    metadata_version: int | None = None


@dataclass(frozen=True)
class Matches:
    """A whole answer: to which message, and the devices."""

    relates_to: str
    devices: tuple[Match, ...]


def probe(kind: str, message_id: str) -> bytes:
    """A Probe for one of TYPES. C(message_id) is a URI of our own making (WS-Discovery 2005/04, section 5.2)."""
    prefix, namespace = TYPES[kind]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<s:Envelope xmlns:s="{_SOAP}" xmlns:a="{_WSA}" xmlns:d="{_WSD}" xmlns:{prefix}="{namespace}">'
        f"<s:Header><a:Action>{_WSD}/Probe</a:Action><a:MessageID>{message_id}</a:MessageID>"
        "<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>"
        f"<s:Body><d:Probe><d:Types>{prefix}:{kind}</d:Types></d:Probe></s:Body></s:Envelope>"
    ).encode()


def read_answer(data: bytes) -> Matches:
    """The devices in a datagram. Raises BadAnswer for everything that is not a ProbeMatches message."""
    try:
        root = parse(data)
    except CameraAnswer as error:
        raise BadAnswer(error.message) from None
    relates_to = root.get("Header", "RelatesTo")
    matches = root.find("Body", "ProbeMatches")
    if root.name != "Envelope" or matches is None:
        raise BadAnswer("it is no ProbeMatches message")
    if not relates_to:
        raise BadAnswer("it does not say to which message it is the answer")
    found = matches.all("ProbeMatch")
    if len(found) > MAX_MATCHES:
        raise BadAnswer(f"it has more than {MAX_MATCHES} devices")
    return Matches(relates_to, tuple(_match(node) for node in found))


def _match(node: Node) -> Match:
    types = (word.rpartition(":")[2] for word in _words(node.get("Types")))
    return Match(
        endpoint="".join(_words(node.get("EndpointReference", "Address"))[:1]),
        types=tuple(dict.fromkeys(word for word in types if word)),
        scopes=tuple(dict.fromkeys(_words(node.get("Scopes")))),
        xaddrs=tuple(dict.fromkeys(_words(node.get("XAddrs")))),
        metadata_version=number(node.get("MetadataVersion")),
    )


def _words(text: str | None) -> list[str]:
    """A list of words; those that are too long, and what is beyond a bounded number, are left out."""
    words = _SPACE.split((text or "").strip(), maxsplit=MAX_WORDS)[:MAX_WORDS]
    return [word for word in words if 0 < len(word) <= MAX_WORD and word.isprintable()]


def is_camera(types: Iterable[str]) -> bool:
    """Whether the types are those of an ONVIF device. A device that states none has at least answered for one."""
    found = set(types)
    return not found or not found.isdisjoint(TYPES)
