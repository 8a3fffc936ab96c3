# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Fields of a request that are no settings of the profile: tokens, constants, and what is passed on as a page shows it.

A camera may reset what a form leaves out. So what nobody knows the meaning of is passed on, or the form is not part of the profile.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from .exchange import Exchange, Place
from .expected import wire_key
from .kinds import SELECTORS, last_name
from .reading import Page, Reader, same_name
from .surroundings import harmless
from .timeline import Parameter, Timeline
from .tokens import Token, find_token

#: A constant under such a name is somebody's password, however short it is.
_SECRETIVE = re.compile(r"pass|pwd|secret|psk|credential", re.IGNORECASE)


@dataclass(frozen=True)
class Carried:
    """A place of a page, whose value the request passes on."""

    page: Page
    place: Place


@dataclass(frozen=True)
class Constant:
    """The same in every request."""

    value: Any


class OtherFields:
    """Says what the other fields of requests are."""

    def __init__(self, timeline: Timeline, reader: Reader) -> None:
        self.timeline, self.reader = timeline, reader

    def meaning(
        self, place: Place, members: Sequence[Exchange], always: bool, kept: bool
    ) -> Token | Carried | Constant | str | None:
        """What a field is that these requests have. C(always): no other request of the form is without it; C(kept): the camera
        resets it where it is missing. None for one that is left out, a text for the reason why the request cannot be made.
        """
        values = {wire_key(one.fields[place]): one.fields[place] for one in members}
        token = find_token(self.timeline, members, place)
        if token is not None and (token.lifetime == "request" or not harmless(next(iter(values.values())))):
            return token
        source = self._shown(place, members) or self._follows(place, members[-1])
        if source is not None:
            return source
        if not always and kept and not is_secretive(place):
            return f"its field {place.name} is not always there, and no answer shows what it has to be"
        if not always:
            # it belongs to something that no checklist asks for
            return None
        if kept and not self._is_fixed(place, members[-1]):
            return f"its field {place.name} was never changed, and no answer shows what it has to be"
        plain = not is_secretive(place) or set(values.values()) <= {"", None}
        if len(values) == 1 and plain and harmless(next(iter(values.values()))):
            return Constant(next(iter(values.values())))
        return f"its field {place.name} holds something that no answer had shown"

    def _shown(self, place: Place, members: Sequence[Exchange]) -> Carried | None:
        """A page whose field of the same name had the value each time."""
        for page in sorted(self.reader.pages):
            exchanges = self.reader.pages[page]
            for at in exchanges[-1].shown[1]:
                if same_name(place, at) and all(_was_shown(exchanges, at, one, place) for one in members):
                    return Carried(page, at)
        return None

    def _follows(self, place: Place, one: Exchange) -> Carried | None:
        """A page that shows what was sent here, in the same words: a setting that was not learned stays what it is."""
        parameter = Parameter(self.timeline.groups[one.number], place)
        form = self.reader.find(parameter) if parameter in self.timeline.sent and not is_secretive(place) else None
        return Carried(form.page, form.place) if form is not None and form.seen and not form.values else None

    def _is_fixed(self, place: Place, one: Exchange) -> bool:
        """Whether a constant says what the request is for. Any other may be a setting that nobody has touched."""
        if place.kind == "query" and one.kind:
            # what stands in the address of a form is not one of its fields
            return True
        selected = any(place == other for other, _value in self.timeline.groups[one.number].selector)
        return selected or last_name(place) in SELECTORS or place.name in self._hidden or place in self._everywhere

    @cached_property
    def _everywhere(self) -> set[Place]:
        """What every form of the camera has, with one value: no setting is part of all pages."""
        writes = [one for burst in self.timeline.bursts for one in burst if one.fields]
        if len({self.timeline.groups[one.number] for one in writes}) < 2:
            return set()
        always = set.intersection(*(set(one.fields) for one in writes))
        return {place for place in always if len({wire_key(one.fields[place]) for one in writes}) == 1}

    @cached_property
    def _hidden(self) -> set[str]:
        """Names of fields that nobody can fill in: hidden ones that do not change, and buttons."""
        pages = [one for one in self.timeline.exchanges if one.good and one.shown[0] == "html"]
        return {name for one in pages for name in one.html.hidden}

    def boxes(self, one: Exchange) -> set[Place]:
        """Check boxes of the form."""
        group = self.timeline.groups[one.number]
        return {box.place for box in self.timeline.boxes if box.group == group}

    def never_checked(self, members: Sequence[Exchange], settings: set[Place]) -> dict[Place, Carried] | str:
        """Boxes of the form that no request has sent: they may be checked on another camera. Or why it cannot be known."""
        sent = {place.name for one in members for place in one.fields}
        mine = {place.name for place in settings}
        never = {name for boxes, names in self._forms if mine & names for name in boxes - sent}
        if not never:
            return {}
        group = self.timeline.groups[members[-1].number]
        forms = [self.reader.find(Parameter(group, place)) for place in sorted(settings)]
        found: dict[Place, Carried] = {}
        for name in sorted(never):
            at = next((form for form in forms if form and form.kind == "html" and Place("html", name) in self.reader.runs(form.page)),
                      None)  # fmt: skip
            if at is None:
                return f"its box {name} was never checked, and no answer shows whether it is"
            kind = "query" if not members[-1].kind else "form"
            found[Place(kind, name)] = Carried(at.page, Place("html", name))
        return found

    @cached_property
    def _forms(self) -> list[tuple[set[str], set[str]]]:
        """Names of boxes, and all names, of each form with boxes that the camera has shown."""
        found: dict[tuple[frozenset[str], frozenset[str]], None] = {}
        for one in self.timeline.exchanges:
            if one.good and one.shown[0] == "html" and "checkbox" in one.entry.answer:
                fields = one.html
                for names in fields.forms:
                    if names & fields.boxes:
                        found[frozenset(names & fields.boxes), frozenset(names)] = None
        return [(set(boxes), set(names)) for boxes, names in found]


def _was_shown(exchanges: Iterable[Exchange], at: Place, request: Exchange, place: Place) -> bool:
    before = [one.shown[1].get(at) for one in exchanges if one.number < request.number]
    return bool(before) and str("" if before[-1] is None else before[-1]) == str(request.fields[place])


def is_secretive(place: Place) -> bool:
    """Whether a field is called like one that holds a password."""
    return _SECRETIVE.search(place.name) is not None
