# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The camera's clock as GetSystemDateAndTime tells it, and dates on the wire."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from .xml import Markup, Node, number, tag, truth


@dataclass(frozen=True)
class Clock:
    """Mode (Manual or NTP), daylight saving flag, zone as text, and the time; None where the camera does not say."""

    mode: str | None = None
    daylight_savings: bool | None = None
    zone: str | None = None
    utc: datetime | None = None


def moment_of(node: Node | None) -> datetime | None:
    """A tt:DateTime. Cameras without a battery state dates such as 0000-00-00; those are none."""
    if node is None:
        return None
    fields = [number(node.get("Date", name)) for name in ("Year", "Month", "Day")]
    fields += [number(node.get("Time", name)) for name in ("Hour", "Minute", "Second")]
    if any(value is None for value in fields):
        return None
    year, month, day, hour, minute, second = (value or 0 for value in fields)
    # a leap second, and the hour 24 of some cameras, are the next minute and the next day
    try:
        return datetime(year, month, day, tzinfo=UTC) + timedelta(hours=hour, minutes=minute, seconds=second)
    except (ValueError, OverflowError):
        return None


def clock_of(response: Node) -> Clock:
    """The clock out of a GetSystemDateAndTimeResponse."""
    node = response.find("SystemDateAndTime")
    if node is None:
        return Clock()
    return Clock(
        mode=node.get("DateTimeType") or None,
        daylight_savings=truth(node.get("DaylightSavings")),
        zone=node.get("TimeZone", "TZ") or None,
        utc=moment_of(node.find("UTCDateTime")),
    )


def moment(value: datetime) -> tuple[Markup, Markup]:
    """Children of a tt:DateTime, in the order of the schema: time before date."""
    utc = value.astimezone(UTC)
    return (
        tag("tt:Time", tag("tt:Hour", utc.hour), tag("tt:Minute", utc.minute), tag("tt:Second", utc.second)),
        tag("tt:Date", tag("tt:Year", utc.year), tag("tt:Month", utc.month), tag("tt:Day", utc.day)),
    )
