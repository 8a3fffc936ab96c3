# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What has to be put back, in a file that outlives a cut: read first by the next run on the same camera.

The file may hold a temporary password of the administrator, so only its owner may read it, and it goes when all is back.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._catalog import SETTINGS, split_key
from .._drivers.base import Assignment
from .._errors import FileProblem, NetcamError
from .._operations.base import write_file

_LABEL = "profile_proof"
_FORMAT = 1


@dataclass
class State:
    """What a run on one camera has still to put back. C(account) is the temporary administrator, C(saved) says whether the
    test values may have survived a restart."""

    path: str
    camera: str
    profile: str
    put_back: list[Assignment] = field(default_factory=list)
    account: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def pending(self) -> bool:
        """Whether something is left."""
        return bool(self.put_back) or self.account is not None

    def remember(self, put_back: Iterable[Assignment], account: tuple[str, str] | None = None) -> None:
        """Write down what is about to be changed, before it is. Raises FileProblem."""
        self.put_back = list(put_back)
        self.account = account
        content = {
            "format": _FORMAT,
            "camera": self.camera,
            "profile": self.profile,
            "put_back": [_as_data(assignment) for assignment in self.put_back],
            "account": None if account is None else list(account),
        }
        write_file(self.path, json.dumps(content, indent=1).encode(), _LABEL)

    def done(self) -> None:
        """All is back. Raises FileProblem."""
        self.put_back, self.account = [], None
        try:
            os.unlink(self.path)
        except FileNotFoundError:
            pass
        except OSError as error:
            raise FileProblem(f"{self.path} cannot be removed: {error.strerror}", setting=_LABEL) from None


def load_state(path: str, camera: str, profile: str) -> State:
    """What an earlier run left. Raises FileProblem when the file is another camera's, or no such file."""
    state = State(path, camera, profile)
    try:
        with open(path, encoding="utf-8") as handle:
            content = json.load(handle)
    except FileNotFoundError:
        return state
    except (OSError, ValueError):
        raise _broken(path) from None
    if not isinstance(content, Mapping) or content.get("format") != _FORMAT:
        raise _broken(path)
    if content.get("camera") != camera:
        raise FileProblem(
            f"{path} holds what has to be put back on {content.get('camera')!r}, not on {camera!r}",
            setting=_LABEL,
            hint="Run the proof on that camera first, or give each camera a state_file of its own.",
        )
    try:
        state.put_back = [_from_data(item) for item in content["put_back"]]
        account = content["account"]
        state.account = None if account is None else (str(account[0]), str(account[1]))
    except (KeyError, TypeError, ValueError, IndexError, NetcamError):
        raise _broken(path) from None
    return state


def _broken(path: str) -> FileProblem:
    return FileProblem(
        f"{path} is not what an earlier run has left",
        setting=_LABEL,
        hint="Look at the camera's settings, put back by hand what the last run has changed, and remove the file.",
    )


def _as_data(assignment: Assignment) -> dict[str, Any]:
    if assignment.rows is None:
        return {"key": assignment.key, "value": assignment.value}
    rows = {
        str(position): None
        if row is None
        else {name: cell for name, cell in row.items() if isinstance(cell, (str, int))}
        for position, row in assignment.rows.items()
    }
    return {"key": assignment.key, "rows": rows}


def _from_data(item: Mapping[str, Any]) -> Assignment:
    key = str(item["key"])
    if split_key(key)[0] not in SETTINGS:
        raise ValueError(key)
    if "rows" in item:
        return Assignment(key, rows={int(position): row for position, row in item["rows"].items()})
    return Assignment(key, item["value"])
