# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Several forms at one address: a camera takes what one of them leaves out for off, or for its default, so that they are kept apart.

They are told apart by a constant that each form has for itself (a hidden field, a part of the address, the name of the button that
was pressed), or only by which fields are there. A page that sends nothing but what was changed has no forms in this sense.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations
from typing import Any

from .exchange import Exchange, Place, units_of
from .expected import key_of, wire_key
from .timeline import Timeline

#: Share of fields that are sent although nobody has changed them, from which on a page sends whole forms.
WHOLE = 0.1
#: A shorter text is a word, a longer one may be a token.
_TOKEN = 8
_LONGEST_TAG = 64

Mark = tuple[tuple[Place, str], ...]


def restated_in(timeline: Timeline) -> dict[int, frozenset[Place]]:
    """By number, the places whose value had been sent or shown before, the last time that it was either."""
    known: dict[str, str] = {}
    sent: dict[tuple[str, Place], str] = {}
    result: dict[int, frozenset[Place]] = {}
    for one in timeline.exchanges:
        if one.fields:
            again = set()
            for place, value in {**one.fields, **units_of(one)}.items():
                text = _text(value)
                if text in (sent.get((one.path, place)), known.get(place.name)):
                    again.add(place)
                sent[one.path, place] = text
            result[one.number] = frozenset(again)
        if one.good:
            known.update({place.name: _text(value) for place, value in one.shown[1].items()})
    return result


def share_restated(timeline: Timeline, members: Sequence[Exchange], *, cells: bool = False) -> float:
    """How much of what these requests sent was nothing new: of the fields that ever differed, as a constant is no setting.

    C(cells) looks into the arrays of JSON: a page that sends what was changed sends the whole list of a changed row.
    """
    values: dict[Place, set[str]] = {}
    # with one field alone there is nothing to leave out: it is a button, or the only thing that was changed
    sent = {one.number: one.fields if cells else units_of(one) for one in members}
    sent = {number: fields for number, fields in sent.items() if len(fields) > 1}
    for fields in sent.values():
        for place, value in fields.items():
            values.setdefault(place, set()).add(_text(value))
    tokens = _tokens([one for one in members if one.number in sent], ())
    moving = {place for place, texts in values.items() if len(texts) > 1} - tokens
    again = [
        place in timeline.restated[number] for number, fields in sent.items() for place in fields if place in moving
    ]
    return sum(again) / len(again) if again else 0.0


def forms_of(timeline: Timeline, members: Sequence[Exchange], markers: Collection[str]) -> dict[int, Mark]:
    """By the number of the request, the mark of its form; nothing where all are of one form, or of none."""
    some = [one for one in members if one.fields]
    tokens = _tokens(some, markers)
    names = {one.number: set(units_of(one)) - tokens for one in some}
    always = set.intersection(*names.values()) if names else set()
    fixed = {place for place in always if len({_text(units_of(one)[place]) for one in some}) == 1}
    for place in sorted(always - fixed):
        parted = _parted(place, some, names, always, markers)
        if parted and not _is_field(timeline, place):
            return {one.number: ((place, str(one.fields[place])),) for one in some}
    if share_restated(timeline, some) < WHOLE:
        return {}
    parts = _components({number: places - fixed for number, places in names.items()})
    if len(set(parts.values())) < 2:
        return {}
    return {number: ((place, "*"),) for number, place in parts.items() if place is not None}


def _parted(
    place: Place,
    some: Sequence[Exchange],
    names: Mapping[int, set[Place]],
    always: set[Place],
    markers: Collection[str],
) -> bool:
    """Whether requests with different values here have no other fields in common."""
    shapes: dict[str, set[Place]] = {}
    for one in some:
        value = one.fields.get(place)
        if not isinstance(value, (str, int)) or len(str(value)) > _LONGEST_TAG or key_of(value) in markers:
            return False
        shapes.setdefault(str(value), set()).update(names[one.number] - {place})
    # what all of them have is of no help, and no hindrance where nobody changes it
    common = {other for other in always if len({_text(one.fields.get(other)) for one in some}) == 1}
    rest = [found - common for found in shapes.values()]
    return len(rest) > 1 and sum(bool(found) for found in rest) > 1 and not any(a & b for a, b in combinations(rest, 2))


def _is_field(timeline: Timeline, place: Place) -> bool:
    """Whether people can choose it: then it is a setting, on which other fields depend."""
    for one in timeline.exchanges:
        if not one.good or not one.entry.answer:
            continue
        if one.shown[0] == "html":
            if place.name in one.html.offers:
                return True
        elif any(other.name == place.name for other in one.shown[1]):
            return True
    return False


def _tokens(some: Sequence[Exchange], markers: Collection[str]) -> set[Place]:
    """Places that all requests have, with long texts that no checklist asks for."""
    if not some:
        return set()
    always = set.intersection(*(set(one.fields) for one in some))
    found = set()
    for place in always:
        values = [one.fields[place] for one in some]
        long = all(isinstance(value, str) and len(value) >= _TOKEN and " " not in value for value in values)
        if long and not any(key_of(value) in markers for value in values):
            found.add(place)
    return found


def _components(names: Mapping[int, set[Place]]) -> dict[int, Place | None]:
    """By number, the first field of all that are connected by requests that had them together; None without any field."""
    head: dict[Place, Place] = {}

    def top(place: Place) -> Place:
        while head[place] != place:
            head[place] = head[head[place]]
            place = head[place]
        return place

    for places in names.values():
        ordered = sorted(places)
        for place in ordered:
            head.setdefault(place, place)
            first, other = sorted((top(ordered[0]), top(place)))
            head[other] = first
    return {number: top(min(places)) if places else None for number, places in names.items()}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "" if value is None else wire_key(value).strip('"')
