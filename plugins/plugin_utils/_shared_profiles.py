# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Profiles are parsed once in a run, not by each worker: YAML takes ten times the CPU of the JSON that is kept for the others.

It lies in the folder for temporary files that Ansible makes for each run, readable by its user only, and removes at its end.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from typing import Any

from ansible import constants as C

from ._profile_file import read_profile


def shared_profile(path: str) -> dict[str, Any]:
    """The content of a profile file, as read_profile gives it. Raises ProfileError."""
    try:
        place = _place(path)
        with open(place, encoding="utf-8") as stream:
            kept: dict[str, Any] = json.load(stream)
    except (OSError, ValueError):
        data = read_profile(path)
    else:
        return kept
    text = _json(data)
    if text is not None:
        _keep(path, text)
    return data


def _place(path: str) -> str:
    """Another file, or another content of it, has another place. Raises OSError."""
    found = os.stat(path)
    content = f"{os.path.realpath(path)}\n{found.st_dev}\n{found.st_ino}\n{found.st_size}\n{found.st_mtime_ns}"
    return os.path.join(str(C.DEFAULT_LOCAL_TMP), f"netcam-profile-{hashlib.sha256(content.encode()).hexdigest()}.json")


def _json(data: dict[str, Any]) -> str | None:
    """None where JSON would make something else of it: YAML has dates, and keys that are no texts."""
    try:
        text = json.dumps(data)
    except (TypeError, ValueError):
        return None
    return text if json.loads(text) == data else None


def _keep(path: str, text: str) -> None:
    """Whole or not at all, because other workers read it meanwhile. What cannot be kept is parsed again."""
    try:
        place = _place(path)
        handle, temporary = tempfile.mkstemp(dir=os.path.dirname(place), prefix="netcam-profile-")
        with os.fdopen(handle, "w", encoding="utf-8") as stream:
            stream.write(text)
        os.replace(temporary, place)
    except OSError:
        return
