# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A command of the CGI interface, as data, and the table of them that a session uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .._errors import Unsupported

#: confirmed: a document of the maker for this family, or a recorded answer of such a camera. likely: the maker's sister
#: family, whose pages are the same. unknown: it exists, but its name is not public. user: from a profile of the user.
CONFIRMED, LIKELY, UNKNOWN, USER = "confirmed", "likely", "unknown", "user"


@dataclass(frozen=True)
class Command:
    """One request. Texts in C(params) and C(form) may hold C({fields}) that the caller fills in.

    C(keys) are what an answer must hold to count as an answer to this command. C(page) is where a person does the same.
    C(randomnum) commands always want a fresh random number; C(file) is the name of a file's field in a multipart form.
    """

    name: str
    confidence: str
    source: str
    page: str
    path: str = ""
    method: str = "GET"
    params: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    keys: tuple[str, ...] = ()
    models: str = ""
    writes: bool = False
    randomnum: bool = False

    @property
    def known(self) -> bool:
        """Whether it can be sent at all."""
        return bool(self.path)

    def why_not(self) -> str | None:
        """Why it cannot be sent on any camera; None when it can."""
        if self.known:
            return None
        return (
            f"the command for it is not public. It stands at {self.page} of the camera's own page; who knows the command "
            f"supplies it as commands.{self.name} in a profile (ansible_netcam_profile, docs/ipro.md)"
        )

    def filled(self, values: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
        """Parameters and form with the fields filled in. Raises KeyError for a field that the caller does not have."""
        params = {name: _fill(text, values) for name, text in self.params.items()}
        form = {name: _fill(text, values) for name, text in self.form.items()}
        return params, form


_FIELD = re.compile(r"\{(\w+)\}")


def fields_of(text: str) -> list[str]:
    """Names of the fields in a text of a command."""
    return _FIELD.findall(text)


def _fill(text: str, values: Mapping[str, str]) -> str:
    # in one pass and without str.format: a value is no place for further fields, a profile none for attribute access
    return _FIELD.sub(lambda found: values[found[1]], text)


class Commands:
    """The shipped table, with what the user's profiles override or add."""

    def __init__(self, shipped: Mapping[str, Command], profiles: tuple[Mapping[str, Command], ...] = ()) -> None:
        self._commands: dict[str, Command] = dict(shipped)
        for commands in profiles:
            self._commands.update(commands)

    def __getitem__(self, name: str) -> Command:
        return self._commands[name]

    def __contains__(self, name: Any) -> bool:
        return name in self._commands

    def require(self, name: str, setting: str) -> Command:
        """The command. Raises Unsupported, with its place on the camera's page, when nobody knows it."""
        command = self._commands[name]
        if (reason := command.why_not()) is not None:
            raise Unsupported(reason, setting=setting, hint="Do it on the camera's own page until then.")
        return command
