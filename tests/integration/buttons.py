# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The buttons of a checklist in a browser: files to choose, passwords to enter, rows of lists to press a button in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page

from .labels import find, section_of


class Buttons:
    """Presses the buttons of one tab. `files` is the folder beside the checklist."""

    def __init__(self, page: Page, files: Path, ended: Callable[[], bool], confirm: Callable[[], None]) -> None:
        self._page, self._files = page, files
        self._ended, self._confirm = ended, confirm
        self._downloaded: Path | None = None
        self._chosen_before = ""

    def press(self, step: Mapping[str, Any]) -> bool:
        """Do a step of the kind `operation`; False where the page has no such button."""
        section = section_of(self._page, step["menu_path"], None)
        return self._row(section, step) if "button" in step else self._form(step)

    def operate(self, step: Mapping[str, Any]) -> None:
        """Do a step of [Maintenance] that is a button with a setting of its own."""
        if step["setting"] == "reboot.reboot":
            self._page.get_by_role("button", name="Reboot", exact=True).click()
            self._confirm()
            self._ended()
            return
        section = section_of(self._page, step["menu_path"], None)
        button = section.get_by_role("button", name=step["label"], exact=True)
        if step["setting"] == "backup.backup":
            self._download(button)
        else:
            button.click()
        self._ended()

    def _download(self, button: Locator) -> None:
        """Press a button that downloads a file, and keep it."""
        with self._page.expect_download() as download:
            button.click()
        self._downloaded = self._files / "downloaded.bin"
        download.value.save_as(self._downloaded)

    def _form(self, step: Mapping[str, Any]) -> bool:
        form = self._page.get_by_role("form", name=step["label"], exact=True)
        if not form.count():
            return False
        for one in step["files"]:
            path = self._files / one["file"] if one["file"] else self._downloaded
            assert path is not None, f"nothing was downloaded before {step['label']}"
            form.get_by_label(one["label"], exact=True).first.set_input_files(path)
        for one in step["texts"]:
            find(form, one["label"]).put(one["marker"], one["marker"])
        button = form.locator("button")
        if step["operation"].endswith("backup"):
            self._download(button)
        else:
            button.click()
            self._confirm()
        self._ended()
        return True

    def _row(self, section: Locator, step: Mapping[str, Any]) -> bool:
        rows = section.get_by_role("table", name=step["label"], exact=True).locator("tbody > tr")
        if step["operation"] == "certificates.select" and not self._chosen_before:
            # what a person notes down before the first choice
            checked = rows.filter(has_text="\u2713")
            self._chosen_before = checked.locator("td").first.inner_text() if checked.count() else "-"
        name = step["row"] or self._chosen_before
        row = rows.filter(has=self._page.get_by_role("cell", name=name, exact=True))
        if step.get("material") == "crl":
            # a revocation list is nobody's certificate: its row has no name
            row = rows.filter(has=self._page.locator("td:first-child:empty"))
        if not row.count():
            return False
        row.first.get_by_role("button", name=step["button"], exact=True).click()
        self._ended()
        return True
