# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a checklist expects to be found in its recording: per field a position or a marker for each round."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from json.encoder import encode_basestring_ascii
from typing import Any

from .._catalog import SETTINGS, Setting, split_key
from .asked import Questions, questions_of
from .sheets import left_alone_of

#: Before a field was touched for the first time, nobody knows what it shows.
UNKNOWN = object()
_CLOCK = re.compile(r"(\d{4})\D?(\d{2})\D?(\d{2})\D{1,3}(\d{2})\D?(\d{2})\D?(\d{2})(?:\D.*)?")
#: Smaller numbers turn up everywhere; they are found by what they do over the rounds.
_STRONG_NUMBER = 1024


class _Unchecked:
    """What a box sends that is not checked: nothing (HTML, section 4.10.22.4)."""

    def __str__(self) -> str:
        return "unchecked"


UNCHECKED = _Unchecked()


def key_of(value: Any) -> str | None:
    """The form in which values are compared: numbers as text, addresses and times in one spelling. None for what is no value."""
    if value is None or isinstance(value, (bool, dict, list, float, _Unchecked)):
        return None
    text = str(value).strip()
    if 3 <= len(text) <= 45 and (":" in text or text.count(".") == 3):
        try:
            return str(ipaddress.ip_address(text))
        except ValueError:
            pass
    if len(text) <= 40 and (found := _CLOCK.fullmatch(text)):
        return "clock " + "".join(found.groups())
    return text


def wire_key(value: Any) -> str:
    """Wire values that differ in their JSON type are different."""
    if isinstance(value, str):
        return encode_basestring_ascii(value)
    if value is None:  # asked millions of times of a recording with JSON or boxes
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, sort_keys=True, default=str)


@dataclass(frozen=True)
class Field:
    """One field of the checklist, such as C(snmp_server.contact), C(rtp_server.stream[2].multicast_ttl), or one cell of a row.

    C(shown) holds for each round what the field shows at its end; C(given) the rounds in which it was filled in.
    """

    key: str
    setting: Setting
    sheet: str
    kind: str
    shown: tuple[Any, ...]
    given: Mapping[int, Any]
    steps: tuple[int, ...]
    index: int | None = None
    row: int | None = None
    column: str = ""
    secret: bool = False

    @property
    def is_word(self) -> bool:
        """Its wire value is the camera's own; everything else is sent as it was entered."""
        return self.kind in ("switch", "choice")

    @property
    def markers(self) -> dict[str, int]:
        """Values that stand for this field alone, each with its round."""
        if self.is_word:
            return {}
        found = {}
        for turn, value in self.given.items():
            strong = not isinstance(value, int) or value >= _STRONG_NUMBER
            if strong and (key := key_of(value)) is not None:
                found[key] = turn
        return found


@dataclass
class Sheet:
    """One page of one checklist, with the number of its rounds."""

    name: str
    rounds: int
    fields: list[Field] = field(default_factory=list)


@dataclass
class Expected:
    """All that the checklists of a lesson ask for. Names of sheets are C(checklist number/sheet)."""

    guide: str
    model: str
    sheets: dict[str, Sheet]
    presses: dict[str, int]
    secrets: frozenset[str]
    #: settings of these pages that are left alone, with the step that opens their page
    left_alone: dict[str, int] = field(default_factory=dict)
    questions: Questions = field(default_factory=Questions)

    def fields(self) -> Iterator[Field]:
        """All fields, in the order of the checklists."""
        for sheet in self.sheets.values():
            yield from sheet.fields


def expected_of(checklists: Iterable[Mapping[str, Any]]) -> Expected:
    """Take the steps of checklists apart."""
    all_lists = list(checklists)
    sheets: dict[str, Sheet] = {}
    presses: dict[str, int] = {}
    secrets: set[str] = set()
    left_alone: dict[str, int] = {}
    for number, checklist in enumerate(all_lists, start=1):
        collected: dict[tuple[str, str, str], list[Mapping[str, Any]]] = {}
        for step in checklist["steps"]:
            name = f"{number}/{step['sheet']}"
            sheet = sheets.setdefault(name, Sheet(name, 0))
            if isinstance(step["round"], int):
                sheet.rounds = max(sheet.rounds, step["round"])
            if step["kind"] == "open":
                for setting in left_alone_of(step["sheet"], checklist["guide"]):
                    left_alone.setdefault(setting, step["number"])
            if step["kind"] == "press" and step.get("setting"):
                presses.setdefault(step["setting"], step["number"])
            if step["kind"] in ("value", "switch", "choice") and step["setting"] in SETTINGS:
                collected.setdefault((name, step["key"], ""), []).append(step)
            if step["kind"] == "row" and step["setting"] in SETTINGS and isinstance(step["marker"], Mapping):
                for column in step["marker"]:
                    collected.setdefault((name, step["key"], column), []).append(step)
        for (name, key, column), steps in collected.items():
            made = _field(sheets[name], key, column, steps)
            sheets[name].fields.append(made)
            if made.secret:
                secrets.update(str(value) for value in made.given.values())
    first = all_lists[0]
    questions = questions_of(all_lists)
    secrets |= questions.secrets
    return Expected(
        first["guide"], first["model"], sheets, presses, frozenset(secrets), left_alone=left_alone, questions=questions
    )


def _field(sheet: Sheet, key: str, column: str, steps: list[Mapping[str, Any]]) -> Field:
    setting = SETTINGS[steps[0]["setting"]]
    given = {step["round"]: step["marker"][column] if column else step["marker"] for step in steps}
    shown, last = [], UNKNOWN
    for turn in range(1, sheet.rounds + 1):
        last = given.get(turn, last)
        shown.append(last)
    row = steps[0].get("row")
    kind = steps[0]["kind"]
    if column:
        kind = next((one.kind for one in setting.columns if one.name == column), "text")
        kind = "choice" if kind == "choice" else "value"
    return Field(
        key=f"{key}.{column}" if column else key,
        setting=setting,
        sheet=sheet.name,
        kind=kind,
        shown=tuple(shown),
        given=given,
        steps=tuple(step["number"] for step in steps),
        index=None if row else split_key(key)[1],
        row=row,
        column=column,
        secret=column in steps[0].get("secret", ()),
    )
