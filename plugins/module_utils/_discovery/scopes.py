# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Scopes: what a camera tells of itself in its answer, as URIs (ONVIF Core, Device discovery, Scopes)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

#: Longest text that is taken over from a scope, in characters.
MAX_TEXT = 128

#: The scope of Profile S is older than the naming by letters (Profile S specification, Scope).
_LETTERS = {"streaming": "S", "recording": "G"}


@dataclass(frozen=True)
class Described:
    """What the scopes say. Texts are decoded, printable and bounded; None and empty where the camera says nothing."""

    name: str | None = None
    hardware: str | None = None
    manufacturer: str | None = None
    location: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()


def clean(text: str | None) -> str | None:
    """Text from a stranger for people to read: without control characters, bounded; None where nothing is left."""
    if text is None:
        return None
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: MAX_TEXT * 4])
    return " ".join(shown.split())[:MAX_TEXT].strip() or None


def describe(scopes: Iterable[str]) -> Described:
    """Read the scopes of the ONVIF name space; others say nothing that is defined.

    The standard has no scope for the manufacturer. Some cameras have one all the same, and many write it into the name,
    before the hardware: then the rest of the name is the manufacturer.
    """
    found: dict[str, list[str]] = {}
    for scope in scopes:
        category, value = _split(scope)
        if category and value:
            found.setdefault(category, []).append(value)
    name = _first(found.get("name"))
    hardware = _first(found.get("hardware"))
    manufacturer = _first(found.get("manufacturer") or found.get("mfr"))
    if manufacturer is None and name and hardware and name.lower().endswith(hardware.lower()):
        manufacturer = clean(name[: -len(hardware)].strip(" _-"))
    profiles = (_profile(value) for value in found.get("profile", ()))
    return Described(
        name=name,
        hardware=hardware,
        manufacturer=manufacturer,
        location=tuple(dict.fromkeys(found.get("location", ()))),
        profiles=tuple(sorted({profile for profile in profiles if profile})),
    )


def _split(scope: str) -> tuple[str, str | None]:
    """Category in lower case and decoded value; the category is empty for scopes of somebody else."""
    try:
        parts = urlsplit(scope)
    except ValueError:
        return "", None
    if parts.scheme.lower() != "onvif" or parts.netloc.lower() != "www.onvif.org":
        return "", None
    category, _slash, value = parts.path.lstrip("/").partition("/")
    return category.lower(), clean(unquote(value, errors="replace"))


def _profile(value: str) -> str | None:
    """The letter of a profile: C(Streaming) is S, C(Q/Operational) is Q."""
    word = value.partition("/")[0]
    if not re.fullmatch(r"[A-Za-z0-9]{1,16}", word):
        return None
    return _LETTERS.get(word.lower(), word.upper() if len(word) == 1 else word)


def _first(values: list[str] | None) -> str | None:
    return values[0] if values else None
