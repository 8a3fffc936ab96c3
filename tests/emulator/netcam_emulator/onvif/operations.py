# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Import every file that registers operations."""

from __future__ import annotations

from importlib import import_module

_MODULES = (
    "device_core", "device_clock", "device_users", "device_protocols", "device_network", "device_filter",
    "device_discovery", "device_system", "device_policies", "security_keys", "security_certificates", "security_crls", "security_tls",
    "security_dot1x", "media", "media2",
)  # fmt: skip


def load() -> None:
    """Fill the registry."""
    for name in _MODULES:
        import_module(f"{__package__}.{name}")
