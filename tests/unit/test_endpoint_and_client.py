# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""How a camera is reached: credentials and their order, ports, options that mean nothing; and the choice of a challenge."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._challenge import best_challenge
from ansible_collections.netcam.hardening.plugins.module_utils._client import Client
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import (
    CONNECTION_SPEC,
    Endpoint,
    endpoint_from,
)
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue

SECRET = "S3cret-that-must-not-show"


def options(**given_options: Any) -> dict[str, Any]:
    """Options as they arrive: every default of the spec, then the test's own."""
    return {**{name: entry.get("default") for name, entry in CONNECTION_SPEC.items()}, "camera_host": "192.0.2.7"} | (
        given_options
    )


# -- credentials ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_options", "tried"),
    [
        ({}, []),
        ({"camera_user": "keeper"}, []),
        ({"camera_password": "new"}, []),
        ({"camera_user": "keeper", "camera_password": "new"}, [("keeper", "new")]),
        (
            {"camera_user": "keeper", "camera_password": "new", "initial_user": "root", "initial_password": "old"},
            [("keeper", "new"), ("root", "old")],
        ),
        (
            {"camera_user": "keeper", "camera_password": "new", "initial_password": "old"},
            [("keeper", "new"), ("keeper", "old")],
        ),
        (
            {"camera_user": "keeper", "camera_password": "new", "initial_user": "keeper", "initial_password": "new"},
            [("keeper", "new")],
        ),
        ({"camera_user": "keeper", "camera_password": "new", "initial_user": "root"}, [("keeper", "new")]),
        ({"initial_user": "root", "initial_password": "old"}, [("root", "old")]),
        ({"initial_password": "old"}, []),
        ({"camera_user": "", "camera_password": "new", "initial_password": "old"}, []),
        ({"camera_user": "keeper", "camera_password": ""}, [("keeper", "")]),
    ],
)
def test_the_wanted_credentials_first_then_the_initial_ones_each_once(
    given_options: dict[str, Any], tried: list[tuple[str, str]]
) -> None:
    assert endpoint_from(options(**given_options), ()).credentials() == tried


def test_an_endpoint_does_not_print_its_passwords() -> None:
    made = endpoint_from(options(camera_password=SECRET, initial_password=SECRET), ({"name": SECRET},))
    assert SECRET not in repr(made)


# -- ports ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_options", "port"),
    [({}, 80), ({"camera_scheme": "https"}, 443), ({"camera_port": 8080}, 8080),
     ({"camera_scheme": "https", "camera_port": 10443}, 10443)],
)  # fmt: skip
def test_the_port_is_that_of_the_scheme_unless_given(given_options: dict[str, Any], port: int) -> None:
    assert endpoint_from(options(**given_options), ()).port == port


@pytest.mark.parametrize(
    ("port_map", "reached"),
    [
        (None, {80: 80, 443: 443}),
        ({}, {80: 80}),
        ({"80": 20080}, {80: 20080, 443: 443}),
        ({80: "20080", "443": "20443"}, {80: 20080, 443: 20443, 8080: 8080}),
    ],
)
def test_a_port_forward_leads_to_the_cameras_port(port_map: Any, reached: dict[int, int]) -> None:
    made = endpoint_from(options(port_map=port_map), ())
    assert {port: made.reachable_port(port) for port in reached} == reached


@pytest.mark.parametrize("host", ["192.0.2.7", "2001:db8::7", "gate.example.org"])
def test_the_url_in_messages_holds_scheme_address_and_the_port_that_is_really_used(host: str) -> None:
    client = Client(endpoint_from(options(camera_host=host, port_map={"80": 20080}), ()))
    shown = f"[{host}]" if ":" in host else host
    assert client.url == f"http://{shown}:20080"
    client.move(port=8080, scheme="https")
    assert client.url == f"https://{shown}:8080"


# -- options that mean nothing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_options", "says"),
    [
        ({"camera_host": None}, "no address of the camera is given"),
        ({"camera_host": ""}, "no address of the camera is given"),
        ({"port_map": {"http": 80}}, "port_map must map port numbers to port numbers"),
        ({"port_map": {"80": None}}, "port_map must map port numbers to port numbers"),
        ({"port_map": {"80": [1]}}, "port_map must map port numbers to port numbers"),
        ({"port_map": {"80": 70000}}, "port_map"),
        ({"port_map": {"0": 20080}}, "port_map"),
        ({"timeout": 0}, "timeout must be more than 0 seconds, but is 0"),
        ({"timeout": -1.5}, "timeout must be more than 0 seconds, but is -1.5"),
        ({"timeout": float("nan")}, "timeout"),
        ({"restart_timeout": 0}, "restart_timeout must be more than 0 seconds"),
        ({"camera_port": 0}, "camera_port must be within 1-65535, but is 0"),
        ({"camera_port": 65536}, "camera_port must be within 1-65535, but is 65536"),
        ({"camera_port": -80}, "camera_port must be within 1-65535, but is -80"),
        ({"initial_port": 0}, "initial_port must be within 1-65535, but is 0"),
        ({"initial_port": 99999}, "initial_port must be within 1-65535, but is 99999"),
        ({"source_address": "eth0"}, "source_address"),
        ({"source_address": "192.0.2.256"}, "source_address"),
        ({"tls_fingerprint": "not a fingerprint"}, "tls_fingerprint"),
        ({"tls_fingerprint": "ab:cd"}, "tls_fingerprint"),
    ],
)
def test_an_option_that_cannot_work_is_refused_before_any_request(given_options: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        endpoint_from(options(**given_options), ())


@pytest.mark.parametrize("port", [1, 80, 1024, 65535])
def test_every_port_of_tcp_is_taken(port: int) -> None:
    made = endpoint_from(options(camera_port=port, initial_port=port), ())
    assert (made.port, made.initial_port) == (port, port)


def test_the_name_in_messages_is_the_inventorys_or_the_address() -> None:
    assert endpoint_from(options(), (), "gate-1").name == "gate-1"
    assert endpoint_from(options(), ()).name == "192.0.2.7"
    assert Endpoint("192.0.2.7").name == "192.0.2.7"


# -- challenges (RFC 7235, RFC 7616) ----------------------------------------------------------------------------------

BASIC = 'Basic realm="camera"'
MD5 = 'Digest realm="camera", nonce="n1", qop="auth", algorithm=MD5'
PLAIN = 'Digest realm="camera", nonce="n1", qop="auth,auth-int"'
SHA256 = 'Digest realm="camera", nonce="n2", qop="auth", algorithm=SHA-256'


@pytest.mark.parametrize(
    ("headers", "chosen"),
    [
        ([], ""),
        ([""], ""),
        ([BASIC], BASIC),
        ([PLAIN], PLAIN),
        ([BASIC, PLAIN], PLAIN),
        ([PLAIN, BASIC], PLAIN),
        ([f"{BASIC}, {PLAIN}"], PLAIN),
        ([f"{PLAIN}, {BASIC}"], PLAIN),
        ([f"{BASIC},{PLAIN}"], PLAIN),
        ([MD5, SHA256], SHA256),
        ([SHA256, MD5], SHA256),
        ([f"{MD5}, {SHA256}"], SHA256),
        ([f"{SHA256}, {MD5}"], SHA256),
        ([f"{MD5}, {BASIC}", SHA256], SHA256),
        ([BASIC.lower(), PLAIN.upper()], PLAIN.upper()),
        (['Bearer realm="camera"', BASIC], BASIC),
        (['Negotiate, Basic realm="camera"'], BASIC),
        ([MD5.replace("MD5", "SHA-512-256"), MD5], MD5),
        ([PLAIN.replace("camera", "sha-256 camera"), SHA256], SHA256),
    ],
)
def test_the_strongest_challenge_is_answered(headers: list[str], chosen: str) -> None:
    assert best_challenge(headers) == chosen


@given(st.permutations([BASIC, MD5, SHA256]), st.integers(1, 3))
def test_digest_is_chosen_in_any_order_and_in_any_number_of_headers(challenges: list[str], heads: int) -> None:
    headers = [", ".join(challenges[:heads]), *challenges[heads:]]
    assert best_challenge(headers) == SHA256
    without = [", ".join(c for c in challenges if c != SHA256)]
    assert best_challenge(without) == MD5


@given(st.lists(st.text(max_size=40), max_size=4))
def test_no_header_breaks_the_choice(headers: list[str]) -> None:
    assert isinstance(best_challenge(headers), str)
