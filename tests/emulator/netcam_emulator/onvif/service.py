# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The ONVIF service of one camera: from an HTTP request to the operation that answers it."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from aiohttp import web
from multidict import CIMultiDict

from ..ipro.models import maker
from ..models import FAMILIES
from ..reply import Reply, page
from ..store import Values
from . import features, hostile, mtom, names, operations
from .dispatch import perform
from .fault import Fault, Unauthorized, receiver, sender
from .files import Files
from .keystore import Keystore
from .login import Login
from .options import OnvifOptions
from .quirks import Quirks
from .registry import ADMINISTRATOR, OPERATIONS, OPERATOR, Access, Call, Operation
from .state import Account, OnvifState
from .users import IproUsers, Users
from .xml import Reader, envelope, fault_body, parse, split

if TYPE_CHECKING:
    from ..camera import Camera

LOG = logging.getLogger(__name__)
operations.load()


@dataclass(frozen=True)
class Limits:
    """What the camera takes as accounts."""

    users: int
    shortest_name: int
    longest_name: int
    shortest_password: int
    longest_password: int


class OnvifService:
    """Service, state and quirks of one camera."""

    def __init__(self, camera: Camera, options: OnvifOptions) -> None:
        self.camera, self.options = camera, options
        entry = camera.entry
        self.quirks = Quirks(options.quirks)
        self.login = Login(entry.model, options, entry.nonce_uses, entry.nonce_seconds)
        self.users = Users(self) if entry.ipro_options is None else IproUsers(self)
        self.files = Files(self)
        self.keystore = Keystore(self)
        self.state = OnvifState()
        if options.users == "separate":
            name, password = options.account.get("name", ""), options.account.get("password", "")
            if not name:
                name, password = entry.initial_account
            self.state.accounts = [vars(Account(name, password, ADMINISTRATOR))] if name else []

    # What operations need to know

    @property
    def is_canon(self) -> bool:
        """Whether a Canon Setting Page stands beside ONVIF."""
        return self.camera.entry.family in FAMILIES

    @property
    def maker(self) -> str:
        """The maker's name."""
        ipro = self.camera.entry.ipro_options
        if ipro is not None:
            return maker(ipro.generation)
        return "Canon" if self.is_canon else "Netcam Emulator"

    @property
    def limits(self) -> Limits:
        """Limits of accounts."""
        if self.is_canon:
            return Limits(self.users.rows + 1, 5, 15, 8, 32 if self.camera.is_2022 else 31)
        if self.camera.ipro is not None:
            return Limits(self.users.rows, 1, 32, 8, 32)
        return Limits(10, 1, 32, 8, 64)

    @property
    def ntp_servers(self) -> int:
        """How many NTP servers the camera can hold."""
        return 1 if self.is_canon or self.camera.ipro is not None else 3

    @property
    def hashing(self) -> list[str]:
        """Algorithms of HTTP Digest in force."""
        return self.state.hashing or list(self.options.digest_algorithms)

    def has(self, feature: str) -> bool:
        """Whether the camera has a feature."""
        return feature not in self.options.without

    def has_operation(self, operation: Operation) -> bool:
        """Whether the camera has an operation."""
        service = next(feature for _p, name, _v, feature in features.SERVICES if name == operation.namespace)
        return self.has(service) and self.has(operation.feature)

    def utc(self) -> datetime:
        """The camera's clock."""
        return self.camera.now().astimezone(UTC)

    def write_cells(self, cells: Values) -> None:
        """Write settings of the camera and save them; ONVIF has no save of its own."""
        self.camera.keep(cells)

    def write(self, settings: Mapping[str, str]) -> None:
        """The same for settings that exist once."""
        self.write_cells({(id_, 0): value for id_, value in settings.items() if id_ in self.camera.store.items})

    def written(self, id_: str) -> str:
        """A setting as it was last written, in force or not; empty when this family does not have it."""
        return self.camera.store.written.get((id_, 0), "")

    # Life

    def starting(self) -> None:
        """Before the camera loads its settings: what waited for a reboot is done."""
        self.login.forget()
        self.files.forget()
        waiting, self.state.pending = self.state.pending, []
        for namespace, name, xml in waiting:
            operation = OPERATIONS[(namespace, name)]
            call = Call(self, self.camera, Reader(ElementTree.fromstring(xml), namespace))
            try:
                operation.handler(call)
            except Fault as fault:
                LOG.info("%s: %s after the reboot: %s", self.camera.name, name, fault)

    def initialise(self, keep: bool) -> None:
        """Factory values; `keep` (a soft default) spares what leads to the camera: separate users and their levels."""
        fresh = OnvifState()
        if keep:
            fresh.accounts, fresh.levels = self.state.accounts, self.state.levels
        self.state = fresh

    @property
    def discoverable(self) -> bool:
        """Whether the camera answers WS-Discovery."""
        return self.state.discoverable or not self.has("discovery")

    def show(self) -> dict[str, Any]:
        """What a test wants to see, passwords included."""
        listeners = [list(service) for service in self.camera.services.discovery]
        users = [vars(account) for account in self.users.all()]
        return {
            **self.state.as_dict(),
            "users": users,
            "quirks": self.quirks.as_dict(),
            "auth": self.options.auth,
            "listeners": listeners,
        }

    def dump(self) -> dict[str, Any]:
        """State and quirks as plain data."""
        return {"state": self.state.as_dict(), "quirks": self.quirks.as_dict()}

    def restore(self, dumped: Mapping[str, Any]) -> None:
        """Put state and quirks back."""
        shown = self.state.keystore
        self.state = OnvifState(**dumped["state"])
        self.quirks.replace(dumped["quirks"])
        self.login.forget()
        if self.state.keystore != shown:
            self.keystore.changed()

    # Requests

    async def answer(self, request: web.BaseRequest, peer: str) -> Reply:
        """Answer a request under /onvif/."""
        namespace = features.NAMESPACE_OF.get(request.path)
        if namespace is None:
            return await self.files.answer(request, peer)
        if request.method != "POST":
            return page("405 Method Not Allowed", 405, {"Allow": "POST"})
        data = await request.read()
        if not data and "Authorization" not in request.headers and self.quirks.on("closes_on_empty_body"):
            return Reply(drop=True)
        shown = ""
        try:
            if not data and self.login.takes_digest:
                raise Unauthorized
            message, parts = mtom.unpack(request.headers.get("Content-Type", ""), data)
            header, body = parse(message)
            operation = self._operation(namespace, body)
            shown = operation.name
            user = self.identify(request, peer, header, operation.access)
            call = Call(self, self.camera, Reader(body, namespace), user, peer, self.base(request), parts=parts)
            return self._success(call, operation, request)
        except Unauthorized as refusal:
            return self.unauthorized(refusal, shown)
        except Fault as fault:
            return self._fault(fault, shown)

    def base(self, request: web.BaseRequest) -> str:
        """Scheme, address and port of this camera, as the client came; or what a quirk says."""
        wrong = self.quirks.text("wrong_xaddr")
        if wrong:
            return wrong
        address, port = request.transport.get_extra_info("sockname")[:2] if request.transport else ("", 0)
        host = f"[{address}]" if ":" in address else address
        return f"{request.scheme}://{host}" + ("" if port == {"http": 80, "https": 443}[request.scheme] else f":{port}")

    def identify(self, request: web.BaseRequest, peer: str, header: ElementTree.Element | None, access: Access) -> str:
        """Return the user who asks, empty when nobody need be; raises Unauthorized, Fault."""
        if access is Access.PRE_AUTH or not self.users.all() and not self.is_canon:
            return ""  # without any account a conformant camera is open until the first one is made
        if self.quirks.on("open_reads") and not access.writes:
            return ""
        if self.camera.ipro is not None and not self.camera.ipro.user_authentication and access.admits(OPERATOR):
            return ""  # the user authentication of i-PRO cameras covers ONVIF: off, only administrators log in

        def failed(name: str) -> None:
            self.camera.login_failed(name, peer)

        credentials = request.headers.get("Authorization", "")
        password_of = self.users.password_of
        user = self.login.by_digest(self.hashing, request.method, request.raw_path, credentials, password_of, failed)
        if user is None:
            user = self.login.by_token(header, self.utc(), password_of, failed)
        if user is None:
            raise Unauthorized
        self.camera.login_ok(request.transport)
        if not access.admits(self.users.level_of(user)):
            raise sender("ter:NotAuthorized", reason="The user's level does not allow this operation")
        return user

    def unauthorized(self, refusal: Unauthorized, shown: str) -> Reply:
        """401 with challenges where the camera speaks Digest, else a fault."""
        fault = sender("ter:NotAuthorized", reason="Sender not Authorized")
        if self.login.takes_digest and not refusal.by_token:
            headers: CIMultiDict[str] = CIMultiDict()
            for challenge in self.login.challenges(self.hashing, refusal.stale):
                headers.add("WWW-Authenticate", challenge)
            return self._reply(envelope(fault_body(fault)), 401, headers, shown=shown)
        return self._fault(fault, shown)

    def _operation(self, namespace: str, body: ElementTree.Element) -> Operation:
        operation = OPERATIONS.get(split(body.tag)) if split(body.tag)[0] == namespace else None
        if operation is None or not self.has_operation(operation):
            raise receiver("ter:ActionNotSupported", reason=f"Not supported: {split(body.tag)[1]}")
        return operation

    def _success(self, call: Call, operation: Operation, request: web.BaseRequest) -> Reply:
        kind = self.quirks.shape("hostile_xml", operation.name)
        if kind:
            return hostile.reply(kind, operation)
        outcome = perform(self, call, operation, request)
        if outcome.drop:
            return outcome
        prefix = names.PREFIX_OF[operation.namespace]
        inside = f"{prefix}:{operation.name}Response"
        body = f"<{inside}>{outcome.body!s}</{inside}>"
        status = self.quirks.number("answer_status") or 200
        reply = self._reply(envelope(body), status, {}, outcome, operation.name)
        if not call.attachments:
            return reply
        packed, kind = mtom.pack(str(reply.body), call.attachments)
        return replace(reply, body=packed, content_type=kind)

    def _fault(self, fault: Fault, shown: str) -> Reply:
        self.camera.counters["onvif_faults"] += 1
        status = self.quirks.number("fault_status") or fault.status
        return self._reply(envelope(fault_body(fault)), status, {}, shown=shown)

    def _reply(
        self, text: str, status: int, headers: Mapping[str, str], outcome: Reply | None = None, shown: str = ""
    ) -> Reply:
        if self.quirks.on("soap11"):
            text = text.replace(names.SOAP12, names.SOAP11)
        if self.quirks.on("wrong_namespace"):
            text = text.replace("<tt:", "<tds:").replace("</tt:", "</tds:")
        after = outcome.after if outcome else None
        return Reply(text, status, "application/soap+xml", headers, after, label=shown)
