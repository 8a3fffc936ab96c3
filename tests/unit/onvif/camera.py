# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A camera made of paper: stands where the HTTP client stands, answers ONVIF calls out of a dictionary.

A test says what differs from an ordinary camera; everything the driver sends is kept in C(sent).
"""

from __future__ import annotations

import base64
import hashlib
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.onvif import OnvifDriver
from ansible_collections.netcam.hardening.plugins.module_utils._wire import Answer

SOAP = "http://www.w3.org/2003/05/soap-envelope"
SOAP11 = "http://schemas.xmlsoap.org/soap/envelope/"
TDS = "http://www.onvif.org/ver10/device/wsdl"
TRT = "http://www.onvif.org/ver10/media/wsdl"
TR2 = "http://www.onvif.org/ver20/media/wsdl"
TAS = "http://www.onvif.org/ver10/advancedsecurity/wsdl"
TT = "http://www.onvif.org/ver10/schema"
TER = "http://www.onvif.org/ver10/error"

ADMIN = ("admin", "Right-Pass-1")
PRE_AUTH = {"GetServices", "GetServiceCapabilities", "GetCapabilities", "GetSystemDateAndTime", "GetHostname"}
NOON = datetime(2026, 11, 22, 12, 0, 0, tzinfo=UTC)

NETWORK = {"IPFilter": "true", "ZeroConfiguration": "true", "NTP": "1"}
SYSTEM = {"HttpFirmwareUpgrade": "true", "HttpSystemBackup": "true", "HttpSystemLogging": "true"}
SECURITY = {"MaxUsers": "8", "MaxUserNameLength": "32", "MaxPasswordLength": "32"}


@dataclass
class Fault:
    """A fault to answer with: subcodes below the code, the words, the HTTP status."""

    subcodes: tuple[str, ...] = ()
    code: str = "Sender"
    reason: str = "no"
    status: int = 400

    def body(self) -> str:
        inner = ""
        for name in reversed(self.subcodes):
            inner = f"<s:Subcode><s:Value>ter:{name}</s:Value>{inner}</s:Subcode>"
        return (
            f"<s:Fault><s:Code><s:Value>s:{self.code}</s:Value>{inner}</s:Code>"
            f'<s:Reason><s:Text xml:lang="en">{self.reason}</s:Text></s:Reason></s:Fault>'
        )


def fault(*subcodes: str, **more: Any) -> Fault:
    """Short for a fault with these subcodes."""
    return Fault(subcodes=subcodes, **more)


@dataclass
class Sent:
    """One request the driver sent: operation, path, the element in the body, whether it carried a token."""

    operation: str
    path: str
    body: ET.Element
    token: bool
    raw: bytes = field(repr=False, default=b"")

    def texts(self, name: str) -> list[str]:
        """Text of all elements of this local name, in order."""
        return [element.text or "" for element in self.body.iter() if local(element) == name]

    def names(self) -> list[str]:
        """Local names of everything in it, in order."""
        return [local(element) for element in self.body.iter()]


def local(element: ET.Element) -> str:
    """Its name without namespace."""
    return element.tag.rpartition("}")[2]


def envelope(body: str, soap: str = SOAP) -> bytes:
    """An answer."""
    spaces = f'xmlns:s="{soap}" xmlns:tds="{TDS}" xmlns:trt="{TRT}" xmlns:tr2="{TR2}" xmlns:tt="{TT}" xmlns:ter="{TER}"'
    spaces += f' xmlns:tas="{TAS}"'
    return f'<?xml version="1.0"?><s:Envelope {spaces}><s:Body>{body}</s:Body></s:Envelope>'.encode()


def attributes(words: Mapping[str, str]) -> str:
    """XML attributes."""
    return "".join(f' {name}="{value}"' for name, value in words.items())


def services(
    network: Mapping[str, str], system: Mapping[str, str], security: Mapping[str, str], media: str, more: str = ""
) -> str:
    """A GetServicesResponse; C(media) is trt, tr2 or empty."""
    device = (
        f"<tds:Service><tds:Namespace>{TDS}</tds:Namespace><tds:XAddr>http://10.9.9.9:8899/onvif/device_service</tds:XAddr>"
        f"<tds:Capabilities><tds:Capabilities><tds:Network{attributes(network)}/><tds:Security{attributes(security)}/>"
        f"<tds:System{attributes(system)}/></tds:Capabilities></tds:Capabilities>"
        "<tds:Version><tt:Major>24</tt:Major><tt:Minor>12</tt:Minor></tds:Version></tds:Service>"
    )
    other = ""
    if media:
        space = {"trt": TRT, "tr2": TR2}[media]
        other = (
            f"<tds:Service><tds:Namespace>{space}</tds:Namespace><tds:XAddr>http://10.9.9.9:8899/onvif/{media}</tds:XAddr>"
            f"<tds:Capabilities><{media}:Capabilities><{media}:ProfileCapabilities/>"
            f'<{media}:StreamingCapabilities RTPMulticast="true"/></{media}:Capabilities></tds:Capabilities>'
            "<tds:Version><tt:Major>2</tt:Major><tt:Minor>60</tt:Minor></tds:Version></tds:Service>"
        )
    return f"<tds:GetServicesResponse>{device}{other}{more}</tds:GetServicesResponse>"


#: The Security service, as GetServices lists it.
SECURITY_SERVICE = (
    f"<tds:Service><tds:Namespace>{TAS}</tds:Namespace><tds:XAddr>http://10.9.9.9:8899/onvif/security</tds:XAddr>"
    "<tds:Version><tt:Major>24</tt:Major><tt:Minor>12</tt:Minor></tds:Version></tds:Service>"
)


def date_and_time(
    moment: datetime | None, mode: str = "Manual", zone: str | None = "UTC0", summer: str = "false"
) -> str:
    """A GetSystemDateAndTimeResponse."""
    zoned = f"<tt:TimeZone><tt:TZ>{zone.replace('<', '&lt;')}</tt:TZ></tt:TimeZone>" if zone is not None else ""
    utc = ""
    if moment is not None:
        utc = (
            f"<tt:UTCDateTime><tt:Time><tt:Hour>{moment.hour}</tt:Hour><tt:Minute>{moment.minute}</tt:Minute>"
            f"<tt:Second>{moment.second}</tt:Second></tt:Time><tt:Date><tt:Year>{moment.year}</tt:Year>"
            f"<tt:Month>{moment.month}</tt:Month><tt:Day>{moment.day}</tt:Day></tt:Date></tt:UTCDateTime>"
        )
    return (
        f"<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>{mode}</tt:DateTimeType>"
        f"<tt:DaylightSavings>{summer}</tt:DaylightSavings>{zoned}{utc}"
        "</tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>"
    )


def protocols(*entries: tuple[str, str, tuple[int, ...]]) -> str:
    """A GetNetworkProtocolsResponse."""
    inner = "".join(
        f"<tds:NetworkProtocols><tt:Name>{name}</tt:Name><tt:Enabled>{enabled}</tt:Enabled>"
        + "".join(f"<tt:Port>{port}</tt:Port>" for port in ports)
        + "</tds:NetworkProtocols>"
        for name, enabled, ports in entries
    )
    return f"<tds:GetNetworkProtocolsResponse>{inner}</tds:GetNetworkProtocolsResponse>"


ORDINARY_PROTOCOLS = (("HTTP", "true", (80, 8080)), ("HTTPS", "false", (443,)), ("RTSP", "true", (554,)))

Answering = str | Fault | bytes | Exception | Callable[[Sent], Any]


class PaperCamera:
    """The HTTP client's side of an ONVIF camera. C(login) is digest, token, or open.

    With C(open_reads) nobody is asked for a login by a call that only reads.
    """

    def __init__(self, login: str = "digest", open_reads: bool = False, **answers: Answering) -> None:
        self.login = login
        self.open_reads = open_reads
        self.users: dict[str, tuple[str, str]] = {ADMIN[0]: (ADMIN[1], "Administrator")}
        self.clock = NOON
        self.window: timedelta | None = None
        self.network, self.system, self.security = dict(NETWORK), dict(SYSTEM), dict(SECURITY)
        self.media = ""
        self.more_services = ""
        self.answers: dict[str, Answering] = {
            "GetNetworkProtocols": protocols(*ORDINARY_PROTOCOLS),
            "GetDeviceInformation": "<tds:GetDeviceInformationResponse><tds:Manufacturer>ACME</tds:Manufacturer>"
            "<tds:Model>Eye 1</tds:Model><tds:FirmwareVersion>1.2.3</tds:FirmwareVersion><tds:SerialNumber>7</tds:SerialNumber>"
            "<tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>",
            "RemoveScopes": fault("InvalidArgVal", "NoScope"),
            **answers,
        }
        self.sent: list[Sent] = []
        self.files: dict[tuple[str, str], tuple[int, bytes]] = {}
        self.uploads: list[tuple[str, bytes]] = []
        self.nonces: set[str] = set()
        self.refused_logins = 0
        # what the driver sees of the client
        self.url = "http://192.0.2.7:80"
        self.user: str | None = None
        self.read_only = self.unproven = False
        self.auth_method: str | None = None
        self.credentials: tuple[str, str] | None = None
        self.endpoint = SimpleNamespace(timeout=10.0, allow_clear_text=False)
        self.clear_text = True
        self.host = "192.0.2.7"

    # -- the client's side -----------------------------------------------------------------------------------------

    def login_as(self, user: str, password: str) -> None:
        self.user = user
        self.auth_method = None
        self.credentials = (user, password)

    def logout(self) -> None:
        self.user = self.auth_method = self.credentials = None

    def close(self) -> None:
        pass

    def request(self, method: str, path: str, **more: Any) -> Answer:
        body = more.get("body") or b""
        if (method, path) in self.files:
            self.uploads.append((path, body))
            status, content = self.files[method, path]
            return Answer(status, content, {})
        root = ET.fromstring(body)
        element = next(iter(root.find(f"{{{SOAP}}}Body") or []))
        header = root.find(f"{{{SOAP}}}Header")
        sent = Sent(local(element), path, element, header is not None, body)
        self.sent.append(sent)
        free = sent.operation in PRE_AUTH or (self.open_reads and sent.operation.startswith("Get"))
        refusal = None if free else self._refusal(header)
        if refusal is not None:
            return refusal
        return self._answer(sent)

    def _refusal(self, header: ET.Element | None) -> Answer | None:
        if self.login == "open" and header is None:
            return None
        name, password = self.credentials or (None, None)
        if self.login == "digest":
            if name is not None and self.users.get(name, ("",))[0] == password:
                self.auth_method = "digest"
                return None
            self.auth_method = "digest" if name is not None else None
            self.refused_logins += name is not None
            return Answer(401, b"<html>401</html>", {"www-authenticate": 'Digest realm="camera"'})
        not_authorized = Answer(400, envelope(fault("NotAuthorized").body()), {})
        if header is None:
            return not_authorized
        words = {local(element): element.text or "" for element in header.iter()}
        known = self.users.get(words["Username"])
        nonce = base64.b64decode(words["Nonce"])
        digest = hashlib.sha1(nonce + words["Created"].encode() + (known[0] if known else "").encode()).digest()
        created = datetime.fromisoformat(words["Created"])
        late = self.window is not None and abs(created - self.clock) > self.window
        if (
            known is None
            or base64.b64encode(digest).decode() != words["Password"]
            or late
            or words["Nonce"] in self.nonces
        ):
            self.refused_logins += 1
            return not_authorized
        self.nonces.add(words["Nonce"])
        return None

    # -- the camera's side -----------------------------------------------------------------------------------------

    def _answer(self, sent: Sent) -> Answer:
        found: Any = self.answers.get(sent.operation)
        if found is None:
            found = getattr(self, f"_{sent.operation}", None) or fault(
                "ActionNotSupported", code="Receiver", status=500
            )
        if callable(found):
            found = found(sent)
        if isinstance(found, Exception):
            raise found
        if isinstance(found, Answer):
            return found
        if isinstance(found, Fault):
            return Answer(found.status, envelope(found.body()), {})
        if isinstance(found, bytes):
            return Answer(200, found, {})
        return Answer(200, envelope(found), {})

    def _GetServices(self, _sent: Sent) -> str:
        return services(self.network, self.system, self.security, self.media, self.more_services)

    def _GetSystemDateAndTime(self, _sent: Sent) -> str:
        return date_and_time(self.clock)

    def _GetUsers(self, _sent: Sent) -> str:
        inner = "".join(
            f"<tds:User><tt:Username>{name}</tt:Username><tt:UserLevel>{level}</tt:UserLevel></tds:User>"
            for name, (_password, level) in self.users.items()
        )
        return f"<tds:GetUsersResponse>{inner}</tds:GetUsersResponse>"

    def _CreateUsers(self, sent: Sent) -> str | Fault:
        for name, password, level in zip(
            sent.texts("Username"), sent.texts("Password"), sent.texts("UserLevel"), strict=True
        ):
            if name.lower() in {known.lower() for known in self.users}:
                return fault("OperationProhibited", "UsernameClash")
            self.users[name] = (password, level)
        return "<tds:CreateUsersResponse/>"

    def _SetUser(self, sent: Sent) -> str:
        for name, password, level in zip(
            sent.texts("Username"), sent.texts("Password"), sent.texts("UserLevel"), strict=True
        ):
            self.users[name] = (password, level)
        return "<tds:SetUserResponse/>"

    def _DeleteUsers(self, sent: Sent) -> str:
        for name in sent.texts("Username"):
            del self.users[name]
        return "<tds:DeleteUsersResponse/>"

    def _SetNetworkProtocols(self, sent: Sent) -> str:
        entries = []
        for element in sent.body:
            ports = tuple(int(child.text or "") for child in element if local(child) == "Port")
            words = {local(child): child.text or "" for child in element}
            entries.append((words["Name"], words["Enabled"], ports))
        self.answers["GetNetworkProtocols"] = protocols(*entries)
        return "<tds:SetNetworkProtocolsResponse/>"

    # -- questions of tests ----------------------------------------------------------------------------------------

    def operations(self) -> list[str]:
        """Operations called, in order."""
        return [sent.operation for sent in self.sent]

    def last(self, operation: str) -> Sent:
        """The last call of an operation."""
        return next(sent for sent in reversed(self.sent) if sent.operation == operation)


def driver_for(camera: PaperCamera, user: tuple[str, str] | None = ADMIN, now: datetime = NOON) -> OnvifDriver:
    """The driver on this camera, with a clock that stands still."""
    if user is not None:
        camera.login_as(*user)
    return OnvifDriver(camera, lambda _text: None, now=lambda: now, sleep=lambda _seconds: None)  # type: ignore[arg-type]


def logged_in(camera: PaperCamera) -> OnvifDriver:
    """The driver after its login."""
    driver = driver_for(camera)
    driver.log_in()
    return driver
