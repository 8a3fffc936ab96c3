# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the pages for people need of the requests beside settings, and the page of a camera without an account."""

from __future__ import annotations

import json
from html import escape
from typing import Any

from .models import MAKER
from .ways import Ways


def request_data(ways: Ways, role: str) -> dict[str, str] | None:
    """What the page's script must know of an operation; None for one that is not here."""
    way = ways.ways.get(role)
    if way is None:
        return None
    names = json.dumps({name: list(keys) for name, keys in way.names.items()})
    token = "header" if way.header else "field"
    known = {"method": way.method, "path": way.path, "kind": way.kind, "names": names}
    return {**known, "encoding": way.encoding, "token": token}


def page_data(ways: Ways) -> dict[str, Any]:
    """What the page's script must know of the list, and of [Initialization]."""
    shape = ways.listing
    listing: dict[str, Any] = {
        "path": shape.path, "kind": shape.kind, "top": shape.top, "columns": shape.columns,
        "kinds": {str(wire): word for word, wire in shape.kinds.items()},
    }  # fmt: skip
    return {"certificates": listing, "keep": list(ways.keep)}


def setup_page(ui: str, ways: Ways, good: tuple[str, Any]) -> str:
    """[Default Settings]: the first administrator account."""
    data = {**(request_data(ways, "first_account") or {}), "good": json.dumps(good), "login": f"{ui}login.html"}
    marks = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Default Settings</title>'
        f'<link rel="stylesheet" href="{ui}page.css"><script src="{ui}common.js" defer></script>'
        f'<script src="{ui}page.js" defer></script></head><body><header>{MAKER}</header><nav></nav><main>'
        f'<h1>Administrator Account</h1><form id="account"{marks}>'
        '<div class="line"><label for="f1">Administrator Name</label><input id="f1" name="name"></div>'
        '<div class="line"><label for="f2">Password</label><input id="f2" name="password" type="password"></div>'
        '<div class="line"><label for="f3">Confirm Password</label>'
        '<input id="f3" type="password" data-confirms="f2"></div>'
        '<button>Apply</button></form><p role="status" aria-label="Result" class="status"></p></main></body></html>\n'
    )
