# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules that print a table share: they collect the results of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..module_utils._fleet import SETTINGS
from ..module_utils._summary import TABLE
from ._controller_action import ControllerAction
from ._fleet_store import stored

Rows = list[dict[str, Any]]


class TableAction(ControllerAction):
    """Reads what a play registered for each camera, and makes rows and lines of it."""

    spec: Mapping[str, Mapping[str, Any]] = TABLE
    #: rows out of the registered results by camera, and whether the run was in check mode
    summarize: Callable[[Mapping[str, Sequence[Any]], bool], Rows]
    #: lines of text out of rows
    table: Callable[[Sequence[Mapping[str, Any]]], list[str]]

    def work(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Return the table as data, and print it."""
        runs = {camera: self._results(variables, camera, params) for camera in params["cameras"]}
        cameras = type(self).summarize(runs, self._task.check_mode)
        lines = type(self).table(cameras)
        if params["show"]:
            self.show(lines)
        return {"changed": False, "cameras": cameras, "lines": lines}

    @staticmethod
    def _results(variables: Mapping[str, Any], camera: str, params: Mapping[str, Any]) -> list[Any]:
        """What was registered for a camera, task by task; None where there is nothing."""
        names = params["registered"]
        fleet = params.get("fleet")
        known = None if fleet is None else stored(variables, fleet, camera, SETTINGS)
        if fleet is not None and known is not None and camera not in (variables[fleet].get("left") or ()):
            # no task of its own was needed: its variables, which cost some time, tell nothing more
            return [known, *([None] * (len(names) - 1))]
        try:
            mine = variables["hostvars"][camera]
        except KeyError:
            return [None] * len(names)
        return [mine.get(name) for name in names]
