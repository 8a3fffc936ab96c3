# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Prove a learned profile on one camera (docs/prove_profiles.md)."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._catalog import SETTINGS, join_key
from .._drivers.base import Assignment
from .._endpoint import Endpoint
from .._errors import InvalidValue, ProfileError, Refused
from .._guards import check_clear_text, loses_access
from .._operations.base import write_file
from .._plan import host_list
from .._profile import Entry
from .._route import source_address_towards
from .._serving import POLICY
from .._session import Session
from .account import prove_account, put_back_account, temporary_password
from .outside import Outside
from .risk import ACCOUNT, could_cut, explained, reason
from .runner import Runner
from .state import State, load_state
from .trial import Trial, along
from .values import other_row, other_value


@dataclass
class Outcome:
    """What was proven, and why the rest was not."""

    model: str | None = None
    firmware: str = ""
    proven: list[str] = field(default_factory=list)
    open: dict[str, str] = field(default_factory=dict)
    put_back: list[str] = field(default_factory=list)
    backup: str | None = None
    notes: list[str] = field(default_factory=list)


def prove(
    endpoint: Endpoint, params: Mapping[str, Any], check: bool, progress: Callable[[str], None] | None = None
) -> Outcome:
    """Prove what is asked for. In check mode, say what would be. C(endpoint.profiles) is the one profile.

    Raises NetcamError.
    """
    return _Proof(endpoint, params, check, progress).run()


class _Proof:
    def __init__(
        self, endpoint: Endpoint, params: Mapping[str, Any], check: bool, progress: Callable[[str], None] | None
    ) -> None:
        self.endpoint = endpoint
        self.params = params
        self.check = check
        self.session = Session(endpoint, progress)
        profiles = self.session.profiles
        if len(profiles) != 1:
            raise ProfileError("profile_file is no profile that can be proven: it must be a code map, or of version 2")
        self.profile = profiles[0]
        self.outcome = Outcome()
        self.wanted = params["settings"] if params["settings"] is not None else list(self.profile.entries)
        self._check_names()

    def _check_names(self) -> None:
        for option in ("settings", "risky"):
            for setting_id in self.params[option] or ():
                if setting_id not in self.profile.entries:
                    raise InvalidValue(f"{option}: {setting_id!r} is not a setting of the profile {self.profile.name}")

    def run(self) -> Outcome:
        session, params = self.session, self.params
        path = params["state_file"] or f"{params['profile_file']}.proof-{self.endpoint.name}.json"
        state = load_state(path, self.endpoint.name, self.profile.name)
        if state.account is not None:
            # the inventory's account first, then what the cut run may have left
            self.endpoint.initial_user, self.endpoint.initial_password = state.account
        try:
            session.open()
            self._prove(state)
        finally:
            session.close()
        self.outcome.notes.extend(session.notes)
        return self.outcome

    def _prove(self, state: State) -> None:
        session, outcome = self.session, self.outcome
        driver = session.require_driver()
        if session.facts.model is None or not self.profile.is_for(session.facts.model):
            raise ProfileError(
                f"the camera {'names no model' if session.facts.model is None else 'is a ' + session.facts.model}, and profile "
                f"{self.profile.name} is for {', '.join(self.profile.models) or 'no model'}",
                hint="Prove a profile on a camera of a model that it names.",
            )
        outcome.model, outcome.firmware = session.facts.model, session.facts.firmware or ""
        ids = [
            setting_id for setting_id in SETTINGS if setting_id in self.profile.entries and driver.reaches(setting_id)
        ]
        if self.check:
            if state.pending:
                outcome.notes.append(f"an earlier run has left something to put back: {state.path}")
            self._classify(ids, driver.read(ids).values)
            return
        wanted = (self.endpoint.user, self.endpoint.password)
        if wanted[0] and wanted[1] is not None and put_back_account(session, state, (wanted[0], wanted[1])):
            outcome.put_back.append("administrator.password")
        self._guard_clear_text(ids)
        outside = Outside(self.endpoint) if self.params["probes"] else None
        runner = Runner(session, state, ids, outside)
        if outside is not None:
            outside.rtsp_port = runner.baseline.values.get("rtp_server.rtsp_port")
        outcome.put_back.extend(runner.put_back_leftovers())
        self._backup()
        todo = self._classify(ids, runner.baseline.values)
        waiting: list[Trial] = []
        for setting_id in todo:
            session.progress(f"proving {setting_id}")
            if setting_id in ACCOUNT:
                self._note(setting_id, prove_account(session, state, setting_id))
                continue
            trials, why = self._trials(runner, setting_id, {trial.key: trial.wanted for trial in waiting})
            if why is not None:
                outcome.open[setting_id] = why
            elif driver.needs_restart(setting_id):
                waiting.extend(trials)
            else:
                against = [text for trial in trials for text in runner.prove([trial]).values()]
                self._note(setting_id, against[0] if against else None)
        if waiting:
            found = runner.prove(waiting, restart=True)
            for setting_id in dict.fromkeys(trial.setting_id for trial in waiting):
                texts = [found[trial.key] for trial in waiting if trial.setting_id == setting_id and trial.key in found]
                self._note(setting_id, texts[0] if texts else None)
        if outcome.proven:
            # all is as before: this proves that the camera takes the request itself
            driver.save()

    def _note(self, setting_id: str, against: str | None) -> None:
        if against is None:
            self.outcome.proven.append(setting_id)
        else:
            self.outcome.open[setting_id] = explained(setting_id, against)

    # -- what is asked for -----------------------------------------------------------------------------------------

    def _classify(self, ids: Iterable[str], values: Mapping[str, Any]) -> list[str]:
        """Settings to prove now, in the order of the guide; the others with the reason."""
        driver = self.session.require_driver()
        todo: list[str] = []
        for setting_id in ids:
            setting = SETTINGS[setting_id]
            if setting_id not in (*self.wanted, *self.params["risky"]) or setting.readonly:
                continue
            value = values.get(join_key(setting_id, 1) if setting.indexed else setting_id)
            restart = self.params["restart"] and driver.has("restart")
            named = setting_id in self.params["risky"]
            cuts = not named and could_cut(setting, self.session.client.host, self._own_address())
            why = reason(setting_id, value, driver, cuts, restart)
            if why is None:
                todo.append(setting_id)
            else:
                self.outcome.open[setting_id] = why
        if self.check:
            self.outcome.proven = todo
        return todo

    def _guard_clear_text(self, ids: Iterable[str]) -> None:
        secret = [SETTINGS[name].where(self.session.facts.family) for name in ids if name in self._sends_secrets()]
        check_clear_text(secret, self.session.client.clear_text, self.endpoint.allow_clear_text)

    def _sends_secrets(self) -> set[str]:
        named = set(self.params["risky"]) & set(ACCOUNT)
        return named | ({"users.accounts"} & set(self.wanted))

    def _trials(self, runner: Runner, setting_id: str, tried: Mapping[str, Any]) -> tuple[list[Trial], str | None]:
        """Trials of a setting beside those that are tried at the same time, or why there are none."""
        setting = SETTINGS[setting_id]
        values = {**runner.baseline.values, **tried}
        if setting.columns:
            return self._row_trial(runner, setting_id)
        if setting.indexed:
            count = setting.limits[str(self.session.facts.family)].count
            keys = [join_key(setting_id, index) for index in dict.fromkeys((1, count))]
        else:
            keys = [setting_id]
        trials = []
        for key in keys:
            before = runner.baseline.values.get(key)
            wanted = self._policy(before) if key == POLICY else other_value(
                key, before, values, runner.driver, self.session.family, self._words(setting_id)
            )  # fmt: skip
            if wanted is None or before is None:
                return [], "there is no other value that could be tried without harm"
            if (why := self._locks_out(runner, key, wanted)) is not None:
                return [], why
            ways = along(setting_id, wanted, runner.baseline.values)
            trials.append(Trial(key, before, wanted, Assignment(key, wanted), Assignment(key, before), *ways))
        return trials, None

    def _words(self, setting_id: str) -> Iterable[str]:
        entry = self.profile.entries[setting_id]
        return (entry.code if isinstance(entry, Entry) else entry.cell).values

    def _policy(self, before: Any) -> str | None:
        """Both sides open beside the one in use: the only value that closes nothing."""
        both = "http_and_https"
        return both if before in ("http", "https") and self.session.require_driver().takes(POLICY, both) else None

    def _locks_out(self, runner: Runner, key: str, wanted: Any) -> str | None:
        """Host restrictions are tried only where they provably let this host in."""
        if not key.startswith("host_access.ipv"):
            return None
        version = int(key[len("host_access.ipv")])
        values = {**runner.baseline.values, key: wanted}
        hosts = host_list(version, values, runner.baseline.positions)
        why = loses_access(hosts, ipaddress.ip_network(self._own_address()))
        return None if why is None else f"this host would lose access: {why}"

    def _own_address(self) -> str:
        client = self.session.client
        return source_address_towards(
            client.host, self.endpoint.reachable_port(client.port), self.endpoint.source_address
        )

    def _row_trial(self, runner: Runner, setting_id: str) -> tuple[list[Trial], str | None]:
        rows = runner.baseline.positions.get(setting_id, {})
        if (
            setting_id.startswith("host_access.")
            and runner.baseline.values.get(setting_id.replace("rows", "apply")) is not False
        ):
            return (
                [],
                "the restrictions apply, or it cannot be seen that they do not: switch them off on this camera first",
            )
        row = other_row(setting_id, rows.values(), temporary_password())
        if row is None:
            return [], "there is no row that could be added for a moment"
        free = next((position for position in range(runner.driver.rows(setting_id)) if position not in rows), None)
        if free is None:
            return [], "the table is full"
        test = Assignment(setting_id, rows={free: row})
        return [Trial(setting_id, None, row, test, Assignment(setting_id, rows={free: None}))], None

    # -- backup ----------------------------------------------------------------------------------------------------

    def _backup(self) -> None:
        """Before the first write. Raises Refused where there is none and the user has not agreed to that."""
        if self.params["without_backup"]:
            return
        driver = self.session.require_driver()
        why = None if driver.has("backup") else "the profile does not describe the backup"
        why = why or driver.backup_in_clear()
        dest, password = self.params["backup_dest"], self.params["backup_password"]
        if why is not None:
            raise Refused(
                f"no backup can be taken first: {why}",
                setting="[Maintenance] > [Backup/Restore]",
                hint="Take one on the camera's own page, then set without_backup. Nothing was written.",
            )
        if not dest or not password:
            raise InvalidValue(
                "backup_dest and backup_password are needed: the camera is backed up before the first write",
                hint="Or set without_backup.",
            )
        check_clear_text(["the backup's password"], self.session.client.clear_text, self.endpoint.allow_clear_text)
        write_file(os.path.expanduser(dest), driver.download_backup(password), "backup")
        self.outcome.backup = dest
