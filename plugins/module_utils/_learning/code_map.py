# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Write what was learned as a code map (profile version 1), where the page speaks Canon's setting protocol (docs/code_maps.md).

In that protocol a code is the same in writes and in what is read, values stand in the query of GET requests to one path, and
rows and indexes are C(code-index), from 0.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .act_map import MapForm
from .act_profile import Acts
from .act_status import find_statuses
from .exchange import Exchange, Place
from .expected import Field, key_of
from .learner import Lesson
from .matching import LEARNED, Finding
from .reading import Page, ReadForm
from .restarts import find_restart, restart_marks
from .rows import ROW, Pattern, Table
from .surroundings import Success, find_log, find_success, find_transient, harmless
from .timeline import Parameter
from .verdict import BUTTONS, Verdict, demoted, marked

_CODE = re.compile(r"[A-Za-z]\w*(-[0-9]+)?")


def is_code_map(lesson: Lesson) -> bool:
    """Whether every setting that was learned is written the way of Canon's protocol, and shown in lines of the same code."""
    places = _places(lesson)
    paths = {(place.group.method, place.group.path) for place in places}
    return (
        bool(places)
        and len(paths) == 1
        and next(iter(paths))[0] == "GET"
        and all(place.place.kind == "query" and _CODE.fullmatch(place.place.name) for place in places)
        and lesson.timeline.save is not None
        and lesson.timeline.save.method == "GET"
        and any(lesson.reader.pages[page][-1].shown[0] == "lines" for page in lesson.reader.pages)
    )


def _places(lesson: Lesson) -> list[Parameter]:
    """Places of settings; what belongs to a button is none."""
    return [
        finding.place
        for finding in lesson.findings.values()
        if finding.state == LEARNED and finding.field.setting.id not in BUTTONS
    ]


class CodeMap:
    """One code map in the making. C(verdicts) is corrected where something cannot be written."""

    def __init__(self, lesson: Lesson, verdicts: dict[str, Verdict], acts: Acts) -> None:
        self._lesson = lesson
        self._acts = acts
        self._verdicts = verdicts
        self._pages: dict[Page, str] = {}
        self._used: dict[str, str] = {}
        self._restart = find_restart(lesson)

    def profile(self, heading: Mapping[str, Any]) -> dict[str, Any]:
        """The whole profile. C(heading) holds name, models, firmware, source."""
        settings = {}
        marks = restart_marks(self._lesson, self._verdicts, self._restart)
        for setting, verdict in self._verdicts.items():
            if verdict.state != LEARNED:
                continue
            table = self._lesson.tables.get(setting)
            made = self._table(table) if table is not None else self._single(self._lesson.findings[setting])
            if isinstance(made, str):
                self._verdicts[setting] = demoted(verdict, made)
                continue
            settings[setting] = {**made, **marked(verdict, marks.get(setting))}
        settings.update(self._statuses(settings))
        return {
            "profile_version": 1,
            "driver": "canon",
            "family": self._lesson.expected.guide,
            **heading,
            "status": "unproven",
            "interface": self._interface(),
            "settings": settings,
        }

    def _statuses(self, settings: Mapping[str, Any]) -> dict[str, Any]:
        """Fields that only show something."""
        found = {}
        for one in find_statuses(self._lesson.reader, self._acts.found):
            code = one.place.name
            if one.kind == "lines" and one.setting not in settings and self._claim(code, one.setting) is None:
                values = {word: str(value) for word, value in one.values.items()}
                learned = {"step": one.step, "requests": list(one.requests)}
                found[one.setting] = {
                    "page": self._name_of(one.page),
                    "code": code,
                    "values": values,
                    "learned": learned,
                }
        return found

    # -- settings --------------------------------------------------------------------------------------------------

    def _single(self, finding: Finding) -> dict[str, Any] | str:
        one = finding.field
        if len(finding.places) != 1:
            return "the password is sent twice, which a code map cannot say"
        name = finding.place.place.name
        page = self._page(finding.place, secret=one.secret)
        if page is None and not one.secret and one.setting.kind != "clock":
            return "no answer shows it, so that it could not be read back"
        if (slip := self._claim(name, one.setting.id)) is not None:
            return slip
        if one.setting.kind == "clock" and not _is_usual_clock(self._lesson, finding):
            return "the clock is written in another form than a code map knows"
        result: dict[str, Any] = {"page": self._name(page), "code": name}
        if values := _values(finding.field, finding.values):
            result["values"] = values
        if one.secret:
            result["secret"] = page.secret if page is not None and page.secret else "absent"
        return result

    def _table(self, table: Table) -> dict[str, Any] | str:
        """Rows and indexes; a code map counts both from 0."""
        codes = {}
        for column, pattern in table.columns.items():
            head = pattern.place.name.removesuffix(f"-{ROW}")
            if pattern.first != 0 or head == pattern.place.name or ROW in head:
                return "its rows are not counted the way of a code map"
            codes[column] = head
            if (slip := self._claim(head, table.setting)) is not None:
                return slip
        form = self._page(next(iter(table.columns.values())).at(1 + table.before))
        if form is None:
            return "no answer shows it, so that it could not be read back"
        result: dict[str, Any] = {"page": self._name(form)}
        if "" in codes:
            return {**result, "code": codes[""], "indexed": True}
        fields = {one.column: one for one in self._lesson.expected.fields() if one.setting.id == table.setting}
        result["columns"] = {}
        for column, code in codes.items():
            cell: dict[str, Any] = {"code": code}
            if values := table.values.get(column):
                cell["values"] = {word: str(value) for word, value in values.items()}
            if fields[column].secret:
                shown = self._page(table.columns[column].at(1 + table.before), secret=True)
                cell["secret"] = shown.secret if shown is not None and shown.secret else "absent"
            result["columns"][column] = cell
        if rows := self._rows(next(iter(table.columns.values())), form):
            result["rows"] = rows
        return result

    def _rows(self, pattern: Pattern, form: ReadForm) -> int:
        """How many rows the page shows."""
        shown = self._lesson.reader.runs(form.page)
        count = 0
        while Place(form.place.kind, pattern.at(count + 1).place.name) in shown:
            count += 1
        return count

    def _claim(self, code: str, setting: str) -> str | None:
        other = self._used.setdefault(code, setting)
        return None if other == setting else f"its code is that of {other}"

    def _page(self, parameter: Parameter, *, secret: bool = False) -> ReadForm | None:
        form = self._lesson.reader.find(parameter, secret=secret)
        good = form is not None and form.kind == "lines" and form.place.name == parameter.place.name and not form.values
        return form if good else None

    def _name(self, form: ReadForm | None) -> str:
        page = form.page if form is not None else None
        if page is None:
            # a password that no page shows still needs a page: any one will do
            return next(iter(self._pages.values()), "") or self._name_of(next(iter(sorted(self._lesson.reader.pages))))
        return self._name_of(page)

    def _name_of(self, page: Page) -> str:
        if page not in self._pages:
            value = next((value for _name, value in page.query if re.fullmatch(r"[a-z][a-z0-9_]{0,30}", value)), "")
            name = value if value and value not in self._pages.values() else f"page{len(self._pages) + 1}"
            self._pages[page] = name
        return self._pages[page]

    # -- interface -------------------------------------------------------------------------------------------------

    def _interface(self) -> dict[str, Any]:
        lesson = self._lesson
        timeline = lesson.timeline
        write = _places(lesson)[0].group
        paths = {page.path for page in self._pages}
        pages = {
            name: dict(page.query)
            for page, name in sorted(self._pages.items(), key=lambda item: item[1])
            if page.path in paths
        }
        result: dict[str, Any] = {"write": {"path": write.path}}
        if timeline.save is not None:
            result["save"] = _request(timeline.save)
        success = find_success(timeline)
        if isinstance(success, Success) and success.text:
            result["success"] = success.text
        words, _statuses = find_transient(timeline)
        if words:
            result["transient"] = words
        result["max_parameters"] = max((len(one.query) for burst in timeline.bursts for one in burst), default=1)
        if pages:
            name = next(iter(pages))
            result["login"] = {"path": next(iter(paths)), "params": pages[name]}
        result["read"] = {"path": next(iter(paths), write.path), "format": "lines", "pages": pages}
        if self._restart is not None:
            result["restart"] = _request(self._restart)
        if (backup := self._backup()) is not None:
            result["backup"] = backup
        if (log := find_log(timeline)) is not None:
            result["log"] = _request(log)
        return {**result, **self._acts.interface(MapForm(timeline, success))}

    def _backup(self) -> dict[str, Any] | None:
        for one in self._lesson.expected.fields():
            if one.setting.id not in BUTTONS:
                continue
            for exchange in self._lesson.timeline.exchanges:
                carrying = [place for place, value in exchange.fields.items() if key_of(value) in one.markers]
                others = all(harmless(value) for place, value in exchange.fields.items() if place not in carrying)
                if (
                    exchange.good
                    and others
                    and not exchange.files
                    and len(carrying) == 1
                    and carrying[0].kind in ("query", "form")
                ):
                    made = _request(exchange)
                    made["params" if carrying[0].kind == "query" else "form"][carrying[0].name] = (
                        "{encryption_password}"
                    )
                    return made
        return None


def _request(exchange: Exchange) -> dict[str, Any]:
    made: dict[str, Any] = {"path": exchange.path}
    if exchange.method != "GET":
        made["method"] = exchange.method
    params = {place.name: str(value) for place, value in exchange.fields.items() if place.kind == "query"}
    form = {place.name: str(value) for place, value in exchange.fields.items() if place.kind == "form"}
    return {**made, **({"params": params} if params else {}), **({"form": form} if form else {})}


def _values(one: Field, values: Mapping[str, Any]) -> dict[str, str]:
    """Words with their wire values; nothing where the word itself is sent."""
    if not one.is_word or (one.setting.kind == "text" and all(word == value for word, value in values.items())):
        return {}
    return {word: str(value) for word, value in values.items()}


def _is_usual_clock(lesson: Lesson, finding: Finding) -> bool:
    return any(
        re.fullmatch(r"\d{4}/\d{2}/\d{2} \d{2}:\d{2}:\d{2}", str(value)) and key_of(value) in finding.field.markers
        for value in lesson.timeline.written(finding.place)
    )
