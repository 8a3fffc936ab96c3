# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""No secret in a report: what looks like one, and what is named as one, is masked before any format is written.

An audit puts no secret into its result. This is for what it could not know of: a message of a camera that repeats what was sent,
a reason of a waiver into which somebody wrote a password.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from .._audit.words import RESULTS
from .._masking import MASK, without_secrets

#: Shorter ones are parts of ordinary words.
MIN_SECRET = 4
#: Words of the result's own vocabulary (docs/schemas/audit-1.json): no secret, whatever somebody chose as a password.
_VOCABULARY = ("schema", "generated", "since", "level", "id", "control", "severity", "method", "chapter", "kind", "result", "access",
               "status", "grade", "direction", "what")  # fmt: skip
_WORDS = r"(?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|private[_-]?key|community)"
_PATTERNS = (
    (re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)", re.DOTALL), MASK),
    # user and password in front of a host
    (re.compile(r"(?i)\b([a-z][a-z0-9+.-]{0,30}://)[^\s/@]{1,300}@"), rf"\1{MASK}@"),
    (re.compile(r"(?i)\b(authorization\s*[:=]\s*[a-z]{1,20}\s+)[^\r\n]+"), rf"\1{MASK}"),
    (re.compile(r"(?i)\b(basic|bearer)(\s+)(?=[A-Za-z0-9+/._~=-]*[A-Z0-9+/=])[A-Za-z0-9+/._~=-]{12,}"), rf"\1\2{MASK}"),
    # a quoted value, or one word; a place for a value such as <a strong password> stays
    (
        re.compile(rf"(?i)({_WORDS}[\"']?\s*[=:]\s*)(?:\"(?!\{{\{{)[^\"]*\"|'(?!\{{\{{)[^']*'|(?![<{{*\"'])[^\s,;&]+)"),
        rf"\1{MASK}",
    ),
)


def masked(value: Any, secrets: Iterable[str] = ()) -> Any:
    """C(value) with every text in it masked. C(secrets): values that must not be seen, whatever stands around them."""
    known = sorted({secret for secret in secrets if len(secret) >= MIN_SECRET}, key=len, reverse=True)
    return _masked(value, tuple(known), {})


def _masked(value: Any, known: tuple[str, ...], seen: dict[str, str]) -> Any:
    if isinstance(value, str):
        if value not in seen:
            seen[value] = _text(value, known)
        return seen[value]
    if isinstance(value, Mapping):
        return {
            key: content if key in _VOCABULARY or content in RESULTS else _masked(content, known, seen)
            for key, content in value.items()
        }
    if isinstance(value, list):
        return [_masked(content, known, seen) for content in value]
    return value


def _text(text: str, known: tuple[str, ...]) -> str:
    text = without_secrets(text, known)
    for pattern, instead in _PATTERNS:
        text = pattern.sub(instead, text)
    return text
