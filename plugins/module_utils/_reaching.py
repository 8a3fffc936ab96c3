# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Reach a camera: where it is, with which login, and by whose certificate.

The order in which addresses and credentials are tried is fixed: the wanted ones (inventory) first, the initial ones
second, each once. A hardened camera is therefore reached without a single failed login.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ._client import Client
from ._errors import AuthenticationFailed, CameraUnreachable
from ._trust import KnownCertificates, served_fingerprint

_T = TypeVar("_T")


class Reaching:
    """Finds one camera. C(candidates) are the credentials that are left to try; refused ones leave the list."""

    def __init__(self, client: Client, known: KnownCertificates) -> None:
        self._client = client
        self._endpoint = client.endpoint
        self._known = known
        self.candidates: list[tuple[str, str]] = []
        #: what people should know about how the camera was reached
        self.notes: list[str] = []

    @property
    def credentials(self) -> tuple[str, str] | None:
        """What is tried now, and after a login what was taken."""
        return self.candidates[0] if self.candidates else None

    def refused(self) -> bool:
        """Drop the credentials that were just refused; False when they were the last."""
        if len(self.candidates) < 2:
            return False
        self.candidates.pop(0)
        self._client.login_as(*self.candidates[0])
        return True

    def ask(self, question: Callable[[], _T]) -> _T:
        """What the first questions to the camera answer, which ask for a login where guests have no authority.

        A camera that asks for none has judged none. Raises CameraUnreachable, AuthenticationFailed.
        """
        if self.candidates:
            self._client.login_as(*self.candidates[0])
        while True:
            try:
                return self._connect(question)
            except AuthenticationFailed:
                if not self.refused():
                    raise

    def _connect(self, question: Callable[[], _T]) -> _T:
        """The first request; where the wanted place is closed, the camera may still be at its initial one."""
        client = self._client
        try:
            return question()
        except CameraUnreachable as error:
            if error.untrusted:
                return self._ask_otherwise(question, error)
            initial = self._endpoint.initial_place()
            if initial is None or initial == (client.scheme, client.port):
                raise
            wanted = client.url
            client.move(scheme=initial[0], port=initial[1])
            self._expect_initial_account()
        found = self._connect(question)
        if client.clear_text and self._endpoint.scheme == "https":
            self.notes.append(f"nothing answered at {wanted}, so the camera was reached by plain HTTP at {client.url}")
        return found

    def _expect_initial_account(self) -> None:
        """A camera that is still at its initial place most likely has its initial account, too: no refused login for the other."""
        initial = self._endpoint.initial()
        if initial is None or initial not in self.candidates[1:]:
            return
        self.candidates.remove(initial)
        self.candidates.insert(0, initial)
        self._client.login_as(*initial)

    def _ask_otherwise(self, question: Callable[[], _T], error: CameraUnreachable) -> _T:
        """A remembered certificate that is no longer shown gives way to the authorities; an unknown one is remembered when
        the inventory asks for that. Raises the error where neither applies."""
        client, endpoint = self._client, self._endpoint
        if endpoint.tls_fingerprint is not None:
            raise error
        if self._known.find(endpoint.name) is not None:
            error.hint = (
                f"It is not the certificate that is remembered in {endpoint.known_certificates} either. If it was changed on "
                "purpose, remove the camera's line there; if not, somebody else answers in its place."
            )
            client.pin(None)
            try:
                found = question()
            except CameraUnreachable:
                raise error from None
            # it verifies by itself now
            self._known.forget(endpoint.name)
            return found
        if not endpoint.trust_on_first_use:
            raise error
        fingerprint = served_fingerprint(endpoint, client.host, client.port)
        client.pin(fingerprint)
        found = question()
        self._known.remember(endpoint.name, fingerprint)
        self.notes.append(
            f"the certificate with SHA-256 fingerprint {fingerprint} was trusted on first use, and is remembered"
        )
        return found
