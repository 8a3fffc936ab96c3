# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The HTTP session with one camera: authentication as the camera asks, TLS trust, time and size limits.

Nothing here knows settings. One client is one administrator session: one kept-alive connection, one login handshake.
Errors never carry the text of an exception of the HTTP library, because that holds the request's URL, and Canon's
setting protocol carries passwords in the URL.
"""

from __future__ import annotations

import io
import os
import socket
import ssl
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ._authorities import trusting
from ._challenge import ChallengeAuth, best_challenge
from ._endpoint import Endpoint
from ._errors import AuthenticationFailed, CameraAnswer, CameraUnreachable, ConnectionLost, Refused

try:
    import requests
    import urllib3
    from requests.adapters import HTTPAdapter
    from requests.hooks import dispatch_hook
    from urllib3.exceptions import HTTPError as TransportError
    from urllib3.exceptions import InsecureRequestWarning, ReadTimeoutError
    from urllib3.util.ssl_ import create_urllib3_context
except ImportError:
    HAS_REQUESTS = False
    REQUESTS_IMPORT_ERROR: str | None = traceback.format_exc()
    # without the library only the import must succeed: every use is behind HAS_REQUESTS
    HTTPAdapter = object  # type: ignore[assignment,misc]  # stand-in
else:
    HAS_REQUESTS = True
    REQUESTS_IMPORT_ERROR = None

#: A settings page, or a SOAP answer, has some kilobytes; a log inside an answer is the longest. Bytes.
MAX_ANSWER = 4 * 1024 * 1024
#: A backup or a log as a file; a firmware goes the other way. Bytes.
MAX_FILE = 64 * 1024 * 1024
_CHUNK = 65536
#: Of every request. Not more: i-PRO firmware with its "security enhancement" answers 400 to what looks like a browser's.
_HEADERS = {"User-Agent": "netcam.hardening", "Accept-Encoding": "identity", "Connection": "keep-alive"}


@dataclass(frozen=True)
class Answer:
    """What the camera answered: status, body, headers (names in lower case)."""

    status: int
    content: bytes
    headers: Mapping[str, str]
    #: what the answer sets, by name
    cookies: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def text(self) -> str:
        """The body as text; cameras send UTF-8 or ASCII, and a stray byte must not end the run."""
        return self.content.decode("utf-8", errors="replace")


class _BoundedAdapter(HTTPAdapter):
    """Reads each answer within a size and a time limit, and lets a session pin a fingerprint or choose its address."""

    def __init__(
        self,
        deadline: float,
        fingerprint: str | None,
        source_address: str | None,
        context: ssl.SSLContext | None,
    ) -> None:
        #: of the next answer as a whole: seconds, bytes
        self.deadline = deadline
        self.largest = MAX_ANSWER
        #: the certificate (DER) of the connection that carried the last answer
        self.shown: bytes | None = None
        self._pool: Any = None
        self._pool_options: dict[str, Any] = {}
        self._context = context
        if context is not None:
            self._pool_options["ssl_context"] = context
        if fingerprint:
            self._pool_options["assert_fingerprint"] = fingerprint
        if source_address:
            self._pool_options["source_address"] = (source_address, 0)
        super().__init__(pool_connections=1, pool_maxsize=1)

    def init_poolmanager(self, connections: int, maxsize: int, block: bool = False, **options: Any) -> None:
        """Called by the library with the pool's options."""
        super().init_poolmanager(connections, maxsize, block, **{**options, **self._pool_options})

    def get_connection_with_tls_context(self, request: Any, verify: Any, proxies: Any = None, cert: Any = None) -> Any:
        """Called by the library for each request. An adapter is for one place and one trust, so its pool is always the same."""
        if self._pool is None:
            self._pool = super().get_connection_with_tls_context(request, verify, proxies=proxies, cert=cert)
        return self._pool

    def request_url(self, request: Any, proxies: Any) -> str:
        """Called by the library for each request: the path, as for any request without a proxy."""
        path: str = request.path_url
        return path

    def close(self) -> None:
        """Close the connection, and forget it."""
        self._pool = None
        super().close()

    def cert_verify(self, conn: Any, url: str, verify: Any, cert: Any) -> None:
        """Called by the library for each request. A context of our own has its authorities: none are loaded into it."""
        if self._context is None:
            super().cert_verify(conn, url, verify, cert)
            return
        conn.cert_reqs = "CERT_REQUIRED" if verify else "CERT_NONE"
        conn.ca_certs = conn.ca_cert_dir = None

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        """Send, and read the body here, so that authentication hooks too see only bounded answers."""
        response = super().send(request, *args, **kwargs)
        raw = response.raw
        tls = getattr(getattr(raw, "connection", None), "sock", None)
        if tls is not None and hasattr(tls, "getpeercert"):
            self.shown = tls.getpeercert(binary_form=True)
        if response.status_code == 401:
            response.headers["www-authenticate"] = best_challenge(raw.headers.getlist("www-authenticate"))
        end = time.monotonic() + self.deadline
        if raw.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
            # a few bytes can be unpacked to any number
            raw.close()
            raise CameraAnswer("the camera sent a compressed answer, although it was asked not to")
        parts: list[bytes] = []
        size = 0
        while part := raw.read1(_CHUNK, decode_content=False):
            parts.append(part)
            size += len(part)
            if size > self.largest:
                raw.close()
                raise CameraAnswer(f"the answer is longer than {self.largest} bytes")
            if time.monotonic() > end:
                raw.close()
                raise ConnectionLost(f"the answer took longer than {self.deadline:g} s", hint=_SLOW)
        raw.release_conn()
        response.raw = io.BytesIO(b"".join(parts))
        return response


def _judging() -> ssl.SSLContext:
    """As the library makes it; it trusts nobody yet."""
    context: ssl.SSLContext = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    return context


@cache
def _looking() -> ssl.SSLContext:
    """For sessions that know their camera by its fingerprint, or need not know it: the library would load the system's
    authorities for each of them, only to ignore them."""
    context: ssl.SSLContext = create_urllib3_context(cert_reqs=ssl.CERT_NONE)
    context.check_hostname = False
    return context


_SLOW = "Raise ansible_netcam_timeout if this camera or its network is slow."


class Client:
    """One session with one camera. Not shared between threads; a thread per camera is fine."""

    def __init__(self, endpoint: Endpoint) -> None:
        self.endpoint = endpoint
        self.host = endpoint.host
        self.port = endpoint.port
        self.scheme = endpoint.scheme
        self.user: str | None = None
        #: whether the session may send nothing but reading requests, and whether it could not prove its login for that
        self.read_only = False
        self.unproven = False
        self._pin = endpoint.tls_fingerprint
        self._auth: ChallengeAuth | None = None
        self._adapter: Any = None
        self._verify: bool | str | None = True
        self._opened = False
        #: how often a connection was dropped: a login that belongs to a session is made anew on the next one
        self.generation = 0

    # -- session ---------------------------------------------------------------------------------------------------

    def _live(self) -> Any:
        if self._adapter is None:
            # an adapter without the library's session: that would look for redirects, cookies, proxies and ~/.netrc of the
            # controller with each request. None of them has a say in who sees the camera's password.
            self._adapter = _BoundedAdapter(
                self.endpoint.timeout, self._pin, self.endpoint.source_address, self._context()
            )
            if self._pin:
                self._verify = False
            elif self.endpoint.validate_certs:
                # the file, or the folder, of the inventory; where the context trusts the file already, the word is enough
                self._verify = self.endpoint.ca_path if os.path.isdir(self.endpoint.ca_path or "") else True
            else:
                self._verify = False
                # validate_certs says it already; the library would write it to the standard error of each worker. Not at
                # import time: Ansible's plugin loader puts the filters back that it found.
                urllib3.disable_warnings(InsecureRequestWarning)
        return self._adapter

    def _context(self) -> ssl.SSLContext | None:
        """The context for HTTPS; None leaves it to the library, which knows the public authorities. Raises CameraUnreachable."""
        if self.scheme != "https":
            return None
        if self._pin or not self.endpoint.validate_certs:
            return _looking()
        path = self.endpoint.ca_path
        if not path or os.path.isdir(path):
            return None
        try:
            return trusting(path, _judging)
        except FileNotFoundError:
            raise CameraUnreachable(
                f"the file {path} with the trusted authorities does not exist",
                hint="Check ansible_netcam_ca_path; module netcam.hardening.site_ca makes an authority of your own.",
            ) from None
        except OSError as error:
            raise CameraUnreachable(
                f"the file {path} holds no certificates of authorities ({type(error).__name__})",
                hint="Check ansible_netcam_ca_path: certificates in PEM form are expected.",
            ) from None

    def close(self) -> None:
        """Drop the connection. The next request opens a new one."""
        self.generation += 1
        if self._adapter is not None:
            self._adapter.close()
            self._adapter = None

    def pin(self, fingerprint: str | None) -> None:
        """Trust exactly this certificate (SHA-256, hexadecimal) from now on; None goes back to the authorities."""
        self.close()
        self._pin = fingerprint

    @property
    def pinned(self) -> str | None:
        """The fingerprint that is trusted in place of the authorities."""
        return self._pin

    @property
    def shown_certificate(self) -> bytes | None:
        """The camera's certificate (DER) as this session's own connection has seen it; None without HTTPS."""
        return None if self.clear_text or self._adapter is None else self._adapter.shown

    def twin(self, scheme: str | None = None, port: int | None = None) -> Client:
        """A session of its own with the same camera and the same trust, without credentials; perhaps at another place."""
        other = Client(self.endpoint)
        other.host, other.port, other.scheme = self.host, port or self.port, scheme or self.scheme
        other.pin(self._pin)
        return other

    def login_as(self, user: str, password: str) -> None:
        """Use these credentials from the next request on; nothing is sent yet."""
        self.user = user
        self._auth = ChallengeAuth(user, password, basic_allowed=not self.clear_text or self.endpoint.allow_clear_text)

    def logout(self) -> None:
        """Send no credentials from the next request on."""
        self.user = None
        self._auth = None

    def move(self, *, port: int | None = None, scheme: str | None = None, host: str | None = None) -> None:
        """Follow the camera to another port, scheme or address."""
        self.close()
        self.port = port or self.port
        self.scheme = scheme or self.scheme
        self.host = host or self.host
        if self._auth is not None:
            # what may be shown by HTTPS may not by plain HTTP
            self.login_as(*self._auth.credentials)

    @property
    def credentials(self) -> tuple[str, str] | None:
        """Name and password this session sends, for protocols that carry them in their own way."""
        return self._auth.credentials if self._auth else None

    @property
    def clear_text(self) -> bool:
        """Whether the session runs over plain HTTP."""
        return self.scheme == "http"

    @property
    def auth_method(self) -> str | None:
        """basic or digest, once the camera has asked for it."""
        return self._auth.method if self._auth else None

    @property
    def url(self) -> str:
        """Scheme, address and port in use; safe to show."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.endpoint.reachable_port(self.port)}"

    def listens(self, port: int, within: float | None = None) -> bool:
        """Whether something accepts connections at a port of the camera now, C(within) so many seconds. Nothing is sent."""
        source = (self.endpoint.source_address, 0) if self.endpoint.source_address else None
        try:
            place = (self.host, self.endpoint.reachable_port(port))
            timeout = min(within or self.endpoint.timeout, self.endpoint.timeout)
            socket.create_connection(place, timeout=timeout, source_address=source).close()
        except OSError:
            return False
        return True

    # -- requests --------------------------------------------------------------------------------------------------

    def request(
        self,
        method: str,
        path: str,
        *,
        form: Mapping[str, str] | None = None,
        files: Mapping[str, Any] | None = None,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        resend: bool = True,
        judge: bool = True,
        largest: int = MAX_ANSWER,
        anonymous: bool = False,
    ) -> Answer:
        """Send one request and return the answer, of at most C(largest) bytes, within C(timeout) seconds as a whole.

        C(resend) sends it once more when the connection breaks, and twice more while the camera answers 5xx; every request
        of this collection but an upload states an absolute value, so sending it twice means the same as once.
        Without C(judge) every HTTP status is an answer: protocols that carry faults in the body read them themselves.
        C(anonymous) answers no challenge: the login is in the request, or in a session that it belongs to.

        Raises CameraUnreachable (nothing answered yet in this session), ConnectionLost, AuthenticationFailed (401),
        Refused (403), CameraAnswer (5xx, too long).
        """
        sending = {
            "method": method,
            "url": path,
            "data": form or body,
            "files": files,
            "headers": headers,
            "auth": None if anonymous else self._auth,
        }
        answer = self._patient(sending, (timeout, largest), resend, judge)
        self._opened = True
        if judge:
            self._judge(answer)
        return answer

    def _judge(self, answer: Answer) -> None:
        if answer.status == 401 and self._auth is None:
            raise AuthenticationFailed(
                f"the camera at {self.url} asks for a login, but no credentials are given",
                hint="Set ansible_user and ansible_password.",
            )
        if answer.status == 401:
            raise AuthenticationFailed(
                f"the camera refuses the password of {self.user!r} at {self.url}",
                hint="Each password is tried once only, so that no account is locked. "
                "Check ansible_user and ansible_password (or ansible_netcam_initial_user and _initial_password).",
            )
        if answer.status == 403:
            raise Refused(
                f"the camera at {self.url} answers 403: its host access restrictions prohibit this host",
                setting="[Host Access Restrictions]",
                hint="Authorize this host on the camera, or run from an authorized one (delegate_to a gateway).",
            )

    def _patient(
        self, sending: Mapping[str, Any], bounds: tuple[float | None, int], resend: bool, judge: bool
    ) -> Answer:
        """Send; where it may be sent again, bear with one broken connection and a moment of server errors."""
        broken = False
        pauses = [0.2, 0.8]
        while True:
            try:
                answer = self._once(sending, *bounds)
            except (CameraUnreachable, ConnectionLost) as error:
                if broken or not resend or not (self._opened or error.broken):
                    raise
                broken = True
                self.close()
                continue
            if answer.status < 500 or not judge:
                return answer
            if not pauses or not resend:
                raise CameraAnswer(
                    f"the camera answers HTTP {answer.status}, {'three times' if resend else 'to an upload'}",
                    hint="It may be overloaded, starting, or keeping this host out after failed logins; run again later.",
                )
            time.sleep(pauses.pop(0))

    def _once(self, sending: Mapping[str, Any], timeout: float | None, largest: int) -> Answer:
        limit = timeout or self.endpoint.timeout
        adapter = self._live()
        adapter.deadline, adapter.largest = limit, largest
        # no proxy of the environment
        how = {
            "stream": True,
            "timeout": (self.endpoint.timeout, limit),
            "verify": self._verify,
            "cert": None,
            "proxies": {},
        }
        try:
            request = self._prepared(sending)
            # a challenge is answered in here
            response = dispatch_hook("response", request.hooks, adapter.send(request, **how), **how)
        except (requests.exceptions.RequestException, TransportError, OSError) as error:
            raise self._translated(error, limit) from None
        headers = {name.lower(): value for name, value in response.headers.items()}
        cookies = {cookie.name: cookie.value or "" for cookie in response.cookies}
        return Answer(response.status_code, response.content, headers, cookies)

    def _prepared(self, sending: Mapping[str, Any]) -> Any:
        """The request, without the merging of settings and cookies that this session does not have."""
        request = requests.PreparedRequest()
        request.prepare_method(sending["method"])
        request.prepare_url(self.url + sending["url"], None)
        request.prepare_headers({**_HEADERS, **(sending["headers"] or {})})
        request.prepare_body(sending["data"] or {}, sending["files"] or ())
        request.prepare_auth(sending["auth"], request.url)
        return request

    def _translated(self, error: Exception, limit: float) -> CameraUnreachable | ConnectionLost:
        """Our error for the library's, without its text."""
        lost: type[ConnectionLost] | type[CameraUnreachable] = ConnectionLost if self._opened else CameraUnreachable
        if isinstance(error, requests.exceptions.SSLError):
            reason = _tls_reason(error)
            failed = lost(
                f"TLS to {self.url} failed: {reason}",
                hint="Check ansible_netcam_ca_path or ansible_netcam_tls_fingerprint, and the camera's certificate.",
            )
            failed.untrusted = reason != _NO_TLS
            return failed
        if isinstance(error, requests.exceptions.ConnectTimeout):
            return lost(f"no connection to {self.url} within {self.endpoint.timeout:g} s", hint=_REACH)
        if isinstance(error, (requests.exceptions.Timeout, ReadTimeoutError)):
            return lost(f"{self.url} did not answer within {limit:g} s", hint=_SLOW)
        reason = _network_reason(error)
        found = lost(f"{self.url}: {reason}", hint=_REACH)
        found.broken = reason in (_RESET, _CLOSED)
        return found


_RESET = "the camera reset the connection"
_CLOSED = "the camera closed the connection without an answer"
_CUT = "the answer broke off before its end"
_REACH = "Check that the camera is powered, that address and port are right, and that no host access restriction blocks this host."


def _network_reason(error: BaseException) -> str:
    text = repr(error)
    for mark, reason in (
        ("Connection refused", "the connection is refused (nothing listens on this port)"),
        ("No route to host", "there is no route to this address"),
        ("Network is unreachable", "the network is unreachable"),
        ("Name or service not known", "the host name is not known"),
        ("NameResolutionError", "the host name cannot be resolved"),
        ("Cannot assign requested address", "the source address is not one of this host"),
        ("reset by peer", _RESET),
        ("IncompleteRead", _CUT),
        ("InvalidChunkLength", _CUT),
        ("ended prematurely", _CUT),
        ("RemoteDisconnected", _CLOSED),
        ("timed out", "the connection timed out"),
    ):
        if mark in text:
            return reason
    return f"the connection failed ({type(error).__name__})"


_NO_TLS = "this port does not speak TLS"


def _tls_reason(error: BaseException) -> str:
    text = repr(error)
    for mark, reason in (
        ("Fingerprints did not match", "the certificate's fingerprint is not the pinned one"),
        ("certificate has expired", "the certificate has expired"),
        ("not yet valid", "the certificate is not yet valid"),
        ("self-signed", "the certificate is self-signed and not trusted"),
        ("self signed", "the certificate is self-signed and not trusted"),
        ("unable to get local issuer", "the certificate's issuer is not trusted"),
        ("IP address mismatch", "the certificate is for another address"),
        ("doesn't match", "the certificate is for another name or address"),
        ("Hostname mismatch", "the certificate is for another name"),
        ("WRONG_VERSION_NUMBER", _NO_TLS),
    ):
        if mark in text:
            return reason
    return "the handshake failed"


def public_authorities() -> str:
    """The file with the public authorities, which count where the inventory names none of its own."""
    return str(requests.utils.DEFAULT_CA_BUNDLE_PATH)


def source_address_towards(host: str, port: int, wanted: str | None) -> str:
    """The address this host uses towards the camera, as the routing table has it. No packet is sent."""
    if wanted:
        return wanted
    family, kind, proto, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind, proto) as probe:
        probe.connect(address)
        return str(probe.getsockname()[0]).split("%", 1)[0]
