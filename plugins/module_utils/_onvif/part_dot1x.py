# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""802.1X as settings: enabled, method, user name, password."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .._drivers.base import Assignment, Reading
from .._errors import InvalidValue
from .._values import Secret
from .dot1x import EAP_TLS, Supplicant, check_method, staged, user_of
from .keystore_changes import gone
from .keystore_view import DOT1X
from .parts import Camera, Part, only
from .security_dot1x import Configuration
from .security_faults import Step

ENABLE, METHOD, USER, PASSWORD = "dot1x.enable", "dot1x.method", "dot1x.user_name", "dot1x.password"


class Dot1xPart(Part):
    """AddDot1XConfiguration, SetNetworkInterfaceDot1XConfiguration and their kin; all settings are one configuration."""

    settings = (ENABLE, METHOD, USER, PASSWORD)

    def __init__(self, camera: Camera, supplicant: Supplicant) -> None:
        super().__init__(camera)
        self._supplicant = supplicant

    def gate(self, setting_id: str) -> str | None:
        """Advertised as Dot1XCapabilities of the Security service."""
        return self._supplicant.why_not()

    def missing(self, key: str) -> str | None:
        """The operations may be missing all the same."""
        self._state()
        return None

    def _state(self) -> tuple[Configuration | None, bool]:
        return self.page("state", self._supplicant.read)

    def values(self, ids: Sequence[str]) -> Reading:
        """Of the configuration in use, else of the one that waits. Passwords are never told, only that there is one."""
        configuration, in_use = self._state()
        found: dict[str, Any] = {ENABLE: in_use, METHOD: "", USER: "", PASSWORD: Secret.UNSET}
        if configuration is not None:
            user = user_of(configuration.outer)
            found[METHOD], found[USER] = configuration.method, user.identity
            found[PASSWORD] = Secret.SET if user.passphrase else Secret.UNSET
        return only(found, ids)

    def check(self, key: str, value: Any) -> None:
        """Refuse a method that the camera does not have."""
        if key == METHOD:
            check_method(self._supplicant.capabilities, value)

    def same(self, key: str, current: Any, wanted: Any) -> bool:
        """Methods in any spelling; a password that is there."""
        if key == METHOD and isinstance(wanted, str):
            return bool(current) and self._supplicant.capabilities.dot1x_method(wanted) == current
        if key == PASSWORD:
            return bool(current == Secret.SET)
        return bool(current == wanted)

    def put(self, assignments: Sequence[Assignment]) -> None:
        """One configuration for all of them. Raises InvalidValue when it would be enabled without what it needs."""
        self.forget()
        configuration, in_use = self._state()
        before = configuration.outer if configuration is not None else None
        wanted: dict[str, Any] = {METHOD: configuration.method if configuration is not None else "", ENABLE: in_use}
        wanted[USER] = user_of(before).identity if before is not None else ""
        wanted |= {assignment.key: assignment.value for assignment in assignments}
        if not wanted[ENABLE] and not wanted[METHOD]:
            # switched off, and there is nothing else to keep
            return
        method = check_method(self._supplicant.capabilities, wanted[METHOD])
        path, policy = self._material(configuration)
        old = user_of(before).passphrase if before is not None else ""
        with_certificate = method.endswith(EAP_TLS)
        if wanted[ENABLE]:
            self._complete(method, bool(path), bool(old or wanted.get(PASSWORD)), bool(wanted[USER]))
        service = self._supplicant.service
        with Step(PASSWORD) as step:
            passphrase = "" if with_certificate else old
            if wanted.get(PASSWORD) and not with_certificate:
                name = f"{DOT1X}-password"
                passphrase = step.made(
                    service.delete_passphrase, service.upload_passphrase(str(wanted[PASSWORD]), name)
                )
            self._supplicant.put(
                staged(method, str(wanted[USER]), passphrase, path, policy, before), bool(wanted[ENABLE])
            )
        if old and old != passphrase and service.passphrases().get(old, "").startswith(DOT1X):
            gone(service.delete_passphrase, old)

    def _material(self, configuration: Configuration | None) -> tuple[str, str]:
        """Ids of path and policy: those of the configuration, else those that were installed for 802.1X."""
        stages = list(configuration.outer.walk()) if configuration is not None else []
        path = next((stage.path for stage in stages if stage.path), "")
        policy = next((stage.policy for stage in stages if stage.policy), "")
        service, capabilities = self._supplicant.service, self._supplicant.capabilities
        if not path and capabilities.has_paths:
            path = next((one.id for one in service.paths() if one.alias.startswith(DOT1X)), "")
        if not policy and capabilities.most("MaximumNumberOfCertificationPathValidationPolicies"):
            policy = next((one.id for one in service.policies() if one.alias.startswith(DOT1X)), "")
        return path, policy

    @staticmethod
    def _complete(method: str, certificate: bool, password: bool, user: bool) -> None:
        """Refuse to enable what cannot work: the camera would be cut off by its own switch."""
        if method.endswith(EAP_TLS):
            if not certificate:
                raise InvalidValue(
                    f"{method} needs a client certificate, and none is installed",
                    setting=METHOD,
                    hint="Install the client certificate and its key first.",
                )
        elif not password:
            raise InvalidValue(f"{method} needs a password", setting=PASSWORD, hint="Give one.")
        elif not user:
            raise InvalidValue(f"{method} needs a user name", setting=USER, hint="Give one.")

    def write(self, assignments: Sequence[Assignment]) -> None:
        """What the camera says waits for a reboot is pending, whatever it states meanwhile."""
        self._supplicant.waits = False
        super().write(assignments)
        if self._supplicant.waits:
            self.pending.update(assignment.key for assignment in assignments)
