# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Cameras without a Security service that still advertise the certificate operations of the Device service.

Those (GetPkcs10Request, LoadCertificates, SetCertificatesStatus and their kin) were taken out of the standard, which left
open what a camera does with key sizes, chains and several certificates. Nobody can tell what they would bring about.
"""

from __future__ import annotations

from collections.abc import Sequence

from .._certificates.store import Held, PrivateKey, State, Wish
from .._errors import Unsupported

REASON = (
    "the camera has no ONVIF Security service, only the certificate operations that were withdrawn from the standard: "
    "install the certificate on the camera's own page, or update its firmware"
)


class OldOperations:
    """A store without any ability, that says why."""

    name = "onvif"

    def why_not(self, ability: str) -> str | None:
        """The one reason for everything."""
        return REASON

    def read(self) -> State:
        """Nothing is known."""
        return State()

    def create_key(self, wish: Wish) -> None:
        """Raises Unsupported."""
        raise Unsupported(REASON, setting="certificate")

    def create_self_signed(self, wish: Wish) -> None:
        """Raises Unsupported."""
        raise Unsupported(REASON, setting="certificate")

    def create_request(self, wish: Wish) -> str:
        """Raises Unsupported."""
        raise Unsupported(REASON, setting="certificate")

    def install(self, certificate: str, chain: Sequence[str], key: PrivateKey | None = None) -> Held:
        """Raises Unsupported."""
        raise Unsupported(REASON, setting="certificate")

    def activate(self, held: Held) -> None:
        """Raises Unsupported."""
        raise Unsupported(REASON, setting="certificate")

    def waits_for_restart(self) -> bool:
        """Nothing does."""
        return False

    def delete(self, held: Held) -> None:
        """Raises Unsupported."""
        raise Unsupported(REASON, setting="certificate")

    def install_trust(self, certificate: str) -> None:
        """Raises Unsupported."""
        raise Unsupported(REASON, setting="certificate")

    def install_crl(self, crl: str) -> None:
        """Raises Unsupported."""
        raise Unsupported(REASON, setting="certificate")

    def has_trust(self, certificate: str) -> bool:
        """Never."""
        return False

    def has_crl(self, crl: str) -> bool:
        """Never."""
        return False
