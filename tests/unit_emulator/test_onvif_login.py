# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Logging in to ONVIF: HTTP Digest, WS-UsernameToken, levels, lock-out."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

import pytest
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT, ADMIN, PASSWORD
from .test_onvif_support import ONVIF, Soap, ago, envelope, fleet_of, user, username_token

INFORMATION = "tds:GetDeviceInformation"


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """Cameras that differ in how they let people in."""
    with fleet_of(
        61,
        both=ONVIF,
        digest={**ONVIF, "onvif_auth": ["digest"], "onvif_digest_algorithms": ["SHA-256"]},
        token={**ONVIF, "onvif_auth": ["usernametoken"], "onvif_clock_window": 5, "clock_offset": -200_000_000},
        fresh={"family": "onvif"},
        strict={**ONVIF, "lockout": {"failures": 2, "seconds": 0.3, "status": 403}},
        older={"model": "VB-R13VE", **ACCOUNT},
        fixed={"model": "VB-M700F"},
        canon_fresh={"model": "VB-H47"},
    ) as fleet:
        yield fleet


def curl(soap: Soap, password: str = PASSWORD) -> int:
    """Ask with curl's Digest; returns the HTTP status."""
    address, port = soap.listener()
    command = ["curl", "-q", "-s", "-m", "5", "--noproxy", "*", "-o", "/dev/null", "-w", "%{http_code}", "--digest"]
    command += ["-u", f"{ADMIN}:{password}", "-H", "Content-Type: application/soap+xml"]
    command += ["-d", envelope(f"<{INFORMATION}/>"), f"http://{address}:{port}/onvif/device_service"]
    return int(subprocess.run(command, capture_output=True, check=True, text=True).stdout)


@pytest.mark.parametrize("name", ["both", "digest"])
def test_curl_logs_in_by_digest(fleet: Fleet, name: str) -> None:
    soap = Soap(fleet.camera(name))
    assert curl(soap) == 200
    assert curl(soap, "Wrong4Admin88") == 401
    assert fleet.camera(name).count("logins_failed") == 1


def test_without_a_login_there_is_a_challenge_for_each_algorithm(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("both"))
    assert soap.call("tds:SetHashingAlgorithm", "<tds:Algorithm>SHA-256 MD5</tds:Algorithm>").ok
    answer = soap.call(INFORMATION, header="")
    assert answer.status == 401
    assert [("SHA-256" in one, "MD5" in one) for one in answer.headers["www-authenticate"]] == [
        (True, False),
        (False, True),
    ]
    assert answer.fault == ["env:Sender", "ter:NotAuthorized"]
    assert fleet.camera("both").count("logins_failed") == 0


def test_a_camera_that_only_knows_the_token_answers_a_fault_instead(fleet: Fleet) -> None:
    answer = Soap(fleet.camera("token")).call(INFORMATION, header="")
    assert (answer.status, answer.fault) == (400, ["env:Sender", "ter:NotAuthorized"])
    assert "www-authenticate" not in answer.headers


@pytest.mark.parametrize("operation", ["tds:GetSystemDateAndTime", "tds:GetHostname", "tds:GetCapabilities"])
def test_some_operations_are_open_to_all(fleet: Fleet, operation: str) -> None:
    assert Soap(fleet.camera("token")).call(operation, header="").ok


def test_the_token_must_be_near_the_clock_of_the_camera_not_ours(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("token"))
    assert not soap.call(INFORMATION).ok  # our time: years later
    assert soap.call(INFORMATION, skewed=True).ok
    for seconds, good in ((3, True), (8, False), (-8, False)):
        header = username_token(ADMIN, PASSWORD, ago(seconds, soap.now()))
        assert soap.call(INFORMATION, header=header).ok is good
    assert soap.camera.count("logins_failed") == 3


def test_a_token_works_once(fleet: Fleet) -> None:
    soap, header = Soap(fleet.camera("both")), username_token(ADMIN, PASSWORD)
    assert soap.call(INFORMATION, header=header).ok
    again = soap.call(INFORMATION, header=header)
    assert (again.status, again.fault) == (400, ["env:Sender", "ter:NotAuthorized"])


@pytest.mark.parametrize(
    "change",
    [("PasswordDigest", "PasswordText"), ("<wsse:Nonce>", "<wsse:Nonce>!"), ("T", "x")],
    ids=["password in clear", "nonce that is no base64", "time that is none"],
)
def test_a_damaged_token_is_a_failed_login(fleet: Fleet, change: tuple[str, str]) -> None:
    soap = Soap(fleet.camera("both"))
    header = username_token(ADMIN, PASSWORD)
    if change[0] == "T":
        created = header.index("<wsu:Created>") + len("<wsu:Created>")
        header = header[:created] + header[created:].replace("T", "x", 1)
    else:
        header = header.replace(*change)
    assert soap.call(INFORMATION, header=header).fault == ["env:Sender", "ter:NotAuthorized"]
    assert soap.camera.count("logins_failed") == 1
    assert "H144" in soap.camera.log()[-1]


def test_a_digest_camera_does_not_take_the_token_and_the_other_way_round(fleet: Fleet) -> None:
    assert Soap(fleet.camera("digest")).call(INFORMATION).status == 401
    assert curl(Soap(fleet.camera("token"))) == 400


@pytest.mark.parametrize(
    ("level", "operation", "allowed"),
    [
        ("User", "tds:GetDeviceInformation", True),
        ("User", "tds:GetSystemUris", False),
        ("Operator", "tds:GetSystemUris", True),
        ("Operator", "tds:GetUsers", False),
        ("Operator", "trt:GetProfiles", True),
        ("Operator", "tds:SystemReboot", False),
        ("Administrator", "tds:GetUsers", True),
    ],
)
def test_each_level_may_do_what_its_access_class_allows(
    fleet: Fleet, level: str, operation: str, allowed: bool
) -> None:
    soap = Soap(fleet.camera("both"))
    assert soap.call("tds:CreateUsers", user("somebody", level)).ok
    answer = soap.as_("somebody").call(operation)
    assert answer.ok is allowed
    assert allowed or answer.fault == ["env:Sender", "ter:NotAuthorized"]


def test_wrong_logins_lock_the_address_out(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("strict"))
    for _unused in range(3):
        soap.as_(ADMIN, "Wrong4Admin88").call(INFORMATION)
    assert soap.call(INFORMATION).status == 403
    assert soap.call(INFORMATION, source="127.9.9.9").ok
    assert soap.camera.count("lockouts") == 1


def test_a_new_conformant_camera_is_open_until_the_first_user_is_made(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("fresh"))
    assert soap.call("tds:GetUsers", header="").texts("Username") == []
    assert soap.call("tds:CreateUsers", user(ADMIN, "Administrator"), header="").ok
    assert soap.call("tds:GetUsers", header="").status == 401
    assert soap.call("tds:GetUsers").text("Username") == ADMIN


def test_a_new_canon_camera_is_not(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("canon-fresh"))
    assert soap.call("tds:CreateUsers", user(ADMIN, "Administrator"), header="").status == 401
    assert soap.call("tds:GetSystemDateAndTime", header="").ok


def test_which_canon_cameras_speak_onvif_and_how(fleet: Fleet) -> None:
    assert Soap(fleet.camera("older")).call(INFORMATION).text("Manufacturer") == "Canon"
    assert Soap(fleet.camera("older")).call(INFORMATION, header="").status == 400  # token only
    assert Soap(fleet.camera("fixed")).call(INFORMATION).status == 404
    assert fleet.camera("fixed").state()["onvif"] is None
