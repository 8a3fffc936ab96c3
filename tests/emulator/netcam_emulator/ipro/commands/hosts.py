# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Host authentication: get_reg_host, reg_host, del_host."""

from __future__ import annotations

from .. import items
from ..hosts import Host
from ..registry import Call, Pairs, Refused, command


@command("get_reg_host")
async def get_reg_host(call: Call) -> Pairs:
    """The switch, and one line for each host with its level."""
    hosts = call.service.hosts
    listed = [("host_addr", f"{host.address},access_level={host.level}") for host in hosts.all()]
    return [("host", int(hosts.on)), *listed]


@command("reg_host", "GET", "POST", writes=True)
async def reg_host(call: Call) -> Pairs:
    """Switch it, or register a host. It is not switched on with an empty list."""
    hosts = call.service.hosts
    if "host_addr" in call.params:
        return _register(call)
    on = call.word("host", "0", "1") == "1"
    if on and not hosts.all():
        raise Refused("no host is registered")
    call.camera.keep({("host_authentication.apply", 0): "enable" if on else "disable"})
    return [("host", int(on))]


def _register(call: Call) -> Pairs:
    hosts, address = call.service.hosts, call.params["host_addr"]
    level = int(call.word("access_level", "1", "2", "3"))
    if not items.host(address):
        raise Refused(f"host_addr={address}")
    kept = [host for host in hosts.all() if host.address != address]
    if len(kept) >= items.HOSTS:
        raise Refused("no room")
    hosts.store([*kept, Host(address, level)])
    return [("host_addr", address), ("access_level", level)]


@command("del_host", "GET", "POST", writes=True)
async def del_host(call: Call) -> Pairs:
    """Delete a host; the last one only while the switch is off."""
    hosts, address = call.service.hosts, call.need("host_addr")
    kept = [host for host in hosts.all() if host.address != address]
    if len(kept) == len(hosts.all()) or (hosts.on and not kept):
        raise Refused(f"host_addr={address}")
    hosts.store(kept)
    return [("host_addr", address)]
