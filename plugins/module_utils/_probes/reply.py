# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Answers of HTTP and RTSP, read from a connection: status, headers, and no more of the body than is asked for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .wire import GARBAGE, MAX_HEAD, Stream, WireError

_STATUS = re.compile(rb"(?:HTTP|RTSP)/\d\.\d[ \t]+(\d{3})(?:[ \t]|$)")
_MAX_HEADERS = 100
#: Signs of a picture, whatever the content type says: JPEG, PNG, GIF.
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8")


@dataclass
class Head:
    """Status and headers; names in lower case, several of one name in order."""

    status: int
    headers: list[tuple[str, str]] = field(default_factory=list)

    def all(self, name: str) -> list[str]:
        """The values of one header."""
        return [value for found, value in self.headers if found == name]

    def get(self, name: str) -> str:
        """The first value of a header, empty where it is missing."""
        return next(iter(self.all(name)), "")

    @property
    def length(self) -> int | None:
        """Content-Length, None where it is missing or no number."""
        text = self.get("content-length")
        return int(text) if re.fullmatch(r"[0-9]{1,15}", text) else None


def parse_head(data: bytes) -> Head:
    """A head, with or without the empty line at its end. Raises WireError."""
    lines = data.replace(b"\r\n", b"\n").strip(b"\n").split(b"\n")
    match = _STATUS.match(lines[0])
    if match is None:
        raise WireError(GARBAGE, "the answer is neither HTTP nor RTSP", alive=True)
    head = Head(int(match[1]))
    for line in lines[1 : _MAX_HEADERS + 1]:
        text = line.decode("latin-1")
        if text[:1] in (" ", "\t") and head.headers:
            # a folded header (RFC 7230 section 3.2.4); old web servers still send them
            name, value = head.headers[-1]
            head.headers[-1] = (name, f"{value} {text.strip()}")
            continue
        name, colon, value = text.partition(":")
        if colon and name.strip():
            head.headers.append((name.strip().lower(), value.strip()))
    return head


def read_head(stream: Stream) -> Head:
    """The next head; interim answers (1xx) are passed over. Raises WireError."""
    for _unused in range(5):
        # bare line feeds end a head as well: cameras' CGI programs write them
        first = stream.until(b"\n", MAX_HEAD)
        while not first.strip():
            first = stream.until(b"\n", MAX_HEAD)
        lines = [first]
        size = len(first)
        while lines[-1].strip():
            lines.append(stream.until(b"\n", MAX_HEAD))
            size += len(lines[-1])
            if size > MAX_HEAD:
                raise WireError(GARBAGE, f"the head of the answer is longer than {MAX_HEAD} bytes", alive=True)
        head = parse_head(b"".join(lines))
        if not 100 <= head.status < 200:
            return head
    raise WireError(GARBAGE, "the answer is interim again and again", alive=True)


@dataclass
class Body:
    """The start of a body, its size as far as it is known, and whether the connection stands at its end."""

    start: bytes = b""
    size: int = 0
    #: the body goes on after C(size) bytes: it was not read to its end
    more: bool = False
    finished: bool = True


def read_body(stream: Stream, head: Head, limit: int) -> Body:
    """At most C(limit) bytes; the size out of Content-Length where the camera states one. Raises WireError."""
    if head.status in (204, 304):
        return Body()
    if "chunked" in head.get("transfer-encoding").lower():
        return _chunked(stream, limit)
    length = head.length
    if length is None:
        return _to_the_end(stream, limit)
    start = _exactly(stream, min(length, limit))
    return Body(start, length, finished=len(start) == length)


def _exactly(stream: Stream, size: int) -> bytes:
    parts: list[bytes] = []
    while size > 0:
        part = stream.read(min(size, 16 * 1024))
        if not part:
            raise WireError("closed", "the connection was closed in the middle of an answer", alive=True)
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _to_the_end(stream: Stream, limit: int) -> Body:
    parts: list[bytes] = []
    size = 0
    while size < limit:
        part = stream.read(limit - size)
        if not part:
            return Body(b"".join(parts), size, finished=False)
        parts.append(part)
        size += len(part)
    return Body(b"".join(parts), size, more=True, finished=False)


def _chunked(stream: Stream, limit: int) -> Body:
    parts: list[bytes] = []
    size = 0
    while True:
        text = stream.until(b"\n", 1024).split(b";", 1)[0].strip()
        if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", text):
            raise WireError(GARBAGE, "the answer's chunks are malformed", alive=True)
        chunk = int(text, 16)
        if chunk == 0:
            # trailers; a camera sends none
            for _unused in range(_MAX_HEADERS):
                if not stream.until(b"\n", 4096).strip():
                    return Body(b"".join(parts), size)
            raise WireError(GARBAGE, "the answer's trailers do not end", alive=True)
        wanted = min(chunk, limit - size)
        parts.append(_exactly(stream, wanted))
        size += wanted
        if size >= limit or wanted < chunk:
            return Body(b"".join(parts), size, more=True, finished=False)
        stream.until(b"\n", 16)


def is_picture(content_type: str, start: bytes) -> bool:
    """Whether an answer is a picture or a stream of pictures."""
    kind = content_type.partition(";")[0].strip().lower()
    return kind.startswith(("image/", "video/")) or kind == "multipart/x-mixed-replace" or start.startswith(_PICTURES)
