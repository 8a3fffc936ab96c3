# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Writes of a settings interface: which requests carry which settings, and what else each of them has to carry."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .._catalog import split_key
from .._drivers.base import Assignment
from .._errors import CameraAnswer, ProfileError
from .arrays import array_of_indexes, fill_array
from .draft import Draft
from .pages import Shown
from .places import MISSING, place_of
from .profile import WebEntry
from .requests import WebRequests
from .tables import add_row, carry_slots, deleted_by, read_rows, write_list, write_slots
from .values import carried, encode

Tables = dict[str, dict[int, dict[str, Any]]]
Edit = Callable[[Draft], None]


@dataclass
class _Batch:
    """Settings that travel in one request."""

    request: str
    keys: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    edits: list[Edit] = field(default_factory=list)
    given: dict[str, str] = field(default_factory=dict)


class Writer:
    """Carries out assignments. C(tables) are the rows as the camera holds them, by position, and are kept up to date."""

    def __init__(self, requests: WebRequests, tables: Tables) -> None:
        self._requests = requests
        self._profile = requests.profile
        self._tables = tables

    def write(self, assignments: Sequence[Assignment]) -> None:
        """In as few requests as the profile allows. Raises ProfileError, CameraAnswer, and what requests raise."""
        batches: dict[str, list[_Batch]] = {}
        secrets = [text for assignment in assignments for text in _secrets(assignment)]
        for assignment in assignments:
            setting_id, _index = split_key(assignment.key)
            entry = self._profile.entries[setting_id]
            if assignment.rows is not None and entry.add is not None:
                self._write_rows(entry, assignment.rows, secrets)
                continue
            if entry.request is None:
                raise ProfileError(f"profile {self._profile.name} has no request that writes {setting_id}")
            batch = self._batch(batches.setdefault(entry.request, []), entry.request)
            batch.keys.append(assignment.key)
            batch.ids.add(setting_id)
            batch.edits.append(self._edit(entry, assignment))
        for group in batches.values():
            for batch in group:
                self._send(batch, secrets)
        for assignment in assignments:
            self._remember(assignment)

    def _batch(self, batches: list[_Batch], name: str) -> _Batch:
        limit = self._requests.interface["requests"][name].get("settings_per_request")
        if not batches or (limit is not None and len(batches[-1].keys) >= limit):
            batches.append(_Batch(name))
        return batches[-1]

    # -- one request -----------------------------------------------------------------------------------------------

    def _send(self, batch: _Batch, secrets: Sequence[str]) -> None:
        request = self._requests.interface["requests"][batch.request]
        what = f"the write of {', '.join(batch.keys)}"
        pages: dict[str, Shown] = {}

        def page(name: str) -> Shown:
            # read now: what the request carries besides must not bring back what somebody else has changed meanwhile
            if name not in pages:
                pages[name] = self._requests.page(name)
            return pages[name]

        carry = self._carrying(request, batch, page)

        def edits(draft: Draft) -> None:
            try:
                for edit in (*carry, *batch.edits):
                    edit(draft)
            except ValueError as error:
                raise ProfileError(
                    f"the request {batch.request!r} of profile {self._profile.name} cannot be made: {error}",
                    hint="The profile may be for another model or firmware.",
                ) from None

        try:
            self._requests.command(request, what, edits=edits, given=batch.given, secrets=secrets)
        except CameraAnswer as error:
            error.setting = error.setting or self._where(batch)
            raise

    def _where(self, batch: _Batch) -> str | None:
        if len(batch.ids) != 1:
            return None
        entry = self._profile.entries[next(iter(batch.ids))]
        return f"{batch.keys[0]} {entry.setting.where(self._profile.family)}"

    def _carrying(self, request: Mapping[str, Any], batch: _Batch, page: Callable[[str], Shown]) -> list[Edit]:
        """What the request carries besides the settings that are written. Pages are read here, before the request is made."""
        edits: list[Edit] = []
        base = request.get("base")
        if base is not None:
            document = page(base["page"]).value(place_of({"in": "json", "pointer": base.get("pointer", "")}))
            if not isinstance(document, (dict, list)):
                raise CameraAnswer(
                    f"the page {base['page']!r} does not show what the request {batch.request!r} has to carry",
                    hint="Nothing was written: fields that are missing would be reset. The profile may be for another firmware.",
                )
            edits.append(lambda draft: draft.start_from(document))
        for item in request.get("carry", ()):
            edits.append(self._carry_field(item, page(item["page"]), batch.request))
        if request.get("whole"):
            for entry in self._profile.of_request(batch.request):
                if entry.page is None or (base is not None and entry.page == base["page"]):
                    continue
                if entry.setting.columns and entry.as_list:
                    if entry.setting.id not in batch.ids:
                        edits.append(self._carry_list(entry, page(entry.page)))
                elif entry.setting.id not in batch.ids or entry.setting.columns or entry.setting.indexed:
                    edits.append(self._carry_setting(entry, page(entry.page), batch.request))
        elif base is None:
            edits.extend(self._carry_arrays(batch, page))
        return edits

    def _carry_arrays(self, batch: _Batch, page: Callable[[str], Shown]) -> Iterator[Edit]:
        """One position of a JSON array cannot be sent alone: the others go with it as the page shows them."""
        entries = [
            (entry, array) for entry in self._profile.of_request(batch.request) if (array := array_of_indexes(entry))
        ]
        written = dict.fromkeys(array for entry, array in entries if entry.setting.id in batch.ids)
        for array in written:
            mates = [entry for entry, other in entries if other == array]
            shown = page(str(mates[0].page))
            present = shown.value(array.read)
            if not isinstance(present, list):
                # numbered keys of an object stand for themselves
                continue
            yield fill_array(array, present)
            yield from (self._carry_setting(entry, shown, batch.request) for entry in mates)

    def _carry_field(self, item: Mapping[str, Any], shown: Shown, request: str) -> Edit:
        wire = shown.value(place_of(item["from"]))
        if wire is MISSING:
            raise self._not_shown(request, item["page"])
        return lambda draft: draft.put(place_of(item["at"]), wire)

    def _not_shown(self, request: str, page: str) -> CameraAnswer:
        return CameraAnswer(
            f"the page {page!r} does not show a field that the request {request!r} has to carry",
            hint="Nothing was written: fields that are missing would be reset. The profile may be for another firmware.",
        )

    def _carry_list(self, entry: WebEntry, shown: Shown) -> Edit:
        rows = read_rows(entry, shown)
        return lambda draft: write_list(draft, entry, rows, rows)

    def _carry_setting(self, entry: WebEntry, shown: Shown, request: str) -> Edit:
        if entry.setting.columns:
            return lambda draft: carry_slots(draft, entry, shown)
        cell = entry.cell
        if cell.kind == "secret" or cell.read is None:
            return lambda draft: None
        count = entry.setting.limits[self._profile.family].count if entry.setting.indexed else 1
        rows = [None] if not entry.setting.indexed else list(range(count))
        wires = {row: shown.value(cell.read, None if row is None else entry.read_first + row) for row in rows}
        if (
            cell.kind != "clock"
            and all(wire is MISSING for wire in wires.values())
            and None not in cell.values.values()
        ):
            raise self._not_shown(request, str(entry.page))

        def edit(draft: Draft) -> None:
            for row, wire in wires.items():
                value = carried(cell, wire)
                if value is not MISSING:
                    for place in cell.write:
                        draft.put(place.at(None if row is None else entry.first + row), value)

        return edit

    # -- values ----------------------------------------------------------------------------------------------------

    def _edit(self, entry: WebEntry, assignment: Assignment) -> Edit:
        rows = assignment.rows
        try:
            if rows is not None and not entry.as_list:
                self._checked(lambda draft: write_slots(draft, entry, rows))
                return lambda draft: write_slots(draft, entry, rows)
            if rows is not None:
                before = self._rows(entry)
                after = _after(before, rows)
                return lambda draft: write_list(draft, entry, before, after)
            wire = encode(entry.cell, assignment.value)
        except KeyError:
            raise self._unmapped(entry, assignment) from None
        index = split_key(assignment.key)[1]
        row = None if index is None else entry.first + index - 1

        def edit(draft: Draft) -> None:
            for place in entry.cell.write:
                draft.put(place.at(row), wire)

        return edit

    @staticmethod
    def _checked(edit: Edit) -> None:
        """See that every word has a wire value, before anything is sent. Raises KeyError."""
        edit(Draft({"path": "/", "method": "POST", "body": {"kind": "json"}}, {}))

    def _unmapped(self, entry: WebEntry, assignment: Assignment) -> ProfileError:
        shown = "the value" if entry.setting.kind in ("secret", "table") else f"the value {assignment.value!r}"
        return ProfileError(
            f"profile {self._profile.name} does not map {shown}",
            setting=f"{assignment.key} {entry.setting.where(self._profile.family)}",
            hint="Add it to this setting's values in the profile (docs/web_profiles.md).",
        )

    # -- tables ----------------------------------------------------------------------------------------------------

    def _rows(self, entry: WebEntry) -> dict[int, dict[str, Any]]:
        setting_id = entry.setting.id
        if setting_id not in self._tables:
            self._tables[setting_id] = read_rows(entry, self._requests.page(str(entry.page)))
        return self._tables[setting_id]

    def _remember(self, assignment: Assignment) -> None:
        setting_id = split_key(assignment.key)[0]
        if assignment.rows is not None and setting_id in self._tables:
            self._tables[setting_id] = _after(self._tables[setting_id], assignment.rows)

    def _write_rows(self, entry: WebEntry, rows: Mapping[int, Any], secrets: Sequence[str]) -> None:
        """Rows that are deleted and added by requests of their own; a changed row is deleted first."""
        present = dict(self._rows(entry))
        gone = [position for position in rows if position in present]
        # from behind, so that the indexes of the others stay
        for position in sorted(gone, reverse=True):
            self._delete(entry, present, position, secrets)
            del present[position]
        for position in sorted(position for position, row in rows.items() if row is not None):
            row = rows[position]
            batch = _Batch(str(entry.add), [entry.setting.id], {entry.setting.id})
            batch.edits.append(lambda draft, row=row: add_row(draft, entry, row))  # type: ignore[misc]  # bound now
            self._send(batch, secrets)

    def _delete(self, entry: WebEntry, present: Mapping[int, Any], position: int, secrets: Sequence[str]) -> None:
        delete = entry.delete
        if delete is None:
            return
        wire = deleted_by(entry, present, position)
        batch = _Batch(delete.request, [entry.setting.id], {entry.setting.id}, given={"row": str(wire)})
        batch.edits.append(lambda draft: draft.put(delete.at, wire))
        self._send(batch, secrets)


def _after(before: Mapping[int, dict[str, Any]], changes: Mapping[int, Any]) -> dict[int, dict[str, Any]]:
    return {position: dict(row) for position, row in {**before, **changes}.items() if row is not None}


def _secrets(assignment: Assignment) -> list[str]:
    """Texts of an assignment that must not show; a value is one too, for the camera may repeat it in an error."""
    found = [assignment.value] if isinstance(assignment.value, str) else []
    for row in (assignment.rows or {}).values():
        found.extend(value for value in (row or {}).values() if isinstance(value, str))
    return [text for text in found if len(text) >= 4]
