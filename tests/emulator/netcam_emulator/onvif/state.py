# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What ONVIF keeps beside the camera's settings, as plain data, so that it can be dumped and restored."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

DEFAULT_SCOPES = (
    "onvif://www.onvif.org/type/video_encoder",
    "onvif://www.onvif.org/type/Network_Video_Transmitter",
    "onvif://www.onvif.org/Profile/Streaming",
    "onvif://www.onvif.org/Profile/T",
)


@dataclass
class Account:
    """An ONVIF user."""

    name: str
    password: str
    level: str


@dataclass
class OnvifState:
    """Everything is permanent: ONVIF has no save."""

    levels: dict[str, str] = field(default_factory=dict)  # of shared users, by name
    accounts: list[dict[str, str]] = field(default_factory=list)  # separate users
    scopes: list[str] = field(default_factory=list)  # configurable ones
    discoverable: bool = True
    time_zone: str = "UTC0"
    more_ntp: list[str] = field(default_factory=list)
    ntp_from_dhcp: bool = False
    hostname_from_dhcp: bool = False
    gone_protocols: list[str] = field(default_factory=list)
    hashing: list[str] = field(default_factory=list)
    complexity: dict[str, int] = field(default_factory=dict)
    history: dict[str, int] = field(default_factory=dict)
    used_passwords: dict[str, list[str]] = field(default_factory=dict)
    failure_warning: dict[str, int] = field(default_factory=dict)
    pending: list[list[str]] = field(default_factory=list)  # [namespace, operation, XML of the request]
    keystore: dict[str, Any] = field(default_factory=dict)
    dot1x: dict[str, Any] = field(default_factory=dict)
    media: dict[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)
