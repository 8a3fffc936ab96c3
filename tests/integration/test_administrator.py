# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The administrator account: the first one, a new name, a new password, and no attempt too many."""

from __future__ import annotations

from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, camera, configured, login_of, password_of
from .runs import look, run_playbook, task
from .witness import Witness

#: Cameras that lock an address out at the third wrong login: nobody gets there.
STRICT = {"lockout": {"failures": 2, "seconds": 600}}
OLD_PASSWORD = "Before7ChangeQz"
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1, **STRICT},
    "cameras": [
        camera("fresh", NEW),
        camera("fresh-old", "VB-R13VE"),
        camera("delivered", "VB-M640VE"),
        camera("fixed", "VB-M700F", {"ansible_user": "root"}),
        {
            **configured("new", NEW, {"ansible_netcam_initial_password": OLD_PASSWORD}),
            "account": {"name": ADMIN, "password": OLD_PASSWORD},
        },
        {
            **configured("old", OLD, {"ansible_netcam_initial_password": OLD_PASSWORD}),
            "account": {"name": ADMIN, "password": OLD_PASSWORD},
        },
    ],
}
ACCOUNT = {"name": "{{ ansible_user }}", "password": "{{ ansible_password }}"}
FRESH, RENAMED = "fresh:fresh-old", "new:old"


@pytest.mark.parametrize("name", ["fresh", "fresh-old"])
def test_the_first_account_of_a_camera_in_factory_state(fleet: Fleet, name: str) -> None:
    run = run_playbook(
        [
            task("Predict", "administrator", ACCOUNT, check_mode=True),
            look("Predicted", "state"),
            task("Create", "administrator", ACCOUNT),
            task("Again", "administrator", ACCOUNT),
        ],
        fleet,
        limit=name,
    )
    assert run.of("Predict").settings == ["administrator.name", "administrator.password"]
    assert run.of("Predicted").result["value"]["counters"].get("accounts_created", 0) == 0
    assert run.of("Create").changed
    assert run.of("Create").result["camera"]["account"] == "present"
    assert "the new account logs in" in str(run.of("Create").result["evidence"])
    assert run.of("Again").status == "ok"
    created = fleet.camera(name)
    assert created.count("logins_failed") == 0
    created.power_loss()
    assert created.login_check(ADMIN, password_of(name))
    assert Witness(fleet, name).shown("administrator.name", login_of(name)) == ADMIN


def test_the_delivered_account_is_renamed_and_its_password_changed(fleet: Fleet) -> None:
    run = run_playbook([task("Rename", "administrator", ACCOUNT), task("Again", "administrator", ACCOUNT)], fleet,
                       limit="delivered")  # fmt: skip
    delivered = fleet.camera("delivered")
    assert run.of("Rename").settings == ["administrator.name", "administrator.password"]
    assert run.of("Again").status == "ok"
    assert delivered.login_check(ADMIN, password_of("delivered"))
    assert not delivered.login_check("root", "camera")
    delivered.power_loss()
    assert delivered.login_check(ADMIN, password_of("delivered"))


def test_a_fixed_name_cannot_be_changed(fleet: Fleet) -> None:
    run = run_playbook([task("Rename", "administrator", {**ACCOUNT, "name": ADMIN})], fleet, limit="fixed")
    assert run.of("Rename").code == "invalid_value"
    assert "fixed administrator name 'root'" in run.of("Rename").msg
    assert "[User Management]" in run.of("Rename").msg
    assert fleet.camera("fixed").count("writes") == 0


def test_the_password_of_a_fixed_name_is_changed(fleet: Fleet) -> None:
    run = run_playbook([task("Password", "administrator", ACCOUNT)], fleet, limit="fixed")
    assert run.of("Password").settings == ["administrator.password"]
    assert fleet.camera("fixed").login_check("root", password_of("fixed"))
    assert not fleet.camera("fixed").login_check("root", "camera")


@pytest.mark.parametrize("name", ["new", "old"])
def test_a_password_change_is_proven_with_one_attempt_per_credential(fleet: Fleet, name: str) -> None:
    """The new password is wrong once before the change, the old one once after it: two failed logins, no more."""
    changed = fleet.camera(name)
    run = run_playbook([task("Change", "administrator", ACCOUNT)], fleet, limit=name)
    assert run.of("Change").settings == ["administrator.password"]
    seen = [entry["seen"] for entry in run.of("Change").result["evidence"]]
    assert seen == ["the new account logs in", "the old account is refused"]
    assert changed.login_check(ADMIN, password_of(name))
    assert not changed.login_check(ADMIN, OLD_PASSWORD)
    assert changed.count("logins_failed") == 2
    assert changed.count("lockouts") == 0
    changed.power_loss()
    changed.reset_counters()
    again = run_playbook([task("Again", "administrator", ACCOUNT)], fleet, limit=name)
    assert again.of("Again").status == "ok"
    assert changed.count("logins_failed") == 0


def test_a_new_password_only_needs_the_option_password(fleet: Fleet) -> None:
    run = run_playbook([task("Change", "administrator", {"password": "{{ ansible_password }}"})], fleet, limit=RENAMED)
    for name in ("new", "old"):
        assert run.of("Change", name).settings == ["administrator.password"]
        assert fleet.camera(name).login_check(ADMIN, password_of(name))


def test_a_new_name_and_the_old_password(fleet: Fleet) -> None:
    run = run_playbook(
        [task("Rename", "administrator", {"name": "guard-post"})], fleet, limit=RENAMED,
        variables={"ansible_password": OLD_PASSWORD},
    )  # fmt: skip
    for name in ("new", "old"):
        assert run.of("Rename", name).settings == ["administrator.name"]
        assert fleet.camera(name).login_check("guard-post", OLD_PASSWORD)
        assert not fleet.camera(name).login_check(ADMIN, OLD_PASSWORD)


def test_wrong_credentials_are_tried_once_each_and_the_camera_is_unreachable(fleet: Fleet) -> None:
    for name in ("new", "old"):
        fleet.camera(name).set({"administrator.password": "Nobody5KnowsThis"})
    run = run_playbook([task("Look", "device_info"), look("Counted", "counters")], fleet, limit=RENAMED)
    for name in ("new", "old"):
        assert run.of("Look", name).status == "unreachable"
        assert "refuses the password of 'site-admin'" in run.of("Look", name).msg
        assert "tried once" in run.of("Look", name).msg
        # the wanted and the initial password, one attempt each
        assert run.of("Counted", name).result["value"]["logins_failed"] == 2
        assert run.of("Counted", name).result["value"].get("lockouts", 0) == 0


def test_a_new_password_that_does_not_take_effect_leaves_the_old_one_in_force(fleet: Fleet) -> None:
    ignored = fleet.camera("new")
    ignored.fault("ignore_write", ["administrator.password"])
    run = run_playbook([task("Change", "administrator", ACCOUNT)], fleet, limit="new")
    assert run.of("Change").code == "not_effective"
    assert "the old one is still in force" in run.of("Change").msg
    assert ignored.login_check(ADMIN, OLD_PASSWORD)
    assert ignored.count("lockouts") == 0
    assert ignored.count("saves") == 0


def test_weak_passwords_are_refused_warned_of_or_taken_as_asked(fleet: Fleet) -> None:
    run = run_playbook(
        [
            task("Fail", "administrator", {"name": ADMIN, "password": "weakpasswd"}),
            task("Warn", "administrator", {"name": ADMIN, "password": "weakpasswd", "password_strength": "warn"},
                 check_mode=True),
            task("Own name", "administrator", {"name": ADMIN, "password": "Site-Admin2026x"}),
            task("Common", "administrator", {"name": ADMIN, "password": "Password2026x"}),
        ],
        fleet,
        limit="new",
    )  # fmt: skip
    assert "upper and lower case" in run.of("Fail").msg
    assert "administrator.password" in run.of("Fail").msg
    assert "upper and lower case" in run.of("Warn").said
    assert run.of("Warn").changed
    assert "contains the user name" in run.of("Own name").msg
    assert "commonly used word" in run.of("Common").msg
    assert "weakpasswd" not in run.text


def test_a_model_that_takes_letters_and_digits_only_is_asked_for_nothing_else(fleet: Fleet) -> None:
    run = run_playbook([task("Symbols", "administrator", {"name": ADMIN, "password": "Kx82-Symbols-Wz91"})], fleet,
                       limit=FRESH)  # fmt: skip
    assert run.of("Symbols", "fresh").changed
    assert run.of("Symbols", "fresh-old").code == "invalid_value"
    assert "letters and digits only" in run.of("Symbols", "fresh-old").msg
    assert fleet.camera("fresh-old").count("accounts_created") == 0


def test_passwords_with_every_kind_of_character_arrive_as_they_are(fleet: Fleet) -> None:
    password = "aB3&=+%#?/;:@ \"'{name}<é"[:-1].replace(" ", "_")
    run = run_playbook([task("Odd", "administrator", {"name": ADMIN, "password": password})], fleet, limit="fresh")
    assert run.of("Odd").changed
    assert fleet.camera("fresh").secrets()["administrator.password"] == password
    other = password[::-1]
    variables = {"ansible_netcam_initial_password": password, "ansible_password": other}
    run = run_playbook([task("Odd", "administrator", ACCOUNT)], fleet, limit="fresh", variables=variables)
    assert run.of("Odd").settings == ["administrator.password"]
    assert fleet.camera("fresh").secrets()["administrator.password"] == other


def test_one_password_on_two_cameras_gets_a_warning_that_names_them(fleet: Fleet) -> None:
    shared = {"ansible_password": "Same4EveryWhere"}
    run = run_playbook([task("Create", "administrator", ACCOUNT)], fleet, limit=FRESH, variables=shared)
    warnings = [warning for outcome in run.outcomes for warning in outcome.warnings]
    assert sum("fresh, fresh-old share one administrator password" in warning for warning in warnings) == 1
    assert "Same4EveryWhere" not in run.text
    run = run_playbook([task("Again", "administrator", ACCOUNT)], fleet, limit="fresh", variables=shared)
    assert "share one" not in run.of("Again").said


def test_a_factory_camera_without_an_account_takes_no_other_setting(fleet: Fleet) -> None:
    run = run_playbook([task("Too early", "log_notification", {"level": "errors"})], fleet, limit=FRESH)
    for name in ("fresh", "fresh-old"):
        assert run.of("Too early", name).code == "refused"
        assert "no administrator account yet" in run.of("Too early", name).msg
        assert fleet.camera(name).count("writes") == 0


def test_account_and_settings_in_one_task_of_a_factory_camera(fleet: Fleet) -> None:
    run = run_playbook(
        [task("All", "settings", {"administrator": ACCOUNT, "log_notification": {"level": "errors"}})], fleet,
        limit="fresh:fresh-old:delivered:fixed",
    )  # fmt: skip
    for name in ("fresh", "fresh-old", "delivered", "fixed"):
        assert run.of("All", name).changed
        assert fleet.camera(name).saved()["log_notification.level"] == "errors"
