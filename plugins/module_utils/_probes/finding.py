# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What one probe saw: a state, facts for machines, a sentence for people. All text of a camera is made harmless here."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

SEEN, NOT_SEEN, UNKNOWN = "seen", "not_seen", "unknown"

#: Longest text that is taken over from a camera, in characters.
MAX_TEXT = 160


@dataclass
class Finding:
    """The answer of one probe.

    C(state): C(seen) what the probe looks for is there; C(not_seen) it is not; C(unknown) this could not be found out, and
    C(reason) says why. C(facts) is plain data, the same for the same camera but for its clock. C(seconds) is how long it
    took, which says nothing of the camera and takes no part in comparisons.
    """

    probe: str
    state: str
    evidence: str
    facts: dict[str, Any] = field(default_factory=dict)
    reason: str | None = None
    seconds: float = field(default=0.0, compare=False)

    def as_dict(self) -> dict[str, Any]:
        """Plain data for a result."""
        return {
            "state": self.state,
            "evidence": self.evidence,
            "facts": self.facts,
            "reason": self.reason,
            "seconds": round(self.seconds, 2),
        }


def seen(probe: str, evidence: str, **facts: Any) -> Finding:
    """What the probe looks for is there."""
    return Finding(probe, SEEN, evidence, facts)


def not_seen(probe: str, evidence: str, **facts: Any) -> Finding:
    """What the probe looks for is not there."""
    return Finding(probe, NOT_SEEN, evidence, facts)


def unknown(probe: str, reason: str, **facts: Any) -> Finding:
    """It could not be found out."""
    return Finding(probe, UNKNOWN, reason, facts, reason)


def clean(text: str | bytes | None, limit: int = MAX_TEXT) -> str:
    """Text of a stranger for people to read: one line, no control characters, bounded length."""
    if text is None:
        return ""
    if isinstance(text, bytes):
        text = text[: limit * 4].decode("utf-8", errors="replace")
    shown = "".join(letter if letter.isprintable() else " " for letter in text[: limit * 4])
    return " ".join(shown.split())[:limit].strip()
