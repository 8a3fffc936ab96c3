# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What an area is, and the generic one: options and wanted values straight from the catalog."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .._catalog import Column, Setting, join_key, settings_of
from .._errors import InvalidValue
from .._facts import Facts
from .._plan import Wanted

Params = Mapping[str, Any]
Spec = dict[str, dict[str, Any]]

UPDATE_PASSWORD: Spec = {
    "update_password": {"type": "str", "choices": ["always", "on_create"], "default": "on_create", "no_log": False}
}


@dataclass
class Context:
    """What is known when wanted values are completed against the current state."""

    facts: Facts
    current: Mapping[str, Any]
    #: settings that are wanted, but that this camera's interfaces do not reach
    unreached: Collection[str] = ()
    warnings: list[str] = field(default_factory=list)


def _nothing_more(wanted: Wanted, _params: Params, _context: Context) -> Wanted:
    return wanted


@dataclass(frozen=True)
class Area:
    """One module's worth of settings.

    C(static) turns options into wanted values without any camera; C(resolve) completes them with the current state.
    C(reads) are settings that C(resolve) needs beside the wanted ones.
    """

    name: str
    spec: Spec
    static: Callable[[Params], Wanted]
    resolve: Callable[[Wanted, Params, Context], Wanted] = _nothing_more
    reads: tuple[str, ...] = ()


def _option(kind: str, choices: list[str], columns: tuple[Column, ...]) -> dict[str, Any]:
    if kind == "table":
        return {"type": "list", "elements": "dict", "options": {column.name: _column(column) for column in columns}}
    if kind == "secret":
        return {"type": "str", "no_log": True}
    if kind == "choice":
        return {"type": "str", "choices": choices}
    return {"type": {"switch": "bool", "integer": "int"}.get(kind, "str")}


def _column(column: Column) -> dict[str, Any]:
    option = _option(column.kind, list(column.limit.choices), ())
    if not column.optional and column.limit.default is None:
        option["required"] = True
    # a default would hide from the engine that address carried the prefix length itself
    if column.kind == "choice" and column.limit.default is not None:
        option["default"] = column.limit.default
    return option


def _choices(setting: Setting) -> list[str]:
    return list(dict.fromkeys(choice for limit in setting.limits.values() for choice in limit.choices))


def spec_of(area: str) -> Spec:
    """Argument spec of an area: one option per writable setting of the catalog."""
    spec: Spec = {}
    for setting in settings_of(area):
        if not setting.option or setting.action:
            continue
        head, dot, tail = setting.option.partition(".")
        option = _option(setting.kind, _choices(setting), setting.columns)
        if not dot:
            spec[head] = option
        elif head.endswith("[]"):
            parent = spec.setdefault(
                head[:-2], {"type": "list", "elements": "dict", "options": {"index": {"type": "int", "required": True}}}
            )
            parent["options"][tail] = option
        else:
            spec.setdefault(head, {"type": "dict", "options": {}})["options"][tail] = option
    return spec


def values_of(area: str, params: Params) -> dict[str, Any]:
    """Wanted values by key; an option that is not given is not managed."""
    values: dict[str, Any] = {}
    for setting in settings_of(area):
        if not setting.option or setting.action:
            continue
        head, dot, tail = setting.option.partition(".")
        if not dot:
            given: Any = params.get(head)
        elif head.endswith("[]"):
            _indexed(setting, params.get(head[:-2]), tail, values)
            continue
        else:
            given = (params.get(head) or {}).get(tail)
        if given is not None:
            values[setting.id] = given
    return values


def _indexed(setting: Setting, items: Any, tail: str, values: dict[str, Any]) -> None:
    seen: set[int] = set()
    for item in items or ():
        if item["index"] in seen:
            raise InvalidValue(f"index {item['index']} is given twice", setting=f"{setting.id} {setting.where(None)}")
        seen.add(item["index"])
        if item.get(tail) is not None:
            values[join_key(setting.id, item["index"])] = item[tail]


def plain(area: str) -> Callable[[Params], Wanted]:
    """The static function of an area that is nothing but its catalog rows."""
    return lambda params: Wanted(values_of(area, params))
