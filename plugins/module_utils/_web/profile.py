# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""A profile of version 2: a settings interface as data, checked as a whole when it is loaded (docs/web_profiles.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._catalog import SETTINGS, Column, Setting
from .._errors import ProfileError
from .._profile_trust import Trust, is_model, trust_of
from .._shape import check_profile
from .places import Place, place_of, wire_text
from .rules import check_interface
from .rules_settings import check_settings
from .shape import PROFILE, VERSION

Fail = Callable[[str], Exception]


@dataclass(frozen=True)
class Cell:
    """How one value travels: where it is sent, where it is shown, and how its words are spelled."""

    kind: str
    words: tuple[str, str]
    write: tuple[Place, ...] = ()
    read: Place | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    read_values: Mapping[str, Any] = field(default_factory=dict)
    #: what the page shows of a password: masked (that one is set) or absent (nothing)
    secret: str = "absent"
    as_text: bool = False
    #: of a column: what an unused row has in it; None where nothing is sent
    empty: Any = None


@dataclass(frozen=True)
class RowRequest:
    """The request that deletes a row: which one, where it names the row, and by which column of it (C(row): its index)."""

    request: str
    at: Place
    by: str


@dataclass(frozen=True)
class WebEntry:
    """One setting of the profile. A table has cells in its columns only."""

    setting: Setting
    request: str | None
    page: str | None
    cell: Cell
    columns: Mapping[str, Cell]
    first: int
    read_first: int
    rows: int
    #: whether a table is a list that holds exactly its rows; else its rows have fixed places
    as_list: bool
    add: str | None
    delete: RowRequest | None
    restart: bool | None
    clock_format: str


@dataclass(frozen=True)
class WebProfile:
    """A checked profile."""

    name: str
    family: str
    models: tuple[str, ...]
    source: str
    interface: Mapping[str, Any]
    entries: Mapping[str, WebEntry]
    trust: Trust

    def is_for(self, model: str) -> bool:
        """Whether the profile names this model."""
        return any(is_model(name, model) for name in self.models)

    def needs_restart(self, setting: Setting) -> bool:
        """The profile's own mark. What another maker's camera does is not for the catalog to say."""
        entry = self.entries.get(setting.id)
        return bool(entry is not None and entry.restart)

    def of_request(self, request: str) -> list[WebEntry]:
        """Settings that travel in a request."""
        return [entry for entry in self.entries.values() if entry.request == request]


def is_web_profile(data: Any) -> bool:
    """Whether data says of itself that it is such a profile."""
    return isinstance(data, Mapping) and (data.get("driver") == "web" or data.get("profile_version") == VERSION)


def load_web_profile(data: Mapping[str, Any], origin: str) -> WebProfile:
    """Check a profile. C(origin) names the file for errors. Raises ProfileError."""

    def fail(message: str) -> ProfileError:
        return ProfileError(f"profile {origin}: {message}", hint="The format is described in docs/web_profiles.md.")

    check_profile(PROFILE, data, fail)
    check_interface(data["interface"], fail)
    entries: dict[str, WebEntry] = {}
    for setting_id, raw in data.get("settings", {}).items():
        if setting_id not in SETTINGS:
            raise fail(f"settings.{setting_id} is not a setting of the catalog")
        if data["guide"] not in SETTINGS[setting_id].limits:
            raise fail(f"settings.{setting_id} does not exist in the guide {data['guide']}")
        entries[setting_id] = _entry(SETTINGS[setting_id], raw)
    check_settings(data, entries, fail)
    name = str(data.get("name", origin))
    return WebProfile(
        name=name,
        family=data["guide"],
        models=tuple(data.get("models", ())),
        source=str(data.get("source", "")),
        interface=data["interface"],
        entries=entries,
        trust=trust_of(data, name),
    )


def _entry(setting: Setting, raw: Mapping[str, Any]) -> WebEntry:
    write, read = raw.get("write", {}), raw.get("read", {})
    columns = {
        column.name: _column(column, raw.get("columns", {})[column.name])
        for column in setting.columns
        if column.name in raw.get("columns", {})
    }
    places = [place for cell in columns.values() for place in cell.write]
    delete = raw.get("delete")
    return WebEntry(
        setting=setting,
        request=write.get("request"),
        page=read.get("page"),
        cell=Cell(
            kind=setting.kind,
            words=setting.words,
            write=_places(write.get("at")),
            read=place_of(read["at"]) if "at" in read else None,
            values=raw.get("values", {}),
            read_values=read.get("values", {}),
            secret=raw.get("secret", "absent"),
            as_text=write.get("as") == "text",
        ),
        columns=columns,
        first=write.get("first", 0),
        read_first=read.get("first", 0),
        rows=raw.get("rows") or max((limit.rows for limit in setting.limits.values()), default=0),
        as_list=raw.get("table", "list" if places and places[0].kind == "json" else "slots") == "list",
        add=raw.get("add", {}).get("request"),
        delete=None if delete is None else RowRequest(delete["request"], place_of(delete["at"]), delete["by"]),
        restart=raw.get("restart"),
        clock_format=raw.get("format", "%Y/%m/%d %H:%M:%S"),
    )


def _column(column: Column, raw: Mapping[str, Any]) -> Cell:
    plain = column.kind not in ("integer", "choice", "switch")
    return Cell(
        kind=column.kind,
        words=("enable", "disable"),
        write=_places(raw.get("write")),
        read=place_of(raw["read"]) if "read" in raw else None,
        values=raw.get("values", {}),
        read_values=raw.get("read_values", {}),
        secret=raw.get("secret", "absent"),
        as_text=raw.get("as") == "text",
        empty=raw.get("empty", "" if plain else None),
    )


def _places(raw: Any) -> tuple[Place, ...]:
    if raw is None:
        return ()
    return (place_of(raw),) if isinstance(raw, Mapping) else tuple(place_of(item) for item in raw)


def same_wire(first: Any, second: Any) -> bool:
    """Whether two wire values mean the same; pages spell as text what requests may carry as a number or truth value."""
    if first is None or second is None:
        return first is second
    return wire_text(first) == wire_text(second)
