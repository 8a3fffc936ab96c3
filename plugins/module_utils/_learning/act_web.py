# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Operations in the words of a profile of version 2 (docs/web_profiles.md, "Certificates and 802.1X")."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .acts import Act
from .asked import plain_text
from .cert_buttons import path_parts
from .cert_rows import CertificateList
from .constants import is_constant
from .exchange import Place
from .requests import Requests, place_of
from .surroundings import Success, fits
from .tokens import find_token

_MATERIAL = ("certificate", "private_key", "crl")
_INSTALL = "certificates.install"


class WebForm:
    """Writes requests with their tokens and bodies; what is a code in a code map is a place."""

    def __init__(self, requests: Requests, success: Success | None) -> None:
        self._requests = requests
        self._success = success

    def act(self, act: Act) -> dict[str, Any] | str:
        """The request of an operation; a text says what in it cannot be repeated."""
        one = act.exchange
        made: dict[str, Any] = {"method": one.method, "path": self._path(act)}
        if (problem := self._requests.headers(act.exchanges, made)) is not None:
            return problem
        if one.kind == "other" or any(other.kind != one.kind for other in act.exchanges):
            return "its body is of a kind that is not known"
        body: dict[str, Any] = {"kind": one.kind} if one.kind else {}
        if one.kind == "json":
            body["content"] = {}
        for place, value in one.fields.items():
            if (name := act.fills.get(place)) is not None:
                self._requests.put(place, f"{{{name}}}", made, body)
            elif (token := find_token(self._requests.timeline, act.exchanges, place)) is not None and not is_constant(
                place, value
            ):
                self._requests.put(place, self._requests.token(token), made, body)
            elif is_constant(place, value):
                self._requests.put(place, value, made, body)
            else:
                return f"its field {place.name} holds something that no answer had shown"
        if body:
            made["body"] = body
        if any(name in act.fills.values() for name in _MATERIAL) and act.files:
            return "a part of it is a file, and another part text"
        if not fits(self._success, one):
            made["success"] = {"status": [one.entry.status]}
        return {"request": made, **self._material(act)}

    @staticmethod
    def _path(act: Act) -> str:
        parts = path_parts(act.exchange)
        return "/".join(f"{{{act.fills[place]}}}" if place in act.fills else part for place, part in parts.items())

    @staticmethod
    def _material(act: Act) -> dict[str, str]:
        """Fields of files, or how text is packed."""
        made: dict[str, str] = {}
        files = act.files
        if files and act.operation == _INSTALL:
            made["container"] = "pkcs12" if "pkcs12" in files else "pem"
            made["file"] = files.get("certificate") or files.get("pem") or files["pkcs12"]
            if "key" in files:
                made["key_file"] = files["key"]
        elif files:
            made["file"] = next(iter(files.values()))
        texts = [
            str(act.exchange.fields[place])
            for place, name in act.fills.items()
            if name in _MATERIAL and place in act.exchange.fields
        ]
        if any(plain_text(text) != text for text in texts):
            made["encoding"] = "base64"
        return made

    def listing(self, found: CertificateList) -> dict[str, Any] | str:
        """The list, in the places in which the page shows it."""
        page, kind = found.listing.page, found.listing.kind
        request: dict[str, Any] = {"path": page.path}
        if page.query:
            request["query"] = dict(page.query)
        columns: dict[str, Any] = {}
        for name, column in found.columns.items():
            columns[name] = {"at": place_of(Place(kind, column))}
            if name in found.values:
                columns[name]["values"] = found.values[name]
        columns.update({name: {"at": place_of(place)} for name, place in found.beside.items()})
        made: dict[str, Any] = {"request": request, "columns": columns}
        if found.date_format:
            made["date_format"] = found.date_format
        return {**made, **({"first": found.first} if found.first else {})}

    def shown(self, act: Act, fields: Mapping[str, Place]) -> dict[str, Any]:
        """Places of a certificate's details."""
        return {"fields": {name: place_of(place) for name, place in fields.items()}}
