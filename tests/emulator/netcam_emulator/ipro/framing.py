# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How answers look on the wire, as recorded from a WV-S1111: lines with CRLF, a byte-order mark, bare error pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..reply import Reply
from .quirks import Quirks

_REASON = {
    400: "Bad Request",
    401: "Unauthorized",
    403: "Forbidden",
    404: "Not Found",
    500: "Internal Server Error",
    503: "Service Unavailable",
}


def lines(quirks: Quirks, pairs: Iterable[tuple[str, object]]) -> Reply:
    """`key=value` lines."""
    return text(quirks, "".join(f"{key}={value}\r\n" for key, value in pairs))


def text(quirks: Quirks, body: str) -> Reply:
    """Any text, with what the camera puts before it."""
    return Reply(("\ufeff\r\n" if quirks["byte_order_mark"] else "") + body)


def error(status: int, headers: Mapping[str, str] | None = None, *, under: int | None = None) -> Reply:
    """The bare page of an error; `under` sends it with another HTTP status."""
    reason = _REASON[status]
    html = f"<HTML><HEAD><TITLE>{status} {reason}</TITLE></HEAD><BODY><H1>{reason}</H1></BODY></HTML>"
    return Reply(html, status if under is None else under, "text/html", headers or {})


def form(model: str, title: str, action: str = "", *fields: str) -> Reply:
    """A page of the browser's setup menu, with the fields it posts."""
    inputs = "".join(f'<INPUT NAME="{name}">' for name in fields)
    body = f'<FORM METHOD="POST" ACTION="{action}">{inputs}<INPUT TYPE="SUBMIT"></FORM>'
    return Reply(f"<HTML><HEAD><TITLE>{model} {title}</TITLE></HEAD><BODY>{body}</BODY></HTML>", 200, "text/html")
