# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Profiles that are given to others: planted secrets are found wherever they stand, and never shown; clean ones pass."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from netcam_emulator.acme.profile import profile as true_profile
from netcam_emulator.acme.shape import shape_of
from netcam_emulator.acme.ways import ways_of
from netcam_emulator.itemtable import items_of
from netcam_emulator.profile import profile_yaml

from ansible_collections.netcam.hardening.plugins.module_utils._profile_lint.lint import lint
from ansible_collections.netcam.hardening.plugins.module_utils._profile_lint.patterns import kinds_in, looks_random
from ansible_collections.netcam.hardening.plugins.module_utils._profile_text import profile_text

from .profiles import profile


def planted(path: str, value: Any) -> dict[str, Any]:
    """The profile with something put where it should not be."""
    data = profile(firmware=["1.4.2.17"], status="unproven")
    *parents, last = path.split("/")
    place: Any = data
    for parent in parents:
        place = place.setdefault(parent, {})
    place[last] = value
    return data


def found(data: dict[str, Any], text: str | None = None, forbidden: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    """Findings as plain pairs."""
    return [(finding.where, finding.problem) for finding in lint(data, text or profile_text(data), forbidden)]


def test_a_clean_profile_passes() -> None:
    assert (
        found(planted("source", "recorded on a bench, see https://example.com/profiles, 192.0.2.7 and 2001:db8::7"))
        == []
    )


def test_the_emulators_code_maps_pass() -> None:
    for family in ("canon_vb_2022", "canon_vb_pre2022"):
        text = profile_yaml(family, "seed")
        assert found(yaml.safe_load(text), text) == []


@pytest.mark.parametrize("seed", ["one", "two", "three"])
def test_fields_of_passwords_keys_and_tokens_that_are_filled_in_when_they_are_sent_pass(seed: str) -> None:
    items = items_of("acme")
    shape = shape_of(items, seed)
    assert found(true_profile(items, shape, ways_of(shape, seed)), "") == []


SECRETS = [
    ("source", "our camera 10.20.30.40", "10.20.30.40", "an address that is none of documentation"),
    ("source", "our camera 8.8.4.4:8080", "8.8.4.4", "an address that is none of documentation"),
    ("source", "at fd12:3456:789a::17", "fd12", "an address that is none of documentation"),
    ("source", "at fe80::211:22ff:fe33:4455%eth0", "fe80", "an address that is none of documentation"),
    ("source", "00:1E:8F:12:34:56", "00:1E", "a MAC address"),
    ("source", "mac 001e-8f12-3456 or 001e.8f12.3456", "001e.8f", "a MAC address"),
    ("source", "Serial No. 1234567890", "1234567890", "a serial number"),
    ("source", "S/N: ab12cd34", "ab12cd34", "a serial number"),
    ("source", "http://cam7.site.lan/admin", "cam7", "a host name or mail address"),
    ("source", "ask jane.doe@airport.org", "jane", "a host name or mail address"),
    ("source", "password: hunter22", "hunter22", "a password, cookie or token"),
    ("source", "Cookie: SID=hunter22", "hunter22", "a password, cookie or token"),
    ("source", "-----BEGIN PRIVATE KEY-----", "BEGIN", "a key or certificate"),
    ("source", "9f86d081884c7d659a2f", "9f86", "something that looks like a session or a key"),
    ("source", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "6ba7", "something that looks like a session or a key"),
    ("interface/requests/snmp/body/content/user_pwd", "hunter22", "hunter22", "a fixed value stands in a field"),
    ("interface/requests/snmp/headers", {"Cookie": "lang=de"}, "lang=de", "a fixed value stands in a field"),
    ("interface/requests/snmp/headers", {"Authorization": "Basic YWRt"}, "YWRt", "a fixed value stands in a field"),
    ("interface/requests/snmp/headers", {"Authorization": "Bearer {token:once}abc"}, "abc", "a fixed value stands in a field"),
    ("interface/requests/snmp/query", {"csrf": "a1"}, "a1", "a fixed value stands in a field"),
    ("interface/requests/snmp/query", {"serial": "1"}, "=1", "a fixed value stands in a field"),
    ("interface/requests/network/body/content", {"set": {"wifi": {"api_key": "abc"}}}, "abc", "a fixed value stands"),
    ("interface/requests/snmp/path", "/snmp.cgi;sid=9f86d081884c7d659a2f", "9f86", "something that looks like a session"),
    ("interface/requests/snmp/body/content", {"dns1": "10.1.2.3"}, "10.1.2.3", "an address that is none"),
    ("interface/requests/snmp/body/content", {"9f86d081884c7d659a2f": ""}, "9f86d081884c7d659a2f", "its name holds something"),
    ("settings/snmp_server.contact/write/at", {"in": "form", "name": "c_00:1E:8F:12:34:56"}, "00:1E", "a MAC address"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "secret", "problem"), SECRETS)
def test_a_planted_secret_is_found_and_not_shown(path: str, value: Any, secret: str, problem: str) -> None:
    findings = found(planted(path, value))
    assert any(problem in text and where.startswith(path.split("/")[0]) for where, text in findings), findings
    assert not any(secret in text for _where, text in findings)


@pytest.mark.parametrize("comment", ["# camera 10.20.30.40", "  # password: hunter22", "status: x # S/N 12345678"])
def test_comments_are_looked_at(comment: str) -> None:
    data = profile()
    findings = found(data, f"---\n{comment}\n{profile_text(data)}")
    assert [where for where, _problem in findings] == ["line 2, comment"]


def test_texts_of_the_users_own_site_are_found_anywhere() -> None:
    data = planted("interface/requests/snmp/body/content", {"who": "keeper-of-the-gate", "port": "48211"})
    findings = found(data, forbidden=("keeper-of-the-gate", "48211", "abc"))
    assert [problem for _where, problem in findings] == ["a text of your own site stands there"] * 2
    assert found(data, forbidden=("abc",)) == [], "too short to mean anything"


def test_a_profile_that_does_not_load_says_why_without_the_users_texts() -> None:
    data = planted("settings/network.mdns/write/request", "keeper-of-the-gate")
    findings = found(data, forbidden=("keeper-of-the-gate",))
    assert findings[0][0] == "profile"
    assert "is not one of interface.requests" in findings[0][1]
    assert not any("keeper-of-the-gate" in problem for _where, problem in findings)


@pytest.mark.parametrize(
    "text",
    [
        "{password}",
        "Bearer {token:once}",
        "/api/v2/settings/rtp/stream1/multicast",
        "acl[rows][{row}][addr]",
        "rtpStream1MulticastAddress",
        "X-Requested-With",
        "1.4.2",
        "255.255.255.0",
        "0.0.0.0",
        "239.255.42.1",
        "::",
        "12:34:56",
        "2026-01-31T12:34:56Z",
        "Token expired",
        "serial",
        "%Y-%m-%dT%H:%M:%S",
        "application/x-www-form-urlencoded",
        "authentication_and_encryption",
        "admin@example.com",
    ],
)
def test_ordinary_texts_of_interfaces_pass(text: str) -> None:
    assert kinds_in(text) == []


@pytest.mark.parametrize(
    "text", ["YWRtaW46c2VjcmV0MTIzNDU2Nzg5MA==", "a1b2c3d4e5f60718", "JSESSIONID=A3F09B12C77D4E01"]
)
def test_keys_look_random(text: str) -> None:
    assert looks_random(text)
