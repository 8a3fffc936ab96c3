# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report in a real browser: without and with scripts, by keyboard, on a phone, in the dark, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from ansible_collections.netcam.hardening.plugins.module_utils._report.html_format import STATIC, render

from .fleets import camera, run
from .test_machine_formats import HOSTILE, hostile, with_drift

CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed (Debian package chromium)")
#: Milliseconds; machines that run tests are busy.
PATIENCE = 60_000
COUNT = 1000


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("pages")
    found = {}
    for name, result in (("thousand", with_drift(COUNT)), ("few", with_drift(20)), ("hostile", hostile())):
        path = folder / f"{name}.html"
        path.write_text(render(result, "Audit of network cameras"), encoding="utf-8")
        found[name] = path.as_uri()
    return found


@dataclass
class Opened:
    """A page, and what the browser complained of."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def rows(self) -> int:
        """Lines of the table of cameras that are seen."""
        return self.page.locator("#camera-table tbody tr:visible").count()

    def names(self) -> list[str]:
        """The first cameras of the table."""
        return self.page.locator("#camera-table tbody tr:visible th a").all_inner_texts()

    def matrix(self) -> list[str]:
        """Cameras of the matrix."""
        return self.page.locator("#matrix-table tbody th").all_inner_texts()


@pytest.fixture
def opened(browser: Browser, pages: dict[str, str]) -> Iterator[Any]:
    contexts = []

    def go(name: str, **options: Any) -> Opened:
        context = browser.new_context(**options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        found = Opened(context.new_page())
        found.page.on("console", lambda message: found.complaints.append(message.text))
        found.page.on("pageerror", lambda error: found.complaints.append(str(error)))
        found.page.on("dialog", lambda dialog: (found.complaints.append("dialog"), dialog.dismiss()))
        found.page.on("request", lambda request: found.requests.append(request.url))
        found.page.goto(pages[name])
        return found

    yield go
    for context in contexts:
        context.close()


def test_it_opens_without_a_complaint_and_without_the_network(opened: Any, pages: dict[str, str]) -> None:
    """The policy of the page holds for its own style and script, too; one request, and that is the file."""
    found = opened("thousand")
    assert found.page.evaluate("document.documentElement.classList.contains('scripted')")
    assert found.page.evaluate("getComputedStyle(document.querySelector('nav')).position") == "sticky"
    assert found.complaints == []
    assert found.requests == [pages["thousand"]]


def test_a_thousand_cameras_do_not_fill_the_page_with_cells(opened: Any) -> None:
    """Fifty cameras of the matrix at a time, and all of them one after the other."""
    found = opened("thousand")
    assert found.page.evaluate("document.querySelectorAll('#matrix-table td').length") < 4000
    seen = found.matrix()
    while found.page.locator("#after").is_enabled():
        found.page.locator("#after").click()
        seen += found.matrix()
    assert len(seen) == len(set(seen)) == COUNT
    assert found.page.locator("#page").inner_text() == f"951 to {COUNT} of {COUNT}"


def test_the_filter_holds_for_table_and_matrix(opened: Any) -> None:
    """By text, site, model and control; cleared again."""
    found = opened("thousand")
    page = found.page
    page.locator("#f-text").fill("cam-00")
    assert found.rows() == 100
    assert page.locator("#count").inner_text() == f"100 of {COUNT} cameras"
    assert all(name.startswith("cam-00") for name in found.matrix())
    page.locator("#f-site").select_option(label="cargo")
    assert 0 < found.rows() < 100
    assert set(page.locator("#camera-table tbody tr:visible td:nth-child(10)").all_inner_texts()) == {"cargo"}
    page.locator("#f-text").fill("no such camera")
    assert (found.rows(), found.matrix()) == (0, [])
    page.get_by_role("button", name="Clear").click()
    # not wait_for_function: where it has to look twice, the report's own policy forbids what it evaluates
    expect(page.locator("#camera-table tbody tr:not([hidden])")).to_have_count(COUNT, timeout=PATIENCE)
    page.locator("#f-control").select_option(label="NC-2.19 mDNS is off")
    failing = page.evaluate("JSON.parse(document.getElementById('data').textContent)")
    column = [control["id"] for control in failing["controls"]].index("NC-2.19")
    assert found.rows() == sum(entry["results"][column] == "f" for entry in failing["cameras"])


def test_columns_are_sorted_by_number_and_by_name(opened: Any) -> None:
    """And say so to screen readers."""
    found = opened("few")
    head = found.page.locator("#camera-table thead th").nth(0)
    head.get_by_role("button").click()
    assert head.get_attribute("aria-sort") == "ascending"
    names = found.names()
    assert names == sorted(names)
    assert found.matrix() == names
    head.get_by_role("button").click()
    assert (head.get_attribute("aria-sort"), found.names()) == ("descending", names[::-1])
    found.page.locator("#camera-table thead th").nth(2).get_by_role("button").click()
    fails = [int(cell) for cell in found.page.locator("#camera-table tbody td:nth-child(3)").all_inner_texts()]
    assert fails == sorted(fails)
    assert head.get_attribute("aria-sort") is None


def test_a_link_shows_any_camera_with_evidence_and_fix(opened: Any) -> None:
    """Also one whose section was not in the page, and it looks like those that were."""
    found = opened("thousand")
    page = found.page
    assert page.locator("section.camera").count() == STATIC
    page.locator("#f-text").fill("cam-0500")
    page.locator("#camera-table tbody tr:visible a").click()
    section = page.locator("section.camera", has=page.get_by_role("heading", name="cam-0500"))
    section.wait_for()
    number = section.get_attribute("id")
    expect(page.locator(f"[id='{number}']")).to_be_focused(timeout=PATIENCE)
    assert page.locator("section.camera").count() == STATIC + 1
    static, made = (page.locator(f"section.camera >> nth={n}") for n in (STATIC, 0))
    for inner in ("thead", "h3", "details summary"):
        assert static.locator(inner).first.evaluate("e => e.tagName") == made.locator(inner).first.evaluate(
            "e => e.tagName"
        )
    assert static.locator("thead").first.inner_text() == made.locator("thead").first.inner_text()


def test_the_section_made_by_script_is_the_one_without(opened: Any, browser: Browser, tmp_path: Path) -> None:
    """Word for word: the same camera as the worst one, and behind so many worse ones that only a script shows it."""
    entry = camera("yard", {"NC-2.19": "fail", "NC-2.5": "unknown", "NC-2.23": "fail"}, message="a message")
    bad = dict.fromkeys(("NC-1.1", "NC-2.1", "NC-2.2", "NC-2.8", "NC-2.11"), "fail")
    texts = []
    for name, result in (("one", run(entry)), ("many", run(entry, *(camera(f"bad-{n}", bad) for n in range(STATIC))))):
        path = tmp_path / f"{name}.html"
        path.write_text(render(result, "Audit"), encoding="utf-8")
        page = browser.new_page()
        page.goto(path.as_uri())
        page.locator("#camera-table a", has_text="yard").click()
        section = page.locator("section.camera", has=page.get_by_role("heading", name="yard"))
        section.locator("details").last.evaluate("e => { e.open = true; }")
        texts.append(section.evaluate("e => e.textContent.replace(/\\s+/g, '')"))
        page.close()
    assert texts[0] == texts[1]
    assert "harden_mdns:false" in texts[0]


def test_without_scripts_the_essentials_are_there(opened: Any) -> None:
    """Overview, changes, controls, all cameras, the worst in detail; nothing that would not work."""
    found = opened("thousand", java_script_enabled=False)
    page = found.page
    assert page.locator("#camera-table tbody tr").count() == COUNT
    assert page.locator("#matrix-table tbody tr").count() == STATIC
    assert page.locator("section.camera").count() == STATIC
    for hidden in ("#filters", "#pages", "#theme"):
        assert not page.locator(hidden).is_visible()
    assert page.get_by_text("The 25 worst cameras. With scripts allowed").first.is_visible()


def test_everything_is_reached_by_keyboard(opened: Any) -> None:
    """The first key leads past the menu; each focus is seen."""
    page = opened("few").page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left >= 0")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused(timeout=PATIENCE)
    reached = set()
    for _step in range(60):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        if "f-bad" in reached:
            break
    page.locator("#f-text").focus()
    for wanted in ("f-site", "f-model", "f-control", "f-bad"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") == wanted
    page.keyboard.press("Space")
    assert page.locator("#f-bad").is_checked()
    page.locator("#camera-table thead button").first.focus()
    page.keyboard.press("Enter")
    assert page.locator("#camera-table thead th").first.get_attribute("aria-sort") == "ascending"


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_sticks_out_of_the_screen(opened: Any, width: int) -> None:
    """Wide tables scroll in their own frame; on a phone lines become blocks."""
    page = opened("few", viewport={"width": width, "height": 800}).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    display = page.evaluate("getComputedStyle(document.querySelector('#camera-table tbody tr')).display")
    assert display == ("block" if width < 640 else "table-row")


CONTRAST = """() => {
  const light = (text) => {
    const [r, g, b] = text.match(/[\\d.]+/g).map(Number).map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const color = getComputedStyle(e).backgroundColor;
      if (!/rgba\\(.*, 0\\)|transparent/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const found = new Set();
  for (const element of document.querySelectorAll("h1,h2,h3,p,a,th,td,span,small,strong,summary,code,label,button,li,div.note")) {
    if (!element.textContent.trim() || element.closest("[hidden]") || element.disabled) continue;
    const [a, b] = [light(getComputedStyle(element).color), light(ground(element))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.add(`${element.tagName}.${element.className}: ${ratio.toFixed(2)}`);
  }
  return [...found];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_in_both_schemes(opened: Any, scheme: str) -> None:
    """4.5:1 for every text (WCAG 2.2, 1.4.3), as the system wants it and as the button does."""
    page = opened("few", color_scheme=scheme).page
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert page.evaluate(CONTRAST) == []
    assert page.locator("#theme").inner_text() == ("Dark" if scheme == "light" else "Light")
    page.locator("#theme").click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != background
    assert page.evaluate(CONTRAST) == []


def test_on_paper_everything_is_open_and_nothing_to_click_is_left(opened: Any) -> None:
    """In light colours, whatever the screen has; a PDF comes out."""
    page = opened("few", color_scheme="dark").page
    assert page.pdf(format="A4").startswith(b"%PDF-")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator("details:not([open])").count() == 0
    for hidden in ("nav", "#filters", "#pages", "#theme"):
        assert not page.locator(hidden).is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() > 10


def test_hostile_names_stay_text_in_the_browser(opened: Any) -> None:
    """Also where a script makes them: matrix, options of the filter, sections."""
    found = opened("hostile")
    page = found.page
    page.locator("#camera-table tbody a").first.click()
    assert f"0{HOSTILE[0]}" in found.names()
    assert f"0{HOSTILE[0]}" in found.matrix()
    assert page.evaluate("document.scripts.length") == 2
    assert found.complaints == []
