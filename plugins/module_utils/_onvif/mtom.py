# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Files inside an answer: MTOM (a multipart body whose parts are referred to by C(xop:Include)), and plain Base64."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from urllib.parse import unquote

from .._errors import CameraAnswer
from .xml import Node

_BOUNDARY = re.compile(r'boundary="?([^";,\s]{1,200})"?', re.IGNORECASE)
_CONTENT_ID = re.compile(rb"^content-id:\s*<?([^>\r\n]*)>?", re.IGNORECASE | re.MULTILINE)
_MAX_PARTS = 100


def split(content: bytes, content_type: str) -> tuple[bytes, Mapping[str, bytes]]:
    """The XML of an answer, and its attachments by content id. An answer that is not multipart is all XML."""
    if not content_type.lower().startswith("multipart/"):
        return content, {}
    found = _BOUNDARY.search(content_type)
    if not found:
        raise CameraAnswer("the camera's multipart answer names no boundary")
    pieces = content.split(b"--" + found.group(1).encode(), _MAX_PARTS)[1:]
    parts: list[tuple[str, bytes]] = []
    for piece in pieces:
        if piece.startswith(b"--"):
            break
        head, gap, body = piece.partition(b"\r\n\r\n")
        if not gap:
            head, gap, body = piece.partition(b"\n\n")
        name = _CONTENT_ID.search(head)
        body = body.removesuffix(b"\n").removesuffix(b"\r")
        parts.append((name.group(1).decode("ascii", "replace").strip() if name else "", body))
    if not parts:
        raise CameraAnswer("the camera's multipart answer has no parts")
    # the first part is the root (RFC 2387 allows another start, which no camera is known to use)
    return parts[0][1], dict(parts[1:])


def attachment(node: Node, attachments: Mapping[str, bytes]) -> bytes:
    """The bytes that an element of type AttachmentData or Base64 stands for. Raises CameraAnswer."""
    include = node.find("Include")
    if include is not None:
        name = unquote((include.attribute("href") or "").removeprefix("cid:"))
        if name not in attachments:
            raise CameraAnswer("the camera's answer refers to an attachment that it did not send")
        return attachments[name]
    try:
        return base64.b64decode("".join(node.text.split()), validate=True)
    except (binascii.Error, ValueError):
        raise CameraAnswer("the camera's attachment is no valid Base64") from None
