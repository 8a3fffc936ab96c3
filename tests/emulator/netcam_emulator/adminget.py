# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""`/admin/-get-?pg=...`: one page of settings as `code=value` lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .checks import CLOCK_FORMAT
from .items import Cell, Item
from .profile import PAGES
from .reply import Reply
from .rules import CLOCK, UNKNOWN_CODE, Refused

if TYPE_CHECKING:
    from .camera import Camera

MASK = "*****"
AUTO_IP_ADDRESS = "network.ipv4.auto_ip_address"


def get_page(camera: Camera, name: str) -> Reply:
    """Answer with what is written (not what is effective): the Setting Page shows what was entered."""
    if name not in PAGES:
        raise Refused(UNKNOWN_CODE, "pg")
    camera.counters["reads"] += 1
    lines = [
        f"{camera.codes.parameter(cell)}={_shown(camera, item, cell)}"
        for item in camera.codes.items.values()
        if item.page == name
        for cell in item.cells
    ]
    return Reply("\n".join(lines) + "\n")


def _shown(camera: Camera, item: Item, cell: Cell) -> str:
    if cell == CLOCK:
        return camera.now().strftime(CLOCK_FORMAT)
    if item.id == AUTO_IP_ADDRESS:
        return auto_ip_address(camera)
    if item.status and camera.certificates is not None:
        return camera.codes.to_wire(item, camera.certificates.status_fields()[item.id])
    value = camera.store.written[cell]
    if item.secret:
        return MASK if value else ""
    return camera.codes.to_wire(item, value)


def auto_ip_address(camera: Camera) -> str:
    """The link-local address while AutoIP is on, made from the last octets of the camera's own."""
    if camera.store["network.ipv4.auto_ip"] != "enable":
        return ""
    return "169.254." + ".".join(camera.entry.address.split(".")[2:])
