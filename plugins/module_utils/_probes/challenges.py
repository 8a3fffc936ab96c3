# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a 401 asks for (RFC 7235 section 4.1): schemes, realm, algorithm, as facts. Nothing here answers a challenge."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .finding import clean

#: A header of that length holds more challenges than any camera has.
_MAX_HEADER = 4096
_TOKEN = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_PARAMETER = re.compile(rf'\s*({_TOKEN})\s*=\s*("(?:[^"\\]|\\.)*(?:"|\\?$)|[^\s,"]+)\s*')
_SCHEME = re.compile(rf"\s*({_TOKEN})(?=\s|,|$)")


@dataclass(frozen=True)
class Challenge:
    """One challenge. C(scheme) and C(algorithm) are in lower case; a digest without an algorithm is MD5 (RFC 7616)."""

    scheme: str
    realm: str = ""
    algorithm: str | None = None
    qop: str | None = None

    def as_dict(self) -> dict[str, str | None]:
        """Plain data."""
        return {"scheme": self.scheme, "realm": self.realm, "algorithm": self.algorithm, "qop": self.qop}


def parse_challenges(headers: Iterable[str]) -> list[Challenge]:
    """The challenges of all WWW-Authenticate headers of one answer, each once, in order."""
    found: list[Challenge] = []
    for header in headers:
        found += _of_one(header[:_MAX_HEADER])
    return list(dict.fromkeys(found))


def _of_one(text: str) -> list[Challenge]:
    found: list[Challenge] = []
    at = 0
    scheme: str | None = None
    parameters: dict[str, str] = {}
    while at < len(text):
        parameter = _PARAMETER.match(text, at)
        if scheme is not None and parameter is not None:
            parameters.setdefault(parameter[1].lower(), _bare(parameter[2]))
            at = parameter.end()
        else:
            word = _SCHEME.match(text, at)
            if word is None:
                # not understood: on to the next comma or space
                at += 1
                continue
            if scheme is not None:
                found.append(_challenge(scheme, parameters))
            scheme, parameters = word[1], {}
            at = word.end()
        while at < len(text) and text[at] in ", \t":
            at += 1
    if scheme is not None:
        found.append(_challenge(scheme, parameters))
    return found


def _bare(text: str) -> str:
    if not text.startswith('"'):
        return text
    # the end may be missing, where a header was cut
    return re.sub(r"\\(.)", r"\1", text[1:].removesuffix('"'))


def _challenge(scheme: str, parameters: dict[str, str]) -> Challenge:
    name = clean(scheme, 32).lower()
    realm = clean(parameters.get("realm"))
    if name != "digest":
        return Challenge(name, realm)
    algorithm = clean(parameters.get("algorithm"), 32).lower() or "md5"
    return Challenge(name, realm, algorithm, clean(parameters.get("qop"), 32).lower() or None)


def schemes_of(challenges: Iterable[Challenge]) -> list[str]:
    """The schemes, sorted, each once."""
    return sorted({challenge.scheme for challenge in challenges})
