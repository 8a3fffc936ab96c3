# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The Probe that is sent, and ProbeMatches out of any bytes."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._discovery import messages
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.messages import BadAnswer, probe, read_answer

from .answers import CANON, UUID, answer, device

WSD = "{http://schemas.xmlsoap.org/ws/2005/04/discovery}"
WSA = "{http://schemas.xmlsoap.org/ws/2004/08/addressing}"


@pytest.mark.parametrize(
    ("kind", "namespace"),
    [
        ("NetworkVideoTransmitter", "http://www.onvif.org/ver10/network/wsdl"),
        ("Device", "http://www.onvif.org/ver10/device/wsdl"),
    ],
)
def test_a_probe_is_what_the_standard_asks_for(kind: str, namespace: str) -> None:
    data = probe(kind, "urn:uuid:1")

    root = ElementTree.fromstring(data)
    assert root.findtext(f".//{WSA}Action") == "http://schemas.xmlsoap.org/ws/2005/04/discovery/Probe"
    assert root.findtext(f".//{WSA}To") == "urn:schemas-xmlsoap-org:ws:2005:04:discovery"
    assert root.findtext(f".//{WSA}MessageID") == "urn:uuid:1"
    prefix, _colon, name = (root.findtext(f".//{WSD}Probe/{WSD}Types") or "").partition(":")
    assert name == kind
    assert f'xmlns:{prefix}="{namespace}"' in data.decode()
    assert len(data) < 1400, "fits into one packet"


def test_an_answer_is_read_with_all_it_says() -> None:
    found = read_answer(
        answer("urn:uuid:1", device(scopes=" ".join(CANON), xaddrs="http://192.0.2.1/a https://192.0.2.1/a"))
    )

    assert found.relates_to == "urn:uuid:1"
    (match,) = found.devices
    assert match.endpoint == UUID
    assert match.types == ("NetworkVideoTransmitter", "Device")
    assert match.scopes == CANON
    assert match.xaddrs == ("http://192.0.2.1/a", "https://192.0.2.1/a")
    assert match.metadata_version == 1


def test_a_device_that_says_nothing_is_still_one() -> None:
    (match,) = read_answer(answer("x", "<d:ProbeMatch/>")).devices

    assert match == messages.Match("", (), (), ())


def test_a_recorder_answers_for_its_cameras() -> None:
    found = read_answer(answer("x", *(device(f"urn:uuid:{n}") for n in range(messages.MAX_MATCHES))))

    assert len(found.devices) == messages.MAX_MATCHES


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no usable XML"),
        (b"<a", "breaks off"),
        (bytes(range(256)), "no usable XML"),
        (b"<a/>", "no ProbeMatches"),
        (answer("x", device()).replace(b"ProbeMatches", b"Hello"), "no ProbeMatches"),
        (answer("x", device()).replace(b"Envelope", b"Letter"), "no ProbeMatches"),
        (answer("", device()), "to which message"),
        (answer("x", *[device()] * (messages.MAX_MATCHES + 1)), "more than 64 devices"),
        (
            answer("x", device()).replace(b"<s:Envelope", b"<!DOCTYPE x [<!ENTITY y 'z'>]><s:Envelope", 1),
            "document type",
        ),
        (answer("x", "<a:a>" * 100 + "</a:a>" * 100), "nested deeper"),
        (answer("x", device())[:-20], "no usable XML"),
    ],
)
def test_what_is_no_answer_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(BadAnswer, match=reason):
        read_answer(data)


def test_words_that_are_too_long_too_many_or_not_printable_are_left_out() -> None:
    long = "x" * (messages.MAX_WORD + 1)
    many = " ".join(f"s{n}" for n in range(messages.MAX_WORDS + 50))

    (match,) = read_answer(
        answer("x", device(endpoint=long, types=f"a:{long} tds:Device", scopes=many, xaddrs="http://\u202e/"))
    ).devices

    assert match.endpoint == ""
    assert match.types == ("Device",)
    assert len(match.scopes) == messages.MAX_WORDS
    assert match.xaddrs == ()


@pytest.mark.parametrize(
    ("types", "camera"),
    [
        (("NetworkVideoTransmitter",), True),
        (("Device",), True),
        ((), True),
        (("Printer",), False),
        (("NetworkVideoDisplay",), False),
        (("Printer", "Device"), True),
    ],
)
def test_only_cameras_are_taken(types: tuple[str, ...], camera: bool) -> None:
    assert messages.is_camera(types) is camera


@given(st.binary(max_size=2000))
def test_any_bytes_are_an_answer_or_refused(data: bytes) -> None:
    try:
        found = read_answer(data)
    except BadAnswer:
        return
    assert len(found.devices) <= messages.MAX_MATCHES


@given(st.text(max_size=700), st.text(max_size=700), st.text(max_size=700), st.text(max_size=700))
def test_whatever_a_device_says_comes_out_printable_and_bounded(
    endpoint: str, types: str, scopes: str, xaddrs: str
) -> None:
    try:
        (match,) = read_answer(answer("x", device(endpoint, types, scopes, xaddrs))).devices
    except (BadAnswer, UnicodeEncodeError):
        return
    for word in (match.endpoint, *match.types, *match.scopes, *match.xaddrs):
        assert word.isprintable()
        assert len(word) <= messages.MAX_WORD
        assert not any(letter in " \t\r\n" for letter in word)
