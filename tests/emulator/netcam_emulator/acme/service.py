# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One camera of the made-up maker: its pages for people, and the requests behind them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .. import backup
from ..reply import Reply
from ..rules import BAD_VALUE, CLOCK, Refused
from ..store import Values
from .documents import Documents, nested
from .models import MAKER
from .operations import AcmeOperations
from .pages import AcmePages
from .sessions import Sessions
from .shape import BROWSER, FORM, JSON, REDIRECT, Sheet, shape_of
from .ways import ways_of

if TYPE_CHECKING:
    from ..camera import Camera

SAVED = "The settings were saved."


class AcmeService:
    """Everything that HTTP reaches on one camera."""

    def __init__(self, camera: Camera, seed: str) -> None:
        self._camera = camera
        self.shape = shape_of(camera.codes.items, seed)
        self.documents = {
            page: Documents(sheet, camera.codes.items, self.shape.mask) for page, sheet in self.shape.sheets.items()
        }
        self.sessions = Sessions(camera, self.shape)
        self._pages = AcmePages(camera, self)
        self.operations = AcmeOperations(camera, self, ways_of(self.shape, seed))
        #: forms that were sent, and whose page has not been shown since
        self._saved: set[str] = set()
        self._by_path = {sheet.path: sheet for sheet in self.shape.sheets.values()}

    def truth(self) -> dict[str, Any]:
        """The whole interface as plain data, for the control API."""
        return {**self.shape.as_dict(), **asdict(self.operations.ways)}

    def starting(self) -> None:
        """Power on: nobody is logged in."""
        self.sessions.forget()

    async def answer(self, request: web.BaseRequest, peer: str) -> Reply:
        """Answer a request."""
        path, shape = request.path, self.shape
        if path == shape.about:
            product = {"name": self._camera.entry.model, "firmware": self._camera.firmware}
            return _json({"maker": MAKER, "product": product})
        if path == shape.login and request.method == "POST":
            return await self._log_in(request, peer)
        try:
            if (reply := await self.operations.setup(request)) is not None:
                return reply
        except Refused as refusal:
            return self._refusal(str(refusal))
        if path == "/" or path.startswith(shape.ui):
            return self._pages.answer(request)
        allowed = self.sessions.may_set_up(request)
        sheet = self._by_path.get(path)
        native = sheet if sheet is not None and sheet.submit == BROWSER else None
        if allowed is None and native is not None:
            return self._pages.login(401)
        if not allowed:
            return _json({shape.bad[0]: shape.bad[1], shape.reason: "login"}, 401 if allowed is None else 403)
        try:
            return await self._interface(request)
        except Refused as refusal:
            self._camera.counters["refused_writes"] += 1
            if native is not None:
                return self._pages.form(native, "error", f"Error: {refusal}")
            return self._refusal(str(refusal))

    async def _log_in(self, request: web.BaseRequest, peer: str) -> Reply:
        key = await self.sessions.log_in(request, peer)
        shape = self.shape
        if not key:
            return _json({shape.bad[0]: shape.bad[1], shape.reason: "login"}, 401)
        headers = {"Set-Cookie": f"{shape.cookie}={key}; Path=/; HttpOnly; SameSite=Strict"}
        if shape.login_kind == FORM:
            return Reply(status=303, headers={**headers, "Location": shape.ui})
        return _json({shape.good[0]: shape.good[1]}, headers=headers)

    async def _interface(self, request: web.BaseRequest) -> Reply:
        camera, shape, path, method = self._camera, self.shape, request.path, request.method
        sheet = self._by_path.get(path)
        if method == "GET":
            if sheet is not None:
                return self._read(sheet)
            if path == shape.token:
                return _json(_nest(shape.token_pick, self.sessions.new_token()))
            if path == shape.log:
                camera.counters["log_reads"] += 1
                return Reply("".join(f"{line}\n" for line in camera.log.lines))
        elif sheet is not None and method == sheet.method:
            return await self._write(sheet, request)
        elif method == "POST" and path in (shape.reboot, shape.backup):
            self.check_token(request.headers.get(shape.token_header, ""))
            return await self._backup(request) if path == shape.backup else self.good(restart=True)
        if (reply := await self.operations.answer(request)) is not None:
            return reply
        return _json({shape.bad[0]: shape.bad[1], shape.reason: "not found"}, 404)

    # Settings

    def _read(self, sheet: Sheet) -> Reply:
        self._camera.counters["reads"] += 1
        if sheet.kind == FORM:
            state = "done" if sheet.page in self._saved else ""
            self._saved.discard(sheet.page)
            return self._pages.form(sheet, state, SAVED)
        return _json(self.documents[sheet.page].document(self.shown_values()))

    def shown_values(self) -> Values:
        """What was entered, and the clock as it is."""
        camera = self._camera
        return {**camera.store.written, CLOCK: camera.now().strftime("%Y/%m/%d %H:%M:%S")}

    async def _write(self, sheet: Sheet, request: web.BaseRequest) -> Reply:
        camera = self._camera
        camera.counters["writes"] += 1
        document = await self._document(sheet, request)
        if camera.faults.take("restart_mid_write"):
            return Reply(drop=True, after=lambda: camera.restart(hard=True))
        if camera.faults.take("transient_save"):
            if sheet.submit == BROWSER:
                return self._pages.form(sheet, "error", "Error: busy", self.shape.busy_status)
            return _json({self.shape.bad[0]: self.shape.bad[1], self.shape.reason: "busy"}, self.shape.busy_status)
        changes = self.documents[sheet.page].changes(document, camera.store.written, camera.store.factory)
        method = changes.get(("date_time.method", 0), camera.store.written[("date_time.method", 0)])
        if method == "ntp":
            changes.pop(CLOCK, None)  # a page sends it along; it is the server's then
        codes = camera.codes
        camera.write(
            [(codes.parameter(cell), codes.to_wire(codes.items[cell[0]], word)) for cell, word in changes.items()],
            most=len(changes),
        )
        camera.store.save()
        moves = not camera.services.settled()
        return self.good(moves=moves) if sheet.answer == JSON else self._browsed(sheet, moves)

    def _browsed(self, sheet: Sheet, moves: bool) -> Reply:
        """To a form that the browser has sent itself: its page, or where that is."""
        after = self._camera.services.sync if moves else None
        if sheet.answer == REDIRECT:
            self._saved.add(sheet.page)
            return Reply(status=303, headers={"Location": sheet.path}, after=after)
        return replace(self._pages.form(sheet, "done", SAVED), after=after)

    async def _document(self, sheet: Sheet, request: web.BaseRequest) -> Any:
        """What is written, once its token is found right."""
        if sheet.kind == FORM:
            fields = {name: str(value) for name, value in (await request.post()).items()}
            self.check_token(fields.pop(self.shape.token_field, ""))
            return nested(fields)
        self.check_token(request.headers.get(self.shape.token_header, ""))
        try:
            return json.loads(await request.text())
        except ValueError:
            raise Refused(BAD_VALUE, "no JSON") from None

    def check_token(self, token: str) -> None:
        """Raises Refused for a token that was not given, or not for this."""
        if not self.sessions.right_token(token):
            self._camera.counters["wrong_tokens"] += 1
            raise Refused(BAD_VALUE, "token")

    # Answers

    def good(self, restart: bool = False, moves: bool = False, after: Callable[[], None] | None = None) -> Reply:
        """It was done; and what follows when the answer is on its way."""
        after = self._camera.restart if restart else self._camera.services.sync if moves else after
        return _json({self.shape.good[0]: self.shape.good[1]}, after=after)

    @staticmethod
    def json(content: Any) -> Reply:
        """An answer in JSON."""
        return _json(content)

    def _refusal(self, why: str) -> Reply:
        return _json({self.shape.bad[0]: self.shape.bad[1], self.shape.reason: why}, self.shape.bad_status)

    async def _backup(self, request: web.BaseRequest) -> Reply:
        camera = self._camera
        camera.counters["backups"] += 1
        password = str((await request.post()).get("pw", ""))
        data = backup.pack(camera.entry.model, camera.codes.items, camera.store.saved, password)
        headers = {"Content-Disposition": 'attachment; filename="settings.acme"'}
        return Reply(data, content_type="application/octet-stream", headers=headers)


def _nest(way: tuple[str, ...], value: Any) -> Any:
    for key in reversed(way):
        value = {key: value}
    return value


def _json(content: Any, status: int = 200, headers: Mapping[str, str] | None = None, after: Any = None) -> Reply:
    text = json.dumps(content, ensure_ascii=False)
    return Reply(text, status, "application/json", {"Cache-Control": "no-store", **(headers or {})}, after)
