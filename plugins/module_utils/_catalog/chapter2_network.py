# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Chapter 2 of the guide, [Disabling Unused Functions]: the fields of the [Network] page.

The page has a [Reboot] button (part A) or [Apply and reboot] (part B), so its values are restart-class.
"""

from __future__ import annotations

from collections.abc import Mapping

from .model import FAMILY_2022, FAMILY_PRE2022, Column, Limit, Setting
from .words import both, choice, integer, only_2022, only_pre, per, switch, text

_ALL = (FAMILY_2022, FAMILY_PRE2022)
_HEAD = per("[System]", "[Basic]")
_HOST = r"[A-Za-z0-9._-]*"
_HOST_SAYS = "letters, digits, dot, hyphen and underscore"
_ADDRESS_NOTE = "Not written by this collection: a new address would move the camera away from its inventory entry."


def _network(name: str, section: str, label: str, kind: str, limits: Mapping[str, Limit], option: str = "",
             risk: str = "", restart: tuple[str, ...] = _ALL, recommended: bool | None = None,
             columns: tuple[Column, ...] = (), note: str = "", readonly: bool = False,
             words: tuple[str, str] = ("enable", "disable")) -> Setting:
    tail = f" > {section}" if section else ""
    return Setting(
        id=f"network.{name}", area="network", option=option, label=label, chapter="2",
        page={family: text for family, text in per("A-20", "B-19").items() if family in limits},
        menu={family: f"{head} > [Network]{tail}" for family, head in _HEAD.items() if family in limits},
        kind=kind, limits=limits, restart=tuple(family for family in restart if family in limits),
        risk=risk, recommended=recommended, columns=columns, note=note, readonly=readonly, words=words,
    )


SETTINGS = (
    _network("lan_interface", "[LAN]", "LAN Interface", "choice",
             only_pre(choice("auto", "100_full", "100_half", "10_full", "10_half", default="auto")), risk="connection",
             note="Not written, because a wrong speed cuts the camera off. The guide's screen prints [Auto] only."),
    _network("max_packet_size", "[LAN]", "Maximum Packet Size", "integer", both(integer((576, 1500), default=1500)),
             "max_packet_size"),
    _network("ipv4.method", "[IPv4]", "IPv4 Address Settings Method", "choice", both(choice("manual", "dhcp")),
             risk="connection", note=_ADDRESS_NOTE),
    _network("ipv4.address", "[IPv4]", "IPv4 Address", "ipv4", both(text(15)), risk="connection",
             note=_ADDRESS_NOTE),
    _network("ipv4.subnet_mask", "[IPv4]", "Subnet Mask", "ipv4", both(text(15)), risk="connection",
             note=_ADDRESS_NOTE),
    _network("ipv4.default_gateway", "[IPv4]", "IPv4 Default Gateway Address", "ipv4", both(text(15)),
             risk="connection", note=_ADDRESS_NOTE),
    _network("ipv4.auto_ip", "[IPv4]", "AutoIP", "switch", both(switch(True)), "auto_ip", recommended=False,
             note="Assigns a 169.254 address even without DHCP; disable it when the network's initial setting is done."),
    _network("ipv4.auto_ip_address", "[IPv4]", "IPv4 Address (AutoIP)", "ipv4", both(text(15)), readonly=True),
    _network("ipv4.dhcp_address", "[IPv4]", "IPv4 Address (DHCP)", "ipv4", only_pre(text(15)), readonly=True),
    _network("ipv4.dhcp_gateway", "[IPv4]", "IPv4 Default Gateway Address (DHCP)", "ipv4", only_pre(text(15)),
             readonly=True),
    _network("ipv6.ipv6", "[IPv6]", "IPv6", "switch", both(switch()), "ipv6.enable"),
    _network("ipv6.auto_ra", "[IPv6]", "Auto (RA)", "switch", both(switch()), "ipv6.auto_ra"),
    _network("ipv6.auto_dhcpv6", "[IPv6]", "Auto (DHCPv6)", "switch", both(switch()), "ipv6.auto_dhcpv6"),
    _network("ipv6.address", "[IPv6]", "IPv6 Address (Manual)", "ipv6", both(text(39)), "ipv6.address"),
    _network("ipv6.prefix_length", "[IPv6]", "Prefix Length", "integer", both(integer((16, 128), default=64)),
             "ipv6.prefix_length"),
    _network("ipv6.default_gateway", "[IPv6]", "IPv6 Default Gateway Address", "ipv6", both(text(39)),
             "ipv6.default_gateway"),
    _network("dns.name_server_1", "[DNS]", "Name Server Address 1", "ip", both(text(39)), "dns.name_server_1"),
    _network("dns.name_server_2", "[DNS]", "Name Server Address 2", "ip", both(text(39)), "dns.name_server_2"),
    _network("dns.use_dhcp", "[DNS]", "Set Name Server Address Automatically (Use DHCP/DHCPv6)", "switch",
             both(switch()), "dns.use_dhcp"),
    _network("dns.dhcp_name_server", "[DNS]", "Name Server Address (DHCP)", "ip", only_2022(text(39)), readonly=True),
    _network("dns.dhcpv6_name_server", "[DNS]", "Name Server Address (DHCPv6)", "ipv6", only_2022(text(39)),
             readonly=True),
    _network("dns.host_name", "[DNS]", "Host Name", "text", both(text(63, pattern=_HOST, says=_HOST_SAYS)),
             "dns.host_name"),
    _network("dns.host_name_registration", "[DNS]", "Host Name Registration with DDNS", "switch",
             both(switch()), "dns.host_name_registration", words=("register", "do_not_register")),
    _network("dns.search_domains", "[DNS]", "Search Domain List", "table", both(Limit(rows=6, default=())),
             "dns.search_domains",
             columns=(Column("name", "Search Domain", "text", text(63, 1, pattern=_HOST, says=_HOST_SAYS)),),
             note="Up to 63 characters each; the number of rows is likely, the guide does not print it."),
    _network("mdns", "[mDNS]", "Use mDNS", "switch", both(switch(True)), "mdns", recommended=False,
             restart=(FAMILY_PRE2022,), note="Announces address and host name; disable it after the initial setting."),
)
