# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The accounts ONVIF works on: the camera's own users (shared), or a list that only ONVIF knows (separate).

Whether Canon's ONVIF users are the camera's users is not public, hence both. In the shared case the first administrator
of the list is the Setting Page's [Administrator] and all others are rows of [Authorized User]; a second administrator
is such a row with a higher level.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..ipro.users import User
from ..ipro.users import Users as OwnUsers
from .registry import ADMINISTRATOR, OPERATOR, USER
from .state import Account

if TYPE_CHECKING:
    from .service import OnvifService


class Users:
    """Accounts of one camera; read as a list, changed by storing a list."""

    def __init__(self, service: OnvifService) -> None:
        self._service = service

    @property
    def shared(self) -> bool:
        """Whether these are the camera's own users."""
        return self._service.options.users == "shared"

    def all(self) -> list[Account]:
        """All accounts, the shared administrator first."""
        if not self.shared:
            return [Account(**account) for account in self._service.state.accounts]
        store, levels = self._service.camera.store, self._service.state.levels
        found = []
        if store["administrator.name"]:
            found.append(Account(store["administrator.name"], store["administrator.password"], ADMINISTRATOR))
        for row in range(self.rows):
            name = store.effective(("users.accounts.name", row))
            if name:
                password = store.effective(("users.accounts.password", row))
                found.append(Account(name, password, levels.get(name, USER)))
        return found

    def store(self, accounts: list[Account]) -> None:
        """Have exactly these accounts."""
        if not self.shared:
            self._service.state.accounts = [vars(account) for account in accounts]
            return
        first = next((account for account in accounts if account.level == ADMINISTRATOR), Account("", "", ""))
        others = [account for account in accounts if account is not first]
        cells = {("administrator.name", 0): first.name, ("administrator.password", 0): first.password}
        for row in range(self.rows):
            account = others[row] if row < len(others) else Account("", "", "")
            cells[("users.accounts.name", row)] = account.name
            cells[("users.accounts.password", row)] = account.password
        self._service.state.levels = {account.name: account.level for account in others}
        self._service.write_cells(cells)

    def shared_level(self, name: str) -> str:
        """Level of a row of [Authorized User], empty for one that ONVIF never touched."""
        return self._service.state.levels.get(name, "")

    @property
    def rows(self) -> int:
        """How many users fit beside the administrator."""
        return self._service.camera.store.items["users.accounts.name"].count

    def find(self, name: str) -> Account | None:
        """An account by name."""
        return next((account for account in self.all() if account.name == name), None)

    def password_of(self, name: str) -> str | None:
        """Password of a user, None for one that does not exist."""
        account = self.find(name) if name else None
        return None if account is None else account.password

    def level_of(self, name: str) -> str:
        """Level of a user, empty for one that does not exist."""
        account = self.find(name)
        return "" if account is None else account.level


class IproUsers(Users):
    """Users of an i-PRO camera: its own list, whose levels 1, 2, 3 are ONVIF's Administrator, Operator, User."""

    @property
    def shared(self) -> bool:
        """Always: there is one list only."""
        return True

    def all(self) -> list[Account]:
        """All accounts."""
        return [Account(user.name, user.password, _LEVELS[user.level]) for user in self._own.all()]

    def store(self, accounts: list[Account]) -> None:
        """Have exactly these accounts."""
        number = {level: number for number, level in _LEVELS.items()}
        self._own.store([User(account.name, account.password, number[account.level]) for account in accounts])

    @property
    def _own(self) -> OwnUsers:
        ipro = self._service.camera.ipro
        assert ipro is not None
        return ipro.users


_LEVELS = {1: ADMINISTRATOR, 2: OPERATOR, 3: USER}
