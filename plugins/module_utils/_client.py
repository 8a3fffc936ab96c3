# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The HTTP session with one camera: authentication as the camera asks, TLS trust, one connection.

Nothing here knows settings. One client is one administrator session: one kept-alive connection, one login handshake.
"""

from __future__ import annotations

import os
import socket
import ssl
import time
from collections.abc import Mapping
from typing import Any

from ._authorities import trusting
from ._challenge import ChallengeAuth
from ._endpoint import Endpoint
from ._errors import AuthenticationFailed, CameraAnswer, CameraUnreachable, ConnectionLost, Refused
from ._wire import (
    MAX_ANSWER,
    Answer,
    BoundedAdapter,
    dispatch_hook,
    judging_context,
    looking_context,
    requests,
    urllib3,
)
from ._wire_errors import translated

#: Of every request. Not more: i-PRO firmware with its "security enhancement" answers 400 to what looks like a browser's.
_HEADERS = {"User-Agent": "netcam.hardening", "Accept-Encoding": "identity", "Connection": "keep-alive"}


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
            self._adapter = BoundedAdapter(
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
                urllib3.disable_warnings(urllib3.exceptions.InsecureRequestWarning)
        return self._adapter

    def _context(self) -> ssl.SSLContext | None:
        """The context for HTTPS; None leaves it to the library, which knows the public authorities. Raises CameraUnreachable."""
        if self.scheme != "https":
            return None
        if self._pin or not self.endpoint.validate_certs:
            return looking_context()
        path = self.endpoint.ca_path
        if not path or os.path.isdir(path):
            return None
        try:
            return trusting(path, judging_context)
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
        except (requests.exceptions.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise translated(error, self.url, (self.endpoint.timeout, limit), self._opened) from None
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
