# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The checklist: legal, harmless and unique values, words that cannot be taken for each other, a page that needs nothing else."""

from __future__ import annotations

import ipaddress
import itertools
import os
import random
import re
import stat
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import GUIDE_FAMILIES, SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem, InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import (
    Request,
    asked_of,
    guide_for,
    in_words,
    make_checklist,
)
from ansible_collections.netcam.hardening.plugins.module_utils._learning.files import read_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._learning.page import checklist_html
from ansible_collections.netcam.hardening.plugins.module_utils._learning.sheets import LEFT_OUT, SHEETS, Sheet
from ansible_collections.netcam.hardening.plugins.module_utils._profile_checklist import SPEC, run_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._values import normalise

NOW = datetime(2026, 11, 22, 10, 0)
DOCUMENTATION = [
    ipaddress.ip_network(text)
    for text in ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32", "233.252.0.0/24")
]


def checklist(family: str, seed: int = 1, **more: Any) -> dict[str, Any]:
    return make_checklist(Request(family, **more), random.Random(seed), NOW)


def touching(made: dict[str, Any], setting: str) -> list[dict[str, Any]]:
    return [step for step in made["steps"] if step.get("setting") == setting]


def options(path: Path, **more: Any) -> dict[str, Any]:
    given = {name: entry.get("default") for name, entry in SPEC.items()}
    return {**given, "dest": str(path), "model": "VB-H47", **more}


def run(path: Path, seed: int = 1, check: bool = False, **more: Any) -> dict[str, Any]:
    return run_checklist(options(path, **more), check, random.Random(seed), NOW)


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
@pytest.mark.parametrize("seed", range(5))
def test_every_value_is_one_that_the_camera_takes(family: str, seed: int) -> None:
    for step in checklist(family, seed)["steps"]:
        if step["kind"] in ("value", "switch", "choice") and step["sheet"] != "maintenance":
            normalise(step["key"], step["marker"], family)
        if step["kind"] == "row":
            normalise(step["setting"], [step["marker"]], family)


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
@pytest.mark.parametrize("seed", range(5))
def test_no_value_stands_for_two_things(family: str, seed: int) -> None:
    seen: list[Any] = []
    for step in checklist(family, seed)["steps"]:
        if step["kind"] == "value":
            seen.append(str(step["marker"]))
        if step["kind"] == "row":
            seen += [str(cell) for name, cell in step["marker"].items() if name not in ("action", "prefix_length")]

    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
def test_no_number_is_what_the_camera_has_as_delivered(family: str) -> None:
    """A page that sends all its fields would send it in every round."""
    for seed in range(60):
        for step in checklist(family, seed, only=("network.max_packet_size", "rtp_server.rtsp_port"))["steps"]:
            if step["kind"] == "value":
                assert step["marker"] != SETTINGS[step["setting"]].limits[family].default


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
def test_addresses_are_nobodys(family: str) -> None:
    for step in checklist(family)["steps"]:
        cells = step.get("marker")
        for value in cells.values() if isinstance(cells, dict) else (cells,):
            if re.fullmatch(r"[0-9a-f]*[.:][0-9a-f.:]+", str(value)):
                address = ipaddress.ip_address(value)
                assert any(address in network for network in DOCUMENTATION if network.version == address.version)


def history(row: str) -> list[str]:
    """What the page shows after each round; what was not touched stays."""
    shown, last = [], "?"
    for position in row.split():
        last = last if position == "-" else position
        shown.append(last)
    return shown


def fits(word: list[str], shown: list[str]) -> bool:
    """Whether a parameter that ran through C(shown) could be taken for the field with this word, whatever it calls on and off."""
    pairs = {(mine, other) for mine, other in zip(word, shown, strict=True) if mine != "?"}
    return len({mine for mine, _other in pairs}) == len(pairs) == len({other for _mine, other in pairs})


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_two_switches_of_a_page_are_never_taken_for_each_other(sheet: Sheet) -> None:
    words = {name: history(row) for name, row in sheet.rows.items() if "v" not in row}
    for one, other in itertools.permutations(words, 2):
        for unknown in ("0", "1", "2"):
            shown = [unknown if position == "?" else position for position in words[other]]
            assert not fits(words[one], shown), f"{one} and {other}"


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_page_that_sends_only_what_changed_shows_every_position(sheet: Sheet) -> None:
    for name, row in sheet.rows.items():
        if "v" in row:
            continue
        asked = [position for position in row.split() if position != "-"]
        for before in set(asked):
            sent = [now for earlier, now in itertools.pairwise([before, *asked]) if now != earlier]
            # the position that it had, and is put back to, is sent as well
            assert set(asked) - {before} <= set(sent), name
            assert len(sent) >= 2 or before in asked, name


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
@pytest.mark.parametrize("version", ["ipv4", "ipv6"])
def test_nobody_is_shut_out_at_any_moment(family: str, version: str) -> None:
    state: dict[str, Any] = {"apply": False, "default_policy": None, "rows": set()}
    made = checklist(family)
    seen = 0
    for step in made["steps"]:
        if step["kind"] == "back":
            state["rows"] -= set(step["steps"])
        area, _dot, name = step.get("setting", "").rpartition(".")
        if area != f"host_access.{version}":
            continue
        if name == "rows":
            state["rows"].add(step["number"])
        else:
            state[name] = step["marker"]
        seen += state["apply"]
        # while it is on there is neither a row nor a policy that could refuse anybody
        assert not state["apply"] or (state["default_policy"] == "authorize" and not state["rows"])
    assert seen


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
def test_what_could_cut_the_person_off_is_left_alone_and_named(family: str) -> None:
    made = checklist(family)

    assert not set(made["settings"]) & set(LEFT_OUT)
    assert all(entry["reason"] and entry["menu_path"] for entry in made["left_out"])
    by_itself = {entry["setting"] for entry in made["left_out"] if entry["by_itself"]}
    assert {"http_server.http_port", "dot1x.enable", "network.ipv4.address"} <= by_itself
    assert not {"administrator.name", "administrator.password"} & by_itself
    assert checklist_html(made, "key").count("learned by itself</b>") == len(by_itself)
    assert {step["marker"] for step in touching(made, "ssl_tls.https_policy")} == {"http", "http_and_https"}
    assert [step["key"] for step in made["steps"] if step.get("setting") == "reboot.reboot"] == ["reboot.reboot"]
    assert made["steps"][-1]["setting"] == "reboot.reboot"


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
def test_every_setting_that_the_collection_writes_is_asked_for_or_left_out_with_a_reason(family: str) -> None:
    writes = {
        setting.id
        for setting in SETTINGS.values()
        if family in setting.limits and setting.option and not setting.action and not setting.readonly
        and setting.area not in ("certificate", "initialization", "backup", "firmware")
    }  # fmt: skip

    assert writes <= set(asked_of(family)) | set(LEFT_OUT)


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
def test_all_that_was_touched_is_put_back(family: str) -> None:
    made = checklist(family)
    for sheet in dict.fromkeys(step["sheet"] for step in made["steps"]):
        steps = [step for step in made["steps"] if step["sheet"] == sheet]
        noted = {step["key"] for step in steps if step.get("put_back")}
        touched = {step["key"] for step in steps if step["kind"] in ("value", "switch", "choice", "row")}
        if sheet in ("login", "maintenance") or any(step["kind"] == "operation" for step in steps):
            continue
        assert noted == touched
        restored = next(step["steps"] for step in steps if step["round"] == "back")
        assert sorted(restored) == sorted(step["number"] for step in steps if step.get("put_back"))


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
def test_every_round_ends_with_apply(family: str) -> None:
    made = checklist(family)
    assert [step["number"] for step in made["steps"]] == list(range(1, len(made["steps"]) + 1))
    for (sheet, _turn), group in itertools.groupby(made["steps"], lambda step: (step["sheet"], step["round"])):
        steps = list(group)
        if sheet not in ("login",) and not all(step["kind"] in ("open", "operation") for step in steps):
            assert (steps[-1]["kind"] == "press") or sheet == "maintenance"


def test_passwords_are_long_enough_and_new_in_every_checklist() -> None:
    one, other = (checklist("canon_vb_2022", seed) for seed in (1, 2))
    first, second = ({step["marker"] for step in touching(made, "snmp_server.auth_password")} for made in (one, other))
    assert not first & second
    assert all(
        re.search("[A-Z]", word) and re.search("[a-z]", word) and re.search("[0-9]", word) for word in first | second
    )


def test_a_short_checklist_asks_for_little_more_than_what_is_wanted() -> None:
    made = checklist("canon_vb_2022", only=("network.mdns",))

    # the host name tells the rounds apart
    assert made["settings"] == ["network.dns.host_name", "network.mdns"]
    assert len(made["steps"]) < 30


@pytest.mark.parametrize(("model", "guide"), [("VB-H47", "canon_vb_2022"), ("Canon VB-M44", "canon_vb_pre2022")])
def test_the_model_decides_on_the_guide(model: str, guide: str) -> None:
    assert guide_for(None, model) == guide


@pytest.mark.parametrize(
    "bad", [{"guide": None, "model": "Dome 20"}, {"guide": "onvif", "model": None}, {"guide": "ipro_wv", "model": None}]
)
def test_without_a_guide_there_is_no_checklist(bad: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        guide_for(bad["guide"], bad["model"])


@pytest.mark.parametrize(
    ("word", "printed"),
    [("ntp", "NTP"), ("http_and_https", "HTTP and HTTPS"), ("errors_and_warnings", "Errors and warnings"), ("sha1", "SHA1"),
     ("EAP-TLS", "EAP-TLS"), ("do_not_check", "Do not check")],
)  # fmt: skip
def test_words_are_printed_as_pages_print_them(word: str, printed: str) -> None:
    assert in_words(word) == printed


def test_an_ipro_camera_is_sent_to_what_works_without_teaching() -> None:
    with pytest.raises(InvalidValue) as caught:
        guide_for(None, "WV-S1136")

    assert "i-PRO" in caught.value.message
    assert caught.value.hint is not None
    assert "docs/ipro.md" in caught.value.hint
    assert guide_for("canon_vb_2022", "WV-S1136") == "canon_vb_2022"


@pytest.mark.parametrize(
    "bad",
    [{"only": ("network.nothing",)}, {"only": ("administrator.password",)}, {"time_zones": ("UTC", "UTC", "UTC")}],
)
def test_what_cannot_be_asked_for_is_an_error(bad: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        checklist("canon_vb_2022", **bad)


class Page(HTMLParser):
    """What a browser would load, and the values that a person can copy."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.boxes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "action", "data")]
        if tag == "input" and given.get("type") == "checkbox":
            self.boxes.append(given["value"] or "")


@pytest.mark.parametrize("family", GUIDE_FAMILIES)
def test_the_page_is_one_file_with_a_box_for_every_step(family: str) -> None:
    made = checklist(family)
    page = Page()
    text = checklist_html(made, "key")
    page.feed(text)

    assert page.links == []
    assert [box for box in page.boxes if box.isdigit()] == [str(step["number"]) for step in made["steps"]]
    for promise in ("prefers-color-scheme", "@media print", "width=device-width"):
        assert promise in text


def test_a_model_with_markup_in_its_name_is_only_text_on_the_page() -> None:
    text = checklist_html(checklist("canon_vb_2022", model="<script>alert(1)</script>"), '"><script>')

    assert text.count("<script>") == 1


def test_files_are_for_their_owner_only_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "teach" / "h47.json"
    first = run(path)
    before = path.read_text()
    second = run(path, seed=2)

    assert (first["changed"], second["changed"]) == (True, False)
    assert path.read_text() == before
    for name in ("h47.json", "h47.html"):
        assert stat.S_IMODE(os.stat(path.parent / name).st_mode) == 0o600
    assert read_checklist(str(path))["steps"] == checklist("canon_vb_2022", model="VB-H47")["steps"]


def test_check_mode_writes_nothing(tmp_path: Path) -> None:
    assert run(tmp_path / "h47.json", check=True)["changed"]
    assert list(tmp_path.iterdir()) == []


def test_another_checklist_is_never_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "one.json"
    run(path)
    with pytest.raises(FileProblem, match="never overwritten|another checklist"):
        run(path, only=["network.mdns"])


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"checklist_version": 9}', b"\xff\xfe", b'{"checklist_version": 1, "steps": [{}]}']
)
def test_a_file_that_is_no_checklist_is_an_error_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "one.json"
    path.write_bytes(content)
    with pytest.raises(FileProblem):
        run(path)
    assert path.read_bytes() == content


def test_the_page_must_not_take_the_place_of_the_steps(tmp_path: Path) -> None:
    with pytest.raises(FileProblem):
        run(tmp_path / "one.html")
