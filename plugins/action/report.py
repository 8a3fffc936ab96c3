# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module report: reads and writes files there, and talks to no camera."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..module_utils._report.lines import lines
from ..module_utils._report.run import make
from ..module_utils._report.spec import SPEC
from ..plugin_utils._controller_action import ControllerAction


class ActionModule(ControllerAction):
    """The result files are on the controller, and so are the reports."""

    spec = SPEC

    def work(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Write, and say where, and what has changed since the last run."""
        report = make(params, check=self._task.check_mode)
        text = lines(report.files, report.result, report.remarks, check=self._task.check_mode)
        if params["show"]:
            self.show(text)
        return {
            "changed": report.changed,
            "files": report.files,
            "score": report.result["score"],
            "cameras": len(report.result["cameras"]),
            "previous": report.previous,
            "drift": report.result["drift"],
            "remarks": report.remarks,
            "lines": text,
        }
