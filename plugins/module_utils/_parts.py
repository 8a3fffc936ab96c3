# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Parts of a plan, carried out on a camera whose connection may break once in the middle.

After a cut nobody knows what the camera has taken: it is waited for and read anew, and only the rest is done.
"""

from __future__ import annotations

from collections.abc import Callable

from ._administrator import NAME, apply_account, confirm_account, plan_account
from ._apply import Applier, restart_once
from ._catalog import setting_of
from ._errors import ConnectionLost, NetcamError
from ._job import Job
from ._plan import Change, Plan
from ._planner import Planner
from ._result import Result
from ._serving import POLICY
from ._session import Session
from ._switch import SwitchOver


class Parts:
    """Of one run on one open camera."""

    def __init__(self, job: Job, session: Session, planner: Planner, result: Result) -> None:
        self._job = job
        self._session = session
        self._planner = planner
        self._result = result
        self._switched: SwitchOver | None = None
        #: how many of the changes the clock has been looked at after
        self._looked = 0

    def apply(
        self,
        plan: Plan,
        zone: str | None,
        reachable: set[str],
        pair: tuple[str, str] | None,
        part: Callable[[Change], bool],
    ) -> None:
        """Apply a part of the plan; a cut in the middle is followed by reading and planning anew, once."""
        first = plan = plan.only(part)
        restarted = self._result.restart["done"]
        for attempt in (1, 2):
            if not plan.changes:
                break
            try:
                Applier(self._session, plan, self._result, zone, self._job.restart).run()
            except ConnectionLost as error:
                if attempt == 2:
                    raise
                self._recover(error, plan, pair)
                # what was written before the cut is in force by now, perhaps not saved, perhaps waiting for a restart
                plan, zone = self._planner.plan(reachable)
                plan = plan.only(part)
                self._finish_cut(first, plan)
                continue
            break
        self._drift(known=self._result.restart["done"] and not restarted)

    def apply_account(self, changes: tuple[Change, ...], pair: tuple[str, str]) -> None:
        """The account first; a cut in the middle is followed by looking which account is in force, once."""
        old = self._session.credentials
        try:
            apply_account(self._session, changes, pair, self._result)
        except ConnectionLost as error:
            self._recover(error, Plan(()), pair)
            rest = plan_account(self._session, pair, setting_of(NAME).where(self._session.facts.family))
            if rest:
                apply_account(self._session, rest, pair, self._result)
            else:
                confirm_account(self._session, changes, old, self._result)

    def switch(self, change: Change, reachable: set[str], pair: tuple[str, str] | None) -> None:
        """Change the connection policy; a cut in the middle is followed by reading and planning anew, once."""
        self._switched = SwitchOver(self._session, change, self._result, self._job.restart)
        try:
            self._switched.run()
        except ConnectionLost as error:
            self._recover(error, Plan((change,)), pair)
            rest = self._planner.plan(reachable)[0].change(POLICY)
            self._switched = SwitchOver(self._session, rest or change, self._result, self._job.restart)
            if rest is not None:
                self._switched.run()
            else:
                # it is in force, perhaps not saved, perhaps waiting for a restart
                driver = self._session.require_driver()
                driver.save()
                self._result.restart["needed"] |= driver.needs_restart(POLICY)
                self._result.add_change(change)

    def finish_switch(self) -> None:
        """After everything else: the restart, and a look whether the old side is closed. Raises RestartTimeout, NotEffective."""
        if self._switched is not None:
            self._switched.finish()

    def _finish_cut(self, first: Plan, rest: Plan) -> None:
        """Record and save what the first attempt had brought about before the connection broke."""
        left = {change.key for change in rest.changes}
        done = [change for change in first.changes if change.key not in left]
        if not done:
            return
        self._session.require_driver().save()
        for change in done:
            self._result.add_change(change)
        self._result.restart["needed"] |= any(change.restart for change in done)
        if not rest.changes:
            restart_once(self._session, first, self._result, self._job.restart)

    def _recover(self, error: NetcamError, plan: Plan, pair: tuple[str, str] | None) -> None:
        """The connection broke in the middle of the writes: wait for the camera, log in again."""
        session = self._session
        session.progress(f"the connection broke ({error.message}); waiting for the camera")
        scheme = session.client.scheme
        endpoint = session.endpoint
        places = [session.place, (scheme, plan.after(f"http_server.{scheme}_port")), endpoint.initial_place()]
        if plan.change(POLICY) is not None:
            places.append((endpoint.scheme, endpoint.port))
        session.wait_until_back(list(dict.fromkeys(place for place in places if place is not None and place[1])))
        session.open(first=pair or session.credentials)
        self._result.warnings.append(
            f"the connection broke once and the rest was done after it came back: {error.message}"
        )

    def _drift(self, known: bool) -> None:
        """Report the clock as it is after the run, where date and time were changed. C(known): it was seen after a restart."""
        changes = self._result.changes[self._looked :]
        self._looked = len(self._result.changes)
        if not known and any(change["area"] == "date_time" for change in changes):
            facts = self._session.look()
            if facts is not None:
                self._session.facts.drift = facts.drift
