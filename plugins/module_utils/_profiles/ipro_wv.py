# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Commands of i-PRO (Panasonic WV) cameras, as far as they are public, each with its confidence and its source.

Sources: C(S21) recorded answers of a WV-S1111 and section numbers of the maker's "Command interface iPRO H.265 models";
C(S22) the maker's supplement for web control of its AW-HE20/UE20/UE4; C(W1) setup page of the AW-UE family, C(W4) its page of
the first access, C(W5) its page of users and hosts, C(W6) its shared functions; C(S10) the maker's ONVIF application note.

The AW family is not the WV family. Its web setup has the same dialogs, the same list of reserved ports and the same name for
the one setup command that the maker's public document has. So these commands are marked likely, and those that write are used
only on a camera that answers C(get_https) with all five keys of that dialect.
"""

from __future__ import annotations

from .._ipro.commands import CONFIRMED, LIKELY, UNKNOWN, Command

_CGI = "/cgi-bin/"
_HTTPS = "[Network] > [Advanced] > [HTTPS]"
_USER = "[User mng.] > [User auth.]"
_HOST = "[User mng.] > [Host auth.]"
_DOT1X = "[User mng.] > [IEEE 802.1X]"
_ADVANCED = "[Network] > [Advanced] > "
_INFO = "[Maintenance] > [Product info.]"


def _read(name: str, confidence: str, source: str, page: str, *keys: str, path: str = "", **params: str) -> Command:
    return Command(name, confidence, source, page, _CGI + (path or name), params=params, keys=keys)


def _write(command: str, confidence: str, source: str, page: str, path: str, method: str = "POST",
           randomnum: bool = False, /, **fields: str) -> Command:
    params, form = (fields, {}) if method == "GET" else ({}, fields)
    return Command(command, confidence, source, page, _CGI + path, method, params, form, writes=True, randomnum=randomnum)


def _upload(name: str, source: str, page: str) -> Command:
    return Command(name, LIKELY, source, page, _CGI + name, "POST", file="fileName", writes=True)


def _unknown(name: str, page: str) -> Command:
    return Command(name, UNKNOWN, "S10" if name == "crt_key_generate" else "", page)


_TABLE = (
    _read("getinfo", CONFIRMED, "S21", _INFO, "MAC", "SERIAL", "VERSION", FILE="1"),
    _read("get_capability", CONFIRMED, "S21", _INFO, "common.capability_version"),
    _read("get_randomnum", CONFIRMED, "S21", _INFO),
    _read("man_session", CONFIRMED, "S21", _INFO, command="get"),
    # HTTPS
    _read("get_https", LIKELY, "W1", _HTTPS, "live", "https_port", "mode", "self_signed_info", "ca_cert_info"),
    _write("set_https", LIKELY, "W1", _HTTPS, "set_https", live="{live}", https_port="{https_port}"),
    _read("get_crt_key", LIKELY, "W1", f"{_HTTPS} > [CRT key generate]", "cur_key_last_modified"),
    _read("csr_state", LIKELY, "W1", f"{_HTTPS} > [CA Certificate - Information]", "last_modified", path="https_signed",
          mode="get_info"),
    _write("self_signed_delete", LIKELY, "W1", f"{_HTTPS} > [Self-signed Certificate - Information] > [Delete]",
           "https_self_signed", "GET", mode="delete"),
    _write("certificate_delete", LIKELY, "W1", f"{_HTTPS} > [CA Certificate - Information] > [Delete]", "https_signed", "GET",
           mode="delete"),
    _upload("https_install_signed", "W1", f"{_HTTPS} > [CA Certificate - CA Certificate install]"),
    _unknown("crt_key_generate", f"{_HTTPS} > [CRT key generate]"),
    # the history of keys in the same dialog; no step of this collection goes back to an older key
    _unknown("crt_key_previous", f"{_HTTPS} > [CRT key generate]"),
    _unknown("self_signed_generate", f"{_HTTPS} > [Self-signed Certificate - Generate]"),
    _unknown("csr_generate", f"{_HTTPS} > [CA Certificate - Generate Certificate Signing Request]"),
    _unknown("csr_fetch", f"{_HTTPS} > [CA Certificate - Information]"),
    # users and hosts
    _read("user_list", LIKELY, "W5 W6", _USER, "userlist", path="user.cgi"),
    _write("user_set", LIKELY, "W4 W5", _USER, "user.cgi", name="{name}", password="{password}", repassword="{password}",
           access_level="{level}"),
    _write("user_delete", LIKELY, "W5", _USER, "user.cgi", delname="{name}"),
    _read("auth_get", LIKELY, "W5 W6", _USER, "userauth", path="auth.cgi"),
    _write("auth_set", LIKELY, "W5", _USER, "user.cgi", user="{userauth}", auth_type="{auth_type}",
           auth_wait_time="{auth_wait_time}"),
    _read("host_list", LIKELY, "W5", _HOST, "host", path="get_reg_host"),
    _write("host_switch", LIKELY, "W5", _HOST, "reg_host", host="{host}"),
    _write("host_add", LIKELY, "W5", _HOST, "reg_host", host_addr="{address}", access_level="{level}"),
    _write("host_delete", LIKELY, "W5", _HOST, "del_host", host_addr="{address}"),
    # other network services
    _read("get_network", LIKELY, "S22", "[Network] > [Network]", "port"),
    _read("get_rtsp", LIKELY, "W1", _ADVANCED + "[RTSP]", "rtsp_port"),
    _write("set_rtsp", CONFIRMED, "S21 W1", _ADVANCED + "[RTSP]", "set_rtsp", rtsp_port="{rtsp_port}"),
    _read("get_time", LIKELY, "W1", _ADVANCED + "[NTP]", "time_adjust", "ntp_addr"),
    _write("set_time", LIKELY, "W1", _ADVANCED + "[NTP]", "time", time_adjust="{time_adjust}",
           ntp_addr_dhcp="{ntp_addr_dhcp}", ntp_addr="{ntp_addr}", ntp_port="{ntp_port}", ntp_interval="{ntp_interval}"),
    _read("get_upnp", LIKELY, "W1", _ADVANCED + "[UPnP]", "upnp_portmap"),
    _write("set_upnp", LIKELY, "W1", _ADVANCED + "[UPnP]", "upnp", upnp_portmap="{upnp_portmap}"),
    # maintenance
    _write("restart", LIKELY, "S22", "[Maintenance] > [Default reset]", "initial", "GET", True, cmd="reset"),
)

COMMANDS = {command.name: command for command in _TABLE}

#: What the unknown commands may ask for, by name: a user's profile refers to these fields.
FIELDS = {
    "crt_key_generate": ("key_size",),
    "crt_key_previous": (),
    "self_signed_generate": ("common_name", "country", "state", "locality", "organization", "organizational_unit"),
    "csr_generate": ("common_name", "country", "state", "locality", "organization", "organizational_unit"),
    "csr_fetch": (),
}

#: The H.265 generation, whose [Connection] takes HTTP and HTTPS at once as well (S10). Older models have one or the other.
NEWER = r"WV-[SUX]\d"
