# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Too many wrong logins from one address lock that address out for a while, for right passwords too."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass


@dataclass(frozen=True)
class LockoutPolicy:
    """More than `failures` wrong logins within `window` seconds lock for `seconds`; locked requests answer `status`."""

    failures: int = 5
    window: float = 60.0
    seconds: float = 30.0
    status: int = 503


class Lockout:
    """Wrong logins per address."""

    def __init__(self, policy: LockoutPolicy) -> None:
        self.policy = policy
        self._failures: dict[str, deque[float]] = {}
        self._locked_until: dict[str, float] = {}

    def failed(self, peer: str) -> bool:
        """Count one wrong login; return whether it locked the address."""
        now = time.monotonic()
        failures = self._failures.setdefault(peer, deque())
        failures.append(now)
        while failures[0] < now - self.policy.window:
            failures.popleft()
        if len(failures) <= self.policy.failures:
            return False
        del self._failures[peer]
        self._locked_until[peer] = now + self.policy.seconds
        return True

    def locked(self, peer: str) -> bool:
        """Whether the address is locked now."""
        return self._locked_until.get(peer, 0.0) > time.monotonic()

    def forget(self) -> None:
        """Unlock everybody, as a restart does."""
        self._failures.clear()
        self._locked_until.clear()
