# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The driver web, driven by the engine as a task would, against a camera on a real socket."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._engine import run
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    AuthenticationFailed,
    CameraAnswer,
    NetcamError,
    NotEffective,
    ProfileError,
    Refused,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._module import job_for, own_spec

from .nimbus import PASSWORD, USER, Nimbus, serving
from .profiles import profile


@pytest.fixture(name="camera")
def _camera() -> Nimbus:
    return Nimbus()


@pytest.fixture(name="endpoint")
def _endpoint(camera: Nimbus) -> Iterator[Endpoint]:
    with serving(camera) as endpoint:
        yield replace(endpoint, profiles=(profile(),), driver="web")


def do(endpoint: Endpoint, area: str, check: bool = False, **options: Any) -> dict[str, Any]:
    """Run one module with these options, as a task would."""
    validated = ArgumentSpecValidator(own_spec(area)).validate(options)
    assert not validated.error_messages
    return run(job_for(area, validated.validated_parameters, check), endpoint)


def domains(*names: str) -> dict[str, Any]:
    """The option of module network for a list of search domains."""
    return {"search_domains": [{"name": name} for name in names]}


# -- what it is for -----------------------------------------------------------------------------------------------------


def test_a_json_object_is_changed_as_a_whole_and_nothing_else_of_it_is_lost(camera: Nimbus, endpoint: Endpoint) -> None:
    result = do(endpoint, "network", mdns=False, max_packet_size=1400)
    assert result["changed"]
    assert camera.network == {
        "mdns": False,
        "hostname": "cam",
        "mtu": 1400,
        "vendor": {"led": "blue"},
        "search": ["example.com"],
    }
    assert camera.saved["network"] == camera.network
    assert camera.writes() == ["/api/network", "/api/save"]
    assert result["camera"] == {
        **result["camera"],
        "driver": "web",
        "model": "Nimbus 7",
        "firmware": "1.4.2",
        "family": "canon_vb_2022",
    }


def test_a_second_run_changes_nothing(camera: Nimbus, endpoint: Endpoint) -> None:
    do(endpoint, "network", mdns=False, dns=domains("a.example", "b.example"))
    seen = len(camera.writes())
    assert not do(endpoint, "network", mdns=False, dns=domains("a.example", "b.example"))["changed"]
    assert len(camera.writes()) == seen


def test_check_mode_writes_nothing(camera: Nimbus, endpoint: Endpoint) -> None:
    assert do(endpoint, "network", check=True, mdns=False)["changed"]
    assert camera.writes() == []


def test_a_list_grows_and_shrinks_and_keeps_its_order(camera: Nimbus, endpoint: Endpoint) -> None:
    do(endpoint, "network", dns=domains("one.example", "two.example", "three.example"))
    assert camera.network["search"] == ["one.example", "two.example", "three.example"]
    do(endpoint, "network", dns=domains("three.example"))
    assert camera.network["search"] == ["three.example"]
    do(endpoint, "network", dns=domains())
    assert camera.network["search"] == []


def test_a_nested_form_carries_boxes_choices_and_rows_together(camera: Nimbus, endpoint: Endpoint) -> None:
    camera.hosts["rows"] = [("", "24", "1"), ("198.51.100.0", "24", "2"), ("", "24", "1"), ("", "24", "1")]
    rows = [{"address": "127.0.0.0/8", "action": "authorize"}, {"address": "192.0.2.0/24", "action": "authorize"}]
    result = do(endpoint, "host_access", ipv4={"apply": True, "default_policy": "prohibit", "rows": rows})
    assert result["changed"]
    assert camera.hosts["on"] == "yes"
    assert camera.hosts["policy"] == "2"
    assert sorted(row[:2] for row in camera.hosts["rows"] if row[0]) == [("127.0.0.0", "8"), ("192.0.2.0", "24")]
    assert not do(endpoint, "host_access", ipv4={"apply": True, "default_policy": "prohibit", "rows": rows})["changed"]
    do(endpoint, "host_access", ipv4={"apply": False})
    assert camera.hosts["on"] is None
    assert len([row for row in camera.hosts["rows"] if row[0]]) == 2


def test_the_lock_out_guard_holds_for_this_driver_too(camera: Nimbus, endpoint: Endpoint) -> None:
    with pytest.raises(Refused, match="would lose access"):
        do(endpoint, "host_access", ipv4={"apply": True, "default_policy": "prohibit", "rows": []})
    assert camera.writes() == []


def test_values_set_by_a_script_are_read_and_a_password_goes_to_both_of_its_fields(
    camera: Nimbus, endpoint: Endpoint
) -> None:
    camera.snmp["contact"] = 'with "quotes", a \\ and = ; {'
    result = do(
        endpoint,
        "snmp_server",
        contact='with "quotes", a \\ and = ; {',
        auth_password="Auth-Pass-9",
        update_password="always",
    )
    assert [change["setting"] for change in result["changes"]] == ["snmp_server.auth_password"]
    assert camera.snmp["pass"] == "Auth-Pass-9"
    assert any("pass_again=Auth-Pass-9" in body for body in camera.bodies)
    assert "Auth-Pass-9" not in str(result)


def test_accounts_are_added_and_deleted_by_requests_of_their_own(camera: Nimbus, endpoint: Endpoint) -> None:
    do(endpoint, "users", accounts=[{"name": "guard", "password": "Guard-Pass-1"}], exclusive=True)
    assert [user["name"] for user in camera.users] == ["guard"]
    assert not do(endpoint, "users", accounts=[{"name": "guard", "password": "Guard-Pass-1"}])["changed"]


def test_the_administrators_password_changes_with_the_old_one_and_is_proven(camera: Nimbus, endpoint: Endpoint) -> None:
    wanted = replace(endpoint, password="New-Pass-{user}-77", initial_password=PASSWORD)
    result = do(wanted, "administrator")
    assert result["changed"]
    assert camera.password == "New-Pass-{user}-77"
    assert camera.refused_logins == 2, "the new one before the change, the old one after it: each once"
    assert not do(replace(wanted, initial_password=None), "administrator")["changed"]


# -- session ------------------------------------------------------------------------------------------------------------


def test_one_login_serves_a_run_and_a_second_one_its_proof_on_a_new_connection(
    camera: Nimbus, endpoint: Endpoint
) -> None:
    do(endpoint, "network", mdns=False)
    assert camera.log.count(("POST", "/api/login")) == 1


def test_a_session_that_ends_in_the_middle_is_opened_again_and_the_request_repeated(
    camera: Nimbus, endpoint: Endpoint
) -> None:
    do(endpoint, "network", mdns=False)
    before = camera.log.count(("POST", "/api/login"))
    camera.ends_session = 1
    assert do(endpoint, "network", mdns=True)["changed"]
    assert camera.network["mdns"] is True
    assert camera.log.count(("POST", "/api/login")) == before + 2
    assert camera.refused_logins == 0


def test_a_camera_that_ends_every_session_at_once_gets_no_further_logins(camera: Nimbus, endpoint: Endpoint) -> None:
    camera.ends_session = 1000
    with pytest.raises(AuthenticationFailed):
        do(endpoint, "network", mdns=False)
    assert camera.log.count(("POST", "/api/login")) <= 2


def test_a_wrong_password_is_tried_once(camera: Nimbus, endpoint: Endpoint) -> None:
    with pytest.raises(AuthenticationFailed, match="refuses the password of 'admin'"):
        do(replace(endpoint, password="wrong"), "network", mdns=False)
    assert camera.refused_logins == 1
    assert camera.writes() == []


def test_the_login_form_is_not_sent_over_plain_http_without_consent(camera: Nimbus, endpoint: Endpoint) -> None:
    with pytest.raises(Refused, match="plain HTTP"):
        do(replace(endpoint, allow_clear_text=False), "network", mdns=False)
    assert ("POST", "/api/login") not in camera.log


# -- trouble ------------------------------------------------------------------------------------------------------------


def test_a_moments_trouble_is_repeated_with_a_fresh_token(camera: Nimbus, endpoint: Endpoint) -> None:
    camera.busy = 2
    assert do(endpoint, "network", mdns=False)["changed"]
    assert camera.network["mdns"] is False


def test_trouble_that_stays_is_an_error_that_names_the_setting(camera: Nimbus, endpoint: Endpoint) -> None:
    camera.busy = 100
    with pytest.raises(CameraAnswer) as caught:
        do(endpoint, "network", mdns=False)
    assert "network.mdns" in caught.value.describe("lobby")
    assert "[Use mDNS]" in caught.value.describe("lobby")


def test_a_write_that_the_camera_ignores_is_noticed(camera: Nimbus, endpoint: Endpoint) -> None:
    camera.ignores_writes = True
    with pytest.raises(NotEffective, match="network.mdns"):
        do(endpoint, "network", mdns=False)


def test_what_cannot_be_carried_along_stops_the_write(camera: Nimbus, endpoint: Endpoint) -> None:
    camera.hides = {"vendor"}
    with pytest.raises(CameraAnswer, match="has to carry"):
        do(endpoint, "network", mdns=False)
    assert camera.writes() == []


def test_a_setting_that_the_page_does_not_show_stops_a_write_of_the_whole(camera: Nimbus, endpoint: Endpoint) -> None:
    camera.hides = {"mtu"}
    with pytest.raises(CameraAnswer, match="has to carry"):
        do(endpoint, "network", mdns=False)
    assert camera.writes() == []


def test_errors_show_no_password(camera: Nimbus, endpoint: Endpoint) -> None:
    with pytest.raises(NetcamError) as caught:
        do(replace(endpoint, password="S3cret-wrong"), "snmp_server", contact="refuse me")
    assert "S3cret-wrong" not in caught.value.describe("lobby")
    with pytest.raises(CameraAnswer) as refused:
        do(endpoint, "snmp_server", contact="refuse me")
    assert "snmp_server.contact" in refused.value.describe("lobby")


def test_a_value_with_braces_is_no_placeholder(camera: Nimbus, endpoint: Endpoint) -> None:
    do(endpoint, "snmp_server", contact="{password} {token:once} {user}")
    assert camera.snmp["contact"] == "{password} {token:once} {user}"


# -- recognition --------------------------------------------------------------------------------------------------------


def test_the_camera_is_recognised_without_being_told_the_driver(camera: Nimbus, endpoint: Endpoint) -> None:
    assert do(replace(endpoint, driver="auto"), "network", mdns=False)["camera"]["driver"] == "web"
    assert camera.network["mdns"] is False


def test_a_folder_of_profiles_serves_the_one_that_names_the_model(camera: Nimbus, endpoint: Endpoint) -> None:
    other = profile(name="other", models=["Stratus 3"])
    assert do(replace(endpoint, profiles=(other, profile())), "network", mdns=False)["changed"]


def test_a_profile_for_another_model_is_refused_before_any_login(camera: Nimbus, endpoint: Endpoint) -> None:
    with pytest.raises(ProfileError, match=r"the camera is a Nimbus 7, profile nimbus-7 is for Stratus 3"):
        do(replace(endpoint, profiles=(profile(models=["Stratus 3"]),)), "network", mdns=False)
    assert camera.log == [("GET", "/api/about")]


def test_a_camera_that_hides_its_model_is_taken_at_the_word_of_a_profile_without_recognition(
    camera: Nimbus, endpoint: Endpoint
) -> None:
    bare = profile()
    del bare["interface"]["recognise"]
    assert do(replace(endpoint, profiles=(bare,)), "network", mdns=False)["changed"]


def test_without_a_profile_the_driver_says_what_it_needs(endpoint: Endpoint) -> None:
    with pytest.raises(ProfileError, match="needs a profile of version 2"):
        do(replace(endpoint, profiles=()), "network", mdns=False)


def test_what_the_profile_does_not_have_is_manual(camera: Nimbus, endpoint: Endpoint) -> None:
    with pytest.raises(Unsupported, match="does not have it"):
        do(endpoint, "network", auto_ip=False)
    result = do(endpoint, "network", auto_ip=False, mdns=False, on_unsupported="report")
    assert [item["setting"] for item in result["manual"]] == ["network.ipv4.auto_ip"]
    assert camera.network["mdns"] is False


@pytest.mark.parametrize(
    "answer", ["", "[]", "{", "<html>", '{"device": {"model": []}}', '{"device": {"model": null}}']
)
def test_an_answer_that_names_no_model_is_no_camera_of_the_profile(
    camera: Nimbus, endpoint: Endpoint, answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = copy.deepcopy(profile())
    changed["interface"]["recognise"]["request"]["path"] = "/nowhere"
    with pytest.raises(ProfileError, match="is none of the cameras of nimbus-7"):
        do(replace(endpoint, profiles=(changed,)), "network", mdns=False)
    assert camera.writes() == []
    assert USER not in answer


def test_a_token_that_the_camera_no_longer_takes_is_fetched_anew(camera: Nimbus, endpoint: Endpoint) -> None:
    lasting = profile()
    # the camera takes each token once, whatever the recording let one believe
    lasting["interface"]["tokens"]["once"]["lifetime"] = "session"
    assert do(replace(endpoint, profiles=(lasting,)), "network", mdns=False)["changed"]
    assert camera.network["mdns"] is False
    assert camera.saved["network"]["mdns"] is False


def test_a_refusal_with_a_fresh_token_is_not_repeated(camera: Nimbus, endpoint: Endpoint) -> None:
    lasting = profile()
    lasting["interface"]["tokens"]["once"]["lifetime"] = "session"
    with pytest.raises(CameraAnswer):
        do(replace(endpoint, profiles=(lasting,)), "snmp_server", contact="refuse me")
    assert camera.writes().count("/snmp.cgi") == 1
