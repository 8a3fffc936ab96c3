# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""A user's profile for i-PRO cameras: commands that are not public, or that a model has otherwise (docs/ipro.md).

It is written by people: every slip is named with the path of its key, before any request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .._catalog import FAMILY_IPRO
from .._errors import ProfileError
from .._profiles.ipro_wv import COMMANDS, FIELDS
from .commands import USER, Command, fields_of

VERSION = 1
_KEYS = ("profile_version", "name", "family", "driver", "models", "source", "commands")
_REQUEST = ("method", "path", "params", "form", "file", "keys", "randomnum")
_METHODS = ("GET", "POST")

Fail = Callable[[str], ProfileError]


@dataclass(frozen=True)
class CommandProfile:
    """A checked profile. Without C(models) it is for every camera of the family."""

    name: str
    models: tuple[str, ...]
    source: str
    commands: Mapping[str, Command]
    family: str = FAMILY_IPRO

    def is_for(self, model: str | None) -> bool:
        """Whether it is for this model."""
        return not self.models or (model or "").upper() in {name.upper() for name in self.models}


def is_command_profile(data: Any) -> bool:
    """Whether data says of itself that it is such a profile."""
    return isinstance(data, Mapping) and (data.get("driver") == "ipro" or data.get("family") == FAMILY_IPRO)


def load_command_profile(data: Mapping[str, Any], origin: str) -> CommandProfile:
    """Check a profile. C(origin) names the file for errors. Raises ProfileError."""

    def fail(message: str) -> ProfileError:
        return ProfileError(f"profile {origin}: {message}", hint="The format is described in docs/ipro.md.")

    _known(data, _KEYS, "it", fail)
    if data.get("profile_version") != VERSION:
        raise fail(f"profile_version is {data.get('profile_version')!r}, this release reads {VERSION}")
    if data.get("driver", "ipro") != "ipro":
        raise fail(f"driver {data['driver']!r} goes with another family")
    if data.get("family") != FAMILY_IPRO:
        raise fail(f"family must be {FAMILY_IPRO} with the driver ipro")
    models = data.get("models", [])
    if not isinstance(models, (list, tuple)) or not all(isinstance(model, str) and model for model in models):
        raise fail("models is not a list of model names")
    raw = _mapping(data.get("commands", {}), "commands", fail)
    return CommandProfile(
        name=_text(data.get("name", origin), "name", fail),
        models=tuple(models),
        source=_text(data.get("source", "-"), "source", fail),
        commands={str(name): _command(str(name), entry, fail) for name, entry in raw.items()},
    )


def _command(name: str, raw: Any, fail: Fail) -> Command:
    where = f"commands.{name}"
    if name not in COMMANDS:
        raise fail(f"{where} is not a command that this collection uses; known are {', '.join(sorted(COMMANDS))}")
    shipped = COMMANDS[name]
    entry = _mapping(raw, where, fail)
    _known(entry, _REQUEST, where, fail)
    path = _text(entry.get("path", ""), f"{where}.path", fail)
    if not re.fullmatch(r"/[!-~]*", path) or "?" in path:
        raise fail(f"{where}.path is not a path that starts with / and has no parameters")
    method = entry.get("method", shipped.method if shipped.known else "GET")
    if method not in _METHODS:
        raise fail(f"{where}.method is {method!r}, known are {' and '.join(_METHODS)}")
    params, form = (_texts(entry.get(part, {}), f"{where}.{part}", fail) for part in ("params", "form"))
    if form and method == "GET":
        raise fail(f"{where}.form goes with the method POST")
    keys = entry.get("keys", ())
    if not isinstance(keys, (list, tuple)) or not all(isinstance(key, str) and key for key in keys):
        raise fail(f"{where}.keys is not a list of texts")
    if not isinstance(entry.get("randomnum", False), bool):
        raise fail(f"{where}.randomnum is not true or false")
    file = entry.get("file", shipped.file)
    if not isinstance(file, str):
        raise fail(f"{where}.file is not text")
    fields = set(_fields(shipped))
    unknown = sorted({found for text in (*params.values(), *form.values()) for found in fields_of(text)} - fields)
    if unknown:
        known = ", ".join(sorted(fields)) or "none"
        raise fail(f"{where} asks for the fields {', '.join(unknown)}; this command has {known}")
    return Command(
        name, USER, "profile", shipped.page, path, method, params, form, file, tuple(keys), shipped.models,
        writes=shipped.writes or not shipped.known, randomnum=bool(entry.get("randomnum", shipped.randomnum)),
    )  # fmt: skip


def _fields(command: Command) -> tuple[str, ...]:
    """Fields that the collection fills in for a command."""
    if command.name in FIELDS:
        return FIELDS[command.name]
    return tuple(name for text in (*command.params.values(), *command.form.values()) for name in fields_of(text))


def _mapping(value: Any, where: str, fail: Fail) -> Mapping[Any, Any]:
    if not isinstance(value, Mapping):
        raise fail(f"{where} is not a mapping")
    return value


def _text(value: Any, where: str, fail: Fail) -> str:
    if not isinstance(value, str) or not value:
        raise fail(f"{where} is not text" if value != "" else f"{where} is missing")
    return value


def _texts(value: Any, where: str, fail: Fail) -> dict[str, str]:
    texts = {}
    for key, item in _mapping(value, where, fail).items():
        if isinstance(item, bool) or not isinstance(item, (str, int)):
            raise fail(f"{where}.{key} is neither text nor a whole number")
        texts[str(key)] = str(item)
    return texts


def _known(value: Mapping[Any, Any], known: tuple[str, ...], where: str, fail: Fail) -> None:
    if unknown := sorted(str(key) for key in value if key not in known):
        raise fail(f"{where} has unknown keys: {', '.join(unknown)}")
