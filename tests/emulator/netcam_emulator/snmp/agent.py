# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Take a datagram apart as far as its version and hand it to v1/v2c or to v3, if the camera has that switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .ber import SEQUENCE, BadBer, Reader, integer, octets, sequence
from .mib import objects
from .pdu import answer
from .usm import Usm

if TYPE_CHECKING:
    from ..camera import Camera

COMMUNITY = b"public"
_V1, _V2C, _V3 = 0, 1, 3


class SnmpAgent:
    """SNMP agent of one camera."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._usm = Usm(camera)

    def answer(self, data: bytes) -> bytes | None:
        """Return the answer to a datagram, None for silence: off, wrong community, or not SNMP."""
        try:
            reply = self._answer(data)
        except BadBer:
            return None
        if reply is not None:
            self._camera.counters["snmp_answers"] += 1
        return reply

    def _answer(self, data: bytes) -> bytes | None:
        store = self._camera.store
        message = Reader(data).enter(SEQUENCE)
        version = message.integer()
        if version == _V3:
            return self._usm.answer(data) if store["snmp_server.v3"] == "enable" else None
        if version not in (_V1, _V2C) or store["snmp_server.v1_v2c"] != "enable":
            return None
        if message.octets() != COMMUNITY:
            return None
        reply = answer(message, objects(self._camera), version)
        return sequence(integer(version), octets(COMMUNITY), reply)
