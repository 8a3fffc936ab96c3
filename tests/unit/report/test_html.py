# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The report in HTML as text: what is in it, what is not, and how large it is. test_browser.py opens it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from typing import Any

import pytest
from lxml import html

from ansible_collections.netcam.hardening.plugins.module_utils._report import compact
from ansible_collections.netcam.hardening.plugins.module_utils._report.drift import drift
from ansible_collections.netcam.hardening.plugins.module_utils._report.html_format import STATIC, render

from .fleets import camera, certificate, fleet, gone, run
from .test_machine_formats import HOSTILE, TITLE, hostile, with_drift


def page(result: dict[str, Any]) -> Any:
    return html.fromstring(render(result, TITLE))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def data(document: Any) -> dict[str, Any]:
    [found] = document.xpath("//script[@id='data']")
    return dict(json.loads(found.text))


@pytest.fixture(scope="module")
def thousand() -> str:
    return render(with_drift(1000), TITLE)


def test_a_thousand_cameras_stay_below_five_megabytes(thousand: str) -> None:
    """With the evidence of everything, as data."""
    assert len(thousand.encode()) < 5_000_000
    document = html.fromstring(thousand)
    found = data(document)
    assert len(found["cameras"]) == 1000
    assert found["whole"]
    assert len(document.xpath("//table[@id='camera-table']/tbody/tr")) == 1000
    assert len(document.xpath("//section[contains(@class, 'camera')]")) == STATIC


def test_a_thousand_talkative_cameras_do_too() -> None:
    """Evidence of what passes gives way, that of findings stays; the page says so."""
    result = fleet(1000)
    for number, entry in enumerate(result["cameras"]):
        for one in entry["results"]:
            for item in one["evidence"]:
                item["seen"] = f"{number} {one['control']} {item['kind']} {'x' * 20}"
    text = render({**result, "drift": None}, TITLE)
    assert len(text.encode()) < 5_000_000
    document = html.fromstring(text)
    assert not data(document)["whole"]
    assert "Evidence of what passes is in the JSON and CSV." in words(document)


def test_nothing_is_loaded_from_anywhere(thousand: str) -> None:
    """No address of the network is referred to, and the policy would not allow it."""
    document = html.fromstring(thousand)
    assert document.xpath("//*[@src] | //link | //iframe | //object | //embed | //base | //form[@action]") == []
    assert {reference[0] for reference in document.xpath("//@href")} == {"#"}
    assert document.xpath("//@style | //@*[starts-with(name(), 'on')]") == []
    assert "url(" not in thousand
    assert "@import" not in thousand


def test_the_policy_allows_the_style_and_the_script_of_the_page_and_nothing_else(thousand: str) -> None:
    """By their hashes."""
    document = html.fromstring(thousand)
    [policy] = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    for tag, rule in (("style", "style-src"), ("script[not(@type)]", "script-src")):
        [element] = document.xpath(f"//{tag}")
        digest = base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()
        assert f"{rule} 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_every_link_leads_somewhere() -> None:
    """To a section, a control, or a camera of the page."""
    document = page(with_drift(STATIC))
    there = set(document.xpath("//@id"))
    assert len(there) == len(document.xpath("//@id")), "an id is there twice"
    assert {reference[1:] for reference in document.xpath("//@href")} <= there
    assert set(document.xpath("//@aria-labelledby")) <= there


def test_headings_landmarks_and_table_headers() -> None:
    """As screen readers go through a page."""
    document = page(with_drift(20))
    levels = [int(element.tag[1]) for element in document.xpath("//h1|//h2|//h3|//h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(levels, levels[1:], strict=False)), "no level is left out"
    for tag in ("header", "nav", "main", "footer"):
        assert len(document.xpath(f"//{tag}")) == 1, tag
    assert document.get("lang") == "en"
    assert document.xpath("//th[not(@scope)]") == []
    for row in document.xpath("//tbody/tr"):
        assert row.xpath("./th[@scope='row']"), words(row)
    for scroll in document.xpath("//*[@tabindex='0']"):
        assert scroll.get("role") == "region"
        assert scroll.get("aria-label") or scroll.get("aria-labelledby")
    for field in document.xpath("//input | //select"):
        assert field.xpath("ancestor::label"), field.get("id")


def test_no_result_is_told_by_colour_alone() -> None:
    """Each has a sign and a word."""
    document = page(with_drift(3))
    for cell in document.xpath("//table[@id='matrix-table']/tbody//td"):
        sign, word = cell
        assert (sign.get("aria-hidden"), word.get("class")) == ("true", "hidden-text")
        assert sign.text
        assert word.text
    for image in document.xpath("//svg"):
        assert image.get("aria-hidden") == "true" or image.get("aria-label")


def test_the_overview_has_the_numbers_of_the_result() -> None:
    """Score, coverage, findings, cameras."""
    result = with_drift(300)
    text = words(page(result).get_element_by_id("overview"))
    assert f"{result['score']:g} of 100" in text
    assert f"of {result['counts']['fail']}findings are critical or high" in text
    assert f"{result['counts']['manual']}left to people" in text
    reached = sum(entry["reached"] for entry in result["cameras"])
    assert f"{reached} of 300cameras reached" in text
    assert "Not reached:" in text


def test_the_worst_camera_stands_first() -> None:
    """Those that were not reached before all others."""
    document = page(
        run(camera("good"), camera("bad", {"NC-2.1": "fail"}), gone("away"), camera("soso", {"NC-2.19": "fail"}))
    )
    names = [words(cell) for cell in document.xpath("//table[@id='camera-table']/tbody/tr/th")]
    assert names == ["away", "bad", "soso", "good"]


def test_a_camera_has_evidence_and_the_exact_fix() -> None:
    """And the menu path, for who does it by hand; the worst finding first."""
    entry = camera(
        "yard", {"NC-2.19": "fail", "NC-2.23": "fail", "NC-2.18": "waived"}, message="its settings were not read"
    )
    [section] = page(run(entry)).xpath("//section[contains(@class, 'camera')]")
    text = words(section)
    assert "its settings were not read" in text
    assert "harden_mdns: false" in text
    assert "[System] > [Network] > [mDNS]" in text
    findings = section.xpath(".//details[@open]//tbody/tr/th/a/text()")
    assert findings == ["NC-2.23", "NC-2.19", "NC-2.18"]


def test_drift_is_the_one_change_and_no_other() -> None:
    """With camera, control, before and after."""
    before = run(camera("lobby"), camera("yard"), days=-7)
    after = run(camera("lobby"), camera("yard", {"NC-2.19": "fail"}, firmware="1.4.0"))
    section = page({**after, "drift": drift(before, after)}).get_element_by_id("drift")
    assert "1 worse ▲ 0 better 0 other" in words(section)
    first, second = section.xpath(".//tbody")
    assert [[words(cell) for cell in row] for row in first] == [
        ["yard", "▼ worse", "NC-2.19 mDNS is off", "passes", "✕ fails", "unused is fail; from outside, unused is fail"]
    ]
    assert [[words(cell) for cell in row] for row in second] == [["yard", "firmware", "1.3.0", "1.4.0"]]


def test_without_an_earlier_run_nothing_is_compared() -> None:
    """And that is said."""
    assert "There is no earlier run to compare with." in words(page(run(camera("lobby"))).get_element_by_id("drift"))


def test_certificates_end_first() -> None:
    """And cameras without one are counted."""
    document = page(
        run(
            *(camera(f"c{days}", certificate=certificate(days)) for days in (300, -4, 20)),
            camera("none", certificate=None),
        )
    )
    section = document.get_element_by_id("certificates")
    assert [words(cell) for cell in section.xpath(".//tbody/tr/th")] == ["c-4", "c20", "c300"]
    assert "1 expired, 1 end within 90 days, 1 reached camera without a certificate" in words(section)


def test_a_run_without_cameras_is_a_page() -> None:
    """Not an error."""
    assert "0 cameras" in words(page(run()))


def test_hostile_names_are_text() -> None:
    """No element, no attribute and no script comes from a camera."""
    text = render(hostile(), TITLE)
    document = html.fromstring(text)
    assert "<script>alert(1)" not in text
    assert len(document.xpath("//script")) == 2
    assert set(document.xpath("//*/@*[starts-with(name(), 'on')]")) == set()
    names = [entry["name"] for entry in data(document)["cameras"]]
    assert f"0{HOSTILE[0]}" in names
    assert html.fromstring(render(run(camera("a")), "</title><img src=x onerror=alert(1)>")).xpath("//img") == []


def test_data_cannot_end_its_element() -> None:
    """Nor begin a comment, in which a browser would look for another end."""
    text = compact.as_script({"a": "</script><!--<script>\u2028&"})
    assert not re.search(r"[<>&\u2028]", text)
    assert json.loads(text) == {"a": "</script><!--<script>\u2028&"}
