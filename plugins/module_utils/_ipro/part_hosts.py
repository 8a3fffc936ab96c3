# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Host authentication: addresses that may reach the camera, each with a level (S19, S20; W5).

A host is let in at its own level at most. Who administers the camera must therefore be registered with level 1: rows that
authorize are written with that level, and rows of a lower one are shown as what they are, which the guards do not count as
access. There are no prohibiting rows; whoever is not registered is prohibited while host authentication is on.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping, Sequence
from typing import Any

from .._drivers.base import Assignment, Reading
from .._errors import InvalidValue, NotEffective
from .answers import pairs_of, text_of
from .part_users import ADMINISTRATOR
from .parts import Part
from .transport import Cgi

_PREFIX = "host_access.ipv4"
ROWS, POLICY, APPLY = f"{_PREFIX}.rows", f"{_PREFIX}.default_policy", f"{_PREFIX}.apply"
_LINE = re.compile(r"\s*[^=,\s]+=([0-9./]+),[^=,\s]+=(\d+)\s*")
#: More than any camera has room for.
_MOST = 256

Row = Mapping[str, Any]


def _row(address: str, level: str) -> Row | None:
    """A line as a row; None when it is no IPv4 address or network."""
    try:
        network = ipaddress.ip_interface(address)
    except ValueError:
        return None
    if network.version != 4:
        return None
    action = "authorize" if level == ADMINISTRATOR else f"authorize with level {level}"
    return {"address": str(network.ip), "prefix_length": network.network.prefixlen, "action": action}


def _address(row: Row) -> str:
    """A row as the camera wants it: a host as its address, a network with its prefix."""
    length = int(row["prefix_length"])
    return str(row["address"]) if length == 32 else f"{row['address']}/{length}"


class HostsPart(Part):
    """C(get_reg_host), C(reg_host), C(del_host)."""

    settings = (ROWS, POLICY, APPLY)
    commands = ("host_switch", "host_add", "host_delete")
    read = "host_list"

    def __init__(self, cgi: Cgi) -> None:
        super().__init__(cgi)
        #: rows by the position under which the engine knows them, until it reads again
        self._known: dict[int, Row] = {}

    def why_not(self, setting_id: str) -> str | None:
        """The list must be one that is understood whole: a line left out could lock somebody out."""
        if (reason := super().why_not(setting_id)) is not None:
            return reason
        try:
            self._read()
        except NotEffective as error:
            return error.message
        return None

    def _read(self) -> tuple[bool, list[Row]]:
        """Whether it is on, and its rows. Raises NotEffective when a line cannot be understood."""
        answer = self.cgi.call(self.read)
        rows: list[Row] = []
        for line in text_of(answer).splitlines()[: _MOST + 2]:
            if not line.strip() or line.strip().startswith(("host=", "<")):
                continue
            found = _LINE.fullmatch(line)
            row = _row(found[1], found[2]) if found else None
            if row is None:
                raise NotEffective("the camera's list of hosts has another form than the known one", setting=ROWS)
            rows.append(row)
        return pairs_of(answer).get("host") == "1", rows

    def values(self) -> Reading:
        """All three."""
        on, rows = self._read()
        self._known = dict(enumerate(rows))
        return Reading({APPLY: on, POLICY: "prohibit", ROWS: tuple(rows)}, {ROWS: dict(self._known)})

    def write(self, assignments: Sequence[Assignment]) -> None:
        """In the order given, which the engine has proven."""
        for assignment in assignments:
            if assignment.rows is not None:
                self._put_rows(assignment.rows)
            elif assignment.key == APPLY:
                self.cgi.call("host_switch", {"host": "1" if assignment.value else "0"})

    def check(self, key: str, value: Any) -> None:
        """What host authentication cannot say. Raises InvalidValue."""
        if key == ROWS and any(row["action"] != "authorize" for row in value):
            raise InvalidValue(
                "the camera has no rows that prohibit: it lets in the hosts that are registered, and nobody else",
                setting=f"{ROWS} [Host auth.]",
                hint="List the networks that may reach it, all with the action authorize.",
            )

    def _put_rows(self, rows: Mapping[int, Row | None]) -> None:
        """New rows before old ones go; a network that is there with another level is registered anew."""
        after = {position: row for position, row in {**self._known, **rows}.items() if row is not None}
        before = {_address(row): row["action"] for row in self._known.values()}
        wanted = {_address(row): row["action"] for row in after.values()}
        for address, action in wanted.items():
            if before.get(address) not in (None, action):
                self.cgi.call("host_delete", {"address": address})
            if before.get(address) != action:
                self.cgi.call("host_add", {"address": address, "level": ADMINISTRATOR})
        for address in before:
            if address not in wanted:
                self.cgi.call("host_delete", {"address": address})
        self._known = after
        self._prove(wanted)

    def _prove(self, wanted: Mapping[str, str]) -> None:
        """The list must stand as written before host authentication is switched on. Raises NotEffective."""
        _on, rows = self._read()
        stated = {_address(row): row["action"] for row in rows}
        if stated != dict(wanted):
            missing = sorted(set(wanted) - set(stated)) or sorted(set(stated) - set(wanted)) or sorted(wanted)
            raise NotEffective(
                f"the camera accepted the hosts but does not list them as written: {', '.join(missing)}",
                setting=f"{ROWS} [Host auth.]",
                hint="It may be full: join rows to networks. Host authentication was left as it is.",
            )
