# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Entries of fleet files, as the tests write them."""

from __future__ import annotations

import os
import secrets
from typing import Any

#: Interfaces of made-up cameras, and the codes of Canon's, are other ones in each run; the summary of the tests prints this.
#: Processes of pytest-xdist inherit it from the one that starts them.
SEED = os.environ.setdefault("NETCAM_TEACH_SEED", secrets.token_hex(4))
ADMIN = "site-admin"
NEW, OLD = "VB-H47", "VB-M44"
#: What a site decides, for the role.
SITE: dict[str, Any] = {
    "harden_allowed_hosts": ["127.0.0.0/8"],
    "harden_ntp_server": "192.0.2.123",
    "harden_rtp": False,
    "harden_https_policy": "keep",
    "harden_time_zone": "Europe/Berlin",
}


def password_of(name: str) -> str:
    """A password of its own for each camera, strong by the guide's advice."""
    return f"Kx82{name.title().replace('-', '')}Wz91"


def login_of(name: str, user: str = ADMIN) -> str:
    """`user:password` for curl."""
    return f"{user}:{password_of(name)}"


def camera(name: str, model: str, variables: dict[str, Any] | None = None, **entry: Any) -> dict[str, Any]:
    """A camera as its model leaves the factory; the inventory holds what the site wants it to have."""
    wanted = {"ansible_user": ADMIN, "ansible_password": password_of(name), **(variables or {})}
    return {"name": name, "model": model, "vars": wanted, **entry}


def configured(name: str, model: str, variables: dict[str, Any] | None = None, **entry: Any) -> dict[str, Any]:
    """A camera that has its final administrator already, all else as delivered."""
    account = {"name": ADMIN, "password": password_of(name)}
    return camera(name, model, variables, state="configured", account=account, **entry)


def conformant(name: str, variables: dict[str, Any] | None = None, **entry: Any) -> dict[str, Any]:
    """A camera of no known make that speaks ONVIF and nothing else, with its final administrator."""
    found = {**configured(name, "", variables), "family": "onvif", **entry}
    del found["model"]
    return found
