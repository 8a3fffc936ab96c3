# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What several unit tests need: short names, host rows, a driver that only answers questions, a small profile."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping
from typing import Any

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import (
    FAMILY_2022,
    FAMILY_PRE2022,
    SETTINGS,
)
from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Reading
from ansible_collections.netcam.hardening.plugins.module_utils._guards import HostList

NEW, OLD = FAMILY_2022, FAMILY_PRE2022

Row = dict[str, Any]


def row(network: str, action: str = "authorize") -> Row:
    """A host row as the engine holds it."""
    parsed = ipaddress.ip_network(network)
    return {"address": str(parsed.network_address), "prefix_length": parsed.prefixlen, "action": action}


def hosts(rows: Iterable[Row] = (), *, apply: bool = True, policy: str = "prohibit", version: int = 4) -> HostList:
    """A host list with its rows from position 0 on."""
    return HostList(version, apply, policy, dict(enumerate(rows)))


def networks(*texts: str) -> tuple[Any, ...]:
    """Networks out of text."""
    return tuple(ipaddress.ip_network(text) for text in texts)


class PaperDriver:
    """Says what a camera of one family could do; neither reads nor writes."""

    name = "paper"

    def __init__(self, family: str = NEW, rows: int | None = None) -> None:
        self._family = family
        self._rows = rows

    def carrier(self, _setting_id: str) -> str:
        """It carries everything."""
        return self.name

    def check_value(self, _key: str, _value: Any) -> None:
        """It takes everything."""

    def means_same(self, _key: str, current: Any, wanted: Any) -> bool:
        """It has no way of its own to say anything."""
        return bool(current == wanted)

    def host_steps(self, _current: Any, _target: Any) -> None:
        """It writes rows one by one."""

    def needs_restart(self, setting_id: str) -> bool:
        """As the catalog says."""
        return self._family in SETTINGS[setting_id].restart

    def rows(self, setting_id: str) -> int:
        """As the catalog says, unless the test has its own number."""
        return self._rows or SETTINGS[setting_id].limits[self._family].rows


def reading(values: Mapping[str, Any], positions: Mapping[str, Mapping[int, Row]] | None = None) -> Reading:
    """What a camera stated; the values of tables follow from their positions."""
    tables = {key: tuple(rows[index] for index in sorted(rows)) for key, rows in (positions or {}).items()}
    return Reading({**values, **tables}, positions or {})


def profile_data(**changes: Any) -> dict[str, Any]:
    """A small profile that loads; the test changes what it is about."""
    data: dict[str, Any] = {
        "profile_version": 1,
        "name": "lab",
        "family": NEW,
        "driver": "canon",
        "models": ["VB-H47"],
        "source": "made up by this test",
        "interface": {
            "success": "Status=0",
            "transient": ["C006"],
            "write": {"method": "GET", "path": "/admin/-set-"},
            "save": {"method": "GET", "path": "/admin/-set-", "params": {"pt": "4"}},
            "read": {"method": "GET", "path": "/admin/-get-", "pages": {"one": {"pg": "1"}}},
        },
        "settings": {},
    }
    return {**data, **changes}
