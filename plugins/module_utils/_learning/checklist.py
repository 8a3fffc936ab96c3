# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Make the checklist that a person follows while the browser records (docs/teach.md), out of the catalog and of C(sheets.py)."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from .._catalog import GUIDE_FAMILIES, SETTINGS, Setting, find_model, join_key
from .._errors import InvalidValue
from .button_steps import act_sheets, asked_acts, write_acts, write_maintenance
from .markers import Markers
from .sheets import BEACON, LEFT_OUT, SHEETS, Sheet, left_alone_of

VERSION = 1
RESTORE = "restore"
#: Fields that are text in the guide, but a list to choose from on most pages: positions of C(sheets.py) are these words.
TIME_ZONES = ("UTC", "Europe/Berlin", "America/New_York")
EAP_METHODS = ("EAP-TLS", "EAP-TTLS", "EAP-PEAP")
#: Positions of a list of text fields stand for the first three words.
_WORDS = 3
_INDEXES = 2
_ACRONYMS = ("aac", "aes", "des", "dhcp", "http", "https", "lc", "md5", "ntp", "sha1")
#: Pages of so few rounds need nothing that tells them apart.
_FEW = 2


@dataclass(frozen=True)
class Request:
    """What a checklist is wanted for. C(only) are setting ids and operations; empty means all that the guide's family has."""

    guide: str
    model: str = ""
    only: tuple[str, ...] = ()
    #: a signing request of the camera, PEM, that is to be answered
    signing_request: str = ""
    time_zones: tuple[str, ...] = TIME_ZONES
    dot1x_methods: tuple[str, ...] = EAP_METHODS


@dataclass
class _Writer:
    steps: list[dict[str, Any]] = field(default_factory=list)

    def add(self, sheet: str, turn: int | str, kind: str, label: str, menu_path: str, **more: Any) -> int:
        number = len(self.steps) + 1
        step = {"number": number, "sheet": sheet, "round": turn, "kind": kind, "label": label, "menu_path": menu_path}
        self.steps.append({**step, "page": page_of(menu_path), **more})
        return number


def guide_for(guide: str | None, model: str | None) -> str:
    """The family whose rows are used: the one named, else the model's. Raises InvalidValue."""
    known = find_model(model)
    if guide is None and model is not None and model.upper().startswith("WV-"):
        raise InvalidValue(
            f"no checklist has the labels of i-PRO cameras such as {model}",
            hint="What this collection writes on them without any teaching is in docs/ipro.md, and how to supply a command that it lacks. "
            "For what is left, set guide to the one whose pages are more alike, leave out steps without a match, and use "
            "the profile with ansible_netcam_driver: web on cameras that only it shall write.",
        )
    if guide is None and known is None:
        raise InvalidValue(
            "the model is not in the guide's lists, and no guide is named",
            hint=f"Set guide to one of {', '.join(GUIDE_FAMILIES)}: the one whose pages are most like the camera's.",
        )
    if guide is not None and guide not in GUIDE_FAMILIES:
        raise InvalidValue(f"{guide!r} is not one of {', '.join(GUIDE_FAMILIES)}")
    return guide or (known.family if known else "")


def page_of(menu_path: str) -> str:
    """The page of a menu path: its first two parts; what follows is a section of the page."""
    return " > ".join(menu_path.split(" > ")[:2])


def words_of(setting: Setting, request: Request) -> tuple[Any, ...]:
    """The positions of a setting in the order of C(sheets.py): 0 is the first. Empty for a field that takes markers."""
    if setting.kind == "switch":
        return (False, True)
    if setting.kind == "choice":
        return setting.limits[request.guide].choices
    if setting.id == "date_time.time_zone":
        return request.time_zones[:_WORDS]
    if setting.id == "dot1x.method":
        return request.dot1x_methods[:_WORDS]
    return ()


def make_checklist(request: Request, chance: random.Random, now: datetime) -> dict[str, Any]:
    """The checklist as data. C(chance) makes the markers, so another checklist has others. Raises InvalidValue."""
    if len(set(request.time_zones)) < _WORDS or len(set(request.dot1x_methods)) < _WORDS:
        raise InvalidValue("time_zones and dot1x_methods each need three different words")
    if unknown := sorted(set(request.only) - set(asked_of(request.guide)) - set(operations_of(request.guide))):
        raise InvalidValue(f"no checklist asks for {', '.join(unknown)}")
    markers = Markers(chance, now)
    writer = _Writer()
    writer.add("login", 1, "open", "Start the recording, then log in", "")
    materials: list[dict[str, Any]] = []
    for sheet in SHEETS:
        for acts in act_sheets(request.guide, request.only, bool(request.signing_request), sheet.name):
            materials += write_acts(writer, acts, markers)
        _sheet(writer, sheet, request, markers)
    if not request.only or RESTORE in request.only:
        write_maintenance(writer, request.guide, markers)
    shown = {
        name for step in writer.steps if step["kind"] == "open" for name in left_alone_of(step["sheet"], request.guide)
    }
    return {
        "checklist_version": VERSION,
        "guide": request.guide,
        "model": request.model,
        "made": f"{now:%Y-%m-%d}",
        "time_zones": list(request.time_zones[:_WORDS]),
        "dot1x_methods": list(request.dot1x_methods[:_WORDS]),
        "settings": sorted({step["setting"] for step in writer.steps if step.get("setting")}),
        "operations": sorted({step["operation"] for step in writer.steps if "operation" in step}),
        "materials": materials,
        "left_out": [
            {
                "setting": name,
                "label": row.label_for(request.guide),
                "menu_path": row.menu_path(request.guide),
                "reason": why,
                "by_itself": name in shown,
            }
            for name, why in LEFT_OUT.items()
            if request.guide in (row := SETTINGS[name]).limits
        ],
        "steps": writer.steps,
    }


def asked_of(guide: str) -> tuple[str, ...]:
    """Settings that a whole checklist of this family asks for, in its order."""
    request = Request(guide)
    return tuple(dict.fromkeys(name for sheet in SHEETS for name, _row in _chosen(sheet, request)))


def operations_of(guide: str) -> tuple[str, ...]:
    """Operations that checklists of this family ask for: keys below C(interface) of a profile, such as C(certificates.install)."""
    return (*asked_acts(guide), RESTORE)


def _sheet(writer: _Writer, sheet: Sheet, request: Request, markers: Markers) -> None:
    rows = dict(_chosen(sheet, request))
    if not rows:
        return
    paths = [SETTINGS[name].menu_path(request.guide) for name in rows]
    writer.add(
        sheet.name, 1, "open", sheet.title, page_of(paths[0]), when=sheet.when, note=sheet.care,
        pages=list(dict.fromkeys(page_of(path) for path in paths)),
    )  # fmt: skip
    touched: dict[str, int] = {}
    last: dict[str, Any] = {}
    for turn in range(1, sheet.rounds + 1):
        numbers = []
        for name, positions in rows.items():
            if turn > len(positions) or positions[turn - 1] == "-":
                continue
            if positions[turn - 1] == "e":
                _empty(writer, sheet, turn, SETTINGS[name], touched, request)
                continue
            for step in _field(sheet, SETTINGS[name], positions[turn - 1], request, markers):
                if last.get(step["key"]) == step["marker"]:
                    # it stands there already
                    continue
                last[step["key"]] = step["marker"]
                number = _add(writer, sheet, turn, step, step["key"] not in touched, request)
                touched.setdefault(step["key"], number)
                numbers.append(number)
        _press(writer, sheet, turn, paths, numbers)
    writer.add(
        sheet.name, "back", "back", "Put back what you noted, and delete rows that were added", page_of(paths[0]),
        steps=sorted(touched.values()),
    )  # fmt: skip
    _press(writer, sheet, "back", paths, sorted(touched.values()), put_back=True)


def _empty(
    writer: _Writer, sheet: Sheet, turn: int, setting: Setting, touched: Mapping[str, int], request: Request
) -> None:
    """Delete rows that an earlier round has filled in."""
    numbers = [number for key, number in touched.items() if key.startswith(f"{setting.id}[")]
    writer.add(
        sheet.name, turn, "back", f"{setting.label_for(request.guide)}: delete the rows that were added",
        setting.menu_path(request.guide), steps=sorted(numbers),
    )  # fmt: skip


def _chosen(sheet: Sheet, request: Request) -> Iterator[tuple[str, list[str]]]:
    present = {
        name: row.split()
        for name, row in sheet.rows.items()
        if request.guide in SETTINGS[name].limits and _shows_something(SETTINGS[name], request)
    }
    # fields that have new markers tell the rounds apart, also when only some settings are wanted
    marks = {name for name, row in present.items() if "v" in row and SETTINGS[name].kind not in ("table", "secret")}
    full = {name for name in marks if set(present[name]) == {"v"} and sheet.rounds > _FEW}
    wanted: Collection[str] = request.only or present
    if not any(name in wanted for name in present):
        return
    needed = any("v" not in present[name] for name in present if name in wanted)
    for name, row in present.items():
        if name in wanted or name in full or (needed and name in marks and not full and not sheet.beacon):
            yield name, row
    if sheet.beacon and request.guide in SETTINGS[BEACON].limits:
        yield BEACON, ["v"] * sheet.rounds


def _shows_something(setting: Setting, request: Request) -> bool:
    """A field with one position only has nothing to show."""
    return setting.kind != "choice" or len(words_of(setting, request)) > 1


def _field(
    sheet: Sheet, setting: Setting, position: str, request: Request, markers: Markers
) -> Iterator[dict[str, Any]]:
    limit = setting.limits[request.guide]
    common = {"setting": setting.id, "note": sheet.note(setting.id)}
    if setting.kind == "table":
        columns = setting.columns_for(request.guide)
        for number in range(1, min(sheet.table_rows, limit.rows or sheet.table_rows) + 1):
            yield {
                **common, "key": f"{setting.id}[{number}]", "kind": "row", "row": number,
                "marker": markers.row(setting, columns, number),
                "columns": {column.name: column.label for column in columns},
                "secret": [column.name for column in columns if column.kind == "secret"],
            }  # fmt: skip
        return
    words = words_of(setting, request)
    if words and int(position) >= len(words):
        return
    for index in range(1, min(limit.count, _INDEXES) + 1) if setting.indexed else (None,):
        step = {**common, "key": join_key(setting.id, index), "index": index}
        if words:
            yield {**step, "kind": "switch" if setting.kind == "switch" else "choice", "marker": words[int(position)]}
        else:
            secret = [""] if setting.kind == "secret" else []
            yield {**step, "kind": "value", "marker": markers.scalar(setting.kind, limit), "secret": secret}


def _add(writer: _Writer, sheet: Sheet, turn: int, step: Mapping[str, Any], first: bool, request: Request) -> int:
    setting = SETTINGS[step["setting"]]
    more = {name: value for name, value in step.items() if name != "kind" and value not in ("", None, [])}
    if step["kind"] in ("switch", "choice"):
        word = setting.words[0 if step["marker"] else 1] if step["kind"] == "switch" else str(step["marker"])
        more.update(word=word, say=in_words(word))
    if first:
        more["put_back"] = True
    return writer.add(
        sheet.name, turn, step["kind"], setting.label_for(request.guide), setting.menu_path(request.guide), **more
    )


def in_words(word: str) -> str:
    """A word of the catalog as a page would print it."""
    if not word.islower():
        return word
    first, *rest = [part.upper() if part in _ACRONYMS else part for part in word.split("_")]
    return " ".join([first if first.isupper() else first.capitalize(), *rest])


def _press(
    writer: _Writer, sheet: Sheet, turn: int | str, paths: Sequence[str], numbers: Sequence[int], put_back: bool = False
) -> None:
    """[Apply], on each page on which the round has changed something. C(paths) are the menu paths of the sheet."""
    steps = [writer.steps[number - 1] for number in numbers]
    pages = list(dict.fromkeys(step["page"] for step in steps if step.get("setting")))
    more = {"pages": pages} if len(pages) > 1 else {}
    steps_of_round = [] if put_back else list(numbers)
    writer.add(
        sheet.name, turn, "press", "Apply", pages[0] if pages else page_of(paths[0]), steps=steps_of_round, **more
    )
