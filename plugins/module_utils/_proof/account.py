# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""The administrator's account, proven by logging in with a temporary one; only when asked for by name."""

from __future__ import annotations

import secrets
import string

from .._administrator import NAME, PASSWORD
from .._errors import NetcamError
from .._session import Session
from .state import State

_LETTERS = string.ascii_letters + string.digits


def temporary_password() -> str:
    """Upper and lower case and digits, 14 characters: within the limits of every generation."""
    return "Pv9" + "".join(secrets.choice(_LETTERS) for _position in range(11))


def prove_account(session: Session, state: State, setting_id: str) -> str | None:
    """Change the name or the password, log in, see the old one refused, change back. Returns what speaks against it.

    Raises NetcamError when the old account could not be put back; the state file holds the temporary one then.
    """
    old = session.credentials
    if old is None:
        return "the camera asked for no login"
    if setting_id == NAME and session.facts.fixed_administrator is not None:
        return "this model fixes the name"
    name = f"{old[0][:10]}proof" if setting_id == NAME else old[0]
    new = (name, temporary_password() if setting_id == PASSWORD else old[1])
    driver = session.require_driver()
    state.remember([], new)
    try:
        driver.change_administrator(old, new)
        session.use(*new)
    except NetcamError as error:
        # which one is in force?
        session.use(*old)
        state.done()
        return error.message
    try:
        against = "the old account still logs in" if session.proves(*old) else None
    except NetcamError as error:
        against = error.message
    _change_back(session, state, new, old)
    return against


def put_back_account(session: Session, state: State, wanted: tuple[str, str]) -> bool:
    """Give the camera its account again, when an earlier run has left a temporary one; whether that was so."""
    if state.account is None:
        return False
    left = state.account
    if session.credentials == left:
        _change_back(session, state, left, wanted)
        return True
    state.remember(state.put_back)
    return False


def _change_back(session: Session, state: State, new: tuple[str, str], old: tuple[str, str]) -> None:
    try:
        session.require_driver().change_administrator(new, old)
        session.use(*old)
    except NetcamError as error:
        error.hint = (
            f"{error.hint or ''} The camera may still have the temporary account that is in {state.path}: run the proof again, "
            "which puts the old one back first."
        ).strip()
        raise
    if state.put_back:
        state.remember(state.put_back)
    else:
        state.done()
