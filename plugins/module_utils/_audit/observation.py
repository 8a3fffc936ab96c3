# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What was observed for one control, from the inside and from outside, and what follows from both together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .words import FAIL, MANUAL, NOT_APPLICABLE, PASS, PROBE, SETTING, UNKNOWN


@dataclass(frozen=True)
class Observation:
    """One look at one fact. C(kind) is setting, probe or note; C(verdict) is a word of a result, but never waived."""

    kind: str
    verdict: str
    seen: str
    wanted: str = ""

    def as_dict(self) -> dict[str, str]:
        """Evidence, for the result."""
        return {"kind": self.kind, "seen": self.seen, "wanted": self.wanted}


@dataclass(frozen=True)
class Verdict:
    """What follows.

    C(compared): both the camera's word and the look from outside say something; C(disagree): they contradict each other.
    """

    result: str
    disagree: bool = False
    compared: bool = False


def conclude(observations: Sequence[Observation], one_way: bool = False) -> Verdict:
    """The result of a control.

    Anything that is wrong fails. The camera's own word is enough to pass; a look from outside is enough where the word is
    missing. C(one_way): that nothing was seen from outside does not contradict a setting that is wrong.
    """
    inside = _of_settings(one.verdict for one in observations if one.kind == SETTING)
    outside = _of_probes(one.verdict for one in observations if one.kind == PROBE)
    compared = inside in (PASS, FAIL) and outside in (PASS, FAIL)
    disagree = (inside, outside) == (PASS, FAIL) or ((inside, outside) == (FAIL, PASS) and not one_way)
    return Verdict(_both(inside, outside), disagree, compared)


def _both(inside: str | None, outside: str | None) -> str:
    if FAIL in (inside, outside):
        return FAIL
    if inside in (PASS, NOT_APPLICABLE):
        return inside
    if outside in (PASS, NOT_APPLICABLE):
        return outside
    return inside or outside or MANUAL


def _of_settings(verdicts: Iterable[str]) -> str | None:
    """All of them must be right."""
    found = set(verdicts)
    return next((word for word in (FAIL, UNKNOWN, MANUAL, PASS, NOT_APPLICABLE) if word in found), None)


def _of_probes(verdicts: Iterable[str]) -> str | None:
    """One that shows it is enough: others may be out of reach from here."""
    found = set(verdicts)
    return next((word for word in (FAIL, PASS, UNKNOWN, MANUAL, NOT_APPLICABLE) if word in found), None)
