# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Which cameras become hosts."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._discovery.cameras import gather
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.filters import admitted, conditions, criteria
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue

from .answers import heard

(CAMERA,) = gather([heard("192.0.2.10")], "https", "endpoint", lambda text: None)


@pytest.mark.parametrize(
    ("data", "all_fit", "any_fits"),
    [
        (None, True, False),
        ({}, True, False),
        ({"networks": ["192.0.2.0/24"]}, True, True),
        ({"networks": ["192.0.2.10"]}, True, True),
        ({"networks": ["198.51.100.0/24", "2001:db8::/32"]}, False, False),
        ({"manufacturers": ["canon"]}, True, True),
        ({"manufacturers": "CAN*"}, True, True),
        ({"manufacturers": ["axis"]}, False, False),
        ({"models": ["vb-h4?"]}, True, True),
        ({"models": ["vb-h4"]}, False, False),
        ({"manufacturers": ["canon"], "models": ["VB-M*"]}, False, True),
    ],
)
def test_networks_makers_and_models(data: object, all_fit: bool, any_fits: bool) -> None:
    found = criteria("include", data)

    assert found.all(CAMERA) is all_fit
    assert found.any(CAMERA) is any_fits


def test_a_camera_of_no_known_maker_fits_no_maker() -> None:
    (nobody,) = gather([heard(scopes=())], "https", "endpoint", lambda text: None)

    assert not criteria("include", {"manufacturers": ["canon"]}).all(nobody)
    assert not criteria("exclude", {"models": ["VB-*"]}).any(nobody)


def test_a_zone_is_no_part_of_the_address() -> None:
    (found,) = gather([heard("fe80::1%eth0")], "https", "endpoint", lambda text: None)

    assert criteria("include", {"networks": ["fe80::/10"]}).all(found)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("canon", "mapping with the keys networks, manufacturers, models"),
        ({"makers": ["canon"]}, "mapping with the keys"),
        ({"networks": ["192.0.2.0/99"]}, "include.networks"),
        ({"networks": [7]}, "list of texts"),
        ({"models": [""]}, "list of texts"),
    ],
)
def test_wrong_criteria_are_told(data: object, reason: str) -> None:
    with pytest.raises(InvalidValue, match=reason):
        criteria("include", data)


HOLDS = {"yes": True, "no": False}


@pytest.mark.parametrize(
    ("data", "inside"),
    [
        ([], True),
        (None, True),
        ([{"include": "yes"}], True),
        ([{"exclude": "yes"}], False),
        ([{"include": "no"}], True),
        ([{"include": "no"}, {"exclude": True}], False),
        ([{"include": "yes"}, {"exclude": True}], True),
        ([{"exclude": "no"}, {"include": False}, {"exclude": "yes"}], False),
    ],
)
def test_the_first_condition_that_holds_decides(data: Any, inside: bool) -> None:
    assert admitted(conditions(data), HOLDS.__getitem__) is inside


@pytest.mark.parametrize(
    "data", ["yes", [{}], [{"include": "a", "exclude": "b"}], [{"only": "a"}], [{"include": 7}], ["yes"]]
)
def test_wrong_conditions_are_told(data: object) -> None:
    with pytest.raises(InvalidValue, match="filters"):
        conditions(data)
