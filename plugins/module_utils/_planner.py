# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""From wanted to planned: what can be reached, what is there, what differs, and the guards. No plan leaves here unguarded."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from ._administrator import NAME, PASSWORD
from ._areas import AREAS, Context
from ._catalog import SETTINGS, setting_of, split_key
from ._drivers.base import Reading
from ._errors import Unsupported
from ._guards import (
    Network,
    check_basic,
    check_clear_text,
    check_dot1x,
    check_host_list,
    check_network,
    check_policy,
    check_trust,
    parse_networks,
)
from ._job import Job
from ._operations import OPERATIONS
from ._operations.base import NO_SUCH_SETTING
from ._plan import Plan, Wanted, build_plan, host_list, wanted_host_list
from ._proof.risk import by_name, never
from ._result import Result
from ._route import source_address_towards
from ._serving import POLICY
from ._session import Session
from ._values import check_ports, limits_for

#: Interfaces that a profile describes; the others know their own words, and say what a model cannot do.
_DESCRIBED = ("canon", "web")


class Planner:
    """Plans one job on one open camera. C(wanted) are the checked values by area, C(operations) what is done beside them."""

    def __init__(
        self, job: Job, session: Session, result: Result, wanted: Mapping[str, Wanted], operations: Iterable[str]
    ) -> None:
        self._job = job
        self._session = session
        self._result = result
        self._wanted = wanted
        self._operations = tuple(operations)

    # -- what can be reached ---------------------------------------------------------------------------------------

    def split_unsupported(self) -> set[str]:
        """Keys a driver reaches; the others are manual, or an error. Raises Unsupported before the first write."""
        family = self._session.facts.family
        reachable: set[str] = set()
        missing: list[tuple[str, str]] = []
        for wanted in self._wanted.values():
            for key in wanted.values:
                reason = self.why_not(key)
                if reason is None:
                    reachable.add(key)
                else:
                    missing.append((key, reason))
        for name in self._operations:
            missing.extend(OPERATIONS[name].unsupported(self._session, self._job.areas[name]))
        if missing and self._job.on_unsupported == "fail":
            key, reason = missing[0]
            more = (
                f" (and {len(missing) - 1} more: {', '.join(other for other, _why in missing[1:])})"
                if missing[1:]
                else ""
            )
            raise Unsupported(
                f"{reason}{more}",
                setting=f"{key} {setting_of(key).where(family)}",
                hint="Leave it out for this camera, or set on_unsupported to report."
                if reason == NO_SUCH_SETTING
                else "Do it on the camera's own page, change what the reason names, or set on_unsupported to report.",
            )
        for key, reason in missing:
            if reason == NO_SUCH_SETTING:
                self._result.not_applicable.append(key)
            else:
                self._result.add_manual(key, family, reason)
        return reachable

    def lacking(self) -> list[str]:
        """Wanted settings that this generation has, but that are out of reach so far."""
        ids = dict.fromkeys(split_key(key)[0] for wanted in self._wanted.values() for key in wanted.values)
        if "device_info" in self._operations:
            # the question is about every setting
            ids = dict.fromkeys(SETTINGS)
        return [setting_id for setting_id in ids if self.why_not(setting_id) not in (None, NO_SUCH_SETTING)]

    def why_not(self, key: str) -> str | None:
        """Why a setting, or one instance of it, is out of reach; None when it is not."""
        family = self._session.facts.family
        driver = self._session.driver
        if not setting_of(key).exists_on(family):
            return NO_SUCH_SETTING
        if driver is None:
            return "there is no code map (profile) for this model, and no other interface is known"
        return driver.why_not(key)

    # -- reading and planning --------------------------------------------------------------------------------------

    def plan(self, reachable: Iterable[str], account: Iterable[str] = ()) -> tuple[Plan, str | None]:
        """Read, compare, guard: no plan leaves here unguarded. C(account) are keys of the account that change with it.

        Returns the plan and the camera's time zone. Raises Refused, InvalidValue.
        """
        session = self._session
        driver = session.require_driver()
        keys = {key for key in reachable if key not in (NAME, PASSWORD)}
        ids = {split_key(key)[0] for key in keys}
        for name in self._wanted:
            ids.update(key for key in AREAS[name].reads if self.why_not(key) is None)
        # in the order of the catalog, so that a run reads the same way every time
        ordered = [setting_id for setting_id in SETTINGS if setting_id in ids]
        reading = self._factory_state(ordered) if session.facts.account == "none" else driver.read(ordered)
        values = self._resolved(reading, keys)
        family = session.family
        check_ports({**reading.values, **values.values}, family, managed=set(values.values))
        plan = build_plan(values, reading, driver, family, self._must_keep(reading, values))
        self._result.settings.clear()
        self._result.state({key: value for key, value in reading.values.items() if key in keys})
        zone = values.values.get("date_time.time_zone") or reading.values.get("date_time.time_zone")
        self._guard(plan, account)
        self._guard_dot1x(plan, reading)
        return plan, zone

    def _resolved(self, reading: Reading, keys: set[str]) -> Wanted:
        wanted_keys = {key for wanted in self._wanted.values() for key in wanted.values}
        context = Context(self._session.facts, reading.values, wanted_keys - keys, self._result.warnings)
        values: dict[str, Any] = {}
        always: set[str] = set()
        for name, wanted in self._wanted.items():
            if name == "administrator":
                continue
            managed = replace(wanted, values={key: value for key, value in wanted.values.items() if key in keys})
            if not managed.values and name != "date_time":
                continue
            resolved = AREAS[name].resolve(managed, self._job.areas[name], context)
            for key, value in resolved.values.items():
                reason = self.why_not(key) or self._no_such_word(key, value, reading)
                if reason is None:
                    values[key] = value
                else:
                    self._result.add_manual(key, self._session.facts.family, reason)
            always |= resolved.always
        return Wanted(values, frozenset(always))

    def _no_such_word(self, key: str, value: Any, reading: Reading) -> str | None:
        """Why a choice cannot be written that the interface is not known to have: a profile may map some of them only.

        Raises Unsupported, before the first write, where such things are not to be reported.
        """
        driver, setting_id = self._session.require_driver(), split_key(key)[0]
        if setting_of(key).kind != "choice" or reading.values.get(key) == value:
            return None
        if driver.carrier(setting_id) not in _DESCRIBED or driver.takes(setting_id, str(value)):
            return None
        reason = f"it is not known how this camera spells {value!r}"
        if self._job.on_unsupported == "report":
            return f"{reason}; choose it on the page, or add it to the setting's values in the profile"
        raise Unsupported(
            reason,
            setting=f"{key} {setting_of(key).where(self._session.facts.family)}",
            hint="Choose it on the camera's own page, or add it to the values of this setting in the profile "
            "(docs/teach.md). Nothing was written.",
        )

    def _factory_state(self, ids: Iterable[str]) -> Reading:
        """A camera without an account shows nothing; the guide's factory defaults are what it will have."""
        values: dict[str, Any] = {}
        for setting_id in ids:
            setting = SETTINGS[setting_id]
            limit = limits_for(setting, self._session.family)[0]
            if setting.indexed:
                head, _dot, tail = setting_id.rpartition(".")
                values.update({f"{head}[{index}].{tail}": limit.default for index in range(1, limit.count + 1)})
            else:
                values[setting_id] = limit.default
        if self._job.check:
            self._result.warnings.append(
                "the camera is in factory state: what would change is predicted from the guide's factory defaults"
            )
        return Reading(values, {})

    # -- guards ----------------------------------------------------------------------------------------------------

    def _own_address(self) -> str:
        client = self._session.client
        return source_address_towards(
            client.host, self._session.endpoint.reachable_port(client.port), self._session.endpoint.source_address
        )

    def _networks(self) -> dict[Network, str]:
        """Who must keep access, and why: this host as the route to the camera shows it, and who the task names."""
        params = self._job.areas.get("host_access")
        if params is None:
            return {}
        client = self._session.client
        own = source_address_towards(
            client.host, self._session.endpoint.reachable_port(client.port), self._session.endpoint.source_address
        )
        networks = dict.fromkeys(
            parse_networks([own], "source address"), "this host's own address on the way to the camera"
        )
        networks.update(
            dict.fromkeys(parse_networks(params["must_keep_access"], "must_keep_access"), "must_keep_access")
        )
        return networks

    def _must_keep(self, reading: Reading, wanted: Wanted) -> tuple[Network, ...]:
        """Refuse a wanted host list that locks somebody out; returns whom every state in between must let in."""
        networks = self._networks()
        driver = self._session.require_driver()
        for version in (4, 6):
            prefix = f"host_access.ipv{version}."
            if not any(key.startswith(prefix) for key in wanted.values):
                continue
            current = host_list(version, reading.values, reading.positions)
            target = wanted_host_list(version, wanted.values, current, driver.rows(f"{prefix}rows"))
            check_host_list(target, networks)
        return tuple(networks)

    def _guard(self, plan: Plan, account: Iterable[str]) -> None:
        """The guards that look at the finished plan. Host lists were proven while it was made."""
        client = self._session.client
        allowed = self._session.endpoint.allow_clear_text
        self._guard_trust([*account, *(change.key for change in plan.changes)])
        early, late = self._secrets(plan, account)
        check_policy(
            plan.after(POLICY),
            self._session.endpoint.scheme,
            allowed,
            setting_of(POLICY).where(self._session.facts.family),
        )
        # HTTPS comes first where the plan brings it and the session will use it
        encrypted_first = plan.after(POLICY) in ("https", "http_and_https") and self._session.endpoint.scheme == "https"
        check_clear_text(early + ([] if encrypted_first else late), client.clear_text, allowed)
        check_basic(plan.after("http_server.auth_method"), client.clear_text, allowed)
        if any(change.key.startswith("network.") for change in plan.changes):
            check_network({change.key: change.after for change in plan.changes}, client.host, self._own_address())

    def _guard_trust(self, keys: Iterable[str]) -> None:
        """What a learned profile carries must have been proven on such a camera; what ONVIF carries is no profile's word."""
        session = self._session
        driver, facts = session.require_driver(), session.facts
        ids = [setting_id for setting_id in dict.fromkeys(split_key(key)[0] for key in keys)
               if driver.carrier(setting_id) == driver.name]  # fmt: skip
        doubts = session.trust.doubts(ids, facts.model, facts.firmware)
        settings = {doubt.setting_id: SETTINGS[doubt.setting_id] for doubt in doubts}
        check_trust(
            session.trust.name,
            doubts,
            session.endpoint.allow_unproven,
            labels={name: setting.where(facts.family) for name, setting in settings.items()},
            never={name for name, setting in settings.items() if never(setting)},
            by_name={name for name, setting in settings.items() if by_name(setting)},
        )

    def _guard_dot1x(self, plan: Plan, reading: Reading) -> None:
        """A camera that authenticates, or does it in another way, may lose its network."""
        keys = [change.key for change in plan.changes if change.key.startswith("dot1x.")]
        before = reading.values.get("dot1x.enable")
        after = before if plan.after("dot1x.enable") is None else plan.after("dot1x.enable")
        if keys and True in (before, after):
            check_dot1x(
                f"{', '.join(keys)} would change how the camera gets onto its network",
                bool(self._job.areas["dot1x"]["confirm_network_ready"]),
                setting_of("dot1x.enable").where(self._session.facts.family),
            )

    def _secrets(self, plan: Plan, account: Iterable[str]) -> tuple[list[str], list[str]]:
        """Labels of what must not be read on the way: before HTTPS can be in place, and after it."""
        family = self._session.facts.family
        early: dict[str, None] = {}
        late: dict[str, None] = {}
        first = self._session.facts.account == "none"
        for key in account:
            if key == PASSWORD:
                (early if first else late)[SETTINGS[key].where(family)] = None
        for change in plan.changes:
            if change.sends_secret:
                late[setting_of(change.key).where(family)] = None
        for name in self._operations:
            labels = OPERATIONS[name].secrets(self._job.areas[name])
            (early if name == "certificate" else late).update(dict.fromkeys(labels))
        return list(early), list(late)
