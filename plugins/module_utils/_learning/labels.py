# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Fields of a page as a person sees them: by label, under a heading, with the words to choose from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: A field that nobody sees has no label, but it has a name that another field may have as well.
HIDDEN, TEXT, LIST, RADIO, BOX = "hidden", "text", "list", "radio", "box"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BUTTONS = ("submit", "button", "reset", "image", "file")
_MOST = 5_000
_LONGEST = 300


@dataclass(frozen=True)
class Labelled:
    """One field. C(key) is its name, or its id where a script reads it by that; C(options) are values with their words.

    A box has one option: the value that is sent when it is checked; empty where the page states none.
    """

    key: str
    label: str
    heading: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    #: it only shows something (C(disabled), C(readonly))
    locked: bool = False


@dataclass
class _Caption:
    """A label, or the legend of a group of fields."""

    target: str = ""
    text: list[str] = field(default_factory=list)
    outer: _Caption | None = None

    def words(self) -> str:
        return " ".join("".join(self.text)[:_LONGEST].split())


@dataclass
class _Raw:
    key: str
    id: str
    kind: str
    heading: str
    group: _Caption | None
    around: _Caption | None
    told: str
    locked: bool
    value: str = ""
    options: list[tuple[str, str]] = field(default_factory=list)


def plain(text: str) -> str:
    """A label as it is compared: without case, and without the colon or star that pages put behind it."""
    return " ".join(text.split()).rstrip(" :*\uff1a").casefold()


def labelled_fields(text: str) -> list[Labelled]:
    """Fields of an HTML page in their order. Labels are C(<label>), before or around, C(aria-label), and C(<legend>) of radio
    buttons (HTML Standard, 4.10.4 and 4.10.15)."""
    parser = _Parser()
    try:
        parser.feed(text)
        parser.close()
    except (AssertionError, ValueError):
        # Python's parser gives up on some broken declarations; what was read until then counts
        pass
    return list(_assembled(parser))


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.raw: list[_Raw] = []
        self.labels: dict[str, str] = {}
        self._heading = ""
        self._capture: list[str] | None = None
        self._groups: list[_Caption] = []
        self._legend = False
        self._label: _Caption | None = None
        self._list: _Raw | None = None
        self._option: tuple[str | None, list[str]] | None = None
        self._area = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _HEADINGS:
            self._capture = []
        elif tag == "fieldset":
            self._groups.append(_Caption(outer=self._groups[-1] if self._groups else None))
        elif tag == "legend":
            self._legend = bool(self._groups)
        elif tag == "label":
            self._label = _Caption(given.get("for", ""))
        elif tag == "option":
            self._end_option()
            self._option = (given.get("value") if "value" in given else None, [])
        elif tag in ("input", "select", "textarea") and len(self.raw) < _MOST:
            self._field(tag, given)

    def _field(self, tag: str, given: Mapping[str, str]) -> None:
        kind = {"select": LIST, "textarea": TEXT}.get(tag, "")
        shown = given.get("type", "text").lower()
        if not kind and shown in _BUTTONS:
            return
        kind = kind or {"radio": RADIO, "checkbox": BOX, "hidden": HIDDEN}.get(shown, TEXT)
        key = given.get("name") or given.get("id", "")
        if not key:
            return
        raw = _Raw(
            key, given.get("id", ""), kind, self._heading, self._groups[-1] if self._groups else None, self._label,
            given.get("aria-label", ""), "disabled" in given or "readonly" in given, given.get("value", ""),
        )  # fmt: skip
        self.raw.append(raw)
        self._list = raw if tag == "select" else self._list
        self._area = self._area or tag == "textarea"

    def handle_endtag(self, tag: str) -> None:
        if tag in _HEADINGS and self._capture is not None:
            self._heading = " ".join("".join(self._capture)[:_LONGEST].split())
            self._capture = None
        elif tag == "fieldset" and self._groups:
            self._groups.pop()
        elif tag == "legend":
            self._legend = False
        elif tag == "label" and self._label is not None:
            if self._label.target:
                self.labels.setdefault(self._label.target, self._label.words())
            self._label = None
        elif tag == "option":
            self._end_option()
        elif tag == "select":
            self._end_option()
            self._list = None
        elif tag == "textarea":
            self._area = False

    def _end_option(self) -> None:
        if self._option is not None and self._list is not None and len(self._list.options) < _MOST:
            value, text = self._option
            words = " ".join("".join(text).split())
            self._list.options.append((words if value is None else value, words))
        self._option = None

    def handle_data(self, data: str) -> None:
        if self._option is not None:
            self._option[1].append(data)
        elif self._list is None and not self._area:
            for text in (self._capture, self._groups[-1].text if self._legend else None):
                if text is not None:
                    text.append(data)
            if self._label is not None:
                self._label.text.append(data)


def _assembled(parser: _Parser) -> Iterator[Labelled]:
    radios: dict[str, list[tuple[str, str]]] = {}
    first: dict[str, _Raw] = {}
    for raw in parser.raw:
        # of several with one id a label belongs to the first (HTML Standard, 4.10.4)
        own = parser.labels.get(raw.id, "") if raw.id and first.setdefault(raw.id, raw) is raw else ""
        around = raw.around.words() if raw.around is not None and not raw.around.target else ""
        label = own or around or raw.told
        if raw.kind == RADIO:
            radios.setdefault(raw.key, []).append((raw.value, label))
            continue
        options = ((raw.value, ""),) if raw.kind == BOX else tuple(raw.options)
        yield Labelled(raw.key, plain(label), plain(_heading(raw, raw.group)), raw.kind, options, raw.locked)
    for key, choices in radios.items():
        buttons = [raw for raw in parser.raw if raw.key == key and raw.kind == RADIO]
        group = buttons[0].group
        # a legend over several things is a heading, and not the label of one of them
        alone = group is not None and all(one.key == key for one in parser.raw if one.group is group)
        legend = group.words() if group is not None and alone else ""
        outside = group.outer if group is not None and alone else group
        locked = all(raw.locked for raw in buttons)
        yield Labelled(key, plain(legend), plain(_heading(buttons[0], outside)), RADIO, tuple(choices), locked)


def _heading(raw: _Raw, group: _Caption | None) -> str:
    while group is not None:
        if group.words():
            return group.words()
        group = group.outer
    return raw.heading
