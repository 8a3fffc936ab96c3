# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The commands, by subject."""

from __future__ import annotations

from importlib import import_module

_MODULES = ("information", "https", "certificates", "accounts", "hosts", "network", "dot1x", "maintenance")


def load() -> None:
    """Fill the registry."""
    for name in _MODULES:
        import_module(f"{__package__}.{name}")
