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
from ..module_utils._version import VERSION
from ..plugin_utils._verdict import VerdictAction


class ActionModule(VerdictAction):
    """Reads what the audit registered for each camera."""

    spec = SPEC

    def collect(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """The cameras of the play."""
        hostvars = variables.get("hostvars", {})
        cameras = [self._camera(hostvars, name, params["registered"]) for name in params["cameras"]]
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
