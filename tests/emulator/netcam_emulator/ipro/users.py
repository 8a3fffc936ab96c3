# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users of an i-PRO camera with their access levels, one list for the CGI, ONVIF and RTSP."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..accounts import ADMINISTRATOR, USER, Accounts
from .items import USERS

if TYPE_CHECKING:
    from ..camera import Camera

ADMIN, CONTROL, LIVE = 1, 2, 3
_NAME = re.compile(r'[^"&:;\\]{1,32}')
_PASSWORD = re.compile(r'[^"&]{8,32}')


@dataclass
class User:
    """One user."""

    name: str
    password: str
    level: int = LIVE


class Users:
    """The list, read and stored as a whole."""

    def __init__(self, camera: Camera, password_classes: int) -> None:
        self._camera, self._classes = camera, password_classes

    def all(self) -> list[User]:
        """All users, in the order in which they were made."""
        store = self._camera.store
        found = []
        for row in range(USERS):
            name, password, level = (
                store.effective((f"users.accounts.{column}", row)) for column in ("name", "password", "level")
            )
            if name:
                found.append(User(name, password, int(level)))
        return found

    def find(self, name: str) -> User | None:
        """A user by name."""
        return next((user for user in self.all() if user.name == name), None)

    def store(self, users: list[User]) -> None:
        """Have exactly these users, at once and for good."""
        cells = {}
        for row in range(USERS):
            user = users[row] if row < len(users) else User("", "")
            cells[("users.accounts.name", row)] = user.name
            cells[("users.accounts.password", row)] = user.password
            cells[("users.accounts.level", row)] = str(user.level)
        self._camera.keep(cells)

    def takes_name(self, name: str) -> bool:
        """1 to 32 characters, no double-byte ones, none of four that the camera uses itself."""
        return bool(_NAME.fullmatch(name)) and name.isascii() and name.isprintable()

    def takes_password(self, password: str) -> bool:
        """8 to 32 characters of enough classes: 2 of letters, digits, symbols, or 3 of the 4 with case counted."""
        if not (_PASSWORD.fullmatch(password) and password.isascii() and password.isprintable()):
            return False
        classes = {_class_of(character, by_case=self._classes > 2) for character in password}
        return len(classes) >= self._classes


def _class_of(character: str, *, by_case: bool) -> str:
    if character.isdigit():
        return "digit"
    if not character.isalpha():
        return "symbol"
    return "letter" if not by_case else "upper" if character.isupper() else "lower"


def first_account(name: str, password: str) -> dict[tuple[str, int], str]:
    """Cells of the account a camera starts with, empty for none."""
    columns = {"name": name, "password": password, "level": str(ADMIN if name else LIVE)}
    return {(f"users.accounts.{column}", 0): value for column, value in columns.items()}


class IproAccounts(Accounts):
    """Logins against that list, for the servers that only know administrators and others."""

    def __init__(self, camera: Camera) -> None:
        super().__init__(camera.store, camera.digest)
        self._camera = camera

    @property
    def exist(self) -> bool:
        """Whether the administrator has been registered."""
        return bool(self._store.effective(("users.accounts.name", 0)))

    def _stored(self, name: str) -> list[tuple[str, str]]:
        ipro = self._camera.ipro
        user = ipro.users.find(name) if ipro is not None and name else None
        return [] if user is None else [(ADMINISTRATOR if user.level == ADMIN else USER, user.password)]
