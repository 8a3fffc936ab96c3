# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Addresses to probe directly, and interfaces to probe on."""

from __future__ import annotations

import ipaddress
import socket

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._discovery import links
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.links import Link, choose, own_links
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.targets import expand
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue


@pytest.mark.parametrize(
    ("words", "first", "last", "count"),
    [
        (["192.0.2.10"], "192.0.2.10", "192.0.2.10", 1),
        (["192.0.2.0/24"], "192.0.2.1", "192.0.2.254", 254),
        (["192.0.2.0/31"], "192.0.2.0", "192.0.2.1", 2),
        (["192.0.2.10", " 192.0.2.8/30 ", "192.0.2.10"], "192.0.2.10", "192.0.2.9", 2),
        (["2001:db8::10", "2001:db8::/126"], "2001:db8::10", "2001:db8::3", 4),
        ([], None, None, 0),
    ],
)
def test_addresses_and_networks(words: list[str], first: str | None, last: str | None, count: int) -> None:
    found = [str(address) for address in expand(words, 4096)]

    assert len(found) == count
    assert found[:1] == ([first] if first else [])
    assert found[-1:] == ([last] if last else [])


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["gate.example"], "neither an address nor a network"),
        (["192.0.2.1/24"], "host bits"),
        (["239.255.255.250"], "no address of a camera"),
        (["0.0.0.0"], "no address of a camera"),
        (["2001:db8::/64"], "above 100"),
        (["10.0.0.0/8"], "above 100"),
        (["192.0.2.0/26", "198.51.100.0/26"], "above 100"),
        ([f"192.0.2.{n}" for n in range(1, 102)], "more than 100"),
    ],
)
def test_wrong_or_too_many_addresses_are_told(words: list[str], reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason):
        expand(words, 100)


def test_the_loopback_is_known_with_its_network() -> None:
    found = [link for link in own_links() if str(link.address) == "127.0.0.1"]

    assert len(found) == 1
    assert ipaddress.ip_network("127.0.0.0/8") in found[0].networks
    assert found[0].index == socket.if_nametoindex(found[0].name)


def link(name: str, index: int, address: str, multicast: bool = True) -> Link:
    return Link(name, index, ipaddress.ip_address(address), (), multicast)


KNOWN = [
    link("lo", 1, "127.0.0.1", False),
    link("lo", 1, "::1", False),
    link("eth0", 2, "192.0.2.1"),
    link("eth0", 2, "198.51.100.1"),
    link("eth0", 2, "2001:db8::1"),
    link("eth0", 2, "fe80::1"),
    link("eth1", 3, "203.0.113.1"),
    link("tun0", 4, "203.0.113.9", False),
]


@pytest.mark.parametrize(
    ("wanted", "addresses"),
    [
        # each IPv4 address, since its network may have cameras that answer only there; one IPv6 address
        (None, ["192.0.2.1", "198.51.100.1", "fe80::1", "203.0.113.1"]),
        (["eth1"], ["203.0.113.1"]),
        (["198.51.100.1"], ["198.51.100.1"]),
        (["lo"], ["127.0.0.1", "::1"]),
        (["eth1", "203.0.113.1"], ["203.0.113.1"]),
    ],
)
def test_interfaces_to_probe_on(wanted: list[str] | None, addresses: list[str]) -> None:
    assert [str(found.address) for found in choose(wanted, KNOWN)] == addresses


def test_an_unknown_interface_is_told_with_those_there_are() -> None:
    with pytest.raises(InvalidValue) as caught:
        choose(["eth9"], KNOWN)

    assert "'eth9'" in caught.value.message
    assert "eth0, eth1, lo, tun0" in str(caught.value.hint)


def test_where_the_system_tells_no_interfaces_an_address_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(socket, "AF_NETLINK")

    assert links.own_links() == []
    assert [str(found.address) for found in choose(["192.0.2.1"])] == ["192.0.2.1"]
    with pytest.raises(InvalidValue):
        choose(["eth0"])
