# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Answers become cameras, cameras become hosts with names, groups and variables."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._discovery.cameras import (
    Camera,
    from_data,
    gather,
    to_data,
)
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.naming import (
    default_name,
    group_name,
    groups_of,
    host_names,
    safe_name,
)
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.variables import host_variables

from .answers import CANON, SCOPE, UUID, heard

ALL = ("family", "manufacturer", "model", "profile", "firmware")
PATH = "/onvif/device_service"


def cameras_of(*answers, by: str = "endpoint", log=lambda text: None) -> list[Camera]:
    return gather(answers, "https", by, log)


def camera(**fields: object) -> Camera:
    (found,) = cameras_of(heard())
    for name, value in fields.items():
        setattr(found, name, value)
    return found


def test_many_answers_of_one_camera_are_one_camera() -> None:
    said: list[str] = []
    xaddr = f"http://192.0.2.10{PATH}"

    (found,) = cameras_of(
        heard("192.0.2.10", xaddr), heard("fe80::1%eth0", xaddr, f"http://[fe80::1]{PATH}"), log=said.append
    )

    assert found.address == "192.0.2.10"
    assert found.addresses == ["192.0.2.10", "fe80::1%eth0"]
    assert found.xaddrs == [xaddr, f"http://[fe80::1]{PATH}"]
    assert said == []


def test_two_addresses_with_one_identity_and_nothing_in_common_are_told() -> None:
    said: list[str] = []

    found = cameras_of(
        heard("192.0.2.10", "http://192.0.2.10/"), heard("192.0.2.66", "http://192.0.2.66/"), log=said.append
    )

    assert len(found) == 1
    assert "192.0.2.10" in said[0]
    assert "192.0.2.66" in said[0]


def test_cameras_with_the_same_identity_can_be_told_apart_by_address() -> None:
    found = cameras_of(heard("192.0.2.10"), heard("192.0.2.66"), by="address")

    assert [item.address for item in found] == ["192.0.2.10", "192.0.2.66"]
    names = host_names(found, lambda camera: None)
    assert len(set(names)) == 2
    assert all(name.endswith(("192.0.2.10", "192.0.2.66")) for name in names)


def test_cameras_without_an_identity_are_told_apart_by_address() -> None:
    found = cameras_of(heard("192.0.2.10", endpoint=""), heard("192.0.2.66", endpoint=""))

    assert host_names(found, lambda camera: None) == ["vb-h47-192.0.2.10", "vb-h47-192.0.2.66"]


@pytest.mark.parametrize(
    ("scopes", "family", "model", "manufacturer"),
    [
        (CANON, "canon_vb_2022", "VB-H47", "Canon"),
        ((f"{SCOPE}hardware/VB-M44",), "canon_vb_pre2022", "VB-M44", "Canon"),
        ((f"{SCOPE}name/VB-M44",), "canon_vb_pre2022", "VB-M44", "Canon"),
        ((f"{SCOPE}hardware/M3106", f"{SCOPE}name/AXIS%20M3106"), "onvif", "M3106", "AXIS"),
        ((f"{SCOPE}hardware/WV-S1111", f"{SCOPE}name/i-PRO%20WV-S1111"), "ipro_wv", "WV-S1111", "i-PRO"),
        ((f"{SCOPE}hardware/XWV-S1111",), "onvif", "XWV-S1111", None),
        ((), "onvif", None, None),
    ],
)
def test_what_a_camera_is(scopes: tuple[str, ...], family: str, model: str | None, manufacturer: str | None) -> None:
    (found,) = cameras_of(heard(scopes=scopes))

    assert (found.family, found.model, found.manufacturer) == (family, model, manufacturer)


def test_the_camera_s_own_answer_goes_before_its_scopes() -> None:
    found = camera()

    found.learn("ACME", "VB-M44", "1.0.7\x1b", None)

    assert (found.family, found.manufacturer, found.firmware, found.serial_number) == (
        "canon_vb_pre2022",
        "ACME",
        "1.0.7",
        None,
    )


def test_plain_data_and_back() -> None:
    found = cameras_of(heard("192.0.2.10"), heard("192.0.2.11", endpoint="urn:uuid:2"))

    assert from_data(json.loads(json.dumps(to_data(found)))) == found


@pytest.mark.parametrize(
    "data", [None, [], {}, {"version": 0, "cameras": []}, {"version": 1}, {"version": 1, "cameras": [{"address": "x"}]}]
)
def test_damaged_or_older_data_is_none(data: object) -> None:
    assert from_data(data) is None


# -- names and groups --------------------------------------------------------------------------------------------------


def test_the_default_name_stays_when_the_address_changes() -> None:
    assert (
        default_name(camera(address="192.0.2.10"))
        == default_name(camera(address="192.0.2.99"))
        == "vb-h47-0050c2a1b2c3"
    )


@pytest.mark.parametrize(
    ("endpoint", "hardware", "name"),
    [
        ("urn:uuid:5f5a69c2-e0ae-504f-829b-00408C18AA11", "M3106 L", "m3106-l-00408c18aa11"),
        ("http://192.0.2.10/", None, "camera-192.0.2.10"),
        ("urn:serial:AB/12", "X", "x-12"),
        ("", "VB-H47", "vb-h47-192.0.2.10"),
        (UUID, "{{ lookup('pipe','id') }}", "lookup-pipe-id-0050c2a1b2c3"),
    ],
)
def test_default_names(endpoint: str, hardware: str | None, name: str) -> None:
    assert default_name(camera(endpoint=endpoint, hardware=hardware)) == name


def test_same_names_get_the_identity_all_of_them() -> None:
    same = [camera(endpoint=f"urn:uuid:{n}-0050c2a1b2c3", address=f"192.0.2.{n}") for n in (1, 2)]

    names = host_names(same, lambda camera: "gate")

    assert names == ["gate-1-0050c2a1b2c3", "gate-2-0050c2a1b2c3"]
    assert host_names(list(reversed(same)), lambda camera: "gate") == list(reversed(names))


@pytest.mark.parametrize("word", ["localhost", "all", "ungrouped", "LOCALHOST", "Cameras"])
def test_no_camera_can_take_a_name_that_means_something_else(word: str) -> None:
    (name,) = host_names([camera()], lambda camera: word, frozenset({"localhost", "all", "ungrouped", "cameras"}))

    assert name == f"camera-{word}"


@pytest.mark.parametrize(
    ("text", "name"),
    [("Gate 7:80", "Gate-7-80"), ("../etc", "etc"), ("a,b[1:9]", "a-b-1-9"), ("-x-", "x"), ("{{ x }}", "x"), ("!", "")],
)
def test_names_are_not_patterns(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_groups_of_a_camera() -> None:
    found = camera(firmware="1.0.7")

    assert groups_of(found, ALL) == [
        "canon_vb_2022", "manufacturer_canon", "model_vb_h47", "firmware_1_0_7", "onvif_profile_s", "onvif_profile_t",
    ]  # fmt: skip
    assert groups_of(found, ("family",)) == ["canon_vb_2022"]
    assert groups_of(camera(manufacturer=None, model=None, profiles=None), ALL) == ["canon_vb_2022"]


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=200))
def test_whatever_a_camera_says_names_and_groups_are_plain(endpoint: str, hardware: str, maker: str) -> None:
    found = camera(endpoint=endpoint, hardware=hardware, manufacturer=maker, model=hardware, firmware=maker)

    (name,) = host_names([found], lambda camera: None)
    assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name)
    for group in groups_of(found, ALL):
        assert re.fullmatch(r"[a-z_][a-z0-9_]*", group)


def test_a_group_never_begins_with_a_digit() -> None:
    assert group_name("4k") == "_4k"


# -- variables ---------------------------------------------------------------------------------------------------------


def test_variables_of_a_host() -> None:
    found = host_variables(camera(scheme="https", port=443), True)

    assert found["ansible_host"] == "192.0.2.10"
    assert found["ansible_netcam_scheme"] == "https"
    assert found["ansible_netcam_initial_port"] == 443
    assert found["ansible_connection"] == "netcam.hardening.camera"
    assert found["netcam_family"] == "canon_vb_2022"
    assert found["netcam_profiles"] == ["S", "T"]
    # the group says to which port cameras move; a variable of the host would win over it
    assert "ansible_port" not in found


def test_an_unusual_port_is_the_host_s_own() -> None:
    found = host_variables(camera(port=8080), False)

    assert found["ansible_port"] == 8080
    assert found["ansible_netcam_initial_port"] == 8080
    assert "ansible_connection" not in found
