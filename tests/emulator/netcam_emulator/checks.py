# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a camera accepts as a value: one small predicate per kind of field, limits as printed in the guide."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Check = Callable[[str], bool]
CLOCK_FORMAT = "%Y/%m/%d %H:%M:%S"


def text(longest: int, shortest: int = 0) -> Check:
    """Printable text of so many characters; line ends would break the answer format, so no camera stores them."""
    return lambda value: shortest <= len(value) <= longest and value.isprintable()


def name(shortest: int, longest: int) -> Check:
    """Account name: letters, digits, hyphen, underscore. Empty only where that clears a row (shortest 0)."""
    pattern = re.compile(rf"[A-Za-z0-9_-]{{{shortest},{longest}}}")
    return lambda value: bool(pattern.fullmatch(value))


def password(shortest: int, longest: int) -> Check:
    """Visible ASCII without spaces."""
    pattern = re.compile(rf"[!-~]{{{shortest},{longest}}}")
    return lambda value: bool(pattern.fullmatch(value))


def optional(check: Check) -> Check:
    """The field may be emptied."""
    return lambda value: value == "" or check(value)


def integer(lowest: int, highest: int, *extra: int) -> Check:
    """Decimal number in a range, or one of the extra values (well-known ports, 0 for off)."""

    def accepts(value: str) -> bool:
        if not re.fullmatch(r"0|[1-9][0-9]{0,8}", value):
            return False
        return lowest <= int(value) <= highest or int(value) in extra

    return accepts


def ipv4(value: str) -> bool:
    """Dotted IPv4 address."""
    try:
        ipaddress.IPv4Address(value)
    except ValueError:
        return False
    return True


def ipv6(value: str) -> bool:
    """IPv6 address without a zone."""
    try:
        ipaddress.IPv6Address(value)
    except ValueError:
        return False
    return "%" not in value


def either_ip(value: str) -> bool:
    """IPv4 or IPv6 address."""
    return ipv4(value) or ipv6(value)


def multicast(value: str) -> bool:
    """IPv4 or IPv6 multicast address, or 0.0.0.0 for off."""
    return value == "0.0.0.0" or (either_ip(value) and ipaddress.ip_address(value).is_multicast)


def subnet_mask(value: str) -> bool:
    """Contiguous IPv4 mask."""
    if not ipv4(value):
        return False
    inverted = ~int(ipaddress.IPv4Address(value)) & 0xFFFFFFFF
    return inverted & (inverted + 1) == 0


def host_name(value: str) -> bool:
    """Up to 63 characters: letters, digits, hyphen, dot; empty allowed."""
    return value == "" or bool(re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,61}[A-Za-z0-9])?", value))


def time_zone(value: str) -> bool:
    """An IANA name of a time zone that this host knows."""
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def clock(value: str) -> bool:
    """`YYYY/MM/DD HH:MM:SS`."""
    try:
        datetime.strptime(value, CLOCK_FORMAT)
    except ValueError:
        return False
    return True
