# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Profiles (code maps): what is checked when one is loaded, and how values travel through it and back."""

from __future__ import annotations

import copy
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import GUIDE_FAMILIES, SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._errors import ProfileError
from ansible_collections.netcam.hardening.plugins.module_utils._profile import (
    Profile,
    decode,
    decode_cell,
    encode,
    load_profile,
    load_profiles,
)
from ansible_collections.netcam.hardening.plugins.module_utils._profile_shape import OPERATIONS
from ansible_collections.netcam.hardening.plugins.module_utils._values import Secret

from .support import NEW, OLD, profile_data

#: parts of the interface that hold several requests
GROUPS = ("read", "first_account", "certificates", "dot1x")
PORT = {"code": "hp01", "page": "one"}
MDNS = {"code": "md01", "page": "one", "values": {"enable": "1", "disable": "0"}}
ROWS = {
    "page": "one",
    "rows": 20,
    "columns": {
        "address": {"code": "ha01"},
        "prefix_length": {"code": "ha02"},
        "action": {"code": "ha03", "values": {"authorize": "1", "prohibit": "0"}},
    },
}


def load(settings: Any = None, **changes: Any) -> Profile:
    """Load the small profile with these settings."""
    return load_profile(profile_data(settings=settings or {}, **changes), "lab.yml")


def at(data: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with one value put at a dotted path; without a value, taken out."""
    made = copy.deepcopy(data)
    *parents, last = path.split("/")
    place = made
    for parent in parents:
        place = place[parent]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return made


# -- what loads -------------------------------------------------------------------------------------------------------


def test_a_profile_keeps_what_it_says() -> None:
    made = load({"http_server.http_port": {**PORT, "restart": True}, "host_access.ipv4.rows": ROWS})
    assert (made.name, made.family, made.models, made.source) == ("lab", NEW, ("VB-H47",), "made up by this test")
    port, rows = made.entries["http_server.http_port"], made.entries["host_access.ipv4.rows"]
    assert (port.page, port.code.code, port.restart, port.indexed) == ("one", "hp01", True, False)
    assert {name: code.code for name, code in rows.columns.items()} == {
        "address": "ha01",
        "prefix_length": "ha02",
        "action": "ha03",
    }
    assert rows.rows == 20


def test_what_is_optional_has_the_catalogs_value() -> None:
    made = load({
        "http_server.http_port": PORT,
        "rtp_server.stream.multicast_port": {"code": "mp", "page": "one"},
        "host_access.ipv4.rows": {key: value for key, value in ROWS.items() if key != "rows"},
    })  # fmt: skip
    assert made.entries["rtp_server.stream.multicast_port"].indexed
    assert made.entries["host_access.ipv4.rows"].rows == 20
    assert made.entries["http_server.http_port"].restart is None
    bare = {key: value for key, value in profile_data().items() if key not in ("name", "driver", "models", "source")}
    assert load_profile(bare, "lab.yml").name == "lab.yml"
    assert load_profile(at(bare, "settings", ...), "lab.yml").entries == {}


@pytest.mark.parametrize(
    ("family", "mark", "needed"),
    [(OLD, None, True), (NEW, None, False), (OLD, False, False), (NEW, True, True)],
)
def test_the_profiles_own_restart_mark_wins_over_the_catalogs(family: str, mark: bool | None, needed: bool) -> None:
    entry = PORT if mark is None else {**PORT, "restart": mark}
    made = load({"http_server.http_port": entry}, family=family)
    assert made.needs_restart(SETTINGS["http_server.http_port"]) is needed


def test_a_setting_without_an_entry_has_the_catalogs_restart_class() -> None:
    assert load(family=OLD).needs_restart(SETTINGS["network.mdns"])
    assert not load(family=NEW).needs_restart(SETTINGS["network.mdns"])


# -- for which models -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("models", "camera", "fits"),
    [
        (["VB-H47"], "VB-H47", True),
        (["canon vb-h47"], "VB-H47", True),
        (["VB-H730F Mark II"], "VB-H730F Mk II", True),
        (["VB-H730F"], "VB-H730F Mk II", False),
        (["VB-M46"], "VB-H47", False),
        ([], "VB-H47", False),
        (["XC-1"], "XC-1", True),
        (["XC-1"], "XC-2", False),
        (["XC-1", "XC-2"], "XC-3", False),
        (["unknown"], "also unknown", False),
    ],
)
def test_a_profile_is_for_the_models_it_names(models: list[str], camera: str, fits: bool) -> None:
    assert load(models=models).is_for(camera) is fits


# -- every error message ----------------------------------------------------------------------------------------------

GOOD = profile_data(settings={"http_server.http_port": PORT, "network.mdns": MDNS, "host_access.ipv4.rows": ROWS})
PORT_PATH, ROWS_PATH = "settings/http_server.http_port", "settings/host_access.ipv4.rows"


@pytest.mark.parametrize("data", [None, [], "profile", 5, [profile_data()]])
def test_a_profile_is_a_mapping(data: Any) -> None:
    with pytest.raises(ProfileError, match="it is not a mapping"):
        load_profile(data, "lab.yml")


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("profile_version", ..., "profile_version is missing"),
        ("profile_version", 2, "profile_version is 2, this release reads 1"),
        ("profile_version", "1", "profile_version is '1', this release reads 1"),
        ("colour", "red", "it has unknown keys: colour"),
        ("family", ..., "family is missing"),
        ("family", "canon_vb", f"family must be one of {', '.join(GUIDE_FAMILIES)}"),
        ("driver", "onvif", "driver 'onvif' is not known"),
        ("interface", ..., "interface is missing"),
        ("interface", [], "interface is not a mapping"),
        ("interface/reed", {}, "interface has unknown keys: reed"),
        ("interface/write", ..., "interface.write is missing"),
        ("interface/save", None, "interface.save is not a mapping"),
        ("interface/read", "GET", "interface.read is not a mapping"),
        ("interface/read/pages", ..., "interface.read.pages is missing"),
        ("interface/write/path", "admin", "interface.write.path is not a path that starts with /"),
        ("interface/transient", "C006", "interface.transient is not a list"),
        ("interface/max_parameters", 0, "interface.max_parameters is not a whole number of at least 1"),
        ("models", "VB-H47", "models is not a list"),
        ("models", [47], "models[1] is not text"),
        ("interface/write/path", ..., "interface.write.path is missing"),
        ("interface/restart", {"method": "GET"}, "interface.restart.path is missing"),
        ("settings/http_server.htp_port", PORT, "settings.http_server.htp_port is not a setting of the catalog"),
        (PORT_PATH, "hp01", "settings.http_server.http_port is not a mapping"),
        (f"{PORT_PATH}/codes", "hp01", "settings.http_server.http_port has unknown keys: codes"),
        (f"{PORT_PATH}/page", ..., "settings.http_server.http_port.page is missing"),
        (f"{PORT_PATH}/page", "two", "settings.http_server.http_port.page 'two' is not one of interface.read.pages"),
        (f"{PORT_PATH}/code", ..., "settings.http_server.http_port.code is missing"),
        (f"{PORT_PATH}/code", "", "settings.http_server.http_port.code is not text"),
        (f"{PORT_PATH}/restart", "yes", "settings.http_server.http_port.restart is not true or false"),
        (f"{PORT_PATH}/secret", "hidden", "settings.http_server.http_port.secret is not masked or absent"),
        ("settings/network.mdns/values", {"enable": "1"}, "settings.network.mdns.values does not map disable"),
        (
            "settings/network.mdns/values",
            {True: "1", False: "0"},
            "settings.network.mdns.values maps False, True, known are enable, disable",
        ),
        ("settings/network.mdns/values/disable", "1", "settings.network.mdns.values maps two words to one value"),
        ("settings/network.mdns/values/disable", 1, "settings.network.mdns.values maps two words to one value"),
        (f"{ROWS_PATH}/columns", ..., "settings.host_access.ipv4.rows.columns.address is missing"),
        (f"{ROWS_PATH}/columns/action", ..., "settings.host_access.ipv4.rows.columns.action is missing"),
        (f"{ROWS_PATH}/columns/address", {}, "settings.host_access.ipv4.rows.columns.address.code is missing"),
        (f"{ROWS_PATH}/columns/action/values", {"authorize": "1"},
         "settings.host_access.ipv4.rows.columns.action.values does not map prohibit"),
    ],
)  # fmt: skip
def test_each_error_names_the_file_the_place_and_the_format(path: str, value: Any, message: str) -> None:
    with pytest.raises(ProfileError) as caught:
        load_profile(at(GOOD, path, value), "lab.yml")
    assert caught.value.message == f"profile lab.yml: {message}"
    assert "docs/code_maps.md" in str(caught.value.hint)


@pytest.mark.parametrize("operation", [name for name in OPERATIONS if name not in GROUPS])
def test_every_request_needs_a_path(operation: str) -> None:
    with pytest.raises(ProfileError, match=rf"interface\.{operation}\.path is missing"):
        load_profile(at(GOOD, f"interface/{operation}", {"method": "GET"}), "lab.yml")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("interface/restart", None),
        ("interface/restart", "/admin/-set-"),
        ("interface/restart", 5),
        ("interface/restart/path", 5),
        ("interface/write/path", None),
        ("interface/write/params", "pt=4"),
        ("interface/read/pages", None),
        ("interface/read/pages", ["one"]),
        ("interface/read/pages/one", "pg=1"),
        ("interface/first_account", "/admin/-init-"),
        ("interface/first_account", {"detect": {"path": "/admin/-init-"}}),
        ("interface/first_account", {"detect": {"contains": "account=0"}}),
        ("interface/first_account", {"create": {"method": "POST"}}),
        ("interface/max_parameters", "many"),
        ("interface/max_parameters", 0),
        ("interface/transient", "C006"),
        ("interface/busy", 5),
        ("interface/7", {}),
        ("models", "VB-H47"),
        ("models", 5),
        ("models", {"VB-H47": True}),
        ("settings", ["http_server.http_port"]),
        ("settings", "http_server.http_port"),
        (PORT_PATH, None),
        (f"{PORT_PATH}/restart", "yes"),
        (f"{PORT_PATH}/values", ["1", "0"]),
        (f"{PORT_PATH}/values", "1"),
        (f"{PORT_PATH}/page", ["one"]),
        (f"{PORT_PATH}/secret", ["masked"]),
        (f"{PORT_PATH}/code", ["hp01"]),
        (f"{ROWS_PATH}/rows", "many"),
        (f"{ROWS_PATH}/rows", -1),
        (f"{ROWS_PATH}/rows", [20]),
        (f"{ROWS_PATH}/columns", ["ha01"]),
        (f"{ROWS_PATH}/columns", "ha01"),
        (f"{ROWS_PATH}/columns/address", "ha01"),
    ],
)
def test_a_profile_with_a_value_of_the_wrong_kind_is_refused(path: str, value: Any) -> None:
    """A user's own file, typed by hand: it must fail while it is loaded, not in the middle of a run."""
    data = copy.deepcopy(GOOD)
    data["interface"]["restart"] = {"path": "/admin/-set-"}
    with pytest.raises(ProfileError):
        load_profile(at(data, path, value), "lab.yml")


def test_keys_of_mixed_kinds_are_named() -> None:
    """YAML reads `on: 1` and `5: x` as keys that are no text."""
    data: dict[Any, Any] = {**GOOD, True: 1, 5: "x", "colour": "red"}
    with pytest.raises(ProfileError, match="unknown keys"):
        load_profile(data, "lab.yml")


junk = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.floats() | st.text(max_size=6),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.integers(0, 3), inner, max_size=3)
    ),
    max_leaves=6,
)


def _places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    if not isinstance(data, dict):
        return [path]
    return [path, *(place for key, value in data.items() for place in _places(value, (*path, key)))]


def _loads_or_says_why(data: Any) -> None:
    message = ""
    try:
        load_profile(data, "lab.yml")
    except ProfileError as error:
        message = error.message
    assert message == "" or message.startswith("profile lab.yml: ")


@given(junk)
def test_anything_else_is_refused_with_an_error_of_ours(data: Any) -> None:
    with pytest.raises(ProfileError):
        load_profile(data, "lab.yml")


@given(st.sampled_from(_places(GOOD)[1:]), junk)
def test_junk_at_any_place_loads_or_is_refused_with_an_error_of_ours(path: tuple[Any, ...], value: Any) -> None:
    data = copy.deepcopy(GOOD)
    place = data
    for key in path[:-1]:
        place = place[key]
    place[path[-1]] = value
    _loads_or_says_why(data)


@given(st.sampled_from(_places(GOOD)), st.text(max_size=8) | st.integers() | st.booleans(), junk)
def test_an_unexpected_key_at_any_place_loads_or_is_refused(path: tuple[Any, ...], key: Any, value: Any) -> None:
    data = copy.deepcopy(GOOD)
    place: Any = data
    for step in path:
        place = place[step]
    if isinstance(place, dict) and key not in place:
        place[key] = value
    _loads_or_says_why(data)


# -- there and back ---------------------------------------------------------------------------------------------------

wires = st.text(string.ascii_letters + string.digits + "-_", min_size=1, max_size=4)


@st.composite
def maps(draw: Any, words: tuple[str, ...]) -> dict[str, str]:
    """Different wire values for words, or none."""
    if draw(st.booleans()):
        return {}
    values = draw(st.lists(wires, min_size=len(words), max_size=len(words), unique=True))
    return dict(zip(words, values, strict=True))


def _entry(key: str, values: dict[str, str] | None = None, **more: Any) -> Any:
    family = NEW if NEW in SETTINGS[key].limits else OLD
    return load({key: {"code": "c", "page": "one", "values": values or {}, **more}}, family=family).entries[key]


def _of_kind(kind: str) -> list[str]:
    """What a code map may hold: settings of the guide."""
    guide = [setting for setting in SETTINGS.values() if NEW in setting.limits or OLD in setting.limits]
    return [setting.id for setting in guide if setting.kind == kind]


@given(st.sampled_from(_of_kind("switch")), st.booleans(), st.data())
def test_a_switch_comes_back(key: str, value: bool, data: Any) -> None:
    entry = _entry(key, data.draw(maps(SETTINGS[key].words)))
    assert decode(entry, encode(entry, value)) is value


@given(st.sampled_from(_of_kind("choice")), st.data())
def test_a_choice_comes_back(key: str, data: Any) -> None:
    choices = next(iter(SETTINGS[key].limits.values())).choices
    entry = _entry(key, data.draw(maps(choices)))
    for choice in choices:
        assert decode(entry, encode(entry, choice)) == choice


@given(st.sampled_from(_of_kind("integer")), st.integers(-(10**9), 10**9))
def test_a_number_comes_back_as_a_number(key: str, value: int) -> None:
    entry = _entry(key)
    assert decode(entry, encode(entry, value)) == value
    assert isinstance(decode(entry, encode(entry, value)), int)


@given(st.sampled_from(_of_kind("text")), st.text(string.printable))
def test_a_text_comes_back_letter_by_letter(key: str, value: str) -> None:
    entry = _entry(key)
    assert decode(entry, encode(entry, value)) == value


@given(st.sampled_from(["authorize", "prohibit"]), st.data())
def test_a_cell_comes_back(word: str, data: Any) -> None:
    values = data.draw(maps(("authorize", "prohibit")))
    entry = load({"host_access.ipv4.rows": at(ROWS, "columns/action/values", values)}).entries["host_access.ipv4.rows"]
    column = next(column for column in entry.setting.columns if column.name == "action")
    code = entry.columns["action"]
    assert decode_cell(column, code, code.encode(word)) == word


@given(st.sampled_from(["switch", "choice", "integer", "text", "secret"]), st.text(max_size=12), st.booleans())
def test_whatever_a_camera_prints_decodes_to_something(kind: str, wire: str, masked: bool) -> None:
    for key in _of_kind(kind)[:3]:
        entry = _entry(key, secret="masked" if masked else "absent")
        decode(entry, wire)


@pytest.mark.parametrize("wire", ["--5", "\u00b2", "-", "5-", "0x10", "1e3", " 7", "\u0665"])
def test_what_is_no_number_stays_text_and_shows_as_a_difference(wire: str) -> None:
    assert decode(_entry("http_server.http_port"), wire) in (wire, 7, 5)


def test_a_wire_value_that_the_profile_does_not_map_shows_up_as_a_difference() -> None:
    entry = _entry("network.mdns", {"enable": "1", "disable": "0"})
    assert decode(entry, "2") == "unknown value '2'"
    assert decode(entry, "") == "unknown value ''"
    assert decode(entry, "enable") == "unknown value 'enable'"
    assert decode(entry, None) is None


def test_a_word_that_the_profile_does_not_map_cannot_be_written() -> None:
    entry = _entry("http_server.auth_method", {"basic": "0"})
    assert encode(entry, "basic") == "0"
    with pytest.raises(KeyError):
        encode(entry, "digest")


@pytest.mark.parametrize(
    ("mode", "wire", "known"),
    [
        ("masked", "*****", Secret.SET),
        ("masked", "", Secret.UNSET),
        ("masked", None, Secret.UNKNOWN),
        ("absent", "*****", Secret.UNKNOWN),
        ("absent", "", Secret.UNKNOWN),
        ("absent", None, Secret.UNKNOWN),
    ],
)
def test_what_a_camera_tells_of_a_password(mode: str, wire: str | None, known: Secret) -> None:
    assert decode(_entry("snmp_server.auth_password", secret=mode), wire) is known


@pytest.mark.parametrize(
    ("secret", "wire", "known"),
    [
        ({"secret": "masked"}, "*", Secret.SET),
        ({"secret": "masked"}, "", Secret.UNSET),
        ({"secret": "absent"}, "*", Secret.UNKNOWN),
        ({}, "*", Secret.UNKNOWN),
        ({}, "", Secret.UNKNOWN),
    ],
)
def test_what_a_camera_tells_of_an_accounts_password(secret: dict[str, str], wire: str, known: Secret) -> None:
    columns = {"name": {"code": "u1"}, "password": {"code": "u2", **secret}}
    entry = load({"users.accounts": {"page": "one", "columns": columns}}).entries["users.accounts"]
    column = next(column for column in entry.setting.columns if column.kind == "secret")
    assert decode_cell(column, entry.columns["password"], wire) is known


def test_the_same_data_is_checked_once_and_other_data_is_not_taken_for_it() -> None:
    data = profile_data()
    other = copy.deepcopy(data)
    assert load_profiles([data]).maps[0] is load_profiles([data]).maps[0]
    assert load_profiles([other]).maps[0] is not load_profiles([data]).maps[0]


def test_data_that_was_freed_leaves_nothing_behind_for_data_at_its_place() -> None:
    for number in range(100):
        data = profile_data()
        data["name"] = f"profile {number}"
        assert load_profiles([data]).maps[0].name == f"profile {number}"


def test_wrong_data_is_refused_each_time() -> None:
    data = {**profile_data(), "family": "nobody's"}
    for _again in range(2):
        with pytest.raises(ProfileError, match="family"):
            load_profiles([data])
