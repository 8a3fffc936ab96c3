# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The pages of a Setting Page that the guide names, for both generations of Canon cameras."""

from __future__ import annotations

from functools import cache

from ..models import FAMILY_PRE
from .layout import CHECKBOX, RADIO, Field, Page, Section, Table
from .operations import certificate_pages, maintenance_pages

_CLOCK = "Date and Time"


@cache
def pages_of(family: str) -> tuple[Page, ...]:
    """All pages, in the order of the menu. What is not of Canon's older generation is laid out as the newer one."""
    old = family == FAMILY_PRE
    general = "Basic" if old else "System"
    return (
        *((_users("Basic"),) if old else ()),
        _clock(general),
        _viewer(general),
        _network(general, old),
        _server(old),
        _rtp(old),
        _users("Security"),
        _hosts(),
        *certificate_pages(old),
        *maintenance_pages(old),
    )


def _users(head: str) -> Page:
    def may(who: str, name: str, label: str) -> Field:
        whose = "authorized users" if who == "authorized" else "guest user"
        return Field(f"user_authority.{who}.{name}", f"User Authority, {whose}: {label}", widget=CHECKBOX)

    columns = (("name", "User Name"), ("password", "Password"))
    return Page(
        head,
        "User Management",
        (
            Section(
                "Administrator Account",
                (
                    Field("administrator.name", "Administrator Name", hint="5 to 15 characters"),
                    Field("administrator.password", "Password", confirm=True, hint="8 to 32 characters"),
                ),
            ),
            Section("Authorized User Account", (Table("users.accounts", "Authorized User Account", columns, 50),)),
            Section(
                "User Authority",
                (
                    may("authorized", "privileged_camera_control", "Privileged Camera Control"),
                    may("authorized", "camera_control", "Camera Control"),
                    may("authorized", "video", "Video Distribution"),
                    may("authorized", "audio", "Audio Distribution"),
                    may("guest", "camera_control", "Camera Control"),
                    may("guest", "video", "Video Distribution"),
                    may("guest", "audio", "Audio Distribution"),
                ),
            ),
        ),
    )


def _clock(head: str) -> Page:
    return Page(
        head,
        _CLOCK,
        (
            Section(
                "Settings",
                (
                    Field("date_time.clock", f"{_CLOCK}: current date and time", hint="YYYY/MM/DD HH:MM:SS"),
                    Field("date_time.method", f"{_CLOCK}: setting method", widget=RADIO),
                    Field("date_time.ntp_server", f"{_CLOCK}: NTP server"),
                    Field("date_time.time_zone", f"{_CLOCK}: time zone"),
                ),
            ),
        ),
    )


def _viewer(head: str) -> Page:
    return Page(
        head, "Viewer", (Section("Viewer Settings", (Field("viewer.user_authentication", "User Authentication"),)),)
    )


def _hosts() -> Page:
    def version(number: str, address: str) -> Section:
        base = f"host_access.ipv{number}"
        columns = (("address", address), ("prefix_length", "Prefix Length"), ("action", "Action"))
        return Section(
            f"IPv{number} Host Access Restrictions",
            (
                Field(f"{base}.apply", f"Apply IPv{number} Host Access Restrictions"),
                Field(f"{base}.default_policy", f"IPv{number} Default Policy"),
                Table(f"{base}.rows", f"IPv{number} host list", columns, 20),
            ),
        )

    return Page("Security", "Host Access Restrictions", (version("4", "IP Address"), version("6", "IPv6 Address")))


def _server(old: bool) -> Page:
    snmp = "snmp_server"
    sections = [
        Section(
            "HTTP Server",
            (
                Field("http_server.auth_method", "Authentication Method"),
                Field("http_server.http_port", "HTTP Port", hint="80, 1024 - 65535"),
                Field("http_server.https_port", "HTTPS Port", hint="443, 1024 - 65535"),
            ),
        ),
        Section(
            "SNMP Server",
            (
                Field(f"{snmp}.v1_v2c", "Use SNMP v1 and v2c"),
                Field(f"{snmp}.v3", "Use SNMP v3"),
                Field(f"{snmp}.contact", "Administrator Contact Information", hint="Up to 63 characters"),
                Field(f"{snmp}.function_name", "Administration Function Name", hint="Up to 31 characters"),
                Field(f"{snmp}.location", "Installation Location", hint="Up to 31 characters"),
            ),
        ),
        Section(
            "SNMP v3 Server",
            (
                Field(f"{snmp}.v3_user_name", "User Name", hint="Up to 32 characters"),
                Field(f"{snmp}.security_level", "Security Level"),
                Field(f"{snmp}.auth_algorithm", "Authentication Algorithm"),
                Field(f"{snmp}.auth_password", "Authentication Password", hint="8 to 32 characters"),
                Field(f"{snmp}.encryption_algorithm", "Encryption Algorithm"),
                Field(f"{snmp}.encryption_password", "Encryption Password", hint="8 to 32 characters"),
            ),
        ),
    ]
    if old:
        time = Field("http_server.check_time_on_authentication", "Check Time on Authentication")
        sections.append(Section("FTP Server", (Field("ftp_server.ftp", "Use FTP Server"), time)))
    return Page("Server", "Server", tuple(sections))


def _rtp(old: bool) -> Page:
    def multicast(group: str, row: int) -> tuple[Field, ...]:
        base = f"rtp_server.{group}.multicast"
        return (
            Field(f"{base}_address", "Multicast Address", row),
            Field(f"{base}_port", "Multicast Port", row),
            Field(f"{base}_ttl", "Multicast TTL", row),
        )

    switch = (Field("rtp_server.rtp", "RTP"),) if old else ()
    audio = ["Audio Multicast"] if old else ["Audio Settings 1", "Audio Settings 2"]
    return Page(
        "Server",
        "RTP Server",
        (
            Section(
                "RTP Server",
                (
                    *switch,
                    Field("rtp_server.rtsp_auth_method", "RTSP Authentication Method"),
                    Field("rtp_server.rtsp_port", "RTSP Port", hint="554, 1024 - 65535"),
                ),
            ),
            *(Section(title, multicast("audio", row)) for row, title in enumerate(audio)),
            *(Section(f"RTP Stream {row + 1}", multicast("stream", row)) for row in range(5)),
        ),
    )


def _network(head: str, old: bool) -> Page:
    n = "network"
    lan = (Field(f"{n}.lan_interface", "LAN Interface"),) if old else ()
    domains = Table(f"{n}.dns.search_domains", "Search Domain List", (("name", "Search Domain"),), 6, grows=True)
    return Page(
        head,
        "Network",
        (
            Section("LAN", (*lan, Field(f"{n}.max_packet_size", "Maximum Packet Size", hint="576 - 1500"))),
            Section(
                "IPv4",
                (
                    Field(f"{n}.ipv4.method", "IPv4 Address Settings Method"),
                    Field(f"{n}.ipv4.address", "IPv4 Address"),
                    Field(f"{n}.ipv4.subnet_mask", "Subnet Mask"),
                    Field(f"{n}.ipv4.default_gateway", "IPv4 Default Gateway Address"),
                    Field(f"{n}.ipv4.auto_ip", "AutoIP"),
                    Field(f"{n}.ipv4.auto_ip_address", "IPv4 Address (AutoIP)"),
                ),
            ),
            Section(
                "IPv6",
                (
                    Field(f"{n}.ipv6.ipv6", "IPv6"),
                    Field(f"{n}.ipv6.auto_ra", "Auto (RA)"),
                    Field(f"{n}.ipv6.auto_dhcpv6", "Auto (DHCPv6)"),
                    Field(f"{n}.ipv6.address", "IPv6 Address (Manual)"),
                    Field(f"{n}.ipv6.prefix_length", "Prefix Length", hint="16 - 128"),
                    Field(f"{n}.ipv6.default_gateway", "IPv6 Default Gateway Address"),
                ),
            ),
            Section(
                "DNS",
                (
                    Field(f"{n}.dns.name_server_1", "Name Server Address 1"),
                    Field(f"{n}.dns.name_server_2", "Name Server Address 2"),
                    Field(f"{n}.dns.use_dhcp", "Set Name Server Address Automatically (Use DHCP/DHCPv6)"),
                    Field(f"{n}.dns.host_name", "Host Name", hint="Up to 63 characters"),
                    Field(f"{n}.dns.host_name_registration", "Host Name Registration with DDNS"),
                    domains,
                ),
            ),
            Section("mDNS", (Field(f"{n}.mdns", "Use mDNS"),)),
        ),
        restarts=old,
        reboot=True,
    )
