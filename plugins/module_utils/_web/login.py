# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""One login to a settings interface: by HTTP authentication, or by a form whose session the camera keeps for a while."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._client import Client
from .._errors import AuthenticationFailed, ProfileError, Refused
from .._wire import Answer
from .draft import Draft
from .marks import succeeded
from .pages import Shown
from .places import MISSING, place_of, wire_text


class Login:
    """Keeps a session's cookies or its header, and knows when the camera has ended it."""

    def __init__(self, client: Client, authentication: Mapping[str, Any]) -> None:
        self._client = client
        self._how = authentication
        #: whether a request of its own logs in, in place of a challenge that the client answers
        self.by_request = authentication["kind"] in ("form", "json")
        self.cookies: dict[str, str] = {}
        self._header: dict[str, str] = {}
        self._generation: int | None = None
        #: whether the login was answered with a challenge that the client knows (Basic, Digest)
        self.challenged = False

    @property
    def needed(self) -> bool:
        """Whether the session has to be opened first: a login lives as long as the client's connection at most."""
        return self.by_request and self._generation != self._client.generation

    def headers(self) -> dict[str, str]:
        """What each request of the session carries."""
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        return {**({"Cookie": cookie} if cookie else {}), **self._header}

    def keep(self, answer: Answer) -> None:
        """Cookies that an answer sets."""
        self.cookies.update(answer.cookies)

    def is_over(self, answer: Answer) -> bool:
        """Whether an answer says that the session is over."""
        if not self.by_request:
            return False
        expired = self._how.get("expired", {"status": [401]})
        location = expired.get("location", "")
        if answer.status in expired.get("status", ()) and location in answer.headers.get("location", ""):
            return True
        return any(text in answer.text for text in expired.get("contains", ()))

    def start(self) -> tuple[str, str]:
        """Forget the old session; returns the credentials to log in with.

        Raises AuthenticationFailed without any, and Refused where they would be readable on the way.
        """
        self.cookies.clear()
        self._header.clear()
        credentials = self._client.credentials
        if credentials is None:
            raise AuthenticationFailed(
                f"the camera at {self._client.url} asks for a login, but no credentials are given",
                hint="Set ansible_user and ansible_password.",
            )
        if self._client.clear_text and not self._client.endpoint.allow_clear_text:
            raise Refused(
                "the camera's login page sends the password over plain HTTP, readable by everybody on the way",
                hint="Reach the camera by HTTPS (ansible_netcam_scheme), or set ansible_netcam_allow_clear_text for first contact "
                "on a closed network.",
            )
        return credentials

    def draft(self, values: Mapping[str, str]) -> Draft:
        """The login request."""
        return Draft(self._how["request"], values)

    def finish(self, answer: Answer) -> None:
        """Judge the answer to the login. Raises AuthenticationFailed, and ProfileError where no such login is."""
        self.challenged = bool(answer.headers.get("www-authenticate"))
        if answer.status in (404, 405, 501):
            raise ProfileError(
                f"the camera at {self._client.url} does not know the login of the profile (HTTP {answer.status})",
                hint="The profile is for another model or firmware.",
            )
        self.keep(answer)
        taken = answer.status < 400 and succeeded(answer, self._how.get("success", {"status": list(range(200, 400))}))
        session = self._how["session"]
        if taken and isinstance(session, Mapping):
            found = Shown(answer).value(place_of(session["pick"]))
            taken = found is not MISSING and found is not None
            self._header = {session["header"]: f"{session.get('prefix', '')}{wire_text(found)}"} if taken else {}
        if not taken:
            raise refused(self._client)
        self._generation = self._client.generation


def refused(client: Client) -> AuthenticationFailed:
    """The camera does not take the password."""
    return AuthenticationFailed(
        f"the camera refuses the password of {client.user!r} at {client.url}",
        hint="Each password is tried once only, so that no account is locked. "
        "Check ansible_user and ansible_password (or ansible_netcam_initial_user and _initial_password).",
    )
