# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""RTSP server: OPTIONS for anybody, DESCRIBE after a login by the method set for RTSP (RFC 2326)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .accounts import ADMINISTRATOR, GUEST
from .lines import LineConnection
from .models import FAMILIES

if TYPE_CHECKING:
    from .camera import Camera

METHODS = ("OPTIONS", "DESCRIBE")


class RtspConnection(LineConnection):
    """One RTSP client."""

    def __init__(self, camera: Camera) -> None:
        super().__init__()
        self._camera = camera
        self._request: list[str] = []

    def line_received(self, line: str) -> None:
        """Collect a request until its empty line. Bodies are not expected: no method here has one."""
        if line:
            self._request.append(line)
        elif self._request:
            request, self._request = self._request, []
            self._answer(request)

    def _answer(self, request: list[str]) -> None:
        self._camera.counters["rtsp_requests"] += 1
        headers = {}
        for line in request[1:]:
            name, _unused, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        parts = request[0].split(" ")
        sequence = headers.get("cseq", "0")
        if len(parts) != 3 or not parts[2].startswith("RTSP/"):
            self._reply("400 Bad Request", sequence)
            self.transport.close()
        elif parts[0] == "OPTIONS":
            self._reply("200 OK", sequence, {"Public": ", ".join(METHODS)})
        elif parts[0] == "DESCRIBE":
            self._describe(parts[1], headers, sequence)
        else:
            self._reply("405 Method Not Allowed", sequence, {"Allow": ", ".join(METHODS)})

    def _describe(self, target: str, headers: dict[str, str], sequence: str) -> None:
        camera = self._camera
        if camera.lockout.locked(self.peer):
            self._reply("503 Service Unavailable", sequence)
            return
        scheme = camera.store["rtp_server.rtsp_auth_method"]
        visitor = camera.accounts.identify(scheme, "DESCRIBE", target, headers.get("authorization", ""))
        if visitor.failed:
            camera.login_failed(visitor.name, self.peer)
        # i-PRO cameras with user authentication off show live pictures to anybody.
        open_to_all = camera.ipro is not None and camera.ipro.registered and not camera.ipro.user_authentication
        if visitor.role == GUEST and not open_to_all:
            challenge = camera.accounts.challenge(scheme, visitor.stale)
            self._reply("401 Unauthorized", sequence, {"WWW-Authenticate": challenge})
            return
        camera.login_ok(self.transport)
        if visitor.role != ADMINISTRATOR and camera.store["user_authority.authorized.video"] == "disable":
            self._reply("403 Forbidden", sequence)
            return
        self._reply("200 OK", sequence, {"Content-Type": "application/sdp"}, self._description())

    def _description(self) -> str:
        camera = self._camera
        address = camera.store.effective(("rtp_server.stream.multicast_address", 0))
        port = camera.store.effective(("rtp_server.stream.multicast_port", 0))
        maker = "Canon " if camera.entry.family in FAMILIES else ""
        lines = [
            "v=0", f"o=- 1 1 IN IP4 {camera.entry.address}", f"s={maker}{camera.entry.model}", f"c=IN IP4 {address}",
            "t=0 0", f"m=video {port} RTP/AVP 96", "a=rtpmap:96 H264/90000", "a=control:trackID=1",
        ]  # fmt: skip
        return "".join(f"{line}\r\n" for line in lines)

    def _reply(self, status: str, sequence: str, headers: dict[str, str] | None = None, body: str = "") -> None:
        lines = [f"RTSP/1.0 {status}", f"CSeq: {sequence}", f"Server: {self._camera.server_name}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        if body:
            lines.append(f"Content-Length: {len(body.encode())}")
        self.send("\r\n".join([*lines, "", body]))
