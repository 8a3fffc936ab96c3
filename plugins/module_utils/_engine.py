# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The settings engine: open, read, plan, guard, apply, read back. One session, one login, one save, one restart.

Area modules and the module C(settings) are this one function with different argument specs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from ._administrator import (
    FIXED_NAME,
    NAME,
    PASSWORD,
    check_strength,
    plan_account,
    wanted_pair,
)
from ._apply import restart_once
from ._areas import AREAS, Context
from ._catalog import AREAS as GUIDE_ORDER
from ._catalog import FAMILIES, FAMILY_2022, FAMILY_ONVIF, setting_of
from ._effects import Waiting, waiting
from ._endpoint import Endpoint
from ._errors import InvalidValue, NetcamError, NotEffective, Refused, Unsupported
from ._job import Job
from ._journal import Keeper
from ._operations import OPERATIONS
from ._parts import Parts
from ._plan import Plan, Wanted
from ._planner import Planner
from ._result import Result
from ._serving import POLICY
from ._session import Session
from ._values import check_ports, normalise

Progress = Callable[[str], None]

#: A firmware update may change what settings mean; a certificate stands before what it protects, and so do the files of
#: 802.1X before its switch. All others come last.
_WHEN = {"firmware": "before", "dot1x": "before", "certificate": "encrypt"}


def run(
    job: Job, endpoint: Endpoint, progress: Progress | None = None, journal: Keeper | None = None
) -> dict[str, Any]:
    """Bring one camera to the wanted state; C(journal) is told of its account first.

    Raises NetcamError; returns the documented result.
    """
    return _Run(job, endpoint, progress, journal).run()


class _Run:
    def __init__(self, job: Job, endpoint: Endpoint, progress: Progress | None, journal: Keeper | None) -> None:
        self.job = job
        self.endpoint = endpoint
        self.session = Session(endpoint, progress)
        self.session.may_restart = job.restart
        self.session.journal = None if job.check else journal
        self.result = Result()
        self.names = [name for name in GUIDE_ORDER if name in job.areas and name in AREAS]
        self.operations = [name for name in OPERATIONS if name in job.areas]
        self.wanted: dict[str, Wanted] = {}
        self.planner = Planner(job, self.session, self.result, self.wanted, self.operations)
        self.parts = Parts(job, self.session, self.planner, self.result)
        self.pair: tuple[str, str] | None = None
        self._waiting: list[Waiting] = []

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
        self.result.warnings.extend(session.notes)
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
        if lacking := self.planner.lacking():
            # the vendor's own interface leaves something open: does the camera speak the public standard as well?
            session.add_onvif(lacking)
        reachable = self.planner.split_unsupported()
        if session.driver is None:
            self._operate("after")
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
        account = plan_account(session, pair, setting_of(NAME).where(session.facts.family))
        plan, zone = self.planner.plan(reachable, [change.key for change in account])
        if session.facts.account != "none":
            self._waiting = [found for found in waiting(session, result.settings) if plan.change(found.key) is None]
        if self.job.check:
            self._predict(account, plan)
            return
        if session.journal is not None and pair is not None and not account and session.credentials == pair:
            if session.journal.is_pending(pair):
                # an earlier run has ended after it told the camera, and perhaps before the camera saved it
                session.require_driver().save()
            session.journal.current(pair)
        if account and pair is not None and session.facts.account == "none":
            # nothing else is possible before; it needed consent where it goes over plain HTTP
            self.parts.apply_account(account, pair)
            account = ()
            reachable = self._reach_again()
            plan, zone = self.planner.plan(reachable)
        if self._encrypt(plan, zone, reachable, pair):
            plan, zone = self.planner.plan(reachable, [change.key for change in account])
        if account and pair is not None:
            self.parts.apply_account(account, pair)
            plan, zone = self.planner.plan(reachable)
        if "dot1x" in self.operations:
            # validity is a matter of time
            self.parts.apply(plan, zone, reachable, pair, lambda change: setting_of(change.key).area == "date_time")
            plan, zone = self.planner.plan(reachable)
        if self._operate("before"):
            plan, zone = self.planner.plan(reachable)
        self.parts.apply(plan, zone, reachable, pair, lambda change: change.key != POLICY)
        if (policy := plan.change(POLICY)) is not None:
            # back to plain HTTP, which was consented to: last, so that no secret goes over it
            self.parts.switch(policy, reachable, pair)
        self.parts.finish_switch()
        self._put_in_effect()
        self._operate("after")

    def _put_in_effect(self) -> None:
        """The restart that an earlier run did not come to. Raises RestartTimeout, NotEffective."""
        session, result = self.session, self.result
        if not self._waiting:
            return
        result.restart["needed"] = True
        restart_once(session, Plan(()), result, self.job.restart)
        if not result.restart["done"]:
            result.warnings.extend(f"{found.key}: {found.before}" for found in self._waiting)
            return
        keys = {found.key for found in self._waiting}
        if left := [found for found in waiting(session, result.settings) if found.key in keys]:
            raise NotEffective(
                f"the camera states {left[0].key} as wanted and was restarted, but {left[0].seen}",
                setting=setting_of(left[0].key).where(session.facts.family),
                hint="Look at the camera's page; does something else answer at this address?",
            )
        for found in self._waiting:
            self._add_waiting(found)

    def _add_waiting(self, found: Waiting) -> None:
        driver = self.session.require_driver()
        self.result.add_operation(found.key, found.before, found.value, driver.carrier(found.key))

    # -- encryption first ------------------------------------------------------------------------------------------

    def _encrypt(self, plan: Plan, zone: str | None, reachable: set[str], pair: tuple[str, str] | None) -> bool:
        """The clock, the certificate, HTTPS: before anything that carries a secret. Whether something was done."""
        policy = plan.after(POLICY)
        if "certificate" not in self.operations and policy in (None, "http"):
            return False
        before = len(self.result.changes)
        if "certificate" in self.operations:
            # validity is a matter of time
            self.parts.apply(plan, zone, reachable, pair, lambda change: setting_of(change.key).area == "date_time")
            self._operate("encrypt")
        change = plan.change(POLICY)
        if change is not None and change.after != "http":
            self.parts.switch(change, reachable, pair)
        return len(self.result.changes) > before

    def _reach_again(self) -> set[str]:
        """With its first account a camera may open another interface, which reaches more."""
        if lacking := self.planner.lacking():
            self.session.add_onvif(lacking)
        self.result.manual.clear()
        self.result.not_applicable.clear()
        return self.planner.split_unsupported()

    def _needs_account(self) -> bool:
        """In check mode settings are predicted: the account may be what an earlier task of the play would have created."""
        needs = {OPERATIONS[name].needs_account for name in self.operations}
        if self.job.check:
            return "always" in needs
        return bool(self.names) or bool(needs - {"never"})

    # -- doing -----------------------------------------------------------------------------------------------------

    def _predict(self, account_changes: Iterable[Any], plan: Plan) -> None:
        for change in account_changes:
            self.result.add_change(change)
        self._operate("before")
        self._operate("encrypt")
        for change in plan.changes:
            self.result.add_change(change)
        self.result.restart["needed"] = plan.restart or bool(self._waiting)
        for found in self._waiting:
            if self.job.restart:
                self._add_waiting(found)
        self._operate("after")

    def _operate(self, when: str) -> bool:
        """Run the operations that are due before, with, or after the settings; whether one of them changed the camera."""
        before = len(self.result.changes)
        for name in self.operations:
            if _WHEN.get(name, "after") != when:
                continue
            try:
                OPERATIONS[name].run(self.session, self.job.areas[name], self.job.check, self.result)
            except Unsupported as error:
                # some interfaces tell only in their present state what they cannot do
                if error.key is None or self.job.on_unsupported != "report":
                    raise
                self.result.add_manual(error.key, self.session.facts.family, error.message)
        return len(self.result.changes) > before
