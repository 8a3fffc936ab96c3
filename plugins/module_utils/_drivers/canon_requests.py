# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Requests of Canon's Setting Page as a profile describes them: filled in, sent, repeated where that helps, judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote, urlencode

from .._client import Client
from .._errors import CameraAnswer, ProfileError, Unsupported
from .._patience import Patience
from .._profile import Profile
from .._wire import MAX_ANSWER, MAX_FILE, Answer

_UPLOAD_TIMEOUT = 300.0
_ERROR_WORD = re.compile(r"^Error=(.*)$", re.MULTILINE)

Progress = Callable[[str], None]
Judge: TypeAlias = "Callable[[Answer], str | None]"


class CanonRequests:
    """Sends a profile's requests over one session."""

    def __init__(self, client: Client, profile: Profile, progress: Progress) -> None:
        self.client = client
        self.profile = profile
        self.interface = profile.interface
        self.progress = progress

    def upload(
        self, request: Mapping[str, Any], what: str, files: Mapping[str, tuple[str, bytes]], fill: Mapping[str, str]
    ) -> None:
        """Send files by form field, once. Raises CameraAnswer with the camera's own word when it refuses them."""
        answer = self.send(request, fill=fill, files=files)
        if (word := self.failure(answer)) is not None:
            raise CameraAnswer(f"the camera refused {what}: {word}")

    def operation(self, name: str) -> Mapping[str, Any]:
        """A request of the interface. Raises Unsupported where the profile does not describe it."""
        if name not in self.interface:
            raise self.missing(name)
        operation: Mapping[str, Any] = self.interface[name]
        return operation

    def missing(self, name: str) -> Unsupported:
        """The error for a request that is not described."""
        return Unsupported(
            f"profile {self.profile.name} does not describe interface.{name}",
            hint="Do it on the camera's own page, or add the request to the profile (docs/code_maps.md).",
        )

    def command(
        self,
        request: Mapping[str, Any],
        what: str,
        *,
        fill: Mapping[str, str] | None = None,
        extra: Sequence[tuple[str, str]] = (),
        files: Mapping[str, tuple[str, bytes]] | None = None,
        judge: Judge | None = None,
        resend: bool = True,
    ) -> Answer:
        """Send until success; retry what the profile calls transient, and wait a while for another administrator.

        C(judge) says what is wrong with an answer; by default, everything without the success marker. Without C(resend) a
        request whose connection breaks is not sent a second time. Raises CameraBusy, CameraAnswer.
        """
        judge = judge or self.failure
        patience = Patience(what, "the Setting Page", self.progress)
        while True:
            answer = self.send(request, fill=fill, extra=extra, files=files, resend=resend)
            word = judge(answer)
            if word is None:
                return answer
            if not (self._is(word, "transient") and patience.retries()):
                if not self._is(word, "busy"):
                    raise self._refused(word, what)
                patience.wait_for_administrator()
            patience.pause()

    def look(self, request: Mapping[str, Any], what: str) -> Answer:
        """Whatever a page answers, even that there is nothing to show; only being busy is waited out."""

        def judge(answer: Answer) -> str | None:
            word = self.error(answer)
            return word if word is not None and (self._is(word, "transient") or self._is(word, "busy")) else None

        return self.command(request, what, judge=judge)

    def _refused(self, word: str, what: str) -> CameraAnswer:
        """Name the setting whose code the camera's own message carries."""
        for entry in self.profile.entries.values():
            codes = list(entry.columns.values()) or [entry.code]
            if any(re.search(rf"\b{re.escape(code.code)}\b", word) for code in codes):
                return CameraAnswer(
                    f"the camera refused {what} with {word!r}",
                    setting=f"{entry.setting.id} {entry.setting.where(self.profile.family)}",
                    hint="The camera does not take this value now; see the limits in docs/settings.md.",
                )
        return CameraAnswer(f"the camera answered {what} with {word!r}")

    def _is(self, word: str, marker: str) -> bool:
        return any(str(mark) in word for mark in self.interface.get(marker, ()))

    def send(
        self,
        request: Mapping[str, Any],
        *,
        fill: Mapping[str, str] | None = None,
        extra: Sequence[tuple[str, str]] = (),
        files: Mapping[str, Any] | None = None,
        resend: bool = True,
        file: bool = False,
    ) -> Answer:
        """Fill in and send. C(file): the answer is a file, which may be longer, and take longer, than a page.

        Raises what the client raises, and ProfileError for a path that the camera does not know.
        """

        def filled(mapping: Mapping[str, Any] | None) -> dict[str, str]:
            return {str(name): _fill(str(value), fill or {}) for name, value in (mapping or {}).items()}

        pairs = [*filled(request.get("params")).items(), *extra]
        path = request["path"] + ("?" + urlencode(pairs, quote_via=quote) if pairs else "")
        method = str(request.get("method", "GET"))
        form = filled(request.get("form")) or None
        answer = self.client.request(
            method,
            path,
            form=form,
            files=files,
            timeout=_UPLOAD_TIMEOUT if files or file else None,
            resend=resend and not files,
            largest=MAX_FILE if file else MAX_ANSWER,
        )
        if answer.status == 404:
            raise ProfileError(
                f"the camera does not know the path {request['path']} of profile {self.profile.name}",
                hint="The profile is for another model or firmware.",
            )
        return answer

    def error(self, answer: Answer) -> str | None:
        """The error of a read: reads carry no success marker, so only an explicit error counts."""
        found = _ERROR_WORD.search(answer.text)
        return found.group(1).strip() if found else None

    def failure(self, answer: Answer) -> str | None:
        """None for success, else the camera's own words."""
        text = answer.text
        if answer.status == 200 and str(self.interface.get("success", "Status=0")) in text:
            return None
        found = _ERROR_WORD.search(text)
        return found.group(1).strip() if found else f"HTTP {answer.status} without {self.interface.get('success')!r}"

    def checked(self, answer: Answer, what: str) -> Answer:
        """An answer that is a file or a text of its own. Raises CameraAnswer."""
        if answer.status != 200:
            raise CameraAnswer(f"{what} was answered with HTTP {answer.status}")
        if answer.content.startswith(b"Status=") and (word := self.error(answer)) is not None:
            raise CameraAnswer(f"{what} was answered with {word}")
        return answer


def _fill(template: str, values: Mapping[str, str]) -> str:
    """One pass, so that a password that looks like a placeholder stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)
