# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The controller is killed in the middle of a rotation, at every request of it, and no password is lost.

Each camera falls silent at another request: the first at its first one, and so on; half of them before they carry it out,
half of them afterwards. When all have, ansible-playbook and its workers are killed at once.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, OLD, configured, password_of
from .passwords import RECOVER, ROTATE, Site
from .runs import command_for, environment

#: A rotation takes fewer requests than this: the last camera is done when all others have fallen silent.
POINTS = 13
#: From the request that tells the new password to the one that saves it, the camera may also do it and not answer.
TELLING = range(6, 10)
STRICT = {"lockout": {"failures": 2, "seconds": 600}}
VICTIMS = {
    f"{when}-{number:02}": {f"stall_{when}": {"count": number}}
    for when, numbers in (("before", range(POINTS)), ("after", TELLING))
    for number in numbers
}
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1, **STRICT},
    "cameras": [configured(name, (NEW, OLD)[number % 2]) for number, name in enumerate(VICTIMS)],
}
CONSENT = {"ansible_netcam_allow_clear_text": True}
#: Nobody loses patience before the kill, and no camera goes first.
PATIENT = {**CONSENT, "ansible_netcam_timeout": 600, "passwords_serial": "100%"}


@pytest.fixture
def site(tmp_path: Path, fleet: Fleet) -> Site:
    return Site(tmp_path, fleet)


def start(
    site: Site, *arguments: str, variables: dict[str, Any], playbook: Path = ROTATE, name: str = "killed"
) -> subprocess.Popen[bytes]:
    """A playbook on all cameras at once, as a process group of its own."""
    folder = site.folder / name
    folder.mkdir()
    extra = {"ansible_netcam_journal_dir": str(site.journal), **variables}
    command = command_for(playbook, site.inventory / "cameras.yml", folder)
    command += [*site.arguments, "-f", str(len(VICTIMS)), "-e", json.dumps(extra), *arguments]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            command, env=environment(site.fleet.run_dir, folder), cwd=folder, stdin=subprocess.DEVNULL, stdout=log,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip


def kill(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to ansible-playbook and all of its workers, which have sessions of their own; waits until they are gone."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(process.pid, signal.SIGSTOP)
    for child in children(process.pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    process.kill()
    process.wait()


def children(pid: int) -> list[int]:
    path = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(child) for child in path.read_text(encoding="utf-8").split()] if path.exists() else []
    return [*found, *(grandchild for child in found for grandchild in children(child))]


def accepted(site: Site, name: str) -> list[str]:
    """Passwords that the camera takes now, of all that the journal and the inventory know."""
    known = {password_of(name), *(entry["password"] for entry in site.recorded(name))}
    return [password for password in known if site.fleet.camera(name).login_check(ADMIN, password)]


def test_killed_at_every_request_no_password_is_lost_and_the_next_run_converges(site: Site) -> None:
    for name, fault in VICTIMS.items():
        for kind, options in fault.items():
            site.fleet.camera(name).fault(kind, **options)
    process = start(site, variables=PATIENT)
    deadline = time.monotonic() + 600
    done: set[str] = set()
    while len(done) < len(VICTIMS):
        assert process.poll() is None, (site.folder / "killed/log").read_text(encoding="utf-8")
        assert time.monotonic() < deadline, set(VICTIMS) - done
        counters = site.fleet.counters()
        done |= {name for name in VICTIMS if counters[name].get("stalled")}
        for name in set(VICTIMS) - done:
            # fewer requests than its number: it is done when the proof that the old account is refused was answered
            text = (site.folder / "killed/log").read_text(encoding="utf-8")
            done |= {name} if f"changed: [{name}]" in text else set()
        time.sleep(0.1)
    kill(process)

    silent = [name for name in VICTIMS if site.fleet.counters()[name].get("stalled")]
    assert len(silent) < len(VICTIMS), "POINTS covers every request of a rotation"
    told = 0
    for name in VICTIMS:
        assert len(accepted(site, name)) == 1, name
        told += accepted(site, name) != [password_of(name)]
        assert site.stored(name) is None
    assert 0 < told < len(VICTIMS), "some were killed before the camera was told, some after it"

    for name, fault in VICTIMS.items():
        for kind in fault:
            site.fleet.camera(name).fault(kind, False)
    late = [f"after-{number:02}" for number in TELLING]
    site.play(RECOVER, variables=CONSENT, limit=",".join(late)).succeeded()
    for name in late:
        assert [site.stored(name)] == accepted(site, name) == site.known(name)["current"]
    again = site.play(ROTATE, "-f", "8", variables=CONSENT).succeeded()
    assert len(again.recap) == len(VICTIMS)
    for name in VICTIMS:
        assert site.fleet.camera(name).login_check(ADMIN, str(site.stored(name))), name
        assert site.stored(name) != password_of(name)
        assert site.known(name)["current"] == [site.stored(name)]
        assert site.known(name)["pending"] == []
        assert site.fleet.camera(name).count("lockouts") == 0
