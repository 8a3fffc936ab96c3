# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A profile: the code map of one interface for some models, as data (format: docs/code_maps.md).

Item codes of Canon's setting protocol are not public, so this collection ships none; users bring their own, and the
emulator exports one for itself. Everything about a profile is checked when it is loaded, before any request.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ._catalog import GUIDE_FAMILIES, SETTINGS, Column, Setting
from ._errors import ProfileError
from ._ipro.profile import CommandProfile, is_command_profile, load_command_profile
from ._profile_certificates import check_certificates
from ._profile_shape import PROFILE
from ._profile_trust import Trust, is_model, trust_of
from ._shape import check_profile
from ._values import Secret
from ._web.profile import WebProfile, is_web_profile, load_web_profile

VERSION = 1


@dataclass(frozen=True)
class Code:
    """How one value travels: its item code, and its encodings of words."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)
    #: what the camera prints for a password: masked (it tells that one is set) or absent (it tells nothing)
    secret: str = "absent"

    def encode(self, word: str) -> str:
        """Wire form of a word of the collection. Raises KeyError when the profile maps words, but not this one."""
        return self.values[word] if self.values else word

    def decode(self, wire: str) -> str:
        """Word for a wire form; an unknown wire form is marked, so that it shows up as a difference."""
        for word, encoded in self.values.items():
            if encoded == wire:
                return word
        return f"unknown value {wire!r}" if self.values else wire


@dataclass(frozen=True)
class Entry:
    """One setting of the profile. A table has codes in its columns only."""

    setting: Setting
    page: str
    code: Code
    columns: Mapping[str, Code]
    rows: int
    indexed: bool
    restart: bool | None


@dataclass(frozen=True)
class Profile:
    """A checked profile."""

    name: str
    family: str
    models: tuple[str, ...]
    source: str
    interface: Mapping[str, Any]
    entries: Mapping[str, Entry]
    trust: Trust = field(default_factory=Trust)

    def is_for(self, model: str) -> bool:
        """Whether the profile names this model (in any spelling of it)."""
        return any(is_model(name, model) for name in self.models)

    def needs_restart(self, setting: Setting) -> bool:
        """Whether a value takes effect only after a restart: the profile's own mark, else the catalog's."""
        entry = self.entries.get(setting.id)
        if entry is not None and entry.restart is not None:
            return entry.restart
        return self.family in setting.restart


@dataclass(frozen=True)
class Profiles:
    """Checked profiles of every driver: code maps, commands of i-PRO cameras, and interfaces of any maker."""

    maps: tuple[Profile, ...]
    commands: tuple[CommandProfile, ...]
    webs: tuple[WebProfile, ...]

    def families(self) -> set[str]:
        """Families that they are for."""
        return {profile.family for part in (self.maps, self.commands, self.webs) for profile in part}


#: Checked profiles with the data they were made of, by identity. A fleet has few profiles, and checking one costs as much CPU
#: as reading five pages of a camera. Neither the data nor what is made of it is ever changed.
_LOADED: OrderedDict[int, tuple[Mapping[str, Any], Profile | CommandProfile | WebProfile]] = OrderedDict()
_KEPT = 32
_LOADING = threading.Lock()


def load_profiles(all_data: Iterable[Mapping[str, Any]]) -> Profiles:
    """Check profiles, each once in a process as long as it is the same object. Safe in threads. Raises ProfileError."""
    found = [_loaded(data) for data in all_data]
    return Profiles(
        tuple(one for one in found if isinstance(one, Profile)),
        tuple(one for one in found if isinstance(one, CommandProfile)),
        tuple(one for one in found if isinstance(one, WebProfile)),
    )


def _loaded(data: Mapping[str, Any]) -> Profile | CommandProfile | WebProfile:
    with _LOADING:
        kept = _LOADED.get(id(data))
        if kept is None or kept[0] is not data:
            # the data is kept, too: another object could get its identity
            kept = (data, _load(data))
            _LOADED[id(data)] = kept
            while len(_LOADED) > _KEPT:
                _LOADED.popitem(last=False)
        return kept[1]


def _load(data: Mapping[str, Any]) -> Profile | CommandProfile | WebProfile:
    origin = str(data.get("name", "profile"))
    if is_command_profile(data):
        return load_command_profile(data, origin)
    if is_web_profile(data):
        return load_web_profile(data, origin)
    return load_profile(data, origin)


def load_profile(data: Any, origin: str) -> Profile:
    """Check a code map. C(origin) names the file for errors. Raises ProfileError."""

    def fail(message: str) -> ProfileError:
        return ProfileError(f"profile {origin}: {message}", hint="The format is described in docs/code_maps.md.")

    check_profile(PROFILE, data, fail)
    if data["profile_version"] != VERSION:
        raise fail(f"profile_version is {data['profile_version']!r}, this release reads {VERSION}")
    if data["family"] not in GUIDE_FAMILIES:
        raise fail(f"family must be one of {', '.join(GUIDE_FAMILIES)}")
    if data.get("driver", "canon") != "canon":
        raise fail(f"driver {data['driver']!r} is not known")
    interface = data["interface"]
    entries = {}
    for setting_id, raw in data.get("settings", {}).items():
        if setting_id not in SETTINGS:
            raise fail(f"settings.{setting_id} is not a setting of the catalog")
        if data["family"] not in SETTINGS[setting_id].limits:
            raise fail(f"settings.{setting_id} does not exist in the family {data['family']}")
        entries[setting_id] = _entry(SETTINGS[setting_id], raw, interface, fail)
    _check_codes(entries, fail)
    check_certificates(interface, fail)
    return Profile(
        name=str(data.get("name", origin)),
        family=str(data["family"]),
        models=tuple(data.get("models", ())),
        source=str(data.get("source", "")),
        interface=interface,
        entries=entries,
        trust=trust_of(data, str(data.get("name", origin))),
    )


def _check_codes(entries: Mapping[str, Entry], fail: Any) -> None:
    """One code for two settings would write the one when the other is meant."""
    seen: dict[str, str] = {}
    for setting_id, entry in entries.items():
        for code in entry.columns.values() or (entry.code,):
            other = seen.setdefault(code.code, setting_id)
            if other != setting_id:
                raise fail(f"settings.{setting_id} has the code {code.code!r} of settings.{other}")


def _entry(setting: Setting, raw: Any, interface: Mapping[str, Any], fail: Any) -> Entry:
    where = f"settings.{setting.id}"
    page = raw["page"]
    if page not in interface["read"]["pages"]:
        raise fail(f"{where}.page {page!r} is not one of interface.read.pages")
    columns = {}
    for column in setting.columns:
        cell = raw.get("columns", {}).get(column.name)
        if cell is None:
            raise fail(f"{where}.columns.{column.name} is missing")
        columns[column.name] = _code(cell, f"{where}.columns.{column.name}", _words(column, None), fail)
    code = Code("") if setting.columns else _code(raw, where, _words(None, setting), fail, setting.kind != "choice")
    return Entry(
        setting=setting,
        page=page,
        code=code,
        columns=columns,
        rows=raw.get("rows") or max((limit.rows for limit in setting.limits.values()), default=0),
        indexed=bool(raw.get("indexed", setting.indexed)),
        restart=raw.get("restart"),
    )


def _words(column: Column | None, setting: Setting | None) -> tuple[str, ...]:
    """Words that a profile may map: those of a switch or of a choice. It must map both of a switch, and all of a column."""
    if column is not None:
        return column.limit.choices if column.kind == "choice" else ()
    if setting is not None and setting.kind == "switch":
        return setting.words
    if setting is not None and setting.kind == "choice":
        return tuple(dict.fromkeys(word for limit in setting.limits.values() for word in limit.choices))
    return ()


def _code(raw: Any, where: str, words: tuple[str, ...], fail: Any, complete: bool = True) -> Code:
    if not raw.get("code"):
        raise fail(f"{where}.code is missing")
    values = {str(word): str(wire) for word, wire in raw.get("values", {}).items()}
    if words and (unknown := sorted(set(values) - set(words))):
        raise fail(f"{where}.values maps {', '.join(unknown)}, known are {', '.join(words)}")
    # a model may lack one choice of many, but not one half of a switch
    missing = [word for word in words if word not in values]
    if values and missing and complete:
        raise fail(f"{where}.values does not map {', '.join(missing)}")
    if len(set(values.values())) != len(values):
        raise fail(f"{where}.values maps two words to one value")
    return Code(str(raw["code"]), values, raw.get("secret", "absent"))


def encode(entry: Entry, value: Any) -> str:
    """Wire form of a value that is not a table. Raises KeyError when the profile does not map it."""
    setting = entry.setting
    if setting.kind == "switch":
        return entry.code.encode(setting.words[0] if value else setting.words[1])
    return entry.code.encode(str(value))


def decode(entry: Entry, wire: str | None) -> Any:
    """Value for a wire form that is not a table; None when the camera did not print it."""
    if entry.setting.kind == "secret":
        if entry.code.secret == "absent" or wire is None:
            return Secret.UNKNOWN
        return Secret.SET if wire else Secret.UNSET
    if wire is None:
        return None
    return _decode(entry.setting.kind, entry.code, wire, entry.setting.words)


def decode_cell(column: Column, code: Code, wire: str) -> Any:
    """Value of one cell of a table."""
    if column.kind == "secret":
        if code.secret == "absent":
            return Secret.UNKNOWN
        return Secret.SET if wire else Secret.UNSET
    return _decode(column.kind, code, wire, ())


def _decode(kind: str, code: Code, wire: str, words: tuple[str, ...]) -> Any:
    word = code.decode(wire)
    if kind == "switch":
        return {words[0]: True, words[1]: False}.get(word, word)
    if kind == "integer":
        # what is no number stays as it is, so that it shows up as a difference
        return int(word) if re.fullmatch(r"-?[0-9]+", word) else word
    return word
