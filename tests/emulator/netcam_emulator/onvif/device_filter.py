# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Device Management: the IP address filter, which is Canon's [Host Access Restrictions] in other words.

One list for IPv4 and IPv6 with one type. No filter is `Deny` with an empty list. `Allow` with an empty list admits
nobody, as a list of those who may come in says.
"""

from __future__ import annotations

import ipaddress

from ..store import Values
from .fault import bad_value, receiver
from .registry import Access, Call, device
from .xml import Reader, el, leaf

Entry = tuple[int, str, int]  # IP version, address, prefix length
_FEATURE = "ip_filter"


def _current(call: Call) -> tuple[str, list[Entry]]:
    """Type and entries; rows of Canon's list that this form cannot say are left out."""
    store = call.camera.store
    on = [version for version in (4, 6) if store[f"host_access.ipv{version}.apply"] == "enable"]
    kind = "Allow" if any(store[f"host_access.ipv{v}.default_policy"] == "prohibit" for v in on) else "Deny"
    action = "authorize" if kind == "Allow" else "prohibit"
    entries: list[Entry] = []
    for version in on:
        base = f"host_access.ipv{version}.rows"
        for row in range(store.items[f"{base}.address"].count):
            address = store.effective((f"{base}.address", row))
            if address and store.effective((f"{base}.action", row)) == action:
                entries.append((version, address, int(store.effective((f"{base}.prefix_length", row)))))
    return kind, entries


@device("GetIPAddressFilter", Access.READ_SYSTEM, _FEATURE)
def get_ip_address_filter(call: Call) -> str:
    """Read the filter."""
    call.body.end()
    kind, entries = _current(call)
    listed = [
        el(f"tt:IPv{version}Address", leaf("tt:Address", address), leaf("tt:PrefixLength", prefix))
        for wanted in (4, 6)
        for version, address, prefix in entries
        if version == wanted
    ]
    return el("tds:IPAddressFilter", leaf("tt:Type", kind), *listed)


@device("SetIPAddressFilter", Access.WRITE_SYSTEM, _FEATURE)
def set_ip_address_filter(call: Call) -> str:
    """Replace type and list."""
    kind, entries = _given(call)
    return _store(call, kind, entries)


@device("AddIPAddressFilter", Access.WRITE_SYSTEM, _FEATURE)
def add_ip_address_filter(call: Call) -> str:
    """Add entries; the type in the request does not count."""
    kind, entries = _current(call)
    _unused, more = _given(call)
    return _store(call, kind, [*entries, *(entry for entry in more if entry not in entries)])


@device("RemoveIPAddressFilter", Access.WRITE_SYSTEM, _FEATURE)
def remove_ip_address_filter(call: Call) -> str:
    """Remove entries; the type in the request does not count."""
    kind, entries = _current(call)
    _unused, fewer = _given(call)
    return _store(call, kind, [entry for entry in entries if entry not in fewer])


def _given(call: Call) -> tuple[str, list[Entry]]:
    given = call.body.one("IPAddressFilter")
    call.body.end()
    kind = given.one("Type").word("Allow", "Deny")
    entries = [_entry(one, version) for version in (4, 6) for one in given.many(f"IPv{version}Address")]
    given.end()
    return kind, entries


def _entry(given: Reader, version: int) -> Entry:
    address, prefix = given.text("Address"), given.one("PrefixLength").integer
    given.end()
    try:
        network = ipaddress.ip_network(f"{address}/{prefix}", strict=False)
    except ValueError as error:
        raise bad_value(f"ter:InvalidIPv{version}Address", str(error)) from error
    if network.version != version:
        raise bad_value(f"ter:InvalidIPv{version}Address", f"{address} is no IPv{version} address")
    return version, address, prefix


def _store(call: Call, kind: str, entries: list[Entry]) -> str:
    cells: Values = {}
    policy, action = ("prohibit", "authorize") if kind == "Allow" else ("authorize", "prohibit")
    for version, longest in ((4, 32), (6, 128)):
        base = f"host_access.ipv{version}"
        rows = [entry for entry in entries if entry[0] == version]
        count = call.camera.store.items[f"{base}.rows.address"].count
        if len(rows) > count:
            raise receiver("ter:Action", "ter:IPFilterListIsFull")
        cells[(f"{base}.apply", 0)] = "enable" if kind == "Allow" or rows else "disable"
        cells[(f"{base}.default_policy", 0)] = policy
        for row in range(count):
            _unused, address, prefix = rows[row] if row < len(rows) else (version, "", longest)
            cells[(f"{base}.rows.address", row)] = address
            cells[(f"{base}.rows.prefix_length", row)] = str(prefix)
            cells[(f"{base}.rows.action", row)] = action if address else "authorize"
    call.service.write_cells(cells)
    return ""
