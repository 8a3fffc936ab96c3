# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Initialization for disposal (guide p. A-24, B-23): needs a confirmation that names this one camera."""

from __future__ import annotations

from typing import Any

from .._errors import NotEffective
from .._guards import check_confirmation
from .._result import Result
from .._session import Session
from .base import Params, lacking, mark, require_driver, wait_for_restart

_ID = "initialization.initialize"


class Initialization:
    """Module initialization."""

    name = "initialization"
    needs_account = "never"
    spec: dict[str, dict[str, Any]] = {
        "confirm": {"type": "str", "required": True},
        "keep_network_settings": {"type": "bool", "default": False},
    }

    def static(self, params: Params) -> None:
        """Nothing to check without the camera."""

    def secrets(self, params: Params) -> list[str]:
        """None."""
        return []

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """The request is part of the profile."""
        return lacking(session, "initialize", _ID)

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Erase, wait for the restart, and see that the account is gone (unless it was to be kept)."""
        check_confirmation(params["confirm"], session.endpoint.host)
        result.warnings.append(
            "take the memory card out of the camera: it is not erased, and its logs survive (guide, p. A-24 and B-23)"
        )
        if session.facts.account == "none":
            return
        driver = require_driver(session, "initialize", _ID)
        keep = params["keep_network_settings"]
        result.add_operation(_ID, "in use", "factory state" + (", network settings kept" if keep else ""), driver.name)
        if check:
            return
        mark(session)
        session.progress("erasing all settings")
        driver.initialize(keep)
        wait_for_restart(session, "the initialization")
        if not keep and session.credentials is not None and session.proves(*session.credentials):
            raise NotEffective(
                "after the initialization the old administrator account still works",
                setting="[Initialization]",
                hint="Use the reset switch on the camera; its operation differs by model (Operation Guide).",
            )
        if not keep:
            result.add_evidence(_ID, "the old administrator account is gone")
