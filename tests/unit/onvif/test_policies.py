# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Rules for passwords, password history, warnings about failed logins: gates, limits, locks, and what is sent."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    CameraAnswer,
    InvalidValue,
    Refused,
    Unsupported,
)

from .camera import PaperCamera, Sent, fault, logged_in

MIN, UPPER, NUMBER, SPECIAL, BLOCK, LOCKED = (
    f"account_policy.complexity.{name}"
    for name in ("min_length", "uppercase", "number", "special_chars", "block_username_occurrence", "locked")
)
KEEP, LENGTH = "account_policy.history.enable", "account_policy.history.length"
WARN, PERIOD, FAILURES = (
    f"account_policy.failed_logins.{name}" for name in ("enable", "monitor_period", "max_failures")
)


def elements(words: dict[str, Any]) -> str:
    """Elements of the service's namespace."""
    return "".join(f"<tds:{name}>{str(value).lower()}</tds:{name}>" for name, value in words.items())


def ranges(words: dict[str, tuple[int, int]]) -> str:
    """tt:IntRange elements."""
    return "".join(
        f"<tds:{name}><tt:Min>{low}</tt:Min><tt:Max>{high}</tt:Max></tds:{name}>" for name, (low, high) in words.items()
    )


def strict(options: str | None = None, **rules: Any) -> PaperCamera:
    """A camera with all policies; C(rules) are the ones for passwords as it states them at the start."""
    camera = PaperCamera()
    camera.security |= {
        "SecurityPolicies": "PasswordComplexity PasswordHistory AuthFailureWarnings",
        "MaxPasswordHistory": "10",
    }
    numbers = {"MinLen": (0, 20), "Uppercase": (0, 4), "Number": (0, 4), "SpecialChars": (0, 4)}
    can = ranges({f"{name}Range": bounds for name, bounds in numbers.items()})
    can += "<tds:BlockUsernameOccurrenceSupported>true</tds:BlockUsernameOccurrenceSupported>"
    state = {
        "PasswordComplexity": rules or {"MinLen": 8, "Uppercase": 0, "PolicyConfigurationLocked": False},
        "PasswordHistory": {"Enabled": False, "Length": 0},
        "AuthFailureWarning": {"Enabled": False, "MonitorPeriod": 60, "MaxAuthFailures": 5},
    }

    def answers(policy: str) -> None:
        get, put = f"Get{policy}Configuration", f"Set{policy}Configuration"

        def store(sent: Sent) -> str:
            state[policy] = {name: sent.texts(name)[0] for name in sent.names()[1:]}
            return f"<tds:{put}Response/>"

        camera.answers[get] = lambda _sent: f"<tds:{get}Response>{elements(state[policy])}</tds:{get}Response>"
        camera.answers[put] = store

    for policy in state:
        answers(policy)
    camera.answers["GetPasswordComplexityOptions"] = (
        f"<tds:GetPasswordComplexityOptionsResponse>{can if options is None else options}"
        "</tds:GetPasswordComplexityOptionsResponse>"
    )
    limits = ranges({"MonitorPeriodRange": (10, 600), "AuthFailureRange": (3, 8)})
    camera.answers["GetAuthFailureWarningOptions"] = (
        f"<tds:GetAuthFailureWarningOptionsResponse>{limits}</tds:GetAuthFailureWarningOptionsResponse>"
    )
    return camera


def setters(camera: PaperCamera) -> list[str]:
    return [name for name in camera.operations() if name.startswith("Set")]


def test_rules_in_force_are_read():
    driver = logged_in(strict(MinLen=12, Number=2, BlockUsernameOccurrence=True))
    assert driver.read([MIN, UPPER, NUMBER, BLOCK, LOCKED]).values == {
        MIN: 12, UPPER: 0, NUMBER: 2, BLOCK: True, LOCKED: False,
    }  # fmt: skip
    assert driver.read([KEEP, LENGTH, WARN, PERIOD, FAILURES]).values == {
        KEEP: False, LENGTH: 0, WARN: False, PERIOD: 60, FAILURES: 5,
    }  # fmt: skip


def test_rules_are_sent_whole_and_in_the_order_of_the_schema():
    camera = strict(MinLen=8, Uppercase=1, SpecialChars=1, PolicyConfigurationLocked=False)
    driver = logged_in(camera)
    driver.write([Assignment(BLOCK, True), Assignment(MIN, 12)])
    sent = camera.last("SetPasswordComplexityConfiguration")
    assert sent.names()[1:] == [
        "MinLen", "Uppercase", "SpecialChars", "BlockUsernameOccurrence", "PolicyConfigurationLocked",
    ]  # fmt: skip
    assert driver.read([MIN, UPPER, SPECIAL, BLOCK]).values == {MIN: 12, UPPER: 1, SPECIAL: 1, BLOCK: True}
    assert not driver.needs_restart(MIN)


def test_nothing_is_ever_locked():
    camera = strict(MinLen=8, PolicyConfigurationLocked=False)
    logged_in(camera).write([Assignment(MIN, 12)])
    assert camera.last("SetPasswordComplexityConfiguration").texts("PolicyConfigurationLocked") == ["false"]
    silent = strict(MinLen=8)
    logged_in(silent).write([Assignment(MIN, 12)])
    assert "PolicyConfigurationLocked" not in silent.last("SetPasswordComplexityConfiguration").names()


def test_locked_rules_are_refused_before_a_write_and_never_written():
    camera = strict(MinLen=8, PolicyConfigurationLocked=True)
    driver = logged_in(camera)
    assert driver.read([LOCKED]).values == {LOCKED: True}
    with pytest.raises(Refused, match="hard reset to factory defaults") as seen:
        driver.check_value(MIN, 12)
    assert "Nothing was written" in (seen.value.hint or "")
    with pytest.raises(Refused, match="locked"):
        driver.write([Assignment(MIN, 12)])
    assert setters(camera) == []


def test_lock_that_came_in_between_is_told_in_the_same_words():
    camera = strict()
    camera.answers["SetPasswordComplexityConfiguration"] = fault("OperationProhibited", "PolicyConfigurationLocked")
    with pytest.raises(Refused, match="locked on this camera"):
        logged_in(camera).write([Assignment(MIN, 12)])


@pytest.mark.parametrize(
    ("key", "value", "words"),
    [
        (MIN, 21, "21 is outside 0-20"),
        (UPPER, 5, "5 is outside 0-4"),
        (LENGTH, 11, "11 is outside 0-10"),
        (PERIOD, 9, "9 is outside 10-600"),
        (PERIOD, 601, "601 is outside 10-600"),
        (FAILURES, 2, "2 is outside 3-8"),
    ],
)
def test_value_outside_the_cameras_own_limits_is_refused_before_a_write(key, value, words):
    camera = strict()
    with pytest.raises(InvalidValue, match=words) as seen:
        logged_in(camera).check_value(key, value)
    assert key in (seen.value.setting or "")
    assert setters(camera) == []


@pytest.mark.parametrize(
    ("key", "value"), [(MIN, 0), (MIN, 20), (BLOCK, True), (KEEP, True), (LENGTH, 10), (WARN, True), (FAILURES, 3)]
)
def test_value_within_the_limits_is_taken(key, value):
    driver = logged_in(strict())
    driver.check_value(key, value)
    driver.write([Assignment(key, value)])
    assert driver.read([key]).values == {key: value}


def test_minimum_beyond_the_longest_password_would_let_nobody_set_one():
    camera = strict(options="", MinLen=8)
    camera.security["MaxPasswordLength"] = "16"
    with pytest.raises(InvalidValue, match="at most 16"):
        logged_in(camera).check_value(MIN, 17)


def test_history_and_warning_keep_what_is_not_managed():
    camera = strict()
    driver = logged_in(camera)
    driver.write([Assignment(KEEP, True)])
    assert camera.last("SetPasswordHistoryConfiguration").texts("Length") == ["0"]
    driver.write([Assignment(FAILURES, 3)])
    sent = camera.last("SetAuthFailureWarningConfiguration")
    assert (sent.texts("Enabled"), sent.texts("MonitorPeriod"), sent.texts("MaxAuthFailures")) == (
        ["false"], ["60"], ["3"],
    )  # fmt: skip


@pytest.mark.parametrize("key", [MIN, KEEP, WARN])
def test_policy_that_is_not_advertised_is_manual_with_the_reason(key):
    camera = strict()
    del camera.security["SecurityPolicies"], camera.security["MaxPasswordHistory"]
    driver = logged_in(camera)
    assert "does not advertise" in str(driver.why_not(key))
    with pytest.raises(Unsupported, match="does not advertise"):
        driver.write([Assignment(key, 1)])
    assert not any("Password" in name or "AuthFailure" in name for name in camera.operations())


def test_camera_that_lets_nobody_configure_users_has_no_policies():
    camera = strict()
    camera.system["UserConfigNotSupported"] = "true"
    assert "configure its users" in str(logged_in(camera).why_not(MIN))


@pytest.mark.parametrize(
    "shape",
    [
        fault("ActionNotSupported", code="Receiver", status=500),
        fault(reason="Method not implemented"),
        fault(status=501),
        "<tds:GetPasswordComplexityConfigurationResponse/>",
    ],
    ids=["ter", "gsoap", "501", "empty success"],
)
def test_operation_that_is_missing_all_the_same_is_manual(shape):
    camera = strict(options="")
    camera.answers["GetPasswordComplexityConfiguration"] = shape
    assert logged_in(camera).why_not(MIN) is not None


def test_rule_that_the_camera_does_not_have_is_manual_by_itself():
    camera = strict(options=ranges({"MinLenRange": (0, 20), "SpecialCharsRange": (0, 0)}), MinLen=8)
    driver = logged_in(camera)
    assert driver.why_not(MIN) is None
    assert "SpecialChars" in str(driver.why_not(SPECIAL))
    assert "Number" in str(driver.why_not(NUMBER))


@pytest.mark.parametrize("operation", ["GetPasswordComplexityOptions", "GetAuthFailureWarningOptions"])
def test_camera_without_the_options_is_written_without_a_look_at_its_limits(operation):
    camera = strict()
    camera.answers[operation] = fault("ActionNotSupported", code="Receiver", status=500)
    driver = logged_in(camera)
    driver.write([Assignment(MIN, 30), Assignment(PERIOD, 5)])
    assert driver.read([MIN, PERIOD]).values == {MIN: 30, PERIOD: 5}


@pytest.mark.parametrize("word", ["many", "99999999999999999999", ""])
def test_answer_without_sense_is_no_rule(word):
    assert logged_in(strict(options="", MinLen=word)).why_not(MIN) is not None


def test_range_upside_down_is_no_limit():
    driver = logged_in(strict(options=ranges({"MinLenRange": (9, 3)}), MinLen=8))
    driver.check_value(MIN, 12)


@pytest.mark.parametrize(
    ("operation", "key"),
    [
        ("SetPasswordComplexityConfiguration", MIN),
        ("SetPasswordHistoryConfiguration", LENGTH),
        ("SetAuthFailureWarningConfiguration", PERIOD),
    ],
)
def test_refused_value_is_explained_with_its_setting(operation, key):
    camera = strict()
    camera.answers[operation] = fault("InvalidArgVal")
    with pytest.raises(InvalidValue, match="does not take this value") as seen:
        logged_in(camera).write([Assignment(key, 12)])
    assert seen.value.setting == key
    camera.answers[operation] = fault("Action", code="Receiver", status=500)
    with pytest.raises(CameraAnswer, match="Action") as other:
        logged_in(camera).write([Assignment(key, 12)])
    assert other.value.setting == key


def test_rules_that_are_stored_but_not_stated_wait_for_a_restart():
    camera = strict()
    camera.answers["SetPasswordComplexityConfiguration"] = "<tds:SetPasswordComplexityConfigurationResponse/>"
    driver = logged_in(camera)
    driver.write([Assignment(MIN, 12)])
    assert driver.needs_restart(MIN)
    assert setters(camera) == ["SetPasswordComplexityConfiguration"]


def test_rules_are_written_before_the_accounts_that_have_to_keep_them():
    camera = strict()
    rows = {0: {"name": "viewer", "password": "Long-Enough-1"}}
    logged_in(camera).write([Assignment("users.accounts", rows=rows), Assignment(MIN, 12)])
    written = [name for name in camera.operations() if name.startswith(("Set", "Create"))]
    assert written == ["SetPasswordComplexityConfiguration", "CreateUsers"]


def test_discovery_mode_is_read_and_written():
    camera = PaperCamera()
    mode = ["Discoverable"]

    def put(sent: Sent) -> str:
        mode[0] = sent.texts("DiscoveryMode")[0]
        return "<tds:SetDiscoveryModeResponse/>"

    camera.answers["GetDiscoveryMode"] = lambda _sent: (
        f"<tds:GetDiscoveryModeResponse><tds:DiscoveryMode>{mode[0]}</tds:DiscoveryMode></tds:GetDiscoveryModeResponse>"
    )
    camera.answers["SetDiscoveryMode"] = put
    driver = logged_in(camera)
    assert driver.read(["network.ws_discovery"]).values == {"network.ws_discovery": True}
    driver.write([Assignment("network.ws_discovery", False)])
    assert mode == ["NonDiscoverable"]
    assert driver.read(["network.ws_discovery"]).values == {"network.ws_discovery": False}


def test_camera_without_discovery_says_so():
    camera = PaperCamera()
    camera.system["DiscoveryNotSupported"] = "true"
    assert "no WS-Discovery" in str(logged_in(camera).why_not("network.ws_discovery"))
