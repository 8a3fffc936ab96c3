# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Device Management: clock, time zone, NTP servers."""

from __future__ import annotations

import ipaddress
import time
from datetime import UTC, datetime

from ..checks import host_name
from .fault import bad_value, prohibited
from .posix_tz import POSIX_OF, canon_zone, zone
from .registry import Access, Call, device
from .xml import Reader, el, leaf


def time_zone(call: Call) -> str:
    """The POSIX time zone in force, or the one a quirk shows."""
    shown = call.service.quirks.text("time_zone")
    if shown:
        return shown
    if not call.service.is_canon:
        return call.service.state.time_zone
    return POSIX_OF[call.camera.store["date_time.time_zone"]]


def _local(call: Call) -> datetime:
    """Local time; a zone that only a quirk shows does not count."""
    onvif_only = not call.service.is_canon
    posix = call.service.state.time_zone if onvif_only else POSIX_OF[call.camera.store["date_time.time_zone"]]
    return call.service.utc().astimezone(zone(posix))


def _moment(tag: str, moment: datetime) -> str:
    return el(
        tag,
        el("tt:Time", leaf("tt:Hour", moment.hour), leaf("tt:Minute", moment.minute), leaf("tt:Second", moment.second)),
        el("tt:Date", leaf("tt:Year", moment.year), leaf("tt:Month", moment.month), leaf("tt:Day", moment.day)),
    )


@device("GetSystemDateAndTime", Access.PRE_AUTH)
def get_system_date_and_time(call: Call) -> str:
    """The clock; open to all, so that a client can learn how wrong it is before it logs in."""
    call.body.end()
    local, utc = _local(call), call.service.utc()
    kind = "NTP" if call.camera.store["date_time.method"] == "ntp" else "Manual"
    return el(
        "tds:SystemDateAndTime",
        leaf("tt:DateTimeType", kind),
        leaf("tt:DaylightSavings", bool(local.dst())),
        el("tt:TimeZone", leaf("tt:TZ", time_zone(call))),
        _moment("tt:UTCDateTime", local if call.service.quirks.on("local_time_as_utc") else utc),
        _moment("tt:LocalDateTime", local),
    )


@device("SetSystemDateAndTime", Access.WRITE_SYSTEM)
def set_system_date_and_time(call: Call) -> str:
    """Mode, zone, and for manual mode the time."""
    body = call.body
    kind = body.one("DateTimeType").word("Manual", "NTP")
    daylight = body.one("DaylightSavings").boolean
    place, given = body.maybe("TimeZone"), body.maybe("UTCDateTime")
    body.end()
    posix = _checked_zone(call, place) if place is not None else None
    moment = _checked_moment(given) if given is not None else None
    if kind == "NTP" and not servers(call):
        raise bad_value("ter:NtpServerUndefined", "No NTP server is set")
    if kind == "Manual" and moment is None:
        raise bad_value("ter:InvalidDateTime", "Manual needs UTCDateTime")
    settings = {"date_time.method": kind.lower()}
    if posix is not None:
        name = canon_zone(posix)
        if name is not None:
            settings["date_time.time_zone"] = name
        if not call.camera.faults.ignores("date_time.time_zone"):
            call.service.state.time_zone = posix
    call.service.write(settings)
    if kind == "Manual" and moment is not None and not call.camera.faults.ignores("date_time.clock"):
        call.camera.clock.fault = 0.0
        call.camera.faults.clear("clock_off")
        call.camera.clock.offset = moment.timestamp() - time.time()
    del daylight  # the zone says it already; devices ignore the flag
    return ""


def _checked_zone(call: Call, place: Reader) -> str:
    posix = place.text("TZ")
    place.end()
    try:
        zone(posix)
    except ValueError as error:
        raise bad_value("ter:InvalidTimeZone", f"{posix!r}: {error}") from error
    if call.service.is_canon and canon_zone(posix) is None:
        raise bad_value("ter:InvalidTimeZone", f"{posix!r} is not on the camera's list")
    return posix


def _checked_moment(given: Reader) -> datetime:
    clock, date = given.one("Time"), given.one("Date")
    given.end()
    hour, minute, second = (clock.one(name).integer for name in ("Hour", "Minute", "Second"))
    clock.end()
    year, month, day = (date.one(name).integer for name in ("Year", "Month", "Day"))
    date.end()
    try:
        return datetime(year, month, day, hour, minute, min(second, 59), tzinfo=UTC)
    except ValueError as error:
        raise bad_value("ter:InvalidDateTime", str(error)) from error


def servers(call: Call) -> list[str]:
    """The NTP servers that are set by hand."""
    first = call.camera.store["date_time.ntp_server"]
    return [first, *call.service.state.more_ntp] if first else []


def network_host(tag: str, host: str) -> str:
    """A host as address or name."""
    try:
        version = ipaddress.ip_address(host).version
    except ValueError:
        return el(tag, leaf("tt:Type", "DNS"), leaf("tt:DNSname", host))
    return el(tag, leaf("tt:Type", f"IPv{version}"), leaf(f"tt:IPv{version}Address", host))


@device("GetNTP", Access.READ_SYSTEM, "ntp")
def get_ntp(call: Call) -> str:
    """NTP servers."""
    call.body.end()
    state, found = call.service.state, servers(call)
    none = call.service.quirks.text("no_ntp")
    from_dhcp = state.ntp_from_dhcp or (not found and none == "dhcp")
    if not found and none == "zero":
        found = ["0.0.0.0"]
    return el(
        "tds:NTPInformation",
        leaf("tt:FromDHCP", from_dhcp),
        *(network_host("tt:NTPManual", server) for server in found),
    )


@device("SetNTP", Access.WRITE_SYSTEM, "ntp")
def set_ntp(call: Call) -> str:
    """Set NTP servers; this does not switch the clock to NTP."""
    from_dhcp = call.body.one("FromDHCP").boolean
    found = [_checked_host(given) for given in call.body.many("NTPManual")]
    call.body.end()
    if len(found) > call.service.ntp_servers:
        raise bad_value("ter:InvalidArgVal", f"At most {call.service.ntp_servers} NTP servers")
    if not found and not from_dhcp and call.camera.store["date_time.method"] == "ntp":
        raise prohibited("ter:TimeSyncedToNtp", "The clock is synchronised by NTP")
    call.service.write({"date_time.ntp_server": found[0] if found else ""})
    if not call.camera.faults.ignores("date_time.ntp_server"):
        call.service.state.more_ntp = found[1:]
        call.service.state.ntp_from_dhcp = from_dhcp
    return ""


def _checked_host(given: Reader) -> str:
    kind = given.one("Type").word("IPv4", "IPv6", "DNS")
    found = {name: given.maybe_text(tag) for name, tag in _HOST_TAGS}
    given.end()
    host = found[kind] or ""
    if kind == "DNS":
        if not host or not host_name(host):
            raise bad_value("ter:InvalidDnsName", f"{host!r} is no host name")
        return host
    return checked_address(host, 4 if kind == "IPv4" else 6)


_HOST_TAGS = (("IPv4", "IPv4Address"), ("IPv6", "IPv6Address"), ("DNS", "DNSname"))


def checked_address(text: str, version: int) -> str:
    """Return an IP address of this version; raises Fault."""
    try:
        address = ipaddress.ip_address(text)
    except ValueError as error:
        raise bad_value(f"ter:InvalidIPv{version}Address", f"{text!r} is no address") from error
    if address.version != version:
        raise bad_value(f"ter:InvalidIPv{version}Address", f"{text!r} is no IPv{version} address")
    return text
