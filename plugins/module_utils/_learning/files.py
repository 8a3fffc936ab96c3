# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Files of the lesson: read with a limit, written whole or not at all, for the owner's eyes only (they hold passwords)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from .._errors import FileProblem
from .._files import PRIVATE, make_folder_of, read_whole, write_whole

MAX_CHECKLIST = 4 * 1024 * 1024
VERSION = 1
_STEP_KEYS = ("number", "sheet", "round", "kind")
KINDS = ("open", "value", "switch", "choice", "row", "press", "back", "operation")


def read_text(path: str, limit: int, what: str) -> str:
    """The text of a file of at most C(limit) bytes. Raises FileProblem."""
    try:
        return read_whole(path, limit, what).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise FileProblem(f"{what} {path} is not UTF-8 text") from None


def write_text(path: str, text: str) -> None:
    """Replace a file by way of a new one beside it, mode 0600. Missing folders are made. Raises FileProblem."""
    write_file(path, text.encode("utf-8"))


def write_file(path: str, content: bytes) -> None:
    """The same with any content. Raises FileProblem."""
    make_folder_of(path, 0o700)
    write_whole(path, content, PRIVATE)


def read_checklist(path: str) -> dict[str, Any]:
    """A checklist that this collection made. Raises FileProblem where it is none, or was edited beyond recognition."""
    try:
        data = json.loads(read_text(path, MAX_CHECKLIST, "the checklist"))
    except (ValueError, RecursionError):
        raise FileProblem(f"the checklist {path} is not JSON") from None
    if not isinstance(data, dict) or data.get("checklist_version") != VERSION:
        raise FileProblem(f"{path} is not a checklist of version {VERSION}")
    steps = data.get("steps")
    if not isinstance(steps, list) or not all(_is_step(step) for step in steps):
        raise FileProblem(f"the checklist {path} has a step that is none")
    if not all(isinstance(data.get(key), kind) for key, kind in (("guide", str), ("model", str), ("settings", list))):
        raise FileProblem(f"the checklist {path} does not say what it is for")
    return data


def _is_step(step: Any) -> bool:
    if not isinstance(step, Mapping) or not all(key in step for key in _STEP_KEYS) or step["kind"] not in KINDS:
        return False
    return step["kind"] not in ("value", "switch", "choice", "row") or all(
        key in step for key in ("setting", "key", "marker")
    )


def checklist_text(checklist: Mapping[str, Any]) -> str:
    """The machine-readable form."""
    return json.dumps(checklist, indent=1, ensure_ascii=False) + "\n"
