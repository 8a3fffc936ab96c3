# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""FTP control connection: enough to see that it is on and who may log in (the administrator, in clear text)."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from .lines import LineConnection

if TYPE_CHECKING:
    from .camera import Camera


class FtpConnection(LineConnection):
    """One FTP client."""

    def __init__(self, camera: Camera) -> None:
        super().__init__()
        self._camera = camera
        self._user = ""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Greet."""
        super().connection_made(transport)
        self.send(f"220 Canon {self._camera.entry.model} FTP server ready.\r\n")

    def line_received(self, line: str) -> None:
        """Answer one command."""
        command, _unused, argument = line.partition(" ")
        match command.upper():
            case "USER":
                self._user = argument
                self.send("331 Password required.\r\n")
            case "PASS":
                self.send(f"{self._login(argument)}\r\n")
            case "QUIT":
                self.send("221 Goodbye.\r\n")
                self.transport.close()
            case _:
                self.send("502 Command not implemented.\r\n")

    def _login(self, password: str) -> str:
        camera = self._camera
        if camera.lockout.locked(self.peer):
            return "421 Service not available."
        if camera.is_administrator(self._user, password):
            camera.login_ok(self.transport)
            return "230 User logged in."
        camera.login_failed(self._user, self.peer)
        return "530 Login incorrect."
