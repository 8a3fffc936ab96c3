# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Whether a folder is gone after a job of AWX: it runs in a container, of which only what is mounted from outside stays.

AWX names itself by variables of the job. ansible-runner mounts the job's own folder at /runner (in a pod it is part of the container),
and names it by AWX_ISOLATED_DATA_DIR, which is artifacts/JOB in it; it is removed after the job. A path exposed with the option O is an
overlay, whose changes are thrown away as well.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

#: Kinds of file systems that end with the container: its own layers, and memory.
_FLEETING = ("overlay", "fuse.fuse-overlayfs", "aufs", "tmpfs", "ramfs")
_MOUNTS = Path("/proc/self/mountinfo")


def is_job(variables: Mapping[str, object]) -> bool:
    """Whether these variables are those of a job of AWX or Automation Controller."""
    return "awx_job_id" in variables or "tower_job_id" in variables


def goes_with_the_job(folder: str) -> str:
    """Why C(folder), which need not exist yet, is gone after a job; empty when it stays, or when nobody can tell."""
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
    return fleeting(os.path.realpath(folder), mounts, os.environ.get("AWX_ISOLATED_DATA_DIR"))


def fleeting(path: str, mounts: str, artifacts: str | None) -> str:
    """The same, from the text of /proc/self/mountinfo (proc(5)) and the folder of the job's artifacts."""
    if artifacts:
        own = os.path.dirname(os.path.dirname(os.path.realpath(artifacts)))
        if own != "/" and _within(path, own):
            return f"it is in {own}, the folder of this job"
    point = kind = ""
    for found in map(_mount, mounts.splitlines()):
        # of several at one place the last one is seen
        if found and _within(path, found[0]) and len(found[0]) >= len(point):
            point, kind = found
    if kind not in _FLEETING:
        return ""
    return (
        f"it is part of the job's container ({kind} at {point})"
        if point == "/"
        else f"the file system of {point} is {kind}"
    )


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _mount(line: str) -> tuple[str, str] | None:
    """Mount point and kind of file system of one line; spaces and the like are written as octal numbers."""
    fields, separator, rest = line.partition(" - ")
    words = fields.split()
    if not separator or len(words) < 5 or not rest.split():
        return None
    point = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), words[4])
    return point, rest.split()[0]
