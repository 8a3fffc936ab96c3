# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The camera's log: a bounded list of lines in camera local time, wiped by a restart.

Codes are those the guide prints (S001, H144, S302). 2022 and later keep date, time and number of errors over a restart;
older cameras keep nothing.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from datetime import datetime

from .checks import CLOCK_FORMAT

STARTED = "S001"
WRONG_PASSWORD = "H144"
SAVE_FAILED = "S302"
_LEVEL_OF_HUNDREDS = {"4": "crit", "3": "err", "2": "warning", "1": "notice", "0": "info"}
_ERROR_LEVELS = ("[crit]", "[err]")


class Logbook:
    """Newest line last."""

    def __init__(self, size: int = 500) -> None:
        self._lines: deque[str] = deque(maxlen=size)

    def add(self, when: datetime, code: str, text: str) -> None:
        """Write one line; the level follows from the code's hundreds, as the guide's table says."""
        self._lines.append(f"{when.strftime(CLOCK_FORMAT)} [{_LEVEL_OF_HUNDREDS[code[1]]}] {code} {text}")

    def wipe(self, keep_errors: bool) -> None:
        """Forget everything, or all but time and number of errors."""
        kept = [line for line in self._lines if keep_errors and line.split(" ")[2] in _ERROR_LEVELS]
        self._lines.clear()
        self._lines.extend(" ".join(line.split(" ")[:4]) for line in kept)

    def load(self, lines: Iterable[str]) -> None:
        """Replace all lines by those of a dump."""
        self._lines.clear()
        self._lines.extend(lines)

    @property
    def lines(self) -> list[str]:
        """All lines."""
        return list(self._lines)
