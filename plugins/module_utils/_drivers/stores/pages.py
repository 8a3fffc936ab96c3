# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""What a store needs of a camera's certificate pages, whatever its requests look like."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from ..._errors import Unsupported

CERTIFICATES, DOT1X = "certificates", "dot1x"
#: Dates as Canon's pages print them
DATE = "%Y/%m/%d"
#: Rows of a list that are looked at; real pages have a handful.
MOST_ROWS = 200
_PEM = re.compile(r"-----BEGIN ([A-Z ]+)-----.*?-----END \1-----", re.DOTALL)


@dataclass(frozen=True)
class Upload:
    """One thing that is sent. C(slot) is certificate, private_key, crl or archive; C(name) is the file's."""

    slot: str
    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Look:
    """What a page shows of a certificate or request: its text, and single fields where the page has no PEM."""

    text: str = ""
    fields: Mapping[str, str] = field(default_factory=dict)

    def pem(self, label: str) -> str | None:
        """The first PEM block whose label ends so; None where there is none."""
        found = next((block for block in _PEM.finditer(self.text) if block[1].endswith(label)), None)
        return found[0] + "\n" if found else None


class CertificatePages(Protocol):
    """One camera's pages, as a profile describes their requests. C(part) is CERTIFICATES or DOT1X, C(key) one of its keys
    (docs/code_maps.md)."""

    #: of the driver
    name: str
    family: str

    def progress(self, text: str) -> None:
        """Tell the person who waits."""

    def described(self, part: str, key: str) -> Any:
        """What the profile says of a request or an option; None where it says nothing."""

    def has_place(self, part: str, key: str, placeholder: str) -> bool:
        """Whether a described request has a place for a value."""

    def missing(self, name: str) -> Unsupported:
        """The error for a request that is not described."""

    def change(self, part: str, key: str, what: str, fill: Mapping[str, str], uploads: Sequence[Upload] = ()) -> None:
        """One request that is not sent twice: a second time it could make, install or delete another one.

        Raises CameraAnswer with the camera's own word, Unsupported where it is not described.
        """

    def look(self, key: str, what: str) -> Look:
        """What a page of certificates shows, even that there is nothing."""

    def rows(self) -> list[Mapping[str, str]]:
        """The list of certificates, asked anew: by column of the profile, in words of the collection; always with an id."""

    def download(self, key: str, what: str, fill: Mapping[str, str]) -> bytes:
        """A file. Raises CameraAnswer."""

    def check_secret(self, what: str) -> None:
        """Refuse to send a private key over plain HTTP without consent. Raises Refused."""
