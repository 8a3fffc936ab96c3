# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Out of all that was recorded the camera's part, in the order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from .._errors import FileProblem
from .boxes import find_boxes
from .bursts import find_bursts
from .exchange import Exchange, bare_name, exchange_of
from .expected import UNCHECKED, Expected, key_of
from .har import Entry, Notes
from .kinds import find_kinds, is_login
from .timeline import Parameter, Timeline

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
    _find_redirects(mine)
    _find_repetitions(timeline)
    carrying = {one.number for one in mine if _markers_in(one, markers)}
    timeline.carrying = carrying
    # what buttons send is no setting, whatever its fields hold
    timeline.apart = {
        one.number for one in mine if (one.files or one.number not in carrying) and expected.questions.concerns(one)
    }
    find_kinds(timeline, carrying, markers)
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


def _find_redirects(mine: Sequence[Exchange]) -> None:
    """Forms after which the browser was sent to a page with their fields (HTTP 303), and not to a login."""
    sent = [one for one in mine if one.method != "GET" and one.entry.status in (301, 302, 303) and not is_login(one)]
    paths = {one.number: urlsplit(one.entry.answer_headers.get("location", "")).path for one in sent}
    places = {one.number: at for at, one in enumerate(mine)}
    pages: set[str] = set()
    for one in sent:
        path, names = paths[one.number], {bare_name(place) for place in one.fields}
        near = mine[places[one.number] + 1 : places[one.number] + 1 + _NEAR]
        later = next((other for other in near if (other.method, other.path) == ("GET", path) and other.good), None)
        if later is not None:
            shown = {bare_name(place) for place in later.shown[1]}
            # a page whose script fetches the values may have other names
            own = (
                path in (one.path, urlsplit(one.entry.headers.get("referer", "")).path) and "login" not in path.lower()
            )
            if own or (names and 2 * len(names & shown) >= len(names)):
                pages.add(path)
    for one in sent:
        # a form of which nothing is checked shows no field of its own
        if paths[one.number] in pages:
            one.sent_back = paths[one.number]


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
            if len(differing) > 1 or (differing and (one.entry.status < 300 or one.sent_back)):
                break
            if one.entry.answer == later.entry.answer and one.entry.status == later.entry.status:
                break
            # an answer that reads may differ for any reason; one that was refused is an error, or short
            refused = (one.entry.status >= 300 and not one.sent_back) or one.entry.status <= 0
            word = len(one.entry.answer) < _SHORT and (one.method != "GET" or "rror" in one.entry.answer)
            if refused or word:
                one.again = True
                timeline.refused.append(one)
            break


def _collect(timeline: Timeline) -> None:
    for one in timeline.exchanges:
        if one.good and one.entry.answer:
            counted = Counter(map(bare_name, one.shown[1]))
            for place, value in one.shown[1].items():
                # a form has no objects for its names to stand in
                names = {place.name, bare_name(place)} if counted[bare_name(place)] == 1 else {place.name}
                for name in names:
                    timeline.reads.setdefault(name, []).append((one.number, value))
    unchecked = find_boxes(timeline)
    for at, burst in enumerate(timeline.bursts):
        for one in burst:
            group = timeline.groups[one.number]
            for place, value in (*one.fields.items(), *((box, UNCHECKED) for box in unchecked.get(one.number, ()))):
                timeline.series.setdefault(Parameter(group, place), []).append((at, value))
                timeline.sent.setdefault(Parameter(group, place), []).append((one.number, value))
