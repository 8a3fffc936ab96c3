# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""First account and initialization over the driver web."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._engine import run
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    AuthenticationFailed,
    NetcamError,
    Refused,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._module import job_for, own_spec
from ansible_collections.netcam.hardening.plugins.module_utils._session import Session

from .nimbus import serving
from .vault import FIRST_ACCOUNT, Vault, describing, posting

#: looks like a placeholder, and stays as it is
ADMIN, PASSWORD = "site-admin", "Kx82-{name}-Wz91"


@pytest.fixture(name="camera")
def _camera() -> Vault:
    camera = Vault()
    camera.has_account = False
    camera.user = camera.password = ""
    return camera


@pytest.fixture(name="endpoint")
def _endpoint(camera: Vault) -> Iterator[Endpoint]:
    with serving(camera) as endpoint:
        made = describing(first_account=FIRST_ACCOUNT)
        yield replace(endpoint, driver="web", profiles=(made,), user=ADMIN, password=PASSWORD)


def account(endpoint: Endpoint, check: bool = False) -> dict[str, Any]:
    """What a task of module administrator does."""
    validated = ArgumentSpecValidator(own_spec("administrator")).validate({"name": ADMIN, "password": PASSWORD})
    assert not validated.error_messages
    return run(job_for("administrator", validated.validated_parameters, check), endpoint)


def test_the_first_account_is_made_proven_and_kept(camera: Vault, endpoint: Endpoint) -> None:
    result = account(endpoint)
    assert result["changed"]
    assert (camera.user, camera.password) == (ADMIN, PASSWORD)
    assert camera.refused_logins == 0, "no password was tried before there was an account"
    assert camera.writes() == ["/api/setup", "/api/save"]
    assert not account(endpoint)["changed"]
    assert camera.writes() == ["/api/setup", "/api/save"]


def test_check_mode_makes_none(camera: Vault, endpoint: Endpoint) -> None:
    assert account(endpoint, check=True)["changed"]
    assert not camera.has_account


def test_it_does_not_go_over_plain_http_without_consent(camera: Vault, endpoint: Endpoint) -> None:
    with pytest.raises(Refused):
        account(replace(endpoint, allow_clear_text=False))
    assert not camera.has_account


def test_one_that_was_accepted_and_does_not_log_in_is_an_error(camera: Vault, endpoint: Endpoint) -> None:
    made = describing(first_account=FIRST_ACCOUNT)
    content = {"n": "{name}", "p": "{password}-cut"}
    made["interface"]["first_account"]["create"]["request"]["body"]["content"] = content
    with pytest.raises(NetcamError, match="does not let it log in|refuses the password"):
        account(replace(endpoint, profiles=(made,)))


def test_a_refused_login_on_a_camera_with_an_account_stays_one(camera: Vault, endpoint: Endpoint) -> None:
    camera.has_account, camera.user, camera.password = True, "somebody", "else"
    with pytest.raises(AuthenticationFailed):
        account(endpoint)
    assert camera.refused_logins == 1


def test_without_it_in_the_profile_a_camera_without_an_account_refuses_the_login(
    camera: Vault, endpoint: Endpoint
) -> None:
    with pytest.raises(AuthenticationFailed):
        account(replace(endpoint, profiles=(describing(),)))


@pytest.mark.parametrize("keep", [True, False])
def test_the_factory_reset_has_its_word_with_the_json_type_of_the_profile(
    camera: Vault, endpoint: Endpoint, keep: bool
) -> None:
    camera.has_account, camera.user, camera.password = True, ADMIN, PASSWORD
    reset = posting("/api/reset", {"keep": "{keep}"}, values={"keep": {"true": 1, "false": 0}})
    session = Session(replace(endpoint, profiles=(describing(initialize=reset),)))
    session.open()
    session.require_driver().initialize(keep)
    session.close()
    assert camera.resets == [int(keep)]


def test_without_values_the_words_are_true_and_false(camera: Vault, endpoint: Endpoint) -> None:
    camera.has_account, camera.user, camera.password = True, ADMIN, PASSWORD
    reset = posting("/api/reset", {"keep": "{keep}"})
    session = Session(replace(endpoint, profiles=(describing(initialize=reset),)))
    session.open()
    session.require_driver().initialize(False)
    assert camera.resets == ["false"]
    camera.ends_session = 1
    session.require_driver().initialize(True)
    session.close()
    assert camera.resets == ["false", "true"], "the session was over: it was sent once more, and done once"


def test_what_is_not_described_is_said(camera: Vault, endpoint: Endpoint) -> None:
    camera.has_account, camera.user, camera.password = True, ADMIN, PASSWORD
    session = Session(replace(endpoint, profiles=(describing(),)))
    session.open()
    driver = session.require_driver()
    assert not driver.has("initialize")
    with pytest.raises(Unsupported, match=r"does not describe interface\.initialize"):
        driver.initialize(False)
    with pytest.raises(Unsupported, match=r"does not describe interface\.first_account"):
        driver.create_first_account(ADMIN, PASSWORD)
    session.close()


def open_page_profile() -> dict[str, Any]:
    """A camera whose login is a challenge of HTTP, and which asks for none as long as it has no account."""
    made = describing(first_account=FIRST_ACCOUNT)
    made["interface"].update(authentication={"kind": "basic"}, requests={}, tokens={})
    made["interface"]["reads"] = {"about": {"request": {"path": "/api/about"}, "kind": "json"}}
    del made["interface"]["save"]
    made["settings"] = {}
    return made


@pytest.mark.parametrize("has_account", [True, False])
def test_a_page_that_asks_for_no_login_is_that_of_a_camera_without_an_account_only_where_it_says_so(
    camera: Vault, endpoint: Endpoint, has_account: bool
) -> None:
    camera.has_account = has_account
    session = Session(replace(endpoint, profiles=(open_page_profile(),)))
    session.open()
    session.close()
    assert session.facts.account == ("present" if has_account else "none")
