# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module rollout: reads what the play knows of its cameras, and decides for all of them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ansible.errors import AnsibleActionFail, AnsibleError

from ..module_utils._audit.result import as_text, write_text
from ..module_utils._fleet import SETTINGS
from ..module_utils._rollout import (
    SPEC,
    Camera,
    Row,
    counts,
    preflight,
    record,
    result,
    stop_reason,
    table,
    wave,
)
from ..plugin_utils._controller_action import ControllerAction
from ..plugin_utils._fleet_store import stored


class ActionModule(ControllerAction):
    """Rows by camera, and the table as lines."""

    spec = SPEC

    def work(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Decide, print the table, return it."""
        self._variables = variables
        self._hostvars = variables.get("hostvars", {})
        self._registered = params["registered"]
        self._fleet = params["fleet"]
        self._left = self._left_by(self._fleet)
        now = self._moment(params["now"])
        stopped, dest = "", None
        cameras = [self._camera(name) for name in params["cameras"]]
        if params["stage"] == "preflight":
            rows = preflight(cameras, params["canaries"], now)
        elif params["stage"] == "wave":
            everybody = [self._camera(name) for name in params["all_cameras"] or params["cameras"]]
            stopped = stop_reason(everybody, params)
            rows = wave(cameras, everybody, params, now)
        else:
            rows = result(cameras, self._task.check_mode)
            if params["dest"] and not self._task.check_mode:
                dest = os.path.abspath(params["dest"])
                write_text(dest, as_text(record(rows, datetime.now(UTC))), label="dest")
        lines = table(rows)
        if params["show"] and (params["stage"] != "wave" or stopped):
            self.show([stopped] if stopped else lines)
        by_name: dict[str, Row] = {row["camera"]: row for row in rows}
        shown = lines if params["show"] else []
        return {
            "changed": False, "cameras": by_name, "counts": counts(rows), "stopped": stopped, "dest": dest, "lines": shown
        }  # fmt: skip

    def _moment(self, given: str | None) -> datetime:
        try:
            now = datetime.fromisoformat(given) if given else datetime.now(UTC)
            if now.tzinfo is None:
                raise ValueError("it has no time zone")
        except ValueError as error:
            raise AnsibleActionFail(
                f"{self._task.action}: now is not a time in ISO 8601: {error}. Such a time is 2026-01-31T22:00:00+01:00."
            ) from None
        return now

    def _camera(self, name: str) -> Camera:
        known = self._hostvars[name]
        of_its_own = self._left is None or name in self._left
        # what was decided for all stands with each camera that had a task of its own
        decided = self._row(known if of_its_own else self._hostvars[self._first], "rollout_preflight", name)
        turn = self._row(known, "rollout_wave", name)
        plan = known.get("harden_plan") if of_its_own else stored(self._variables, self._fleet, name, SETTINGS)
        problem = str(known.get("rollout_problem") or decided.get("status") == "failed" and decided["reason"] or "")
        try:
            site, windows = str(known.get("rollout_site") or ""), known.get("rollout_windows") or ()
        except AnsibleError as error:
            # one camera's variables that cannot be read are no failure of the others
            site, windows = "", ()
            problem = problem or f"rollout_site or rollout_windows cannot be read: {error.message}"
        return Camera(
            name,
            plan=plan if isinstance(plan, Mapping) else {},
            problem=problem,
            started=bool(turn) and not turn.get("reason"),
            part=str(decided.get("part") or ""),
            left_out=str(turn.get("reason") or ""),
            site=site,
            windows=windows,
            ended=isinstance(known.get("harden_verify"), Mapping),
            done=[found for item in self._registered if isinstance(found := known.get(item), Mapping)],
        )

    def _left_by(self, fleet: str | None) -> set[str] | None:
        """Cameras that the task with all of them has left to tasks of their own; None where there was no such task."""
        found = None if fleet is None else self._variables.get(fleet)
        if not isinstance(found, Mapping) or not found.get("left"):
            return None
        self._first = str(found["left"][0])
        return set(found["left"])

    @staticmethod
    def _row(known: Mapping[str, Any], variable: str, name: str) -> Mapping[str, Any]:
        found = known.get(variable) or {}
        row = (found.get("cameras") or {}).get(name) or {} if isinstance(found, Mapping) else {}
        return row if isinstance(row, Mapping) else {}
