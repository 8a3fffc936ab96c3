# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The plan: the ordered changes that lead from the current state to the wanted one.

Order: ordinary settings in guide order, then the host lists, then what moves the session (authentication method and
ports), then restart-class settings. So whatever can cut the connection comes last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ._catalog import SETTINGS, setting_of, split_key
from ._drivers.base import Assignment, Driver, Reading
from ._errors import InvalidValue
from ._guards import HostList, Network, loses_access
from ._host_steps import equal_lists, place, safe_steps
from ._values import Secret, normalise, shown

STEP_ORDINARY, STEP_HOSTS, STEP_CONNECTION, STEP_RESTART = range(4)

#: Wanted clock: set to the controller's time, in the camera's zone.
CLOCK_NOW = "now"


@dataclass(frozen=True)
class Wanted:
    """What a task wants. C(always) holds the keys of passwords that are written although one is set already."""

    values: Mapping[str, Any] = field(default_factory=dict)
    always: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Change:
    """One setting that differs, with the requests that bring it about."""

    key: str
    before: Any
    after: Any
    driver: str
    step: int
    restart: bool
    assignments: tuple[Assignment, ...]

    @property
    def sends_secret(self) -> bool:
        """Whether a password travels with it."""
        setting = setting_of(self.key)
        secret = [column.name for column in setting.columns if column.kind == "secret"]
        rows = [row for assignment in self.assignments for row in (assignment.rows or {}).values() if row]
        return setting.kind == "secret" or any(isinstance(row.get(name), str) for row in rows for name in secret)

    def as_result(self) -> dict[str, Any]:
        """As it stands in the result, secrets masked."""
        setting = setting_of(self.key)
        return {
            "setting": self.key,
            "label": setting.label,
            "area": setting.area,
            "chapter": setting.chapter,
            "before": shown(self.key, self.before),
            "after": shown(self.key, self.after),
            "driver": self.driver,
        }


@dataclass(frozen=True)
class Plan:
    """Ordered changes; C(hosts) is the safe sequence of host list requests."""

    changes: tuple[Change, ...]
    hosts: tuple[tuple[Assignment, ...], ...] = ()

    def step(self, step: int) -> tuple[Change, ...]:
        """The changes of one step."""
        return tuple(change for change in self.changes if change.step == step)

    def only(self, wanted: Callable[[Change], bool]) -> Plan:
        """The part of it that these changes make up."""
        changes = tuple(change for change in self.changes if wanted(change))
        hosts = self.hosts if any(change.step == STEP_HOSTS for change in changes) else ()
        return Plan(changes, hosts)

    def change(self, key: str) -> Change | None:
        """The change of one key."""
        return next((change for change in self.changes if change.key == key), None)

    @property
    def restart(self) -> bool:
        """Whether something takes effect only after a restart."""
        return any(change.restart for change in self.changes)

    def after(self, key: str) -> Any:
        """The wanted value of a changed key, else None."""
        return next((change.after for change in self.changes if change.key == key), None)


def same(key: str, current: Any, wanted: Any, family: str | None, driver: Driver) -> bool:
    """Whether the camera's value means the same as the wanted one (addresses and lists in any spelling)."""
    if driver.means_same(key, current, wanted):
        return True
    setting = setting_of(key)
    if setting.area == "host_access" and setting.kind == "table":
        return equal_lists(list(current or ()), list(wanted))
    if setting.kind == "table":
        names = [column.name for column in setting.columns if column.kind != "secret"]

        def plain(rows: Any) -> list[tuple[str, ...]]:
            return [tuple(str(row.get(name)) for name in names) for row in rows or ()]

        if setting.id == "users.accounts":
            # accounts are known by their names; the camera keeps them in any order
            return sorted(plain(current)) == sorted(plain(wanted))
        return plain(current) == plain(wanted)
    if current == wanted:
        return True
    try:
        return bool(normalise(key, current, family) == wanted)
    except InvalidValue:
        return False


def _secret_differs(key: str, current: Any, wanted: Wanted, others: bool) -> bool:
    """A password cannot be compared: written when asked for always, when none is set, or, where the camera does not
    even tell that, together with another change of the same area."""
    if key in wanted.always or current == Secret.UNSET or current is None:
        return True
    return current == Secret.UNKNOWN and others


def build_plan(
    wanted: Wanted, reading: Reading, driver: Driver, family: str | None, must_keep: Sequence[Network]
) -> Plan:
    """Compare and order. Nothing is written.

    Raises InvalidValue, and Refused (host lists without a safe order, values that the camera has locked).
    """
    changes: list[Change] = []
    touched: set[str] = set()
    secrets: list[str] = []
    for key, value in wanted.values.items():
        if setting_of(key).kind == "secret":
            secrets.append(key)
            continue
        change = _change(key, value, reading, driver, family, wanted)
        if change is not None:
            changes.append(change)
            touched.add(setting_of(key).area)
    for key in secrets:
        current = reading.values.get(key)
        if _secret_differs(key, current, wanted, setting_of(key).area in touched):
            assignment = Assignment(key, wanted.values[key])
            changes.append(_make(key, current, wanted.values[key], driver, STEP_ORDINARY, (assignment,)))
    hosts = _host_sequence(wanted, reading, driver, must_keep, changes)
    order = {setting_id: number for number, setting_id in enumerate(SETTINGS)}
    changes.sort(key=lambda change: (change.step, order[split_key(change.key)[0]], split_key(change.key)[1] or 0))
    return Plan(tuple(changes), tuple(hosts))


def _make(key: str, before: Any, after: Any, driver: Driver, step: int, assignments: tuple[Assignment, ...]) -> Change:
    return Change(
        key,
        before,
        after,
        driver.carrier(split_key(key)[0]),
        step,
        driver.needs_restart(split_key(key)[0]),
        assignments,
    )


def _change(
    key: str, value: Any, reading: Reading, driver: Driver, family: str | None, wanted: Wanted
) -> Change | None:
    setting = setting_of(key)
    current = reading.values.get(key)
    if setting.kind == "clock":
        return _make(key, None, value, driver, STEP_ORDINARY, (Assignment(key, value),))
    if setting.id == "users.accounts":
        rows = _account_rows(reading.positions.get(key, {}), value, driver.rows(key), key in wanted.always)
        return _make(key, current, value, driver, STEP_ORDINARY, (Assignment(key, rows=rows),)) if rows else None
    if same(key, current, value, family, driver):
        return None
    driver.check_value(key, value)
    if setting.area == "host_access":
        return _make(key, current, value, driver, STEP_HOSTS, ())
    if setting.kind == "table":
        assignment = Assignment(key, rows=_list_rows(reading.positions.get(key, {}), value))
    else:
        assignment = Assignment(key, value)
    step = STEP_RESTART if driver.needs_restart(setting.id) else STEP_CONNECTION if setting.risk else STEP_ORDINARY
    return _make(key, current, value, driver, step, (assignment,))


def _list_rows(current: Mapping[int, Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]]) -> dict[int, Any]:
    """Rows of an ordered list: from position 0 on, the rest cleared."""
    rows: dict[int, Any] = {index: row for index, row in enumerate(wanted) if current.get(index) != row}
    rows.update(dict.fromkeys(position for position in current if position >= len(wanted)))
    return rows


def _account_rows(
    current: Mapping[int, Mapping[str, Any]], wanted: Sequence[Mapping[str, Any]], size: int, always: bool
) -> dict[int, Any]:
    """Rows to write so that exactly the wanted accounts exist; an account that stays keeps its row and its password."""
    where = {row["name"]: position for position, row in current.items()}
    names = {row["name"] for row in wanted}
    rows: dict[int, Any] = {position: None for name, position in where.items() if name not in names}
    free = [position for position in range(size) if position not in current] + sorted(rows)
    for row in wanted:
        position = where.get(row["name"])
        if position is not None:
            if always and isinstance(row.get("password"), str):
                rows[position] = row
            continue
        if not isinstance(row.get("password"), str):
            raise InvalidValue(
                f"account {row['name']!r} does not exist on the camera and has no password",
                setting="users.accounts [Authorized User Account]",
                hint="Give it a password.",
            )
        if not free:
            raise InvalidValue(
                f"the camera has room for {size} accounts", setting="users.accounts [Authorized User Account]"
            )
        rows[free.pop(0)] = row
    return rows


def host_list(
    version: int, values: Mapping[str, Any], positions: Mapping[str, Mapping[int, Mapping[str, Any]]]
) -> HostList:
    """The camera's present host list of one IP version, out of a reading."""
    prefix = f"host_access.ipv{version}"
    return HostList(
        version=version,
        apply=bool(values.get(f"{prefix}.apply")),
        default_policy=str(values.get(f"{prefix}.default_policy") or "authorize"),
        rows=positions.get(f"{prefix}.rows", {}),
    )


def wanted_host_list(version: int, wanted: Mapping[str, Any], current: HostList, size: int) -> HostList:
    """The host list after the plan: wanted values over present ones."""
    prefix = f"host_access.ipv{version}"
    rows = wanted.get(f"{prefix}.rows")
    return HostList(
        version=version,
        apply=wanted.get(f"{prefix}.apply", current.apply),
        default_policy=wanted.get(f"{prefix}.default_policy", current.default_policy),
        rows=current.rows if rows is None else place(current, rows, size),
    )


def _host_sequence(
    wanted: Wanted, reading: Reading, driver: Driver, must_keep: Sequence[Network], changes: Sequence[Change]
) -> list[tuple[Assignment, ...]]:
    changed = {change.key for change in changes}
    # a list that means the same stays as it is, position by position
    values = {key: value for key, value in wanted.values.items() if key in changed}
    versions = [v for v in (4, 6) if any(key.startswith(f"host_access.ipv{v}.") for key in changed)]
    if not versions:
        return []
    current = {version: host_list(version, reading.values, reading.positions) for version in (4, 6)}
    target = dict(current)
    for version in versions:
        size = driver.rows(f"host_access.ipv{version}.rows")
        target[version] = wanted_host_list(version, values, current[version], size)
    whole = driver.host_steps(current, target)
    if whole is not None:
        return [tuple(step) for step in whole]
    steps: list[tuple[Assignment, ...]] = []
    for version in versions:
        # an address that has no access yet cannot lose it on the way
        present = [network for network in must_keep if loses_access(current[version], network) is None]
        steps.extend(tuple(step) for step in safe_steps(current[version], target[version], present))
    return steps
