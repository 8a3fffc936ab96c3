# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Another legal value for a setting, always the same one for the same camera. Addresses are those of documentation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from .._catalog import SETTINGS, split_key
from .._drivers.base import Driver
from .._errors import InvalidValue
from .._values import check_ports, limits_for, normalise

_TEXTS = {
    "date_time.time_zone": ("UTC", "Europe/Berlin", "Asia/Tokyo"),
    "date_time.ntp_server": ("ntp.example", "ntp2.example"),
}
_ANY_TEXT = ("proof-1", "proof1", "proof2", "Proof", "p")
_ADDRESSES = {
    "ipv4": ("192.0.2.53", "192.0.2.54"),
    "ipv6": ("2001:db8::53", "2001:db8::54"),
    "ip": ("192.0.2.53", "192.0.2.54"),
    "multicast": ("239.255.42.1", "239.255.42.2"),
}
_ROWS: dict[str, tuple[dict[str, Any], ...]] = {
    "host_access.ipv4.rows": tuple(
        {"address": f"192.0.2.{last}", "prefix_length": 32, "action": "authorize"} for last in (77, 78)
    ),
    "host_access.ipv6.rows": tuple(
        {"address": f"2001:db8::{last}", "prefix_length": 128, "action": "authorize"} for last in (77, 78)
    ),
    "network.dns.search_domains": ({"name": "proof.example"}, {"name": "proof2.example"}),
    "users.accounts": ({"name": "proof1"}, {"name": "proof2"}),
}


def other_value(
    key: str, current: Any, state: Mapping[str, Any], driver: Driver, family: str | None, words: Iterable[str]
) -> Any:
    """A value that differs from the present one and that this generation takes; None when there is none.

    C(state) are all values by key, so that no two services get one port. C(words) are those that the profile maps.
    """
    mapped = list(words) if SETTINGS[split_key(key)[0]].kind == "text" else []
    for candidate in mapped or _candidates(key, current, driver, family):
        try:
            value = normalise(key, candidate, family)
            check_ports({**state, key: value}, family, managed={key})
        except InvalidValue:
            continue
        if value != current and str(value) != str(current):
            return value
    return None


def _candidates(key: str, current: Any, driver: Driver, family: str | None) -> Iterable[Any]:
    setting_id, index = split_key(key)
    setting = SETTINGS[setting_id]
    limits = limits_for(setting, family)
    if setting.kind == "switch":
        yield not current
    elif setting.kind == "choice":
        yield from (word for limit in limits for word in limit.choices if driver.takes(setting_id, word))
    elif setting.kind == "integer":
        yield from _numbers(current, index, [span for limit in limits for span in limit.ranges])
    elif setting.kind in _ADDRESSES:
        yield from _ADDRESSES[setting.kind]
    else:
        yield from _TEXTS.get(setting_id, _ANY_TEXT)
        # texts of a fixed length, or of digits only
        yield from (letter * (limit.min_length or 1) for limit in limits for letter in ("a", "b", "1", "2"))


def _numbers(current: Any, index: int | None, ranges: list[tuple[int, int]]) -> Iterable[int]:
    if isinstance(current, int):
        step = index or 1
        yield from (current + step, current - step)
    for low, high in ranges:
        middle = (low + high) // 2
        # neighbours, because another port of the camera may be in the middle already
        yield from (middle + 2 * (index or 0) + step for step in range(3))
        yield from (low, high)


def other_row(setting_id: str, rows: Iterable[Mapping[str, Any]], password: str) -> dict[str, Any] | None:
    """A row that the table does not have yet; None for a table that this collection does not know how to add to."""
    setting = SETTINGS[setting_id]
    first = setting.columns[0].name
    present = {str(row.get(first)) for row in rows}
    for row in _ROWS.get(setting_id, ()):
        if str(row[first]) not in present:
            secret = {column.name: password for column in setting.columns if column.kind == "secret"}
            return {**row, **secret}
    return None
