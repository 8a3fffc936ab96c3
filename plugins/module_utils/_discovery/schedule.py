# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""When which datagram is sent: repeats with growing pauses, and never more than so many a second.

SOAP-over-UDP, Appendix I (the version that WS-Discovery 2005/04 refers to): a message is repeated, with the same id, after
a random pause that doubles up to an upper limit. Datagrams get lost, and devices drop the repeats by their id.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Sequence
from dataclasses import dataclass

MULTICAST_REPEATS = 4
UNICAST_REPEATS = 2
#: Seconds.
MIN_DELAY, MAX_DELAY, UPPER_DELAY = 0.05, 0.25, 0.5


@dataclass(frozen=True)
class Message:
    """One probe on its way to one destination: on which socket, what, and how often again."""

    socket: int
    destination: str
    message_id: str
    kind: str
    repeats: int
    #: sent only after its predecessor had all its repeats
    after: Message | None = None


def longest(messages: Sequence[Message], rate: float) -> float:
    """Seconds until the last datagram, should nobody answer."""
    total = sum(1 + message.repeats for message in messages)
    pauses = max(((1 + message.repeats) * UPPER_DELAY for message in messages), default=0.0)
    return total / rate + 2 * pauses


class Schedule:
    """The datagrams still to be sent, by time. Times are those of the caller's clock, in seconds."""

    def __init__(self, messages: Sequence[Message], rate: float, now: float, chance: random.Random) -> None:
        self._gap = 1 / rate
        self._free = now
        self._chance = chance
        self._count = 0
        self._waiting: list[tuple[float, int, Message, int, float]] = []
        followers: dict[Message, list[Message]] = {}
        for message in messages:
            if message.after is None:
                self._put(now, message, message.repeats, self._first_pause())
            else:
                followers.setdefault(message.after, []).append(message)
        self._followers = followers
        self._over: set[str] = set()

    def _first_pause(self) -> float:
        return self._chance.uniform(MIN_DELAY, MAX_DELAY)

    def _put(self, due: float, message: Message, repeats: int, pause: float) -> None:
        self._count += 1
        heapq.heappush(self._waiting, (due, self._count, message, repeats, pause))

    def answered(self, destination: str) -> None:
        """This destination gets no more probes."""
        self._over.add(destination)

    def next_time(self) -> float | None:
        """When the next datagram may be sent; None when there is none left."""
        while self._waiting and self._waiting[0][2].destination in self._over:
            heapq.heappop(self._waiting)
        return max(self._waiting[0][0], self._free) if self._waiting else None

    def take(self, now: float) -> Message | None:
        """The message to send now, None when it is not time yet."""
        due = self.next_time()
        if due is None or due > now:
            return None
        _due, _count, message, repeats, pause = heapq.heappop(self._waiting)
        self._free = now + self._gap
        if repeats:
            self._put(now + pause, message, repeats - 1, min(2 * pause, UPPER_DELAY))
        else:
            for follower in self._followers.get(message, ()):
                self._put(now + UPPER_DELAY, follower, follower.repeats, self._first_pause())
        return message
