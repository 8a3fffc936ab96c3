# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Accounts and the administrator: levels, renaming, and that the last administrator is never lost."""

from __future__ import annotations

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    CameraAnswer,
    InvalidValue,
    NetcamError,
    NotEffective,
    Refused,
)

from .camera import ADMIN, Fault, PaperCamera, fault, logged_in

NEW = ("chief", "Other-Pass-22")
ACCOUNTS = "users.accounts"


def crowded() -> PaperCamera:
    """A camera with accounts of all levels."""
    camera = PaperCamera()
    camera.users |= {
        "guard": ("Guard-Pass-1", "Operator"),
        "viewer": ("View-Pass-11", "User"),
        "nobody": ("", "Anonymous"),
        "second": ("Second-Pass-1", "Administrator"),
    }
    return camera


def test_authorized_users_are_those_who_are_no_administrators():
    reading = logged_in(crowded()).read([ACCOUNTS])
    assert [account["name"] for account in reading.values[ACCOUNTS]] == ["guard", "viewer"]


def test_new_account_gets_the_least_level_and_a_removed_one_goes_first():
    camera = crowded()
    driver = logged_in(camera)
    driver.read([ACCOUNTS])
    driver.write([Assignment(ACCOUNTS, rows={1: None, 2: {"name": "night", "password": "Night-Pass-1"}})])
    assert camera.users["night"] == ("Night-Pass-1", "User")
    assert "viewer" not in camera.users
    written = [name for name in camera.operations() if not name.startswith("Get")]
    assert written == ["DeleteUsers", "CreateUsers"]


def test_password_of_an_account_changes_without_its_level():
    camera = crowded()
    driver = logged_in(camera)
    driver.write([Assignment(ACCOUNTS, rows={0: {"name": "guard", "password": "Fresh-Pass-1"}})])
    assert camera.users["guard"] == ("Fresh-Pass-1", "Operator")


def test_roles_of_an_account_are_sent_back():
    camera = PaperCamera(
        GetUsers="<tds:GetUsersResponse><tds:User><tt:Username>admin</tt:Username><tt:UserLevel>Administrator</tt:UserLevel>"
        "<tt:Extension><tt:Roles>a b</tt:Roles></tt:Extension></tds:User></tds:GetUsersResponse>"
    )
    logged_in(camera).write([Assignment("administrator.password", "Fresh-Pass-1")])
    assert camera.last("SetUser").texts("Roles") == ["a b"]


def test_row_that_takes_the_place_of_another_account_replaces_it():
    camera = crowded()
    driver = logged_in(camera)
    driver.write([Assignment(ACCOUNTS, rows={0: {"name": "night", "password": "Night-Pass-1"}})])
    assert "guard" not in camera.users
    assert "night" in camera.users


def test_administrator_is_never_lowered_to_a_user():
    camera = crowded()
    with pytest.raises(Refused, match="'second' is an administrator"):
        logged_in(camera).write([Assignment(ACCOUNTS, rows={2: {"name": "second", "password": "Second-Pass-1"}})])
    assert camera.users["second"][1] == "Administrator"


def test_account_without_password_is_not_created():
    with pytest.raises(InvalidValue, match="needs a password"):
        logged_in(crowded()).write([Assignment(ACCOUNTS, rows={2: {"name": "night"}})])


def test_room_for_accounts_is_the_cameras_own():
    driver = logged_in(crowded())
    assert driver.rows(ACCOUNTS) == 8 - 2
    plain = PaperCamera()
    plain.security = {}
    assert logged_in(plain).rows(ACCOUNTS) == 50


@pytest.mark.parametrize(
    ("name", "password", "words"),
    [("n" * 33, "Night-Pass-1", "longer than this camera's 32"), ("night", "é" * 17, "longer than this camera's 32")],
)
def test_lengths_that_the_camera_states_are_checked_before(name, password, words):
    camera = crowded()
    with pytest.raises(InvalidValue, match=words) as seen:
        logged_in(camera).write([Assignment(ACCOUNTS, rows={2: {"name": name, "password": password}})])
    assert password not in seen.value.describe("x")
    assert "CreateUsers" not in camera.operations()


@pytest.mark.parametrize(
    ("subcode", "setting", "words"),
    [
        ("PasswordTooWeak", "administrator.password", "too weak"),
        ("Password", "administrator.password", "too weak"),
        ("PasswordTooLong", "administrator.password", "too long"),
        ("UsernameTooLong", "administrator.name", "too long"),
        ("TooManyUsers", "administrator.name", "no room"),
    ],
)
@pytest.mark.parametrize("outer", ["OperationProhibited", "InvalidArgVal"])
def test_refused_account_names_the_setting_and_changes_nothing(subcode, setting, words, outer):
    camera = PaperCamera(CreateUsers=fault(outer, subcode))
    driver = logged_in(camera)
    with pytest.raises(InvalidValue, match=words) as seen:
        driver.change_administrator(ADMIN, NEW)
    assert seen.value.setting == setting
    assert list(camera.users) == ["admin"]
    assert driver.log_in()


def test_new_password_is_proven_by_a_login():
    camera = PaperCamera()
    driver = logged_in(camera)
    driver.change_administrator(ADMIN, (ADMIN[0], NEW[1]))
    assert camera.users == {"admin": (NEW[1], "Administrator")}
    assert camera.credentials == (ADMIN[0], NEW[1])
    assert camera.operations()[-1] == "GetUsers"
    assert camera.refused_logins == 0


def test_rename_creates_logs_in_and_deletes_in_this_order():
    camera = PaperCamera()
    driver = logged_in(camera)
    driver.change_administrator(ADMIN, NEW)
    assert camera.users == {"chief": (NEW[1], "Administrator")}
    changing = [name for name in camera.operations() if not name.startswith("GetServices")]
    assert changing == ["GetUsers", "CreateUsers", "GetUsers", "GetUsers", "DeleteUsers", "GetUsers"]


def test_rename_that_was_cut_after_the_creation_is_finished_by_the_next_run():
    camera = PaperCamera()
    camera.users["chief"] = ("Half-Way-Pass", "User")
    logged_in(camera).change_administrator(ADMIN, NEW)
    assert camera.users == {"chief": (NEW[1], "Administrator")}


def test_new_account_that_cannot_log_in_leaves_the_old_one_in_force():
    camera = PaperCamera(CreateUsers="<tds:CreateUsersResponse/>")
    driver = logged_in(camera)
    with pytest.raises(NotEffective, match="does not let it log in"):
        driver.change_administrator(ADMIN, NEW)
    assert "DeleteUsers" not in camera.operations()
    assert driver.log_in() is True


def test_new_account_that_is_no_administrator_does_not_replace_the_old_one():
    camera = PaperCamera()

    def lowered(_sent: object) -> str:
        camera.users["chief"] = (NEW[1], "Operator")
        return "<tds:CreateUsersResponse/>"

    camera.answers["CreateUsers"] = lowered
    with pytest.raises(NotEffective, match="does not list it as an administrator"):
        logged_in(camera).change_administrator(ADMIN, NEW)
    assert "admin" in camera.users


@pytest.mark.parametrize("outer", [("FixedUser",), ("OperationProhibited", "FixedUser"), ("Action",)])
def test_old_administrator_that_the_camera_keeps_is_told(outer):
    camera = PaperCamera(DeleteUsers=fault(*outer))
    with pytest.raises(NotEffective, match="keeps the old one"):
        logged_in(camera).change_administrator(ADMIN, NEW)
    assert set(camera.users) == {"admin", "chief"}


def test_old_administrator_that_is_still_there_after_its_deletion_is_told():
    camera = PaperCamera(DeleteUsers="<tds:DeleteUsersResponse/>")
    with pytest.raises(NotEffective, match="old account is still there"):
        logged_in(camera).change_administrator(ADMIN, NEW)


def test_fault_of_a_camera_that_did_it_all_the_same_is_no_obstacle():
    camera = PaperCamera()

    def done_and_denied(_sent: object) -> Fault:
        camera.users["chief"] = (NEW[1], "Administrator")
        return fault("Action", code="Receiver", status=500)

    camera.answers["CreateUsers"] = done_and_denied
    logged_in(camera).change_administrator(ADMIN, NEW)
    assert list(camera.users) == ["chief"]


def test_name_that_differs_in_case_only_is_a_clash_the_camera_tells():
    with pytest.raises(InvalidValue, match="letter case"):
        logged_in(PaperCamera()).change_administrator(ADMIN, ("ADMIN", NEW[1]))


def test_name_is_not_written_like_an_ordinary_value():
    with pytest.raises(NetcamError, match="change_administrator"):
        logged_in(PaperCamera()).write([Assignment("administrator.name", "chief")])


def test_fault_that_nobody_knows_is_shown_in_the_cameras_words():
    camera = PaperCamera(SetUser=fault("Action", reason="user database is locked", code="Receiver", status=500))
    with pytest.raises(CameraAnswer, match="Receiver / Action .user database is locked") as seen:
        logged_in(camera).write([Assignment("administrator.password", "Fresh-Pass-1")])
    assert seen.value.setting == "administrator.password"
    assert "Fresh-Pass-1" not in seen.value.describe("x")
