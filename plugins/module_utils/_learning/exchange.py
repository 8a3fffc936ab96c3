# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Where values stand: in a request (query, form, JSON), and in an answer (JSON, form fields of HTML, lines, script)."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from .har import Entry
from .html_fields import MOST_FIELDS, HtmlFields, fields_of
from .multipart import File, params_of, parts_of

#: No settings are nested deeper.
DEEPEST = 40
_LINE = re.compile(r"^([A-Za-z_][\w.\[\]-]{0,120})=(.*)$")
_SCRIPT = re.compile(
    r"""\b([A-Za-z_$][\w$.]{0,80})\s*[=:]\s*("(?:[^"\\\n]|\\.){0,2000}"|'(?:[^'\\\n]|\\.){0,2000}'|-?\d{1,9}|true|false)"""
)
_STATIC = ("image/", "font/", "text/css", "audio/", "video/")


class Place(NamedTuple):
    """C(kind) is query, form, json or header in a request; json, html, lines, script or header in an answer."""

    kind: str
    name: str


def pointer(parts: tuple[str, ...]) -> str:
    """A JSON pointer (RFC 6901)."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def leaves(document: Any, parts: tuple[str, ...] = ()) -> Iterator[tuple[str, Any]]:
    """Every value of a JSON document with its pointer. What is deeper than any settings are is left out."""
    if len(parts) > DEEPEST:
        return
    if isinstance(document, Mapping):
        for key, item in document.items():
            yield from leaves(item, (*parts, str(key)))
    elif isinstance(document, list):
        for index, item in enumerate(document):
            yield from leaves(item, (*parts, str(index)))
    else:
        yield pointer(parts), document


def json_of(text: str) -> Any:
    """A JSON object or array; None for everything else."""
    start = text.lstrip("\ufeff \t\r\n)]}',")[:1] if text[:5].startswith(")]}'") else text.lstrip("\ufeff \t\r\n")[:1]
    if start not in ("{", "["):
        return None
    try:
        document = json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return document if isinstance(document, (dict, list)) else None


@dataclass
class Exchange:
    """One request to the camera with its answer. C(number) counts all requests of the lesson in the order of time, from 1."""

    number: int
    entry: Entry
    host: str
    path: str
    query: tuple[tuple[str, str], ...]
    kind: str
    document: Any
    fields: dict[Place, Any]
    repeated: frozenset[Place]
    files: tuple[File, ...]
    #: set when the same request was sent again because this one was refused
    again: bool = field(default=False)
    #: the page that a form was sent from came back by way of a redirect: the form was taken
    sent_back: str = field(default="")

    @property
    def method(self) -> str:
        """The method in capitals."""
        return self.entry.method

    @property
    def good(self) -> bool:
        """HTTP calls it a success. Status 0 is what a browser notes when a restart cut the answer off."""
        return (200 <= self.entry.status < 300 or bool(self.sent_back)) and not self.again

    @property
    def is_static(self) -> bool:
        """A picture, a style, a font: nothing with settings."""
        return self.entry.answer_type.lower().startswith(_STATIC)

    @cached_property
    def signature(self) -> str:
        """The same for two requests that ask for the same."""
        return json.dumps(
            [self.method, self.path, sorted(map(str, self.fields.items())), self.kind], ensure_ascii=False, default=str
        )

    @cached_property
    def page(self) -> tuple[str, str, tuple[tuple[str, str], ...]]:
        """What an answer is the answer of, as long as it only reads."""
        return self.method, self.path, self.query

    @cached_property
    def html(self) -> HtmlFields:
        """The form fields of an answer that is a page."""
        return fields_of(self.entry.answer)

    @cached_property
    def shown(self) -> tuple[str, dict[Place, Any]]:
        """The kind of the answer, and every value in it."""
        return answer_values(self.entry.answer, self.entry.answer_type, lambda: self.html)


def bare_name(place: Place) -> str:
    """A name without the objects of JSON that it stands in; forms and JSON often share it."""
    return place.name.rpartition("/")[2].replace("~1", "/").replace("~0", "~") if place.kind == "json" else place.name


def units_of(exchange: Exchange) -> dict[Place, Any]:
    """What a request states. An array of a JSON body is one thing, whatever number of rows it has at the time."""
    if exchange.kind != "json":
        return exchange.fields
    found = {place: value for place, value in exchange.fields.items() if place.kind != "json"}
    found.update({Place("json", at): value for at, value in _whole_lists(exchange.document, ())})
    return found


def _whole_lists(document: Any, parts: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    if isinstance(document, Mapping) and len(parts) < DEEPEST:
        for key, item in document.items():
            yield from _whole_lists(item, (*parts, str(key)))
    else:
        yield pointer(parts), document


def exchange_of(number: int, entry: Entry) -> Exchange | None:
    """Take a request apart; None for an address that is none."""
    try:
        parts = urlsplit(entry.url)
        host = (parts.hostname or "").lower()
        query = tuple(parse_qsl(parts.query, keep_blank_values=True, max_num_fields=MOST_FIELDS))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    kind, pairs, document, files = _body(entry)
    everything = [(Place("query", name), value) for name, value in query] + pairs
    fields: dict[Place, Any] = {}
    repeated = set()
    for place, value in everything[:MOST_FIELDS]:
        if place in fields:
            repeated.add(place)
        fields[place] = value
    return Exchange(
        number, entry, host, parts.path or "/", query, kind, document, fields, frozenset(repeated), tuple(files)
    )  # fmt: skip


def _body(entry: Entry) -> tuple[str, list[tuple[Place, Any]], Any, list[File]]:
    mime = entry.mime.lower()
    if "multipart/form-data" in mime:
        parts, files = parts_of(entry.body, entry.mime) if entry.body else params_of(entry.params)
        return "multipart", [(Place("form", name), value) for name, value in parts], None, files
    if (document := json_of(entry.body)) is not None:
        return "json", [(Place("json", at), value) for at, value in leaves(document)], document, []
    if entry.body and ("urlencoded" in mime or re.fullmatch(r"[^\s=&]{1,200}=[^\s]*", entry.body)):
        try:
            pairs = parse_qsl(entry.body, keep_blank_values=True, max_num_fields=MOST_FIELDS)
        except ValueError:
            pairs = []
        return "form", [(Place("form", name), value) for name, value in pairs], None, []
    if entry.params:
        return "form", [(Place("form", param.name), param.value) for param in entry.params], None, []
    return ("other" if entry.body else ""), [], None, []


def answer_values(text: str, mime: str, html: Callable[[], HtmlFields]) -> tuple[str, dict[Place, Any]]:
    """The kind of an answer (json, html, lines, script, or empty), and its values. C(html) reads the text as a page."""
    if (document := json_of(text)) is not None:
        return "json", {Place("json", at): value for at, value in leaves(document)}
    if "html" in mime.lower() or re.match(r"\s*<(!doctype|html)", text[:200], re.IGNORECASE):
        return "html", {Place("html", name): value for name, value in html().values.items()}
    lines = text.lstrip("\ufeff").splitlines()[:MOST_FIELDS]
    matched = [found for line in lines if (found := _LINE.match(line))]
    if lines and len(matched) >= 0.6 * sum(bool(line.strip()) for line in lines):
        return "lines", {Place("lines", found[1]): found[2] for found in matched}
    values = {Place("script", found[1]): _literal(found[2]) for found in list(_SCRIPT.finditer(text))[:MOST_FIELDS]}
    return ("script" if values else ""), values


def _literal(text: str) -> Any:
    if text[:1] == "'":
        text = '"' + text[1:-1].replace('"', '\\"').replace("\\'", "'") + '"'
    try:
        return json.loads(text)
    except ValueError:
        return text.strip("\"'")
