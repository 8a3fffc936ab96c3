# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a run found and did, in the one shape that every module returns (docs/results.md)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ._catalog import setting_of
from ._facts import Facts
from ._plan import Change
from ._values import shown


@dataclass
class Result:
    """Collected while a run goes on; also what a failed run has done so far."""

    changes: list[dict[str, Any]] = field(default_factory=list)
    manual: list[dict[str, Any]] = field(default_factory=list)
    not_applicable: list[str] = field(default_factory=list)
    settings: dict[str, Any] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)
    evidence: list[dict[str, Any]] = field(default_factory=list)
    restart: dict[str, bool] = field(default_factory=lambda: {"needed": False, "done": False})
    camera: dict[str, Any] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)

    def add_change(self, change: Change) -> None:
        """Record one change."""
        self.changes.append(change.as_result())

    def add_operation(self, setting_id: str, before: Any, after: Any, driver: str) -> None:
        """Record a change that is not a plain setting, such as a firmware update."""
        setting = setting_of(setting_id)
        self.changes.append(
            {
                "setting": setting_id,
                "label": setting.label,
                "area": setting.area,
                "chapter": setting.chapter,
                "before": before,
                "after": after,
                "driver": driver,
            }
        )

    def add_manual(self, key: str, family: str | None, reason: str) -> None:
        """Record a setting that no interface of this camera reaches."""
        if any(item["setting"] == key for item in self.manual):
            return
        setting = setting_of(key)
        self.manual.append(
            {
                "setting": key,
                "label": setting.label_for(family),
                "area": setting.area,
                "chapter": setting.chapter,
                "menu_path": setting.menu_path(family),
                "reason": reason,
            }
        )

    def add_evidence(self, key: str, seen: str) -> None:
        """Record what was seen from outside."""
        self.evidence.append({"setting": key, "seen": seen})

    def describe(self, facts: Facts, driver: str | None, login: str | None) -> None:
        """What the camera is."""
        self.camera = {
            "model": facts.model,
            "family": facts.family,
            "firmware": facts.firmware,
            "account": facts.account,
            "clock_drift": None if facts.drift is None else round(facts.drift, 1),
            "driver": driver,
            "login": login,
        }

    def state(self, values: Mapping[str, Any]) -> None:
        """The state after the run, secrets masked."""
        self.settings.update({key: shown(key, value) for key, value in values.items()})

    def as_dict(self) -> dict[str, Any]:
        """The result of a module. Diff is part of it always; Ansible shows it in diff mode only."""
        before = {change["setting"]: change["before"] for change in self.changes}
        after = {change["setting"]: change["after"] for change in self.changes}
        return {
            "changed": bool(self.changes),
            "changes": self.changes,
            "manual": self.manual,
            "not_applicable": self.not_applicable,
            "settings": self.settings,
            "evidence": self.evidence,
            "restart": self.restart,
            "camera": self.camera,
            "diff": {"before": before, "after": after},
            "warnings": list(dict.fromkeys(self.warnings)),
            **self.extra,
        }
