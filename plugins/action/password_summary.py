# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module password_summary: what was done with the passwords, as a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..module_utils._password_summary import FAILED, summarize, table
from ..plugin_utils._table import TableAction


class ActionModule(TableAction):
    """One row per camera, and the reasons of failures by camera."""

    summarize = staticmethod(summarize)
    table = staticmethod(table)

    def work(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Return the table as data, and print it."""
        result = super().work(params, variables)
        result["problems"] = {row["camera"]: row["message"] for row in result["cameras"] if row["status"] == FAILED}
        return result
