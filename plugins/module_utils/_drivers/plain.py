# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What drivers answer where their interface has nothing of its own to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .._catalog import SETTINGS
from .._guards import HostList
from .._profile import Profile
from .._web.profile import WebProfile
from .base import Assignment


class PlainDriver:
    """An interface that states no limits, spells values as the engine does, and writes rows one by one."""

    name: str

    def carrier(self, setting_id: str) -> str:
        """This interface carries all it reaches."""
        return self.name

    def check_value(self, key: str, value: Any) -> None:
        """The limits of the catalog and of the profile are all that is known before a write."""

    def means_same(self, key: str, current: Any, wanted: Any) -> bool:
        """The engine's own comparison is all it takes."""
        return bool(current == wanted)

    def host_steps(
        self, current: Mapping[int, HostList], target: Mapping[int, HostList]
    ) -> list[list[Assignment]] | None:
        """Rows are written one by one, in the order that the engine proves safe."""
        return None


class ProfileDriver(PlainDriver):
    """An interface that a profile describes setting by setting."""

    profile: Profile | WebProfile

    def reaches(self, setting_id: str) -> bool:
        """A setting is reachable when the profile has it."""
        return setting_id in self.profile.entries

    def needs_restart(self, setting_id: str) -> bool:
        """What the profile says."""
        return self.profile.needs_restart(SETTINGS[setting_id])

    def rows(self, setting_id: str) -> int:
        """The profile's number of rows, else the catalog's."""
        return self.profile.entries[setting_id].rows

    def log_time_format(self) -> str | None:
        """strptime format of the time that starts each line of the log, where the profile states it."""
        value = self.profile.interface.get("log", {}).get("time_format")
        return None if value is None else str(value)
