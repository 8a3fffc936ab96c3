# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""RTSP (RFC 2326): OPTIONS, and DESCRIBE of the streams that are known, without a login. Nothing is set up or played."""

from __future__ import annotations

from typing import Any

from .challenges import Challenge, parse_challenges, schemes_of
from .finding import Finding, clean, not_seen, seen, unknown
from .paths import streams_for
from .reply import Head, read_body, read_head
from .visit import Visit
from .wire import CLOSED, REFUSED, RESET, SILENT, Stream, WireError

RTSP = "rtsp"
_MAX_DESCRIPTION = 16 * 1024


class _Talk:
    """Requests over one connection, made anew where the server closes it."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._stream: Stream | None = None
        self._sequence = 0
        host = visit.target.host.partition("%")[0]
        self._base = f"rtsp://{f'[{host}]' if ':' in host else host}:{visit.target.rtsp_port}"

    def close(self) -> None:
        if self._stream is not None:
            self._stream.close()
            self._stream = None

    def ask(self, method: str, path: str, **headers: str) -> tuple[Head, bytes]:
        """One request. Raises WireError."""
        fresh = self._stream is None
        try:
            return self._once(method, path, headers)
        except WireError as error:
            self.close()
            if fresh or error.kind not in (CLOSED, RESET):
                raise
        return self._once(method, path, headers)

    def _once(self, method: str, path: str, headers: dict[str, str]) -> tuple[Head, bytes]:
        if self._stream is None:
            self._stream = self._visit.tcp(self._visit.target.rtsp_port)
        self._sequence += 1
        lines = [f"{method} {self._base}{path} RTSP/1.0", f"CSeq: {self._sequence}", "User-Agent: netcam.hardening"]
        lines += [f"{name}: {value}" for name, value in headers.items()]
        self._stream.send("\r\n".join([*lines, "", ""]).encode("latin-1", errors="replace"))
        head = read_head(self._stream)
        # an answer without Content-Length has no body here, unlike in HTTP (RFC 2326 section 4.4)
        body = read_body(self._stream, head, _MAX_DESCRIPTION).start if head.length else b""
        if head.length and head.length > _MAX_DESCRIPTION:
            self.close()
        return head, body


def probe_rtsp(visit: Visit) -> Finding:
    """Seen: an RTSP server answers. Facts: the login it asks for, and streams that open without one."""
    port = visit.target.rtsp_port
    talk = _Talk(visit)
    try:
        options, _body = talk.ask("OPTIONS", "/")
    except WireError as error:
        talk.close()
        if error.kind in (REFUSED, SILENT):
            return not_seen(RTSP, f"port {port}: {error}", port=port, answer=error.kind)
        return unknown(RTSP, f"port {port}: {error}", port=port)
    facts: dict[str, Any] = {
        "port": port,
        "answer": "rtsp",
        "server": clean(options.get("server")) or None,
        "methods": sorted({clean(word, 32) for word in options.get("public").split(",") if word.strip()}),
        "streams": [],
        "open": [],
    }
    challenges = parse_challenges(options.all("www-authenticate")) if options.status == 401 else []
    late = _describe_all(talk, streams_for(visit.target.families, visit.target.rtsp_paths), facts, challenges)
    talk.close()
    facts["challenges"] = [challenge.as_dict() for challenge in challenges]
    facts["schemes"] = schemes_of(challenges)
    return seen(RTSP, _said(port, facts, late), **facts)


def _describe_all(talk: _Talk, paths: list[str], facts: dict[str, Any], challenges: list[Challenge]) -> str | None:
    """DESCRIBE one after the other. Returns why not all could be asked."""
    for path in paths:
        try:
            head, body = talk.ask("DESCRIBE", path, Accept="application/sdp")
        except WireError as error:
            return str(error)
        facts["streams"].append({"path": clean(path), "status": head.status})
        if head.status == 401:
            found = parse_challenges(head.all("www-authenticate"))
            challenges += [challenge for challenge in found if challenge not in challenges]
            # one login protects all streams: more unanswered requests would only look like an attack
            return None
        if head.status == 200 and any(line.startswith(b"m=") for line in body.splitlines()):
            facts["open"].append(clean(path))
            return None
    return None


def _said(port: int, facts: dict[str, Any], late: str | None) -> str:
    if facts["open"]:
        return f"port {port}: the stream {facts['open'][0]} opens without a login"
    if facts["schemes"]:
        return f"port {port}: a login is asked for by {', '.join(facts['schemes'])}"
    if late:
        return f"port {port}: an RTSP server answers, but not to DESCRIBE: {late}"
    return f"port {port}: an RTSP server answers; none of the known streams exists on it (option rtsp_paths)"
