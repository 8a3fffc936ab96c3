# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A user's profile: every slip is named with the path of its key, and what it says overrides the shipped table."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._errors import ProfileError
from ansible_collections.netcam.hardening.plugins.module_utils._ipro.commands import Commands
from ansible_collections.netcam.hardening.plugins.module_utils._ipro.profile import (
    is_command_profile,
    load_command_profile,
)
from ansible_collections.netcam.hardening.plugins.module_utils._profile import load_profiles
from ansible_collections.netcam.hardening.plugins.module_utils._profiles.ipro_wv import COMMANDS

from ..support import profile_data
from .camera import USER_PROFILE, Paper, driver_for


def load(**changes: Any) -> Any:
    return load_command_profile({**USER_PROFILE, **changes}, "lab.yml")


def refused(**changes: Any) -> str:
    with pytest.raises(ProfileError) as caught:
        load(**changes)
    assert caught.value.message.startswith("profile lab.yml: ")
    assert "docs/ipro.md" in str(caught.value.hint)
    return caught.value.message


def command(**entry: Any) -> dict[str, Any]:
    return {"commands": {"crt_key_generate": {"path": "/cgi-bin/x", **entry}}}


def test_a_command_of_the_user_wins_and_keeps_its_place_on_the_page() -> None:
    found = load().commands["crt_key_generate"]
    assert (found.confidence, found.path, found.writes) == ("user", "/cgi-bin/lab_key", True)
    assert found.page == COMMANDS["crt_key_generate"].page
    table = Commands(COMMANDS, (load().commands,))
    assert table["crt_key_generate"].why_not() is None
    assert table["get_https"] is COMMANDS["get_https"]


def test_a_shipped_command_can_be_replaced() -> None:
    other = {"get_upnp": {"path": "/cgi-bin/other_upnp", "keys": ["upnp_portmap"]}}
    camera = Paper()
    camera.answers["other_upnp"] = camera._get_upnp
    driver = driver_for(camera, {**USER_PROFILE, "commands": other})
    assert driver.read(["network.upnp_port_forwarding"]).values == {"network.upnp_port_forwarding": False}
    assert camera.names() == ["other_upnp"]


def test_it_is_for_its_models_or_for_all() -> None:
    assert load().is_for("WV-X1")
    assert load().is_for(None)
    some = load(models=["WV-SBV131M"])
    assert some.is_for("wv-sbv131m")
    assert not some.is_for("WV-X1")
    assert not some.is_for(None)


def test_profiles_of_both_kinds_lie_in_one_folder() -> None:
    given = load_profiles([profile_data(), USER_PROFILE])
    maps, commands = given.maps, given.commands
    assert [found.name for found in maps] == ["lab"]
    assert [found.name for found in commands] == ["lab"]
    assert is_command_profile(USER_PROFILE)
    assert not is_command_profile(profile_data())


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"profile_version": 2}, "profile_version is 2"),
        ({"family": "canon_vb_2022"}, "family must be ipro_wv"),
        ({"driver": "canon"}, "goes with another family"),
        ({"interface": {}}, "unknown keys: interface"),
        ({"models": "WV-X1"}, "models is not a list"),
        ({"models": [""]}, "models is not a list"),
        ({"name": 7}, "name is not text"),
        ({"commands": []}, "commands is not a mapping"),
        ({"commands": {"make_key": {"path": "/x"}}}, "commands.make_key is not a command"),
        ({"commands": {"csr_fetch": []}}, "commands.csr_fetch is not a mapping"),
        ({"commands": {"csr_fetch": {}}}, "commands.csr_fetch.path is missing"),
        (command(path="cgi-bin/x"), "path is not a path"),
        (command(path="/cgi-bin/x?mode=1"), "path is not a path"),
        (command(path="/cgi bin/x"), "path is not a path"),
        (command(path="/x\r\nHost: evil"), "path is not a path"),
        (command(path=7), "path is not text"),
        (command(method="PUT"), "method is 'PUT'"),
        (command(form={"a": "b"}), "form goes with the method POST"),
        (command(params=["a"]), "params is not a mapping"),
        (command(params={"a": True}), "params.a is neither text nor a whole number"),
        (command(params={"a": "{password}"}), "asks for the fields password"),
        (command(params={"a": "{common_name}"}), "this command has key_size"),
        (command(keys="a"), "keys is not a list"),
        (command(randomnum="yes"), "randomnum is not true or false"),
        (command(file=1), "file is not text"),
        (command(header="x"), "unknown keys: header"),
    ],
)
def test_slips_are_named_with_their_place(changes: dict[str, Any], says: str) -> None:
    assert says in refused(**changes)


def test_fields_are_filled_in_once_and_never_looked_into() -> None:
    found = load(
        commands={
            "csr_generate": {"method": "POST", "path": "/x", "form": {"cn": "CN={common_name}/{country}", "n": 1}}
        }
    )
    params, form = found.commands["csr_generate"].filled({"common_name": "{country}", "country": "{0.__class__}"})
    assert params == {}
    assert form == {"cn": "CN={country}/{0.__class__}", "n": "1"}


junk = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=6,
)


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(data, dict):
        return [path]
    return [path, *(place for key, value in data.items() for place in _places(value, (*path, key)))]


@given(st.sampled_from(_places(USER_PROFILE)[1:]), junk)
def test_junk_at_any_place_loads_or_is_refused_with_an_error_of_ours(path: tuple[Any, ...], value: Any) -> None:
    data = copy.deepcopy(USER_PROFILE)
    place: Any = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    try:
        load_command_profile(data, "lab.yml")
    except ProfileError as error:
        message = error.message
    else:
        message = "profile lab.yml: "
    assert message.startswith("profile lab.yml: ")
