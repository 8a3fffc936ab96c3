# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writes every task result as one JSON line to the file NETCAM_RESULTS, beside the ordinary output."""

from __future__ import annotations

import json
import os
from typing import Any

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
name: results
type: notification
short_description: Task results as JSON lines
description: [For the integration tests of netcam.hardening.]
author: [netcam.hardening contributors (@netcam-hardening)]
version_added: 0.1.0
"""


class CallbackModule(CallbackBase):
    """One line per result, one for the recap."""

    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = "notification"
    CALLBACK_NAME = "results"

    def _write(self, line: dict[str, Any]) -> None:
        with open(os.environ["NETCAM_RESULTS"], "a", encoding="utf-8") as out:
            out.write(json.dumps(line, default=str) + "\n")

    def _result(self, status: str, result: Any) -> None:
        self._write(
            {
                "task": result.task.get_name().strip(),
                "action": result.task.action,
                "host": result.host.get_name(),
                "status": status,
                "result": dict(result.result),
                "warnings": [str(getattr(w, "event", w)) for w in result.warnings],
            }
        )

    def v2_runner_on_ok(self, result: Any, **kwargs: Any) -> None:
        """A task that went well."""
        self._result("changed" if result.result.get("changed") else "ok", result)

    def v2_runner_on_failed(self, result: Any, ignore_errors: bool = False) -> None:
        """A task that failed, ignored or not."""
        self._result("failed", result)

    def v2_runner_on_unreachable(self, result: Any) -> None:
        """A camera that could not be reached or did not take the password."""
        self._result("unreachable", result)

    def v2_runner_on_skipped(self, result: Any) -> None:
        """A task that was left out."""
        self._result("skipped", result)

    def v2_playbook_on_stats(self, stats: Any) -> None:
        """The recap."""
        self._write({"recap": {host: stats.summarize(host) for host in stats.processed}})
