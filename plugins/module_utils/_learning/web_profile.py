# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Write what was learned as a profile of version 2, for any HTTP settings interface (docs/web_profiles.md)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from .act_profile import Acts
from .exchange import Exchange, Place
from .expected import UNCHECKED, Field, key_of, wire_key
from .learner import Lesson
from .matching import LEARNED, Finding
from .reading import ReadForm
from .requests import Requests, place_of
from .restarts import find_restart, restart_marks
from .rows import ROW, Pattern, Table, readings
from .timeline import Group, Parameter
from .verdict import Verdict, demoted, marked
from .web_interface import interface_of

_CLOCKS = (
    "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y%m%d%H%M%S", "%Y.%m.%d %H:%M:%S",
    "%Y%m%d %H:%M:%S", "%Y%m%dT%H%M%S",
)  # fmt: skip


class WebProfile:
    """One profile in the making. C(verdicts) is corrected where something cannot be written."""

    def __init__(self, lesson: Lesson, verdicts: dict[str, Verdict], acts: Acts) -> None:
        self._lesson = lesson
        self._acts = acts
        self._verdicts = verdicts
        self._untouched = frozenset(_untouched(lesson))

    def profile(self, heading: Mapping[str, Any], model: str, firmware: str) -> dict[str, Any]:
        """The whole profile. C(heading) holds name, models, firmware, source."""
        restart = find_restart(self._lesson)
        learned, settings = -1, self._described(restart)
        while len(settings) != learned:
            # what turned out to be no setting of the profile is one of the other fields of its request
            learned, settings = len(settings), self._described(restart)
        return {
            "profile_version": 2,
            "driver": "web",
            "guide": self._lesson.expected.guide,
            **heading,
            "status": "unproven",
            "interface": interface_of(self._lesson, self._requests, self._acts, model, firmware, restart),
            "settings": settings,
        }

    def _described(self, restart: Exchange | None) -> dict[str, Any]:
        """All settings that can be described, with their requests."""
        self._requests = Requests(self._lesson.timeline, self._lesson.reader, untouched=self._untouched)
        places = self._places()
        settings = {}
        marks = restart_marks(self._lesson, self._verdicts, restart)
        for setting, verdict in self._verdicts.items():
            if verdict.state != LEARNED:
                continue
            table = self._lesson.tables.get(setting)
            if table is not None:
                made = self._indexed(table, places) if "" in table.columns else self._table(table, places)
            else:
                made = self._single(self._lesson.findings[setting], places)
            if isinstance(made, str):
                self._verdicts[setting] = demoted(verdict, made)
                continue
            settings[setting] = {**made, **marked(verdict, marks.get(setting))}
        return settings

    def _places(self) -> dict[Group, set[Place]]:
        """Every place that a value of a learned setting goes to, by group: the rest of a request is something else."""
        found: dict[Group, set[Place]] = {}
        for setting, verdict in self._verdicts.items():
            if verdict.state != LEARNED:
                continue
            table = self._lesson.tables.get(setting)
            parameters = (
                table.cells(self._lesson.timeline) if table is not None else set(self._lesson.findings[setting].places)
            )
            for parameter in parameters:
                found.setdefault(parameter.group, set()).add(parameter.place)
        return found

    # -- settings --------------------------------------------------------------------------------------------------

    def _request(self, group: Group, places: Mapping[Group, set[Place]]) -> str:
        """The name of a request. Raises ValueError with the reason why it cannot be repeated."""
        problem = self._requests.describe(group, places.get(group, set()))
        if problem is not None:
            raise ValueError(problem)
        return self._requests.names[group]

    def _single(self, finding: Finding, places: Mapping[Group, set[Place]]) -> dict[str, Any] | str:
        one = finding.field
        form = self._lesson.reader.find(finding.place, secret=one.secret)
        if form is None and not one.secret and one.setting.kind != "clock":
            return "no answer shows it, so that it could not be read back"
        try:
            request = self._request(finding.place.group, places)
        except ValueError as error:
            return str(error)
        spots = [place_of(parameter.place) for parameter in finding.places]
        result: dict[str, Any] = {"write": {"request": request, "at": spots[0] if len(spots) == 1 else spots}}
        if one.setting.kind == "integer" and finding.place.place.kind == "json" and self._sends_text(finding):
            result["write"]["as"] = "text"
        if form is not None:
            result["read"] = {"page": self._requests.page_name(form.page), "at": place_of(form.place)}
        if values := _values(one, finding.values):
            result["values"] = values
            if form is not None and form.values:
                spelled = _spelled(values, form)
                if spelled is None:
                    return "the page shows fewer of its values than were sent"
                result["read"]["values"] = spelled
        elif form is not None and form.values:
            return "the page shows it in another spelling"
        if one.secret:
            result["secret"] = form.secret if form is not None and form.secret else "absent"
        if one.setting.kind == "clock":
            clock = self._clock(finding)
            if clock is None:
                return "the form of the clock is not known"
            result["format"] = clock
        return result

    def _sends_text(self, finding: Finding) -> bool:
        return self._is_text(finding.place) if finding.as_text is None else finding.as_text

    def _is_text(self, parameter: Parameter) -> bool:
        return all(isinstance(value, str) for value in self._lesson.timeline.written(parameter))

    def _clock(self, finding: Finding) -> str | None:
        for value in self._lesson.timeline.written(finding.place):
            if key_of(value) not in finding.field.markers:
                continue
            for form in _CLOCKS:
                try:
                    if datetime.strptime(str(value), form).strftime(form) == str(value):
                        return form
                except ValueError:
                    continue
        return None

    def _indexed(self, table: Table, places: Mapping[Group, set[Place]]) -> dict[str, Any] | str:
        pattern = table.columns[""]
        try:
            request = self._request(pattern.group, places)
        except ValueError as error:
            return str(error)
        shown = self._shown_pattern(table, pattern)
        if shown is None:
            return "no answer shows it, so that it could not be read back"
        form, read = shown
        result: dict[str, Any] = {
            "write": {"request": request, "at": place_of(pattern.place), "first": pattern.first},
            "read": {"page": self._requests.page_name(form.page), "at": place_of(read.place), "first": read.first},
        }
        cell = pattern.at(1 + table.before)
        one = self._field(table, "")
        if one.setting.kind == "integer" and cell.place.kind == "json" and self._is_text(cell):
            result["write"]["as"] = "text"
        return result

    def _field(self, table: Table, column: str) -> Field:
        return next(
            one for one in self._lesson.expected.fields() if one.setting.id == table.setting and one.column == column
        )

    def _shown_pattern(
        self, table: Table, pattern: Pattern, *, secret: bool = False
    ) -> tuple[ReadForm, Pattern] | None:
        """Where rows come back: the same in every row that was filled in."""
        options: set[Pattern] | None = None
        form: ReadForm | None = None
        fields = [one for one in self._lesson.expected.fields() if one.setting.id == table.setting]
        rows = sorted({one.row or one.index or 1 for one in fields})
        for row in rows:
            parameter = pattern.at(row + table.before)
            found = (
                self._lesson.reader.find(parameter, secret=secret) if parameter in self._lesson.timeline.sent else None
            )
            if found is None:
                continue
            form = form or found
            if found.page != form.page or found.values != form.values:
                return None
            mine = set(readings(Parameter(pattern.group, found.place), row + table.before))
            options = mine if options is None else options & mine
        good = [one for one in options or () if one.first in (0, 1)]
        return (form, good[0]) if form is not None and len(good) == 1 else None

    def _table(self, table: Table, places: Mapping[Group, set[Place]]) -> dict[str, Any] | str:
        patterns = table.columns
        if len({(pattern.group, pattern.first) for pattern in patterns.values()}) != 1:
            return "its columns travel in different requests"
        first = next(iter(patterns.values()))
        try:
            request = self._request(first.group, places)
        except ValueError as error:
            return str(error)
        result: dict[str, Any] = {"write": {"request": request, "first": first.first}, "columns": {}}
        page = None
        for column, pattern in patterns.items():
            one = self._field(table, column)
            shown = self._shown_pattern(table, pattern, secret=one.secret)
            cell: dict[str, Any] = {"write": place_of(pattern.place)}
            if shown is None and not one.secret:
                return f"no answer shows its column {column}"
            if shown is not None:
                form, read = shown
                name = self._requests.page_name(form.page)
                if page not in (None, (name, read.first)) or form.values:
                    return f"its column {column} is shown elsewhere than the others"
                page = (name, read.first)
                cell["read"] = place_of(read.place)
            if values := table.values.get(column):
                cell["values"] = values
            if one.secret:
                cell["secret"] = shown[0].secret if shown is not None and shown[0].secret else "absent"
            if column == "prefix_length" and first.place.kind == "json" and self._is_text(pattern.at(1 + table.before)):
                cell["as"] = "text"
            result["columns"][column] = cell
        if page is None:
            return "no answer shows it, so that it could not be read back"
        result["read"] = {"page": page[0], "first": page[1]}
        result["table"], rows = self._layout(table, first)
        if rows:
            result["rows"] = rows
        return result

    def _layout(self, table: Table, pattern: Pattern) -> tuple[str, int]:
        """A JSON array that holds just the rows is a list; places that are all there, used or not, are slots."""
        limit = self._field(table, next(iter(table.columns))).setting.limits.get(self._lesson.expected.guide)
        most = limit.rows if limit is not None and limit.rows else 0
        places = {place for burst in self._lesson.timeline.bursts for one in burst for place in one.fields}
        places |= {
            place for exchanges in self._lesson.reader.pages.values() for one in exchanges for place in one.shown[1]
        }
        names = {place.name for place in places if place.kind == pattern.place.kind}
        count = 0
        while pattern.at(count + 1).place.name in names:
            count += 1
        array = pattern.place.kind == "json" and _is_array(self._lesson, pattern)
        if array and count < (most or count + 1):
            return "list", most
        return "slots", count


def _is_array(lesson: Lesson, pattern: Pattern) -> bool:
    head = pattern.place.name.partition(f"/{ROW}")[0].split("/")[1:]
    for burst in lesson.timeline.bursts:
        for one in burst:
            if lesson.timeline.groups[one.number] != pattern.group:
                continue
            at: Any = one.document
            for part in head:
                at = at.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(at, dict) else None
            if isinstance(at, list):
                return True
    return False


def _untouched(lesson: Lesson) -> Iterator[tuple[Group, Place]]:
    """Passwords and the clock: a page that sends all its fields leaves these out, as long as nobody has filled them in. And
    check boxes, which are sent when they are checked only."""
    yield from ((box.group, box.place) for box in lesson.timeline.boxes)
    for finding in lesson.findings.values():
        if finding.state == LEARNED and (finding.field.secret or finding.field.setting.kind == "clock"):
            yield from ((place.group, place.place) for place in finding.places)


def _values(one: Field, values: Mapping[str, Any]) -> dict[str, Any]:
    if not one.is_word or (one.setting.kind == "text" and all(word == value for word, value in values.items())):
        return {}
    return dict(values)


def _spelled(values: Mapping[str, Any], form: ReadForm) -> dict[str, Any] | None:
    shown = dict(form.values)
    keys = {word: wire_key(UNCHECKED if value is None else value) for word, value in values.items()}
    if any(key not in shown for key in keys.values()):
        return None
    return {word: shown[key] for word, key in keys.items()}
