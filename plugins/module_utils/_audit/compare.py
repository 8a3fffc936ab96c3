# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The usual way to judge settings: each stands as the catalog recommends."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .._catalog import SETTINGS, Setting
from .._values import shown
from .observation import Observation
from .scene import Scene
from .words import FAIL, MANUAL, NOT_APPLICABLE, PASS, SETTING, UNKNOWN

#: Longest text of a setting in the evidence, in characters.
_MAX_TEXT = 200


def said(setting: Setting, value: Any) -> str:
    """A value in the guide's words, bounded. Secrets are masked."""
    if setting.kind == "switch":
        return setting.words[0] if value else setting.words[1]
    text = str(shown(setting.id, value))
    return text if len(text) <= _MAX_TEXT else f"{text[:_MAX_TEXT]}..."


def named(scene: Scene, setting: Setting, value: Any) -> str:
    """Label and value, and whether it is a factory default."""
    note = " (factory default)" if scene.delivered else ""
    return f"[{setting.label_for(scene.family)}] {said(setting, value)}{note}"


def missing(scene: Scene, setting_id: str, wanted: str = "") -> Observation | None:
    """Why a setting has no value: it does not exist here, no interface reaches it, or it was not read. None when it has."""
    setting = SETTINGS[setting_id]
    label = f"[{setting.label_for(scene.family)}]"
    if not scene.exists(setting_id):
        return Observation(SETTING, NOT_APPLICABLE, f"{label} does not exist on this camera", wanted)
    if scene.values.get(setting_id) is not None:
        return None
    if setting_id in scene.manual and setting.standard:
        # what a standard has and the guides have not exists where the camera offers it, and nowhere else
        return Observation(SETTING, NOT_APPLICABLE, f"{label} is not offered: {scene.manual[setting_id]}", wanted)
    if setting_id in scene.manual:
        return Observation(SETTING, MANUAL, f"{label} cannot be read: {scene.manual[setting_id]}", wanted)
    return Observation(SETTING, UNKNOWN, f"{label} was not read: {scene.why_not(setting_id)}", wanted)


def judge(scene: Scene, setting_id: str, wanted: str, right: Callable[[Any], bool]) -> Observation:
    """One setting by a rule. C(wanted) is the rule in words."""
    gone = missing(scene, setting_id, wanted)
    if gone is not None:
        return gone
    value = scene.values[setting_id]
    verdict = PASS if right(value) else FAIL
    return Observation(SETTING, verdict, named(scene, SETTINGS[setting_id], value), wanted)


def equal(scene: Scene, setting_id: str, wanted: Any) -> Observation:
    """One setting by a value."""
    return judge(scene, setting_id, said(SETTINGS[setting_id], wanted), lambda value: bool(value == wanted))


def as_recommended(scene: Scene, setting_ids: Iterable[str]) -> list[Observation]:
    """Each of them by the catalog's recommendation."""
    return [equal(scene, setting_id, SETTINGS[setting_id].recommended) for setting_id in setting_ids]


def note(kind: str, verdict: str, seen: str, wanted: str = "") -> list[Observation]:
    """One observation that is no plain setting."""
    return [Observation(kind, verdict, seen, wanted)]
