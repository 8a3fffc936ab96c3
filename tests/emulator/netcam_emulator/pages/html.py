# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""From a page's layout to HTML: every input has a label that a person, a screen reader or a robot finds it by."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from ..items import Item
from ..rules import CLOCK
from .layout import CHECKBOX, RADIO, CertificateList, Field, Input, Operation, Page, Part, Section, Table, text_of


@dataclass(frozen=True)
class Binding:
    """What a maker puts behind the layout: names of inputs, words on the wire, requests of operations."""

    items: Mapping[str, Item]
    name: Callable[[Item, int], str]
    wire: Callable[[Item, str], str]
    operation: Callable[[str], Mapping[str, str] | None]
    facts: Mapping[str, str]
    #: radio, checkbox or select instead of what the layout says
    widget: Callable[[Item, str], str] = lambda item, widget: widget
    #: values to fill in; empty where the page's script fetches them
    value: Callable[[Item, int], str] = lambda item, row: ""
    #: what kind of JSON value an input stands for, where the script makes JSON
    types: Callable[[Item], str] = lambda item: ""
    data: Mapping[str, str] = field(default_factory=dict)


class Renderer:
    """Renders the pages of one camera."""

    def __init__(self, binding: Binding, pages: Iterable[Page], base: str, maker: str) -> None:
        self._bound, self._base, self._maker = binding, base, maker
        self._pages = tuple(pages)
        self._number = 0

    def page(self, page: Page) -> str:
        """One page of the menu."""
        self._number = 0
        apply = "Apply and reboot" if page.restarts else "Apply"
        reboot = '<button type="button" data-press="reboot">Reboot</button>' if page.reboot else ""
        buttons = (
            f'<div class="buttons">{reboot}<button type="button" data-press="apply"{" data-restarts" * page.restarts}>'
            f'{apply}</button><button type="button" data-press="clear">Clear</button></div>'
        )
        body = "".join(self._section(section) for section in page.sections)
        status = '<p role="status" aria-label="Result" class="status"></p>'
        main = f'<h1>{escape(page.title)}</h1>{buttons}{status}<div class="page">{body}</div>'
        return self.frame(page.title, main, page)

    def frame(self, title: str, main: str, current: Page | None = None) -> str:
        """A whole document around a page."""
        heads: dict[str, list[Page]] = {}
        for page in self._pages:
            heads.setdefault(page.head, []).append(page)
        menu = "".join(
            f"<li><span>{escape(head)}</span><ul>{''.join(self._entry(page, current) for page in pages)}</ul></li>"
            for head, pages in heads.items()
        )
        data = "".join(f' data-{name}="{escape(value)}"' for name, value in self._bound.data.items())
        return (
            f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(self._maker)} - {escape(title)}</title>'
            f'<link rel="stylesheet" href="{self._base}page.css"><script src="{self._base}common.js" defer></script>'
            f'<script src="{self._base}page.js" defer></script></head><body{data}>'
            f'<header>{escape(self._maker)}</header><nav aria-label="Menu"><ul>{menu}</ul></nav><main>{main}</main>'
            '<dialog><p></p><button type="button" value="ok">OK</button><button type="button" value="">Cancel</button></dialog>'
            "</body></html>\n"
        )

    def _entry(self, page: Page, current: Page | None) -> str:
        here = ' aria-current="page"' if page is current else ""
        return f'<li><a href="{self._base}{page.path}"{here}>{escape(page.title)}</a></li>'

    def _section(self, section: Section) -> str:
        mark = self._id()
        body = "".join(self._part(part) for part in section.parts)
        return f'<section aria-labelledby="{mark}"><h2 id="{mark}">{escape(section.title)}</h2>{body}</section>'

    def _part(self, part: Part) -> str:
        if isinstance(part, Field):
            return self._field(part)
        if isinstance(part, Table):
            return self._growing(part) if part.grows else self._rows(part)
        if isinstance(part, Operation):
            return self._operation(part)
        return self._certificates(part)

    # Settings

    def _field(self, part: Field) -> str:
        if part.id in self._bound.facts:
            return _line(escape(part.label), f"<output>{escape(self._bound.facts[part.id])}</output>")
        item = self._bound.items.get(part.id)
        if item is None:
            return ""  # this camera has no such setting
        if item.words and not item.read_only and self._bound.widget(item, part.widget) == RADIO:
            return self._radios(part, item)
        mark = self._id()
        shown = _line(
            f'<label for="{mark}">{escape(part.label)}</label>', self._input(item, part.row, mark, part.widget)
        )
        if part.confirm:
            again = self._id()
            label = f'<label for="{again}">Confirm {escape(part.label)}</label>'
            shown += _line(label, f'<input type="password" id="{again}" data-confirms="{mark}" autocomplete="off">')
        hint = f"<small>{escape(part.hint)}</small>" if part.hint else ""
        return shown.replace("<!--hint-->", hint, 1)

    def _radios(self, part: Field, item: Item) -> str:
        name, value = escape(self._bound.name(item, part.row)), self._bound.value(item, part.row)
        choices = ""
        for word in item.words:
            mark, wire = self._id(), self._bound.wire(item, word)
            checked = " checked" if wire == value else ""
            choices += (
                f'<span><input type="radio" id="{mark}" name="{name}" value="{escape(wire)}"{checked}{_marks(self._bound, item)}>'
                f'<label for="{mark}">{escape(text_of(word))}</label></span>'
            )
        legend = f"<legend>{escape(part.label)}</legend>"
        return f'<fieldset class="line" role="radiogroup">{legend}{choices}</fieldset>'

    def _input(self, item: Item, row: int, mark: str, widget: str, label: str = "") -> str:
        name, value = escape(self._bound.name(item, row)), self._bound.value(item, row)
        told = f' aria-label="{escape(label)}"' if label else ""
        common = f'id="{mark}" name="{name}"{told}{_marks(self._bound, item)}'
        if item.read_only:
            texts = {self._bound.wire(item, word): text_of(word) for word in item.words}
            return (
                f'<output {common} data-texts="{escape(json.dumps(texts))}">{escape(texts.get(value, value))}</output>'
            )
        if item.secret:
            return f'<input type="password" {common} placeholder="{escape(value)}" autocomplete="new-password">'
        if not item.words:
            kind = "number" if item.number else "text"
            return f'<input type="{kind}" {common} value="{escape(value)}" autocomplete="off">'
        if self._bound.widget(item, widget) == CHECKBOX:
            on, off = (escape(self._bound.wire(item, word)) for word in item.words)
            checked = " checked" if self._bound.wire(item, item.words[0]) == value else ""
            return f'<input type="checkbox" {common} value="{on}" data-off="{off}"{checked}>'
        options = "".join(self._option(item, word, value) for word in item.words)
        return f"<select {common}>{options}</select>"

    def _option(self, item: Item, word: str, value: str) -> str:
        wire = self._bound.wire(item, word)
        selected = " selected" if wire == value else ""
        return f'<option value="{escape(wire)}"{selected}>{escape(text_of(word))}</option>'

    def _rows(self, table: Table) -> str:
        columns = [(self._bound.items[f"{table.id}.{name}"], label) for name, label in table.columns]
        head = "".join(f'<th scope="col">{escape(label)}</th>' for _item, label in columns)
        body = ""
        for row in range(table.rows):
            number = f"{row + 1:02}"
            cells = "".join(
                f"<td>{self._input(item, row, self._id(), '', f'{label} {number}')}</td>" for item, label in columns
            )
            body += f'<tr><th scope="row">{number}:</th>{cells}</tr>'
        return (
            f'<table aria-label="{escape(table.label)}"><thead><tr><td></td>{head}</tr></thead>'
            f"<tbody>{body}</tbody></table>"
        )

    def _growing(self, table: Table) -> str:
        """A list is held in hidden inputs, one for each row; the script keeps both the same."""
        column, label = table.columns[0]
        item = self._bound.items[f"{table.id}.{column}"]
        new, shown = self._id(), self._id()
        hidden = "".join(
            f'<input type="hidden" name="{escape(self._bound.name(item, row))}"{_marks(self._bound, item)} '
            f'value="{escape(self._bound.value(item, row))}">'
            for row in range(table.rows)
        )
        buttons = "".join(
            f'<button type="button" data-list="{word.lower()}">{word}</button>' for word in ("Delete", "Up", "Down")
        )
        adding = f'<input type="text" id="{new}" autocomplete="off"><button type="button" data-list="add">Add</button>'
        return (
            f'<div class="growing">{hidden}{_line(f"""<label for="{new}">{escape(label)}</label>""", adding)}'
            + _line(
                f'<label for="{shown}">{escape(table.label)}</label>',
                f'<select id="{shown}" size="6"></select>{buttons}',
            )
            + "</div>"
        )

    # Buttons

    def _operation(self, part: Operation) -> str:
        request = self._bound.operation(part.role)
        if request is None:
            return ""
        data = "".join(f' data-{name}="{escape(value)}"' for name, value in request.items())
        inputs = "".join(self._operand(given) for given in part.inputs)
        asks = f' data-asks="{escape(part.asks)}"' if part.asks else ""
        return (
            f'<form class="operation" aria-label="{escape(part.label)}" data-then="{part.then}"{asks}{data}>'
            f"<strong>{escape(part.label)}</strong>{inputs}"
            f'<button type="submit" aria-label="{escape(part.label)}">{escape(part.button)}</button>'
            '<pre class="answer"></pre></form>'
        )

    def _operand(self, given: Input) -> str:
        mark = self._id()
        if given.kind == "choice":
            options = "".join(f'<option value="{escape(w)}">{escape(text)}</option>' for w, text in given.choices)
            shown = f'<select id="{mark}" name="{given.name}">{options}</select>'
        else:
            shown = f'<input type="{given.kind}" id="{mark}" name="{given.name}" autocomplete="off">'
        hint = f"<small>{escape(given.hint)}</small>" if given.hint else ""
        return _line(f'<label for="{mark}">{escape(given.label)}</label>', shown).replace("<!--hint-->", hint)

    def _certificates(self, part: CertificateList) -> str:
        request, listing = self._bound.operation(part.role), self._bound.operation("list_certificates")
        if request is None or listing is None:
            return ""
        data = "".join(f' data-{name}="{escape(value)}"' for name, value in request.items())
        return (
            f'<table class="certificates" aria-label="{escape(part.label)}" data-button="{part.button}" '
            f'data-kinds="{" ".join(part.kinds)}" data-chosen="{part.chosen}" data-list-path="{escape(listing["path"])}"{data}>'
            "<thead><tr><th>Common Name (CN)</th><th>Validity Period Start Date</th><th>Validity Period End Date</th>"
            "<th></th><th></th></tr></thead><tbody></tbody></table>"
        )

    def _id(self) -> str:
        self._number += 1
        return f"f{self._number}"


def _marks(bound: Binding, item: Item) -> str:
    """What the script must know of an input: where it is read, whether it is one of many rows, or runs by itself."""
    live = " data-live" if item.id == CLOCK[0] else ""
    rows = f' data-rows="{item.id.rpartition(".")[0]}"' if item.count and bound.types(item) else ""
    kind = f' data-type="{bound.types(item)}"' if bound.types(item) else ""
    return f' data-page="{item.page}"{live}{rows}{kind}' + (" data-row" if item.column else "")


def _line(label: str, control: str) -> str:
    return f'<div class="line">{label}{control}<!--hint--></div>'
