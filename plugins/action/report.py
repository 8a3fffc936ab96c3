# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module report: reads and writes files there, and talks to no camera."""

from __future__ import annotations

from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._errors import NetcamError
from ..module_utils._report.lines import lines
from ..module_utils._report.run import make
from ..module_utils._report.spec import SPEC

display = Display()


class ActionModule(ActionBase):
    """The result files are on the controller, and so are the reports."""

    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Write, and say where, and what has changed since the last run."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        validated = ArgumentSpecValidator(SPEC).validate(self._task.args)
        if validated.error_messages:
            raise AnsibleActionFail(f"{self._task.action}: {'; '.join(validated.error_messages)}")
        try:
            report = make(validated.validated_parameters, check=self._task.check_mode)
        except NetcamError as error:
            raise AnsibleActionFail(error.describe(self._task.action)) from None
        text = lines(report.files, report.result, report.remarks, check=self._task.check_mode)
        if validated.validated_parameters["show"]:
            display.display("\n" + "\n".join(text) + "\n")
        result.update(
            changed=report.changed,
            files=report.files,
            score=report.result["score"],
            cameras=len(report.result["cameras"]),
            previous=report.previous,
            drift=report.result["drift"],
            remarks=report.remarks,
            lines=text,
        )
        return result
