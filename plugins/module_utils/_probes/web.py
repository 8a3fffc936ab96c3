# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Requests to a camera's web server without a login, on one kept-alive connection."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from .reply import Body, Head, is_picture, read_body, read_head
from .visit import Visit
from .wire import CLOSED, RESET, Stream, WireError

#: Of a page the type and size are of interest; of C(info.cgi) and an ONVIF answer the text.
MAX_PAGE, MAX_TEXT_ANSWER = 4 * 1024, 64 * 1024


@dataclass(frozen=True)
class Web:
    """One web server of the camera."""

    scheme: str
    port: int

    @property
    def tls(self) -> bool:
        """Whether it is HTTPS."""
        return self.scheme == "https"


@dataclass
class Page:
    """What a request brought: status, headers, the start of the body, and when (controller's clock, before and after)."""

    status: int
    head: Head
    body: Body = field(repr=False)
    sent: float = 0.0
    received: float = 0.0

    @property
    def content_type(self) -> str:
        """Content type without its parameters, in lower case."""
        return self.head.get("content-type").partition(";")[0].strip().lower()

    @property
    def text(self) -> str:
        """The start of the body as text."""
        return self.body.start.decode("utf-8", errors="replace")

    @property
    def picture(self) -> bool:
        """Whether it is one."""
        return is_picture(self.head.get("content-type"), self.body.start)

    @property
    def refused(self) -> bool:
        """Whether the camera keeps a stranger out: by its status, in the text of a page (i-PRO), or by Canon's own status."""
        if self.status in (401, 403):
            return True
        if re.search(r"<title>\s*40[13]\b", self.text[:2000], re.IGNORECASE):
            return True
        return self.head.get("livescope-status") not in ("", "0")

    @property
    def redirect(self) -> str:
        """Scheme that a redirection leads to, empty when there is none or it stays."""
        if self.status not in (301, 302, 303, 307, 308):
            return ""
        try:
            return urlsplit(self.head.get("location")).scheme.lower()
        except ValueError:
            return ""


class Browser:
    """Requests one after the other. Not for several threads."""

    def __init__(self, visit: Visit, web: Web, source: str | None = None) -> None:
        self._visit = visit
        self._web = web
        self._source = source
        self._stream: Stream | None = None

    def close(self) -> None:
        """Drop the connection."""
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_unused: object) -> None:
        self.close()

    def get(self, path: str, limit: int = MAX_PAGE) -> Page:
        """GET. Raises WireError."""
        return self._ask("GET", path, b"", {}, limit)

    def post(self, path: str, body: bytes, content_type: str, limit: int = MAX_TEXT_ANSWER) -> Page:
        """POST of something that only reads. Raises WireError."""
        return self._ask("POST", path, body, {"Content-Type": content_type}, limit)

    def _ask(self, method: str, path: str, body: bytes, headers: Mapping[str, str], limit: int) -> Page:
        fresh = self._stream is None
        try:
            return self._once(method, path, body, headers, limit)
        except WireError as error:
            self.close()
            # a camera may close a kept-alive connection at any time; only then is a second try no second try
            if fresh or error.kind not in (CLOSED, RESET):
                raise
        try:
            return self._once(method, path, body, headers, limit)
        except WireError:
            self.close()
            raise

    def _once(self, method: str, path: str, body: bytes, headers: Mapping[str, str], limit: int) -> Page:
        if self._stream is None:
            self._stream = self._visit.tcp(self._web.port, tls=self._web.tls, source=self._source)
        stream = self._stream
        sent = time.time()
        stream.send(self._request(method, path, body, headers))
        head = read_head(stream)
        received = time.time()
        found = Page(head.status, head, read_body(stream, head, limit), sent, received)
        if not found.body.finished or "close" in head.get("connection").lower():
            self.close()
        return found

    def _request(self, method: str, path: str, body: bytes, headers: Mapping[str, str]) -> bytes:
        host = self._visit.target.host.partition("%")[0]
        host = f"[{host}]" if ":" in host else host
        port = self._visit.port(self._web.port)
        usual = port == (443 if self._web.tls else 80)
        # no Accept header: i-PRO cameras with "security enhancement" answer 400 to one
        lines = [
            f"{method} {path} HTTP/1.1",
            f"Host: {host if usual else f'{host}:{port}'}",
            "User-Agent: netcam.hardening",
        ]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        if body or method == "POST":
            lines.append(f"Content-Length: {len(body)}")
        return "\r\n".join([*lines, "", ""]).encode("latin-1", errors="replace") + body
