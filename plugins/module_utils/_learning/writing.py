# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A profile as text: always the same for the same lesson, and without anything that belongs to one camera or one person."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .._errors import FileProblem
from .act_profile import Acts
from .code_map import CodeMap, is_code_map
from .learner import Lesson
from .tokens import cookies_of
from .verdict import Verdict
from .web_profile import WebProfile

_SHORTEST_SECRET = 8
_WORD = re.compile(r"[a-z_]+")


def write_profile(
    lesson: Lesson, verdicts: dict[str, Verdict], acts: Acts, heading: Mapping[str, Any], model: str, firmware: str
) -> dict[str, Any]:
    """The profile in the one of the two formats that fits. C(verdicts) is corrected where something cannot be said in it."""
    if is_code_map(lesson):
        return CodeMap(lesson, verdicts, acts).profile(heading)
    return WebProfile(lesson, verdicts, acts).profile(heading, model, firmware)


def check_clean(lesson: Lesson, text: str) -> None:
    """Refuse a profile that holds a password, a cookie, a token, or an address of the recordings. Raises FileProblem."""
    for what, value in _private(lesson):
        if value and value in text:
            raise FileProblem(
                f"the profile would hold {what} of the recording, and was not written",
                hint="Please open an issue: say which maker and model it is, and attach neither recording nor checklist.",
            )


def _private(lesson: Lesson) -> Iterator[tuple[str, str]]:
    for value in lesson.expected.secrets:
        yield "a password", value
    for one in lesson.timeline.exchanges:
        for value in cookies_of(one).values():
            yield "a cookie", _if_secret(value)
        for part in one.entry.headers.get("cookie", "").split(";"):
            yield "a cookie", _if_secret(part.partition("=")[2].strip())
        yield "a credential", _if_secret(one.entry.headers.get("authorization", "").partition(" ")[2])
        for file in one.files:
            yield from (("a line of a file", _if_secret(line.strip())) for line in file.content.splitlines()[:2000])
        for place, value in one.fields.items():
            if "pass" in place.name.lower() and isinstance(value, str):
                yield "a password", _if_secret(value)
    yield "an address", _if_address(lesson.timeline.host)


def _if_secret(value: str) -> str:
    """Short values and plain words stand in every profile for other reasons."""
    return "" if len(value) < _SHORTEST_SECRET or _WORD.fullmatch(value) else value


def _if_address(host: str) -> str:
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        return host if "." in host else ""
