# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Generated passwords follow the rules of the family, of the model and of the guide; and which known one is tried first."""

from __future__ import annotations

import re
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import FAMILIES
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    AuthenticationFailed,
    InvalidValue,
    Refused,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._passwords import generate, weaknesses
from ansible_collections.netcam.hardening.plugins.module_utils._values import normalise
from ansible_collections.netcam.hardening.plugins.plugin_utils._login import find_login

ALL = (*FAMILIES, "onvif", None)
ONE, TWO, THREE = (("site-admin", word) for word in ("one", "two", "three"))
KNOWN = [("pending", ONE), ("current", TWO), ("previous", THREE)]


@pytest.mark.parametrize("family", ALL)
@pytest.mark.parametrize("length", [10, 20, 31])
def test_a_password_is_within_the_limits_and_the_advice(family: str | None, length: int) -> None:
    made = {generate(family, None, "site-admin", length) for _each in range(50)}
    assert len(made) == 50
    for password in made:
        assert len(password) == length
        assert weaknesses(password, "site-admin") == []
        assert re.search("[0-9]", password)
        assert password.isalnum()
        normalise("administrator.password", password, family if family in FAMILIES else None)


@pytest.mark.parametrize("family", ALL)
@pytest.mark.parametrize("length", [0, 9, 33])
def test_a_length_that_the_family_does_not_take_is_refused(family: str | None, length: int) -> None:
    with pytest.raises(InvalidValue, match=f"of {length} characters is asked for"):
        generate(family, None, "site-admin", length)


def test_symbols_are_used_where_the_model_takes_them() -> None:
    assert all(set("-_") & set(generate("canon_vb_2022", "VB-H47", "x", 12, "-_")) for _each in range(30))
    assert generate("canon_vb_pre2022", "VB-R13VE", "x", 12, "-_").isalnum()
    with pytest.raises(InvalidValue, match="characters other than"):
        generate("ipro_wv", None, "x", 12, "é")


class Camera:
    """Takes one password, and counts."""

    def __init__(self, takes: Any, account: str = "present") -> None:
        self.takes, self.account = takes, account
        self.tried: list[Any] = []
        self.refused: list[Any] = []

    def look(self, pair: Any) -> dict[str, Any]:
        self.tried.append(pair)
        if pair != self.takes:
            raise AuthenticationFailed("refused")
        return {"camera": {"account": self.account}}


def test_the_first_one_that_works_is_found_and_no_other_is_tried() -> None:
    camera = Camera(TWO)
    found = find_login(KNOWN, 3, camera.look, camera.refused.append)
    assert (found.state, found.pair, found.attempts) == ("current", TWO, 2)
    assert camera.tried == [ONE, TWO]
    assert camera.refused == [ONE]


def test_no_more_are_tried_than_the_camera_bears() -> None:
    camera = Camera(THREE)
    with pytest.raises(AuthenticationFailed, match="2 known passwords; 1 more were not tried") as caught:
        find_login(KNOWN, 2, camera.look, camera.refused.append)
    assert camera.tried == [ONE, TWO]
    assert "recover_password.yml" in str(caught.value.hint)


def test_when_all_are_refused_it_says_so() -> None:
    with pytest.raises(AuthenticationFailed, match="3 known passwords$") as caught:
        find_login(KNOWN, 3, Camera(None).look, lambda _pair: None)
    assert "reset to factory defaults" in str(caught.value.hint)
    with pytest.raises(AuthenticationFailed, match="no password of this camera is known"):
        find_login([], 3, Camera(None).look, lambda _pair: None)


@pytest.mark.parametrize(("account", "error"), [("none", Refused), ("unknown", Unsupported)])
def test_an_answer_that_proves_no_password_is_none(account: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        find_login(KNOWN, 3, Camera(ONE, account).look, lambda _pair: None)
