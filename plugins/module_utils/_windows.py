# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Maintenance windows: on which days, between which times of which clock a camera may be changed.

Times are those that a clock on the wall shows. A time that is skipped when daylight saving begins never comes; one that
comes twice when it ends is in the window both times. A window over midnight belongs to the day on which it begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ._errors import InvalidValue

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WHOLE_DAY = 24 * 60
_EXAMPLE = 'Example: {days: [sat, sun], from: "22:00", to: "04:00", time_zone: Europe/Berlin}.'


@dataclass(frozen=True)
class Window:
    """C(start) and C(end) in minutes after midnight; equal ones are a whole day."""

    days: tuple[str, ...]
    start: int
    end: int
    zone: ZoneInfo

    def holds(self, now: datetime) -> bool:
        """Whether C(now), an aware time, is in the window."""
        local = now.astimezone(self.zone)
        minute = local.hour * 60 + local.minute
        today, yesterday = DAYS[local.weekday()], DAYS[(local - timedelta(days=1)).weekday()]
        if self.start < self.end:
            return today in self.days and self.start <= minute < self.end
        return (today in self.days and minute >= self.start) or (yesterday in self.days and minute < self.end)

    def __str__(self) -> str:
        days = "daily" if self.days == DAYS else ", ".join(self.days)
        return f"{days} {_clock(self.start)}-{_clock(self.end)} {self.zone.key}"


def windows_of(entries: Any) -> list[Window]:
    """Windows out of what a user has written. Raises InvalidValue."""
    if isinstance(entries, Mapping):
        entries = [entries]
    if not isinstance(entries, Sequence) or isinstance(entries, (str, bytes)):
        raise InvalidValue("maintenance windows are a list", setting="rollout_windows", hint=_EXAMPLE)
    return [_window(entry) for entry in entries]


def closed(windows: Iterable[Window], now: datetime) -> str:
    """Why a camera must be left alone now; empty when it need not, which is so without any window."""
    known = list(windows)
    if not known or any(window.holds(now) for window in known):
        return ""
    local = now.astimezone(known[0].zone)
    there = f"{DAYS[local.weekday()]} {_clock(local.hour * 60 + local.minute)}"
    return f"outside its maintenance window ({'; '.join(map(str, known))}): it is {there} there"


def _window(entry: Any) -> Window:
    if not isinstance(entry, Mapping) or not {"from", "to"} <= set(entry) <= {"days", "from", "to", "time_zone"}:
        raise InvalidValue(
            "a maintenance window has from and to, and perhaps days and time_zone",
            setting="rollout_windows",
            hint=_EXAMPLE,
        )
    name = str(entry.get("time_zone", "UTC"))
    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidValue(
            f"{name!r} is not a time zone that this host knows (their data are in the package tzdata)",
            setting="rollout_windows",
            hint=_EXAMPLE,
        ) from None
    return Window(_days(entry.get("days", list(DAYS))), _minutes(entry["from"], 0), _minutes(entry["to"], 1), zone)


def _days(value: Any) -> tuple[str, ...]:
    wanted = [value] if isinstance(value, str) else value
    names = [str(day).strip().lower()[:3] for day in wanted] if isinstance(wanted, Sequence) else []
    if not names or set(names) - set(DAYS):
        raise InvalidValue(
            f"the days of a window are some of {', '.join(DAYS)}", setting="rollout_windows", hint=_EXAMPLE
        )
    return tuple(day for day in DAYS if day in names)


def _minutes(value: Any, is_end: int) -> int:
    """YAML takes 22:00 without quotes for a number to the base of 60, which is these very minutes."""
    minutes = -1
    if isinstance(value, int) and not isinstance(value, bool):
        minutes = value
    elif isinstance(value, str):
        hours, colon, rest = value.strip().partition(":")
        if colon and hours.isdecimal() and len(rest) == 2 and rest.isdecimal() and int(rest) < 60:
            minutes = int(hours) * 60 + int(rest)
    # midnight at the end of a day may be written as 24:00
    if not 0 <= minutes < _WHOLE_DAY + is_end:
        raise InvalidValue(f"{value!r} is not a time of day", setting="rollout_windows", hint=_EXAMPLE)
    return minutes


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
