# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What happened on the camera, in the order of time: writes in bursts (one [Apply] each), and what each parameter ran through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .exchange import Exchange, Place
from .expected import UNCHECKED, key_of, wire_key


class Group(NamedTuple):
    """Requests of one kind: C(selector) is a parameter that tells kinds apart where one path serves several."""

    method: str
    path: str
    selector: tuple[tuple[Place, str], ...] = ()


class Parameter(NamedTuple):
    """A place in requests of one kind."""

    group: Group
    place: Place


@dataclass
class Timeline:
    """The camera's part of a lesson."""

    host: str
    exchanges: list[Exchange]
    groups: dict[int, Group] = field(default_factory=dict)
    bursts: list[list[Exchange]] = field(default_factory=list)
    save: Exchange | None = None
    saves: list[int] = field(default_factory=list)
    #: requests with a value of the checklists for a setting
    carrying: set[int] = field(default_factory=set)
    #: requests of buttons that upload, make, or ask for a password
    apart: set[int] = field(default_factory=set)
    refused: list[Exchange] = field(default_factory=list)
    #: by parameter, what was sent in which burst, and in which request
    series: dict[Parameter, list[tuple[int, Any]]] = field(default_factory=dict)
    sent: dict[Parameter, list[tuple[int, Any]]] = field(default_factory=dict)
    #: by name, what answers showed, with the number of the request
    reads: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    #: check boxes of forms, which are sent when they are checked only; with what answers show then, as a key, where that is known
    boxes: dict[Parameter, str | None] = field(default_factory=dict)
    #: by number of a request, the places whose value was known before: nobody had changed them
    restated: dict[int, frozenset[Place]] = field(default_factory=dict)
    _initial: dict[Parameter, Any] = field(default_factory=dict)

    def state(self, parameter: Parameter, burst: int) -> Any:
        """The value after a burst, -1 for before the first: what was sent last, else what an answer had shown before. None: unknown."""
        last = None
        known = False
        for at, value in self.series.get(parameter, ()):
            if at > burst:
                break
            last, known = value, True
        return last if known else self.initial(parameter)

    def initial(self, parameter: Parameter) -> Any:
        """What answers of the same name showed before the first write of this parameter, as a request would spell it. None: unknown."""
        if parameter not in self._initial:
            written = self.series.get(parameter)
            first = self.bursts[written[0][0]][0].number if written else self.exchanges[-1].number + 1
            shown = [value for number, value in self.reads.get(parameter.place.name, ()) if number < first]
            self._initial[parameter] = self._as_sent(parameter, shown[-1]) if shown else None
        return self._initial[parameter]

    def _as_sent(self, parameter: Parameter, shown: Any) -> Any:
        """A value that an answer shows, in the words of requests."""
        sent = self.sent.get(parameter, ())
        if parameter in self.boxes:
            on = self.boxes[parameter]
            if shown is None or (on is not None and wire_key(shown) != on):
                return UNCHECKED
            return next((value for _number, value in sent if value is not UNCHECKED), shown)
        if shown is None or parameter.place.kind == "json":
            return shown
        text = str(shown)
        return next((value for _number, value in sent if str(value) == text), text)

    def written(self, parameter: Parameter) -> list[Any]:
        """Every value that was sent."""
        return [value for _burst, value in self.series.get(parameter, ())]

    def shown_under(self, name: str) -> bool:
        """Whether any answer has a value of this name."""
        return name in self.reads


def evidence(timeline: Timeline, parameter: Parameter, wanted: Mapping[str, Any] | None = None) -> list[int]:
    """Numbers of the requests that carried one of the wanted values at this place."""
    found = []
    for burst in timeline.bursts:
        for one in burst:
            if timeline.groups[one.number] != parameter.group or parameter.place not in one.fields:
                continue
            if wanted is None or key_of(one.fields[parameter.place]) in wanted:
                found.append(one.number)
    return found
