# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module summary: what a run changed, as a table."""

from __future__ import annotations

from ..module_utils._summary import SPEC, summarize, table
from ..plugin_utils._table import TableAction


class ActionModule(TableAction):
    """One row per camera."""

    spec = SPEC
    summarize = staticmethod(summarize)
    table = staticmethod(table)
