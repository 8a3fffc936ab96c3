# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Logging in: digest first, token second, each password once, and what a camera without an account looks like."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    AuthenticationFailed,
    CameraAnswer,
    InvalidValue,
    Refused,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._wire import Answer

from .camera import ADMIN, NOON, PaperCamera, date_and_time, driver_for, envelope, fault, logged_in


def test_digest_camera_is_logged_into_with_one_call_without_a_token():
    camera = PaperCamera("digest")
    assert driver_for(camera).log_in() is True
    assert camera.operations() == ["GetUsers"]
    assert not camera.sent[0].token


def test_wrong_password_is_judged_once_by_digest_and_not_tried_again_as_a_token():
    camera = PaperCamera("digest")
    with pytest.raises(AuthenticationFailed, match="refuses GetUsers to 'admin'"):
        driver_for(camera, (ADMIN[0], "wrong")).log_in()
    assert camera.refused_logins == 1
    assert camera.operations() == ["GetUsers"]


def test_camera_without_digest_gets_a_token_and_keeps_getting_it():
    camera = PaperCamera("token")
    driver = logged_in(camera)
    driver.read(["http_server.http_port"])
    assert camera.operations() == ["GetUsers", "GetSystemDateAndTime", "GetUsers", "GetServices", "GetNetworkProtocols"]
    assert [sent.token for sent in camera.sent] == [False, False, True, True, True]
    assert len(camera.nonces) == 2, "a fresh nonce for every call"


def test_token_is_used_where_another_interface_of_the_camera_spoke_digest_before():
    """An older Canon camera: digest on its own page, tokens only on ONVIF, one session for both."""
    camera = PaperCamera("token")
    driver = driver_for(camera)
    camera.auth_method = "digest"
    assert driver.log_in() is True
    assert camera.refused_logins == 0


def test_401_without_a_challenge_asks_for_a_token():
    camera = PaperCamera("token")
    refusal = camera._refusal
    camera._refusal = lambda header: refusal(header) and Answer(401, b"", {})  # type: ignore[method-assign]
    assert driver_for(camera).log_in() is True


def test_wrong_password_is_judged_once_by_token():
    camera = PaperCamera("token")
    with pytest.raises(AuthenticationFailed):
        driver_for(camera, (ADMIN[0], "wrong")).log_in()
    assert camera.refused_logins == 1


@pytest.mark.parametrize(
    "off", [timedelta(hours=-9), timedelta(days=365 * 56), timedelta(days=-365 * 56), timedelta(0)]
)
def test_clock_that_is_off_is_no_obstacle_to_a_token(off):
    camera = PaperCamera("token")
    camera.clock = NOON + off
    camera.window = timedelta(seconds=5)
    assert driver_for(camera).log_in() is True


@pytest.mark.parametrize(
    "clock",
    [
        date_and_time(None),
        date_and_time(NOON).replace("<tt:Month>11", "<tt:Month>0"),
        "<tds:GetSystemDateAndTimeResponse/>",
        fault("ActionNotSupported"),
        b"<html>no",
    ],
    ids=["no time", "month 0", "empty", "fault", "no XML"],
)
def test_clock_that_cannot_be_read_leaves_the_token_in_our_own_time(clock):
    camera = PaperCamera("token", GetSystemDateAndTime=clock)
    camera.window = timedelta(seconds=5)
    assert driver_for(camera).log_in() is True


def test_token_after_the_clock_was_set_is_in_the_new_time():
    camera = PaperCamera("token", SetSystemDateAndTime=lambda _sent: set_clock())
    camera.clock, camera.window = NOON - timedelta(days=400), timedelta(seconds=5)

    def set_clock():
        camera.clock = NOON
        return "<tds:SetSystemDateAndTimeResponse/>"

    driver = logged_in(camera)
    driver.write([Assignment("date_time.clock", "now")])
    driver.forget()
    assert driver.log_in() is True
    assert camera.refused_logins == 0


def test_camera_without_an_administrator_has_no_account_yet():
    camera = PaperCamera("open")
    camera.users.clear()
    driver = driver_for(camera)
    assert driver.log_in() is False
    driver.create_first_account("chief", "Long-Enough-1")
    assert camera.users == {"chief": ("Long-Enough-1", "Administrator")}


@pytest.mark.parametrize("login", ["digest", "token"])
def test_camera_that_was_reset_in_the_middle_of_a_session_has_no_account_any_more(login):
    camera = PaperCamera(login)
    driver = logged_in(camera)
    camera.login = "open"
    camera.users.clear()
    camera.answers["GetUsers"] = "<tds:GetUsersResponse/>"
    camera._refusal = lambda _header: None  # type: ignore[method-assign]  # open to all, with or without a token
    assert driver.log_in() is False


@pytest.mark.parametrize("login", ["digest", "token"])
def test_camera_that_does_not_list_the_administrator_of_its_page_has_one_all_the_same(login):
    camera = PaperCamera(login, GetUsers="<tds:GetUsersResponse/>")
    driver = driver_for(camera)
    assert driver.log_in() is True
    assert camera.user == ADMIN[0], "the question without an account leaves the session as it was"
    assert camera.refused_logins == 0
    assert driver.log_in() is True


def test_camera_that_asks_nobody_still_judges_our_token():
    camera = PaperCamera("open")
    assert driver_for(camera).log_in() is True
    assert camera.operations()[-1] == "GetUsers"
    assert camera.sent[-1].token
    with pytest.raises(AuthenticationFailed):
        driver_for(camera, (ADMIN[0], "wrong")).log_in()


@pytest.mark.parametrize("login", ["digest", "token"])
def test_camera_whose_reading_is_open_to_everybody_still_judges_the_password_once(login):
    camera = PaperCamera(login, open_reads=True)
    assert driver_for(camera).log_in() is True
    assert camera.refused_logins == 0
    wrong = PaperCamera(login, open_reads=True)
    with pytest.raises(AuthenticationFailed, match="refuses RemoveScopes to 'admin'"):
        driver_for(wrong, (ADMIN[0], "wrong")).log_in()
    assert wrong.refused_logins == 1
    assert wrong.users == camera.users


def test_a_session_that_only_reads_proves_no_login_by_a_writing_call():
    """The proof changes nothing, but it is a request of the writing kind. That the login is not proven is said."""
    camera = PaperCamera("digest", open_reads=True)
    camera.read_only = True
    assert driver_for(camera).log_in() is True
    assert camera.unproven
    assert "RemoveScopes" not in camera.operations()


@pytest.mark.parametrize("login", ["digest", "token"])
def test_a_session_that_only_reads_is_proven_where_reading_asks_for_a_login(login):
    camera = PaperCamera(login)
    camera.read_only = True
    assert driver_for(camera).log_in() is True
    assert not camera.unproven


def test_open_reading_without_an_administrator_behind_it_is_told_by_the_level():
    camera = PaperCamera("digest", open_reads=True, RemoveScopes=fault("NotAuthorized"))
    with pytest.raises(AuthenticationFailed) as seen:
        driver_for(camera).log_in()
    assert "not an ONVIF administrator" in (seen.value.hint or "")


@pytest.mark.parametrize(
    "answer",
    [fault("InvalidArgVal", "NoScope"), "<tds:RemoveScopesResponse/>", fault("Action", code="Receiver", status=500)],
    ids=["no such scope", "success", "some fault"],
)
def test_whoever_may_remove_scopes_is_an_administrator_whatever_the_answer_is(answer):
    camera = PaperCamera("digest", open_reads=True, RemoveScopes=answer)
    assert driver_for(camera).log_in() is True
    scopes = [sent.texts("ScopeItem")[0] for sent in camera.sent if sent.operation == "RemoveScopes"]
    assert len(scopes) == 1
    assert len(scopes[0]) > 40, "a name that no camera has"


def test_camera_that_asks_for_a_login_is_not_asked_for_a_further_proof():
    camera = PaperCamera("digest")
    driver_for(camera).log_in()
    assert "RemoveScopes" not in camera.operations()


def test_camera_without_user_operations_proves_the_password_elsewhere():
    camera = PaperCamera("digest", GetUsers=fault("ActionNotSupported", status=500))
    assert driver_for(camera).log_in() is True
    assert camera.operations() == ["GetUsers", "GetDeviceInformation"]


def test_no_credentials_are_a_clear_error():
    with pytest.raises(AuthenticationFailed, match="no credentials are given"):
        driver_for(PaperCamera("digest"), None).log_in()


def test_user_that_is_no_administrator_is_told_so():
    camera = PaperCamera("digest", GetUsers=fault("NotAuthorized", status=400))
    with pytest.raises(AuthenticationFailed, match="GetUsers") as seen:
        driver_for(camera).log_in()
    assert "administrator" in (seen.value.hint or "")
    assert ADMIN[1] not in seen.value.describe("camera")


@pytest.mark.parametrize(
    ("answer", "error", "words"),
    [
        (Answer(403, b"<html>", {}), Refused, "answers 403"),
        (Answer(404, b"", {}), Unsupported, "no ONVIF service"),
        (Answer(503, b"busy", {}), CameraAnswer, "HTTP 503"),
        (Answer(302, b"", {}), CameraAnswer, "HTTP 302"),
        (Answer(200, b"", {}), CameraAnswer, "no usable XML"),
        (Answer(200, b"<html><body/></html>", {}), CameraAnswer, "not SOAP"),
        (Answer(200, envelope("<tds:GetDNSResponse/>"), {}), CameraAnswer, "GetDNSResponse"),
    ],
    ids=["403", "404", "503", "302", "nothing", "HTML", "another answer"],
)
def test_answer_that_is_no_onvif_is_a_clear_error(answer, error, words):
    camera = PaperCamera("digest", GetUsers=answer, GetDeviceInformation=answer)
    with pytest.raises(error, match=words):
        driver_for(camera).log_in()


def test_status_that_contradicts_the_body_does_not_count():
    users = (
        "<tds:GetUsersResponse><tds:User><tt:Username>admin</tt:Username>"
        "<tt:UserLevel>Administrator</tt:UserLevel></tds:User></tds:GetUsersResponse>"
    )
    camera = PaperCamera("digest", GetUsers=Answer(500, envelope(users), {}))
    assert driver_for(camera).log_in() is True
    camera = PaperCamera("digest", GetUsers=Answer(200, envelope(fault("NotAuthorized").body()), {}))
    with pytest.raises(AuthenticationFailed):
        driver_for(camera).log_in()


@pytest.mark.parametrize("status", [200, 400, 401, 403, 500, 501])
def test_fault_with_a_reason_means_the_same_under_every_status(status):
    camera = PaperCamera(SetUser=fault("OperationProhibited", "PasswordTooWeak", status=status))
    with pytest.raises(InvalidValue, match="too weak"):
        logged_in(camera).write([Assignment("administrator.password", "x")])


def test_soap_1_1_and_wrong_namespaces_are_understood():
    users = b"""<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><x:GetUsersResponse xmlns:x="urn:x">
    <x:User><x:Username>admin</x:Username><x:UserLevel>Administrator</x:UserLevel></x:User></x:GetUsersResponse></e:Body></e:Envelope>"""
    assert driver_for(PaperCamera("digest", GetUsers=users)).log_in() is True
    refused = b"""<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><e:Fault>
    <faultcode>ter:NotAuthorized</faultcode><faultstring>Sender not Authorized</faultstring></e:Fault></e:Body></e:Envelope>"""
    with pytest.raises(AuthenticationFailed):
        driver_for(PaperCamera("digest", GetUsers=refused)).log_in()


@pytest.mark.parametrize("login", ["digest", "token"])
def test_session_has_at_most_two_requests_of_overhead(login):
    camera = PaperCamera(login)
    driver = driver_for(camera)
    driver.facts()
    driver.log_in()
    wanted = ["http_server.http_port", "http_server.https_port", "rtp_server.rtsp_port", "date_time.method"]
    assert [driver.why_not(setting_id) for setting_id in wanted] == [None] * 4
    driver.read(wanted)
    refused_at_first = 1 if login == "token" else 0
    needed = ["GetDeviceInformation", "GetUsers", "GetNetworkProtocols"]
    assert len(camera.operations()) - len(needed) - refused_at_first == 2, camera.operations()
