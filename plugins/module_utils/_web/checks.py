# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Checks that every part of a profile of version 2 has in common: texts, places and words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from .places import ROW, Place, wire_text

Fail = Callable[[str], Exception]
_NAME_KEY = {"json": "pointer", "lines": "key"}
#: keys below which names are the camera's own, or words of the collection
_OWN_NAMES = ("query", "headers", "content", "values", "read_values")


def texts_of(value: Any) -> Iterable[str]:
    """Every text of a request, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from texts_of(item)


def all_places(part: Any, where: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
    """Every place in a part of a profile, by the path of its key; C(where) is the part's own."""
    if isinstance(part, (list, tuple)):
        for number, item in enumerate(part, start=1):
            yield from all_places(item, f"{where}[{number}]")
    elif isinstance(part, Mapping):
        if isinstance(part.get("in"), str):
            yield where, part
            return
        for key, item in part.items():
            if key not in _OWN_NAMES:
                yield from all_places(item, f"{where}.{key}")


def check_name(raw: Mapping[str, Any], where: str, fail: Fail) -> None:
    """A place names what it is in by the key that goes with it, and has no other."""
    key = _NAME_KEY.get(raw["in"], "name")
    if key not in raw:
        raise fail(f"{where}.{key} is missing")
    if extra := sorted(set(raw) - {"in", key}):
        raise fail(f"{where} has {', '.join(extra)}, which does not go with {raw['in']}")


def check_sent(place: Place, kind: str | None, where: str, fail: Fail) -> None:
    """A request whose body is of this kind has such a place."""
    fits = {"query": True, "header": True, "form": kind in ("form", "multipart"), "json": kind == "json"}
    if place.kind not in fits:
        raise fail(f"{where} is in {place.kind}, where nothing is sent")
    if not fits[place.kind]:
        raise fail(f"{where} is in {place.kind}, but the request has {'no' if kind is None else f'a {kind}'} body")


def check_shown(place: Place, page: str, pages: Mapping[str, Any], where: str, fail: Fail) -> None:
    """A page is there, and read in the way that the place needs."""
    if page not in pages:
        raise fail(f"{where.rpartition('.')[0]}.page {page!r} is not one of interface.reads")
    if place.kind != pages[page]["kind"]:
        raise fail(f"{where} is in {place.kind}, but the page {page!r} is read as {pages[page]['kind']}")


def check_row(place: Place, per_row: bool, where: str, fail: Fail) -> None:
    """A place has C({row}) where there are several of a setting, and only there."""
    if per_row and not place.per_row:
        raise fail(f"{where} has no {ROW}, but there are several of this setting")
    if not per_row and place.per_row:
        raise fail(f"{where} has {ROW}, but there is one of this setting only")


def check_words(values: Mapping[str, Any], words: tuple[str, ...], complete: bool, where: str, fail: Fail) -> None:
    """Words that there are, each with a wire value of its own, and all of them where C(complete)."""
    if values and not words:
        raise fail(f"{where} goes with a switch or a choice only")
    if unknown := sorted(str(word) for word in values if word not in words):
        raise fail(f"{where} maps {', '.join(unknown)}, known are {', '.join(words)}")
    if values and complete and (lacking := [word for word in words if word not in values]):
        raise fail(f"{where} does not map {', '.join(lacking)}")
    wires = [None if wire is None else wire_text(wire) for wire in values.values()]
    if len(set(wires)) != len(wires):
        raise fail(f"{where} maps two words to one value")
