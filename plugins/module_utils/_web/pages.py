# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What a page shows: JSON, the fields of an HTML form, lines C(key=value), or values set by a script.

The camera is not trusted: an answer that is none of this shows nothing, and never ends in an exception.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

from .._lines import values_of_lines
from .._wire import Answer
from .places import MISSING, Place, look_up

#: A settings form has some hundred fields.
_MOST_FIELDS = 20000
_ASSIGNMENT = re.compile(
    r"""(?<![\w$.])(?:["']?)([A-Za-z_$][\w$.]*)(?:["']?)\s*[:=]\s*("(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|-?\d+(?:\.\d+)?|true|false|null)"""
)


class _Form(HTMLParser):
    """The value each field of a page would send (HTML Standard, 4.10.22.4); None for a box that is not checked."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.fields: dict[str, str | None] = {}
        self._select: str | None = None
        self._first: str | None = None
        self._chosen: str | None = None
        self._option: list[str] | None = None
        self._option_value: str | None = None
        self._option_chosen = False
        self._area: str | None = None
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "input":
            self._input(name, given)
        elif tag == "select":
            self._end_select()
            self._select, self._first, self._chosen = name, None, None
        elif tag == "option" and self._select is not None:
            self._end_option()
            self._option, self._option_value, self._option_chosen = [], given.get("value"), "selected" in given
        elif tag == "textarea":
            self._area, self._text = name, []

    def _input(self, name: str, given: dict[str, str | None]) -> None:
        kind = (given.get("type") or "text").lower()
        if kind in ("checkbox", "radio"):
            if "checked" in given:
                self._keep(name, given.get("value") if given.get("value") is not None else "on")
            elif name not in self.fields:
                self._keep(name, None)
        elif kind not in ("submit", "button", "image", "reset", "file"):
            self._keep(name, given.get("value") or "")

    def _keep(self, name: str, value: str | None) -> None:
        if name and (name in self.fields or len(self.fields) < _MOST_FIELDS):
            self.fields[name] = value

    def handle_data(self, data: str) -> None:
        if self._option is not None:
            self._option.append(data)
        elif self._area is not None:
            self._text.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "option":
            self._end_option()
        elif tag == "select":
            self._end_select()
        elif tag == "textarea" and self._area is not None:
            # the first newline of a text area is not part of its value
            self._keep(self._area, "".join(self._text).removeprefix("\n"))
            self._area = None

    def _end_option(self) -> None:
        if self._option is None:
            return
        value = self._option_value if self._option_value is not None else " ".join("".join(self._option).split())
        self._option = None
        if self._first is None:
            self._first = value
        if self._option_chosen:
            self._chosen = value

    def _end_select(self) -> None:
        if self._select is None:
            return
        self._end_option()
        # a list without a choice shows its first entry
        self._keep(self._select, self._chosen if self._chosen is not None else self._first)
        self._select = None


def form_fields(text: str) -> dict[str, str | None]:
    """Fields of the forms of a page, by name."""
    parser = _Form()
    try:
        parser.feed(text)
        parser.close()
    except (AssertionError, ValueError):
        # Python's parser gives up on some broken declarations; what was read until then counts
        pass
    return parser.fields


def _script(text: str) -> dict[str, Any]:
    return {found[1]: _literal(found[2]) for found in _ASSIGNMENT.finditer(text)}


def _literal(text: str) -> Any:
    if text[0] not in "\"'":
        return json.loads(text)
    inner = text[1:-1]
    if text[0] == "'":
        inner = inner.replace("\\'", "'").replace('"', '\\"') if '\\"' not in inner else inner.replace("\\'", "'")
    try:
        return json.loads(f'"{inner}"', strict=False)
    except ValueError:
        return inner


def _json(text: str) -> Any:
    try:
        return json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return MISSING


_PARSERS: dict[str, Callable[[str], Any]] = {
    "json": _json,
    "html": form_fields,
    "lines": values_of_lines,
    "script": _script,
}


class Shown:
    """One answer, read in as many ways as its places ask for, each once."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._parsed: dict[str, Any] = {}

    def document(self, kind: str) -> Any:
        """The whole answer in one form."""
        if kind not in self._parsed:
            self._parsed[kind] = _PARSERS[kind](self._answer.text)
        return self._parsed[kind]

    def value(self, place: Place, row: int | None = None) -> Any:
        """What stands at a place, with its JSON type; MISSING where nothing does."""
        place = place.at(row)
        if place.kind == "header":
            return self._answer.headers.get(place.name.lower(), MISSING)
        if place.kind == "cookie":
            return self._answer.cookies.get(place.name, MISSING)
        if place.kind == "json":
            return look_up(self.document("json"), place.name)
        fields: dict[str, Any] = self.document(place.kind)
        return fields.get(place.name, MISSING)

    @property
    def understood(self) -> bool:
        """Whether an answer that should be JSON is."""
        return self.document("json") is not MISSING
