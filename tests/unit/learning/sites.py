# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Made-up cameras that answer: a browser's requests to them are recorded, and what was learned from these is used on them.

They have the styles of real setting pages: several forms at one address, boxes that send nothing while they are off, fields
that are greyed out, whole documents, values that only a script shows, tokens in headers, fields and cookies. What a write
leaves out goes back to its default, and what does not belong into it is refused. The style comes from a seed.
"""

from __future__ import annotations

import json
import random
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._client import Answer

from .makers import Camera, Cell, nested

USER, PASSWORD = "operator", "My-own-Password-9"
SESSION = "f00dfeed12345678"
MASK = "*****"
_SPELLINGS = (("1", "0"), ("on", "off"), ("yes", "no"), ("true", "false"), ("Enabled", "Disabled"), ("0", "1"))
_JSON_SPELLINGS = ((True, False), (1, 0), ("on", "off"), ("Enabled", "Disabled"), ("1", "0"))


@dataclass(frozen=True)
class Style:
    """How a maker does it. `apart`: what tells forms of one address apart; `per`: a form for each page, or for each of its parts."""

    sends: str = "form"  # form, multipart, query, json
    shows: str = "html"  # html, lines, script, json
    apart: str = "path"  # path, hidden, query, submit, fields
    per: str = "page"  # page, part
    boxes: bool = False
    greys: bool = False
    resets: bool = True
    rows: str = "bracket"  # bracket, dot, letter
    first: int = 0
    secret: str = "absent"  # absent, masked, echoed
    token: str = "none"  # none, hidden, header, cookie
    once: bool = True
    answers: str = "json"  # json, text, page, redirect
    polls: bool = False
    refuses: int = 0

    @classmethod
    def of(cls, seed: int) -> Style:
        """A style that real cameras could have."""
        chance = random.Random(f"{seed}/style")
        pick = chance.choice
        sends = pick(("form", "form", "form", "multipart", "query", "json"))
        if sends == "json":
            return cls(sends, "json", rows="bracket", secret=pick(("absent", "masked", "echoed")), resets=pick((True, False)),
                       token=pick(("none", "header", "cookie")), once=pick((True, False)), polls=pick((True, False)),
                       refuses=pick((0, 7)))  # fmt: skip
        shows = pick(("html", "html", "lines", "script", "json"))
        return cls(
            sends, shows,
            apart=pick(("path", "hidden", "query", "submit", "fields")),
            per=pick(("page", "part")),
            boxes=pick((True, False)),
            greys=pick((True, False)),
            resets=pick((True, True, False)),
            rows="letter" if shows == "script" else pick(("bracket", "dot", "letter")),
            first=pick((0, 1)),
            secret=pick(("absent", "masked", "echoed")),
            token=pick(("none", "hidden", "header", "cookie") if shows == "html" else ("none", "header", "cookie")),
            once=pick((True, False)),
            answers=pick(("json", "text", "page", "redirect") if shows == "html" and sends != "query" else ("json", "text")),
            polls=pick((True, False)),
            refuses=pick((0, 7)),
        )  # fmt: skip


@dataclass
class Part:
    """One form: where it is sent, and by what it is known there."""

    page: str
    path: str
    tag: str
    cells: list[Cell] = field(default_factory=list)
    #: the box that greys out the others
    master: Cell | None = None


@dataclass
class Asked:
    """A request as the camera gets it."""

    method: str
    path: str
    query: dict[str, str]
    fields: dict[str, str]
    document: Any
    headers: Mapping[str, str]


class Site(Camera):
    """One camera: its pages in a browser, and what answers them."""

    def __init__(self, checklist: Mapping[str, Any], seed: int, style: Style | None = None) -> None:
        self.style = style or Style.of(seed)
        self.two = _JSON_SPELLINGS if self.style.sends == "json" else _SPELLINGS
        self.tokens: list[str] = []
        self.writes = 0
        super().__init__(checklist, seed)

    # -- what it looks like ----------------------------------------------------------------------------------------

    def encoding(self, words: tuple[str, ...]) -> dict[str, Any]:
        if self.style.boxes and words in {one.words for one in SETTINGS.values() if one.kind == "switch"}:
            return {words[0]: self.chance.choice(("on", "1", "true")), words[1]: None}
        return super().encoding(words)

    def arrange(self) -> None:
        style = self.style
        self.parts: dict[str, Part] = {}
        self.documents: dict[str, str] = {}
        names: dict[str, str] = {}
        for cell in self.cells.values():
            family, index = self.family_of(cell.key)
            head, _dot, _leaf = family.rpartition(".")
            cell.place = self._place(names.setdefault(head, self.name()), index, names.setdefault(family, self.name()))
            self.documents.setdefault(cell.page, f"/{self.name()}")
            key = cell.page if style.per == "page" or style.sends == "json" else f"{cell.page} {head}"
            if key not in self.parts:
                own = style.apart == "path"
                path = self.documents[cell.page] + ".set" if style.shows != "html" else self.documents[cell.page]
                path = f"/{self.name()}" if own and style.per == "part" else path if own else "/cgi/param.cgi"
                path = self.documents[cell.page] if style.sends == "json" else path
                self.parts[key] = Part(cell.page, path, self.name(5))
            self.parts[key].cells.append(cell)
        self.spelled = self.chance.choice((("on", "off"), ("yes", "no"), ("1", "0")))
        for part in self.parts.values():
            part.master = next(
                (c for c in part.cells if style.greys and style.boxes and None in c.words.values()), None
            )
        for cell in self.cells.values():
            if isinstance(cell.value, int) and style.sends != "json":
                cell.value = str(cell.value)
        self.defaults = {key: self._default(cell) for key, cell in self.cells.items()}

    def _default(self, cell: Cell) -> Any:
        return list(cell.words.values())[-1] if cell.words else cell.value

    def _place(self, head: str, index: int | None, leaf: str) -> str:
        if self.style.sends == "json":
            return f"/{head}/{leaf}" if index is None else f"/{head}/{index}/{leaf}"
        if index is not None:
            index += self.style.first
        if self.style.rows == "dot":
            return f"root.{head}.{leaf}" if index is None else f"root.{head}.{index}.{leaf}"
        if self.style.rows == "letter":
            return f"{head}_{leaf}" if index is None else f"{head}_c{index}_{leaf}"
        return f"{head}[{leaf}]" if index is None else f"{head}[{index}][{leaf}]"

    # -- the camera ------------------------------------------------------------------------------------------------

    def serve(self, asked: Asked) -> tuple[int, str, str, dict[str, str]]:
        """Status, type, text and headers of the answer."""
        if asked.path == "/session":
            return 200, "application/json", '{"ok": true}', {"Set-Cookie": f"SID={SESSION}; Path=/"}
        if f"SID={SESSION}" not in asked.headers.get("cookie", ""):
            return 401, "text/plain", "", {}
        if asked.path == "/status":
            status = {"up": self.writes * 7 + 1000, "load": self.chance.randint(1, 99)}
            return 200, "application/json", json.dumps(status), {}
        if asked.path == "/token":
            return 200, "application/json", json.dumps({"data": {"t": self._new_token()}}), {}
        writes = asked.method != "GET" or bool(asked.query)
        if writes:
            return self._write(asked)
        page = next(page for page, path in self.documents.items() if asked.path in (path, f"{path}.html", f"{path}.js"))
        if asked.path.endswith(".html"):
            return 200, "text/html", self._html(page, bare=True), {}
        more = {"Set-Cookie": f"XSRF={self._new_token()}; Path=/"} if self.style.token == "cookie" else {}
        return (*self._shown(page), more)

    def _new_token(self) -> str:
        if self.style.once or not self.tokens:
            self.tokens.append("".join(self.chance.choices(string.hexdigits, k=24)))
        return self.tokens[-1]

    def _shown(self, page: str) -> tuple[int, str, str]:
        cells = self.page_cells(page)
        if self.style.shows == "html":
            return 200, "text/html", self._html(page, bare=False)
        if self.style.shows == "lines":
            return 200, "text/plain", "".join(f"{cell.place}={self.told(cell)}\n" for cell in cells)
        if self.style.shows == "script":
            return 200, "text/javascript", "".join(f"var {c.place} = {json.dumps(self.told(c))};\n" for c in cells)
        if self.style.sends != "json":
            return 200, "application/json", json.dumps({"data": {cell.place: self.told(cell) for cell in cells}})
        return 200, "application/json", json.dumps(self._document({cell.key: self.told(cell) for cell in cells}))

    def told(self, cell: Cell) -> Any:
        """What an answer shows of a field."""
        if self.is_secret(cell):
            return MASK if cell.value and self.style.secret != "absent" else ""
        if None in cell.words.values() and self.style.shows != "html":
            return self.spelled[cell.value is None]
        return cell.value

    def _document(self, cells: Mapping[str, Any]) -> dict[str, Any]:
        return nested({self.cells[key].place: value for key, value in cells.items()})

    def _html(self, page: str, bare: bool) -> str:
        forms = ""
        for part in (part for part in self.parts.values() if part.page == page):
            fields = "".join(self._field(cell, bare) for cell in part.cells)
            if self.style.token == "hidden" and not bare:
                fields += f'<input type="hidden" name="_token" value="{self._new_token()}">'
            if self.style.apart == "hidden":
                fields += f'<input type="hidden" name="act" value="{part.tag}">'
            if self._has_boxes_only(part):
                fields += f'<input type="hidden" name="{part.tag}" value="1">'
            button = f' name="{part.tag}" value="Apply"' if self.style.apart == "submit" else ""
            forms += f'<form method="post" action="{part.path}">{fields}<input type="submit"{button}></form>'
        return f"<!DOCTYPE html><html><body>{forms}</body></html>"

    def _has_boxes_only(self, part: Part) -> bool:
        """A form that sends nothing while all its boxes are off could not be told from others by its fields."""
        return self.style.apart == "fields" and all(None in cell.words.values() for cell in part.cells)

    def _field(self, cell: Cell, bare: bool) -> str:
        value = None if bare else self.told(cell)
        if None in cell.words.values():
            on = next(wire for wire in cell.words.values() if wire is not None)
            return f'<input type="checkbox" name="{cell.place}" value="{on}"{" checked" if value is not None else ""}>'
        if cell.words:
            options = "".join(
                f'<option value="{wire}"{" selected" if wire == value else ""}>{word}</option>'
                for word, wire in cell.words.items()
            )
            return f'<select name="{cell.place}">{options}</select>'
        return f'<input name="{cell.place}" value="{escape(str(value if value is not None else ""))}">'

    def _write(self, asked: Asked) -> tuple[int, str, str, dict[str, str]]:
        self.writes += 1
        if self.style.refuses and self.writes % self.style.refuses == 0:
            return self._answered("busy", None)
        fields = dict(asked.query if self.style.sends == "query" else asked.fields)
        fields.pop("save", None)
        given = {"hidden": fields.pop("_token", ""), "header": asked.headers.get("x-request-key", ""),
                 "cookie": asked.headers.get("x-xsrf", "")}.get(self.style.token)  # fmt: skip
        if given is not None and given not in self.tokens:
            return self._answered("token", None)
        part = self._part_of(asked, fields)
        if part is None:
            return self._answered("unknown form", None)
        if self.style.sends == "json":
            fields = dict(_leaves(asked.document))
        changes = self._changes(part, fields)
        if changes is None:
            return self._answered("bad value", None)
        for key, value in changes.items():
            self.cells[key].value = value
        return self._answered("", part)

    def _part_of(self, asked: Asked, fields: dict[str, str]) -> Part | None:
        parts = [part for part in self.parts.values() if part.path == asked.path]
        apart = self.style.apart
        if apart == "path" or self.style.sends == "json":
            return parts[0] if parts else None
        if apart == "hidden":
            tag = fields.pop("act", "")
        elif apart == "query":
            tag = asked.query.get("act", "")
            fields.pop("act", None)
        elif apart == "submit":
            tags = [part.tag for part in parts if fields.pop(part.tag, None) == "Apply"]
            tag = tags[0] if len(tags) == 1 else ""
        else:
            known = {
                part.tag: sum(cell.place in fields for cell in part.cells) + (part.tag in fields) for part in parts
            }
            tag = max(known, key=lambda name: known[name])
            fields.pop(tag, None)
        return next((part for part in parts if part.tag == tag), None)

    def _changes(self, part: Part, fields: Mapping[str, Any]) -> dict[str, Any] | None:
        """What a form sets; None for what it cannot hold."""
        if set(fields) - {cell.place for cell in part.cells}:
            return None
        greyed = part.master is not None and part.master.place not in fields
        changes = {}
        for cell in part.cells:
            if cell.place in fields:
                value = fields[cell.place]
                if self.is_secret(cell) and value in ("", MASK):
                    continue
                if cell.words and value not in cell.words.values():
                    return None
                changes[cell.key] = value
            elif self.is_secret(cell) or cell.key == "date_time.clock" or (greyed and cell is not part.master):
                continue
            elif None in cell.words.values():
                changes[cell.key] = None
            elif self.style.resets:
                changes[cell.key] = self.defaults[cell.key]
        return changes

    def _answered(self, why: str, part: Part | None) -> tuple[int, str, str, dict[str, str]]:
        style = self.style
        if part is not None and style.answers == "redirect":
            return 303, "", "", {"Location": self.documents[part.page]}
        if part is not None and style.answers == "page":
            return (*self._shown(part.page), {})
        if style.answers == "json":
            return (
                200,
                "application/json",
                json.dumps({"result": "ok"} if not why else {"result": "error", "why": why}),
                {},
            )
        return 200, "text/plain", f"Error={why.replace(' ', '_')}\n" if why else "OK\n", {}

    # -- the browser -----------------------------------------------------------------------------------------------

    def ask(self, method: str, path: str, body: str = "", mime: str = "", **headers: str) -> str:
        """Send, and record; a redirect is followed."""
        headers = {"Cookie": f"SID={SESSION}", **headers}
        answer = self.serve(asked_of(method, path, body, mime, headers))
        status, kind, text, more = answer
        self.browser.record(method, path, text, body=body, mime=mime, status=status, answer_type=kind, headers=headers,
                            answer_headers=more)  # fmt: skip
        if "XSRF=" in more.get("Set-Cookie", ""):
            self.xsrf = more["Set-Cookie"].partition("=")[2].partition(";")[0]
        if status == 303:
            return self.ask("GET", more["Location"])
        return text

    def log_in(self) -> None:
        body = json.dumps({"user": USER, "pass": PASSWORD})
        self.ask("POST", "/session", body, "application/json")

    def open(self, page: str) -> None:
        if self.style.shows in ("lines", "script", "json") and self.style.sends != "json":
            self.ask("GET", self.documents[page] + ".html")
        self._load(page)

    def _load(self, page: str) -> None:
        self.ask("GET", self.documents[page])
        if self.style.polls:
            for _time in range(self.chance.randint(1, 3)):
                self.ask("GET", "/status")

    def apply(self, page: str, changed: dict[str, Any]) -> None:
        for part in (part for part in self.parts.values() if part.page == page):
            mine = {cell.key: changed[cell.key] for cell in part.cells if cell.key in changed}
            if mine:
                for _attempt in range(3):
                    if self._submit(part, mine):
                        break
                if self.style.answers not in ("page", "redirect"):
                    self._load(page)

    def _submit(self, part: Part, changed: Mapping[str, Any]) -> bool:
        headers = {}
        pairs: dict[str, Any] = {}
        if self.style.token == "header":
            headers["X-Request-Key"] = json.loads(self.ask("GET", "/token"))["data"]["t"]
        elif self.style.token == "cookie":
            headers["X-Xsrf"] = self.xsrf
        elif self.style.token == "hidden":
            pairs["_token"] = self.tokens[-1]
        greyed = part.master is not None and changed.get(part.master.key, part.master.value) is None
        for cell in part.cells:
            value = changed.get(cell.key, cell.value)
            if cell.key not in changed:
                if self.is_secret(cell):
                    if self.style.secret != "echoed":
                        continue
                    value = self.told(cell)
                elif cell.key == "date_time.clock" or (greyed and cell is not part.master):
                    continue
            if value is not None:
                pairs[cell.place if self.style.sends != "json" else cell.key] = value
        if self.style.sends == "json":
            body = json.dumps(self._document(pairs))
            return "ok" in self.ask("PUT", part.path, body, "application/json", **headers)
        if self.style.apart == "hidden":
            pairs["act"] = part.tag
        elif self.style.apart == "submit":
            pairs[part.tag] = "Apply"
        elif self._has_boxes_only(part):
            pairs[part.tag] = "1"
        path = part.path + (f"?act={part.tag}" if self.style.apart == "query" else "")
        if self.style.sends == "query":
            pairs = {"save": "1", **pairs}
            text = self.ask("GET", path + ("&" if "?" in path else "?") + urlencode(pairs, quote_via=quote), **headers)
        elif self.style.sends == "multipart":
            text = self.ask("POST", path, _multipart(pairs), "multipart/form-data; boundary=xYzZY", **headers)
        else:
            text = self.ask("POST", path, urlencode(pairs), "application/x-www-form-urlencoded", **headers)
        return "rror" not in text

    # -- in use ----------------------------------------------------------------------------------------------------

    def values(self) -> dict[str, Any]:
        """What it holds now."""
        return {key: cell.value for key, cell in self.cells.items()}

    def scramble(self, chance: random.Random) -> None:
        """Other values than the defaults wherever that can be: what a request loses is seen then."""
        masters = [part.master for part in self.parts.values()]
        for number, cell in enumerate(self.cells.values()):
            if cell in masters:
                # what is greyed out cannot be written, as on the page
                cell.value = next(wire for wire in cell.words.values() if wire is not None)
            elif cell.words:
                cell.value = chance.choice(list(cell.words.values()))
            elif "[" in cell.key and int(cell.key.partition("[")[2].partition("]")[0]) > 2:
                continue
            elif str(self.defaults[cell.key]).isdecimal():
                cell.value = self._integer(20 + number % 5)
            else:
                cell.value = f"zq{number}"

    def _integer(self, value: int) -> Any:
        return value if self.style.sends == "json" else str(value)


class Direct:
    """The collection's client, without a network between."""

    credentials = (USER, PASSWORD)
    user = USER
    url = "http://192.0.2.1"
    clear_text = False
    generation = 1

    def __init__(self, site: Site) -> None:
        self.site = site
        self.sent: list[str] = []

    def request(
        self, method: str, path: str, *, form: Mapping[str, str] | None = None, files: Mapping[str, Any] | None = None,
        body: bytes | None = None, headers: Mapping[str, str] | None = None, **_more: Any,
    ) -> Answer:  # fmt: skip
        self.sent.append(f"{method} {path} {body!r} {files!r}")
        mime = (headers or {}).get("Content-Type", "")
        text = (body or b"").decode()
        if files is not None:
            text, mime = _multipart({name: content for name, (_file, content) in files.items()}), "multipart/form-data"
        status, kind, answer, more = self.site.serve(asked_of(method, path, text, mime, headers or {}))
        cookies = {}
        if "Set-Cookie" in more:
            name, _equals, value = more["Set-Cookie"].partition(";")[0].partition("=")
            cookies = {name: value}
        lower = {name.lower(): value for name, value in more.items()}
        return Answer(status, answer.encode(), {"content-type": kind, **lower}, cookies)


def asked_of(method: str, path: str, body: str, mime: str, headers: Mapping[str, str]) -> Asked:
    parts = urlsplit(path)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    document = json.loads(body) if "json" in mime and body else None
    fields: dict[str, str] = {}
    if "multipart" in mime:
        for piece in body.split("--xYzZY")[1:-1]:
            head, _gap, content = piece.partition("\r\n\r\n")
            fields[head.partition('name="')[2].rpartition('"')[0]] = content.removesuffix("\r\n")
    elif document is None:
        fields = dict(parse_qsl(body, keep_blank_values=True))
    return Asked(method, parts.path, query, fields, document, {name.lower(): value for name, value in headers.items()})


def _multipart(pairs: Mapping[str, Any]) -> str:
    parts = "".join(
        f'--xYzZY\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in pairs.items()
    )
    return parts + "--xYzZY--\r\n"


def _leaves(value: Any, way: str = "") -> Iterable[tuple[str, Any]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{way}/{name}")
    elif isinstance(value, list):
        for name, inner in enumerate(value):
            yield from _leaves(inner, f"{way}/{name}")
    else:
        yield way, value
