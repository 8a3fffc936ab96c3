# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The guide's advice on passwords (p. A-7, B-7)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._passwords import COMMON, weaknesses

SHORT = "has fewer than 10 characters"
CASE = "does not combine upper and lower case"
MIX = "does not combine letters with digits or symbols"
COMMON_WORD = "contains a commonly used word"
NAMED = "contains the user name"
FEW = "repeats few characters"


@pytest.mark.parametrize(
    "password", ["Gate-Keeper-7", "xK9mPq2LvT", "Zaun!Koenig", "A1b2C3d4E5", "long Phrase with spaces"]
)
def test_a_strong_password_has_no_weakness(password: str) -> None:
    assert weaknesses(password, "keeper-of-gates") == []


@pytest.mark.parametrize(
    ("password", "name", "found"),
    [
        ("xK9mPq2Lv", "", [SHORT]),
        ("xk9mpq2lvt", "", [CASE]),
        ("XK9MPQ2LVT", "", [CASE]),
        ("xKmPqLvTzz", "", [MIX]),
        ("0123987654", "", [CASE, MIX]),
        ("9-8.7,6;5:4", "", [CASE, MIX]),
        ("xK9mPassWord2", "", [COMMON_WORD]),
        ("CANON-xK9mPq", "", [COMMON_WORD]),
        ("xK9mKeeper2", "keeper", [NAMED]),
        ("xK9mkEEPer2", "KEEPER", [NAMED]),
        ("AaAaAaAa11", "", [FEW]),
        ("", "", [SHORT, CASE, MIX, FEW]),
        ("camera", "camera", [SHORT, CASE, MIX, COMMON_WORD, NAMED]),
    ],
)
def test_each_weakness_is_named(password: str, name: str, found: list[str]) -> None:
    assert weaknesses(password, name) == found


@pytest.mark.parametrize("length", [8, 9, 10, 11, 31, 32])
def test_ten_characters_are_enough_and_nine_are_not(length: int) -> None:
    password = "xK9mPq2LvT-wZ8bNc4RyH6sJd3Gf7QtV"[:length]
    assert weaknesses(password) == ([SHORT] if length < 10 else [])


@pytest.mark.parametrize("word", COMMON)
def test_every_common_word_is_found_in_any_case_at_any_place(word: str) -> None:
    for spelled in (word, word.upper(), word.title()):
        for password in (f"{spelled}-xK9mPq", f"xK9m-{spelled}-Pq", f"xK9mPq-{spelled}"):
            assert weaknesses(password) == [COMMON_WORD]


@given(st.text(min_size=6, max_size=40), st.text(max_size=15))
def test_a_weakness_never_tells_the_password(password: str, name: str) -> None:
    for weakness in weaknesses(password, name):
        assert weakness in (SHORT, CASE, MIX, COMMON_WORD, NAMED, FEW)
