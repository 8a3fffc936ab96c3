# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Write the JSON schemas of profiles (docs/schemas/profile-1.json, profile-2.json) from the loader's own checks."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "docs" / "schemas"
UTILS = "ansible_collections.netcam.hardening.plugins.module_utils"


def load(name: str) -> Any:
    """One of the collection's own modules, by the collection's name, from whatever link leads here."""
    for place in (*ROOT.parents[2:3], Path(sys.prefix) / "collections", ROOT / ".venv" / "collections"):
        if (place / "ansible_collections" / "netcam" / "hardening").exists():
            sys.path.insert(0, str(place))
            break
    return importlib.import_module(f"{UTILS}.{name}")


def schemas() -> dict[str, str]:
    """File name and content of each schema."""
    catalog = load("_catalog")
    shared = load("_profile_trust")
    one = load("_profile_shape")
    two = load("_web.shape")
    trust = {"proof": shared.PROOF, "learned": shared.LEARNED}
    settings = [
        setting.id for setting in catalog.SETTINGS.values() if set(setting.limits) & set(catalog.GUIDE_FAMILIES)
    ]
    return {
        "profile-1.json": _text(
            one.PROFILE.schema,
            "Profile of version 1: the code map of a camera with Canon's setting protocol (docs/code_maps.md)",
            {"request": one.REQUEST, "upload": one.UPLOAD, **trust},
            settings,
            {
                "profile_version": {"const": 1},
                "driver": {"const": "canon"},
                "family": {"enum": list(catalog.GUIDE_FAMILIES)},
            },
        ),
        "profile-2.json": _text(
            two.PROFILE.schema,
            "Profile of version 2: the settings interface of a camera of any maker (docs/web_profiles.md)",
            {
                "request": two.REQUEST,
                "place": two.PLACE,
                "places": two.PLACES,
                "success": two.SUCCESS,
                "wire_values": two.WIRES,
                **trust,
            },
            settings,
            {},
        ),
    }


def _text(
    schema: Mapping[str, Any], title: str, shared: Mapping[str, Any], settings: list[str], fixed: Mapping[str, Any]
) -> str:
    names = {id(check.schema): name for name, check in shared.items()}

    def plain(part: Any, top: bool = False) -> Any:
        if not top and id(part) in names:
            return {"$ref": f"#/$defs/{names[id(part)]}"}
        if isinstance(part, Mapping):
            return {key: plain(item) for key, item in part.items() if not (key == "required" and not item)}
        return [plain(item) for item in part] if isinstance(part, list) else part

    made = plain(schema, top=True)
    made["properties"].update(fixed)
    made["properties"]["settings"]["propertyNames"] = {"enum": settings}
    whole = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **made,
        "$defs": {name: plain(check.schema, top=True) for name, check in shared.items()},
    }
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="change nothing; say which files are not current")
    check = parser.parse_args().check
    stale = 0
    for name, text in schemas().items():
        path = HOME / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if check:
            print(f"{path.relative_to(ROOT)} is not current: run {Path(__file__).name}")
        else:
            path.write_text(text, encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
