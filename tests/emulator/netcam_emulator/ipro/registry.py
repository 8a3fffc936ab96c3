# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every command: its name, the level it needs, whether it writes, and which cameras have it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aiohttp import web

from ..reply import Reply
from .users import ADMIN

if TYPE_CHECKING:
    from ..camera import Camera
    from .service import IproService

Pairs = list[tuple[str, object]]


class Refused(Exception):
    """The camera does not do it. The reason is for the emulator's own log: the camera gives none."""


@dataclass(frozen=True)
class File:
    """An uploaded file."""

    name: str
    data: bytes


@dataclass
class Call:
    """One request to a command."""

    service: IproService
    camera: Camera
    request: web.BaseRequest
    params: Mapping[str, str]
    peer: str
    files: Mapping[str, File] = field(default_factory=dict)

    def need(self, name: str) -> str:
        """A parameter that must be there; raises Refused."""
        if name not in self.params:
            raise Refused(f"no {name}")
        return self.params[name]

    def word(self, name: str, *words: str) -> str:
        """A parameter that is one of some words; raises Refused."""
        value = self.need(name)
        if value not in words:
            raise Refused(f"{name}={value}")
        return value


#: Returns what the answer shows; a Reply is sent as it is.
Handler = Callable[[Call], Awaitable[Pairs | Reply]]


@dataclass(frozen=True)
class Command:
    """A command. `confirmed` ones are documented for WV cameras; the others are known from the AW sister family only."""

    name: str
    handler: Handler
    level: int
    writes: Callable[[Call], bool]
    confirmed: bool
    methods: tuple[str, ...]
    made_up: bool


COMMANDS: dict[str, Command] = {}


def command(
    name: str,
    *methods: str,
    level: int = ADMIN,
    writes: bool | Callable[[Call], bool] = False,
    confirmed: bool = False,
    made_up: bool = False,
) -> Callable[[Handler], Handler]:
    """Register a function as a command, GET unless other methods are given; a made-up one goes by its role.

    `writes` may depend on the request: some commands read and write under one name.
    """

    def register(handler: Handler) -> Handler:
        decides = writes if callable(writes) else (lambda call: bool(writes))
        COMMANDS[name] = Command(name, handler, level, decides, confirmed, methods or ("GET",), made_up)
        return handler

    return register
