# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What a camera says of itself in its scopes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._discovery.scopes import (
    MAX_TEXT,
    Described,
    clean,
    describe,
)

from .answers import CANON, SCOPE


def test_scopes_of_a_camera() -> None:
    found = describe([*CANON, f"{SCOPE}location/country/japan", f"{SCOPE}location/Gate%207", f"{SCOPE}type/ptz"])

    assert found == Described(
        name="Canon VB-H47",
        hardware="VB-H47",
        manufacturer="Canon",
        location=("country/japan", "Gate 7"),
        profiles=("S", "T"),
    )


def test_no_scopes_say_nothing() -> None:
    assert describe([]) == Described()


@pytest.mark.parametrize(
    ("name", "hardware", "more", "manufacturer"),
    [
        ("AXIS%20M3106", "M3106", "", "AXIS"),
        ("Emulator_VB-M44", "vb-m44", "", "Emulator"),
        ("Gate%207", "M3106", "", None),
        ("M3106", "M3106", "", None),
        ("Gate", "M3106", "manufacturer/ACME%20Ltd", "ACME Ltd"),
        ("Gate", "M3106", "mfr/ACME", "ACME"),
    ],
)
def test_the_maker_stands_in_the_name_or_in_a_scope_of_its_own(
    name: str, hardware: str, more: str, manufacturer: str | None
) -> None:
    scopes = [f"{SCOPE}name/{name}", f"{SCOPE}hardware/{hardware}", f"{SCOPE}{more}"]

    assert describe(scopes).manufacturer == manufacturer


@pytest.mark.parametrize(
    ("scope", "profiles"),
    [
        ("Profile/Streaming", ("S",)),
        ("profile/streaming", ("S",)),
        ("Profile/G", ("G",)),
        ("Profile/Q/Operational", ("Q",)),
        ("Profile/t", ("T",)),
        ("Profile/{{7*7}}", ()),
        ("Profile/", ()),
        ("Profile", ()),
    ],
)
def test_profiles(scope: str, profiles: tuple[str, ...]) -> None:
    assert describe([SCOPE + scope]).profiles == profiles


@pytest.mark.parametrize(
    "scope",
    ["http://www.onvif.org/name/x", "onvif://example.com/name/x", "name/x", "onvif://[", "onvif://www.onvif.org", ""],
)
def test_scopes_of_somebody_else_say_nothing(scope: str) -> None:
    assert describe([scope]) == Described()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (None, None),
        ("", None),
        ("\x1b[31mred\x00", "[31mred"),
        (" a \n b ", "a b"),
        ("\u202eabc", "abc"),
        ("x" * 999, "x" * MAX_TEXT),
    ],
)
def test_text_for_people_cannot_move_their_cursor(text: str | None, shown: str | None) -> None:
    assert clean(text) == shown


@given(st.lists(st.text(max_size=300).map(lambda text: SCOPE + text)))
def test_any_scopes_give_bounded_printable_texts(scopes: list[str]) -> None:
    found = describe(scopes)
    for text in (found.name, found.hardware, found.manufacturer, *found.location, *found.profiles):
        assert text is None or (text.isprintable() and 0 < len(text) <= MAX_TEXT)
