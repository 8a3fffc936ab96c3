# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Jobs as AWX runs them: with injected credentials, on a disk that is thrown away, and what comes back from them."""

from __future__ import annotations

import base64
import copy
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from ansible.parsing.vault import VaultLib, VaultSecret
from netcam_emulator.testing import Fleet

from .awx_jobs import Awx, Inventory, Result, imported, injected
from .fleets import NEW, OLD, SITE, camera, configured, conformant, password_of

VAULT = "vault-Password-8813"
DELIVERED = "Delivered7Predecessor"
BACKUP = "Backup6Password-yx"
PASSPHRASE = "Authority8-passphrase-qz"
SNMP = {"harden_snmp_auth_password": "SnmpAuth6Secret", "harden_snmp_encryption_password": "SnmpCrypt7Secret"}
#: Events of a job per camera, at most (docs/awx.md, "How much AWX has to store").
EVENTS = {"audit": 4, "unchanged": 6, "hardened": 25}
#: Events of a whole job in fleet mode, at most, when all cameras are at the goal, however many there are.
ONCE = 40
FLEET = {
    "vars": {
        **SITE,
        "harden_snmp_v3": True,
        "harden_snmp_user_name": "monitor",
        "ansible_netcam_initial_user": "old-admin",
    },
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        camera("fresh", NEW),
        configured("yard", OLD),
        conformant("tunnel"),
        camera("inherited", NEW, state="configured", account={"name": "old-admin", "password": DELIVERED}),
    ],
}
CAMERAS = ["fresh", "yard", "tunnel", "inherited"]


def encrypted(text: str) -> dict[str, str]:
    """A value as `ansible-vault encrypt_string` gives it, as AWX stores it."""
    vault = VaultLib([("default", VaultSecret(VAULT.encode()))])
    return {"__ansible_vault": vault.encrypt(text).decode()}


def secrets() -> list[str]:
    """Everything that was planted, and the ways in which it is likely to leak."""
    plain = [VAULT, DELIVERED, BACKUP, PASSPHRASE, *SNMP.values(), *(password_of(name) for name in CAMERAS)]
    coded = [
        base64.b64encode(f"{user}:{password_of(name)}".encode()).decode()
        for name in CAMERAS
        for user in ("site-admin",)
    ]
    return plain + coded


def leaks(result: Result) -> list[str]:
    """Where a secret came back, and which."""
    return [f"{place}: {secret}" for place, text in result.texts() for secret in secrets() if secret in text]


@pytest.fixture(scope="module")
def awx(tmp_path_factory: pytest.TempPathFactory) -> Awx:
    """An AWX after its project update."""
    made = Awx(tmp_path_factory.mktemp("awx"))
    assert made.update.returncode == 0, made.update.stderr
    return made


def stored(fleet: Fleet) -> Inventory:
    """The inventory with every password encrypted, as it must be in a database that many may read."""
    inventory = imported(fleet)
    for name, variables in inventory["_meta"]["hostvars"].items():
        variables["ansible_password"] = encrypted(password_of(name))
    return inventory


def options(**extra: Any) -> dict[str, Any]:
    """What the credentials of the job template inject."""
    env, _none = injected("login_as_delivered", username="old-admin", password=DELIVERED)
    _none, backup = injected("backup", password=BACKUP)
    _none, authority = injected("authority", passphrase=PASSPHRASE)
    return {
        "env": env,
        "extra_vars": {**backup, **authority, **SNMP, **extra},
        "command_line": "--ask-vault-pass",
        "vault": VAULT,
    }


@dataclass
class Story:
    """A fleet as delivered, audited, hardened, hardened again and audited again, each by a job."""

    fleet: Fleet
    before: Result
    hardened: Result
    unchanged: Result
    after: Result
    #: as `unchanged` and `after`, with all cameras in one task
    fleet_unchanged: Result
    fleet_after: Result
    backups: Path


@pytest.fixture(scope="module")
def story(running: Fleet, awx: Awx, tmp_path_factory: pytest.TempPathFactory) -> Story:
    inventory = stored(running)
    backups = tmp_path_factory.mktemp("backups")
    before = awx.run("audit", inventory, **options())
    hardened = awx.run("harden", inventory, **options(harden_backup_dir=str(backups)))
    unchanged = awx.run("harden", inventory, **options())
    after = awx.run("audit", inventory, **options(audit_minimum_score=50))
    fleet_unchanged = awx.run("harden", inventory, **options(harden_mode="fleet"))
    fleet_after = awx.run("audit", inventory, **options(audit_mode="fleet"))
    return Story(running, before, hardened, unchanged, after, fleet_unchanged, fleet_after, backups)


def test_a_job_hardens_with_what_its_credentials_inject(story: Story) -> None:
    """Vault, login as delivered, and the password of the backups."""
    assert story.before.code == 0, story.before.said
    assert story.hardened.code == 0, story.hardened.said
    for name in CAMERAS:
        assert story.fleet.camera(name).login_check("site-admin", password_of(name))
    assert not story.fleet.camera("inherited").login_check("old-admin", DELIVERED)
    assert (story.backups / "yard.before").exists() or list(story.backups.iterdir())


def test_a_second_job_changes_nothing(story: Story) -> None:
    """As its events tell."""
    assert story.unchanged.code == 0, story.unchanged.said
    assert {name: plan["changes"] for name, plan in story.unchanged.results("Plan what is to be changed").items()} == {
        name: [] for name in CAMERAS
    }


@pytest.mark.parametrize("which", ["before", "hardened", "unchanged", "after", "fleet_unchanged", "fleet_after"])
def test_nothing_that_comes_back_holds_a_secret(story: Story, which: str) -> None:
    """Every event, every artifact, and what the tools printed."""
    result: Result = getattr(story, which)
    assert len(result.events) > 10
    assert leaks(result) == []


def test_the_search_for_secrets_finds_one(story: Story) -> None:
    """A planted name that is no secret is in events and output: the search looks where it should."""
    places = {place.split("/")[0] for place, text in story.hardened.texts() if "site-admin" in text or "yard" in text}
    assert {"job_events", "stdout"} <= places


def test_a_job_leaves_few_events_per_camera(story: Story) -> None:
    """AWX stores each in its database; the numbers are in docs/awx.md."""
    for result, limit in ((story.before, "audit"), (story.unchanged, "unchanged"), (story.hardened, "hardened")):
        # the first camera also carries the tasks that run once
        counted = {name: count for name, count in result.hosts.items() if name != "fresh"}
        assert counted, result.said
        assert max(counted.values()) <= EVENTS[limit], (limit, counted)


@pytest.mark.parametrize(
    ("which", "task"),
    [("fleet_unchanged", "Look at all cameras in one task"), ("fleet_after", "Judge all cameras in one task")],
)
def test_in_fleet_mode_a_camera_at_the_goal_leaves_no_event(story: Story, which: str, task: str) -> None:
    """The first camera carries the tasks that run once, and stands in for the others in the second play."""
    result: Result = getattr(story, which)
    assert result.code == 0, result.said
    told = result.results(task)["fresh"]
    assert told["mode"] == "fleet"
    assert {name: result.hosts[name] for name in CAMERAS if name != "fresh"} == dict.fromkeys(CAMERAS[1:], 0)
    assert 0 < result.hosts["fresh"] <= ONCE
    # what all cameras leave is one result, with a few fields for each
    for found in told["results"].values():
        assert len(json.dumps(found)) < 500


def test_in_fleet_mode_the_audit_says_the_same(story: Story) -> None:
    """All cameras are in its artifact, with the same score."""
    one, fleet = (result.artifacts["netcam_audit"] for result in (story.after, story.fleet_after))
    assert fleet["cameras"] == one["cameras"] == len(CAMERAS)
    assert fleet["score"] == one["score"]


def test_the_score_is_an_artifact_for_the_nodes_that_follow(story: Story) -> None:
    """In a few numbers."""
    before, after = (result.artifacts["netcam_audit"] for result in (story.before, story.after))
    assert before["score"] < after["score"]
    assert after["cameras"] == len(CAMERAS)


def test_a_failing_job_with_all_output_keeps_its_secrets(running: Fleet, awx: Awx) -> None:
    """Wrong passwords, and every detail asked for."""
    running.restore(running.first_state)  # type: ignore[attr-defined]  # of the fixture's own class
    inventory = copy.deepcopy(stored(running))
    inventory["_meta"]["hostvars"]["yard"]["ansible_password"] = encrypted(password_of("fresh"))
    asked = {**options(), "command_line": "--ask-vault-pass -vvvv"}
    result = awx.run("harden", inventory, **asked)
    assert result.code != 0
    assert any(event["event"] == "runner_on_unreachable" for event in result.events)
    assert leaks(result) == []


def test_a_job_makes_no_authority_that_would_be_gone_afterwards(running: Fleet, awx: Awx) -> None:
    """Its private key would be lost with the disk: the job says so, and touches no camera."""
    running.restore(running.first_state)  # type: ignore[attr-defined]  # of the fixture's own class
    running.reset_counters()
    lost = {"harden_certificate_source": "site_ca", "harden_ca_dir": "{{ playbook_dir }}/site-ca"}
    result = awx.run("harden", stored(running), **options(**lost))
    assert result.code != 0
    assert "harden_ca_make" in json.dumps(result.events)
    assert all(not counters.get("writes") for counters in running.counters().values())
