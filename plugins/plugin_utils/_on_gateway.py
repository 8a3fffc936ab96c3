# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The journal of passwords for a task that is delegated to a gateway: it is written here, on the controller.

What happens in between is not seen. So the wanted account is written down before the module starts, and becomes the
current one when the module's result says that it is in force.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from ..module_utils._endpoint import CONTROLLER_ONLY
from ..module_utils._journal import Pair
from ..module_utils._module import JOURNALLED
from ._journal import journal_of

#: What the engine says as soon as the new account has logged in, also in the result of a run that failed later.
PROOF = "the new account logs in"


def _wanted(name: str, given: Mapping[str, Any]) -> Pair | None:
    own: Any = given
    if name == "settings":
        chosen = given.get("select")
        own = given.get("administrator") if chosen is None or "administrator" in chosen else None
    if not isinstance(own, Mapping):
        return None
    user, password = own.get("name") or given.get("camera_user"), own.get("password") or given.get("camera_password")
    return (str(user), str(password)) if user and password else None


def _in_force(outcome: Mapping[str, Any]) -> bool:
    if any(entry.get("seen") == PROOF for entry in outcome.get("evidence") or ()):
        return True
    if outcome.get("failed") or outcome.get("unreachable"):
        return False
    by_hand = any(entry.get("area") == "administrator" for entry in outcome.get("manual") or ())
    return not by_hand and (outcome.get("camera") or {}).get("account") == "present"


def journal_beside(
    name: str, given: Mapping[str, Any], check: bool, camera: str, loader: Any
) -> Callable[[Mapping[str, Any]], None]:
    """Write down the account that a module is about to set; what is returned takes the module's result afterwards.

    Raises JournalProblem: then the module must not start.
    """
    options = {key: given.get(key) or os.environ.get(f"NETCAM_{key.upper()}") for key in CONTROLLER_ONLY}
    pair = _wanted(name, given) if name in JOURNALLED and not check else None
    journal = journal_of(options, camera, loader) if pair is not None else None
    if journal is None or pair is None:
        return lambda _outcome: None
    kept, account = journal, pair
    kept.pending(account, None)

    def proven(outcome: Mapping[str, Any]) -> None:
        if _in_force(outcome):
            kept.current(account)

    return proven
