# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The switch-over between HTTP and HTTPS: proven before it is irreversible ([HTTPS Connection Policy], guide p. A-17, B-17).

The camera is asked to serve both first. Then the new side is proven: a handshake that this controller trusts, and a read
that only the administrator may do. Only then the old side is closed. When the proof fails, the camera goes back to the
policy it had. A camera that knows no such middle is switched at once, and back when it does not prove itself.
"""

from __future__ import annotations

import time

from ._apply import restart_once
from ._catalog import setting_of
from ._certificates.notes import HTTPS, notes
from ._client import Client
from ._drivers.base import Assignment
from ._errors import (
    AuthenticationFailed,
    CameraAnswer,
    CameraUnreachable,
    ConnectionLost,
    NetcamError,
    NotEffective,
    Refused,
)
from ._plan import Change, Plan
from ._result import Result
from ._serving import POLICY, SERVES, stated_ports
from ._session import Session
from ._trust import served_fingerprint

BOTH = "http_and_https"


class SwitchOver:
    """One change of the policy on one camera."""

    def __init__(self, session: Session, change: Change, result: Result, restart: bool) -> None:
        self._session = session
        self._change = change
        self._result = result
        self._restart = restart
        self._ports = self._read_ports()
        # asked now: where the answer takes a request, the way for it may be closed later
        self._middle = self._has_middle()
        self._old = session.place
        self._pin = session.client.pinned
        self._restarted_before = result.restart["done"]

    def run(self) -> None:
        """Carry it out. The session goes on under the scheme that the inventory names, where the policy serves it.

        Raises NotEffective; then the camera has its old policy, or the error says what it has.
        """
        before, after = str(self._change.before), str(self._change.after)
        stated = before
        target = self._target(after)
        if target != self._session.client.scheme:
            if target not in SERVES.get(before, frozenset()):
                self._open(before, after)
            self._prove(target, before)
            stated = self._stated()
        if stated != after:
            self._write(after)
        elif self._session.client.scheme != target:
            self._move(target)
        if not self._result.restart["needed"]:
            # some cameras take all their listeners away for a moment
            self._session.renew()
        self._result.add_change(self._change)
        if after != "http":
            self._result.warnings.extend(notes(HTTPS))

    def finish(self) -> None:
        """After everything else: the one restart that the rest waits for as well, and a look whether the old side is closed.

        Raises RestartTimeout, NotEffective.
        """
        restart_once(self._session, Plan(()), self._result, self._restart)
        if self._result.restart["needed"] and not self._result.restart["done"]:
            return
        self._look_for_the_closed_side(str(self._change.after))
        if self._restarted_before or not self._result.restart["done"]:
            # the old side may have closed after the session came to the new one; a restart closes it before
            self._session.renew()

    def _target(self, after: str) -> str:
        serves = SERVES[after]
        wanted = self._session.endpoint.scheme
        return wanted if wanted in serves else next(iter(serves))

    # -- the new side ----------------------------------------------------------------------------------------------

    def _open(self, before: str, after: str) -> None:
        """Let the camera serve the new side, beside the old one where it can."""
        middle = BOTH if self._middle else after
        self._session.progress(f"asking the camera to serve {middle.replace('_', ' ')}")
        try:
            self._write_now(middle)
        except (ConnectionLost, CameraUnreachable):
            if middle == BOTH:
                raise
            # the old side closed before the answer was out

    def _has_middle(self) -> bool:
        family = self._session.facts.family
        setting = setting_of(POLICY)
        limit = setting.limits.get(family or "") or next(iter(setting.limits.values()))
        return BOTH in limit.choices and self._session.require_driver().takes(POLICY, BOTH)

    def _prove(self, scheme: str, before: str) -> None:
        """A handshake that is trusted, and a read that only the administrator may do. Then the session goes on there."""
        session = self._session
        port = self._ports[scheme]
        client = session.client.twin(scheme, port)
        try:
            self._read_as_administrator(client)
        except (CameraUnreachable, ConnectionLost, AuthenticationFailed, CameraAnswer, Refused) as error:
            self._go_back(before, scheme, error)
        finally:
            client.close()
        self._move(scheme)
        self._result.add_evidence(POLICY, f"the administrator reads the camera at {session.client.url}")

    def _read_as_administrator(self, client: Client) -> None:
        """A camera opens its listener in its own time; what it answers then counts."""
        give_up = time.monotonic() + self._session.endpoint.timeout
        pause = 0.1
        while True:
            try:
                self._session.proves_on(client)
                return
            except (CameraUnreachable, ConnectionLost) as error:
                if error.untrusted or time.monotonic() + pause > give_up:
                    raise
            time.sleep(pause)
            pause = min(pause * 2, 1.0)

    def _move(self, scheme: str) -> None:
        self._session.client.move(scheme=scheme, port=self._ports[scheme])
        self._session.renew()

    # -- back ------------------------------------------------------------------------------------------------------

    def _go_back(self, before: str, scheme: str, error: NetcamError) -> None:
        """The new side did not prove itself: the old policy again. Always raises NotEffective."""
        try:
            if not self._middle:
                self._enter_unproven(scheme)
            if self._stated() != before:
                self._write_back(before)
            now = f"The camera has its old policy again ({before})."
        except NetcamError as second:
            now = f"Going back failed as well ({second.message}): look at the camera's page."
        raise NotEffective(
            f"{scheme.upper()} did not prove itself: {error.message}",
            setting=setting_of(POLICY).where(self._session.facts.family),
            hint=f"{now} {error.hint or ''}".strip(),
        ) from None

    def _write_back(self, before: str) -> None:
        """The old policy, and the session where it was. Raises NetcamError."""
        client, (scheme, port) = self._session.client, self._old
        try:
            self._write_now(before)
        except ConnectionLost:
            if self._middle:
                raise
            # the unproven side closed before the answer was out
        if self._session.place != self._old:
            client.move(scheme=scheme, port=port)
            client.pin(self._pin)
            self._session.renew()

    def _enter_unproven(self, scheme: str) -> None:
        """The old side is closed. The way back leads over the new one, with the certificate that is shown there, whatever it
        is worth; a Digest login tells nobody more than it did over plain HTTP. Raises CameraUnreachable, Refused."""
        client = self._session.client
        if client.auth_method != "digest":
            raise Refused("a Basic login would show the password to whoever answers there")
        client.move(scheme=scheme, port=self._ports[scheme])
        if scheme == "https":
            client.pin(served_fingerprint(self._session.endpoint, client.host, client.port))
        self._session.renew()

    # -- requests --------------------------------------------------------------------------------------------------

    def _write(self, policy: str) -> None:
        """Write and save. Where the policy waits for a restart, that is left to the end of the run."""
        driver = self._session.require_driver()
        driver.write([Assignment(POLICY, policy)])
        driver.save()
        if driver.needs_restart(POLICY):
            self._result.restart["needed"] = True

    def _write_now(self, policy: str) -> None:
        """Write, save, and restart at once where the policy waits for that: the way goes on over what it opens."""
        session = self._session
        driver = session.require_driver()
        before = dict(self._result.restart)
        self._write(policy)
        if not driver.needs_restart(POLICY):
            return
        if not self._restart or not driver.has("restart"):
            raise NotEffective(
                f"the camera has stored the policy {policy} and serves it only after a restart",
                setting=setting_of(POLICY).where(session.facts.family),
                hint="Restart it (module netcam.hardening.reboot, or restart: auto), and run again.",
            )
        facts = session.look() or session.facts
        session.progress("restarting the camera")
        driver.restart()
        places = [session.place, *((scheme, self._ports[scheme]) for scheme in sorted(SERVES[policy]))]
        session.wait_for_restart(list(dict.fromkeys(places)), facts)
        # this one was on the way: what waits at the end has a restart of its own
        self._result.restart.update(before)
        self._result.add_evidence(POLICY, f"restarted on the way, to serve {policy.replace('_', ' ')}")
        session.log_in_again()

    def _stated(self) -> str:
        driver = self._session.require_driver()
        driver.forget()
        return str(driver.read([POLICY]).values.get(POLICY))

    def _read_ports(self) -> dict[str, int]:
        client = self._session.client
        return {**stated_ports(self._session.require_driver()), client.scheme: client.port}

    # -- from outside ----------------------------------------------------------------------------------------------

    def _look_for_the_closed_side(self, after: str) -> None:
        """What is switched off must not answer any more. Raises NotEffective."""
        for scheme in sorted({"http", "https"} - SERVES[after]):
            if self._closed(self._ports[scheme]):
                self._result.add_evidence(POLICY, f"nothing answers at port {self._ports[scheme]} ({scheme}) any more")
                continue
            raise NotEffective(
                f"the camera states the policy {after}, but port {self._ports[scheme]} ({scheme}) still answers",
                setting=setting_of(POLICY).where(self._session.facts.family),
                hint="A restart may be needed; look at the camera's page.",
            )

    def _closed(self, port: int) -> bool:
        session = self._session
        give_up = time.monotonic() + session.endpoint.timeout
        while True:
            if not session.client.listens(port):
                return True
            if time.monotonic() > give_up:
                return False
            time.sleep(0.2)
