# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The CGI interface of one i-PRO camera: from an HTTP request to the command that answers it."""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web
from multidict import CIMultiDict

from ..accounts import Visitor
from ..reply import Reply
from ..services import HTTP, HTTPS
from . import commands, framing
from .certificates import Certificates
from .connection import Connection
from .hosts import Hosts
from .options import AW, IproOptions
from .quirks import Quirks
from .registration import register
from .registry import COMMANDS, Call, Command, File, Refused
from .state import IproState
from .unknown import ROLES
from .users import ADMIN, Users

if TYPE_CHECKING:
    from ..camera import Camera

LOG = logging.getLogger(__name__)
CGI = "/cgi-bin/"
#: What every request waits while a key is made: these cameras are slow then.
_BUSY_SECONDS = 0.02
_RANDOMNUM_USES = 20
commands.load()


class IproService:
    """Commands, state and quirks of one camera."""

    def __init__(self, camera: Camera, options: IproOptions, certificate: str) -> None:
        self.camera, self.options = camera, options
        self.quirks = Quirks(options.generation, options.quirks)
        self.users = Users(camera, options.password_classes)
        self.hosts = Hosts(camera)
        self.state = IproState(first=certificate if certificate in ("fleet_ca", "self_signed") else "")
        self.certificates = Certificates(self)
        self.connection = Connection(self)
        self._role_of = {name: role for role, name in options.commands.items()}
        self._randomnum, self._randomnum_uses = "", 0

    @property
    def registered(self) -> bool:
        """Whether the first administrator exists."""
        return bool(self.users.all())

    @property
    def user_authentication(self) -> bool:
        """Whether anybody but an administrator must log in."""
        return self.camera.store["users.authentication"] == "enable"

    # Life

    def starting(self) -> None:
        """Power on: a key that was being made is lost."""
        self.certificates.abandon()
        self._randomnum = ""

    def initialise(self) -> None:
        """Factory values."""
        self.state = IproState()
        self.certificates.abandon()

    def show(self) -> dict[str, Any]:
        """What a test wants to see, secrets included."""
        return {
            **self.state.as_dict(),
            "generation": self.options.generation,
            "dialect": self.options.dialect,
            "commands": dict(self.options.commands),
            "users": [vars(user) for user in self.users.all()],
            "in_force": self.certificates.kind_in_force,
            "generating": self.certificates.generating,
            "quirks": self.quirks.as_dict(),
        }

    def dump(self) -> dict[str, Any]:
        """State and quirks as plain data."""
        return {"state": self.state.as_dict(), "quirks": self.quirks.as_dict()}

    def restore(self, dumped: Mapping[str, Any]) -> None:
        """Put state and quirks back; a key that is being made is forgotten."""
        self.certificates.abandon()
        self.state = IproState(**dumped["state"])
        self.quirks.replace(dumped["quirks"])
        self.camera.certificate_number += 1

    # Requests

    async def answer(self, request: web.BaseRequest, peer: str) -> Reply:
        """Answer a request outside /onvif/."""
        if self.certificates.generating:
            self.camera.counters["requests_while_generating"] += 1
            await asyncio.sleep(_BUSY_SECONDS)
        name = request.path.removeprefix(CGI)
        if not self.registered:
            return await register(self, request, name)
        if name == request.path:
            return framing.form(self.camera.entry.model, "Live") if name == "/" else framing.error(404)
        command = self._command(name)
        level = ADMIN if command is None else command.level
        refusal = self._login(request, peer, level)
        if refusal is not None:
            return refusal
        if command is None or request.method not in command.methods:
            return framing.error(404)
        return await self._perform(command, await _call(self, request, peer))

    def _command(self, name: str) -> Command | None:
        if name in self._role_of:
            found = COMMANDS[self._role_of[name]]
        elif name in COMMANDS and name not in ROLES:
            found = COMMANDS[name]
        else:
            return None
        return found if found.confirmed or self.options.dialect == AW else None

    def _login(self, request: web.BaseRequest, peer: str, level: int) -> Reply | None:
        """Return what is answered to somebody who may not, None for somebody who may."""
        camera = self.camera
        if self.hosts.level_of(peer) > level:
            return framing.error(403)
        if level > ADMIN and not self.user_authentication:
            return None
        set_scheme = camera.store["http_server.auth_method"]
        header = request.headers.get("Authorization", "")
        given = header.partition(" ")[0].lower()
        schemes = ["digest", "basic"] if set_scheme == "digest_or_basic" else [set_scheme]
        scheme = given if given in schemes else schemes[0]
        visitor = camera.accounts.identify(scheme, request.method, request.raw_path, header)
        if visitor.failed:
            camera.login_failed(visitor.name, peer)
        if visitor.other_scheme:
            camera.counters["wrong_scheme"] += 1
        user = self.users.find(visitor.name) if visitor.name and not (visitor.failed or visitor.stale) else None
        if user is None:
            return self._challenge(schemes, visitor)
        camera.login_ok(request.transport)
        return framing.error(403) if user.level > level else None

    def _challenge(self, schemes: list[str], visitor: Visitor) -> Reply:
        headers: CIMultiDict[str] = CIMultiDict()
        for scheme in schemes:
            headers.add("WWW-Authenticate", self.camera.accounts.challenge(scheme, visitor.stale))
        return framing.error(401, headers)

    async def _perform(self, command: Command, call: Call) -> Reply:
        camera, counters = self.camera, self.camera.counters
        counters[f"ipro.{command.name}"] += 1
        if self._foreign(call):
            counters["refused_referers"] += 1
            return framing.error(403)
        if self._looks_like_a_browser(command, call):
            counters["refused_accept"] += 1
            return framing.error(400)
        if self.quirks["setters_render_forms"] and command.name.startswith("set_") and _only_looks(call):
            return framing.form(camera.entry.model, command.name)
        writes = command.writes(call)
        counters["writes" if writes else "reads"] += 1
        if writes and camera.faults.take("restart_mid_write"):
            return Reply(drop=True, after=lambda: camera.restart(hard=True))
        try:
            if writes and camera.faults.take("disk_full"):
                raise Refused("cannot store")
            outcome = await command.handler(call)
        except Refused as refusal:
            LOG.info("%s: %s refused: %s", camera.name, command.name, refusal)
            counters["refused_writes" if writes else "refused_reads"] += 1
            return self._refusal(call)
        reply = outcome if isinstance(outcome, Reply) else framing.lines(self.quirks, outcome)
        return self._then_move(reply) if writes else reply

    def _refusal(self, call: Call) -> Reply:
        how = self.quirks["refusal"]
        if how == "silent":
            return framing.lines(self.quirks, [])
        return framing.error(403, under=403 if how == "status" else 200)

    def _then_move(self, reply: Reply) -> Reply:
        """The listeners follow a write once its answer is out; the web server takes a short while for it."""
        camera = self.camera
        if reply.after is not None or camera.services.settled():
            return reply
        if camera.services.settled(HTTP, HTTPS):
            camera.services.sync()
            return reply
        return replace(reply, after=camera.services.move)

    def _foreign(self, call: Call) -> bool:
        """Referer check: a page of somebody else sends the browser here."""
        referer, host = call.request.headers.get("Referer", ""), call.request.headers.get("Host", "")
        checks = self.camera.store["http_server.referer_check"] == "enable"
        return checks and bool(referer) and urlsplit(referer).hostname != urlsplit(f"//{host}").hostname

    def _looks_like_a_browser(self, command: Command, call: Call) -> bool:
        """Security enhancement: a browser is told apart by its Accept header, and by knowing the random number or not."""
        wary = self.quirks["security_enhancement"] and command.name != "get_randomnum"
        return wary and "Accept" in call.request.headers and not self.right_randomnum(call)

    # Randomnum

    def new_randomnum(self) -> str:
        """The value that commands may carry now; another one when it has been used often."""
        if not self._randomnum or self._randomnum_uses >= _RANDOMNUM_USES:
            self._randomnum, self._randomnum_uses = secrets.token_hex(8).upper(), 0
        return self._randomnum

    def right_randomnum(self, call: Call) -> bool:
        """Whether a request carries the value; counts its use."""
        given = call.params.get("Randomnum", "")
        if not given or given != self._randomnum or self._randomnum_uses >= _RANDOMNUM_USES:
            return False
        self._randomnum_uses += 1
        return True


def _only_looks(call: Call) -> bool:
    return call.request.method == "GET" and not set(call.params) - {"Language", "Randomnum"}


async def _call(service: IproService, request: web.BaseRequest, peer: str) -> Call:
    """Parameters of the query and of the form, and files."""
    params, files = dict(request.query), {}
    if request.method == "POST":
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = File(value.filename, value.file.read())
            else:
                params[name] = str(value)
    return Call(service, service.camera, request, params, peer, files)
