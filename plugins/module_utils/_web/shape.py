# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""The shape of a profile of version 2: which keys there are and what kind of value each takes (docs/web_profiles.md)."""

from __future__ import annotations

from .._profile_trust import FIRMWARES, LEARNED, PROOF, STATUS
from .._shape import COUNT, INDEX, SECRET, STRING, SWITCH, TEXT, a, either, keys, list_of, mapping_of, one_of
from .pieces import HTTP_STATUS, MOMENT, ONE, PLACE, PLACES, POINTER, REQUEST, REQUEST_KEYS, SUCCESS, WIRE, WIRES
from .shape_operations import OPERATIONS

VERSION = 2
GUIDES = ("canon_vb_2022", "canon_vb_pre2022")

_change = keys(
    {
        **REQUEST_KEYS,
        "whole": SWITCH,
        "base": keys({"page": TEXT, "pointer": POINTER}, ("page",)),
        "carry": list_of(keys({"at": PLACE, "page": TEXT, "from": PLACE}, ("at", "page", "from"))),
        "settings_per_request": COUNT,
    },
    ("path",),
)

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
                "expired": keys({"status": list_of(HTTP_STATUS), "location": TEXT, "contains": list_of(TEXT)}),
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
        "save": ONE,
        **OPERATIONS,
        "success": SUCCESS,
        "transient": list_of(MOMENT),
        "busy": list_of(MOMENT),
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
        "empty": WIRE,
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
