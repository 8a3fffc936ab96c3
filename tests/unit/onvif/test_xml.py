# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""XML from a camera is from a stranger: whatever comes, a clear error in bounded time and memory, never a crash."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._errors import CameraAnswer, InvalidValue, NetcamError
from ansible_collections.netcam.hardening.plugins.module_utils._onvif import xml as onvif_xml
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.mtom import attachment, split
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.soap import body_of, envelope
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.xml import (
    MAX_ATTRIBUTES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ELEMENTS,
    Markup,
    again,
    number,
    parse,
    tag,
    truth,
)

from .camera import NOON, ORDINARY_PROTOCOLS, Answer, PaperCamera, date_and_time, driver_for, protocols
from .camera import envelope as answer_envelope

LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]><a>&c;</a>"""


def refusal(call: Callable[[], object], kind: type[NetcamError]) -> str | None:
    """The message of the error of this kind, None without one; any other error ends the test."""
    try:
        call()
    except kind as error:
        return error.message
    return None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (LAUGHS, "document type"),
        (LAUGHS.decode().encode("utf-16"), "document type"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "document type"),
        (b"<a>&unknown;</a>", "entity"),
        (b"<a>" * (MAX_DEPTH + 1) + b"</a>" * (MAX_DEPTH + 1), "nested deeper"),
        (b"<a>" + b"<b/>" * MAX_ELEMENTS + b"</a>", "more than"),
        (b"<a>" + b" " * MAX_BYTES + b"</a>", "longer than"),
        (b"<a><b></a>", "mismatched"),
        (b"<a><b>", "breaks off before its end"),
        (b"<a><b", "breaks off before its end"),
        (b"<a>\xc3", "breaks off before its end"),
        (b"", "it is empty"),
        (b"<a/><b/>", "junk"),
        (b'<?xml version="1.0" encoding="made-up"?><a/>', "encoding"),
        (b"<x:a/>", "unbound prefix"),
        (b"\xff\xfe\x00", "no usable XML"),
        (b'<?xml version="1.0" encoding="utf-16"?><a/>', "encoding"),
        (b'<?xml version="1.0" encoding="utf-8"?><a>\xe4</a>', "not well-formed"),
        (b"<a x='" + b"y" * MAX_BYTES + b"'/>", "longer than"),
        (b"<a x='1' x='2'/>", "duplicate attribute"),
        (b"<a>" + b"y" * MAX_BYTES, "longer than"),
        (b"<" * 100_000, "not well-formed"),
        (b"<a " + b"".join(b"x%d='' " % count for count in range(MAX_ATTRIBUTES + 1)) + b"/>", "more than"),
        (b"<a>\xff</a>", "not well-formed"),
    ],
)
def test_unusable_xml_is_a_clear_error(content, words):
    with pytest.raises(CameraAnswer, match=words):
        parse(content)


def test_deepest_and_largest_allowed_are_taken():
    assert parse(b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH).name == "a"
    assert len(parse(b"<a>" + b"<b/>" * (MAX_ELEMENTS - 1) + b"</a>").children) == MAX_ELEMENTS - 1


@given(st.binary(max_size=400))
def test_any_bytes_give_a_tree_or_a_clear_error(content):
    message = refusal(lambda: parse(content), CameraAnswer)
    assert message is None or message.startswith("the camera's answer is no usable XML")


VALID = answer_envelope(protocols(*ORDINARY_PROTOCOLS))
HOSTILE_PIECES = [
    b"<!DOCTYPE a>", b"<!ENTITY b 'c'>", b"&b;", b"&#0;", b"&#x10FFFF;", b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<?x ?>", b"\x00",
    b"\xff", b"<", b">", b"&", b'"', b"<s:Body>", b"</s:Body>", b"<s:Fault>", b" xmlns:tds='urn:x'", b"9" * 5000, b"<a>" * 70,
]  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.integers(0, len(VALID)), st.integers(0, 40), st.sampled_from(HOSTILE_PIECES) | st.binary(max_size=8)
        ),
        min_size=1,
        max_size=4,
    )
)
def test_valid_answer_that_was_cut_and_patched_anywhere_gives_a_result_or_one_of_our_errors(patches):
    content = VALID
    for place, length, piece in patches:
        content = content[:place] + piece + content[place + length :]
    driver = driver_for(PaperCamera("digest", GetNetworkProtocols=content))
    assert refusal(lambda: driver.read(["http_server.http_port", "rtsp_server.rtsp_port"]), NetcamError) != ""


@given(
    st.sampled_from(["utf-8", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp037"]),
    st.sampled_from(["utf-8", "utf-16", "ascii", "x"]),
)
def test_answer_in_any_encoding_under_any_name_is_read_or_refused(actual, named):
    text = f'<?xml version="1.0" encoding="{named}"?><a>\u00e4</a>'
    message = refusal(lambda: parse(text.encode(actual)), CameraAnswer)
    assert message is None or "no usable XML" in message


SOAPY = st.recursive(
    st.text(alphabet="abc 0-9:&;<>", max_size=12).map(onvif_xml._escaped),
    lambda inner: st.tuples(
        st.sampled_from(
            [
                "s:Body",
                "s:Fault",
                "s:Code",
                "s:Value",
                "s:Subcode",
                "tds:GetUsersResponse",
                "tds:User",
                "tt:Username",
                "tt:UserLevel",
                "tds:NetworkProtocols",
                "tt:Name",
                "tt:Port",
                "tt:Enabled",
                "tds:SystemDateAndTime",
                "tt:UTCDateTime",
                "tt:Date",
                "tt:Time",
                "tt:Hour",
                "tt:Year",
                "tds:IPAddressFilter",
                "tt:Type",
                "tt:IPv4Address",
                "tt:Address",
                "tt:PrefixLength",
                "tds:DNSInformation",
                "tt:DNSManual",
                "tds:Service",
                "tds:Capabilities",
                "tds:XAddr",
                "tds:Namespace",
                "tds:NTPInformation",
                "tt:NTPManual",
            ]
        ),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=12,
)


@given(SOAPY, st.sampled_from([200, 400, 401, 500]))
def test_any_soap_gives_a_result_or_one_of_our_errors(body, status):
    operations = [
        "GetServices",
        "GetUsers",
        "GetNetworkProtocols",
        "GetSystemDateAndTime",
        "GetIPAddressFilter",
        "GetDNS",
        "GetNTP",
    ]
    answers = {
        name: Answer(status, answer_envelope(f"<tds:{name}Response>{body}</tds:{name}Response>"), {})
        for name in operations
    }
    driver = driver_for(PaperCamera("digest", **answers))
    for call in (
        driver.log_in,
        driver.facts,
        lambda: driver.read(["http_server.http_port", "date_time.method", "date_time.ntp_server", "users.accounts"]),
        lambda: driver.read(["host_access.ipv4.rows", "network.dns.name_server_1"]),
    ):
        assert refusal(call, NetcamError) != ""


@given(st.integers(0, 2000))
def test_truncated_answer_is_a_clear_error_at_every_byte(cut):
    whole = answer_envelope(protocols(*ORDINARY_PROTOCOLS))
    camera = PaperCamera("digest", GetNetworkProtocols=whole[: cut % len(whole)])
    with pytest.raises(CameraAnswer, match="breaks off before its end" if cut % len(whole) else "is empty"):
        driver_for(camera).read(["http_server.http_port"])


@given(st.text(max_size=40))
def test_any_text_arrives_as_it_was_sent_or_is_refused_before(text):
    try:
        content = envelope(tag("tds:SetHostname", tag("tds:Name", text)))
    except InvalidValue:
        assert onvif_xml._ILLEGAL.search(text)
        return
    name = ET.fromstring(content).find(".//{http://www.onvif.org/ver10/device/wsdl}Name")
    # line ends are normalised by every XML parser, except where they are escaped
    assert (name.text or "") == text
    assert body_of(parse(content)).children[0].text == text


def test_markup_is_not_escaped_twice_and_attributes_are_escaped():
    assert tag("tt:A", tag("tt:B", "<&>"), x='"') == '<tt:A x="&quot;"><tt:B>&lt;&amp;&gt;</tt:B></tt:A>'
    assert tag("tt:A", Markup("")) == "<tt:A/>"
    assert tag("tt:A", True) == "<tt:A>true</tt:A>"


def test_element_is_sent_back_in_the_schemas_namespace_and_foreign_ones_in_their_own():
    node = parse(
        b'<a:E xmlns:a="http://www.onvif.org/ver10/device/wsdl" xmlns:v="urn:vendor" xmlns:i="urn:i" i:type="x" token="1">'
        b"<a:F>1 &lt; 2</a:F><v:G><v:H/></v:G></a:E>"
    )
    assert again(node) == (
        '<tt:E token="1"><tt:F>1 &lt; 2</tt:F><x:G xmlns:x="urn:vendor"><x:H xmlns:x="urn:vendor"></x:H></x:G></tt:E>'
    )


@pytest.mark.parametrize(
    ("text", "value"), [("true", True), ("1", True), (" FALSE ", False), ("0", False), ("yes", None), (None, None)]
)
def test_boolean(text, value):
    assert truth(text) is value


@pytest.mark.parametrize(
    ("text", "value"), [("7", 7), (" -1 ", -1), ("١", None), ("1" * 11, None), ("1.5", None), (None, None)]
)
def test_number(text, value):
    assert number(text) == value


MULTIPART = (
    b"--b1\r\nContent-Type: application/xop+xml\r\nContent-ID: <root>\r\n\r\n<a/>\r\n"
    b"--b1\r\nContent-ID: <file@camera>\r\n\r\nline 1\nline 2\r\n--b1--\r\n"
)


def test_attachment_is_found_by_its_content_id():
    content, parts = split(MULTIPART, 'multipart/related; type="application/xop+xml"; boundary="b1"')
    assert content == b"<a/>"
    include = parse(b'<Binary><Include href="cid:file%40camera"/></Binary>')
    assert attachment(include, parts) == b"line 1\nline 2"


@pytest.mark.parametrize(
    ("element", "words"),
    [(b'<Binary><Include href="cid:other"/></Binary>', "did not send"), (b"<Binary>!!</Binary>", "Base64")],
)
def test_attachment_that_is_missing_or_broken_is_a_clear_error(element, words):
    with pytest.raises(CameraAnswer, match=words):
        attachment(parse(element), {})


@pytest.mark.parametrize("content_type", ["multipart/related", "multipart/related; boundary=other"])
def test_multipart_without_parts_is_a_clear_error(content_type):
    with pytest.raises(CameraAnswer, match="multipart"):
        split(MULTIPART, content_type)


@given(st.binary(max_size=200))
def test_any_multipart_gives_parts_or_a_clear_error(content):
    message = refusal(lambda: split(b"--b1" + content, "multipart/related; boundary=b1"), CameraAnswer)
    assert message is None or "multipart" in message


def test_date_that_is_none_is_no_clock():
    camera = PaperCamera("digest", GetSystemDateAndTime=date_and_time(NOON).replace("<tt:Day>22", "<tt:Day>99"))
    facts = driver_for(camera).facts()
    assert facts.clock is None
    assert facts.drift is None
