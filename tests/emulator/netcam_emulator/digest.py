# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""HTTP Digest on the server's side (RFC 7616), used by the HTTP and the RTSP server."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_HASHES: dict[str, Callable[[bytes], hashlib._Hash]] = {"MD5": hashlib.md5, "SHA-256": hashlib.sha256}
_PAIR = re.compile(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_NONCES_KEPT = 512


@dataclass
class _Nonce:
    born: float = field(default_factory=time.monotonic)
    counts: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Proof:
    """A parsed Authorization header."""

    fields: dict[str, str]

    @property
    def user(self) -> str:
        """The name the client gives."""
        return self.fields.get("username", "")


class Digest:
    """Nonces of one camera, and the check of answers to them.

    A nonce ends after `uses` requests or `seconds`; a right answer to an ended nonce is `stale`, no failed login.
    """

    def __init__(self, realm: str, algorithm: str = "MD5", uses: int = 1000, seconds: float = 300.0) -> None:
        self.realm = realm
        self.algorithm = algorithm
        self._hash = _HASHES[algorithm]
        self._uses = uses
        self._seconds = seconds
        self._nonces: OrderedDict[str, _Nonce] = OrderedDict()

    def challenge(self, stale: bool = False) -> str:
        """Return a WWW-Authenticate value with a fresh nonce."""
        nonce = secrets.token_hex(16)
        self._nonces[nonce] = _Nonce()
        while len(self._nonces) > _NONCES_KEPT:
            self._nonces.popitem(last=False)
        ended = ", stale=true" if stale else ""
        return f'Digest realm="{self.realm}", nonce="{nonce}", qop="auth", algorithm={self.algorithm}{ended}'

    def forget(self) -> None:
        """Drop all nonces, as a restart does."""
        self._nonces.clear()

    def right(self, proof: Proof, method: str, target: str, password: str) -> bool:
        """Whether the answer proves the password for this request; says nothing of the nonce's age."""
        got = proof.fields
        if got.get("realm") != self.realm or got.get("uri") != target or got.get("qop", "auth") != "auth":
            return False
        if got.get("algorithm", "MD5") != self.algorithm:
            return False
        ha1 = self._hex(f"{proof.user}:{self.realm}:{password}")
        ha2 = self._hex(f"{method}:{target}")
        middle = [got.get("nonce", "")]
        if "qop" in got:
            middle += [got.get("nc", ""), got.get("cnonce", ""), "auth"]
        return hmac.compare_digest(self._hex(":".join([ha1, *middle, ha2])), got.get("response", ""))

    def fresh(self, proof: Proof) -> bool:
        """Whether the nonce is still good, and use it once."""
        nonce = self._nonces.get(proof.fields.get("nonce", ""))
        if nonce is None or time.monotonic() - nonce.born > self._seconds:
            return False
        count = proof.fields.get("nc", f"no-qop-{len(nonce.counts)}")
        if count in nonce.counts or len(nonce.counts) >= self._uses:
            return False
        nonce.counts.add(count)
        return True

    def _hex(self, text: str) -> str:
        return self._hash(text.encode()).hexdigest()


def parse(header: str) -> Proof:
    """Parse the fields of `Digest ...`."""
    return Proof({m[1].lower(): m[2] if m[2] is not None else m[3] for m in _PAIR.finditer(header[len("Digest") :])})
