# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""AutoIP, WS-Discovery, name servers, host name."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping, Sequence
from typing import Any

from .._drivers.base import Assignment, Reading
from .._errors import InvalidValue
from . import device
from .device import Dns
from .parts import NO_NETWORK, Part, only
from .soap import OperationMissing


class AutoIpPart(Part):
    """GetZeroConfiguration and SetZeroConfiguration: on every interface that has it."""

    settings = ("network.ipv4.auto_ip",)

    def gate(self, setting_id: str) -> str | None:
        """Advertised as Network@ZeroConfiguration."""
        if self.camera.services.says("System", "NetworkConfigNotSupported"):
            return NO_NETWORK
        if self.camera.services.says("Network", "ZeroConfiguration") is False:
            return "the camera does not advertise zero configuration (AutoIP) to ONVIF clients"
        return None

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same."""
        self._interfaces()
        return None

    def _interfaces(self) -> dict[str, bool]:
        return self.page("zero", lambda: device.get_zero_configuration(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """On when it is on at any interface."""
        return only({self.settings[0]: any(self._interfaces().values())}, ids)

    def put(self, assignments: Sequence[Assignment]) -> None:
        """Off means off everywhere; on means on at the first interface, unless one is on already."""
        wanted = bool(assignments[-1].value)
        interfaces = self._interfaces()
        if wanted:
            names = [] if any(interfaces.values()) else list(interfaces)[:1]
        else:
            names = [name for name, enabled in interfaces.items() if enabled]
        for name in names:
            device.set_zero_configuration(self.camera.soap, name, wanted)


class DiscoveryPart(Part):
    """GetDiscoveryMode and SetDiscoveryMode."""

    settings = ("network.ws_discovery",)

    def gate(self, setting_id: str) -> str | None:
        """There, unless the camera says System@DiscoveryNotSupported."""
        if self.camera.services.says("System", "DiscoveryNotSupported"):
            return "the camera says that it has no WS-Discovery"
        return None

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same."""
        self._mode()
        return None

    def _mode(self) -> str:
        return self.page("mode", lambda: device.get_discovery_mode(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """On when the camera answers probes."""
        return only({self.settings[0]: self._mode() != device.NOT_DISCOVERABLE}, ids)

    def put(self, assignments: Sequence[Assignment]) -> None:
        """The mode."""
        device.set_discovery_mode(self.camera.soap, bool(assignments[-1].value))


class HostNamePart(Part):
    """GetHostname and SetHostname."""

    settings = ("network.dns.host_name",)

    def gate(self, setting_id: str) -> str | None:
        """Always there, unless the camera says that its network cannot be configured."""
        return NO_NETWORK if self.camera.services.says("System", "NetworkConfigNotSupported") else None

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same."""
        self._name()
        return None

    def _name(self) -> str:
        return self.page("name", lambda: device.get_hostname(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """The name."""
        return only({self.settings[0]: self._name()}, ids)

    def put(self, assignments: Sequence[Assignment]) -> None:
        """The name."""
        device.set_hostname(self.camera.soap, str(assignments[-1].value))


class DnsPart(Part):
    """GetDNS and SetDNS: read, modify, send all."""

    settings = (
        "network.dns.name_server_1",
        "network.dns.name_server_2",
        "network.dns.use_dhcp",
        "network.dns.search_domains",
        "network.dns.dhcp_name_server",
        "network.dns.dhcpv6_name_server",
    )
    _search: tuple[str, ...] = ()

    def gate(self, setting_id: str) -> str | None:
        """Always there, unless the camera says that its network cannot be configured."""
        return NO_NETWORK if self.camera.services.says("System", "NetworkConfigNotSupported") else None

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same."""
        self._dns()
        return None

    def _dns(self) -> Dns:
        return self.page("dns", lambda: device.get_dns(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """Manual servers by position, those of DHCP for information, domains as rows."""
        dns = self._dns()
        servers = (*dns.manual, "", "")
        rows = {position: {"name": name} for position, name in enumerate(dns.search)}
        found: dict[str, Any] = {
            self.settings[0]: servers[0],
            self.settings[1]: servers[1],
            self.settings[2]: dns.from_dhcp,
            self.settings[3]: tuple(rows.values()),
            self.settings[4]: next((address for address in dns.dhcp if "." in address), ""),
            self.settings[5]: next((address for address in dns.dhcp if ":" in address), ""),
        }
        positions: dict[str, Mapping[int, Mapping[str, Any]]] = {}
        if self.settings[3] in ids:
            positions[self.settings[3]] = rows
        return Reading(only(found, ids).values, positions)

    def put(self, assignments: Sequence[Assignment]) -> None:
        """Everything at once; servers beyond the second stay."""
        self.forget()
        dns = self._dns()
        servers = [*dns.manual[:2], *[""] * (2 - len(dns.manual[:2]))]
        search: dict[int, str] = dict(enumerate(dns.search))
        from_dhcp = dns.from_dhcp
        for assignment in assignments:
            if assignment.rows is not None:
                for position, row in assignment.rows.items():
                    search.pop(position, None)
                    if row is not None:
                        search[position] = str(row["name"])
            elif assignment.key == self.settings[2]:
                from_dhcp = bool(assignment.value)
            else:
                servers[self.settings.index(assignment.key)] = str(assignment.value)
        rest = dns.manual[2:]
        if not servers[0] and (servers[1] or rest):
            raise InvalidValue(
                "there is a further name server, but no first one: the camera has an ordered list without gaps",
                setting=self.settings[0],
                hint="Set name_server_1 as well.",
            )
        if not servers[1] and rest:
            # the second was to go: what stands behind it must not take its place unseen
            rest = ()
        manual = (*(server for server in servers if server), *rest)
        names = tuple(search[position] for position in sorted(search))
        self._search = names
        device.set_dns(self.camera.soap, Dns(from_dhcp, names, manual))

    def expected(self, assignments: Sequence[Assignment]) -> dict[str, Any]:
        """Rows move up where one before them went: the list that was sent counts."""
        expected = super().expected(assignments)
        if any(assignment.rows is not None for assignment in assignments):
            expected[self.settings[3]] = tuple({"name": name} for name in self._search)
        return expected

    def same(self, key: str, current: Any, wanted: Any) -> bool:
        """Addresses in any spelling."""
        if not (isinstance(current, str) and isinstance(wanted, str)):
            return bool(current == wanted)
        try:
            return ipaddress.ip_address(current) == ipaddress.ip_address(wanted)
        except ValueError:
            return current == wanted


class FirmwarePart(Part):
    """GetDeviceInformation."""

    settings = ("firmware.version",)

    def missing(self, key: str) -> str | None:
        """The operation may be missing."""
        self.information()
        return None

    def information(self) -> device.Information:
        """The page, for the facts of the camera too."""
        return self.page("information", lambda: device.get_information(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """The version as the camera states it."""
        return only({self.settings[0]: self.information().firmware}, ids)

    def put(self, assignments: Sequence[Assignment]) -> None:
        """A version is not written."""
        raise OperationMissing("the firmware version is read only")
