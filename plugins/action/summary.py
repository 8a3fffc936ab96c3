# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module summary: collects the results of a run and prints a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._summary import SPEC, summarize, table

display = Display()


class ActionModule(ActionBase):
    """Reads what the role registered for each camera; talks to no camera."""

    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Return the summary as data, and print it as a table."""
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
        cameras = summarize(runs, self._task.check_mode)
        lines = table(cameras)
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
