# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Carry out trials on one open camera: remember, write, read back, look from outside, put back, read back again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from .._catalog import setting_of, split_key
from .._drivers.base import Assignment, Reading
from .._errors import (
    CameraAnswer,
    CameraBusy,
    CameraUnreachable,
    ConnectionLost,
    InvalidValue,
    NetcamError,
    NotEffective,
    ProfileError,
    Refused,
    Unsupported,
)
from .._serving import POLICY, PORTS
from .._session import Session
from .outside import Outside
from .state import State
from .trial import Trial, companions, differences

_NEW_CONNECTION = ("http_server.auth_method", POLICY, "host_access.")
#: What the camera, or the profile, says about one write; everything else ends the run.
_OF_THE_CAMERA = (CameraAnswer, CameraBusy, InvalidValue, NotEffective, ProfileError, Refused, Unsupported)


class Runner:
    """Trials on one camera. C(ids) are the settings that are read to see that nothing else changes."""

    def __init__(self, session: Session, state: State, ids: Sequence[str], outside: Outside | None) -> None:
        self.session = session
        self.state = state
        self.driver = session.require_driver()
        self.ids = list(ids)
        self.outside = outside
        self.baseline = self.read()

    def read(self) -> Reading:
        """All settings, read anew."""
        self.driver.forget()
        return self.driver.read(self.ids)

    # -- leftovers -------------------------------------------------------------------------------------------------

    def put_back_leftovers(self) -> list[str]:
        """What an earlier run could not put back. Returns the keys. Raises NotEffective."""
        left = list(self.state.put_back)
        if left:
            self._write(left)
            self.driver.save()
            self.baseline = self.read()
            wrong = [
                back.key
                for back in left
                if back.rows is None and str(self.baseline.values.get(back.key)) != str(back.value)
            ]
            if wrong:
                raise self._not_back(wrong)
            self.state.done()
        return [back.key for back in left]

    # -- trials ----------------------------------------------------------------------------------------------------

    def prove(self, trials: Sequence[Trial], restart: bool = False) -> dict[str, str]:
        """Try all of them at once, and put everything back. Returns what speaks against each key that did not hold.

        Raises NotEffective when something could not be put back, ConnectionLost when the camera went away; the state file
        keeps the old values then.
        """
        try:
            against = self._no_way_back(trials)
            trials = [trial for trial in trials if trial.key not in against]
            if restart:
                against.update(self._refused_alone(trials))
            trials = [trial for trial in trials if trial.key not in against]
            return {**against, **self._prove(trials, restart)} if trials else against
        except NetcamError as error:
            if self.state.pending:
                error.hint = (
                    f"{error.hint or ''} What has to be put back is in {self.state.path}: run the proof again, which puts it "
                    "back first."
                ).strip()
            raise

    def _no_way_back(self, trials: Sequence[Trial]) -> dict[str, str]:
        """Trials whose old value the camera would not take: it is written first, while it is still there. A camera may have
        values as delivered that its own page would refuse."""
        refused: dict[str, str] = {}
        for trial in trials:
            if trial.test.rows is not None or self.driver.needs_restart(trial.setting_id):
                continue
            try:
                self._write([trial.back])
            except _OF_THE_CAMERA as error:
                refused[trial.key] = (
                    f"the camera does not take its present value, so it could not be put back: {error.message}"
                )
        return refused

    def _refused_alone(self, trials: Sequence[Trial]) -> dict[str, str]:
        """What the camera refuses without any restart, so that one setting does not spoil the trial of all of them."""
        refused: dict[str, str] = {}
        self.state.remember([back for trial in trials for back in trial.again])
        for trial in trials:
            try:
                self.driver.write([trial.back])
                self.driver.write([trial.test])
            except _OF_THE_CAMERA as error:
                refused[trial.key] = error.message
                continue
            self.driver.write([trial.back])
        self.state.done()
        return refused

    def _prove(self, trials: Sequence[Trial], restart: bool) -> dict[str, str]:
        against: dict[str, str] = {}
        views = self._views(trials)
        self.state.remember([back for trial in trials for back in trial.again])
        try:
            self._carry_out([there for trial in trials for there in trial.there], restart)
            against = self._judge(trials, views)
        except _OF_THE_CAMERA as error:
            against = {trial.key: error.message for trial in trials}
        except (ConnectionLost, CameraUnreachable) as error:
            self._wait_until_back(trials)
            against = {trial.key: f"the connection broke: {error.message}" for trial in trials}
        self._put_back(trials, restart)
        self.state.done()
        return against

    def _views(self, trials: Iterable[Trial]) -> list[Trial]:
        """Trials whose present value a probe sees as it is; the others tell nothing from outside."""
        outside = self.outside
        if outside is None:
            return []
        return [trial for trial in trials if outside.judges(trial.key) and outside.agrees(trial.key, trial.before)]

    def _judge(self, trials: Sequence[Trial], views: Sequence[Trial]) -> dict[str, str]:
        reading = self.read()
        family = self.session.family
        against = {
            trial.key: "the camera took the write, but its page does not show the new value"
            for trial in trials
            if not trial.holds(reading, family, self.driver)
        }
        tried = {trial.setting_id for trial in trials}
        others = differences(self.baseline, reading, tried | {mate for name in tried for mate in companions(name)})
        if others:
            for trial in trials:
                against.setdefault(trial.key, f"writing it also changed {', '.join(others)}")
        for trial in views:
            if (
                trial.key not in against
                and self.outside
                and self.outside.agrees(trial.key, trial.wanted, True) is False
            ):
                against[trial.key] = "the page shows the new value, but from outside nothing has changed"
        return against

    def _put_back(self, trials: Sequence[Trial], restart: bool) -> None:
        self._carry_out([back for trial in trials for back in (self._back(trial), *trial.last)], restart)
        after = self.read()
        others = differences(self.baseline, after, set())
        if others:
            # something else had changed with it
            more = [back for key in others if (back := self._whole(key, after)) is not None]
            if more:
                self.state.remember([*(back for trial in trials for back in trial.again), *more], self.state.account)
                self._carry_out(more, restart)
                others = differences(self.baseline, self.read(), set())
        if others:
            raise self._not_back(others)

    def _whole(self, key: str, after: Reading) -> Assignment | None:
        """The whole old value of a key that changed along; None where a password would be lost."""
        if setting_of(key).kind != "table":
            return Assignment(key, self.baseline.values[key])
        if any(column.kind == "secret" for column in setting_of(key).columns):
            return None
        rows: dict[int, Any] = dict.fromkeys(after.positions.get(key, {}))
        return Assignment(key, rows={**rows, **self.baseline.positions.get(key, {})})

    def _back(self, trial: Trial) -> Assignment:
        """A row is taken away where it stands now: a list may have moved it."""
        rows = trial.test.rows
        if rows is None:
            return trial.back
        present = self.driver.read([trial.setting_id]).positions.get(trial.key, {})
        known = set(self.baseline.positions.get(trial.key, {}))
        return Assignment(
            trial.key, rows=dict.fromkeys((at for at in present if at not in known), None) or trial.back.rows
        )

    def _not_back(self, keys: Sequence[str]) -> NotEffective:
        first = setting_of(keys[0])
        return NotEffective(
            f"the camera did not take back the old value of {', '.join(keys)}",
            setting=f"{keys[0]} {first.where(self.session.facts.family)}",
            hint="Look at the camera's page.",
        )

    # -- requests --------------------------------------------------------------------------------------------------

    def _carry_out(self, assignments: Sequence[Assignment], restart: bool) -> None:
        self._write(assignments)
        if restart:
            self.driver.save()
            self._restart(assignments)

    def _write(self, assignments: Sequence[Assignment]) -> None:
        if assignments:
            self.driver.write(list(assignments))
        for assignment in assignments:
            waits = self.driver.needs_restart(split_key(assignment.key)[0])
            if not waits and assignment.key == PORTS[self.session.client.scheme]:
                self.session.renew(port=int(assignment.value))
            elif not waits and assignment.key.startswith(_NEW_CONNECTION):
                self.session.renew()

    def _restart(self, assignments: Sequence[Assignment]) -> None:
        session = self.session
        ports = [item.value for item in assignments if item.key == PORTS[session.client.scheme]]
        places = [session.place, *((session.client.scheme, int(port)) for port in ports)]
        before = session.look() or session.facts
        session.progress("restarting the camera")
        self.driver.restart()
        session.wait_for_restart(list(dict.fromkeys(places)), before)
        session.renew()

    def _wait_until_back(self, trials: Sequence[Trial]) -> None:
        """After a cut: the camera where it was, or where a test value has moved it. Raises RestartTimeout."""
        session = self.session
        session.progress("the connection broke; waiting for the camera")
        scheme = session.client.scheme
        moved = [(scheme, int(trial.wanted)) for trial in trials if trial.key == PORTS[scheme]]
        session.wait_until_back(list(dict.fromkeys([session.place, *moved])))
        session.renew()
