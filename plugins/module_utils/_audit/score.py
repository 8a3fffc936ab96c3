# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The score (docs/audit.md): which part of what was judged, or could have been, is as it should be.

    score    = 100 x weight(pass) / weight(pass + fail + unknown)
    coverage = 100 x weight(pass + fail) / weight(pass + fail + unknown + manual)

What only a person can judge is not in the score, so a good score alone says nothing of it: that is what coverage is for.
What could have been seen and was not is in the score, as not passed. Waived and not applicable controls are in neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .words import FAIL, MANUAL, PASS, RESULTS, UNKNOWN, WEIGHTS


def counts(results: Iterable[str]) -> dict[str, int]:
    """How many controls have which result."""
    found = dict.fromkeys(RESULTS, 0)
    for result in results:
        found[result] += 1
    return found


def total(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """Counts of several cameras together."""
    found = dict.fromkeys(RESULTS, 0)
    for part in parts:
        for result in RESULTS:
            found[result] += part[result]
    return found


def score(judged: Iterable[tuple[str, str]]) -> float | None:
    """Of pairs of severity and result: 0 to 100, or None where nothing counts."""
    return _share(judged, {PASS}, {PASS, FAIL, UNKNOWN})


def coverage(judged: Iterable[tuple[str, str]]) -> float | None:
    """Of pairs of severity and result: 0 to 100, or None where nothing counts."""
    return _share(judged, {PASS, FAIL}, {PASS, FAIL, UNKNOWN, MANUAL})


def mean(scores: Iterable[float | None]) -> float | None:
    """Of the cameras that have one."""
    there = [value for value in scores if value is not None]
    return floor(sum(there) / len(there)) if there else None


def _share(judged: Iterable[tuple[str, str]], part: set[str], whole: set[str]) -> float | None:
    pairs = list(judged)
    below = sum(WEIGHTS[severity] for severity, result in pairs if result in whole)
    above = sum(WEIGHTS[severity] for severity, result in pairs if result in part)
    return floor(100 * above / below) if below else None


def floor(value: float) -> float:
    """One decimal, downwards: 100.0 means that nothing at all is missing."""
    return int(value * 10 + 1e-6) / 10
