# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""i-PRO (Panasonic WV) cameras: which settings of the catalog they have, in the words of their own pages.

Source of the HTTPS page is section 16.2.5 of the operating instructions of the WV-SBV131M generation. Labels of other pages
come from further manuals of the maker; sections that differ by model are given as C(i-PRO manual). What these cameras have
no field for is absent here, and so reported as not applicable.
"""

from __future__ import annotations

from .model import FAMILY_IPRO, Column, Limit, Setting
from .overlay import Overlay
from .words import switch, text

_HTTPS = "[Network] > [Advanced] > [HTTPS]"
_USER = "[User mng.] > [User auth.]"
_HOST = "[User mng.] > [Host auth.]"
_DOT1X = "[User mng.] > [IEEE 802.1X]"
_TIME = "[Basic] > [Basic] > [Time & date]"
_NTP = "[Network] > [Advanced] > [NTP]"
_SNMP = "[Network] > [Advanced] > [SNMP]"
_NETWORK = "[Network] > [Network]"
_SEED = "16.2.5"
_MANUAL = "i-PRO manual"

#: [HTTPS port], "unavailable since they are already in use". 80 and 554 stand for the ports in force.
_HTTP, _RTSP = (80, 80), (554, 554)
_ELSEWHERE = ((20, 21), (23, 23), (25, 25), (42, 42), (53, 53), (67, 69), (110, 110), (123, 123), (161, 162), (995, 995),
              (10669, 10670), (59000, 61000))
_PORTS = ((1, 65535),)

_NAME_PATTERN = r'[^"&:;\\\x00-\x20\x7f-\U0010ffff]+'
_NAME_SAYS = 'printable ASCII without space and " & : ; \\'
_PASSWORD_PATTERN = (
    r'(?=.*[A-Za-z0-9])'
    r'(?:(?=.*[A-Z])(?=.*[a-z])(?=.*[0-9])|(?=.*[A-Z])(?=.*[a-z])(?=.*[^A-Za-z0-9])'
    r'|(?=.*[A-Z])(?=.*[0-9])(?=.*[^A-Za-z0-9])|(?=.*[a-z])(?=.*[0-9])(?=.*[^A-Za-z0-9]))'
    r'[^"&\x00-\x1f\x7f-\U0010ffff]+'
)
_PASSWORD_SAYS = 'printable ASCII without " and &, or fewer than three of upper case, lower case, digits and symbols'


def _reserved(*more: tuple[int, int]) -> tuple[tuple[int, int], ...]:
    return tuple(sorted((*_ELSEWHERE, *more)))


def _name() -> Limit:
    return text(32, 1, pattern=_NAME_PATTERN, says=_NAME_SAYS)


def _password() -> Limit:
    return text(32, 8, pattern=_PASSWORD_PATTERN, says=_PASSWORD_SAYS)


def _has(label: str, menu: str, limit: Limit | None = None, page: str = _MANUAL, columns: tuple[Column, ...] = (),
         note: str = "") -> Overlay:
    return Overlay(FAMILY_IPRO, label, menu, limit or Limit(), page, columns, note)


def _https(label: str, limit: Limit | None = None, note: str = "") -> Overlay:
    return _has(label, _HTTPS, limit, _SEED, (), note)


OVERLAYS = {
    "administrator.name": _has("User name", _USER, _name(), note="Registered at the first access; no account as delivered."),
    "administrator.password": _has("Password", _USER, _password(),
                                   note="Firmware since June 2018 asks for three of upper case, lower case, digits and symbols."),
    "firmware.version": _has("Firmware version", "[Maintenance] > [Product info.]"),
    "firmware.update": _has("Firmware update", "[Maintenance] > [Upgrade]"),
    "date_time.method": _has("Time adjustment", _NTP, Limit(choices=("manual", "ntp"))),
    "date_time.time_zone": _has("Time zone", _TIME, text(63, 1, pattern=r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*",
                                                         says="an IANA time zone name such as Europe/Berlin or UTC")),
    "date_time.ntp_server": _has("NTP server address", _NTP,
                                 text(128, pattern=r"[A-Za-z0-9:._-]*", says="a host name or an IP address")),
    "date_time.clock": _has("Time & date", _TIME),
    "log.view": _has("System log", "[Maintenance] > [System log]"),
    "users.accounts": _has("User registration", _USER, Limit(rows=18, default=()), columns=(
        Column("name", "User name", "text", _name()), Column("password", "Password", "secret", _password(), optional=True)),
        note="The number of users differs by model. New accounts get the level [3. Live only], existing ones keep "
             "theirs; administrators are not part of the list."),
    "viewer.user_authentication": _has("User auth.", _USER, switch(),
                                       note="Switched off, everybody may watch, and ONVIF asks for no login below "
                                            "the administrator's level."),
    "host_access.ipv4.rows": _has("Host registration", _HOST, Limit(rows=20, default=()),
                                  note="Each row is registered with the level [1. Administrator]; C(prohibit) does not exist there, "
                                       "and the "
                                  "number of rows differs by model."),
    "host_access.ipv4.default_policy": _has("Host auth.", _HOST, Limit(choices=("prohibit",), default="prohibit"),
                                            note="Hosts that are not registered are always prohibited."),
    "host_access.ipv4.apply": _has("Host auth.", _HOST, switch(False)),
    "http_server.auth_method": _has("Authentication", _USER, Limit(choices=("basic", "digest"))),
    "http_server.http_port": _has("HTTP port", _NETWORK, Limit(ranges=_PORTS, reserved=_reserved(_RTSP), default=80)),
    "http_server.https_port": _https("HTTPS port", Limit(ranges=_PORTS, reserved=_reserved(_HTTP, _RTSP), default=443)),
    "rtp_server.rtsp_port": _has("RTSP port", "[Network] > [Advanced] > [RTSP]",
                                 Limit(ranges=_PORTS, reserved=_reserved(_HTTP), default=554)),
    "snmp_server.v1_v2c": _has("SNMP version: SNMPv1/v2", _SNMP, switch()),
    "snmp_server.v3": _has("SNMP version: SNMPv3", _SNMP, switch()),
    "ssl_tls.https_policy": _https("Connection", Limit(choices=("http", "http_and_https", "https"), default="http"),
                                   note="HTTP or HTTPS; cameras of the H.265 generation take both at once as well."),
    "certificate.create_self_signed": _https("Self-signed Certificate - Generate"),
    "certificate.status": _https("Self-signed Certificate - Information"),
    "certificate.generate_csr": _https("CA Certificate - Generate Certificate Signing Request"),
    "certificate.display_csr": _https("CA Certificate - Information",
                                      note="The request is shown as long as no server certificate is installed."),
    "certificate.install_server": _https("CA Certificate - CA Certificate install"),
    "certificate.display_server": _https("CA Certificate - Information"),
    "certificate.delete_server": _https("CA Certificate - Information: Delete",
                                        note="Keep the file of the certificate; it is needed to install it again."),
    "network.ipv4.method": _has("Network Settings", _NETWORK, Limit(choices=("manual", "dhcp"))),
    "network.ipv4.address": _has("IP address(IPv4)", _NETWORK, text(15)),
    "network.ipv4.subnet_mask": _has("Subnet mask", _NETWORK, text(15)),
    "network.ipv4.default_gateway": _has("Default gateway", _NETWORK, text(15)),
    "network.ipv6.ipv6": _has("IPv6", _NETWORK, switch()),
    "network.ipv6.address": _has("IP address(IPv6)", _NETWORK, text(39)),
    "network.dns.name_server_1": _has("Primary server address", _NETWORK, text(39)),
    "network.dns.name_server_2": _has("Secondary server address", _NETWORK, text(39)),
    "network.dns.use_dhcp": _has("DNS", _NETWORK, switch()),
    "dot1x.enable": _has("IEEE 802.1X", _DOT1X, switch(False)),
    "dot1x.method": _has("EAP method", _DOT1X, text(32)),
    "dot1x.user_name": _has("User name", _DOT1X,
                            text(32, 1, pattern=_NAME_PATTERN, says=_NAME_SAYS)),
    "initialization.initialize": _has("Reset to the default", "[Maintenance] > [Default reset]"),
    "backup.backup": _has("Backup", "[Maintenance] > [Data]"),
    "backup.restore": _has("Restore", "[Maintenance] > [Data]"),
    "reboot.reboot": _has("Reboot", "[Maintenance] > [Default reset]"),
}

SETTINGS = (
    Setting(
        id="certificate.create_key", area="certificate", label="CRT key generate", chapter="2", page={FAMILY_IPRO: _SEED},
        menu={FAMILY_IPRO: _HTTPS}, kind="text", limits={FAMILY_IPRO: Limit()}, action=True,
        note="Takes minutes; makes both certificates of the camera invalid.",
    ),
    Setting(
        id="certificate.delete_self_signed", area="certificate", label="Self-signed Certificate - Information: Delete",
        chapter="2", page={FAMILY_IPRO: _SEED}, menu={FAMILY_IPRO: _HTTPS}, kind="text", limits={FAMILY_IPRO: Limit()},
        action=True,
    ),
    Setting(
        id="network.upnp_port_forwarding", area="network", option="upnp_port_forwarding", label="Auto port forwarding",
        chapter="2", page={FAMILY_IPRO: _MANUAL}, menu={FAMILY_IPRO: "[Network] > [Advanced] > [UPnP]"}, kind="switch",
        limits={FAMILY_IPRO: switch()}, recommended=False,
        note="Opens ports in the router; while it is on, [Connection] and ports cannot be changed.",
    ),
    Setting(
        id="network.easy_ip_setup", area="network", label="Easy IP Setup accommodate period", chapter="2",
        page={FAMILY_IPRO: _MANUAL}, menu={FAMILY_IPRO: _NETWORK}, kind="choice",
        limits={FAMILY_IPRO: Limit(choices=("20_minutes", "unlimited"))}, recommended="20_minutes",
        note="Not written by this collection.",
    ),
)
