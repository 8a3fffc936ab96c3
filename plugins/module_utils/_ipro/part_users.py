# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Users with their levels: 1 Administrator, 2 Camera control, 3 Live only (S14). One that exists is overwritten by its name.

The last administrator stays, and no administrator is ever lowered: the list of authorized users holds levels 2 and 3 only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._drivers.base import Assignment, Reading
from .._errors import CameraAnswer, InvalidValue, NetcamError, NotEffective, Refused
from .._values import Secret
from .parts import Part

NAME, PASSWORD, ACCOUNTS = "administrator.name", "administrator.password", "users.accounts"
ADMINISTRATOR, LIVE_ONLY = "1", "3"


@dataclass(frozen=True)
class User:
    """An account as the camera lists it."""

    name: str
    level: str


class UsersPart(Part):
    """C(user.cgi): the list, one user to add or overwrite, one to delete."""

    settings = (NAME, PASSWORD, ACCOUNTS)
    commands = ("user_set", "user_delete")
    read = "user_list"

    def users(self) -> tuple[User, ...]:
        """All accounts. Raises CameraAnswer when the list cannot be understood."""
        found = self.cgi.page(self.read)["userlist"]
        if found == "":
            return ()
        if not isinstance(found, Mapping) or not all(isinstance(level, str) for level in found.values()):
            raise CameraAnswer("the camera's list of users has another form than the known one", setting=ACCOUNTS)
        return tuple(User(str(name), level) for name, level in found.items())

    @property
    def administrators(self) -> list[str]:
        """Names of the administrators."""
        return [user.name for user in self.users() if user.level == ADMINISTRATOR]

    def _others(self) -> dict[int, User]:
        return dict(enumerate(user for user in self.users() if user.level != ADMINISTRATOR))

    def why_not(self, setting_id: str) -> str | None:
        """The list must be one that is understood."""
        if (reason := super().why_not(setting_id)) is not None:
            return reason
        try:
            self.users()
        except CameraAnswer as error:
            return error.message
        return None

    def values(self) -> Reading:
        """A camera never tells passwords, only that there is an account, which has one."""
        rows = {position: {"name": user.name, "password": Secret.SET} for position, user in self._others().items()}
        values = {NAME: self.cgi.client.user, PASSWORD: Secret.SET, ACCOUNTS: tuple(rows.values())}
        return Reading(values, {ACCOUNTS: rows})

    # -- authorized users ------------------------------------------------------------------------------------------

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Accounts by position, and the administrator's password; another name is C(change_administrator)."""
        for assignment in assignments:
            if assignment.key == NAME:
                raise NetcamError("an administrator is renamed by change_administrator", setting=NAME)
            if assignment.rows is not None:
                self._put_rows(assignment.rows)
            elif assignment.key == PASSWORD:
                name, password = self.cgi.client.user or "", str(assignment.value)
                self.put(name, password, ADMINISTRATOR, PASSWORD)
                # the next request of this session must use the new one already
                self.cgi.client.close()
                self.cgi.client.login_as(name, password)

    def _put_rows(self, rows: Mapping[int, Mapping[str, Any] | None]) -> None:
        """Deletions first, because they make room."""
        others = self._others()
        levels = {user.name: user.level for user in self.users()}
        gone: list[str] = []
        put: list[tuple[str, str]] = []
        for position, row in rows.items():
            there = others.get(position)
            if there is not None and (row is None or row["name"] != there.name):
                gone.append(there.name)
            if row is None:
                continue
            name, password = str(row["name"]), row.get("password")
            if levels.get(name) == ADMINISTRATOR:
                raise Refused(
                    f"{name!r} is an administrator of this camera, and none is ever lowered to a user",
                    setting=ACCOUNTS,
                    hint="Leave the name out, or remove that administrator on the camera's own page. Nothing was written.",
                )
            if not isinstance(password, str):
                raise InvalidValue(f"account {name!r} needs a password", setting=ACCOUNTS)
            put.append((name, password))
        kept = {name for name, _password in put}
        for name in gone:
            if name not in kept:
                self.delete(name)
        for name, password in put:
            # the least that an account can have; one that is there keeps its level
            self.put(name, password, levels.get(name, LIVE_ONLY), ACCOUNTS)

    # -- single users ----------------------------------------------------------------------------------------------

    def put(self, name: str, password: str, level: str, setting: str) -> None:
        """Add a user, or overwrite the one of this name. Raises NotEffective when the list does not show it."""
        self.cgi.call("user_set", {"name": name, "password": password, "level": level})
        self.cgi.forget()
        if User(name, level) not in self.users():
            raise NotEffective(
                f"the camera accepted the user {name!r} but does not list it with level {level}",
                setting=setting,
                hint="It may be full, or its rules for passwords stricter than this collection's. Look at the camera's own page.",
            )

    def delete(self, name: str) -> None:
        """Remove a user. The last administrator and the account of this session stay. Raises Refused, NotEffective."""
        if self.administrators == [name]:
            raise Refused("the last administrator of the camera would be removed", setting=NAME)
        if self.cgi.client.user == name:
            raise Refused("the account of this very session would be removed", setting=NAME)
        self.cgi.call("user_delete", {"name": name})
        self.cgi.forget()
        if any(user.name == name for user in self.users()):
            raise NotEffective(
                f"the camera accepted to delete the user {name!r} but still lists it",
                setting=ACCOUNTS,
                hint="Look at the camera's own page.",
            )
