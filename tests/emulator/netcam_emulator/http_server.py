# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The HTTP server of a camera: from a request to the page that answers it, with faults and lock-out in between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .accounts import GUEST, Visitor
from .admin import AdminPages
from .listeners import reset
from .masking import masked_target
from .models import FAMILY_ONVIF
from .reply import Reply, page
from .viewer import ViewerPages

if TYPE_CHECKING:
    from .camera import Camera

LARGEST_UPLOAD = 16 * 1024 * 1024


class HttpServer:
    """Answers HTTP and HTTPS of one camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._admin = AdminPages(camera)
        self._viewer = ViewerPages(camera)
        self.protocol = web.Server(self._handle, request_factory=_request, access_log=None, keepalive_timeout=60.0)

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        camera = self._camera
        camera.counters["requests"] += 1
        if camera.delay > 0:
            await asyncio.sleep(camera.delay)
        pause = camera.faults.seconds("slow")
        if camera.faults.take("slow"):
            await asyncio.sleep(pause)
        if request.headers.get("Expect", "").lower() == "100-continue" and request.transport is not None:
            request.transport.write(b"HTTP/1.1 100 Continue\r\n\r\n")  # else curl waits a second before a file
        peer = request.remote or ""
        if camera.faults.stalls("stall_before"):
            return await self._stall(request, "stall_before")
        if camera.faults.take("reset"):
            camera.counters["resets"] += 1
            reply = Reply(drop=True)
        else:
            reply = await self._answer(request, peer)
        if reply.status == 401:
            camera.counters["challenges"] += 1
        shown = "dropped" if reply.drop else str(reply.status)
        label = f" {reply.label}" if reply.label else ""
        target = masked_target(camera.codes, request.raw_path)
        camera.requests.append(f"{request.method} {target}{label} from={peer} {shown}")
        if camera.faults.stalls("stall_after"):
            return await self._stall(request, "stall_after")
        return await _send(request, reply, camera.server_name)

    async def _stall(self, request: web.BaseRequest, fault: str) -> web.StreamResponse:
        """Say nothing until the fault is taken away; then the connection is gone."""
        self._camera.counters["stalled"] += 1
        while self._camera.faults.has(fault):
            await asyncio.sleep(0.1)
        return await _send(request, Reply(drop=True), "")

    async def _answer(self, request: web.BaseRequest, peer: str) -> Reply:
        camera = self._camera
        if camera.faults.take("http_500"):
            return page("500 Internal Server Error", 500)
        if not camera.admits(peer):
            camera.counters["refused_hosts"] += 1
            return page("403 Forbidden", 403)
        if camera.lockout.locked(peer):
            camera.counters["locked_requests"] += 1
            return page("Locked", camera.lockout.policy.status)
        if camera.onvif is not None and request.path.startswith("/onvif/"):
            if camera.ipro is not None and not camera.ipro.registered:
                return page("403 Forbidden", 403)  # ONVIF opens when the first administrator exists
            return await camera.onvif.answer(request, peer)
        if camera.ipro is not None:
            return await camera.ipro.answer(request, peer)
        if camera.acme is not None:
            return await camera.acme.answer(request, peer)
        if camera.entry.family == FAMILY_ONVIF:
            return page(camera.entry.model) if request.path == "/" else page("404 Not Found", 404)
        scheme = camera.store["http_server.auth_method"]
        # Without any account there is nothing to log in to, so nobody can do it wrong either.
        header = request.headers.get("Authorization", "") if camera.accounts.exist else ""
        visitor = camera.accounts.identify(scheme, request.method, request.raw_path, header)
        if visitor.failed:
            camera.login_failed(visitor.name, peer)
            return self._challenge(scheme, visitor)
        if visitor.other_scheme:
            camera.counters["wrong_scheme"] += 1
        if visitor.role != GUEST:
            camera.login_ok(request.transport)
        pages = self._admin if request.path.startswith("/admin/") else self._viewer
        reply = await pages.answer(request, visitor, peer)
        return self._challenge(scheme, visitor) if reply is None else reply

    def _challenge(self, scheme: str, visitor: Visitor) -> Reply:
        header = self._camera.accounts.challenge(scheme, visitor.stale)
        return page("401 Unauthorized", 401, {"WWW-Authenticate": header})


async def _send(request: web.BaseRequest, reply: Reply, server: str) -> web.StreamResponse:
    if reply.sender is not None:
        return await reply.sender(request)
    body = reply.body.encode() if isinstance(reply.body, str) else reply.body
    charset = "utf-8" if reply.content_type.startswith("text/") or reply.content_type.endswith("+xml") else None
    response = web.Response(body=body, status=reply.status, content_type=reply.content_type, charset=charset)
    response.headers["Server"] = server
    response.headers.extend(reply.headers)  # extend, as there may be a challenge for each algorithm
    if reply.drop:
        reset(request.transport)
    if reply.after is not None:
        # The answer goes out first: the client must learn that its port is about to move or the camera to restart.
        if not reply.drop:
            response.force_close()
            await response.prepare(request)
            await response.write_eof()
        reply.after()
    return response


def _request(message: Any, payload: Any, protocol: Any, writer: Any, task: Any) -> web.BaseRequest:
    """As aiohttp makes requests, but with room for a firmware file."""
    loop = asyncio.get_running_loop()
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=LARGEST_UPLOAD)
