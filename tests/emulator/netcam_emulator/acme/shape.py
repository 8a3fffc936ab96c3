# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the requests of the made-up maker look like under one seed: addresses, names, nesting, and spelling of values.

A page of settings is either JSON, or a form with nested names (`a[b][1][c]`) as PHP and Rails programs have them. A place is
a path of keys; `{row}` in it stands for a row's number, or its position in an array.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from ..items import Item

ROW = "{row}"
JSON, FORM = "json", "form"
#: lists hold what is there, slots are numbered and always all there
LIST, SLOTS = "list", "slots"
#: what sends a form: a script, with both positions of a box; a script that leaves out boxes as browsers do; or the browser itself
SCRIPT, LEAVES_OUT, BROWSER = "script", "leaves out", "browser"
REDIRECT, PAGE = "redirect", "page"
URLENCODED, MULTIPART_DATA = "application/x-www-form-urlencoded", "multipart/form-data"
_SYLLABLES = tuple(f"{consonant}{vowel}" for consonant in "bdfghklmnprstv" for vowel in "aeio")
_TWO_JSON = ((True, False), (1, 0), ("on", "off"), ("yes", "no"), ("enabled", "disabled"), ("Y", "N"), (False, True))
_TWO_FORM = (("1", "0"), ("on", "off"), ("yes", "no"), ("true", "false"), ("2", "1"), ("0", "1"))


@dataclass(frozen=True)
class Sheet:
    """One page of settings. `whole`: what a request leaves out goes back to its default. `first`: number of the first row."""

    page: str
    path: str
    kind: str
    method: str
    whole: bool
    layout: str
    first: int
    places: Mapping[str, tuple[str, ...]]
    words: Mapping[str, Mapping[str, Any]]
    #: numbers that are text in JSON
    as_text: tuple[str, ...]
    #: of a form: what sends it, how it is packed, and how the browser is answered
    submit: str = SCRIPT
    enctype: str = URLENCODED
    answer: str = JSON

    @property
    def drops_boxes(self) -> bool:
        """Whether a box that is not checked is not sent."""
        return self.submit != SCRIPT


@dataclass(frozen=True)
class Shape:
    """The whole interface."""

    api: str
    ui: str
    about: str
    log: str
    backup: str
    reboot: str
    login: str
    login_kind: str
    user_name: str
    password_name: str
    cookie: str
    token: str
    token_pick: tuple[str, ...]
    token_header: str
    token_field: str
    token_once: bool
    mask: str
    good: tuple[str, Any]
    bad: tuple[str, Any]
    reason: str
    bad_status: int
    busy_status: int
    sheets: Mapping[str, Sheet]

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for the control API: the truth that a learned profile is held against."""
        return asdict(self)


class Words:
    """Made-up words, none twice."""

    def __init__(self, chance: random.Random, taken: Iterable[str] = ()) -> None:
        self.chance, self._taken = chance, set(taken)

    def word(self) -> str:
        while True:
            made = "".join(self.chance.choices(_SYLLABLES, k=self.chance.choice((2, 3))))
            if made not in self._taken:
                self._taken.add(made)
                return made


def is_checkbox(item: Item) -> bool:
    """Whether the page has a box to check for it."""
    return item.words[:1] == ("enable",) and not item.column


def shape_of(items: Mapping[str, Item], seed: str) -> Shape:
    """The interface under a seed."""
    chance = random.Random(f"{seed}/acme/shape")
    new = Words(chance).word
    api = f"/{chance.choice(('api', 'rest', 'svc'))}/{new()}/"
    pages, forms = dict.fromkeys(item.page for item in items.values()), _forms(chance)
    sheets = {page: _sheet(chance, items, page, f"{api}{new()}", FORM if page in forms else JSON) for page in pages}
    sheets = {page: _sending(seed, sheet) for page, sheet in sheets.items()}
    good, bad = chance.choice(
        (
            (("status", "ok"), ("status", "error")),
            (("result", 0), ("result", 17)),
            (("success", True), ("success", False)),
        )
    )
    return Shape(
        api=api,
        ui="/ui/",
        about=f"/{new()}/about",
        log=f"{api}{new()}",
        backup=f"{api}{new()}",
        reboot=f"{api}{new()}",
        login=f"/{new()}/login",
        login_kind=chance.choice((JSON, FORM)),
        user_name=chance.choice(("user", "username", "login", "account")),
        password_name=chance.choice(("pass", "password", "secret")),
        cookie=chance.choice(("SID", "session", "acme_id")),
        token=f"{api}{new()}",
        token_pick=chance.choice((("token",), ("data", new()), (new(),))),
        token_header=chance.choice(("X-CSRF-Token", "X-Acme-Token", "X-Request-Key")),
        token_field=chance.choice(("_token", "csrf", "nonce")),
        token_once=chance.choice((True, False)),
        mask=chance.choice(("", "********")),
        good=good,
        bad=bad,
        reason=chance.choice(("reason", "message", "detail")),
        bad_status=chance.choice((200, 400)),
        busy_status=chance.choice((200, 503)),
        sheets=sheets,
    )


def _sheet(chance: random.Random, items: Mapping[str, Item], page: str, path: str, kind: str) -> Sheet:
    mine = [item for item in items.values() if item.page == page]
    new = Words(chance).word
    top = (new(),) if kind == FORM or chance.random() < 0.5 else ()
    heads: dict[str, tuple[str, ...]] = {}
    places: dict[str, tuple[str, ...]] = {}
    words: dict[str, Mapping[str, Any]] = {}
    for item in mine:
        group = item.id.rpartition(".")[0]
        if group not in heads:
            # an area in an object of its own, or beside the others; rows always in one
            deep = (new(),) if item.count or chance.random() < 0.7 else ()
            heads[group] = (*top, *deep, ROW) if item.count else (*top, *deep)
        places[item.id] = (*heads[group], new())
        if item.words:
            words[item.id] = _spelling(chance, item.words, kind)
    layout = SLOTS if kind == FORM else chance.choice((LIST, SLOTS))
    return Sheet(
        page=page,
        path=path,
        kind=kind,
        method="POST" if kind == FORM else chance.choice(("POST", "PUT")),
        whole=kind == FORM or chance.random() < 0.5,
        layout=layout,
        first=0 if layout == LIST else chance.choice((0, 1)),
        places=places,
        words=words,
        as_text=tuple(item.id for item in mine if item.number and chance.random() < 0.3),
    )


def _sending(seed: str, sheet: Sheet) -> Sheet:
    """What sends a form; one of the two that are always there is sent by the browser, the other leaves out boxes."""
    if sheet.kind != FORM:
        return sheet
    chance = random.Random(f"{seed}/acme/forms/{sheet.page}")
    first = random.Random(f"{seed}/acme/forms").choice((BROWSER, LEAVES_OUT))
    fixed = {"log": first, "datetime": BROWSER if first == LEAVES_OUT else LEAVES_OUT}
    submit = fixed.get(sheet.page) or chance.choice((SCRIPT, LEAVES_OUT, BROWSER, BROWSER))
    return replace(
        sheet,
        submit=submit,
        enctype=URLENCODED if submit == SCRIPT else chance.choice((URLENCODED, URLENCODED, MULTIPART_DATA)),
        answer=chance.choice((REDIRECT, PAGE)) if submit == BROWSER else JSON,
    )


def _forms(chance: random.Random) -> tuple[str, ...]:
    """Pages that are forms: two small ones whatever the seed, and two more by chance."""
    more = chance.sample(("server", "rtp", "network", "host", "viewer"), k=2)
    return ("log", "datetime", *more)


def _spelling(chance: random.Random, words: tuple[str, ...], kind: str) -> dict[str, Any]:
    if len(words) == 2:
        return dict(zip(words, chance.choice(_TWO_FORM if kind == FORM else _TWO_JSON), strict=True))
    if chance.random() < 0.5:
        numbers: list[Any] = list(range(chance.choice((0, 1)), len(words) + 2))[: len(words)]
        chance.shuffle(numbers)
        return dict(zip(words, [str(n) for n in numbers] if kind == FORM else numbers, strict=True))
    return {word: "".join(part[:3] for part in word.split("_")).upper() + str(n) for n, word in enumerate(words)}
