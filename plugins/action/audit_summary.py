# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module audit_summary: the results of all cameras in one file, and whether they are good enough."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from ..module_utils._audit.fleet import Camera, combine
from ..module_utils._audit.parcel import pack
from ..module_utils._audit.summary_spec import SPEC
from ..module_utils._fleet import AUDIT
from ..module_utils._version import VERSION
from ..plugin_utils._fleet_store import stored
from ..plugin_utils._verdict import VerdictAction


class ActionModule(VerdictAction):
    """Reads what the audit registered for each camera."""

    spec = SPEC

    def collect(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The cameras of the play."""
        cameras = [self._camera(variables, name, params) for name in params["cameras"]]
        run = combine(cameras, level=params["level"], collection=VERSION, now=datetime.now(UTC))
        return run, self._parcel(params["parcel_limit"], run)

    @staticmethod
    def _parcel(limit: int, run: Mapping[str, Any]) -> dict[str, Any]:
        """The run in one text of at most C(limit) KiB, for a job whose disk is thrown away."""
        if limit <= 0:
            return {"parcel": None}
        parcel = pack(run)
        if len(parcel) <= limit * 1024:
            return {"parcel": parcel}
        said = (
            f"the result is too large for the artifacts of a job ({len(parcel) // 1024} KiB, {limit} are allowed): "
            "run more slices, or have the result file delivered"
        )
        return {"parcel": None, "warnings": [said]}

    @staticmethod
    def _camera(task_vars: Mapping[str, Any], name: str, params: Mapping[str, Any]) -> Camera:
        try:
            variables = task_vars["hostvars"][name]
        except KeyError:
            return Camera(name, None)
        # what one task has seen of all cameras; for those it left to others both are the same
        result = stored(task_vars, params["fleet"], name, AUDIT) if params["fleet"] is not None else None
        if result is None:
            result = variables.get(params["registered"])

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
