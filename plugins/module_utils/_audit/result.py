# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The result file of one audit run: put together, written, read. Its shape is docs/schemas/audit-1.json.

Reports are made of this file alone, so everything they show is in it, and nothing in it is secret.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from .._errors import FileProblem
from .._files import PRIVATE, make_folder_of, write_whole
from . import score as scores
from .words import LEVELS

SCHEMA = "netcam.hardening/audit/1"
#: Bytes. Ten thousand cameras with sixty controls each stay below it.
MAX_SIZE = 512 * 1024 * 1024
_KEYS = ("schema", "generated", "collection", "level", "score", "coverage", "counts", "controls", "cameras")
_LABEL = "result file of an audit"


def assemble(
    controls: Sequence[Mapping[str, Any]],
    cameras: Sequence[Mapping[str, Any]],
    *,
    level: str,
    collection: str,
    now: datetime,
) -> dict[str, Any]:
    """The result of a run out of its cameras' entries. C(now) has a time zone.

    Raises ValueError for an unknown level.
    """
    if level not in LEVELS:
        raise ValueError(f"{level!r} is no level")
    return {
        "schema": SCHEMA,
        "generated": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "collection": collection,
        "level": level,
        "score": scores.mean(camera["score"] for camera in cameras),
        "coverage": scores.mean(camera["coverage"] for camera in cameras),
        "counts": scores.total(camera["counts"] for camera in cameras),
        "controls": [dict(control) for control in controls],
        "cameras": [dict(camera) for camera in cameras],
    }


def write_result(path: str, result: Mapping[str, Any]) -> None:
    """Write a result, whole or not at all, for its owner only: it tells where a fleet is weak. Raises FileProblem."""
    write_text(path, as_text(result))


def as_text(result: Mapping[str, Any]) -> str:
    """One line of JSON. A character that no file can hold (half of a pair) becomes a question mark."""
    text = json.dumps(result, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", errors="replace").decode("utf-8") + "\n"


def write_text(path: str, text: str, label: str = _LABEL) -> None:
    """Write a file, whole or not at all, for its owner only. Raises FileProblem."""
    make_folder_of(path, 0o777, label)
    write_whole(path, text.encode("utf-8"), PRIVATE, label=label)


def read_result(path: str) -> dict[str, Any]:
    """Read a result. Raises FileProblem when it cannot be read, or is none of this version."""
    try:
        if os.stat(path).st_size > MAX_SIZE:
            raise FileProblem(f"{path} is larger than {MAX_SIZE // 1024 // 1024} MB", setting=_LABEL)
        with open(path, encoding="utf-8") as stream:
            result = json.load(stream)
    except OSError as error:
        raise FileProblem(f"{path} cannot be read: {error.strerror}", setting=_LABEL) from None
    except (ValueError, RecursionError):
        raise FileProblem(f"{path} is not JSON", setting=_LABEL) from None
    return checked(path, result)


def checked(name: str, result: Any) -> dict[str, Any]:
    """What was read as JSON, when it is a result of this version. Raises FileProblem."""
    said = result.get("schema") if isinstance(result, dict) else None
    if said != SCHEMA:
        raise FileProblem(
            f"{name} is not a result file that this version reads: its schema is {str(said)[:80]!r}, not {SCHEMA!r}",
            setting=_LABEL,
            hint="The role netcam.hardening.audit writes such files.",
        )
    missing = [key for key in _KEYS if key not in result]
    if missing:
        raise FileProblem(f"{name} lacks {', '.join(missing)}", setting=_LABEL)
    return dict(result)
