# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""ONVIF beside the CGI of i-PRO cameras: the same users and rules, but no keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .conftest import ADMIN, PASSWORD
from .test_ipro_support import IPRO, Browserless, done
from .test_onvif_support import Soap, fleet_of

SIGNED = {**IPRO, "certificate": "self_signed"}


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """With and without the sister family's commands."""
    with fleet_of(
        83,
        none={**SIGNED, "model": "WV-X5550LT", "dialect": "none"},
        b={**SIGNED, "model": "WV-SBV131M"},
        bare={**IPRO, "model": "WV-SBV131M"},
    ) as fleet:
        yield fleet


@pytest.fixture
def at(fleet: Fleet) -> Callable[[str], Soap]:
    """`at("b")` is that camera's administrator; all cameras are put back after the test."""
    return lambda name: Soap(fleet.camera(name))


def protocols(http: bool, https: bool, https_port: int = 443, http_port: int = 80, rtsp_port: int = 554) -> str:
    """The list for SetNetworkProtocols."""
    entries = (("HTTP", http, http_port), ("HTTPS", https, https_port), ("RTSP", True, rtsp_port))
    return "".join(
        f"<tds:NetworkProtocols><tt:Name>{name}</tt:Name><tt:Enabled>{str(on).lower()}</tt:Enabled>"
        f"<tt:Port>{port}</tt:Port></tds:NetworkProtocols>"
        for name, on, port in entries
    )


def user(name: str, password: str, level: str) -> str:
    """One user of CreateUsers or SetUser."""
    return (
        f"<tds:User><tt:Username>{name}</tt:Username><tt:Password>{password}</tt:Password>"
        f"<tt:UserLevel>{level}</tt:UserLevel></tds:User>"
    )


def test_the_maker_is_named(at: Any) -> None:
    assert b"i-PRO" in at("none").call("tds:GetDeviceInformation").data
    answer = at("b").call("tds:GetDeviceInformation").data
    assert b"Panasonic" in answer
    assert b"WV-SBV131M" in answer


def test_https_is_switched_over_onvif_and_both_together_only_on_newer_ones(at: Any) -> None:
    for name, both in (("none", 200), ("b", 400)):
        camera = at(name)
        assert camera.call("tds:SetNetworkProtocols", protocols(True, True)).status == both
        camera.camera.wait_up(60)
    camera = at("b")
    assert camera.call("tds:SetNetworkProtocols", protocols(False, True, 8443)).status == 200
    camera.camera.wait_up(60)
    kinds = {kind: port for kind, _address, port, _unused in camera.camera.state()["listeners"]}
    assert (kinds["https"], "http" in kinds) == (8443, False)


@pytest.mark.parametrize(
    "wanted",
    [
        {"http": False, "https": False},
        {"http": False, "https": True, "https_port": 995},
        {"http": False, "https": True, "https_port": 554},
        {"http": True, "https": False, "http_port": 443, "https_port": 8443},
        {"http": True, "https": False, "rtsp_port": 10670},
    ],
)
def test_onvif_is_held_to_the_rules_of_the_page(at: Any, wanted: dict[str, Any]) -> None:
    assert at("none").call("tds:SetNetworkProtocols", protocols(**wanted)).status in (400, 500)
    assert at("none").camera.settings()["ssl_tls.https_policy"] == "http"


def test_without_a_certificate_onvif_cannot_switch_https_on_and_cannot_make_one(at: Any) -> None:
    bare = at("bare")
    assert bare.call("tds:SetNetworkProtocols", protocols(False, True)).status in (400, 500)
    services = bare.call("tds:GetServices", "<tds:IncludeCapability>false</tds:IncludeCapability>").data
    assert b"security_service" not in services
    assert b"media_service" in services
    assert bare.call("tas:CreateRSAKeyPair", "<tas:KeyLength>2048</tas:KeyLength>").status in (400, 404, 500)


def test_ports_may_be_ignored(at: Any) -> None:
    camera = at("none")
    camera.camera.ipro_quirk("fixed_onvif_ports")
    assert camera.call("tds:SetNetworkProtocols", protocols(True, True, 8443)).status == 200
    camera.camera.wait_up(60)
    assert camera.camera.settings()["http_server.https_port"] == 443
    assert camera.camera.settings()["ssl_tls.https_policy"] == "http_and_https"


def test_auto_port_forwarding_locks_onvif_too(at: Any) -> None:
    camera = at("none")
    camera.camera.set({"network.upnp_port_forwarding": "enable"})
    assert camera.call("tds:SetNetworkProtocols", protocols(False, True)).status in (400, 500)


def test_users_are_the_cameras_own_and_levels_map_one_to_one(at: Any, running: Fleet) -> None:
    onvif, native = at("b"), Browserless(running, "b")
    for name, level in (("second", "Administrator"), ("operator", "Operator"), ("viewer", "User")):
        assert onvif.call("tds:CreateUsers", user(name, "Gate4Viewing", level)).status == 200
    assert [(found["name"], found["level"]) for found in onvif.camera.ipro()["users"]] == [
        (ADMIN, 1), ("second", 1), ("operator", 2), ("viewer", 3),
    ]  # fmt: skip
    assert native.named("second", "Gate4Viewing").ask("get_https").status == 200
    assert native.named("viewer", "Gate4Viewing").ask("get_https").status == 403
    assert done(
        native.post("user.cgi", name="native", password="Gate4Native", repassword="Gate4Native", access_level=2)
    )
    assert onvif.as_("native", "Gate4Native").call("tds:GetScopes").status == 200
    assert onvif.as_("native", "Gate4Native").call("tds:GetUsers").status in (400, 401, 403)


def test_users_of_onvif_have_the_cameras_limits(at: Any) -> None:
    onvif = at("none")
    for name, password in (
        ("a:b", PASSWORD),
        ("viewer", "letters4digits"),
        ("viewer", "Short1!"),
        ("viewer", "Aa1!" * 9),
    ):
        assert onvif.call("tds:CreateUsers", user(name, password, "User")).status in (400, 500)
    assert onvif.call("tds:SetUser", user(ADMIN, PASSWORD, "User")).status in (400, 500)  # the last administrator
    assert onvif.call("tds:DeleteUsers", f"<tds:Username>{ADMIN}</tds:Username>").status in (400, 500)
    assert len(onvif.camera.ipro()["users"]) == 1


def test_user_authentication_off_leaves_onvif_open_below_administrators(at: Any) -> None:
    onvif = at("none")
    assert onvif.call("tds:GetScopes", header="").status == 401
    onvif.camera.set({"users.authentication": "disable"})
    assert onvif.call("tds:GetScopes", header="").status == 200
    assert onvif.call("tds:GetUsers", header="").status == 401
    assert onvif.call("tds:SetNetworkProtocols", protocols(True, True), header="").status == 401
    assert onvif.call("tds:GetUsers").status == 200


def test_factory_values_take_users_keys_and_certificates_away(at: Any) -> None:
    onvif = at("b")
    assert onvif.call("tds:SetSystemFactoryDefault", "<tds:FactoryDefault>Hard</tds:FactoryDefault>").status == 200
    onvif.camera.wait_up(60)
    state = onvif.camera.ipro()
    assert (state["users"], state["key"], state["self_signed"], state["in_force"]) == ([], {}, "", "")
