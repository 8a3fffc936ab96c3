# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Carry out a plan: write, follow the camera where it moves, prove, save once, restart at most once, read back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ._catalog import setting_of, split_key
from ._drivers.base import Assignment, Reading
from ._errors import (
    AuthenticationFailed,
    CameraAnswer,
    CameraBusy,
    CameraUnreachable,
    ConnectionLost,
    InvalidValue,
    NetcamError,
    NotEffective,
    ProfileError,
    Refused,
)
from ._plan import CLOCK_NOW, STEP_CONNECTION, STEP_ORDINARY, STEP_RESTART, Change, Plan, same
from ._result import Result
from ._serving import PORTS
from ._session import Session
from ._values import Secret


class Applier:
    """One plan on one camera."""

    def __init__(self, session: Session, plan: Plan, result: Result, zone: str | None, restart: bool) -> None:
        self._session = session
        self._driver = session.require_driver()
        self._plan = plan
        self._result = result
        self._zone = zone
        self._restart = restart
        self._unsaved = False

    def run(self) -> None:
        """Apply the whole plan. Raises NetcamError; what was proven until then is saved."""
        try:
            self._write(self._plan.step(STEP_ORDINARY))
            self._write_hosts()
            self._write_connection()
            self._write(self._plan.step(STEP_RESTART))
            self._save()
        except (CameraAnswer, CameraBusy, ProfileError) as error:
            self._save_rest(error)
            raise
        # some interfaces tell only after a write that it waits for a restart
        if any(self._waits(change) for change in self._plan.changes):
            self._result.restart["needed"] = True
        restarted = restart_once(self._session, self._plan, self._result, self._restart)
        self._read_back(fresh=restarted)
        for change in self._plan.changes:
            self._result.add_change(change)

    # -- writing ---------------------------------------------------------------------------------------------------

    def _send(self, assignments: Sequence[Assignment]) -> None:
        if assignments:
            self._driver.write(assignments)
            self._unsaved = True

    def _write(self, changes: Sequence[Change]) -> None:
        assignments = [assignment for change in changes for assignment in change.assignments]
        self._send([assignment for assignment in assignments if assignment.value != CLOCK_NOW])
        # the clock goes last and alone: it is read in the zone that was just set
        for assignment in assignments:
            if assignment.value == CLOCK_NOW:
                self._send([Assignment(assignment.key, self._clock())])

    def _clock(self) -> str:
        try:
            zone = ZoneInfo(self._zone) if self._zone else UTC
        except (ZoneInfoNotFoundError, ValueError):
            if (value := self._driver.clock_value(datetime.now(UTC))) == CLOCK_NOW:
                # an interface that is told the time in UTC at the moment of the request; its zone may have any spelling
                return value
            raise InvalidValue(
                f"the time zone {self._zone!r} is not known on this controller",
                setting="date_time.time_zone",
                hint="Install tzdata, or use an IANA name.",
            ) from None
        return self._driver.clock_value(datetime.now(zone))

    def _write_hosts(self) -> None:
        if not self._plan.hosts:
            return
        for step in self._plan.hosts:
            self._send(step)
        try:
            self._session.renew()
        except (CameraUnreachable, ConnectionLost, Refused) as error:
            raise NotEffective(
                f"after the host access restrictions were written, a new connection failed: {error.message}",
                setting="[Security] > [Host Access Restrictions]",
                hint="They were not saved: a power cycle of the camera should bring the old ones back. "
                "Is there address translation between this host and the camera? Then list what the camera sees in must_keep_access.",
            ) from None
        self._result.add_evidence("host_access", "a new connection from this host works under the new restrictions")

    def _write_connection(self) -> None:
        changes = self._plan.step(STEP_CONNECTION)
        if not changes:
            return
        self._write(changes)
        key = PORTS[self._session.client.scheme]
        moved = next((change for change in changes if change.key == key), None)
        # a port that is stored for the next restart must not be followed yet
        port = moved.after if moved is not None and not self._waits(moved) else None
        try:
            self._session.renew(port=port)
        except (CameraUnreachable, ConnectionLost, AuthenticationFailed) as error:
            raise NotEffective(
                f"after {', '.join(change.key for change in changes)} the camera does not answer as it should: {error.message}",
                setting=setting_of(changes[0].key).where(self._session.facts.family),
                hint="The change was not saved: a power cycle of the camera should bring the old settings back.",
            ) from None
        if port is not None:
            self._result.add_evidence(key, f"the session goes on at {self._session.client.url}")
        self._check_challenge()

    def _check_challenge(self) -> None:
        wanted = self._plan.after("http_server.auth_method")
        if wanted is None:
            return
        seen = self._session.client.auth_method
        if seen is None and self._driver.carrier("http_server.auth_method") == "web":
            # the settings interface has a login of its own; the method is that of other requests
            return
        if seen != wanted:
            raise NotEffective(
                f"the camera accepted {wanted} but still asks for {seen} authentication",
                setting=setting_of("http_server.auth_method").where(self._session.facts.family),
                hint="Look at the camera's page; a newer firmware may be needed.",
            )
        self._result.add_evidence("http_server.auth_method", f"the camera asks for {seen} authentication")

    def _save(self) -> None:
        if self._unsaved:
            self._driver.save()
            self._unsaved = False

    def _save_rest(self, error: NetcamError) -> None:
        """A value the camera refused must not cost the ones it took before."""
        if not self._unsaved:
            return
        try:
            self._save()
        except NetcamError:
            error.hint = f"{error.hint or ''} What was written before it is in force, but could not be saved.".strip()
        else:
            error.hint = f"{error.hint or ''} What was written before it is in force and saved.".strip()

    # -- restart and proof -----------------------------------------------------------------------------------------

    def _read_back(self, fresh: bool) -> None:
        """Compare what the camera now states with what was written. C(fresh): no page is older than a restart.

        Raises NotEffective.
        """
        pending = not self._result.restart["done"]
        changes = [change for change in self._plan.changes if not (pending and self._waits(change))]
        if not fresh:
            self._driver.forget()
        reading = self._driver.read({split_key(change.key)[0] for change in changes})
        ignored = [change for change in changes if not self._holds(change, reading)]
        if ignored:
            lines = [f"{change.key} {setting_of(change.key).where(self._session.facts.family)}" for change in ignored]
            raise NotEffective(
                f"the camera accepted these writes but did not carry them out: {'; '.join(lines)}",
                hint="Run again; if it stays so, set them on the camera's own page and report the model and firmware.",
            )
        self._result.state(reading.values)

    def _waits(self, change: Change) -> bool:
        return change.restart or self._driver.needs_restart(split_key(change.key)[0])

    def _holds(self, change: Change, reading: Reading) -> bool:
        setting = setting_of(change.key)
        current: Any = reading.values.get(change.key)
        if setting.kind == "secret":
            return current in (Secret.SET, Secret.UNKNOWN)
        if setting.kind == "clock":
            return self._clock_holds()
        return same(change.key, current, change.after, self._session.family, self._driver)

    def _clock_holds(self) -> bool:
        facts = self._session.look()
        if facts is None or facts.drift is None:
            return True
        self._session.facts.drift = facts.drift
        self._result.add_evidence("date_time.clock", f"the camera's clock is {facts.drift:+.1f} s off")
        return abs(facts.drift) < 5.0


def restart_once(session: Session, plan: Plan, result: Result, allowed: bool) -> bool:
    """Restart where something saved waits for it, wait for the camera at its old or new port, log in again.

    Whether it has restarted now; then all pages are read anew. Does nothing when the restart was done already. Raises
    RestartTimeout.
    """
    if not result.restart["needed"] or result.restart["done"] or not allowed:
        return False
    driver = session.require_driver()
    if not driver.has("restart"):
        waits = [
            change.key for change in plan.changes if change.restart or driver.needs_restart(split_key(change.key)[0])
        ]
        reason = "the profile describes no restart request: restart the camera by hand"
        if waits:
            reason += f"; {', '.join(waits)} take effect then"
        result.add_manual("reboot.reboot", session.facts.family, reason)
        return False
    client = session.client
    port = plan.after(PORTS[client.scheme])
    places = [(client.scheme, p) for p in dict.fromkeys((port, client.port)) if p]
    before = session.look() or session.facts
    session.progress("restarting the camera")
    driver.restart()
    session.wait_for_restart(places, before)
    result.restart["done"] = True
    session.log_in_again()
    return True
