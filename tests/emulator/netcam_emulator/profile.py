# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Export the code map in the collection's profile format, as data that says it belongs to no real camera."""

from __future__ import annotations

from typing import Any

import yaml

from .checks import CLOCK_FORMAT
from .codes import CodeMap
from .items import Item
from .models import FAMILY_2022, MODELS
from .profile_certificates import newer_certificates, newer_dot1x, older_certificates, older_dot1x

MAX_PARAMETERS = 40
PAGES = ("user", "host", "server", "rtp", "network", "datetime", "log", "viewer", "security", "dot1x")
SET, GET, INIT = "/admin/-set-", "/admin/-get-", "/admin/-init-"


def interface(family: str) -> dict[str, Any]:
    """Return the `interface` part: how requests look; only the certificate pages differ between the families."""
    newer = family == FAMILY_2022
    return {
        "write": {"method": "GET", "path": SET},
        "save": {"method": "GET", "path": SET, "params": {"pt": "4"}},
        "success": "Status=0",
        "transient": ["C006"],
        "busy": ["C010"],
        "max_parameters": MAX_PARAMETERS,
        "login": {"method": "GET", "path": GET, "params": {"pg": "user"}},
        "read": {"method": "GET", "path": GET, "format": "lines", "pages": {page: {"pg": page} for page in PAGES}},
        "restart": {"method": "GET", "path": SET, "params": {"pt": "9"}},
        "first_account": {
            "detect": {"method": "GET", "path": INIT, "contains": "account=0"},
            "create": {"method": "POST", "path": INIT, "form": {"name": "{name}", "password": "{password}"}},
        },
        "firmware": {"method": "POST", "path": "/admin/-firm-", "file": "file"},
        "log": {"method": "GET", "path": "/admin/-log-", "time_format": CLOCK_FORMAT},
        "backup": {"method": "GET", "path": "/admin/-backup-", "params": {"pw": "{encryption_password}"}},
        "restore": {
            "method": "POST",
            "path": "/admin/-restore-",
            "file": "file",
            "form": {"password": "{encryption_password}"},
        },
        "initialize": {
            "method": "GET",
            "path": SET,
            "params": {"pt": "7", "keep": "{keep}"},
            "values": {"keep": {"true": "1", "false": "0"}},
        },
        "certificates": newer_certificates() if newer else older_certificates(),
        "dot1x": newer_dot1x() if newer else older_dot1x(),
    }


def profile(family: str, seed: str) -> dict[str, Any]:
    """Return the whole profile of a family under a seed."""
    codes = CodeMap(family, seed)
    settings: dict[str, Any] = {}
    for item in codes.items.values():
        if item.column:
            table = settings.setdefault(item.table, _table(item))
            table["columns"][item.column] = _entry(codes, item)
        else:
            settings[item.id] = {**_entry(codes, item), "page": item.page}
            if item.count:
                settings[item.id]["indexed"] = True
            if item.restart:
                settings[item.id]["restart"] = True
    return {
        "profile_version": 1,
        "name": f"emulator_{family}",
        "family": family,
        "driver": "canon",
        "models": list(MODELS[family]),
        "source": "made up by the emulator, works on no real camera",
        "interface": interface(family),
        "settings": settings,
    }


def profile_yaml(family: str, seed: str) -> str:
    """Return the profile as YAML; the dumper quotes `yes`, `no`, `on`, `off` and digits so that they stay strings."""
    return yaml.safe_dump(
        profile(family, seed), sort_keys=False, default_flow_style=False, allow_unicode=True, width=120
    )


def _table(item: Item) -> dict[str, Any]:
    table: dict[str, Any] = {"page": item.page, "rows": item.count, "columns": {}}
    if item.restart:
        table["restart"] = True
    return table


def _entry(codes: CodeMap, item: Item) -> dict[str, Any]:
    entry: dict[str, Any] = {"code": codes.code(item)}
    if item.words:
        entry["values"] = dict(codes.values(item))
    if item.secret:
        entry["secret"] = "masked"
    return entry
