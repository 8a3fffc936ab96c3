# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Host authentication: who may come at all, and with which level at most."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .items import HOSTS
from .users import ADMIN

if TYPE_CHECKING:
    from ..camera import Camera


@dataclass
class Host:
    """One registered address or network."""

    address: str
    level: int


class Hosts:
    """The registered hosts of one camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera

    @property
    def on(self) -> bool:
        """Whether only registered hosts may come."""
        return self._camera.store["host_authentication.apply"] == "enable"

    def all(self) -> list[Host]:
        """All registered hosts."""
        store = self._camera.store
        rows = [
            (store.effective(("host_authentication.rows.address", row)), row) for row in range(HOSTS)
        ]  # fmt: skip
        return [
            Host(address, int(store.effective(("host_authentication.rows.level", row))))
            for address, row in rows
            if address
        ]

    def store(self, hosts: list[Host]) -> None:
        """Have exactly these."""
        cells = {}
        for row in range(HOSTS):
            host = hosts[row] if row < len(hosts) else Host("", 3)
            cells[("host_authentication.rows.address", row)] = host.address
            cells[("host_authentication.rows.level", row)] = str(host.level)
        self._camera.keep(cells)

    def admits(self, peer: str) -> bool:
        """Whether an address may come at all."""
        return not self.on or self._best(peer) is not None

    def level_of(self, peer: str) -> int:
        """Highest level an address may have (1 is everything)."""
        best = self._best(peer) if self.on else None
        return ADMIN if best is None else best

    def _best(self, peer: str) -> int | None:
        address = ipaddress.ip_address(peer.partition("%")[0])
        levels = [
            host.level for host in self.all() if address in ipaddress.ip_network(host.address, strict=False)
        ]  # fmt: skip
        return min(levels, default=None)
