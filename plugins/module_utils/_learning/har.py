# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Read HTTP archives (HAR 1.2), as browsers export them: whole or cut off, packed or not, in any order, from anybody.

A recording is not trusted: sizes, depths and counts are bounded, and what is no entry is left out and counted.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .._errors import FileProblem
from .._files import read_whole
from .multipart import Param

#: Bytes of one recording, unpacked.
MAX_RECORDING = 256 * 1024 * 1024
#: Entries of all recordings together.
MAX_ENTRIES = 50_000
#: Bytes of one body that are looked at.
MAX_BODY = 4 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_ENTRIES = re.compile(r'"entries"\s*:\s*\[')
_SPACE = re.compile(r"[\s,]*")


@dataclass
class Notes:
    """What was noticed while reading, in sentences for people; never with a value of the recording."""

    lines: list[str] = field(default_factory=list)

    def add(self, line: str) -> None:
        """Add a sentence once."""
        if line not in self.lines:
            self.lines.append(line)


@dataclass(frozen=True)
class Entry:
    """One request with its answer, as the browser wrote it down. Names of headers are in lower case."""

    recording: int
    place: int
    when: float
    method: str
    url: str
    headers: Mapping[str, str]
    body: str
    params: tuple[Param, ...]
    mime: str
    status: int
    answer_headers: Mapping[str, str]
    answer_type: str
    answer: str


def read_recordings(paths: Sequence[str], notes: Notes) -> list[Entry]:
    """The entries of all recordings in the order of time. Raises FileProblem."""
    entries: list[Entry] = []
    for recording, path in enumerate(paths, start=1):
        entries += _read(path, recording, notes)
        if len(entries) > MAX_ENTRIES:
            raise FileProblem(
                f"the recordings have more than {MAX_ENTRIES} requests",
                hint="Record in a window of its own, with nothing else open.",
            )
    # a browser writes entries down when they end, and tabs side by side
    return sorted(entries, key=lambda entry: (entry.when, entry.recording, entry.place))


def _read(path: str, recording: int, notes: Notes) -> list[Entry]:
    text = _text(path)
    whole = True
    try:
        log = json.loads(text)
        raw = log["log"]["entries"]
        if not isinstance(raw, list):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        raw, whole = list(_whole_entries(text)), False
    if not whole and not raw:
        raise FileProblem(
            f"recording {recording} is no HTTP archive",
            hint="Export it from the network log of the browser as HAR, with content.",
        )
    if not whole:
        notes.add(f"Recording {recording} is cut off or damaged; its {len(raw)} whole entries were used.")
    entries, bad = [], 0
    last = 0.0
    for place, item in enumerate(raw, start=1):
        entry = _entry(item, recording, place, last)
        if entry is None:
            bad += 1
            continue
        last = entry.when
        entries.append(entry)
    if bad:
        notes.add(f"Recording {recording} has {bad} entries that are none; they were left out.")
    return entries


def _text(path: str) -> str:
    content = read_whole(path, MAX_RECORDING, "the recording")
    if content.startswith(_GZIP):
        content = _unpacked(content, MAX_RECORDING + 1)
    if len(content) > MAX_RECORDING:
        raise FileProblem(f"the recording {path} is larger than {MAX_RECORDING} bytes when it is unpacked")
    return content.decode("utf-8-sig", errors="replace")


def _unpacked(content: bytes, limit: int) -> bytes:
    """As far as it goes: a file that was cut off still has a beginning."""
    unpacker = zlib.decompressobj(wbits=47)
    try:
        return unpacker.decompress(content, limit)
    except zlib.error:
        return b""


def _whole_entries(text: str) -> Iterator[Any]:
    """Entries up to the place where a damaged file stops making sense."""
    found = _ENTRIES.search(text)
    if found is None:
        return
    decoder = json.JSONDecoder()
    at = found.end()
    while at < len(text):
        space = _SPACE.match(text, at)
        at = space.end() if space else at
        try:
            entry, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield entry


def _entry(item: Any, recording: int, place: int, last: float) -> Entry | None:
    try:
        request, answer = item["request"], item["response"]
        url, method = request["url"], request["method"]
        if not isinstance(url, str) or not isinstance(method, str) or len(url) > MAX_BODY:
            return None
        headers = _headers(request.get("headers"))
        if url.startswith("/"):
            # HTTP/2 has the host in a pseudo-header
            url = f"{headers.get(':scheme', 'http')}://{headers.get(':authority') or headers.get('host', '')}{url}"
        post = request.get("postData") if isinstance(request.get("postData"), Mapping) else {}
        content = answer.get("content") if isinstance(answer.get("content"), Mapping) else {}
        return Entry(
            recording=recording,
            place=place,
            when=_time(item.get("startedDateTime"), last),
            method=method.upper(),
            url=url,
            headers=headers,
            body=_words(post.get("text"))[:MAX_BODY],
            params=_params(post.get("params")),
            mime=_words(post.get("mimeType")) or headers.get("content-type", ""),
            status=answer["status"] if isinstance(answer.get("status"), int) else 0,
            answer_headers=_headers(answer.get("headers")),
            answer_type=_words(content.get("mimeType")),
            answer=_content(content),
        )
    except (KeyError, TypeError, AttributeError):
        return None


def _words(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _pairs(raw: Any) -> tuple[tuple[str, str], ...]:
    items = raw if isinstance(raw, list) else []
    return tuple(
        (item["name"], _words(item.get("value")))
        for item in items[:10_000]
        if isinstance(item, Mapping) and isinstance(item.get("name"), str)
    )


def _params(raw: Any) -> tuple[Param, ...]:
    items = raw if isinstance(raw, list) else []
    return tuple(
        Param(item["name"], _words(item.get("value")), _words(item.get("fileName")))
        for item in items[:10_000]
        if isinstance(item, Mapping) and isinstance(item.get("name"), str)
    )


def _headers(raw: Any) -> dict[str, str]:
    return {name.lower(): value for name, value in _pairs(raw)}


def _time(value: Any, last: float) -> float:
    """Seconds; an entry without a time stands where the file has it."""
    try:
        return datetime.fromisoformat(str(value).replace("Z", "+00:00")).timestamp()
    except (ValueError, OverflowError, OSError):
        return last


def _content(content: Mapping[str, Any]) -> str:
    text = _words(content.get("text"))
    if content.get("encoding") != "base64":
        return text[:MAX_BODY]
    try:
        data = base64.b64decode(text[: 2 * MAX_BODY], validate=False)
    except (binascii.Error, ValueError):
        return ""
    if data.startswith(_GZIP):
        data = _unpacked(data, MAX_BODY)
    return data[:MAX_BODY].decode("utf-8", errors="replace")
