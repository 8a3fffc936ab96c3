# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What must hold between the parts of a profile of version 2: names that exist, places that fit, words that are complete."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from .places import ROW, Place, place_of, wire_text

if TYPE_CHECKING:
    from .profile import Cell, WebEntry

Fail = Callable[[str], Exception]
_TOKEN = re.compile(r"\{token:([\w.-]+)\}")
_PLACEHOLDER = re.compile(r"\{[\w:.-]+\}")
_NAME_KEY = {"json": "pointer", "lines": "key"}


def texts_of(value: Any) -> Iterable[str]:
    """Every text of a request, at any depth."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from texts_of(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from texts_of(item)


def requests_of(interface: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Every request of an interface, by the path of its key."""
    found: dict[str, Mapping[str, Any]] = {}
    for part in ("tokens", "reads"):
        for name, raw in interface.get(part, {}).items():
            found[f"interface.{part}.{name}.request"] = raw["request"]
    for name, raw in interface.get("requests", {}).items():
        found[f"interface.requests.{name}"] = raw
    for name, raw in interface.items():
        if isinstance(raw, Mapping) and isinstance(raw.get("request"), Mapping):
            found[f"interface.{name}.request"] = raw["request"]
    return found


# -- interface ------------------------------------------------------------------------------------------------------------


def check_interface(interface: Mapping[str, Any], fail: Fail) -> None:
    """Raise what C(fail) makes of the first contradiction in an interface of the right shape."""
    for where, request in requests_of(interface).items():
        _check_request(interface, where, request, fail)
    _check_login(interface["authentication"], fail)
    for where, raw in _all_places(interface):
        _check_name(raw, where, fail)
    for name, token in interface.get("tokens", {}).items():
        if any(_TOKEN.search(text) for text in texts_of(token["request"])):
            raise fail(f"interface.tokens.{name}.request asks for a token itself")
    for name, request in interface.get("requests", {}).items():
        _check_change(interface, f"interface.requests.{name}", request, fail)


def _all_places(interface: Mapping[str, Any]) -> Iterable[tuple[str, Mapping[str, Any]]]:
    def walk(value: Any, where: str) -> Iterable[tuple[str, Mapping[str, Any]]]:
        if not isinstance(value, Mapping):
            if isinstance(value, (list, tuple)):
                for number, item in enumerate(value, start=1):
                    yield from walk(item, f"{where}[{number}]")
            return
        for key, item in value.items():
            if key in ("at", "from", "pick", "model", "firmware") and isinstance(item, Mapping) and "in" in item:
                yield f"{where}.{key}", item
            elif key not in ("query", "headers", "content"):
                yield from walk(item, f"{where}.{key}")

    return walk(interface, "interface")


def _check_name(raw: Mapping[str, Any], where: str, fail: Fail) -> None:
    key = _NAME_KEY.get(raw["in"], "name")
    if key not in raw:
        raise fail(f"{where}.{key} is missing")
    if extra := sorted(set(raw) - {"in", key}):
        raise fail(f"{where} has {', '.join(extra)}, which does not go with {raw['in']}")


def _check_request(interface: Mapping[str, Any], where: str, request: Mapping[str, Any], fail: Fail) -> None:
    tokens = interface.get("tokens", {})
    for text in texts_of(request):
        for found in _TOKEN.finditer(text):
            if found[1] not in tokens:
                raise fail(f"{where} asks for the token {found[1]!r}, which is not one of interface.tokens")
    if not re.fullmatch(r"/[!-~]*", request["path"]) or "#" in request["path"]:
        raise fail(f"{where}.path has characters that a path cannot have")
    body = request.get("body")
    if body is None:
        return
    if request.get("method", "GET") == "GET":
        raise fail(f"{where}.body goes with another method than GET")
    content = body.get("content", {})
    if body["kind"] != "json" and not (
        isinstance(content, Mapping) and all(isinstance(item, str) for item in content.values())
    ):
        raise fail(f"{where}.body.content is not a mapping of texts, which a {body['kind']} body needs")


def _check_login(login: Mapping[str, Any], fail: Fail) -> None:
    by_request = login["kind"] in ("form", "json")
    where = "interface.authentication"
    if not by_request:
        if extra := sorted(set(login) - {"kind"}):
            raise fail(f"{where}.{extra[0]} does not go with kind {login['kind']}")
        return
    for key in ("request", "session"):
        if key not in login:
            raise fail(f"{where}.{key} is missing")
    texts = list(texts_of(login["request"]))
    for needed in ("{user}", "{password}"):
        if not any(needed in text for text in texts):
            raise fail(f"{where}.request has no place for {needed}")
    if "{password}" in login["request"]["path"] or any(
        "{password}" in text for text in login["request"].get("query", {}).values()
    ):
        raise fail(f"{where}.request carries the password in its URL, which cameras and proxies write into their logs")


def _check_change(interface: Mapping[str, Any], where: str, request: Mapping[str, Any], fail: Fail) -> None:
    kind = request.get("body", {}).get("kind")
    pages = interface["reads"]
    base = request.get("base")
    if base is not None and kind != "json":
        raise fail(f"{where}.base goes with a JSON body")
    if base is not None and pages.get(base["page"], {}).get("kind") != "json":
        raise fail(f"{where}.base.page {base['page']!r} is not a JSON page of interface.reads")
    for number, carry in enumerate(request.get("carry", ()), start=1):
        _check_sent(place_of(carry["at"]), kind, f"{where}.carry[{number}].at", fail)
        _check_shown(place_of(carry["from"]), carry["page"], pages, f"{where}.carry[{number}].from", fail)


def _check_sent(place: Place, kind: str | None, where: str, fail: Fail) -> None:
    fits = {"query": True, "header": True, "form": kind in ("form", "multipart"), "json": kind == "json"}
    if place.kind not in fits:
        raise fail(f"{where} is in {place.kind}, where nothing is sent")
    if not fits[place.kind]:
        raise fail(f"{where} is in {place.kind}, but the request has {'no' if kind is None else f'a {kind}'} body")


def _check_shown(place: Place, page: str, pages: Mapping[str, Any], where: str, fail: Fail) -> None:
    if page not in pages:
        raise fail(f"{where.rpartition('.')[0]}.page {page!r} is not one of interface.reads")
    if place.kind != pages[page]["kind"]:
        raise fail(f"{where} is in {place.kind}, but the page {page!r} is read as {pages[page]['kind']}")


# -- settings -------------------------------------------------------------------------------------------------------------


def check_settings(data: Mapping[str, Any], entries: Mapping[str, WebEntry], fail: Fail) -> None:
    """Raise what C(fail) makes of the first contradiction between settings and interface."""
    interface = data["interface"]
    taken: dict[tuple[str | None, Place], str] = {}
    for setting_id, entry in entries.items():
        raw = data["settings"][setting_id]
        where = f"settings.{setting_id}"
        for path, spot in _all_places({"settings": raw}):
            _check_name(spot, path.replace("interface.settings", where), fail)
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
            _check_sent(place, kind, f"{where}.write.at", fail)
            _check_row(place, entry.setting.indexed, f"{where}.write.at", fail)
    if entry.page is not None:
        if cell.read is None:
            raise fail(f"{where}.read.at is missing")
        _check_shown(cell.read, entry.page, interface["reads"], f"{where}.read.at", fail)
        _check_row(cell.read, entry.setting.indexed, f"{where}.read.at", fail)
    setting = entry.setting
    words: tuple[str, ...] = ()
    if setting.kind == "switch":
        words = setting.words
    elif setting.kind == "choice":
        words = tuple(dict.fromkeys(word for limit in setting.limits.values() for word in limit.choices))
    for key, values in (("values", cell.values), ("read.values", cell.read_values)):
        if setting.kind == "text":
            # a list to choose from on most pages, such as time zones, which may travel as numbers
            _check_words(values, tuple(values), False, f"{where}.{key}", fail)
            continue
        _check_words(values, words, setting.kind == "switch", f"{where}.{key}", fail)
    if setting.kind == "switch" and not cell.values:
        raise fail(f"{where}.values is missing: a switch needs the wire values of {' and '.join(setting.words)}")


def _check_row(place: Place, per_row: bool, where: str, fail: Fail) -> None:
    if per_row and not place.per_row:
        raise fail(f"{where} has no {ROW}, but there are several of this setting")
    if not per_row and place.per_row:
        raise fail(f"{where} has {ROW}, but there is one of this setting only")


def _check_words(values: Mapping[str, Any], words: tuple[str, ...], complete: bool, where: str, fail: Fail) -> None:
    if values and not words:
        raise fail(f"{where} goes with a switch or a choice only")
    if unknown := sorted(str(word) for word in values if word not in words):
        raise fail(f"{where} maps {', '.join(unknown)}, known are {', '.join(words)}")
    if values and complete and (lacking := [word for word in words if word not in values]):
        raise fail(f"{where} does not map {', '.join(lacking)}")
    wires = [None if wire is None else wire_text(wire) for wire in values.values()]
    if len(set(wires)) != len(wires):
        raise fail(f"{where} maps two words to one value")


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
            _check_name(place, f"{path}.{key}", fail)
        if not cell.write:
            raise fail(f"{path}.write is missing")
        for spot in cell.write:
            _check_sent(spot, kind, f"{path}.write", fail)
            if entry.add is None:
                _check_row(spot, True, f"{path}.write", fail)
        if cell.read is None and column.kind != "secret":
            raise fail(f"{path}.read is missing")
        if cell.read is not None and entry.page is not None:
            _check_shown(cell.read, entry.page, interface["reads"], f"{path}.read", fail)
            _check_row(cell.read, True, f"{path}.read", fail)
        words = column.limit.choices if column.kind == "choice" else ()
        for key, values in (("values", cell.values), ("read_values", cell.read_values)):
            _check_words(values, words, True, f"{path}.{key}", fail)
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
