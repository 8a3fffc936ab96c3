# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The true profile of the made-up maker's interface, in the collection's format (version 2)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from ..items import Item
from .models import MODELS_ACME
from .operation_profile import operations
from .shape import FORM, JSON, PAGE, REDIRECT, URLENCODED, Shape, Sheet, is_checkbox
from .ways import Ways

Place = dict[str, Any]
TOKEN = "write"


def profile(items: Mapping[str, Item], shape: Shape, ways: Ways, firmware: str = "1.0.0") -> dict[str, Any]:
    """The whole profile; it says of itself that it belongs to no real camera."""
    return {
        "profile_version": 2,
        "driver": "web",
        "name": "emulator_acme",
        "guide": "canon_vb_2022",
        "models": list(MODELS_ACME),
        "firmware": [firmware],
        "source": "made up by the emulator, works on no real camera",
        "interface": {**_interface(shape), **operations(shape, ways, TOKEN)},
        "settings": _settings(items, shape),
    }


def profile_yaml(items: Mapping[str, Item], shape: Shape, ways: Ways) -> str:
    """The same as YAML."""
    return yaml.safe_dump(profile(items, shape, ways), sort_keys=False, width=120)


def _interface(shape: Shape) -> dict[str, Any]:
    header = {shape.token_header: f"{{token:{TOKEN}}}"}
    good = {"at": {"in": "json", "pointer": f"/{shape.good[0]}"}, "equals": shape.good[1]}
    login = {shape.user_name: "{user}", shape.password_name: "{password}"}
    sheets = shape.sheets.values()
    return {
        "recognise": {
            "request": {"path": shape.about},
            "model": {"in": "json", "pointer": "/product/name"},
            "firmware": {"in": "json", "pointer": "/product/firmware"},
        },
        "authentication": {
            "kind": shape.login_kind,
            "request": {"method": "POST", "path": shape.login, "body": {"kind": shape.login_kind, "content": login}},
            "success": good if shape.login_kind == JSON else {"status": [303]},
            "session": "cookie",
            "expired": {"status": [401]},
        },
        "tokens": {
            TOKEN: {
                "request": {"path": shape.token},
                "pick": {"in": "json", "pointer": "".join(f"/{part}" for part in shape.token_pick)},
                "lifetime": "request" if shape.token_once else "session",
            },
            **{sheet.page: _form_token(shape, sheet) for sheet in sheets if sheet.kind == FORM},
        },
        "requests": {sheet.page: _request(shape, sheet, header) for sheet in sheets},
        "reads": {
            sheet.page: {"request": {"path": sheet.path}, "kind": "html" if sheet.kind == FORM else JSON}
            for sheet in sheets
        },
        "restart": {"request": {"method": "POST", "path": shape.reboot, "headers": header}},
        "backup": {
            "request": {
                "method": "POST",
                "path": shape.backup,
                "headers": header,
                "body": {"kind": FORM, "content": {"pw": "{encryption_password}"}},
                "success": {"contains": "NETCAM-EMULATOR-BACKUP"},
            }
        },
        "log": {"request": {"path": shape.log}},
        "success": good,
        "transient": [{"status": [shape.busy_status], "contains": "busy"}],
    }


def _form_token(shape: Shape, sheet: Sheet) -> dict[str, Any]:
    pick = {"in": "html", "name": shape.token_field}
    return {"request": {"path": sheet.path}, "pick": pick, "lifetime": "request" if shape.token_once else "session"}


def _request(shape: Shape, sheet: Sheet, header: Mapping[str, str]) -> dict[str, Any]:
    request: dict[str, Any] = {"method": sheet.method, "path": sheet.path, "whole": True}
    if sheet.kind == FORM:
        kind = FORM if sheet.enctype == URLENCODED else "multipart"
        request["body"] = {"kind": kind, "content": {shape.token_field: f"{{token:{sheet.page}}}"}}
        if sheet.answer == REDIRECT:
            request["success"] = {"status": [303], "location": sheet.path}
        elif sheet.answer == PAGE:
            request["success"] = {"contains": 'data-then="done"'}
        return request
    # pages that take what they are given take everything as well
    base = {"page": sheet.page, "pointer": ""}
    return {**request, "headers": dict(header), "body": {"kind": JSON}, "base": base}


def _settings(items: Mapping[str, Item], shape: Shape) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for sheet in shape.sheets.values():
        for id_ in sheet.places:
            item = items[id_]
            if item.read_only:
                continue
            if item.column:
                _column(found.setdefault(item.table, _table(item, sheet)), item, sheet, shape)
                continue
            write: dict[str, Any] = {"request": sheet.page, "at": _place(item, sheet), **_numbers(item, sheet)}
            read: dict[str, Any] = {"page": sheet.page, "at": _place(item, sheet, read=True)}
            if sheet.kind == FORM and item.words and is_checkbox(item):
                # what is sent when the box is empty stands nowhere on the page
                read["values"] = {item.words[0]: sheet.words[item.id][item.words[0]], item.words[1]: None}
            if item.count and sheet.first:
                write["first"] = read["first"] = sheet.first
            found[id_] = {"write": write, "read": read, **_more(item, sheet, shape)}
    return found


def _table(item: Item, sheet: Sheet) -> dict[str, Any]:
    first: dict[str, Any] = {"first": sheet.first} if sheet.first else {}
    table: dict[str, Any] = {
        "rows": item.count,
        "table": sheet.layout,
        "write": {"request": sheet.page, **first},
        "read": {"page": sheet.page, **first},
        "columns": {},
    }
    if item.restart:
        table["restart"] = True
    return table


def _column(table: dict[str, Any], item: Item, sheet: Sheet, shape: Shape) -> None:
    more = {key: value for key, value in _more(item, sheet, shape).items() if key != "restart"}
    table["columns"][item.column] = {
        "write": _place(item, sheet),
        "read": _place(item, sheet, read=True),
        **_numbers(item, sheet),
        **more,
    }


def _place(item: Item, sheet: Sheet, read: bool = False) -> Place:
    first, *rest = sheet.places[item.id]
    if sheet.kind == FORM:
        return {"in": "html" if read else "form", "name": first + "".join(f"[{part}]" for part in rest)}
    return {"in": JSON, "pointer": "/" + "/".join((first, *rest))}


def _numbers(item: Item, sheet: Sheet) -> dict[str, Any]:
    return {"as": "text"} if sheet.kind != FORM and item.id in sheet.as_text else {}


def _more(item: Item, sheet: Sheet, shape: Shape) -> dict[str, Any]:
    more: dict[str, Any] = {}
    if item.words:
        more["values"] = dict(sheet.words[item.id])
        if sheet.drops_boxes and is_checkbox(item):
            more["values"][item.words[1]] = None
    if item.secret and shape.mask and sheet.kind != FORM:
        more["secret"] = "masked"
    if item.restart:
        more["restart"] = True
    return more
