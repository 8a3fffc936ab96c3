# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which requests are of one kind: the same method and path, and the same value of a parameter that says what it is for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .exchange import Exchange, Place
from .forms import forms_of, restated_in
from .timeline import Group, Timeline

#: Names of parameters that say what a request is for, when one path serves many.
SELECTORS = frozenset(
    [
        "action",
        "cmd",
        "command",
        "method",
        "op",
        "page",
        "pg",
        "func",
        "function",
        "fn",
        "service",
        "do",
        "type",
        "module",
        "section",
        "request",
    ]
)


def find_kinds(timeline: Timeline, carrying: set[int], markers: Collection[str] = ()) -> None:
    """Put each request into its group. C(carrying) are numbers of requests with markers."""
    timeline.restated.update(restated_in(timeline))
    by_path: dict[tuple[str, str], list[Exchange]] = {}
    for one in timeline.exchanges:
        by_path.setdefault((one.method, one.path), []).append(one)
    for (method, path), members in by_path.items():
        selectors = _selectors(members) if any(one.number in carrying for one in members) else ()
        parted: dict[tuple[tuple[Place, str], ...], list[Exchange]] = {}
        for one in members:
            chosen = tuple((place, str(one.fields[place])) for place in selectors if place in one.fields)
            parted.setdefault(chosen, []).append(one)
        for chosen, some in parted.items():
            mine = any(one.number in carrying for one in some)
            forms = forms_of(timeline, some, markers) if mine else {}
            for one in some:
                timeline.groups[one.number] = Group(method, path, chosen + forms.get(one.number, ()))


def _selectors(members: Sequence[Exchange]) -> tuple[Place, ...]:
    """A parameter decides what a request is for when every value of it comes with other parameters."""
    found = []
    names = {place for one in members for place in one.fields if last_name(place) in SELECTORS}
    for place in sorted(names):
        shapes: dict[str, set[Place]] = {}
        for one in members:
            if place in one.fields:
                shapes.setdefault(str(one.fields[place]), set()).update(other for other in one.fields if other != place)
        if (
            len(shapes) < 2
            or len(shapes) * 2 > len(members) + 2
            or sum(place in one.fields for one in members) < len(members)
        ):
            continue
        values = list(shapes.values())
        apart = all(len(a & b) * 2 <= min(len(a), len(b)) for i, a in enumerate(values) for b in values[i + 1 :])
        if apart and all(values):
            found.append(place)
    return tuple(found)


def last_name(place: Place) -> str:
    """The innermost part of a name, in small letters."""
    return place.name.rstrip("]").replace("[", "/").rpartition("/")[2].lower()


def is_login(one: Exchange) -> bool:
    """Whether it has few fields, with a name and a password among them."""
    names = [last_name(place) for place in one.fields]
    return (
        0 < len(names) <= 8
        and any("pass" in name or name in ("pwd", "pw", "secret") for name in names)
        and any(word in name for name in names for word in ("user", "login", "account", "name"))
    )
