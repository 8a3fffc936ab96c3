# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The filters of the roles: rows that authorize hosts, and the areas that the tags leave."""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest
from ansible.errors import AnsibleFilterError
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.filter.role_filters import (
    FilterModule,
    host_rows,
    selected_areas,
    undecided,
)
from ansible_collections.netcam.hardening.plugins.module_utils._values import normalise

from .support import NEW

HOSTS = ["192.0.2.9", "2001:db8::9", " 198.51.100.0/24 ", "2001:DB8:1::/48"]


def test_the_collection_offers_all() -> None:
    assert FilterModule().filters() == {
        "host_rows": host_rows,
        "selected_areas": selected_areas,
        "undecided": undecided,
    }


def test_each_ip_version_gets_its_own_rows_in_order() -> None:
    assert host_rows(HOSTS, 4) == [
        {"address": "192.0.2.9", "prefix_length": 32},
        {"address": "198.51.100.0", "prefix_length": 24},
    ]
    assert host_rows(HOSTS, 6) == [
        {"address": "2001:db8::9", "prefix_length": 128},
        {"address": "2001:db8:1::", "prefix_length": 48},
    ]
    assert host_rows([], 4) == []


@pytest.mark.parametrize("text", ["", "gate", "192.0.2.9/24", "192.0.2.0/33", "192.0.2.1-9", None, "2001:db8::1/64"])
@pytest.mark.parametrize("version", [4, 6])
def test_what_is_no_address_is_an_error_that_names_it(text: Any, version: int) -> None:
    with pytest.raises(AnsibleFilterError, match=r"netcam\.hardening\.host_rows") as caught:
        host_rows(["192.0.2.9", text], version)
    assert str(text).partition("/")[0] in str(caught.value)


@given(st.lists(st.ip_addresses().map(str), max_size=12, unique=True))
def test_every_row_is_one_that_the_module_takes(texts: list[str]) -> None:
    for version in (4, 6):
        rows = normalise(f"host_access.ipv{version}.rows", host_rows(texts, version), NEW)
        wanted = [address for address in map(ipaddress.ip_address, texts) if address.version == version]
        assert [row["address"] for row in rows] == [str(address) for address in wanted]
        assert all(row["action"] == "authorize" for row in rows)


@pytest.mark.parametrize("twice", [["192.0.2.9", "192.0.2.9/32"], ["192.0.2.9", "192.0.2.9"], ["::1", "0:0::1"]])
def test_a_host_named_twice_is_one_row(twice: list[str]) -> None:
    """Two lists of a site, joined, often name a host twice; a duplicate row would be refused by the module."""
    assert len(host_rows(twice, 4)) + len(host_rows(twice, 6)) == 1


AREAS = {"chapter1": ["administrator", "firmware"], "chapter2": ["users", "network"], "appendix": ["backup"]}
EVERYTHING = ["administrator", "firmware", "users", "network", "backup"]


@pytest.mark.parametrize(
    ("run", "skip", "left"),
    [
        (["all"], [], EVERYTHING),
        ([], [], EVERYTHING),
        (["tagged"], [], EVERYTHING),
        (["chapter1"], [], ["administrator", "firmware"]),
        (["network"], [], ["network"]),
        (["network", "chapter1"], [], ["administrator", "firmware", "network"]),
        (["backup", "users"], [], ["users", "backup"]),
        (["all"], ["chapter2"], ["administrator", "firmware", "backup"]),
        (["all"], ["firmware", "backup"], ["administrator", "users", "network"]),
        (["chapter1"], ["firmware"], ["administrator"]),
        (["firmware"], ["chapter1"], []),
        (["chapter1"], ["chapter1"], []),
        (["all", "network"], [], EVERYTHING),
        (["never_heard_of"], [], []),
        (["untagged"], [], []),
        (["all"], ["never_heard_of"], EVERYTHING),
    ],
)
def test_the_areas_that_the_tags_leave_in_the_order_of_the_guide(
    run: list[str], skip: list[str], left: list[str]
) -> None:
    assert selected_areas(AREAS, run, skip) == left


tags = st.lists(st.sampled_from([*EVERYTHING, *AREAS, "all", "other"]), max_size=4)


@given(tags, tags)
def test_what_is_skipped_never_runs_and_the_rest_runs_only_when_asked_for(run: list[str], skip: list[str]) -> None:
    left = selected_areas(AREAS, run, skip)
    assert left == [area for area in EVERYTHING if area in left]
    for chapter, names in AREAS.items():
        for area in names:
            assert (area in left) is (
                (not run or bool({"all", area, chapter} & set(run))) and not {area, chapter} & set(skip)
            )


DECISIONS = [{"name": "harden_ntp_server", "means": "address"}, {"name": "harden_rtp", "means": "true or false"}]


def test_nothing_is_left_where_everything_is_decided() -> None:
    assert undecided(DECISIONS, {"harden_ntp_server": True, "harden_rtp": True}) == []


def test_every_missing_decision_is_named_with_what_to_write() -> None:
    answers = {"harden_ntp_server": False, "harden_rtp": False}
    assert undecided(DECISIONS, answers) == ["harden_ntp_server (address)", "harden_rtp (true or false)"]
