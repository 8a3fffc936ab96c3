# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

# A table stands in rows, not in columns of single arguments:
# fmt: off

"""What the checklist asks for, page by page, as data.

A page is worked through in rounds; each round ends with [Apply]. What a setting shows over the rounds is its word, and no two
words of a page can be taken for each other, whatever the camera calls on and off (a test holds this for every pair). So a few
rounds tell many switches apart, and the order of steps inside a round does not matter.

In a row, C(0), C(1) ... are positions: of a switch off and on, of a choice its words in the order of the catalog. C(-) is "not
touched in this round", because the page may have greyed the field out. C(v) is a new marker value, and C(e) empties the rows
again. Positions are shown so that pages that send only what has changed show all of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .._catalog import SETTINGS

#: A text field that is harmless, and that cameras have.
BEACON = "snmp_server.contact"
_BEACON_NOTE = "It marks the round: do it in each one, whatever the other fields of the round are."


@dataclass(frozen=True)
class Sheet:
    """One page of the camera's settings. C(rows) maps a setting to its positions, one per round.

    C(when) is what has to be true before anybody starts with it; C(care) is printed above its steps.
    C(beacon): no field of the page takes a new marker in most rounds, so that nobody could see that two of them were swapped.
    Then C(BEACON) gets one in each round, on its own page.
    C(left_alone) are settings of the page that no step touches, and that are learned from what the page shows of them.
    """

    name: str
    title: str
    rows: Mapping[str, str]
    when: str = ""
    care: str = ""
    table_rows: int = 2
    beacon: bool = False
    notes: Mapping[str, str] = field(default_factory=dict)
    left_alone: tuple[str, ...] = ()

    @property
    def rounds(self) -> int:
        """How often [Apply] is pressed before everything is put back."""
        return max(len(row.split()) for row in self.rows.values())

    def note(self, setting: str) -> str:
        """What is printed beside a setting; empty for nothing."""
        return self.notes.get(setting, _BEACON_NOTE if self.beacon and setting == BEACON else "")


_HOSTS_CARE = (
    "Do the rounds in this order. The list is filled in only while the restriction is off, and the default policy stays at "
    "[Authorize] while it is on: so nobody is shut out at any moment."
)
_SEE_POLICY = "First see that [Default Policy] shows [Authorize] and that the list is empty."


def _hosts(version: str) -> Sheet:
    prefix = f"host_access.ipv{version}"
    return Sheet(
        f"host_access_ipv{version}", f"Host access restrictions, IPv{version}",
        {
            f"{prefix}.rows": "v - e - -",
            f"{prefix}.default_policy": "0 1 0 - -",
            f"{prefix}.apply": "0 - - 1 0",
        },
        care=_HOSTS_CARE, beacon=True, table_rows=3, notes={f"{prefix}.apply": _SEE_POLICY},
    )


SHEETS: tuple[Sheet, ...] = (
    Sheet("date_time", "Date and time", {
        "date_time.method": "0 1 0 1 0",
        "date_time.time_zone": "0 0 1 2 2",
        "date_time.ntp_server": "- v - v -",
        "date_time.clock": "- - v - -",
    }),
    Sheet("users", "Authorized users", {"users.accounts": "v"},
          care="Use the first free rows. These accounts are deleted again at the end of the page."),
    Sheet("access_and_log", "User authority, viewer and log notifications", {
        # an authority needs the ones above it, so that no round has one without them
        "user_authority.authorized.video": "0 1 1 1 1 0",
        "user_authority.authorized.camera_control": "0 0 1 1 0 0",
        "user_authority.authorized.privileged_camera_control": "0 0 0 1 0 0",
        "user_authority.authorized.audio": "0 1 0 0 1 0",
        "user_authority.guest.video": "0 1 1 1 0 0",
        "user_authority.guest.camera_control": "0 1 1 0 0 0",
        "user_authority.guest.audio": "0 0 1 0 1 0",
        "viewer.user_authentication": "0 1 0 - - -",
        "log_notification.level": "0 1 2 0 - -",
    }, beacon=True),
    _hosts("4"),
    _hosts("6"),
    Sheet("server", "Server: SNMP and FTP", {
        "snmp_server.contact": "v v v v v v",
        "snmp_server.v1_v2c": "0 1 0 1 0 0",
        "snmp_server.v3": "0 1 1 1 1 0",
        "snmp_server.function_name": "- v - - - -",
        "snmp_server.location": "- v - - - -",
        "snmp_server.v3_user_name": "- v - - - -",
        "snmp_server.security_level": "- 2 2 1 2 0",
        "snmp_server.auth_algorithm": "- 0 1 0 0 -",
        "snmp_server.auth_password": "- v - - - -",
        "snmp_server.encryption_algorithm": "- 1 0 - 1 -",
        "snmp_server.encryption_password": "- v - - - -",
        "ftp_server.ftp": "0 1 1 0 0 0",
    }),
    Sheet("rtp_server", "RTP server", {
        "rtp_server.rtsp_port": "v v v v",
        "rtp_server.rtp": "1 0 1 1",
        "rtp_server.rtsp_auth_method": "1 1 0 1",
        "rtp_server.audio.multicast_address": "- v - -",
        "rtp_server.audio.multicast_port": "- v - -",
        "rtp_server.audio.multicast_ttl": "- v v -",
        "rtp_server.stream.multicast_address": "- v - -",
        "rtp_server.stream.multicast_port": "- v - -",
        "rtp_server.stream.multicast_ttl": "- v v -",
    }, care="Nobody should be watching by RTSP while this page is worked through."),
    Sheet("dot1x", "802.1X", {
        "dot1x.user_name": "v v v v",
        "dot1x.method": "0 1 2 0",
    }, when="[802.1X Authentication] is off, and stays off", left_alone=("dot1x.enable",)),
    Sheet("network", "Network", {
        "network.dns.host_name": "v v v v v v",
        "network.max_packet_size": "- v v - - -",
        "network.ipv4.auto_ip": "0 1 1 0 0 0",
        "network.ipv6.ipv6": "0 1 1 1 1 0",
        "network.ipv6.auto_ra": "- 0 1 1 0 -",
        "network.ipv6.auto_dhcpv6": "- 1 0 1 0 -",
        "network.ipv6.address": "- v - - - -",
        "network.ipv6.prefix_length": "- v v - - -",
        "network.ipv6.default_gateway": "- v - - - -",
        "network.dns.use_dhcp": "0 0 1 0 1 0",
        "network.dns.name_server_1": "- v - - - -",
        "network.dns.name_server_2": "- v - - - -",
        "network.dns.host_name_registration": "0 0 0 1 1 0",
        "network.dns.search_domains": "- v - - - -",
        "network.mdns": "0 1 0 0 1 0",
        "network.upnp_port_forwarding": "0 0 1 1 1 0",
    }, left_alone=("network.lan_interface", "network.ipv4.method", "network.ipv4.address", "network.ipv4.subnet_mask",
                   "network.ipv4.default_gateway"),
        care="Open the page by the camera's IPv4 address. Where [Apply] restarts the camera, wait until it answers again. "
             "Leave [LAN Interface], and method, address, subnet mask and gateway of IPv4, as they are: they are learned from what the "
             "page shows of them."),
    Sheet("http_server", "HTTP server", {
        "http_server.https_port": "v v v v",
        "http_server.auth_method": "1 0 1 1",
        "http_server.check_time_on_authentication": "1 1 0 1",
    }, when="the address in the browser begins with http://",
        care="The browser may ask for name and password again when the authentication method changes. Leave [HTTP Port] as it is: "
             "it is learned from what the page shows of it.",
        left_alone=("http_server.http_port",)),
    Sheet("ssl_tls", "Encrypted communications", {"ssl_tls.https_policy": "0 1 0"}, beacon=True,
          when="the camera has a certificate, and the address in the browser begins with http://",
          care="Only the two positions that keep HTTP open are used."),
)

#: Settings that the collection writes and that no checklist asks for, each with its reason and the way around.
LEFT_OUT: dict[str, str] = {
    "administrator.name": "a slip would lock you out; the checklist never touches the administrator's own account",
    "administrator.password": "a slip would lock you out; the checklist never touches the administrator's own account",
    "http_server.http_port": "a new port would cut the connection over which you work",
    "network.lan_interface": "a wrong speed cuts the camera off",
    "network.ipv4.method": "a new address would move the camera away",
    "network.ipv4.address": "a new address would move the camera away",
    "network.ipv4.subnet_mask": "a wrong mask could cut the camera off",
    "network.ipv4.default_gateway": "a wrong gateway could cut the camera off",
    "dot1x.enable": "without a switch and certificates for 802.1X it can cut the camera off",
    "dot1x.key_password": "it is entered with the upload of the private key, and learned with it",
    "dot1x.password": "cameras of the guide have no such field",
    "network.easy_ip_setup": "it opens the camera to everybody on the network",
}


def left_alone_of(sheet: str, guide: str) -> tuple[str, ...]:
    """Settings of one page that this guide has, and that nobody touches."""
    names = next((one.left_alone for one in SHEETS if one.name == sheet), ())
    return tuple(name for name in names if guide in SETTINGS[name].limits)
