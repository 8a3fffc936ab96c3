# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""No password appears in anything a run leaves behind: output, log, results, facts, backups, temporary files.

Every password of these runs is distinctive, so that a search for it cannot find anything else. It is looked for as it
is, as it stands in a URL, and inside the base64 of Basic authentication.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
import yaml
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, SITE
from .runs import HARDEN, Run, run_playbook, task

TLS = {"https": True, "settings": {"ssl_tls.https_policy": "http_and_https"}}
# a symbol that a URL has to quote is in each password of a model that takes symbols
WANTED = {name: f"Wq7&{name}+Zt%93x" for name in ("fresh", "basic", "tls", "broken", "stranger")}
WANTED["delivered"] = "Wq7deliveredZt93x"
BEFORE = {name: f"Hm4={name}/Lk?28v" for name in ("basic", "tls", "broken", "stranger")}
OTHERS = {
    "user": "Uc6#operator&Ry71", "snmp-auth": "Sa5&auth+word%Pb", "snmp-encryption": "Se8&priv=word/Jd",
    "backup": "Bk3&seal+vault%Nf", "unused": "Xx1&never+sent%Qg",
}  # fmt: skip
SECRETS = {*WANTED.values(), *BEFORE.values(), *OTHERS.values()}


def camera(name: str, model: str, **entry: Any) -> dict[str, Any]:
    """A camera whose password is to be changed from the one in BEFORE to the one in WANTED."""
    variables = {"ansible_user": ADMIN, "ansible_password": WANTED[name]}
    if name in BEFORE:
        variables["ansible_netcam_initial_password"] = BEFORE[name]
        entry |= {"state": "configured", "account": {"name": ADMIN, "password": BEFORE[name]}}
    return {"name": name, "model": model, "vars": variables, **entry}


FLEET: dict[str, Any] = {
    "vars": {
        **SITE,
        "harden_users": [{"name": "operator1", "password": OTHERS["user"]}],
        "harden_snmp_v3": True,
        "harden_snmp_user_name": "monitor",
        "harden_snmp_auth_password": OTHERS["snmp-auth"],
        "harden_snmp_encryption_password": OTHERS["snmp-encryption"],
        "harden_backup_password": OTHERS["backup"],
    },
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        camera("fresh", NEW),
        camera("delivered", "VB-M640VE"),
        camera("basic", OLD),
        camera("tls", NEW, **TLS),
        camera("broken", NEW, faults={"ignore_write": ["snmp_server.location", "users.accounts"], "reset": 1}),
        {**camera("stranger", OLD), "account": {"name": ADMIN, "password": OTHERS["unused"]}},
    ],
}


def spellings(secret: str) -> Iterator[str]:
    """The ways in which a password could get into a text."""
    yield secret
    yield quote(secret, safe="")
    yield quote_plus(secret)
    yield secret.replace("&", "\\u0026")
    for user in (ADMIN, "root", "operator1", "monitor"):
        yield base64.b64encode(f"{user}:{secret}".encode()).decode().rstrip("=")[:-1]
    yield base64.b64encode(secret.encode()).decode().rstrip("=")[:-1]


def found_in(text: str) -> list[str]:
    """Names of the passwords that a text holds, in whichever spelling."""
    return sorted(secret for secret in SECRETS if any(spelling in text for spelling in spellings(secret)))


@dataclass
class Artefacts:
    """Everything that a run at -vvv left."""

    run: Run
    folder: Path
    log: Path
    backups: Path


@pytest.fixture(scope="module")
def artefacts(running: Fleet, tmp_path_factory: pytest.TempPathFactory) -> Artefacts:
    """The role at -vvv --diff with every password there is, then a play that prints all that was registered."""
    folder = tmp_path_factory.mktemp("secrets")
    backups, temporary, log = folder / "backups", folder / "tmp", folder / "ansible.log"
    backups.mkdir()
    temporary.mkdir()
    harden = yaml.safe_load(HARDEN.read_text(encoding="utf-8"))
    show = {
        "name": "Show everything", "hosts": "cameras", "gather_facts": False,
        "tasks": [
            {"name": "Registered", "ansible.builtin.debug": {"var": name}}
            for name in ("harden_plan", "harden_before", "harden_chapter1", "harden_chapter2", "harden_appendix",
                         "harden_verify")
        ],
    }  # fmt: skip
    path = folder / "playbook.yml"
    path.write_text(yaml.safe_dump([*harden, show]), encoding="utf-8")
    run = run_playbook(
        path, running, "-vvv", "--diff", variables={"harden_backup_dir": str(backups)}, folder=folder,
        env={
            "ANSIBLE_LOG_PATH": str(log), "ANSIBLE_LOCAL_TEMP": str(temporary / "local"), "TMPDIR": str(temporary),
            "ANSIBLE_KEEP_REMOTE_FILES": "1", "ANSIBLE_DISPLAY_TRACEBACK": "always",
        },
    )  # fmt: skip
    return Artefacts(run, folder, log, backups)


def test_the_run_did_use_every_password(artefacts: Artefacts, running: Fleet) -> None:
    """Else there would be nothing to find."""
    for name in ("fresh", "delivered", "basic", "tls"):
        secrets = running.camera(name).secrets()
        assert secrets["administrator.password"] == WANTED[name], artefacts.run.text
        assert secrets["users.accounts.operator1"] == OTHERS["user"]
        assert secrets["snmp_server.auth_password"] == OTHERS["snmp-auth"]
        assert secrets["snmp_server.encryption_password"] == OTHERS["snmp-encryption"]
        assert (artefacts.backups / f"{name}.backup").exists()
    assert artefacts.run.recap["broken"]["failures"] == 1
    assert artefacts.run.recap["stranger"]["unreachable"] == 1


def test_the_search_finds_what_there_is() -> None:
    for secret in SECRETS:
        login = base64.b64encode(f"{ADMIN}:{secret}".encode()).decode()
        for text in (f"x{secret}y", f"?a={quote(secret, safe='')}&", f"Authorization: Basic {login}"):
            assert found_in(text) == [secret]


def test_no_password_in_the_output(artefacts: Artefacts) -> None:
    assert len(artefacts.run.stdout) > 20000  # -vvv was in force
    assert found_in(artefacts.run.stdout) == []
    assert found_in(artefacts.run.stderr) == []


def test_no_password_in_the_log_file(artefacts: Artefacts) -> None:
    text = artefacts.log.read_text(encoding="utf-8")
    assert "Apply chapter 2" in text
    assert found_in(text) == []


def test_no_password_in_results_and_registered_variables(artefacts: Artefacts) -> None:
    assert "Registered" in {outcome.task for outcome in artefacts.run.outcomes}
    assert found_in((artefacts.folder / "results.jsonl").read_text(encoding="utf-8")) == []


def test_no_password_in_any_file_that_is_left(artefacts: Artefacts) -> None:
    """Backups and their records, temporary folders, Ansible's home."""
    looked_at = 0
    for folder, _folders, names in os.walk(artefacts.folder):
        for name in names:
            looked_at += 1
            assert found_in((Path(folder) / name).read_bytes().decode("latin-1")) == [], name
    assert looked_at >= 10


def test_masked_values_still_tell_that_a_password_changed(artefacts: Artefacts) -> None:
    chapter1 = artefacts.run.of("netcam.hardening.harden : Apply chapter 1", "basic")
    change = next(one for one in chapter1.result["changes"] if one["setting"] == "administrator.password")
    assert change["before"] == change["after"] == "********"


def test_no_password_in_the_messages_of_every_kind_of_error(fleet: Fleet) -> None:
    """Wrong values, refusals, broken connections and answers, with a password in the options of each task."""
    account = {"name": ADMIN, "password": OTHERS["unused"]}
    user = {"accounts": [{"name": "viewer1", "password": OTHERS["unused"]}]}
    fleet.camera("fresh").fault("http_500", 10000)
    fleet.camera("tls").fault("reset", 10000)
    fleet.camera("basic").fault("ignore_write", "all")
    fleet.camera("delivered").fault("restart_mid_write", 10000)
    tasks = [
        task("Account", "administrator", account),
        task("User", "users", user),
        task("Too long", "users", {"accounts": [{"name": "viewer1", "password": OTHERS["unused"] * 3}]}),
        task("Unknown option", "users", {**user, "nonsense": OTHERS["unused"]}),
        task("Wrong type", "snmp_server", {"auth_password": {"a": OTHERS["unused"]}}),
        task("Wrong place", "backup", {"dest": "/no/such/folder/x", "encryption_password": OTHERS["unused"]}),
        task("No such model", "administrator", account, vars={"ansible_netcam_profile": "/no/such/file"}),
    ]
    run = run_playbook(tasks, fleet, "-vvv", "--diff", env={"ANSIBLE_DISPLAY_TRACEBACK": "always"},
                       variables={"ansible_netcam_restart_timeout": 5, "ansible_netcam_timeout": 3})  # fmt: skip
    failed = [outcome for outcome in run.outcomes if outcome.status in ("failed", "unreachable")]
    assert len(failed) >= 30
    results = (run.folder / "results.jsonl").read_text(encoding="utf-8")
    # Ansible itself repeats the options of a task that are no options of the module
    assert found_in(run.text) == []
    assert found_in(results) == []


def test_no_password_in_the_requests_over_https_or_in_urls_of_errors(artefacts: Artefacts) -> None:
    broken = artefacts.run.host("broken")[-1]
    assert broken.status in ("failed", "ok")
    assert "/admin/" not in artefacts.run.stdout.replace("/admin/-set- of profile", "")
