# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Facts out of info.cgi (the shape of a public dump of a VB-H41), and the comparison of firmware versions."""

from __future__ import annotations

import hashlib
import math
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import FAMILY_2022, FAMILY_PRE2022
from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem, InvalidValue, NetcamError
from ansible_collections.netcam.hardening.plugins.module_utils._facts import Facts, parse_info
from ansible_collections.netcam.hardening.plugins.module_utils._operations.firmware import Firmware, version_key

VB_H41 = """timestamp=4235317.252
realtime=1756195028.004
s.epoch:=Tue, 08 Jul 2025 09:29:21 +0200
s.hardware:=Canon VB-H41
s.firmware:=1.3.1
s.protocol:=02.31
"""

# -- info.cgi ---------------------------------------------------------------------------------------------------------


def test_the_public_dump_of_a_vb_h41() -> None:
    facts = parse_info(VB_H41, now=1756195020.0, sent=5000000.0, received=5000001.5)
    assert (facts.model, facts.family) == ("VB-H41", FAMILY_PRE2022)
    assert (facts.firmware, facts.protocol) == ("1.3.1", "02.31")
    assert facts.clock == 1756195028.004
    assert facts.drift == pytest.approx(8.004)
    assert facts.started == pytest.approx((5000000.0 - 4235317.252, 5000001.5 - 4235317.252))
    assert facts.account == "unknown"


@pytest.mark.parametrize(
    ("hardware", "model", "family", "fixed", "alphanumeric"),
    [
        ("Canon VB-H47", "VB-H47", FAMILY_2022, None, False),
        ("VB-M46", "VB-M46", FAMILY_2022, None, False),
        ("Canon VB-M40", "VB-M40", FAMILY_PRE2022, "root", False),
        ("Canon VB-M600VE", "VB-M600VE", FAMILY_PRE2022, "root", False),
        ("Canon VB-R13VE", "VB-R13VE", FAMILY_PRE2022, None, True),
        ("Canon VB-H730F Mk II", "VB-H730F Mk II", FAMILY_PRE2022, None, False),
        ("Canon VB-X99", "VB-X99", None, None, False),
        ("Canon", None, None, None, False),
        ("", None, None, None, False),
    ],
)
def test_the_model_tells_family_and_quirks(
    hardware: str, model: str | None, family: str | None, fixed: str | None, alphanumeric: bool
) -> None:
    facts = parse_info(f"s.hardware:={hardware}\n", 0.0)
    assert (facts.model, facts.family) == (model, family)
    assert (facts.fixed_administrator, facts.alphanumeric_password) == (fixed, alphanumeric)


@pytest.mark.parametrize("form", ["s.firmware:=1.3.1", "s.firmware==1.3.1", "s.firmware=1.3.1", "s.firmware:= 1.3.1 "])
@pytest.mark.parametrize("end", ["\n", "\r\n", ""])
def test_both_forms_of_an_item_and_of_a_line_end(form: str, end: str) -> None:
    assert parse_info(f"timestamp=1{end or chr(10)}{form}{end}", 0.0).firmware == "1.3.1"


def test_a_value_may_hold_equals_signs() -> None:
    assert parse_info("s.hardware:=VB=H47\n", 0.0).model == "VB=H47"


@pytest.mark.parametrize("text", ["", "\n\n", "<html>401</html>", "s.firmware", "=", ":=", "\x00"])
def test_what_tells_nothing_gives_no_facts(text: str) -> None:
    facts = parse_info(text, 0.0)
    assert (facts.model, facts.family, facts.firmware, facts.clock, facts.drift, facts.started) == (None,) * 6


@pytest.mark.parametrize("text", ["soon", "", "1,5", "0x10", "nan", "inf", "-inf", "1e999"])
def test_a_clock_that_is_no_number_is_no_clock(text: str) -> None:
    facts = parse_info(f"realtime={text}\ntimestamp={text}\n", 0.0)
    assert (facts.clock, facts.drift, facts.started) == (None, None, None)


_items = st.sampled_from(["timestamp", "realtime", "s.hardware", "s.firmware", "s.protocol", "s.epoch", ""])
_lines = st.tuples(_items, st.sampled_from(["=", ":=", "==", " = "]), st.text(max_size=12)).map("".join)


@given(st.text(max_size=200) | st.lists(_lines, max_size=8).map("\n".join))
def test_no_answer_breaks_the_reader(text: str) -> None:
    facts = parse_info(text, 0.0)
    assert facts.clock is None or math.isfinite(facts.clock)


# -- versions ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("1.3.1", "1.3.2"),
        ("1.9", "1.10"),
        ("1.3", "1.3.1"),
        ("Ver. 1.3.3", "Ver. 1.4"),
        ("0.9", "1"),
        ("1.2.9", "1.3.0"),
        ("1.99.99", "2"),
        ("9", "10"),
    ],
)
def test_numbers_decide_which_version_is_newer(older: str, newer: str) -> None:
    assert version_key(older) < version_key(newer)


@pytest.mark.parametrize(
    ("one", "other"), [("1.3", "1.3.0"), ("1", "1.0.0"), ("Ver. 1.3.3", "1.3.3"), ("01.3", "1.3"), ("0", "0.0")]
)
def test_spelling_and_trailing_zeros_do_not_matter(one: str, other: str) -> None:
    assert version_key(one) == version_key(other)


@pytest.mark.parametrize("text", ["", "newest", "v", ".", "Ver."])
def test_what_holds_no_number_is_no_version(text: str) -> None:
    with pytest.raises(InvalidValue, match="is not a version"):
        version_key(text)


@given(st.lists(st.integers(0, 99), min_size=1, max_size=5), st.lists(st.integers(0, 99), min_size=1, max_size=5))
def test_versions_compare_like_their_numbers(one: list[int], other: list[int]) -> None:
    width = max(len(one), len(other))
    padded = [numbers + [0] * (width - len(numbers)) for numbers in (one, other)]
    keys = [version_key(".".join(map(str, numbers))) for numbers in (one, other)]
    assert (keys[0] < keys[1]) is (padded[0] < padded[1])
    assert (keys[0] == keys[1]) is (padded[0] == padded[1])


@given(st.text(max_size=40))
def test_no_text_breaks_the_comparison(text: str) -> None:
    try:
        assert all(part >= 0 for part in version_key(text))
    except NetcamError:
        return


# -- options of firmware ----------------------------------------------------------------------------------------------


def options(**given_options: Any) -> dict[str, Any]:
    """Options of the module as they arrive."""
    return {"minimum_version": "1.3.1", "src": None, "checksum": None, **given_options}


class _Session:
    """As much of an open camera as the check of the file asks for."""

    def __init__(self, firmware: str | None) -> None:
        self.facts = Facts(firmware=firmware)
        self.driver = None


def before_writing(firmware: str | None, params: dict[str, Any]) -> list[tuple[str, str]]:
    """What the module finds out before anything is written: options, file, and what cannot be done."""
    Firmware().static(params)
    return Firmware().unsupported(_Session(firmware), params)  # type: ignore[arg-type]  # a session on paper


def _file(folder: Path, content: bytes = b"firmware") -> str:
    path = folder / "firmware.bin"
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize(
    ("firmware", "behind"),
    [("1.3.0", True), ("1.3.1", False), ("1.3.1.0", False), ("1.4", False), ("Ver. 1.2.9", True), (None, True)],
)
def test_a_camera_that_is_behind_and_has_no_file_is_for_a_person(firmware: str | None, behind: bool) -> None:
    found = before_writing(firmware, options())
    assert [setting for setting, _reason in found] == (["firmware.update"] if behind else [])
    if behind:
        assert "at least 1.3.1 is wanted" in found[0][1]
        assert (firmware or "unknown") in found[0][1]


@pytest.mark.parametrize("firmware", ["", "unknown", "beta"])
def test_a_camera_with_a_version_that_is_none_counts_as_behind(firmware: str) -> None:
    assert before_writing(firmware, options())[0][0] == "firmware.update"


def test_a_minimum_that_is_no_version_is_refused() -> None:
    with pytest.raises(InvalidValue, match="'newest' is not a version"):
        Firmware().static(options(minimum_version="newest"))


def test_a_checksum_without_a_file_is_refused() -> None:
    with pytest.raises(InvalidValue, match="checksum needs src"):
        Firmware().static(options(checksum="sha256:00"))


@pytest.mark.parametrize("algorithm", ["", "sha256:", "sha512:", "SHA256:"])
def test_the_right_checksum_is_taken(tmp_path: Path, algorithm: str) -> None:
    digest = hashlib.new(algorithm.rstrip(":").lower() or "sha256", b"firmware").hexdigest()
    for spelled in (digest, digest.upper()):
        assert "no code map" in before_writing("1.0", options(src=_file(tmp_path), checksum=algorithm + spelled))[0][1]


@pytest.mark.parametrize(
    ("content", "checksum", "error", "says"),
    [
        (b"firmware", "sha256:00", FileProblem, "not the wanted one"),
        (b"firmware", "rot13:00", InvalidValue, "'rot13' is not known"),
        (b"firmware", "shake_128:00", InvalidValue, "'shake_128' is not known"),
        (b"", None, FileProblem, "is empty"),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_before_anything_is_written(
    tmp_path: Path, content: bytes, checksum: str | None, error: type[NetcamError], says: str
) -> None:
    with pytest.raises(error, match=says):
        before_writing("1.0", options(src=_file(tmp_path, content), checksum=checksum))


def test_a_missing_file_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="cannot be read: No such file"):
        before_writing("1.0", options(src=str(tmp_path / "none.bin")))
