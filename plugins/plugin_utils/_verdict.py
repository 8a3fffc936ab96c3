# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the actions audit_summary and audit_merge have in common: they write a result, print it, and judge it."""

from __future__ import annotations

import math
import os
from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._audit.fleet import shortcomings, summary
from ..module_utils._audit.result import write_result
from ..module_utils._audit.table import lines
from ..module_utils._errors import NetcamError

display = Display()


class VerdictAction(ActionBase):
    """An action of the controller. Talks to no camera."""

    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False
    spec: dict[str, dict[str, Any]]

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """Put together, write, print, and say whether it is good enough."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        validated = ArgumentSpecValidator(self.spec).validate(self._task.args)
        if validated.error_messages:
            raise AnsibleActionFail(f"{self._task.action}: {'; '.join(validated.error_messages)}")
        params = validated.validated_parameters
        if not (math.isfinite(params["minimum_score"]) and 0 <= params["minimum_score"] <= 100):
            raise AnsibleActionFail(f"minimum_score must be within 0-100, but is {params['minimum_score']:g}")
        try:
            run, more = self.collect(params, task_vars or {})
            path = self._write(params["dest"], run)
        except NetcamError as error:
            raise AnsibleActionFail(error.describe(self._task.action)) from None
        reasons = shortcomings(
            run,
            minimum_score=params["minimum_score"],
            fail_on=params["fail_on"],
            fail_on_unreached=params["fail_on_unreached"],
        )
        text = lines(run)
        if path is not None:
            text.append(f"Result file: {path}")
        if params["show"]:
            display.display("\n" + "\n".join(text) + "\n")
        result.update(changed=False, summary={**summary(run, reasons), "file": path}, lines=text, **more)
        return result

    def collect(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The result of the run, and what else the task returns. Raises NetcamError."""
        raise NotImplementedError

    def _write(self, dest: str | None, run: Mapping[str, Any]) -> str | None:
        if dest is None or self._task.check_mode:
            return None
        path = os.path.abspath(os.path.expanduser(dest))
        write_result(path, run)
        return path
