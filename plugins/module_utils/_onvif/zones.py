# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Time zones: the catalog has IANA names, ONVIF has POSIX TZ strings, and cameras write those loosely.

Two strings are the same zone when they mean the same: offset from UTC, offset in summer, and the dates between them.
The names inside a string mean nothing. The POSIX string of an IANA name stands in the last line of its zone file.
"""

from __future__ import annotations

import importlib.resources
import os
import re
import zoneinfo
from dataclasses import dataclass

from .._errors import InvalidValue

_NAME = r"(?:<[^<>]{1,16}>|[A-Za-z]{2,16})"
_OFFSET = r"[+-]?\d{1,2}(?::?\d{2}){0,2}"
_TZ = re.compile(rf"\s*({_NAME})\s*({_OFFSET})(?:\s*({_NAME})\s*({_OFFSET})?)?(?:,([^,]+),([^,]+))?\s*")
_RULE = re.compile(r"\s*(M\d{1,2}\.\d\.\d|J\d{1,3}|\d{1,3})(?:/([+-]?\d{1,3}(?::\d{2}){0,2}))?\s*")
_IANA = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*")
#: what zone libraries take where a string has a summer name but no dates (POSIX leaves it open)
_USUAL_RULES = ("M3.2.0", "M11.1.0")


@dataclass(frozen=True)
class Meaning:
    """What a zone does: seconds east of UTC, seconds in summer, and when summer starts and ends (date, seconds)."""

    offset: int
    summer: int | None = None
    start: tuple[str, int] | None = None
    end: tuple[str, int] | None = None


def _seconds(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    digits = text.lstrip("+-")
    fields = digits.split(":") if ":" in digits else re.findall(r"\d{1,2}", digits)
    values = [int(field) for field in fields] + [0, 0]
    return sign * (values[0] * 3600 + values[1] * 60 + values[2])


def _rule(text: str) -> tuple[str, int] | None:
    found = _RULE.fullmatch(text)
    if not found:
        return None
    return found.group(1), _seconds(found.group(2)) if found.group(2) else 7200


def meaning(text: str | None) -> Meaning | None:
    """What a POSIX TZ string means; None when it cannot be told. In POSIX, offsets count west of UTC."""
    found = _TZ.fullmatch(text or "")
    if not found:
        return _bare(text or "")
    _name, offset, summer_name, summer_offset, start, end = found.groups()
    east = -_seconds(offset)
    if summer_name is None:
        return Meaning(east) if start is None else None
    summer = -_seconds(summer_offset) if summer_offset else east + 3600
    first, last = (_rule(rule) for rule in ((start, end) if start and end else _USUAL_RULES))
    if first is None or last is None:
        return None
    return Meaning(east, summer, first, last)


def _bare(text: str) -> Meaning | None:
    """A zone without an offset: UTC under its usual names, or an IANA name, which some cameras answer."""
    if text.strip().upper() in ("UTC", "GMT", "Z", "UCT", "ZULU"):
        return Meaning(0)
    if "/" in text and _IANA.fullmatch(text.strip()):
        posix = _footer(text.strip())
        return meaning(posix) if posix and "/" not in posix.split(",")[0] else None
    return None


def _zone_file(name: str) -> bytes | None:
    for folder in zoneinfo.TZPATH:
        try:
            with open(os.path.join(folder, *name.split("/")), "rb") as handle:
                return handle.read(100_000)
        except OSError:
            continue
    try:
        package, _slash, leaf = f"tzdata/zoneinfo/{name}".rpartition("/")
        return importlib.resources.files(package.replace("/", ".")).joinpath(leaf).read_bytes()
    except (ImportError, OSError, ValueError):
        return None


def _footer(name: str) -> str | None:
    """The POSIX string of an IANA zone (RFC 9636, section 3.3); None when this host does not know the name."""
    content = _zone_file(name) if _IANA.fullmatch(name) else None
    if content is None or not content.startswith(b"TZif") or not content.endswith(b"\n"):
        return None
    return content[:-1].rpartition(b"\n")[2].decode("ascii", "replace") or None


def posix_of(name: str) -> str:
    """The POSIX TZ string for an IANA name. Raises InvalidValue."""
    posix = _footer(name)
    if posix is None:
        raise InvalidValue(
            f"the time zone {name!r} is not known on this controller",
            setting="date_time.time_zone",
            hint="Install tzdata, or use an IANA name.",
        )
    return posix


def plain(posix: str) -> str:
    """The same zone with names of letters, for cameras that do not take C(<+03>-3)."""
    names = iter(("STD", "DST"))
    return re.sub(r"<[^<>]*>", lambda _found: next(names, "DST"), posix)


def same_zone(one: str | None, other: str | None) -> bool:
    """Whether two zones, POSIX or IANA, mean the same."""
    if not one or not other:
        return not one and not other
    if one == other:
        return True
    first, second = (meaning(_footer(text) or text) for text in (one, other))
    return first is not None and first == second
