# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read what a form with files sends, with Python's own mail parser."""

from __future__ import annotations

from email import message_from_bytes
from email.policy import HTTP


def parts(content_type: str, body: str) -> dict[str, str]:
    """Fields and files of a multipart body (RFC 7578)."""
    if not content_type.startswith("multipart/form-data"):
        return {}
    whole = f"Content-Type: {content_type}\r\n\r\n".encode() + body.encode("utf-8", "surrogateescape")
    found = {}
    for part in message_from_bytes(whole, policy=HTTP).iter_parts():
        name = part.get_param("name", header="content-disposition")
        found[str(name)] = part.get_payload(decode=True).decode("utf-8", "surrogateescape")
    return found
