# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Everything that goes wrong in a fleet, one camera for each: one run of the role, and one after the faults are over.

Half of the fleet fails; the other half is finished all the same, and the failed ones are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE, configured, login_of, password_of
from .runs import HARDEN, Outcome, Run, play, run_playbook, task
from .witness import Witness

TLS = {"https": True, "settings": {"ssl_tls.https_policy": "http_and_https"}}
SHORT_OF_PATIENCE = {"ansible_netcam_timeout": 2}
FLEET: dict[str, Any] = {
    "vars": {**SITE, "ansible_netcam_restart_timeout": 60},
    "defaults": {"restart_seconds": 0.2},
    "cameras": [
        configured("fine-new", NEW),
        configured("fine-old", OLD),
        configured("dead", NEW, faults={"dead": True}),
        {**configured("stranger", OLD), "account": {"name": ADMIN, "password": "Nobody5KnowsThis"}},
        configured("mid-write-new", NEW, faults={"restart_mid_write": 1}),
        configured("mid-write-old", OLD, faults={"restart_mid_write": 1}),
        configured("transient", NEW, faults={"transient_save": 3}),
        configured("ignoring", OLD, faults={"ignore_write": ["log_notification.level"]}),
        configured("slow", NEW, faults={"slow": 0.05}),
        configured("too-slow", OLD, SHORT_OF_PATIENCE, faults={"slow": 30}),
        configured("power-new", NEW, faults={"power_loss_before_save": 1}),
        configured("power-old", OLD, faults={"power_loss_before_save": 1}),
        configured("reset-once", NEW, faults={"reset": 1}),
        configured("error-once", OLD, faults={"http_500": 1}),
        configured("error", NEW, faults={"http_500": 10000}),
        configured("busy", OLD, faults={"one_administrator": {"seconds": 600, "count": 2}}),
        configured("full", NEW, faults={"disk_full": True}),
        configured("clock", OLD, faults={"clock_off": 86400}),
        configured("expired", NEW, faults={"expired_certificate": True}, **TLS),
        configured("occupied", NEW, faults={"one_administrator": 600}),
    ],
}
FINE = [
    "fine-new", "fine-old", "mid-write-new", "mid-write-old", "transient", "slow", "power-new", "power-old",
    "reset-once", "error-once", "busy", "clock",
]  # fmt: skip
UNREACHABLE = ["dead", "stranger", "too-slow", "expired"]
FAILED = ["ignoring", "error", "full"]


@dataclass
class Days:
    """A bad day and the next one."""

    bad: Run
    state: dict[str, dict[str, Any]]
    again: Run
    third: Run

    def last(self, name: str) -> Outcome:
        """Where a camera's bad day ended."""
        return self.bad.host(name)[-1]


@pytest.fixture(scope="module")
def occupied(running: Fleet) -> Iterator[Future[Run]]:
    """A run on a camera that another administrator does not leave; it goes on beside the others, because it waits long."""
    answer = Witness(running, "occupied").curl("/admin/", "--anyauth", "-u", login_of("occupied"), source="127.0.0.9")
    assert answer.status == 200
    write = task("Write", "log_notification", {"level": "errors"})
    with ThreadPoolExecutor() as pool:
        yield pool.submit(run_playbook, [write], running, limit="occupied")


@pytest.fixture(scope="module")
def days(running: Fleet, occupied: Future[Run]) -> Days:
    """Run; end the faults; run twice more."""
    # another administrator uses the Setting Page of one camera just before
    answer = Witness(running, "busy").curl("/admin/", "--anyauth", "-u", login_of("busy"), source="127.0.0.9")
    assert answer.status == 200
    running.reset_counters()
    bad = run_playbook(HARDEN, running, limit="!occupied")
    state = {name: running.camera(name).state() for name in FINE + UNREACHABLE + FAILED}
    for name in FINE + UNREACHABLE + FAILED:
        running.camera(name).clear_faults()
        running.camera(name).wait_up()
    again = run_playbook(HARDEN, running, limit="!occupied")
    third = run_playbook(HARDEN, running, limit="!occupied")
    return Days(bad, state, again, third)


def errors(days: Days, name: str) -> list[Outcome]:
    """Failed and unreachable outcomes of a camera."""
    return [outcome for outcome in days.bad.host(name) if outcome.status in ("failed", "unreachable")]


def test_the_sound_half_is_finished_and_the_other_half_is_named(days: Days) -> None:
    assert days.bad.code != 0
    table = {
        line.split()[0]: line for line in days.bad.stdout.splitlines() if line.rstrip().endswith(("hardened", "failed"))
    }
    for name in FINE:
        assert table[name].rstrip().endswith("hardened"), days.bad.text
        assert days.bad.recap[name]["failures"] == days.bad.recap[name]["unreachable"] == 0
        assert days.state[name]["saved"]["network.mdns"] == "disable"
        assert days.state[name]["saved"]["host_access.ipv4.default_policy"] == "prohibit"
    for name in FAILED + UNREACHABLE:
        assert table[name].rstrip().endswith("failed")
        assert f"\n{name}: " in days.bad.stdout
    assert all(days.bad.recap[name]["unreachable"] == 1 for name in UNREACHABLE)
    assert all(days.bad.recap[name]["failures"] == 1 for name in FAILED)


def test_after_the_faults_a_second_run_finishes_the_rest_and_a_third_changes_nothing(days: Days) -> None:
    assert days.again.recap["stranger"]["unreachable"] == 1  # nobody knows it to this day
    for name in FINE + FAILED + ["dead", "too-slow", "expired"]:
        assert days.again.recap[name]["failures"] == days.again.recap[name]["unreachable"] == 0, days.again.text
        assert days.third.recap[name]["changed"] == 0
        assert days.third.recap[name]["failures"] == 0


def test_unreachable(days: Days) -> None:
    (error,) = errors(days, "dead")
    assert error.status == "unreachable"
    assert "dead: http://" in error.msg
    assert "nothing listens" in error.msg
    assert "Check that the camera is powered" in error.msg


def test_wrong_password(days: Days) -> None:
    (error,) = errors(days, "stranger")
    assert error.status == "unreachable"
    assert f"stranger: the camera refuses the password of {ADMIN!r}" in error.msg
    assert password_of("stranger") not in days.bad.text
    assert days.state["stranger"]["counters"]["logins_failed"] == 1
    assert "lockouts" not in days.state["stranger"]["counters"]


@pytest.mark.parametrize("name", ["mid-write-new", "mid-write-old"])
def test_restart_in_the_middle_of_a_write(days: Days, name: str) -> None:
    """The write is lost; the camera is waited for and the rest is done, in the same run."""
    assert errors(days, name) == []
    assert "the connection broke" in days.bad.text
    assert days.state[name]["counters"]["restarts"] == 2  # its own, and the one that the settings need
    assert days.state[name]["saved"]["log_notification.level"] == "errors_and_warnings"


@pytest.mark.parametrize("name", ["power-new", "power-old"])
def test_power_loss_between_write_and_save(days: Days, name: str) -> None:
    """What was written and not saved is gone; it is found out, and written again."""
    assert errors(days, name) == []
    assert days.state[name]["counters"]["power_losses"] == 1
    assert days.state[name]["saved"]["log_notification.level"] == "errors_and_warnings"


def test_a_transient_error_on_saving_is_retried(days: Days) -> None:
    assert errors(days, "transient") == []
    assert days.state["transient"]["counters"]["saves"] == 5  # three refused, one for each chapter


def test_a_write_that_is_accepted_and_ignored(days: Days) -> None:
    (error,) = errors(days, "ignoring")
    assert error.code == "not_effective"
    assert "ignoring: " in error.msg
    assert "log_notification.level [Log Notifications] ([Maintenance] > [Log] > [Log Notifications])" in error.msg
    assert days.state["ignoring"]["saved"]["date_time.method"] == "ntp"  # the rest was done


def test_slow_answers_within_the_limit(days: Days) -> None:
    assert errors(days, "slow") == []


def test_answers_slower_than_the_limit(days: Days) -> None:
    (error,) = errors(days, "too-slow")
    assert error.status == "unreachable"
    assert "did not answer within 2 s" in error.msg
    assert "ansible_netcam_timeout" in error.msg


def test_a_connection_that_is_reset_once(days: Days) -> None:
    assert errors(days, "reset-once") == []
    assert days.state["reset-once"]["counters"]["resets"] == 1


def test_one_internal_error_of_the_camera(days: Days) -> None:
    assert errors(days, "error-once") == []


def test_nothing_but_internal_errors(days: Days) -> None:
    (error,) = errors(days, "error")
    assert error.status == "failed"
    assert error.code == "camera_answer"
    assert "HTTP 500" in error.msg
    assert days.state["error"]["counters"]["requests"] < 10


def test_another_administrator_is_waited_for(days: Days) -> None:
    assert errors(days, "busy") == []
    assert days.state["busy"]["counters"]["busy"] == 2  # as often as the fault says
    assert "another administrator is logged in" in days.bad.text


def test_a_camera_that_cannot_save(days: Days) -> None:
    (error,) = errors(days, "full")
    assert error.code == "camera_answer"
    assert "E302" in error.msg
    assert "saving" in error.msg
    assert days.state["full"]["saved"]["log_notification.level"] == "disable"


def test_a_wrong_clock_is_reported(days: Days) -> None:
    assert errors(days, "clock") == []
    # a day; an answer that was on its way for long makes it some seconds less
    assert re.search(r"the camera's clock is \+86[34]\d\d s", days.bad.text)


def test_an_expired_certificate(days: Days) -> None:
    (error,) = errors(days, "expired")
    assert error.status == "unreachable"
    assert "the certificate has expired" in error.msg
    assert "logins_ok" not in days.state["expired"]["counters"]


def test_another_administrator_who_stays_is_an_error_of_its_own(running: Fleet, occupied: Future[Run]) -> None:
    outcome = occupied.result().of("Write")
    assert outcome.code == "camera_busy"
    assert "another administrator is logged in" in outcome.msg
    assert running.camera("occupied").count("writes") == 0


def test_a_connection_reset_again_and_again_is_unreachable(fleet: Fleet) -> None:
    fleet.camera("reset-once").fault("reset", 1000)
    run = run_playbook([task("Write", "log_notification", {"level": "errors"})], fleet, limit="reset-once")
    assert run.of("Write").status == "unreachable"
    assert "reset" in run.of("Write").msg or "closed the connection" in run.of("Write").msg


def test_restarts_in_every_write_end_with_an_error_and_nothing_unsaved_is_called_done(fleet: Fleet) -> None:
    fleet.camera("fine-new").fault("restart_mid_write", 1000)
    run = run_playbook([task("Write", "log_notification", {"level": "errors"})], fleet, limit="fine-new")
    assert run.of("Write").status in ("failed", "unreachable")
    assert not run.of("Write").result.get("changes")
    fleet.camera("fine-new").clear_faults()
    fleet.camera("fine-new").wait_up()
    assert fleet.camera("fine-new").saved()["log_notification.level"] == "disable"


@pytest.mark.parametrize("fault", ["restart_mid_write", "power_loss_before_save"])
def test_a_cut_while_the_account_is_changed_leaves_a_camera_that_one_of_the_two_accounts_opens(
    fleet: Fleet, fault: str
) -> None:
    """Whichever password is in force then, the rerun finds it, changes what is left, and nobody is locked out."""
    for name in ("fine-new", "fine-old"):
        fleet.camera(name).set({"administrator.password": "Before7ChangeQz"})
        fleet.camera(name).fault(fault, 1)
    both = {"ansible_netcam_initial_password": "Before7ChangeQz"}
    account = {"name": "{{ ansible_user }}", "password": "{{ ansible_password }}"}
    run_playbook([task("Change", "administrator", account)], fleet, limit="fine-new:fine-old", variables=both)
    for name in ("fine-new", "fine-old"):
        fleet.camera(name).wait_up()
    rerun = run_playbook([task("Change", "administrator", account)], fleet, limit="fine-new:fine-old", variables=both)
    for name in ("fine-new", "fine-old"):
        assert rerun.of("Change", name).status in ("ok", "changed"), rerun.text
        fleet.camera(name).power_loss()
        assert fleet.camera(name).login_check(ADMIN, password_of(name))
        assert fleet.camera(name).count("lockouts") == 0


def test_one_play_stops_or_goes_on_as_the_user_asks(fleet: Fleet) -> None:
    """max_fail_percentage and the like are Ansible's own; a camera that fails must count as failed for them."""
    tasks = [
        {"name": "Write", "netcam.hardening.log_notification": {"level": "errors"}},
        {"name": "After", "netcam.hardening.snmp_server": {"location": "Hall"}},
    ]
    run = run_playbook(play(tasks, hosts="fine-new,dead", any_errors_fatal=True), fleet)
    assert run.code != 0
    assert fleet.camera("fine-new").settings()["snmp_server.location"] == ""
