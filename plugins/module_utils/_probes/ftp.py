# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""FTP: the greeting, no more (RFC 959). Nobody logs in."""

from __future__ import annotations

import re

from .finding import Finding, clean, not_seen, seen, unknown
from .visit import Visit
from .wire import REFUSED, SILENT, WireError

FTP = "ftp"
_PORT = 21
_MAX_GREETING = 4096


def probe_ftp(visit: Visit) -> Finding:
    """Seen: an FTP server greets."""
    try:
        stream = visit.tcp(_PORT)
    except WireError as error:
        if error.kind in (REFUSED, SILENT):
            return not_seen(FTP, f"port {_PORT}: {error}", port=_PORT, answer=error.kind)
        return unknown(FTP, f"port {_PORT}: {error}", port=_PORT)
    with stream:
        try:
            line = stream.until(b"\n", _MAX_GREETING)
        except WireError as error:
            # whatever listens there is not silent about it; whether it is FTP it did not say
            return unknown(
                FTP, f"port {_PORT} accepts connections, but does not greet: {error}", port=_PORT, answer="open"
            )
        match = re.match(rb"([1-5]\d\d)[ -](.*)", line)
        if match is None:
            return unknown(FTP, f"port {_PORT} greets with something that is not FTP", port=_PORT, answer="open")
        banner = clean(match[2])
        try:
            stream.send(b"QUIT\r\n")
        except WireError:
            banner = banner or ""
    return seen(
        FTP,
        f"port {_PORT}: {banner or 'an FTP server greets'}",
        port=_PORT,
        code=int(match[1]),
        banner=banner,
        answer="ftp",
    )
