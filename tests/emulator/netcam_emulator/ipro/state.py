# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What an i-PRO camera keeps beside its settings, as plain data, so that it can be dumped and restored."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass
class IproState:
    """Everything is permanent: these cameras have no separate save.

    Keys: {size, modified, private (PEM)}; csr: {pem, modified}; ca: {pem, file}; certificates as PEM.
    """

    key: dict[str, Any] = field(default_factory=dict)
    previous_key: dict[str, Any] = field(default_factory=dict)
    self_signed: str = ""
    csr: dict[str, str] = field(default_factory=dict)
    ca: dict[str, str] = field(default_factory=dict)
    first: str = ""  # fleet_ca or self_signed while that first certificate has not been made
    dot1x: dict[str, str] = field(default_factory=dict)  # name of the installed file by `client`, `ca`

    def as_dict(self) -> dict[str, Any]:
        """Plain data."""
        return asdict(self)
