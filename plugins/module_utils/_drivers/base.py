# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What every driver offers the engine. A driver speaks one interface; it neither plans nor guards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from .._certificates.store import Dot1xStore, Store
from .._guards import HostList


@dataclass(frozen=True)
class Assignment:
    """One value to write: a key of the catalog with its value, or rows of a table by position (None clears a row)."""

    key: str
    value: Any = None
    rows: Mapping[int, Mapping[str, Any] | None] | None = None


@dataclass(frozen=True)
class Reading:
    """Values by key as the camera states them, and for tables the position (from 0) of each row."""

    values: Mapping[str, Any]
    positions: Mapping[str, Mapping[int, Mapping[str, Any]]]


class Driver(Protocol):
    """Reads and writes settings over one interface of one camera."""

    name: str

    def reaches(self, setting_id: str) -> bool:
        """Whether this interface can read and write the setting on this camera."""

    def why_not(self, setting_id: str) -> str | None:
        """Why the setting, or with an index one instance of it, cannot be reached, in words for people; None when it can."""

    def carrier(self, setting_id: str) -> str:
        """Name of the interface that carries the setting."""

    def has(self, operation: str) -> bool:
        """Whether this interface has an operation: restart, firmware, log, backup, restore, initialize, first_account."""

    def backup_in_clear(self) -> str | None:
        """Why a backup cannot be encrypted; None when it can."""

    def needs_restart(self, setting_id: str) -> bool:
        """Whether a written value takes effect only after a restart."""

    def rows(self, setting_id: str) -> int:
        """How many rows a table has."""

    def check_value(self, key: str, value: Any) -> None:
        """Refuse a value that goes beyond limits which this very camera states. Writes nothing; in check mode too.

        Raises InvalidValue, Refused.
        """

    def means_same(self, key: str, current: Any, wanted: Any) -> bool:
        """Whether this interface has a way of its own to say the wanted value, and says it."""

    def takes(self, setting_id: str, value: str) -> bool:
        """Whether this camera knows a choice of the setting; interfaces and models may lack one of them."""

    def host_steps(
        self, current: Mapping[int, HostList], target: Mapping[int, HostList]
    ) -> list[list[Assignment]] | None:
        """Writes that lead from the present host lists (by IP version) to the wanted ones; None where rows are written
        one by one, in the order that the engine proves safe."""

    def clock_value(self, now: datetime) -> str:
        """How this interface wants to be told the time (C(now) is in the camera's zone)."""

    def log_in(self) -> bool:
        """One request with the client's credentials. False when the camera has no account yet."""

    def read(self, setting_ids: Iterable[str]) -> Reading:
        """Current values; each page is fetched once."""

    def forget(self) -> None:
        """Read pages anew from now on."""

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Write, without saving."""

    def save(self) -> None:
        """Make what was written survive a power loss."""

    def create_first_account(self, name: str, password: str) -> None:
        """Set the administrator account of a camera that has none."""

    def change_administrator(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """Give the administrator account C(old) the name and password C(new), without saving."""

    def restart(self) -> None:
        """Ask for a restart; does not wait."""

    def initialize(self, keep_network_settings: bool) -> None:
        """Ask for the factory state; does not wait."""

    def update_firmware(self, name: str, content: bytes) -> None:
        """Upload a firmware file; the camera restarts by itself afterwards."""

    def download_log(self) -> str:
        """The log as text."""

    def log_time_format(self) -> str | None:
        """strptime format of the time that starts a log line, where it is known."""

    def download_backup(self, encryption_password: str) -> bytes:
        """The camera's settings as the camera's own backup file."""

    def restore_backup(self, content: bytes, encryption_password: str) -> None:
        """Upload a backup file; the camera restarts by itself afterwards."""

    def certificate_store(self) -> Store | None:
        """The camera's certificates over this interface; None where the interface has no way to them at all.

        A store that is there may still lack single abilities: C(Store.why_not) tells.
        """

    def dot1x_store(self) -> Dot1xStore | None:
        """The camera's 802.1X material over this interface; None where the interface has no way to it at all."""
