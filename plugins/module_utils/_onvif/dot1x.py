# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""802.1X of one network interface: the configuration it uses, or the one of ours that waits to be used.

The standard has no operation that changes a configuration. It is replaced: the new one is added and bound, then the old one
goes. The one in use is never taken away first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from .._errors import CameraAnswer, InvalidValue, NetcamError, Unsupported
from .keystore_changes import gone
from .keystore_view import DOT1X
from .parts import Camera
from .security import SecurityService
from .security_capabilities import SecurityCapabilities
from .security_dot1x import (
    Configuration,
    Stage,
    add_configuration,
    bind,
    bound,
    configurations,
    delete_configuration,
    interfaces,
    unbind,
)
from .security_faults import Step
from .xml import number

EAP_TLS = "EAP-TLS"
NO_SERVICE = "the camera has no ONVIF Security service"
NO_DOT1X = "the camera does not advertise 802.1X to ONVIF clients"
_SETTING = "dot1x.method"


class Supplicant:
    """802.1X at the interface that this session reaches the camera by."""

    def __init__(self, camera: Camera) -> None:
        self._camera = camera
        self._token: str | None = None
        #: the camera said that a binding waits for a reboot
        self.waits = False

    def why_not(self) -> str | None:
        """Out of the capabilities."""
        security = self._camera.security
        if security is None:
            return NO_SERVICE
        return None if security[1].has_dot1x else NO_DOT1X

    @property
    def service(self) -> SecurityService:
        """The Security service. Raises Unsupported."""
        return self._security()[0]

    @property
    def capabilities(self) -> SecurityCapabilities:
        """What it can do. Raises Unsupported."""
        return self._security()[1]

    def _security(self) -> tuple[SecurityService, SecurityCapabilities]:
        security = self._camera.security
        if security is None:
            raise Unsupported(NO_SERVICE, setting=_SETTING)
        return security

    # -- reading ---------------------------------------------------------------------------------------------------

    def interface(self) -> str:
        """Token of the interface that has the address of this session; the first one where none of them states it."""
        if self._token is None:
            found = interfaces(self._camera.soap)
            own = [token for token, addresses in found.items() if self._camera.client.host in addresses]
            self._token = (own or list(found))[0]
        return self._token

    def read(self) -> tuple[Configuration | None, bool]:
        """The configuration in use and True; else the last one of ours, if any, and False."""
        found = configurations(self.service)
        used = bound(self.service, self.interface())
        for configuration in found:
            if configuration.id == used:
                return configuration, True
        ours = [configuration for configuration in found if configuration.alias.startswith(DOT1X)]
        return (ours[-1] if ours else None), False

    # -- writing ---------------------------------------------------------------------------------------------------

    def put(self, outer: Stage, enabled: bool) -> None:
        """Have the interface use this configuration, or keep it unused. Raises InvalidValue, CameraAnswer."""
        before, in_use = self.read()
        with Step(_SETTING) as step:
            wanted = before.id if before is not None and before.outer == outer else None
            if wanted is None:
                self._make_room(before)
                wanted = step.made(self._delete, add_configuration(self.service, DOT1X, outer))
            if enabled and not (in_use and before is not None and before.id == wanted):
                self.waits |= bind(self.service, self.interface(), wanted)
        if in_use and not enabled:
            with Step("dot1x.enable"):
                self.waits |= unbind(self.service, self.interface())
        self._sweep(keep=wanted)

    def _delete(self, configuration: str) -> None:
        delete_configuration(self.service, configuration)

    def _make_room(self, before: Configuration | None) -> None:
        most = number(self.capabilities.dot1x.get("MaximumNumberOfDot1XConfigurations")) or 0
        if len(configurations(self.service)) < most:
            return
        self._sweep(keep=None)
        there = len(configurations(self.service))
        if there >= most:
            raise CameraAnswer(
                f"the camera has room for {most} 802.1X configurations, and {there} are there",
                setting=_SETTING,
                hint="Delete one that is no longer in use on the camera's own page. Nothing was written.",
            )

    def _sweep(self, keep: str | None) -> None:
        """Remove configurations of ours that no interface uses. The camera keeps those that one does."""
        try:
            used = {bound(self.service, self.interface()), keep}
            for configuration in configurations(self.service):
                if configuration.alias.startswith(DOT1X) and configuration.id not in used:
                    gone(self._delete, configuration.id)
        except NetcamError:
            # the change itself has been made; the next run finds what is left
            return


def user_of(outer: Stage) -> Stage:
    """The stage that says who the camera is: the innermost."""
    return list(outer.walk())[-1]


def staged(method: str, user: str, passphrase: str, path: str, policy: str, before: Stage | None) -> Stage:
    """The stages of a method in the camera's spelling. The outer identity of a tunnel stays anonymous where it was."""
    outer, _slash, inner = method.partition("/")
    if not inner:
        certificate = path if outer == EAP_TLS else ""
        return Stage(outer, user, certificate, "" if certificate else passphrase, policy)
    known = before is not None and before.inner is not None and before.identity != user_of(before).identity
    identity = before.identity if known and before is not None else user
    certificate = path if inner == EAP_TLS else ""
    return Stage(
        outer, identity, policy=policy, inner=Stage(inner, user, certificate, "" if certificate else passphrase)
    )


def check_method(capabilities: SecurityCapabilities, wanted: Any) -> str:
    """The camera's spelling of a method. Raises InvalidValue."""
    method = capabilities.dot1x_method(str(wanted))
    if method is None:
        raise InvalidValue(
            f"the camera has no 802.1X method {wanted!r}, only {', '.join(capabilities.dot1x_methods) or 'none'}",
            setting=_SETTING,
            hint="Choose one of these.",
        )
    return method


def with_material(outer: Stage, path: str, policy: str) -> Stage:
    """The same stages with another certification path and trust; the path goes where EAP-TLS is, the trust to the outer one."""
    if outer.inner is not None:
        return replace(outer, policy=policy, inner=with_material(replace(outer.inner), path, ""))
    return replace(outer, path=path if outer.method == EAP_TLS else "", policy=policy)
