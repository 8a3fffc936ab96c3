# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules that print a table share: they collect the results of a run, on the controller, and talk to no camera."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._fleet import SETTINGS
from ..module_utils._summary import TABLE
from ._fleet_store import stored

display = Display()

Rows = list[dict[str, Any]]


class TableAction(ActionBase):
    """Reads what a play registered for each camera, and makes rows and lines of it."""

    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    #: its options
    spec: Mapping[str, Mapping[str, Any]] = TABLE
    #: rows out of the registered results by camera, and whether the run was in check mode
    summarize: Callable[[Mapping[str, Sequence[Any]], bool], Rows]
    #: lines of text out of rows
    table: Callable[[Sequence[Mapping[str, Any]]], list[str]]

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the table as data, and print it."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        variables = task_vars or {}
        validated = ArgumentSpecValidator(self.spec).validate(self._task.args)
        if validated.error_messages:
            raise AnsibleActionFail(f"{self._task.action}: {'; '.join(validated.error_messages)}")
        params = validated.validated_parameters
        runs = {camera: self._results(variables, camera, params) for camera in params["cameras"]}
        cameras = type(self).summarize(runs, self._task.check_mode)
        lines = type(self).table(cameras)
        if params["show"]:
            display.display("\n" + "\n".join(lines) + "\n")
        result.update(changed=False, cameras=cameras, lines=lines)
        return result

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
