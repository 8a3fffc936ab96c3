# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Certificate pages of the driver web: requests and places of a profile of version 2."""

from __future__ import annotations

import base64
from collections.abc import Mapping, Sequence
from typing import Any

from .._web.pages import Shown
from .._web.places import MISSING, Place, place_of, wire_text
from .._web.profile import same_wire
from .._web.requests import WebRequests
from .._web.rules_operations import has_place
from .profile_pages import ProfilePages
from .stores.pages import CERTIFICATES, MOST_ROWS, Look, Upload


class WebPages(ProfilePages):
    """The pages as L(CertificatePages)."""

    name = "web"

    def __init__(self, requests: WebRequests) -> None:
        super().__init__(requests)
        self._requests = requests
        #: ids as the camera listed them, with their JSON type, by their text
        self._ids: dict[str, Any] = {}

    def has_place(self, part: str, key: str, placeholder: str) -> bool:
        """Whether a described request has a place for a value."""
        return has_place(self.described(part, key), placeholder)

    def change(self, part: str, key: str, what: str, fill: Mapping[str, str], uploads: Sequence[Upload] = ()) -> None:
        """What is uploaded goes as files, or stands in the body."""
        item = self._item(part, key)
        given: dict[str, Any] = {**fill, **({"id": self._ids.get(fill["id"], fill["id"])} if "id" in fill else {})}
        files: dict[str, tuple[str, bytes]] = {}
        for upload in uploads:
            if "file" in item:
                own = upload.slot == "private_key" and "key_file" in item
                files[item["key_file" if own else "file"]] = (upload.name, upload.content)
            else:
                given[upload.slot] = _text(item, upload.content)
        self._requests.command(
            item["request"], what, given=given, secrets=_secrets(fill, uploads), resend=False, files=files or None
        )

    def look(self, key: str, what: str) -> Look:
        """PEM at its place, else anywhere in the answer, and the places of C(fields)."""
        item = self._item(CERTIFICATES, key)
        answer = self._requests.look(item["request"], what)
        if answer.status >= 300:
            return Look()
        shown = Shown(answer)
        text = _shown(shown, place_of(item["at"])) if "at" in item else answer.text
        fields = {name: _shown(shown, place_of(raw)).strip() for name, raw in item.get("fields", {}).items()}
        # JSON and scripts write the ends of lines, and some slashes, as escapes
        return Look(text.replace("\\r", "").replace("\\n", "\n").replace("\\/", "/"), fields)

    def rows(self) -> list[Mapping[str, str]]:
        """Rows until no column has anything; without a column C(id) the index is the id."""
        listing = self._item(CERTIFICATES, "list")
        shown = self._requests.show(listing["request"], "the list of certificates", _kinds(listing))
        columns = listing["columns"]
        places = {name: place_of(raw["at"]) for name, raw in columns.items()}
        marked = {name: _shown(shown, place) for name, place in places.items() if not place.per_row}
        rows: list[Mapping[str, str]] = []
        for index in range(listing.get("first", 0), listing.get("first", 0) + MOST_ROWS):
            cells = {name: shown.value(place, index) for name, place in places.items() if place.per_row}
            if all(cell is MISSING or cell is None for cell in cells.values()):
                break
            words = {name: _word(columns[name].get("values", {}), cell) for name, cell in cells.items()}
            row = {"id": str(index), **{name: word for name, word in words.items() if word is not None}}
            self._ids[row["id"]] = cells.get("id", index)
            rows.append({**row, **{name: "yes" if text == row["id"] else "no" for name, text in marked.items()}})
        return rows

    def download(self, key: str, what: str, fill: Mapping[str, str]) -> bytes:
        """A file."""
        request = self._item(CERTIFICATES, key)["request"]
        marker = request.get("success", {})
        return self._requests.command(
            request, what, given=fill, secrets=list(fill.values()), marker=marker, large=True
        ).content


def _text(item: Mapping[str, Any], content: bytes) -> str:
    """What stands in a body: PEM as it is, or as base64; a container is no text at all."""
    if item.get("encoding") == "base64" or item.get("container") == "pkcs12":
        return base64.b64encode(content).decode("ascii")
    return content.decode("utf-8")


def _secrets(fill: Mapping[str, str], uploads: Sequence[Upload]) -> list[str]:
    """What must not come back in the camera's words: a password, and the lines of a key."""
    words = [fill[name] for name in ("passphrase", "encryption_password") if name in fill]
    for upload in uploads:
        if b"PRIVATE KEY" in upload.content:
            words += [line for line in upload.content.decode("utf-8", "replace").splitlines() if "-----" not in line]
    return words


def _kinds(listing: Mapping[str, Any]) -> set[str]:
    return {raw["at"]["in"] for raw in listing["columns"].values()}


def _shown(shown: Shown, place: Place) -> str:
    """What stands at a place, as text; empty for nothing."""
    value = shown.value(place)
    return "" if value is MISSING or value is None or isinstance(value, (dict, list)) else wire_text(value)


def _word(values: Mapping[str, Any], wire: Any) -> str | None:
    """The word of the collection for a cell; None where it shows nothing."""
    cell = None if wire is MISSING or isinstance(wire, (dict, list)) else wire
    for word, known in values.items():
        if same_wire(known, cell):
            return str(word)
    if cell is None:
        return None
    return f"unknown value {wire_text(cell)[:80]!r}" if values else wire_text(cell)
