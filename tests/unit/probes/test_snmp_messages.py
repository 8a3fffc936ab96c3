# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""SNMP messages: BER, keys against the vectors of the RFCs, and datagrams of strangers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._probes import usm
from ansible_collections.netcam.hardening.plugins.module_utils._probes.ber import (
    OCTETS,
    BadBer,
    Reader,
    integer,
    octets,
    oid,
    sequence,
    tlv,
)
from ansible_collections.netcam.hardening.plugins.module_utils._probes.snmp_messages import (
    SYS_DESCR,
    V2C,
    Engine,
    discovery,
    get_by_community,
    get_by_user,
    read_by_community,
    read_by_user,
)
from ansible_collections.netcam.hardening.plugins.module_utils._probes.visit import SnmpUser

ENGINE = Engine(bytes.fromhex("80001f8804706f626573"), 3, 4711)
USER = SnmpUser("monitoring", "Auth4Monitor", "sha", "Priv4Monitor", "aes")
RFC_ENGINE = bytes.fromhex("000000000000000000000002")


# -- BER -----------------------------------------------------------------------------------------------------------


@given(st.integers(-(1 << 63), (1 << 63) - 1))
def test_integers(value: int) -> None:
    assert Reader(integer(value)).integer() == value


@given(st.binary(max_size=70_000))
def test_octets(value: bytes) -> None:
    assert Reader(octets(value)).take(OCTETS) == value


@given(st.lists(st.integers(0, (1 << 32) - 1), max_size=30), st.sampled_from(["1.3", "0.9", "2.5", "2.999"]))
def test_object_identifiers(numbers: list[int], start: str) -> None:
    text = ".".join([start, *map(str, numbers)])
    assert Reader(oid(text)).oid() == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\x02",
        b"\x02\x05\x01",
        b"\x02\x80\x00\x00",
        b"\x02\x00",
        b"\x02\x0a" + bytes(10),
        b"\x1f\x01\x00",
        b"\x02\x85" + bytes(9),
    ],
)
def test_what_is_no_integer(data: bytes) -> None:
    with pytest.raises(BadBer):
        Reader(data).integer()


@pytest.mark.parametrize("content", [b"", b"\x81", b"\x2b" + b"\xff" * 6 + b"\x01"])
def test_what_is_no_object_identifier(content: bytes) -> None:
    with pytest.raises(BadBer):
        Reader(tlv(0x06, content)).oid()


# -- keys ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("protocol", "key"),
    [
        ("md5", "526f5eed9fcce26f8964c2930787d82b"),  # RFC 3414 A.3.1
        ("sha", "6695febc9288e36282235fc7151f128497b38f3f"),  # RFC 3414 A.3.2
    ],
)
def test_localized_keys_are_those_of_the_rfc(protocol: str, key: str) -> None:
    assert usm.localized_key(protocol, "maplesyrup", RFC_ENGINE).hex() == key


@pytest.mark.parametrize("protocol", usm.PRIVACY)
@given(plain=st.binary(min_size=1, max_size=100))
def test_what_is_sealed_opens(protocol: str, plain: bytes) -> None:
    key = bytes(range(20))
    sealed, salt = usm.encrypt(protocol, key, 1, 2, plain)
    assert usm.decrypt(protocol, key, 1, 2, salt, sealed)[: len(plain)] == plain
    assert len(sealed) in (len(plain), len(plain) + -len(plain) % 8)


def test_sealed_data_of_an_impossible_size() -> None:
    for salt, sealed in ((b"short", bytes(8)), (bytes(8), bytes(9))):
        with pytest.raises(BadBer):
            usm.decrypt("des", bytes(16), 1, 2, salt, sealed)


# -- messages ------------------------------------------------------------------------------------------------------


def test_a_get_is_the_one_that_net_snmp_sends() -> None:
    # snmpget -v2c -c public HOST 1.3.6.1.2.1.1.1.0 1.3.6.1.2.1.1.2.0, request 1, seen on the wire
    wanted = (
        "3034020101040670"
        + "75626c6963a027020101020100020100301c300c06082b060102010101000500300c06082b060102010102000500"
    )
    assert get_by_community(V2C, "public", 1).hex() == wanted


def response(identity: int, value: bytes) -> bytes:
    binding = sequence(oid(SYS_DESCR), octets(value))
    return sequence(integer(identity), integer(0), integer(0), sequence(binding), tag=0xA2)


def test_a_response() -> None:
    version, answer = read_by_community(sequence(integer(V2C), octets(b"public"), response(5, b"Camera")))
    assert (version, answer.identity, answer.values) == (V2C, 5, {SYS_DESCR: "Camera"})


def test_a_request_is_no_response() -> None:
    with pytest.raises(BadBer):
        read_by_community(get_by_community(V2C, "public", 1))
    with pytest.raises(BadBer):
        read_by_user(discovery(1))


def test_our_own_sealed_message_needs_the_right_password() -> None:
    # an agent would open it: the code holds, the content is for who knows the password, and it is no response
    message = get_by_user(USER, ENGINE, 9)
    with pytest.raises(BadBer, match="neither response nor report"):
        read_by_user(message, USER)
    wrong = SnmpUser("monitoring", "Auth4Monitor", "sha", "Other4Monitor", "aes")
    with pytest.raises(BadBer):
        read_by_user(message, wrong)
    with pytest.raises(BadBer, match="not for us"):
        read_by_user(message, SnmpUser("monitoring", "Other4Monitor", "sha", "Priv4Monitor", "aes"))


def test_passwords_are_in_no_message_and_no_text() -> None:
    message = get_by_user(USER, ENGINE, 9)
    for secret in ("Auth4Monitor", "Priv4Monitor"):
        assert secret.encode() not in message
        assert secret not in repr(USER)


def test_the_maker_of_an_engine() -> None:
    assert ENGINE.enterprise == 8072
    assert Engine(b"", 0, 0).enterprise is None
    assert Engine(bytes(12), 0, 0).enterprise is None


@given(st.binary(max_size=300))
def test_any_datagram_is_read_or_refused(data: bytes) -> None:
    for read in (read_by_community, read_by_user, lambda text: read_by_user(text, USER)):
        with pytest.raises(BadBer):
            read(data)


@given(st.data())
def test_a_changed_byte_is_read_or_refused(data: st.DataObject) -> None:
    message = bytearray(sequence(integer(V2C), octets(b"public"), response(5, b"Camera")))
    at = data.draw(st.integers(0, len(message) - 1))
    message[at] = data.draw(st.integers(0, 255))
    try:
        _version, answer = read_by_community(bytes(message))
    except BadBer:
        return
    assert len(answer.values) <= 16
