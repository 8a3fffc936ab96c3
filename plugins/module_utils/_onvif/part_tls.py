# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""TLS versions of the camera's HTTPS server."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from .._drivers.base import Assignment, Reading
from .._errors import InvalidValue
from .parts import Part, only
from .security import SecurityService
from .security_capabilities import SecurityCapabilities
from .security_faults import explained
from .soap import FaultAnswer, OperationMissing

MINIMUM = "ssl_tls.minimum_tls_version"
_NOT_CONFIGURABLE = (
    "the camera does not let ONVIF clients choose TLS versions (Security service, EnabledVersionsSupported)"
)


def _order(version: str) -> tuple[int, ...]:
    """1.2 before 1.3; a word that is no number is older than all of them."""
    return tuple(map(int, version.split("."))) if re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,3})?", version) else ()


class TlsVersionsPart(Part):
    """GetEnabledTLSVersions and SetEnabledTLSVersions of the Security service.

    The setting is the oldest version that is spoken: all versions of the camera from there on are enabled, the others not.
    """

    settings = (MINIMUM,)

    def gate(self, setting_id: str) -> str | None:
        """Advertised as EnabledVersionsSupported, where there is a Security service."""
        security = self.camera.security
        if security is None:
            return "the camera has no ONVIF Security service"
        return None if security[1].versions_chosen else _NOT_CONFIGURABLE

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same."""
        self._enabled()
        return None

    def _security(self) -> tuple[SecurityService, SecurityCapabilities]:
        security = self.camera.security
        if security is None:
            raise OperationMissing("the camera has no ONVIF Security service")
        return security

    def _enabled(self) -> tuple[str, ...]:
        def read() -> tuple[str, ...]:
            return self._security()[0].tls_versions()

        return self.page("versions", read)

    def values(self, ids: Sequence[str]) -> Reading:
        """The oldest version that is enabled."""
        return only({MINIMUM: min(self._enabled(), key=_order)}, ids)

    def _from(self, oldest: str) -> list[str]:
        return [version for version in self._security()[1].tls_versions if _order(version) >= _order(oldest)]

    def check(self, key: str, value: Any) -> None:
        """Refuse a version that would leave none."""
        if not self._from(str(value)):
            raise InvalidValue(
                f"the camera speaks TLS {', '.join(self._security()[1].tls_versions)}: nothing would be left",
                setting=MINIMUM,
                hint="Choose an older version for this camera, or update its firmware.",
            )

    def put(self, assignments: Sequence[Assignment]) -> None:
        """The camera's own versions from the wanted one on. A camera may do it and answer a fault all the same."""
        wanted = str(assignments[-1].value)
        self.check(MINIMUM, wanted)
        service = self._security()[0]
        try:
            service.set_tls_versions(self._from(wanted))
        except FaultAnswer as error:
            self.forget()
            if set(self._enabled()) != set(self._from(wanted)):
                raise explained(error, MINIMUM) from None
