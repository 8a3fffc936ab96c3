# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers of web and RTSP servers, whole and broken, read over a real connection."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._probes.reply import (
    Body,
    Head,
    is_picture,
    parse_head,
    read_body,
    read_head,
)
from ansible_collections.netcam.hardening.plugins.module_utils._probes.wire import WireError

from .misbehaving import replying, tcp, visit_to


def answer(data: bytes, limit: int = 1000) -> tuple[Head, Body]:
    """What is read of an answer."""
    with tcp(replying(data)) as place, visit_to(place, 80).tcp(80) as stream:
        stream.send(b"GET / HTTP/1.1\r\n\r\n")
        head = read_head(stream)
        return head, read_body(stream, head, limit)


def test_length_known() -> None:
    head, body = answer(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nhello")
    assert (head.status, head.get("content-type")) == (200, "text/html")
    assert body == Body(b"hello", 5)


def test_of_a_long_body_the_start_is_read_and_the_size_is_known() -> None:
    _head, body = answer(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + b"x" * 5000, limit=100)
    assert (len(body.start), body.size, body.finished) == (100, 5000, False)


def test_length_unknown() -> None:
    _head, body = answer(b"HTTP/1.0 200 OK\r\n\r\n<html></html>")
    assert (body.start, body.size, body.finished) == (b"<html></html>", 13, False)


def test_chunks_and_trailers() -> None:
    head, body = answer(
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=y\r\nwiki\r\n5\r\npedia\r\n0\r\nA: b\r\n\r\n"
    )
    assert head.status == 200
    assert body == Body(b"wikipedia", 9)


def test_chunks_are_bounded() -> None:
    _head, body = answer(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n" + b"x" * 500, limit=100)
    assert (len(body.start), body.more) == (100, True)


def test_bare_line_feeds_empty_lines_before_and_interim_answers() -> None:
    head, _body = answer(b"HTTP/1.1 100 Continue\r\n\r\n\r\nHTTP/1.1 401 no\nWWW-Authenticate: Basic\n\n")
    assert (head.status, head.get("www-authenticate")) == (401, "Basic")


def test_folded_headers_and_several_of_one_name() -> None:
    head = parse_head(
        b'RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm="a",\r\n nonce="b"\r\nwww-authenticate: Basic\r\n'
    )
    assert head.all("www-authenticate") == ['Digest realm="a", nonce="b"', "Basic"]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"220 FTP ready\r\n\r\n", "neither HTTP nor RTSP"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", "in the middle"),
        (b"HTTP/1.1 200 OK\r\nConte", "in the middle"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "malformed"),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * 6, "interim"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 10_000 + b"\r\n", "longer than"),
        (b"x" * 50_000, "without an end"),
    ],
)
def test_broken_answers_are_named(data: bytes, word: str) -> None:
    with pytest.raises(WireError, match=word):
        answer(data)


def test_an_impossible_length_is_no_length() -> None:
    assert parse_head(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n").length is None
    assert parse_head(b"HTTP/1.1 200 OK\r\nContent-Length: 9e9\r\n").length is None


@pytest.mark.parametrize(
    ("kind", "start", "picture"),
    [
        ("image/jpeg", b"", True),
        ("multipart/x-mixed-replace;boundary=x", b"", True),
        ("text/plain", b"\xff\xd8\xff\xe0", True),
        ("text/html", b"<html>", False),
        ("", b"", False),
    ],
)
def test_what_a_picture_is(kind: str, start: bytes, picture: bool) -> None:
    assert is_picture(kind, start) is picture


@given(st.binary(max_size=400))
def test_any_head_is_read_or_refused(data: bytes) -> None:
    try:
        head = parse_head(b"HTTP/1.1 200 OK\r\n" + data)
    except WireError:
        return
    assert head.status == 200
    assert all(name and name == name.lower() for name, _value in head.headers)
