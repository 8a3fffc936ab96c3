# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Bring a wanted value into the one form that is compared, and refuse what the camera's generation cannot take.

Limits come from the catalog (and from a profile, where a single model differs). Nothing here sends a request.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Any

from ._catalog import GUIDE_FAMILIES, PORTS_IN_USE, Column, Limit, Setting, setting_of, split_key
from ._errors import InvalidValue
from ._masking import MASK


class Secret(Enum):
    """What a camera tells of a password: that there is one, that there is none, or nothing."""

    SET = "set"
    UNSET = "unset"
    UNKNOWN = "unknown"


def limits_for(setting: Setting, family: str | None) -> list[Limit]:
    """The limits that apply: of the family when it is known, else of every generation that has the setting.

    A setting of a standard has the same limits everywhere.
    """
    if family is None or setting.standard:
        return list(setting.limits.values())
    return [setting.limits[family]] if family in setting.limits else []


def normalise(key: str, value: Any, family: str | None) -> Any:
    """The value in comparable form.

    With an unknown family the value must fit at least one generation.
    Raises InvalidValue naming the setting, its menu path, and the limit.
    """
    setting = setting_of(key)
    # of several families, what the guide's own say is shown when none of them takes the value
    names = sorted(
        (name for name in setting.limits if family in (None, name) or setting.standard), key=GUIDE_FAMILIES.__contains__
    )
    where = setting.where(family)
    if not names:
        raise InvalidValue(f"this generation ({family}) has no such setting", setting=where)
    problems = []
    for name in names:
        try:
            return _check(setting.on(name), setting.limits[name], key, value)
        except InvalidValue as error:
            problems.append(error)
    raise InvalidValue(problems[-1].message, setting=f"{key} {where}", hint=problems[-1].hint)


def _check(setting: Setting, limit: Limit, key: str, value: Any) -> Any:
    index = split_key(key)[1]
    if index is not None and not 1 <= index <= limit.count:
        raise InvalidValue(f"index {index} is out of range: this generation has {limit.count}")
    if setting.kind == "table":
        return _table(setting, limit, value)
    return _scalar(setting.kind, limit, value)


def _scalar(kind: str, limit: Limit, value: Any) -> Any:
    if kind == "switch":
        if not isinstance(value, bool):
            raise InvalidValue(f"{value!r} is neither true nor false")
        return value
    if kind == "choice":
        if value not in limit.choices:
            raise InvalidValue(f"{value!r} is not one of {', '.join(limit.choices)}")
        return value
    if kind == "integer":
        return _integer(limit, value)
    if kind in ("ipv4", "ipv6", "ip", "multicast"):
        return _address(kind, value)
    return _text(kind, limit, value)


def _integer(limit: Limit, value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValue(f"{value!r} is not a whole number")
    if limit.ranges and not any(low <= value <= high for low, high in limit.ranges):
        raise InvalidValue(f"{value} is outside the allowed values {spans(limit.ranges)}")
    if any(low <= value <= high for low, high in limit.reserved):
        raise InvalidValue(
            f"{value} is reserved by the camera for another service", hint=f"Reserved are {spans(limit.reserved)}."
        )
    return value


def spans(ranges: Iterable[tuple[int, int]]) -> str:
    """Ranges of numbers in words."""
    return ", ".join(str(low) if low == high else f"{low}-{high}" for low, high in ranges)


def _text(kind: str, limit: Limit, value: Any) -> str:
    if not isinstance(value, str):
        raise InvalidValue("the value is not text")
    # the value of a secret never stands in a message
    shown = "the value" if kind == "secret" else repr(value)
    if len(value) < limit.min_length or (limit.max_length is not None and len(value) > limit.max_length):
        if limit.min_length == limit.max_length:
            allowed = f"exactly {limit.max_length}"
        elif limit.min_length:
            allowed = f"{limit.min_length} to {limit.max_length}"
        else:
            allowed = f"up to {limit.max_length}"
        raise InvalidValue(f"{shown} has {len(value)} characters, allowed are {allowed}")
    if limit.pattern and not re.fullmatch(limit.pattern, value):
        raise InvalidValue(f"{shown} has characters other than {limit.pattern_says}")
    return value


def _address(kind: str, value: Any) -> str:
    if value in ("", None):
        return ""
    try:
        address = ipaddress.ip_address(str(value))
        if "%" in str(value):
            raise ValueError("a zone means something on this host only")
    except ValueError:
        raise InvalidValue(f"{value!r} is not an IP address") from None
    if kind in ("ipv4", "ipv6") and kind != f"ipv{address.version}":
        raise InvalidValue(f"{value!r} is not an IPv{kind[-1]} address")
    if kind == "multicast" and not (address.is_multicast or address.is_unspecified):
        raise InvalidValue(
            f"{value!r} is not a multicast address", hint="Use 224.0.0.0 to 239.255.255.255, or 0.0.0.0 for off."
        )
    return str(address)


def _table(setting: Setting, limit: Limit, value: Any) -> tuple[dict[str, Any], ...]:
    if not isinstance(value, (list, tuple)):
        raise InvalidValue("the value is not a list of rows")
    if limit.rows and len(value) > limit.rows:
        raise InvalidValue(f"{len(value)} rows are wanted, the table has {limit.rows}")
    rows: list[dict[str, Any]] = []
    for number, row in enumerate(value, start=1):
        rows.append(_row(setting, number, row))
    seen: set[Any] = set()
    unique = setting.columns[0].name
    for number, row in enumerate(rows, start=1):
        identity = row[unique] if len(setting.columns) == 1 or setting.id == "users.accounts" else tuple(row.values())
        if identity in seen:
            raise InvalidValue(f"row {number} repeats {row[unique]!r}")
        seen.add(identity)
    return tuple(rows)


def _row(setting: Setting, number: int, row: Any) -> dict[str, Any]:
    if not isinstance(row, Mapping):
        raise InvalidValue(f"row {number} is not a mapping")
    given = dict(row)
    _split_prefix(given)
    result: dict[str, Any] = {}
    for column in setting.columns:
        value = given.get(column.name)
        if value is None and column.limit.default is not None:
            value = column.limit.default
        if value is None:
            if column.optional:
                continue
            raise InvalidValue(f"row {number} has no {column.name}")
        try:
            result[column.name] = _column(column, value)
        except InvalidValue as error:
            raise InvalidValue(f"row {number}, {column.label}: {error.message}", hint=error.hint) from None
    if "prefix_length" in result:
        _network(number, result)
    return result


def _column(column: Column, value: Any) -> Any:
    checked = _scalar(column.kind, column.limit, value)
    if checked == "" and not column.optional:
        raise InvalidValue("the value is empty")
    return checked


def _split_prefix(row: dict[str, Any]) -> None:
    """C(192.0.2.0/24) is the usual way to write a network; the camera has two fields for it."""
    address = row.get("address")
    if not isinstance(address, str) or "/" not in address:
        return
    head, _slash, tail = address.partition("/")
    if not (tail.isascii() and tail.isdigit()):
        raise InvalidValue(f"{address!r} is not an address with a prefix length")
    if row.get("prefix_length") not in (None, int(tail)):
        raise InvalidValue(f"{address!r} and prefix_length {row['prefix_length']} contradict each other")
    row["address"] = head
    row["prefix_length"] = int(tail)


def _network(number: int, row: Mapping[str, Any]) -> None:
    """A row whose address has bits beyond its prefix may mean one host or a whole network: ask instead of guessing."""
    text = f"{row['address']}/{row['prefix_length']}"
    try:
        ipaddress.ip_network(text)
    except ValueError:
        network = ipaddress.ip_network(text, strict=False)
        bits = network.max_prefixlen
        raise InvalidValue(
            f"row {number}: {text} has host bits set",
            hint=f"Write {network} for the network or {row['address']}/{bits} for the single host.",
        ) from None


def check_ports(state: Mapping[str, Any], family: str | None, managed: Collection[str] | None = None) -> None:
    """Refuse two services on one port number (guide, [Changing the Port Number]).

    C(state) is what will be in force: wanted values over current ones. With C(managed) only collisions that one of these
    keys takes part in count: what stands on the camera already is not this task's concern. Raises InvalidValue.
    """

    def refuse(key: str, other: str, what: str) -> None:
        if managed is None or key in managed or other in managed:
            raise InvalidValue(
                f"port {state[key]} is also used by {other}",
                setting=f"{key} {setting_of(key).where(family)}",
                hint=f"Give each service {what}a port of its own.",
            )

    used: dict[int, str] = {}
    for key in PORTS_IN_USE:
        port = state.get(key)
        if not isinstance(port, int):
            continue
        if port in used:
            refuse(key, used[port], "")
        used[port] = key
    groups: dict[tuple[str, int], str] = {}
    for key in sorted(state):
        if not key.endswith(".multicast_port") or not state[key]:
            continue
        port = state[key]
        address = str(state.get(key.replace("multicast_port", "multicast_address"), ""))
        if address in ("0.0.0.0", "::"):
            # this group is off
            continue
        other = used.get(port) or groups.get((address, port))
        if other:
            refuse(key, other, "and each multicast group ")
        groups[address, port] = key


def shown(key: str, value: Any) -> Any:
    """The value as it may stand in results, diffs and logs: secrets masked, rows as lists of plain mappings."""
    setting = setting_of(key)
    if isinstance(value, Secret):
        return {Secret.SET: MASK, Secret.UNSET: "", Secret.UNKNOWN: None}[value]
    if setting.kind == "secret":
        return MASK if value else ""
    if setting.kind == "table":
        secrets = {column.name for column in setting.columns if column.kind == "secret"}
        return [
            {name: MASK if name in secrets else cell for name, cell in row.items() if not isinstance(cell, Secret)}
            for row in value or ()
        ]
    return value
