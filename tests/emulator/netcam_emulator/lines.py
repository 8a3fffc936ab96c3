# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A connection that talks in lines: the common base of the RTSP and the FTP server."""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod

_LONGEST = 16384


class LineConnection(asyncio.Protocol, ABC):
    """Splits what comes in at line ends; subclasses answer in `line_received`."""

    transport: asyncio.Transport
    peer = ""

    def __init__(self) -> None:
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the transport and who is at the other end."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.peer = transport.get_extra_info("peername")[0]

    def data_received(self, data: bytes) -> None:
        """Hand on complete lines without their ends."""
        self._buffer += data
        if len(self._buffer) > _LONGEST:
            self.transport.abort()
            return
        while b"\n" in self._buffer and not self.transport.is_closing():
            line, _unused, self._buffer = self._buffer.partition(b"\n")
            self.line_received(line.rstrip(b"\r").decode("utf-8", "replace"))

    @abstractmethod
    def line_received(self, line: str) -> None:
        """Answer one line."""

    def send(self, text: str) -> None:
        """Send text."""
        self.transport.write(text.encode())
