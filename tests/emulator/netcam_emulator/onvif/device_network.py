# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Device Management: interface, automatic private address, host name, DNS, gateway."""

from __future__ import annotations

import hashlib
import ipaddress

from ..checks import host_name
from ..store import Values
from .device_clock import checked_address
from .fault import bad_value
from .registry import Access, Call, device
from .xml import Reader, el, leaf, optional

TOKEN = "eth0"
_AUTO, _DHCP = "network.ipv4.auto_ip", "network.ipv4.method"


def _on(value: bool) -> str:
    return "enable" if value else "disable"


def _octets(call: Call, count: int) -> list[int]:
    """Numbers that belong to this camera, for addresses nobody configures."""
    return list(hashlib.sha256(call.camera.name.encode()).digest()[:count])


def _check_token(token: str) -> None:
    if token != TOKEN:
        raise bad_value("ter:InvalidNetworkInterface", f"No interface {token!r}")


# Automatic private address (169.254/16)


@device("GetZeroConfiguration", Access.READ_SYSTEM, "zero_configuration")
def get_zero_configuration(call: Call) -> str:
    """AutoIP, in Canon's words."""
    call.body.end()
    enabled = call.service.written(_AUTO) == "enable"
    first, second = _octets(call, 2)
    address = f"169.254.{first % 254 + 1}.{second % 254 + 1}" if call.camera.store[_AUTO] == "enable" else None
    return el(
        "tds:ZeroConfiguration",
        leaf("tt:InterfaceToken", TOKEN),
        leaf("tt:Enabled", enabled),
        optional("tt:Addresses", address),
    )


@device("SetZeroConfiguration", Access.WRITE_SYSTEM, "zero_configuration")
def set_zero_configuration(call: Call) -> str:
    """Switch AutoIP."""
    token, enabled = call.body.text("InterfaceToken"), call.body.one("Enabled").boolean
    call.body.end()
    _check_token(token)
    call.service.write({_AUTO: _on(enabled)})
    return ""


# Interface


@device("GetNetworkInterfaces", Access.READ_SYSTEM)
def get_network_interfaces(call: Call) -> str:
    """The one interface."""
    call.body.end()
    written = call.service.written
    mac = ":".join(f"{octet:02x}" for octet in [2, *_octets(call, 5)])
    info = el(
        "tt:Info",
        leaf("tt:Name", TOKEN),
        leaf("tt:HwAddress", mac),
        leaf("tt:MTU", written("network.max_packet_size")),
    )
    attributes = {"token": TOKEN}
    return el(
        "tds:NetworkInterfaces", leaf("tt:Enabled", True), info, _ipv4(call), _ipv6(call), attributes=dict(attributes)
    )


def _ipv4(call: Call) -> str:
    written, dhcp = call.service.written, call.service.written(_DHCP) == "dhcp"
    address = written("network.ipv4.address")
    mask = written("network.ipv4.subnet_mask") or "255.255.255.0"
    prefix = ipaddress.ip_network(f"0.0.0.0/{mask}").prefixlen
    inside = leaf("tt:Address", address or call.camera.entry.address) + leaf("tt:PrefixLength", prefix)
    shown = el("tt:FromDHCP" if dhcp else "tt:Manual", inside)
    return el("tt:IPv4", leaf("tt:Enabled", True), el("tt:Config", shown, leaf("tt:DHCP", dhcp)))


def _ipv6(call: Call) -> str:
    written = call.service.written
    address, prefix = written("network.ipv6.address"), written("network.ipv6.prefix_length")
    manual = el("tt:Manual", leaf("tt:Address", address), leaf("tt:PrefixLength", prefix)) if address else ""
    config = el(
        "tt:Config",
        leaf("tt:AcceptRouterAdvert", written("network.ipv6.auto_ra") == "enable"),
        leaf("tt:DHCP", "Auto" if written("network.ipv6.auto_dhcpv6") == "enable" else "Off"),
        manual,
    )
    return el("tt:IPv6", leaf("tt:Enabled", written("network.ipv6.ipv6") == "enable"), config)


@device("SetNetworkInterfaces", Access.WRITE_SYSTEM)
def set_network_interfaces(call: Call) -> str:
    """Change what is given; the answer says whether a reboot is needed."""
    token, given = call.body.text("InterfaceToken"), call.body.one("NetworkInterface")
    call.body.end()
    _check_token(token)
    enabled, link = given.maybe("Enabled"), given.maybe("Link")
    mtu, ipv4, ipv6 = given.maybe("MTU"), given.maybe("IPv4"), given.maybe("IPv6")
    given.end()
    if enabled is not None and not enabled.boolean:
        raise bad_value("ter:InvalidInterfaceSpeed", "The only interface stays on")
    del link  # speed and duplex: nothing here to negotiate
    settings: dict[str, str] = {}
    if mtu is not None:
        if not 576 <= mtu.integer <= 1500:
            raise bad_value("ter:InvalidMtuValue")
        settings["network.max_packet_size"] = str(mtu.integer)
    if ipv4 is not None:
        settings.update(_given_ipv4(ipv4))
    if ipv6 is not None:
        settings.update(_given_ipv6(ipv6))
    call.service.write(settings)
    items = call.camera.store.items
    return leaf("tds:RebootNeeded", any(items[id_].restart for id_ in settings if id_ in items))


def _given_ipv4(given: Reader) -> dict[str, str]:
    enabled, manual, dhcp = given.maybe("Enabled"), given.many("Manual"), given.maybe("DHCP")
    given.end()
    if enabled is not None and not enabled.boolean:
        raise bad_value("ter:InvalidIPv4Address", "IPv4 stays on")
    settings = {}
    if manual:
        address, prefix = checked_address(manual[0].text("Address"), 4), manual[0].one("PrefixLength").integer
        if not 0 <= prefix <= 32:
            raise bad_value("ter:InvalidIPv4Address", f"Prefix length {prefix}")
        mask = ipaddress.ip_network(f"0.0.0.0/{prefix}").netmask
        settings = {"network.ipv4.address": address, "network.ipv4.subnet_mask": str(mask)}
    if dhcp is not None:
        settings[_DHCP] = "dhcp" if dhcp.boolean else "manual"
    return settings


def _given_ipv6(given: Reader) -> dict[str, str]:
    enabled, advert = given.maybe("Enabled"), given.maybe("AcceptRouterAdvert")
    manual, dhcp = given.many("Manual"), given.maybe("DHCP")
    given.end()
    settings = {}
    if enabled is not None:
        settings["network.ipv6.ipv6"] = _on(enabled.boolean)
    if advert is not None:
        settings["network.ipv6.auto_ra"] = _on(advert.boolean)
    if manual:
        settings["network.ipv6.address"] = checked_address(manual[0].text("Address"), 6)
        settings["network.ipv6.prefix_length"] = str(manual[0].one("PrefixLength").integer)
    if dhcp is not None:
        settings["network.ipv6.auto_dhcpv6"] = _on(dhcp.word("Auto", "Stateful", "Stateless", "Off") != "Off")
    return settings


# Names


@device("GetHostname", Access.PRE_AUTH)
def get_hostname(call: Call) -> str:
    """Host name."""
    call.body.end()
    return el(
        "tds:HostnameInformation",
        leaf("tt:FromDHCP", call.service.state.hostname_from_dhcp),
        optional("tt:Name", call.service.written("network.dns.host_name")),
    )


@device("SetHostname", Access.WRITE_SYSTEM)
def set_hostname(call: Call) -> str:
    """Set the host name by hand."""
    name = call.body.text("Name")
    call.body.end()
    if not host_name(name):
        raise bad_value("ter:InvalidHostname", f"{name!r} is no host name")
    call.service.write({"network.dns.host_name": name})
    call.service.state.hostname_from_dhcp = False
    return ""


@device("SetHostnameFromDHCP", Access.WRITE_SYSTEM, "hostname_dhcp")
def set_hostname_from_dhcp(call: Call) -> str:
    """Take the host name from DHCP, or not."""
    call.service.state.hostname_from_dhcp = call.body.one("FromDHCP").boolean
    call.body.end()
    return leaf("tds:RebootNeeded", False)


@device("GetDNS", Access.READ_SYSTEM)
def get_dns(call: Call) -> str:
    """Name servers and search domains."""
    call.body.end()
    written, store = call.service.written, call.camera.store
    domains = [value for (id_, _row), value in store.written.items() if id_ == "network.dns.search_domains.name"]
    servers = [written(f"network.dns.name_server_{number}") for number in (1, 2)]
    return el(
        "tds:DNSInformation",
        leaf("tt:FromDHCP", written("network.dns.use_dhcp") == "enable"),
        *(optional("tt:SearchDomain", domain) for domain in domains),
        *(_address("tt:DNSManual", server) for server in servers if server),
    )


def _address(tag: str, address: str) -> str:
    version = ipaddress.ip_address(address).version
    return el(tag, leaf("tt:Type", f"IPv{version}"), leaf(f"tt:IPv{version}Address", address))


@device("SetDNS", Access.WRITE_SYSTEM)
def set_dns(call: Call) -> str:
    """Replace name servers and search domains."""
    from_dhcp = call.body.one("FromDHCP").boolean
    domains = call.body.texts("SearchDomain")
    servers = [_given_address(given) for given in call.body.many("DNSManual")]
    call.body.end()
    count = call.camera.store.items["network.dns.search_domains.name"].count
    if len(servers) > 2 or len(domains) > count or not all(host_name(domain) for domain in domains):
        raise bad_value("ter:InvalidArgVal", f"At most 2 servers and {count} search domains")
    cells: Values = {("network.dns.use_dhcp", 0): _on(from_dhcp)}
    for number in (1, 2):
        cells[(f"network.dns.name_server_{number}", 0)] = servers[number - 1] if len(servers) >= number else ""
    for row in range(count):
        cells[("network.dns.search_domains.name", row)] = domains[row] if row < len(domains) else ""
    call.service.write_cells(cells)
    return ""


def _given_address(given: Reader) -> str:
    version = 4 if given.one("Type").word("IPv4", "IPv6") == "IPv4" else 6
    found = {4: given.maybe_text("IPv4Address"), 6: given.maybe_text("IPv6Address")}
    given.end()
    return checked_address(found[version] or "", version)


@device("GetNetworkDefaultGateway", Access.READ_SYSTEM)
def get_network_default_gateway(call: Call) -> str:
    """Default gateways."""
    call.body.end()
    written = call.service.written
    return el(
        "tds:NetworkGateway",
        optional("tt:IPv4Address", written("network.ipv4.default_gateway")),
        optional("tt:IPv6Address", written("network.ipv6.default_gateway")),
    )


@device("SetNetworkDefaultGateway", Access.WRITE_SYSTEM)
def set_network_default_gateway(call: Call) -> str:
    """Set default gateways."""
    ipv4, ipv6 = call.body.texts("IPv4Address"), call.body.texts("IPv6Address")
    call.body.end()
    call.service.write(
        {
            "network.ipv4.default_gateway": checked_address(ipv4[0], 4) if ipv4 else "",
            "network.ipv6.default_gateway": checked_address(ipv6[0], 6) if ipv6 else "",
        }
    )
    return ""
