# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What is odd about the CGI of i-PRO cameras, as recorded from real ones; each oddity can be switched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import yaml
from netcam_emulator.fleet import BadFleet, parse
from netcam_emulator.ipro.unknown import names
from netcam_emulator.testing import DEMO_FLEET, Fleet

from .conftest import NETWORK
from .test_ipro_support import IPRO, MARK, PAGE_403, Browserless, done, refused
from .test_onvif_support import fleet_of

CONFIRMED = ("getinfo?FILE=1", "get_capability", "man_session?command=get", "get_randomnum", "set_rtsp?rtsp_port=8554")
SISTER_FAMILY = (
    "get_https", "get_crt_key", "https_signed?mode=get_info", "user.cgi", "auth.cgi", "get_reg_host", "get_rtsp",
    "get_time", "get_upnp", "get_802", "get_basic", "get_mdns_host", "get_systemlog",
)  # fmt: skip


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """One camera of each kind that differs on the wire."""
    with fleet_of(
        80,
        old={**IPRO, "model": "WV-SW115"},
        b={**IPRO, "model": "WV-SBV131M"},
        new={**IPRO, "model": "WV-X5550LT"},
        plain={**IPRO, "model": "WV-X5550LT", "dialect": "none"},
    ) as fleet:
        yield fleet


@pytest.fixture
def at(fleet: Fleet) -> Callable[[str], Browserless]:
    """`at("b")` is that camera's administrator; all cameras are put back after the test."""
    return lambda name: Browserless(fleet, name)


def test_text_begins_with_a_byte_order_mark_and_an_empty_line(at: Any) -> None:
    camera = at("b")
    assert camera.ask("get_https").body.startswith(f"{MARK}live=http\r\n")
    camera.camera.ipro_quirk("byte_order_mark", False)
    assert camera.ask("get_https").body.startswith("live=http\r\n")


def test_product_information_is_wrapped_in_html(at: Any) -> None:
    camera = at("b")
    body = camera.ask("getinfo?FILE=1").body
    assert body.startswith(f"{MARK}<HTML>\r\nMAC=")
    assert body.endswith("</HTML>\r\n")
    assert "\r\nPRODUCT_NAME=WV-SBV131M\r\n" in body
    camera.camera.ipro_quirk("html_wrapper", False)
    assert "HTML" not in camera.ask("getinfo?FILE=1").body


def test_a_refusal_comes_under_status_200_unless_the_firmware_says_it_otherwise(at: Any) -> None:
    camera = at("b")
    assert refused(camera.post("set_https", live="https"))
    camera.camera.ipro_quirk("refusal", "status")
    answer = camera.post("set_https", live="https")
    assert (answer.status, answer.body) == (403, PAGE_403)
    camera.camera.ipro_quirk("refusal", "silent")
    assert camera.post("set_https", live="https").body == MARK
    assert camera.pairs("get_https")["live"] == "http"
    assert camera.camera.count("refused_writes") == 3


def test_error_pages_are_bare(at: Any) -> None:
    camera = at("b")
    assert "<TITLE>401 Unauthorized</TITLE>" in camera.raw("/cgi-bin/get_https").body
    unknown = camera.ask("no_such_command")
    assert (unknown.status, "<TITLE>404 Not Found</TITLE>" in unknown.body) == (404, True)


def test_a_video_session_is_refused_under_status_200(at: Any) -> None:
    camera = at("b")
    assert camera.pairs("getuid?FILE=2&vcodec=h264") == {"UID": "23206"}
    camera.camera.ipro_quirk("uid_refused", -3)
    assert camera.pairs("getuid?FILE=2&vcodec=h264") == {"UID": "-3"}


def test_keep_alive_fails_the_way_an_integrator_saw(at: Any) -> None:
    camera = at("b")
    assert camera.ask("keep_alive?mode=h264").status == 403
    assert camera.ask("keep_alive?mode=h264&protocol=http&UID=1").status == 500


def test_an_accept_header_is_answered_400_until_the_random_number_comes_along(at: Any) -> None:
    camera = at("new")
    login = ("--digest", "-u", f"{camera.user}:{camera.password}")
    assert camera.raw("/cgi-bin/get_https", *login).status == 400
    assert camera.ask("get_https").status == 200
    number = camera.raw("/cgi-bin/get_randomnum", *login).body
    assert len(number) == 16
    assert set(number) <= set("0123456789ABCDEF")
    path = f"/cgi-bin/get_https?Randomnum={number}"
    answers = [camera.raw(path, *login).status for _unused in range(21)]
    assert answers == [200] * 20 + [400]
    assert camera.raw("/cgi-bin/get_randomnum", *login).body != number
    camera.camera.ipro_quirk("security_enhancement", False)
    assert camera.raw("/cgi-bin/get_https", *login).status == 200


def test_older_generations_do_not_mind_an_accept_header(at: Any) -> None:
    camera = at("b")
    assert camera.raw("/cgi-bin/get_https", "--digest", "-u", f"{camera.user}:{camera.password}").status == 200


def test_the_login_method_is_a_setting(at: Any) -> None:
    camera = at("b")
    for method, digest, basic in (("digest", 200, 401), ("basic", 401, 200), ("digest_or_basic", 200, 200)):
        camera.camera.set({"http_server.auth_method": method})
        challenges = camera.raw("/cgi-bin/get_https").headers
        assert ("WWW-Authenticate: Digest" in challenges, "WWW-Authenticate: Basic" in challenges) == (
            "digest" in method,
            "basic" in method,
        )
        login = ("-u", f"{camera.user}:{camera.password}")
        assert camera.raw("/cgi-bin/get_https", "--digest", *login).status == digest
        assert camera.raw("/cgi-bin/get_https", "--basic", *login).status == basic


def test_values_may_hold_an_equals_sign(at: Any) -> None:
    camera = at("b")
    assert done(camera.post("set_basic", cam_title="Gate 4 = East"))
    assert camera.pairs("get_basic") == {"cam_title": "Gate 4 = East"}


def test_old_firmware_shows_a_form_where_a_setter_is_asked_for_nothing(at: Any) -> None:
    old, b = at("old"), at("b")
    for path in ("set_basic?Language=11", "set_rtsp"):
        assert "<FORM" in old.ask(path).body
        assert refused(b.ask(path))
    assert done(old.ask("set_rtsp?rtsp_port=8554"))
    assert old.pairs("get_rtsp") == {"rtsp_port": "8554"}


@pytest.mark.parametrize("command", CONFIRMED)
def test_confirmed_commands_are_on_every_camera(at: Any, command: str) -> None:
    assert at("plain").ask(command).status == 200
    assert at("b").ask(command).status == 200


@pytest.mark.parametrize("command", SISTER_FAMILY)
def test_the_sister_familys_commands_are_on_some(at: Any, command: str) -> None:
    assert at("plain").ask(command).status == 404
    assert done(at("b").ask(command))


def test_commands_without_public_names_are_only_where_their_names_are_known(at: Any) -> None:
    b, plain = at("b"), at("plain")
    assert b.ask("crt_key_generate").status == 404  # a role is no name
    assert b.made_up("csr_fetch").status == 200
    assert plain.made_up("csr_fetch").status == 404


def test_a_restart_needs_the_random_number(at: Any) -> None:
    camera = at("b")
    assert refused(camera.ask("initial?cmd=reset"))
    assert refused(camera.ask("initial?cmd=reset&Randomnum=0123456789ABCDEF"))
    number = camera.ask("get_randomnum").body
    assert camera.ask(f"initial?cmd=reset&Randomnum={number}").body == "OK\r\n"
    camera.settled()
    assert camera.camera.count("restarts") == 1


def test_the_referer_check_turns_foreign_pages_away(at: Any) -> None:
    camera = at("b")
    assert done(camera.ask("set_referer_mode?mode=1"))
    assert camera.ask("get_https", "-H", "Referer: http://192.0.2.1/evil.html").status == 403
    assert camera.ask("get_https", "-H", f"Referer: {camera.base}/setup.html").status == 200
    assert camera.ask("get_https").status == 200


def test_reads_and_writes_are_counted(at: Any) -> None:
    camera = at("b")
    camera.camera.reset_counters()
    for command in ("get_https", "https_signed?mode=get_info", "user.cgi", "set_rtsp?rtsp_port=8554"):
        camera.ask(command)
    counted = camera.camera.counters()
    assert (counted["reads"], counted["writes"], counted["ipro.get_https"]) == (3, 1, 1)


def test_faults_are_those_of_every_camera(at: Any) -> None:
    camera = at("b")
    camera.camera.fault("http_500", 1)
    assert camera.ask("get_https").status == 500
    camera.camera.fault("reset", 1)
    assert camera.ask("get_https").cut_off
    camera.camera.fault("ignore_write", "rtp_server.rtsp_port")
    assert done(camera.ask("set_rtsp?rtsp_port=8554"))
    assert camera.pairs("get_rtsp") == {"rtsp_port": "554"}
    camera.camera.clear_faults()
    camera.camera.fault("disk_full", 1)
    assert refused(camera.ask("set_rtsp?rtsp_port=8554"))
    camera.camera.fault("restart_mid_write", 1)
    assert camera.ask("set_rtsp?rtsp_port=8554").cut_off
    camera.settled()
    assert camera.pairs("get_rtsp") == {"rtsp_port": "554"}


def test_unknown_quirks_are_an_error(at: Any) -> None:
    with pytest.raises(Exception, match="unknown i-PRO quirk"):
        at("b").camera.ipro_quirk("nonsense")
    with pytest.raises(Exception, match="refusal is one of"):
        at("b").camera.ipro_quirk("refusal", "politely")


def test_the_fleet_file_that_shows_every_kind_runs() -> None:
    with Fleet(DEMO_FLEET.parent / "ipro.yml", network=NETWORK) as fleet:
        kinds = {camera["name"]: fleet.camera(camera["name"]).ipro() for camera in fleet.cameras()}
        generations = {name: (kind["generation"], kind["dialect"], kind["in_force"]) for name, kind in kinds.items()}
        inventory = yaml.safe_load(fleet.inventory.read_text(encoding="utf-8"))
        hosts = inventory["cameras"]["children"]["ipro_wv"]["hosts"]
    assert generations == {
        "entrance": ("B", "aw", ""),
        "corridor": ("B", "aw", ""),
        "cellar": ("A", "aw", ""),
        "apron": ("C1", "aw", "preinstalled"),
        "runway": ("C2", "aw", ""),
        "tower": ("C2", "none", "self_signed"),
        "gate": ("B", "aw", "self_signed"),
    }
    assert hosts["runway"]["ansible_netcam_profile"].endswith("profiles/ipro.yml")
    assert hosts["tower"]["ansible_netcam_profile"] is None


def test_made_up_names_differ_from_run_to_run_and_can_be_given() -> None:
    first, second = names({}), names({})
    assert not set(first.values()) & set(second.values())
    assert names({"csr_fetch": "csr_download"})["csr_fetch"] == "csr_download"
    with pytest.raises(ValueError, match="ipro_commands has no key_maker"):
        names({"key_maker": "x"})


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"dialect": "latin"}, "dialect is aw or none"),
        ({"ipro_generation": "D"}, "ipro_generation is A, B, C1 or C2"),
        ({"ipro_quirks": {"nonsense": True}}, "unknown i-PRO quirk"),
        ({"certificate": "stolen"}, "certificate is one of"),
        ({"certificate": "preinstalled"}, "certificate is one of fleet_ca, self_signed, none$"),
        ({"model": "WV-UNKNOWN"}, "unknown model"),
    ],
)
def test_a_wrong_fleet_file_says_where(entry: dict[str, Any], message: str) -> None:
    with pytest.raises(BadFleet, match=message):
        parse({"cameras": [{"name": "lobby", "model": "WV-SBV131M", **entry}]})
