# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Operations in the words of a code map (docs/code_maps.md, "Certificates and 802.1X")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from .acts import Act
from .cert_rows import CertificateList
from .constants import is_constant
from .exchange import Exchange, Place
from .rows import ROW
from .surroundings import Success, fits
from .timeline import Timeline
from .tokens import header_names

_CODE = re.compile(r"[A-Za-z]\w*")
_LINE = f"-{ROW}"


class MapForm:
    """Writes requests as path, params, form and file."""

    def __init__(self, timeline: Timeline, success: Success | None) -> None:
        self._timeline = timeline
        self._success = success

    def act(self, act: Act) -> dict[str, Any] | str:
        """The request of an operation; a text says why a code map cannot hold it."""
        one = act.exchange
        made: dict[str, Any] = {"path": one.path}
        if one.method != "GET":
            made["method"] = one.method
        elsewhere = any(place.kind == "path" for place in act.fills)
        if one.kind not in ("", "form", "multipart") or header_names(one) or elsewhere:
            return "a code map knows no such request"
        params: dict[str, dict[str, str]] = {}
        for place, value in one.fields.items():
            placeholder = act.fills.get(place)
            if placeholder is None and not is_constant(place, value):
                return f"its field {place.name} holds something that was not asked for"
            section = "params" if place.kind == "query" else "form"
            params.setdefault(section, {})[place.name] = f"{{{placeholder}}}" if placeholder else str(value)
        if self._is_saved(one):
            return "the page saves after it, which a code map cannot say"
        shows = act.operation.partition(".")[2].startswith("show_") or act.operation.endswith("backup")
        if not shows and not fits(self._success, one):
            return "its answer is not like that of other writes"
        return {**made, **params, **self._files(act)}

    @staticmethod
    def _files(act: Act) -> dict[str, str]:
        files = act.files
        if act.operation == "certificates.install":
            container = "pkcs12" if "pkcs12" in files else "pem"
            made = {"container": container, "file": files.get("certificate") or files.get("pem") or files["pkcs12"]}
            return {**made, **({"key_file": files["key"]} if "key" in files else {})}
        return {"file": next(iter(files.values()))} if files else {}

    def _is_saved(self, one: Exchange) -> bool:
        """Whether the next request that changes something is the save."""
        saves = set(self._timeline.saves)
        return any(number == one.number + 1 for number in saves)

    def listing(self, found: CertificateList) -> dict[str, Any] | str:
        """The list, where it stands in lines C(code-index) from 0."""
        codes = {name: column.removesuffix(_LINE) for name, column in found.columns.items()}
        if found.beside:
            return "the list says beside its rows which one is in use"
        fits_form = all(column.endswith(_LINE) for column in found.columns.values()) and found.first == 0
        if found.listing.kind != "lines" or not fits_form or not all(_CODE.fullmatch(code) for code in codes.values()):
            return "the list is not written the way of a code map"
        page = found.listing.page
        made: dict[str, Any] = {"path": page.path}
        if page.query:
            made["params"] = dict(page.query)
        if found.date_format:
            made["date_format"] = found.date_format
        made["columns"] = {name: {"code": code, **_values(found.values.get(name))} for name, code in codes.items()}
        return made

    def shown(self, act: Act, fields: Mapping[str, Place]) -> dict[str, Any]:
        """Codes of a certificate's details."""
        if any(place.kind != "lines" for place in fields.values()):
            return {}
        return {"fields": {name: place.name for name, place in fields.items()}}


def _values(values: Mapping[str, Any] | None) -> dict[str, Any]:
    return {"values": {word: str(value) for word, value in values.items()}} if values else {}
