# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Names are written one way, compared as TLS clients compare them, and refused when no certificate can carry them."""

from __future__ import annotations

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.names import (
    alternative_names,
    covers,
    normalised,
    normalised_all,
)
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CertificateProblem


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("Lobby.Cameras.Example.", "lobby.cameras.example"),
        ("192.0.2.10", "192.0.2.10"),
        ("2001:DB8:0:0::10", "2001:db8::10"),
        ("[2001:db8::10]", "2001:db8::10"),
        ("münchen.example", "xn--mnchen-3ya.example"),
        (" lobby ", "lobby"),
        ("cam_7", "cam_7"),
    ],
)
def test_one_spelling_for_each_name(given: str, kept: str) -> None:
    assert normalised(given) == kept


@pytest.mark.parametrize(
    "given",
    ["", " ", "*.cameras.example", "a b", "-lobby", "lobby-", "lobby..example", "x" * 64, "a." * 127 + "aa", "192.0.2.300",
     "192.0.2", "https://lobby", "lobby:443", "fe80::1%eth0", "lobby\n", "lobby\x00.example", "é" * 70],
)  # fmt: skip
def test_what_no_certificate_can_carry_is_refused(given: str) -> None:
    if given == "lobby\n":
        assert normalised(given) == "lobby"
        return
    with pytest.raises(CertificateProblem) as caught:
        normalised(given)
    assert caught.value.problem == "name"


@pytest.mark.parametrize(
    ("present", "wanted", "covered"),
    [
        (("lobby.example",), "LOBBY.example", True),
        (("*.cameras.example",), "lobby.cameras.example", True),
        (("*.cameras.example",), "a.lobby.cameras.example", False),
        (("*.cameras.example",), "cameras.example", False),
        (("*.example",), "lobby.example", False),
        (("*.2.10",), "192.0.2.10", False),
        (("192.0.2.10",), "192.0.2.10", True),
        (("2001:db8::10",), "2001:DB8:0::10", True),
        (("192.0.2.11",), "192.0.2.10", False),
        ((), "lobby", False),
    ],
)
def test_coverage_is_that_of_tls_clients(present: tuple[str, ...], wanted: str, covered: bool) -> None:
    assert covers(present, wanted) == covered


def test_each_name_is_carried_once_and_only_so_many() -> None:
    assert normalised_all(["Lobby", "lobby.", "lobby"]) == ("lobby",)
    with pytest.raises(CertificateProblem):
        normalised_all(f"cam{number}" for number in range(51))
    with pytest.raises(CertificateProblem):
        alternative_names([])
