# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""POSIX time zone strings, as ONVIF uses them, and the zones of Canon's menu."""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

_EU = "M3.5.0,M10.5.0/3"
_US = "M3.2.0,M11.1.0"
POSIX_OF = {
    "UTC": "UTC0",
    "Asia/Tokyo": "JST-9",
    "Asia/Shanghai": "CST-8",
    "Asia/Singapore": "<+08>-8",
    "Asia/Kolkata": "IST-5:30",
    "Asia/Dubai": "<+04>-4",
    "Europe/London": "GMT0BST,M3.5.0/1,M10.5.0",
    "Europe/Berlin": f"CET-1CEST,{_EU}",
    "Europe/Paris": f"CET-1CEST,{_EU}",
    "Europe/Helsinki": "EET-2EEST,M3.5.0/3,M10.5.0/4",
    "America/New_York": f"EST5EDT,{_US}",
    "America/Chicago": f"CST6CDT,{_US}",
    "America/Denver": f"MST7MDT,{_US}",
    "America/Los_Angeles": f"PST8PDT,{_US}",
    "Australia/Sydney": "AEST-10AEDT,M10.1.0,M4.1.0/3",
}


def zone(posix: str) -> ZoneInfo:
    """Return the zone of a POSIX string; raises ValueError.

    The standard library reads such strings only at the end of a compiled zone file, so a file with nothing else is made.
    """
    counts = struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    header = b"TZif2" + bytes(15) + counts
    data = struct.pack(">lbB", 0, 0, 0) + b"UTC\0"
    try:
        footer = posix.encode("ascii")
    except UnicodeEncodeError as error:
        raise ValueError(f"no time zone: {posix!r}") from error
    if not footer or b"\n" in footer:
        raise ValueError(f"no time zone: {posix!r}")
    return ZoneInfo.from_file(io.BytesIO((header + data) * 2 + b"\n" + footer + b"\n"), key=posix)


def canon_zone(posix: str) -> str | None:
    """Return the zone of Canon's menu that means the same in each month of a year, None when there is none."""
    if posix in POSIX_OF.values():
        return next(name for name, text in POSIX_OF.items() if text == posix)
    try:
        wanted = _offsets(posix)
    except ValueError:
        return None
    return next((name for name, text in POSIX_OF.items() if _offsets(text) == wanted), None)


def _offsets(posix: str) -> list[float]:
    """Offset from UTC at each day of a year: equal lists mean equal zones for a camera."""
    place, start = zone(posix), datetime(2027, 1, 1, tzinfo=UTC)
    found = []
    for day in range(365):
        offset = (start + timedelta(days=day)).astimezone(place).utcoffset()
        found.append(offset.total_seconds() if offset is not None else 0.0)
    return found
