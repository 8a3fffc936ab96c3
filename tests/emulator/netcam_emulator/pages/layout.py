# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What stands on a Setting Page: pages of the menu, their sections, and what is in a section.

Labels and menu paths are those that Canon's guide prints; where it prints none ([Date and Time]), they are the emulator's.
Nothing here knows how a value is sent.
"""

from __future__ import annotations

from dataclasses import dataclass, field

SELECT, RADIO, CHECKBOX = "select", "radio", "checkbox"


@dataclass(frozen=True)
class Field:
    """One input. `row` counts from 0 for settings that there are several of; `confirm` asks for a secret twice."""

    id: str
    label: str
    row: int = 0
    widget: str = SELECT
    confirm: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Table:
    """Rows of inputs, numbered from 01. `grows`: one input with [Add], and a list with [Delete], [Up] and [Down]."""

    id: str
    label: str
    columns: tuple[tuple[str, str], ...]
    rows: int
    grows: bool = False


@dataclass(frozen=True)
class Input:
    """An input of an operation: `kind` is text, password, file or choice; choices are word and text."""

    name: str
    label: str
    kind: str = "text"
    choices: tuple[tuple[str, str], ...] = ()
    hint: str = ""


@dataclass(frozen=True)
class Operation:
    """Something that the camera does when a button is pressed; `asks` is the question of a dialog before."""

    label: str
    role: str
    inputs: tuple[Input, ...] = ()
    button: str = "Exec"
    asks: str = ""
    #: text: the answer is shown; download: it is a file; restart: the camera goes down
    then: str = "text"


@dataclass(frozen=True)
class CertificateList:
    """The certificates a camera holds, with a button for each; filled by the page itself."""

    label: str
    button: str
    role: str
    kinds: tuple[str, ...] = ("server",)
    #: what tells which one is in use: https or dot1x
    chosen: str = "https"


Part = Field | Table | Operation | CertificateList


@dataclass(frozen=True)
class Section:
    """A part of a page under a heading."""

    title: str
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True)
class Page:
    """A page of the menu: [head] > [title]. `restarts`: [Apply] is [Apply and reboot]; `reboot`: there is a [Reboot] button."""

    head: str
    title: str
    sections: tuple[Section, ...]
    restarts: bool = False
    reboot: bool = False
    fields: tuple[Field, ...] = field(init=False, repr=False)
    tables: tuple[Table, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parts = [part for section in self.sections for part in section.parts]
        object.__setattr__(self, "fields", tuple(part for part in parts if isinstance(part, Field)))
        object.__setattr__(self, "tables", tuple(part for part in parts if isinstance(part, Table)))

    @property
    def path(self) -> str:
        """Its address below the Setting Page's own."""
        return f"{slug(self.head)}/{slug(self.title)}.html"


def slug(text: str) -> str:
    """A name as it stands in an address."""
    return "".join(letter if letter.isalnum() else "_" for letter in text.lower())


#: How a word of a choice is written on the page; other words are written with a capital letter.
TEXTS = {
    "dhcp": "Auto (DHCP)",
    "ntp": "Synchronize with NTP server",
    "errors_and_warnings": "Errors and warnings",
    "errors": "Error",
    "http": "HTTP",
    "https": "HTTPS",
    "http_and_https": "HTTP and HTTPS",
    "basic": "Basic Authentication",
    "digest": "Digest Authentication",
    "md5": "MD5",
    "sha1": "SHA1",
    "des": "DES",
    "aes": "AES",
    "authentication_and_encryption": "Authentication and encryption",
    "authorize": "Authorize Access",
    "prohibit": "Prohibit Access",
    "do_not_register": "Do Not Register",
    "100_full": "100 Full",
    "100_half": "100 Half",
    "10_full": "10 Full",
    "10_half": "10 Half",
}


def text_of(word: str) -> str:
    """What the page writes for a word of a choice."""
    if word in TEXTS:
        return TEXTS[word]
    return word if "/" in word or "-" in word else word.replace("_", " ").capitalize() if word != "UTC" else word
