# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""One test value: what is written, what is put back, and how the camera's answer is judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._catalog import SETTINGS, setting_of, split_key
from .._drivers.base import Assignment, Driver, Reading
from .._plan import same
from .._values import Secret


@dataclass(frozen=True)
class Trial:
    """Another value for one key, or one more row in a table."""

    key: str
    before: Any
    wanted: Any
    test: Assignment
    back: Assignment
    #: what the camera wants changed before it, and back after it
    first: tuple[Assignment, ...] = ()
    last: tuple[Assignment, ...] = ()

    @property
    def there(self) -> list[Assignment]:
        """Everything that is written for the test."""
        return [*self.first, self.test]

    @property
    def again(self) -> list[Assignment]:
        """Everything that puts back."""
        return [self.back, *self.last]

    @property
    def setting_id(self) -> str:
        """The setting, without an index."""
        return split_key(self.key)[0]

    def holds(self, reading: Reading, family: str | None, driver: Driver) -> bool:
        """Whether the camera states the test value."""
        if self.test.rows is None:
            return same(self.key, reading.values.get(self.key), self.wanted, family, driver)
        return any(_same_row(self.key, row, self.wanted) for row in reading.positions.get(self.key, {}).values())


def _same_row(key: str, row: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    names = [column.name for column in setting_of(key).columns if column.kind != "secret"]
    return all(str(row.get(name)) == str(wanted.get(name)) for name in names)


#: Who may do more may do less as well (guide, p. A-12 and B-12): cameras keep to that when one of them is changed.
_LADDER = ("privileged_camera_control", "camera_control", "video")


def companions(setting_id: str) -> tuple[str, ...]:
    """Settings that the camera may rightly change along with one."""
    head, _dot, tail = setting_id.rpartition(".")
    if head not in ("user_authority.authorized", "user_authority.guest") or tail not in _LADDER:
        return ()
    return tuple(f"{head}.{step}" for step in _LADDER)


def along(
    setting_id: str, wanted: Any, values: Mapping[str, Any]
) -> tuple[tuple[Assignment, ...], tuple[Assignment, ...]]:
    """Steps of the ladder that have to go before one is taken away, or to come before one is given; and the way back."""
    mates = companions(setting_id)
    if not mates:
        return (), ()
    place = mates.index(setting_id)
    others = mates[:place] if wanted is False else tuple(reversed(mates[place + 1 :]))
    moved = [mate for mate in others if values.get(mate) is (not wanted)]
    return (
        tuple(Assignment(mate, wanted) for mate in moved),
        tuple(Assignment(mate, not wanted) for mate in reversed(moved)),
    )


def differences(before: Reading, after: Reading, without: set[str]) -> list[str]:
    """Keys whose values differ, but for these settings, and for what changes by itself."""
    return [
        key
        for key, value in before.values.items()
        if split_key(key)[0] not in without
        and not _by_itself(key)
        and _plain(key, value) != _plain(key, after.values.get(key))
    ]


def _by_itself(key: str) -> bool:
    setting = setting_of(key)
    return setting.kind in ("clock", "secret") or setting.readonly


def _plain(key: str, value: Any) -> Any:
    if SETTINGS[split_key(key)[0]].kind != "table":
        return value
    return [{name: cell for name, cell in row.items() if not isinstance(cell, Secret)} for row in value or ()]
