# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Which settings are safe to prove, and why the others are not."""

from __future__ import annotations

from typing import Any

from .._administrator import NAME, PASSWORD
from .._catalog import SETTINGS, Setting
from .._drivers.base import Driver
from .._errors import Refused
from .._guards import check_network
from .._values import Secret

ACCOUNT = (NAME, PASSWORD)
#: Areas that decide whether this host, or the network, lets the session go on.
_CUTTING = ("administrator", "http_server", "ssl_tls", "dot1x", "host_access")
_SAFE = (
    "http_server.check_time_on_authentication",
    # proven only while the restrictions do not apply
    "host_access.ipv4.rows",
    "host_access.ipv6.rows",
)

#: What a camera wants before it takes another value, or nobody can go on: said beside its refusal.
_NEEDS = {
    "dot1x.enable": "802.1X can be switched on only with a user name and the certificates of its method, at a switch that lets the "
    "camera in"
}


def by_name(setting: Setting) -> bool:
    """Whether a setting is proven only where the user names it, whatever network the session runs over."""
    return setting.id not in _SAFE and (bool(setting.risk) or setting.area in _CUTTING)


def could_cut(setting: Setting, client_host: str, own_address: str) -> bool:
    """Whether writing another value could end the connection, or lock people out. The network's settings are judged by the way
    over which this session runs: C(client_host) is the camera's address in use, C(own_address) this host's."""
    if by_name(setting):
        return True
    if setting.area != "network" or setting.id in _SAFE:
        return False
    try:
        check_network({setting.id: False}, client_host, own_address)
    except Refused:
        return True
    return False


def never(setting: Setting) -> str | None:
    """Why a setting cannot be proven in this way at all; None when it can."""
    if setting.kind == "clock":
        return "the time cannot be put back; compare it with the camera's page"
    if setting.kind == "secret" and setting.id != PASSWORD:
        return "a password cannot be read, so neither the write nor the old value could be checked"
    if not setting.option:
        return "this collection does not write it"
    return None


def reason(setting_id: str, value: Any, driver: Driver, cuts: bool, restart: bool) -> str | None:
    """Why a setting is not proven now; None when it is. C(cuts): it could cut the connection, and was not asked for by its name."""
    setting = SETTINGS[setting_id]
    if (found := never(setting)) is not None:
        return found
    if cuts:
        return "it could cut the connection; name it in risky to have it proven all the same"
    if setting_id in ACCOUNT:
        return None
    if value is None or isinstance(value, Secret) or (isinstance(value, str) and value.startswith("unknown value")):
        return "its present value cannot be read, so it could not be put back"
    if driver.needs_restart(setting_id) and not restart:
        return "it takes effect only after a restart; set restart to have the camera restarted twice for it"
    return None


def explained(setting_id: str, against: str) -> str:
    """What spoke against a setting, with what it needs where that is known."""
    needs = _NEEDS.get(setting_id)
    return against if needs is None else f"{against} ({needs})"
