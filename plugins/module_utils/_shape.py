# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Checks of data that people write: each slip is named with the path of its key. Each check is a JSON schema as well.

The schemas below docs/schemas are made from these checks, so that what a tool accepts is what the loader accepts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Fail = Callable[[str], Exception]


@dataclass(frozen=True)
class Check:
    """Looks at one value: C(look) takes it, the path of its key, and what makes the error. C(schema) says the same
    (JSON Schema, draft 2020-12)."""

    look: Callable[[Any, str, Fail], None]
    schema: Mapping[str, Any]

    def __call__(self, value: Any, where: str, fail: Fail) -> None:
        """Raise what C(fail) makes of the first slip."""
        self.look(value, where, fail)


def check_profile(shape: Check, data: object, fail: Fail) -> None:
    """Raise what C(fail) makes of the first slip in a whole profile, which is named by the path of its key in the file."""

    def named(message: str) -> Exception:
        if message.startswith("profile "):
            return fail("it" + message.removeprefix("profile"))
        return fail(message.removeprefix("profile."))

    shape(data, "profile", named)


def a(
    kinds: tuple[type, ...], words: str, schema: Mapping[str, Any], test: Callable[[Any], bool] = lambda _value: True
) -> Check:
    """A value of one of these kinds that passes the test; C(words) complete the sentence "it is not ..."."""

    def look(value: Any, where: str, fail: Fail) -> None:
        # bool is a kind of int in Python, but not in a profile
        wrong_bool = isinstance(value, bool) and bool not in kinds
        if wrong_bool or not isinstance(value, kinds) or not test(value):
            raise fail(f"{where} is not {words}")

    return Check(look, schema)


def mapping_of(check: Check) -> Check:
    """A mapping from any name to what the check takes."""

    def look(value: Any, where: str, fail: Fail) -> None:
        MAPPING(value, where, fail)
        for key, item in value.items():
            check(item, f"{where}.{key}", fail)

    return Check(look, {"type": "object", "additionalProperties": check.schema})


def list_of(check: Check) -> Check:
    """A list of what the check takes."""

    def look(value: Any, where: str, fail: Fail) -> None:
        if not isinstance(value, (list, tuple)):
            raise fail(f"{where} is not a list")
        for number, item in enumerate(value, start=1):
            check(item, f"{where}[{number}]", fail)

    return Check(look, {"type": "array", "items": check.schema})


def keys(known: Mapping[str, Check], required: tuple[str, ...] = ()) -> Check:
    """A mapping with these keys and no others."""

    def look(value: Any, where: str, fail: Fail) -> None:
        MAPPING(value, where, fail)
        if unknown := sorted(str(key) for key in value if key not in known):
            raise fail(f"{where} has unknown keys: {', '.join(unknown)}")
        for key in required:
            if key not in value:
                raise fail(f"{where}.{key} is missing")
        for key, item in value.items():
            known[key](item, f"{where}.{key}", fail)

    return Check(
        look,
        {
            "type": "object",
            "additionalProperties": False,
            "required": list(required),
            "properties": {key: check.schema for key, check in known.items()},
        },
    )


def either(first: Check, *others: tuple[type | tuple[type, ...], Check]) -> Check:
    """What the kind of the value decides: the check of its kind, else the first one."""

    def look(value: Any, where: str, fail: Fail) -> None:
        for kind, check in others:
            if isinstance(value, kind):
                check(value, where, fail)
                return
        first(value, where, fail)

    return Check(look, {"anyOf": [first.schema, *(check.schema for _kind, check in others)]})


def one_of(*words: str) -> Check:
    """One of these words."""
    return a((str,), f"one of {', '.join(words)}", {"enum": list(words)}, lambda value: value in words)


MAPPING = a((Mapping,), "a mapping", {"type": "object"})
ANYTHING = Check(lambda _value, _where, _fail: None, {})
TEXT = a((str,), "text", {"type": "string", "minLength": 1}, bool)
#: text that may be empty
STRING = a((str,), "text", {"type": "string"})
SCALAR = a((str, int, float), "text or a number", {"type": ["string", "number"]})
COUNT = a((int,), "a whole number of at least 1", {"type": "integer", "minimum": 1}, lambda value: value >= 1)
INDEX = a((int,), "a whole number of at least 0", {"type": "integer", "minimum": 0}, lambda value: value >= 0)
SWITCH = a((bool,), "true or false", {"type": "boolean"})
PATH = a((str,), "a path that starts with /", {"type": "string", "pattern": "^/"}, lambda value: value.startswith("/"))
SCALARS = mapping_of(SCALAR)
#: what a camera shows of a password
SECRET = a((str,), "masked or absent", {"enum": ["masked", "absent"]}, lambda value: value in ("masked", "absent"))
