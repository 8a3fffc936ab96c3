# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Find and fill a field of a setting page as a person does: by menu, heading, label, and what stands in a list."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page


def menu(menu_path: str) -> list[str]:
    """The parts of `[A] or [B] > [C] > [D]`, the first of two ways."""
    return [part.split(" or ")[0].strip("[]") for part in menu_path.split(" > ")]


def _entry(page: Page, menu_path: str) -> Locator:
    head, title = menu(menu_path)[:2]
    return page.locator(f'nav > ul > li:has(> span:text-is("{head}")) a:text-is("{title}")')


def has_page(page: Page, menu_path: str) -> bool:
    """Whether the menu has [head] > [title]."""
    return _entry(page, menu_path).count() > 0


def open_page(page: Page, menu_path: str) -> None:
    """Open [head] > [title] by the menu, unless it is open already."""
    entry = _entry(page, menu_path)
    if entry.get_attribute("aria-current") == "page":
        return
    entry.click()
    page.wait_for_function("document.body.dataset.ready === 'yes' || document.title === 'Login'")


def section_of(page: Page, menu_path: str, index: int | None) -> Locator:
    """The section that a menu path names, on the open page; `1/2/3` in a name is the index. Without one, the whole page."""
    parts = menu(menu_path)
    if len(parts) > 2:
        name = re.sub(r"\d(?:/\d)+", str(index), parts[2])
        section = page.get_by_role("region", name=name, exact=True)
        if section.count():
            return section
    return page.get_by_role("main")


def find(section: Locator, label: str) -> Control:
    """The field with this label; pages print `Multicast Port` under the heading of what the guide calls `Audio`. Raises NoField."""
    for text in dict.fromkeys((label, label.rpartition(": ")[2])):
        found = section.get_by_label(text, exact=True).or_(section.get_by_role("radiogroup", name=text, exact=True))
        if found.count():
            return Control(found.first)
    raise NoField(f"no field {label!r} on the page {section.page.title()!r}")


class NoField(AssertionError):
    """The page has no field with such a label."""


@dataclass(frozen=True)
class Control:
    """One field: an input, a list, a check box, or a group of radio buttons."""

    at: Locator

    def put(self, word: Any, marker: Any) -> None:
        """Enter a value; `word` is what a list is searched for, `marker` the value, or on and off of a check box."""
        kind = self._kind()
        if kind == "select":
            self.at.select_option(label=_same(str(word), self.at.locator("option").all_text_contents()))
        elif kind == "fieldset":
            labels = self.at.locator("label")
            labels.get_by_text(_same(str(word), labels.all_text_contents()), exact=True).click()
        elif kind == "checkbox":
            self.at.set_checked(bool(marker))
        else:
            self.at.fill(str(marker))

    def value(self) -> Any:
        """What a person would note down; None for a password, which is not shown."""
        kind = self._kind()
        if kind == "select":
            return self.at.evaluate("e => e.selectedOptions[0]?.text")
        if kind == "fieldset":
            return self.at.evaluate(
                "e => [...e.querySelectorAll('input')].find(i => i.checked)?.nextSibling.textContent"
            )
        if kind == "checkbox":
            return self.at.is_checked()
        return None if kind == "password" else self.at.input_value()

    def put_noted(self, noted: Any) -> None:
        """Enter what `value` gave."""
        kind = self._kind()
        if kind == "select":
            self.at.select_option(label=noted)
        elif kind == "fieldset":
            self.at.locator("label").get_by_text(noted, exact=True).click()
        elif kind == "checkbox":
            self.at.set_checked(noted)
        else:
            self.at.fill(noted)

    def _kind(self) -> str:
        return str(self.at.evaluate("e => e.type === 'select-one' ? 'select' : e.type || e.tagName.toLowerCase()"))


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _same(word: str, texts: list[str]) -> str:
    """The entry of a list that a person takes for a word: the same, else the one that begins with it, else has it."""
    wanted = _plain(word)
    for fits in (
        lambda text: text == wanted,
        lambda text: text.rstrip("s") == wanted.rstrip("s"),
        lambda text: text.startswith(wanted),
        lambda text: wanted in text,
    ):
        found = [text for text in texts if fits(_plain(text))]
        if found:
            return found[0]
    raise AssertionError(f"none of {texts} is {word!r}")
