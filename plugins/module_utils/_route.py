# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Which of its addresses this host uses towards a camera."""

from __future__ import annotations

import socket


def source_address_towards(host: str, port: int, wanted: str | None) -> str:
    """The address this host uses towards the camera, as the routing table has it. No packet is sent."""
    if wanted:
        return wanted
    family, kind, proto, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind, proto) as probe:
        probe.connect(address)
        return str(probe.getsockname()[0]).split("%", 1)[0]
