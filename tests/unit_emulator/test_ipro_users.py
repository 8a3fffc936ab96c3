# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The first administrator, users and levels, host authentication, and the lock-out of i-PRO cameras."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .conftest import ADMIN, PASSWORD
from .test_ipro_support import IPRO, MARK, NO_ACCEPT, Browserless, done, refused
from .test_onvif_support import Soap, fleet_of

FRESH = {"state": "no_account"}
REGISTRATION = ("-X", "POST", *NO_ACCEPT)


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """As delivered, and set up."""
    with fleet_of(
        82,
        fresh={**FRESH, "model": "WV-SBV131M"},
        fresh_new={**FRESH, "model": "WV-X5550LT"},
        fresh_none={**FRESH, "model": "WV-X5550LT", "dialect": "none"},
        b={**IPRO, "model": "WV-SBV131M"},
        a={**IPRO, "model": "WV-SW115"},
        strict={**IPRO, "model": "WV-SBV131M", "lockout": {"seconds": 600}},
    ) as fleet:
        yield fleet


@pytest.fixture
def at(fleet: Fleet) -> Callable[[str], Browserless]:
    """`at("b")` is that camera's administrator; all cameras are put back after the test."""
    return lambda name: Browserless(fleet, name)


def register(camera: Browserless, name: str, password: str, repassword: str = "", level: int = 1) -> Any:
    """What the registration page sends; nobody logs in."""
    form = {"name": name, "password": password, "repassword": repassword or password, "access_level": level}
    fields = [part for field, value in form.items() for part in ("--data-urlencode", f"{field}={value}")]
    return camera.raw("/cgi-bin/user.cgi", *NO_ACCEPT, *fields)


def add(camera: Browserless, name: str, password: str, level: int = 3) -> Any:
    """Add or change a user."""
    return camera.post("user.cgi", name=name, password=password, repassword=password, access_level=level)


def listed(camera: Browserless) -> str:
    """The list of users as it comes."""
    return str(camera.ask("user.cgi").body.removeprefix(MARK))


# Registration


def test_as_delivered_everything_leads_to_the_registration(at: Any) -> None:
    camera = at("fresh")
    for path in ("/", "/cgi-bin/get_https", "/cgi-bin/getinfo?FILE=1"):
        answer = camera.raw(path, *NO_ACCEPT)
        assert answer.status == 200
        assert "Administrator registration" in answer.body
        assert '<INPUT NAME="repassword">' in answer.body
        assert "WWW-Authenticate" not in answer.headers
    camera.camera.ipro_quirk("unregistered", "forbidden")
    assert camera.raw("/cgi-bin/get_https").status == 403
    assert "Administrator registration" in camera.raw("/").body
    assert camera.camera.count("logins_failed") == 0


def test_the_first_administrator_registers_once_and_the_camera_reconnects(at: Any) -> None:
    camera = at("fresh")
    assert done(register(camera, ADMIN, PASSWORD))
    camera.settled()
    assert camera.camera.count("moves") == 1
    assert done(camera.ask("get_https"))
    assert register(camera, "second", PASSWORD).status == 401
    assert listed(camera) == f'{{usernum:1,userlist:{{"{ADMIN}":1}}}}'
    camera.camera.power_loss()
    assert done(camera.ask("get_https"))


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("", PASSWORD), ("x" * 33, PASSWORD), ('a"b', PASSWORD), ("a&b", PASSWORD), ("a:b", PASSWORD), ("a;b", PASSWORD),
        ("a\\b", PASSWORD), ("büro", PASSWORD), (ADMIN, "Short1!"), (ADMIN, "Aa1!" * 9), (ADMIN, 'Right4"Admin'),
        (ADMIN, "Right4&Admin"), (ADMIN, "Grün4Admin88"), (ADMIN, "onlyletters"), (ADMIN, "12345678"),
    ],
)  # fmt: skip
def test_names_and_passwords_have_limits(at: Any, name: str, password: str) -> None:
    camera = at("fresh")
    assert not done(register(camera, name, password))
    assert camera.camera.ipro()["users"] == []


def test_firmware_since_2018_wants_three_classes_of_characters(at: Any) -> None:
    assert not done(register(at("fresh-new"), ADMIN, "letters4digits"))
    assert done(register(at("fresh-new"), ADMIN, "Letters4digits"))
    assert done(register(at("fresh"), ADMIN, "letters4digits"))


def test_a_registration_must_be_repeated_right_and_be_an_administrators(at: Any) -> None:
    camera = at("fresh")
    assert not done(register(camera, ADMIN, PASSWORD, repassword="Other4Admin88"))
    assert not done(register(camera, ADMIN, PASSWORD, level=2))
    assert camera.camera.ipro()["users"] == []


def test_without_the_sister_familys_commands_only_a_browser_registers(at: Any) -> None:
    camera = at("fresh-none")
    assert not done(register(camera, ADMIN, PASSWORD))
    assert camera.camera.ipro()["users"] == []


def test_onvif_opens_when_the_administrator_exists(at: Any) -> None:
    camera = at("fresh")
    onvif = Soap(camera.camera)
    assert onvif.call("tds:GetSystemDateAndTime").status == 403
    assert done(register(camera, ADMIN, PASSWORD))
    camera.settled()
    assert onvif.call("tds:GetUsers").status == 200


# Users


def test_users_are_added_changed_and_deleted(at: Any) -> None:
    camera = at("b")
    assert done(add(camera, "operator", "Operate4Gate", 2))
    assert done(add(camera, "viewer", "Viewing4Gate"))
    assert listed(camera) == f'{{usernum:3,userlist:{{"{ADMIN}":1,"operator":2,"viewer":3}}}}'
    assert done(add(camera, "operator", "Operate5Gate", 3))
    assert listed(camera) == f'{{usernum:3,userlist:{{"{ADMIN}":1,"operator":3,"viewer":3}}}}'
    assert camera.named("operator", "Operate5Gate").ask("getinfo?FILE=1").status == 200
    assert done(camera.post("user.cgi", delname="viewer"))
    assert refused(camera.post("user.cgi", delname="viewer"))
    assert "viewer" not in listed(camera)
    assert "Operate" not in "\n".join(camera.camera.requests())


def test_older_firmware_writes_entities_for_quotation_marks(at: Any) -> None:
    assert listed(at("a")) == f"{{usernum:1,userlist:{{&quot;{ADMIN}&quot;:1}}}}"


def test_what_is_not_taken_as_a_user(at: Any) -> None:
    camera = at("b")
    assert refused(camera.post("user.cgi", name="viewer", password="Viewing4Gate"))  # not repeated
    assert refused(camera.post("user.cgi", name="viewer", password="Viewing4Gate", repassword="Viewing5Gate"))
    assert refused(add(camera, "viewer", "Viewing4Gate", 4))
    assert refused(add(camera, "view:er", "Viewing4Gate"))
    assert refused(add(camera, "viewer", "weak"))
    assert refused(camera.post("user.cgi", nothing=1))
    assert "usernum:1," in listed(camera)


def test_there_is_room_for_sixteen(at: Any) -> None:
    camera = at("b")
    for number in range(15):
        assert done(add(camera, f"viewer{number}", "Viewing4Gate"))
    assert refused(add(camera, "onemore", "Viewing4Gate"))
    assert done(add(camera, "viewer3", "Viewing5Gate"))


def test_the_last_administrator_stays(at: Any) -> None:
    camera = at("b")
    assert refused(camera.post("user.cgi", delname=ADMIN))
    assert refused(add(camera, ADMIN, PASSWORD, 3))
    assert done(add(camera, "second", "Second4Admin", 1))
    assert done(camera.post("user.cgi", delname=ADMIN))
    assert camera.ask("get_https").status == 401
    assert refused(camera.named("second", "Second4Admin").post("user.cgi", delname="second"))


def test_levels_decide_what_a_user_may(at: Any) -> None:
    camera = at("b")
    assert done(add(camera, "viewer", "Viewing4Gate"))
    viewer = camera.named("viewer", "Viewing4Gate")
    assert viewer.ask("getinfo?FILE=1").status == 200
    for command in ("get_https", "user.cgi", "get_randomnum", "set_rtsp?rtsp_port=8554"):
        assert viewer.ask(command).status == 403, command


def test_user_authentication_off_opens_live_pictures_to_all_but_not_the_settings(at: Any) -> None:
    camera = at("b")
    assert camera.raw("/cgi-bin/getinfo?FILE=1").status == 401
    assert done(camera.post("user.cgi", user=0))
    assert camera.raw("/cgi-bin/getinfo?FILE=1").status == 200
    assert camera.raw("/cgi-bin/get_https").status == 401
    assert camera.ask("auth.cgi").body == f"{MARK}{{defauth:0,userauth:0,auth_type:1,auth_wait_time:0}}"


def test_the_login_method_is_set_with_the_users(at: Any) -> None:
    camera = at("b")
    assert done(camera.post("user.cgi", auth_type=0, auth_wait_time=1))
    assert "auth_type:0,auth_wait_time:1" in camera.ask("auth.cgi").body
    assert "WWW-Authenticate: Basic" in camera.raw("/cgi-bin/get_https").headers
    assert refused(camera.post("user.cgi", auth_type=2))


# Lock-out


def test_eight_wrong_logins_lock_the_address_out(at: Any) -> None:
    camera = at("strict")
    wrong = camera.named(ADMIN, "Wrong4Admin88")
    for _unused in range(7):
        wrong.raw("/cgi-bin/get_https", "--digest", "-u", f"{ADMIN}:Wrong4Admin88")
    assert camera.ask("get_https").status == 200
    wrong.raw("/cgi-bin/get_https", "--digest", "-u", f"{ADMIN}:Wrong4Admin88")
    assert camera.ask("get_https").status == 503
    assert camera.ask("get_https", "--interface", "127.0.0.9").status == 200
    assert camera.camera.count("logins_failed") == 8


# Hosts


def test_host_authentication_is_not_switched_on_with_an_empty_list(at: Any) -> None:
    camera = at("b")
    assert refused(camera.ask("reg_host?host=1"))
    assert camera.pairs("get_reg_host") == {"host": "0"}


def test_only_registered_hosts_may_come(at: Any) -> None:
    camera = at("b")
    here = ("--interface", "127.0.0.9")
    assert done(camera.post("reg_host", host_addr="127.0.0.1", access_level=1))
    assert done(camera.post("reg_host", host=1))
    assert camera.ask("get_https").status == 200
    assert camera.ask("get_https", *here).status == 403
    assert camera.camera.count("refused_hosts") == 1
    assert done(camera.post("reg_host", host_addr="127.0.0.0/8", access_level=1))
    assert camera.ask("get_https", *here).status == 200
    body = camera.ask("get_reg_host").body
    assert body == f"{MARK}host=1\r\nhost_addr=127.0.0.1,access_level=1\r\nhost_addr=127.0.0.0/8,access_level=1\r\n"


def test_a_hosts_level_limits_whoever_comes_from_there(at: Any) -> None:
    camera = at("b")
    assert done(camera.post("reg_host", host_addr="127.0.0.0/8", access_level=3))
    assert done(camera.post("reg_host", host=1))
    assert camera.ask("getinfo?FILE=1").status == 200
    assert camera.ask("get_https").status == 403  # the administrator has locked himself out


def test_hosts_are_changed_and_deleted_but_the_last_one_not_while_on(at: Any) -> None:
    camera = at("b")
    assert done(camera.post("reg_host", host_addr="127.0.0.1", access_level=3))
    assert done(camera.post("reg_host", host_addr="127.0.0.1", access_level=1))
    assert camera.camera.settings()["host_authentication.rows"] == [{"address": "127.0.0.1", "level": "1"}]
    assert done(camera.post("reg_host", host=1))
    assert refused(camera.post("del_host", host_addr="127.0.0.1"))
    assert done(camera.post("reg_host", host=0))
    assert done(camera.post("del_host", host_addr="127.0.0.1"))
    assert refused(camera.post("del_host", host_addr="127.0.0.1"))


@pytest.mark.parametrize(
    "address", ["", "camera.example.com", "127.0.0.1/0", "127.0.0.1/33", "127.0.0", "::1", "10.0.0.0/8/8"]
)
def test_hosts_are_addresses(at: Any, address: str) -> None:
    assert refused(at("b").post("reg_host", host_addr=address, access_level=1))


def test_there_is_room_for_nine_hosts(at: Any) -> None:
    camera = at("b")
    for number in range(1, 10):
        assert done(camera.post("reg_host", host_addr=f"192.0.2.{number}", access_level=3))
    assert refused(camera.post("reg_host", host_addr="192.0.2.10", access_level=3))
    assert refused(camera.post("reg_host", host_addr="192.0.2.9", access_level=4))
