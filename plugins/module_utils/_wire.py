# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One answer over the wire: the HTTP library behind one door, with time and size limits on each answer, and TLS contexts.

Whoever needs to know whether the library is there asks here.
"""

from __future__ import annotations

import io
import ssl
import time
import traceback
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ._challenge import best_challenge
from ._errors import CameraAnswer, ConnectionLost

try:
    import requests
    import urllib3
    from requests.adapters import HTTPAdapter
    from requests.hooks import dispatch_hook
    from urllib3.util.ssl_ import create_urllib3_context
except ImportError:
    HAS_REQUESTS = False
    REQUESTS_IMPORT_ERROR: str | None = traceback.format_exc()
    # without the library only the import must succeed: every use is behind HAS_REQUESTS
    HTTPAdapter = object  # type: ignore[assignment,misc]  # stand-in
    _absent: Any = None
    requests = urllib3 = dispatch_hook = _absent
else:
    HAS_REQUESTS = True
    REQUESTS_IMPORT_ERROR = None

__all__ = [
    "HAS_REQUESTS", "MAX_ANSWER", "MAX_FILE", "REQUESTS_IMPORT_ERROR", "SLOW", "Answer", "BoundedAdapter", "dispatch_hook",
    "judging_context", "looking_context", "requests", "urllib3",
]  # fmt: skip

#: A settings page, or a SOAP answer, has some kilobytes; a log inside an answer is the longest. Bytes.
MAX_ANSWER = 4 * 1024 * 1024
#: A backup or a log as a file; a firmware goes the other way. Bytes.
MAX_FILE = 64 * 1024 * 1024
_CHUNK = 65536
#: What to do about an answer that takes too long.
SLOW = "Raise ansible_netcam_timeout if this camera or its network is slow."


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


class BoundedAdapter(HTTPAdapter):
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
                raise ConnectionLost(f"the answer took longer than {self.deadline:g} s", hint=SLOW)
        raw.release_conn()
        response.raw = io.BytesIO(b"".join(parts))
        return response


def judging_context() -> ssl.SSLContext:
    """As the library makes it; it trusts nobody yet."""
    context: ssl.SSLContext = create_urllib3_context(cert_reqs=ssl.CERT_REQUIRED)
    return context


@cache
def looking_context() -> ssl.SSLContext:
    """For sessions that know their camera by its fingerprint, or need not know it: the library would load the system's
    authorities for each of them, only to ignore them."""
    context: ssl.SSLContext = create_urllib3_context(cert_reqs=ssl.CERT_NONE)
    context.check_hostname = False
    return context


def public_authorities() -> str:
    """The file with the public authorities, which count where the inventory names none of its own."""
    return str(requests.utils.DEFAULT_CA_BUNDLE_PATH)
