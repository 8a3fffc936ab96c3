# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The login: which account the camera lets in, as which level, and whether it has any account at all."""

from __future__ import annotations

import secrets

from .._errors import AuthenticationFailed, CameraAnswer, Refused, Unsupported
from . import device
from .auth import Now, credentials_of
from .part_users import UsersPart
from .parts import Camera
from .soap import FaultAnswer, OperationMissing, Soap
from .xml import Markup, tag


def log_in(camera: Camera, users_part: UsersPart, now: Now) -> bool:
    """GetUsers: only an administrator may read it, so the answer proves password and level. False without any account.

    Raises AuthenticationFailed, and what a call raises.
    """
    users_part.forget()
    camera.factory = False
    try:
        users: tuple[device.User, ...] | None = users_part.users()
    except OperationMissing:
        # no account management: another call that needs a login proves the password
        users = None
        device.get_information(camera.soap)
    asked = camera.soap.method != "none"
    nobody = users is not None and not any(user.level == device.ADMINISTRATOR for user in users)
    # some cameras do not list the administrator of their page; and one that was reset asks nobody any more
    if nobody and (not asked or _open_to_all(camera, now)):
        camera.factory = True
        return False
    if not asked and camera.client.read_only:
        # the proof is a request of the writing kind
        camera.client.unproven = True
    elif not asked and camera.client.user is not None:
        # it answered without asking who is there: reading is open to everybody, or logins are of no account to it
        _prove(camera.soap, tag("tds:GetDeviceInformation") if users is None else tag("tds:GetUsers"))
    return True


def _open_to_all(camera: Camera, now: Now) -> bool:
    """Whether the camera tells its accounts to somebody without any: a question that no password is part of."""
    pair = credentials_of(camera.client)
    if pair is None:
        return False
    camera.client.logout()
    try:
        device.get_users(Soap(camera.client, now))
    except (AuthenticationFailed, CameraAnswer, Refused, Unsupported):
        return False
    finally:
        camera.client.login_as(*pair)
    return True


def _prove(soap: Soap, reading: Markup) -> None:
    """Let the camera judge the login by a call that only an administrator may make, and that changes nothing.

    A camera whose reading is open answers GetUsers to a wrong password too. So a scope is removed that no camera has
    (RemoveScopes, access class WRITE_SYSTEM): whoever is let in gets the fault ter:NoScope. Raises AuthenticationFailed.
    """
    scope = f"onvif://www.onvif.org/name/{secrets.token_hex(16)}"
    try:
        soap.call(tag("tds:RemoveScopes", tag("tds:ScopeItem", scope)), resend=False)
    except (FaultAnswer, OperationMissing):
        # about the scope or the operation, not about who is there
        pass
    if soap.method == "none":
        # all that is left is a token on a call that is open: a camera that minds refuses a wrong one
        soap.call(reading, token=True)
