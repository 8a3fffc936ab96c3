# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The same templates for many hosts, each filled in once for equal variables.

Ansible compiles a template each time, some milliseconds for the options of one camera's settings, a hundred in all. Most of
them say the same for a whole fleet. A result is used again only where that is certain: the template and everything it refers
to, variables within variables included, are the same, and it holds nothing else that could tell hosts or moments apart, as
lookups, the clock and filters that are not known to depend on their input alone. All others are filled in for each host, those
that are simple enough without compiling them (_fleet_simple.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ansible.parsing.vault import EncryptedString
from ansible.template import is_trusted_as_template
from jinja2 import Environment, TemplateSyntaxError, nodes

from ._fleet_simple import MARKS, OMITTED, NotSimple, fill_in, plain

#: Names that reach other hosts, files, the clock or chance.
_DYNAMIC = frozenset(
    {"lookup", "query", "q", "now", "vars", "hostvars", "lipsum", "undef", "varnames", "environment", "self", "context"}
)
#: Filters of Jinja and of ansible-core whose result depends on their input alone.
# fmt: off
_PURE = frozenset((
    "abs", "attr", "b64decode", "b64encode", "basename", "batch", "bool", "capitalize", "combine", "count", "d", "default", "dict2items",
    "dictsort", "difference", "dirname", "extract", "first", "flatten", "float", "format", "from_json", "from_yaml", "groupby", "hash",
    "human_readable", "indent", "int", "intersect", "items", "items2dict", "join", "last", "length", "list", "lower", "map", "mandatory",
    "max", "min", "product", "quote", "regex_escape", "regex_findall", "regex_replace", "regex_search", "reject", "rejectattr", "replace",
    "reverse", "round", "select", "selectattr", "slice", "sort", "split", "splitext", "string", "subelements", "sum",
    "symmetric_difference", "ternary", "title", "to_json", "to_nice_json", "to_nice_yaml", "to_yaml", "tojson", "trim", "type_debug",
    "union", "unique", "upper", "urlencode", "urlsplit", "wordcount", "zip", "zip_longest",
))
# fmt: on
_OWN = "netcam.hardening."
_CORE = "ansible.builtin."
#: Results that are kept for one option: fleets mix a few sites and models.
_KEPT = 8
_MISSING = object()
_PARSER = Environment(extensions=["jinja2.ext.do", "jinja2.ext.loopcontrols"], autoescape=True)


@dataclass(frozen=True)
class _Known:
    """A result with all it depends on."""

    raw: Any
    names: Mapping[str, Any]
    result: Any


class Templates:
    """Fills in values for one host after the other. C(templar) is Ansible's own."""

    def __init__(self, templar: Any) -> None:
        self._templar = templar
        self._known: dict[Any, list[_Known]] = {}
        #: how many values Ansible has filled in, for tests and measurements
        self.filled = 0

    def fill(self, raw: Mapping[str, Any], variables: Mapping[str, Any]) -> dict[str, Any]:
        """Options with the variables of a host; those that are omitted are not in it. Raises errors of Ansible."""
        filled: dict[str, Any] = self._fill((), raw, variables)
        return filled

    def value(self, name: str, variables: Mapping[str, Any]) -> Any:
        """A variable of a host; None where it is omitted. Raises errors of Ansible."""
        return self._leaf(("", name), variables[name], variables).get("value")

    def _fill(self, place: tuple[Any, ...], raw: Any, variables: Mapping[str, Any]) -> Any:
        if isinstance(raw, Mapping):
            found = {}
            for marked, value in raw.items():
                key = plain(marked)
                if isinstance(value, Mapping):
                    found[key] = self._fill((*place, key), value, variables)
                else:
                    filled = self._leaf((*place, key), value, variables)
                    if "value" in filled:
                        found[key] = filled["value"]
            return found
        return raw

    def _leaf(self, place: tuple[Any, ...], raw: Any, variables: Mapping[str, Any]) -> dict[str, Any]:
        if isinstance(raw, (bool, int, float)) or raw is None:
            return {"value": raw}
        kept = self._known.setdefault(place, [])
        for known in kept:
            if same(known.raw, raw) and all(
                same(value, variables.get(name, _MISSING)) for name, value in known.names.items()
            ):
                return dict(known.result)
        try:
            simple = fill_in(raw, variables)
        except NotSimple:
            pass
        else:
            return {} if simple is OMITTED else {"value": simple}
        self.filled += 1
        # in a mapping, so that an omitted value is missing in the result
        result = plain(self._templar.copy_with_new_env(available_variables=variables).template({"value": raw}))
        names = depends(raw, variables)
        if names is not None:
            kept.insert(0, _Known(raw, names, result))
            del kept[_KEPT:]
        return dict(result)


def depends(raw: Any, variables: Mapping[str, Any]) -> dict[str, Any] | None:
    """The variables a value depends on, with what they are for this host; None where it may depend on more than that."""
    found: dict[str, Any] = {}
    waiting = [raw]
    while waiting:
        for text in _texts(waiting.pop()):
            names = None if text is None else _names(str(text))
            if names is None:
                return None
            for name in names - found.keys():
                found[name] = variables.get(name, _MISSING)
                if found[name] is not _MISSING:
                    waiting.append(found[name])
    return found


def _texts(value: Any) -> Iterator[str | None]:
    """The templates in a value, at any depth; None for what cannot be looked into."""
    if isinstance(value, Mapping):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, (list, tuple, set)):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, (str, EncryptedString)):
        # what was encrypted may be a template as well
        text = str(value)
        if any(mark in text for mark in MARKS):
            yield None if text.startswith("#jinja2:") else text
    elif value is not None and not isinstance(value, (bool, int, float, bytes)):
        yield None


@cache
def _names(text: str) -> frozenset[str] | None:
    """Every name in a template; None where it does more than look at variables through pure filters."""
    try:
        tree = _PARSER.parse(text)
    except TemplateSyntaxError:
        return None
    if any(tree.find(kind) is not None for kind in (nodes.Include, nodes.Import, nodes.FromImport, nodes.Extends)):
        return None
    for call in tree.find_all(nodes.Filter):
        if not (call.name.startswith(_OWN) or call.name.removeprefix(_CORE) in _PURE):
            return None
        # map('random') and the like name their filter as text
        if call.name.removeprefix(_CORE) == "map" and not _pure_map(call):
            return None
    names = frozenset(name.name for name in tree.find_all(nodes.Name))
    return None if names & _DYNAMIC else names


def _pure_map(call: nodes.Filter) -> bool:
    if not call.args:
        return True
    first = call.args[0]
    return isinstance(first, nodes.Const) and str(first.value).removeprefix(_CORE) in _PURE


def same(one: Any, other: Any) -> bool:
    """Whether two raw values give the same result: 1 is not true here, and a template is not a text that looks like one."""
    if one is other:
        return True
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return list(one) == list(other) and all(same(value, other[key]) for key, value in one.items())
    if isinstance(one, (list, tuple)) and isinstance(other, (list, tuple)):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, str) and isinstance(other, str):
        return one == other and is_trusted_as_template(one) == is_trusted_as_template(other)
    return type(one) is type(other) and bool(one == other)
