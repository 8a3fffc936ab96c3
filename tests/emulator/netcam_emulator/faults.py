# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Faults on demand: what goes wrong on this camera, how often, and with which figures.

A fault is given as a mapping (`{"seconds": 2, "count": 1}`) or in short: `true`, the number most people mean (seconds
of `slow`, times of `reset`), or for `ignore_write` the setting ids. `false` or `null` takes it away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

# Fault -> what a bare number or list means.
SHORT_FORM = {
    "slow": "seconds",  # every request waits
    "reset": "count",  # the TCP connection is reset without an answer
    "http_500": "count",
    "restart_mid_write": "count",  # a write is lost, no answer, the camera restarts
    "power_loss_before_save": "count",  # a write is answered, then the camera restarts with what was saved
    "ignore_write": "settings",  # a write is answered with success and not done; a list of ids, or all
    "transient_save": "count",  # save answers C006
    "one_administrator": "seconds",  # another address used the Setting Page so recently: C010
    "clock_off": "seconds",  # the clock is wrong until somebody sets it, NTP or not
    "disk_full": "count",  # save answers E302
    "dead": "count",  # no listener
    "expired_certificate": "count",
    "hang_after_restart": "seconds",  # a restart takes so much longer
    "session_expired": "count",  # acme: everybody is logged out
    "reset_after_restart": "count",  # so many connections are reset after a restart, however quick it was
    "stall_before": "count",  # after so many requests the next one is neither carried out nor answered
    "stall_after": "count",  # after so many requests the next one is carried out, and not answered
}
_ONCE = {
    "restart_mid_write",
    "power_loss_before_save",
    "transient_save",
    "reset",
    "http_500",
    "reset_after_restart",
    "session_expired",
}
_DEFAULT_SECONDS = {"slow": 1.0, "one_administrator": 5.0, "clock_off": 86400.0, "hang_after_restart": 5.0}


class BadFault(ValueError):
    """An unknown fault or a value that makes no sense for it."""


class Faults:
    """The faults that are active on one camera."""

    def __init__(self, wanted: Mapping[str, Any] | None = None) -> None:
        self._active: dict[str, dict[str, Any]] = {}
        self.update(wanted or {})

    def update(self, wanted: Mapping[str, Any]) -> None:
        """Switch faults on and off; raises BadFault and then changes nothing."""
        parsed = {name: _parse(name, value) for name, value in wanted.items()}
        for name, options in parsed.items():
            if options is None:
                self._active.pop(name, None)
            else:
                self._active[name] = options

    def replace(self, wanted: Mapping[str, Any]) -> None:
        """Have exactly these faults."""
        fresh = Faults(wanted)
        self._active = fresh._active

    def has(self, name: str) -> bool:
        """Whether a fault is active; does not count as an occurrence."""
        return name in self._active

    def seconds(self, name: str) -> float:
        """Duration of an active fault, 0 when it is not active."""
        return float(self._active[name]["seconds"]) if name in self._active else 0.0

    def count(self, name: str) -> int:
        """How often an active fault will happen, 0 when it is not active."""
        return int(self._active[name].get("count", 0)) if name in self._active else 0

    def take(self, name: str) -> bool:
        """Whether a fault happens now; uses up one of its times."""
        options = self._active.get(name)
        if options is None:
            return False
        if options.get("count") is not None:
            options["count"] -= 1
            if options["count"] <= 0:
                del self._active[name]
        return True

    def stalls(self, name: str) -> bool:
        """Whether the camera says nothing from now on: after as many requests as the fault lets pass."""
        options = self._active.get(name)
        if options is None:
            return False
        options["count"] -= 1
        return bool(options["count"] < 0)

    def ignores(self, id_: str) -> bool:
        """Whether a write of this setting is to be ignored; a table's id stands for its columns."""
        wanted = self._active.get("ignore_write", {}).get("settings")
        if wanted is None:
            return False
        return "all" in wanted or any(id_ == entry or id_.startswith(f"{entry}.") for entry in wanted)

    def clear(self, name: str) -> None:
        """Take one fault away."""
        self._active.pop(name, None)

    def as_dict(self) -> dict[str, dict[str, Any]]:
        """Return the active faults with what is left of their counts."""
        return {name: dict(options) for name, options in self._active.items()}


def _parse(name: str, value: Any) -> dict[str, Any] | None:
    if name not in SHORT_FORM:
        raise BadFault(f"unknown fault {name!r}; known: {', '.join(SHORT_FORM)}")
    if value is None or value is False:
        return None
    options: dict[str, Any]
    if isinstance(value, Mapping):
        options = dict(value)
    elif value is True:
        options = {}
    else:
        options = {SHORT_FORM[name]: value}
    unknown = set(options) - {"count", "seconds", "settings"}
    if unknown:
        raise BadFault(f"fault {name} has no option {', '.join(sorted(unknown))}")
    if name in _DEFAULT_SECONDS:
        options.setdefault("seconds", _DEFAULT_SECONDS[name])
    if name in _ONCE:
        options.setdefault("count", 1)
    if name.startswith("stall_"):
        options.setdefault("count", 0)
    if name == "ignore_write":
        wanted = options.setdefault("settings", ["all"])
        options["settings"] = [wanted] if isinstance(wanted, str) else list(wanted)
    for key in ("count", "seconds"):
        if options.get(key) is not None and not isinstance(options[key], int | float):
            raise BadFault(f"fault {name}: {key} must be a number")
    return options
