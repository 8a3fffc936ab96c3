# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the CGI interface answers, with every peculiarity that was recorded, and with junk."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._ipro.answers import (
    asks_for_registration,
    model_on,
    object_of,
    pairs_of,
    status_of,
)
from ansible_collections.netcam.hardening.plugins.module_utils._wire import Answer

from .camera import REGISTRATION, error_page


def answer(body: bytes | str, status: int = 200) -> Answer:
    return Answer(status, body.encode() if isinstance(body, str) else body, {})


def test_lines_behind_a_byte_order_mark_and_an_empty_line() -> None:
    found = pairs_of(answer("\ufeff\r\ncommon.category=camera\r\nvideo_server.network.https.supported=yes\r\n"))
    assert found == {"common.category": "camera", "video_server.network.https.supported": "yes"}


def test_lines_within_html_tags() -> None:
    found = pairs_of(answer("\ufeff\r\n<HTML>\r\nMAC=BC-C3\r\nVERSION=1.20\r\n</HTML>\r\n"))
    assert found == {"MAC": "BC-C3", "VERSION": "1.20"}
    assert pairs_of(answer("<html><body>MAC=1<br>NAME=WV-X<br></body></html>")) == {"MAC": "1", "NAME": "WV-X"}


@pytest.mark.parametrize("line", ["NAME=a=b", "NAME=a=b\r", "\ufeffNAME=a=b\n"])
def test_a_value_may_hold_equal_signs(line: str) -> None:
    assert pairs_of(answer(line)) == {"NAME": "a=b"}


def test_what_is_no_line_is_left_out_and_the_first_of_two_counts() -> None:
    assert pairs_of(answer("hello\r\n=x\r\na=1\r\na=2\r\n\r\nb=\r\n")) == {"a": "1", "b": ""}


@pytest.mark.parametrize(
    ("body", "status", "means"),
    [
        (error_page(401, "Unauthorized"), 200, 401),
        (error_page(403, "Forbidden"), 200, 403),
        (error_page(404, "Not Found"), 200, 404),
        (b"\xef\xbb\xbf\r\n" + error_page(404, "Not Found"), 200, 404),
        (b"UID=-1\r\n", 200, 403),
        (b"\xef\xbb\xbf\r\nUID=-4\r\n", 200, 403),
        (b"UID=17\r\n", 200, 200),
        (b"<html><head><title>200 lumen</title></head></html>", 200, 200),
        (b"<title>Camera 404</title>", 200, 200),
        (b"anything", 400, 400),
        (b"", 200, 200),
    ],
)
def test_the_status_that_an_answer_means(body: bytes, status: int, means: int) -> None:
    assert status_of(answer(body, status)) == means


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (
            '{"usernum":2,"userlist":{"admin":1,"viewer":3}}',
            {"usernum": "2", "userlist": {"admin": "1", "viewer": "3"}},
        ),
        ("({userauth:'1',auth_type:0})", {"userauth": "1", "auth_type": "0"}),
        (
            "{&quot;usernum&quot;:1,&quot;userlist&quot;:{&quot;a=b&quot;:1}}",
            {"usernum": "1", "userlist": {"a=b": "1"}},
        ),
        ('\ufeff\r\n{ "userlist" : { "a,b" : 2 , } }\r\n', {"userlist": {"a,b": "2"}}),
        ("{}", {}),
        ("{userlist:{}}", {"userlist": {}}),
    ],
)
def test_objects_as_the_sister_family_writes_them(text: str, value: object) -> None:
    assert object_of(answer(text)) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a=1",
        "{",
        "{a}",
        "{a:}",
        "{a:1",
        "{a:1}}",
        "{a:[1]}",
        "{a:alert(1)}",
        "{:1}",
        "{a:{b:{c:{d:{e:{f:1}}}}}}",
        '{"a":"b',
    ],
)
def test_anything_else_is_no_object(text: str) -> None:
    assert object_of(answer(text)) is None


plain = st.text(
    st.characters(codec="ascii", exclude_characters='"\\&', categories=("L", "N", "P", "S", "Zs")), max_size=8
)


@given(
    st.recursive(
        st.dictionaries(plain, plain, max_size=4), lambda inner: st.dictionaries(plain, inner, max_size=3), max_leaves=8
    )
)
def test_an_object_comes_back_as_it_was_written(value: dict[str, object]) -> None:
    def depth(part: object) -> int:
        return 1 + max((depth(item) for item in part.values()), default=0) if isinstance(part, dict) else 0

    found = object_of(answer(json.dumps(value)))
    assert found == (value if depth(value) <= 5 else None)


@given(st.binary(max_size=200))
def test_junk_is_answered_without_an_exception(body: bytes) -> None:
    found = answer(body)
    status_of(found)
    pairs_of(found)
    object_of(found)
    asks_for_registration(found)


def test_a_long_answer_is_read_up_to_a_limit() -> None:
    assert len(pairs_of(answer("".join(f"k{n}=1\n" for n in range(20000))))) == 5000
    assert object_of(answer("{" + ",".join(f"a{n}:1" for n in range(20000)) + "}")) is None


@pytest.mark.parametrize(
    "page",
    [
        REGISTRATION,
        b"<HTML><HEAD><TITLE>WV-SBV131M Administrator registration</TITLE></HEAD><BODY><FORM METHOD=POST></FORM></BODY></HTML>",
        b"<html><head><script src=/admin/regist.js></script></head><body><h1>Register an administrator</h1></body></html>",
    ],
)
def test_the_page_of_the_first_access_is_recognised(page: bytes) -> None:
    assert asks_for_registration(answer(page))


@pytest.mark.parametrize(
    "page",
    [
        "repassword=1",
        "administrator registration",
        error_page(404, "Not Found"),
        "<html><form><input name=password></form>",
    ],
)
def test_other_pages_are_not_the_first_access(page: bytes | str) -> None:
    assert not asks_for_registration(answer(page))


def test_the_model_may_stand_on_a_page() -> None:
    assert model_on(answer("<title>WV-SBV131M Administrator registration</title>")) == "WV-SBV131M"
    assert model_on(answer(REGISTRATION)) is None
