# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Somebody who follows a checklist in a browser: finds pages by the menu, fields by their labels, and knows no code.

What the browser saw is kept as a HAR file, as the network log of its developer tools would be.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, groupby
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Error, Locator, Page

from .buttons import Buttons
from .labels import Control, NoField, find, has_page, open_page, section_of

CHROMIUM = "/usr/bin/chromium"
_WAIT = 60_000  # milliseconds; a loaded machine is slow, not wrong
#: How it ended, asked in one breath: a page that goes to the login may be gone before a second question.
_ENDED = """() => {
  const line = document.querySelector('.status'), state = line?.dataset.state;
  if (document.title === 'Login') return {state: 'login'};
  return /done|error/.test(state) && {state, text: `${document.title}: ${line.textContent}`};
}"""


def _is_field(step: Mapping[str, Any]) -> bool:
    """Whether a step is part of a round; [Maintenance] has none, as its fields belong to the buttons beside them."""
    return step["kind"] in ("value", "switch", "choice", "row") and step["sheet"] != "maintenance"


def is_text(step: Mapping[str, Any]) -> bool:
    """Whether a step enters a text outside a table: a page that has one is known by it, whenever it is done."""
    return _is_field(step) and step["kind"] == "value" and isinstance(step["marker"], str)


class Refused(AssertionError):
    """The page did not take what the checklist asks for."""


@dataclass
class Habits:
    """How somebody works. `chance` decides what is left to chance; `after` is called with the number of each round."""

    chance: random.Random = field(default_factory=lambda: random.Random(1))
    shuffles: bool = False
    mistypes: float = 0.0
    other_tab: str = ""
    before_round: Callable[[int], None] = lambda number: None


class Robot:
    """Follows one checklist on one camera."""

    def __init__(
        self,
        browser: Browser,
        base: str,
        user: str,
        password: str,
        har: Path,
        habits: Habits | None = None,
        files: Path | None = None,
    ) -> None:
        self._base, self._user, self._password = base, user, password
        self._habits = habits or Habits()
        self._context = browser.new_context(
            record_har_path=har,
            record_har_content="embed",
            ignore_https_errors=True,
            accept_downloads=True,
            http_credentials={"username": user, "password": password},
        )
        self._context.set_default_timeout(_WAIT)
        self._page = self._context.new_page()
        self._elsewhere = self._context.new_page() if self._habits.other_tab else None
        self._noted: dict[str, Any] = {}
        self._round: list[Mapping[str, Any]] = []
        self._rounds = 0
        self._open_path = ""
        self._buttons = Buttons(self._page, files or har.parent, self._ended, self._answer_dialog)
        self.mistakes = 0
        #: operations that no page has
        self.without: set[str] = set()
        self.missing: set[str] = set()

    @property
    def page(self) -> Page:
        """The browser's tab, to take a picture of."""
        return self._page

    def close(self) -> None:
        """End the recording."""
        self._context.close()

    def follow(self, steps: Sequence[Mapping[str, Any]]) -> None:
        """Do all steps; raises Refused where a page says no."""
        by_number = {step["number"]: step for step in steps}
        for step in self._in_my_order(steps):
            kind = step["kind"]
            if kind == "open":
                self._open(step)
            elif kind == "back":
                self._round = [dict(by_number[number], back=True) for number in step["steps"]]
            elif kind == "press" and "setting" not in step:
                self._finish_round()
            elif kind == "press":
                self._operate(step)
            elif kind == "operation":
                self._press(step)
            elif step["sheet"] == "maintenance":
                self._enter(step)
            else:
                self._round.append(step)

    def _in_my_order(self, steps: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
        """In another order, where that is the habit: pages that have texts to tell them by, and the steps of each round."""
        if not self._habits.shuffles:
            return list(steps)
        chance = self._habits.chance
        pages = [list(group) for _sheet, group in groupby(steps, key=lambda step: step["sheet"])]
        free = [at for at, page in enumerate(pages) if any(is_text(step) for step in page)]
        moved = [pages[at] for at in free]
        chance.shuffle(moved)
        for at, page in zip(free, moved, strict=True):
            pages[at] = page
        done: list[Mapping[str, Any]] = []
        fields: list[Mapping[str, Any]] = []
        for step in chain.from_iterable(pages):
            if _is_field(step):
                fields.append(step)
                continue
            rows = [one for one in fields if one["kind"] == "row"]
            others = [one for one in fields if one["kind"] != "row"]
            chance.shuffle(others)
            done += [*others, *rows, step]
            fields = []
        return done + fields

    # Pages

    def _open(self, step: Mapping[str, Any]) -> None:
        if step["sheet"] == "login":
            self._page.goto(self._base)
            self._log_in_where_asked()
            return
        if self._elsewhere is not None:
            self._elsewhere.goto(self._habits.other_tab)
            # a tab behind another one draws nothing, and what waits for a drawing waits for ever
            self._page.bring_to_front()
        if step["page"]:
            self._go(step["page"])

    def _go(self, menu_path: str) -> None:
        if menu_path == self._open_path:
            return
        self._open_path = menu_path
        open_page(self._page, menu_path)
        self._log_in_where_asked(lambda: open_page(self._page, menu_path))

    def _log_in_where_asked(self, then: Callable[[], None] | None = None) -> None:
        if self._page.title() != "Login":
            return
        self._page.get_by_label("User Name").fill(self._user)
        self._page.get_by_label("Password").fill(self._password)
        self._page.get_by_role("button", name="Log in").click()
        self._page.get_by_role("navigation").get_by_role("link").first.wait_for()
        self._open_path = ""
        if then is not None:
            then()

    # Rounds

    def _finish_round(self) -> None:
        """Page by page, as the fields of the round come: fill them in, and press [Apply]."""
        steps, self._round = self._round, []
        self._rounds += 1
        self._habits.before_round(self._rounds)
        for page in dict.fromkeys(step["page"] for step in steps) or [""]:
            self._finish_page([step for step in steps if step["page"] == page])

    def _finish_page(self, steps: Sequence[Mapping[str, Any]]) -> None:
        """Fill in the fields of one page, press [Apply], and once more where the session was over."""
        if self._mistype(steps):
            self._apply()
        for _attempt in range(3):
            self._log_in_where_asked(lambda: self._go(str(steps[0]["page"])) if steps else None)
            for step in steps:
                self._put_back(step) if step.get("back") else self._enter(step)
            if self._apply():
                return
        raise Refused("the session ends again and again")

    def _mistype(self, steps: Sequence[Mapping[str, Any]]) -> bool:
        """Sometimes a wrong value goes out first, and is corrected."""
        texts = [
            step
            for step in steps
            if step["kind"] == "value" and isinstance(step["marker"], str) and not step.get("back")
        ]
        slips = [
            step
            for step in texts
            if "setting" in step and step["setting"].startswith(("snmp_server.contact", "network.dns.host"))
        ]
        if not slips or self._habits.chance.random() >= self._habits.mistypes:
            return False
        self.mistakes += 1
        step = slips[0]
        self._enter({**step, "marker": step["marker"][:-1]})
        return True

    def _apply(self) -> bool:
        """Press [Apply]; False when the login page came instead."""
        self._page.get_by_role("button", name="Apply").click()
        self._answer_dialog()
        return self._ended()

    def _answer_dialog(self) -> None:
        dialog = self._page.get_by_role("dialog")
        if dialog.is_visible():
            dialog.get_by_role("button", name="OK").click()

    def _ended(self) -> bool:
        ended = self._outcome()
        if ended["state"] == "error":
            raise Refused(ended["text"])
        return bool(ended["state"] == "done")

    def _outcome(self) -> dict[str, Any]:
        """How it ended; a page that is left while it answers is asked again."""
        for _attempt in range(4):
            try:
                outcome: dict[str, Any] = self._page.wait_for_function(_ENDED).json_value()
                return outcome
            except Error as problem:
                if "context was destroyed" not in str(problem):
                    raise
        raise Refused("the page is left again and again")

    # Fields

    def _enter(self, step: Mapping[str, Any]) -> None:
        self._go(step["page"])
        section = section_of(self._page, step["menu_path"], step.get("index"))
        if step["kind"] == "row":
            self._enter_row(section, step)
            return
        try:
            control = find(section, step["label"])
        except NoField:
            # what the page does not have is skipped, as the checklist says
            self.missing.add(step["setting"])
            return
        if step.get("put_back"):
            self._noted.setdefault(step["key"], control.value())
        control.put(step.get("word", step["marker"]), step["marker"])

    def _enter_row(self, section: Locator, step: Mapping[str, Any]) -> None:
        cells = {column: (label, step["marker"][column]) for column, label in step["columns"].items()}
        for label, value in cells.values():
            cell = section.get_by_label(f"{label} {step['row']:02}", exact=True)
            if cell.count():
                Control(cell).put(value, value)
            else:
                section.get_by_label(label, exact=True).fill(str(value))
                section.get_by_role("button", name="Add").click()

    def _put_back(self, step: Mapping[str, Any]) -> None:
        self._go(step["page"])
        section = section_of(self._page, step["menu_path"], step.get("index"))
        if step["kind"] != "row":
            noted = self._noted.get(step["key"])
            if noted is not None:
                find(section, step["label"]).put_noted(noted)
            return
        label = next(iter(step["columns"].values()))
        first = section.get_by_label(f"{label} {step['row']:02}", exact=True)
        if first.count():
            first.fill("")
            return
        listed = section.get_by_label(step["label"], exact=True)
        if listed.locator("option").count():
            listed.select_option(index=0)
            section.get_by_role("button", name="Delete").click()

    # Buttons

    def _operate(self, step: Mapping[str, Any]) -> None:
        """One of the buttons of [Maintenance]."""
        self._go("[Maintenance] > [General]" if step["setting"] == "reboot.reboot" else step["page"])
        self._buttons.operate(step)
        if step["setting"] == "reboot.reboot":
            self._open_path = ""

    def _press(self, step: Mapping[str, Any]) -> None:
        """One of the buttons that take files, or that stand in a list."""
        if has_page(self._page, step["page"]):
            self._go(step["page"])
            if self._buttons.press(step):
                # a restart ends the session
                self._log_in_where_asked()
                return
        self.without.add(step["operation"])
