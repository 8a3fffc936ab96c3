# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Authentication as the camera asks: the challenge of a 401 is chosen and answered (RFC 7235, RFC 7616, RFC 7617)."""

from __future__ import annotations

import re
from typing import Any

from ._errors import Refused

try:
    from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth
except ImportError:
    # without the library only the import must succeed: every use is behind HAS_REQUESTS of _wire
    AuthBase = object  # type: ignore[assignment,misc]  # stand-in

#: What the HTTP library can answer, weakest first (RFC 7616 section 3.7 prefers SHA-256 to MD5; -sess variants are theirs too).
_ALGORITHMS = ("MD5", "SHA", "SHA-256", "SHA-512")
_ALGORITHM = re.compile(r'(?:^|[,\s])algorithm="?([A-Za-z0-9-]+)"?', re.IGNORECASE)
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')


def best_challenge(challenges: list[str]) -> str:
    """The strongest challenge of a 401 that this client can answer: Digest by its algorithm, then Basic; else empty."""
    split = [
        part
        for value in challenges
        for part in re.split(r",\s*(?=[A-Za-z]+\s+[a-z]+=|Basic\b)", value, flags=re.IGNORECASE)
    ]

    def strength(challenge: str) -> int:
        scheme = challenge.strip().split(None, 1)[0].lower() if challenge.strip() else ""
        if scheme == "basic":
            return 1
        if scheme != "digest":
            return 0
        # the realm is free text and may name anything; an algorithm may be quoted as well
        bare = _ALGORITHM.search(_QUOTED.sub(lambda found: found[0] if _is_algorithm(found[0]) else '""', challenge))
        algorithm = (bare.group(1) if bare else "MD5").upper()
        return 2 + _ALGORITHMS.index(algorithm) if algorithm in _ALGORITHMS else 0

    best = max(split, key=strength, default="")
    return best.strip() if best and strength(best) else ""


def _is_algorithm(quoted: str) -> bool:
    return quoted.strip('"').upper() in _ALGORITHMS


class ChallengeAuth(AuthBase):
    """Waits for the camera's challenge, then keeps to it: Digest where offered, Basic only with consent."""

    def __init__(self, user: str, password: str, basic_allowed: bool) -> None:
        self._user = user
        self._password = password
        self._basic_allowed = basic_allowed
        self._chosen: Any = None
        self.method: str | None = None

    @property
    def credentials(self) -> tuple[str, str]:
        """Name and password."""
        return self._user, self._password

    def __call__(self, request: Any) -> Any:
        if self._chosen is not None:
            return self._chosen(request)
        request.register_hook("response", self._challenged)
        return request

    def _challenged(self, response: Any, **kwargs: Any) -> Any:
        if response.status_code != 401:
            return response
        challenge = response.headers.get("www-authenticate", "").lower()
        if challenge.startswith("digest"):
            self.method = "digest"
            self._chosen = HTTPDigestAuth(self._user, self._password)
            self._chosen(response.request.copy())
            return self._chosen.handle_401(response, **kwargs)
        if challenge.startswith("basic"):
            if not self._basic_allowed:
                raise Refused(
                    "the camera asks for Basic authentication over plain HTTP, which shows the password to everybody on the way",
                    hint="Set ansible_netcam_allow_clear_text (first contact on a closed network), or reach the camera by HTTPS.",
                )
            self.method = "basic"
            self._chosen = HTTPBasicAuth(self._user, self._password)
            again = response.request.copy()
            self._chosen(again)
            return response.connection.send(again, **kwargs)
        return response
