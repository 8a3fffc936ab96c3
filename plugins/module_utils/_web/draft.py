# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""A request that is being made: a profile's template with its placeholders filled in, then values put at their places."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from .places import Place, put, wire_text

_PLACEHOLDER = re.compile(r"\{([A-Za-z_][\w:.-]*)\}")


def fill(template: str, values: Mapping[str, Any]) -> str:
    """One pass, so that a password that looks like a placeholder stays as it is. Unknown ones stay."""
    return _PLACEHOLDER.sub(lambda found: wire_text(values[found[1]]) if found[1] in values else found[0], template)


def placeholders(value: Any) -> set[str]:
    """Names of the placeholders in a template, at any depth."""
    if isinstance(value, str):
        return set(_PLACEHOLDER.findall(value))
    items = value.values() if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else ()
    return {name for item in items for name in placeholders(item)}


def _filled(value: Any, values: Mapping[str, Any], typed: bool = False) -> Any:
    """C(typed): a text that is one placeholder alone becomes its value, with its JSON type."""
    if isinstance(value, str):
        alone = _PLACEHOLDER.fullmatch(value)
        return values[alone[1]] if typed and alone and alone[1] in values else fill(value, values)
    if isinstance(value, Mapping):
        return {str(key): _filled(item, values, typed) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_filled(item, values, typed) for item in value]
    return value


class Draft:
    """One request on its way: C(request) is the profile's template, C(values) are what its placeholders stand for."""

    def __init__(self, request: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        self.method = str(request.get("method", "GET"))
        quoted = {name: quote(wire_text(value), safe="") for name, value in values.items()}
        self.path = fill(str(request["path"]), quoted)
        self.query: dict[str, str] = _filled(request.get("query", {}), values)
        self.headers: dict[str, str] = _filled(request.get("headers", {}), values)
        body = request.get("body") or {}
        self.kind: str | None = body.get("kind")
        content = _filled(body.get("content", {}), values, typed=self.kind == "json")
        self.form: dict[str, str] = content if self.kind in ("form", "multipart") else {}
        self.json: Any = content if self.kind == "json" else None
        #: objects of the template that are there for what is put into them
        self._objects: Any = copy.deepcopy(content)

    def start_from(self, document: Any) -> None:
        """A JSON body that begins as what a page shows; the template's own content wins."""
        self.json = _merged(copy.deepcopy(document), self.json)

    def put(self, place: Place, value: Any) -> None:
        """Put a wire value at a place; None leaves a field out, and is null in JSON. What the value holds is no template.

        Raises ValueError for a pointer that leads through an array by something that is no index.
        """
        if place.kind == "json":
            self.json = put(self.json, place.name, value)
            return
        target = {"query": self.query, "form": self.form, "header": self.headers}[place.kind]
        if value is None:
            target.pop(place.name, None)
        else:
            target[place.name] = wire_text(value)

    def sending(self, files: Mapping[str, tuple[str, bytes]] | None = None) -> dict[str, Any]:
        """Arguments of the client's request. C(files) are name and content by form field."""
        path = self.path
        if self.query:
            path += ("&" if "?" in path else "?") + urlencode(self.query, quote_via=quote)
        headers = dict(self.headers)
        sending: dict[str, Any] = {"method": self.method, "path": path, "headers": headers}
        if files:
            sending.update(form=self.form, files=files)
        elif self.kind == "json":
            sending["body"] = json.dumps(_without_empty(self.json, self._objects), ensure_ascii=False).encode("utf-8")
            headers.setdefault("Content-Type", "application/json")
        elif self.kind == "multipart":
            sending["files"] = {name: (None, text) for name, text in self.form.items()}
        elif self.kind == "form":
            sending["body"] = urlencode(self.form).encode("ascii")
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
        return sending


def _merged(base: Any, over: Any) -> Any:
    if isinstance(base, dict) and isinstance(over, dict):
        return {**base, **{key: _merged(base[key], item) if key in base else item for key, item in over.items()}}
    return base if over in ({}, None) else over


def _without_empty(document: Any, template: Any) -> Any:
    """Without the objects that are empty in the template, and have stayed so."""
    if not isinstance(document, dict) or not isinstance(template, dict):
        return document
    left = {key: _without_empty(item, template.get(key)) for key, item in document.items()}
    return {key: item for key, item in left.items() if item != {} or not isinstance(template.get(key), dict)}
