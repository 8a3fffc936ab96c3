# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the made-up maker's requests beside its settings look like under one seed: certificates, files, the first account.

What a page's inputs hold travels as fields and files of a form, or in JSON, where a file is its text or base64.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .shape import FORM, JSON, Shape, Words

MULTIPART, ADDRESS, LINES = "multipart", "address", "lines"
TEXT, BASE64 = "text", "base64"
#: Operation of the page -> its inputs. Those of files come first.
INPUTS: dict[str, tuple[str, ...]] = {
    "install": ("cert", "key", "password"),
    "install_ca": ("file",),
    "install_crl": ("file",),
    "select_certificate": ("id",),
    "delete_certificate": ("id",),
    "select_dot1x": ("id",),
    "clear_dot1x": (),
    "restore": ("file", "password"),
    "firmware": ("file",),
    "initialise": ("keep",),
    "first_account": ("name", "password"),
}
FILES = ("cert", "key", "file")
_UPLOADS = ("install", "install_ca", "install_crl")
_BINARY = ("restore", "firmware")
COLUMNS = ("id", "kind", "common_name", "start_date", "end_date", "in_use", "in_use_dot1x")
_DATES = ("%Y/%m/%d", "%Y-%m-%d", "%d.%m.%Y", "%Y-%m-%dT00:00:00Z")
_TWO = ((True, False), (1, 0), ("yes", "no"), ("Y", "N"))


@dataclass(frozen=True)
class Way:
    """One request. `names`: input of the page -> keys in JSON, or the one name of a field. `header`: where its token stands."""

    path: str
    method: str
    kind: str
    names: Mapping[str, tuple[str, ...]]
    encoding: str
    header: bool


@dataclass(frozen=True)
class Listing:
    """The list of certificates: JSON rows below `top`, or numbered lines. `marked`: what is in use is an id beside the rows."""

    path: str
    kind: str
    top: tuple[str, ...]
    columns: Mapping[str, tuple[str, ...]]
    first: int
    kinds: Mapping[str, Any]
    used: tuple[Any, Any]
    marked: bool
    numbers: bool
    date: str


@dataclass(frozen=True)
class Ways:
    """All of them. `empty`: what the setup page says of a camera without an account; `keep`: words of yes and no."""

    ways: Mapping[str, Way]
    listing: Listing
    setup: str
    empty: tuple[str, Any, Any]
    keep: tuple[Any, Any]


def ways_of(shape: Shape, seed: str) -> Ways:
    """The requests under a seed, beside those of its settings."""
    chance = random.Random(f"{seed}/acme/ways")
    api = shape.api
    paths = [shape.log, shape.backup, shape.reboot, shape.token, shape.login, shape.about]
    paths += [sheet.path for sheet in shape.sheets.values()]
    words = Words(chance, {part for path in paths for part in path.split("/")})
    kind = chance.choice((JSON, LINES))
    listing = Listing(
        path=f"{api}{words.word()}",
        kind=kind,
        top=(words.word(),),
        columns=_columns(chance, words, kind),
        first=0 if kind == JSON else chance.choice((0, 1)),
        kinds=dict(zip(("server", "ca", "crl"), chance.choice(_KINDS), strict=True)),
        used=chance.choice(_TWO) if kind == JSON else ("1", "0"),
        marked=kind == JSON and chance.random() < 0.5,
        numbers=kind == JSON and chance.random() < 0.5,
        date=chance.choice(_DATES),
    )
    ways = {role: _way(chance, words, role, api) for role in INPUTS}
    return Ways(
        ways=ways,
        listing=listing,
        setup=f"/{words.word()}/state",
        empty=(words.word(), *chance.choice(_TWO)),
        keep=chance.choice(_TWO) if ways["initialise"].kind == JSON else ("1", "0"),
    )


_KINDS = (("server", "ca", "crl"), ("leaf", "root", "revoked"), ("own", "trusted", "crl"), ("1", "2", "3"))


def _columns(chance: random.Random, words: Words, kind: str) -> dict[str, tuple[str, ...]]:
    deep = (words.word(),) if kind == JSON and chance.random() < 0.5 else ()
    return {name: (*(deep if name.endswith(("name", "date")) else ()), words.word()) for name in COLUMNS}


def _way(chance: random.Random, words: Words, role: str, api: str) -> Way:
    kinds: tuple[str, ...] = (JSON, FORM)
    if role in _UPLOADS:
        kinds = (JSON, MULTIPART)
    elif role in _BINARY:
        kinds = (MULTIPART,)
    elif role == "delete_certificate":
        kinds = (JSON, FORM, ADDRESS)
    kind = chance.choice(kinds)
    head = (words.word(),) if kind == JSON and chance.random() < 0.5 else ()
    return Way(
        path=f"{api}{words.word()}",
        method="DELETE" if kind == ADDRESS else chance.choice(("POST", "PUT")) if kind == JSON else "POST",
        kind=kind,
        names={name: (*head, words.word()) for name in INPUTS[role]},
        encoding=chance.choice((TEXT, BASE64)) if kind == JSON else TEXT,
        header=kind in (JSON, ADDRESS) or chance.random() < 0.5,
    )
