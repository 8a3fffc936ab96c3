# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The administrator: registered at the first access, and changed without a moment in which nobody is one."""

from __future__ import annotations

import time
from collections.abc import Callable

from .._catalog import FAMILY_IPRO, SETTINGS
from .._errors import CameraUnreachable, ConnectionLost, NotEffective
from .._new_login import log_in_as
from .part_users import ADMINISTRATOR, NAME, PASSWORD, UsersPart
from .transport import Cgi

NO_REGISTRATION = "the camera has no administrator yet, and registers the first one on its own page only"
#: A camera that has just got its first administrator goes away for about ten seconds (S13). Seconds.
PATIENCE = 60.0


def register(
    cgi: Cgi, name: str, password: str, progress: Callable[[str], None], sleep: Callable[[float], None]
) -> None:
    """The one request that needs no login (W4). Returns when the camera answers again. Raises NotEffective."""
    cgi.client.logout()
    cgi.call("user_set", {"name": name, "password": password, "level": ADMINISTRATOR})
    progress("waiting for the camera to come back after the registration")
    give_up = time.monotonic() + PATIENCE
    pause = 0.2
    while True:
        try:
            cgi.client.close()
            # without a login, so that it counts as no failed one
            cgi.client.request("GET", cgi.commands["getinfo"].path, judge=False)
            break
        except (CameraUnreachable, ConnectionLost) as error:
            if time.monotonic() > give_up:
                raise NotEffective(
                    f"the camera did not come back after the registration: {error.message}",
                    setting=SETTINGS[NAME].where(FAMILY_IPRO),
                    hint="Look at the camera, and run again when it answers.",
                ) from None
        sleep(pause)
        pause = min(pause * 1.5, 2.0)
    cgi.forget()


def change(users: UsersPart, old: tuple[str, str], new: tuple[str, str], log_in: Callable[[], bool]) -> None:
    """Register the new one, log in as it, delete the old one. The session goes on as the new administrator; when the new one
    cannot log in, the old one stays in force. Raises NotEffective, Refused."""
    cgi = users.cgi
    if old[0] != new[0]:
        users.put(new[0], new[1], ADMINISTRATOR, PASSWORD)
    else:
        # the session's own account: the list can be read again only with the new password
        cgi.call("user_set", {"name": new[0], "password": new[1], "level": ADMINISTRATOR})
    cgi.forget()
    stricter = "Look at the camera's own page; its rules for passwords may be stricter."
    log_in_as(cgi.client, old, new, log_in, stricter)
    if old[0] != new[0]:
        users.delete(old[0])
