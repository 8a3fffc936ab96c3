# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Logging in by a form or by JSON, sessions in a cookie, and the tokens without which nothing is written."""

from __future__ import annotations

import json
import secrets
from typing import TYPE_CHECKING, Any

from aiohttp import web

from ..accounts import ADMINISTRATOR
from .shape import JSON

if TYPE_CHECKING:
    from ..camera import Camera
    from .shape import Shape

_MOST_TOKENS = 64


class Sessions:
    """Who is logged in to one camera."""

    def __init__(self, camera: Camera, shape: Shape) -> None:
        self._camera, self._shape = camera, shape
        self._roles: dict[str, str] = {}
        self._tokens: list[str] = []

    def forget(self) -> None:
        """All sessions end, as at a restart."""
        self._roles.clear()
        self._tokens.clear()

    async def log_in(self, request: web.BaseRequest, peer: str) -> str:
        """The new session's key, empty for a wrong name or password."""
        given = await self._given(request)
        user, password = str(given.get(self._shape.user_name, "")), str(given.get(self._shape.password_name, ""))
        role = self._camera.accounts.role_of(user, password)
        if role is None:
            self._camera.login_failed(user, peer)
            return ""
        self._camera.counters["logins_ok"] += 1
        key = secrets.token_hex(16)
        self._roles[key] = role
        return key

    async def _given(self, request: web.BaseRequest) -> dict[str, Any]:
        if self._shape.login_kind == JSON:
            try:
                given = json.loads(await request.text())
            except ValueError:
                return {}
            return given if isinstance(given, dict) else {}
        return {name: str(value) for name, value in (await request.post()).items()}

    def role(self, request: web.BaseRequest) -> str | None:
        """Role of whoever sends this, None without a session. Fault session_expired ends all sessions now."""
        if self._camera.faults.take("session_expired"):
            self._camera.counters["sessions_expired"] += 1
            self.forget()
        return self._roles.get(request.cookies.get(self._shape.cookie, ""))

    def may_set_up(self, request: web.BaseRequest) -> bool | None:
        """Whether it is the administrator; None when nobody is logged in."""
        role = self.role(request)
        return None if role is None else role == ADMINISTRATOR

    def new_token(self) -> str:
        """A token; it holds for one write or for the session, as the shape says."""
        self._camera.counters["tokens"] += 1
        token = secrets.token_urlsafe(18)
        self._tokens = [*self._tokens, token][-_MOST_TOKENS:]
        return token

    def right_token(self, token: str) -> bool:
        """Whether a write may go on with this token."""
        if token not in self._tokens:
            return False
        if self._shape.token_once:
            self._tokens.remove(token)
        return True
