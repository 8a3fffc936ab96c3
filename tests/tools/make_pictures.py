# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Make the pictures of docs/teach.md anew: an emulated camera is taught in Chromium from the checklist to the proof.

`.venv/bin/python tests/tools/make_pictures.py [FOLDER]`; without a folder they go to docs/images.
"""

from __future__ import annotations

import html
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tree import ROOT, VENV

sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "emulator")]
os.environ.setdefault("ANSIBLE_COLLECTIONS_PATH", str(VENV / "collections"))

from integration.fleets import ADMIN, NEW, password_of  # noqa: E402  # the path above makes these importable
from integration.robot import CHROMIUM, Habits, Robot  # noqa: E402
from integration.runs import NETWORK, run_playbook  # noqa: E402
from integration.teaching import PROVE, School, base_of  # noqa: E402
from netcam_emulator.testing import Fleet  # noqa: E402
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright  # noqa: E402

FOLDER = ROOT / "docs" / "images"
SCHOOL = School(NEW, "canon_vb_2022", "lobby")
VIEW = ViewportSize(width=960, height=600)
MOST = 100_000  # bytes of a picture, as it is in the tarball
#: Boxes of the checklist that are ticked.
TICKED = 12
#: The page that is shown after its first round.
SHEET = "server"


def take(page: Page, name: str, folder: Path) -> None:
    """What the window shows, as a small picture."""
    picture = page.screenshot(path=folder / name, animations="disabled")
    if len(picture) > MOST:
        raise SystemExit(f"{name} has {len(picture)} bytes, more than {MOST}: show less of the page")
    print(f"{folder / name}: {len(picture) // 1000} kB")


def of_checklist(browser: Browser, fleet: Fleet, folder: Path) -> None:
    """The checklist in a second browser: what comes before is ticked, and so are the first steps of a page."""
    page = browser.new_page(viewport=VIEW)
    page.goto(next(fleet.run_dir.glob("teach-*/checklist.html")).as_uri())
    boxes = page.get_by_role("checkbox")
    for number in range(TICKED):
        boxes.nth(number).check()
    boxes.nth(TICKED).evaluate("box => scrollBy(0, box.getBoundingClientRect().top - 250)")
    take(page, "teach-checklist.png", folder)
    page.close()


def round_after(steps: Sequence[Mapping[str, Any]], sheet: str) -> int:
    """Number of the round that comes after the first one of a sheet, as the robot counts them."""
    presses = [step["sheet"] for step in steps if step["kind"] == "press" and "setting" not in step]
    return presses.index(sheet) + 2


def record(browser: Browser, fleet: Fleet, steps: Sequence[Mapping[str, Any]], folder: Path) -> Path:
    """Follow the checklist, with a picture of the Setting Page on the way."""
    har, moment = fleet.run_dir / "pictures.har", round_after(steps, SHEET)
    pages: list[Page] = []
    habits = Habits(before_round=lambda number: take(pages[0], "teach-page.png", folder) if number == moment else None)
    base, files = base_of(fleet, SCHOOL.studio) + "admin/", next(fleet.run_dir.glob("teach-*/checklist-files"))
    robot = Robot(browser, base, ADMIN, password_of(SCHOOL.studio), har, habits, files)
    robot.page.set_viewport_size(VIEW)
    pages.append(robot.page)
    robot.follow(steps)
    robot.close()
    return har


def shown(output: str) -> str:
    """What a proof prints at its end, with the middle left out."""
    lines = output[output.index("TASK [What was proven]") :].rstrip().splitlines()
    return "\n".join([*lines[:13], "...", *lines[-7:]])


def of_proof(browser: Browser, fleet: Fleet, folder: Path) -> None:
    """The playbook that proves the profile, in a terminal."""
    variables = {
        "prove_camera": SCHOOL.studio,
        "prove_profile": str(fleet.run_dir / "lobby.yml"),
        "prove_without_backup": True,
        "prove_restart": True,
    }
    settings = {"ANSIBLE_CONFIG": str(ROOT / "ansible.cfg")}
    run = run_playbook(PROVE, fleet, variables=variables, env=settings, timeout=600).succeeded()
    page = browser.new_page(viewport=ViewportSize(width=960, height=410))
    style = "margin:0;padding:14px 18px;background:#161b22;color:#d6dde5;font:13px/1.35 'DejaVu Sans Mono',monospace"
    page.set_content(f'<body style="{style}"><pre style="margin:0;font:inherit">{html.escape(shown(run.stdout))}</pre>')
    take(page, "teach-proof.png", folder)
    page.close()


def main() -> int:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    with Fleet({"seed": "pictures", "cameras": SCHOOL.cameras()}, network=NETWORK) as fleet, sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-lcd-text"])
        steps = SCHOOL.checklist(fleet)["steps"]
        of_checklist(browser, fleet, folder)
        har = record(browser, fleet, steps, folder)
        SCHOOL.learn(fleet, [har])
        of_proof(browser, fleet, folder)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
