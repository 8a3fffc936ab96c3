# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a control is: one rule that can be audited, as data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._catalog import FAMILIES, FAMILY_2022, FAMILY_PRE2022, SETTINGS
from .observation import Observation
from .references import REFERENCES
from .scene import Scene
from .words import ATTESTATION, BOTH, PROBE, SETTING

Look = Callable[[Scene], list[Observation]]

CANON = "Canon guide"
IPRO = "i-PRO operating instructions 16.2.5"
IPRO_MANUAL = "i-PRO manual"
BASELINE = "ONVIF Security Baseline 26.06"
ONVIF = "ONVIF Device Management"
OURS = "netcam.hardening"


@dataclass(frozen=True)
class Control:
    """One rule.

    C(settings) are the rows of the catalog it is about: pages, menus and, where the row recommends a value, what is wanted
    come from there. C(inside) judges settings in another way than by the recommended value, C(outside) judges by probes.
    C(by_person): only a person can judge it; settings are shown to him at most. C(of_others): judged by whether the settings
    and the probes of all other controls agree. C(one_way): see C(conclude).
    C(variable) and C(value) are the role harden's variable that brings it about; C(do) says what a person does.
    C(page) and C(menu) are for what has no row in the catalog. C(families) limits it to cameras that can have it.
    """

    id: str
    title: str
    chapter: str
    severity: str
    level: str
    topic: str
    settings: tuple[str, ...] = ()
    inside: Look | None = None
    outside: Look | None = None
    by_person: bool = False
    one_way: bool = False
    of_others: bool = False
    variable: str = ""
    value: str = ""
    do: str = ""
    source: str = CANON
    page: Mapping[str, str] = field(default_factory=dict)
    menu: Mapping[str, str] = field(default_factory=dict)
    families: tuple[str, ...] = ()

    @property
    def method(self) -> str:
        """How it is judged."""
        if self.by_person:
            return ATTESTATION
        inside = self.inside is not None or bool(self.settings)
        if self.of_others or (inside and self.outside is not None):
            return BOTH
        return SETTING if inside else PROBE

    def pages(self) -> dict[str, str]:
        """Page of the guide by family."""
        if self.page:
            return dict(self.page)
        found: dict[str, list[str]] = {}
        for setting_id in self.settings:
            for family, page in SETTINGS[setting_id].page.items():
                if page and page not in found.setdefault(family, []):
                    found[family].append(page)
        return {family: ", ".join(found[family]) for family in FAMILIES if found.get(family)}

    def menus(self) -> dict[str, str]:
        """Menu path by family: of all its settings, each once."""
        if self.menu:
            return dict(self.menu)
        found: dict[str, list[str]] = {}
        for setting_id in self.settings:
            for family, menu in SETTINGS[setting_id].menu.items():
                if menu and menu not in found.setdefault(family, []):
                    found[family].append(menu)
        return {family: "; ".join(found[family]) for family in FAMILIES if found.get(family)}

    def fix(self, family: str | None) -> str:
        """A line for the camera's variables, or what a person does."""
        if self.variable:
            return f"{self.variable}: {self.value}"
        if self.do:
            return self.do
        menus = self.menus()
        return menus.get(family or "") or next(iter(menus.values()), "") or "On the camera's own setting page."

    def as_dict(self) -> dict[str, Any]:
        """For the result file."""
        return {
            "id": self.id,
            "title": self.title,
            "chapter": self.chapter,
            "pages": self.pages(),
            "menu": self.menus(),
            "severity": self.severity,
            "level": self.level,
            "method": self.method,
            "remediation": {"variable": self.variable, "value": self.value} if self.variable else None,
            "references": [dict(reference) for reference in REFERENCES[self.topic]],
            "source": self.source,
        }


def guide(a: str, b: str) -> dict[str, str]:
    """Pages, or menus, of part A and part B of the guide."""
    return {FAMILY_2022: a, FAMILY_PRE2022: b}
