# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Host access restrictions: what ONVIF's one list can say is written whole, what it cannot say is an error."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._guards import HostList
from ansible_collections.netcam.hardening.plugins.module_utils._host_steps import equal_lists
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.host_filter import Filter, express, state_of

from ..support import hosts, row
from .camera import PaperCamera, Sent, fault, local, logged_in

OFF4, OFF6 = hosts(apply=False, policy="authorize"), hosts(apply=False, policy="authorize", version=6)
CLOSED6 = hosts(version=6)
IDS = [f"host_access.ipv{version}.{name}" for version in (4, 6) for name in ("rows", "default_policy", "apply")]


def filtered(*entries: str, kind: str = "Allow") -> str:
    """A GetIPAddressFilterResponse."""
    inner = "".join(
        f"<tt:IPv{6 if ':' in entry else 4}Address><tt:Address>{entry.partition('/')[0]}</tt:Address>"
        f"<tt:PrefixLength>{entry.partition('/')[2]}</tt:PrefixLength></tt:IPv{6 if ':' in entry else 4}Address>"
        for entry in entries
    )
    return (
        f"<tds:GetIPAddressFilterResponse><tds:IPAddressFilter><tt:Type>{kind}</tt:Type>{inner}"
        "</tds:IPAddressFilter></tds:GetIPAddressFilterResponse>"
    )


def with_filter(*entries: str, kind: str = "Allow") -> PaperCamera:
    """A camera whose filter can be set."""
    camera = PaperCamera(GetIPAddressFilter=filtered(*entries, kind=kind))

    def keep(sent: Sent) -> str:
        pairs = [
            "/".join(child.text or "" for child in element) for element in sent.body[0] if local(element) != "Type"
        ]
        camera.answers["GetIPAddressFilter"] = filtered(*pairs, kind=sent.texts("Type")[0])
        return "<tds:SetIPAddressFilterResponse/>"

    camera.answers["SetIPAddressFilter"] = keep
    return camera


def tables_of(driver: Any) -> dict[int, HostList]:
    """The tables as the engine builds them from a reading."""
    reading = driver.read(IDS)
    return {
        version: HostList(
            version,
            reading.values[f"host_access.ipv{version}.apply"],
            reading.values[f"host_access.ipv{version}.default_policy"],
            reading.positions[f"host_access.ipv{version}.rows"],
        )
        for version in (4, 6)
    }


def test_allow_list_is_a_closed_table_with_rows_to_authorize():
    tables = tables_of(logged_in(with_filter("192.0.2.0/24", "2001:db8::1/128")))
    assert tables[4] == hosts([row("192.0.2.0/24")])
    assert tables[6] == hosts([row("2001:db8::1/128")], version=6)


def test_allow_list_of_one_version_closes_the_other():
    assert tables_of(logged_in(with_filter("192.0.2.7/32")))[6] == CLOSED6


def test_deny_list_is_an_open_table_with_rows_to_prohibit():
    tables = tables_of(logged_in(with_filter("192.0.2.0/24", kind="Deny")))
    assert tables[4] == hosts([row("192.0.2.0/24", "prohibit")], policy="authorize")
    assert tables[6] == OFF6


@pytest.mark.parametrize("kind", ["Allow", "Deny"])
def test_empty_list_restricts_nobody(kind):
    assert tables_of(logged_in(with_filter(kind=kind))) == {4: OFF4, 6: OFF6}


@pytest.mark.parametrize("entry", ["192.0.2.0/33", "192.0.2.0/", "192.0.2/24", "2001:db8::/129"])
def test_filter_that_makes_no_sense_is_not_reached(entry):
    assert "cannot be understood" in (logged_in(with_filter(entry)).why_not(IDS[0]) or "")


def test_restrictions_are_switched_on_by_one_request():
    camera = with_filter(kind="Deny")
    driver = logged_in(camera)
    target = {4: hosts([row("192.0.2.0/24"), row("198.51.100.7/32")]), 6: CLOSED6}
    (step,) = driver.host_steps(tables_of(driver), target)
    driver.write(step)
    assert camera.operations().count("SetIPAddressFilter") == 1
    sent = camera.last("SetIPAddressFilter")
    assert sent.texts("Type") == ["Allow"]
    assert sent.texts("Address") == ["192.0.2.0", "198.51.100.7"]
    assert tables_of(driver) == target
    assert driver.host_steps(tables_of(driver), target) == []


def test_row_that_stays_keeps_standing_beside_a_new_one():
    camera = with_filter("192.0.2.0/24")
    driver = logged_in(camera)
    current = tables_of(driver)
    step = driver.host_steps(tables_of(driver), {4: current[4].with_row(1, row("198.51.100.0/24")), 6: CLOSED6})[0]
    assert step == [Assignment("host_access.ipv4.rows", rows={1: row("198.51.100.0/24")})]
    driver.write(step)
    assert camera.last("SetIPAddressFilter").texts("Address") == ["192.0.2.0", "198.51.100.0"]


def test_restrictions_are_switched_off_by_an_empty_deny_list():
    """An empty Allow list keeps everybody out on some cameras."""
    camera = with_filter("192.0.2.0/24")
    driver = logged_in(camera)
    driver.write(driver.host_steps(tables_of(driver), {4: OFF4, 6: OFF6})[0])
    assert camera.last("SetIPAddressFilter").names() == ["SetIPAddressFilter", "IPAddressFilter", "Type"]
    assert camera.last("SetIPAddressFilter").texts("Type") == ["Deny"]


def test_version_that_was_not_read_stays_as_the_camera_has_it():
    camera = with_filter("192.0.2.0/24", "2001:db8::1/128")
    driver = logged_in(camera)
    current = {4: tables_of(driver)[4], 6: OFF6}
    driver.write(driver.host_steps(current, {**current, 4: hosts([row("198.51.100.0/24")])})[0])
    assert camera.last("SetIPAddressFilter").texts("Address") == ["198.51.100.0", "2001:db8::1"]


def test_closing_one_version_alone_is_refused_where_the_other_is_open():
    driver = logged_in(with_filter(kind="Deny"))
    current = tables_of(driver)
    with pytest.raises(InvalidValue, match="IPv6 is left open"):
        driver.host_steps(current, {**current, 4: hosts([row("192.0.2.1/32")])})


CANNOT = {
    "rows kept but not applied": (
        {4: hosts([row("192.0.2.1/32")], apply=False, policy="authorize"), 6: OFF6},
        "not applied",
    ),
    "policy kept but not applied": ({4: hosts(apply=False), 6: OFF6}, "not applied"),
    "mixed actions": (
        {4: hosts([row("192.0.2.1/32"), row("192.0.2.2/32", "prohibit")]), 6: CLOSED6},
        "row 2 .* has the action prohibit",
    ),
    "row that says what the policy says": ({4: hosts([row("192.0.2.1/32")], policy="authorize"), 6: OFF6}, "row 1"),
    "different policies": (
        {
            4: hosts([row("192.0.2.1/32")]),
            6: hosts([row("2001:db8::1/128", "prohibit")], policy="authorize", version=6),
        },
        "different default policies",
    ),
    "IPv6 left open beside a closed IPv4": ({4: hosts([row("192.0.2.1/32")]), 6: OFF6}, "IPv6 is left open"),
    "IPv4 left open beside a closed IPv6": (
        {4: OFF4, 6: hosts([row("2001:db8::1/128")], version=6)},
        "IPv4 is left open",
    ),
    "closed without rows": ({4: hosts(), 6: CLOSED6}, "prohibits everybody"),
    "restrictions that restrict nobody": ({4: hosts(policy="authorize"), 6: OFF6}, "without a row to prohibit"),
}


@pytest.mark.parametrize("case", CANNOT)
def test_what_onvif_cannot_say_is_an_error_before_anything_is_written(case):
    target, words = CANNOT[case]
    camera = with_filter(kind="Deny")
    driver = logged_in(camera)
    with pytest.raises(InvalidValue, match=words) as seen:
        driver.host_steps(tables_of(driver), target)
    assert "Nothing was written" in (seen.value.hint or "")
    assert "SetIPAddressFilter" not in camera.operations()


def test_write_in_steps_that_onvif_cannot_say_is_refused_too():
    camera = with_filter(kind="Deny")
    driver = logged_in(camera)
    with pytest.raises(InvalidValue, match="not applied"):
        driver.write([Assignment("host_access.ipv4.rows", rows={0: row("192.0.2.1/32")})])
    assert "SetIPAddressFilter" not in camera.operations()


def test_full_list_is_told_as_such():
    camera = with_filter(kind="Deny")
    camera.answers["SetIPAddressFilter"] = fault("Action", "IPFilterListIsFull", code="Receiver", status=500)
    driver = logged_in(camera)
    with pytest.raises(InvalidValue, match="no room for 1 rows"):
        driver.write(driver.host_steps(tables_of(driver), {4: hosts([row("192.0.2.1/32")]), 6: CLOSED6})[0])


ROWS4 = st.lists(st.sampled_from(["192.0.2.1/32", "198.51.100.0/24", "0.0.0.0/0"]), unique=True)
ROWS6 = st.lists(st.sampled_from(["2001:db8::1/128", "2001:db8::/32", "::/0"]), unique=True)
ACTIONS = st.sampled_from(["authorize", "prohibit"])


@given(ROWS4, ROWS6, ACTIONS, ACTIONS, ACTIONS, st.booleans(), st.booleans())
def test_what_is_written_reads_back_as_wanted_or_is_an_error(four, six, action, policy4, policy6, apply4, apply6):
    wanted = {
        4: hosts([row(text, action) for text in four], apply=apply4, policy=policy4),
        6: hosts([row(text, action) for text in six], apply=apply6, policy=policy6, version=6),
    }
    try:
        state = state_of(express(wanted))
    except InvalidValue:
        return
    for version, table in state.items():
        assert (table.apply, table.default_policy) == (wanted[version].apply, wanted[version].default_policy)
        assert equal_lists(list(table.rows.values()), list(wanted[version].rows.values()))


@given(ROWS4, ROWS6, st.sampled_from(["Allow", "Deny"]))
def test_every_filter_of_a_camera_can_be_written_back(four, six, kind):
    entries = {4: tuple(pair(text) for text in four), 6: tuple(pair(text) for text in six)}
    state = state_of(Filter(kind, entries))
    assert state_of(express(state)) == state


def pair(text: str) -> tuple[str, int]:
    """Address and prefix length."""
    address, _slash, prefix = text.partition("/")
    return address, int(prefix)
