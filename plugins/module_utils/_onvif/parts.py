# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Parts of a camera's settings: each knows the keys it carries, its gate, how to read and how to write them.

A part reads its pages once and keeps them until it is told to forget. After a write it reads them again: what a camera
accepted but still states as before is pending, and likely waits for a restart.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from .._catalog import SETTINGS, split_key
from .._client import Client
from .._drivers.base import Assignment, Reading
from .._errors import AuthenticationFailed, CameraUnreachable, ConnectionLost, Unsupported
from .security import SecurityService
from .security_capabilities import SecurityCapabilities, read_capabilities
from .services import SECURITY, Services, discover
from .soap import FaultAnswer, OperationMissing, Soap

Page = TypeVar("Page")

NO_NETWORK = "the camera does not let ONVIF clients configure its network"
NO_USERS = "the camera does not let ONVIF clients configure its users"


class Camera:
    """One camera within one session: its calls, and what it offers (asked for once, when first needed)."""

    def __init__(self, client: Client, soap: Soap) -> None:
        self.client = client
        self.soap = soap
        #: no account yet: everything is open, and nothing is worth reading
        self.factory = False
        self._services: Services | None = None
        self._security: tuple[SecurityService, SecurityCapabilities] | None = None

    @property
    def services(self) -> Services:
        """Services and capabilities."""
        if self._services is None:
            self._services = discover(self.soap)
        return self._services

    @property
    def security(self) -> tuple[SecurityService, SecurityCapabilities] | None:
        """The Security service with its capabilities; None where the camera has none."""
        path = self.services.path(SECURITY)
        if path is None:
            return None
        if self._security is None:
            service = SecurityService(self.soap, path)
            self._security = service, read_capabilities(service)
        return self._security


class Part(ABC):
    """Settings that are read and written together."""

    settings: tuple[str, ...] = ()

    def __init__(self, camera: Camera) -> None:
        self.camera = camera
        #: ids of settings that were written, but are not yet in force as the camera states it
        self.pending: set[str] = set()
        self._waiting: dict[str, Any] = {}
        self._pages: dict[str, Any] = {}

    # -- what a part says of itself --------------------------------------------------------------------------------

    def gate(self, setting_id: str) -> str | None:
        """What the camera's capabilities have against it. Reads nothing of the settings."""
        return None

    def missing(self, key: str) -> str | None:
        """What the camera's own state has against it, where the gate is open. May read a page."""
        return None

    @abstractmethod
    def values(self, ids: Sequence[str]) -> Reading:
        """The values of these settings."""

    @abstractmethod
    def put(self, assignments: Sequence[Assignment]) -> None:
        """Write them."""

    def check(self, key: str, value: Any) -> None:  # noqa: B027  # most cameras state no limits
        """Refuse a value that goes beyond the limits the camera states itself. May read a page; writes nothing."""

    def same(self, key: str, current: Any, wanted: Any) -> bool:
        """Whether two values of a key mean the same."""
        return bool(current == wanted)

    # -- what all parts have in common -----------------------------------------------------------------------------

    def page(self, name: str, fetch: Callable[[], Page]) -> Page:
        """A page, fetched once; that the camera does not have it is remembered too."""
        if name not in self._pages:
            try:
                self._pages[name] = fetch()
            except OperationMissing as error:
                self._pages[name] = error
        found = self._pages[name]
        if isinstance(found, OperationMissing):
            raise OperationMissing(found.message, hint=found.hint)
        page: Page = found
        return page

    def forget(self) -> None:
        """Read anew from now on."""
        self._pages.clear()

    def why_not(self, key: str) -> str | None:
        """Why a setting cannot be reached; None when it can."""
        reason = self.gate(split_key(key)[0])
        if reason is not None or self.camera.factory:
            return reason
        try:
            return self.missing(key)
        except (Unsupported, FaultAnswer, AuthenticationFailed) as error:
            # the login has been proven by now: a refusal is about this one operation
            return error.message

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Write, then see what the camera states.

        What this session wrote before, and the camera does not state yet, is written along: a part sends its whole page, and
        would else take back what waits for the restart.
        """
        given = {assignment.key for assignment in assignments}
        waiting = {key: value for key, value in self._waiting.items() if key not in given}
        try:
            self.put([*(Assignment(key, value) for key, value in waiting.items()), *assignments])
        finally:
            self.forget()
        wanted = {**waiting, **self.expected(assignments)}
        try:
            values = self.values(list(dict.fromkeys(split_key(key)[0] for key in wanted))).values
        except (CameraUnreachable, ConnectionLost):
            # it has moved: then it is in force
            return
        for key, value in wanted.items():
            setting_id = split_key(key)[0]
            if key in values and not self.same(key, values[key], value):
                self.pending.add(setting_id)
                if SETTINGS[setting_id].kind != "table":
                    self._waiting[key] = value
            else:
                self.pending.discard(setting_id)
                self._waiting.pop(key, None)

    def restarted(self) -> None:
        """The camera restarts: nothing waits any more."""
        self.pending.clear()
        self._waiting.clear()

    def expected(self, assignments: Sequence[Assignment]) -> dict[str, Any]:
        """What the camera should state after these assignments."""
        return {assignment.key: assignment.value for assignment in assignments if assignment.rows is None}


def only(values: Mapping[str, Any], ids: Iterable[str]) -> Reading:
    """A reading of the wanted ids out of a page's values."""
    wanted = set(ids)
    return Reading({key: value for key, value in values.items() if split_key(key)[0] in wanted}, {})
