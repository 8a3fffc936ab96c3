# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The settings of an i-PRO camera: those it shares with the other families, and its own.

Limits are those of the manuals (reference notes, sections 2 to 4); defaults are as the seed page prints them, and where
nothing is printed the emulator decides.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import replace

from .. import checks as c
from ..items import Item, free_item, word_item

ON_OFF = "enable|disable"
USERS, HOSTS = 16, 9
_SHARED = ("date_time.", "network.", "rtp_server.", "snmp_server.", "http_server.http", "ssl_tls.")
_NOT_SHARED = ("network.mdns", "network.lan_interface", "rtp_server.rtp")
_NEEDS_REBOOT = ("network.ipv4.method", "network.ipv4.address", "network.ipv4.subnet_mask", "network.ipv6.ipv6")
#: "already in use": 80 and 554 stand for the current HTTP and RTSP ports too, which `connection` adds.
RESERVED = {20, 21, 23, 25, 42, 53, 67, 68, 69, 80, 110, 123, 161, 162, 554, 995, 10669, 10670, *range(59000, 61001)}


def port(*own: int) -> c.Check:
    """A port that nothing else has; `own` are the well-known ones of this very service."""
    anything = c.integer(1, 65535)
    return lambda value: anything(value) and (int(value) in own or int(value) not in RESERVED)


def host(value: str) -> bool:
    """IPv4 address, or one with a prefix of 1 to 32; host names are not taken."""
    address, slash, prefix = value.partition("/")
    try:
        ipaddress.IPv4Address(address)
    except ValueError:
        return False
    return not slash or (prefix.isdecimal() and len(prefix) < 3 and 1 <= int(prefix) <= 32)


_CHECKS = {
    "http_server.http_port": port(80),
    "http_server.https_port": port(443),
    "rtp_server.rtsp_port": port(554),
    "date_time.ntp_server": c.text(128),
    "snmp_server.contact": c.text(255),
    "snmp_server.location": c.text(255),
    "snmp_server.function_name": c.text(255),
}


def _own() -> list[Item]:
    return [
        free_item("users.accounts.name", "user", c.text(32), column="name", count=USERS),
        free_item("users.accounts.password", "user", c.text(32), secret=True, column="password", count=USERS),
        word_item("users.accounts.level", "user", "1|2|3", "3", column="level", count=USERS),
        word_item("users.authentication", "user", ON_OFF, "enable"),
        word_item("users.wait_time", "user", "0|1", "0"),
        word_item("http_server.auth_method", "user", "basic|digest|digest_or_basic", "digest"),
        word_item("host_authentication.apply", "host", ON_OFF, "disable"),
        free_item("host_authentication.rows.address", "host", c.optional(host), column="address", count=HOSTS),
        word_item("host_authentication.rows.level", "host", "1|2|3", "3", column="level", count=HOSTS),
        word_item("ssl_tls.tls_mode", "https", "0|1|2", "0"),
        word_item("network.upnp_port_forwarding", "network", ON_OFF, "disable"),
        free_item("network.mdns_host_name", "network", lambda v: c.text(64)(v) and v.replace(" ", "-").isascii()),
        word_item("http_server.referer_check", "network", ON_OFF, "disable"),
        free_item("camera.title", "basic", c.text(40), "WV"),
        word_item("date_time.ntp_from_dhcp", "time", ON_OFF, "disable"),
        free_item("date_time.ntp_port", "time", c.integer(1, 65535), "123", number=True),
        free_item("date_time.ntp_interval", "time", c.integer(1, 24), "1", number=True),
        word_item("dot1x.mode", "user", ON_OFF, "disable"),
        word_item("dot1x.eap_method", "user", "peap|tls", "peap"),
        free_item("dot1x.user_name", "user", c.text(32)),
        free_item("dot1x.password", "user", c.text(32), secret=True),
        free_item("dot1x.tls_name", "user", c.text(32)),
        free_item("dot1x.key_password", "user", c.text(32), secret=True),
    ]


def ipro_items(shared: Mapping[str, Item]) -> dict[str, Item]:
    """Return the items of the family; `shared` are those of all families."""
    kept = [
        replace(item, restart=item.id in _NEEDS_REBOOT, check=_CHECKS.get(item.id, item.check))
        for item in shared.values()
        if item.id.startswith(_SHARED) and item.id not in _NOT_SHARED
    ]
    return {item.id: item for item in [*kept, *_own()]}
