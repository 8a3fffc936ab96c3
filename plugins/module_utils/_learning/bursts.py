# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which requests write, which one saves, and which of them belong to one [Apply]."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .exchange import Exchange, bare_name
from .kinds import is_login
from .timeline import Timeline

#: How many writes after one with a value its save is looked for.
_NEAR = 8


def find_bursts(timeline: Timeline, carrying: set[int]) -> None:
    """Find the writes, the save and the bursts. C(carrying) are numbers of requests with markers."""
    writes = _writes(timeline, carrying)
    _find_save(timeline, writes, carrying)
    _burst(timeline, writes)


def _writes(timeline: Timeline, carrying: set[int]) -> list[Exchange]:
    """Requests that change something: of a kind that carried markers, or sent with a method that is for changing."""
    kinds = {timeline.groups[number] for number in carrying}
    paths = {(kind.method, kind.path) for kind in kinds}
    shown = {bare_name(place) for one in timeline.exchanges if one.good for place in one.shown[1]}
    taken = {one.entry.answer for one in timeline.exchanges if one.number in carrying}

    def known(one: Exchange) -> bool:
        return any(bare_name(place) in shown for place in one.fields)

    # a form of boxes alone has no marker, and no field that is known while all of them are off
    alike = {(one.method, one.path) for one in timeline.exchanges if one.entry.answer in taken and known(one)} - paths

    def writes(one: Exchange) -> bool:
        if one.method != "GET":
            return True
        answered = one.entry.answer in taken
        if (one.method, one.path) not in paths:
            return answered and bool(one.fields) and (one.method, one.path) in alike
        # a page may be read under the address that it is written to
        return bool(one.fields) and (timeline.groups[one.number] in kinds or answered or known(one))

    return [
        one
        for one in timeline.exchanges
        if one.good
        and one.number not in timeline.apart
        and writes(one)
        and not (one.number not in carrying and is_login(one))
    ]


def _find_save(timeline: Timeline, writes: Sequence[Exchange], carrying: set[int]) -> None:
    """A request that is always the same and follows the writes."""
    counted = Counter(one.signature for one in writes if one.number not in carrying)
    total = sum(one.number in carrying for one in writes)
    best: tuple[int, str] | None = None
    for signature, count in counted.items():
        own = [one for one in writes if one.signature == signature]
        # a token is fetched before the first write, a save comes after it
        if count < 2 or own[0] is writes[0]:
            continue
        followed = covered = 0
        for at, one in enumerate(writes):
            if one.signature == signature:
                followed += at > 0 and writes[at - 1].signature != signature
            elif one.number in carrying:
                rest = (other for other in writes[at + 1 : at + 1 + _NEAR])
                covered += any(other.signature == signature for other in rest)
        if followed >= 0.8 * count and covered >= 0.8 * total and count >= 0.3 * total:
            best = max(best or (0, ""), (count, signature))
    if best is not None:
        timeline.saves = [one.number for one in writes if one.signature == best[1]]
        timeline.save = next(one for one in writes if one.signature == best[1])


def _burst(timeline: Timeline, writes: Sequence[Exchange]) -> None:
    """All writes up to a save belong together; without a save each request is by itself."""
    saves = set(timeline.saves)
    current: list[Exchange] = []
    for one in writes:
        if one.number in saves:
            if current:
                timeline.bursts.append(current)
            current = []
            continue
        if not saves or _again(current, one):
            if current:
                timeline.bursts.append(current)
            current = []
        current.append(one)
    if current:
        timeline.bursts.append(current)


def _again(current: Sequence[Exchange], one: Exchange) -> bool:
    """Whether a parameter would be written twice in one burst, with another value: then a save was missed."""
    return any(place in other.fields and other.fields[place] != one.fields[place] for other in current for place in one.fields
               if (other.method, other.path) == (one.method, one.path))  # fmt: skip
