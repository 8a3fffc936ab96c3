# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Where a value comes back in answers: the read form. It must agree with what was written last, every time it was shown."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .exchange import Exchange, Place, bare_name
from .expected import UNCHECKED, key_of, wire_key
from .timeline import Parameter, Timeline


class Page(NamedTuple):
    """A request that only reads: method, path and query."""

    method: str
    path: str
    query: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ReadForm:
    """C(values) maps wire values of the request to those of the answer where they are spelled otherwise."""

    page: Page
    kind: str
    place: Place
    values: tuple[tuple[str, Any], ...] = ()
    secret: str = ""
    #: 0: it was shown only before it was written; 1: it was what had been written; 2: it followed several values
    seen: int = 2


@dataclass
class Reader:
    """All answers that only read, by page."""

    timeline: Timeline
    pages: dict[Page, list[Exchange]] = field(default_factory=dict)
    #: of parameters that nobody wrote, known in another way
    known: dict[Parameter, ReadForm] = field(default_factory=dict)
    _found: dict[tuple[Parameter, bool], ReadForm | None] = field(default_factory=dict)
    _runs: dict[Page, dict[Place, list[tuple[int, Any]]]] = field(default_factory=dict)

    def find(self, parameter: Parameter, *, secret: bool = False) -> ReadForm | None:
        """The one place that shows what this parameter wrote; of several the one of the same name; None without any."""
        if parameter in self.known:
            return self.known[parameter]
        if (parameter, secret) not in self._found:
            self._found[parameter, secret] = self._find(parameter, secret)
        return self._found[parameter, secret]

    def _find(self, parameter: Parameter, secret: bool) -> ReadForm | None:
        options: list[tuple[bool, ReadForm]] = []
        for page, exchanges in sorted(self.pages.items()):
            for place, shown in self.runs(page).items():
                same = same_name(parameter.place, place)
                form = self._form(parameter, page, exchanges[-1].shown[0], place, shown, same, secret)
                if form is not None:
                    options.append((same, form))
        # the bare page that a script fills in later shows nothing of it, or by chance what was written last
        most = max((form.seen for _same, form in options), default=0)
        options = [(same, form) for same, form in options if form.seen == most]
        exact = [form for same, form in options if same]
        chosen = exact or [form for _same, form in options]
        if not chosen or (not exact and len({form.place for form in chosen}) > 1):
            return None
        # several pages show it: the one that shows least else is the one of its area
        return min(chosen, key=lambda form: (len(self.runs(form.page)), form.page))

    def runs(self, page: Page) -> Mapping[Place, list[tuple[int, Any]]]:
        """What each place of a page showed, with the number of the request."""
        if page not in self._runs:
            runs: dict[Place, list[tuple[int, Any]]] = {}
            for one in self.pages[page]:
                for place, value in one.shown[1].items():
                    runs.setdefault(place, []).append((one.number, value))
            self._runs[page] = runs
        return self._runs[page]

    def _form(
        self,
        parameter: Parameter,
        page: Page,
        kind: str,
        place: Place,
        shown: Sequence[tuple[int, Any]],
        same: bool,
        secret: bool,
    ) -> ReadForm | None:
        sent = self.timeline.sent[parameter]
        if secret:
            return _mask(page, kind, place, sent, shown) if same else None
        pairs = _after(sent, shown)
        if not pairs:
            # it was read before it was written only: the name must do, and the value be one of those that were sent
            known = {wire_key(value) for _number, value in sent}
            good = same and all(_plain(value, known) for _n, value in shown)
            return ReadForm(page, kind, place, seen=0) if good else None
        if all(_equal(wrote, saw) for wrote, saw in pairs):
            distinct = len({wire_key(wrote) for wrote, _saw in pairs})
            return ReadForm(page, kind, place, seen=min(distinct, 2)) if same or distinct > 1 else None
        meaning: dict[str, Any] = {}
        for wrote, saw in pairs:
            if wire_key(meaning.setdefault(wire_key(wrote), saw)) != wire_key(saw):
                return None
        if len(meaning) < 2 or len({wire_key(saw) for saw in meaning.values()}) < len(meaning) or len(pairs) < 3:
            return None
        if any(wire_key(saw) in meaning and wire_key(saw) != wrote for wrote, saw in meaning.items()):
            # the words of requests in another order: more likely something was written that the recording does not hold
            return None
        return ReadForm(page, kind, place, tuple(sorted(meaning.items(), key=lambda item: item[0])))


def reader_of(timeline: Timeline) -> Reader:
    """Collect the pages."""
    writes = {one.number for burst in timeline.bursts for one in burst} | set(timeline.saves)
    reader = Reader(timeline)
    for one in timeline.exchanges:
        if one.good and one.method == "GET" and one.number not in writes and one.shown[0]:
            reader.pages.setdefault(Page(*one.page), []).append(one)
    reader.pages = {page: found for page, found in reader.pages.items() if not _is_bare(page, found, reader)}
    for one in timeline.exchanges:
        if one.good and one.number in writes and one.shown[0] == "html" and len(one.shown[1]) > 1:
            # a form may be answered with its page: then this shows what was written
            for page, (first, *_others) in reader.pages.items():
                if first.shown[0] == "html" and first.shown[1] and first.shown[1].keys() <= one.shown[1].keys():
                    reader.pages[page] = sorted([*reader.pages[page], one], key=lambda other: other.number)
    return reader


def _is_bare(page: Page, exchanges: Sequence[Exchange], reader: Reader) -> bool:
    """Whether a script fills this page in: it is always the same, and another answer shows the values of its fields."""
    kind, shown = exchanges[-1].shown
    if kind != "html" or len({wire_key([*one.shown[1].items()]) for one in exchanges}) > 1:
        return False
    names = {place.name for place in shown}
    others = (
        {bare_name(place) for place in found[-1].shown[1]} for other, found in reader.pages.items() if other != page
    )
    return any(2 * len(names & other) > len(names) for other in others)


def same_name(sent: Place, shown: Place) -> bool:
    """Whether a page shows a field under the name that it is sent under; in JSON it may stand in objects of its own."""
    return shown.name == sent.name or (shown.kind == "json" and sent.kind != "json" and bare_name(shown) == sent.name)


def _after(sent: Sequence[tuple[int, Any]], shown: Sequence[tuple[int, Any]]) -> list[tuple[Any, Any]]:
    """What had been written last, beside what was shown then."""
    numbers = [number for number, _value in sent]
    pairs = []
    for number, value in shown:
        at = bisect_right(numbers, number)
        if at:
            pairs.append((sent[at - 1][1], value))
    return pairs


def _equal(wrote: Any, saw: Any) -> bool:
    if wrote is UNCHECKED:
        return saw is None
    if isinstance(wrote, bool) or isinstance(saw, bool):
        return wrote is saw or str(wrote).lower() == str(saw).lower()
    first, second = key_of(wrote), key_of(saw)
    return first == second if first is not None else saw in (None, "")


def _plain(value: Any, known: Iterable[str]) -> bool:
    texts = set(known)
    return wire_key(value) in texts or wire_key(str(value)) in texts or value in ("", None)


def _mask(
    page: Page, kind: str, place: Place, sent: Sequence[tuple[int, Any]], shown: Sequence[tuple[int, Any]]
) -> ReadForm | None:
    """A page tells of a password that there is one when the same name is empty before, and shows something else after."""
    pairs = [(wrote, saw) for wrote, saw in _after(sent, shown) if wrote not in ("", None)]
    masks = [saw for _wrote, saw in pairs if saw not in ("", None)]
    # it can be gone again, with the row of its user
    if masks and pairs[0][1] not in ("", None) and all(saw != wrote for wrote, saw in pairs):
        # a mask that is there even without a password tells nothing
        first = sent[0][0]
        before = [value for number, value in shown if number < first]
        told = not before or any(value in ("", None) for value in before)
        return ReadForm(page, kind, place, secret="masked" if told else "absent")
    return None
