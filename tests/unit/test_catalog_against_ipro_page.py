# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The catalog against i-PRO's HTTPS page (ipro_facts.yml), field by field, and against what is known of other pages.

The facts are proven against the page's own text where that lies beside the clone.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import (
    FAMILIES,
    FAMILY_IPRO,
    GUIDE_FAMILIES,
    SETTINGS,
    Setting,
)
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._values import normalise

FACTS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "ipro_facts.yml").read_text(encoding="utf-8"))
SEED = Path("shared") / "seeds" / "ipro-https-settings.txt"
PAGE = next((found for up in Path(__file__).resolve().parents if (found := up / SEED).exists()), None)
PORT = next(fact for fact in FACTS["facts"] if fact["id"] == "http_server.https_port")

needs_page = pytest.mark.skipif(PAGE is None, reason=f"the page's text is not beside the clone ({SEED})")
every_fact = pytest.mark.parametrize("fact", FACTS["facts"], ids=lambda fact: fact["id"])


def unavailable() -> set[int]:
    """The ports of the printed list."""
    numbers: set[int] = set()
    for part in PORT["unavailable_text"].split(", "):
        low, _dash, high = part.partition("-")
        numbers |= set(range(int(low), int(high or low) + 1))
    return numbers


def refused(key: str, value: Any) -> InvalidValue:
    with pytest.raises(InvalidValue) as caught:
        normalise(key, value, FAMILY_IPRO)
    return caught.value


# -- the facts against the page ------------------------------------------------------------------------------------


@needs_page
def test_the_page_prints_what_the_facts_quote() -> None:
    assert PAGE is not None
    text = re.sub(r"\s+", " ", PAGE.read_text(encoding="utf-8"))
    quotes = [FACTS["title"]]
    for fact in FACTS["facts"]:
        quotes += [f"[{fact['label']}]", *fact.get("choices_text", ())]
        quotes += [fact[name] for name in ("button", "default_text", "range_text", "unavailable_text") if name in fact]
    assert [quote for quote in quotes if re.sub(r"\s+", " ", quote) not in text] == []


@needs_page
def test_every_field_of_the_page_is_a_fact() -> None:
    assert PAGE is not None
    printed = re.findall(r"^\[([^]]+)\]$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert printed
    assert set(printed) == {fact["label"] for fact in FACTS["facts"]}


# -- the catalog against the facts ---------------------------------------------------------------------------------


@every_fact
def test_the_catalog_has_the_field_with_its_label_and_section(fact: dict[str, Any]) -> None:
    row = SETTINGS[fact["id"]]
    label = row.label_for(FAMILY_IPRO)
    assert label in (fact["label"], f"{fact['label']}: Delete")
    assert row.page[FAMILY_IPRO] == FACTS["section"]
    assert row.where(FAMILY_IPRO) == f"[{label}] ([Network] > [Advanced] > [HTTPS])"


@every_fact
def test_the_catalog_says_what_kind_of_field_it_is(fact: dict[str, Any]) -> None:
    row = SETTINGS[fact["id"]]
    assert (row.kind in ("choice", "integer")) is (fact["kind"] == "value")
    assert (row.action or row.readonly) is (fact["kind"] != "value")


@pytest.mark.parametrize("fact", [fact for fact in FACTS["facts"] if "default" in fact], ids=lambda fact: fact["id"])
def test_the_catalog_has_the_default(fact: dict[str, Any]) -> None:
    assert SETTINGS[fact["id"]].limits[FAMILY_IPRO].default == fact["default"]


@pytest.mark.parametrize("fact", [fact for fact in FACTS["facts"] if "choices" in fact], ids=lambda fact: fact["id"])
def test_the_catalog_has_the_choices(fact: dict[str, Any]) -> None:
    choices = SETTINGS[fact["id"]].limits[FAMILY_IPRO].choices
    assert set(choices) == {*fact["choices"], *fact["newer_choices"]}


def test_exactly_the_unavailable_ports_are_refused() -> None:
    low, high = PORT["range"]
    limit = SETTINGS["http_server.https_port"].limits[FAMILY_IPRO]
    reserved = {number for first, last in limit.reserved for number in range(first, last + 1)}
    assert limit.ranges == ((low, high),)
    assert reserved == unavailable()


@pytest.mark.parametrize("port", [1, 19, 22, 443, 1024, 8443, 58999, 61001, 65535])
def test_other_ports_are_taken(port: int) -> None:
    assert normalise("http_server.https_port", port, FAMILY_IPRO) == port


@pytest.mark.parametrize("port", [20, 21, 80, 554, 10669, 59000, 60000, 61000])
def test_a_refused_port_is_named_with_the_pages_label(port: int) -> None:
    error = refused("http_server.https_port", port)
    assert str(port) in error.message
    assert error.setting == "http_server.https_port [HTTPS port] ([Network] > [Advanced] > [HTTPS])"
    assert "59000-61000" in str(error.hint)


@pytest.mark.parametrize("port", [0, -1, 65536, True, "443"])
def test_what_is_no_port_is_refused(port: Any) -> None:
    refused("http_server.https_port", port)


def test_each_service_may_have_its_own_default_port() -> None:
    assert normalise("rtp_server.rtsp_port", 554, FAMILY_IPRO) == 554
    assert normalise("http_server.http_port", 80, FAMILY_IPRO) == 80
    refused("rtp_server.rtsp_port", 80)
    refused("http_server.http_port", 554)


# -- accounts and hosts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a", "Admin-01", "a" * 32, "o'neil", "x@y.z#1"])
def test_names_that_the_camera_takes(name: str) -> None:
    assert normalise("administrator.name", name, FAMILY_IPRO) == name


@pytest.mark.parametrize("name", ["", "a" * 33, 'a"b', "a&b", "a:b", "a;b", "a\\b", "a b", "naïve", "名前"])
def test_names_that_the_camera_does_not_take(name: str) -> None:
    refused("administrator.name", name)


@pytest.mark.parametrize(
    "password", ["Abcdef12", "abcdef1!", "ABCDEF1!", "Abcdefg!", "Aa1 : ; \\ xy", "Aa1" + "x" * 29]
)
def test_passwords_of_three_classes_are_taken(password: str) -> None:
    assert normalise("administrator.password", password, FAMILY_IPRO) == password


@pytest.mark.parametrize(
    "password",
    ["Abcde12", "abcdef12", "ABCDEF12", "abcdefg!", "12345678", 'Abcdef1"', "Abcdef1&", "Abcdéf12", "Aa1" + "x" * 30],
)
def test_weak_or_foreign_passwords_are_refused_and_not_shown(password: str) -> None:
    error = refused("administrator.password", password)
    assert password not in f"{error.message} {error.hint}"


def test_accounts_have_the_limits_of_the_family() -> None:
    key, accounts = "users.accounts", [{"name": "viewer@gate.7", "password": "Kx82GateWz91"}]
    assert normalise(key, accounts, FAMILY_IPRO) == tuple(accounts)
    with pytest.raises(InvalidValue):
        normalise(key, accounts, GUIDE_FAMILIES[0])
    # before the family is known, a value must fit one of them
    assert normalise(key, accounts, None) == tuple(accounts)


def test_unregistered_hosts_are_always_prohibited() -> None:
    refused("host_access.ipv4.default_policy", "authorize")
    assert FAMILY_IPRO not in SETTINGS["host_access.ipv6.rows"].limits


# -- the catalog for itself ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", SETTINGS.values(), ids=list(SETTINGS))
def test_the_guides_own_words_stay_as_they_are(row: Setting) -> None:
    for family in (None, "onvif", *GUIDE_FAMILIES):
        assert row.label_for(family) == row.label
        assert row.columns_for(family) == row.columns
    assert set(row.labels) | set(row.family_columns) <= set(FAMILIES) - set(GUIDE_FAMILIES)


@pytest.mark.parametrize("row", SETTINGS.values(), ids=list(SETTINGS))
def test_columns_differ_in_limits_only(row: Setting) -> None:
    for columns in row.family_columns.values():
        assert [(c.name, c.kind, c.optional) for c in columns] == [(c.name, c.kind, c.optional) for c in row.columns]
