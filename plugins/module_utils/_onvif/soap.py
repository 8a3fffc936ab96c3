# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""SOAP 1.2 over the session's own HTTP client: one call is one request, and the answer's body decides, not its status.

HTTP digest first: the client answers the camera's challenge, with the whole body in the first request. A camera that
asks for no HTTP login but refuses the call gets a WS-UsernameToken from then on. Each password is judged once: what
digest refused is not tried again as a token.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from .._client import Client
from .._errors import AuthenticationFailed, CameraAnswer, InvalidValue, NetcamError, Refused, Unsupported
from .._wire import MAX_ANSWER, Answer
from .auth import Now, credentials_of, security_header, utc_now
from .clock import clock_of
from .mtom import split
from .xml import NAMESPACES, Markup, Node, parse, tag

DEVICE_PATH = "/onvif/device_service"

_UNSUPPORTED_CODES = {"ActionNotSupported", "OptionalActionNotImplemented", "NotSupported", "UnknownAction"}
_UNSUPPORTED_WORDS = ("not implemented", "not supported", "unsupported", "no such operation", "not recognized")
_REFUSED_CODES = {"NotAuthorized", "FailedAuthentication", "Unauthorized", "InvalidSecurity", "InvalidSecurityToken"}
_REFUSED_CODES |= {"FailedCheck", "MessageExpired"}
_PREFIXES = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())


@dataclass(frozen=True)
class Fault:
    """A SOAP fault: its code and all subcodes (local names, outermost first), and the camera's words.

    C(challenged): the camera asked for an HTTP login once more, so the one that was sent has been judged.
    """

    codes: tuple[str, ...]
    reason: str
    status: int
    challenged: bool = False

    def says(self, *names: str) -> bool:
        """Whether one of its subcodes has one of these names."""
        return any(code in names for code in self.codes[1:])

    @property
    def refused(self) -> bool:
        """Whether it is about who is asking."""
        if _REFUSED_CODES.intersection(self.codes):
            return True
        return self.status == 401 and self._vague

    @property
    def unsupported(self) -> bool:
        """Whether the camera lacks the operation, in one of the shapes seen."""
        if _UNSUPPORTED_CODES.intersection(self.codes):
            return True
        words = self.reason.lower()
        return self._vague and (self.status == 501 or any(word in words for word in _UNSUPPORTED_WORDS))

    @property
    def _vague(self) -> bool:
        """Without a subcode the body says nothing: then the status and the words count."""
        return len(self.codes) < 2

    def __str__(self) -> str:
        codes = " / ".join(self.codes) or f"HTTP {self.status}"
        reason = " ".join(self.reason.split())[:200]
        return f"{codes} ({reason})" if reason else codes


class FaultAnswer(CameraAnswer):
    """The camera answered a call with a fault that is neither about the login nor about a missing operation."""

    def __init__(self, operation: str, fault: Fault) -> None:
        super().__init__(f"the camera refused {operation} with {fault}")
        self.operation = operation
        self.fault = fault


class OperationMissing(Unsupported):
    """The camera does not have an operation."""


@dataclass(frozen=True)
class Reply:
    """The element inside the body of an answer, and its attachments."""

    node: Node
    attachments: Mapping[str, bytes] = field(default_factory=dict)


def envelope(body: Markup, header: Markup | None = None) -> bytes:
    """A whole request."""
    head = tag("s:Header", header) if header is not None else ""
    text = f'<?xml version="1.0" encoding="UTF-8"?><s:Envelope{_PREFIXES}>{head}<s:Body>{body}</s:Body></s:Envelope>'
    return text.encode()


def _local(text: str | None) -> str:
    return (text or "").rpartition(":")[2].strip()


def fault_of(node: Node, status: int) -> Fault:
    """The fault out of a Fault element of SOAP 1.2 or 1.1."""
    codes: list[str] = []
    code = node.find("Code")
    while code is not None and len(codes) < 10:
        codes.append(_local(code.get("Value")))
        code = code.find("Subcode")
    if not codes:
        codes = [_local(node.get("faultcode"))]
    reason = node.get("Reason", "Text") or node.get("faultstring") or ""
    return Fault(tuple(code for code in codes if code), reason, status)


def body_of(root: Node) -> Node:
    """The element inside the SOAP body; an empty Node for an empty one. Raises CameraAnswer."""
    body = root.find("Body")
    if root.name != "Envelope" or body is None:
        raise CameraAnswer(
            "the camera answers XML that is not SOAP",
            hint="Does it speak ONVIF at this address, and is ONVIF enabled on it?",
        )
    return body.children[0] if body.children else Node("")


class Soap:
    """ONVIF calls to one camera within one session."""

    def __init__(self, client: Client, now: Now = utc_now) -> None:
        self.client = client
        self._now = now
        self._tokens = False
        self._offset: timedelta | None = None

    @property
    def method(self) -> str:
        """How the session proves who it is: digest, basic, token, or none so far."""
        return "token" if self._tokens else self.client.auth_method or "none"

    def forget_clock(self) -> None:
        """The camera's clock may have moved: read it again before the next token."""
        self._offset = None

    # -- calling ---------------------------------------------------------------------------------------------------

    def call(
        self,
        operation: Markup,
        path: str = DEVICE_PATH,
        *,
        resend: bool = True,
        token: bool = False,
        largest: int = MAX_ANSWER,
    ) -> Reply:
        """One call. C(token) sends a token although the camera did not ask for one; C(largest) bounds the answer, in bytes.

        Raises OperationMissing, AuthenticationFailed, Refused, FaultAnswer, CameraAnswer, and what the client raises.
        """
        name = operation[1:].split(None, 1)[0].rstrip("/>").split(">", 1)[0].partition(":")[2]
        how = {"resend": resend, "largest": largest}
        reply = self._send(name, operation, path, self._tokens or token, how)
        if isinstance(reply, Reply):
            return reply
        may = not (self._tokens or token or reply.challenged) and credentials_of(self.client) is not None
        if reply.refused and may:
            # no HTTP login was asked for (or it was taken, and is not enough): no password has been refused yet
            reply = self._send(name, operation, path, True, how)
            if isinstance(reply, Reply):
                self._tokens = True
                return reply
            if not reply.refused:
                self._tokens = True
        raise self._error(name, reply)

    def _send(self, name: str, operation: Markup, path: str, token: bool, how: Mapping[str, Any]) -> Reply | Fault:
        body = envelope(operation, self._header() if token else None)
        headers = {
            "Content-Type": f'application/soap+xml; charset=utf-8; action="{_action(operation, name)}"',
            "Accept": "application/soap+xml, text/xml, multipart/related",
        }
        answer = self.client.request("POST", path, body=body, headers=headers, judge=False, **how)
        return self._judged(answer, name, path)

    def _header(self) -> Markup | None:
        pair = credentials_of(self.client)
        if pair is None:
            return None
        if self._offset is None:
            self._offset = self._read_offset()
        return security_header(*pair, self._offset, self._now)

    def _read_offset(self) -> timedelta:
        """How far the camera's clock is ahead; zero where it does not say."""
        try:
            answer = self._send("GetSystemDateAndTime", tag("tds:GetSystemDateAndTime"), DEVICE_PATH, False, {})
        except (CameraAnswer, Unsupported):
            return timedelta(0)
        moment = clock_of(answer.node).utc if isinstance(answer, Reply) else None
        return timedelta(0) if moment is None else moment - self._now()

    def learn_clock(self, offset: timedelta) -> None:
        """Take the offset from an answer that was read for another reason."""
        self._offset = offset

    # -- judging ---------------------------------------------------------------------------------------------------

    def _judged(self, answer: Answer, name: str, path: str) -> Reply | Fault:
        """The body decides; the status only where the body is no SOAP."""
        try:
            xml, attachments = split(answer.content, answer.headers.get("content-type", ""))
            node = body_of(parse(xml))
        except CameraAnswer:
            return self._not_soap(answer, name, path)
        if node.name == "Fault":
            return replace(fault_of(node, answer.status), challenged=_challenged(answer))
        if node.name != f"{name}Response" and (node.name or answer.status >= 300):
            if answer.status >= 400:
                return Fault((), "", answer.status, _challenged(answer))
            raise CameraAnswer(f"the camera answered {name} with {node.name or 'nothing'}")
        return Reply(node, attachments)

    def _not_soap(self, answer: Answer, name: str, path: str) -> Fault:
        if answer.status in (401, 501):
            return Fault((), "", answer.status, _challenged(answer))
        if answer.status == 403:
            raise Refused(
                f"the camera at {self.client.url} answers 403: its host access restrictions or its ONVIF settings prohibit this host",
                setting="[Host Access Restrictions]",
                hint="Authorize this host on the camera, enable ONVIF there, or run from an authorized host.",
            )
        if answer.status in (404, 405, 410):
            raise OperationMissing(
                f"there is no ONVIF service at {self.client.url}{path.partition('?')[0]}",
                hint="Enable ONVIF on the camera's own page, or check the address.",
            )
        if answer.status >= 300:
            raise CameraAnswer(
                f"the camera answers {name} with HTTP {answer.status} and no SOAP",
                hint="It may be overloaded, starting, or have ONVIF disabled; run again later.",
            )
        # raises the parser's own error, which says what is wrong with the XML
        body_of(parse(split(answer.content, answer.headers.get("content-type", ""))[0]))
        return Fault((), "", answer.status)

    def _error(self, name: str, fault: Fault) -> NetcamError:
        if fault.refused:
            user = self.client.user
            if user is None:
                return AuthenticationFailed(
                    f"the camera at {self.client.url} asks for a login, but no credentials are given",
                    hint="Set ansible_user and ansible_password.",
                )
            return AuthenticationFailed(
                f"the camera refuses {name} to {user!r} at {self.client.url}",
                hint="The password is wrong, or the account is not an ONVIF administrator (some cameras keep ONVIF users "
                "apart from those of their page). Each password is tried once only, so that no account is locked.",
            )
        if fault.unsupported:
            return OperationMissing(f"the camera does not have the operation {name}: {fault}")
        return FaultAnswer(name, fault)


def _challenged(answer: Answer) -> bool:
    return answer.status == 401 and bool(answer.headers.get("www-authenticate"))


def _action(operation: Markup, name: str) -> str:
    prefix = operation[1:].partition(":")[0]
    if prefix not in NAMESPACES:
        raise InvalidValue(f"operation {name} is in no known namespace")
    return f"{NAMESPACES[prefix]}/{name}"
