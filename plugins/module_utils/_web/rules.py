# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What must hold between the parts of an interface in a profile of version 2: names that exist, places that fit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .checks import Fail, all_places, check_name, check_sent, check_shown, texts_of
from .places import place_of
from .rules_operations import check_operations, grouped

_TOKEN = re.compile(r"\{token:([\w.-]+)\}")


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
    found.update((f"{where}.request", item["request"]) for where, item in grouped(interface))
    return found


def check_interface(interface: Mapping[str, Any], fail: Fail) -> None:
    """Raise what C(fail) makes of the first contradiction in an interface of the right shape."""
    for where, request in requests_of(interface).items():
        _check_request(interface, where, request, fail)
    _check_login(interface["authentication"], fail)
    for where, raw in all_places(interface, "interface"):
        check_name(raw, where, fail)
    for name, token in interface.get("tokens", {}).items():
        if any(_TOKEN.search(text) for text in texts_of(token["request"])):
            raise fail(f"interface.tokens.{name}.request asks for a token itself")
    for name, request in interface.get("requests", {}).items():
        _check_change(interface, f"interface.requests.{name}", request, fail)
    check_operations(interface, fail)


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
        check_sent(place_of(carry["at"]), kind, f"{where}.carry[{number}].at", fail)
        check_shown(place_of(carry["from"]), carry["page"], pages, f"{where}.carry[{number}].from", fail)
