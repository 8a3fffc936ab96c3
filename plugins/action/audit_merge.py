# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module audit_merge: the results of several jobs as one."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from ..module_utils._audit.gather import gather
from ..module_utils._audit.merge import remarks
from ..module_utils._audit.summary_spec import MERGE_SPEC
from ..plugin_utils._verdict import VerdictAction


class ActionModule(VerdictAction):
    """Reads result files and parcels."""

    spec = MERGE_SPEC

    def collect(self, params: Mapping[str, Any], variables: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        """What the jobs have left."""
        files = [os.path.abspath(os.path.expanduser(path)) for path in params["files"]]
        parcels = {str(name): str(text) for name, text in params["parcels"].items()}
        run, missing = gather(files, parcels, params["cameras"])
        return run, {"missing": missing, "remarks": remarks(run)}
