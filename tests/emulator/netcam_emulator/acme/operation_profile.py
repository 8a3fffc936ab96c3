# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The part of the true profile that describes certificates, files, the first account and initialization."""

from __future__ import annotations

from typing import Any

from .shape import FORM, JSON, Shape
from .ways import ADDRESS, BASE64, FILES, LINES, MULTIPART, Way, Ways

#: Input of the page -> the collection's word for it
_PLACEHOLDERS = {
    "install": {"cert": "certificate", "key": "private_key", "password": "passphrase"},
    "install_ca": {"file": "certificate"},
    "install_crl": {"file": "crl"},
    "restore": {"password": "encryption_password"},
    "first_account": {"name": "name", "password": "password"},
}


def operations(shape: Shape, ways: Ways, token: str) -> dict[str, Any]:
    """Keys of `interface`."""

    def described(role: str, **more: Any) -> dict[str, Any]:
        return {**_request(shape, ways.ways[role], role, token), **more}

    name, empty, _ready = ways.empty
    keep = {"true": ways.keep[0], "false": ways.keep[1]}
    return {
        "certificates": {
            "list": _listing(ways),
            "install": described("install"),
            "install_ca": described("install_ca"),
            "install_crl": described("install_crl"),
            "select": described("select_certificate"),
            "delete": described("delete_certificate"),
        },
        "dot1x": {"select": described("select_dot1x"), "clear": described("clear_dot1x")},
        "restore": described("restore"),
        "firmware": described("firmware"),
        "initialize": described("initialise", values={"keep": keep}),
        "first_account": {
            "detect": {"request": {"path": ways.setup}, "at": {"in": JSON, "pointer": f"/{name}"}, "equals": empty},
            "create": _request(shape, ways.ways["first_account"], "first_account", None),
        },
    }


def _request(shape: Shape, way: Way, role: str, token: str | None) -> dict[str, Any]:
    words = _PLACEHOLDERS.get(role, {})
    request: dict[str, Any] = {"method": way.method, "path": way.path}
    found: dict[str, Any] = {"request": request}
    content: dict[str, Any] = {}
    if way.kind == ADDRESS:
        request["path"] += "/{id}"
    for name, keys in way.names.items():
        if way.kind == MULTIPART and name in FILES:
            found["key_file" if name == "key" else "file"] = keys[0]
        elif way.kind != ADDRESS:
            at = content
            for key in keys[:-1]:
                at = at.setdefault(key, {})
            at[keys[-1]] = f"{{{words.get(name, name)}}}"
    if token is not None and way.header:
        request["headers"] = {shape.token_header: f"{{token:{token}}}"}
    elif token is not None:
        content[shape.token_field] = f"{{token:{token}}}"
    if way.kind in (JSON, FORM, MULTIPART):
        request["body"] = {"kind": way.kind, "content": content}
    if way.encoding == BASE64 and set(way.names) & set(FILES):
        found["encoding"] = BASE64
    return found


def _listing(ways: Ways) -> dict[str, Any]:
    shape = ways.listing
    columns: dict[str, Any] = {}
    for name, keys in shape.columns.items():
        if shape.kind == LINES:
            place = {"in": "lines", "key": f"{keys[-1]}_{{row}}"}
        elif shape.marked and name.startswith("in_use"):
            place = {"in": JSON, "pointer": f"/{keys[-1]}"}
        else:
            place = {"in": JSON, "pointer": "/" + "/".join((*shape.top, "{row}", *keys))}
        columns[name] = {"at": place}
        if name == "kind":
            columns[name]["values"] = dict(shape.kinds)
        elif name.startswith("in_use") and not shape.marked:
            columns[name]["values"] = dict(zip(("yes", "no"), shape.used, strict=True))
    listing: dict[str, Any] = {"request": {"path": shape.path}, "columns": columns, "date_format": shape.date}
    return {**listing, "first": shape.first} if shape.first else listing
