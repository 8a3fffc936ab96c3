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

from ..module_utils._summary import SPEC

display = Display()

Rows = list[dict[str, Any]]


class TableAction(ActionBase):
    """Reads what a play registered for each camera, and makes rows and lines of it."""

    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    #: rows out of the registered results by camera, and whether the run was in check mode
    summarize: Callable[[Mapping[str, Sequence[Any]], bool], Rows]
    #: lines of text out of rows
    table: Callable[[Sequence[Mapping[str, Any]]], list[str]]

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the table as data, and print it."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        variables = task_vars or {}
        validated = ArgumentSpecValidator(SPEC).validate(self._task.args)
        if validated.error_messages:
            raise AnsibleActionFail(f"{self._task.action}: {'; '.join(validated.error_messages)}")
        params = validated.validated_parameters
        hostvars = variables.get("hostvars", {})
        runs = {
            camera: [self._registered(hostvars, camera, name) for name in params["registered"]]
            for camera in params["cameras"]
        }
        cameras = type(self).summarize(runs, self._task.check_mode)
        lines = type(self).table(cameras)
        if params["show"]:
            display.display("\n" + "\n".join(lines) + "\n")
        result.update(changed=False, cameras=cameras, lines=lines)
        return result

    @staticmethod
    def _registered(hostvars: Mapping[str, Any], camera: str, name: str) -> Any:
        try:
            return hostvars[camera].get(name)
        except KeyError:
            return None
