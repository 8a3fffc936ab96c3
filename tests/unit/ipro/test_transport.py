# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Requests: no Accept header, the random number, errors within HTTP 200, commands that nobody knows."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    AuthenticationFailed,
    CameraAnswer,
    Refused,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._ipro.commands import Commands
from ansible_collections.netcam.hardening.plugins.module_utils._ipro.facts import fetch_facts
from ansible_collections.netcam.hardening.plugins.module_utils._ipro.transport import Cgi, NotAnswered
from ansible_collections.netcam.hardening.plugins.module_utils._profiles.ipro_wv import COMMANDS
from ansible_collections.netcam.hardening.plugins.module_utils._wire import Answer

from .camera import ADMIN, RANDOM, Paper, Sent, driver_for, lines, page


def cgi_for(camera: Paper) -> Cgi:
    camera.login_as(*ADMIN)
    return Cgi(camera, Commands(COMMANDS))  # type: ignore[arg-type]  # paper


def test_a_plain_command_carries_no_random_number() -> None:
    camera = Paper()
    assert cgi_for(camera).page("get_upnp") == {"upnp_portmap": "0"}
    assert camera.sent == [Sent("GET", "/cgi-bin/get_upnp", {}, None, ADMIN[0])]


def test_a_camera_that_wants_the_random_number_gets_it_from_then_on() -> None:
    camera = Paper(random_wanted=1)
    cgi = cgi_for(camera)
    cgi.page("get_upnp")
    cgi.page("get_time")
    assert camera.names() == ["get_upnp", "get_randomnum", "get_upnp", "get_time"]
    assert camera.sent[-1].fields == {"Randomnum": RANDOM}


def test_a_number_that_has_changed_is_fetched_once_more() -> None:
    camera = Paper(random_wanted=1)
    cgi = cgi_for(camera)
    cgi.page("get_upnp")
    camera.random = "F" * 16
    camera.sent.clear()
    cgi.page("get_time")
    assert camera.names() == ["get_time", "get_randomnum", "get_time"]
    assert camera.sent[-1].fields == {"Randomnum": "F" * 16}


def test_in_a_form_the_number_goes_with_the_form() -> None:
    camera = Paper(random_wanted=1)
    cgi_for(camera).call("set_upnp", {"upnp_portmap": "1"})
    assert camera.sent[-1].fields == {"upnp_portmap": "1", "Randomnum": RANDOM}


@pytest.mark.parametrize("given", [None, "", "<html>", "12"])
def test_without_a_number_the_400_stands(given: str | None) -> None:
    camera = Paper(random_wanted=1, random=given or None)
    if given:
        camera.answers["get_randomnum"] = lambda _sent: Answer(200, given.encode(), {})
    with pytest.raises(CameraAnswer, match="answers 400 to get_upnp"):
        cgi_for(camera).page("get_upnp")
    assert camera.names().count("get_upnp") == 1


def test_a_camera_that_refuses_every_number_is_asked_three_times_at_most() -> None:
    camera = Paper()
    camera.answers["upnp"] = lambda _sent: page(400, "Bad Request")
    with pytest.raises(CameraAnswer):
        cgi_for(camera).call("set_upnp", {"upnp_portmap": "1"})
    assert camera.names().count("upnp") == 3


def test_the_restart_always_wants_a_fresh_number() -> None:
    camera = Paper()
    driver_for(camera).restart()
    assert camera.names() == ["get_randomnum", "initial"]
    assert camera.sent[-1].fields == {"cmd": "reset", "Randomnum": RANDOM}


@pytest.mark.parametrize(
    ("status", "error"),
    [(401, AuthenticationFailed), (403, Refused), (404, NotAnswered), (500, CameraAnswer), (503, CameraAnswer)],
)
def test_errors_within_http_200_are_errors(status: int, error: type[Exception]) -> None:
    camera = Paper()
    camera.answers["get_upnp"] = lambda _sent: page(status, "Oops", seen=200)
    with pytest.raises(error):
        cgi_for(camera).page("get_upnp")


def test_an_answer_without_the_commands_keys_is_none() -> None:
    camera = Paper()
    camera.answers["get_upnp"] = lambda _sent: Answer(200, b"<html><form><input name=upnp_portmap></form></html>", {})
    with pytest.raises(NotAnswered, match="has no upnp_portmap"):
        cgi_for(camera).page("get_upnp")


def test_a_page_is_fetched_once_until_it_is_forgotten_also_when_it_is_missing() -> None:
    camera = Paper(dialect=False)
    cgi = cgi_for(camera)
    for _attempt in range(2):
        with pytest.raises(NotAnswered):
            cgi.page("get_upnp")
    assert camera.names() == ["get_upnp"]
    cgi.forget()
    with pytest.raises(NotAnswered):
        cgi.page("get_upnp")
    assert camera.names() == ["get_upnp"] * 2


@pytest.mark.parametrize("missing", ["live", "https_port", "mode", "self_signed_info", "ca_cert_info"])
def test_the_dialect_is_believed_only_with_all_five_keys(missing: str) -> None:
    camera = Paper()
    del camera.https[missing]
    assert not cgi_for(camera).dialect


@pytest.mark.parametrize("name", ["crt_key_generate", "self_signed_generate", "csr_generate", "csr_fetch"])
def test_what_is_not_public_is_never_sent_and_says_how_to_supply_it(name: str) -> None:
    camera = Paper()
    with pytest.raises(Unsupported) as caught:
        cgi_for(camera).call(name, {})
    text = f"{caught.value.message} {caught.value.hint}"
    assert "not public" in text
    assert "[Network] > [Advanced] > [HTTPS]" in text
    assert f"commands.{name}" in text
    assert "ansible_netcam_profile" in text
    assert camera.sent == []


def test_no_read_of_the_table_uses_a_path_that_sets_something() -> None:
    for command in COMMANDS.values():
        if not command.writes:
            assert not command.path.rpartition("/")[2].startswith("set_"), command.name
            assert command.method == "GET"


def test_every_command_of_the_table_has_its_source_or_is_unknown() -> None:
    for command in COMMANDS.values():
        assert command.known is (command.confidence != "unknown")
        assert command.source or not command.known
        assert command.page.startswith("[")


# -- facts ---------------------------------------------------------------------------------------------------------


def facts_of(camera: Paper) -> Any:
    camera.login_as(*ADMIN)
    return fetch_facts(Cgi(camera, Commands(COMMANDS)))  # type: ignore[arg-type]  # paper


def test_model_and_firmware_come_from_getinfo() -> None:
    facts = facts_of(Paper())
    assert (facts.model, facts.firmware, facts.family) == ("WV-S1111", "1.20", "ipro_wv")


def test_an_older_camera_has_no_product_name() -> None:
    camera = Paper()
    del camera.info["PRODUCT_NAME"]
    assert facts_of(camera).model == "WV-S1111"


def test_the_date_of_an_answer_is_the_clock_where_there_is_no_onvif() -> None:
    camera = Paper()
    body = camera._getinfo(Sent("GET", "", {})).content
    camera.answers["getinfo"] = lambda _sent: Answer(200, body, {"date": "Sat, 22 Nov 2025 12:00:00 GMT"})
    facts = facts_of(camera)
    assert facts.clock == 1763812800.0
    camera.answers["getinfo"] = lambda _sent: Answer(200, body, {"date": "once upon a time"})
    assert facts_of(camera).clock is None


@pytest.mark.parametrize("missing", ["MAC", "SERIAL", "VERSION"])
def test_something_else_at_the_path_is_no_camera_of_this_family(missing: str) -> None:
    camera = Paper()
    del camera.info[missing]
    assert facts_of(camera) is None


@pytest.mark.parametrize("status", [400, 404, 500])
def test_an_error_is_no_camera_of_this_family(status: int) -> None:
    camera = Paper()
    camera.answers["getinfo"] = lambda _sent: page(status, "Oops", seen=200)
    assert facts_of(camera) is None
    camera.answers["getinfo"] = lambda _sent: lines({"MAC": "1"}, 404)
    assert facts_of(camera) is None


def test_before_its_first_administrator_a_camera_is_known_by_its_registration_page() -> None:
    facts = facts_of(Paper(users={}))
    assert (facts.model, facts.family) == (None, "ipro_wv")
