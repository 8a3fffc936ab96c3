# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Operations of the Device Management service on rules for passwords and failed logins, as the WSDL has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .soap import OperationMissing, Soap
from .xml import Node, number, tag, truth

#: In the schema's order. All of them are optional: what a camera does not state, it does not have.
NUMBERS = ("MinLen", "Uppercase", "Number", "SpecialChars")
BLOCK, LOCKED = "BlockUsernameOccurrence", "PolicyConfigurationLocked"
FLAGS = (BLOCK, LOCKED)

Range = tuple[int, int]


def _range(node: Node | None) -> Range | None:
    """A tt:IntRange; None where it is missing or makes no sense."""
    if node is None:
        return None
    low, high = number(node.get("Min")), number(node.get("Max"))
    return (low, high) if low is not None and high is not None and low <= high else None


@dataclass(frozen=True)
class Rules:
    """Rules for passwords as stated, and what the camera says it can be asked for (None where it does not say)."""

    stated: Mapping[str, int | bool] = field(default_factory=dict)
    ranges: Mapping[str, Range] = field(default_factory=dict)
    can: Mapping[str, bool] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        """Whether the camera has this rule: it states it, or says that it can be asked for."""
        return name in self.stated if name not in self.can else self.can[name] or name in self.stated

    def value(self, name: str) -> int | bool:
        """A rule that is not stated is not in force."""
        return self.stated.get(name, False if name in FLAGS else 0)


def get_rules(soap: Soap) -> Rules:
    """GetPasswordComplexityConfiguration, and GetPasswordComplexityOptions where the camera has it."""
    response = soap.call(tag("tds:GetPasswordComplexityConfiguration")).node
    stated: dict[str, int | bool] = {}
    for name in NUMBERS:
        if (count := number(response.get(name))) is not None:
            stated[name] = count
    for name in FLAGS:
        if (flag := truth(response.get(name))) is not None:
            stated[name] = flag
    try:
        options = soap.call(tag("tds:GetPasswordComplexityOptions")).node
    except OperationMissing:
        options = Node("")
    ranges = {name: found for name in NUMBERS if (found := _range(options.find(f"{name}Range"))) is not None}
    can = {name: high > 0 for name, (_low, high) in ranges.items()}
    if (block := truth(options.get(f"{BLOCK}Supported"))) is not None:
        can[BLOCK] = block
    if not stated and not can:
        raise OperationMissing("the camera states no rules for passwords: it does not really have them")
    return Rules(stated, ranges, can)


def set_rules(soap: Soap, rules: Mapping[str, int | bool]) -> None:
    """SetPasswordComplexityConfiguration with these rules: what is left out is no longer asked for."""
    words = [tag(f"tds:{name}", rules[name]) for name in (*NUMBERS, *FLAGS) if name in rules]
    soap.call(tag("tds:SetPasswordComplexityConfiguration", *words))


def _whole(response: Node, *names: str) -> list[int]:
    found = [number(response.get(name)) for name in names]
    enabled = truth(response.get("Enabled"))
    if enabled is None or any(value is None for value in found):
        operation = response.name.removesuffix("Response") or "a call"
        raise OperationMissing(f"the camera answers {operation} with nothing: it does not really have it")
    return [int(enabled), *(value or 0 for value in found)]


def get_history(soap: Soap) -> tuple[bool, int]:
    """GetPasswordHistoryConfiguration: whether old passwords are refused, and how many of them."""
    enabled, length = _whole(soap.call(tag("tds:GetPasswordHistoryConfiguration")).node, "Length")
    return bool(enabled), length


def set_history(soap: Soap, enabled: bool, length: int) -> None:
    """SetPasswordHistoryConfiguration."""
    soap.call(tag("tds:SetPasswordHistoryConfiguration", tag("tds:Enabled", enabled), tag("tds:Length", length)))


@dataclass(frozen=True)
class FailureWarning:
    """After how many failed logins within how many seconds the camera sends an event, and what it can be set to."""

    enabled: bool
    period: int
    failures: int
    period_range: Range | None = None
    failures_range: Range | None = None


def get_warning(soap: Soap) -> FailureWarning:
    """GetAuthFailureWarningConfiguration, and GetAuthFailureWarningOptions where the camera has it."""
    response = soap.call(tag("tds:GetAuthFailureWarningConfiguration")).node
    enabled, period, failures = _whole(response, "MonitorPeriod", "MaxAuthFailures")
    try:
        options = soap.call(tag("tds:GetAuthFailureWarningOptions")).node
    except OperationMissing:
        options = Node("")
    ranges = _range(options.find("MonitorPeriodRange")), _range(options.find("AuthFailureRange"))
    return FailureWarning(bool(enabled), period, failures, *ranges)


def set_warning(soap: Soap, enabled: bool, period: int, failures: int) -> None:
    """SetAuthFailureWarningConfiguration; C(period) in seconds."""
    soap.call(
        tag(
            "tds:SetAuthFailureWarningConfiguration",
            tag("tds:Enabled", enabled),
            tag("tds:MonitorPeriod", period),
            tag("tds:MaxAuthFailures", failures),
        )
    )
