# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Host access restrictions by the IP address filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._drivers.base import Assignment, Reading
from .._errors import InvalidValue
from .._guards import HostList
from . import device
from .host_filter import VERSIONS, Filter, express, state_of, with_assignment
from .parts import Part
from .soap import FaultAnswer

_FIELDS = ("rows", "default_policy", "apply")


class HostsPart(Part):
    """GetIPAddressFilter and SetIPAddressFilter; the whole filter is one request, so no state stands in between."""

    settings = tuple(f"host_access.ipv{version}.{name}" for version in VERSIONS for name in _FIELDS)

    def gate(self, setting_id: str) -> str | None:
        """Advertised as Network@IPFilter."""
        if self.camera.services.says("Network", "IPFilter") is False:
            return "the camera does not advertise an IP address filter to ONVIF clients"
        return None

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same."""
        self._filter()
        return None

    def _filter(self) -> Filter:
        return self.page("filter", lambda: device.get_filter(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """The two tables that say what the filter does."""
        values: dict[str, Any] = {}
        positions: dict[str, Mapping[int, Mapping[str, Any]]] = {}
        for version, table in state_of(self._filter()).items():
            prefix = f"host_access.ipv{version}"
            values[f"{prefix}.rows"] = tuple(table.rows[position] for position in sorted(table.rows))
            values[f"{prefix}.default_policy"] = table.default_policy
            values[f"{prefix}.apply"] = table.apply
            positions[f"{prefix}.rows"] = table.rows
        return Reading(
            {key: value for key, value in values.items() if key in ids},
            {key: rows for key, rows in positions.items() if key in ids},
        )

    def steps(self, current: Mapping[int, HostList], target: Mapping[int, HostList]) -> list[list[Assignment]]:
        """The one write that leads to the wanted tables, by IP version. Raises InvalidValue when ONVIF cannot say them.

        A version that stays as it is may not have been read at all: then the camera's own state counts.
        """
        own = state_of(self._filter())
        wanted = {version: table for version, table in target.items() if table != current.get(version)}
        target = {**own, **wanted}
        express(target)
        step = []
        for version in VERSIONS:
            before, after = own[version], target[version]
            prefix = f"host_access.ipv{version}"
            rows = {
                position: after.rows.get(position)
                for position in sorted(before.rows.keys() | after.rows.keys())
                if before.rows.get(position) != after.rows.get(position)
            }
            if rows:
                step.append(Assignment(f"{prefix}.rows", rows=rows))
            if before.default_policy != after.default_policy:
                step.append(Assignment(f"{prefix}.default_policy", after.default_policy))
            if before.apply != after.apply:
                step.append(Assignment(f"{prefix}.apply", after.apply))
        return [step] if step else []

    def put(self, assignments: Sequence[Assignment]) -> None:
        """The state after all assignments, in one request."""
        # positions are those of the reading the plan was made from
        tables = state_of(self._filter())
        for assignment in assignments:
            _area, version, name = assignment.key.split(".")
            number = int(version.removeprefix("ipv"))
            tables[number] = with_assignment(tables[number], name, assignment.value, assignment.rows)
        wanted = express(tables)
        try:
            device.set_filter(self.camera.soap, wanted)
        except FaultAnswer as error:
            if error.fault.says("IPFilterListIsFull"):
                count = sum(len(wanted.of(version)) for version in VERSIONS)
                raise InvalidValue(
                    f"the camera has no room for {count} rows",
                    setting=assignments[0].key,
                    hint="Join rows to networks.",
                ) from None
            error.setting = assignments[0].key
            raise

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Without reading back: the engine proves from a new connection that this host still has access."""
        try:
            self.put(assignments)
        finally:
            self.forget()
