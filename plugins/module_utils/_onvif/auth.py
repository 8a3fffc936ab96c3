# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""WS-UsernameToken (OASIS Web Services Security UsernameToken Profile 1.0), for cameras without HTTP digest.

The token's time is compared with the camera's clock, with a window of a few seconds on some cameras. So it is made in
the camera's time: the offset of its clock is read before the first token, which needs no login.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from .._client import Client
from .xml import Markup, tag

_PROFILE = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
_DIGEST = f"{_PROFILE}username-token-profile-1.0#PasswordDigest"
_BASE64 = f"{_PROFILE}soap-message-security-1.0#Base64Binary"

Now = Callable[[], datetime]


def utc_now() -> datetime:
    """This host's clock."""
    return datetime.now(UTC)


def credentials_of(client: Client) -> tuple[str, str] | None:
    """The name and password this session sends from now on."""
    return client.credentials


def password_digest(nonce: bytes, created: str, password: str) -> str:
    """Base64(SHA-1(nonce + created + password)), as the profile has it."""
    # SHA-1 is what the standard prescribes here
    content = nonce + created.encode() + password.encode()
    return base64.b64encode(hashlib.sha1(content, usedforsecurity=False).digest()).decode()


def security_header(user: str, password: str, offset: timedelta, now: Now = utc_now) -> Markup:
    """The wsse:Security header with a fresh nonce, in the camera's own time."""
    nonce = secrets.token_bytes(16)
    try:
        moment = now() + offset
    except OverflowError:
        moment = now()
    created = moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
    token = tag(
        "wsse:UsernameToken",
        tag("wsse:Username", user),
        tag("wsse:Password", password_digest(nonce, created, password), Type=_DIGEST),
        tag("wsse:Nonce", base64.b64encode(nonce).decode(), EncodingType=_BASE64),
        tag("wsu:Created", created),
    )
    # an attribute with a prefix is no Python name
    return Markup(f'<wsse:Security s:mustUnderstand="1">{token}</wsse:Security>')
