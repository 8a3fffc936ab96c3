# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Log, backup, restore and firmware by HTTP, at addresses that an operation has given out.

An address holds until the next restart. With HTTP Digest a login is needed too; a camera that only knows the
UsernameToken has no other way than to trust whoever knows the address.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from aiohttp import web

from .. import backup, firmware
from ..reply import Reply, page
from .fault import Fault, Unauthorized
from .registry import Access

if TYPE_CHECKING:
    from .service import OnvifService

_BINARY = "application/octet-stream"
_CLASS = {
    "log": Access.READ_SYSTEM_SECRET,
    "backup": Access.READ_SYSTEM_SECRET,
    "restore": Access.UNRECOVERABLE,
    "firmware": Access.UNRECOVERABLE,
}


class Files:
    """Addresses that were given out, and what happens there."""

    def __init__(self, service: OnvifService) -> None:
        self._service = service
        self._offered: dict[str, str] = {}

    def offer(self, kind: str) -> str:
        """Return the path for a kind of file."""
        for path, offered in self._offered.items():
            if offered == kind:
                return path
        path = f"/onvif/files/{kind}-{secrets.token_hex(8)}"
        self._offered[path] = kind
        return path

    def forget(self) -> None:
        """All addresses end."""
        self._offered.clear()

    async def answer(self, request: web.BaseRequest, peer: str) -> Reply:
        """Answer a request to a file's address."""
        kind = self._offered.get(request.path)
        if kind is None:
            return page("404 Not Found", 404)
        if self._service.login.takes_digest:
            try:
                self._service.identify(request, peer, None, _CLASS[kind])
            except Unauthorized as refusal:
                return self._service.unauthorized(refusal, kind)
            except Fault:
                return page("403 Forbidden", 403)
        if request.method != ("GET" if kind in ("log", "backup") else "POST"):
            return page("405 Method Not Allowed", 405)
        camera = self._service.camera
        status = self._service.quirks.number("upload_status")
        if status is not None and request.method == "POST":
            await request.read()
            return page("Refused", status)
        match kind:
            case "log":
                camera.counters["log_reads"] += 1
                return Reply("".join(f"{line}\n" for line in camera.log.lines))
            case "backup":
                return Reply(self.backup(), content_type=_BINARY)
            case "restore":
                return self._restored(await request.read(), request.content_type)
        return self._upgraded(await request.read(), request.content_type)

    def backup(self) -> bytes:
        """All saved settings as a file."""
        camera = self._service.camera
        camera.counters["backups"] += 1
        return backup.pack(camera.entry.model, camera.codes.items, camera.store.saved, "")

    def restore(self, data: bytes) -> bool:
        """Take the settings of a backup file, False when it is none of this model."""
        camera = self._service.camera
        try:
            values = backup.unpack(camera.entry.model, camera.codes.items, data, "")
        except (backup.OtherModel, backup.Unreadable):
            return False
        camera.counters["restores"] += 1
        camera.store.saved.update(values)
        return True

    def upgrade(self, data: bytes) -> bool:
        """Take a firmware file, False when it is none for this model."""
        camera = self._service.camera
        try:
            camera.firmware = firmware.version_of(data, camera.entry.model)
        except firmware.BadFirmware:
            return False
        camera.counters["firmware_updates"] += 1
        return True

    def _restored(self, data: bytes, content_type: str) -> Reply:
        if content_type != _BINARY or not self.restore(data):
            return page("415 Unsupported Media Type", 415)
        return Reply("", after=self._service.camera.restart)

    def _upgraded(self, data: bytes, content_type: str) -> Reply:
        if content_type != _BINARY or not self.upgrade(data):
            return page("415 Unsupported Media Type", 415)
        return Reply("", after=self._service.camera.restart)
