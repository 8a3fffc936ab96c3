# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Recordings of cameras that do not exist: a person who follows a checklist, and a browser that writes down what happens.

Codes, names, nesting and value encodings come from a seed; the learner is never told any of them.
"""

from __future__ import annotations

import json
import random
import string
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote, urlencode

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import page_of

START = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
ROWS = 4
_TWO = (("0", "1"), ("1", "0"), ("on", "off"), ("no", "yes"), ("d", "e"))
_TWO_JSON = ((True, False), (False, True), (0, 1), ("enabled", "disabled"), ("0", "1"))


class Browser:
    """Writes entries of a HAR."""

    def __init__(self, host: str = "http://192.168.77.5") -> None:
        self.host = host
        self.entries: list[dict[str, Any]] = []
        self.now = START

    def record(
        self, method: str, path: str, answer: str, *, body: str = "", mime: str = "", status: int = 200,
        answer_type: str = "text/plain", headers: Mapping[str, str] | None = None,
        answer_headers: Mapping[str, str] | None = None, host: str | None = None,
    ) -> None:  # fmt: skip
        self.now += timedelta(milliseconds=40)
        request: dict[str, Any] = {
            "method": method,
            "url": (self.host if host is None else host) + path,
            "httpVersion": "HTTP/1.1",
            "headers": [{"name": name, "value": value} for name, value in (headers or {}).items()],
            "queryString": [],
        }
        if body:
            request["postData"] = {"mimeType": mime, "text": body}
        self.entries.append(
            {
                "startedDateTime": self.now.isoformat().replace("+00:00", "Z"),
                "request": request,
                "response": {
                    "status": status,
                    "headers": [{"name": name, "value": value} for name, value in (answer_headers or {}).items()],
                    "content": {"mimeType": answer_type, "text": answer, "size": len(answer)},
                },
            }
        )

    def har(self) -> dict[str, Any]:
        return {"log": {"version": "1.2", "creator": {"name": "test", "version": "1"}, "entries": self.entries}}


class Cell:
    """One field of the camera: where it travels, how words are spelled, what it holds."""

    def __init__(self, key: str, page: str, words: dict[str, Any], value: Any) -> None:
        self.key, self.page, self.words, self.value = key, page, words, value
        self.place: Any = None

    def wire(self, marker: Any) -> Any:
        if not self.words:
            return marker
        setting = SETTINGS.get(self.key.partition("[")[0], None)
        if isinstance(marker, bool) and setting is not None:
            return self.words[setting.words[0 if marker else 1]]
        return self.words[str(marker)]


class Camera:
    """The cells of a camera, made for what a checklist asks for. Subclasses say how requests look."""

    two: tuple[tuple[Any, Any], ...] = _TWO

    def __init__(self, checklist: Mapping[str, Any], seed: int) -> None:
        self.chance = random.Random(seed)
        self.cells: dict[str, Cell] = {}
        self.browser = Browser()
        self.taken: set[str] = set()
        for step in checklist["steps"]:
            if step["kind"] in ("value", "switch", "choice") and step["sheet"] != "maintenance":
                self._add(step, step["key"], step["setting"])
            if step["kind"] == "row":
                for row in range(1, ROWS + 1):
                    for column in step["marker"]:
                        self._add(step, f"{step['setting']}[{row}].{column}", step["setting"], column)
        self.arrange()

    def _add(self, step: Mapping[str, Any], key: str, setting_id: str, column: str = "") -> None:
        if key in self.cells:
            return
        setting = SETTINGS[setting_id]
        words: dict[str, Any] = {}
        if column == "action":
            words = self._shared(f"{setting_id}.action", ("authorize", "prohibit"))
        elif not column and setting.kind == "switch":
            words = self.encoding(setting.words)
        elif not column and setting.kind == "choice":
            words = self.encoding(next(iter(setting.limits.values())).choices)
        elif setting_id == "date_time.time_zone":
            words = self.encoding(("UTC", "Europe/Berlin", "America/New_York", "Asia/Tokyo"))
        if words:
            value = self.chance.choice(list(words.values())) if column != "action" else words["authorize"]
        elif column == "prefix_length":
            value = 32
        else:
            value = {"integer": 0}.get(setting.kind, "")
        self.cells[key] = Cell(key, page_of(step["menu_path"]), words, value)

    def _shared(self, name: str, words: tuple[str, ...]) -> dict[str, Any]:
        store = self.__dict__.setdefault("_encodings", {})
        return store.setdefault(name, self.encoding(words))

    def encoding(self, words: tuple[str, ...]) -> dict[str, Any]:
        if len(words) == 2:
            return dict(zip(words, self.chance.choice(self.two), strict=True))
        numbers = list(range(10, 10 + len(words)))
        self.chance.shuffle(numbers)
        return dict(zip(words, map(str, numbers), strict=True))

    def name(self, length: int = 4) -> str:
        while True:
            made = "".join(self.chance.choices(string.ascii_lowercase, k=length))
            if made not in self.taken:
                self.taken.add(made)
                return made

    def page_cells(self, page: str) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.page == page]

    def family_of(self, key: str) -> tuple[str, int | None]:
        """The name without its index, and the index from 0."""
        head, bracket, tail = key.partition("[")
        if not bracket:
            return key, None
        number, _end, rest = tail.partition("]")
        return head + rest, int(number) - 1

    def is_secret(self, cell: Cell) -> bool:
        return "password" in cell.key

    def shown(self, cell: Cell) -> Any:
        return ("*****" if cell.value else "") if self.is_secret(cell) else cell.value

    # what subclasses say
    def arrange(self) -> None:
        raise NotImplementedError

    def log_in(self) -> None:
        """A page without a login form."""

    def open(self, page: str) -> None:
        raise NotImplementedError

    def apply(self, page: str, changed: dict[str, Any]) -> None:
        raise NotImplementedError


class Canon(Camera):
    """`/admin/-set-?code=value`, saved by pt=4, read as lines."""

    sends = "changed"
    busy_every = 0

    def arrange(self) -> None:
        codes: dict[str, str] = {}
        self.saves = 0
        self.page_names: dict[str, str] = {}
        for cell in self.cells.values():
            family, index = self.family_of(cell.key)
            code = codes.setdefault(family, self.name(2) + f"{len(codes):02d}")
            cell.place = code if index is None else f"{code}-{index}"
            self.page_names.setdefault(cell.page, self.name(5))

    def open(self, page: str) -> None:
        text = "".join(f"{cell.place}={self.shown(cell)}\n" for cell in self.page_cells(page))
        self.browser.record("GET", f"/admin/-get-?pg={self.page_names[page]}", text)

    def apply(self, page: str, changed: dict[str, Any]) -> None:
        if not changed:
            return
        sent = dict(changed)
        if self.sends == "section":
            for cell in self.page_cells(page):
                if not self.is_secret(cell) and "[" not in cell.key:
                    sent.setdefault(cell.key, cell.value)
        pairs = [f"{self.cells[key].place}={quote(str(value), safe='')}" for key, value in sent.items()]
        for first in range(0, len(pairs), 30):
            self.browser.record("GET", f"/admin/-set-?{'&'.join(pairs[first : first + 30])}", "Status=0\n")
        self.saves += 1
        if self.busy_every and self.saves % self.busy_every == 0:
            self.browser.record("GET", "/admin/-set-?pt=4", "Status=1\nError=C006\n")
        self.browser.record("GET", "/admin/-set-?pt=4", "Status=0\n")
        for key, value in sent.items():
            self.cells[key].value = value
        self.open(page)

    def reboot(self) -> None:
        self.browser.record("GET", "/admin/-set-?pt=9", "Status=0\n")


class CanonSection(Canon):
    """A page that sends its whole section."""

    sends = "section"
    busy_every = 3


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """Objects in objects, out of values by JSON pointer."""
    result: dict[str, Any] = {}
    for pointer, value in values.items():
        at = result
        *way, last = pointer.split("/")[1:]
        for part in way:
            at = at.setdefault(part, {})
        at[last] = value
    return result


class Json(Camera):
    """Each page is a JSON document; a token is fetched before each write."""

    two = _TWO_JSON
    whole = True
    token_header = "X-Request-Key"

    def arrange(self) -> None:
        self.paths: dict[str, str] = {}
        names: dict[str, str] = {}
        for cell in self.cells.values():
            self.paths.setdefault(cell.page, f"/api/{self.name()}")
            family, index = self.family_of(cell.key)
            head, _dot, leaf = family.rpartition(".")
            parts = [names.setdefault(head, self.name())]
            if index is not None:
                parts.append(str(index))
            cell.place = "/" + "/".join([*parts, names.setdefault(family, self.name())])

    def document(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        """Rows are objects under their index, so that a part of them can be sent."""
        return nested({self.cells[key].place: value for key, value in cells.items()})

    def log_in(self) -> None:
        body = json.dumps({"user": "operator", "pass": "My-own-Password-9"})
        self.browser.record("POST", "/session", '{"ok":true}', body=body, mime="application/json",
                            answer_type="application/json", answer_headers={"Set-Cookie": "SID=f00dfeed12345678; Path=/"})  # fmt: skip

    def open(self, page: str) -> None:
        shown = self.document({cell.key: self.shown(cell) for cell in self.page_cells(page)})
        self.browser.record("GET", self.paths[page], json.dumps(shown), answer_type="application/json")

    def untouched(self, cell: Cell) -> bool:
        """Whether a page that sends all its fields leaves this one out."""
        return False

    def apply(self, page: str, changed: dict[str, Any]) -> None:
        token = "".join(self.chance.choices(string.hexdigits, k=24))
        self.browser.record("GET", "/api/token", json.dumps({"data": {"t": token}}), answer_type="application/json")
        sent = dict(changed)
        if self.whole:
            for cell in self.page_cells(page):
                if not self.untouched(cell):
                    sent.setdefault(cell.key, self.shown(cell))
        self.browser.record("POST", self.paths[page], '{"result":"ok"}', body=json.dumps(self.document(sent)),
                            mime="application/json", answer_type="application/json",
                            headers={self.token_header: token, "Cookie": "SID=f00dfeed12345678"})  # fmt: skip
        for key, value in changed.items():
            self.cells[key].value = value
        self.open(page)


class JsonLists(Json):
    """Rows are arrays that hold just the rows in use, so that no two documents need to have the same places."""

    def document(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        in_order = {key: cells[key] for key in self.cells if key in cells}
        made: dict[str, Any] = self._dense(super().document(in_order))
        return made

    def _dense(self, value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        if value and all(name.isdecimal() for name in value):
            # a row in use has something in its first column
            return [row for row in value.values() if next(iter(row.values())) != ""]
        return {name: self._dense(inner) for name, inner in value.items()}


class JsonChanges(Json):
    """Only what was changed is sent."""

    whole = False


class Form(Camera):
    """Each page is an HTML form with nested names and a token in a hidden field."""

    def arrange(self) -> None:
        self.paths: dict[str, str] = {}
        names: dict[str, str] = {}
        self.first = self.chance.choice((0, 1))
        self.token = "0123456789abcdef"
        for cell in self.cells.values():
            self.paths.setdefault(cell.page, f"/cgi/{self.name()}")
            family, index = self.family_of(cell.key)
            head, _dot, _leaf = family.rpartition(".")
            middle = "" if index is None else f"[{index + self.first}]"
            cell.place = f"{names.setdefault(head, self.name())}{middle}[{names.setdefault(family, self.name())}]"

    def log_in(self) -> None:
        self.browser.record("POST", "/login", "", body="account=operator&password=My-own-Password-9", status=302,
                            mime="application/x-www-form-urlencoded",
                            answer_headers={"Location": "/home", "Set-Cookie": "SID=f00dfeed12345678"})  # fmt: skip

    def open(self, page: str) -> None:
        self.token = "".join(self.chance.choices(string.hexdigits, k=24))
        parts = [f'<input type="hidden" name="_token" value="{self.token}">']
        parts += [self.field(cell) for cell in self.page_cells(page)]
        text = f"<!DOCTYPE html><html><body><form>{''.join(parts)}</form></body></html>"
        self.browser.record("GET", self.paths[page], text, answer_type="text/html")

    def field(self, cell: Cell) -> str:
        if not cell.words:
            return f'<input name="{cell.place}" value="{self.shown(cell)}">'
        options = "".join(
            f'<option value="{wire}"{" selected" if wire == cell.value else ""}>{word}</option>'
            for word, wire in cell.words.items()
        )
        return f'<select name="{cell.place}">{options}</select>'

    def sends(self, page: str, changed: Mapping[str, Any]) -> list[Cell]:
        """Fields that the browser sends; a browser sends all."""
        return self.page_cells(page)

    def apply(self, page: str, changed: dict[str, Any]) -> None:
        sent = {cell.place: changed.get(cell.key, self.shown(cell)) for cell in self.sends(page, changed)}
        body = urlencode({"_token": self.token, **sent})
        self.browser.record("POST", self.paths[page], '{"success":true}', body=body,
                            mime="application/x-www-form-urlencoded", answer_type="application/json")  # fmt: skip
        for key, value in changed.items():
            self.cells[key].value = value
        self.open(page)


class FormSparse(Form):
    """The page leaves out passwords and the clock, as long as nobody has filled them in."""

    def sends(self, page: str, changed: Mapping[str, Any]) -> list[Cell]:
        return [
            cell
            for cell in super().sends(page, changed)
            if cell.key in changed or not (self.is_secret(cell) or cell.key == "date_time.clock")
        ]


class FormBoxes(FormSparse):
    """The browser's own form: a box that is not checked is not sent, and neither is a field that is greyed out."""

    def encoding(self, words: tuple[str, ...]) -> dict[str, Any]:
        if words in {setting.words for setting in SETTINGS.values() if setting.kind == "switch"}:
            return {words[0]: self.chance.choice(("on", "1", "true")), words[1]: None}
        return super().encoding(words)

    def field(self, cell: Cell) -> str:
        if cell.key == "snmp_server.location":
            return f'<textarea name="{cell.place}">\n{cell.value}</textarea>'
        if None not in cell.words.values():
            return super().field(cell)
        value = next(wire for wire in cell.words.values() if wire is not None)
        checked = " checked" if cell.value is not None else ""
        return f'<input type="checkbox" name="{cell.place}" value="{value}"{checked}>'

    def sends(self, page: str, changed: Mapping[str, Any]) -> list[Cell]:
        ipv6 = self.cells.get("network.ipv6.ipv6")
        greyed = ipv6 is not None and changed.get(ipv6.key, ipv6.value) is None
        return [
            cell
            for cell in super().sends(page, changed)
            if changed.get(cell.key, cell.value) is not None
            and not (greyed and cell.key.startswith("network.ipv6.") and cell.key not in changed)
        ]


class JsonSparse(Json):
    """The page shows a mask for each password, and does not send it back."""

    def untouched(self, cell: Cell) -> bool:
        return self.is_secret(cell)


class Person:
    """Follows the steps, as well as people do."""

    def __init__(self, camera: Camera, checklist: Mapping[str, Any], seed: int = 0) -> None:
        self.camera, self.checklist = camera, checklist
        self.chance = random.Random(f"{seed}/person")
        self.shuffle_rounds = self.shuffle_sheets = False
        self.slip_every = 0
        self.reboots = True
        self.leave_out: set[str] = set()
        self.has_not: set[str] = set()
        self.swap: tuple[int, int] | None = None
        self._page = ""
        self._pressed = 0

    def follow(self) -> Browser:
        steps = [step for step in self.checklist["steps"] if step.get("setting") not in self.has_not]
        sheets = list(dict.fromkeys(step["sheet"] for step in steps))
        if self.shuffle_sheets:
            self.chance.shuffle(sheets)
        self.camera.log_in()
        for sheet in sheets:
            if sheet not in ("login", "maintenance") and sheet not in self.leave_out:
                self._sheet([step for step in steps if step["sheet"] == sheet])
        if self.reboots and hasattr(self.camera, "reboot"):
            self.camera.reboot()
        return self.camera.browser

    def _sheet(self, steps: list[Mapping[str, Any]]) -> None:
        keys = [key for step in steps if "key" in step for key in self._keys(step)]
        before = {key: self.camera.cells[key].value for key in keys}
        self._page = ""
        entered: dict[str, Any] = {}
        for step in self.in_order(steps):
            if step["kind"] in ("value", "switch", "choice"):
                entered[step["key"]] = self.camera.cells[step["key"]].wire(step["marker"])
            elif step["kind"] == "row":
                for column, marker in step["marker"].items():
                    key = f"{step['key']}.{column}"
                    entered[key] = self.camera.cells[key].wire(marker)
            elif step["kind"] == "back":
                entered.update(self._back(step["steps"], before))
            elif step["kind"] == "press":
                self._finish_round(entered)
                entered = {}

    def in_order(self, steps: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """The rounds of a page in their order; C(swap) says which two are swapped on pages that have them."""
        if self.swap is None:
            return steps
        rounds: dict[Any, list[Mapping[str, Any]]] = {}
        for step in steps:
            rounds.setdefault(step["round"], []).append(step)
        one, other = self.swap
        order = list(rounds)
        if one in rounds and other in rounds:
            at, there = order.index(one), order.index(other)
            order[at], order[there] = other, one
        return [step for turn in order for step in rounds[turn]]

    @staticmethod
    def _keys(step: Mapping[str, Any]) -> list[str]:
        return [f"{step['key']}.{column}" for column in step["marker"]] if step["kind"] == "row" else [step["key"]]

    def _finish_round(self, entered: Mapping[str, Any]) -> None:
        """[Apply] on each page on which something was entered."""
        pages = list(dict.fromkeys(self.camera.cells[key].page for key in entered))
        if self.shuffle_rounds:
            self.chance.shuffle(pages)
        for page in pages:
            if page != self._page:
                self.camera.open(page)
                self._page = page
            self._press(page, {key: value for key, value in entered.items() if self.camera.cells[key].page == page})

    def _back(self, numbers: list[int], before: Mapping[str, Any]) -> dict[str, Any]:
        """What stood there before; a password is not known, and goes with its row."""
        result = {}
        for step in self.checklist["steps"]:
            if step["number"] in numbers:
                result.update(
                    {
                        key: before[key]
                        for key in self._keys(step)
                        if key in before and ("[" in key or not self.camera.is_secret(self.camera.cells[key]))
                    }
                )
        return result

    def _press(self, page: str, entered: dict[str, Any]) -> None:
        changed = {key: value for key, value in entered.items() if self.camera.cells[key].value != value}
        self._pressed += 1
        if self.shuffle_rounds:
            items = list(changed.items())
            self.chance.shuffle(items)
            changed = dict(items)
        if self.slip_every and self._pressed % self.slip_every == 0:
            self._slip(page, changed)
            changed = {key: value for key, value in entered.items() if self.camera.cells[key].value != value}
        self.camera.apply(page, changed)

    def _slip(self, page: str, changed: dict[str, Any]) -> None:
        """A wrong position, or a value with a slip of the finger, is applied first."""
        wrong = dict(changed)
        for key in list(changed):
            cell = self.camera.cells[key]
            if cell.words:
                wrong[key] = self.chance.choice([wire for wire in cell.words.values() if wire != changed[key]])
                break
            if isinstance(changed[key], str) and changed[key].startswith("nc"):
                wrong[key] = changed[key][:-1] + "x"
                break
        self.camera.apply(page, {key: value for key, value in wrong.items() if self.camera.cells[key].value != value})
