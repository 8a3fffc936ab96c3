# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The order in which a host list is rewritten, so that no state in between locks anybody out.

A cut can come after any single row, so each of them is checked, not only the end. Rows are written before the policy
flips. Rows that stay keep their position; new ones take free positions, unless their order matters.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

from ._drivers.base import Assignment
from ._errors import InvalidValue, Refused
from ._guards import MENU, HostList, Network, keeps_access, network_of

#: what is edited, the row (-1 where it is none), the new value
_Edit = tuple[str, int, Any]
_PREFERRED = ("add", "replace", "default_policy", "apply", "remove")


def _identity(row: Mapping[str, Any]) -> tuple[str, str]:
    """What a row means, whatever way the camera spells its address."""
    network = network_of(row)
    return str(network or f"{row.get('address')}/{row.get('prefix_length')}"), str(row.get("action"))


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return _identity(one) == _identity(other)


def order_matters(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether two rows with different actions overlap: then their order may decide. So it may where a row is no network."""
    networks = [(network_of(row), row["action"]) for row in rows]
    for position, (one, action) in enumerate(networks):
        for other, other_action in networks[position + 1 :]:
            if action == other_action:
                continue
            if one is None or other is None or (one.version == other.version and one.overlaps(other)):
                return True
    return False


def equal_lists(one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> bool:
    """Whether two lists mean the same: in order where order matters, else row by row in any order."""
    mine, theirs = [_identity(row) for row in one], [_identity(row) for row in other]
    if order_matters(one) or order_matters(other):
        return mine == theirs
    return sorted(mine) == sorted(theirs)


def place(current: HostList, wanted: Sequence[Mapping[str, Any]], size: int) -> dict[int, Mapping[str, Any]]:
    """Positions for the wanted rows. Raises InvalidValue when they do not fit."""
    if len(wanted) > size:
        raise InvalidValue(
            f"{len(wanted)} rows are wanted, the table has {size}", setting=f"{MENU} > [IPv{current.version}]"
        )
    if order_matters(wanted):
        return dict(enumerate(wanted))
    placed: dict[int, Mapping[str, Any]] = {}
    new = []
    for row in wanted:
        position = next((p for p, old in current.rows.items() if p not in placed and _same(old, row)), None)
        if position is None:
            new.append(row)
        else:
            placed[position] = row
    empty = [p for p in range(size) if p not in current.rows]
    reused = [p for p in range(size) if p in current.rows and p not in placed]
    for position, row in zip([*empty, *reused], new, strict=False):
        placed[position] = row
    return placed


def _edits(current: HostList, target: HostList) -> dict[str, list[_Edit]]:
    edits: dict[str, list[_Edit]] = {kind: [] for kind in _PREFERRED}
    for position, row in sorted(target.rows.items()):
        old = current.rows.get(position)
        if old is None:
            edits["add"].append(("row", position, row))
        elif not _same(old, row):
            edits["replace"].append(("row", position, row))
    for position in sorted(set(current.rows) - set(target.rows)):
        edits["remove"].append(("row", position, None))
    if current.default_policy != target.default_policy:
        edits["default_policy"].append(("default_policy", -1, target.default_policy))
    if current.apply != target.apply:
        edits["apply"].append(("apply", -1, target.apply))
    return edits


def _after(hosts: HostList, edit: _Edit) -> HostList:
    name, position, value = edit
    if name == "row":
        return hosts.with_row(position, value)
    return replace(hosts, apply=value) if name == "apply" else replace(hosts, default_policy=value)


def safe_steps(current: HostList, target: HostList, must_keep: Sequence[Network]) -> list[list[Assignment]]:
    """Writes, in an order in which every state in between keeps access for C(must_keep). One inner list is one request.

    Raises Refused when there is no such order.
    """
    edits = _edits(current, target)
    kinds = [kind for kind in _PREFERRED if edits[kind]]
    for order in permutations(kinds):
        state = current
        safe = True
        for edit in (edit for kind in order for edit in edits[kind]):
            state = _after(state, edit)
            if not keeps_access(state, must_keep):
                safe = False
                break
        if safe:
            return [[_assignment(target.version, edits[kind])] for kind in order]
    raise Refused(
        "every order of writing these rows would for a moment lock out an address that must keep access",
        setting=f"{MENU} > [IPv{target.version} Host Access Restrictions]",
        hint="Do it in two runs: first with rows that fit beside the present ones, then with the final list. Nothing was written.",
    )


def _assignment(version: int, edits: Sequence[_Edit]) -> Assignment:
    prefix = f"host_access.ipv{version}"
    name, _position, value = edits[0]
    if name == "row":
        return Assignment(f"{prefix}.rows", rows={position: row for _row, position, row in edits})
    return Assignment(f"{prefix}.{name}", value=value)
