# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a lesson came to, setting by setting, for people and for the writers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .._catalog import SETTINGS
from .checklist import asked_of
from .learner import Lesson
from .matching import AMBIGUOUS, LEARNED, NOT_SEEN, Finding
from .rows import Table
from .sheets import LEFT_OUT

#: Fields that are no settings: they belong to requests of buttons.
BUTTONS = ("backup.encryption_password",)
_MOST_REQUESTS = 20
#: Fields that go with a button beside them: the subject of a certificate that is made.
_OF_OPERATIONS = ("certificate",)
#: No checklist asks for it, and nothing else teaches it.
LEFT = "left out"
#: How a setting was learned that nobody touched.
FROM_PAGE = "page"


@dataclass(frozen=True)
class Verdict:
    """One setting. C(candidates) are names of places; C(step) and C(requests) are numbers: no value of the camera is kept.

    C(found) is C(page) where it was left alone, and known from what the page shows of it; empty where steps have set it.
    """

    setting: str
    state: str
    step: int
    requests: tuple[int, ...]
    why: str = ""
    candidates: tuple[str, ...] = ()
    found: str = ""

    @property
    def evidence(self) -> dict[str, Any]:
        """For the profile."""
        how = {"from": self.found} if self.found else {}
        return {"step": self.step, "requests": list(self.requests[:_MOST_REQUESTS]), **how}

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
            "from": self.found,
        }


def verdicts_of(lesson: Lesson) -> dict[str, Verdict]:
    """One verdict for each setting that the checklists asked for, in their order, then those that they leave alone.

    Whoever followed a whole checklist gets one for each setting of the guide that the collection knows how to write.
    """
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
    whole = set(asked_of(lesson.expected.guide)) <= verdicts.keys()
    for setting, why in LEFT_OUT.items():
        if setting in lesson.expected.left_alone:
            verdicts[setting] = _left_alone(lesson.findings[setting], lesson.expected.left_alone[setting])
        elif whole and setting not in verdicts and lesson.expected.guide in SETTINGS[setting].limits:
            verdicts[setting] = Verdict(setting, LEFT, 0, (), f"not asked for: {why}")
    return verdicts


def writable_of(guide: str) -> tuple[str, ...]:
    """The settings of a guide's family that have a value to write: neither shown only, nor part of an operation."""
    return tuple(
        one.id for one in SETTINGS.values()
        if guide in one.limits and not (one.readonly or one.action) and one.area not in _OF_OPERATIONS
    )  # fmt: skip


def _left_alone(finding: Finding, step: int) -> Verdict:
    setting = finding.field.setting.id
    why = "" if finding.state == LEARNED else f"{finding.why}; not asked for: {LEFT_OUT[setting]}"
    return Verdict(setting, finding.state, step, finding.requests, why, finding.candidates, FROM_PAGE)


def _single(setting: str, finding: Finding | None, step: int) -> Verdict:
    if finding is None or finding.state == NOT_SEEN:
        return Verdict(setting, NOT_SEEN, step, (), finding.why if finding and finding.why else "no request showed it")
    return Verdict(setting, finding.state, step, finding.requests, finding.why, finding.candidates)


def _table(table: Table, step: int) -> Verdict:
    why = table.why or ("no request showed it" if table.state == NOT_SEEN else "")
    return Verdict(table.setting, table.state, step, table.requests, why, table.candidates)


def demoted(verdict: Verdict, why: str) -> Verdict:
    """A setting that was found, but cannot be put into a profile."""
    return replace(verdict, state=AMBIGUOUS, why=why)


def marked(verdict: Verdict, waits: str | None) -> dict[str, Any]:
    """The evidence of a setting for the profile. C(waits) is where it is known from that it waits for a restart, if it does."""
    if waits is None:
        return {"learned": verdict.evidence}
    return {"restart": True, "learned": {**verdict.evidence, "restart": waits}}


def counts(verdicts: Mapping[str, Verdict]) -> dict[str, int]:
    """How many settings are in each state."""
    return {
        state.replace(" ", "_"): sum(verdict.state == state for verdict in verdicts.values())
        for state in (LEARNED, AMBIGUOUS, NOT_SEEN, LEFT)
    }
