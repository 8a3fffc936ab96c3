# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a page answers, before it becomes bytes on a connection."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import web

SUCCESS = "Status=0\n"
TRANSIENT, BUSY, NO_ACCOUNT = "C006", "C010", "E900"
BAD_FIRMWARE, SAVE_FAILED, WRONG_BACKUP_PASSWORD, OTHER_MODEL = "E301", "E302", "E401", "E402"


@dataclass(frozen=True)
class Reply:
    """An answer. `after` runs when it is on its way (restart, moved ports); `drop` means: no answer, a reset."""

    body: str | bytes = ""
    status: int = 200
    content_type: str = "text/plain"
    headers: Mapping[str, str] = field(default_factory=dict)
    after: Callable[[], None] | None = None
    drop: bool = False
    label: str = ""  # what a list of requests shows beside the path, as a SOAP operation
    sender: Callable[[web.BaseRequest], Awaitable[web.StreamResponse]] | None = None  # sends the answer itself


def success(after: Callable[[], None] | None = None) -> Reply:
    """`Status=0`."""
    return Reply(SUCCESS, after=after)


def failure(error: str) -> Reply:
    """`Status=1` with an error word; the HTTP status stays 200, as on the real setting protocol."""
    return Reply(f"Status=1\nError={error}\n")


def page(title: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    """A small HTML page."""
    html = f"<!DOCTYPE html><html><head><title>{title}</title></head><body><h1>{title}</h1></body></html>\n"
    return Reply(html, status, "text/html", headers or {})
