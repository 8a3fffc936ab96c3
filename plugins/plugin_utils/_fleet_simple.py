# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Templates so simple that they can be filled in without compiling them: names, constants, C(default), C(a if b else c), C(~).

What differs from host to host, a password or the name of a file, is mostly of this kind, and compiling it takes Ansible some
milliseconds for each host. Whatever is not certain to mean the same here as in Ansible raises NotSimple: undefined variables,
other filters, None, text that is no template by its origin but looks like one. Ansible then fills it in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from ansible.parsing.vault import EncryptedString
from ansible.template import is_trusted_as_template
from jinja2 import Environment, TemplateSyntaxError, nodes
from jinja2.defaults import DEFAULT_NAMESPACE

#: What opens a template, an expression, or a comment.
MARKS = ("{{", "{%", "{#")
#: Names that Ansible and Jinja give a meaning of their own.
_RESERVED = frozenset((*DEFAULT_NAMESPACE, "lookup", "query", "q", "now", "undef", "omit", "vars", "hostvars", "self"))
#: Variables within variables within variables; a circle has no end.
_DEEPEST = 12
_MISSING = object()
#: The result of an option that is left out.
OMITTED = object()
_PARSER = Environment()
_Evaluate = Callable[[Any, Mapping[str, Any], int], Any]


class NotSimple(Exception):
    """Ansible itself has to fill in this value."""


def fill_in(raw: Any, variables: Mapping[str, Any], depth: int = 0) -> Any:
    """The value with the variables of one host, without the marks of Ansible; OMITTED where it is left out. Raises NotSimple."""
    if not isinstance(raw, (str, EncryptedString)):
        return plain(raw) if is_still(raw) else _not_simple()
    # what was encrypted is decrypted here, once: the object keeps it
    text = str.__str__(raw if isinstance(raw, str) else str(raw))
    if not looks_like_template(text):
        return text
    # neither a text that is encrypted nor one from a camera or a fact is a template to Ansible
    if depth > _DEEPEST or not isinstance(raw, str) or not is_trusted_as_template(raw):
        raise NotSimple
    parts = _parts(text)
    if parts is None:
        raise NotSimple
    values = [_value(part, variables, depth + 1) for part in parts]
    if len(values) == 1:
        return _not_simple() if values[0] is None else values[0]
    return _joined(values)


def looks_like_template(text: str) -> bool:
    """Whether Ansible would look for templates in it."""
    return any(mark in text for mark in MARKS) or text.startswith("#jinja2:")


def is_still(value: Any) -> bool:
    """Whether a value of the inventory holds nothing that has to be filled in, at any depth."""
    if isinstance(value, Mapping):
        return all(map(is_still, value)) and all(map(is_still, value.values()))
    if isinstance(value, (list, tuple)):
        return all(map(is_still, value))
    if isinstance(value, str):
        return not looks_like_template(value)
    return isinstance(value, (bool, int, float))


def plain(value: Any) -> Any:
    """Without the marks that Ansible keeps on values, where they came from and so on, which make copies of them slow."""
    if isinstance(value, Mapping):
        return {plain(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return int.__add__(value, 0)
    return float.__add__(value, 0.0) if isinstance(value, float) else value


@cache
def _parts(text: str) -> tuple[nodes.Expr, ...] | None:
    """The expressions of a template, one after the other; None where it has statements, comments, or what is easily mistaken."""
    if text.endswith("\n") or any(mark in text for mark in ("\r", "\\", "{%", "{#", "#jinja2:")):
        return None
    try:
        body = _PARSER.parse(text).body
    except TemplateSyntaxError:
        return None
    if len(body) != 1 or not isinstance(body[0], nodes.Output):
        return None
    return tuple(body[0].nodes)


def _value(node: nodes.Node, variables: Mapping[str, Any], depth: int) -> Any:
    evaluate = _KINDS.get(type(node))
    return _not_simple() if evaluate is None else evaluate(node, variables, depth)


def _data(node: Any, variables: Mapping[str, Any], depth: int) -> Any:
    return node.data


def _const(node: Any, variables: Mapping[str, Any], depth: int) -> Any:
    # a template within a constant is one to Ansible
    if isinstance(node.value, str) and looks_like_template(node.value):
        raise NotSimple
    return node.value


def _name(node: Any, variables: Mapping[str, Any], depth: int) -> Any:
    found = _looked_up(node.name, variables, depth)
    return _not_simple() if found is _MISSING else found


def _looked_up(name: str, variables: Mapping[str, Any], depth: int) -> Any:
    if name in variables:
        return fill_in(variables[name], variables, depth)
    if name == "omit":
        return OMITTED
    return _not_simple() if name in _RESERVED else _MISSING


def _default(node: Any, variables: Mapping[str, Any], depth: int) -> Any:
    """The filter C(default(value, also_where_false)); only a name may be undefined here."""
    if node.name not in ("default", "d") or not 1 <= len(node.args) <= 2 or node.kwargs:
        raise NotSimple
    if node.dyn_args or node.dyn_kwargs:
        raise NotSimple
    inner = node.node
    named = isinstance(inner, nodes.Name)
    found = _looked_up(inner.name, variables, depth) if named else _value(inner, variables, depth)
    where_false = len(node.args) == 2 and _true(_value(node.args[1], variables, depth))
    if found is _MISSING or (where_false and not _true(found)):
        return _value(node.args[0], variables, depth)
    return found


def _choice(node: Any, variables: Mapping[str, Any], depth: int) -> Any:
    if _true(_value(node.test, variables, depth)):
        return _value(node.expr1, variables, depth)
    return _not_simple() if node.expr2 is None else _value(node.expr2, variables, depth)


def _concat(node: Any, variables: Mapping[str, Any], depth: int) -> Any:
    return _joined([_value(part, variables, depth) for part in node.nodes])


def _dict(node: Any, variables: Mapping[str, Any], depth: int) -> Any:
    found = {}
    for pair in node.items:
        key, value = _value(pair.key, variables, depth), _value(pair.value, variables, depth)
        if not isinstance(key, str) or value is None:
            raise NotSimple
        if value is not OMITTED:
            found[key] = value
    return found


def _joined(parts: list[Any]) -> str:
    # Ansible has its own words for true and false
    if not all(isinstance(part, (str, int)) and not isinstance(part, bool) for part in parts):
        raise NotSimple
    return "".join(map(str, parts))


def _true(value: Any) -> bool:
    return _not_simple() if value is OMITTED else bool(value)


def _not_simple() -> Any:
    raise NotSimple


_KINDS: dict[type[nodes.Node], _Evaluate] = {
    nodes.TemplateData: _data,
    nodes.Const: _const,
    nodes.Name: _name,
    nodes.Filter: _default,
    nodes.CondExpr: _choice,
    nodes.Concat: _concat,
    nodes.Dict: _dict,
}
