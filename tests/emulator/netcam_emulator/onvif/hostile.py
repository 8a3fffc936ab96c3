# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers no client should have to bear: what a broken or malicious camera sends instead of its XML."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

from aiohttp import web

from ..reply import Reply
from . import names
from .registry import Operation
from .xml import envelope

_CHUNK = 64 * 1024
HUGE, ENDLESS = 64 * 1024 * 1024, 1024 * 1024 * 1024  # a client that reads a whole gigabyte has failed anyway
_TYPE = "application/soap+xml"


def reply(kind: str, operation: Operation) -> Reply:
    """Return the hostile answer of this kind to an operation."""
    inside = f"{names.PREFIX_OF[operation.namespace]}:{operation.name}Response"
    whole = envelope(f"<{inside}>@</{inside}>")
    head, _unused, tail = whole.partition("@")
    declaration, _unused2, rest = head.partition("\n")
    shown = operation.name
    match kind:
        case "entities":
            return Reply(f"{declaration}\n{_billion_laughs()}\n{rest}&z;{tail}", 200, _TYPE, label=shown)
        case "dtd":
            dtd = (
                '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">]>'
            )
            return Reply(f"{declaration}\n{dtd}\n{rest}&f;{tail}", 200, _TYPE, label=shown)
        case "deep":
            return Reply(head + "<a>" * 100_000 + "</a>" * 100_000 + tail, 200, _TYPE, label=shown)
        case "malformed":
            return Reply(f"{head}<a></b>&nothing;{tail}", 200, _TYPE, label=shown)
        case "binary":
            return Reply(bytes(range(256)) * 64, 200, _TYPE, label=shown)
        case "truncated":
            return Reply(sender=_sender(head.encode(), 0, len(whole) + 5000, cut=True), label=shown)
        case "huge":
            return Reply(sender=_sender(head.encode(), HUGE, None, tail.encode()), label=shown)
    return Reply(sender=_sender(head.encode(), ENDLESS, None), label=shown)


def _billion_laughs() -> str:
    names_ = "qrstuvwxyz"
    lines = ['<!ENTITY q "lol">']
    for before, name in zip(names_, names_[1:], strict=False):
        lines.append(f'<!ENTITY {name} "{f"&{before};" * 10}">')
    return f"<!DOCTYPE lolz [{''.join(lines)}]>"


def _sender(
    head: bytes, padding: int, length: int | None, tail: bytes = b"", cut: bool = False
) -> Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]:
    """Return a function that sends `head`, `padding` bytes of nothing much, and `tail`; `cut` ends it too early."""

    async def send(request: web.BaseRequest) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": _TYPE})
        if length is not None:
            response.content_length = length
        await response.prepare(request)
        try:
            await response.write(head)
            async for chunk in _nothing_much(padding):
                await response.write(chunk)
            if cut:
                if request.transport is not None:
                    request.transport.close()
                return response
            await response.write(tail)
            await response.write_eof()
        except ConnectionError:
            return response  # the client has had enough
        return response

    return send


async def _nothing_much(size: int) -> AsyncIterator[bytes]:
    chunk = b"<tt:a>x</tt:a>".ljust(64) * (_CHUNK // 64)
    for _unused in range(size // len(chunk)):
        yield chunk
        await asyncio.sleep(0)
