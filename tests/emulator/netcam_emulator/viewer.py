# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is not under /admin/: top page, camera viewer, and the public WV-HTTP commands info and image."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from aiohttp import web

from .accounts import ADMINISTRATOR, GUEST, USER, Visitor
from .jpeg import grey_pixel
from .reply import Reply, page

if TYPE_CHECKING:
    from .camera import Camera

WV_HTTP = "/-wvhttp-01-/"
LIVESCOPE_OK, LIVESCOPE_PRIVILEGE = {"Livescope-Status": "0"}, {"Livescope-Status": "507"}


class ViewerPages:
    """Pages for guests and authorized users."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera

    async def answer(self, request: web.BaseRequest, visitor: Visitor, peer: str) -> Reply | None:
        """Answer a request outside /admin/, None for a login challenge."""
        camera, path = self._camera, request.path
        if path == "/":
            return page(f"Canon {camera.entry.model}")
        if path == "/viewer/" or path.startswith("/viewer/"):
            return self._viewer(visitor)
        if path == f"{WV_HTTP}info.cgi":
            return Reply(self._info(), headers=LIVESCOPE_OK) if self._may_look(visitor) else None
        if path == f"{WV_HTTP}image.cgi":
            return self._image(visitor)
        return page("404 Not Found", 404)

    def _viewer(self, visitor: Visitor) -> Reply | None:
        """The viewer has its own switch, which holds for nothing else."""
        must = self._camera.store["viewer.user_authentication"] == "authenticate"
        if must and visitor.role == GUEST:
            return None
        return page("Camera Viewer")

    def _may_look(self, visitor: Visitor) -> bool:
        camera = self._camera
        if visitor.role != GUEST or not camera.accounts.exist:
            return True
        return any(self._allowed("guest", what) for what in ("camera_control", "video", "audio"))

    def _image(self, visitor: Visitor) -> Reply | None:
        video = Reply(grey_pixel(), content_type="image/jpeg", headers=LIVESCOPE_OK)
        if visitor.role == ADMINISTRATOR or self._allowed("guest", "video") or not self._camera.accounts.exist:
            return video
        if visitor.role == USER:
            return video if self._allowed("authorized", "video") else Reply(headers=LIVESCOPE_PRIVILEGE)
        return None

    def _allowed(self, group: str, what: str) -> bool:
        return self._camera.store[f"user_authority.{group}.{what}"] == "enable"

    def _info(self) -> str:
        camera = self._camera
        uptime = int(time.monotonic() - camera.started)
        now = int(camera.now().timestamp())
        epoch = datetime.fromtimestamp(now - uptime, UTC).astimezone(camera.now().tzinfo)
        facts = {
            "timestamp": uptime,
            "realtime": now,
            "s.hardware": f"Canon {camera.entry.model}",
            "s.firmware": camera.firmware,
            "s.protocol": "03.00" if camera.is_2022 else "02.34",
            "s.epoch": epoch.strftime("%Y-%m-%d %H:%M:%S%z"),
        }
        return "".join(f"{item}:={value}\n" for item, value in facts.items())
