# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A camera made of paper: stands where the HTTP client stands and answers as the reference says an i-PRO camera does.

A test says what differs from an ordinary camera; everything the driver sends is kept in C(sent).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.x509.oid import NameOID

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.ipro import IproDriver
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConnectionLost,
    Refused,
)
from ansible_collections.netcam.hardening.plugins.module_utils._ipro.commands import Commands
from ansible_collections.netcam.hardening.plugins.module_utils._ipro.profile import load_command_profile
from ansible_collections.netcam.hardening.plugins.module_utils._profiles.ipro_wv import COMMANDS
from ansible_collections.netcam.hardening.plugins.module_utils._wire import Answer

ADMIN = ("site-admin", "Kx82GateWz91")
#: As recorded from a WV-S1111 with firmware 1.20, shortened.
INFO = {
    "MAC": "BC-C3-42-2D-53-57", "SERIAL": "QBV16988", "VERSION": "1.20", "NAME": "WV-S1111", "sAlarm": "OFF",
    "PRODUCT_NAME": "WV-S1111",
}  # fmt: skip
RANDOM = "0123456789ABCDEF"
USER_PROFILE = {
    "profile_version": 1,
    "name": "lab",
    "family": "ipro_wv",
    "driver": "ipro",
    "commands": {
        "crt_key_generate": {"method": "GET", "path": "/cgi-bin/lab_key", "params": {"size": "{key_size}"}},
        "self_signed_generate": {
            "method": "POST", "path": "/cgi-bin/lab_self",
            "form": {"cn": "{common_name}", "c": "{country}", "st": "{state}", "l": "{locality}", "o": "{organization}",
                     "ou": "{organizational_unit}"},
        },
        "csr_generate": {
            "method": "POST", "path": "/cgi-bin/lab_csr",
            "form": {"cn": "{common_name}", "c": "{country}", "st": "{state}", "l": "{locality}", "o": "{organization}",
                     "ou": "{organizational_unit}"},
        },
        "csr_fetch": {"method": "GET", "path": "/cgi-bin/lab_fetch"},
    },
}  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """One request: method, path without query, all its fields, and the file of a multipart form."""

    method: str
    path: str
    fields: Mapping[str, str]
    file: tuple[str, bytes] | None = None
    user: str | None = None

    @property
    def name(self) -> str:
        """The command."""
        return self.path.removeprefix("/cgi-bin/")


def error_page(status: int, words: str) -> bytes:
    """A bare HTML page, as recorded."""
    return f"<HTML><HEAD><TITLE>{status} {words}</TITLE></HEAD><BODY><H1>{words}</H1></BODY></HTML>".encode()


REGISTRATION = (
    b'<html><head><title>Administrator registration</title></head><body><form action="/cgi-bin/user.cgi" method="post">'
    b'<input type="text" name="name"><input type="password" name="password"><input type="password" name="repassword">'
    b"</form></body></html>"
)


@dataclass
class Paper:
    """State of the camera, and its peculiarities."""

    dialect: bool = True
    users: dict[str, tuple[str, str]] = field(default_factory=lambda: {ADMIN[0]: (ADMIN[1], "1")})
    info: dict[str, str] = field(default_factory=lambda: dict(INFO))
    auth: dict[str, str] = field(
        default_factory=lambda: {"defauth": "0", "userauth": "0", "auth_type": "1", "auth_wait_time": "0"}
    )
    hosts: list[tuple[str, str]] = field(default_factory=list)
    host: str = "0"
    network: dict[str, str] = field(default_factory=lambda: {"ip4_dhcp": "0", "port": "80", "dns": "manual"})
    rtsp: dict[str, str] = field(default_factory=lambda: {"rtsp_port": "554", "h264_rtsp_req_uri1": "MediaInput/h264"})
    time: dict[str, str] = field(
        default_factory=lambda: {
            "time_adjust": "0",
            "ntp_addr_dhcp": "1",
            "ntp_addr": "",
            "ntp_port": "123",
            "ntp_interval": "6",
        }  # fmt: skip
    )
    upnp: str = "0"
    https: dict[str, str] = field(
        default_factory=lambda: {
            "live": "http",
            "https_port": "443",
            "mode": "0",
            "self_signed_info": "not_generated",
            "ca_cert_info": "invalid",
        }  # fmt: skip
    )
    key: dict[str, str] = field(
        default_factory=lambda: {
            "cur_key_size": "0",
            "cur_key_last_modified": "not_generated",
            "pre_key_size": "0",
            "pre_key_last_modified": "not_generated",
        }  # fmt: skip
    )
    csr: str = "not_generated"
    csr_text: str = ""
    installed: list[bytes] = field(default_factory=list)
    #: keys that the camera makes, one after the other; polls until one is there
    keys: list[Any] = field(default_factory=list)
    key_made: Any = None
    key_polls: int = 0
    coming: list[Any] = field(default_factory=list)
    keys_made: int = 0
    requests_made: int = 0
    #: peculiarities
    random_wanted: int = 0
    random: str | None = RANDOM
    broken_list: bool = False
    full: bool = False
    moves_without_answer: bool = False
    answers: dict[str, Callable[[Sent], Answer | None]] = field(default_factory=dict)
    sent: list[Sent] = field(default_factory=list)

    # -- the place of the client -----------------------------------------------------------------------------------

    scheme: str = "http"
    host_name: str = "192.0.2.7"
    port: int = 80
    user: str | None = None
    password: str | None = None
    auth_method: str | None = None
    closed: int = 0
    opens_after: int = 0
    looks: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.endpoint = SimpleNamespace(timeout=1.0, source_address=None, restart_timeout=5.0)

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.host_name}:{self.port}"

    @property
    def clear_text(self) -> bool:
        return self.scheme == "http"

    @property
    def credentials(self) -> tuple[str, str] | None:
        return (self.user, self.password or "") if self.user else None

    def login_as(self, user: str, password: str) -> None:
        self.user, self.password, self.auth_method = user, password, None

    def logout(self) -> None:
        self.user = self.password = self.auth_method = None

    def close(self) -> None:
        self.closed += 1

    def listens(self, port: int) -> bool:
        """A port opens after so many questions."""
        self.looks.append(port)
        return len(self.looks) > self.opens_after

    def request(
        self, method: str, path: str, *, form: Any = None, files: Any = None, judge: bool = True, **_more: Any
    ) -> Answer:
        """As the client does: 401 and 403 are errors of ours."""
        split = urlsplit(path)
        fields = {**dict(parse_qsl(split.query, keep_blank_values=True)), **(form or {})}
        file = next(iter(files.values())) if files else None
        if files:
            fields["(file field)"] = next(iter(files))
        sent = Sent(method, split.path, fields, file, self.user)
        self.sent.append(sent)
        answer = self._answer(sent)
        if judge and answer.status == 401:
            raise AuthenticationFailed("refused")
        if judge and answer.status == 403:
            raise Refused("403")
        return answer

    # -- answers ---------------------------------------------------------------------------------------------------

    def _answer(self, sent: Sent) -> Answer:
        if not sent.path.startswith("/cgi-bin/"):
            return page(404, "Not Found")
        special = self.answers.get(sent.name)
        if special is not None and (answer := special(sent)) is not None:
            return answer
        if not self.users and sent.name != "user.cgi":
            return Answer(200, REGISTRATION, {})
        if self.users:
            if self.user not in self.users or self.users[self.user][0] != self.password:
                return page(401, "Unauthorized")
            self.auth_method = "digest"
        if self.random_wanted and sent.name != "get_randomnum" and sent.fields.get("Randomnum", "") != self.random:
            return page(400, "Bad Request")
        handler = getattr(self, "_" + sent.name.replace(".", "_"), None)
        confirmed = sent.name in ("getinfo", "get_capability", "get_randomnum", "man_session", "set_rtsp")
        if handler is None or not (self.dialect or confirmed):
            return page(404, "Not Found")
        answer: Answer = handler(sent)
        return answer

    def _getinfo(self, sent: Sent) -> Answer:
        body = "".join(f"{key}={value}\r\n" for key, value in self.info.items())
        return Answer(200, f"\ufeff\r\n<HTML>\r\n{body}</HTML>\r\n".encode(), {})

    def _get_capability(self, sent: Sent) -> Answer:
        return lines({"common.capability_version": "1.00", "video_server.network.https.supported": "yes"})

    def _get_randomnum(self, sent: Sent) -> Answer:
        return Answer(200, (self.random or "").encode(), {}) if self.random else page(404, "Not Found")

    def _man_session(self, sent: Sent) -> Answer:
        return lines({"SESSION": "0"})

    def _get_https(self, sent: Sent) -> Answer:
        return lines(self.https)

    def _set_https(self, sent: Sent) -> Answer:
        self.https.update({key: sent.fields[key] for key in ("live", "https_port")})
        if self.moves_without_answer:
            raise ConnectionLost("gone")
        return lines({})

    # -- the HTTPS page, with the rules that the maker's documents and pages state ------------------------------------

    @property
    def server_valid(self) -> bool:
        return self.https["ca_cert_info"] not in ("invalid", "expired", "not_generated")

    @property
    def self_signed_valid(self) -> bool:
        return self.https["self_signed_info"] not in ("invalid", "expired", "not_generated")

    def _get_crt_key(self, sent: Sent) -> Answer:
        if self.coming:
            self.key_polls -= 1
            if self.key_polls <= 0:
                self._new_key(*self.coming)
        return lines(self.key)

    def _new_key(self, key: Any, size: str) -> None:
        self.coming = []
        self.key_made = key
        self.keys_made += 1
        self.key.update(
            pre_key_size=self.key["cur_key_size"], pre_key_last_modified=self.key["cur_key_last_modified"],
            cur_key_size=size, cur_key_last_modified=f"2026/11/22 07:00:{self.keys_made:02}",
        )  # fmt: skip
        self.csr, self.csr_text = "not_generated", ""
        self.https["ca_cert_info"] = "invalid"
        if self.https["self_signed_info"] != "not_generated":
            self.https["self_signed_info"] = "invalid"

    def _lab_key(self, sent: Sent) -> Answer:
        if self.server_valid or self.self_signed_valid or self.https["live"] != "http":
            return page(403, "Forbidden", seen=200)
        self.coming = [self.keys[self.keys_made % len(self.keys)], sent.fields["size"]]
        if self.key_polls <= 0:
            self._new_key(*self.coming)
        return lines({})

    def _lab_self(self, sent: Sent) -> Answer:
        if self.key_made is None or self.https["live"] != "http":
            return page(403, "Forbidden", seen=200)
        self.https["self_signed_info"] = "invalid" if self.server_valid else sent.fields["cn"]
        return lines({})

    def _lab_csr(self, sent: Sent) -> Answer:
        if self.key_made is None:
            return page(403, "Forbidden", seen=200)
        self.requests_made += 1
        self.csr = "2026/11/22 08:00:00"
        self.csr_text = make_request(self.key_made, sent.fields["cn"])
        return lines({})

    def _lab_fetch(self, sent: Sent) -> Answer:
        return Answer(200, self.csr_text.encode(), {}) if self.csr_text else page(404, "Not Found", seen=200)

    def _https_install_signed(self, sent: Sent) -> Answer:
        if self.csr == "not_generated" or sent.file is None or sent.fields["(file field)"] != "fileName":
            return page(403, "Forbidden", seen=200)
        certificate = x509.load_pem_x509_certificate(sent.file[1])
        if certificate.public_key() != self.key_made.public_key():
            return page(403, "Forbidden", seen=200)
        self.installed.append(sent.file[1])
        self.https["ca_cert_info"] = str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)
        if self.https["self_signed_info"] != "not_generated":
            self.https["self_signed_info"] = "invalid"
        return lines({})

    def _https_signed(self, sent: Sent) -> Answer:
        if sent.fields["mode"] != "delete":
            return lines({"last_modified": self.csr})
        if self.https["live"] != "http":
            return page(403, "Forbidden", seen=200)
        self.https["ca_cert_info"] = "invalid"
        return lines({})

    def _https_self_signed(self, sent: Sent) -> Answer:
        if self.https["live"] != "http" and not self.server_valid:
            return page(403, "Forbidden", seen=200)
        self.https["self_signed_info"] = "not_generated"
        return lines({})

    def _user_cgi(self, sent: Sent) -> Answer:
        fields = sent.fields
        if sent.method == "GET":
            users = ",".join(f'"{name}":{level}' for name, (_password, level) in self.users.items())
            text = (
                "{usernum:many,userlist:[1,2]}"
                if self.broken_list
                else f'{{"usernum":{len(self.users)},"userlist":{{{users}}}}}'
            )
            return Answer(200, f"\ufeff\r\n{text}\r\n".encode(), {})
        if "delname" in fields:
            self.users.pop(fields["delname"], None)
        elif "user" in fields:
            self.auth.update(
                userauth=fields["user"], auth_type=fields["auth_type"], auth_wait_time=fields["auth_wait_time"]
            )
        elif not self.full and fields["password"] == fields["repassword"]:
            self.users[fields["name"]] = (fields["password"], fields["access_level"])
        return lines({})

    def _auth_cgi(self, sent: Sent) -> Answer:
        text = ",".join(f"{key}:'{value}'" for key, value in self.auth.items())
        return Answer(200, f"({{{text}}})".encode(), {})

    def _get_reg_host(self, sent: Sent) -> Answer:
        rows = "".join(f"host_addr={address},access_level={level}\r\n" for address, level in self.hosts)
        odd = "host_addr=gate.example,access_level=1\r\n" if self.broken_list else ""
        return Answer(200, f"\ufeff\r\nhost={self.host}\r\n{rows}{odd}".encode(), {})

    def _reg_host(self, sent: Sent) -> Answer:
        if "host" in sent.fields:
            self.host = sent.fields["host"]
        elif not self.full:
            self.hosts.append((sent.fields["host_addr"], sent.fields["access_level"]))
        return lines({})

    def _del_host(self, sent: Sent) -> Answer:
        self.hosts = [row for row in self.hosts if row[0] != sent.fields["host_addr"]]
        return lines({})

    def _get_network(self, sent: Sent) -> Answer:
        return lines(self.network)

    def _get_rtsp(self, sent: Sent) -> Answer:
        return lines(self.rtsp)

    def _set_rtsp(self, sent: Sent) -> Answer:
        self.rtsp.update(sent.fields)
        return lines({})

    def _get_time(self, sent: Sent) -> Answer:
        return lines(self.time)

    def _time(self, sent: Sent) -> Answer:
        self.time.update(sent.fields)
        return lines({})

    def _get_upnp(self, sent: Sent) -> Answer:
        return lines({"upnp_portmap": self.upnp})

    def _upnp(self, sent: Sent) -> Answer:
        self.upnp = sent.fields["upnp_portmap"]
        return lines({})

    def _initial(self, sent: Sent) -> Answer:
        return lines({"cmd": sent.fields["cmd"]})

    # -- what was sent ---------------------------------------------------------------------------------------------

    def names(self) -> list[str]:
        """Commands in the order sent."""
        return [sent.name for sent in self.sent]

    def writes(self) -> list[Sent]:
        """Requests that change something."""
        changing = ("set_", "reg_host", "del_host", "time", "upnp", "initial", "lab_key", "lab_self", "lab_csr")
        return [
            sent
            for sent in self.sent
            if sent.method == "POST" or sent.name.startswith(changing) or sent.fields.get("mode") == "delete"
        ]


def make_request(key: Any, name: str) -> str:
    """A signing request of the camera."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    request = x509.CertificateSigningRequestBuilder().subject_name(subject).sign(key, hashes.SHA256())
    return request.public_bytes(serialization.Encoding.PEM).decode()


def make_certificate(request_or_key: Any, name: str, signer: Any) -> str:
    """A certificate for the key of a request (PEM) or for a key, by an authority of this test."""
    key = x509.load_pem_x509_csr(request_or_key.encode()) if isinstance(request_or_key, str) else request_or_key
    issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "test authority")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=3650))
        .sign(signer, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def lines(pairs: Mapping[str, str], status: int = 200) -> Answer:
    """Lines as recorded: byte-order mark, an empty line, CRLF."""
    body = "".join(f"{key}={value}\r\n" for key, value in pairs.items())
    return Answer(status, f"\ufeff\r\n{body}".encode(), {})


def page(status: int, words: str, seen: int | None = None) -> Answer:
    """An error page; C(seen) is the status of the answer where it differs."""
    return Answer(seen or status, error_page(status, words), {})


def driver_for(camera: Paper, profile: Mapping[str, Any] | None = None, log_in: bool = True) -> IproDriver:
    """A driver on this camera, logged in as its administrator."""
    profiles = (load_command_profile(profile, "lab").commands,) if profile else ()
    camera.login_as(*ADMIN)
    driver = IproDriver(
        camera,  # type: ignore[arg-type]  # paper
        Commands(COMMANDS, profiles),
        lambda _text: None,
        camera.info.get("PRODUCT_NAME"),
        sleep=lambda _seconds: None,
    )
    if log_in:
        driver.log_in()
        camera.sent.clear()
    return driver
