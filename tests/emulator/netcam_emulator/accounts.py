# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who is asking? Basic or Digest, exactly as the setting says, against the administrator and the authorized users."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Callable
from dataclasses import dataclass

from .digest import Digest, parse
from .store import Store

ADMINISTRATOR, USER, GUEST = "administrator", "user", "guest"


@dataclass(frozen=True)
class Visitor:
    """Outcome of looking at a request: role, and for a guest why (`failed`: wrong login; `stale`: nonce ended)."""

    role: str = GUEST
    name: str = ""
    failed: bool = False
    stale: bool = False
    other_scheme: bool = False


class Accounts:
    """Accounts of one camera."""

    def __init__(self, store: Store, digest: Digest) -> None:
        self._store = store
        self._digest = digest
        # A second administrator, which only ONVIF can make, is a user with a higher level.
        self.level_of: Callable[[str], str] = lambda name: ""

    @property
    def exist(self) -> bool:
        """Whether there is an administrator account at all."""
        return bool(self._store["administrator.name"])

    def identify(self, scheme: str, method: str, target: str, header: str) -> Visitor:
        """Look at an Authorization header; `scheme` is basic or digest as set for this server."""
        if not header:
            return Visitor()
        kind = header.partition(" ")[0].lower()
        if kind != scheme:
            return Visitor(other_scheme=True)
        return self._basic(header) if kind == "basic" else self._by_digest(method, target, header)

    def challenge(self, scheme: str, stale: bool = False) -> str:
        """Return the WWW-Authenticate value."""
        return f'Basic realm="{self._digest.realm}"' if scheme == "basic" else self._digest.challenge(stale)

    def role_of(self, name: str, password: str) -> str | None:
        """Role of a name and password, None when wrong."""
        for role, stored in self._stored(name):
            if hmac.compare_digest(stored.encode(), password.encode()):
                return role
        return None

    def _stored(self, name: str) -> list[tuple[str, str]]:
        """Roles and passwords stored under a name."""
        store = self._store
        if not name:
            return []
        found = []
        if name == store["administrator.name"]:
            found.append((ADMINISTRATOR, store["administrator.password"]))
        for row in range(store.items["users.accounts.name"].count):
            if store.effective(("users.accounts.name", row)) == name:
                role = ADMINISTRATOR if self.level_of(name) == "Administrator" else USER
                found.append((role, store.effective(("users.accounts.password", row))))
        return found

    def _basic(self, header: str) -> Visitor:
        try:
            name, _unused, password = base64.b64decode(header[5:].strip(), validate=True).decode().partition(":")
        except (binascii.Error, UnicodeDecodeError):
            return Visitor(failed=True)
        role = self.role_of(name, password)
        return Visitor(role, name) if role else Visitor(name=name, failed=True)

    def _by_digest(self, method: str, target: str, header: str) -> Visitor:
        proof = parse(header)
        for role, password in self._stored(proof.user):
            if self._digest.right(proof, method, target, password):
                return Visitor(role, proof.user) if self._digest.fresh(proof) else Visitor(name=proof.user, stale=True)
        return Visitor(name=proof.user, failed=True)
