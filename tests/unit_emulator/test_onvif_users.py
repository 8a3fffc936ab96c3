# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Users by ONVIF: what the camera takes, and whose accounts they are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT, ADMIN, PASSWORD, Client, Clients
from .test_onvif_support import ONVIF, Soap, fleet_of, user

SEPARATE = {"onvif_users": "separate", "onvif_account": {"name": "onvif-admin", "password": PASSWORD}}


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """A conformant camera, and Canon's with shared and separate users."""
    with fleet_of(
        62,
        plain=ONVIF,
        shared={"model": "VB-H47", **ACCOUNT},
        separate={"model": "VB-H47", **ACCOUNT, **SEPARATE},
    ) as fleet:
        yield fleet


@pytest.fixture
def plain(fleet: Fleet) -> Soap:
    """Administrator of the conformant camera."""
    return Soap(fleet.camera("plain"))


def setting_page(fleet: Fleet, name: str, user_name: str = ADMIN) -> Client:
    """Canon's own Setting Page of the same camera."""
    return Clients(fleet)(name, user_name)


def names(soap: Soap) -> dict[str, str]:
    """Users and their levels."""
    return {account["name"]: account["level"] for account in soap.camera.onvif()["users"]}


def test_renaming_is_creating_logging_in_and_deleting(plain: Soap) -> None:
    assert plain.call("tds:CreateUsers", user("new-admin", "Administrator", "Other4Admin88")).ok
    new = plain.as_("new-admin", "Other4Admin88")
    assert new.call("tds:DeleteUsers", f"<tds:Username>{ADMIN}</tds:Username>").ok
    assert names(plain) == {"new-admin": "Administrator"}
    assert not plain.call("tds:GetUsers").ok
    assert new.call("tds:GetUsers").ok


def test_a_new_password_holds_at_once_and_over_a_restart(plain: Soap) -> None:
    assert plain.call("tds:SetUser", user(ADMIN, "Administrator", "Other4Admin88")).ok
    assert not plain.call("tds:GetUsers").ok
    plain.camera.power_loss()
    assert plain.as_(ADMIN, "Other4Admin88").call("tds:GetUsers").ok


@pytest.mark.parametrize(
    ("operation", "inside", "subcode"),
    [
        ("CreateUsers", user(ADMIN, "User"), "ter:UsernameClash"),
        ("CreateUsers", user("n" * 33, "User"), "ter:UsernameTooLong"),
        ("CreateUsers", user("", "User"), "ter:UsernameTooShort"),
        ("CreateUsers", user("somebody", "User", "p" * 65), "ter:PasswordTooLong"),
        ("CreateUsers", user("somebody", "User", "short"), "ter:Password"),
        ("CreateUsers", user("somebody", "User", None), "ter:Password"),
        ("CreateUsers", user("somebody", "Anonymous"), "ter:AnonymousNotAllowed"),
        ("SetUser", user("nobody", "User"), "ter:UsernameMissing"),
        ("SetUser", user(ADMIN, "Administrator", "short"), "ter:PasswordTooWeak"),
        ("DeleteUsers", "<tds:Username>nobody</tds:Username>", "ter:UsernameMissing"),
        ("CreateUsers", user("somebody", "Root"), "ter:InvalidArgVal"),
        ("CreateUsers", "", "ter:UsernameMissing"),
    ],
)
def test_what_is_wrong_with_a_user_is_said(plain: Soap, operation: str, inside: str, subcode: str) -> None:
    answer = plain.call(f"tds:{operation}", inside)
    assert (answer.status, answer.fault[-1]) == (400, subcode)
    assert names(plain) == {ADMIN: "Administrator"}


def test_one_wrong_user_of_two_changes_nothing(plain: Soap) -> None:
    answer = plain.call("tds:CreateUsers", user("first", "User") + user("second", "User", "short"))
    assert answer.fault[-1] == "ter:Password"
    assert names(plain) == {ADMIN: "Administrator"}


def test_only_so_many_users_fit(plain: Soap) -> None:
    assert plain.call("tds:CreateUsers", "".join(user(f"user-{n}", "User") for n in range(9))).ok
    assert plain.call("tds:CreateUsers", user("one-more", "User")).fault[-1] == "ter:TooManyUsers"


def test_the_password_policy_is_kept(plain: Soap) -> None:
    rules = "<tds:MinLen>10</tds:MinLen><tds:Uppercase>1</tds:Uppercase><tds:Number>2</tds:Number>"
    rules += "<tds:SpecialChars>1</tds:SpecialChars><tds:BlockUsernameOccurrence>true</tds:BlockUsernameOccurrence>"
    assert plain.call("tds:SetPasswordComplexityConfiguration", rules).ok
    for weak in ("Abcde-12", "abcdefg-12", "Abcdefgh-1", "Abcdefgh12", "Somebody-12"):
        assert plain.call("tds:CreateUsers", user("somebody", "User", weak)).fault[-1] == "ter:Password", weak
    assert plain.call("tds:CreateUsers", user("somebody", "User", "Abcdefg-12")).ok


def test_a_locked_policy_stays(plain: Soap) -> None:
    locked = "<tds:MinLen>8</tds:MinLen><tds:PolicyConfigurationLocked>true</tds:PolicyConfigurationLocked>"
    assert plain.call("tds:SetPasswordComplexityConfiguration", locked).ok
    answer = plain.call("tds:SetPasswordComplexityConfiguration", "<tds:MinLen>0</tds:MinLen>")
    assert answer.fault[-1] == "ter:PolicyConfigurationLocked"


def test_the_last_administrator_can_go_where_nobody_minds(plain: Soap) -> None:
    """As real devices let it happen: nobody can log in as administrator any more."""
    assert plain.call("tds:CreateUsers", user("looker", "User")).ok
    assert plain.call("tds:DeleteUsers", f"<tds:Username>{ADMIN}</tds:Username>").ok
    assert names(plain) == {"looker": "User"}


@pytest.mark.parametrize(
    ("operation", "inside"),
    [("SetUser", user(ADMIN, "Operator")), ("DeleteUsers", f"<tds:Username>{ADMIN}</tds:Username>")],
)
def test_a_canon_camera_keeps_its_last_administrator(fleet: Fleet, operation: str, inside: str) -> None:
    answer = Soap(fleet.camera("shared")).call(f"tds:{operation}", inside)
    assert answer.fault == ["env:Sender", "ter:OperationProhibited", "ter:FixedUser"]


def test_shared_users_are_those_of_the_setting_page(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("shared"))
    assert soap.call("tds:CreateUsers", user("second", "Administrator") + user("looker", "User")).ok
    assert setting_page(fleet, "shared", "second").get("/admin/-get-?pg=host").status == 200
    assert setting_page(fleet, "shared", "looker").get("/admin/-get-?pg=host").status == 403
    assert soap.as_("second").call("tds:DeleteUsers", f"<tds:Username>{ADMIN}</tds:Username>").ok
    assert setting_page(fleet, "shared").get("/admin/-get-?pg=host").status == 401
    assert soap.camera.settings()["administrator.name"] == "second"
    assert soap.camera.settings()["users.accounts"] == [{"name": "looker"}]


def test_a_user_made_on_the_setting_page_can_use_onvif(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("shared"))
    row = {"users.accounts[1].name": "looker", "users.accounts[1].password": PASSWORD}
    assert setting_page(fleet, "shared").write(row).ok
    assert soap.as_("looker").call("tds:GetDeviceInformation").ok
    assert names(soap)["looker"] == "User"


def test_separate_users_have_nothing_to_do_with_the_setting_page(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("separate"), "onvif-admin")
    assert soap.call("tds:SetUser", user("onvif-admin", "Administrator", "Other4Admin88")).ok
    assert soap.as_("onvif-admin", "Other4Admin88").call("tds:GetUsers").texts("Username") == ["onvif-admin"]
    assert not soap.as_(ADMIN).call("tds:GetUsers").ok
    assert setting_page(fleet, "separate").get("/admin/-get-?pg=host").status == 200
    assert setting_page(fleet, "separate", "onvif-admin").get("/admin/-get-?pg=host").status == 401


def test_canon_limits_names_and_passwords_as_its_guide_says(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("shared"))
    for name, password, subcode in (
        ("four", PASSWORD, "ter:UsernameTooShort"),
        ("n" * 16, PASSWORD, "ter:UsernameTooLong"),
        ("somebody", "p" * 33, "ter:PasswordTooLong"),
    ):
        assert soap.call("tds:CreateUsers", user(name, "User", password)).fault[-1] == subcode
