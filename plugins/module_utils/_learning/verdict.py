# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a lesson came to, setting by setting, for people and for the writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._catalog import SETTINGS
from .learner import Lesson
from .matching import AMBIGUOUS, LEARNED, NOT_SEEN, Finding
from .rows import Table

#: Fields that are no settings: they belong to requests of buttons.
BUTTONS = ("backup.encryption_password",)
_MOST_REQUESTS = 20


@dataclass(frozen=True)
class Verdict:
    """One setting. C(candidates) are names of places; C(step) and C(requests) are numbers: no value of the camera is kept."""

    setting: str
    state: str
    step: int
    requests: tuple[int, ...]
    why: str = ""
    candidates: tuple[str, ...] = ()

    @property
    def evidence(self) -> dict[str, Any]:
        """For the profile."""
        return {"step": self.step, "requests": list(self.requests[:_MOST_REQUESTS])}

    def shown(self, guide: str) -> dict[str, Any]:
        """For the result of the module."""
        row = SETTINGS[self.setting]
        return {
            "setting": self.setting,
            "label": row.label_for(guide),
            "menu_path": row.menu_path(guide),
            "state": self.state.replace(" ", "_"),
            "step": self.step,
            "requests": list(self.requests[:_MOST_REQUESTS]),
            "why": self.why,
            "candidates": list(self.candidates[:10]),
        }


def verdicts_of(lesson: Lesson) -> dict[str, Verdict]:
    """One verdict for each setting that the checklists asked for, in their order."""
    verdicts: dict[str, Verdict] = {}
    for one in lesson.expected.fields():
        setting = one.setting.id
        if setting in verdicts or setting in BUTTONS:
            continue
        steps = one.steps
        if setting in lesson.tables:
            verdicts[setting] = _table(lesson.tables[setting], min(steps))
        else:
            verdicts[setting] = _single(setting, lesson.findings.get(one.key), min(steps))
    return verdicts


def _single(setting: str, finding: Finding | None, step: int) -> Verdict:
    if finding is None or finding.state == NOT_SEEN:
        return Verdict(setting, NOT_SEEN, step, (), finding.why if finding and finding.why else "no request showed it")
    return Verdict(setting, finding.state, step, finding.requests, finding.why, finding.candidates)


def _table(table: Table, step: int) -> Verdict:
    why = table.why or ("no request showed it" if table.state == NOT_SEEN else "")
    return Verdict(table.setting, table.state, step, table.requests, why, table.candidates)


def demoted(verdict: Verdict, why: str) -> Verdict:
    """A setting that was found, but cannot be put into a profile."""
    return Verdict(verdict.setting, AMBIGUOUS, verdict.step, verdict.requests, why, verdict.candidates)


def marked(verdict: Verdict, waits: str | None) -> dict[str, Any]:
    """The evidence of a setting for the profile. C(waits) is where it is known from that it waits for a restart, if it does."""
    if waits is None:
        return {"learned": verdict.evidence}
    return {"restart": True, "learned": {**verdict.evidence, "restart": waits}}


def counts(verdicts: Mapping[str, Verdict]) -> dict[str, int]:
    """How many settings are in each state."""
    return {
        state.replace(" ", "_"): sum(verdict.state == state for verdict in verdicts.values())
        for state in (LEARNED, AMBIGUOUS, NOT_SEEN)
    }
