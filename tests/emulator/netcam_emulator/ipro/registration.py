# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Before there is an administrator: every request is led to the registration page, which makes the first one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aiohttp import web

from ..reply import Reply
from . import framing
from .options import AW
from .users import ADMIN, User

if TYPE_CHECKING:
    from .service import IproService

TITLE = "Administrator registration"
FIELDS = ("name", "password", "repassword", "access_level")


async def register(service: IproService, request: web.BaseRequest, name: str) -> Reply:
    """Answer a request to a camera without an administrator."""
    camera = service.camera
    if name == "user.cgi" and request.method == "POST" and service.options.dialect == AW:
        camera.counters["writes"] += 1
        form = await request.post()
        given = {field: str(form.get(field, "")) for field in FIELDS}
        if not _acceptable(service, given):
            camera.counters["refused_writes"] += 1
            return _page(service)
        service.users.store([User(given["name"], given["password"], ADMIN)])
        camera.counters["accounts_created"] += 1
        reply = framing.lines(service.quirks, [("name", given["name"])])
        # The real camera disconnects here and is back some ten seconds later.
        return Reply(reply.body, after=camera.services.move)
    if service.quirks["unregistered"] == "forbidden" and name != "/":
        return framing.error(403)
    return _page(service)


def _acceptable(service: IproService, given: dict[str, str]) -> bool:
    users = service.users
    return (
        given["access_level"] == str(ADMIN)
        and given["password"] == given["repassword"]
        and users.takes_name(given["name"])
        and users.takes_password(given["password"])
    )


def _page(service: IproService) -> Reply:
    return framing.form(service.camera.entry.model, TITLE, "/cgi-bin/user.cgi", *FIELDS)
