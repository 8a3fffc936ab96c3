# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Restart the camera and wait until it is back."""

from __future__ import annotations

from typing import Any

from .._result import Result
from .._session import Session
from .base import Params, lacking, mark, require_driver, wait_for_restart

_ID = "reboot.reboot"


class Reboot:
    """Module reboot."""

    name = "reboot"
    needs_account = "to write"
    spec: dict[str, dict[str, Any]] = {}

    def static(self, params: Params) -> None:
        """No options."""

    def secrets(self, params: Params) -> list[str]:
        """None."""
        return []

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """The request is part of the profile."""
        return lacking(session, "restart", _ID)

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Restart; the log in the camera's embedded memory is lost by it (guide p. A-9, B-9)."""
        driver = require_driver(session, "restart", _ID)
        result.add_operation(_ID, "running", "restarted", driver.name)
        result.restart["needed"] = True
        result.warnings.append(
            "the log in the camera's embedded memory is erased by a restart; read it first with log_info"
        )
        if check:
            return
        mark(session)
        driver.restart()
        wait_for_restart(session, "the request")
        result.restart["done"] = True
        # some interfaces state no uptime: then it was seen to be away
        seen = "the camera's uptime started anew" if session.facts.started else "the camera was away and answers again"
        result.add_evidence(_ID, seen)
