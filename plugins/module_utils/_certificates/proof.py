# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A new certificate is chosen, and proven where HTTPS is served; the one that worked comes back where it does not prove itself."""

from __future__ import annotations

import time

from .._catalog import SETTINGS
from .._errors import CameraUnreachable, ConnectionLost, NetcamError, NotEffective
from .._result import Result
from .._session import Session
from .crypto import x509
from .eyes import Eyes, Seen
from .facts import fingerprint
from .issuers import same_certificate
from .order import Order
from .store import Held, Store
from .words import short


class Proof:
    """One new certificate on one open camera. C(setting) is the catalog's id for what is done."""

    def __init__(self, session: Session, store: Store, order: Order, eyes: Eyes, result: Result, setting: str) -> None:
        self._session = session
        self._store = store
        self._order = order
        self._eyes = eyes
        self._result = result
        self._setting = setting
        self._where = SETTINGS[setting].where(session.facts.family)

    def use(self, seen: Seen, held: Held | None, leaf: x509.Certificate | None) -> None:
        """Choose it, and where HTTPS is served, prove it: what is shown, and that the administrator gets in by it."""
        session = self._session
        pin = session.client.pinned
        self._activate(held)
        if self._order.source == "self_signed":
            if leaf is not None:
                self._pin(fingerprint(leaf))
        elif pin is not None:
            # from now on the authorities vouch for it
            session.client.pin(None)
        if not seen.served:
            return
        if self._store.waits_for_restart():
            if not session.may_restart:
                self._result.restart["needed"] = True
                return
            self._restart()
        try:
            self._await_handshake(seen, leaf)
            self._enter()
        except NetcamError as error:
            session.client.pin(pin)
            self._take_back(seen, held, error)
        if self._order.source != "self_signed":
            session.known.forget(session.endpoint.name)
        self._result.add_evidence(
            self._setting, "a handshake shows it, and the administrator reads the camera by HTTPS"
        )

    def _activate(self, held: Held | None) -> None:
        """Choose it. A camera may open its listener anew under the session's feet: what a handshake shows then decides."""
        if held is None:
            return
        try:
            self._store.activate(held)
        except (ConnectionLost, CameraUnreachable) as error:
            self._session.progress(f"the connection broke while the certificate was chosen ({error.message})")

    def _enter(self) -> None:
        """A read that only the administrator may do, by HTTPS and with the session's own trust."""
        session = self._session
        if session.client.scheme == "https":
            session.renew()
            return
        client = session.client.twin("https", self._eyes.port())
        try:
            session.proves_on(client)
        finally:
            client.close()

    def _pin(self, value: str) -> None:
        self._session.client.pin(value)
        self._session.known.remember(self._session.endpoint.name, value)
        self._result.add_evidence(self._setting, f"remembered by its SHA-256 fingerprint {value}")

    def _await_handshake(self, seen: Seen, leaf: x509.Certificate | None) -> None:
        """A camera changes its listener in its own time. Raises NotEffective."""
        give_up = time.monotonic() + max(self._session.endpoint.timeout, 10.0)
        while True:
            shown = self._eyes.served(anew=True)
            if shown is not None and (
                same_certificate(shown, leaf) if leaf else not same_certificate(shown, seen.certificate)
            ):
                return
            if time.monotonic() > give_up:
                break
            time.sleep(0.2)
        what = "no TLS handshake succeeds" if shown is None else f"it still shows {short(shown)}"
        raise NotEffective(f"the camera took the certificate, but {what}", setting=self._where)

    def _restart(self) -> None:
        session = self._session
        driver = session.require_driver()
        before = session.look() or session.facts
        session.progress("restarting the camera, so that it serves its new certificate")
        driver.restart()
        # the session's own trust may not fit what comes back: any answer is enough to know that it is there
        session.wait_for_restart([session.place], before)
        self._result.restart.update(needed=True, done=True)

    def _take_back(self, seen: Seen, held: Held | None, error: NetcamError) -> None:
        """The proof failed: the certificate that worked again, where the camera still has it. Always raises NotEffective."""
        old = seen.state.server
        now = "The camera keeps no other certificate to go back to."
        if old is not None and held is not None and old.id != held.id and self._store.why_not("several") is None:
            try:
                self._store.activate(old)
                self._store.delete(held)
                now = "The certificate that it had before is in use again."
            except NetcamError:
                now = "Going back to the old certificate failed as well."
        raise NotEffective(
            f"the new certificate did not prove itself: {error.message}",
            setting=self._where,
            hint=f"{now} {error.hint or ''}".strip(),
        ) from None
