# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Wanted values: the limits of each kind, at the limit and one beyond it; host rows; ports; what messages say."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import FAMILY_IPRO, SETTINGS, Setting
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._values import (
    MASK,
    Secret,
    check_ports,
    normalise,
    shown,
)

from .support import NEW, OLD, row

V4, V6 = "host_access.ipv4.rows", "host_access.ipv6.rows"
SECRET = "S3cret-that-must-not-show"


def refused(key: str, value: Any, family: str | None = NEW) -> InvalidValue:
    """The error for a value that must be refused."""
    with pytest.raises(InvalidValue) as caught:
        normalise(key, value, family)
    return caught.value


# -- every setting of the catalog at its own limits -----------------------------------------------------------------


def _instances(kind: str) -> list[Any]:
    return [
        pytest.param(setting, family, id=f"{setting.id}-{family}")
        for setting in SETTINGS.values()
        if setting.kind == kind
        for family in setting.limits
    ]


def _key(setting: Setting) -> str:
    if not setting.indexed:
        return setting.id
    head, _dot, tail = setting.id.rpartition(".")
    return f"{head}[1].{tail}"


@pytest.mark.parametrize(("setting", "family"), _instances("integer"))
def test_a_number_is_taken_at_its_limits_and_refused_one_beyond(setting: Setting, family: str) -> None:
    key, ranges = _key(setting), setting.limits[family].ranges
    edges = {edge for span in ranges for edge in span}
    beyond = {value for low, high in ranges for value in (low - 1, high + 1)}
    for value in edges:
        assert normalise(key, value, family) == value
    for value in beyond:
        if not any(low <= value <= high for low, high in ranges):
            error = refused(key, value, family)
            assert error.message.startswith(f"{value} is outside the allowed values ")
            assert all(str(edge) in error.message for edge in edges)


@pytest.mark.parametrize("kind_and", [pytest.param(k, id=k) for k in ("text", "secret")])
def test_a_text_is_taken_at_its_limits_and_refused_one_beyond(kind_and: str) -> None:
    """Lengths only: those with a pattern of their own have tests of their own."""
    tried = 0
    for setting in SETTINGS.values():
        for family, limit in setting.limits.items():
            if setting.kind != kind_and or limit.max_length is None or limit.pattern_says == "yyyy/mm/dd":
                continue
            if setting.id == "administrator.password" and family == FAMILY_IPRO:
                continue
            tried += 1
            for length in (limit.min_length, limit.max_length):
                assert normalise(_key(setting), "a" * length, family) == "a" * length
            error = refused(_key(setting), "a" * (limit.max_length + 1), family)
            assert f"has {limit.max_length + 1} characters" in error.message
            if limit.min_length:
                error = refused(_key(setting), "a" * (limit.min_length - 1), family)
                assert f"has {limit.min_length - 1} characters" in error.message
    assert tried > 1


@pytest.mark.parametrize(("setting", "family"), _instances("choice"))
def test_each_choice_is_taken_and_any_other_word_refused(setting: Setting, family: str) -> None:
    choices = setting.limits[family].choices
    for word in choices:
        assert normalise(_key(setting), word, family) == word
    # a word without letters has no other case
    shouted = choices[0].upper() if choices[0].upper() != choices[0] else f"{choices[0]}."
    for wrong in ("", "Other", shouted, None, True, 0, [choices[0]], {}):
        assert ", ".join(choices) in refused(_key(setting), wrong, family).message


@pytest.mark.parametrize(("setting", "family"), _instances("switch"))
def test_a_switch_is_true_or_false_and_nothing_else(setting: Setting, family: str) -> None:
    assert normalise(_key(setting), True, family) is True
    assert normalise(_key(setting), False, family) is False
    for wrong in ("yes", "enable", "", 0, 1, None, [], "True"):
        assert "neither true nor false" in refused(_key(setting), wrong, family).message


@pytest.mark.parametrize("wrong", ["80", 80.0, True, False, None, [80], "", "eighty", float("nan")])
def test_a_port_is_a_whole_number(wrong: Any) -> None:
    assert "is not a whole number" in refused("http_server.http_port", wrong).message


@pytest.mark.parametrize("port", [-1, 0, 1, 79, 81, 443, 1023, 65536, 10**9])
def test_ports_that_the_guide_does_not_allow_for_http(port: int) -> None:
    assert "80, 1024-65535" in refused("http_server.http_port", port).message


@pytest.mark.parametrize("wrong", [None, 5, 5.0, True, b"bytes", ["a"], {"a": 1}])
def test_a_text_is_text(wrong: Any) -> None:
    assert refused("snmp_server.contact", wrong).message == "the value is not text"


@pytest.mark.parametrize("wrong", ["caf\u00e9", "tab\there", "new\nline", "nul\0", "\u202e", "\x7f", "trailing\n"])
def test_a_text_is_printable_ascii(wrong: str) -> None:
    assert "printable ASCII" in refused("snmp_server.contact", wrong).message


# -- the guide's own numbers, spelled out ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("family", "length", "taken"),
    [(NEW, 7, False), (NEW, 8, True), (NEW, 31, True), (NEW, 32, True), (NEW, 33, False),
     (OLD, 7, False), (OLD, 8, True), (OLD, 31, True), (OLD, 32, False), (OLD, 33, False)],
)  # fmt: skip
def test_the_administrators_password_has_8_to_32_or_8_to_31_characters(family: str, length: int, taken: bool) -> None:
    password = "x" * length
    if taken:
        assert normalise("administrator.password", password, family) == password
    else:
        limit = "8 to 32" if family == NEW else "8 to 31"
        assert refused("administrator.password", password, family).message == (
            f"the value has {length} characters, allowed are {limit}"
        )


@pytest.mark.parametrize(("name", "taken"), [("abcd", False), ("abcde", True), ("a" * 15, True), ("a" * 16, False)])
def test_the_administrators_name_has_5_to_15_characters(name: str, taken: bool) -> None:
    for family in (NEW, OLD):
        if taken:
            assert normalise("administrator.name", name, family) == name
        else:
            assert "5 to 15" in refused("administrator.name", name, family).message


@pytest.mark.parametrize("name", ["with space", "semi;colon", "d\u00e4mlich", "admin\n", "a/b/c"])
def test_the_administrators_name_has_letters_digits_hyphen_and_underscore(name: str) -> None:
    error = refused("administrator.name", name)
    assert "letters, digits, hyphen and underscore" in error.message


@pytest.mark.parametrize("family", [NEW, OLD])
def test_the_packet_size_is_576_to_1500_and_the_ipv6_prefix_16_to_128(family: str) -> None:
    assert "576-1500" in refused("network.max_packet_size", 575, family).message
    assert "576-1500" in refused("network.max_packet_size", 1501, family).message
    assert "16-128" in refused("network.ipv6.prefix_length", 15, family).message
    assert "16-128" in refused("network.ipv6.prefix_length", 129, family).message


@pytest.mark.parametrize("zone", ["UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires", "Etc/GMT+5"])
def test_a_time_zone_is_an_iana_name(zone: str) -> None:
    assert normalise("date_time.time_zone", zone, NEW) == zone


@pytest.mark.parametrize("zone", ["", "/UTC", "Europe/", "Europe//Berlin", "../etc/passwd", "5", "Europe/Berlin\n"])
def test_what_is_no_time_zone_is_refused(zone: str) -> None:
    refused("date_time.time_zone", zone)


@pytest.mark.parametrize("date", ["2026/1/1", "2026-01-01", "26/01/01  ", "2026/01/01 "])
def test_a_validity_date_is_yyyy_mm_dd(date: str) -> None:
    assert normalise("certificate.start_date", "2026/01/01", OLD) == "2026/01/01"
    refused("certificate.start_date", date, OLD)


# -- addresses ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("network.ipv4.address", "192.0.2.7", "192.0.2.7"),
        ("network.ipv4.address", "", ""),
        ("network.ipv4.address", None, ""),
        ("network.ipv6.address", "2001:DB8:0::0001", "2001:db8::1"),
        ("network.dns.name_server_1", "192.0.2.53", "192.0.2.53"),
        ("network.dns.name_server_1", "2001:db8::53", "2001:db8::53"),
        ("rtp_server.stream[5].multicast_address", "239.1.2.3", "239.1.2.3"),
        ("rtp_server.stream[5].multicast_address", "0.0.0.0", "0.0.0.0"),
        ("rtp_server.audio[2].multicast_address", "ff3e::1", "ff3e::1"),
    ],
)
def test_addresses_take_one_form(key: str, given: Any, kept: str) -> None:
    assert normalise(key, given, NEW) == kept


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("network.ipv4.address", "2001:db8::1"),
        ("network.ipv4.address", "192.0.2.256"),
        ("network.ipv4.address", "192.0.2.010"),
        ("network.ipv4.address", "192.0.2.7/24"),
        ("network.ipv6.address", "192.0.2.7"),
        ("network.ipv6.address", "fe80::1%eth0"),
        ("network.dns.name_server_1", "ns.example.org"),
        ("network.dns.name_server_1", 53),
        ("rtp_server.stream[1].multicast_address", "192.0.2.7"),
        ("rtp_server.stream[1].multicast_address", "223.255.255.255"),
        ("rtp_server.stream[1].multicast_address", "240.0.0.1"),
    ],
)
def test_what_is_no_such_address_is_refused(key: str, given: Any) -> None:
    error = refused(key, given)
    assert repr(given) in error.message
    assert error.setting is not None
    assert key in error.setting


def test_an_index_beyond_the_generations_number_is_refused() -> None:
    assert normalise("rtp_server.audio[2].multicast_port", 5004, NEW) == 5004
    assert "has 1" in refused("rtp_server.audio[2].multicast_port", 5004, OLD).message
    assert "has 5" in refused("rtp_server.stream[6].multicast_port", 5004, NEW).message
    assert "out of range" in refused("rtp_server.stream[0].multicast_port", 5004, NEW).message


# -- families -------------------------------------------------------------------------------------------------------


def test_a_setting_of_the_other_generation_is_refused_by_name() -> None:
    error = refused("ftp_server.ftp", False, NEW)
    assert NEW in error.message
    assert error.setting is not None
    assert "Use FTP Server" in error.setting


def test_while_the_family_is_unknown_a_value_may_fit_either() -> None:
    assert normalise("administrator.password", "x" * 32, None) == "x" * 32
    assert normalise("rtp_server.audio[2].multicast_port", 5004, None) == 5004
    assert normalise("ftp_server.ftp", True, None) is True
    refused("administrator.password", "x" * 33, None)


# -- messages -------------------------------------------------------------------------------------------------------


def test_a_message_names_setting_label_menu_limit_and_camera() -> None:
    text = refused("http_server.http_port", 8, NEW).describe("gate-1")
    assert text.startswith("gate-1: ")
    assert "http_server.http_port" in text
    assert "[HTTP Port]" in text
    assert "[Server] > [Server] > [HTTP Server]" in text
    assert "80, 1024-65535" in text
    assert text.endswith(".")


def test_the_menu_is_that_of_the_cameras_generation() -> None:
    assert "[System] > [Network]" in refused("network.max_packet_size", 1, NEW).describe("c")
    assert "[Basic] > [Network]" in refused("network.max_packet_size", 1, OLD).describe("c")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("administrator.password", SECRET * 3),
        ("administrator.password", SECRET + "\u00e9"),
        ("administrator.password", [SECRET]),
        ("administrator.password", {SECRET: SECRET}),
        ("snmp_server.auth_password", SECRET + "\n"),
        ("snmp_server.encryption_password", SECRET * 2),
        ("backup.encryption_password", SECRET * 4),
        ("dot1x.key_password", SECRET * 12),
        ("users.accounts", [{"name": "guard", "password": SECRET * 4}]),
        ("users.accounts", [{"name": "guard", "password": [SECRET]}]),
        ("users.accounts", [{"name": "guard", "password": SECRET}, {"name": "guard", "password": SECRET}]),
        ("users.accounts", [{"name": "g" * 16, "password": SECRET}]),
        ("users.accounts", [{"password": SECRET}]),
        ("users.accounts", {"password": SECRET}),
        ("users.accounts", [SECRET]),
    ],
)
def test_no_message_ever_holds_a_secret(key: str, value: Any) -> None:
    error = refused(key, value, OLD)
    assert SECRET not in f"{error} {error.describe('camera')} {error.setting} {error.hint} {error.args!r}"


# -- tables ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"address": "192.0.2.0/24"}, row("192.0.2.0/24")),
        ({"address": "192.0.2.0", "prefix_length": 24}, row("192.0.2.0/24")),
        ({"address": "192.0.2.0/24", "prefix_length": 24}, row("192.0.2.0/24")),
        ({"address": "192.0.2.7"}, row("192.0.2.7/32")),
        ({"address": "0.0.0.0/0", "action": "prohibit"}, row("0.0.0.0/0", "prohibit")),
    ],
)
def test_both_spellings_of_an_ipv4_row_are_one(given: dict[str, Any], kept: dict[str, Any]) -> None:
    assert normalise(V4, [given], NEW) == (kept,)


def test_both_spellings_of_an_ipv6_row_are_one() -> None:
    spellings = ({"address": "2001:DB8::/32"}, {"address": "2001:db8:0:0::", "prefix_length": 32})
    assert {str(normalise(V6, [given], OLD)) for given in spellings} == {str((row("2001:db8::/32"),))}
    assert normalise(V6, [{"address": "2001:db8::7"}], OLD) == (row("2001:db8::7/128"),)


@pytest.mark.parametrize(
    ("key", "given", "says", "hint"),
    [
        (V4, {"address": "192.0.2.1/24"}, "host bits", "192.0.2.0/24 for the network or 192.0.2.1/32"),
        (V4, {"address": "192.0.2.1", "prefix_length": 24}, "host bits", "192.0.2.1/32"),
        (V6, {"address": "2001:db8::1/64"}, "host bits", "2001:db8::/64 for the network or 2001:db8::1/128"),
        (V4, {"address": "192.0.2.0/33"}, "outside the allowed values 0-32", ""),
        (V4, {"address": "192.0.2.0", "prefix_length": -1}, "outside the allowed values 0-32", ""),
        (V6, {"address": "2001:db8::/129"}, "outside the allowed values 0-128", ""),
        (V4, {"address": "192.0.2.0/24", "prefix_length": 25}, "contradict", ""),
        (V4, {"address": "192.0.2.0/255.255.255.0"}, "prefix length", ""),
        (V4, {"address": "192.0.2.0/"}, "prefix length", ""),
        (V4, {"address": "192.0.2.0/-1"}, "prefix length", ""),
        (V4, {"address": "192.0.2.0/24/24"}, "prefix length", ""),
        (V4, {"address": "192.0.2.0/\u00b2"}, "prefix length", ""),
        (V4, {"address": ""}, "empty", ""),
        (V4, {}, "no address", ""),
        (V4, {"address": None}, "no address", ""),
        (V4, {"address": 3221225985}, "not an IP address", ""),
        (V4, {"address": "gate.example.org"}, "not an IP address", ""),
        (V4, {"address": "2001:db8::1"}, "not an IPv4 address", ""),
        (V6, {"address": "192.0.2.1"}, "not an IPv6 address", ""),
        (V6, {"address": "fe80::1%eth0"}, "fe80::1%eth0", ""),
        (V4, {"address": "192.0.2.1", "action": "yes"}, "authorize, prohibit", ""),
        (V4, {"address": "192.0.2.1", "action": True}, "authorize, prohibit", ""),
        (V4, {"address": "192.0.2.1", "prefix_length": "32"}, "not a whole number", ""),
        (V4, "192.0.2.1", "not a mapping", ""),
        (V4, ["192.0.2.1"], "not a mapping", ""),
    ],
)
def test_a_host_row_that_may_mean_something_else_is_refused(key: str, given: Any, says: str, hint: str) -> None:
    error = refused(key, [{"address": "::5" if key == V6 else "203.0.113.5"}, given])
    assert says in error.message
    assert hint in (error.hint or "")
    assert "row 2" in error.message or "contradict" in error.message or "prefix length" in error.message


@pytest.mark.parametrize("wrong", [None, "192.0.2.1", 5, {"address": "192.0.2.1"}, {"192.0.2.1"}])
def test_a_table_is_a_list(wrong: Any) -> None:
    assert "not a list of rows" in refused(V4, wrong).message


def test_an_empty_list_is_a_value() -> None:
    assert normalise(V4, [], NEW) == ()


def test_the_20_rows_of_a_host_list_and_one_more() -> None:
    rows = [{"address": f"192.0.2.{number}"} for number in range(21)]
    assert len(normalise(V4, rows[:20], NEW)) == 20
    assert refused(V4, rows).message == "21 rows are wanted, the table has 20"


def test_the_50_accounts_and_one_more() -> None:
    rows = [{"name": f"user-{number}"} for number in range(51)]
    assert len(normalise("users.accounts", rows[:50], NEW)) == 50
    assert "51 rows" in refused("users.accounts", rows).message


@pytest.mark.parametrize(
    "twice",
    [
        [{"address": "192.0.2.0/24"}, {"address": "192.0.2.0", "prefix_length": 24}],
        [{"address": "192.0.2.7"}, {"address": "192.0.2.7/32", "action": "authorize"}],
    ],
)
def test_a_host_row_in_two_spellings_is_a_duplicate(twice: list[Any]) -> None:
    assert "row 2 repeats" in refused(V4, twice).message


def test_an_account_named_twice_is_a_duplicate() -> None:
    twice = [{"name": "guard", "password": "Abcdefgh12"}, {"name": "guard", "password": "Other-pw-34"}]
    assert refused("users.accounts", twice).message == "row 2 repeats 'guard'"


def test_a_search_domain_named_twice_is_a_duplicate() -> None:
    assert "repeats" in refused("network.dns.search_domains", [{"name": "a.example"}, {"name": "a.example"}]).message


# -- ports ----------------------------------------------------------------------------------------------------------

PORTS = {"http_server.http_port": 80, "http_server.https_port": 443, "rtp_server.rtsp_port": 554}


def test_the_factory_ports_do_not_collide() -> None:
    check_ports(PORTS, NEW)
    check_ports({}, None)


@pytest.mark.parametrize("first", PORTS)
@pytest.mark.parametrize("second", PORTS)
def test_two_services_on_one_port_are_refused(first: str, second: str) -> None:
    if first == second:
        check_ports({first: 8080}, NEW)
        return
    with pytest.raises(InvalidValue) as caught:
        check_ports({**PORTS, first: 8080, second: 8080}, OLD)
    text = caught.value.describe("camera")
    assert first in text
    assert second in text
    assert "8080" in text
    assert "a port of its own" in text


@pytest.mark.parametrize("service", PORTS)
def test_a_multicast_group_on_a_services_port_is_refused(service: str) -> None:
    with pytest.raises(InvalidValue, match="port 5004 is also used by"):
        check_ports({**PORTS, service: 5004, "rtp_server.stream[3].multicast_port": 5004}, NEW)


def _group(number: int, address: str, port: int) -> dict[str, Any]:
    prefix = f"rtp_server.stream[{number}]"
    return {f"{prefix}.multicast_address": address, f"{prefix}.multicast_port": port}


def test_two_streams_into_one_group_and_port_are_refused() -> None:
    with pytest.raises(InvalidValue) as caught:
        check_ports({**_group(1, "239.0.0.1", 5004), **_group(4, "239.0.0.1", 5004)}, NEW)
    assert "rtp_server.stream[1].multicast_port" in caught.value.message
    assert "rtp_server.stream[4].multicast_port" in str(caught.value.setting)


def test_streams_may_share_a_port_in_different_groups_and_port_0_is_off() -> None:
    check_ports({**_group(1, "239.0.0.1", 5004), **_group(2, "239.0.0.2", 5004)}, NEW)
    check_ports({**_group(1, "239.0.0.1", 0), **_group(2, "239.0.0.1", 0)}, NEW)


def test_two_groups_that_are_off_by_their_address_do_not_collide() -> None:
    """Address 0.0.0.0 means off (the guide's screen prints it as the value that is there)."""
    check_ports({**_group(1, "0.0.0.0", 5004), **_group(2, "0.0.0.0", 5004)}, NEW)


# -- what may be shown ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "visible"),
    [
        ("administrator.password", SECRET, MASK),
        ("administrator.password", "", ""),
        ("administrator.password", None, ""),
        ("administrator.password", Secret.SET, MASK),
        ("administrator.password", Secret.UNSET, ""),
        ("administrator.password", Secret.UNKNOWN, None),
        ("http_server.http_port", 80, 80),
        ("users.accounts", ({"name": "guard", "password": SECRET},), [{"name": "guard", "password": MASK}]),
        ("users.accounts", ({"name": "guard", "password": Secret.SET},), [{"name": "guard"}]),
        ("users.accounts", None, []),
        (V4, (row("192.0.2.0/24"),), [row("192.0.2.0/24")]),
    ],
)
def test_secrets_are_masked_and_everything_else_is_plain(key: str, value: Any, visible: Any) -> None:
    assert shown(key, value) == visible
