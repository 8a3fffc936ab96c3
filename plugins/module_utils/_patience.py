# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""How often, and for how long, a request is sent again to a camera that refuses it for the moment."""

from __future__ import annotations

import time
from collections.abc import Callable

from ._errors import CameraBusy

_RETRIES = 6
#: Seconds.
_FIRST_PAUSE = 0.1
_LONGEST_PAUSE = 2.0
_BUSY = 30.0


class Patience:
    """With one request, which C(what) names in errors. C(page) is what people may have open beside it."""

    def __init__(self, what: str, page: str, progress: Callable[[str], None]) -> None:
        self._what = what
        self._page = page
        self._progress = progress
        self._pause = _FIRST_PAUSE
        self._tries = 0
        self._give_up = time.monotonic() + _BUSY

    def retries(self) -> bool:
        """Whether a refusal that the profile calls transient is worth another try. Counts them."""
        self._tries += 1
        return self._tries <= _RETRIES

    def wait_for_administrator(self) -> None:
        """Another administrator is logged in, and the camera takes one at a time. Raises CameraBusy."""
        if time.monotonic() >= self._give_up:
            raise CameraBusy(
                f"{self._what} was refused for {_BUSY:g} s because another administrator is logged in",
                hint=f"Close {self._page} and other tools that use the administrator account, then run again.",
            )
        self._progress("another administrator is logged in, waiting for them to leave")

    def pause(self) -> None:
        """Before the next try; twice as long each time."""
        time.sleep(self._pause)
        self._pause = min(self._pause * 2, _LONGEST_PAUSE)
