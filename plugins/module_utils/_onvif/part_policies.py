# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Rules for passwords, password history, warnings about failed logins. Nothing is ever locked here.

PolicyConfigurationLocked is taken away again only by a hard reset to factory defaults, so it is sent back as the camera
stated it, and a camera that is locked is not written at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._catalog import SETTINGS
from .._drivers.base import Assignment, Reading
from .._errors import InvalidValue, Refused
from . import policies
from .parts import NO_USERS, Part, only
from .policies import FailureWarning, Range, Rules
from .soap import FaultAnswer

_AREA = "account_policy"


def _check_range(key: str, value: int, limits: Range | None) -> None:
    """Raises InvalidValue for what the camera itself says it does not take."""
    if limits is not None and not limits[0] <= value <= limits[1]:
        raise InvalidValue(
            f"{value} is outside {limits[0]}-{limits[1]}, which this camera states as its limits",
            setting=f"{key} {SETTINGS[key].where(None)}",
            hint="Choose a value within them for this camera. Nothing was written.",
        )


class _PolicyPart(Part):
    """One of the policies that a camera lists in Security@SecurityPolicies."""

    policy = ""
    title = ""

    def gate(self, setting_id: str) -> str | None:
        """Advertised in Security@SecurityPolicies."""
        services = self.camera.services
        if services.says("System", "UserConfigNotSupported"):
            return NO_USERS
        listed = services.words.get(("Security", "SecurityPolicies"), "").split()
        if self.policy in listed or (not services.complete and not listed):
            return None
        return f"the camera does not advertise {self.title} to ONVIF clients"

    def explained(self, error: FaultAnswer, key: str) -> FaultAnswer | InvalidValue | Refused:
        """A fault of a setter in words of the setting."""
        if error.fault.says("PolicyConfigurationLocked"):
            return locked(key)
        if error.fault.says("InvalidArgVal", "InvalidArgs"):
            return InvalidValue(f"the camera does not take this value ({error.fault})", setting=key)
        error.setting = key
        return error


def locked(key: str) -> Refused:
    """The error of a camera whose rules are locked."""
    return Refused(
        "the rules for passwords are locked on this camera, and only a hard reset to factory defaults unlocks them",
        setting=f"{key} {SETTINGS[key].where(None)}",
        hint="Leave complexity out for this camera, or reset it (module initialization). Nothing was written.",
    )


class ComplexityPart(_PolicyPart):
    """Get and SetPasswordComplexityConfiguration: read, modify, send all."""

    policy, title = "PasswordComplexity", "rules for passwords"
    _field = {
        f"{_AREA}.complexity.min_length": "MinLen",
        f"{_AREA}.complexity.uppercase": "Uppercase",
        f"{_AREA}.complexity.number": "Number",
        f"{_AREA}.complexity.special_chars": "SpecialChars",
        f"{_AREA}.complexity.block_username_occurrence": policies.BLOCK,
        f"{_AREA}.complexity.locked": policies.LOCKED,
    }
    settings = tuple(_field)

    def missing(self, key: str) -> str | None:
        """Each rule is optional."""
        name = self._field[key]
        if name == policies.LOCKED or self._rules().has(name):
            return None
        return f"the camera has no rule {name} for passwords"

    def _rules(self) -> Rules:
        return self.page("rules", lambda: policies.get_rules(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """Rules in force; 0 and false where nothing is asked for."""
        rules = self._rules()
        return only({key: rules.value(name) for key, name in self._field.items()}, ids)

    def check(self, key: str, value: Any) -> None:
        """Against the lock, the ranges of the camera, and its longest password."""
        rules = self._rules()
        if rules.value(policies.LOCKED):
            raise locked(key)
        name = self._field[key]
        _check_range(key, value, rules.ranges.get(name))
        longest = self.camera.services.limit("Security", "MaxPasswordLength")
        if name in policies.NUMBERS and longest is not None and value > longest:
            raise InvalidValue(
                f"{value} characters are asked for, but a password of this camera has at most {longest}",
                setting=f"{key} {SETTINGS[key].where(None)}",
                hint="No password could be set any more. Nothing was written.",
            )

    def put(self, assignments: Sequence[Assignment]) -> None:
        """All rules that the camera has, with the wanted values."""
        self.forget()
        rules = self._rules()
        if rules.value(policies.LOCKED):
            raise locked(assignments[0].key)
        wanted = {**rules.stated, **{self._field[item.key]: item.value for item in assignments}}
        try:
            policies.set_rules(self.camera.soap, wanted)
        except FaultAnswer as error:
            raise self.explained(error, assignments[0].key) from None


class HistoryPart(_PolicyPart):
    """Get and SetPasswordHistoryConfiguration."""

    policy, title = "PasswordHistory", "a password history"
    settings = (f"{_AREA}.history.enable", f"{_AREA}.history.length")

    def gate(self, setting_id: str) -> str | None:
        """Advertised as Security@MaxPasswordHistory, or in Security@SecurityPolicies."""
        if self.camera.services.limit("Security", "MaxPasswordHistory") is not None:
            return None
        return super().gate(setting_id)

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same."""
        self._history()
        return None

    def _history(self) -> tuple[bool, int]:
        return self.page("history", lambda: policies.get_history(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """Switch and length."""
        return only(dict(zip(self.settings, self._history(), strict=True)), ids)

    def check(self, key: str, value: Any) -> None:
        """Against Security@MaxPasswordHistory."""
        most = self.camera.services.limit("Security", "MaxPasswordHistory")
        if key == self.settings[1] and most is not None:
            _check_range(key, value, (0, most))

    def put(self, assignments: Sequence[Assignment]) -> None:
        """Both at once."""
        self.forget()
        current = dict(zip(self.settings, self._history(), strict=True))
        wanted = {**current, **{item.key: item.value for item in assignments}}
        enabled, length = (wanted[key] for key in self.settings)
        try:
            policies.set_history(self.camera.soap, bool(enabled), int(length))
        except FaultAnswer as error:
            raise self.explained(error, assignments[0].key) from None


class FailedLoginsPart(_PolicyPart):
    """Get and SetAuthFailureWarningConfiguration."""

    policy, title = "AuthFailureWarnings", "warnings about failed logins"
    settings = (
        f"{_AREA}.failed_logins.enable",
        f"{_AREA}.failed_logins.monitor_period",
        f"{_AREA}.failed_logins.max_failures",
    )

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same."""
        self._warning()
        return None

    def _warning(self) -> FailureWarning:
        return self.page("warning", lambda: policies.get_warning(self.camera.soap))

    def _current(self) -> dict[str, Any]:
        warning = self._warning()
        return dict(zip(self.settings, (warning.enabled, warning.period, warning.failures), strict=True))

    def values(self, ids: Sequence[str]) -> Reading:
        """Switch, seconds, failures."""
        return only(self._current(), ids)

    def check(self, key: str, value: Any) -> None:
        """Against the ranges of the camera."""
        warning = self._warning()
        ranges = dict(zip(self.settings, (None, warning.period_range, warning.failures_range), strict=True))
        _check_range(key, value, ranges[key])

    def put(self, assignments: Sequence[Assignment]) -> None:
        """All three at once."""
        self.forget()
        wanted = {**self._current(), **{item.key: item.value for item in assignments}}
        enabled, period, failures = (wanted[key] for key in self.settings)
        try:
            policies.set_warning(self.camera.soap, bool(enabled), int(period), int(failures))
        except FaultAnswer as error:
            raise self.explained(error, assignments[0].key) from None
