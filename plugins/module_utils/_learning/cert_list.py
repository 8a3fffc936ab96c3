# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The list of certificates: its columns by what the throwaways are called and how long they live."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from .acts import Act, Finder
from .asked import Questions
from .cert_buttons import press_rows
from .cert_rows import CertificateList, Listing, Step, listings, steps_of
from .reading import Reader
from .surroundings import harmless

#: Dates as pages print them; the first that fits every row is taken.
_FORMATS = (
    "%Y/%m/%d", "%Y-%m-%d", "%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%Y.%m.%d", "%d-%m-%Y", "%m-%d-%Y", "%Y%m%d", "%b %d %Y", "%b %d, %Y",
    "%d %b %Y", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%Y-%m-%dT%H:%M:%S", "%Y%m%d%H%M%SZ", "%Y%m%d%H%M%S",
    "%b %d %H:%M:%S %Y GMT", "%b %d %H:%M:%S %Y %Z", "%a %b %d %H:%M:%S %Y", "%Y-%m-%d %H:%M", "%Y/%m/%d %H:%M",
)  # fmt: skip
_DATE = "%Y/%m/%d"
_LISTED = ("server", "client", "ca")
#: Names that must have been seen, and columns of dates.
_FEW = 2


def find_list(reader: Reader, finder: Finder, questions: Questions, acts: Mapping[str, Act]) -> CertificateList | None:
    """The list, with the operations on its rows put into C(acts). None where no page shows the throwaways by their names."""
    materials = [one for one in questions.materials if one["kind"] in _LISTED and one.get("files")]
    options = [found for listing in listings(reader) if (found := _named(listing, materials)) is not None]
    if not options:
        return None
    # several pages show it: the one with most of them, and least else
    seen, best = max(options, key=lambda one: (one[0], -len(one[1].listing.columns), one[1].listing.page))
    if seen < _FEW:
        return None
    _dates(best, materials)
    stable = [best.columns[name] for name in ("common_name", "start_date", "end_date") if name in best.columns]
    changing = [one for one in finder.exchanges if finder.changes(one) or one.files]
    steps = steps_of(best.listing, changing, stable)
    _kinds(best, materials, steps, acts)
    press_rows(best, steps, questions, acts)
    return best


def _named(listing: Listing, materials: Sequence[Mapping[str, Any]]) -> tuple[int, CertificateList] | None:
    names = [str(one["common_name"]) for one in materials]
    options = []
    for column in listing.columns:
        seen = {name for shot in listing.shots for name in names if shot.where(column, name) is not None}
        if seen:
            options.append((-len(seen), column))
    if not options:
        return None
    count, column = min(options)
    return -count, CertificateList(listing, {"common_name": column})


def _cells(found: CertificateList, name: str, column: str) -> Iterator[Any]:
    """What a column showed of a throwaway, each time."""
    for shot in found.listing.shots:
        at = shot.where(found.columns["common_name"], name)
        if at is not None:
            yield shot.rows[at].get(column)


def _dates(found: CertificateList, materials: Iterable[Mapping[str, Any]]) -> None:
    """Both dates in one form; without it neither is part of the profile."""
    for form in _FORMATS:
        columns = {}
        for name in ("start_date", "end_date"):
            days = {str(one["common_name"]): datetime.strptime(one[name], _DATE).date() for one in materials}
            fits = [column for column in found.listing.columns if _are_days(found, column, days, form)]
            if len(fits) == 1:
                columns[name] = fits[0]
        if len(columns) == _FEW:
            found.columns.update(columns)
            found.date_format = form
            return


def _are_days(found: CertificateList, column: str, days: Mapping[str, date], form: str) -> bool:
    cells = [(cell, day) for name, day in days.items() for cell in _cells(found, name, column)]
    return bool(cells) and all(_day(cell, form) == day for cell, day in cells)


def date_format_of(cells: Sequence[tuple[Any, str]]) -> str:
    """The form in which every cell says the day beside it (C(yyyy/mm/dd)); empty for none."""
    days = [(cell, datetime.strptime(day, _DATE).date()) for cell, day in cells]
    return next((form for form in _FORMATS if days and all(_day(cell, form) == day for cell, day in days)), "")


def _day(cell: Any, form: str) -> date | None:
    try:
        return datetime.strptime(str(cell).strip(), form).date()
    except ValueError:
        return None


def _kinds(
    found: CertificateList, materials: Iterable[Mapping[str, Any]], steps: Iterable[Step], acts: Mapping[str, Act]
) -> None:
    """The column that has one word for both servers, and another for the authority and for the revocation list."""
    crl = acts.get("certificates.install_crl")
    numbers = {one.number for one in crl.exchanges} if crl is not None else set()
    lists = [step.after[step.added] for step in steps if step.added is not None and step.exchange.number in numbers]
    options = []
    for column in found.listing.columns:
        words: dict[str, set[str]] = {}
        wires: dict[str, Any] = {}
        for one in materials:
            kind = "server" if one["kind"] in ("server", "client") else "ca"
            for cell in _cells(found, str(one["common_name"]), column):
                words.setdefault(kind, set()).add(repr(cell))
                wires[kind] = cell
        for row in lists:
            words.setdefault("crl", set()).add(repr(row.get(column)))
            wires["crl"] = row.get(column)
        single = all(len(shown) == 1 for shown in words.values()) and {"server", "ca"} <= words.keys()
        apart = len({repr(wire) for wire in wires.values()}) == len(wires)
        if single and apart and all(wire not in (None, "") and harmless(wire) for wire in wires.values()):
            said = sum(kind in str(wire).lower() for kind, wire in wires.items())
            options.append((said, column, wires))
    most = max((said for said, _column, _wires in options), default=0)
    best = [(column, wires) for said, column, wires in options if said == most]
    if len(best) == 1:
        found.columns["kind"], found.values["kind"] = best[0]
