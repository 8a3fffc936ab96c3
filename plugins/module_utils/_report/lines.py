# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What the module prints: where the reports are, and what has changed since the run before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_MAX_CHANGES, _MAX_SEEN = 20, 100


def lines(files: Mapping[str, str], result: Mapping[str, Any], remarks: list[str], *, check: bool = False) -> list[str]:
    """As lines of text; the worst changes first."""
    text = list(remarks)
    drift = result["drift"]
    if drift is not None:
        score = f"score {_number(drift['score_before'])} before, {_number(drift['score'])} now"
        counted = ", ".join(f"{drift[word]} {word}" for word in ("worse", "better", "other"))
        text.append(f"Changes since {drift['since']}: {counted}; {score}.")
        for one in drift["changes"][:_MAX_CHANGES]:
            seen = one["seen"] if len(one["seen"]) <= _MAX_SEEN else f"{one['seen'][: _MAX_SEEN - 3]}..."
            text.append(
                f"  {one['direction']}: {one['camera']} {one['control']}, {one['before']} before, {one['after']} now: {seen}"
            )
        for fact in drift["facts"][:_MAX_CHANGES]:
            text.append(f"  {fact['camera']}: {fact['what']} was {fact['before'] or '-'}, is {fact['after'] or '-'}")
        left = max(0, len(drift["changes"]) - _MAX_CHANGES) + max(0, len(drift["facts"]) - _MAX_CHANGES)
        if left:
            text.append(f"  ... and {left} more in the report")
    made = "Report that would be written" if check else "Report"
    text += [f"{made} ({kind}): {path}" for kind, path in files.items()]
    return [_shown(line) for line in text]


def _shown(line: str) -> str:
    """One line without control characters: a camera's word must not move the cursor of a terminal."""
    plain = "".join(letter if letter.isprintable() else "?" for letter in " ".join(line.split()))
    return f"  {plain}" if line.startswith("  ") else plain


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:g}"
