# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module password_recovery: which of the known passwords does the camera take?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..module_utils._errors import AuthenticationFailed
from ..module_utils._journal import PENDING
from ..module_utils._password_specs import RECOVERY
from ..plugin_utils._credential_action import CredentialAction
from ..plugin_utils._journal import Journal, moment
from ..plugin_utils._login import find_login


class ActionModule(CredentialAction):
    """Tries what the journal and the inventory know, and mends the journal."""

    SPEC = RECOVERY

    def work(self, params: Mapping[str, Any], journal: Journal) -> dict[str, Any]:
        """Recover. Raises NetcamError."""
        record = journal.read()
        inventory = self.inventory_pairs(params)
        known = record.candidates(inventory)
        check = self._task.check_mode
        try:
            login = find_login(
                known, params["attempts"], self.look, lambda pair: None if check else journal.refused(pair)
            )
        except AuthenticationFailed as error:
            # it did answer; that it takes none of the passwords is the result
            return self.failed(error)
        mended = record.with_current(login.pair, moment())
        changed = mended != record
        if login.state == PENDING:
            self.keep_pending(login.pair, journal)
        elif changed and not check:
            journal.current(login.pair)
        return {
            "changed": changed,
            "recovery": {
                "worked": login.state,
                "user": login.pair[0],
                "in_inventory": login.pair in inventory[:1],
                "attempts": login.attempts,
                "known": len(known),
            },
            "camera": dict(login.camera),
        }
