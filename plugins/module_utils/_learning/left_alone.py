# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Fields that no checklist touches, learned from what the pages show of them, and send of them without being touched.

A page names its fields for people (labels) and for the camera (names). Where the settings beside one, which the checklist
did teach, have shown that the names of this page are those of its requests, the name behind the label of the field that was
left alone is its place, too. What it shows must agree with what the recording itself knows (C(left_values.py)).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._catalog import SETTINGS, Setting
from .exchange import Place
from .expected import Expected, Field, wire_key
from .labels import BOX, HIDDEN, RADIO, Labelled, plain
from .left_values import Spelling, Unfit, Words, check_value, words_of_options
from .matching import AMBIGUOUS, LEARNED, NOT_SEEN, Finding, named
from .names import Document, Mate, Misnamed, Names
from .reading import Reader, ReadForm
from .timeline import Parameter, Timeline

#: So many settings must have shown that the names of pages are those of requests.
_ENOUGH = 3


@dataclass(frozen=True)
class _Spot:
    """Where a field that was left alone stands."""

    field: Labelled
    parameter: Parameter
    form: ReadForm
    mates: tuple[Mate, ...]


class _Open(Exception):
    """Why one was not learned, with the names of its candidates."""

    def __init__(self, why: str, candidates: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.candidates = tuple(candidates)


def learn_left_alone(
    timeline: Timeline, reader: Reader, expected: Expected, findings: Mapping[str, Finding]
) -> dict[str, Finding]:
    """One finding for each setting that the pages of these checklists have, and that no step touches."""
    if not expected.left_alone:
        return {}
    learner = _LeftAlone(timeline, reader, expected, findings)
    found = {name: learner.find(SETTINGS[name], step) for name, step in expected.left_alone.items()}
    return _apart(found)


def _apart(found: dict[str, Finding]) -> dict[str, Finding]:
    """Two settings at one place are none."""
    places: dict[Parameter, list[str]] = {}
    for name, finding in found.items():
        for place in finding.places:
            places.setdefault(place, []).append(name)
    for place, names in places.items():
        for name in names if len(names) > 1 else ():
            why = f"its place would also be that of {', '.join(other for other in names if other != name)}"
            found[name] = Finding(found[name].field, AMBIGUOUS, candidates=(named(place),), why=why)
    return found


class _LeftAlone:
    def __init__(self, timeline: Timeline, reader: Reader, expected: Expected, findings: Mapping[str, Finding]) -> None:
        self._timeline, self._reader, self._guide = timeline, reader, expected.guide
        self._names = Names(timeline, reader, expected, findings)
        self._taken = {place: finding for finding in findings.values() for place in finding.places}

    def find(self, setting: Setting, step: int) -> Finding:
        """What was found of one setting; its reason where it was not learned."""
        kind = setting.kind if setting.kind in ("switch", "choice") else "value"
        one = Field(setting.id, setting, "", kind, (), {}, (step,))
        try:
            spot = self._spot(setting)
            words = self._judge(setting, spot)
        except _Open as problem:
            state = AMBIGUOUS if problem.candidates else NOT_SEEN
            return Finding(one, state, candidates=tuple(sorted(problem.candidates)), why=str(problem))
        except Unfit as problem:
            return Finding(one, NOT_SEEN, why=str(problem))
        values, spelled = (words.values, words.shown) if words is not None else ({}, ())
        form = ReadForm(spot.form.page, spot.form.kind, spot.form.place, spelled)
        self._reader.known[spot.parameter] = form
        return Finding(
            one, LEARNED, (spot.parameter,), dict(values), requests=self._evidence(spot), as_text=self._as_text(spot)
        )

    # -- where it stands -------------------------------------------------------------------------------------------

    def _spot(self, setting: Setting) -> _Spot:
        """The one field behind the label, in company of settings of its own section, and its place on the wire."""
        with_label = self._names.with_label(setting)
        if not with_label:
            raise _Open(f"no page shows a field with the label [{setting.label_for(self._guide)}]")
        try:
            company = [(document, self._names.company(setting, document)) for document in with_label]
        except Misnamed:
            raise _Open("the names of the page's fields are not those of its requests") from None
        spots = [self._in(setting, document, mates) for document, mates in company if mates]
        if not spots:
            raise _Open(
                "nothing was learned of its section, so that it is not certain that the label is that of this setting"
            )
        if len({(spot.parameter, spot.form.place) for spot in spots}) > 1:
            raise _Open("several fields have its label", [named(spot.parameter) for spot in spots])
        return spots[0]

    def _in(self, setting: Setting, document: Document, mates: Sequence[Mate]) -> _Spot:
        label = plain(setting.label_for(self._guide))
        fields = {one.key: one for one in document if one.label == label}
        # of the settings beside it those of its own section say under which heading it stands
        path = setting.menu_path(self._guide)
        headings = {mate.field.heading for mate in mates if self._names.path_of(mate) == path}
        near = [one for one in fields.values() if not headings or one.heading in headings]
        groups = sorted({mate.finding.place.group for mate in mates})
        prefixes = {mate.prefix for mate in mates}
        kinds = {mate.finding.place.place.kind for mate in mates}
        if len(prefixes) != 1 or len(kinds) != 1:
            raise _Open("the settings beside it are sent under names of several patterns")
        kind, prefix = kinds.pop(), prefixes.pop()
        places = [Place(kind, prefix + one.key) for one in near or fields.values()]
        if len(near) != 1:
            why = (
                "several fields have its label" if near or len(fields) > 1 else "its label stands under another heading"
            )
            raise _Open(why, [named(Parameter(group, place)) for group in groups for place in places])
        self._check_names(document, near[0], mates, kind, prefix)
        sent = [group for group in groups if Parameter(group, places[0]) in self._timeline.series]
        if len(sent or groups) != 1:
            raise _Open(
                "it could belong to several requests", [named(Parameter(group, places[0])) for group in sent or groups]
            )
        parameter = Parameter((sent or groups)[0], places[0])
        return _Spot(near[0], parameter, self._form(near[0], mates), tuple(mates))

    def _check_names(self, document: Document, field: Labelled, mates: Sequence[Mate], kind: str, prefix: str) -> None:
        if any(one.key == field.key and one != field for one in document):
            raise _Open("the page has its name several times")
        known = {mate.finding.field.key for mate in (*mates, *self._names.mates)
                 if mate.prefix == prefix and mate.finding.place.place.kind == kind}  # fmt: skip
        if len(known) < _ENOUGH:
            raise _Open("too few settings show that the names of the page's fields are those of its requests")

    def _form(self, field: Labelled, mates: Sequence[Mate]) -> ReadForm:
        """Where it is shown: as its company is, under its own name."""
        forms = {
            (mate.form.page, mate.form.kind, mate.form.place.kind, mate.read_prefix)
            for mate in mates if mate.form is not None and mate.read_prefix is not None
        }  # fmt: skip
        shown = [
            ReadForm(page, kind, place) for page, kind, place_kind, prefix in sorted(forms)
            if (place := Place(place_kind, f"{prefix}{field.key}")) in self._reader.runs(page)
        ]  # fmt: skip
        if len(shown) != 1:
            raise _Open(
                "no answer shows it, so that it could not be read back" if not shown else "several answers show it"
            )
        return shown[0]

    # -- what it shows ---------------------------------------------------------------------------------------------

    def _judge(self, setting: Setting, spot: _Spot) -> Words | None:
        """See that it is untouched, that it is sent as it is shown, and what its words are. Raises Unfit, _Open."""
        if (other := self._taken.get(spot.parameter)) is not None:
            raise _Open(f"its place is that of {other.field.setting.id}", [named(spot.parameter)])
        shown = self._constant(value for _number, value in self._reader.runs(spot.form.page)[spot.form.place])
        written = self._timeline.sent.get(spot.parameter, [])
        sent = self._constant(value for _number, value in written) if written else None
        if any(spot.parameter.place in one.repeated for burst in self._timeline.bursts for one in burst
               if self._timeline.groups[one.number] == spot.parameter.group):  # fmt: skip
            raise _Open("the request has this name several times", [named(spot.parameter)])
        is_box = spot.field.kind == BOX
        if not written:
            if spot.field.locked:
                raise Unfit("its field is locked on the page, so that nothing says where it would be sent")
            if not (is_box and shown is None):
                self._see_changes_only(spot)
            self._see_types(spot, shown)
        elif not is_box and str(sent) != str(shown):
            raise Unfit("what its page sends is not what it shows")
        if setting.kind in ("switch", "choice"):
            spelling = Spelling.of((mate.finding, mate.field) for mate in self._names.mates if _is_alike(mate, spot))
            return words_of_options(setting, self._guide, spot.field, shown, sent if written else None, spelling)
        if spot.field.kind in (BOX, RADIO, HIDDEN):
            raise Unfit("its field is no text field")
        check_value(setting, shown, self._timeline, self._shown_of(spot))
        return None

    def _constant(self, values: Iterator[Any] | Any) -> Any:
        """What it was all the time: something else would have been touched."""
        everything = {wire_key(value): value for value in values}
        if len(everything) != 1:
            raise Unfit("it did not stay as it was while the checklist was followed")
        return next(iter(everything.values()))

    def _see_changes_only(self, spot: _Spot) -> None:
        """A page that sends fields which nobody has touched, but not this one, may have locked it."""
        sections = [document for document in self._names.documents if spot.field in document]
        keys = {one.key for document in sections for one in document if one.heading == spot.field.heading}
        again = 0
        for key in keys:
            parameter = Parameter(spot.parameter.group, Place(spot.parameter.place.kind, spot.mates[0].prefix + key))
            before = self._timeline.initial(parameter)
            for _burst, value in self._timeline.series.get(parameter, ()):
                again += before is not None and wire_key(value) == wire_key(before)
                before = value
        if again > 1:
            raise Unfit("the page sends the fields beside it as they are, but not this one")

    def _see_types(self, spot: _Spot, shown: Any) -> None:
        """What is not sent is known to be sent in the JSON type in which it is shown where that is so beside it."""
        if spot.parameter.place.kind != "json":
            return
        types = set()
        for mate in self._names.mates:
            form = mate.form
            if form is None or not _is_alike(mate, spot):
                continue
            seen = {type(value) for _number, value in self._reader.runs(form.page)[form.place]}
            if type(shown) in seen:
                types |= {type(value) for value in self._timeline.written(mate.finding.place)}
        if types != {type(shown)}:
            raise Unfit("nothing beside it shows in which JSON type its value is sent")

    def _shown_of(self, spot: _Spot) -> dict[str, Any]:
        """What the fields under the same heading show, by label: an address and its mask judge each other."""
        found = {}
        for document in self._names.documents:
            if spot.field not in document:
                continue
            prefix = spot.form.place.name[: -len(spot.field.key)]
            runs = self._reader.runs(spot.form.page)
            for one in document:
                values = runs.get(Place(spot.form.place.kind, prefix + one.key))
                if values and one.heading == spot.field.heading:
                    found[one.label] = values[-1][1]
        names = ("address", "subnet_mask", "default_gateway")
        labels = {name: plain(SETTINGS[f"network.ipv4.{name}"].label_for(self._guide)) for name in names}
        return {name: found.get(label) for name, label in labels.items()}

    # -- for the profile -------------------------------------------------------------------------------------------

    def _evidence(self, spot: _Spot) -> tuple[int, ...]:
        """Requests that carried it; where a page sends changes only, those that show the names beside it."""
        written = [number for number, _value in self._timeline.sent.get(spot.parameter, ())]
        return tuple(written or sorted({number for mate in spot.mates for number in mate.finding.requests}))

    def _as_text(self, spot: _Spot) -> bool:
        written = self._timeline.written(spot.parameter)
        values = written or [value for _number, value in self._reader.runs(spot.form.page)[spot.form.place]]
        return all(isinstance(value, str) for value in values)


def _is_alike(mate: Mate, spot: _Spot) -> bool:
    """Whether a setting of any page is written and shown in the same kind of document."""
    same = mate.finding.place.place.kind == spot.parameter.place.kind
    return same and mate.form is not None and mate.form.kind == spot.form.kind
