# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Accounts: the login, the registration of the first access, administrators, authorized users."""

from __future__ import annotations

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    AuthenticationFailed,
    ConnectionLost,
    InvalidValue,
    NotEffective,
    Refused,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._wire import Answer

from .camera import ADMIN, Paper, Sent, driver_for, page

ACCOUNTS = "users.accounts"
NEW = ("gate-admin", "Zx53QuietLantern")


# -- login ---------------------------------------------------------------------------------------------------------


def test_a_login_is_one_request_for_the_administrator_only() -> None:
    camera = Paper()
    assert driver_for(camera, log_in=False).log_in()
    assert camera.names() == ["get_randomnum"]


def test_a_camera_without_random_numbers_is_asked_for_its_sessions() -> None:
    camera = Paper(random=None)
    assert driver_for(camera, log_in=False).log_in()
    assert camera.names() == ["get_randomnum", "man_session"]


def test_a_wrong_password_is_one_attempt() -> None:
    camera = Paper(users={ADMIN[0]: ("other", "1")})
    with pytest.raises(AuthenticationFailed):
        driver_for(camera, log_in=False).log_in()
    assert len(camera.sent) == 1


def test_a_viewer_is_no_administrator() -> None:
    camera = Paper()
    camera.answers["get_randomnum"] = lambda _sent: page(403, "Forbidden")
    with pytest.raises(Refused, match="level of this account"):
        driver_for(camera, log_in=False).log_in()


def test_something_else_is_not_logged_in_to() -> None:
    camera = Paper()
    for name in ("get_randomnum", "man_session", "get_capability"):
        camera.answers[name] = lambda _sent: page(404, "Not Found")
    with pytest.raises(Unsupported, match="prove a login"):
        driver_for(camera, log_in=False).log_in()


# -- the first access ----------------------------------------------------------------------------------------------


def test_a_camera_without_an_administrator_is_seen_and_registered() -> None:
    camera = Paper(users={})
    driver = driver_for(camera, log_in=False)
    assert not driver.log_in()
    assert driver.reaches("administrator.password")
    camera.sent.clear()
    driver.create_first_account(*NEW)
    registration = [sent for sent in camera.sent if sent.method == "POST"]
    fields = {"name": NEW[0], "password": NEW[1], "repassword": NEW[1], "access_level": "1"}
    assert registration == [Sent("POST", "/cgi-bin/user.cgi", fields, None, None)]
    assert camera.users == {NEW[0]: (NEW[1], "1")}
    camera.login_as(*NEW)
    assert driver.log_in()


def test_after_the_registration_the_camera_is_waited_for() -> None:
    camera = Paper(users={})
    driver = driver_for(camera, log_in=False)
    driver.log_in()
    away = [ConnectionLost("away"), ConnectionLost("away")]

    def gone(_sent: Sent) -> Answer | None:
        if camera.users and away:
            raise away.pop()
        return None

    camera.answers["getinfo"] = gone
    driver.create_first_account(*NEW)
    assert away == []
    # a login without a password is no failed login
    assert all(sent.user is None for sent in camera.sent if sent.name == "getinfo")


def test_without_the_command_the_registration_is_left_to_people() -> None:
    camera = Paper(users={})
    camera.answers["user.cgi"] = lambda _sent: page(404, "Not Found")
    driver = driver_for(camera, log_in=False)
    assert not driver.log_in()
    assert "own page only" in str(driver.why_not("administrator.password"))
    with pytest.raises(Unsupported) as caught:
        driver.create_first_account(*NEW)
    assert "[User mng.]" in str(caught.value.setting)
    assert all(sent.method == "GET" for sent in camera.sent)


# -- the administrator ---------------------------------------------------------------------------------------------


def test_a_new_password_overwrites_the_account() -> None:
    camera = Paper()
    driver_for(camera).change_administrator(ADMIN, (ADMIN[0], NEW[1]))
    assert camera.users == {ADMIN[0]: (NEW[1], "1")}
    assert (camera.user, camera.password) == (ADMIN[0], NEW[1])


def test_a_new_name_is_registered_proven_and_only_then_the_old_one_goes() -> None:
    camera = Paper()
    driver_for(camera).change_administrator(ADMIN, NEW)
    assert camera.users == {NEW[0]: (NEW[1], "1")}
    assert [(sent.fields.get("name") or sent.fields.get("delname"), sent.user) for sent in camera.writes()] == [
        (NEW[0], ADMIN[0]),
        (ADMIN[0], NEW[0]),
    ]


def test_when_the_new_one_cannot_log_in_the_old_one_stays() -> None:
    camera = Paper()
    driver = driver_for(camera)
    camera.answers["user.cgi"] = lambda sent: (
        camera.users.update({NEW[0]: ("mangled", "1")}) or page(200, "OK")
        if sent.fields.get("name") == NEW[0]
        else None
    )
    with pytest.raises(NotEffective, match="does not let it log in"):
        driver.change_administrator(ADMIN, NEW)
    assert camera.users[ADMIN[0]] == (ADMIN[1], "1")
    assert camera.user == ADMIN[0]


def test_a_camera_that_does_not_list_the_new_one_keeps_the_old_one() -> None:
    camera = Paper(full=True)
    with pytest.raises(NotEffective, match="does not list"):
        driver_for(camera).change_administrator(ADMIN, NEW)
    assert list(camera.users) == [ADMIN[0]]


# -- authorized users ----------------------------------------------------------------------------------------------


def rows(*accounts: tuple[str, str]) -> dict[int, dict[str, str]]:
    return {position: {"name": name, "password": password} for position, (name, password) in enumerate(accounts)}


def test_new_accounts_get_the_lowest_level() -> None:
    camera = Paper()
    driver_for(camera).write([Assignment(ACCOUNTS, rows=rows(("viewer", "Ab12cdefgh"), ("second", "Ab12cdefgi")))])
    assert camera.users["viewer"] == ("Ab12cdefgh", "3")
    assert camera.users["second"] == ("Ab12cdefgi", "3")


def test_an_account_with_a_new_password_keeps_its_level() -> None:
    camera = Paper()
    camera.users["operator"] = ("old", "2")
    driver_for(camera).write([Assignment(ACCOUNTS, rows=rows(("operator", "Ab12cdefgh")))])
    assert camera.users["operator"] == ("Ab12cdefgh", "2")


def test_accounts_go_first_because_they_make_room() -> None:
    camera = Paper()
    camera.users["old"] = ("x", "3")
    driver_for(camera).write([Assignment(ACCOUNTS, rows=rows(("new", "Ab12cdefgh")))])
    assert [sorted(set(sent.fields) & {"name", "delname"}) for sent in camera.writes()] == [["delname"], ["name"]]
    assert set(camera.users) == {ADMIN[0], "new"}


def test_no_administrator_is_lowered_to_a_user() -> None:
    camera = Paper()
    camera.users["second-admin"] = ("x", "1")
    with pytest.raises(Refused, match="none is ever lowered"):
        driver_for(camera).write([Assignment(ACCOUNTS, rows=rows(("second-admin", "Ab12cdefgh")))])
    assert camera.writes() == []


def test_an_account_without_a_password_is_an_error() -> None:
    with pytest.raises(InvalidValue, match="needs a password"):
        driver_for(Paper()).write([Assignment(ACCOUNTS, rows={0: {"name": "viewer"}})])


def test_the_last_administrator_and_the_own_account_stay() -> None:
    camera = Paper()
    driver = driver_for(camera)
    with pytest.raises(Refused, match="last administrator"):
        driver._users.delete(ADMIN[0])
    camera.users["second-admin"] = ("x", "1")
    driver.forget()
    with pytest.raises(Refused, match="very session"):
        driver._users.delete(ADMIN[0])
    assert camera.writes() == []


def test_passwords_stand_in_forms_only() -> None:
    camera = Paper()
    driver_for(camera).write([Assignment(ACCOUNTS, rows=rows(("viewer", "Ab12cdefgh")))])
    assert all(sent.method == "POST" for sent in camera.sent if "password" in sent.fields)
