# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Look at a profile before it is given to others: does it load, and does it tell of a site what nobody should know?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .._errors import ProfileError
from .._masking import without_secrets
from .._profile import load_profiles
from .patterns import kinds_in

#: Fields and headers whose fixed value would be somebody's secret.
_SECRET_NAME = re.compile(
    r"pass|pwd|secret|cookie|authorization|session|(?:^|[^a-z])sid(?:[^a-z]|$)|token|csrf|xsrf|nonce|api[-_]?key",
    re.IGNORECASE,
)
_ACCOUNT_NAME = re.compile(r"serial|(?:^|[^a-z])mac(?:[^a-z]|$)", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\{[A-Za-z_][\w:.-]*\}")
#: Versions of firmware may look like addresses.
_VERSIONS = ("firmware", "date", "profile_version")
#: Keys below which names are the camera's own fields.
_FILLED = ("content", "query", "headers", "params", "form")


@dataclass(frozen=True)
class Finding:
    """One thing to mend. C(where) is the path of a key, or a line; what was found is named by its kind, and never shown."""

    where: str
    problem: str


def lint(data: Mapping[str, Any], text: str, forbidden: Iterable[str] = ()) -> list[Finding]:
    """Findings in a profile and in the comments of its file, in the order in which they stand. C(forbidden) are texts of the
    user's own site, such as passwords and addresses of the inventory."""
    words = sorted({word for word in forbidden if len(word) >= 4}, key=lambda word: (-len(word), word))
    found: list[Finding] = []
    try:
        load_profiles([data])
    except ProfileError as error:
        # the message may quote a value, which is judged below where it stands
        found.append(Finding("profile", without_secrets(error.message, words)))
    found.extend(_in_values(data, "", False, words))
    for number, line in enumerate(text.splitlines(), start=1):
        _code, mark, comment = line.partition("#") if line.lstrip().startswith("#") else line.partition(" #")
        if mark:
            found.extend(Finding(f"line {number}, comment", f"{kind} stands there") for kind in _kinds(comment, words))
    return list(dict.fromkeys(found))


def _in_values(value: Any, where: str, filled: bool, words: list[str]) -> Iterable[Finding]:
    if isinstance(value, Mapping):
        for key, item in value.items():
            name = str(key)
            path = f"{where}.{name}" if where else name
            yield from (Finding(path, f"its name holds {kind}") for kind in _kinds(name, words))
            if filled:
                yield from _fixed_secret(name, item, path)
            if name not in _VERSIONS:
                yield from _in_values(item, path, filled or name in _FILLED, words)
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value, start=1):
            yield from _in_values(item, f"{where}[{number}]", filled, words)
    elif isinstance(value, str):
        yield from (Finding(where, f"{kind} stands there") for kind in _kinds(value, words))
    elif isinstance(value, (int, float)) and str(value) in words:
        yield Finding(where, "a text of your own site stands there")


def _kinds(text: str, words: Iterable[str]) -> list[str]:
    own = ["a text of your own site"] if any(word in text for word in words) else []
    return own + kinds_in(text)


def _fixed_secret(name: str, value: Any, path: str) -> Iterable[Finding]:
    """A field that carries a secret may only be filled in when it is sent."""
    if not isinstance(value, (str, int)) or isinstance(value, bool) or value == "":
        return
    left = _PLACEHOLDER.sub("", str(value)).strip()
    if not left or (left != str(value).strip() and left.lower() in ("bearer", "basic", "token")):
        return
    if _SECRET_NAME.search(name):
        yield Finding(path, "a fixed value stands in a field that looks like a password, cookie or token")
    elif _ACCOUNT_NAME.search(name):
        yield Finding(path, "a fixed value stands in a field that looks like a serial number or MAC address")
