# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A camera of a maker that does not exist, on a real socket: JSON with a session and a token, and a nested HTML form.

It resets what a write leaves out, as some cameras do, and it can be told to misbehave.
"""

from __future__ import annotations

import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint

from .multipart import parts

#: in place of a status: the connection breaks
NO_ANSWER = 0
USER, PASSWORD = "admin", "Pass-{password}-word"
MODEL, FIRMWARE = "Nimbus 7", "1.4.2"


@dataclass(frozen=True)
class Sent:
    """One request; C(form) are the parts of a multipart body, files as text."""

    command: str
    path: str
    body: str
    form: dict[str, str]


class Nimbus:
    """The state of one camera, and what it has seen."""

    def __init__(self) -> None:
        self.user, self.password = USER, PASSWORD
        self.model, self.firmware = MODEL, FIRMWARE
        self.network: dict[str, Any] = {
            "mdns": True,
            "hostname": "cam",
            "mtu": 1500,
            "vendor": {"led": "blue"},
            "search": ["example.com"],
        }
        self.hosts: dict[str, Any] = {"on": None, "policy": "1", "rows": [("", "24", "1")] * 4}
        self.snmp = {"contact": "nobody", "v3": "0", "pass": ""}
        self.users = [{"name": "viewer", "uid": 7}]
        self.saved: dict[str, Any] = {}
        self.sessions: set[str] = set()
        self.tokens: set[str] = set()
        self.tokens_hold_once = True
        self.log: list[tuple[str, str]] = []
        self.bodies: list[str] = []
        self.refused_logins = 0
        #: what to do wrong: ends_session (times), busy (times), ignores_writes, hides (fields of the network page), dies_after
        #: (writes; then it answers nothing), sticks (it changes the network page once)
        self.ends_session = 0
        self.busy = 0
        self.ignores_writes = False
        self.hides: set[str] = set()
        self.dies_after: int | None = None
        self.dead = False
        self.sticks = False
        #: restarts take no time at all here; restarts_well: whether the request restarts it, else it only says so
        self.restarts = 0
        self.restarts_well = True
        self.tells_uptime = False
        self.started = time.monotonic() - 1000.0

    def before_login(self, sent: Sent) -> tuple[int, Any] | None:
        """What a camera with more to it answers to everybody."""
        return None

    def shown(self, sent: Sent) -> tuple[int, Any] | None:
        """A page that it has beside those below."""
        return None

    def written(self, sent: Sent) -> tuple[int, Any] | None:
        """A request that changes something, beside those below."""
        return None

    def writes(self) -> list[str]:
        """Paths of the requests that change something, without logins."""
        return [path for method, path in self.log if method != "GET" and path != "/api/login"]


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args: Any) -> None:
        """Quiet."""

    @property
    def camera(self) -> Nimbus:
        return self.server.camera  # type: ignore[attr-defined,no-any-return]  # set below

    def do_GET(self) -> None:
        self._serve("")

    def do_POST(self) -> None:
        self._serve(self.rfile.read(int(self.headers.get("Content-Length", 0))).decode("utf-8", "surrogateescape"))

    do_PUT = do_DELETE = do_POST

    def _answer(self, status: int, body: Any, **headers: str) -> None:
        if status == NO_ANSWER:
            self.close_connection = True
            return
        content = (body if isinstance(body, str) else json.dumps(body)).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _serve(self, body: str) -> None:
        camera, path = self.camera, urlsplit(self.path).path
        if camera.dead:
            self.close_connection = True
            return
        camera.log.append((self.command, path))
        camera.bodies.append(body)
        if path == "/api/about":
            uptime = {"uptime": int(time.monotonic() - camera.started)} if camera.tells_uptime else {}
            self._answer(200, {"device": {"model": camera.model, "fw": camera.firmware}, **uptime})
            return
        if path == "/api/login":
            self._login(body)
            return
        sent = Sent(self.command, path, body, parts(self.headers.get("Content-Type", ""), body))
        if (own := camera.before_login(sent)) is not None:
            self._answer(*own)
            return
        cookie = self.headers.get("Cookie", "")
        if camera.ends_session:
            camera.ends_session -= 1
            camera.sessions.clear()
        if not any(f"sid={session}" in cookie for session in camera.sessions):
            self._answer(302, "", Location="/login.html")
            return
        if path == "/api/token":
            token = secrets.token_hex(8)
            camera.tokens.add(token)
            self._answer(200, {"t": token})
            return
        if self.command == "GET":
            if (own := camera.shown(sent)) is not None:
                self._answer(*own)
            else:
                self._show(path)
            return
        if camera.busy:
            camera.busy -= 1
            self._answer(200, {"ok": False, "error": "try later"})
            return
        token = self.headers.get("X-Token", "") or dict(parse_qsl(body)).get("token", "")
        if token not in camera.tokens:
            self._answer(200, {"ok": False, "error": "token"})
            return
        if camera.tokens_hold_once:
            camera.tokens.remove(token)
        if (own := camera.written(sent)) is not None:
            self._answer(*own)
        else:
            self._write(path, body)

    def _login(self, body: str) -> None:
        given = json.loads(body)
        if (given.get("u"), given.get("p")) != (self.camera.user, self.camera.password):
            self.camera.refused_logins += 1
            self._answer(200, {"ok": False})
            return
        session = secrets.token_hex(8)
        self.camera.sessions.add(session)
        self._answer(200, {"ok": True}, Set_Cookie=f"sid={session}; Path=/; HttpOnly")

    def _show(self, path: str) -> None:
        camera = self.camera
        if path == "/api/network":
            shown = {key: value for key, value in camera.network.items() if key not in camera.hides}
            self._answer(200, {"result": shown})
        elif path == "/api/users":
            self._answer(200, camera.users)
        elif path == "/security.html":
            rows = "".join(
                f'<input name="acl[rows][{n}][addr]" value="{row[0]}"><input name="acl[rows][{n}][len]" value="{row[1]}">'
                f'<select name="acl[rows][{n}][act]"><option value="1"{" selected" if row[2] == "1" else ""}>yes</option>'
                f'<option value="2"{" selected" if row[2] == "2" else ""}>no</option></select>'
                for n, row in enumerate(camera.hosts["rows"], start=1)
            )
            checked = " checked" if camera.hosts["on"] else ""
            self._answer(
                200,
                f'<form><input type="checkbox" name="acl[on]" value="yes"{checked}>'
                f'<input type="radio" name="acl[policy]" value="1"{" checked" if camera.hosts["policy"] == "1" else ""}>'
                f'<input type="radio" name="acl[policy]" value="2"{" checked" if camera.hosts["policy"] == "2" else ""}>{rows}</form>',
            )
        elif path == "/snmp.js":
            contact = json.dumps(camera.snmp["contact"])
            place = json.dumps(camera.snmp.get("location", ""))
            self._answer(200, f"var contact = {contact};\nvar v3 = {camera.snmp['v3']};\nvar location = {place};\n")
        else:
            self._answer(404, "")

    def _write(self, path: str, body: str) -> None:
        camera = self.camera
        if path == "/api/save":
            camera.saved = {"network": dict(camera.network), "hosts": dict(camera.hosts), "snmp": dict(camera.snmp)}
        elif camera.ignores_writes or path == "/api/network" and camera.sticks and not camera.network["mdns"]:
            pass
        elif path == "/api/restart":
            camera.restarts += 1
            if camera.restarts_well:
                camera.sessions.clear()
                camera.started = time.monotonic()
        elif path == "/api/network":
            # what is missing is reset
            camera.network = {
                "mdns": True,
                "hostname": "",
                "mtu": 1500,
                "vendor": {},
                "search": [],
                **json.loads(body)["set"],
            }
        elif path == "/api/users" and self.command == "DELETE":
            camera.users = [user for user in camera.users if user["name"] != json.loads(body)["who"]]
        elif path == "/api/users":
            given = json.loads(body)
            camera.users.append({"name": given["name"], "password": given["password"], "uid": len(camera.users) + 7})
        elif path == "/security.cgi":
            given = dict(parse_qsl(body, keep_blank_values=True))
            camera.hosts = {
                "on": given.get("acl[on]"),
                "policy": given.get("acl[policy]", "1"),
                "rows": [
                    tuple(given.get(f"acl[rows][{n}][{part}]", "") for part in ("addr", "len", "act"))
                    for n in range(1, 5)
                ],
            }
        elif path == "/snmp.cgi":
            given = dict(parse_qsl(body, keep_blank_values=True))
            if given.get("contact") == "refuse me":
                self._answer(200, {"ok": False, "error": f"bad value {html.escape(given['contact'])}"})
                return
            camera.snmp.update({key: value for key, value in given.items() if key in camera.snmp})
        elif path == "/api/account":
            given = json.loads(body)
            if given["old"] != camera.password:
                self._answer(200, {"ok": False, "error": "old password"})
                return
            camera.user, camera.password = given.get("name", camera.user), given.get("password", camera.password)
        else:
            self._answer(404, "")
            return
        self._answer(200, {"ok": True})
        if camera.dies_after is not None:
            camera.dies_after -= 1
            camera.dead = camera.dies_after <= 0


@contextmanager
def serving(camera: Nimbus) -> Iterator[Endpoint]:
    """Serve a camera on a free port; yields how to reach it."""
    server = ThreadingHTTPServer(("127.74.0.1", 0), _Handler)
    server.daemon_threads = True
    server.camera = camera  # type: ignore[attr-defined]  # read by the handler
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield Endpoint(
            host="127.74.0.1",
            port=server.server_address[1],
            user=USER,
            password=PASSWORD,
            allow_clear_text=True,
            timeout=30.0,
        )
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
