# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Protocols, their ports, and which of HTTP and HTTPS is served; one operation for all of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._drivers.base import Assignment, Reading
from .._errors import CameraAnswer, InvalidValue, NetcamError, Unsupported
from .._serving import POLICY
from . import device
from .device import Protocol
from .parts import NO_NETWORK, Part, only
from .soap import FaultAnswer

HTTP, HTTPS, RTSP = "HTTP", "HTTPS", "RTSP"
#: What each policy of the guide serves.
_SERVES: Mapping[str, frozenset[str]] = {
    "http": frozenset({HTTP}),
    "http_and_https": frozenset({HTTP, HTTPS}),
    "https": frozenset({HTTPS}),
}


class ProtocolsPart(Part):
    """GetNetworkProtocols and SetNetworkProtocols: read, modify, send all."""

    settings = ("http_server.http_port", "http_server.https_port", "rtp_server.rtsp_port", POLICY)
    _name: Mapping[str, str] = dict(zip(settings, (HTTP, HTTPS, RTSP), strict=False))

    def gate(self, setting_id: str) -> str | None:
        """Always there, unless the camera says that its network cannot be configured."""
        return NO_NETWORK if self.camera.services.says("System", "NetworkConfigNotSupported") else None

    def missing(self, key: str) -> str | None:
        """Some cameras leave HTTPS out of the list."""
        for name in (HTTP, HTTPS) if key == POLICY else (self._name[key],):
            if not any(protocol.name == name and (protocol.ports or key == POLICY) for protocol in self._protocols()):
                return _not_listed(name)
        return None

    def _protocols(self) -> tuple[Protocol, ...]:
        return self.page("protocols", lambda: device.get_protocols(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """First port of each protocol, and the policy; a protocol that is not listed has no port."""
        protocols = self._protocols()
        ports = {protocol.name: protocol.ports[0] for protocol in protocols if protocol.ports}
        found: dict[str, Any] = {key: ports[name] for key, name in self._name.items() if name in ports}
        served = {protocol.name for protocol in protocols if protocol.enabled and protocol.name in (HTTP, HTTPS)}
        policy = next((policy for policy, serves in _SERVES.items() if serves == served), None)
        if policy is not None:
            found[POLICY] = policy
        return only(found, ids)

    def put(self, assignments: Sequence[Assignment]) -> None:
        """All entries, with the wanted first ports and states."""
        self.forget()
        wanted = {assignment.key: assignment.value for assignment in assignments}
        current = self._protocols()
        ports = {self._name[key]: value for key, value in wanted.items() if key != POLICY}
        serves = _SERVES.get(str(wanted.get(POLICY)))
        for name in (*ports, *(sorted(_SERVES["http_and_https"]) if serves is not None else ())):
            if not any(protocol.name == name for protocol in current):
                raise Unsupported(_not_listed(name))
        changed = []
        for protocol in current:
            if protocol.name in ports:
                protocol = protocol.on_port(ports[protocol.name])
            if serves is not None and protocol.name in (HTTP, HTTPS):
                protocol = protocol.switched(protocol.name in serves)
            changed.append(protocol)
        try:
            device.set_protocols(self.camera.soap, changed)
        except FaultAnswer as error:
            raise _explained(error, ports, assignments[0].key) from None


def _not_listed(name: str) -> str:
    return f"the camera does not list {name} among its network protocols"


def _explained(error: FaultAnswer, ports: Mapping[str, Any], setting: str) -> NetcamError:
    if error.fault.says("PortAlreadyInUse"):
        return InvalidValue(
            f"the camera says that one of the ports {', '.join(map(str, ports.values()))} is in use already",
            setting=setting,
            hint="Choose another port.",
        )
    if error.fault.says("ServiceNotSupported"):
        return Unsupported(f"the camera does not have one of {', '.join(ports) or 'HTTP, HTTPS'}", setting=setting)
    if error.fault.says("EnablingTlsFailed"):
        return CameraAnswer(
            f"the camera cannot serve HTTPS; mostly it has no certificate to show ({error.fault})",
            setting=setting,
            hint="Give it a certificate first.",
        )
    error.setting = setting
    return error
