# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every operation of the services: its name, its access class, and the function that does it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

from . import names
from .xml import Reader

if TYPE_CHECKING:
    from ..camera import Camera
    from .service import OnvifService

ADMINISTRATOR, OPERATOR, USER, ANONYMOUS = "Administrator", "Operator", "User", "Anonymous"
_ALL, _TWO, _ONE = (ADMINISTRATOR, OPERATOR, USER), (ADMINISTRATOR, OPERATOR), (ADMINISTRATOR,)


class Access(Enum):
    """Access classes of the Core specification, with the levels that the default policy lets in."""

    PRE_AUTH = (ADMINISTRATOR, OPERATOR, USER, ANONYMOUS)
    READ_SYSTEM = (*_ALL, "READ_SYSTEM")
    READ_SYSTEM_SENSITIVE = (*_TWO, "READ_SYSTEM_SENSITIVE")
    READ_SYSTEM_SECRET = (*_ONE, "READ_SYSTEM_SECRET")
    WRITE_SYSTEM = (*_ONE, "WRITE_SYSTEM")
    UNRECOVERABLE = (*_ONE, "UNRECOVERABLE")
    READ_MEDIA = (*_ALL, "READ_MEDIA")
    ACTUATE = (*_TWO, "ACTUATE")

    @property
    def writes(self) -> bool:
        """Whether operations of this class change the camera."""
        return self in (Access.WRITE_SYSTEM, Access.UNRECOVERABLE, Access.ACTUATE)

    def admits(self, level: str) -> bool:
        """Whether the default policy lets this user level in."""
        return level in self.value


@dataclass
class Call:
    """One request to an operation. What must wait until the answer is out goes into `after`."""

    service: OnvifService
    camera: Camera
    body: Reader
    user: str = ""
    peer: str = ""
    base: str = ""
    after: list[Callable[[], None]] = field(default_factory=list)
    parts: dict[str, bytes] = field(default_factory=dict)  # that came with the request
    attachments: dict[str, bytes] = field(default_factory=dict)  # that go with the answer


Handler = Callable[[Call], str]


@dataclass(frozen=True)
class Operation:
    """An operation; its function returns the inside of the response element."""

    namespace: str
    name: str
    access: Access
    handler: Handler
    feature: str = ""


OPERATIONS: dict[tuple[str, str], Operation] = {}


def operation(namespace: str, name: str, access: Access, feature: str = "") -> Callable[[Handler], Handler]:
    """Register a function as an operation; with a feature, a camera without that feature does not have it."""

    def register(handler: Handler) -> Handler:
        OPERATIONS[(namespace, name)] = Operation(namespace, name, access, handler, feature)
        return handler

    return register


def device(name: str, access: Access, feature: str = "") -> Callable[[Handler], Handler]:
    """Register an operation of the Device Management service."""
    return operation(names.TDS, name, access, feature)
