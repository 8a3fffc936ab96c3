# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What one camera of the made-up maker does beside its settings: certificates, 802.1X, firmware, restore, first account."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .. import backup, firmware
from ..certificates.holder import Files, Form
from ..certificates.newer import CRL, NewerHolder
from ..profile_certificates import CERTIFICATES, DOT1X
from ..reply import Reply
from ..rules import BAD_STATE, BAD_VALUE, Refused
from .shape import JSON
from .ways import ADDRESS, BASE64, FILES, LINES, Way, Ways

if TYPE_CHECKING:
    from ..camera import Camera
    from .service import AcmeService

#: Operation of the page -> request of the pages that the guide describes
_CHANGES = {
    "install": (CERTIFICATES, "upload"),
    "install_ca": (CERTIFICATES, "ca"),
    "install_crl": (CERTIFICATES, "crl"),
    "select_certificate": (CERTIFICATES, "select"),
    "delete_certificate": (CERTIFICATES, "delete"),
    "select_dot1x": (DOT1X, "select"),
    "clear_dot1x": (DOT1X, "clear"),
}
_LONGEST_TEXT = 256 * 1024


class AcmeOperations:
    """The requests of one camera."""

    def __init__(self, camera: Camera, service: AcmeService, ways: Ways) -> None:
        self._camera, self._service, self.ways = camera, service, ways

    # Without a login

    async def setup(self, request: web.BaseRequest) -> Reply | None:
        """Whether there is an account, and the first one; None for any other request."""
        way = self.ways.ways["first_account"]
        if request.path == self.ways.setup and request.method == "GET":
            name, empty, ready = self.ways.empty
            return self._service.json({name: ready if self._camera.accounts.exist else empty})
        if (request.path, request.method) != (way.path, way.method):
            return None
        if self._camera.accounts.exist:
            raise Refused(BAD_STATE, "account")
        form, _files, _token = await self._given(way, request)
        self._camera.create_account(form.get("name", ""), form.get("password", ""))
        self._camera.counters["first_accounts"] += 1
        return self._service.good()

    # With one

    async def answer(self, request: web.BaseRequest) -> Reply | None:
        """Answer a request for one of these, None when it is for none of them; raises Refused."""
        if request.path == self.ways.listing.path and request.method == "GET":
            self._camera.counters["reads"] += 1
            return self._listing()
        for role, way in self.ways.ways.items():
            at = request.path.rpartition("/")[0] if way.kind == ADDRESS else request.path
            if role != "first_account" and (at, request.method) == (way.path, way.method):
                form, files, token = await self._given(way, request)
                self._service.check_token(token)
                return await self._do(role, form, files)
        return None

    async def _do(self, role: str, form: Form, files: Files) -> Reply:
        if role in _CHANGES:
            return await self._changed(role, form, files)
        if role == "initialise":
            self._camera.counters["initialisations"] += 1
            self._camera.initialise(form.get("keep") == "1")
        elif role == "restore":
            self._restore(form, files)
        else:
            self._firmware(files)
        return self._service.good(restart=True)

    async def _changed(self, role: str, form: Form, files: Files) -> Reply:
        reply = await self._holder().perform(_CHANGES[role], form, files)
        if reply.drop:
            return reply
        text = str(reply.body)
        if not text.startswith("Status=0"):
            raise Refused(BAD_STATE, text.partition("Error=")[2].strip())
        return self._service.good(after=reply.after)

    def _holder(self) -> NewerHolder:
        holder = self._camera.certificates
        if not isinstance(holder, NewerHolder):
            raise Refused(BAD_STATE, "certificates")
        return holder

    def _restore(self, form: Form, files: Files) -> None:
        camera = self._camera
        try:
            password = form.get("password", "")
            values = backup.unpack(camera.entry.model, camera.codes.items, files.get("file", b""), password)
        except (backup.OtherModel, backup.Unreadable) as error:
            raise Refused(BAD_VALUE, str(error)) from None
        camera.counters["restores"] += 1
        camera.store.saved.update(values)

    def _firmware(self, files: Files) -> None:
        camera = self._camera
        try:
            version = firmware.version_of(files.get("file", b""), camera.entry.model)
        except firmware.BadFirmware as error:
            raise Refused(BAD_VALUE, str(error)) from None
        camera.counters["firmware_updates"] += 1
        camera.firmware = version

    # The list

    def _listing(self) -> Reply:
        shape = self.ways.listing
        rows = [self._row(entry) for entry in self._holder().entries()]
        if shape.kind == LINES:
            lines = [
                f"{shape.columns[name][-1]}_{number}={value}\n"
                for number, row in enumerate(rows, start=shape.first)
                for name, value in row.items()
            ]
            return Reply("".join(lines), headers={"Cache-Control": "no-store"})
        document: dict[str, Any] = {}
        marks: dict[str, Any] = {}
        listed = []
        for row in rows:
            shown: dict[str, Any] = {}
            for name, value in row.items():
                if shape.marked and name.startswith("in_use"):
                    marks[name] = row["id"] if value == shape.used[0] else marks.get(name)
                else:
                    _put(shown, shape.columns[name], value)
            listed.append(shown)
        _put(document, shape.top, listed)
        for name, value in marks.items():
            _put(document, (shape.columns[name][-1],), value)
        return self._service.json(document)

    def _row(self, entry: Mapping[str, str]) -> dict[str, Any]:
        shape = self.ways.listing
        row: dict[str, Any] = {
            "id": int(entry["id"]) if shape.numbers else entry["id"],
            "kind": shape.kinds[entry["kind"]],
            "in_use": shape.used[0 if entry["https"] == "1" else 1],
            "in_use_dot1x": shape.used[0 if entry["dot1x"] == "1" else 1],
        }
        if entry["kind"] != CRL:
            dates = {
                name: datetime.strptime(entry[end], "%Y/%m/%d").strftime(shape.date)
                for name, end in (("start_date", "from"), ("end_date", "to"))
            }
            row |= {"common_name": entry["cn"], **dates}
        return row

    # What is given

    async def _given(self, way: Way, request: web.BaseRequest) -> tuple[Form, Files, str]:
        """Fields and files by input of the page, and the token."""
        header = request.headers.get(self._service.shape.token_header, "")
        if way.kind == ADDRESS:
            return {"id": request.path.rpartition("/")[2]}, {}, header
        if way.kind == JSON:
            return *self._in_json(way, await request.text()), header
        form: Form = {}
        files: Files = {}
        given = await request.post()
        for name, (field,) in way.names.items():
            value = given.get(field)
            if isinstance(value, web.FileField):
                files[name] = value.file.read()
            elif value is not None:
                form[name] = str(value)
        known = {field for (field,) in way.names.values()} | {self._service.shape.token_field}
        if set(given) - known:
            raise Refused(BAD_VALUE, "a field that this page does not have")
        return form, files, header if way.header else str(given.get(self._service.shape.token_field, ""))

    def _in_json(self, way: Way, text: str) -> tuple[Form, Files]:
        try:
            document = json.loads(text) if len(text) <= _LONGEST_TEXT else None
        except ValueError:
            document = None
        if not isinstance(document, dict):
            raise Refused(BAD_VALUE, "no JSON")
        form: Form = {}
        files: Files = {}
        for name, keys in way.names.items():
            value = _found(document, keys)
            if name in FILES and isinstance(value, str):
                files[name] = self._file(way, value)
            elif name == "keep":
                if type(value) is not type(self.ways.keep[0]) or value not in self.ways.keep:
                    raise Refused(BAD_VALUE, "keep")
                form[name] = "1" if value == self.ways.keep[0] else "0"
            elif name == "id" and self.ways.listing.numbers:
                if not isinstance(value, int) or isinstance(value, bool):
                    raise Refused(BAD_VALUE, "id")
                form[name] = str(value)
            elif isinstance(value, str):
                form[name] = value
            else:
                raise Refused(BAD_VALUE, name)
        return form, files

    @staticmethod
    def _file(way: Way, text: str) -> bytes:
        if way.encoding != BASE64:
            return text.encode()
        try:
            return base64.b64decode(text, validate=True)
        except ValueError:
            raise Refused(BAD_VALUE, "base64") from None


def _put(document: dict[str, Any], keys: tuple[str, ...], value: Any) -> None:
    *way, last = keys
    for key in way:
        document = document.setdefault(key, {})
    document[last] = value


def _found(document: Any, keys: tuple[str, ...]) -> Any:
    for key in keys:
        document = document.get(key) if isinstance(document, dict) else None
    return document
