# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which requests the buttons of a checklist have sent. What could be two things, or was done in two ways, is left open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by
from typing import Any

from .asked import CERTIFICATE, REQUEST, Asked, Questions, shown_names
from .constants import likeness
from .exchange import Exchange, Place
from .kinds import is_login
from .matching import AMBIGUOUS, LEARNED, NOT_SEEN
from .surroundings import Success, fits
from .timeline import Timeline

#: Requests after a step in which the one of the next step without a value is looked for, where nothing else ends it.
_NEAR = 40
#: How often something that has no value of its own must have been seen, each time alone.
_TWICE = 2
_SHOWS = "show_"
#: Placeholders for what travels as text.
_PLACEHOLDERS = {"key": "private_key", "pem": "certificate"}
_PASSWORDS = ("passphrase", "encryption_password")
_ERROR = re.compile(r"error|fail|invalid|denied|refus|illegal", re.IGNORECASE)
_SHORT = 2000


@dataclass
class Act:
    """What was found for one operation. C(fills) are the placeholders that values stood for, C(files) the form's names by role."""

    operation: str
    asked: Asked
    state: str = NOT_SEEN
    exchanges: list[Exchange] = made_by(default_factory=list)
    fills: dict[Place, str] = made_by(default_factory=dict)
    files: dict[str, str] = made_by(default_factory=dict)
    why: str = "no request showed it"

    @property
    def exchange(self) -> Exchange:
        """One of its requests."""
        return self.exchanges[0]

    def open(self, why: str) -> None:
        """It cannot be told."""
        self.state, self.why = AMBIGUOUS, why


#: What one request is apart from the values of its step.
Shape = tuple[str, str, frozenset[tuple[Place, str]], tuple[tuple[str, str], ...]]


class Finder:
    """Finds the operations of a lesson. C(success) is what answers to writes have in common."""

    def __init__(self, timeline: Timeline, questions: Questions, success: Success | None) -> None:
        self._timeline = timeline
        self._questions = questions
        self._success = success
        self._steps: dict[tuple[str, str], list[Exchange]] = {}
        self._carried = {one.number: carried for one in timeline.exchanges if (carried := questions.carried(one))}

    @property
    def exchanges(self) -> list[Exchange]:
        """All requests to the camera."""
        return self._timeline.exchanges

    def find(self) -> dict[str, Act]:
        """By operation: those that carry something, those whose answer shows something, those between them."""
        acts: dict[str, Act] = {}
        for one in self._questions.asked:
            acts.setdefault(one.operation, Act(one.operation, one))
        for asked in self._once():
            if asked.files or asked.texts:
                self._take(acts[asked.operation], asked, self._sent(asked))
        first = min((one.number for found in self._steps.values() for one in found), default=0)
        for asked in self._once():
            if asked.operation.partition(".")[2].startswith(_SHOWS):
                self._take(acts[asked.operation], asked, self._showing(asked, first))
        self._between(acts)
        _tell_apart(acts.values())
        return acts

    def _once(self) -> list[Asked]:
        """Each step once, however often it is asked for."""
        return list({_key(one): one for one in reversed(self._questions.asked)}.values())[::-1]

    def accepted(self, one: Exchange) -> bool:
        """Whether the camera took it, as far as its answer tells."""
        return one.good and (fits(self._success, one) or not _ERROR.search(one.entry.answer[:_SHORT]))

    # -- requests with something of their own ----------------------------------------------------------------------

    def _sent(self, asked: Asked) -> list[Exchange]:
        return [one for one in self._timeline.exchanges if self.accepted(one) and self._is_of(asked, one)]

    def _is_of(self, asked: Asked, one: Exchange) -> bool:
        texts = {value for value in one.fields.values() if isinstance(value, str)}
        needed = [text for name, text in asked.texts.items() if name in (*_PASSWORDS, "common_name")]
        if not all(text in texts for text in needed):
            return False
        carried = self._carried.get(one.number, [])
        if not asked.files:
            return not one.files and not carried
        if asked.material is None:
            # a file that was downloaded, under whatever name the browser gave it
            return len([file for file in one.files if file.name]) == 1 and not carried
        mine = {item.role for item in carried if item.name == asked.name}
        if any(item.name != asked.name for item in carried):
            return False
        return set(asked.files) == mine or (len(asked.files) > 1 and mine in ({"pkcs12"}, {"pem"}))

    def _take(self, act: Act, asked: Asked, found: Sequence[Exchange]) -> None:
        """Add requests of one step to those of its operation; all must have the same shape."""
        if not found:
            return
        self._steps.setdefault(_key(asked), list(found))
        for one in found:
            fills, files, problem = self._filled(asked, one)
            if problem is not None:
                act.open(problem)
                return
            shape = _shape(one, fills, files)
            if act.exchanges and _shape(act.exchange, act.fills, act.files) != shape:
                act.open("it was done in several ways")
                return
            act.fills = act.fills or fills
            act.files = act.files or files
            act.exchanges.append(one)
        if act.state != AMBIGUOUS:
            act.state, act.why = LEARNED, ""

    def _filled(self, asked: Asked, one: Exchange) -> tuple[dict[Place, str], dict[str, str], str | None]:
        fills: dict[Place, str] = {}
        for name, text in asked.texts.items():
            places = [place for place, value in one.fields.items() if value == text]
            if len(places) > 1 and name not in _PASSWORDS:
                return {}, {}, "a value was sent at several places"
            fills.update(dict.fromkeys(places, name))
        files: dict[str, str] = {}
        for item in self._carried.get(one.number, ()):
            if item.where.kind == "file":
                files[item.role] = item.where.name
            else:
                fills[item.where] = _PLACEHOLDERS.get(item.role, item.role)
        if asked.material is None and asked.files:
            files["backup"] = next(file.field for file in one.files if file.name)
        if any(place in one.repeated for place in fills):
            return {}, {}, "the request has a name several times"
        return fills, files, None

    # -- answers that show something -------------------------------------------------------------------------------

    def _showing(self, asked: Asked, first: int) -> list[Exchange]:
        """Requests that were first sent after the buttons had been used, and whose answer shows the certificate or request."""
        known = {one.signature for one in self._timeline.exchanges if one.number < first}
        others = {one.number for found in self._steps.values() for one in found}
        found = [
            one
            for one in self._timeline.exchanges
            if one.number > first and one.good and one.signature not in known and one.number not in others
            and self._shows(asked, one)
        ]  # fmt: skip
        return found if len({one.signature for one in found}) == 1 else []

    def _shows(self, asked: Asked, one: Exchange) -> bool:
        text = one.entry.answer
        if asked.operation.endswith("show_request"):
            return asked.name in shown_names(text, REQUEST)
        if asked.name in shown_names(text, CERTIFICATE):
            return True
        return asked.operation.endswith("show_server") and asked.name in one.shown[1].values()

    # -- requests with nothing of their own ------------------------------------------------------------------------

    def _between(self, acts: Mapping[str, Act]) -> None:
        """What has no value was pressed at least twice: each time it is the only request that changes something there."""
        asked = self._questions.asked
        for operation in dict.fromkeys(one.operation for one in asked if _is_silent(one)):
            steps = [at for at, one in enumerate(asked) if one.operation == operation]
            gaps = [gap for at in steps if (gap := self._gap(at)) is not None]
            candidates = [self._changing(gap, gaps) for gap in gaps]
            found = [one for own in candidates for one in own]
            alone = len(gaps) == len(steps) >= _TWICE and all(len(own) == 1 for own in candidates)
            if (
                alone
                and len({one.number for one in found}) == len(steps)
                and len({one.signature for one in found}) == 1
            ):
                acts[operation].state, acts[operation].why = LEARNED, ""
                acts[operation].exchanges = found
            elif found:
                acts[operation].open("it has no value of its own, and was not the only request each time")

    def _gap(self, at: int) -> tuple[int, int] | None:
        """The requests between which that of a step was sent: those of the steps before and after it."""
        asked = self._questions.asked
        before = [other for other in range(at) if asked[other].sheet == asked[at].sheet]
        start = next((number for other in reversed(before) if (number := self._number(other)) is not None), None)
        if start is None:
            return None
        others = (number for other in range(len(asked)) if (number := self._number(other)) is not None)
        ends = (*(number for number in others if number > start), *(n for n in self._timeline.carrying if n > start))
        return start, min(ends, default=start + _NEAR)

    def _number(self, at: int) -> int | None:
        """The last request of a step; where the same is asked for several times, that of its turn, if all were done."""
        asked = self._questions.asked
        key = _key(asked[at])
        found = self._steps.get(key, [])
        turns = [other for other, one in enumerate(asked) if _key(one) == key]
        if not found or (len(turns) > 1 and len(found) != len(turns)):
            return None
        return found[turns.index(at) if len(turns) > 1 else -1].number

    def _changing(self, gap: tuple[int, int], gaps: Sequence[tuple[int, int]]) -> list[Exchange]:
        elsewhere = {
            _shape(one, {}, {})
            for one in self._timeline.exchanges
            if not any(start < one.number < end for start, end in gaps)
        }
        saves = set(self._timeline.saves)
        return [
            one
            for one in self._timeline.exchanges
            if gap[0] < one.number < gap[1]
            and one.number not in saves
            and _shape(one, {}, {}) not in elsewhere
            and self.changes(one)
        ]

    def changes(self, one: Exchange) -> bool:
        """Whether a request does something rather than show something."""
        if not self.accepted(one) or one.files or is_login(one):
            return False
        return one.method != "GET" or (self._success is not None and fits(self._success, one))


def _is_silent(one: Asked) -> bool:
    return not (one.files or one.texts or one.button or one.operation.partition(".")[2].startswith(_SHOWS))


def _key(one: Asked) -> tuple[str, str]:
    return one.operation, one.name


def _shape(one: Exchange, fills: Mapping[Place, str], files: Mapping[str, str]) -> Shape:
    fixed = {place: fills.get(place) or likeness(place, value) for place, value in one.fields.items()}
    return one.method, one.path, frozenset(fixed.items()), tuple(sorted(files.items()))


def _tell_apart(acts: Iterable[Act]) -> None:
    """Two operations with one request are a slip of the person, or the page says in another way which one is meant."""
    seen: dict[tuple[Any, ...], Act] = {}
    for act in acts:
        if act.state != LEARNED:
            continue
        method, path, fixed, files = _shape(act.exchange, act.fills, act.files)
        other = seen.setdefault((method, path, fixed, tuple(field for _role, field in files)), act)
        if other is not act:
            for one in (act, other):
                one.open("the same request was sent for another button, too")
