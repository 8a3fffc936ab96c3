# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the ONVIF tests share: a fleet, and a SOAP client that sends exactly what a test says, right or wrong."""

from __future__ import annotations

import base64
import hashlib
import http.client
import os
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

from netcam_emulator.testing import CameraControl, Fleet

from .conftest import ACCOUNT, ADMIN, NETWORK, PASSWORD

ONVIF = {"family": "onvif", **ACCOUNT}
SOAP12 = "http://www.w3.org/2003/05/soap-envelope"
WSS = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
NAMESPACES = {
    "tds": "http://www.onvif.org/ver10/device/wsdl",
    "tas": "http://www.onvif.org/ver10/advancedsecurity/wsdl",
    "trt": "http://www.onvif.org/ver10/media/wsdl",
    "tr2": "http://www.onvif.org/ver20/media/wsdl",
    "tt": "http://www.onvif.org/ver10/schema",
}
PATHS = {"tds": "device_service", "tas": "security_service", "trt": "media_service", "tr2": "media2_service"}


@contextmanager
def fleet_of(octet: int, **cameras: dict[str, Any]) -> Iterator[Fleet]:
    """Run cameras of these names at 127.x.<octet>.1 and up; each test file has an octet of its own."""
    listed = [
        {"restart_seconds": 0.1, **entry, "name": name.replace("_", "-"), "address": f"127.20.{octet}.{number}"}
        for number, (name, entry) in enumerate(cameras.items(), start=1)
    ]
    network = os.environ.get("NETCAM_EMULATOR_NETWORK", NETWORK)
    with Fleet({"cameras": listed}, network=network) as fleet:
        try:
            yield fleet
        finally:
            log = fleet.log_path.read_text(encoding="utf-8")
            assert "Traceback" not in log, log


@dataclass(frozen=True)
class Answer:
    """What came back; status 0 means that nothing did."""

    status: int
    headers: dict[str, list[str]]
    data: bytes

    @property
    def xml(self) -> ElementTree.Element:
        """The answer as XML."""
        return ElementTree.fromstring(self.data)

    def texts(self, name: str) -> list[str]:
        """Texts of all elements of this local name."""
        return [element.text or "" for element in self.xml.iter() if element.tag.rpartition("}")[2] == name]

    def text(self, name: str) -> str:
        """Text of the one element of this local name."""
        (found,) = self.texts(name)
        return found

    @property
    def fault(self) -> list[str]:
        """Code and subcodes of a fault, empty for a success."""
        return self.texts("Value") if self.data.startswith(b"<?xml") and b":Fault>" in self.data else []

    @property
    def ok(self) -> bool:
        """Done, says the camera."""
        return self.status == 200 and not self.fault

    @property
    def cut_off(self) -> bool:
        """The connection ended without an answer, or there was none."""
        return self.status == 0


def username_token(user: str, password: str, created: datetime | None = None, nonce: bytes | None = None) -> str:
    """A WS-UsernameToken with a password digest."""
    nonce = nonce or secrets.token_bytes(16)
    moment = (created or datetime.now(UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    proof = base64.b64encode(hashlib.sha1(nonce + moment.encode() + password.encode()).digest()).decode()
    return (
        f'<wsse:Security xmlns:wsse="{WSS}wssecurity-secext-1.0.xsd" xmlns:wsu="{WSS}wssecurity-utility-1.0.xsd">'
        f"<wsse:UsernameToken><wsse:Username>{user}</wsse:Username>"
        f'<wsse:Password Type="{WSS}username-token-profile-1.0#PasswordDigest">{proof}</wsse:Password>'
        f"<wsse:Nonce>{base64.b64encode(nonce).decode()}</wsse:Nonce><wsu:Created>{moment}</wsu:Created>"
        "</wsse:UsernameToken></wsse:Security>"
    )


def envelope(body: str, header: str = "") -> str:
    """A SOAP 1.2 message."""
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    inner = f"<s:Header>{header}</s:Header>" if header else ""
    return f'<s:Envelope xmlns:s="{SOAP12}"{declared}>{inner}<s:Body>{body}</s:Body></s:Envelope>'


class Soap:
    """Sends operations to a camera, with a UsernameToken unless told otherwise."""

    def __init__(self, camera: CameraControl, user: str = ADMIN, password: str = PASSWORD) -> None:
        self.camera, self.user, self.password = camera, user, password

    def as_(self, user: str, password: str = PASSWORD) -> Soap:
        """The same camera, another user."""
        return Soap(self.camera, user, password)

    def listener(self, kind: str = "http") -> tuple[str, int]:
        """Address and port of a listener as it is now."""
        found = [(a, p) for k, a, p, _unused in self.camera.state()["listeners"] if k == kind]
        return str(found[0][0]), int(found[0][1])

    def now(self) -> datetime:
        """The camera's clock, as its owner knows it."""
        return datetime.fromtimestamp(self.camera.state()["clock"], UTC)

    def call(self, operation: str, inside: str = "", **options: Any) -> Answer:
        """Call `tds:GetUsers` and the like; `inside` is XML with the prefixes above."""
        prefix = operation.partition(":")[0]
        header = options.pop("header", None)
        if header is None:
            header = username_token(self.user, self.password, self.now() if options.pop("skewed", False) else None)
        body = envelope(f"<{operation}>{inside}</{operation}>", header)
        return self.send(f"/onvif/{PATHS[prefix]}", body, **options)

    def send(self, path: str, body: str | bytes, *, source: str = "", headers: dict[str, str] | None = None) -> Answer:
        """Post anything."""
        address, port = self.listener()
        connection = http.client.HTTPConnection(
            address, port, timeout=60, source_address=(source, 0) if source else None
        )
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request("POST", path, data, {"Content-Type": "application/soap+xml", **(headers or {})})
            answer = connection.getresponse()
            named: dict[str, list[str]] = {}
            for name, value in answer.getheaders():
                named.setdefault(name.lower(), []).append(value)
            return Answer(answer.status, named, answer.read())
        except (ConnectionError, http.client.HTTPException):
            return Answer(0, {}, b"")
        finally:
            connection.close()


def protocol(name: str, enabled: bool, port: int) -> str:
    """An entry for SetNetworkProtocols."""
    return (
        f"<tds:NetworkProtocols><tt:Name>{name}</tt:Name><tt:Enabled>{str(enabled).lower()}</tt:Enabled>"
        f"<tt:Port>{port}</tt:Port></tds:NetworkProtocols>"
    )


def user(name: str, level: str, password: str | None = PASSWORD) -> str:
    """An entry for CreateUsers and SetUser."""
    secret = "" if password is None else f"<tt:Password>{password}</tt:Password>"
    return f"<tds:User><tt:Username>{name}</tt:Username>{secret}<tt:UserLevel>{level}</tt:UserLevel></tds:User>"


def moment(when: datetime) -> str:
    """`tds:UTCDateTime` for SetSystemDateAndTime."""
    return (
        f"<tds:UTCDateTime><tt:Time><tt:Hour>{when.hour}</tt:Hour><tt:Minute>{when.minute}</tt:Minute>"
        f"<tt:Second>{when.second}</tt:Second></tt:Time><tt:Date><tt:Year>{when.year}</tt:Year>"
        f"<tt:Month>{when.month}</tt:Month><tt:Day>{when.day}</tt:Day></tt:Date></tds:UTCDateTime>"
    )


def filter_(kind: str, *networks: str) -> str:
    """`tds:IPAddressFilter`."""
    entries = ""
    for network in networks:
        address, _unused, prefix = network.partition("/")
        tag = "IPv6Address" if ":" in address else "IPv4Address"
        entries += f"<tt:{tag}><tt:Address>{address}</tt:Address><tt:PrefixLength>{prefix}</tt:PrefixLength></tt:{tag}>"
    return f"<tds:IPAddressFilter><tt:Type>{kind}</tt:Type>{entries}</tds:IPAddressFilter>"


def fetch(url: str, data: bytes | None = None, content_type: str = "application/octet-stream") -> tuple[int, bytes]:
    """Get or post a file with HTTP Digest, as urllib does it."""
    passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, url, ADMIN, PASSWORD)
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPDigestAuthHandler(passwords)
    )
    headers = {"Content-Type": content_type} if data is not None else {}
    try:
        with opener.open(urllib.request.Request(url, data, headers), timeout=60) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def eventually(true: Any, seconds: float = 60.0) -> None:
    """Wait until a condition holds."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "not in time"
        time.sleep(0.02)


def ago(seconds: float, base: datetime | None = None) -> datetime:
    """A moment so many seconds before now, or before another moment."""
    return (base or datetime.now(UTC)) - timedelta(seconds=seconds)
