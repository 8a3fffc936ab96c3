# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Filters used by the roles."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleFilterError


def host_rows(hosts: Iterable[Any], version: int) -> list[dict[str, Any]]:
    """Rows of a host list that authorize the given addresses and networks of one IP version (4 or 6).

    Raises AnsibleFilterError for text that is no address.
    """
    # lists of several sites are often joined: the same network once is enough
    rows: dict[str, dict[str, Any]] = {}
    for host in hosts:
        try:
            network = ipaddress.ip_network(str(host).strip())
        except ValueError as error:
            raise AnsibleFilterError(f"netcam.hardening.host_rows: {error}") from error
        if network.version == version:
            rows[str(network)] = {"address": str(network.network_address), "prefix_length": network.prefixlen}
    return list(rows.values())


def selected_areas(areas: Mapping[str, Sequence[str]], run_tags: Iterable[str], skip_tags: Iterable[str]) -> list[str]:
    """Areas that the tags of the command line leave, in order. C(areas) maps each chapter's tag to its areas."""
    run, skip = set(run_tags), set(skip_tags)
    everything = bool(run & {"all", "tagged"}) or not run
    return [
        area
        for chapter, names in areas.items()
        for area in names
        if (everything or area in run or chapter in run) and not (area in skip or chapter in skip)
    ]


def undecided(decisions: Iterable[Mapping[str, str]], given: Mapping[str, Any]) -> list[str]:
    """What is not given, each with what to write in it. C(decisions) have C(name) and C(means)."""
    return [f"{item['name']} ({item['means']})" for item in decisions if not given[item["name"]]]


class FilterModule:
    """Filters of this collection."""

    def filters(self) -> dict[str, Any]:
        """Names of the filters."""
        return {"host_rows": host_rows, "selected_areas": selected_areas, "undecided": undecided}
