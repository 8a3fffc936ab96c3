# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""When datagrams are sent: repeats, pauses, and the rate."""

from __future__ import annotations

import random

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._discovery.schedule import (
    MULTICAST_REPEATS,
    UNICAST_REPEATS,
    Message,
    Schedule,
    longest,
)


def message(
    number: int, destination: str = "", repeats: int = UNICAST_REPEATS, after: Message | None = None
) -> Message:
    return Message(0, destination or f"192.0.2.{number}", f"urn:uuid:{number}", "Device", repeats, after)


def played(schedule: Schedule, answers: dict[str, str] | None = None) -> list[tuple[float, str]]:
    """Every datagram with its time, with a clock that jumps to the next one; answers: message id -> who falls silent."""
    sent = []
    now = 0.0
    while (due := schedule.next_time()) is not None:
        now = max(now, due)
        found = schedule.take(now)
        assert found is not None
        sent.append((now, found.message_id))
        if found.message_id in (answers or {}):
            schedule.answered(found.destination)
    return sent


def test_a_message_is_repeated_with_its_id_after_pauses_that_grow() -> None:
    sent = played(Schedule([message(1, repeats=MULTICAST_REPEATS)], 1000, 0.0, random.Random(4)))

    assert [name for _time, name in sent] == ["urn:uuid:1"] * (1 + MULTICAST_REPEATS)
    pauses = [later - earlier for (earlier, _a), (later, _b) in zip(sent, sent[1:], strict=False)]
    assert 0.05 <= pauses[0] <= 0.25
    for before, after in zip(pauses, pauses[1:], strict=False):
        assert after == pytest.approx(min(2 * before, 0.5))


def test_no_more_than_the_rate_and_first_probes_before_repeats() -> None:
    sent = played(Schedule([message(n) for n in range(100)], 10, 0.0, random.Random(4)))

    assert len(sent) == 100 * (1 + UNICAST_REPEATS)
    gaps = [later - earlier for (earlier, _a), (later, _b) in zip(sent, sent[1:], strict=False)]
    assert min(gaps) >= 0.1 - 1e-9
    assert len({name for _time, name in sent[:100]}) == 100
    assert sent[-1][0] <= longest([message(n) for n in range(100)], 10)


def test_who_has_answered_is_left_alone() -> None:
    first = message(1, "192.0.2.1")
    sent = played(
        Schedule([first, message(2, "192.0.2.1", after=first)], 1000, 0.0, random.Random(4)), {"urn:uuid:1": ""}
    )

    assert [name for _time, name in sent] == ["urn:uuid:1"]


def test_who_is_silent_is_asked_in_the_other_way_afterwards() -> None:
    first = message(1, "192.0.2.1")
    sent = played(Schedule([first, message(2, "192.0.2.1", after=first)], 1000, 0.0, random.Random(4)))

    assert [name for _time, name in sent] == ["urn:uuid:1"] * 3 + ["urn:uuid:2"] * 3


def test_nothing_is_sent_before_its_time() -> None:
    schedule = Schedule([message(1), message(2)], 1, 100.0, random.Random(4))

    assert schedule.take(99.9) is None
    assert schedule.take(100.0) is not None
    assert schedule.take(100.5) is None
    assert schedule.next_time() == 101.0
