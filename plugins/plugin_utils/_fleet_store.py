# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The whole results of a fleet, one file per camera, so that the task's own result stays small.

They lie in the folder for temporary files that Ansible makes for each run, readable by its user only, and removes at its end.
Secrets are taken out before. A result belongs to the run that made it: of another run's folder nothing is taken.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from typing import Any

from ansible import constants as C

_PREFIX = "netcam-fleet-"


class Store:
    """The folder of one task's results."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    @classmethod
    def new(cls) -> Store:
        """A new, empty one."""
        return cls(tempfile.mkdtemp(prefix=_PREFIX, dir=C.DEFAULT_LOCAL_TMP))

    def write(self, number: int, outcome: Mapping[str, Any]) -> None:
        """Keep the result of the camera with this number."""
        with open(self._path(number), "w", encoding="utf-8", opener=_private) as stream:
            # as one text: writing it piece by piece takes four times the CPU
            stream.write(json.dumps(outcome, default=str))

    def read(self, number: int) -> dict[str, Any] | None:
        """The result of a camera, None where there is none."""
        try:
            with open(self._path(number), encoding="utf-8") as stream:
                found = json.load(stream)
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def _path(self, number: int) -> str:
        return os.path.join(self.folder, f"{int(number)}.json")


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def stored(variables: Mapping[str, Any], registered: str, camera: str, module: str) -> dict[str, Any] | None:
    """What an earlier task of this run with all cameras found out about one of them; None where it did not look.

    C(registered) is the variable in which that task's result is.
    """
    result = variables.get(registered)
    if not isinstance(result, Mapping) or result.get("module") != module:
        return None
    folder = str(result.get("folder") or "")
    if os.path.dirname(folder) != str(C.DEFAULT_LOCAL_TMP) or not os.path.basename(folder).startswith(_PREFIX):
        return None
    number = (result.get("numbers") or {}).get(camera)
    return None if number is None else Store(folder).read(number)
