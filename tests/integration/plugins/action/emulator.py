# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A look into, or a hand on, the emulated camera of the task's host between two tasks: `emulator: {call: state}`.

`call` is a method of netcam_emulator.testing.CameraControl, `arguments` its arguments; its answer is `value`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from ansible.plugins.action import ActionBase

# where the emulator package lies
sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "emulator"))

from netcam_emulator.testing import Control


class ActionModule(ActionBase):
    """In the worker, because a module process per look would take longer than all the rest."""

    _requires_connection = False
    _supports_check_mode = True

    def run(self, tmp: Any = None, task_vars: Any = None) -> dict[str, Any]:
        """Call and return."""
        result = super().run(tmp, task_vars)
        control = Control(Path(os.environ["NETCAM_RUN_DIR"]))
        camera = control.camera(task_vars["inventory_hostname"])
        value = getattr(camera, self._task.args["call"])(*self._task.args.get("arguments", []))
        return {**result, "changed": False, "value": value}
