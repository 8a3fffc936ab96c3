# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""MTOM: a SOAP message with binary parts beside it, as the older operations for backup and firmware use it."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Mapping

from . import names
from .fault import sender
from .xml import Reader, Scalar, el

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
_CONTENT_ID = re.compile(rb"^content-id:\s*<?([^>\r\n]+)>?", re.IGNORECASE | re.MULTILINE)


def unpack(content_type: str, data: bytes) -> tuple[bytes, dict[str, bytes]]:
    """Return the message and its parts by Content-ID; raises Fault. A plain message has no parts."""
    if not content_type.lower().startswith("multipart/"):
        return data, {}
    boundary = _BOUNDARY.search(content_type)
    pieces = (b"\r\n" + data).split(b"\r\n--" + boundary[1].encode())[1:-1] if boundary else []
    parts: dict[str, bytes] = {}
    message = b""
    for number, piece in enumerate(pieces):
        head, _unused, body = piece.partition(b"\r\n\r\n")
        identity = _CONTENT_ID.search(head)
        if number == 0:
            message = body
        elif identity:
            parts[identity[1].decode("ascii", "replace").strip()] = body
    if not message:
        raise sender("ter:WellFormed", reason="No message in the multipart body")
    return message, parts


def pack(message: str, parts: Mapping[str, bytes]) -> tuple[bytes, str]:
    """Return body and content type of a message with parts."""
    boundary = f"part-{secrets.token_hex(12)}"
    xml = b'Content-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"\r\nContent-ID: <message>'
    pieces = [xml + b"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + message.encode()]
    for identity, body in parts.items():
        head = f"Content-Type: application/octet-stream\r\nContent-ID: <{identity}>\r\n"
        pieces.append(head.encode() + b"Content-Transfer-Encoding: binary\r\n\r\n" + body)
    lines = b"".join(b"--" + boundary.encode() + b"\r\n" + piece + b"\r\n" for piece in pieces)
    kind = f'multipart/related; type="application/xop+xml"; start="<message>"; boundary="{boundary}"'
    return lines + b"--" + boundary.encode() + b"--\r\n", f'{kind}; start-info="application/soap+xml"'


def reference(tag: str, identity: str) -> str:
    """An element of type tt:AttachmentData that refers to a part."""
    attributes: dict[str, Scalar] = {"xmime:contentType": "application/octet-stream"}
    return el(tag, el("xop:Include", attributes={"href": f"cid:{identity}"}), attributes=attributes)


def content(given: Reader, parts: Mapping[str, bytes]) -> bytes:
    """What an element of type tt:AttachmentData refers to; raises Fault. Base64 inside the message is taken too."""
    include = given.element.find(f"{{{names.XOP}}}Include")
    if include is not None:
        identity = include.get("href", "").removeprefix("cid:")
        if identity not in parts:
            raise sender("ter:InvalidArgs", reason=f"No part {identity!r}")
        return parts[identity]
    try:
        return base64.b64decode(given.value, validate=True)
    except ValueError as error:
        raise sender("ter:InvalidArgs", reason="Neither a part nor base64") from error
