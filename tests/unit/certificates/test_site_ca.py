# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The module site_ca: what it does in which state, what it refuses, and that its documentation says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netcam.hardening.plugins.module_utils._certificates.authority import SiteCa
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.facts import serial_text
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.signing_request import judge
from ansible_collections.netcam.hardening.plugins.module_utils._certificates.store import Subject, Wish
from ansible_collections.netcam.hardening.plugins.module_utils._errors import NetcamError
from ansible_collections.netcam.hardening.plugins.module_utils._site_ca import SPEC, run_site_ca

from ..test_module_docs import differences, documentation, examples, returned
from .material import NOW, csr, ec_key, named, openssl

PASSPHRASE = "a-passphrase-of-the-tests"


@pytest.fixture
def ask(tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Run the module in a folder of its own."""

    def run(check: bool = False, now: Any = NOW, **options: Any) -> dict[str, Any]:
        given = {"path": str(tmp_path / "ca"), **options}
        validated = ArgumentSpecValidator(SPEC).validate(given)
        assert validated.error_messages == []
        return run_site_ca(validated.validated_parameters, check, now)

    return run


@pytest.fixture
def made(ask: Callable[..., dict[str, Any]], tmp_path: Path) -> SiteCa:
    ask(common_name="Airport cameras", passphrase=PASSPHRASE)
    return SiteCa(str(tmp_path / "ca"), PASSPHRASE)


def issued(site: SiteCa, camera: str = "lobby", number: int = 0, days: int = 90) -> str:
    """The serial number of a certificate just issued."""
    wish = Wish(Subject(camera), (camera,), key_type="ec", key_size=256)
    request = judge(csr(ec_key("secp256r1", number), named(camera)), wish)
    return serial_text(site.issue(request, camera, NOW, days=days).leaf)


def problem(act: Callable[[], Any]) -> str:
    with pytest.raises(NetcamError) as caught:
        act()
    return str(caught.value.details().get("problem", caught.value.code))


# -- making and showing --------------------------------------------------------------------------------------------------


def test_the_first_run_makes_it_and_the_second_shows_it(ask: Callable[..., dict[str, Any]]) -> None:
    first = ask(common_name="Airport cameras", organization="Airport", passphrase=PASSPHRASE, key_type="rsa")
    second = ask(common_name="Airport cameras", organization="Airport", passphrase=PASSPHRASE, key_type="rsa")

    assert (first["changed"], second["changed"]) == (True, False)
    assert first["fingerprint"] == second["fingerprint"]
    assert second["diff"]["before"] == second["diff"]["after"]
    said = openssl("x509", "-in", second["certificate_path"], "-noout", "-fingerprint", "-sha256", "-subject")
    assert second["fingerprint"] in said.lower().replace(":", "")
    assert "O = Airport, CN = Airport cameras" in said
    assert second["days_left"] == 3650
    assert second["warnings"] == []


def test_check_mode_tells_and_writes_nothing(ask: Callable[..., dict[str, Any]], tmp_path: Path) -> None:
    told = ask(check=True, common_name="Airport cameras", passphrase=PASSPHRASE)

    assert told["changed"]
    assert told["certificate_path"] is None
    assert list(tmp_path.iterdir()) == []
    assert set(told) == set(ask(common_name="Airport cameras", passphrase=PASSPHRASE))


def test_showing_needs_no_passphrase(made: SiteCa, ask: Callable[..., dict[str, Any]]) -> None:
    shown = ask()

    assert shown["certificate"]["common_name"] == "Airport cameras"
    assert not shown["changed"]


@pytest.mark.parametrize("check", [False, True])
@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, "limits"),
        ({"common_name": "x"}, "passphrase"),
        ({"common_name": "x", "passphrase": "short"}, "passphrase"),
        ({"common_name": "x", "passphrase": PASSPHRASE, "days": 0}, "limits"),
        ({"common_name": "x", "passphrase": PASSPHRASE, "revoke": [{"serial": "01"}]}, "limits"),
    ],
)
def test_what_cannot_be_made_is_refused_in_check_mode_too(
    options: dict[str, Any], expected: str, check: bool, ask: Callable[..., dict[str, Any]], tmp_path: Path
) -> None:
    assert problem(lambda: ask(check, **options)) == expected
    assert list(tmp_path.iterdir()) == []


def test_another_authority_in_the_folder_is_refused(made: SiteCa, ask: Callable[..., dict[str, Any]]) -> None:
    assert problem(lambda: ask(common_name="Harbour cameras", passphrase=PASSPHRASE)) == "authority"
    assert problem(lambda: ask(passphrase="not-the-right-one")) == "passphrase"


# -- revoking ------------------------------------------------------------------------------------------------------------


def test_revoking_is_idempotent_and_predicted(made: SiteCa, ask: Callable[..., dict[str, Any]]) -> None:
    serial = issued(made)
    options = {"passphrase": PASSPHRASE, "revoke": [{"serial": serial.lower(), "reason": "key_compromise"}]}

    predicted = ask(check=True, **options)
    assert predicted["changed"]
    assert predicted["revoked"] == []
    done, again = ask(**options), ask(**options)

    assert (done["changed"], again["changed"]) == (True, False)
    assert done["revoked"] == again["revoked"] == [serial]
    assert serial in openssl("crl", "-in", done["crl_path"], "-noout", "-text")


@pytest.mark.parametrize("check", [False, True])
def test_an_unknown_serial_is_refused(check: bool, made: SiteCa, ask: Callable[..., dict[str, Any]]) -> None:
    assert problem(lambda: ask(check, passphrase=PASSPHRASE, revoke=[{"serial": "0BAD"}])) == "unknown_serial"
    assert problem(lambda: ask(check, passphrase=PASSPHRASE, revoke=[{"serial": "no"}])) == "file"


def test_the_list_is_kept_fresh(made: SiteCa, ask: Callable[..., dict[str, Any]]) -> None:
    options = {"passphrase": PASSPHRASE, "crl_days": 30}

    assert ask(check=True, **options)["changed"]
    assert ask(**options)["changed"]
    assert not ask(**options)["changed"]
    assert not ask(now=NOW + timedelta(days=14), **options)["changed"]
    assert ask(now=NOW + timedelta(days=16), **options)["changed"]
    late = ask(now=NOW + timedelta(days=60))
    assert any("out of date" in warning for warning in late["warnings"])
    assert problem(lambda: ask(passphrase=PASSPHRASE, crl_days=400)) == "limits"


# -- looking after -------------------------------------------------------------------------------------------------------


def test_what_ends_soon_is_listed(made: SiteCa, ask: Callable[..., dict[str, Any]]) -> None:
    issued(made, "lobby", 0, days=10)
    issued(made, "gate", 1, days=90)

    assert [one["camera"] for one in ask()["expiring"]] == ["lobby"]
    assert [one["camera"] for one in ask(warn_days=100)["expiring"]] == ["lobby", "gate"]
    assert ask()["issued"] == 2


def test_a_damaged_register_is_warned_of(made: SiteCa, ask: Callable[..., dict[str, Any]]) -> None:
    issued(made)
    with open(made.register.path, "ab") as stream:
        stream.write(b"garbage\n")

    assert any("were skipped: 2" in warning for warning in ask()["warnings"])


# -- documentation -------------------------------------------------------------------------------------------------------


def test_the_documentation_says_what_the_module_takes_and_returns(ask: Callable[..., dict[str, Any]]) -> None:
    assert differences(documentation("site_ca")["options"], SPEC) == []
    result = ask(common_name="Airport cameras", passphrase=PASSPHRASE)
    assert set(returned("site_ca")) == set(result) - {"changed", "diff", "warnings"} | {"error"}


def test_the_examples_are_accepted() -> None:
    validator = ArgumentSpecValidator(SPEC)
    for task in examples("site_ca"):
        options: Mapping[str, Any] | None = task.get("netcam.hardening.site_ca")
        if options is not None:
            assert validator.validate(dict(options)).error_messages == []
            assert task["run_once"] is True
            assert task["delegate_to"] == "localhost"
