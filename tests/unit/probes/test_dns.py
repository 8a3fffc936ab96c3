# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""DNS messages: what mDNS sends and understands."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._probes.dns import (
    AAAA,
    PTR,
    SRV,
    A,
    BadMessage,
    Record,
    question,
    read_response,
    reverse_name,
)

SERVICE = b"\x05_http\x04_tcp\x05local\x00"


def response(*records: bytes, questions: bytes = b"", number: int = 0) -> bytes:
    return struct.pack("!HHHHHH", 7, 0x8400, number, len(records), 0, 0) + questions + b"".join(records)


def record(name: bytes, kind: int, data: bytes) -> bytes:
    return name + struct.pack("!HHIH", kind, 1, 120, len(data)) + data


def test_a_question() -> None:
    data = question("_http._tcp.local", PTR, 0x1234)
    assert data == struct.pack("!HHHHHH", 0x1234, 0, 1, 0, 0, 0) + SERVICE + struct.pack("!HH", PTR, 0x8001)


def test_names_of_addresses() -> None:
    assert reverse_name("192.0.2.7") == "7.2.0.192.in-addr.arpa"
    assert reverse_name("fe80::1%eth0").endswith(".8.e.f.ip6.arpa")


def test_a_service_with_compressed_names() -> None:
    # the service at offset 12, the instance at 12 + 18 + 10
    instance = b"\x06camera\xc0\x0c"
    data = response(
        record(SERVICE, PTR, instance),
        record(b"\xc0\x28", SRV, struct.pack("!HHH", 0, 0, 80) + b"\x04host\x05local\x00"),
        record(b"\x04host\x05local\x00", A, bytes([192, 0, 2, 7])),
        record(b"\x04host\x05local\x00", AAAA, bytes(15) + b"\x01"),
    )
    assert read_response(data) == [
        Record("_http._tcp.local", PTR, "camera._http._tcp.local"),
        Record("camera._http._tcp.local", SRV, "host.local", 80),
        Record("host.local", A, "192.0.2.7"),
        Record("host.local", AAAA, "::1"),
    ]


def test_the_question_may_be_repeated() -> None:
    data = response(record(b"\xc0\x0c", PTR, b"\x01x\x00"), questions=SERVICE + b"\x00\x0c\x00\x01", number=1)
    assert read_response(data) == [Record("_http._tcp.local", PTR, "x")]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        bytes(12),
        question("a.local", PTR, 1),
        struct.pack("!HHHHHH", 7, 0x8403, 0, 0, 0, 0),
        response(b"\xc0\x0c" + bytes(10)),
        response(b"\xc0\xff" + bytes(10)),
        response(record(SERVICE, PTR, b"\x01x\x00")[:-2]),
        response(b"\x80" + bytes(20)),
        response(b"\x3fabc"),
    ],
    ids=[
        "empty",
        "query",
        "question",
        "error",
        "pointer-to-itself",
        "pointer-forwards",
        "cut-off",
        "unknown-label",
        "cut-name",
    ],
)
def test_what_is_no_answer(data: bytes) -> None:
    with pytest.raises(BadMessage):
        read_response(data)


@given(st.binary(max_size=600))
def test_any_datagram_is_read_or_refused(data: bytes) -> None:
    try:
        assert len(read_response(data)) <= 64
    except BadMessage:
        return


@given(st.binary(max_size=300), st.integers(0, 40))
def test_any_datagram_with_a_right_head(rest: bytes, count: int) -> None:
    try:
        found = read_response(struct.pack("!HHHHHH", 7, 0x8400, 0, count, 0, 0) + rest)
    except BadMessage:
        return
    assert len(found) == count
