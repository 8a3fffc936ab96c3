# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Accounts: the administrator's and the authorized users'. The last administrator is neither removed nor lowered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._drivers.base import Assignment, Reading
from .._errors import InvalidValue, NetcamError, Refused
from .._values import Secret
from . import device
from .device import ADMINISTRATOR, ANONYMOUS, USER, User
from .parts import NO_USERS, Part
from .soap import FaultAnswer

NAME, PASSWORD, ACCOUNTS = "administrator.name", "administrator.password", "users.accounts"

_REASONS = {
    "UsernameClash": "an account of this name exists already (perhaps in other letter case)",
    "UsernameTooLong": "the name is too long for this camera",
    "UsernameTooShort": "the name is too short for this camera",
    "PasswordTooLong": "the password is too long for this camera",
    # the standard has the first for SetUser and the second for CreateUsers; cameras send either
    "PasswordTooWeak": "the password is too weak for this camera's rules",
    "Password": "the password is too weak for this camera's rules",
    "TooManyUsers": "the camera has no room for another account",
    "AnonymousNotAllowed": "the camera does not allow this level",
    "UsernameMissing": "the camera has no account of this name",
    "FixedUser": "the camera does not let this account be changed or deleted",
}
_PASSWORD_FAULTS = ("PasswordTooLong", "PasswordTooWeak", "Password")


class UsersPart(Part):
    """GetUsers, CreateUsers, SetUser, DeleteUsers."""

    settings = (NAME, PASSWORD, ACCOUNTS)

    def gate(self, setting_id: str) -> str | None:
        """Always there, unless the camera says that its users cannot be configured."""
        return NO_USERS if self.camera.services.says("System", "UserConfigNotSupported") else None

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same."""
        self.users()
        return None

    def users(self, token: bool = False) -> tuple[User, ...]:
        """All accounts of the camera. The answer is a proof of the login, and of its level."""
        return self.page("users", lambda: device.get_users(self.camera.soap, token))

    @property
    def administrators(self) -> list[str]:
        """Names of the administrators."""
        return [user.name for user in self.users() if user.level == ADMINISTRATOR]

    def _others(self) -> dict[int, User]:
        """Everybody who can log in but is no administrator."""
        others = [user for user in self.users() if user.level not in (ADMINISTRATOR, ANONYMOUS)]
        return dict(enumerate(others))

    def room(self) -> int | None:
        """How many accounts beside the administrators there is room for, where the camera states it."""
        most = self.camera.services.limit("Security", "MaxUsers")
        return None if most is None else max(most - (0 if self.camera.factory else len(self.administrators)), 0)

    def values(self, ids: Sequence[str]) -> Reading:
        """A camera never tells passwords, only that there is an account, which has one."""
        values: dict[str, Any] = {}
        positions: dict[str, Mapping[int, Mapping[str, Any]]] = {}
        if NAME in ids:
            values[NAME] = self.camera.client.user
        if PASSWORD in ids:
            values[PASSWORD] = Secret.SET
        if ACCOUNTS in ids:
            rows = {position: {"name": user.name, "password": Secret.SET} for position, user in self._others().items()}
            values[ACCOUNTS] = tuple(rows.values())
            positions[ACCOUNTS] = rows
        return Reading(values, positions)

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Without a look for pending values: the engine proves accounts by logging in, and reads the list back."""
        try:
            self.put(assignments)
        finally:
            self.forget()

    def put(self, assignments: Sequence[Assignment]) -> None:
        """Accounts by position, and the administrator's password; another name is C(change_administrator)."""
        for assignment in assignments:
            if assignment.key == NAME:
                raise NetcamError("an administrator is renamed by change_administrator", setting=NAME)
            if assignment.rows is not None:
                self._put_rows(assignment.rows)
            elif assignment.key == PASSWORD:
                name, password = self.camera.client.user or "", str(assignment.value)
                self.set_password(name, password, ADMINISTRATOR)
                # the next request of this session must use the new one already
                self.camera.client.close()
                self.camera.client.login_as(name, password)

    # -- authorized users ------------------------------------------------------------------------------------------

    def _put_rows(self, rows: Mapping[int, Mapping[str, Any] | None]) -> None:
        """Deletions first, because they make room; then new accounts, then passwords."""
        others = self._others()
        administrators = set(self.administrators)
        gone: list[str] = []
        new: list[tuple[User, str]] = []
        changed: list[tuple[User, str]] = []
        for position, row in rows.items():
            there = others.get(position)
            if row is None:
                gone += [there.name] if there else []
                continue
            name, password = str(row["name"]), row.get("password")
            if name in administrators:
                raise Refused(
                    f"{name!r} is an administrator of this camera, and none is ever lowered to a user",
                    setting=ACCOUNTS,
                    hint="Leave the name out, or remove that administrator on the camera's own page. Nothing was written.",
                )
            if there is not None and there.name != name:
                gone.append(there.name)
            if not isinstance(password, str):
                raise InvalidValue(f"account {name!r} needs a password", setting=ACCOUNTS)
            same = next((user for user in others.values() if user.name == name), None)
            if same is not None:
                changed.append((same, password))
            else:
                # the least that an account can have; levels are not part of the guide's table
                new.append((User(name, USER), password))
        kept = {user.name for user, _password in changed}
        self._check([*new, *changed], ACCOUNTS)
        soap = self.camera.soap
        with _Explained(ACCOUNTS):
            if leaving := [name for name in gone if name not in kept]:
                self._delete(leaving)
            if new:
                device.create_users(soap, new)
            if changed:
                device.set_users(soap, changed)

    def _delete(self, names: Sequence[str]) -> None:
        left = [name for name in self.administrators if name not in names]
        if not left:
            raise Refused("the last administrator of the camera would be removed", setting=NAME)
        if self.camera.client.user in names:
            raise Refused("the account of this very session would be removed", setting=NAME)
        device.delete_users(self.camera.soap, names)

    def _check(self, users: Sequence[tuple[User, str]], setting: str) -> None:
        """Lengths, where the camera states its limits. Passwords never stand in a message."""
        longest_name = self.camera.services.limit("Security", "MaxUserNameLength")
        longest = self.camera.services.limit("Security", "MaxPasswordLength")
        for user, password in users:
            if longest_name is not None and len(user.name) > longest_name:
                raise InvalidValue(
                    f"the name {user.name!r} is longer than this camera's {longest_name}", setting=setting
                )
            if longest is not None and len(password.encode()) > longest:
                raise InvalidValue(
                    f"the password of {user.name!r} is longer than this camera's {longest}", setting=setting
                )

    # -- administrators --------------------------------------------------------------------------------------------

    def set_password(self, name: str, password: str, level: str) -> None:
        """A new password for an account, which keeps its roles."""
        known = next((user for user in self.users() if user.name == name), User(name, level))
        user = User(name, level, known.extension)
        self._check([(user, password)], PASSWORD)
        try:
            with _Explained(PASSWORD):
                device.set_users(self.camera.soap, [(user, password)])
        finally:
            self.forget()

    def add_administrator(self, name: str, password: str) -> None:
        """A new administrator; an account of this name that is there already becomes it."""
        if not self.camera.factory and any(user.name == name for user in self.users()):
            self.set_password(name, password, ADMINISTRATOR)
            return
        user = User(name, ADMINISTRATOR)
        self._check([(user, password)], PASSWORD)
        try:
            with _Explained(NAME):
                device.create_users(self.camera.soap, [(user, password)])
        except FaultAnswer:
            # some cameras answer a fault and do it all the same
            self.forget()
            if name not in self.administrators:
                raise
        finally:
            self.forget()

    def remove_administrator(self, name: str) -> None:
        """The old administrator, when the new one is logged in."""
        self.forget()
        if all(user.name != name for user in self.users()):
            return
        try:
            with _Explained(NAME):
                self._delete([name])
        finally:
            self.forget()


class _Explained:
    """Turns a fault of the user operations into an error that names the setting."""

    def __init__(self, setting: str) -> None:
        self._setting = setting

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if not isinstance(error, FaultAnswer):
            return
        for name, reason in _REASONS.items():
            if error.fault.says(name):
                about = PASSWORD if self._setting == NAME and name in _PASSWORD_FAULTS else self._setting
                raise InvalidValue(f"{reason} ({error.fault})", setting=about) from None
        # no release of the standard at hand names the subcode of a password that was used before
        if "history" in str(error.fault).lower():
            about = self._setting if self._setting == ACCOUNTS else PASSWORD
            raise InvalidValue(
                f"the camera refuses a password that was used before ({error.fault})", setting=about
            ) from None
        error.setting = self._setting
