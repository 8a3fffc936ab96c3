# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The camera's clock, as it tells everybody: ONVIF GetSystemDateAndTime, Canon's info.cgi, the Date header."""

from __future__ import annotations

import math
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from .._errors import CameraAnswer
from .._facts import parse_info
from .._onvif.clock import clock_of
from .._onvif.soap import body_of
from .._onvif.xml import parse
from .crawl import Shown, Walk
from .finding import Finding, seen, unknown
from .paths import INFO_CGI

CLOCK = "clock"
#: The best first: ONVIF's is defined, info.cgi is the clock itself, a Date header may be anything.
SOURCES = ("onvif", "info_cgi", "date_header")


def judge_clock(walks: list[Walk]) -> Finding:
    """Seen: the camera tells its time. C(drift) is the camera's clock minus the controller's, whole seconds."""
    told: dict[str, tuple[datetime, float]] = {}
    for walk in walks:
        for one in walk.answered:
            for source, moment in _times(one):
                page = one.page
                if page is not None and source not in told:
                    middle = (page.sent + page.received) / 2
                    # cameras tell whole seconds, cut off: on average half a second has passed since
                    told[source] = (moment, moment.timestamp() + 0.5 - middle)
    if not told:
        return unknown(CLOCK, "the camera tells strangers no time")
    best = next(source for source in SOURCES if source in told)
    facts: dict[str, Any] = {
        "source": best,
        "drift": round(told[best][1]),
        "sources": {
            source: {"time": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "drift": round(drift)}
            for source, (moment, drift) in told.items()
        },
    }
    return seen(CLOCK, f"{abs(facts['drift'])} s {'behind' if facts['drift'] < 0 else 'ahead'} by {best}", **facts)


def _times(one: Shown) -> list[tuple[str, datetime]]:
    page = one.page
    if page is None:
        return []
    found = [("date_header", date_header(page.head.get("date")))]
    if one.open and one.wanted.path == INFO_CGI:
        found.append(("info_cgi", _info_time(page.text)))
    if one.open and one.wanted.call == "GetSystemDateAndTime":
        found.append(("onvif", _onvif_time(page.body.start)))
    return [(source, moment) for source, moment in found if moment is not None]


def date_header(text: str) -> datetime | None:
    """A Date header (RFC 7231 section 7.1.1.1); None for what is none."""
    try:
        moment = parsedate_to_datetime(text[:64])
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    try:
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (OverflowError, ValueError):
        return None


def _info_time(text: str) -> datetime | None:
    clock = parse_info(text, 0.0).clock
    if clock is None or not math.isfinite(clock):
        return None
    try:
        return datetime.fromtimestamp(clock, UTC)
    except (OverflowError, OSError, ValueError):
        return None


def _onvif_time(content: bytes) -> datetime | None:
    try:
        return clock_of(body_of(parse(content))).utc
    except CameraAnswer:
        return None
