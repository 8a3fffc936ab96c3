# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Out of all that was recorded the camera's part, in the order of time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .._errors import FileProblem
from .bursts import find_bursts
from .exchange import Exchange, Place, exchange_of
from .expected import UNCHECKED, Expected, key_of
from .har import Entry, Notes
from .html_fields import fields_of
from .kinds import find_kinds
from .timeline import Group, Parameter, Timeline

_QUIET = ("OPTIONS", "HEAD", "TRACE", "CONNECT")
#: How many requests after a refused one its repetition is looked for.
_NEAR = 8
_SHORT = 400


def timeline_of(entries: Iterable[Entry], expected: Expected, notes: Notes) -> Timeline:
    """Find the camera among all hosts of the recordings, and put what it was asked in order. Raises FileProblem."""
    markers = {marker for one in expected.fields() for marker in one.markers}
    everything = [made for number, entry in enumerate(entries, start=1) if (made := exchange_of(number, entry))]
    host = _camera(everything, markers, notes)
    mine = [one for one in everything if one.host == host and one.method not in _QUIET and not one.is_static]
    timeline = Timeline(host, mine)
    _find_repetitions(timeline)
    carrying = {one.number for one in mine if _markers_in(one, markers)}
    timeline.carrying = carrying
    # what buttons send is no setting, whatever its fields hold
    timeline.apart = {
        one.number for one in mine if (one.files or one.number not in carrying) and expected.questions.concerns(one)
    }
    find_kinds(timeline, carrying)
    find_bursts(timeline, carrying)
    _collect(timeline)
    return timeline


def _markers_in(exchange: Exchange, markers: set[str]) -> set[str]:
    return {key for value in exchange.fields.values() if (key := key_of(value)) in markers and key is not None}


def _camera(everything: Sequence[Exchange], markers: set[str], notes: Notes) -> str:
    """The host that most markers were sent to; others are tabs that have nothing to do with it."""
    seen: dict[str, set[str]] = {}
    for one in everything:
        if found := _markers_in(one, markers):
            seen.setdefault(one.host, set()).update(found)
    if not seen:
        raise FileProblem(
            "the recordings hold no value of the checklists",
            hint="Give the checklist that was followed, and export the network log as HAR with content. Values that are "
            "encrypted by the page before they are sent cannot be learned.",
        )
    ranked = sorted(seen, key=lambda host: (-len(seen[host]), host))
    if len(ranked) > 1:
        notes.add(
            f"Values of the checklists were sent to {len(ranked)} hosts; the one that got most of them is the camera."
        )
    others = len({one.host for one in everything} - {ranked[0]})
    if others:
        notes.add(f"Requests to {others} other hosts were left out.")
    return ranked[0]


def _find_repetitions(timeline: Timeline) -> None:
    """A request that was sent again, the same but for a token, because the camera had refused it."""
    mine = timeline.exchanges
    for at, one in enumerate(mine):
        if one.method == "GET" and not one.query:
            continue
        for later in mine[at + 1 : at + 1 + _NEAR]:
            if (later.method, later.path) != (one.method, one.path) or later.fields.keys() != one.fields.keys():
                continue
            differing = [place for place in one.fields if one.fields[place] != later.fields[place]]
            if len(differing) > 1 or (differing and one.entry.status < 300):
                break
            if one.entry.answer == later.entry.answer and one.entry.status == later.entry.status:
                break
            # an answer that reads may differ for any reason; one that was refused is an error, or short
            refused = one.entry.status >= 300 or one.entry.status <= 0
            word = len(one.entry.answer) < _SHORT and (one.method != "GET" or "rror" in one.entry.answer)
            if refused or word:
                one.again = True
                timeline.refused.append(one)
            break


def _find_boxes(timeline: Timeline) -> dict[int, set[Place]]:
    """Boxes that were not checked, by the number of the request: the rest of their form was there."""
    pages = [one.entry.answer for one in timeline.exchanges if one.good and one.shown[0] == "html"]
    names = {name for text in pages if "checkbox" in text for name in fields_of(text).boxes}
    forms: dict[Group, list[Exchange]] = {}
    for one in (one for burst in timeline.bursts for one in burst if one.kind in ("form", "multipart")):
        forms.setdefault(timeline.groups[one.number], []).append(one)
    missing: dict[int, set[Place]] = {}
    for group, members in forms.items():
        boxes = {place for one in members for place in one.fields if place.name in names}
        # a script that sends both positions leaves a box out for some other reason
        boxes = {box for box in boxes if len({one.fields[box] for one in members if box in one.fields}) == 1}
        for box in boxes:
            form = set.intersection(*(set(one.fields) for one in members if box in one.fields)) - boxes
            without = [one for one in members if box not in one.fields and _is_unchecked(timeline, box, one, form)]
            timeline.boxes.add(Parameter(group, box))
            for one in without:
                missing.setdefault(one.number, set()).add(box)
    return missing


def _is_unchecked(timeline: Timeline, box: Place, one: Exchange, form: set[Place]) -> bool:
    """What the page shows next decides, as a box that is greyed out is not sent either; without it, that the form was sent."""
    for number, value in timeline.reads.get(box.name, ()):
        if number > one.number:
            return value is None
    return 2 * len(form & one.fields.keys()) >= len(form)


def _collect(timeline: Timeline) -> None:
    for one in timeline.exchanges:
        if one.good and one.entry.answer:
            for place, value in one.shown[1].items():
                timeline.reads.setdefault(place.name, []).append((one.number, value))
    unchecked = _find_boxes(timeline)
    for at, burst in enumerate(timeline.bursts):
        for one in burst:
            group = timeline.groups[one.number]
            for place, value in (*one.fields.items(), *((box, UNCHECKED) for box in unchecked.get(one.number, ()))):
                timeline.series.setdefault(Parameter(group, place), []).append((at, value))
                timeline.sent.setdefault(Parameter(group, place), []).append((one.number, value))
