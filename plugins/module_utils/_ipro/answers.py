# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What the CGI interface answers, brought into one form.

Seen on a WV-S1111 with firmware 1.20 (S21): a byte-order mark and an empty line in front, lines that end with CRLF, one
answer inside HTML tags, errors as bare HTML pages with a title such as C(404 Not Found). The status of such an answer may be
200 all the same. The sister family answers two reads with a JavaScript object instead of lines (W6).
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from typing import Any

from .._wire import Answer

#: More lines, or rows of an object, than any camera has to say.
_MOST = 5000
_TITLE = re.compile(r"<title>\s*([1-5]\d\d)\b[^<]*</title>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,200}>")
_FORM = re.compile(r"<(?:form|script)\b", re.IGNORECASE)
_REGISTRATION = re.compile(
    r"administrator\s+regist|regist\w*\s+(?:an?\s+|the\s+)?administrator|\bname=[\"']?repassword\b", re.IGNORECASE
)
_MODEL = re.compile(r"\bWV-[A-Z0-9]{2,20}\b")
_PAGE = 65536
_REFUSED_SESSION = re.compile(r"UID=-[1-4]\s*")
_TOKEN = re.compile(r"""\s*(?:(?P<mark>[{}\[\]:,])|"(?P<double>[^"\\]*)"|'(?P<single>[^'\\]*)'|(?P<bare>[\w.@+-]+))""")


def text_of(answer: Answer) -> str:
    """The body without byte-order mark."""
    return answer.text.lstrip("\ufeff")


def status_of(answer: Answer) -> int:
    """The status that the answer means: a page whose title is an error is that error, whatever the status line says."""
    if answer.status != 200:
        return answer.status
    text = text_of(answer)
    found = _TITLE.search(text[:2000])
    if found and int(found[1]) >= 400:
        return int(found[1])
    if _REFUSED_SESSION.fullmatch(text.strip()):
        return 403
    return 200


def pairs_of(answer: Answer) -> dict[str, str]:
    """Lines C(key=value); a value may hold further equal signs."""
    pairs: dict[str, str] = {}
    for line in _TAG.sub("\n", text_of(answer)).splitlines()[:_MOST]:
        key, equals, value = line.strip().partition("=")
        if equals and key and key not in pairs:
            pairs[key] = value
    return pairs


def asks_for_registration(answer: Answer) -> bool:
    """Whether it is the page of the first access, where the administrator is registered (S13, W4).

    Its form is not public. It is known by its words, or by the field that asks for the password once more.
    """
    text = text_of(answer)[:_PAGE]
    return _FORM.search(text) is not None and _REGISTRATION.search(text) is not None


def model_on(answer: Answer) -> str | None:
    """A model name on a page."""
    found = _MODEL.search(text_of(answer)[:_PAGE])
    return found[0] if found else None


def object_of(answer: Answer) -> Mapping[str, Any] | None:
    """A JavaScript object whose values are texts or such objects; keys with or without quotes. None for anything else.

    It is read by its grammar, never evaluated.
    """
    text = html.unescape(text_of(answer)).strip().removeprefix("(").removesuffix(";").removesuffix(")")
    tokens: list[tuple[str, bool]] = []
    place = 0
    while place < len(text.rstrip()):
        found = _TOKEN.match(text, place)
        if found is None or len(tokens) > 4 * _MOST:
            return None
        mark = found["mark"]
        value = next(part for part in (mark, found["double"], found["single"], found["bare"]) if part is not None)
        tokens.append((value, mark is not None))
        place = found.end()
    value, end = _object(tokens, 0, 0)
    return value if value is not None and end == len(tokens) else None


def _object(tokens: list[tuple[str, bool]], place: int, depth: int) -> tuple[dict[str, Any] | None, int]:
    if place >= len(tokens) or tokens[place] != ("{", True) or depth > 4:
        return None, place
    place += 1
    result: dict[str, Any] = {}
    while place < len(tokens):
        if tokens[place] == ("}", True):
            return result, place + 1
        if result and tokens[place] == (",", True):
            # a comma before the end is as good as none
            place += 1
            continue
        if place + 2 >= len(tokens) or tokens[place][1] or tokens[place + 1] != (":", True):
            return None, place
        key = tokens[place][0]
        value: Any
        if tokens[place + 2] == ("{", True):
            value, place = _object(tokens, place + 2, depth + 1)
            if value is None:
                return None, place
        elif tokens[place + 2][1]:
            return None, place
        else:
            value, place = tokens[place + 2][0], place + 3
        result[key] = value
    return None, place
