# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""New passwords by rotate_passwords.yml: unique, proven, in the journal before the camera is told, in the store afterwards."""

from __future__ import annotations

import stat
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, configured, conformant, password_of
from .passwords import RECOVER, ROTATE, Site
from .runs import Run, run_playbook, task

STRICT = {"lockout": {"failures": 2, "seconds": 600}}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1, **STRICT},
    "cameras": [
        configured("new", NEW),
        configured("old", OLD),
        configured("plain", "VB-R13VE"),
        configured("ipro", "WV-SBV131M", {"ansible_netcam_allow_clear_text": True}),
        conformant("other", {"ansible_netcam_allow_clear_text": True}),
    ],
}
NAMES = [entry["name"] for entry in FLEET["cameras"]]
CONSENT = {"ansible_netcam_allow_clear_text": True}


@pytest.fixture
def site(tmp_path: Path, fleet: Fleet) -> Site:
    return Site(tmp_path, fleet)


def rows(run: Run) -> dict[str, dict[str, Any]]:
    """The table at the end."""
    return {row["camera"]: row for row in run.of("Show what was done, and what was not").result["cameras"]}


def codes(run: Run) -> list[str | None]:
    """Codes of all that failed before the table was printed."""
    return [
        outcome.code for outcome in run.outcomes if outcome.status == "failed" and outcome.task != "Count it as failed"
    ]


def test_every_camera_of_every_family_gets_a_password_of_its_own(site: Site) -> None:
    run = site.play(ROTATE, variables=CONSENT).succeeded()

    stored = {name: site.stored(name) for name in NAMES}
    assert len(set(stored.values())) == len(NAMES)
    for name, password in stored.items():
        assert password is not None
        assert password != password_of(name)
        assert len(password) == 20
        assert site.fleet.camera(name).login_check(ADMIN, password)
        assert not site.fleet.camera(name).login_check(ADMIN, password_of(name))
        assert site.known(name) == {"pending": [], "current": [password], "previous": [password_of(name)]}
        assert site.fleet.camera(name).count("lockouts") == 0
        assert password not in run.text
        for path in (site.journal_file(name), site.stored_file(name)):
            assert path.read_bytes().startswith(b"$ANSIBLE_VAULT;1.1;AES256\n")
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {name: (row["status"], row["password"], row["stored"]) for name, row in rows(run).items()} == dict.fromkeys(
        NAMES, ("done", "new", True)
    )
    again = site.play(ROTATE, variables=CONSENT).succeeded()
    assert {row["status"] for row in rows(again).values()} == {"unchanged"}
    assert {host: counts["changed"] for host, counts in again.recap.items()} == dict.fromkeys(NAMES, 0)
    assert {name: site.stored(name) for name in NAMES} == stored


def test_check_mode_tells_no_camera_and_writes_no_file(site: Site) -> None:
    site.fleet.camera("new").fault("dead")
    run = site.play(ROTATE, "--check", variables=CONSENT, limit="new,old,plain")

    assert {host: counts["changed"] for host, counts in run.recap.items()} == {"new": 0, "old": 1, "plain": 1}
    assert {name: row["status"] for name, row in rows(run).items()} == {
        "new": "failed", "old": "would change", "plain": "would change"
    }, "the first camera goes alone; that it is dead says nothing of the others"  # fmt: skip
    assert not site.journal.exists()
    assert site.stored("old") is None
    for name in ("new", "old", "plain"):
        assert site.fleet.camera(name).count("writes") == 0


def test_without_journal_or_vault_password_no_camera_is_told_anything(site: Site) -> None:
    none = site.play(ROTATE, variables={**CONSENT, "ansible_netcam_journal_dir": ""}, limit="new")
    assert "ansible_netcam_journal_dir" in rows(none)["new"]["message"]
    assert none.recap["new"]["failures"] == 1
    locked = run_playbook(
        ROTATE, site.fleet, inventory=site.inventory / "cameras.yml", limit="new",
        variables={**CONSENT, "ansible_netcam_journal_dir": str(site.journal)},
    )  # fmt: skip
    assert codes(locked) == ["journal"]
    assert "no vault password" in rows(locked)["new"]["message"]
    assert site.fleet.camera("new").requests() == []


def test_no_camera_is_told_a_password_that_would_be_nowhere_afterwards(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a store, and in a job of AWX with a journal in the job's own folder."""
    nowhere = site.play(
        ROTATE, variables={**CONSENT, "passwords_store_dir": "", "passwords_store_tasks": ""}, limit="new,old"
    )
    assert "there is no store" in rows(nowhere)["new"]["message"]
    assert rows(nowhere)["old"]["status"] == "skipped"
    monkeypatch.setenv("AWX_ISOLATED_DATA_DIR", str(site.folder / "artifacts" / "7"))
    lost = site.play(ROTATE, variables={**CONSENT, "awx_job_id": 7}, limit="new")
    assert codes(lost) == ["journal"]
    assert "gone after this job" in rows(lost)["new"]["message"]
    assert site.fleet.camera("new").requests() == []
    consented = site.play(
        ROTATE, variables={**CONSENT, "awx_job_id": 7, "passwords_temporary_journal": True}, limit="new"
    )
    assert rows(consented.succeeded())["new"]["status"] == "done"


def test_a_store_that_fails_leaves_the_password_in_the_journal_and_the_next_run_repeats_it(site: Site) -> None:
    tasks = site.folder / "tasks.yml"
    tasks.write_text(
        "- name: Reach the store\n  ansible.builtin.assert:\n    that: store_is_up\n"
        "- name: Remember\n  ansible.builtin.copy:\n    dest: '{{ inventory_dir }}/remembered-{{ inventory_hostname }}'\n"
        "    content: \"{{ lookup('netcam.hardening.password_journal', inventory_hostname) }}\"\n    mode: '0600'\n"
        "  delegate_to: localhost\n  no_log: true\n"
        "  vars: {ansible_connection: local, ansible_python_interpreter: '{{ ansible_playbook_python }}'}\n",
        encoding="utf-8",
    )
    variables = {**CONSENT, "passwords_store_tasks": str(tasks), "passwords_store_dir": "", "store_is_up": False}
    first = site.play(ROTATE, variables=variables, limit="new,old")
    assert first.code == 2
    assert {name: row["status"] for name, row in rows(first).items()} == {"new": "failed", "old": "skipped"}
    assert "The journal has its password, the store does not yet" in rows(first)["new"]["message"]
    (password,) = site.known("new")["current"]
    assert site.fleet.camera("new").login_check(ADMIN, password)
    assert site.recorded("new")[0]["stored"] is None
    assert site.fleet.camera("old").requests() == [], "a store that does not work is seen with the first camera"

    site.play(ROTATE, variables={**variables, "store_is_up": True}, limit="new,old").succeeded()

    assert site.known("new")["current"] == [password], "it was not rotated again"
    for name in ("new", "old"):
        assert (site.inventory / f"remembered-{name}").read_text(encoding="utf-8") == site.known(name)["current"][0]
        assert site.recorded(name)[0]["stored"]


def test_a_file_of_host_variables_that_the_store_would_hide_is_named_before_the_camera_is_told(site: Site) -> None:
    hidden = site.inventory / "host_vars" / "new.yml"
    hidden.parent.mkdir()
    hidden.write_text("site: hall\n", encoding="utf-8")
    run = site.play(ROTATE, variables=CONSENT, limit="new")
    assert "would no longer be read" in run.outcomes[-1].msg
    assert str(hidden.with_suffix("") / "main.yml") in run.outcomes[-1].msg
    assert site.fleet.camera("new").requests() == []


def test_recovery_finds_the_password_after_a_power_loss_and_after_an_old_backup(site: Site) -> None:
    """One camera has lost the new password, one has come back with a replaced one, one is as the inventory says."""
    site.play(ROTATE, variables=CONSENT, limit="new,old").succeeded()
    site.play(ROTATE, variables={**CONSENT, "passwords_minimum_age": 0}, limit="new,old").succeeded()
    previous = site.known("old")["previous"]
    assert previous == [previous[0], password_of("old")]
    site.fleet.camera("new").set({"administrator.password": password_of("new")})
    site.fleet.camera("old").set({"administrator.password": previous[0]})
    for name in ("new", "old"):
        # each rotation has seen that the old password is refused, and the camera counts that
        site.fleet.camera(name).restart()
    site.fleet.reset_counters()

    lost = site.play([task("Look", "device_info")], limit="new,old")
    assert {outcome.status for outcome in lost.outcomes} == {"unreachable"}
    for name in ("new", "old"):
        site.fleet.camera(name).restart()
    run = site.play(RECOVER, variables=CONSENT, limit="new,old,plain").succeeded()

    assert "old takes the previous password of site-admin" in run.text
    assert "new takes the previous password" in run.text
    assert "plain takes the inventory password" in run.text
    assert {name: (row["status"], row["password"]) for name, row in rows(run).items()} == {
        "new": ("done", "the previous one"), "old": ("done", "the previous one"), "plain": ("done", "the inventory one"),
    }  # fmt: skip
    assert site.stored("new") == password_of("new")
    assert site.stored("old") == previous[0]
    assert site.known("old")["current"] == [previous[0]]
    for name in ("new", "old", "plain"):
        assert site.fleet.camera(name).count("lockouts") == 0
        assert site.fleet.camera(name).count("writes") == 0
    site.play([task("Look", "device_info")], limit="new,old").succeeded()


def test_recovery_keeps_to_the_budget_and_goes_on_where_it_stopped(site: Site) -> None:
    for _round in range(2):
        site.play(ROTATE, variables={**CONSENT, "passwords_minimum_age": 0}, limit="new").succeeded()
    site.fleet.camera("new").set({"administrator.password": password_of("new")})
    site.fleet.camera("new").restart()
    site.fleet.reset_counters()
    budget = {**CONSENT, "passwords_attempts": 2}

    first = site.play(RECOVER, variables=budget, limit="new")
    assert first.code == 2
    assert "2 known passwords; 1 more were not tried" in first.outcomes[-1].msg
    assert site.fleet.camera("new").count("logins_failed") == 2
    site.fleet.camera("new").restart()
    second = site.play(RECOVER, variables=budget, limit="new").succeeded()

    assert second.of("Try the known passwords").result["recovery"]["attempts"] == 1
    assert site.stored("new") == password_of("new")


def test_a_new_password_that_the_camera_ignores_stays_pending_and_the_old_one_works(site: Site) -> None:
    site.fleet.camera("new").fault("ignore_write", ["administrator.password"])
    run = site.play(ROTATE, variables={**CONSENT, "passwords_serial": 1}, limit="new,old")
    assert codes(run) == ["not_effective"]
    assert {name: row["status"] for name, row in rows(run).items()} == {"new": "failed", "old": "skipped"}
    assert "run ended before its turn" in run.stdout
    assert site.fleet.camera("old").requests() == [], "every camera of the first wave failed: no further one begins"
    assert run.recap["new"]["failures"] == 1
    assert site.known("new")["current"] == [password_of("new")]
    pending = site.known("new")["pending"]
    site.fleet.camera("new").fault("ignore_write", False)
    site.fleet.camera("new").restart()

    site.play(ROTATE, variables=CONSENT, limit="new").succeeded()

    assert site.known("new")["current"] == pending, "the same one again"
    assert site.fleet.camera("new").count("lockouts") == 0


def test_the_journal_stays_on_the_controller_when_a_gateway_sets_the_password(site: Site) -> None:
    """The gateway is another connection to this host; what its module process gets holds no option of the journal."""
    gateway = {"ansible_connection": "local", "ansible_python_interpreter": sys.executable}
    text = yaml.safe_load((site.inventory / "cameras.yml").read_text(encoding="utf-8"))
    text["gateways"] = {"hosts": {"gateway1": gateway}}
    (site.inventory / "cameras.yml").write_text(yaml.safe_dump(text), encoding="utf-8")
    chosen = "Ninth-copper-finch4"
    run = site.play(
        [
            task("Rotate", "password_rotation", {}, delegate_to="gateway1"),
            task("Choose", "administrator", {"password": chosen, "camera_password": chosen, "initial_password":
                 "{{ lookup('netcam.hardening.password_journal', inventory_hostname) }}"}, delegate_to="gateway1"),
        ],
        variables=CONSENT,
        limit="new",
    )  # fmt: skip

    assert run.of("Rotate").result["rotation"] == {"state": "rotated", "attempts": 1}
    assert run.of("Choose").changed
    assert site.fleet.camera("new").login_check(ADMIN, chosen)
    assert site.known("new")["current"] == [chosen]
    assert site.known("new")["pending"] == []
    assert len(site.known("new")["previous"]) == 2


def test_the_role_keeps_the_journal_too(site: Site) -> None:
    account = {"name": "{{ ansible_user }}", "password": "{{ ansible_password }}"}
    change = {"ansible_netcam_initial_password": password_of("old"), "ansible_password": "Eighth-copper-finch4"}
    run = site.play([task("All", "settings", {"administrator": account})], variables={**CONSENT, **change}, limit="old")
    assert run.of("All").changed
    assert site.known("old") == {"pending": [], "current": ["Eighth-copper-finch4"], "previous": [password_of("old")]}
