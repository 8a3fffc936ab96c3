# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""Certificate pages of the Canon driver: requests of a code map (version 1), answers in lines C(code=value)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .._lines import values_of_lines
from .._profile import Code
from .._profile_certificates import has_place
from .canon_requests import CanonRequests
from .profile_pages import ProfilePages
from .stores.pages import CERTIFICATES, MOST_ROWS, Look, Upload


class CanonPages(ProfilePages):
    """The pages as L(CertificatePages)."""

    name = "canon"

    def __init__(self, requests: CanonRequests) -> None:
        super().__init__(requests)
        self._requests = requests

    def has_place(self, part: str, key: str, placeholder: str) -> bool:
        """Whether a described request has a place for a value."""
        return has_place(self.described(part, key), placeholder)

    def change(self, part: str, key: str, what: str, fill: Mapping[str, str], uploads: Sequence[Upload] = ()) -> None:
        """Files go in the form's file field, a key beside its certificate in a field of its own."""
        request = self._item(part, key)
        files = {
            request["key_file"]
            if upload.slot == "private_key" and "key_file" in request
            else request.get("file", "file"): (upload.name, upload.content)
            for upload in uploads
        }
        self._requests.command(request, what, fill=fill, files=files or None, resend=False)

    def look(self, key: str, what: str) -> Look:
        """PEM anywhere in the answer, and the codes of C(fields) in its lines."""
        request = self._item(CERTIFICATES, key)
        answer = self._requests.look(request, what)
        lines = values_of_lines(answer.text)
        wrong = self._requests.error(answer) is not None
        fields = {
            name: lines.get(str(code), "").strip() for name, code in request.get("fields", {}).items() if not wrong
        }
        return Look(answer.text if answer.status == 200 else "", fields)

    def rows(self) -> list[Mapping[str, str]]:
        """Lines C(code-index=value), index from 0; without a column C(id) the index is the id."""
        listing = self._item(CERTIFICATES, "list")
        answer = self._requests.command(listing, "reading the list of certificates", judge=self._requests.error)
        lines = values_of_lines(answer.text)
        columns = {
            name: Code(str(raw["code"]), {str(word): str(wire) for word, wire in raw.get("values", {}).items()})
            for name, raw in listing["columns"].items()
        }
        rows: list[Mapping[str, str]] = []
        for index in range(MOST_ROWS):
            cells = {name: lines.get(f"{code.code}-{index}") for name, code in columns.items()}
            if all(cell is None for cell in cells.values()):
                break
            words = {name: columns[name].decode(cell) for name, cell in cells.items() if cell is not None}
            rows.append({"id": str(index), **words})
        return rows

    def download(self, key: str, what: str, fill: Mapping[str, str]) -> bytes:
        """A file."""
        return self._requests.checked(self._requests.send(self._item(CERTIFICATES, key), fill=fill), what).content
