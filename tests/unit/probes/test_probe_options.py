# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Options of probe_info: what is refused before anything is sent, and what they become."""

from __future__ import annotations

from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._module import argument_spec
from ansible_collections.netcam.hardening.plugins.module_utils._probes.probe_info import target_of
from ansible_collections.netcam.hardening.plugins.module_utils._probes.visit import SnmpUser, Target
from ansible_collections.netcam.hardening.plugins.plugin_utils._run import secrets_in

NAN, INFINITE = float("nan"), float("inf")


def target(endpoint: Endpoint | None = None, **options: Any) -> Target:
    validated = ArgumentSpecValidator(argument_spec("probe_info")).validate({"camera_host": "192.0.2.7", **options})
    assert validated.error_messages == []
    return target_of(validated.validated_parameters, endpoint or Endpoint("192.0.2.7"))


@pytest.mark.parametrize(
    ("options", "word"),
    [
        ({"time_limit": 0}, "time_limit"),
        ({"time_limit": NAN}, "time_limit"),
        ({"time_limit": 601}, "time_limit"),
        ({"silence_after": INFINITE}, "silence_after"),
        ({"silence_after": -1}, "silence_after"),
        ({"ports": [80, 0]}, "ports"),
        ({"ports": [65536]}, "ports"),
        ({"ports": list(range(1, 100))}, "at most 64"),
        ({"http_port": -1}, "http_port"),
        ({"rtsp_port": 70000}, "rtsp_port"),
        ({"paths": ["admin"]}, "paths"),
        ({"paths": ["/a\r\nX: y"]}, "paths"),
        ({"paths": ["/a b"]}, "paths"),
        ({"rtsp_paths": ["rtsp://192.0.2.7/a"]}, "rtsp_paths"),
        ({"communities": [""]}, "communities"),
        ({"communities": [f"c{number}" for number in range(9)]}, "not guessed"),
        ({"second_source_address": "camera"}, "second_source_address"),
        ({"snmp_v3": {"user_name": "m", "privacy_password": "Priv4Monitor"}}, "needs auth_password"),
        ({"snmp_v3": {"user_name": "m", "auth_password": "short"}}, "at least 8"),
        ({"snmp_v3": {"user_name": "m", "auth_password": "Auth4Monitor", "privacy_password": "short"}}, "at least 8"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_sent(options: dict[str, Any], word: str) -> None:
    with pytest.raises(InvalidValue, match=word):
        target(**options)


def test_no_secret_is_in_an_error() -> None:
    with pytest.raises(InvalidValue) as caught:
        target(snmp_v3={"user_name": "m", "auth_password": "Sec-4"})
    assert "Sec-4" not in caught.value.describe("camera")


def test_communities_and_passwords_are_secrets_one_by_one() -> None:
    params = {
        "communities": ["Co4Munity", "public"],
        "snmp_v3": {"user_name": "m", "auth_password": "Auth4Monitor", "privacy_password": "Priv4Monitor"},
    }
    # the word public stands in many answers, and in every manual
    assert secrets_in(argument_spec("probe_info"), params) == {"Co4Munity", "Auth4Monitor", "Priv4Monitor"}


def test_no_secret_is_in_the_text_of_a_target() -> None:
    made = target(communities=["Co4Munity"], snmp_v3={"user_name": "m", "auth_password": "Auth4Monitor"})
    assert made.communities == ("Co4Munity",)
    assert made.snmp_user == SnmpUser("m", "Auth4Monitor")
    assert "Co4Munity" not in repr(made)
    assert "Auth4Monitor" not in repr(made)


@pytest.mark.parametrize(
    ("endpoint", "ports"),
    [
        (Endpoint("192.0.2.7"), (80, 443)),
        (Endpoint("192.0.2.7", port=8080), (8080, 443)),
        (Endpoint("192.0.2.7", port=8443, scheme="https"), (80, 8443)),
    ],
)
def test_the_port_of_the_connection_is_the_one_of_its_scheme(endpoint: Endpoint, ports: tuple[int, int]) -> None:
    made = target(endpoint)
    assert (made.http_port, made.https_port) == ports
    assert (target(endpoint, http_port=81).http_port, target(endpoint, https_port=444).https_port) == (81, 444)


@pytest.mark.parametrize(
    ("endpoint", "makers"),
    [
        (Endpoint("192.0.2.7"), ()),
        (Endpoint("192.0.2.7", driver="canon"), ("canon", "onvif")),
        (Endpoint("192.0.2.7", driver="ipro"), ("ipro", "onvif")),
        (Endpoint("192.0.2.7", driver="onvif"), ("onvif",)),
        (Endpoint("192.0.2.7", profiles=({"family": "canon_vb_2022"},)), ("canon", "onvif")),
        (Endpoint("192.0.2.7", profiles=({"family": "canon_vb_2022"}, {"family": "ipro_wv"})), ()),
    ],
)
def test_pages_of_other_makers_are_not_asked_for_when_the_maker_is_known(
    endpoint: Endpoint, makers: tuple[str, ...]
) -> None:
    assert target(endpoint).families == makers
