# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""RTSP port, time server, UPnP, SNMP, mDNS name, Referer check."""

from __future__ import annotations

from collections.abc import Mapping

from ..connection import RTSP_PORT
from ..registry import Call, Pairs, Refused, command

_SWITCH = {"0": "disable", "1": "enable"}
_TIME: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "time_adjust": ("date_time.method", {"0": "manual", "1": "ntp"}),
    "ntp_addr_dhcp": ("date_time.ntp_from_dhcp", _SWITCH),
    "ntp_addr": ("date_time.ntp_server", {}),
    "ntp_port": ("date_time.ntp_port", {}),
    "ntp_interval": ("date_time.ntp_interval", {}),
}
_UPNP: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "upnp_portmap": ("network.upnp_port_forwarding", _SWITCH),
}
_SNMP: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "mode": ("snmp_server.v3", _SWITCH),
    "name": ("snmp_server.v3_user_name", {}),
    "auth": ("snmp_server.auth_algorithm", {"0": "md5", "1": "sha1"}),
    "enc": ("snmp_server.encryption_algorithm", {"0": "des", "1": "aes"}),
    "pass": ("snmp_server.auth_password", {}),
    "system": ("snmp_server.function_name", {}),
    "location": ("snmp_server.location", {}),
    "contact": ("snmp_server.contact", {}),
}


def changed(call: Call, table: Mapping[str, tuple[str, Mapping[str, str]]]) -> dict[str, str]:
    """Setting id -> value of what a request gives; raises Refused for a value out of its limits."""
    wanted = {}
    for name, (id_, words) in table.items():
        if name not in call.params:
            continue
        value = words[call.word(name, *words)] if words else call.params[name]
        if not call.camera.store.items[id_].check(value):
            raise Refused(f"{name}={value}")
        wanted[id_] = value
    if not wanted:
        raise Refused("nothing to set")
    return wanted


def shown(call: Call, table: Mapping[str, tuple[str, Mapping[str, str]]]) -> Pairs:
    """The parameters of a table with the values they have."""
    found: Pairs = []
    for name, (id_, words) in table.items():
        value = call.camera.store[id_]
        found.append((name, next((code for code, word in words.items() if word == value), value)))
    return found


def keep(call: Call, wanted: Mapping[str, str]) -> None:
    """Store settings that exist once."""
    call.camera.keep({(id_, 0): value for id_, value in wanted.items()})


def given(call: Call, table: Mapping[str, object]) -> Pairs:
    """What an answer repeats of the request."""
    return [(name, call.params[name]) for name in table if name in call.params]


@command("get_rtsp")
async def get_rtsp(call: Call) -> Pairs:
    """RTSP port."""
    return [("rtsp_port", call.camera.store[RTSP_PORT])]


@command("set_rtsp", "GET", "POST", writes=True, confirmed=True)
async def set_rtsp(call: Call) -> Pairs:
    """Set the RTSP port."""
    wanted = {RTSP_PORT: call.need("rtsp_port")}
    reason = call.service.connection.refusal(wanted)
    if reason:
        raise Refused(reason)
    keep(call, wanted)
    return [("rtsp_port", wanted[RTSP_PORT])]


@command("get_time")
async def get_time(call: Call) -> Pairs:
    """Time server."""
    return shown(call, _TIME)


@command("time", "GET", "POST", writes=True)
async def time(call: Call) -> Pairs:
    """Set the time server."""
    keep(call, changed(call, _TIME))
    return given(call, _TIME)


@command("get_upnp")
async def get_upnp(call: Call) -> Pairs:
    """Auto port forwarding."""
    return shown(call, _UPNP)


@command("upnp", "GET", "POST", writes=True)
async def upnp(call: Call) -> Pairs:
    """Switch auto port forwarding."""
    keep(call, changed(call, _UPNP))
    return given(call, _UPNP)


@command("set_snmp_info", "GET", "POST", writes=True)
async def set_snmp_info(call: Call) -> Pairs:
    """Set SNMPv3. One password for authentication and encryption."""
    wanted = changed(call, _SNMP)
    if "snmp_server.auth_password" in wanted:
        wanted["snmp_server.encryption_password"] = wanted["snmp_server.auth_password"]
    wanted["snmp_server.security_level"] = "authentication_and_encryption"
    keep(call, wanted)
    return [pair for pair in given(call, _SNMP) if pair[0] != "pass"]


@command("get_mdns_host")
async def get_mdns_host(call: Call) -> Pairs:
    """mDNS name."""
    return [("host_name", call.camera.store["network.mdns_host_name"])]


@command("set_mdns_host", "GET", "POST", writes=True)
async def set_mdns_host(call: Call) -> Pairs:
    """Set the mDNS name."""
    table: Mapping[str, tuple[str, Mapping[str, str]]] = {"host_name": ("network.mdns_host_name", {})}
    keep(call, changed(call, table))
    return given(call, table)


@command("set_referer_mode", "GET", "POST", writes=True)
async def set_referer_mode(call: Call) -> Pairs:
    """Switch the Referer check."""
    table = {"mode": ("http_server.referer_check", _SWITCH)}
    keep(call, changed(call, table))
    return given(call, table)
