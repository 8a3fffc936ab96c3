# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The objects a camera shows: the system group of MIB-II (RFC 3418)."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from . import ber

if TYPE_CHECKING:
    from ..camera import Camera

SYSTEM: ber.ObjectId = (1, 3, 6, 1, 2, 1, 1)
# Arc 1 of Canon's enterprise number, so that managers see a vendor.
CANON: ber.ObjectId = (1, 3, 6, 1, 4, 1, 1602)


def objects(camera: Camera) -> list[tuple[ber.ObjectId, bytes]]:
    """Return (object identifier, encoded value) in order."""
    store = camera.store
    ticks = int((time.monotonic() - camera.started) * 100) & 0xFFFFFFFF
    values = {
        1: ber.octets(f"Canon Network Camera {camera.entry.model}".encode()),
        2: ber.oid(CANON),
        3: ber.integer(ticks, ber.TIME_TICKS),
        4: ber.octets(store["snmp_server.contact"].encode()),
        5: ber.octets(store["snmp_server.function_name"].encode()),
        6: ber.octets(store["snmp_server.location"].encode()),
    }
    return [((*SYSTEM, arc, 0), value) for arc, value in values.items()]
