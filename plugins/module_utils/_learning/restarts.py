# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The restart: the request that asks for it, and the settings that wait for it.

A wrong request would be sent to every camera of the model, so that its place in the recording alone is never enough where it
could as well be the end of the session.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from .._catalog import SETTINGS
from .exchange import Exchange
from .expected import key_of
from .har import Notes
from .kinds import is_login
from .learner import Lesson
from .matching import LEARNED, Finding
from .surroundings import find_log, harmless
from .timeline import Timeline
from .verdict import BUTTONS, Verdict

#: Where it is known from that a setting waits for a restart: what the recording shows, or the guide whose rows were used.
PAGE, GUIDE = "page", "guide"
PRESS = "reboot.reboot"
_RESTART = re.compile(r"re-?boot|re-?start", re.IGNORECASE)
_APPLY = re.compile(r"\b(apply|save|set|ok|submit)\b", re.IGNORECASE)
_LEAVE = re.compile(r"log-?(out|off)|sign-?(out|off)", re.IGNORECASE)
#: What a camera answers to a write that waits: C(reboot_required=1), C("needRestart": true), C(restart required).
_WAITS = re.compile(
    r"""re-?(?:boot|start)[\w-]*["']?\s*[:=]\s*["']?(?:true|1|yes|required|needed)\b"""
    r"""|re-?(?:boot|start)\s+(?:is\s+)?(?:required|needed|necessary)""",
    re.IGNORECASE,
)
_NO = re.compile(r"\b(no|not|without)\b", re.IGNORECASE)
_NEAR = 12
_SHORT = 2000
#: Characters before such words in which a C(no) counts, and the longest words on a button.
_BEFORE, _LABEL = 20, 200


def find_restart(lesson: Lesson) -> Exchange | None:
    """The request of the button [Reboot], which is the last step of a checklist. None, with a note, where it is not certain.

    Its name must say it, or the camera be gone after it, or it be the one request that was left when the other buttons
    had been pressed, on a camera without sessions that a button could end.
    """
    timeline = lesson.timeline
    candidates = list(_candidates(timeline, lesson.findings))
    pressed = _after_buttons(lesson, candidates)
    last = next(reversed(pressed or candidates), None)
    if last is None or not all(harmless(value) for value in last.fields.values()):
        _say(lesson.notes)
        return None
    said = _RESTART.search(last.path) or any(
        _RESTART.search(f"{place.name} {value}") for place, value in last.fields.items()
    )
    same = [one for one in candidates if one.signature == last.signature]
    gone = any(_was_gone(timeline, one) for one in same)
    left = len({one.signature for one in pressed}) == 1 and not _has_sessions(timeline)
    if said or gone or left:
        return last
    _say(lesson.notes)
    return None


def _say(notes: Notes) -> None:
    notes.add(
        "The request of the restart was not certain, and is not part of the profile: where a setting waits for a restart, "
        "you will be asked to restart the camera by hand."
    )


def _candidates(timeline: Timeline, findings: Mapping[str, Finding]) -> Iterator[Exchange]:
    """Requests that change something and carry no setting."""
    settings = {place for finding in findings.values() if finding.state == LEARNED for place in finding.places}
    kinds = {(place.group, place.place) for place in settings}
    paths = {place.group.path for place in settings}
    saves = set(timeline.saves)
    for one in timeline.exchanges:
        group = timeline.groups.get(one.number)
        if (
            group is None
            or one.number in saves
            or one.again
            or is_login(one)
            or one.files
            or one.number in timeline.apart
        ):
            continue
        if (one.method == "GET" and group.path not in paths) or _LEAVE.search(one.path):
            continue
        if len(one.entry.answer) >= _SHORT or (timeline.save and one.signature == timeline.save.signature):
            continue
        if not any((group, place) in kinds for place in one.fields):
            yield one


def _after_buttons(lesson: Lesson, candidates: list[Exchange]) -> list[Exchange]:
    """Candidates after the buttons that a checklist has before [Reboot], and before anything else is set."""
    if PRESS not in lesson.expected.presses:
        return []
    last = _last_button(lesson)
    if last is None:
        return []
    settings = {
        number
        for finding in lesson.findings.values()
        if finding.state == LEARNED and finding.field.setting.id not in BUTTONS
        for place in finding.places
        for number, _value in lesson.timeline.sent.get(place, ())
    }
    end = min((number for number in settings if number > last), default=None)
    return [one for one in candidates if last < one.number and (end is None or one.number < end)]


def _last_button(lesson: Lesson) -> int | None:
    """The request of the backup, which carries a marker, else that of the log."""
    markers = {marker for one in lesson.expected.fields() if one.setting.id in BUTTONS for marker in one.markers}
    backups = [
        one.number
        for one in lesson.timeline.exchanges
        if one.good and any(key_of(value) in markers for value in one.fields.values())
    ]
    log = find_log(lesson.timeline)
    return max([*backups, *([log.number] if log is not None else [])], default=None)


def _has_sessions(timeline: Timeline) -> bool:
    """Whether one logs in with a request: then a button could also have logged out."""
    writes = {one.number for burst in timeline.bursts for one in burst}
    return any(is_login(one) for one in timeline.exchanges if one.method != "GET" and one.number not in writes)


def _was_gone(timeline: Timeline, one: Exchange) -> bool:
    """Whether the camera did not answer for a while: a browser notes status 0 or -1, or an answer whose body never came."""
    if one.entry.status <= 0:
        return True
    for later in [other for other in timeline.exchanges if other.number > one.number][:_NEAR]:
        if _LEAVE.search(later.path):
            return False
        if later.entry.status <= 0 or later.entry.status >= 500:
            return True
        if later.entry.status == 200 and not later.entry.answer and _usually_answers(timeline, later):
            return True
    return False


def _usually_answers(timeline: Timeline, one: Exchange) -> bool:
    """Whether each earlier answer of the same page had a body."""
    before = [other for other in timeline.exchanges if other.page == one.page and other.number < one.number]
    return len(before) > 0 and all(other.entry.answer for other in before if other.entry.status == 200)


def restart_marks(lesson: Lesson, verdicts: Mapping[str, Verdict], restart: Exchange | None) -> dict[str, str]:
    """Settings that take effect only after a restart, each with where that is known from: C(page) or C(guide)."""
    seen = _Seen(lesson, restart)
    guide = lesson.expected.guide
    marks = {}
    for setting, verdict in verdicts.items():
        if verdict.state != LEARNED:
            continue
        if seen.waits(verdict.requests):
            marks[setting] = PAGE
        elif guide in SETTINGS[setting].restart:
            marks[setting] = GUIDE
    return marks


class _Seen:
    """What the recording shows of restarts around the writes of a setting."""

    def __init__(self, lesson: Lesson, restart: Exchange | None) -> None:
        timeline = lesson.timeline
        end = _last_button(lesson)
        self._restarts = [
            one.number
            for one in timeline.exchanges
            if restart is not None and one.signature == restart.signature and (end is None or one.number < end)
        ]
        self._answers = {one.number: one.entry.answer for burst in timeline.bursts for one in burst}
        #: when the burst after the one of a request began
        self._next: dict[int, int | None] = {}
        after: int | None = None
        for burst in reversed(timeline.bursts):
            own = [one.number for one in burst if one.number not in self._restarts]
            self._next.update(dict.fromkeys(own, after))
            after = min(own, default=after)
        self._pages = [
            (one.number, _restarts_on_apply(one.entry.answer))
            for one in timeline.exchanges
            if one.good and one.shown[0] == "html"
        ]

    def waits(self, requests: tuple[int, ...]) -> bool:
        """Whether most writes were followed by the restart, were answered so, or were sent by a button that says so."""
        return 2 * sum(map(self._waited, requests)) > len(requests)

    def _waited(self, number: int) -> bool:
        after = self._next.get(number)
        if any(number < at and (after is None or at < after) for at in self._restarts):
            return True
        return _says_so(self._answers.get(number, "")) or next(
            (says for at, says in reversed(self._pages) if at < number), False
        )


def _says_so(answer: str) -> bool:
    found = _WAITS.search(answer) if len(answer) < _SHORT else None
    return found is not None and not _NO.search(answer[max(0, found.start() - _BEFORE) : found.start()])


def _restarts_on_apply(text: str) -> bool:
    """Whether a page has a button such as [Apply and reboot]; one that only restarts says nothing of the settings."""
    parser = _Buttons()
    parser.feed(text)
    parser.close()
    return any(_APPLY.search(label) and _RESTART.search(label) for label in parser.labels)


class _Buttons(HTMLParser):
    """Words on the buttons of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.labels: list[str] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and (given.get("type") or "").lower() in ("submit", "button"):
            self.labels.append(given.get("value") or "")
        if tag == "button":
            self._open = True
            self.labels.append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "button"

    def handle_data(self, data: str) -> None:
        if self._open and len(self.labels[-1]) < _LABEL:
            self.labels[-1] += f" {data.strip()}"
