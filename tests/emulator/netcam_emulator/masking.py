# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Secrets do not appear in the list of requests that the control API shows."""

from __future__ import annotations

from urllib.parse import urlsplit

from .codes import CodeMap, UnknownCode

_SECRET_NAMES = {"pw", "password", "repassword", "pass", "pk_pass"}


def masked_target(codes: CodeMap, target: str) -> str:
    """Return a request target with the values of secret parameters replaced by ***."""
    path, query = urlsplit(target).path, urlsplit(target).query
    if not query:
        return path
    shown = []
    for pair in query.split("&"):
        name, equals, _unused = pair.partition("=")
        shown.append(f"{name}=***" if equals and _is_secret(codes, name) else pair)
    return f"{path}?{'&'.join(shown)}"


def _is_secret(codes: CodeMap, name: str) -> bool:
    if name in _SECRET_NAMES:
        return True
    try:
        return codes.cell(name)[0].secret
    except UnknownCode:
        return False
