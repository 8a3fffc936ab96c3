# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""The shape of a profile of version 2: which keys there are and what kind of value each takes (docs/web_profiles.md)."""

from __future__ import annotations

from .._profile_trust import FIRMWARES, LEARNED, PROOF, STATUS
from .._shape import (
    ANYTHING,
    COUNT,
    INDEX,
    PATH,
    SECRET,
    STRING,
    SWITCH,
    TEXT,
    Check,
    a,
    either,
    keys,
    list_of,
    mapping_of,
    one_of,
)

VERSION = 2
#: Sides that a place has: a request carries query, form, header, json; an answer shows the others too.
SENT = ("query", "form", "header", "json")
SHOWN = ("json", "html", "lines", "script", "header", "cookie")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
GUIDES = ("canon_vb_2022", "canon_vb_pre2022")

_POINTER = a(
    (str,),
    "a JSON pointer (RFC 6901), which is empty or starts with /",
    {"type": "string", "pattern": "^(/.*)?$"},
    lambda value: value == "" or value.startswith("/"),
)
_WIRE = a((str, int, float, bool, type(None)), "text, a number, true, false or null", {
    "type": ["string", "number", "boolean", "null"]})  # fmt: skip
WIRES = mapping_of(_WIRE)
_STATUS = a(
    (int,), "an HTTP status", {"type": "integer", "minimum": 100, "maximum": 599}, lambda value: 100 <= value <= 599
)
_TEXTS = mapping_of(STRING)

PLACE = keys({"in": one_of(*dict.fromkeys((*SENT, *SHOWN))), "name": TEXT, "key": TEXT, "pointer": _POINTER}, ("in",))
PLACES = either(PLACE, ((list, tuple), list_of(PLACE)))
_marker = {"status": list_of(_STATUS), "contains": TEXT, "at": PLACE, "equals": _WIRE}
SUCCESS = keys(_marker)
_moment = keys({"status": list_of(_STATUS), "contains": TEXT})
_body = keys({"kind": one_of("json", "form", "multipart"), "content": ANYTHING}, ("kind",))
_REQUEST: dict[str, Check] = {
    "method": one_of(*METHODS),
    "path": PATH,
    "query": _TEXTS,
    "headers": _TEXTS,
    "body": _body,
    "success": SUCCESS,
}
REQUEST = keys(_REQUEST, ("path",))
_one = keys({"request": REQUEST}, ("request",))
_upload = keys({"request": REQUEST, "file": TEXT}, ("request", "file"))
_change = keys(
    {
        **_REQUEST,
        "whole": SWITCH,
        "base": keys({"page": TEXT, "pointer": _POINTER}, ("page",)),
        "carry": list_of(keys({"at": PLACE, "page": TEXT, "from": PLACE}, ("at", "page", "from"))),
        "settings_per_request": COUNT,
    },
    ("path",),
)

#: Operations that a profile may describe beside its settings.
OPERATIONS: dict[str, Check] = {
    "restart": _one,
    "backup": _one,
    "restore": _upload,
    "firmware": _upload,
    "log": keys({"request": REQUEST, "time_format": TEXT}, ("request",)),
}

_interface = keys(
    {
        "recognise": keys(
            {"request": REQUEST, "model": PLACE, "firmware": PLACE, "uptime": PLACE}, ("request", "model")
        ),
        "authentication": keys(
            {
                "kind": one_of("basic", "digest", "form", "json", "none"),
                "request": REQUEST,
                "success": SUCCESS,
                "session": either(
                    keys({"header": TEXT, "prefix": STRING, "pick": PLACE}, ("header", "pick")),
                    (str, one_of("cookie")),
                ),
                "expired": keys({"status": list_of(_STATUS), "location": TEXT, "contains": list_of(TEXT)}),
            },
            ("kind",),
        ),
        "tokens": mapping_of(
            keys({"request": REQUEST, "pick": PLACE, "lifetime": one_of("request", "session")}, ("request", "pick"))
        ),
        "requests": mapping_of(_change),
        "reads": mapping_of(
            keys({"request": REQUEST, "kind": one_of("json", "html", "lines", "script")}, ("request", "kind"))
        ),
        "save": _one,
        **OPERATIONS,
        "success": SUCCESS,
        "transient": list_of(_moment),
        "busy": list_of(_moment),
    },
    ("authentication", "reads"),
)

_AS = one_of("text", "number")
_column = keys(
    {
        "write": PLACES,
        "read": PLACE,
        "values": WIRES,
        "read_values": WIRES,
        "secret": SECRET,
        "empty": _WIRE,
        "as": _AS,
    }
)
_setting = keys(
    {
        "write": keys({"request": TEXT, "at": PLACES, "first": INDEX, "as": _AS}, ("request",)),
        "read": keys({"page": TEXT, "at": PLACE, "first": INDEX, "values": WIRES}, ("page",)),
        "values": WIRES,
        "secret": SECRET,
        "restart": SWITCH,
        "format": TEXT,
        "rows": a((int,), "a whole number from 1 to 1024", {"type": "integer", "minimum": 1, "maximum": 1024},
                  lambda value: 1 <= value <= 1024),
        "table": one_of("slots", "list"),
        "columns": mapping_of(_column),
        "add": keys({"request": TEXT}, ("request",)),
        "delete": keys({"request": TEXT, "at": PLACE, "by": TEXT}, ("request", "at", "by")),
        "learned": LEARNED,
        "proof": PROOF,
    }
)  # fmt: skip

PROFILE = keys(
    {
        "profile_version": a((int,), f"{VERSION}", {"const": VERSION}, lambda value: value == VERSION),
        "driver": one_of("web"),
        "name": TEXT,
        "guide": one_of(*GUIDES),
        "models": list_of(TEXT),
        "firmware": FIRMWARES,
        "status": STATUS,
        "source": STRING,
        "interface": _interface,
        "settings": mapping_of(_setting),
    },
    ("profile_version", "driver", "guide", "interface"),
)
