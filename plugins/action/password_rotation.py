# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module password_rotation: generate, write down, tell the camera, prove by a login."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from ..module_utils._errors import JournalProblem
from ..module_utils._journal import PENDING, PREVIOUS, Pair, Record
from ..module_utils._password_specs import ROTATION
from ..module_utils._passwords import generate
from ..plugin_utils._credential_action import CredentialAction
from ..plugin_utils._job_disk import goes_with_the_job, is_job
from ..plugin_utils._journal import Journal, moment
from ..plugin_utils._login import Login, find_login

_NO_INITIAL = {"initial_user": None, "initial_password": None, "initial_first": None}


class ActionModule(CredentialAction):
    """A new password for one camera; an unfinished rotation is finished first."""

    SPEC = ROTATION

    def work(self, params: Mapping[str, Any], journal: Journal) -> dict[str, Any]:
        """Rotate. Raises NetcamError."""
        if is_job(self._variables) and not params["temporary_journal"]:
            _require_lasting(journal)
        record = journal.read()
        now = record.now
        if now is not None and not record.of(PENDING) and _is_younger(now.set, params["minimum_age"]):
            return self._result("left", record, changed=False, attempts=0, camera={})
        known = [item for item in record.candidates(self.inventory_pairs(params)) if item[0] != PREVIOUS]
        check = self._task.check_mode
        login = find_login(known, params["attempts"], self.look, lambda pair: None if check else journal.refused(pair))
        # behind a gateway nobody can tell whether the camera has saved it: there it gets another one
        if login.state == PENDING and not self._gateway():
            self.keep_pending(login.pair, journal)
            return self._result("finished", journal.read(), changed=True, attempts=login.attempts, camera=login.camera)
        if not check:
            journal.change(lambda found: found.with_login(login.pair, moment()))
        wanted = self._wanted(params, record, login)
        self._secrets.add(wanted[1])
        outcome = self.step("administrator", _change(login.pair, wanted), journal)
        result = self._result("rotated", journal.read(), changed=True, attempts=login.attempts, camera=login.camera)
        result.update({key: outcome[key] for key in ("changes", "evidence", "camera", "warnings") if key in outcome})
        return result

    @staticmethod
    def _wanted(params: Mapping[str, Any], record: Record, login: Login) -> Pair:
        """The pending password of a rotation that did not get as far as the camera, or a new one."""
        user, old = login.pair
        for entry in record.of(PENDING):
            if entry.user == user and entry.password != old:
                return entry.pair
        camera = login.camera
        known = {entry.password for entry in record.entries}
        while True:
            password = generate(camera.get("family"), camera.get("model"), user, params["length"], params["symbols"])
            if password not in known:
                return user, password

    @staticmethod
    def _result(
        state: str, record: Record, *, changed: bool, attempts: int, camera: Mapping[str, Any]
    ) -> dict[str, Any]:
        stored = record.now is not None and record.now.stored is not None
        return {
            "changed": changed,
            "rotation": {"state": state, "attempts": attempts},
            "stored": stored,
            "changes": [],
            "evidence": [],
            "camera": dict(camera),
        }


def _require_lasting(journal: Journal) -> None:
    """Raises JournalProblem where the only copy of a new password would be thrown away with a job of AWX."""
    folder = os.path.dirname(journal.path)
    why = goes_with_the_job(folder)
    if why:
        raise JournalProblem(
            f"the journal {folder} is gone after this job: {why}. The camera was not told a new password",
            hint="Set ansible_netcam_journal_dir to a folder that is exposed to jobs (Settings > Jobs > Paths to expose to isolated "
            "jobs, without the option O). passwords_temporary_journal consents, for a store that each password reaches in this job.",
        )


def _change(in_force: Pair, wanted: Pair) -> dict[str, Any]:
    """Options of the module administrator: what is in force logs in, so that the new password is not tried in vain."""
    return {
        "name": wanted[0],
        "password": wanted[1],
        "password_strength": "ignore",
        "camera_user": wanted[0],
        "camera_password": wanted[1],
        "initial_user": in_force[0],
        "initial_password": in_force[1],
        "initial_first": True,
    }


def _is_younger(since: str | None, hours: float) -> bool:
    try:
        moment = datetime.fromisoformat(since or "")
    except ValueError:
        return False
    return datetime.now(UTC) - moment < timedelta(hours=hours)
