# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What must hold between the settings of a profile of version 2 and its interface: places that fit, words that are complete."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .checks import Fail, all_places, check_name, check_row, check_sent, check_shown, check_words
from .places import ROW, Place

if TYPE_CHECKING:
    from .profile import Cell, WebEntry


def check_settings(data: Mapping[str, Any], entries: Mapping[str, WebEntry], fail: Fail) -> None:
    """Raise what C(fail) makes of the first contradiction between settings and interface."""
    interface = data["interface"]
    taken: dict[tuple[str | None, Place], str] = {}
    for setting_id, entry in entries.items():
        raw = data["settings"][setting_id]
        where = f"settings.{setting_id}"
        for path, spot in all_places(raw, where):
            check_name(spot, path, fail)
        _check_requests(interface, entry, raw, where, fail)
        if entry.setting.columns:
            _check_table(interface, entry, raw, where, fail)
        else:
            if "columns" in raw:
                raise fail(f"{where}.columns goes with a table only")
            _check_cell(interface, entry, entry.cell, raw, where, fail)
        for cell in (entry.cell, *entry.columns.values()):
            for place in cell.write:
                # one place for two settings would write the one when the other is meant
                other = taken.setdefault((entry.add or entry.request, place), setting_id)
                if other != setting_id:
                    raise fail(f"{where} has the place of settings.{other} in the request {entry.request!r}")


def _check_requests(
    interface: Mapping[str, Any], entry: WebEntry, raw: Mapping[str, Any], where: str, fail: Fail
) -> None:
    known = interface.get("requests", {})
    for key, name in (("write", entry.request), ("add", entry.add), ("delete", entry.delete and entry.delete.request)):
        if name is not None and name not in known:
            raise fail(f"{where}.{key}.request {name!r} is not one of interface.requests")
    if entry.page is not None and entry.page not in interface["reads"]:
        raise fail(f"{where}.read.page {entry.page!r} is not one of interface.reads")
    if entry.page is None and entry.setting.kind not in ("secret", "clock"):
        raise fail(f"{where}.read is missing: what cannot be read back cannot be proven")
    if entry.request is None and entry.add is None and not entry.setting.readonly:
        raise fail(f"{where}.write is missing")
    if (entry.add is None) != (entry.delete is None):
        raise fail(f"{where} needs add and delete together")
    if entry.add is not None and (not entry.setting.columns or entry.setting.area == "host_access"):
        raise fail(f"{where}.add does not go with this setting: its rows must be changed in one request")


def _check_cell(
    interface: Mapping[str, Any], entry: WebEntry, cell: Cell, raw: Mapping[str, Any], where: str, fail: Fail
) -> None:
    if entry.request is not None:
        kind = interface["requests"][entry.request].get("body", {}).get("kind")
        if not cell.write:
            raise fail(f"{where}.write.at is missing")
        for place in cell.write:
            check_sent(place, kind, f"{where}.write.at", fail)
            check_row(place, entry.setting.indexed, f"{where}.write.at", fail)
    if entry.page is not None:
        if cell.read is None:
            raise fail(f"{where}.read.at is missing")
        check_shown(cell.read, entry.page, interface["reads"], f"{where}.read.at", fail)
        check_row(cell.read, entry.setting.indexed, f"{where}.read.at", fail)
    setting = entry.setting
    words: tuple[str, ...] = ()
    if setting.kind == "switch":
        words = setting.words
    elif setting.kind == "choice":
        words = tuple(dict.fromkeys(word for limit in setting.limits.values() for word in limit.choices))
    for key, values in (("values", cell.values), ("read.values", cell.read_values)):
        if setting.kind == "text":
            # a list to choose from on most pages, such as time zones, which may travel as numbers
            check_words(values, tuple(values), False, f"{where}.{key}", fail)
            continue
        check_words(values, words, setting.kind == "switch", f"{where}.{key}", fail)
    if setting.kind == "switch" and not cell.values:
        raise fail(f"{where}.values is missing: a switch needs the wire values of {' and '.join(setting.words)}")


def _check_table(interface: Mapping[str, Any], entry: WebEntry, raw: Mapping[str, Any], where: str, fail: Fail) -> None:
    for part in ("write", "read"):
        if "at" in raw.get(part, {}):
            raise fail(f"{where}.{part}.at does not go with a table: each column has a place of its own")
    name = entry.add or entry.request
    kind = None if name is None else interface["requests"][name].get("body", {}).get("kind")
    if unknown := sorted(set(raw.get("columns", {})) - {column.name for column in entry.setting.columns}):
        raise fail(f"{where}.columns has unknown keys: {', '.join(unknown)}")
    for column in entry.setting.columns:
        path = f"{where}.columns.{column.name}"
        cell = entry.columns.get(column.name)
        if cell is None:
            raise fail(f"{path} is missing")
        places = [("read", raw["columns"][column.name]["read"])] if cell.read is not None else []
        for key, place in (*places, *(("write", item) for item in _as_list(raw["columns"][column.name].get("write")))):
            check_name(place, f"{path}.{key}", fail)
        if not cell.write:
            raise fail(f"{path}.write is missing")
        for spot in cell.write:
            check_sent(spot, kind, f"{path}.write", fail)
            if entry.add is None:
                check_row(spot, True, f"{path}.write", fail)
        if cell.read is None and column.kind != "secret":
            raise fail(f"{path}.read is missing")
        if cell.read is not None and entry.page is not None:
            check_shown(cell.read, entry.page, interface["reads"], f"{path}.read", fail)
            check_row(cell.read, True, f"{path}.read", fail)
        words = column.limit.choices if column.kind == "choice" else ()
        for key, values in (("values", cell.values), ("read_values", cell.read_values)):
            check_words(values, words, True, f"{path}.{key}", fail)
    if entry.as_list and entry.add is None and _arrays(entry) is None:
        raise fail(
            f"{where}.table is a list, but its columns are not in one JSON array: each pointer must be the array's, then {ROW}"
        )
    if entry.delete is not None and entry.delete.by not in (*entry.columns, "row"):
        raise fail(f"{where}.delete.by {entry.delete.by!r} is neither a column nor row")


def _as_list(raw: Any) -> list[Any]:
    return [] if raw is None else [raw] if isinstance(raw, Mapping) else list(raw)


def _arrays(entry: WebEntry) -> str | None:
    """The pointer of the one array that holds a table; None where there is no such."""
    heads = set()
    for cell in entry.columns.values():
        for place in cell.write:
            head, found, _tail = place.name.partition(f"/{ROW}")
            heads.add(head if found and place.kind == "json" else None)
    return heads.pop() if len(heads) == 1 else None


def array_of(entry: WebEntry) -> str:
    """The pointer of the array that holds a table which is a list."""
    return _arrays(entry) or ""
