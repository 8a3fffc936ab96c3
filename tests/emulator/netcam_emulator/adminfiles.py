# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Pages that move files: log, backup, restore, firmware."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from . import backup, firmware
from .reply import BAD_FIRMWARE, OTHER_MODEL, WRONG_BACKUP_PASSWORD, Reply, failure, success

if TYPE_CHECKING:
    from .camera import Camera


class AdminFiles:
    """File pages of one camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera

    async def answer(self, request: web.BaseRequest) -> Reply | None:
        """Answer a file page, None when the path is not one."""
        match request.method, request.path:
            case "GET", "/admin/-log-":
                self._camera.counters["log_reads"] += 1
                return Reply("".join(f"{line}\n" for line in self._camera.log.lines))
            case "GET", "/admin/-backup-":
                return self._backup(request.query.get("pw", ""))
            case "POST", "/admin/-restore-":
                return await self._restore(request)
            case "POST", "/admin/-firm-":
                return await self._firmware(request)
        return None

    def _backup(self, password: str) -> Reply:
        camera = self._camera
        camera.counters["backups"] += 1
        headers = {"Content-Disposition": f'attachment; filename="{camera.entry.model.replace(" ", "_")}.bkp"'}
        data = backup.pack(camera.entry.model, camera.codes.items, camera.store.saved, password)
        return Reply(data, content_type="application/octet-stream", headers=headers)

    async def _restore(self, request: web.BaseRequest) -> Reply:
        camera, form = self._camera, await request.post()
        try:
            values = backup.unpack(
                camera.entry.model, camera.codes.items, _uploaded(form.get("file")), str(form.get("password", ""))
            )
        except backup.OtherModel as error:
            return failure(f"{OTHER_MODEL} {error}")
        except backup.Unreadable as error:
            return failure(f"{WRONG_BACKUP_PASSWORD} {error}")
        camera.counters["restores"] += 1
        camera.store.saved.update(values)
        return success(after=camera.restart)

    async def _firmware(self, request: web.BaseRequest) -> Reply:
        camera, form = self._camera, await request.post()
        try:
            version = firmware.version_of(_uploaded(form.get("file")), camera.entry.model)
        except firmware.BadFirmware as error:
            return failure(f"{BAD_FIRMWARE} {error}")
        camera.counters["firmware_updates"] += 1
        camera.firmware = version
        return success(after=camera.restart)


def _uploaded(field: object) -> bytes:
    """Content of a multipart file field, empty when there is none."""
    return field.file.read() if isinstance(field, web.FileField) else b""
