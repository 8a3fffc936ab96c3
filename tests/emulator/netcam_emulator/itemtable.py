# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""All settings of both families, with limits and factory defaults of the guide.

Where the guide prints no default (authentication methods, viewer authentication, network method) the emulator decides;
the reasons stand beside the row. Order is the order of the guide's chapters.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from . import checks as c
from .acme.items import acme_items
from .acme.models import FAMILY_ACME
from .ipro.items import ipro_items
from .ipro.models import FAMILY_IPRO
from .items import Item, Row, free_item, status_item, word_item
from .models import FAMILY_2022, FAMILY_ONVIF, FAMILY_PRE

ON_OFF = "enable|disable"
EAP_METHODS = "EAP-TLS|EAP-TTLS|EAP-PEAP|EAP-MD5"  # the guide prints the first; the others differ by model
VIEWER = "authenticate|do_not_authenticate"
SNMP_LEVELS = "none|authentication|authentication_and_encryption"
ZONES = (
    "UTC|Asia/Tokyo|Asia/Shanghai|Asia/Singapore|Asia/Kolkata|Asia/Dubai|Europe/London|Europe/Berlin|Europe/Paris|"
    "Europe/Helsinki|America/New_York|America/Chicago|America/Denver|America/Los_Angeles|Australia/Sydney"
)
_PRE, _NEW = (FAMILY_PRE,), (FAMILY_2022,)
_SHORTER_PASSWORD = {FAMILY_PRE: {"check": c.password(8, 31)}}  # the older screens print 8 to 31
_RESTART_ON_PRE = {FAMILY_PRE: {"restart": True}}
_BASIC_ON_PRE = {FAMILY_PRE: {"default": "basic"}}  # older cameras shipped before Digest became the default


def _host_access(version: str, check: c.Check, longest: int) -> list[Row]:
    base = f"host_access.{version}"
    return [
        Row(word_item(f"{base}.apply", "host", ON_OFF, "disable")),
        Row(word_item(f"{base}.default_policy", "host", "authorize|prohibit", "authorize")),
        Row(free_item(f"{base}.rows.address", "host", c.optional(check), column="address", count=20)),
        Row(
            free_item(
                f"{base}.rows.prefix_length", "host", c.integer(0, longest), str(longest),
                number=True, column="prefix_length", count=20,
            )
        ),
        Row(word_item(f"{base}.rows.action", "host", "authorize|prohibit", "authorize", column="action", count=20)),
    ]  # fmt: skip


def _multicast(group: str, count: int) -> list[Row]:
    fewer = {FAMILY_PRE: {"count": 1}} if group == "audio" else {}
    base = f"rtp_server.{group}.multicast"
    return [
        Row(free_item(f"{base}_address", "rtp", c.multicast, "0.0.0.0", count=count), per_family=fewer),
        Row(
            free_item(f"{base}_port", "rtp", c.integer(1024, 65535, 0), "0", number=True, count=count), per_family=fewer
        ),
        Row(free_item(f"{base}_ttl", "rtp", c.integer(0, 255), "1", number=True, count=count), per_family=fewer),
    ]


def _network() -> list[Row]:
    """The [Network] page. Both families apply it at a restart; only mDNS of 2022+ acts at once."""
    n = "network"
    address = c.optional(c.ipv4)
    rows = [
        Row(word_item(f"{n}.lan_interface", n, "auto|100_full|100_half|10_full|10_half", "auto"), _PRE),
        Row(free_item(f"{n}.max_packet_size", n, c.integer(576, 1500), "1500", number=True)),
        Row(word_item(f"{n}.ipv4.method", n, "manual|dhcp", "dhcp")),
        Row(free_item(f"{n}.ipv4.address", n, address)),
        Row(free_item(f"{n}.ipv4.subnet_mask", n, c.optional(c.subnet_mask), "255.255.255.0")),
        Row(free_item(f"{n}.ipv4.default_gateway", n, address)),
        Row(word_item(f"{n}.ipv4.auto_ip", n, ON_OFF, "enable")),
        Row(free_item(f"{n}.ipv4.auto_ip_address", n, address, read_only=True)),
        Row(word_item(f"{n}.ipv6.ipv6", n, ON_OFF, "disable")),
        Row(word_item(f"{n}.ipv6.auto_ra", n, ON_OFF, "enable")),
        Row(word_item(f"{n}.ipv6.auto_dhcpv6", n, ON_OFF, "enable")),
        Row(free_item(f"{n}.ipv6.address", n, c.optional(c.ipv6))),
        Row(free_item(f"{n}.ipv6.prefix_length", n, c.integer(16, 128), "64", number=True)),
        Row(free_item(f"{n}.ipv6.default_gateway", n, c.optional(c.ipv6))),
        Row(free_item(f"{n}.dns.name_server_1", n, c.optional(c.either_ip))),
        Row(free_item(f"{n}.dns.name_server_2", n, c.optional(c.either_ip))),
        Row(word_item(f"{n}.dns.use_dhcp", n, ON_OFF, "enable")),
        Row(free_item(f"{n}.dns.host_name", n, c.host_name)),
        Row(word_item(f"{n}.dns.host_name_registration", n, "register|do_not_register", "do_not_register")),
        Row(free_item(f"{n}.dns.search_domains.name", n, c.host_name, column="name", count=6)),
    ]
    rows = [replace(row, item=replace(row.item, restart=True)) for row in rows]
    return [*rows, Row(word_item(f"{n}.mdns", n, ON_OFF, "enable"), per_family=_RESTART_ON_PRE)]


def _declared() -> list[Row]:
    user, guest = "user_authority.authorized", "user_authority.guest"
    return [
        Row(free_item("administrator.name", "user", c.name(5, 15))),
        Row(free_item("administrator.password", "user", c.password(8, 32), secret=True), per_family=_SHORTER_PASSWORD),
        Row(word_item("date_time.method", "datetime", "manual|ntp", "manual")),
        Row(word_item("date_time.time_zone", "datetime", ZONES, "UTC")),
        Row(free_item("date_time.ntp_server", "datetime", c.text(63))),
        Row(free_item("date_time.clock", "datetime", c.clock)),
        Row(word_item("log_notification.level", "log", "disable|errors|errors_and_warnings", "disable")),
        Row(free_item("users.accounts.name", "user", c.name(0, 15), column="name", count=50)),
        Row(
            free_item(
                "users.accounts.password", "user", c.optional(c.password(8, 32)),
                secret=True, column="password", count=50,
            ),
            per_family={FAMILY_PRE: {"check": c.optional(c.password(8, 31))}},
        ),
        # Factory authority is open on the generations whose manuals are public; the newest is taken as the same.
        Row(word_item(f"{user}.privileged_camera_control", "user", ON_OFF, "enable")),
        Row(word_item(f"{user}.camera_control", "user", ON_OFF, "enable")),
        Row(word_item(f"{user}.video", "user", ON_OFF, "enable")),
        Row(word_item(f"{user}.audio", "user", ON_OFF, "enable")),
        Row(word_item(f"{guest}.camera_control", "user", ON_OFF, "enable")),
        Row(word_item(f"{guest}.video", "user", ON_OFF, "enable")),
        Row(word_item(f"{guest}.audio", "user", ON_OFF, "enable")),
        Row(word_item("viewer.user_authentication", "viewer", VIEWER, "do_not_authenticate")),
        *_host_access("ipv4", c.ipv4, 32),
        *_host_access("ipv6", c.ipv6, 128),
        Row(word_item("http_server.auth_method", "server", "basic|digest", "digest"), per_family=_BASIC_ON_PRE),
        Row(
            free_item("http_server.http_port", "server", c.integer(1024, 65535, 80), "80", number=True),
            per_family=_RESTART_ON_PRE,
        ),
        Row(
            free_item("http_server.https_port", "server", c.integer(1024, 65535, 443), "443", number=True),
            per_family=_RESTART_ON_PRE,
        ),
        Row(word_item("http_server.check_time_on_authentication", "server", "check|do_not_check", "check"), _PRE),
        Row(
            word_item("ssl_tls.https_policy", "security", "http|http_and_https|https", "http"),
            per_family=_RESTART_ON_PRE,
        ),
        Row(status_item("certificate.status", "security", "not_installed|self_signed|installed"), _PRE),
        Row(status_item("certificate.validity_period", "security"), _NEW),
        Row(word_item("dot1x.enable", "dot1x", ON_OFF, "disable")),
        Row(word_item("dot1x.method", "dot1x", EAP_METHODS, "EAP-TLS")),
        Row(free_item("dot1x.user_name", "dot1x", c.text(63))),
        *(
            Row(status_item(f"dot1x.{part}_status", "dot1x", "not_installed|installed"), _PRE)
            for part in ("ca", "client", "key")
        ),
        Row(status_item("dot1x.authentication_status", "dot1x", "stop|authenticating|authenticated"), _PRE),
        Row(word_item("rtp_server.rtp", "rtp", ON_OFF, "enable"), _PRE),
        Row(word_item("rtp_server.rtsp_auth_method", "rtp", "basic|digest", "digest"), per_family=_BASIC_ON_PRE),
        Row(free_item("rtp_server.rtsp_port", "rtp", c.integer(1024, 65535, 554), "554", number=True)),
        *_multicast("audio", 2),
        *_multicast("stream", 5),
        Row(word_item("snmp_server.v1_v2c", "server", ON_OFF, "disable")),
        Row(word_item("snmp_server.v3", "server", ON_OFF, "disable")),
        Row(free_item("snmp_server.contact", "server", c.text(63))),
        Row(free_item("snmp_server.function_name", "server", c.text(31))),
        Row(free_item("snmp_server.location", "server", c.text(31))),
        Row(free_item("snmp_server.v3_user_name", "server", c.text(32))),
        Row(word_item("snmp_server.security_level", "server", SNMP_LEVELS, "none")),
        Row(word_item("snmp_server.auth_algorithm", "server", "md5|sha1", "md5")),
        Row(free_item("snmp_server.auth_password", "server", c.optional(c.password(8, 32)), secret=True)),
        Row(word_item("snmp_server.encryption_algorithm", "server", "des|aes", "des")),
        Row(free_item("snmp_server.encryption_password", "server", c.optional(c.password(8, 32)), secret=True)),
        Row(word_item("ftp_server.ftp", "server", ON_OFF, "disable"), _PRE),
        *_network(),
    ]  # fmt: skip


@cache
def items_of(family: str) -> dict[str, Item]:
    """Return the items of a family by id, in the order of the guide."""
    if family == FAMILY_IPRO:
        return ipro_items({row.item.id: row.item for row in _declared()})
    if family == FAMILY_ACME:
        return acme_items(items_of(FAMILY_2022))
    if family == FAMILY_ONVIF:
        return {row.item.id: _for_onvif(row.item) for row in _declared() if _has_onvif(row.item)}
    found = (replace(row.item, **row.per_family.get(family, {})) for row in _declared() if family in row.families)
    return {item.id: item for item in found}


# What a camera without a vendor interface has: what ONVIF and RTSP can show or change.
_ONVIF_GROUPS = (
    "administrator.",
    "users.",
    "date_time.",
    "host_access.",
    "http_server.",
    "ssl_tls.",
    "rtp_server.",
    "network.",
)
_NOT_ONVIF = (
    "http_server.auth_method",
    "http_server.check_time_on_authentication",
    "network.mdns",
    "network.lan_interface",
)
_NEEDS_REBOOT = ("network.ipv4.method", "network.ipv4.address", "network.ipv4.subnet_mask", "network.ipv6.ipv6")


def _has_onvif(item: Item) -> bool:
    return item.id.startswith(_ONVIF_GROUPS) and item.id not in _NOT_ONVIF


def _for_onvif(item: Item) -> Item:
    """Only the address needs a reboot; names and passwords have limits of their own."""
    return replace(item, restart=item.id in _NEEDS_REBOOT, check=_ANY_NAME.get(item.id, item.check))


_ANY_NAME = dict.fromkeys(
    ("administrator.name", "administrator.password", "users.accounts.name", "users.accounts.password"), c.text(64)
)
