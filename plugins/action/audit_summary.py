# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module audit_summary: the results of all cameras in one file, and whether they are good enough."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._audit.fleet import Camera, combine, shortcomings, summary
from ..module_utils._audit.result import write_result
from ..module_utils._audit.summary_spec import SPEC
from ..module_utils._audit.table import lines
from ..module_utils._errors import FileProblem
from ..module_utils._version import VERSION

display = Display()


class ActionModule(ActionBase):
    """Reads what the audit registered for each camera. Talks to no camera."""

    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Put together, write, print, and say whether it is good enough."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        validated = ArgumentSpecValidator(SPEC).validate(self._task.args)
        if validated.error_messages:
            raise AnsibleActionFail(f"{self._task.action}: {'; '.join(validated.error_messages)}")
        params = validated.validated_parameters
        if not (math.isfinite(params["minimum_score"]) and 0 <= params["minimum_score"] <= 100):
            raise AnsibleActionFail(f"minimum_score must be within 0-100, but is {params['minimum_score']:g}")
        hostvars = (task_vars or {}).get("hostvars", {})
        cameras = [self._camera(hostvars, name, params["registered"]) for name in params["cameras"]]
        run = combine(cameras, level=params["level"], collection=VERSION, now=datetime.now(UTC))
        reasons = shortcomings(
            run,
            minimum_score=params["minimum_score"],
            fail_on=params["fail_on"],
            fail_on_unreached=params["fail_on_unreached"],
        )
        path = self._write(params["dest"], run)
        text = lines(run)
        if path is not None:
            text.append(f"Result file: {path}")
        if params["show"]:
            display.display("\n" + "\n".join(text) + "\n")
        result.update(changed=False, summary={**summary(run, reasons), "file": path}, lines=text)
        return result

    def _write(self, dest: str | None, run: Mapping[str, Any]) -> str | None:
        if dest is None or self._task.check_mode:
            return None
        path = os.path.abspath(os.path.expanduser(dest))
        try:
            write_result(path, run)
        except FileProblem as error:
            raise AnsibleActionFail(error.describe(self._task.action)) from None
        return path

    @staticmethod
    def _camera(hostvars: Mapping[str, Any], name: str, registered: str) -> Camera:
        try:
            variables = hostvars[name]
        except KeyError:
            return Camera(name, None)
        result = variables.get(registered)

        def text(variable: str) -> str:
            value = variables.get(variable)
            return "" if value is None else str(value)

        return Camera(
            name,
            result if isinstance(result, Mapping) and not result.get("skipped") else None,
            address=text("ansible_host") or name,
            site=text("audit_site"),
            password=text("ansible_password") or None,
            initial_password=text("ansible_netcam_initial_password") or None,
        )
