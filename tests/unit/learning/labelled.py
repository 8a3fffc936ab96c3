# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Made-up cameras whose pages have labels, and fields that no checklist touches: what they show is all there is of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import in_words, page_of
from ansible_collections.netcam.hardening.plugins.module_utils._learning.sheets import SHEETS, left_alone_of

from .makers import (
    Camera,
    Canon,
    CanonSection,
    Cell,
    Form,
    FormBoxes,
    FormSparse,
    Json,
    JsonChanges,
    JsonLists,
    JsonSparse,
)

#: What a camera has that is at the address of `Browser`, as long as nobody has touched it.
SHOWN = {
    "http_server.http_port": 80,
    "network.ipv4.address": "192.168.77.5",
    "network.ipv4.subnet_mask": "255.255.255.0",
    "network.ipv4.default_gateway": "192.168.77.1",
}
SELECT, RADIO, BOX = "select", "radio", "box"


@dataclass(frozen=True)
class Decoy:
    """A field that is none of the guide's, on one of its pages; `name` makes it a second field of another one's name."""

    page_of: str
    heading: str
    label: str
    value: Any
    name: str = ""


class Labels(Camera):
    """Adds what a checklist leaves alone, and pages with labels. `widget` is what switches are; lists print the guide's words."""

    guide = "canon_vb_2022"
    #: how a label belongs to its field: it names it, it stands around it, or the field has a text of its own
    style = "for"
    widget = SELECT
    values: Mapping[str, Any] = SHOWN
    decoys: tuple[Decoy, ...] = ()
    #: settings whose fields have no label, or another one
    renamed: Mapping[str, str] = {}
    locked: tuple[str, ...] = ()

    def __init__(self, checklist: Mapping[str, Any], seed: int) -> None:
        names = [name for sheet in SHEETS for name in left_alone_of(sheet.name, self.guide)]
        steps = [
            {"kind": "value", "sheet": "left alone", "key": name, "setting": name,
             "menu_path": SETTINGS[name].menu_path(self.guide)} for name in names
        ]  # fmt: skip
        super().__init__({**checklist, "steps": [*checklist["steps"], *steps]}, seed)
        for name in names:
            self.cells[name].value = self.values.get(name, self.cells[name].value)
        enable = self.cells["dot1x.enable"]
        enable.value = enable.words[self.values.get("dot1x.enable", "disable")]

    def arrange(self) -> None:
        for number, decoy in enumerate(self.decoys):
            key = f"decoy.field{number}"
            self.cells[key] = Cell(key, page_of(SETTINGS[decoy.page_of].menu_path(self.guide)), {}, decoy.value)
        super().arrange()

    # -- the page for people ---------------------------------------------------------------------------------------

    def html(self, page: str) -> str:
        parts: dict[str, list[str]] = {}
        for number, cell in enumerate(self.page_cells(page)):
            heading, label = self.caption(cell)
            parts.setdefault(heading, []).append(self.line(cell, label, f"f{number}"))
        body = "".join(f"<section><h2>{escape(head)}</h2>{''.join(lines)}</section>" for head, lines in parts.items())
        return f"<!DOCTYPE html><html><body><h1>{escape(page)}</h1><form>{self.extra()}{body}</form></body></html>"

    def extra(self) -> str:
        return ""

    def caption(self, cell: Cell) -> tuple[str, str]:
        if cell.key.startswith("decoy."):
            decoy = self.decoys[int(cell.key.removeprefix("decoy.field"))]
            return decoy.heading, decoy.label
        setting = SETTINGS.get(cell.key)
        if setting is None:
            return "Rows", cell.key
        return setting.menu_path(self.guide).split(" > ")[-1], self.renamed.get(
            setting.id, setting.label_for(self.guide)
        )

    def input_name(self, cell: Cell) -> str:
        if cell.key.startswith("decoy."):
            other = self.decoys[int(cell.key.removeprefix("decoy.field"))].name
            if other:
                return self.input_name(self.cells[other])
        return str(cell.place)

    def attribute(self, wire: Any) -> str:
        """A value as the page has it."""
        return str(wire)

    def filled(self, cell: Cell) -> Any:
        """A page whose script fetches the values comes without them."""
        return ""

    def line(self, cell: Cell, label: str, mark: str) -> str:
        name = escape(self.input_name(cell))
        setting = SETTINGS.get(cell.key)
        if self.is_switch(cell) and self.widget == RADIO:
            return f"<fieldset><legend>{escape(label)}</legend>{self.radios(cell, name, mark)}</fieldset>"
        told = f' aria-label="{escape(label)}"' if self.style == "aria" else ""
        common = f'id="{mark}" name="{name}"{told}{" disabled" if cell.key in self.locked else ""}'
        if self.is_switch(cell) and self.widget == BOX:
            on = cell.words[SETTINGS[cell.key].words[0]]
            checked = " checked" if self.filled(cell) == on else ""
            control = f'<input type="checkbox" {common} value="{escape(self.attribute(on))}"{checked}>'
        elif cell.words:
            options = "".join(
                f'<option value="{escape(self.attribute(wire))}"{" selected" if wire == self.filled(cell) else ""}>'
                f"{escape(self.word(setting, word))}</option>"
                for word, wire in cell.words.items()
            )
            control = f"<select {common}>{options}</select>"
        else:
            kind = "password" if self.is_secret(cell) else "text"
            control = f'<input type="{kind}" {common} value="{escape(str(self.filled(cell)))}">'
        if self.style == "around":
            return f"<label>{escape(label)}: {control}</label>"
        return control if self.style == "aria" else f'<label for="{mark}">{escape(label)}</label>{control}'

    def radios(self, cell: Cell, name: str, mark: str) -> str:
        return "".join(
            f'<input type="radio" id="{mark}-{number}" name="{name}" value="{escape(self.attribute(wire))}"'
            f"{' checked' if wire == self.filled(cell) else ''}>"
            f'<label for="{mark}-{number}">{escape(self.word(SETTINGS[cell.key], word))}</label>'
            for number, (word, wire) in enumerate(cell.words.items())
        )

    def is_switch(self, cell: Cell) -> bool:
        return cell.key in SETTINGS and SETTINGS[cell.key].kind == "switch"

    def word(self, setting: Any, word: str) -> str:
        return "Auto (DHCP)" if word == "dhcp" else in_words(word)


class WithPages(Labels):
    """The page for people comes first, and its script fetches the values."""

    def open(self, page: str) -> None:
        self.browser.record(
            "GET", f"/ui/{escape(page).replace(' ', '_')}.html", self.html(page), answer_type="text/html"
        )
        super().open(page)


class LabelledCanon(WithPages, Canon):
    """Sends what was changed."""


class LabelledCanonSection(WithPages, CanonSection):
    """Sends the page."""


class LabelledJson(WithPages, Json):
    """Names of inputs are JSON pointers; words are JSON text."""

    def attribute(self, wire: Any) -> str:
        return json.dumps(wire)


class LabelledJsonLists(LabelledJson, JsonLists):
    """Rows are arrays."""


class LabelledJsonSparse(LabelledJson, JsonSparse):
    """Passwords are left out."""


class LabelledJsonChanges(WithPages, JsonChanges):
    """Only what was changed is sent; inputs have names without the first stroke, and words are JSON text."""

    def attribute(self, wire: Any) -> str:
        return json.dumps(wire)

    def input_name(self, cell: Cell) -> str:
        return super().input_name(cell).removeprefix("/")


class LabelledForm(Labels, Form):
    """The page holds its values."""

    def extra(self) -> str:
        return f'<input type="hidden" name="_token" value="{self.token}">'

    def filled(self, cell: Cell) -> Any:
        return self.shown(cell)

    def open(self, page: str) -> None:
        self.token = "".join(self.chance.choices("0123456789abcdefABCDEF", k=24))
        self.browser.record("GET", self.paths[page], self.html(page), answer_type="text/html")


class LabelledFormSparse(LabelledForm, FormSparse):
    """Without passwords."""


class LabelledFormBoxes(LabelledForm, FormBoxes):
    """The browser's own form: a box that is not checked is not sent."""

    widget = BOX

    def attribute(self, wire: Any) -> str:
        return "" if wire is None else str(wire)


MAKERS: tuple[type[Labels], ...] = (
    LabelledCanon, LabelledCanonSection, LabelledJson, LabelledJsonLists, LabelledJsonSparse, LabelledJsonChanges,
    LabelledForm, LabelledFormSparse, LabelledFormBoxes,
)  # fmt: skip
