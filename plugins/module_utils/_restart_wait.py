# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Wait until a camera has restarted, and tell that from one that never went away."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ._client import Client
from ._errors import AuthenticationFailed, CameraAnswer, CameraUnreachable, ConnectionLost, RestartTimeout
from ._facts import Facts

#: Seconds after a request to restart: before that, an ended login only says that the camera is going down; and the longest
#: that one without any uptime is waited for while it never goes away.
_STEADY, _NEVER_AWAY = 20.0, 120.0


@dataclass(frozen=True)
class RestartWait:
    """How one camera is looked at while it restarts. C(look) asks it once over a new connection, C(login_is_over) whether the
    login that asked for the restart is no longer valid."""

    client: Client
    progress: Callable[[str], None]
    look: Callable[[], Facts | None]
    login_is_over: Callable[[], bool]

    def until_back(self, places: Sequence[tuple[str, int]], before: Facts | None) -> Facts | None:
        """Wait until the camera has restarted and answers at one of its places (scheme and port); what it says of itself then.

        That it did restart is seen from its uptime; where the camera tells none, from having been away, or from having
        answered for 20 seconds while the old login is no longer valid. Where none of that is seen, the wait is over
        after two minutes. Without C(before) any answer is enough. Raises RestartTimeout.
        """
        limit = self.client.endpoint.restart_timeout
        started = time.monotonic()
        was_away = False
        tells_uptime = before is not None and before.started is not None
        pause = 0.1
        last = "it still answered, without having restarted"
        said = 0.0
        while (waited := time.monotonic() - started) < limit:
            time.sleep(pause)
            pause = min(pause * 1.5, 2.0)
            for scheme, port in places:
                try:
                    self.client.move(scheme=scheme, port=port)
                    facts = self.look()
                    # a camera may end its sessions first, and go down seconds later
                    ended = waited >= _STEADY and self.login_is_over()
                except AuthenticationFailed:
                    # it is back with another account (a restore, a power loss before the save): once is enough to know,
                    # and asking again with the same password would lock the account
                    return None
                except (CameraUnreachable, ConnectionLost, CameraAnswer) as error:
                    was_away = True
                    last = error.message
                    continue
                if before is None or _has_restarted(before, facts, was_away or ended):
                    return facts
            if not tells_uptime and not was_away and waited >= _NEVER_AWAY:
                raise RestartTimeout(
                    f"the camera accepted the restart, but answered all the time for {waited:.0f} s, and tells nothing by which "
                    "a restart could be seen",
                    hint="Restart it by hand, then run again. If that happens each time, the restart request of the profile "
                    "does something else.",
                )
            if waited - said >= 10:
                said = waited
                self.progress(f"waiting for the restart, {waited:.0f} s of at most {limit:g} s")
        raise RestartTimeout(
            f"the camera did not come back within {limit:g} s after its restart: {last}",
            hint="Look at the camera; run again when it answers. ansible_netcam_restart_timeout sets the limit.",
        )


def _has_restarted(before: Facts, now: Facts | None, was_away: bool) -> bool:
    if before.started is not None and now is not None and now.started is not None:
        return now.started[0] > before.started[1]
    return was_away
