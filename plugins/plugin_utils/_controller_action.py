# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the modules that work on the controller share: they read files and results of the play, and talk to no camera."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from typing import Any

from ansible.errors import AnsibleActionFail
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator
from ansible.plugins.action import ActionBase
from ansible.utils.display import Display

from ..module_utils._errors import NetcamError

display = Display()


class ControllerAction(ActionBase):
    """Validates the options, does C(work), and says what was wrong in one sentence."""

    _requires_connection = False
    _supports_check_mode = True
    _supports_async = False

    #: its options
    spec: Mapping[str, Mapping[str, Any]]

    def run(self, tmp: Any = None, task_vars: dict[str, Any] | None = None) -> dict[str, Any]:
        """What C(work) returns."""
        result: dict[str, Any] = super().run(tmp, task_vars)
        validated = ArgumentSpecValidator(self.spec).validate(self._task.args)
        if validated.error_messages:
            raise AnsibleActionFail(f"{self._task.action}: {'; '.join(validated.error_messages)}")
        try:
            result.update(self.work(validated.validated_parameters, task_vars or {}))
        except NetcamError as error:
            raise AnsibleActionFail(error.describe(self._task.action)) from None
        return result

    @abstractmethod
    def work(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """The result of the task. Raises NetcamError, and AnsibleActionFail where options contradict each other."""

    @staticmethod
    def show(lines: Iterable[str]) -> None:
        """Print lines for people, as the task runs."""
        display.display("\n" + "\n".join(lines) + "\n")
