# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a camera has: the certificate that a handshake shows, and what its store tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .._endpoint import DEFAULT_PORTS
from .._errors import CameraUnreachable
from .._probes.tls_survey import survey
from .._serving import POLICY, PORTS
from .._session import Session
from .._trust import served_certificate, tls_place
from .._wire import public_authorities
from .crypto import x509
from .facts import describe, time_text
from .reading import read_certificates
from .store import State, Store

_PORT = PORTS["https"]


@dataclass(frozen=True)
class Seen:
    """The certificate in use, as a handshake or else the store shows it, and what the store tells."""

    state: State
    certificate: x509.Certificate | None
    served: bool

    def facts(self, now: datetime) -> dict[str, Any]:
        """As it stands in a result."""
        facts: dict[str, Any] = {
            "served": self.served,
            "installed": len([held for held in self.state.held if held.kind == "server"]),
        }
        if self.certificate is not None:
            facts.update(describe(self.certificate, now))
        elif (server := self.state.server) is not None:
            facts["common_name"] = server.common_name
            facts["not_after"] = time_text(server.not_after) if server.not_after else None
        return facts


class Eyes:
    """Looks at one open camera. A handshake is better than the camera's word, and needs no store."""

    def __init__(self, session: Session, store: Store | None) -> None:
        self._session = session
        self._store = store

    def look(self) -> Seen:
        """Store and handshake. Raises CameraAnswer, CertificateProblem."""
        state = self._store.read() if self._store is not None else State()
        shown = self.served()
        if shown is not None:
            return Seen(state, shown, True)
        server = state.server
        installed = read_certificates(server.pem, "the camera's certificate")[0] if server and server.pem else None
        return Seen(state, installed, False)

    def served(self, anew: bool = False) -> x509.Certificate | None:
        """The certificate that a handshake shows; None while nothing speaks TLS there.

        The session's own handshake is enough, unless it is looked for C(anew) because the certificate has changed since.
        """
        session = self._session
        if not anew and (shown := session.client.shown_certificate) is not None:
            return read_certificates(shown, "the certificate that the camera shows")[0]
        if session.client.scheme != "https" and self._policy() == "http":
            return None
        try:
            data = served_certificate(session.endpoint, session.client.host, self.port())
        except CameraUnreachable:
            return None
        return read_certificates(data, "the certificate that the camera shows")[0]

    def serves(self) -> bool:
        """Whether the camera is set to serve HTTPS; where it does not tell, whether a handshake succeeds."""
        if self._session.client.scheme == "https":
            return True
        policy = self._policy()
        return policy != "http" if policy is not None else self.served() is not None

    def port(self) -> int:
        """The camera's HTTPS port."""
        if self._session.client.scheme == "https":
            return self._session.client.port
        driver = self._session.driver
        if driver is None or not driver.reaches(_PORT):
            return DEFAULT_PORTS["https"]
        return int(driver.read([_PORT]).values.get(_PORT) or DEFAULT_PORTS["https"])

    def _policy(self) -> str | None:
        driver = self._session.driver
        if driver is None or not driver.reaches(POLICY):
            return None
        policy = driver.read([POLICY]).values.get(POLICY)
        return None if policy is None else str(policy)

    def grade(self, now: datetime, warn_days: int) -> dict[str, Any] | None:
        """Protocol versions, suites and strength, graded against the ONVIF Security Baseline; None without HTTPS.

        Up to seven handshakes; nothing is sent over them.
        """
        session = self._session
        place = tls_place(session.endpoint, session.client.host, self.port())
        try:
            seen = survey(place, session.endpoint.ca_path or public_authorities())
        except CameraUnreachable:
            return None
        found = seen.as_dict(now, warn_days)
        return {key: found[key] for key in ("version", "suite", "versions", "suites", "verified", "reason", "grade")}
