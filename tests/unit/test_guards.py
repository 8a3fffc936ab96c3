# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The guards: who would lose access, judged against an oracle that asks for every single address; and the others.

The oracle below shares nothing with the collection. It reads a host list in each of the three ways in which a camera
could read it, for each address of a small network.
"""

from __future__ import annotations

import ipaddress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue, Refused
from ansible_collections.netcam.hardening.plugins.module_utils._guards import (
    check_basic,
    check_clear_text,
    check_confirmation,
    check_host_list,
    check_network,
    check_rename,
    keeps_access,
    loses_access,
    parse_networks,
)

from .support import Row, hosts, networks, row

# -- the oracle: plain integers, one address at a time ---------------------------------------------------------------


def _matches(cells: Row, address: Any) -> bool:
    bits = address.max_prefixlen
    shift = bits - cells["prefix_length"]
    return int(address) >> shift == int(ipaddress.ip_address(cells["address"])) >> shift


def first_match(rows: list[Row], policy: str, address: Any) -> bool:
    """The first row that matches decides."""
    for cells in rows:
        if _matches(cells, address):
            return bool(cells["action"] == "authorize")
    return policy == "authorize"


def most_specific(rows: list[Row], policy: str, address: Any) -> bool:
    """The longest matching prefix decides; of two alike, the prohibiting one."""
    matching = [cells for cells in rows if _matches(cells, address)]
    if not matching:
        return policy == "authorize"
    longest = max(cells["prefix_length"] for cells in matching)
    return all(cells["action"] == "authorize" for cells in matching if cells["prefix_length"] == longest)


def any_prohibit(rows: list[Row], policy: str, address: Any) -> bool:
    """One prohibiting row is enough."""
    matching = [cells["action"] for cells in rows if _matches(cells, address)]
    return "prohibit" not in matching and (bool(matching) or policy == "authorize")


READINGS = (first_match, most_specific, any_prohibit)


def lets_in(rows: list[Row], policy: str, network: Any) -> bool:
    """Whether every address of a network has access under every reading."""
    return all(reading(rows, policy, address) for address in network for reading in READINGS)


def test_the_oracle_tells_the_three_readings_apart() -> None:
    rows = [row("192.0.2.0/28"), row("192.0.2.4/30", "prohibit"), row("192.0.2.5/32")]
    inside = ipaddress.ip_address("192.0.2.5")
    assert [reading(rows, "prohibit", inside) for reading in READINGS] == [True, True, False]
    beside = ipaddress.ip_address("192.0.2.6")
    assert [reading(rows, "prohibit", beside) for reading in READINGS] == [True, False, False]
    outside = ipaddress.ip_address("192.0.2.16")
    assert [reading(rows, "authorize", outside) for reading in READINGS] == [True, True, True]


# -- lists over a /28, and the same over 16 IPv6 addresses -----------------------------------------------------------


def _space(version: int) -> tuple[Any, int]:
    return (ipaddress.ip_address("192.0.2.16"), 32) if version == 4 else (ipaddress.ip_address("2001:db8::10"), 128)


@st.composite
def subnets(draw: Any, version: int) -> Any:
    """A network of 1 to 16 addresses within the 16, or, now and then, one that holds them all."""
    base, bits = _space(version)
    length = draw(st.sampled_from([bits - 4, bits - 3, bits - 2, bits - 1, bits, bits, bits - 8, 0]))
    if length < bits - 4:
        return (
            ipaddress.ip_network((int(base) >> (bits - length) << (bits - length), length))
            if length
            else (ipaddress.ip_network("0.0.0.0/0" if version == 4 else "::/0"))
        )
    offset = draw(st.integers(0, 15)) >> (bits - length) << (bits - length)
    return ipaddress.ip_network((int(base) + offset, length))


@st.composite
def lists(draw: Any, version: int, size: int = 6) -> list[Row]:
    """Rows of both actions, overlapping, adjacent and repeated."""
    drawn = draw(
        st.lists(st.tuples(subnets(version), st.sampled_from(["authorize", "authorize", "prohibit"])), max_size=size)
    )
    return [
        {"address": str(network.network_address), "prefix_length": network.prefixlen, "action": action}
        for network, action in drawn
    ]


@st.composite
def small(draw: Any, version: int) -> Any:
    """An address or a network within the 16."""
    base, bits = _space(version)
    length = draw(st.integers(bits - 4, bits))
    offset = draw(st.integers(0, 15)) >> (bits - length) << (bits - length)
    return ipaddress.ip_network((int(base) + offset, length))


policies = st.sampled_from(["authorize", "prohibit"])


@pytest.mark.parametrize("version", [4, 6])
@given(data=st.data(), policy=policies)
def test_refused_exactly_when_some_address_loses_access_under_some_reading(
    version: int, data: Any, policy: str
) -> None:
    rows = data.draw(lists(version))
    must_keep = data.draw(st.lists(small(version), max_size=3, unique=True))
    wanted = hosts(rows, policy=policy, version=version)
    expected = all(lets_in(rows, policy, network) for network in must_keep)
    try:
        check_host_list(wanted, dict.fromkeys(must_keep, "test"))
        accepted = True
    except Refused:
        accepted = False
    assert accepted is expected
    assert keeps_access(wanted, must_keep) is expected


@given(data=st.data(), policy=policies)
def test_a_list_that_is_not_applied_locks_nobody_out(data: Any, policy: str) -> None:
    rows = data.draw(lists(4))
    assert keeps_access(hosts(rows, policy=policy, apply=False), [data.draw(small(4))])


@given(data=st.data(), policy=policies)
def test_rows_at_other_positions_mean_the_same(data: Any, policy: str) -> None:
    """A list may have gaps: positions 3 and 17 of 20."""
    rows = data.draw(lists(4, size=4))
    network = data.draw(small(4))
    positions = data.draw(st.permutations(range(20)))[: len(rows)]
    spread = hosts([], policy=policy)
    for position, cells in zip(positions, rows, strict=True):
        spread = spread.with_row(position, cells)
    assert (loses_access(spread, network) is None) is lets_in(rows, policy, network)


def test_writing_and_clearing_a_row_leaves_the_other_rows_and_the_list_before() -> None:
    before = hosts([row("192.0.2.1/32"), row("192.0.2.2/32")])
    after = before.with_row(1, None).with_row(5, row("192.0.2.9/32", "prohibit"))
    assert after.rows == {0: row("192.0.2.1/32"), 5: row("192.0.2.9/32", "prohibit")}
    assert before.rows == {0: row("192.0.2.1/32"), 1: row("192.0.2.2/32")}


# -- prefix arithmetic, by name ---------------------------------------------------------------------------------------


def test_two_halves_of_a_network_authorize_all_of_it() -> None:
    halves = hosts([row("10.0.0.128/25"), row("10.0.0.0/25")])
    assert loses_access(halves, networks("10.0.0.0/24")[0]) is None
    assert loses_access(halves, networks("10.0.0.0/23")[0]) is not None
    assert keeps_access(hosts([row("2001:db8::/33"), row("2001:db8:8000::/33")], version=6), networks("2001:db8::/32"))


def test_neighbours_that_are_no_halves_of_one_network_are_not_merged_wrongly() -> None:
    """10.0.1.0/24 and 10.0.2.0/24 are adjacent, yet no /23."""
    beside = hosts([row("10.0.1.0/24"), row("10.0.2.0/24")])
    assert loses_access(beside, networks("10.0.0.0/23")[0]) is not None
    assert loses_access(beside, networks("10.0.2.0/23")[0]) is not None
    assert keeps_access(beside, networks("10.0.1.0/24", "10.0.2.128/25"))


@pytest.mark.parametrize(
    ("network", "kept"),
    [("192.0.2.0/32", True), ("192.0.2.63/32", True), ("192.0.2.64/32", False), ("192.0.1.255/32", False),
     ("192.0.2.0/26", True), ("192.0.2.0/25", False), ("192.0.2.32/27", True)],
)  # fmt: skip
def test_the_edges_of_a_prefix(network: str, kept: bool) -> None:
    assert keeps_access(hosts([row("192.0.2.0/26")]), networks(network)) is kept


@pytest.mark.parametrize(
    ("network", "kept"),
    [("2001:db8::/128", True), ("2001:db8:0:0:ffff:ffff:ffff:ffff/128", True), ("2001:db8:0:1::/128", False),
     ("2001:db7:ffff:ffff:ffff:ffff:ffff:ffff/128", False), ("2001:db8::/64", True), ("2001:db8::/63", False)],
)  # fmt: skip
def test_the_edges_of_an_ipv6_prefix(network: str, kept: bool) -> None:
    assert keeps_access(hosts([row("2001:db8::/64")], version=6), networks(network)) is kept


def test_a_prohibiting_row_inside_an_authorized_network_is_refused_in_any_order() -> None:
    rows = [row("192.0.2.0/24"), row("192.0.2.7/32", "prohibit")]
    for ordered in (rows, rows[::-1]):
        for policy in ("authorize", "prohibit"):
            assert not keeps_access(hosts(ordered, policy=policy), networks("192.0.2.0/24"))
            assert not keeps_access(hosts(ordered, policy=policy), networks("192.0.2.7/32"))
            assert keeps_access(hosts(ordered, policy=policy), networks("192.0.2.8/32"))


def test_an_empty_list_with_policy_prohibit_locks_everybody_out() -> None:
    assert (
        loses_access(hosts([]), networks("192.0.2.1/32")[0]) == "no row authorizes it and the default policy prohibits"
    )
    assert loses_access(hosts([], policy="authorize"), networks("192.0.2.1/32")[0]) is None


def test_each_ip_version_is_judged_by_its_own_list() -> None:
    only_v4 = hosts([row("192.0.2.0/24")])
    assert keeps_access(only_v4, networks("2001:db8::1/128"))
    assert not keeps_access(hosts([], version=6), networks("2001:db8::1/128"))


def test_the_row_for_everybody() -> None:
    assert keeps_access(hosts([row("0.0.0.0/0")]), networks("192.0.2.1/32", "0.0.0.0/0"))
    assert not keeps_access(hosts([row("0.0.0.0/0", "prohibit")], policy="authorize"), networks("192.0.2.1/32"))


def test_the_refusal_says_who_why_where_and_that_nothing_was_written() -> None:
    with pytest.raises(Refused) as caught:
        check_host_list(
            hosts([row("192.0.2.0/24"), row("198.51.100.0/24", "prohibit")]),
            {networks("198.51.100.4/32")[0]: "this host's own address"},
        )
    assert caught.value.describe("gate-1") == (
        "gate-1: [Security] > [Host Access Restrictions] > [IPv4 Host Access Restrictions]: 198.51.100.4 (this host's own "
        "address) would lose access to the camera: row 2 (198.51.100.0/24) prohibits it. Add a row that authorizes it. "
        "Nothing was written. Only a reset to factory defaults undoes a lock-out."
    )


def test_a_whole_network_is_named_with_its_prefix() -> None:
    with pytest.raises(Refused, match=r"^192\.0\.2\.0/24 \(must_keep_access\)"):
        check_host_list(hosts([]), {networks("192.0.2.0/24")[0]: "must_keep_access"})


# -- who must keep access ---------------------------------------------------------------------------------------------


def test_addresses_and_networks_of_both_versions_are_taken() -> None:
    texts = ["192.0.2.1", " 192.0.2.0/24 ", "2001:DB8::1", "2001:db8::/32", "::/0"]
    assert [str(network) for network in parse_networks(texts, "must_keep_access")] == [
        "192.0.2.1/32", "192.0.2.0/24", "2001:db8::1/128", "2001:db8::/32", "::/0",
    ]  # fmt: skip
    assert parse_networks([], "must_keep_access") == ()


@pytest.mark.parametrize("text", ["", "gate", "192.0.2", "192.0.2.1/24", "192.0.2.0/33", "::g", "192.0.2.1-9", "1/2/3"])
def test_what_is_neither_address_nor_network_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        parse_networks(["192.0.2.1", text], "must_keep_access")
    assert repr(text) in caught.value.message
    assert "must_keep_access" in caught.value.message


# -- the other guards -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("labels", "clear_text", "allowed", "taken"),
    [
        (["[Password]"], True, False, False),
        (["[Password]"], True, True, True),
        (["[Password]"], False, False, True),
        ([], True, False, True),
    ],
)
def test_secrets_go_over_plain_http_only_with_consent(
    labels: list[str], clear_text: bool, allowed: bool, taken: bool
) -> None:
    if taken:
        check_clear_text(labels, clear_text, allowed)
        return
    with pytest.raises(Refused, match="plain HTTP") as caught:
        check_clear_text(labels, clear_text, allowed)
    assert "[Password]" in caught.value.message
    assert "ansible_netcam_allow_clear_text" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("wanted", "clear_text", "allowed", "taken"),
    [
        ("basic", True, False, False),
        ("basic", True, True, True),
        ("basic", False, False, True),
        ("digest", True, False, True),
        (None, True, False, True),
    ],
)
def test_basic_over_plain_http_only_with_consent(
    wanted: str | None, clear_text: bool, allowed: bool, taken: bool
) -> None:
    if taken:
        check_basic(wanted, clear_text, allowed)
    else:
        with pytest.raises(Refused, match="Basic authentication over plain HTTP"):
            check_basic(wanted, clear_text, allowed)


V6_HOST, V4_HOST = "2001:db8::9", "192.0.2.9"


@pytest.mark.parametrize(
    ("changes", "camera", "own", "says"),
    [
        ({"network.ipv6.ipv6": False}, "2001:db8::7", V6_HOST, "IPv6, which would be disabled"),
        ({"network.ipv6.ipv6": False}, "gate.example.org", V6_HOST, "IPv6, which would be disabled"),
        ({"network.ipv6.ipv6": False}, "fe80::7%eth0", "fe80::9%eth0", "IPv6, which would be disabled"),
        ({"network.ipv6.address": "2001:db8::8"}, "2001:db8::7", V6_HOST, "IPv6, whose address would change"),
        ({"network.ipv6.prefix_length": 48}, "2001:db8::7", V6_HOST, "IPv6, whose address would change"),
        ({"network.ipv4.auto_ip": False}, "169.254.7.7", "169.254.7.9", "its AutoIP address"),
        ({"network.mdns": False}, "gate.local", V4_HOST, "its mDNS name"),
        ({"network.mdns": False}, "Gate.LOCAL.", V4_HOST, "its mDNS name"),
    ],
)
def test_the_way_to_the_camera_is_not_switched_off(changes: dict[str, Any], camera: str, own: str, says: str) -> None:
    with pytest.raises(Refused, match=says) as caught:
        check_network(changes, camera, own)
    assert "Nothing was written" in str(caught.value.hint)


@pytest.mark.parametrize(
    ("changes", "camera", "own"),
    [
        ({}, "2001:db8::7", V6_HOST),
        ({"network.ipv6.ipv6": True}, "2001:db8::7", V6_HOST),
        ({"network.ipv6.ipv6": False}, "192.0.2.7", V4_HOST),
        ({"network.ipv6.ipv6": False}, "gate.example.org", V4_HOST),
        ({"network.ipv6.address": "2001:db8::8"}, "192.0.2.7", V4_HOST),
        ({"network.ipv4.auto_ip": False}, "192.0.2.7", V4_HOST),
        ({"network.ipv4.auto_ip": False}, "fe80::7%eth0", "fe80::9"),
        ({"network.ipv4.auto_ip": False}, "gate.example.org", V4_HOST),
        ({"network.mdns": False}, "gate.example.org", V4_HOST),
        ({"network.mdns": False}, "local.example.org", V4_HOST),
        ({"network.mdns": True}, "gate.local", V4_HOST),
    ],
)
def test_what_does_not_carry_the_session_may_go(changes: dict[str, Any], camera: str, own: str) -> None:
    check_network(changes, camera, own)


def test_a_fixed_administrator_cannot_be_renamed() -> None:
    check_rename("root", "root", "menu")
    check_rename(None, "keeper", "menu")
    with pytest.raises(InvalidValue, match="fixed administrator name 'root', 'keeper' is wanted"):
        check_rename("root", "keeper", "menu")


@pytest.mark.parametrize("given", [None, "", "yes", "true", "192.0.2.70", "192.0.2.7 ", "192.0.2.*", "all"])
def test_a_camera_is_erased_only_by_its_own_name(given: str | None) -> None:
    check_confirmation("192.0.2.7", "192.0.2.7")
    with pytest.raises(Refused, match="'192.0.2.7'"):
        check_confirmation(given, "192.0.2.7")
