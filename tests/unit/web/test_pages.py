# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Places, pages and wire values: what a hostile or strange answer shows is nothing, never an exception."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._values import Secret
from ansible_collections.netcam.hardening.plugins.module_utils._web.draft import Draft
from ansible_collections.netcam.hardening.plugins.module_utils._web.pages import Shown, form_fields
from ansible_collections.netcam.hardening.plugins.module_utils._web.places import MISSING, Place, look_up, put
from ansible_collections.netcam.hardening.plugins.module_utils._web.profile import Cell
from ansible_collections.netcam.hardening.plugins.module_utils._web.values import decode, encode
from ansible_collections.netcam.hardening.plugins.module_utils._wire import Answer

_WORDS = ("enable", "disable")


def shown(text: str) -> Shown:
    """A page with this body."""
    return Shown(Answer(200, text.encode(), {"x-next": "abc"}, {"sid": "1"}))


# RFC 6901 section 5, the examples
DOCUMENT = {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "m~n": 8, " ": 7}


@pytest.mark.parametrize(
    ("pointer", "value"),
    [
        ("", DOCUMENT),
        ("/foo", ["bar", "baz"]),
        ("/foo/0", "bar"),
        ("/", 0),
        ("/a~1b", 1),
        ("/c%d", 2),
        ("/m~0n", 8),
        ("/ ", 7),
        ("/foo/2", MISSING),
        ("/foo/00", MISSING),
        ("/foo/-1", MISSING),
        ("/foo/0/x", MISSING),
        ("/nothing/at/all", MISSING),
    ],
)
def test_pointers_follow_the_standard(pointer: str, value: Any) -> None:
    assert look_up(DOCUMENT, pointer) == value


def test_what_is_missing_on_the_way_is_made() -> None:
    assert put(None, "/a/0/b", 1) == {"a": [{"b": 1}]}
    assert put({"a": [{"b": 1, "c": 2}]}, "/a/0/b", 3) == {"a": [{"b": 3, "c": 2}]}
    assert put({}, "/a~1b/x", True) == {"a/b": {"x": True}}


@pytest.mark.parametrize("pointer", ["/a/x", "/a/99999", "/a/-"])
def test_an_array_takes_no_other_index(pointer: str) -> None:
    with pytest.raises(ValueError, match="is no index of an array"):
        put({"a": [1]}, pointer, 2)


PAGE = """
<form><input name=text value="a &amp; b"><input name="none"><input type=checkbox name=on checked>
<input type=checkbox name=off value=1><input type=radio name=r value=1><input type=radio name=r value=2 checked>
<select name=s><option value=1>one<option value=2 selected>two</select><select name=first><option>Alpha beta<option>Gamma</select>
<textarea name=t>
line 1
line 2</textarea><input type=submit name=go value=Go><input type=hidden name="a[b][0][c]" value=deep>
<input type=password name=p></form>
"""


def test_the_fields_of_a_form_are_what_a_browser_would_send() -> None:
    assert form_fields(PAGE) == {
        "text": "a & b",
        "none": "",
        "on": "on",
        "off": None,
        "r": "2",
        "s": "2",
        "first": "Alpha beta",
        "t": "line 1\nline 2",
        "a[b][0][c]": "deep",
        "p": "",
    }


@pytest.mark.parametrize(
    ("text", "place", "value"),
    [
        ('{"a": [1, {"b": "x"}]}', Place("json", "/a/1/b"), "x"),
        ('\ufeff{"a": null}', Place("json", "/a"), None),
        ("a=1\nb = 2=3\n", Place("lines", "b"), " 2=3"),
        ('var a = "x\\ny"; obj = {port: 80, "on": true};', Place("script", "a"), "x\ny"),
        ('var a = "x"; obj = {port: 80, "on": true};', Place("script", "port"), 80),
        ('obj = {port: 80, "on": true};', Place("script", "on"), True),
        ("cfg.name = 'it\\'s';", Place("script", "cfg.name"), "it's"),
        ("", Place("header", "X-Next"), "abc"),
        ("", Place("cookie", "sid"), "1"),
        ("not json", Place("json", "/a"), MISSING),
        ("[" * 100000, Place("json", "/0"), MISSING),
        ("<!DOCTYPE [<![CDATA[<input name=a", Place("html", "a"), MISSING),
        ("", Place("html", "a"), MISSING),
        ("no lines", Place("lines", "no lines"), MISSING),
    ],
)
def test_each_kind_of_page_shows_its_values(text: str, place: Place, value: Any) -> None:
    assert shown(text).value(place) == value


@given(st.text(max_size=200), st.sampled_from(["json", "html", "lines", "script"]))
def test_no_answer_ends_in_an_exception(text: str, kind: str) -> None:
    shown(text).value(Place(kind, "/a" if kind == "json" else "a"))


def cell(kind: str = "text", **more: Any) -> Cell:
    """A cell that is read somewhere."""
    return Cell(kind, _WORDS, read=Place("json", "/a"), **more)


@pytest.mark.parametrize(
    ("given_cell", "wire", "value"),
    [
        (cell(), MISSING, None),
        (cell(), None, ""),
        (cell(), 5, "5"),
        (cell(), {"a": 1}, "unknown value of many parts"),
        (cell("integer"), "80", 80),
        (cell("integer"), 80, 80),
        (cell("integer"), "eighty", "eighty"),
        (cell("integer"), "9" * 5000, "9" * 5000),
        (cell("switch", values={"enable": True, "disable": False}), False, False),
        (cell("switch", values={"enable": "yes", "disable": None}), None, False),
        (cell("switch", values={"enable": "yes", "disable": None}), MISSING, False),
        (cell("switch", values={"enable": 1, "disable": 0}), "1", True),
        (cell("switch", values={"enable": 1, "disable": 0}), 2, "unknown value '2'"),
        (cell("choice", values={"a": "x", "b": "y"}, read_values={"a": 1, "b": 2}), 2, "b"),
        (cell("choice", values={"a": "x"}), [], "unknown value of many parts"),
        (cell("secret", secret="masked"), "****", Secret.SET),
        (cell("secret", secret="masked"), "", Secret.UNSET),
        (cell("secret"), "****", Secret.UNKNOWN),
    ],
)
def test_wire_values_are_read(given_cell: Cell, wire: Any, value: Any) -> None:
    assert decode(given_cell, wire) == value


@pytest.mark.parametrize(
    ("given_cell", "value", "wire"),
    [
        (cell("integer"), 80, 80),
        (cell("integer", as_text=True), 80, "80"),
        (cell("switch", values={"enable": "on", "disable": None}), False, None),
        (cell("choice"), "word", "word"),
        (cell(), None, ""),
    ],
)
def test_wire_values_are_written(given_cell: Cell, value: Any, wire: Any) -> None:
    found = encode(given_cell, value)
    assert found == wire
    assert type(found) is type(wire)


def test_a_request_is_filled_in_once_and_encoded_where_it_stands() -> None:
    template = {
        "method": "POST",
        "path": "/a/{id}?x=1",
        "query": {"q": "{token:t}"},
        "headers": {"X": "{user} {other}"},
        "body": {"kind": "form", "content": {"p": "{password}"}},
    }
    draft = Draft(template, {"id": "a/b", "token:t": "1&2", "user": "{password}", "password": "p w"})
    draft.put(Place("form", "v[0]"), "{password}")
    assert draft.sending() == {
        "method": "POST",
        "path": "/a/a%2Fb?x=1&q=1%262",
        "headers": {"X": "{password} {other}", "Content-Type": "application/x-www-form-urlencoded"},
        "body": b"p=p+w&v%5B0%5D=%7Bpassword%7D",
    }


def test_a_json_body_starts_from_what_the_page_shows_and_keeps_what_it_does_not_know() -> None:
    draft = Draft({"method": "PUT", "path": "/", "body": {"kind": "json", "content": {"apply": True}}}, {})
    draft.start_from({"a": {"b": 1}, "apply": False})
    draft.put(Place("json", "/a/c"), 2)
    assert draft.json == {"a": {"b": 1, "c": 2}, "apply": True}
