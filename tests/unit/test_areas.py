# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The rules of single areas: what their options mean, completed with what the camera has, and what they warn of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._administrator import check_strength
from ansible_collections.netcam.hardening.plugins.module_utils._areas import AREAS, Context
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._facts import Facts
from ansible_collections.netcam.hardening.plugins.module_utils._plan import CLOCK_NOW, Wanted
from ansible_collections.netcam.hardening.plugins.module_utils._values import Secret

from .support import OLD

SECRET = "S3cret-that-must-not-show"


def want(
    area: str, options: Mapping[str, Any], current: Mapping[str, Any] | None = None, **facts: Any
) -> tuple[Wanted, list[str]]:
    """What an area wants of a camera in a state, and its warnings; options not given have their defaults."""
    spec = AREAS[area].spec
    params = {name: entry.get("default") for name, entry in spec.items()} | dict(options)
    context = Context(Facts(family=OLD, **facts), current or {})
    return AREAS[area].resolve(AREAS[area].static(params), params, context), context.warnings


def values(area: str, options: Mapping[str, Any], current: Mapping[str, Any] | None = None, **facts: Any) -> Any:
    """The wanted values alone."""
    return dict(want(area, options, current, **facts)[0].values)


@pytest.mark.parametrize("area", [name for name in AREAS if name not in ("users", "date_time")])
def test_an_option_that_is_not_given_is_not_managed(area: str) -> None:
    assert values(area, {}) == {}


# -- administrator ----------------------------------------------------------------------------------------------------


def test_name_and_password_are_wanted() -> None:
    assert values("administrator", {"name": "keeper", "password": "xK9mPq2LvT"}) == {
        "administrator.name": "keeper",
        "administrator.password": "xK9mPq2LvT",
    }


@pytest.mark.parametrize("password", ["xK9mPq2Lv", "xk9mpq2lvt", "xK9mKeeper2", "Password-12", "Canon-12345678"])
def test_a_weak_password_is_refused_before_any_request_without_being_shown(password: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        check_strength(("keeper", password), "fail")
    check_strength(("keeper", password), "warn")
    assert password not in caught.value.describe("camera")
    assert "administrator.password" in caught.value.describe("camera")


def test_a_weak_password_may_be_a_warning_or_nothing() -> None:
    weak = {"name": "keeper", "password": "weak"}
    wanted, warnings = want("administrator", {**weak, "password_strength": "warn"})
    assert wanted.values["administrator.password"] == "weak"
    assert "fewer than 10 characters" in warnings[0]
    assert want("administrator", {**weak, "password_strength": "ignore"})[1] == []


@pytest.mark.parametrize("name", ["admin", "Administrator", "ROOT", "camera"])
def test_a_name_that_is_easy_to_guess_gets_a_warning(name: str) -> None:
    assert "easy to guess" in want("administrator", {"name": name})[1][0]
    assert want("administrator", {"name": name}, fixed_administrator="root")[1] == []


def test_a_model_that_takes_letters_and_digits_only_refuses_symbols() -> None:
    assert values("administrator", {"password": "xK9mPq2LvT"}, alphanumeric_password=True)
    with pytest.raises(InvalidValue, match="VB-R13VE takes letters and digits only") as caught:
        values("administrator", {"password": SECRET}, alphanumeric_password=True, model="VB-R13VE")
    assert SECRET not in caught.value.describe("camera")


# -- users ------------------------------------------------------------------------------------------------------------

ACCOUNTS = "users.accounts"
PRESENT = {ACCOUNTS: ({"name": "ann", "password": Secret.SET}, {"name": "bob", "password": Secret.SET})}
EVE = {"name": "eve", "password": "xK9mPq2LvT"}


@pytest.mark.parametrize(
    ("options", "remain"),
    [
        ({"accounts": [EVE]}, ["ann", "bob", "eve"]),
        ({"accounts": [EVE], "exclusive": True}, ["eve"]),
        ({"accounts": [], "exclusive": True}, []),
        ({"accounts": []}, ["ann", "bob"]),
        ({"accounts": [{"name": "ann"}, EVE], "state": "absent"}, ["bob"]),
        ({"accounts": [{"name": "nobody"}], "state": "absent"}, ["ann", "bob"]),
    ],
)
def test_which_accounts_remain(options: dict[str, Any], remain: list[str]) -> None:
    assert [row["name"] for row in values("users", options, PRESENT)[ACCOUNTS]] == remain


def test_exclusive_and_absent_contradict_each_other() -> None:
    with pytest.raises(InvalidValue, match="exclusive goes with state present only"):
        values("users", {"accounts": [EVE], "exclusive": True, "state": "absent"}, PRESENT)


@pytest.mark.parametrize(("policy", "always"), [("always", {ACCOUNTS}), ("on_create", set())])
def test_the_policy_says_whether_present_passwords_are_written(policy: str, always: set[str]) -> None:
    assert want("users", {"accounts": [EVE], "update_password": policy}, PRESENT)[0].always == always


def test_a_weak_password_of_a_user_gets_a_warning_that_does_not_show_it() -> None:
    warnings = want("users", {"accounts": [{"name": "eve", "password": "weakpass"}]}, PRESENT)[1]
    assert "'eve' has fewer than 10 characters" in warnings[0]
    assert "weakpass" not in warnings[0]


def test_more_accounts_than_the_table_has_rows_are_refused_with_those_that_stay_counted() -> None:
    full = {ACCOUNTS: tuple({"name": f"user-{number}", "password": Secret.SET} for number in range(50))}
    assert len(values("users", {"accounts": [{"name": "user-7"}]}, full)[ACCOUNTS]) == 50
    with pytest.raises(InvalidValue, match="51 rows are wanted, the table has 50"):
        values("users", {"accounts": [EVE]}, full)


# -- user authority: privileges build on each other -------------------------------------------------------------------

AUTHORITY = "user_authority"
ALL_ON = {
    f"{AUTHORITY}.{who}.{privilege}": True
    for who, privileges in (
        ("authorized", ("privileged_camera_control", "camera_control", "video", "audio")),
        ("guest", ("camera_control", "video", "audio")),
    )
    for privilege in privileges
}


def test_switching_a_lower_privilege_off_switches_the_higher_ones_off() -> None:
    assert values(AUTHORITY, {"authorized": {"video": False}}, ALL_ON) == {
        f"{AUTHORITY}.authorized.video": False,
        f"{AUTHORITY}.authorized.camera_control": False,
        f"{AUTHORITY}.authorized.privileged_camera_control": False,
    }
    assert values(AUTHORITY, {"guest": {"video": False}}, ALL_ON) == {
        f"{AUTHORITY}.guest.video": False,
        f"{AUTHORITY}.guest.camera_control": False,
    }


@pytest.mark.parametrize("alone", [{"audio": False}, {"privileged_camera_control": False}])
def test_audio_and_the_highest_privilege_go_alone(alone: dict[str, bool]) -> None:
    (name,) = alone
    assert values(AUTHORITY, {"authorized": alone}, ALL_ON) == {f"{AUTHORITY}.authorized.{name}": False}


@pytest.mark.parametrize(
    ("wanted", "current"),
    [
        ({"video": False, "camera_control": True}, {}),
        ({"video": False, "privileged_camera_control": True}, ALL_ON),
        ({"camera_control": True}, {f"{AUTHORITY}.authorized.video": False}),
        ({"privileged_camera_control": True}, {f"{AUTHORITY}.authorized.camera_control": False}),
        (
            {"privileged_camera_control": True},
            {**ALL_ON, f"{AUTHORITY}.authorized.video": False, f"{AUTHORITY}.authorized.camera_control": False},
        ),
    ],
)
def test_a_higher_privilege_without_the_lower_one_is_refused(wanted: dict[str, bool], current: Any) -> None:
    with pytest.raises(InvalidValue, match="which is or would be off"):
        values(AUTHORITY, {"authorized": wanted}, current)


def test_what_is_off_already_is_not_written_again() -> None:
    off = dict.fromkeys(ALL_ON, False)
    assert values(AUTHORITY, {"guest": {"video": False}}, off) == {f"{AUTHORITY}.guest.video": False}


def test_guests_and_authorized_users_do_not_mix() -> None:
    assert all(".guest." in key for key in values(AUTHORITY, {"guest": {"video": False}}, ALL_ON))


# -- SNMP -------------------------------------------------------------------------------------------------------------

SNMP = "snmp_server"
V3 = {
    "v3": True,
    "user_name": "monitor",
    "security_level": "authentication_and_encryption",
    "auth_password": "xK9mPq2LvT",
    "encryption_password": "tVL2qPm9Kx",
}


def test_snmp_v3_with_everything_it_needs() -> None:
    assert values(SNMP, V3)[f"{SNMP}.v3_user_name"] == "monitor"


@pytest.mark.parametrize(
    ("level", "missing", "taken"),
    [
        ("authentication_and_encryption", "user_name", False),
        ("authentication_and_encryption", "auth_password", False),
        ("authentication_and_encryption", "encryption_password", False),
        ("authentication", "auth_password", False),
        ("authentication", "encryption_password", True),
        ("none", "auth_password", True),
        ("none", "user_name", False),
    ],
)
@pytest.mark.parametrize("nothing", [None, "", Secret.UNSET])
def test_snmp_v3_without_user_or_passwords_is_refused(level: str, missing: str, taken: bool, nothing: Any) -> None:
    options = {key: value for key, value in V3.items() if key != missing} | {"security_level": level}
    key = f"{SNMP}.v3_user_name" if missing == "user_name" else f"{SNMP}.{missing}"
    current = {key: None if missing == "user_name" and isinstance(nothing, Secret) else nothing}
    if taken:
        assert values(SNMP, options, current)[f"{SNMP}.v3"] is True
        return
    with pytest.raises(InvalidValue) as caught:
        values(SNMP, options, current)
    assert missing in f"{caught.value.setting} {caught.value.hint}"


@pytest.mark.parametrize("there", [Secret.SET, Secret.UNKNOWN])
def test_passwords_that_the_camera_has_need_not_be_given_again(there: Secret) -> None:
    current = {
        f"{SNMP}.v3_user_name": "monitor",
        f"{SNMP}.security_level": "authentication_and_encryption",
        f"{SNMP}.auth_password": there,
        f"{SNMP}.encryption_password": there,
    }
    assert values(SNMP, {"v3": True}, current) == {f"{SNMP}.v3": True}


def test_snmp_v1_and_v2c_get_a_warning_and_only_they() -> None:
    assert "clear text" in want(SNMP, {"v1_v2c": True})[1][0]
    assert want(SNMP, {"v1_v2c": False})[1] == []


def test_the_policy_covers_the_passwords_that_are_given() -> None:
    wanted = want(SNMP, {"auth_password": "xK9mPq2LvT", "update_password": "always"})[0]
    assert wanted.always == {f"{SNMP}.auth_password"}
    assert want(SNMP, {"auth_password": "xK9mPq2LvT"})[0].always == frozenset()


# -- date and time ----------------------------------------------------------------------------------------------------

CLOCK = "date_time"


def test_ntp_needs_a_server_here_or_on_the_camera() -> None:
    assert values(CLOCK, {"method": "ntp", "ntp_server": "ntp.example.org"})
    there = {f"{CLOCK}.ntp_server": "ntp.example.org"}
    assert values(CLOCK, {"method": "ntp"}, there) == {f"{CLOCK}.method": "ntp"}
    # a profile without a code for the server: nobody knows, so nobody refuses
    assert values(CLOCK, {"method": "ntp"}, {}) == {f"{CLOCK}.method": "ntp"}
    for nothing in ("", None):
        with pytest.raises(InvalidValue, match="method ntp needs a server"):
            values(CLOCK, {"method": "ntp"}, {f"{CLOCK}.ntp_server": nothing})
    with pytest.raises(InvalidValue, match="method ntp needs a server"):
        values(CLOCK, {"method": "ntp", "ntp_server": ""}, {f"{CLOCK}.ntp_server": "ntp.example.org"})


@pytest.mark.parametrize(
    ("drift", "set_now"), [(None, False), (0.0, False), (5.0, False), (-5.0, False), (5.1, True), (-60.0, True)]
)
def test_a_clock_set_by_hand_is_set_when_it_is_off_by_more_than_allowed(drift: float | None, set_now: bool) -> None:
    wanted = values(CLOCK, {"method": "manual"}, drift=drift)
    assert (wanted.get(f"{CLOCK}.clock") == CLOCK_NOW) is set_now


def test_a_clock_that_ntp_corrects_is_reported_only() -> None:
    wanted, warnings = want(CLOCK, {"method": "ntp", "ntp_server": "ntp.example.org"}, drift=-90.0)
    assert f"{CLOCK}.clock" not in wanted.values
    assert "-90 s off" in warnings[0]
    assert want(CLOCK, {"max_drift": 100.0}, drift=-90.0)[1] == []


@pytest.mark.parametrize("drift", [0, -1, -0.5])
def test_an_allowed_drift_is_more_than_zero(drift: float) -> None:
    with pytest.raises(InvalidValue, match="max_drift must be more than 0 seconds"):
        values(CLOCK, {"max_drift": drift})


# -- lists with an index ----------------------------------------------------------------------------------------------


def test_streams_carry_their_index_into_the_key() -> None:
    assert values(
        "rtp_server", {"stream": [{"index": 2, "multicast_port": 5004}, {"index": 5, "multicast_ttl": 4}]}
    ) == {
        "rtp_server.stream[2].multicast_port": 5004,
        "rtp_server.stream[5].multicast_ttl": 4,
    }


def test_an_index_given_twice_is_refused() -> None:
    with pytest.raises(InvalidValue, match="index 2 is given twice"):
        values("rtp_server", {"stream": [{"index": 2, "multicast_port": 5004}, {"index": 2, "multicast_ttl": 4}]})


# -- host access ------------------------------------------------------------------------------------------------------


def test_who_must_keep_access_is_checked_before_any_request() -> None:
    with pytest.raises(InvalidValue, match="must_keep_access: 'gate' is neither"):
        values("host_access", {"must_keep_access": ["192.0.2.1", "gate"]})
