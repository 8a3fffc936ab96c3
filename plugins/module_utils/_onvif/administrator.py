# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Another administrator, without a moment in which nobody is one."""

from __future__ import annotations

from collections.abc import Callable

from .._client import Client
from .._errors import CameraAnswer, InvalidValue, NotEffective
from .._new_login import log_in_as
from .device import ADMINISTRATOR
from .part_users import NAME, UsersPart

_APART = "Look at the camera's user page. Some cameras keep ONVIF users apart from those of their page."
_BY_HAND = "Remove the old account on the camera's own page."


def change(
    users: UsersPart, client: Client, old: tuple[str, str], new: tuple[str, str], log_in: Callable[[], bool]
) -> None:
    """Another password, or another name: create the new one, log in as it, delete the old one.

    The session goes on as the new administrator. When the new one cannot log in, the old one stays in force.
    Raises NotEffective, InvalidValue, Refused.
    """
    renamed = old[0] != new[0]
    if renamed:
        users.add_administrator(*new)
    else:
        users.set_password(new[0], new[1], ADMINISTRATOR)
    log_in_as(client, old, new, log_in, _APART)
    if not renamed:
        return
    if new[0] not in users.administrators:
        raise NotEffective(
            f"the camera lets {new[0]!r} log in, but does not list it as an administrator",
            setting=NAME,
            hint="The old administrator was not removed. Look at the camera's own page.",
        )
    try:
        users.remove_administrator(old[0])
    except (InvalidValue, CameraAnswer) as error:
        raise NotEffective(
            f"the new administrator works, but the camera keeps the old one: {error.message}",
            setting=NAME,
            hint=_BY_HAND,
        ) from None
    if any(user.name == old[0] for user in users.users()):
        raise NotEffective(
            "the new administrator works, but the old account is still there", setting=NAME, hint=_BY_HAND
        )
