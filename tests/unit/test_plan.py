# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The plan: what differs, in which order it is written, when a password is written, which rows of a table are used."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue, Refused
from ansible_collections.netcam.hardening.plugins.module_utils._masking import MASK
from ansible_collections.netcam.hardening.plugins.module_utils._plan import (
    CLOCK_NOW,
    STEP_CONNECTION,
    STEP_HOSTS,
    STEP_ORDINARY,
    STEP_RESTART,
    Plan,
    Wanted,
    build_plan,
    same,
)
from ansible_collections.netcam.hardening.plugins.module_utils._values import Secret, normalise

from .support import NEW, OLD, PaperDriver, Row, networks, reading, row

ACCOUNTS = "users.accounts"
V4 = "host_access.ipv4"


def plan(
    wanted: Mapping[str, Any],
    current: Mapping[str, Any],
    positions: Mapping[str, Mapping[int, Row]] | None = None,
    *,
    family: str = NEW,
    always: tuple[str, ...] = (),
    keep: tuple[str, ...] = (),
    rows: int | None = None,
) -> Plan:
    """A plan for one camera on paper."""
    return build_plan(
        Wanted(wanted, frozenset(always)),
        reading(current, positions),
        PaperDriver(family, rows),
        family,
        networks(*keep),
    )


# -- what differs -----------------------------------------------------------------------------------------------------


def test_what_is_there_already_is_not_written() -> None:
    state = {"ftp_server.ftp": False, "http_server.http_port": 8080, "log_notification.level": "errors"}
    assert plan(state, state, family=OLD).changes == ()


def test_a_change_says_what_was_and_what_will_be() -> None:
    (change,) = plan({"network.mdns": False}, {"network.mdns": True}).changes
    assert change.as_result() == {
        "setting": "network.mdns",
        "label": "Use mDNS",
        "area": "network",
        "chapter": "2",
        "before": True,
        "after": False,
        "driver": "paper",
    }


@pytest.mark.parametrize("unknown", [None, "3", "", "on"])
def test_a_value_that_the_profile_cannot_decode_is_a_difference(unknown: Any) -> None:
    (change,) = plan({"network.mdns": False}, {"network.mdns": unknown}).changes
    assert (change.before, change.after) == (unknown, False)


@pytest.mark.parametrize(
    ("key", "current", "wanted"),
    [
        ("network.ipv6.address", "2001:DB8:0::1", "2001:db8::1"),
        ("network.dns.name_server_1", "2001:0db8::0053", "2001:db8::53"),
        ("network.ipv4.default_gateway", None, ""),
    ],
)
def test_an_address_in_another_spelling_is_the_same(key: str, current: Any, wanted: Any) -> None:
    assert same(key, current, wanted, NEW, PaperDriver())
    assert not same(key, current, "203.0.113.1" if "ipv4" in key else "2001:db8::dead", NEW, PaperDriver())


def test_a_list_without_order_is_compared_as_a_set_and_one_with_order_in_order() -> None:
    one, other = row("192.0.2.0/24"), row("198.51.100.0/24")
    assert same(f"{V4}.rows", (one, other), (other, one), NEW, PaperDriver())
    domains = ({"name": "a.example"}, {"name": "b.example"})
    assert not same("network.dns.search_domains", domains, domains[::-1], NEW, PaperDriver())
    assert same("network.dns.search_domains", domains, list(domains), NEW, PaperDriver())


def test_an_empty_table_and_one_the_camera_does_not_print_are_the_same() -> None:
    assert same("network.dns.search_domains", None, (), NEW, PaperDriver())
    assert same(f"{V4}.rows", None, (), NEW, PaperDriver())


# -- order ------------------------------------------------------------------------------------------------------------

EVERYTHING_NEW = {
    "network.mdns": False,
    "network.ipv4.auto_ip": False,
    "http_server.http_port": 8080,
    "http_server.auth_method": "digest",
    "rtp_server.stream[2].multicast_port": 5006,
    "rtp_server.stream[1].multicast_port": 5004,
    f"{V4}.apply": True,
    f"{V4}.default_policy": "prohibit",
    f"{V4}.rows": (row("192.0.2.0/24"),),
    "snmp_server.v1_v2c": False,
    "log_notification.level": "errors",
    "date_time.time_zone": "UTC",
    "snmp_server.auth_password": "Snmp-auth-1",
}


def _shuffled(values: dict[str, Any], seed: int) -> dict[str, Any]:
    keys = list(values)
    random.Random(seed).shuffle(keys)
    return {key: values[key] for key in keys}


@pytest.mark.parametrize("family", [NEW, OLD])
@pytest.mark.parametrize("seed", range(5))
def test_ordinary_first_then_hosts_then_what_moves_the_session_then_what_needs_a_restart(
    family: str, seed: int
) -> None:
    changes = plan(_shuffled(EVERYTHING_NEW, seed), {}, family=family, keep=("192.0.2.9",)).changes
    assert len(changes) == len(EVERYTHING_NEW)
    steps = [change.step for change in changes]
    assert STEP_ORDINARY < STEP_HOSTS < STEP_CONNECTION < STEP_RESTART
    assert steps == sorted(steps)
    at = {change.key: change.step for change in changes}
    assert at["log_notification.level"] == at["snmp_server.auth_password"] == STEP_ORDINARY
    assert at[f"{V4}.rows"] == at[f"{V4}.default_policy"] == at[f"{V4}.apply"] == STEP_HOSTS
    assert at["http_server.auth_method"] == STEP_CONNECTION
    assert at["http_server.http_port"] == (STEP_CONNECTION if family == NEW else STEP_RESTART)
    assert at["network.ipv4.auto_ip"] == STEP_RESTART
    assert at["network.mdns"] == (STEP_ORDINARY if family == NEW else STEP_RESTART)


def test_within_a_step_the_order_is_that_of_the_guide_and_of_the_index() -> None:
    order = list(SETTINGS)
    for step in range(4):
        keys = [change.key for change in plan(_shuffled(EVERYTHING_NEW, 1), {}).step(step)]
        assert keys == sorted(keys, key=lambda key: order.index(key.replace("[1]", "").replace("[2]", "")))
    streams = [c.key for c in plan(_shuffled(EVERYTHING_NEW, 3), {}).changes if "stream" in c.key]
    assert streams == ["rtp_server.stream[1].multicast_port", "rtp_server.stream[2].multicast_port"]


@pytest.mark.parametrize(("family", "needed"), [(NEW, False), (OLD, True)])
def test_a_restart_is_needed_when_one_change_needs_it(family: str, needed: bool) -> None:
    assert plan({"network.mdns": False}, {"network.mdns": True}, family=family).restart is needed
    assert plan({"network.mdns": False}, {"network.mdns": False}, family=family).restart is False


def test_the_value_after_the_plan_is_known_for_what_changes_only() -> None:
    made = plan({"http_server.http_port": 8080, "network.mdns": True}, {"network.mdns": True})
    assert made.after("http_server.http_port") == 8080
    assert made.after("network.mdns") is None


# -- passwords --------------------------------------------------------------------------------------------------------

PASSWORD = "snmp_server.auth_password"


@pytest.mark.parametrize(
    ("current", "always", "other_change", "written"),
    [
        (Secret.SET, False, False, False),
        (Secret.SET, False, True, False),
        (Secret.SET, True, False, True),
        (Secret.UNSET, False, False, True),
        (Secret.UNSET, False, True, True),
        (Secret.UNKNOWN, False, False, False),
        (Secret.UNKNOWN, False, True, True),
        (Secret.UNKNOWN, True, False, True),
        (None, False, False, True),
    ],
)
def test_when_a_password_is_written(current: Any, always: bool, other_change: bool, written: bool) -> None:
    """on_create: when none is set; where the camera does not tell, together with another change of the same area."""
    made = plan(
        {PASSWORD: "Snmp-auth-1", "snmp_server.v3": other_change, "network.mdns": False},
        {PASSWORD: current, "snmp_server.v3": False, "network.mdns": True},
        always=(PASSWORD,) if always else (),
    )
    assert (PASSWORD in [change.key for change in made.changes]) is written


def test_a_change_of_another_area_does_not_make_an_unknown_password_due() -> None:
    made = plan({PASSWORD: "Snmp-auth-1", "network.mdns": False}, {PASSWORD: Secret.UNKNOWN, "network.mdns": True})
    assert [change.key for change in made.changes] == ["network.mdns"]


@pytest.mark.parametrize(
    ("before", "seen"), [(Secret.SET, MASK), (Secret.UNSET, ""), (Secret.UNKNOWN, None), (None, "")]
)
def test_a_password_is_masked_in_the_result(before: Any, seen: Any) -> None:
    (change,) = plan({PASSWORD: "Snmp-auth-1"}, {PASSWORD: before}, always=(PASSWORD,)).changes
    assert change.as_result()["after"] == MASK
    assert change.as_result()["before"] == seen
    assert change.assignments[0].value == "Snmp-auth-1"


# -- accounts ---------------------------------------------------------------------------------------------------------


def account_rows(
    current: Mapping[int, str],
    wanted: list[tuple[str, str | None]],
    *,
    always: bool = False,
    size: int | None = None,
) -> dict[int, Any]:
    """The rows that the plan writes for wanted accounts, over what the camera has."""
    positions = {ACCOUNTS: {at: {"name": name, "password": Secret.SET} for at, name in current.items()}}
    rows = tuple({"name": name, **({"password": pw} if pw else {})} for name, pw in wanted)
    made = plan({ACCOUNTS: rows}, {}, positions, always=(ACCOUNTS,) if always else (), rows=size)
    return dict(made.changes[0].assignments[0].rows or {}) if made.changes else {}


def test_an_account_that_stays_keeps_its_row_and_its_password() -> None:
    assert account_rows({0: "ann", 4: "bob"}, [("bob", "New-Pass-12"), ("ann", None)]) == {}


def test_a_password_of_a_present_account_is_written_when_asked_for_always() -> None:
    rows = account_rows({0: "ann", 4: "bob"}, [("bob", "New-Pass-12"), ("ann", None)], always=True)
    assert rows == {4: {"name": "bob", "password": "New-Pass-12"}}


def test_a_new_account_takes_the_first_free_row() -> None:
    rows = account_rows({0: "ann", 2: "bob"}, [("ann", None), ("bob", None), ("eve", "New-Pass-12")])
    assert rows == {1: {"name": "eve", "password": "New-Pass-12"}}


def test_an_account_that_goes_is_cleared() -> None:
    assert account_rows({0: "ann", 2: "bob"}, [("ann", None)]) == {2: None}
    assert account_rows({0: "ann", 2: "bob"}, []) == {0: None, 2: None}


def test_in_a_full_table_a_new_account_reuses_the_row_of_one_that_goes() -> None:
    rows = account_rows({0: "ann", 1: "bob"}, [("bob", None), ("eve", "New-Pass-12")], size=2)
    assert rows == {0: {"name": "eve", "password": "New-Pass-12"}}


def test_more_accounts_than_rows_are_refused() -> None:
    with pytest.raises(InvalidValue, match="room for 2 accounts"):
        account_rows({0: "ann", 1: "bob"}, [("ann", None), ("bob", None), ("eve", "New-Pass-12")], size=2)


def test_a_new_account_needs_a_password() -> None:
    with pytest.raises(InvalidValue, match="'eve' does not exist on the camera and has no password"):
        account_rows({0: "ann"}, [("ann", None), ("eve", None)])


def test_passwords_of_accounts_never_show() -> None:
    positions = {ACCOUNTS: {0: {"name": "ann", "password": Secret.SET}}}
    (change,) = plan({ACCOUNTS: ({"name": "eve", "password": "New-Pass-12"},)}, {}, positions).changes
    assert change.as_result()["before"] == [{"name": "ann"}]
    assert change.as_result()["after"] == [{"name": "eve", "password": MASK}]
    assert "New-Pass-12" not in str(change.as_result())


names = st.sampled_from("abcdefgh")


@given(data=st.data(), always=st.booleans())
def test_exactly_the_wanted_accounts_remain_each_in_its_row(data: Any, always: bool) -> None:
    size = 6
    current = data.draw(st.dictionaries(st.integers(0, size - 1), names, max_size=size))
    current = {at: name for at, name in current.items() if name not in [n for a, n in current.items() if a < at]}
    wanted = data.draw(st.lists(names, max_size=size, unique=True))
    written = account_rows(current, [(name, "New-Pass-12") for name in wanted], always=always, size=size)
    after: dict[int, str] = dict(current)
    for position, cells in written.items():
        after.pop(position, None)
        if cells is not None:
            after[position] = cells["name"]
    assert sorted(after.values()) == sorted(wanted)
    assert set(after) <= set(range(size))
    for position, name in current.items():
        if name in wanted:
            assert after[position] == name
            assert (position in written) is always


# -- ordered lists ----------------------------------------------------------------------------------------------------

DOMAINS = "network.dns.search_domains"
domain_rows = st.lists(names.map(lambda letter: {"name": f"{letter}.example"}), max_size=6, unique_by=str)


@given(data=st.data())
def test_an_ordered_list_stands_from_the_first_row_on(data: Any) -> None:
    rows = data.draw(domain_rows)
    positions = data.draw(st.permutations(range(6)))[: len(rows)]
    current = dict(zip(positions, rows, strict=True))
    wanted = tuple(data.draw(domain_rows))
    made = plan({DOMAINS: wanted}, {}, {DOMAINS: current})
    after = dict(current)
    for change in made.changes:
        for position, cells in (change.assignments[0].rows or {}).items():
            after.pop(position, None)
            if cells is not None:
                after[position] = cells
    assert [after[position] for position in sorted(after)] == list(wanted)


# -- host lists within the plan ---------------------------------------------------------------------------------------


def _host_state(rows: Mapping[int, Row], *, apply: bool, policy: str) -> tuple[dict[str, Any], dict[str, Any]]:
    return {f"{V4}.apply": apply, f"{V4}.default_policy": policy}, {f"{V4}.rows": rows}


def test_host_changes_are_written_by_their_own_sequence_only() -> None:
    values, positions = _host_state({}, apply=False, policy="authorize")
    wanted = {f"{V4}.rows": (row("192.0.2.0/24"),), f"{V4}.default_policy": "prohibit", f"{V4}.apply": True}
    made = plan(wanted, values, positions, keep=("192.0.2.9",))
    assert [change.assignments for change in made.changes] == [(), (), ()]
    assert [one.key for step in made.hosts for one in step] == [f"{V4}.rows", f"{V4}.default_policy", f"{V4}.apply"]


def test_a_host_list_that_means_the_same_stays_position_by_position() -> None:
    one, other = row("192.0.2.0/24"), row("198.51.100.0/24")
    values, positions = _host_state({3: other, 7: one}, apply=True, policy="prohibit")
    made = plan({f"{V4}.rows": (one, other), f"{V4}.apply": True}, values, positions, keep=("192.0.2.9",))
    assert made.changes == ()
    assert made.hosts == ()
    only_policy = plan({f"{V4}.rows": (one, other), f"{V4}.default_policy": "authorize"}, values, positions)
    assert [one.key for step in only_policy.hosts for one in step] == [f"{V4}.default_policy"]


def test_an_address_without_access_cannot_lose_it_on_the_way() -> None:
    """It is prohibited now, and authorized in the end; the moments in between are none of its business."""
    values, positions = _host_state({0: row("192.0.2.9/32")}, apply=True, policy="prohibit")
    wanted = {f"{V4}.rows": (row("192.0.2.9/32"), row("203.0.113.5/32"))}
    made = plan(wanted, values, positions, keep=("192.0.2.9", "203.0.113.5"))
    assert [dict(one.rows or {}) for step in made.hosts for one in step] == [{1: row("203.0.113.5/32")}]


def test_a_way_that_locks_out_is_refused_while_planning() -> None:
    current = {0: row("192.0.2.9/32"), 1: row("198.51.100.1/32", "prohibit"), 2: row("198.51.100.0/24")}
    values, positions = _host_state(current, apply=True, policy="prohibit")
    with pytest.raises(Refused):
        plan({f"{V4}.rows": (row("198.51.100.0/24"),)}, values, positions, keep=("192.0.2.9",))


def test_both_ip_versions_are_planned_side_by_side() -> None:
    wanted = {
        f"host_access.ipv{version}.{name}": value
        for version, network in ((4, "192.0.2.0/24"), (6, "2001:db8::/64"))
        for name, value in (("rows", (row(network),)), ("apply", True), ("default_policy", "prohibit"))
    }
    made = plan(wanted, {}, keep=("192.0.2.9", "2001:db8::9"))
    keys = [one.key for step in made.hosts for one in step]
    assert [key for key in keys if ".ipv4." in key] == [f"{V4}.{n}" for n in ("rows", "default_policy", "apply")]
    assert len(keys) == 6


# -- clock ------------------------------------------------------------------------------------------------------------


def test_the_clock_is_always_set_when_wanted() -> None:
    (change,) = plan({"date_time.clock": CLOCK_NOW}, {"date_time.clock": "2026/11/22 03:51:32"}).changes
    assert change.assignments[0].value == CLOCK_NOW
    assert change.step == STEP_ORDINARY


# -- normalised values and the plan go together -----------------------------------------------------------------------


@given(st.lists(st.integers(0, 9), max_size=6, unique=True))
def test_a_second_plan_over_the_written_rows_is_empty(hosts: list[int]) -> None:
    wanted = normalise(f"{V4}.rows", [{"address": f"192.0.2.{host}"} for host in hosts], NEW)
    made = plan({f"{V4}.rows": wanted}, {}, {})
    written: dict[int, Row] = {}
    for step in made.hosts:
        for one in step:
            written.update({at: dict(cells) for at, cells in (one.rows or {}).items() if cells is not None})
    assert plan({f"{V4}.rows": wanted}, {}, {f"{V4}.rows": written}).changes == ()
