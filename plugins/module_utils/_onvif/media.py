# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Encoder configurations of the Media and Media2 services: where each stream goes by multicast.

A configuration is sent back whole, as the camera stated it, with its multicast part exchanged.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from .device import address_of
from .services import MEDIA2, Services
from .soap import OperationMissing, Soap
from .xml import Markup, Node, again, number, tag, truth

#: elements that stand behind Multicast in Media2's types, where a camera may leave Multicast out
_BEHIND = {"VideoEncoder": ("Quality",), "AudioEncoder": ("Bitrate", "SampleRate")}
OFF = ("0.0.0.0", "::")


@dataclass(frozen=True)
class Multicast:
    """Address, port, time to live, and whether the camera starts by itself."""

    address: str = "0.0.0.0"
    port: int = 0
    ttl: int = 1
    auto_start: bool = False

    def markup(self) -> Markup:
        """A tt:MulticastConfiguration."""
        version = ipaddress.ip_address(self.address).version
        return tag(
            "tt:Multicast",
            tag("tt:Address", tag("tt:Type", f"IPv{version}"), tag(f"tt:IPv{version}Address", self.address)),
            tag("tt:Port", self.port),
            tag("tt:TTL", self.ttl),
            tag("tt:AutoStart", self.auto_start),
        )


@dataclass(frozen=True)
class Encoder:
    """One encoder configuration as the camera stated it."""

    node: Node

    @property
    def multicast(self) -> Multicast:
        """Its multicast part; all off where it has none."""
        found = self.node.find("Multicast")
        if found is None:
            return Multicast()
        address = found.find("Address")
        text = address_of(address) if address is not None else ""
        try:
            text = str(ipaddress.ip_address(text))
        except ValueError:
            text = OFF[0]
        port, ttl = number(found.get("Port")), number(found.get("TTL"))
        return Multicast(text, port or 0, 1 if ttl is None else ttl, truth(found.get("AutoStart")) is True)


def get_encoders(soap: Soap, services: Services, namespace: str, kind: str) -> tuple[Encoder, ...]:
    """Encoder configurations of one kind (VideoEncoder or AudioEncoder), in the order of the camera."""
    path = services.path(namespace)
    if path is None:
        raise OperationMissing("the camera has no media service")
    prefix = "tr2" if namespace == MEDIA2 else "trt"
    response = soap.call(tag(f"{prefix}:Get{kind}Configurations"), path).node
    return tuple(Encoder(node) for node in response.all("Configurations"))


def set_encoder(
    soap: Soap, services: Services, namespace: str, kind: str, encoder: Encoder, multicast: Multicast
) -> None:
    """The whole configuration with another multicast part."""
    prefix = "tr2" if namespace == MEDIA2 else "trt"
    node = encoder.node
    inner: list[Markup] = []
    placed = False
    for child in node.children:
        if child.name == "Multicast":
            inner.append(multicast.markup())
            placed = True
            continue
        if not placed and namespace == MEDIA2 and child.name in _BEHIND[kind]:
            inner.append(multicast.markup())
            placed = True
        inner.append(again(child))
    configuration = tag(f"{prefix}:Configuration", *inner, **node.attributes)
    # Media2 keeps everything; the old service wants to be told
    force = tag("trt:ForcePersistence", True) if prefix == "trt" else Markup("")
    soap.call(tag(f"{prefix}:Set{kind}Configuration", configuration, force), services.path(namespace) or "")
