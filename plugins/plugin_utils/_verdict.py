# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the actions audit_summary and audit_merge have in common: they write a result, print it, and judge it."""

from __future__ import annotations

import math
import os
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any

from ansible.errors import AnsibleActionFail

from ..module_utils._audit.fleet import shortcomings, summary
from ..module_utils._audit.result import write_result
from ..module_utils._audit.table import lines
from ._controller_action import ControllerAction


class VerdictAction(ControllerAction):
    """An audit's result, whose cameras C(collect) brings together."""

    def work(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Put together, write, print, and say whether it is good enough."""
        if not (math.isfinite(params["minimum_score"]) and 0 <= params["minimum_score"] <= 100):
            raise AnsibleActionFail(
                f"{self._task.action}: minimum_score must be within 0-100, but is {params['minimum_score']:g}"
            )
        run, more = self.collect(params, variables)
        path = self._write(params["dest"], run)
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
            self.show(text)
        return {"changed": False, "summary": {**summary(run, reasons), "file": path}, "lines": text, **more}

    @abstractmethod
    def collect(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The result of the run, and what else the task returns. Raises NetcamError."""

    def _write(self, dest: str | None, run: Mapping[str, Any]) -> str | None:
        if dest is None or self._task.check_mode:
            return None
        path = os.path.abspath(os.path.expanduser(dest))
        write_result(path, run)
        return path
