# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Operations of the Device Management service, each as the WSDL has it: names, namespaces, order of elements."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from .clock import Clock, clock_of, moment
from .host_filter import Filter, filter_of, markup_of
from .soap import OperationMissing, Soap
from .xml import Markup, Node, again, number, tag, truth

NOT_DISCOVERABLE = "NonDiscoverable"
ADMINISTRATOR, ANONYMOUS, USER = "Administrator", "Anonymous", "User"


def _lacks(response: Node, *path: str) -> Node:
    """The element that every answer of the operation has; a camera that answers nothing does not have the operation."""
    found = response.find(*path)
    if found is None:
        operation = response.name.removesuffix("Response") or "a call"
        raise OperationMissing(f"the camera answers {operation} with nothing: it does not really have it")
    return found


def _read(soap: Soap, operation: str, *path: str) -> Node:
    return _lacks(soap.call(tag(f"tds:{operation}")).node, *path)


# -- users -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class User:
    """An account: name, level, and what else the camera keeps of it (roles)."""

    name: str
    level: str
    extension: Markup = Markup("")

    def markup(self, password: str | None) -> Markup:
        """As CreateUsers and SetUser send it."""
        secret = tag("tt:Password", password) if password is not None else Markup("")
        return tag("tds:User", tag("tt:Username", self.name), secret, tag("tt:UserLevel", self.level), self.extension)


def get_users(soap: Soap, token: bool = False) -> tuple[User, ...]:
    """All accounts."""
    users = []
    for node in soap.call(tag("tds:GetUsers"), token=token).node.all("User"):
        # a name is not stripped: blanks can be part of it
        name = node.find("Username")
        extension = node.find("Extension")
        if name is not None and name.text:
            kept = again(extension) if extension is not None else Markup("")
            users.append(User(name.text, node.get("UserLevel") or "Extended", kept))
    return tuple(users)


def create_users(soap: Soap, users: Sequence[tuple[User, str]]) -> None:
    """Create accounts: all of them, or none and a fault. Not sent twice: the second time they would exist."""
    soap.call(tag("tds:CreateUsers", *(user.markup(password) for user, password in users)), resend=False)


def set_users(soap: Soap, users: Sequence[tuple[User, str]]) -> None:
    """Set level and password of accounts. Without a password a camera may clear it, so there always is one."""
    soap.call(tag("tds:SetUser", *(user.markup(password) for user, password in users)), resend=False)


def delete_users(soap: Soap, names: Sequence[str]) -> None:
    """Delete accounts: all of them, or none and a fault."""
    soap.call(tag("tds:DeleteUsers", *(tag("tds:Username", name) for name in names)), resend=False)


# -- protocols ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Protocol:
    """HTTP, HTTPS or RTSP: enabled, and all its ports."""

    name: str
    enabled: bool
    ports: tuple[int, ...]
    extension: Markup = Markup("")

    def markup(self) -> Markup:
        """As SetNetworkProtocols sends it."""
        ports = [tag("tt:Port", port) for port in self.ports]
        return tag(
            "tds:NetworkProtocols", tag("tt:Name", self.name), tag("tt:Enabled", self.enabled), *ports, self.extension
        )

    def on_port(self, port: int) -> Protocol:
        """The same with another first port; further ones stay."""
        return replace(self, ports=(port, *(other for other in self.ports[1:] if other != port)))

    def switched(self, enabled: bool) -> Protocol:
        """The same, on or off."""
        return replace(self, enabled=enabled)


def get_protocols(soap: Soap) -> tuple[Protocol, ...]:
    """All entries, also those that no standard names."""
    protocols = []
    for node in soap.call(tag("tds:GetNetworkProtocols")).node.all("NetworkProtocols"):
        ports = tuple(port for child in node.all("Port") if (port := number(child.text)) is not None)
        extension = node.find("Extension")
        kept = again(extension) if extension is not None else Markup("")
        protocols.append(Protocol(node.get("Name") or "", truth(node.get("Enabled")) is not False, ports, kept))
    if not protocols:
        raise OperationMissing("the camera answers GetNetworkProtocols with nothing: it does not really have it")
    return tuple(protocols)


def set_protocols(soap: Soap, protocols: Sequence[Protocol]) -> None:
    """All entries: some cameras merge what they get, others take it for the whole list."""
    soap.call(tag("tds:SetNetworkProtocols", *(protocol.markup() for protocol in protocols)))


# -- network -----------------------------------------------------------------------------------------------------------


def get_zero_configuration(soap: Soap) -> dict[str, bool]:
    """Zero configuration (AutoIP) by interface token."""
    found = _read(soap, "GetZeroConfiguration", "ZeroConfiguration")
    extension = found.find("Extension")
    nodes = [found, *(extension.all("Additional") if extension is not None else [])]
    return {node.get("InterfaceToken") or "": truth(node.get("Enabled")) is True for node in nodes}


def set_zero_configuration(soap: Soap, interface: str, enabled: bool) -> None:
    """One interface."""
    soap.call(tag("tds:SetZeroConfiguration", tag("tds:InterfaceToken", interface), tag("tds:Enabled", enabled)))


def get_discovery_mode(soap: Soap) -> str:
    """Discoverable or NonDiscoverable."""
    return _read(soap, "GetDiscoveryMode", "DiscoveryMode").text.strip()


def set_discovery_mode(soap: Soap, discoverable: bool) -> None:
    """Whether the camera answers WS-Discovery."""
    mode = "Discoverable" if discoverable else NOT_DISCOVERABLE
    soap.call(tag("tds:SetDiscoveryMode", tag("tds:DiscoveryMode", mode)))


def get_hostname(soap: Soap) -> str:
    """The host name; empty where there is none."""
    return _read(soap, "GetHostname", "HostnameInformation").get("Name") or ""


def set_hostname(soap: Soap, name: str) -> None:
    """A host name of one's own."""
    soap.call(tag("tds:SetHostname", tag("tds:Name", name)))


@dataclass(frozen=True)
class Dns:
    """Name servers and search domains."""

    from_dhcp: bool
    search: tuple[str, ...] = ()
    manual: tuple[str, ...] = ()
    dhcp: tuple[str, ...] = ()


def address_of(node: Node) -> str:
    """The address of a tt:IPAddress or tt:NetworkHost; empty for the several ways of saying none."""
    words = {child.name: child.text.strip() for child in node.children}
    kind = words.get("Type", "")
    for name in (f"{kind}Address", "DNSname", "IPv4Address", "IPv6Address"):
        word = words.get(name, "")
        if word in ("", "0.0.0.0", "::"):
            continue
        try:
            return str(ipaddress.ip_address(word))
        except ValueError:
            return word
    return ""


def _address(name: str, address: str) -> Markup:
    """A tt:IPAddress, or with a host name a tt:NetworkHost."""
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return tag(name, tag("tt:Type", "DNS"), tag("tt:DNSname", address))
    return tag(name, tag("tt:Type", f"IPv{version}"), tag(f"tt:IPv{version}Address", address))


def _addresses(nodes: Sequence[Node]) -> tuple[str, ...]:
    return tuple(address for node in nodes if (address := address_of(node)))


def get_dns(soap: Soap) -> Dns:
    """Name servers and search domains."""
    found = _read(soap, "GetDNS", "DNSInformation")
    search = tuple(node.text.strip() for node in found.all("SearchDomain") if node.text.strip())
    return Dns(
        truth(found.get("FromDHCP")) is True,
        search,
        _addresses(found.all("DNSManual")),
        _addresses(found.all("DNSFromDHCP")),
    )


def set_dns(soap: Soap, dns: Dns) -> None:
    """All of it at once."""
    domains = [tag("tds:SearchDomain", domain) for domain in dns.search]
    servers = [_address("tds:DNSManual", address) for address in dns.manual]
    soap.call(tag("tds:SetDNS", tag("tds:FromDHCP", dns.from_dhcp), *domains, *servers))


def get_filter(soap: Soap) -> Filter:
    """The IP address filter."""
    found = filter_of(_read(soap, "GetIPAddressFilter", "IPAddressFilter"))
    if found is None:
        raise OperationMissing("the camera's IP address filter cannot be understood")
    return found


def set_filter(soap: Soap, wanted: Filter) -> None:
    """The whole filter at once."""
    soap.call(tag("tds:SetIPAddressFilter", markup_of(wanted)))


# -- clock -------------------------------------------------------------------------------------------------------------


def get_clock(soap: Soap) -> Clock:
    """Mode, zone and time; needs no login."""
    response = soap.call(tag("tds:GetSystemDateAndTime")).node
    _lacks(response, "SystemDateAndTime")
    return clock_of(response)


def set_clock(soap: Soap, mode: str, daylight_savings: bool, zone: str | None, utc: datetime | None) -> None:
    """All of it at once; the time is for the mode Manual only."""
    soap.call(
        tag(
            "tds:SetSystemDateAndTime",
            tag("tds:DateTimeType", mode),
            tag("tds:DaylightSavings", daylight_savings),
            tag("tds:TimeZone", tag("tt:TZ", zone)) if zone is not None else Markup(""),
            tag("tds:UTCDateTime", *moment(utc)) if utc is not None else Markup(""),
        )
    )


def get_ntp(soap: Soap) -> tuple[bool, tuple[str, ...]]:
    """Whether the servers come from DHCP, and the manual ones."""
    found = _read(soap, "GetNTP", "NTPInformation")
    return truth(found.get("FromDHCP")) is True, _addresses(found.all("NTPManual"))


def set_ntp(soap: Soap, servers: Sequence[str]) -> None:
    """These servers, none from DHCP. Does not change the clock's mode."""
    soap.call(tag("tds:SetNTP", tag("tds:FromDHCP", False), *(_address("tds:NTPManual", name) for name in servers)))


# -- system ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Information:
    """Who made it, what it is, what it runs."""

    manufacturer: str | None
    model: str | None
    firmware: str | None
    serial: str | None


def get_information(soap: Soap) -> Information:
    """GetDeviceInformation."""
    found = soap.call(tag("tds:GetDeviceInformation")).node
    words = [found.get(name) or None for name in ("Manufacturer", "Model", "FirmwareVersion", "SerialNumber")]
    if not any(words):
        raise OperationMissing("the camera answers GetDeviceInformation with nothing: it does not really have it")
    return Information(*words)


def reboot(soap: Soap) -> None:
    """SystemReboot; the answer comes before the restart. Not sent twice."""
    soap.call(tag("tds:SystemReboot"), resend=False)


def factory_default(soap: Soap, soft: bool) -> None:
    """Soft keeps the camera reachable at its address; Hard erases all. Not sent twice."""
    kind = "Soft" if soft else "Hard"
    soap.call(tag("tds:SetSystemFactoryDefault", tag("tds:FactoryDefault", kind)), resend=False)
