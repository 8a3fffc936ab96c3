# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The journal of one camera's administrator: what it may answer to, so that no password is ever lost.

A credential stands in it as I(pending) before the camera is told, and becomes I(current) only after a login with it. The
ones before it stay for a while. This file knows the record and its rules; the controller keeps it, encrypted
(plugin_utils/_journal.py). A gateway never sees it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Protocol

from ._errors import JournalProblem

Pair = tuple[str, str]

PENDING, CURRENT, PREVIOUS = "pending", "current", "previous"
#: Replaced credentials that are kept: a camera that is restored from a backup has an old one.
KEPT = 5
#: A record of some twenty credentials is smaller by far. Bytes.
LARGEST = 64 * 1024


class Keeper(Protocol):
    """Who writes down what the engine is about to do, and what it has proven."""

    def pending(self, pair: Pair, in_force: Pair | None) -> None:
        """The camera is told next; C(in_force) has just logged in. Raises JournalProblem: then it must not be told."""

    def is_pending(self, pair: Pair) -> bool:
        """Whether the camera may have been told C(pair) by a run that did not end. Raises JournalProblem."""

    def current(self, pair: Pair) -> None:
        """This credential has logged in, and the camera has saved it. Raises JournalProblem."""


@dataclass(frozen=True)
class Entry:
    """One credential. Times are UTC in ISO 8601: when it was written down, proven by a login, stored, refused.

    C(set) is when a change to it was proven; a password that was there before has none, however late it was met.
    """

    user: str
    password: str = field(repr=False)
    state: str = PENDING
    recorded: str = ""
    proven: str | None = None
    stored: str | None = None
    refused: str | None = None
    set: str | None = None

    @property
    def pair(self) -> Pair:
        """Name and password."""
        return self.user, self.password


@dataclass(frozen=True)
class Record:
    """The credentials of one camera, the newest first. Every change gives a new record; an equal one changed nothing."""

    entries: tuple[Entry, ...] = ()

    def of(self, state: str) -> list[Entry]:
        """The entries in one state, the newest first."""
        return [entry for entry in self.entries if entry.state == state]

    @property
    def now(self) -> Entry | None:
        """The credential that was in force when the journal was last sure."""
        return next(iter(self.of(CURRENT)), None)

    def find(self, pair: Pair) -> Entry | None:
        """The entry of a credential."""
        return next((entry for entry in self.entries if entry.pair == pair), None)

    def with_pending(self, pair: Pair, in_force: Pair | None, when: str) -> Record:
        """Before the camera is told C(pair). Other pending ones stay: nobody knows yet whether the camera took them."""
        record = self if in_force is None else self.with_login(in_force, when)
        if record.now is not None and record.now.pair == pair:
            return record
        others = tuple(entry for entry in record.entries if entry.pair != pair)
        return Record((Entry(*pair, PENDING, when), *others))

    def with_login(self, pair: Pair, when: str) -> Record:
        """C(pair) has logged in, while others may still be on their way: what is pending stays so."""
        if self.now is not None and self.now.pair == pair:
            return self
        known = self.find(pair) or Entry(*pair, CURRENT, when)
        # what was stored before it was replaced may have been overwritten since
        since = when if known.state == PENDING else known.set
        entry = replace(known, state=CURRENT, proven=when, stored=None, refused=None, set=since)
        rest = (
            replace(other, state=PREVIOUS) if other.state == CURRENT else other
            for other in self.entries
            if other.pair != pair
        )
        return _pruned((entry, *rest))

    def with_current(self, pair: Pair, when: str) -> Record:
        """C(pair) is what the camera has: it has logged in, and nothing else is on its way."""
        record = self.with_login(pair, when)
        if not record.of(PENDING):
            return record
        entries = (replace(e, state=PREVIOUS) if e.state == PENDING else e for e in record.entries)
        return _pruned(entries)

    def with_stored(self, pair: Pair, when: str) -> Record:
        """The site's store has C(pair) now."""
        known = self.find(pair)
        if known is None or known.stored is not None:
            return self
        return Record(tuple(replace(e, stored=when) if e.pair == pair else e for e in self.entries))

    def with_refused(self, pair: Pair, when: str) -> Record:
        """The camera has refused C(pair). It stays, for a camera can come back with an old state."""
        return Record(tuple(replace(e, refused=when) if e.pair == pair else e for e in self.entries))

    def candidates(self, inventory: Iterable[Pair] = ()) -> list[tuple[str, Pair]]:
        """What the camera may answer to, most likely first, with its state: pending, current, the inventory's, previous.

        What was refused before goes after what was not: a second attempt at recovery goes on where the first one stopped.
        """
        order = [(e.state, e.pair) for state in (PENDING, CURRENT) for e in self.of(state)]
        order += [("inventory", pair) for pair in inventory]
        order += [(PREVIOUS, e.pair) for e in self.of(PREVIOUS)]
        unique: dict[Pair, str] = {}
        for state, pair in order:
            unique.setdefault(pair, state)
        found = [(state, pair) for pair, state in unique.items()]
        return sorted(found, key=lambda item: (e.refused or "") if (e := self.find(item[1])) else "")

    # -- as text ---------------------------------------------------------------------------------------------------

    def dump(self, camera: str) -> str:
        """The record as JSON, which is YAML as well."""
        return json.dumps({"version": 1, "camera": camera, "credentials": [asdict(e) for e in self.entries]}, indent=1)

    @classmethod
    def load(cls, text: str, camera: str) -> Record:
        """A record out of its text. Raises JournalProblem, which never quotes the text."""
        try:
            data = json.loads(text)
            if data["version"] != 1 or data["camera"] != camera:
                raise ValueError("another version, or the journal of another camera")
            entries = tuple(_entry(item) for item in data["credentials"])
        except (ValueError, KeyError, TypeError, AttributeError):
            raise JournalProblem(
                "the journal of this camera is not one that this version has written",
                hint="Look at it with ansible-vault view; it was not changed. Move it away to begin a new one.",
            ) from None
        return cls(entries)


def _entry(item: Any) -> Entry:
    needed = [item["user"], item["password"], item["state"], item["recorded"]]
    dates = [item.get(name) for name in ("proven", "stored", "refused", "set")]
    if not all(isinstance(value, str) for value in needed) or not all(isinstance(d, (str, type(None))) for d in dates):
        raise TypeError("not a text")
    if needed[2] not in (PENDING, CURRENT, PREVIOUS) or not needed[0]:
        raise ValueError("an entry without a state or a name")
    return Entry(*needed, *dates)


def _pruned(entries: Iterable[Entry]) -> Record:
    """Only replaced ones are ever forgotten, the oldest first."""
    kept: list[Entry] = []
    previous = 0
    for entry in entries:
        previous += entry.state == PREVIOUS
        if entry.state != PREVIOUS or previous <= KEPT:
            kept.append(entry)
    return Record(tuple(kept))
