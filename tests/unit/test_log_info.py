# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The camera's log by the guide's table, repeated failures, odd lines, and the options of log_info."""

from __future__ import annotations

import ipaddress
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._operations.log_info import (
    TABLE,
    LogEntry,
    LogInfo,
    parse_line,
    repeated_failures,
)
from ansible_collections.netcam.hardening.plugins.module_utils._result import Result


def entry(line: str, *formats: str) -> LogEntry:
    """The entry of a line that must be one."""
    found = parse_line(line, formats) if formats else parse_line(line)
    assert found is not None
    return found


# -- one line ---------------------------------------------------------------------------------------------------------


def test_a_whole_line() -> None:
    assert entry(
        "2026/11/22 03:51:32 [notice] H144 Password specification error user=admin from=127.0.0.9"
    ) == LogEntry(
        time="2026-11-22T03:51:32",
        code="H144",
        level="warning",
        fault_level="Error external to the system",
        category="notice",
        message="Password specification error user=admin from=127.0.0.9",
        address="127.0.0.9",
    )


@pytest.mark.parametrize(
    ("code", "level", "category"),
    [
        ("S410", "error", "crit"),
        ("S499", "error", "crit"),
        ("S302", "error", "err"),
        ("S220", "warning", "warning"),
        ("H144", "warning", "notice"),
        ("R103", "warning", "notice"),
        ("B102", "warning", "notice"),
        ("S001", "information", "info"),
        ("R003", "information", "info"),
    ],
)
def test_the_hundreds_digit_tells_level_and_category(code: str, level: str, category: str) -> None:
    found = entry(f"2026/11/22 03:51:32 {code} text")
    assert (found.code, found.level, found.category) == (code, level, category)


@given(st.sampled_from("ABCHRSVW"), st.integers(0, 499), st.sampled_from(["", "[err] ", "2026/11/22 03:51:32 "]))
def test_every_code_of_the_guides_form_is_recognised(letter: str, number: int, before: str) -> None:
    found = entry(f"{before}{letter}{number:03} something happened")
    assert found.code == f"{letter}{number:03}"
    assert (found.level, found.fault_level, found.category) == TABLE[f"{number:03}"[0]]


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "no code here",
        "S500 beyond the table",
        "S999",
        "s001 small letter",
        "S01 too short",
        "S0011 too long",
        "XS001 two letters",
        "2026/11/22 03:51:32",
        "VB-H751LE started",
        "\x00\x01",
    ],
)
def test_a_line_without_a_code_of_the_guides_form_is_no_entry(line: str) -> None:
    assert parse_line(line) is None


def test_a_token_that_only_looks_like_a_code_is_passed_over() -> None:
    assert entry("2026/11/22 03:51:32 E900 S001 System started").code == "S001"


# -- time -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["2026/11/22 03:51:32", "2026-11-22 03:51:32", "2026-11-22T03:51:32", "  2026/11/22 03:51:32"]
)
def test_the_usual_forms_of_a_time(text: str) -> None:
    assert entry(f"{text} [info] S001 System started").time == "2026-11-22T03:51:32"


@pytest.mark.parametrize("text", ["", "yesterday", "2026/13/22 03:51:32", "0000/00/00 00:00:00", "2026/02/30 03:51:32"])
def test_a_line_without_a_time_is_still_an_entry(text: str) -> None:
    found = entry(f"{text} [info] S001 System started")
    assert (found.time, found.code) == (None, "S001")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%Y.%m.%d %H:%M:%S", "2026.11.22 03:51:32"),
        ("%d.%m.%Y %H:%M:%S", "22.11.2026 03:51:32"),
        ("%b %d %Y %H:%M:%S", "Nov 22 2026 03:51:32"),
        ("%y%m%d-%H%M%S", "261122-035132"),
    ],
)
def test_a_profile_may_state_its_own_form_of_time(form: str, text: str) -> None:
    """`time_format` of interface.log: the time that starts a line, whatever follows it."""
    assert (
        entry(f"{text} [notice] H144 Password specification error from=192.0.2.9", form).time == "2026-11-22T03:51:32"
    )


# -- address ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("from=192.0.2.9", "192.0.2.9"),
        ("from 192.0.2.9:50123", "192.0.2.9"),
        ("(192.0.2.9)", "192.0.2.9"),
        ("from 192.0.2.9.", "192.0.2.9"),
        ("from=2001:db8::5", "2001:db8::5"),
        ("from=[2001:DB8:0:0:0:0:0:5]:443", "2001:db8::5"),
        ("from=fe80::5", "fe80::5"),
        ("from=::1", "::1"),
        ("no address", None),
        ("version 1.2.3", None),
        ("version 1.2.3.4.5", None),
        ("at 12:30:15", None),
        ("mac=00:11:22:33:44:55", None),
        ("from=999.1.1.1", None),
    ],
)
def test_the_address_in_a_message(text: str, address: str | None) -> None:
    assert entry(f"2026/11/22 03:51:32 [notice] H144 Password specification error {text}").address == address


# -- repeated failures ------------------------------------------------------------------------------------------------


def failures(*lines: tuple[str, str, str | None], threshold: int = 3) -> list[dict[str, Any]]:
    """What is pointed out for lines of (code, time, address)."""
    return repeated_failures(
        [entry(f"2026/11/22 {at} {code} text {'from=' + who if who else ''}") for code, at, who in lines], threshold
    )


def test_as_many_failures_as_the_threshold_are_pointed_out_and_one_less_is_not() -> None:
    lines = [("H144", f"03:00:0{second}", "192.0.2.66") for second in (5, 1, 3)]
    assert failures(*lines) == [
        {"address": "192.0.2.66", "count": 3, "first": "2026-11-22T03:00:01", "last": "2026-11-22T03:00:05"}
    ]
    assert failures(*lines[:2]) == []
    assert len(failures(*lines[:2], threshold=2)) == 1


def test_failures_count_per_address_the_worst_first() -> None:
    lines = [("H144", "03:00:00", "192.0.2.1")] * 3 + [("R103", "03:00:00", "192.0.2.2")] * 5
    lines += [("H144", "03:00:00", "192.0.2.3")] * 2
    assert [(row["address"], row["count"]) for row in failures(*lines)] == [("192.0.2.2", 5), ("192.0.2.1", 3)]


def test_http_and_rtsp_failures_of_one_address_count_together_and_other_codes_do_not() -> None:
    lines = [("H144", "03:00:00", "192.0.2.1"), ("R103", "03:00:01", "192.0.2.1"), ("R003", "03:00:02", "192.0.2.1")]
    assert failures(*lines) == []
    assert failures(*lines, ("H144", "03:00:03", "192.0.2.1"))[0]["count"] == 3


def test_failures_without_an_address_count_as_unknown_and_without_a_time_have_none() -> None:
    found = repeated_failures([entry("H144 Password specification error")] * 3, 3)
    assert found == [{"address": "unknown", "count": 3, "first": None, "last": None}]
    assert repeated_failures([], 1) == []


# -- the module's own options -----------------------------------------------------------------------------------------

LOG = """2026/11/22 03:00:00 [info] S001 System started
2026/11/22 03:10:00 [notice] H144 Password specification error user=admin from=192.0.2.66

2026/11/22 03:10:01 [notice] H144 Password specification error user=root from=192.0.2.66
2026/11/22 03:10:02 [notice] H144 Password specification error user=root from=192.0.2.66
2026/11/22 04:00:00 [err] S302 Error on saving settings
S410 Event service initialization error
what is this line
"""


class _Driver:
    def has(self, operation: str) -> bool:
        return operation == "log"

    def log_time_format(self) -> str | None:
        return None

    def download_log(self) -> str:
        return LOG


class _Session:
    driver = _Driver()

    def require_driver(self) -> _Driver:
        return self.driver


def read(**options: Any) -> Result:
    """Run log_info over the log above."""
    result = Result()
    params = {"levels": None, "codes": None, "since": None, "until": None, "failure_threshold": 3, **options}
    LogInfo().static(params)
    LogInfo().run(_Session(), params, False, result)  # type: ignore[arg-type]  # as much of a session as it asks for
    return result


def codes(result: Result) -> list[str]:
    """The codes of what was returned, in order."""
    return [line["code"] for line in result.extra["entries"]]


def test_the_whole_log_with_its_summary() -> None:
    result = read()
    assert codes(result) == ["S001", "H144", "H144", "H144", "S302", "S410"]
    assert result.extra["summary"] == {"information": 1, "warning": 3, "error": 2}
    assert result.extra["unparsed"] == 1
    assert result.extra["authentication_failures"][0]["count"] == 3
    assert "3 authentication failures from 192.0.2.66" in result.warnings[0]
    assert result.changes == []


@pytest.mark.parametrize(
    ("options", "kept"),
    [
        ({"levels": ["error"]}, {"S302": 1, "S410": 1}),
        ({"levels": ["warning", "information"]}, {"S001": 1, "H144": 3}),
        ({"codes": ["S001", "S302"]}, {"S001": 1, "S302": 1}),
        ({"since": "2026-11-22T03:10:01"}, {"H144": 2, "S302": 1, "S410": 1}),
        ({"until": "2026-11-22 03:10:00"}, {"S001": 1, "H144": 1, "S410": 1}),
        ({"since": "2026-11-22T03:10:00", "until": "2026-11-22T03:10:02"}, {"H144": 3, "S410": 1}),
        ({"since": "2027-01-01"}, {"S410": 1}),
        ({"levels": ["error"], "since": "2026-11-22T03:30:00", "codes": ["S302"]}, {"S302": 1}),
    ],
)
def test_filters_hide_no_line_that_cannot_be_dated(options: dict[str, Any], kept: dict[str, int]) -> None:
    assert Counter(codes(read(**options))) == kept


@pytest.mark.parametrize("threshold", [4, 100])
def test_below_the_threshold_nobody_is_pointed_out(threshold: int) -> None:
    assert read(failure_threshold=threshold).warnings == []


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"since": "yesterday"}, "since: 'yesterday' is not a time"),
        ({"until": "2026-13-01"}, "until: '2026-13-01' is not a time"),
        ({"until": ""}, "until: '' is not a time"),
        ({"failure_threshold": 0}, "at least 1"),
        ({"failure_threshold": -1}, "at least 1"),
    ],
)
def test_options_that_mean_nothing_are_refused(options: dict[str, Any], says: str) -> None:
    with pytest.raises(InvalidValue, match=says):
        read(**options)


# -- anything ---------------------------------------------------------------------------------------------------------


@given(st.text(max_size=80) | st.from_regex(r"[0-9/ :.\[\]A-Z]{0,40}[A-Z][0-9]{3}.{0,60}"))
def test_no_line_breaks_the_reader(line: str) -> None:
    found = parse_line(line)
    if found is not None:
        assert found.code in line
        assert found.address is None or ipaddress.ip_address(found.address).compressed == found.address
        repeated_failures([found], 1)
