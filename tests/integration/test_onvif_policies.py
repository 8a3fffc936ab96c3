# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What ONVIF has and the guide has not: rules for passwords and failed logins, and falling silent for WS-Discovery."""

from __future__ import annotations

from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE, configured, conformant, password_of
from .runs import HARDEN, look, run_playbook, task
from .witness import Witness

FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        conformant("plain"),
        conformant("poor", onvif_without=["password_complexity", "password_history", "auth_failure_warnings", "discovery"]),
        configured("canon", NEW),
        configured("rich-vb", NEW, onvif_without=[]),
        configured("silent-canon", OLD, onvif=False),
    ],
}  # fmt: skip
POLICY: dict[str, Any] = {
    "complexity": {"min_length": 12, "uppercase": 1, "number": 2, "special_chars": 0, "block_username_occurrence": True},
    "history": {"enable": True, "length": 4},
    "failed_logins": {"enable": True, "monitor_period": 120, "max_failures": 3},
}  # fmt: skip
STORED = {
    "complexity": {
        "MinLen": 12, "Uppercase": 1, "Number": 2, "SpecialChars": 0,
        "BlockUsernameOccurrence": 1, "PolicyConfigurationLocked": 0,
    },
    "history": {"Enabled": 1, "Length": 4},
    "failure_warning": {"Enabled": 1, "MonitorPeriod": 120, "MaxAuthFailures": 3},
}  # fmt: skip
KEYS = {f"account_policy.{group}.{name}" for group, words in POLICY.items() for name in words}


def stored(fleet: Fleet, name: str) -> dict[str, Any]:
    """What the camera keeps of its policies."""
    state = fleet.camera(name).onvif()
    return {key: state[key] for key in STORED}


@pytest.mark.parametrize("name", ["plain", "rich-vb"])
def test_the_camera_keeps_the_rules_and_a_second_run_changes_nothing(fleet: Fleet, name: str) -> None:
    predict, write, again = (task(title, "account_policy", POLICY) for title in ("Predict", "Write", "Again"))
    run = run_playbook(
        [{**predict, "check_mode": True}, look("Predicted", "counters"), write, look("Written", "counters"), again,
         look("Seen", "counters")], fleet, limit=name,
    ).succeeded()  # fmt: skip
    # special_chars is 0 on the camera already
    assert (
        set(run.of("Predict").settings)
        == set(run.of("Write").settings)
        == KEYS - {"account_policy.complexity.special_chars"}
    )
    assert {change["driver"] for change in run.of("Write").result["changes"]} == {"onvif"}
    assert not run.of("Again").changed
    writes = [run.of(title).result["value"].get("onvif_writes", 0) for title in ("Predicted", "Written", "Seen")]
    assert writes == [0, 3, 3], "one write for each policy, none in check mode or for what is so already"
    assert stored(fleet, name) == STORED


def test_the_camera_refuses_what_breaks_its_rules_and_this_is_told_apart_from_our_own_rule(fleet: Fleet) -> None:
    weak = {"accounts": [{"name": "viewer", "password": "Short4Me"}]}
    strong = {"accounts": [{"name": "viewer", "password": "Longer4Everybody8"}]}
    run = run_playbook(
        [task("Rules", "account_policy", POLICY), task("Weak", "users", weak), task("Strong", "users", strong)], fleet,
        limit="plain",
    )  # fmt: skip
    assert run.of("Weak").code == "invalid_value", run.of("Weak").msg
    assert "too weak for this camera's rules" in run.of("Weak").msg
    assert "Short4Me" not in run.text
    assert run.of("Strong").changed


def test_a_password_that_was_used_before_is_told_as_such(fleet: Fleet) -> None:
    rows = [{"name": "viewer", "password": "Longer4Everybody8"}]
    run = run_playbook(
        [task("Rules", "account_policy", POLICY), task("First", "users", {"accounts": rows}),
         task("Again", "users", {"accounts": rows, "update_password": "always"})], fleet, limit="plain",
    )  # fmt: skip
    assert run.of("First").changed
    assert run.of("Again").code == "invalid_value"
    assert "used before" in run.of("Again").msg


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"complexity": {"min_length": 60}}, "60 is outside 0-32"),
        ({"complexity": {"uppercase": 9}}, "9 is outside 0-8"),
        ({"history": {"length": 11}}, "11 is outside 0-10"),
        ({"failed_logins": {"monitor_period": 4000}}, "4000 is outside 1-3600"),
        ({"failed_logins": {"max_failures": 21}}, "21 is outside 1-20"),
        ({"complexity": {"min_length": 129}}, "129 is outside the allowed values 0-128"),
        ({"complexity": {"min_length": -1}}, "-1 is outside"),
        ({"failed_logins": {"max_failures": 0}}, "0 is outside"),
    ],
)
def test_values_beyond_the_cameras_limits_are_refused_before_any_write(
    fleet: Fleet, options: dict[str, Any], words: str
) -> None:
    both = {**POLICY, **options}
    run = run_playbook(
        [task("Look", "account_policy", both, check_mode=True), task("Write", "account_policy", both)], fleet, limit="plain"
    )  # fmt: skip
    for title in ("Look", "Write"):
        assert run.of(title).code == "invalid_value"
        assert words in run.of(title).msg
        assert run.of(title).msg.startswith("plain: ")
    assert fleet.camera("plain").count("onvif_writes") == 0


def test_locked_rules_are_left_alone_and_the_error_says_what_unlocks_them(fleet: Fleet) -> None:
    dump = fleet.dump()
    dump["plain"]["onvif"]["state"]["complexity"] = {"MinLen": 8, "PolicyConfigurationLocked": 1}
    fleet.restore(dump)
    same = {"complexity": {"min_length": 8}}
    run = run_playbook(
        [task("Other", "account_policy", POLICY), task("Same", "account_policy", same)], fleet, limit="plain"
    )  # fmt: skip
    assert run.of("Other").code == "refused"
    assert "hard reset to factory defaults" in run.of("Other").msg
    assert not run.of("Same").changed
    assert run.of("Same").status == "ok"
    assert fleet.camera("plain").count("onvif_writes") == 0


@pytest.mark.parametrize("name", ["poor", "canon", "silent-canon"])
def test_a_camera_that_does_not_advertise_them_has_them_as_manual_with_the_reason(fleet: Fleet, name: str) -> None:
    options = {**POLICY, "on_unsupported": "report"}
    run = run_playbook(
        [task("Fail", "account_policy", POLICY), task("Report", "account_policy", options)], fleet, limit=name
    )  # fmt: skip
    assert run.of("Fail").code == "unsupported"
    assert set(run.of("Report").manual) == KEYS
    assert not run.of("Report").changed
    for item in run.of("Report").result["manual"]:
        assert item["menu_path"] == "the camera's own setting page"
        reason = "has no code for it" if name == "silent-canon" else "does not advertise"
        assert reason in item["reason"]


@pytest.mark.parametrize("name", ["plain", "canon"])
def test_a_camera_falls_silent_for_a_probe_and_answers_again(fleet: Fleet, name: str) -> None:
    witness = Witness(fleet, name) if name == "canon" else ProbeOnly(fleet, name)
    assert witness.is_discoverable()
    off, again = (task(title, "network", {"ws_discovery": False}) for title in ("Off", "Again"))
    run = run_playbook([off, again], fleet, limit=name).succeeded()
    assert run.of("Off").settings == ["network.ws_discovery"]
    assert not run.of("Again").changed
    assert not witness.is_discoverable()
    run_playbook([task("On", "network", {"ws_discovery": True})], fleet, limit=name).succeeded()
    assert witness.is_discoverable()


class ProbeOnly(Witness):
    """A witness of a camera that has no page of its own, so no code map either."""

    def __init__(self, fleet: Fleet, name: str) -> None:
        self.camera, self.name = fleet.camera(name), name


def test_a_camera_without_discovery_says_so(fleet: Fleet) -> None:
    run = run_playbook([task("Off", "network", {"ws_discovery": False})], fleet, limit="poor")
    assert run.of("Off").code == "unsupported"
    assert "no WS-Discovery" in run.of("Off").msg


def test_the_role_leaves_them_alone_unless_asked(fleet: Fleet) -> None:
    before = stored(fleet, "plain")
    run_playbook(HARDEN, fleet, limit="plain").succeeded()
    assert stored(fleet, "plain") == before
    assert ProbeOnly(fleet, "plain").is_discoverable()


def test_the_role_sets_them_when_asked_and_a_second_run_changes_nothing(fleet: Fleet) -> None:
    wanted = {"harden_account_policy": POLICY, "harden_ws_discovery": False}
    names = "plain,poor,rich-vb"
    first = run_playbook(HARDEN, fleet, limit=names, variables=wanted).succeeded()
    for name in ("plain", "rich-vb"):
        assert stored(fleet, name) == STORED
        assert not fleet.camera(name).onvif()["discoverable"]
    assert set(first.of("netcam.hardening.harden : Plan", "poor").manual) >= KEYS
    fleet.reset_counters()
    second = run_playbook(HARDEN, fleet, limit=names, variables=wanted).succeeded()
    assert {second.recap[name]["changed"] for name in names.split(",")} == {0}
    assert {fleet.camera(name).count("onvif_writes") for name in names.split(",")} == {0}
    assert fleet.camera("plain").login_check(ADMIN, password_of("plain"))


def test_the_tag_of_the_area_does_nothing_else(fleet: Fleet) -> None:
    run = run_playbook(HARDEN, fleet, "--tags", "account_policy", limit="plain",
                       variables={"harden_account_policy": POLICY}).succeeded()  # fmt: skip
    assert set(run.of("netcam.hardening.harden : Apply chapter 1").settings) <= KEYS
    assert fleet.camera("plain").count("onvif_writes") == 3
