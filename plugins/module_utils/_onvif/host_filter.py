# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The IP address filter of ONVIF, and what of Canon's two host tables it can say.

The camera has one list for both IP versions and one type for the whole list. Canon's guide has a table for each
version, each with its own policy, switch, and an action in each row. A wanted state is expressible when writing it and
reading it back gives the same state; everything else is an error, not an approximation.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._errors import InvalidValue
from .._guards import MENU, HostList
from .xml import Markup, Node, number, tag

VERSIONS = (4, 6)
_TYPES = {"prohibit": "Allow", "authorize": "Deny"}
_ROW_ACTION = {"Allow": "authorize", "Deny": "prohibit"}


@dataclass(frozen=True)
class Filter:
    """Type (Allow or Deny) and the entries by IP version, in the camera's order."""

    type: str = "Allow"
    entries: Mapping[int, tuple[tuple[str, int], ...]] | None = None

    def of(self, version: int) -> tuple[tuple[str, int], ...]:
        """Entries of one IP version."""
        return (self.entries or {}).get(version, ())

    @property
    def empty(self) -> bool:
        """Without entries nothing is filtered."""
        return not any(self.of(version) for version in VERSIONS)


def filter_of(node: Node) -> Filter | None:
    """The filter out of an IPAddressFilter element; None when it makes no sense."""
    kind = (node.get("Type") or "").capitalize()
    entries: dict[int, tuple[tuple[str, int], ...]] = {}
    for version in VERSIONS:
        rows = []
        for entry in node.all(f"IPv{version}Address"):
            try:
                address = ipaddress.ip_address(entry.get("Address") or "")
            except ValueError:
                return None
            prefix = number(entry.get("PrefixLength"))
            if address.version != version or prefix is None or not 0 <= prefix <= address.max_prefixlen:
                return None
            rows.append((str(address), prefix))
        entries[version] = tuple(rows)
    if kind not in _ROW_ACTION:
        return Filter("Allow", {}) if not any(entries.values()) else None
    return Filter(kind, entries)


def markup_of(wanted: Filter) -> Markup:
    """The filter as SetIPAddressFilter sends it."""
    rows = [
        tag(f"tt:IPv{version}Address", tag("tt:Address", address), tag("tt:PrefixLength", prefix))
        for version in VERSIONS
        for address, prefix in wanted.of(version)
    ]
    return tag("tds:IPAddressFilter", tag("tt:Type", wanted.type), *rows)


def state_of(current: Filter) -> dict[int, HostList]:
    """The two host tables that say what the filter does.

    Under Allow a version without entries is closed; under Deny it is open, as if there were no filter. A list without
    any entry filters nothing, whatever its type: otherwise nobody could have read it.
    """
    state = {}
    action = _ROW_ACTION[current.type]
    for version in VERSIONS:
        rows = {
            position: {"address": address, "prefix_length": prefix, "action": action}
            for position, (address, prefix) in enumerate(current.of(version))
        }
        if current.empty or (current.type == "Deny" and not rows):
            state[version] = HostList(version, False, "authorize", {})
        else:
            policy = "prohibit" if current.type == "Allow" else "authorize"
            state[version] = HostList(version, True, policy, rows)
    return state


def _refuse(version: int | None, reason: str, hint: str) -> InvalidValue:
    menu = f"{MENU} > [IPv{version} Host Access Restrictions]" if version else MENU
    return InvalidValue(f"ONVIF cannot say this: {reason}", setting=menu, hint=f"{hint} Nothing was written.")


def _check_one(table: HostList) -> None:
    """What no ONVIF filter can say of one table. Raises InvalidValue."""
    if not table.apply:
        if table.rows:
            raise _refuse(table.version, "rows that are kept but not applied", "Set apply to true, or rows to [].")
        if table.default_policy != "authorize":
            raise _refuse(
                table.version,
                "a default policy that is kept but not applied",
                "Set apply to true, or default_policy to authorize.",
            )
        return
    for position, row in sorted(table.rows.items()):
        if row["action"] == table.default_policy:
            raise _refuse(
                table.version,
                f"row {position + 1} ({row['address']}/{row['prefix_length']}) has the action {row['action']}, "
                "which is the default policy: all rows of a camera's list have the other one",
                "Leave that row out, or change the default policy.",
            )


def express(tables: Mapping[int, HostList]) -> Filter:
    """The filter that says exactly this. Raises InvalidValue when there is none."""
    for table in tables.values():
        _check_one(table)
    applied = [table for table in tables.values() if table.apply]
    policies = {table.default_policy for table in applied}
    if len(policies) > 1:
        raise _refuse(
            None, "different default policies for IPv4 and IPv6", "Use the same default_policy for both versions."
        )
    # no restrictions: an empty list of Deny, because an empty list of Allow keeps everybody out on some cameras
    policy = policies.pop() if policies else "authorize"
    entries = {
        version: tuple(
            (str(row["address"]), int(row["prefix_length"])) for _position, row in sorted(table.rows.items())
        )
        for version, table in tables.items()
    }
    wanted = Filter(_TYPES[policy], entries)
    for version, table in state_of(wanted).items():
        if (table.apply, table.default_policy) != (tables[version].apply, tables[version].default_policy):
            raise _refuse(version, *_mismatch(wanted, tables[version]))
    return wanted


def _mismatch(wanted: Filter, table: HostList) -> tuple[str, str]:
    if wanted.empty and table.apply and table.default_policy == "prohibit":
        return "a list without rows that prohibits everybody", "Add a row that authorizes this host."
    if wanted.type == "Deny":
        return "restrictions without a row to prohibit", "Set apply to false: it means the same."
    other = 4 if table.version == 6 else 6
    return (
        f"IPv{table.version} is left open while only listed IPv{other} hosts are let in, but one list holds for both",
        f"Set ipv{table.version} as well: apply true, default_policy prohibit, and the rows to let in "
        f"({'0.0.0.0' if table.version == 4 else '::'}/0 for everybody, none for nobody).",
    )


def with_assignment(table: HostList, name: str, value: Any, rows: Mapping[int, Any] | None) -> HostList:
    """One table after one assignment of the engine."""
    if rows is not None:
        for position, row in rows.items():
            table = table.with_row(position, row)
        return table
    return HostList(
        table.version,
        bool(value) if name == "apply" else table.apply,
        str(value) if name == "default_policy" else table.default_policy,
        table.rows,
    )
