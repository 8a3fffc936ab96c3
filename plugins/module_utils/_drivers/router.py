# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Two interfaces of one camera as one driver: the vendor's profile where it has a setting, else ONVIF, else manual."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from .._catalog import split_key
from .._certificates.store import Dot1xStore, Store
from .._guards import HostList
from .base import Assignment, Driver, Reading


class Router:
    """The first driver leads: it logs in, and it keeps the account. The second serves what the first does not reach."""

    def __init__(self, first: Driver, second: Driver) -> None:
        self._drivers = (first, second)
        self.name = first.name

    def _of(self, setting_id: str) -> Driver:
        first, second = self._drivers
        return second if not first.reaches(setting_id) and second.reaches(setting_id) else first

    def _with(self, operation: str) -> Driver:
        first, second = self._drivers
        return second if not first.has(operation) and second.has(operation) else first

    # -- what they can do ------------------------------------------------------------------------------------------

    def reaches(self, setting_id: str) -> bool:
        """Whether one of them does."""
        return any(driver.reaches(setting_id) for driver in self._drivers)

    def why_not(self, setting_id: str) -> str | None:
        """The reasons of both."""
        reasons = [driver.why_not(setting_id) for driver in self._drivers]
        return None if None in reasons else "; ".join(str(reason) for reason in reasons)

    def carrier(self, setting_id: str) -> str:
        """Name of the one that carries it."""
        return self._of(setting_id).carrier(setting_id)

    def has(self, operation: str) -> bool:
        """Whether one of them has it."""
        return any(driver.has(operation) for driver in self._drivers)

    def backup_in_clear(self) -> str | None:
        """As the one that has the backup."""
        return self._with("backup").backup_in_clear()

    def needs_restart(self, setting_id: str) -> bool:
        """As its carrier has it."""
        return self._of(setting_id).needs_restart(setting_id)

    def rows(self, setting_id: str) -> int:
        """As its carrier has it."""
        return self._of(setting_id).rows(setting_id)

    def check_value(self, key: str, value: Any) -> None:
        """As its carrier has it."""
        self._of(split_key(key)[0]).check_value(key, value)

    def means_same(self, key: str, current: Any, wanted: Any) -> bool:
        """As its carrier has it."""
        return self._of(split_key(key)[0]).means_same(key, current, wanted)

    def takes(self, setting_id: str, value: str) -> bool:
        """As its carrier has it."""
        return self._of(setting_id).takes(setting_id, value)

    def host_steps(
        self, current: Mapping[int, HostList], target: Mapping[int, HostList]
    ) -> list[list[Assignment]] | None:
        """As the carrier of the host lists has it."""
        return self._of("host_access.ipv4.rows").host_steps(current, target)

    def clock_value(self, now: datetime) -> str:
        """As its carrier has it."""
        return self._of("date_time.clock").clock_value(now)

    # -- reading and writing ---------------------------------------------------------------------------------------

    def log_in(self) -> bool:
        """The first one's login; both share the session."""
        return self._drivers[0].log_in()

    def forget(self) -> None:
        """Both read anew."""
        for driver in self._drivers:
            driver.forget()

    def read(self, setting_ids: Iterable[str]) -> Reading:
        """Each setting from its carrier."""
        values: dict[str, Any] = {}
        positions: dict[str, Mapping[int, Mapping[str, Any]]] = {}
        wanted = list(setting_ids)
        for driver in self._drivers:
            ids = [setting_id for setting_id in wanted if self._of(setting_id) is driver]
            if ids:
                found = driver.read(ids)
                values.update(found.values)
                positions.update(found.positions)
        return Reading(values, positions)

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Each setting by its carrier."""
        for driver in self._drivers:
            own = [assignment for assignment in assignments if self._of(split_key(assignment.key)[0]) is driver]
            if own:
                driver.write(own)

    def save(self) -> None:
        """Both, where they have to."""
        for driver in self._drivers:
            driver.save()

    # -- operations ------------------------------------------------------------------------------------------------

    def create_first_account(self, name: str, password: str) -> None:
        """By the one that has it."""
        self._with("first_account").create_first_account(name, password)

    def change_administrator(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """By the carrier of the password."""
        self._of("administrator.password").change_administrator(old, new)

    def restart(self) -> None:
        """By the one that has it."""
        self._with("restart").restart()

    def initialize(self, keep_network_settings: bool) -> None:
        """By the one that has it."""
        self._with("initialize").initialize(keep_network_settings)

    def update_firmware(self, name: str, content: bytes) -> None:
        """By the one that has it."""
        self._with("firmware").update_firmware(name, content)

    def download_log(self) -> str:
        """By the one that has it."""
        return self._with("log").download_log()

    def log_time_format(self) -> str | None:
        """By the one that has the log."""
        return self._with("log").log_time_format()

    def download_backup(self, encryption_password: str) -> bytes:
        """By the one that has it."""
        return self._with("backup").download_backup(encryption_password)

    def restore_backup(self, content: bytes, encryption_password: str) -> None:
        """By the one that has it."""
        self._with("restore").restore_backup(content, encryption_password)

    # -- certificates ----------------------------------------------------------------------------------------------

    def certificate_store(self) -> Store | None:
        """Of the first one that has any."""
        return next((store for driver in self._drivers if (store := driver.certificate_store()) is not None), None)

    def dot1x_store(self) -> Dot1xStore | None:
        """Of the first one that has any."""
        return next((store for driver in self._drivers if (store := driver.dot1x_store()) is not None), None)
