# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The fields of a page's forms, by name: what they show, what they offer, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

#: No page of settings has more.
MOST_FIELDS = 20_000


@dataclass
class HtmlFields:
    """Form fields of a page: values by name, all the values that a choice offers, and its words."""

    values: dict[str, Any] = field(default_factory=dict)
    offers: dict[str, dict[str, str]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    #: names of check boxes, and of what nobody can fill in: hidden fields and buttons
    boxes: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    #: names by form; those outside of any are in the first
    forms: list[set[str]] = field(default_factory=lambda: [set()])


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = HtmlFields()
        self._select: str | None = None
        self._option: str | None = None
        self._area: str | None = None
        self._text: list[str] = []
        self._in_form = False
        self._label: str | None = None
        self._label_text: list[str] = []
        self._by_id: dict[str, str] = {}
        self._for: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "label":
            self._label, self._label_text = given.get("for", ""), []
        if name and given.get("id"):
            self._by_id[given["id"]] = name
        if len(self.found.values) > MOST_FIELDS:
            return
        if tag == "form":
            self._in_form = True
            self.found.forms.append(set())
        elif name and tag in ("input", "select", "textarea", "button"):
            self.found.forms[-1 if self._in_form else 0].add(name)
        if tag == "button" and name:
            self.found.hidden.add(name)
        elif tag == "input" and name:
            self._input(name, given)
        elif tag == "select" and name:
            self._select = name
            self.found.offers.setdefault(name, {})
        elif tag == "option" and self._select:
            self._option, self._text = given.get("value", ""), []
            if "selected" in given or self._select not in self.found.values:
                self.found.values[self._select] = self._option
        elif tag == "textarea" and name:
            self._area, self._text = name, []

    def _input(self, name: str, given: Mapping[str, str]) -> None:
        kind = given.get("type", "text").lower()
        if kind in ("hidden", "submit", "image"):
            self.found.hidden.add(name)
        value = given.get("value", "on" if kind in ("radio", "checkbox") else "")
        if kind in ("radio", "checkbox"):
            self.found.offers.setdefault(name, {}).setdefault(value, "")
            if kind == "checkbox":
                self.found.boxes.add(name)
            if "checked" in given:
                self.found.values[name] = value
            else:
                self.found.values.setdefault(name, None)
        elif kind not in ("submit", "button", "reset", "image", "file"):
            self.found.values[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in_form = False
        if tag == "option" and self._select and self._option is not None:
            self.found.offers[self._select][self._option] = " ".join("".join(self._text).split())
            self._option = None
        elif tag == "textarea" and self._area is not None:
            # the first newline is not part of the value
            self.found.values[self._area] = "".join(self._text).removeprefix("\n")
            self._area = None
        elif tag == "select":
            self._select = None
        elif tag == "label" and self._label is not None:
            if self._label:
                self._for[self._label] = " ".join("".join(self._label_text).split())
            self._label = None

    def handle_data(self, data: str) -> None:
        if self._option is not None or self._area is not None:
            self._text.append(data)
        if self._label is not None:
            self._label_text.append(data)

    def finish(self) -> HtmlFields:
        """Labels belong to the fields that they name."""
        for id_, text in self._for.items():
            if id_ in self._by_id:
                self.found.labels.setdefault(self._by_id[id_], text)
        return self.found


def fields_of(text: str) -> HtmlFields:
    """The form fields of an HTML page; the parser of the standard library takes any text."""
    parser = _Fields()
    parser.feed(text)
    parser.close()
    return parser.finish()
