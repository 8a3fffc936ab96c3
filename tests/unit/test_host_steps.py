# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Host lists are rewritten without a moment of lock-out: every single row write is played, as if the power went after it."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue, NetcamError, Refused
from ansible_collections.netcam.hardening.plugins.module_utils._guards import HostList, keeps_access
from ansible_collections.netcam.hardening.plugins.module_utils._host_steps import (
    equal_lists,
    order_matters,
    place,
    safe_steps,
)

from .support import Row, hosts, networks, row
from .test_guards import lets_in, lists, policies, small


class PaperCamera:
    """Holds a host list and takes one write at a time."""

    def __init__(self, start: HostList) -> None:
        self.version = start.version
        self.apply = start.apply
        self.policy = start.default_policy
        self.rows: dict[int, Row] = {position: dict(cells) for position, cells in start.rows.items()}

    def play(self, steps: Sequence[Sequence[Assignment]]) -> Iterator[None]:
        """Carry out the steps; pauses after each single row, policy or switch."""
        for assignment in (one for step in steps for one in step):
            name = assignment.key.rpartition(".")[2]
            assert assignment.key == f"host_access.ipv{self.version}.{name}"
            if name == "rows":
                assert assignment.rows
                for position, cells in assignment.rows.items():
                    self.rows.pop(position, None)
                    if cells is not None:
                        self.rows[position] = dict(cells)
                    yield
                continue
            assert assignment.rows is None
            if name == "apply":
                self.apply = assignment.value
            else:
                assert name == "default_policy"
                self.policy = assignment.value
            yield

    def lets_in(self, network: Any) -> bool:
        """By the oracle, under every reading of the list."""
        return not self.apply or lets_in([self.rows[p] for p in sorted(self.rows)], self.policy, network)

    def list(self) -> list[Row]:
        """The rows in order."""
        return [self.rows[position] for position in sorted(self.rows)]


SIZE = 6


@st.composite
def current_lists(draw: Any, version: int) -> HostList:
    """A host list as a camera may hold it, with gaps."""
    rows = draw(lists(version, size=SIZE))
    positions = draw(st.permutations(range(SIZE)))[: len(rows)]
    return HostList(version, draw(st.booleans()), draw(policies), dict(zip(positions, rows, strict=True)))


def _unique(rows: list[Row]) -> list[Row]:
    return [cells for number, cells in enumerate(rows) if cells not in rows[:number]]


@pytest.mark.parametrize("version", [4, 6])
@given(data=st.data(), apply=st.booleans(), policy=policies)
def test_no_state_in_between_locks_out_who_had_access(version: int, data: Any, apply: bool, policy: str) -> None:
    current = data.draw(current_lists(version))
    wanted = _unique(data.draw(lists(version, size=SIZE)))
    before = PaperCamera(current)
    must_keep = [n for n in data.draw(st.lists(small(version), max_size=3)) if before.lets_in(n)]
    target = HostList(version, apply, policy, place(current, wanted, SIZE))
    try:
        steps = safe_steps(current, target, must_keep)
    except Refused:
        return
    camera = PaperCamera(current)
    for _write in camera.play(steps):
        assert [str(network) for network in must_keep if not camera.lets_in(network)] == []
    assert (camera.apply, camera.policy) == (apply, policy)
    assert equal_lists(camera.list(), wanted)
    if order_matters(wanted):
        assert camera.list() == wanted
    else:
        assert sorted(camera.list(), key=str) == sorted(wanted, key=str)


@given(data=st.data(), apply=st.booleans(), policy=policies)
def test_an_end_that_locks_out_is_never_reached(data: Any, apply: bool, policy: str) -> None:
    current = data.draw(current_lists(4))
    wanted = _unique(data.draw(lists(4, size=SIZE)))
    network = data.draw(small(4))
    target = HostList(4, apply, policy, place(current, wanted, SIZE))
    assume(not keeps_access(target, [network]))
    assume(current != target)
    with pytest.raises(Refused):
        safe_steps(current, target, [network])


@given(data=st.data())
def test_a_list_that_is_there_already_needs_no_write(data: Any) -> None:
    current = data.draw(current_lists(4))
    assert safe_steps(current, current, []) == []


@given(data=st.data())
def test_without_a_must_keep_every_list_can_be_written(data: Any) -> None:
    current, wanted = data.draw(current_lists(4)), _unique(data.draw(lists(4, size=SIZE)))
    target = HostList(4, True, "prohibit", place(current, wanted, SIZE))
    camera = PaperCamera(current)
    list(camera.play(safe_steps(current, target, [])))
    assert equal_lists(camera.list(), wanted)


@given(data=st.data())
def test_every_wanted_row_gets_a_place_and_a_row_that_stays_keeps_its_own(data: Any) -> None:
    current, wanted = data.draw(current_lists(4)), _unique(data.draw(lists(4, size=SIZE)))
    placed = place(current, wanted, SIZE)
    assert sorted(placed.values(), key=str) == sorted(wanted, key=str)
    assert set(placed) <= set(range(SIZE))
    if not order_matters(wanted):
        for cells in wanted:
            if cells in current.rows.values():
                assert any(current.rows.get(position) == cells for position in placed if placed[position] == cells)


@given(data=st.data())
def test_equal_lists_let_in_the_same_addresses(data: Any) -> None:
    one, other = data.draw(lists(4, size=4)), data.draw(lists(4, size=4))
    other = data.draw(st.sampled_from([other, data.draw(st.permutations(one))]))
    one, other = _unique(one), _unique(other)
    if equal_lists(one, other):
        for address in ipaddress.ip_network("192.0.2.16/28"):
            network = ipaddress.ip_network(address)
            assert lets_in(one, "prohibit", network) == lets_in(other, "prohibit", network)
            assert lets_in(one, "authorize", network) == lets_in(other, "authorize", network)


# -- by name ----------------------------------------------------------------------------------------------------------

ME = networks("192.0.2.9/32")


def _keys(steps: Sequence[Sequence[Assignment]]) -> list[str]:
    return [one.key.rpartition(".")[2] for step in steps for one in step]


def test_first_hardening_writes_rows_before_the_policy_and_the_policy_before_it_is_applied() -> None:
    fresh = hosts([], apply=False, policy="authorize")
    target = hosts([row("192.0.2.0/24")], apply=True, policy="prohibit")
    assert _keys(safe_steps(fresh, target, ME)) == ["rows", "default_policy", "apply"]


def test_opening_up_authorizes_before_it_removes() -> None:
    strict = hosts([row("192.0.2.9/32")], apply=True, policy="prohibit")
    target = hosts([], apply=False, policy="authorize")
    camera = PaperCamera(strict)
    for _write in camera.play(safe_steps(strict, target, ME)):
        assert camera.lets_in(ME[0])
    assert camera.list() == []


def test_the_new_row_stands_before_the_old_one_goes() -> None:
    steps = safe_steps(hosts([row("192.0.2.9/32")]), HostList(4, True, "prohibit", {1: row("192.0.2.0/24")}), ME)
    assert [dict(one.rows or {}) for step in steps for one in step] == [{1: row("192.0.2.0/24")}, {0: None}]


def test_a_full_table_is_rewritten_only_when_the_way_is_safe() -> None:
    """With no free row, replacing the row that lets us in by another that lets us in is safe; swapping two is not."""
    full = hosts([row("192.0.2.9/32"), row("198.51.100.1/32")])
    wider = place(full, [row("192.0.2.0/24"), row("198.51.100.1/32")], 2)
    assert _keys(safe_steps(full, HostList(4, True, "prohibit", wider), ME)) == ["rows"]
    swapped = {0: row("198.51.100.1/32"), 1: row("192.0.2.9/32")}
    with pytest.raises(Refused, match="for a moment lock out") as caught:
        safe_steps(full, HostList(4, True, "prohibit", swapped), ME)
    assert "two runs" in str(caught.value.hint)


def test_a_swap_is_safe_while_the_list_is_switched_off_or_the_policy_lets_in() -> None:
    swapped = {0: row("198.51.100.1/32"), 1: row("192.0.2.9/32")}
    for start in (
        hosts([row("192.0.2.9/32"), row("198.51.100.1/32")], apply=False),
        hosts([row("192.0.2.9/32"), row("198.51.100.1/32")], policy="authorize"),
    ):
        camera = PaperCamera(start)
        for _write in camera.play(safe_steps(start, HostList(4, True, "prohibit", swapped), ME)):
            assert camera.lets_in(ME[0])
        assert camera.list() == list(swapped.values())


def test_a_list_longer_than_the_table_is_refused() -> None:
    rows = [row(f"192.0.2.{number}/32") for number in range(21)]
    assert len(place(hosts([]), rows[:20], 20)) == 20
    with pytest.raises(InvalidValue, match="21 rows are wanted, the table has 20"):
        place(hosts([]), rows, 20)


def test_new_rows_take_free_positions_before_those_of_rows_that_go() -> None:
    current = HostList(4, True, "prohibit", {0: row("192.0.2.1/32"), 2: row("192.0.2.3/32")})
    placed = place(current, [row("192.0.2.3/32"), row("192.0.2.8/32"), row("192.0.2.9/32")], 3)
    assert placed == {2: row("192.0.2.3/32"), 1: row("192.0.2.8/32"), 0: row("192.0.2.9/32")}


def test_order_counts_only_where_different_actions_overlap() -> None:
    apart = [row("192.0.2.0/24"), row("198.51.100.0/24", "prohibit")]
    inside = [row("192.0.2.0/24"), row("192.0.2.7/32", "prohibit")]
    assert not order_matters(apart)
    assert not order_matters([row("192.0.2.0/24"), row("192.0.2.7/32")])
    assert order_matters(inside)
    assert equal_lists(apart, apart[::-1])
    assert not equal_lists(inside, inside[::-1])
    assert equal_lists(inside, list(inside))
    assert not equal_lists(apart, apart[:1])
    assert equal_lists([], [])


def test_a_row_that_stands_twice_on_the_camera_does_not_count_for_two() -> None:
    twice, both = [row("192.0.2.1/32")] * 2, [row("192.0.2.1/32"), row("192.0.2.2/32")]
    assert not equal_lists(twice, both)
    assert not equal_lists(both, twice)


def test_rows_keep_their_wanted_order_where_it_counts() -> None:
    inside = [row("192.0.2.7/32", "prohibit"), row("192.0.2.0/24")]
    assert place(hosts([row("192.0.2.0/24")]), inside, 20) == {0: inside[0], 1: inside[1]}


@pytest.mark.parametrize("spelling", ["2001:DB8::1", "2001:db8:0:0:0:0:0:1", "2001:0db8::0001"])
def test_a_camera_that_spells_an_ipv6_address_in_its_own_way_holds_the_same_row(spelling: str) -> None:
    own = {"address": spelling, "prefix_length": 128, "action": "authorize"}
    assert equal_lists([own], [row("2001:db8::1/128")])


def test_a_row_with_host_bits_of_a_camera_is_the_network_it_matches() -> None:
    """What stands on a camera may have been typed by hand: 192.0.2.9/24 lets in all of 192.0.2.0/24."""
    typed = {"address": "192.0.2.9", "prefix_length": 24, "action": "authorize"}
    assert keeps_access(hosts([typed]), networks("192.0.2.0/24"))


@pytest.mark.parametrize(
    "odd",
    [
        {"address": "192.0.2.9", "prefix_length": "", "action": "authorize"},
        {"address": "192.0.2.9", "prefix_length": 40, "action": "authorize"},
        {"address": "gate", "prefix_length": 32, "action": "authorize"},
        {"address": "2001:db8::1", "prefix_length": 32, "action": "authorize"},
    ],
)
def test_a_row_that_is_no_network_ends_in_an_error_of_ours_or_in_no_access(odd: Row) -> None:
    """A camera, or a wrong code map, may state anything; the proof must not take it for an authorization."""
    try:
        assert not keeps_access(hosts([odd]), ME)
        assert not equal_lists([odd], [row("192.0.2.9/32")])
    except NetcamError:
        return
