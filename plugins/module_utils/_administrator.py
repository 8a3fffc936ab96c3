# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The administrator account: the first one, a new name, a new password; each proven (guide p. A-7, B-7).

A password change is believed when the new password logs in and the old one does not. Each is tried exactly once.
"""

from __future__ import annotations

from typing import Any

from ._catalog import FAMILIES, GUIDE_FAMILIES
from ._drivers.base import Assignment
from ._errors import AuthenticationFailed, InvalidValue, NotEffective
from ._guards import check_rename
from ._passwords import weaknesses
from ._plan import STEP_ORDINARY, Change
from ._result import Result
from ._session import Session

NAME = "administrator.name"
PASSWORD = "administrator.password"
#: The administrator of the VB-M40, VB-M600 and VB-M700F generation; the 2015 generation starts with it.
FIXED_NAME = "root"


def wanted_pair(values: Any, session: Session) -> tuple[str, str]:
    """The account that is wanted, completed from the connection's. Raises InvalidValue when one half is missing."""
    name = values.get(NAME) or session.endpoint.user or session.endpoint.initial_user
    password = values.get(PASSWORD) or session.endpoint.password or session.endpoint.initial_password
    if not name or not password:
        raise InvalidValue(
            "an administrator account needs a name and a password",
            setting=NAME,
            hint="Set ansible_user and ansible_password.",
        )
    return str(name), str(password)


def check_strength(pair: tuple[str, str], advice: str) -> None:
    """Refuse a password that the guide advises against, where the task asks for it. Raises InvalidValue."""
    if advice == "fail" and (found := weaknesses(pair[1], pair[0])):
        raise InvalidValue(
            f"the password {', '.join(found)}",
            setting=f"{PASSWORD} [Password] ([User Management])",
            hint="The guide asks for at least 10 characters, upper and lower case, letters with digits or symbols, no common "
            "words. Choose another, or set password_strength to warn.",
        )


def plan_account(session: Session, pair: tuple[str, str] | None, menu: str) -> tuple[Change, ...]:
    """What differs between the account in force and the wanted one. Raises InvalidValue."""
    facts = session.facts
    if pair is None:
        return ()
    name, password = pair
    check_rename(facts.fixed_administrator, name, menu)
    old_name, old_password = session.credentials or (None, None)
    guide = facts.family not in FAMILIES or facts.family in GUIDE_FAMILIES
    if guide and name == FIXED_NAME and old_name != FIXED_NAME and facts.fixed_administrator is None:
        raise InvalidValue(
            f"{name!r} has {len(name)} characters, allowed are 5 to 15",
            setting=f"{NAME} {menu}",
            hint="Only models with the fixed administrator name take it.",
        )
    wanted = {NAME: (old_name, name), PASSWORD: (old_password, password)}
    return tuple(
        Change(
            key, before, after, session.require_driver().carrier(key), STEP_ORDINARY, False, (Assignment(key, after),)
        )
        for key, (before, after) in wanted.items()
        if before != after
    )


def apply_account(session: Session, changes: tuple[Change, ...], pair: tuple[str, str], result: Result) -> None:
    """Create or change the account, prove it, save it. Raises NotEffective, JournalProblem (the camera was not told)."""
    driver = session.require_driver()
    old = session.credentials
    if session.journal is not None:
        session.journal.pending(pair, old)
    if session.facts.account == "none" or old is None:
        session.progress("creating the administrator account")
        driver.create_first_account(*pair)
    else:
        session.progress("changing the administrator account")
        driver.change_administrator(old, pair)
    try:
        session.use(*pair)
    except AuthenticationFailed:
        if old is not None:
            session.use(*old)
        raise NotEffective(
            "the camera accepted the new administrator account but does not let it log in; the old one is still in force",
            setting=PASSWORD,
            hint="Nothing was saved. Look at the camera's [User Management] page.",
        ) from None
    confirm_account(session, changes, old, result)


def confirm_account(session: Session, changes: tuple[Change, ...], old: tuple[str, str] | None, result: Result) -> None:
    """The session is logged in with the new account: save it, and see that the old one is refused. Raises NotEffective."""
    session.require_driver().save()
    if session.journal is not None and session.credentials is not None:
        session.journal.current(session.credentials)
    session.facts.account = "present"
    for change in changes:
        result.add_change(change)
    result.add_evidence(PASSWORD, "the new account logs in")
    if old is None:
        return
    if session.proves(*old):
        raise NotEffective(
            "the new administrator account works, but the old one still works as well",
            setting=PASSWORD,
            hint="Look at the camera's [User Management] page: the old account must go.",
        )
    result.add_evidence(PASSWORD, "the old account is refused")
