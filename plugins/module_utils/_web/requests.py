# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Requests of a settings interface: logged in, with fresh tokens, repeated where that helps, and judged."""

from __future__ import annotations

import time
from collections.abc import Callable, Container, Iterable, Mapping
from functools import partial
from typing import Any

from .._client import Client
from .._errors import CameraAnswer, ProfileError, Refused, Unsupported
from .._masking import without_secrets
from .._patience import Patience
from .._wire import MAX_ANSWER, MAX_FILE, Answer
from .draft import Draft, placeholders
from .login import Login, refused
from .marks import failure, matches
from .pages import Shown
from .places import MISSING, place_of, wire_text
from .profile import WebProfile

Progress = Callable[[str], None]
Edits = Callable[[Draft], None]

_FILE_TIMEOUT = 300.0
_SERVER_ERRORS = 2
_ANYTHING = {"status": range(200, 600)}


class WebRequests:
    """Sends a profile's requests over one session with one camera."""

    def __init__(self, client: Client, profile: WebProfile, progress: Progress) -> None:
        self.client = client
        self.profile = profile
        self.interface = profile.interface
        self.progress = progress
        self.login = Login(client, profile.interface["authentication"])
        self._tokens: dict[str, str] = {}
        #: whether the last request was sent with a token from before, which the camera may have replaced since
        self._old_token = False

    # -- login and tokens ------------------------------------------------------------------------------------------

    def log_in(self) -> None:
        """Open a session, where a request does that. Raises AuthenticationFailed, Refused."""
        if not self.login.by_request:
            return
        self._tokens.clear()
        user, password = self.login.start()
        request = self.interface["authentication"]["request"]
        values = {"user": user, "password": password, **self._token_values(request)}
        answer = self._transmit(self.login.draft(values), {})
        if answer.status >= 500:
            raise CameraAnswer(f"the camera answers the login with HTTP {answer.status}", hint="Run again later.")
        self.login.finish(answer)

    def _values(self, request: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
        user, password = self.client.credentials or ("", "")
        return {"user": user, "password": password, **given, **self._token_values(request)}

    def _token_values(self, request: Mapping[str, Any]) -> dict[str, str]:
        """Tokens that a request names, fetched now unless they hold for the session."""
        values: dict[str, str] = {}
        for name in sorted(placeholders(request)):
            kind, _colon, token = name.partition(":")
            if kind != "token" or token not in self.interface.get("tokens", {}):
                continue
            how = self.interface["tokens"][token]
            if token not in self._tokens or how.get("lifetime", "request") == "request":
                self._tokens[token] = self._fetch_token(token, how)
            else:
                self._old_token = True
            values[name] = self._tokens[token]
        return values

    def _fetch_token(self, name: str, how: Mapping[str, Any]) -> str:
        values = dict(zip(("user", "password"), self.client.credentials or ("", ""), strict=True))
        answer = self._transmit(Draft(how["request"], values), {})
        if self.login.is_over(answer):
            raise _Over
        found = Shown(answer).value(place_of(how["pick"]))
        if found is MISSING or found is None or isinstance(found, (dict, list)):
            raise CameraAnswer(
                f"the camera's answer holds no token {name!r} (HTTP {answer.status})",
                hint="The profile may be for another model or firmware.",
            )
        return wire_text(found)

    # -- sending ---------------------------------------------------------------------------------------------------

    def _transmit(self, draft: Draft, options: Mapping[str, Any]) -> Answer:
        """One exchange. A login that does not stand in the session is answered by the client (Basic, Digest)."""
        sending = draft.sending(options.get("files"))
        sending["headers"] = {**sending["headers"], **self.login.headers()}
        files = bool(options.get("files"))
        large = options.get("large", False) or files
        answer = self.client.request(
            **sending,
            judge=False,
            resend=options.get("resend", True) and not files,
            anonymous=self.login.by_request or options.get("anonymous", False),
            timeout=_FILE_TIMEOUT if large else None,
            largest=MAX_FILE if large else MAX_ANSWER,
        )
        self.login.keep(answer)
        return answer

    def ask(self, draft: Draft) -> Answer:
        """One exchange without a login."""
        return self._transmit(draft, {})

    def ask_as(self, request: Mapping[str, Any], headers: Mapping[str, str]) -> Answer:
        """One exchange with the headers of another login, whose cookies are not kept."""
        sending = Draft(request, {}).sending()
        sending["headers"] = {**sending["headers"], **headers}
        return self.client.request(**sending, judge=False, anonymous=self.login.by_request)

    def _attempt(
        self, request: Mapping[str, Any], edits: Edits | None, given: Mapping[str, Any], options: Mapping[str, Any]
    ) -> Answer:
        """One exchange within a session. Raises _Over when the camera says that it has none."""
        if self.login.needed and not options.get("anonymous"):
            self.log_in()
        self._old_token = False
        draft = Draft(request, self._values(request, given))
        if edits is not None:
            edits(draft)
        answer = self._transmit(draft, options)
        if self.login.is_over(answer):
            raise _Over
        return answer

    def send(
        self,
        request: Mapping[str, Any],
        what: str,
        *,
        edits: Edits | None = None,
        given: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> Answer:
        """Make the request anew for each attempt, and send it; log in again once where the session is over.

        C(edits) puts values into it, C(given) are further placeholders. Options: C(files) by field, C(large), C(resend),
        C(anonymous) (no login, even where there has to be one), C(optional) (a page that may not be there is no error).
        Raises AuthenticationFailed, Refused, ProfileError (the camera does not know the path), CameraAnswer, and what the
        client raises.
        """
        pauses = [0.2, 0.8][:_SERVER_ERRORS]
        fresh = self.login.needed
        while True:
            try:
                answer = self._attempt(request, edits, given or {}, options)
            except _Over:
                if fresh or options.get("anonymous"):
                    # it has just taken the password, or there is none to take
                    raise refused(self.client) from None
                self.progress("the camera has ended the session; logging in again")
                self.log_in()
                fresh = True
                continue
            sent_once = options.get("files") or not options.get("resend", True)
            if answer.status < 500 or self._is_moment(answer) or sent_once:
                break
            if not pauses:
                break
            time.sleep(pauses.pop(0))
        if not (options.get("optional") and answer.status == 404):
            self._judge(answer, request, what)
        return answer

    def _is_moment(self, answer: Answer) -> bool:
        return any(matches(answer, self.interface.get(part, ())) for part in ("transient", "busy"))

    def _judge(self, answer: Answer, request: Mapping[str, Any], what: str) -> None:
        if self._is_moment(answer):
            return
        if answer.status == 401:
            raise refused(self.client)
        if answer.status == 403:
            raise Refused(
                f"the camera answers 403 to {what}: this account is not allowed to, or its host access restrictions prohibit "
                "this host",
                hint="Use the administrator's account, from a host that the camera authorizes.",
            )
        if answer.status == 404:
            raise ProfileError(
                f"the camera does not know the path {request['path']} of profile {self.profile.name}",
                hint="The profile is for another model or firmware.",
            )
        if answer.status >= 500:
            raise CameraAnswer(
                f"the camera answers HTTP {answer.status} to {what}",
                hint="It may be overloaded or starting; run again later.",
            )

    # -- judged ----------------------------------------------------------------------------------------------------

    def command(
        self,
        request: Mapping[str, Any],
        what: str,
        *,
        edits: Edits | None = None,
        given: Mapping[str, Any] | None = None,
        secrets: Iterable[str] = (),
        marker: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> Answer:
        """Send until success: repeat what the profile calls transient, wait a while for another administrator.

        C(secrets) are taken out of the camera's own words. Raises CameraBusy, CameraAnswer, and what L(send) raises.
        """
        wanted = marker if marker is not None else request.get("success", self.interface.get("success"))
        secrets = tuple(secrets)
        patience = Patience(what, "the camera's page", self.progress)
        while True:
            try:
                answer = self.send(request, what, edits=edits, given=given, **options)
            except Refused:
                if not self._forget_tokens():
                    raise
                continue
            if matches(answer, self.interface.get("transient", ())) and patience.retries():
                patience.pause()
            elif matches(answer, self.interface.get("busy", ())):
                patience.wait_for_administrator()
                patience.pause()
            else:
                hidden = (*secrets, *self._own_secrets())
                word = failure(answer, wanted, partial(without_secrets, secrets=hidden))
                if word is None:
                    return answer
                if self._forget_tokens():
                    continue
                raise CameraAnswer(f"the camera answered {what} with {word}")

    def _forget_tokens(self) -> bool:
        """Whether a refusal may be that of an old token: then the request is worth another try with a fresh one."""
        if self._old_token:
            self._tokens.clear()
        return self._old_token

    def _own_secrets(self) -> list[str]:
        return [*(self.client.credentials or ())[1:], *self._tokens.values(), *self.login.cookies.values()]

    def page(self, name: str) -> Shown:
        """A page, read now. Raises what L(command) raises."""
        read = self.interface["reads"][name]
        return self.show(read["request"], f"the page {name!r}", {read["kind"]})

    def show(self, request: Mapping[str, Any], what: str, kinds: Container[str]) -> Shown:
        """What a request shows, which is read as C(kinds) say. Raises what L(command) raises."""
        marker = request.get("success", {})
        shown = Shown(self.command(request, f"reading {what}", marker=marker))
        if "json" in kinds and not shown.understood:
            raise CameraAnswer(
                f"the camera's answer for {what} is not JSON",
                hint="The profile may be for another model or firmware.",
            )
        return shown

    def look(self, request: Mapping[str, Any], what: str) -> Answer:
        """Whatever a page answers, even that there is nothing to show; only being busy is waited out."""
        return self.command(request, what, marker=_ANYTHING, optional=True)

    def missing(self, name: str) -> Unsupported:
        """The error for what the profile does not describe."""
        return Unsupported(
            f"profile {self.profile.name} does not describe interface.{name}",
            hint="Do it on the camera's own page, or add the request to the profile (docs/web_profiles.md).",
        )


class _Over(Exception):
    """The camera says that there is no session."""
