# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""802.1X operations of the Security service, each as the WSDL has it (port type Dot1X)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .security import SecurityService
from .security_model import id_of
from .soap import OperationMissing, Soap
from .xml import MAX_DEPTH, Markup, Node, tag, truth


@dataclass(frozen=True)
class Stage:
    """One stage of an authentication: the outer one, or the one inside its tunnel."""

    method: str
    identity: str = ""
    path: str = ""
    passphrase: str = ""
    policy: str = ""
    inner: Stage | None = None

    def walk(self) -> Iterator[Stage]:
        """This stage and those inside."""
        stage: Stage | None = self
        while stage is not None:
            yield stage
            stage = stage.inner

    def markup(self, name: str) -> Markup:
        """As AddDot1XConfiguration sends it."""
        parts = (
            ("Identity", self.identity),
            ("CertificationPathID", self.path),
            ("PassphraseID", self.passphrase),
        )
        children = [tag(f"tas:{part}", value) for part, value in parts if value]
        if self.inner is not None:
            children.append(self.inner.markup("tas:Inner"))
        words = {"Method": self.method}
        if self.policy:
            words["CertPathValidationPolicyID"] = self.policy
        return tag(name, *children, **words)


@dataclass(frozen=True)
class Configuration:
    """An 802.1X configuration. The standard has no operation that changes one: it is replaced."""

    id: str
    alias: str
    outer: Stage

    @property
    def method(self) -> str:
        """As capabilities spell it: EAP-TLS, EAP-PEAP/MSCHAPv2."""
        return "/".join(stage.method for stage in self.outer.walk() if stage.method)

    def paths(self) -> set[str]:
        """Certification paths it uses."""
        return {stage.path for stage in self.outer.walk() if stage.path}


def _stage(node: Node, depth: int = 0) -> Stage:
    inner = node.find("Inner") if depth < MAX_DEPTH else None
    return Stage(
        node.attribute("Method") or "",
        node.get("Identity") or "",
        node.get("CertificationPathID") or "",
        node.get("PassphraseID") or "",
        node.attribute("CertPathValidationPolicyID") or "",
        _stage(inner, depth + 1) if inner is not None else None,
    )


def configurations(service: SecurityService) -> tuple[Configuration, ...]:
    """GetAllDot1XConfigurations."""
    return tuple(
        Configuration(node.get("Dot1XID") or "", node.get("Alias") or "", _stage(node.find("Outer") or Node("")))
        for node in service.call("GetAllDot1XConfigurations").all("Configuration")
    )


def add_configuration(service: SecurityService, alias: str, outer: Stage) -> str:
    """AddDot1XConfiguration: its id."""
    wanted = tag("tas:Dot1XConfiguration", tag("tas:Alias", alias), outer.markup("tas:Outer"))
    return id_of(service.call("AddDot1XConfiguration", wanted, resend=False), "Dot1XID")


def delete_configuration(service: SecurityService, configuration: str) -> None:
    """DeleteDot1XConfiguration."""
    service.call("DeleteDot1XConfiguration", tag("tas:Dot1XID", configuration))


def interfaces(soap: Soap) -> dict[str, tuple[str, ...]]:
    """GetNetworkInterfaces of the Device service: addresses by token, which is what configurations are bound to."""
    found = {}
    for node in soap.call(tag("tds:GetNetworkInterfaces")).node.all("NetworkInterfaces"):
        addresses = (child.text.strip() for child in node.walk() if child.name == "Address")
        found[node.attribute("token") or ""] = tuple(address for address in addresses if address)
    if not found:
        raise OperationMissing("the camera answers GetNetworkInterfaces with nothing: it does not really have it")
    return found


def bound(service: SecurityService, interface: str) -> str | None:
    """GetNetworkInterfaceDot1XConfiguration: id of the configuration that an interface uses."""
    return service.call("GetNetworkInterfaceDot1XConfiguration", tag("tas:token", interface)).get("Dot1XID") or None


def bind(service: SecurityService, interface: str, configuration: str) -> bool:
    """SetNetworkInterfaceDot1XConfiguration: whether it waits for a reboot."""
    ids = (tag("tas:token", interface), tag("tas:Dot1XID", configuration))
    return truth(service.call("SetNetworkInterfaceDot1XConfiguration", *ids).get("RebootNeeded")) is True


def unbind(service: SecurityService, interface: str) -> bool:
    """DeleteNetworkInterfaceDot1XConfiguration: whether it waits for a reboot."""
    node = service.call("DeleteNetworkInterfaceDot1XConfiguration", tag("tas:token", interface))
    return truth(node.get("RebootNeeded")) is True
