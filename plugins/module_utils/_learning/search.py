# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Lay the rounds of a page over a recording: after which point was each round over, so that as many fields as possible fit?

Branch and bound. A field fits a parameter as long as each of its positions always had the same value, and no two positions one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from .expected import UNKNOWN, Field, key_of, wire_key
from .timeline import Parameter

#: Steps of the search; what takes more is hardly a recording of this checklist, and stays open.
_MOST_STEPS = 200_000

#: By field and parameter, the value of each position so far.
_Alive: TypeAlias = "dict[int, dict[Parameter, dict[str, str]]]"


@dataclass(frozen=True)
class Fit:
    """One parameter that could be one field. C(cost) counts changes that no round explains."""

    parameter: Parameter
    values: tuple[tuple[str, str], ...]
    cost: int


class Search:
    """C(runs) holds what each parameter was at each point, C(allowed) the points of each round."""

    def __init__(
        self, fields: Sequence[Field], runs: Mapping[Parameter, Sequence[str | None]], allowed: Sequence[range]
    ) -> None:
        self._fields = fields
        self._runs = runs
        self._allowed = allowed
        self._words = [[None if shown is UNKNOWN else wire_key(shown) for shown in one.shown] for one in fields]
        self._steps = 0
        self._score = 0
        self._found: dict[str, set[Fit]] = {}

    def best(self) -> dict[str, set[Fit]]:
        """By field key, every parameter that fits in a way in which as many fields as possible fit."""
        start: _Alive = {number: {parameter: {} for parameter in self._runs} for number in range(len(self._fields))}
        self._go((), start)
        return {} if self._steps > _MOST_STEPS else self._found

    def _go(self, way: tuple[int, ...], alive: _Alive) -> None:
        self._steps += 1
        if self._steps > _MOST_STEPS or sum(bool(given) for given in alive.values()) < max(self._score, 1):
            return
        turn = len(way)
        if turn == len(self._allowed):
            self._take(way, alive)
            return
        for point in self._allowed[turn]:
            if not way or point >= way[-1]:
                self._go((*way, point), self._step(alive, turn, point))

    def _step(self, alive: _Alive, turn: int, point: int) -> _Alive:
        after: _Alive = {}
        for number, parameters in alive.items():
            word = self._words[number][turn]
            one = self._fields[number]
            if word is None:
                after[number] = parameters
                continue
            left: dict[Parameter, dict[str, str]] = {}
            for parameter, meaning in parameters.items():
                value = self._runs[parameter][point]
                if one.is_word:
                    extended = _extend(meaning, word, value)
                else:
                    extended = meaning if value is not None and _same(value, one.shown[turn]) else None
                if extended is not None:
                    left[parameter] = extended
            after[number] = left
        return after

    def _take(self, way: tuple[int, ...], alive: _Alive) -> None:
        fits: dict[str, set[Fit]] = {}
        for number, parameters in alive.items():
            one = self._fields[number]
            for parameter, meaning in parameters.items():
                if (values := self._values(number, parameter, meaning, way)) is not None:
                    fits.setdefault(one.key, set()).add(Fit(parameter, values, _cost(way, self._runs[parameter])))
        if not fits or len(fits) < self._score:
            return
        if len(fits) > self._score:
            self._score, self._found = len(fits), {}
        for key, given in fits.items():
            self._found.setdefault(key, set()).update(given)

    def _values(
        self, number: int, parameter: Parameter, meaning: Mapping[str, str], way: Sequence[int]
    ) -> tuple[tuple[str, str], ...] | None:
        one, words = self._fields[number], self._words[number]
        if not one.is_word:
            shown = {self._runs[parameter][point] for point, word in zip(way, words, strict=True) if word is not None}
            return () if len(shown) > 1 else None
        # a value that was never sent and never shown is not known
        if len(meaning) < 2 or meaning.keys() != {word for word in words if word is not None}:
            return None
        return tuple(sorted((_name(one, json.loads(word)), value) for word, value in meaning.items()))


def _extend(meaning: dict[str, str], word: str, value: str | None) -> dict[str, str] | None:
    if value is None:
        # nothing was sent before: it can still become known
        return meaning
    known = meaning.get(word)
    if known is not None:
        return meaning if known == value else None
    return None if value in meaning.values() else {**meaning, word: value}


def _same(value: str, wanted: Any) -> bool:
    return key_of(json.loads(value)) == key_of(wanted)


def _name(one: Field, shown: Any) -> str:
    return one.setting.words[0 if shown else 1] if one.kind == "switch" else str(shown)


def _cost(way: Sequence[int], run: Sequence[str | None]) -> int:
    """Changes that no round explains: slips that were corrected. The last one may put back what stood there before."""
    cost = 0
    low = 0
    for high in way:
        changes = sum(run[at] != run[at + 1] for at in range(low, high))
        cost += max(0, changes - (run[low] != run[high]))
        low = high
    after = sum(run[at] != run[at + 1] for at in range(low, len(run) - 1))
    back = run[0] is None or run[-1] == run[0]
    return cost + after - (1 if after and back else 0)
