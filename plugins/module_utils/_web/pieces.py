# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What the shape of a profile of version 2 is made of: wire values, places, markers and requests."""

from __future__ import annotations

from .._shape import (
    ANYTHING,
    PATH,
    STRING,
    TEXT,
    Check,
    a,
    either,
    keys,
    list_of,
    mapping_of,
    one_of,
)

#: Sides that a place has: a request carries query, form, header, json; an answer shows the others too.
SENT = ("query", "form", "header", "json")
SHOWN = ("json", "html", "lines", "script", "header", "cookie")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")

POINTER = a(
    (str,),
    "a JSON pointer (RFC 6901), which is empty or starts with /",
    {"type": "string", "pattern": "^(/.*)?$"},
    lambda value: value == "" or value.startswith("/"),
)
WIRE = a((str, int, float, bool, type(None)), "text, a number, true, false or null", {
    "type": ["string", "number", "boolean", "null"]})  # fmt: skip
WIRES = mapping_of(WIRE)
HTTP_STATUS = a(
    (int,), "an HTTP status", {"type": "integer", "minimum": 100, "maximum": 599}, lambda value: 100 <= value <= 599
)
_TEXTS = mapping_of(STRING)

PLACE = keys({"in": one_of(*dict.fromkeys((*SENT, *SHOWN))), "name": TEXT, "key": TEXT, "pointer": POINTER}, ("in",))
PLACES = either(PLACE, ((list, tuple), list_of(PLACE)))
MARKER = {"status": list_of(HTTP_STATUS), "location": TEXT, "contains": TEXT, "at": PLACE, "equals": WIRE}
SUCCESS = keys(MARKER)
MOMENT = keys({"status": list_of(HTTP_STATUS), "contains": TEXT})
_body = keys({"kind": one_of("json", "form", "multipart"), "content": ANYTHING}, ("kind",))
REQUEST_KEYS: dict[str, Check] = {
    "method": one_of(*METHODS),
    "path": PATH,
    "query": _TEXTS,
    "headers": _TEXTS,
    "body": _body,
    "success": SUCCESS,
}
#: what a request is made of
REQUEST = keys(REQUEST_KEYS, ("path",))
ONE = keys({"request": REQUEST}, ("request",))
UPLOAD = keys({"request": REQUEST, "file": TEXT}, ("request", "file"))
