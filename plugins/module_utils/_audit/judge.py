# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""From what is known of a camera to a result per control: observations, what follows from them, waivers, attestations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from .._catalog import SETTINGS
from .compare import as_recommended
from .control import Control
from .observation import Observation, conclude
from .scene import Scene
from .words import FAIL, MANUAL, NOT_APPLICABLE, NOTE, PASS, PROBE, UNKNOWN, WAIVED


@dataclass(frozen=True)
class Waiver:
    """Somebody accepts that a control is not met. C(expires) is the last day of it."""

    control: str
    reason: str
    expires: date

    def as_dict(self) -> dict[str, str]:
        """For the result."""
        return {"reason": self.reason, "expires": self.expires.isoformat()}


@dataclass(frozen=True)
class Attestation:
    """Somebody has looked at what only a person can judge, and it was as it should be."""

    control: str
    by: str
    date: date

    def as_dict(self) -> dict[str, str]:
        """For the result."""
        return {"by": self.by, "date": self.date.isoformat()}


@dataclass(frozen=True)
class Papers:
    """What people have said of one camera, and until when it counts. C(days): how long an attestation holds."""

    today: date
    waivers: Mapping[str, Waiver] = field(default_factory=dict)
    attestations: Mapping[str, Attestation] = field(default_factory=dict)
    days: int = 365


def judge(scene: Scene, controls: Sequence[Control], papers: Papers) -> list[dict[str, Any]]:
    """One result per control, in their order."""
    seen = [_look(scene, control) for control in controls]
    found = [_finish(scene, *pair, papers) for pair in zip(controls, seen, strict=True)]
    clashes = [result for result in found if result["disagree"]]
    compared = any(conclude(observations).compared for observations in seen)
    for number, control in enumerate(controls):
        if control.of_others:
            found[number] = _finish(scene, control, _consistency(clashes, compared), papers)
    return found


def _look(scene: Scene, control: Control) -> list[Observation]:
    if control.families and scene.family is not None and scene.family not in control.families:
        return [Observation(NOTE, NOT_APPLICABLE, "this camera has nothing like it")]
    if control.by_person:
        return control.inside(scene) if control.inside and scene.inside else []
    found: list[Observation] = []
    if control.inside is not None:
        found += control.inside(scene)
    elif control.settings:
        found += as_recommended(scene, control.settings)
    if control.outside is not None:
        found += control.outside(scene)
    return found


def _consistency(clashes: Iterable[Mapping[str, Any]], compared: bool) -> list[Observation]:
    """The camera's word against what was seen, over all controls."""
    wanted = "settings and probes agree"
    found = [f"{clash['control']}: {'; '.join(item['seen'] for item in clash['evidence'])}" for clash in clashes]
    if found:
        return [Observation(PROBE, FAIL, text, wanted) for text in found]
    if compared:
        return [Observation(PROBE, PASS, "whatever was looked at from both sides is the same", wanted)]
    return [Observation(PROBE, UNKNOWN, "nothing was looked at from both sides", wanted)]


def _finish(scene: Scene, control: Control, observations: Sequence[Observation], papers: Papers) -> dict[str, Any]:
    if observations and all(one.kind == NOTE for one in observations):
        result, disagree = NOT_APPLICABLE, False
    else:
        verdict = conclude(observations, control.one_way)
        result, disagree = verdict.result, verdict.disagree
    evidence = [one.as_dict() for one in observations]
    attestation, waiver = papers.attestations.get(control.id), papers.waivers.get(control.id)
    if result == MANUAL:
        result = _attested(attestation, papers, evidence)
    if result in (FAIL, MANUAL, UNKNOWN) and waiver is not None:
        result = _waived(waiver, papers.today, evidence)
    return {
        "control": control.id,
        "result": result,
        "evidence": evidence,
        "disagree": disagree,
        "fix": _fix(scene, control) if result in (FAIL, MANUAL) else "",
        "waiver": waiver.as_dict() if waiver else None,
        "attestation": attestation.as_dict() if attestation else None,
    }


def _attested(attestation: Attestation | None, papers: Papers, evidence: list[dict[str, str]]) -> str:
    """What only a person can judge passes when somebody has, not long ago."""
    if attestation is None:
        evidence.append(_note("nobody has attested it", "an attestation with name and date"))
        return MANUAL
    if attestation.date > papers.today:
        evidence.append(_note(f"attested on {attestation.date}, which is yet to come", "a date that has been"))
        return MANUAL
    if attestation.date + timedelta(days=papers.days) < papers.today:
        evidence.append(
            _note(f"attested by {attestation.by} on {attestation.date}", f"not more than {papers.days} days ago")
        )
        return MANUAL
    evidence.append(_note(f"attested by {attestation.by} on {attestation.date}", ""))
    return PASS


def _waived(waiver: Waiver, today: date, evidence: list[dict[str, str]]) -> str:
    """A waiver holds until its last day; one that has expired fails, whatever was seen."""
    if waiver.expires < today:
        evidence.append(_note(f"the waiver expired on {waiver.expires}: {waiver.reason}", "a waiver that is in force"))
        return FAIL
    evidence.append(_note(f"waived until {waiver.expires}: {waiver.reason}", ""))
    return WAIVED


def _fix(scene: Scene, control: Control) -> str:
    """A variable helps only where an interface reaches the setting."""
    menus = [SETTINGS[key].menu_path(scene.family) for key in control.settings if key in scene.manual]
    return f"By hand: {'; '.join(dict.fromkeys(menus))}" if menus else control.fix(scene.family)


def _note(seen: str, wanted: str) -> dict[str, str]:
    return {"kind": NOTE, "seen": seen, "wanted": wanted}
