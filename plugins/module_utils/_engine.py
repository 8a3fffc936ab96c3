# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The settings engine: open, read, plan, guard, apply, read back. One session, one login, one save, one restart.

Area modules and the module C(settings) are this one function with different argument specs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ._administrator import (
    FIXED_NAME,
    NAME,
    PASSWORD,
    apply_account,
    check_strength,
    confirm_account,
    plan_account,
    wanted_pair,
)
from ._apply import Applier, restart_once
from ._areas import AREAS, Context
from ._catalog import AREAS as GUIDE_ORDER
from ._catalog import FAMILIES, FAMILY_2022, FAMILY_ONVIF, SETTINGS, setting_of, split_key
from ._client import source_address_towards
from ._drivers.base import Reading
from ._endpoint import Endpoint
from ._errors import ConnectionLost, InvalidValue, NetcamError, Refused, Unsupported
from ._guards import (
    Network,
    check_basic,
    check_clear_text,
    check_host_list,
    check_network,
    parse_networks,
)
from ._operations import OPERATIONS
from ._plan import Change, Plan, Wanted, build_plan, host_list, wanted_host_list
from ._result import Result
from ._session import Session
from ._values import check_ports, limits_for, normalise

Progress = Callable[[str], None]

NO_SUCH_SETTING = "this camera generation has no such setting"

#: Operations run before the settings are written (a firmware update may change what they mean); all others after them.
_BEFORE_SETTINGS = ("firmware",)


@dataclass(frozen=True)
class Job:
    """What one task asks of one camera: options by area, and how to go about it."""

    areas: Mapping[str, Mapping[str, Any]]
    check: bool = False
    on_unsupported: str = "fail"
    restart: bool = True


def run(job: Job, endpoint: Endpoint, progress: Progress | None = None) -> dict[str, Any]:
    """Bring one camera to the wanted state. Raises NetcamError; returns the documented result."""
    return _Run(job, endpoint, progress).run()


class _Run:
    def __init__(self, job: Job, endpoint: Endpoint, progress: Progress | None) -> None:
        self.job = job
        self.endpoint = endpoint
        self.session = Session(endpoint, progress)
        self.result = Result()
        self.names = [name for name in GUIDE_ORDER if name in job.areas and name in AREAS]
        self.operations = [name for name in OPERATIONS if name in job.areas]
        self.wanted: dict[str, Wanted] = {}
        self.pair: tuple[str, str] | None = None

    # -- the whole way ---------------------------------------------------------------------------------------------

    def run(self) -> dict[str, Any]:
        self._static(self.session.family_hint())
        try:
            self.session.open(first=self.pair)
            if self.session.facts.family != self.session.family_hint():
                self._static(self.session.facts.family)
            self._carry_out()
        except NetcamError as error:
            self._describe()
            error.partial = self.result.as_dict()
            raise
        finally:
            self.session.close()
        self._describe()
        return self.result.as_dict()

    def _describe(self) -> None:
        session = self.session
        login = None
        if session.credentials is not None:
            login = "initial" if session.credentials == self.endpoint.initial() else "wanted"
        self.result.describe(session.facts, session.driver.name if session.driver else None, login)

    def _static(self, family: str | None) -> None:
        """Wanted values, checked against the catalog; with the family's own limits as soon as it is known."""
        known = family if family in FAMILIES else None
        for name in self.operations:
            OPERATIONS[name].static(self.job.areas[name])
        for name in self.names:
            wanted = AREAS[name].static(self.job.areas[name])
            values = {key: self._checked(key, value, known) for key, value in wanted.values.items()}
            check_ports(values, known)
            self.wanted[name] = replace(wanted, values=values)
        if "administrator" in self.wanted:
            self._static_account(known)

    def _checked(self, key: str, value: Any, family: str | None) -> Any:
        """A setting that this generation does not have is unsupported, not invalid: that is decided when all are known."""
        if key == NAME and value == FIXED_NAME and family != FAMILY_2022:
            # shorter than the limit, but the name of a whole generation; plan_account has the last word
            return value
        if not setting_of(key).exists_on(family):
            return value
        return normalise(key, value, family)

    def _static_account(self, family: str | None) -> None:
        """The account as a whole: what the task leaves out comes from the connection, and is judged like what it gives."""
        given = self.wanted["administrator"].values
        self.pair = wanted_pair(given, self.session)
        whole = {key: self._checked(key, value, family) for key, value in zip((NAME, PASSWORD), self.pair, strict=True)}
        check_strength(self.pair, self.job.areas["administrator"]["password_strength"])
        self.wanted["administrator"] = Wanted(given or whole)

    def _carry_out(self) -> None:
        session, result = self.session, self.result
        if self.names and session.facts.family not in (*FAMILIES, FAMILY_ONVIF):
            raise InvalidValue(
                f"the camera is a {session.facts.model}, which is in neither list of the guide, and no profile names it",
                hint="Give it a profile (docs/code_maps.md); without one this collection does not know its limits.",
            )
        if lacking := self._lacking():
            # the vendor's own interface leaves something open: does the camera speak the public standard as well?
            session.add_onvif(lacking)
        reachable = self._split_unsupported()
        if session.driver is None:
            self._operate(before_settings=False)
            return
        pair = self.pair if NAME in reachable or PASSWORD in reachable else None
        if "administrator" in self.wanted:
            context = Context(session.facts, {}, (), result.warnings)
            AREAS["administrator"].resolve(self.wanted["administrator"], self.job.areas["administrator"], context)
        if pair is None and session.facts.account == "none" and self._needs_account():
            raise Refused(
                "the camera is in factory state and has no administrator account yet",
                setting="[Default Settings]",
                hint="Set one first: module netcam.hardening.administrator, or the role's chapter 1.",
            )
        account_changes = plan_account(session, pair, setting_of(NAME).where(session.facts.family))
        plan, zone = self._plan(reachable, [change.key for change in account_changes])
        if self.job.check:
            self._predict(account_changes, plan)
            return
        if account_changes and pair is not None:
            self._apply_account(account_changes, pair)
            plan, zone = self._plan(reachable)
        if self._operate(before_settings=True):
            plan, zone = self._plan(reachable)
        self._apply(plan, zone, reachable, pair)
        self._operate(before_settings=False)

    def _needs_account(self) -> bool:
        """In check mode settings are predicted: the account may be what an earlier task of the play would have created."""
        needs = {OPERATIONS[name].needs_account for name in self.operations}
        if self.job.check:
            return "always" in needs
        return bool(self.names) or bool(needs - {"never"})

    # -- what can be reached ---------------------------------------------------------------------------------------

    def _split_unsupported(self) -> set[str]:
        """Keys a driver reaches; the others are manual, or an error. Raises Unsupported before the first write."""
        family = self.session.facts.family
        reachable: set[str] = set()
        missing: list[tuple[str, str]] = []
        for wanted in self.wanted.values():
            for key in wanted.values:
                reason = self._why_not(key)
                if reason is None:
                    reachable.add(key)
                else:
                    missing.append((key, reason))
        for name in self.operations:
            missing.extend(OPERATIONS[name].unsupported(self.session, self.job.areas[name]))
        if missing and self.job.on_unsupported == "fail":
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
                self.result.not_applicable.append(key)
            else:
                self.result.add_manual(key, family, reason)
        return reachable

    def _lacking(self) -> list[str]:
        """Wanted settings that this generation has, but that are out of reach so far."""
        ids = dict.fromkeys(split_key(key)[0] for wanted in self.wanted.values() for key in wanted.values)
        if "device_info" in self.operations:
            # the question is about every setting
            ids = dict.fromkeys(SETTINGS)
        return [setting_id for setting_id in ids if self._why_not(setting_id) not in (None, NO_SUCH_SETTING)]

    def _why_not(self, key: str) -> str | None:
        """Why a setting, or one instance of it, is out of reach; None when it is not."""
        family = self.session.facts.family
        driver = self.session.driver
        if not setting_of(key).exists_on(family):
            return NO_SUCH_SETTING
        if driver is None:
            return "there is no code map (profile) for this model, and no other interface is known"
        return driver.why_not(key)

    # -- reading and planning --------------------------------------------------------------------------------------

    def _plan(self, reachable: Iterable[str], account: Iterable[str] = ()) -> tuple[Plan, str | None]:
        """Read, compare, guard: no plan leaves here unguarded. C(account) are keys of the account that change with it.

        Returns the plan and the camera's time zone. Raises Refused, InvalidValue.
        """
        session = self.session
        driver = session.require_driver()
        keys = {key for key in reachable if key not in (NAME, PASSWORD)}
        ids = {split_key(key)[0] for key in keys}
        for name in self.wanted:
            ids.update(key for key in AREAS[name].reads if self._why_not(key) is None)
        # in the order of the catalog, so that a run reads the same way every time
        ordered = [setting_id for setting_id in SETTINGS if setting_id in ids]
        reading = self._factory_state(ordered) if session.facts.account == "none" else driver.read(ordered)
        values = self._resolved(reading, keys)
        family = session.family
        check_ports({**reading.values, **values.values}, family, managed=set(values.values))
        plan = build_plan(values, reading, driver, family, self._must_keep(reading, values))
        self.result.settings.clear()
        self.result.state({key: value for key, value in reading.values.items() if key in keys})
        zone = values.values.get("date_time.time_zone") or reading.values.get("date_time.time_zone")
        self._guard(plan, account)
        return plan, zone

    def _resolved(self, reading: Reading, keys: set[str]) -> Wanted:
        wanted_keys = {key for wanted in self.wanted.values() for key in wanted.values}
        context = Context(self.session.facts, reading.values, wanted_keys - keys, self.result.warnings)
        values: dict[str, Any] = {}
        always: set[str] = set()
        for name, wanted in self.wanted.items():
            if name == "administrator":
                continue
            managed = replace(wanted, values={key: value for key, value in wanted.values.items() if key in keys})
            if not managed.values and name != "date_time":
                continue
            resolved = AREAS[name].resolve(managed, self.job.areas[name], context)
            for key, value in resolved.values.items():
                reason = self._why_not(key)
                if reason is None:
                    values[key] = value
                else:
                    self.result.add_manual(key, self.session.facts.family, reason)
            always |= resolved.always
        return Wanted(values, frozenset(always))

    def _factory_state(self, ids: Iterable[str]) -> Reading:
        """A camera without an account shows nothing; the guide's factory defaults are what it will have."""
        values: dict[str, Any] = {}
        for setting_id in ids:
            setting = SETTINGS[setting_id]
            limit = limits_for(setting, self.session.family)[0]
            if setting.indexed:
                head, _dot, tail = setting_id.rpartition(".")
                values.update({f"{head}[{index}].{tail}": limit.default for index in range(1, limit.count + 1)})
            else:
                values[setting_id] = limit.default
        if self.job.check:
            self.result.warnings.append(
                "the camera is in factory state: what would change is predicted from the guide's factory defaults"
            )
        return Reading(values, {})

    # -- guards ----------------------------------------------------------------------------------------------------

    def _own_address(self) -> str:
        client = self.session.client
        return source_address_towards(
            client.host, self.endpoint.reachable_port(client.port), self.endpoint.source_address
        )

    def _networks(self) -> dict[Network, str]:
        """Who must keep access, and why: this host as the route to the camera shows it, and who the task names."""
        params = self.job.areas.get("host_access")
        if params is None:
            return {}
        client = self.session.client
        own = source_address_towards(
            client.host, self.endpoint.reachable_port(client.port), self.endpoint.source_address
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
        driver = self.session.require_driver()
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
        client = self.session.client
        allowed = self.endpoint.allow_clear_text
        secrets = [SETTINGS[key].where(self.session.facts.family) for key in account if key == PASSWORD]
        for change in plan.changes:
            setting = setting_of(change.key)
            if change.sends_secret:
                secrets.append(setting.where(self.session.facts.family))
        for name in self.operations:
            secrets.extend(OPERATIONS[name].secrets(self.job.areas[name]))
        check_clear_text(list(dict.fromkeys(secrets)), client.clear_text, allowed)
        check_basic(plan.after("http_server.auth_method"), client.clear_text, allowed)
        if any(change.key.startswith("network.") for change in plan.changes):
            check_network({change.key: change.after for change in plan.changes}, client.host, self._own_address())

    # -- doing -----------------------------------------------------------------------------------------------------

    def _predict(self, account_changes: Iterable[Any], plan: Plan) -> None:
        for change in account_changes:
            self.result.add_change(change)
        self._operate(before_settings=True)
        for change in plan.changes:
            self.result.add_change(change)
        self.result.restart["needed"] = plan.restart
        self._operate(before_settings=False)

    def _operate(self, before_settings: bool) -> bool:
        """Run the operations of one side of the settings; whether one of them changed the camera."""
        before = len(self.result.changes)
        for name in self.operations:
            if (name in _BEFORE_SETTINGS) == before_settings:
                OPERATIONS[name].run(self.session, self.job.areas[name], self.job.check, self.result)
        return len(self.result.changes) > before

    def _apply(self, plan: Plan, zone: str | None, reachable: set[str], pair: tuple[str, str] | None) -> None:
        """Apply; a cut in the middle is followed by reading and planning anew, once."""
        first = plan
        for attempt in (1, 2):
            if not plan.changes:
                break
            try:
                Applier(self.session, plan, self.result, zone, self.job.restart).run()
            except ConnectionLost as error:
                if attempt == 2:
                    raise
                self._recover(error, plan, pair)
                # what was written before the cut is in force by now, perhaps not saved, perhaps waiting for a restart
                plan, zone = self._plan(reachable)
                self._finish_cut(first, plan)
                continue
            break
        self._drift()

    def _apply_account(self, changes: tuple[Change, ...], pair: tuple[str, str]) -> None:
        """The account first; a cut in the middle is followed by looking which account is in force, once."""
        old = self.session.credentials
        try:
            apply_account(self.session, changes, pair, self.result)
        except ConnectionLost as error:
            self._recover(error, Plan(()), pair)
            rest = plan_account(self.session, pair, setting_of(NAME).where(self.session.facts.family))
            if rest:
                apply_account(self.session, rest, pair, self.result)
            else:
                confirm_account(self.session, changes, old, self.result)

    def _finish_cut(self, first: Plan, rest: Plan) -> None:
        """Record and save what the first attempt had brought about before the connection broke."""
        left = {change.key for change in rest.changes}
        done = [change for change in first.changes if change.key not in left]
        if not done:
            return
        self.session.require_driver().save()
        for change in done:
            self.result.add_change(change)
        self.result.restart["needed"] |= any(change.restart for change in done)
        if not rest.changes:
            restart_once(self.session, first, self.result, self.job.restart)

    def _recover(self, error: NetcamError, plan: Plan, pair: tuple[str, str] | None) -> None:
        """The connection broke in the middle of the writes: wait for the camera, log in again."""
        session = self.session
        session.progress(f"the connection broke ({error.message}); waiting for the camera")
        ports = (plan.after("http_server.http_port"), plan.after("http_server.https_port"))
        client = session.client
        candidates = [client.port, ports[0] if client.scheme == "http" else ports[1], self.endpoint.initial_port]
        session.wait_until_back([(client.scheme, port) for port in dict.fromkeys(candidates) if port])
        session.open(first=pair or session.credentials)
        self.result.warnings.append(
            f"the connection broke once and the rest was done after it came back: {error.message}"
        )

    def _drift(self) -> None:
        """Report the clock as it is after the run, where date and time are managed."""
        if "date_time" in self.wanted and self.result.changes and self.session.driver is not None:
            facts = self.session.look()
            if facts is not None:
                self.session.facts.drift = facts.drift
