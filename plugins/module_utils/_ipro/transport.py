# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Requests to the CGI interface, one at a time, as the camera's peculiarities ask for.

No request carries an Accept header (the client sends none): firmware with the maker's "security enhancement" answers 400 to
browsers. Such firmware may also want a random number with a command, which it gives to the administrator on request and
changes from time to time; it is fetched when a command is answered with 400, and once anew.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from .._client import Client
from .._errors import AuthenticationFailed, CameraAnswer, Refused, Unsupported
from .._wire import Answer
from .answers import object_of, pairs_of, status_of, text_of
from .commands import CONFIRMED, LIKELY, USER, Command, Commands

_RANDOM = re.compile(r"[0-9A-Fa-f]{8,64}")
#: All of them are in the answer of a camera that speaks the sister family's dialect.
DIALECT = "get_https"


class NotAnswered(Unsupported):
    """The camera has no such command, or answers it with something else."""


class Cgi:
    """The commands of one camera within one session."""

    def __init__(self, client: Client, commands: Commands) -> None:
        self.client = client
        self.commands = commands
        self._random: str | None = None
        self._pages: dict[str, Mapping[str, Any] | NotAnswered] = {}
        self._dialect: bool | None = None

    # -- what the camera has ---------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Read anew from now on. What the camera has stays the same for the session."""
        self._pages.clear()

    @property
    def dialect(self) -> bool:
        """Whether the camera speaks the sister family's dialect: it answers the state of the HTTPS page with all its keys."""
        if self._dialect is None:
            try:
                self.page(DIALECT)
            except NotAnswered:
                self._dialect = False
            else:
                self._dialect = True
        return self._dialect

    def why_not(self, *names: str) -> str | None:
        """Why one of these commands cannot be used on this camera; None when all of them can. It may read."""
        for name in names:
            command = self.commands[name]
            if (reason := command.why_not()) is not None:
                return reason
            if command.confidence in (CONFIRMED, USER):
                continue
            if not self.dialect:
                return (
                    f"{command.path.rpartition('/')[2]} is known from the maker's sister family only, and this camera does not "
                    "answer in its dialect (get_https)"
                )
        return None

    def page(self, name: str) -> Mapping[str, Any]:
        """What a read command answers, lines or an object, fetched once. Raises NotAnswered, also the next time."""
        if name not in self._pages:
            try:
                self._pages[name] = self._fetch(name)
            except NotAnswered as error:
                self._pages[name] = error
        found = self._pages[name]
        if isinstance(found, NotAnswered):
            raise NotAnswered(found.message, hint=found.hint)
        return found

    def _fetch(self, name: str) -> Mapping[str, Any]:
        answer = self.call(name)
        pairs: Mapping[str, Any] = object_of(answer) or pairs_of(answer)
        missing = [key for key in self.commands[name].keys if key not in pairs]
        if missing:
            raise NotAnswered(f"the camera's answer to {name} has no {', '.join(missing)}")
        return pairs

    # -- requests --------------------------------------------------------------------------------------------------

    def call(
        self,
        name: str,
        values: Mapping[str, str] | None = None,
        *,
        file: tuple[str, bytes] | None = None,
        timeout: float | None = None,
        resend: bool = True,
    ) -> Answer:
        """Send a command, with a file (name, content) where it takes one.

        Raises Unsupported (not public), NotAnswered (the camera has no such command), Refused, AuthenticationFailed,
        CameraAnswer, CameraUnreachable, ConnectionLost.
        """
        command = self.commands.require(name, name)
        filled = command.filled(values or {})
        upload = {command.file: file} if file else None
        if command.randomnum:
            self._random = self._random_number()
        for fetches in (1, 1, 0):
            answer = self._send(command, *filled, upload, timeout, resend)
            if status_of(answer) != 400 or not fetches or name == "get_randomnum":
                break
            self._random = self._random_number()
            if self._random is None:
                break
        self._judge(command, answer)
        return answer

    def _send(
        self,
        command: Command,
        params: Mapping[str, str],
        form: Mapping[str, str],
        files: Mapping[str, tuple[str, bytes]] | None,
        timeout: float | None,
        resend: bool,
    ) -> Answer:
        extra = {"Randomnum": self._random} if self._random is not None else {}
        body = {**form, **extra} if form else None
        query = urlencode(params if form else {**params, **extra})
        path = f"{command.path}?{query}" if query else command.path
        try:
            return self.client.request(command.method, path, form=body, files=files, timeout=timeout, resend=resend)
        except Refused:
            raise self._forbidden(command) from None

    def _random_number(self) -> str | None:
        """The number that the camera wants with its commands now; None where it gives none."""
        command = self.commands["get_randomnum"]
        try:
            answer = self.client.request(command.method, command.path)
        except Refused:
            return None
        found = text_of(answer).strip()
        return found if status_of(answer) == 200 and _RANDOM.fullmatch(found) else None

    def _judge(self, command: Command, answer: Answer) -> None:
        status = status_of(answer)
        if status < 400:
            return
        if status == 401:
            raise AuthenticationFailed(
                f"the camera at {self.client.url} refuses the login of {self.client.user!r} to {command.name}",
                hint="Check ansible_user and ansible_password; it must be an administrator.",
            )
        if status == 403:
            raise self._forbidden(command)
        if status == 404:
            raise NotAnswered(f"the camera has no command {command.name}")
        hint = "Look at the camera's own page."
        if command.confidence == LIKELY:
            hint = (
                "This command is known from the maker's sister family. If this model has another one, a profile can say so "
                "(docs/ipro.md); until then do it on the camera's own page."
            )
        raise CameraAnswer(f"the camera answers {status} to {command.name}", setting=command.page, hint=hint)

    def _forbidden(self, command: Command) -> Refused:
        return Refused(
            f"the camera at {self.client.url} answers 403 to {command.name}: the level of this account, or the host "
            "authentication, does not allow it",
            setting="[User mng.] > [User auth.] and [Host auth.]",
            hint="Use an account of the level 1 (Administrator), from a host that is registered with that level.",
        )
