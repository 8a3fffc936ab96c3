# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everything under /admin/: who may, one administrator at a time, and which page."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from aiohttp import web

from .accounts import GUEST, USER, Visitor
from .adminfiles import AdminFiles
from .adminget import get_page
from .adminset import set_page
from .pages.canon import CanonPages
from .reply import BUSY, NO_ACCOUNT, Reply, failure, page, success
from .rules import BAD_STATE, BAD_VALUE, Refused

if TYPE_CHECKING:
    from .camera import Camera


class AdminPages:
    """The Setting Page and what stands behind it."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._files = AdminFiles(camera)
        self._pages = CanonPages(camera, camera.seed)

    async def answer(self, request: web.BaseRequest, visitor: Visitor, peer: str) -> Reply | None:
        """Answer a request under /admin/, None for a login challenge."""
        camera = self._camera
        if not camera.accounts.exist:
            return await self._without_account(request)
        if visitor.role == GUEST:
            return None
        if visitor.role == USER:
            return page("403 Forbidden", 403)
        if self._somebody_else(peer):
            camera.counters["busy"] += 1
            return failure(BUSY)
        try:
            return await self._page(request)
        except Refused as refusal:
            camera.counters["refused_writes"] += 1
            return failure(str(refusal))

    async def _page(self, request: web.BaseRequest) -> Reply:
        camera, path = self._camera, request.path
        if path == "/admin/-set-":
            return set_page(camera, list(request.query.items()), request)
        if path == "/admin/-get-":
            return get_page(camera, request.query.get("pg", ""))
        if path == "/admin/-init-":
            return failure(BAD_STATE) if request.method == "POST" else Reply("account=1\n")
        if camera.certificates is not None and (reply := await camera.certificates.answer(request)) is not None:
            return reply
        if request.method == "GET" and (shown := self._pages.answer(path)) is not None:
            return shown
        return await self._files.answer(request) or page("404 Not Found", 404)

    async def _without_account(self, request: web.BaseRequest) -> Reply:
        """Before there is an account, the only thing to do is to create it."""
        if request.path != "/admin/-init-":
            return self._pages.first_account(request.path) or failure(NO_ACCOUNT)
        if request.method != "POST":
            return Reply("account=0\n")
        form = await request.post()
        name, password = str(form.get("name", "")), str(form.get("password", ""))
        try:
            self._camera.create_account(name, password)
        except Refused:
            check = self._camera.codes.items["administrator.name"].check
            return failure(f"{BAD_VALUE} {'password' if check(name) else 'name'}")
        self._camera.counters["accounts_created"] += 1
        return success()

    def _somebody_else(self, peer: str) -> bool:
        """Fault one_administrator: has another address used these pages a moment ago?"""
        camera, now = self._camera, time.monotonic()
        last, window = camera.last_administrator, camera.faults.seconds("one_administrator")
        if last is not None and last[0] != peer and now - last[1] < window:
            return camera.faults.take("one_administrator")
        camera.last_administrator = (peer, now)
        return False
