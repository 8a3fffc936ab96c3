# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The camera's clock: the host's time plus an offset, shown in the camera's own zone."""

from __future__ import annotations

import time
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from .checks import CLOCK_FORMAT


class Clock:
    """A clock that runs right but may have been set wrong."""

    def __init__(self, offset: float = 0.0) -> None:
        self.offset = offset
        self.fault = 0.0

    def now(self, synchronised: bool) -> float:
        """Unix seconds as the camera believes; with a time server the set offset is gone, a fault is not."""
        return time.time() + (0.0 if synchronised else self.offset) + self.fault

    def set_local(self, text: str, zone: str) -> None:
        """Set from `YYYY/MM/DD HH:MM:SS` in the camera's zone; a fault ends, since somebody has set the clock."""
        moment = datetime.strptime(text, CLOCK_FORMAT).replace(tzinfo=zone_of(zone))
        self.fault = 0.0
        self.offset = moment.timestamp() - time.time()


def zone_of(name: str) -> tzinfo:
    """Return the zone; UTC needs no time zone data on the host."""
    return UTC if name == "UTC" else ZoneInfo(name)
