# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Who sends a SOAP request: HTTP Digest first, WS-UsernameToken second, as the Core specification orders them."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from xml.etree import ElementTree

from ..digest import Digest, parse
from . import names
from .fault import Unauthorized
from .options import DIGEST, TOKEN, OnvifOptions

_NONCES_KEPT = 4096
Passwords = Callable[[str], str | None]
Failed = Callable[[str], None]


class Login:
    """Checks logins of one camera; nonces of both schemes are forgotten at a restart."""

    def __init__(self, realm: str, options: OnvifOptions, uses: int, seconds: float) -> None:
        self._options = options
        self._digests = {name: Digest(realm, name, uses, seconds) for name in ("MD5", "SHA-256")}
        self._seen: OrderedDict[bytes, None] = OrderedDict()

    @property
    def takes_digest(self) -> bool:
        """Whether HTTP Digest is a way in."""
        return DIGEST in self._options.auth

    def forget(self) -> None:
        """Drop all nonces."""
        self._seen.clear()
        for digest in self._digests.values():
            digest.forget()

    def challenges(self, algorithms: list[str], stale: bool = False) -> list[str]:
        """Return the WWW-Authenticate values, best algorithm first as the client may take the first it knows."""
        return [self._digests[name].challenge(stale) for name in sorted(algorithms, reverse=True)]

    def by_digest(
        self, algorithms: list[str], method: str, target: str, header: str, password_of: Passwords, failed: Failed
    ) -> str | None:
        """Return the user of an Authorization header, None without one; raises Unauthorized."""
        if not self.takes_digest or not header.lower().startswith("digest "):
            return None
        proof = parse(header)
        algorithm = proof.fields.get("algorithm", "MD5")
        password = password_of(proof.user)
        if algorithm in algorithms and password is not None:
            digest = self._digests[algorithm]
            if digest.right(proof, method, target, password):
                if digest.fresh(proof):
                    return proof.user
                raise Unauthorized(stale=True)
        failed(proof.user)
        raise Unauthorized

    def by_token(
        self, header: ElementTree.Element | None, now: datetime, password_of: Passwords, failed: Failed
    ) -> str | None:
        """Return the user of a UsernameToken, None without one; raises Unauthorized."""
        token = header.find(f".//{{{names.WSSE}}}UsernameToken") if header is not None else None
        if token is None or TOKEN not in self._options.auth:
            return None
        user = token.findtext(f"{{{names.WSSE}}}Username", "")
        if not self._token_is_right(token, password_of(user), now):
            failed(user)
            raise Unauthorized(by_token=True)
        return user

    def _token_is_right(self, token: ElementTree.Element, password: str | None, now: datetime) -> bool:
        given = token.find(f"{{{names.WSSE}}}Password")
        created = token.findtext(f"{{{names.WSU}}}Created", "")
        if password is None or given is None or given.get("Type") != names.PASSWORD_DIGEST:
            return False
        try:
            nonce = base64.b64decode(token.findtext(f"{{{names.WSSE}}}Nonce", ""), validate=True)
            moment = datetime.fromisoformat(created)
        except (binascii.Error, ValueError):
            return False
        if moment.tzinfo is None:
            moment = moment.replace(tzinfo=UTC)
        proof = hashlib.sha1(nonce + created.encode() + password.encode()).digest()
        right = hmac.compare_digest(base64.b64encode(proof), (given.text or "").strip().encode())
        if not right or not nonce or nonce in self._seen:
            return False
        self._seen[nonce] = None
        while len(self._seen) > _NONCES_KEPT:
            self._seen.popitem(last=False)
        return abs((moment - now).total_seconds()) <= self._options.clock_window
