# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Fields that only show something, by what was installed and deleted before each look: the states of certificate and 802.1X files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .acts import Act
from .exchange import Place
from .matching import LEARNED
from .reading import Page, Reader
from .surroundings import harmless

_NO, _YES, _SELF = "not_installed", "installed", "self_signed"
#: Field, operation and the word that the field shows after it. A camera begins with nothing installed where the first word says so.
_STATES: dict[str, tuple[str, dict[str, str]]] = {
    "dot1x.ca_status": (_NO, {"dot1x.install_ca": _YES, "dot1x.delete": _NO}),
    "dot1x.client_status": (_NO, {"dot1x.install_client": _YES, "dot1x.delete": _NO}),
    "dot1x.key_status": (_NO, {"dot1x.install_key": _YES, "dot1x.delete": _NO}),
    "certificate.status": (
        "",
        {
            "certificates.create_self_signed": _SELF,
            "certificates.install_server": _YES,
            "certificates.delete_server": _NO,
        },
    ),
}
#: A word must have been seen, gone, and come back.
_FEWEST_TURNS = 2


@dataclass(frozen=True)
class Status:
    """Where a field is shown, with the camera's word for each state; C(requests) are those that changed it."""

    setting: str
    page: Page
    kind: str
    place: Place
    values: Mapping[str, Any]
    requests: tuple[int, ...]
    step: int


def find_statuses(reader: Reader, acts: Mapping[str, Act]) -> Iterator[Status]:
    """Fields that showed each state every time, and another value for each; where two places do, the field is left out."""
    for setting, (begin, after) in _STATES.items():
        events = sorted(
            (one.number, word)
            for operation, word in after.items()
            if operation in acts and acts[operation].state == LEARNED
            for one in acts[operation].exchanges
        )
        # without the deletion nobody knows what is left
        if any(operation in acts and acts[operation].state != LEARNED for operation in after) or not events:
            continue
        found = [
            (page, place, values)
            for page in sorted(reader.pages)
            for place, shown in reader.runs(page).items()
            if (values := _words(begin, events, shown)) is not None
        ]
        if len({place.name for _page, place, _values in found}) == 1:
            page, place, values = found[0]
            step = min(acts[operation].asked.step for operation in after if operation in acts)
            numbers = tuple(number for number, _word in events)
            yield Status(setting, page, reader.pages[page][-1].shown[0], place, values, numbers, step)


def _words(begin: str, events: list[tuple[int, str]], shown: list[tuple[int, Any]]) -> dict[str, Any] | None:
    """The value of each state; None where one state had two values, two had one, or the states did not turn often enough."""
    values: dict[str, Any] = {}
    last, turns = None, 0
    for number, value in shown:
        word = next((state for at, state in reversed(events) if at < number), begin)
        if not word:
            continue
        if repr(values.setdefault(word, value)) != repr(value):
            return None
        turns += last is not None and last != word
        last = word
    apart = len({repr(value) for value in values.values()}) == len(values) > 1
    plain = all(value not in (None, "") and harmless(value) for value in values.values())
    return values if apart and plain and turns >= _FEWEST_TURNS else None
