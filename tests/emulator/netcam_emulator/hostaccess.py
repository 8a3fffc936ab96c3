# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""[Host Access Restrictions]: may this address talk to the camera? First matching row wins, else the default policy."""

from __future__ import annotations

import ipaddress

from .store import Store


def admits(store: Store, peer: str) -> bool:
    """Return whether the effective settings let `peer` in."""
    address = ipaddress.ip_address(peer.partition("%")[0])
    base = f"host_access.ipv{address.version}"
    if store[f"{base}.apply"] != "enable":
        return True
    for row in range(store.items[f"{base}.rows.address"].count):
        network = store.effective((f"{base}.rows.address", row))
        if not network:
            continue
        prefix = store.effective((f"{base}.rows.prefix_length", row))
        if address in ipaddress.ip_network(f"{network}/{prefix}", strict=False):
            return store.effective((f"{base}.rows.action", row)) == "authorize"
    return store[f"{base}.default_policy"] == "authorize"
