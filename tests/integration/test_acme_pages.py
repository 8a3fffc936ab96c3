# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The made-up maker's buttons, pressed in Chromium: first account, certificates, 802.1X, firmware and factory reset."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from netcam_emulator import firmware
from netcam_emulator.acme.shape import shape_of
from netcam_emulator.acme.ways import Ways, ways_of
from netcam_emulator.itemtable import items_of
from netcam_emulator.testing import Fleet
from netcam_emulator.testing_ca import Authority, encrypted
from playwright.sync_api import Page, sync_playwright

from .fleets import ADMIN, camera, password_of
from .robot import CHROMIUM
from .runs import NETWORK

DOME = "Acme Imaginary Dome 20"
KEY_PASSWORD = "Key4Upload"
_WAIT = 60_000  # milliseconds; a loaded machine is slow, not wrong


def ways_under(seed: str) -> Ways:
    """The requests under a seed."""
    return ways_of(shape_of(items_of("acme"), seed), seed)


def seed_with(kind: str, listing: str) -> str:
    """The first seed that uploads and lists like this."""
    seeds = map(str, range(500))
    return next(seed for seed in seeds if ways_under(seed).ways["install"].kind == kind
                and ways_under(seed).listing.kind == listing)  # fmt: skip


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Chromium as Debian has it."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


class Person:
    """Somebody at the pages of one camera."""

    def __init__(self, page: Page, base: str) -> None:
        self.page, self.base = page, base

    def log_in(self) -> None:
        """The login page is there."""
        self.page.get_by_label("User Name").fill(ADMIN)
        self.page.get_by_label("Password").fill(password_of("dome"))
        self.page.get_by_role("button", name="Log in").click()
        self.page.wait_for_url("**/ui/")

    def open(self, title: str) -> None:
        """By the menu, once the page has loaded what it shows."""
        self.page.goto(f"{self.base}/ui/")
        self.page.get_by_role("link", name=title, exact=True).click()
        self.page.wait_for_selector("body[data-ready=yes]")

    def press(self, label: str, **inputs: Any) -> None:
        """Fill in what stands beside a button, press it, and wait for the word that it was done."""
        form = self.page.locator(f'form.operation[aria-label="{label}"]')
        for name, value in inputs.items():
            field = form.locator(f"[name={name}]")
            if isinstance(value, Path):
                field.set_input_files(value)
            elif name == "keep":
                field.select_option(value)
            else:
                field.fill(value)
        form.locator("button").click()

    def done(self) -> None:
        """The page says so."""
        self.page.wait_for_selector(".status[data-state=done]")

    def confirm(self, then: str) -> None:
        """The dialog before something that cannot be undone; the camera restarts, and another page comes up."""
        self.page.get_by_role("button", name="OK").click()
        self.page.wait_for_url(f"**/{then}.html")

    def choose(self, table: str, row: str) -> None:
        """The button beside a certificate of a list."""
        line = self.page.locator(f'table[aria-label="{table}"] tr', has_text=row)
        line.locator("button").click()

    def rows(self, table: str) -> list[str]:
        """Names in a list."""
        return self.page.locator(f'table[aria-label="{table}"] tbody tr td:first-child').all_text_contents()


def _until(test: Callable[[], bool]) -> None:
    """Wait for what happens on the camera in its own time."""
    give_up = time.monotonic() + 60
    while not test():
        assert time.monotonic() < give_up
        time.sleep(0.05)


@pytest.mark.parametrize(
    "seed", [seed_with("json", "lines"), seed_with("multipart", "json")], ids=["json", "multipart"]
)
def test_each_button_does_what_it_says(browser: Any, seed: str, tmp_path: Path) -> None:
    site = Authority(tmp_path / "site")
    certificate, key = site.issue("lobby")
    update = tmp_path / "update.bin"
    update.write_bytes(firmware.make(DOME, "2.0.0"))
    fleet_file = {"cameras": [camera("dome", DOME, state="no_account", restart_seconds=0.2)]}
    with Fleet(fleet_file, network=NETWORK, seed=seed) as fleet, browser.new_context() as context:
        context.set_default_timeout(_WAIT)
        dome = fleet.camera("dome")
        base = next(f"http://{a}:{p}" for kind, a, p, _unused in dome.state()["listeners"] if kind == "http")
        person = Person(context.new_page(), base)

        person.page.goto(base)
        for label, value in (("Administrator Name", ADMIN), ("Password", password_of("dome")),
                             ("Confirm Password", password_of("dome"))):  # fmt: skip
            person.page.get_by_label(label, exact=True).fill(value)
        person.page.get_by_role("button", name="Apply").click()
        person.log_in()

        person.open("Certificate Management")
        person.press(
            "Install Server Certificate", cert=certificate, key=encrypted(key, KEY_PASSWORD), password=KEY_PASSWORD
        )
        person.done()
        person.press("Install CA Certificate", file=site.pem)
        person.page.locator('table[aria-label="Certificates"] tr', has_text="Site CA").wait_for()
        person.press("Install CRL", file=site.revocation_list())
        person.page.locator('table[aria-label="Certificates"] tbody tr').nth(3).wait_for()
        held = dome.state()["certificates"]["entries"]
        assert [entry["kind"] for entry in held] == ["server", "server", "ca", "crl"], seed

        person.open("802.1X")
        person.choose("Client certificate", "lobby")
        _until(lambda: dome.state()["certificates"]["dot1x"] == held[1]["id"])
        person.press("Clear")
        person.done()
        assert dome.state()["certificates"]["dot1x"] == ""

        person.open("SSL/TLS")
        person.choose("Server Certificates", "lobby")
        _until(lambda: dome.state()["certificates"]["selected"] == held[1]["id"])

        person.open("Update Firmware")
        person.press("Update Firmware", file=update)
        person.confirm(then="login")
        _until(lambda: dome.count("restarts") == 1 and bool(dome.state()["up"]))
        assert dome.state()["firmware"] == "2.0.0"
        person.page.goto(f"{base}/ui/login.html")
        person.log_in()
        person.open("General")
        person.press("Initialization", keep="0")
        person.confirm(then="setup")
        assert not dome.login_check(ADMIN, password_of("dome")), seed
