# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Device Management: users. All or nothing: a request that is wrong in one user changes none."""

from __future__ import annotations

import re

from .fault import Fault, bad_value, prohibited, receiver
from .registry import ADMINISTRATOR, ANONYMOUS, OPERATOR, USER, Access, Call, device
from .state import Account
from .xml import el, leaf

_LEVELS = (ADMINISTRATOR, OPERATOR, USER, ANONYMOUS, "Extended")


@device("GetUsers", Access.READ_SYSTEM_SECRET)
def get_users(call: Call) -> str:
    """Names and levels, never passwords."""
    call.body.end()
    return "".join(
        el("tds:User", leaf("tt:Username", account.name), leaf("tt:UserLevel", account.level))
        for account in call.service.users.all()
    )


@device("CreateUsers", Access.WRITE_SYSTEM)
def create_users(call: Call) -> str:
    """Create users."""
    accounts = call.service.users.all()
    for name, password, level in _given(call):
        if any(account.name == name for account in accounts):
            raise prohibited("ter:UsernameClash", f"{name} exists")
        if len(accounts) >= call.service.limits.users:
            raise receiver("ter:Action", "ter:TooManyUsers")
        _check_name(call, name)
        _check_password(call, name, password or "", "ter:Password")
        _check_level(level)
        accounts.append(Account(name, password or "", level))
    return _store(call, accounts)


@device("SetUser", Access.WRITE_SYSTEM)
def set_user(call: Call) -> str:
    """Change passwords and levels."""
    accounts = call.service.users.all()
    for name, password, level in _given(call):
        account = next((account for account in accounts if account.name == name), None)
        if account is None:
            raise bad_value("ter:UsernameMissing", f"No user {name}")
        _check_level(level)
        if password is not None:
            _check_password(call, name, password, "ter:PasswordTooWeak")
            account.password = password
        elif call.service.quirks.on("set_user_clears_password"):
            account.password = ""
        account.level = level
    return _store(call, accounts)


@device("DeleteUsers", Access.WRITE_SYSTEM)
def delete_users(call: Call) -> str:
    """Delete users."""
    names = call.body.texts("Username")
    call.body.end()
    accounts = call.service.users.all()
    if not names:
        raise bad_value("ter:UsernameMissing", "No user given")
    for name in names:
        if not any(account.name == name for account in accounts):
            raise bad_value("ter:UsernameMissing", f"No user {name}")
        accounts = [account for account in accounts if account.name != name]
    return _store(call, accounts)


def _given(call: Call) -> list[tuple[str, str | None, str]]:
    found = []
    for user in call.body.many("User"):
        name, password = user.text("Username"), user.maybe_text("Password")
        found.append((name, password, user.one("UserLevel").word(*_LEVELS)))
        user.end()
    call.body.end()
    if not found:
        raise bad_value("ter:UsernameMissing", "No user given")
    return found


def _store(call: Call, accounts: list[Account]) -> str:
    """Store, unless that takes the last administrator away from a camera that minds."""
    users = call.service.users
    minds = (
        call.service.is_canon or call.camera.ipro is not None or call.service.quirks.on("protect_last_administrator")
    )
    had = any(account.level == ADMINISTRATOR for account in users.all())
    if minds and had and not any(account.level == ADMINISTRATOR for account in accounts):
        raise prohibited("ter:FixedUser", "The last administrator stays")
    before = {account.name: account.password for account in users.all()}
    users.store(accounts)
    for account in accounts:
        if before.get(account.name) != account.password:
            call.service.state.used_passwords.setdefault(account.name, []).append(account.password)
    return ""


def _check_name(call: Call, name: str) -> None:
    limits = call.service.limits
    if len(name) > limits.longest_name:
        raise prohibited("ter:UsernameTooLong")
    if len(name) < limits.shortest_name:
        raise prohibited("ter:UsernameTooShort")
    if call.camera.ipro is not None and not call.camera.ipro.users.takes_name(name):
        raise bad_value("ter:UsernameMissing", f"{name!r} is not taken as a name")
    if not re.fullmatch(r"[A-Za-z0-9_-]+" if call.service.is_canon else r"[!-~]+", name):
        raise bad_value("ter:UsernameMissing", f"{name!r} is not taken as a name")


def _classes_are_enough(call: Call, password: str) -> bool:
    """i-PRO cameras want the same of a password here as on their own page."""
    return call.camera.ipro is None or call.camera.ipro.users.takes_password(password)


def _check_level(level: str) -> None:
    if level == ANONYMOUS:
        raise prohibited("ter:AnonymousNotAllowed")
    if level == "Extended":
        raise bad_value("ter:InvalidArgVal", "No level Extended")


def _check_password(call: Call, name: str, password: str, weak: str) -> None:
    service, limits = call.service, call.service.limits
    if len(password) > limits.longest_password:
        raise prohibited("ter:PasswordTooLong")
    too_weak: Fault = prohibited(service.quirks.text("weak_password") or weak, "Password is too weak")
    policy = service.state.complexity
    if len(password) < max(limits.shortest_password, policy.get("MinLen", 0)):
        raise too_weak
    if not re.fullmatch(r"[!-~]*", password) or not _classes_are_enough(call, password):
        raise too_weak
    counted = {
        "Uppercase": sum(character.isupper() for character in password),
        "Number": sum(character.isdigit() for character in password),
        "SpecialChars": sum(not character.isalnum() for character in password),
    }
    if any(count < policy.get(kind, 0) for kind, count in counted.items()):
        raise too_weak
    if policy.get("BlockUsernameOccurrence") and name.lower() in password.lower():
        raise too_weak
    if service.state.history.get("Enabled"):
        kept = service.state.used_passwords.get(name, [])[-service.state.history.get("Length", 0) :]
        if password in kept:
            raise prohibited("ter:PasswordHistoryViolation", "This password was used before")
