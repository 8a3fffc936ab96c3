# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings that no step touches: learned where the pages show enough of them, and never wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._learning.files import checklist_text
from ansible_collections.netcam.hardening.plugins.module_utils._learning.learner import Lesson, learn
from ansible_collections.netcam.hardening.plugins.module_utils._learning.sheets import SHEETS, left_alone_of
from ansible_collections.netcam.hardening.plugins.module_utils._learning.verdict import verdicts_of
from ansible_collections.netcam.hardening.plugins.module_utils._profile_from_recording import run_recording
from ansible_collections.netcam.hardening.plugins.module_utils._proof.risk import could_cut

from .labelled import (
    BOX,
    MAKERS,
    RADIO,
    SELECT,
    SHOWN,
    Decoy,
    LabelledCanon,
    LabelledCanonSection,
    LabelledForm,
    LabelledFormBoxes,
    LabelledJson,
    LabelledJsonChanges,
    Labels,
)
from .makers import Person
from .test_learner import checklist, written, wrong

LEFT = {
    guide: {name for sheet in SHEETS for name in left_alone_of(sheet.name, guide)}
    for guide in ("canon_vb_2022", "canon_vb_pre2022")
}


def lesson_of(maker: type[Labels], seed: int, tmp_path: Path, **how: Any) -> tuple[Lesson, Labels]:
    """A whole checklist on a camera that differs from its maker in C(how)."""
    kind = type(maker.__name__, (maker,), how)
    steps = checklist(seed, kind.guide)
    camera = kind(steps, seed)
    Person(camera, steps, seed).follow()
    return learn([steps], [written(tmp_path, camera)]), camera


def left(lesson: Lesson) -> dict[str, str]:
    return {name: lesson.findings[name].state for name in lesson.expected.left_alone}


@pytest.mark.parametrize("guide", sorted(LEFT))
@pytest.mark.parametrize("maker", MAKERS)
def test_what_nobody_touches_is_learned_from_its_label(maker: type[Labels], guide: str, tmp_path: Path) -> None:
    seed = MAKERS.index(maker) + 2 * sorted(LEFT).index(guide)
    widget = BOX if maker.widget == BOX else (SELECT, RADIO, BOX)[seed % 3]
    style = ("for", "around", "aria")[seed % 3]
    lesson, camera = lesson_of(maker, seed, tmp_path, guide=guide, widget=widget, style=style)

    assert wrong(lesson, camera) == []
    assert left(lesson) == dict.fromkeys(LEFT[guide], "learned"), {
        name: lesson.findings[name].why for name in LEFT[guide]
    }


#: One that sends the page and one that sends changes, in each kind of request.
KINDS = (LabelledCanon, LabelledCanonSection, LabelledJson, LabelledJsonChanges, LabelledForm, LabelledFormBoxes)
FEW = (LabelledCanonSection, LabelledJsonChanges, LabelledFormBoxes)
IPV4 = ("network.ipv4.address", "network.ipv4.subnet_mask", "network.ipv4.default_gateway")


@pytest.mark.parametrize("maker", KINDS)
def test_the_same_values_elsewhere_are_no_trap(maker: type[Labels], tmp_path: Path) -> None:
    """An FTP server at the camera's own address, an alarm that goes to port 80, another network's mask."""
    decoys = (
        Decoy("http_server.http_port", "[Alarm]", "Alarm Port", 80),
        Decoy("http_server.http_port", "[HTTP Server]", "Alternative HTTP Port", 80),
        Decoy("network.ipv4.address", "[IPv4]", "FTP Server Address", SHOWN["network.ipv4.address"]),
        Decoy("network.ipv4.address", "[IPv4]", "IPv4 Address of the Gateway", SHOWN["network.ipv4.default_gateway"]),
        Decoy("network.ipv4.address", "[IPv4]", "Mask", SHOWN["network.ipv4.subnet_mask"]),
        Decoy("dot1x.enable", "[802.1X]", "802.1X Authentication of the second port", "0"),
    )
    lesson, camera = lesson_of(maker, 3, tmp_path, decoys=decoys)

    assert wrong(lesson, camera) == []
    assert set(left(lesson).values()) == {"learned"}


@pytest.mark.parametrize("maker", FEW)
def test_the_same_label_in_another_section_is_no_trap(maker: type[Labels], tmp_path: Path) -> None:
    decoys = (
        Decoy("http_server.http_port", "[Proxy]", "HTTP Port", 80),
        Decoy("network.ipv4.address", "[Alarm]", "IPv4 Address", SHOWN["network.ipv4.address"]),
        Decoy("network.ipv4.address", "[Alarm]", "Subnet Mask", "255.255.0.0"),
    )
    lesson, camera = lesson_of(maker, 4, tmp_path, decoys=decoys)

    assert wrong(lesson, camera) == []
    assert set(left(lesson).values()) == {"learned"}


@pytest.mark.parametrize("maker", KINDS)
def test_two_fields_with_one_label_are_ambiguous_and_both_are_named(maker: type[Labels], tmp_path: Path) -> None:
    """Also where only one of them shows the camera's own value: what is true today may be chance."""
    decoys = (
        Decoy("http_server.http_port", "[HTTP Server]", "HTTP Port", 8080),
        Decoy("network.ipv4.address", "[IPv4]", "IPv4 Address", SHOWN["network.ipv4.address"]),
        Decoy("dot1x.enable", "[802.1X]", "802.1X Authentication", "0"),
    )
    lesson, camera = lesson_of(maker, 5, tmp_path, decoys=decoys)

    assert wrong(lesson, camera) == []
    for setting, number in (("http_server.http_port", 0), ("network.ipv4.address", 1), ("dot1x.enable", 2)):
        finding = lesson.findings[setting]
        assert (finding.state, finding.why) == ("ambiguous", "several fields have its label")
        places = {camera.cells[setting].place, camera.cells[f"decoy.field{number}"].place}
        assert places == {name.rpartition(" ")[2] for name in finding.candidates}


@pytest.mark.parametrize("maker", FEW)
def test_a_label_in_another_section_only_is_not_believed(maker: type[Labels], tmp_path: Path) -> None:
    decoys = (Decoy("http_server.http_port", "[Proxy]", "HTTP Port", 80),)
    lesson, camera = lesson_of(
        maker, 6, tmp_path, decoys=decoys, renamed={"http_server.http_port": "Port of this camera"}
    )

    assert wrong(lesson, camera) == []
    finding = lesson.findings["http_server.http_port"]
    assert (finding.state, finding.why) == ("ambiguous", "its label stands under another heading")


@pytest.mark.parametrize("maker", FEW)
def test_without_labels_nothing_is_made_up(maker: type[Labels], tmp_path: Path) -> None:
    renamed = dict.fromkeys(LEFT["canon_vb_2022"], "")
    lesson, camera = lesson_of(maker, 7, tmp_path, renamed=renamed)

    assert wrong(lesson, camera) == []
    assert set(left(lesson).values()) == {"not seen"}
    assert lesson.findings["http_server.http_port"].why == "no page shows a field with the label [HTTP Port]"


@pytest.mark.parametrize(
    ("setting", "value", "reason"),
    [
        ("http_server.http_port", 8080, "does not show the port"),
        ("http_server.http_port", "", "does not show the port"),
        ("network.ipv4.address", "192.168.77.6", "does not show the address"),
        ("network.ipv4.address", "", "does not show the address"),
        ("network.ipv4.address", "camera.example", "does not show the address"),
        ("network.ipv4.subnet_mask", "192.168.77.1", "does not show a subnet mask"),
        ("network.ipv4.subnet_mask", "0.0.0.255", "does not show a subnet mask"),
        ("network.ipv4.subnet_mask", "24", "does not show a subnet mask"),
        ("network.ipv4.subnet_mask", "", "does not show a subnet mask"),
        ("network.ipv4.default_gateway", "10.0.0.1", "an address of the camera's network"),
        ("network.ipv4.default_gateway", "255.255.255.0", "an address of the camera's network"),
    ],
)
def test_a_value_that_the_recording_knows_otherwise_is_not_believed(
    setting: str, value: Any, reason: str, tmp_path: Path
) -> None:
    lesson, camera = lesson_of(LabelledJson, 8, tmp_path, values={**SHOWN, setting: value})

    assert wrong(lesson, camera) == []
    finding = lesson.findings[setting]
    assert finding.state == "not seen"
    assert reason in finding.why
    assert str(value or "-") not in finding.why.replace("IPv4", "")


@pytest.mark.parametrize("value", ["", "0.0.0.0"])
def test_a_gateway_that_is_not_set_is_known_by_its_label(value: str, tmp_path: Path) -> None:
    lesson, camera = lesson_of(
        LabelledCanonSection, 9, tmp_path, values={**SHOWN, "network.ipv4.default_gateway": value}
    )

    assert wrong(lesson, camera) == []
    assert lesson.findings["network.ipv4.default_gateway"].state == "learned"


@pytest.mark.parametrize("maker", [LabelledCanon, LabelledJsonChanges])
def test_a_locked_field_that_is_never_sent_is_not_learned(maker: type[Labels], tmp_path: Path) -> None:
    """As a page locks it while DHCP is on: what is shown there may go nowhere."""
    lesson, camera = lesson_of(maker, 10, tmp_path, locked=IPV4)

    assert wrong(lesson, camera) == []
    assert {lesson.findings[name].state for name in IPV4} == {"not seen"}
    assert "locked" in lesson.findings["network.ipv4.address"].why


@pytest.mark.parametrize("maker", [LabelledCanonSection, LabelledJson, LabelledForm])
def test_a_page_that_sends_the_fields_beside_it_but_not_this_one_teaches_nothing_of_it(
    maker: type[Labels], tmp_path: Path
) -> None:
    def page_cells(self: Labels, page: str) -> list[Any]:
        cells = maker.page_cells(self, page)
        return [cell for cell in cells if not (self.sending and cell.key == "network.ipv4.address")]

    def apply(self: Labels, page: str, changed: dict[str, Any]) -> None:
        self.sending = True
        shown = maker.open
        self.open = lambda page: (setattr(self, "sending", False), shown(self, page))  # type: ignore[method-assign]
        maker.apply(self, page, changed)

    lesson, camera = lesson_of(maker, 11, tmp_path, page_cells=page_cells, apply=apply, sending=False)

    assert wrong(lesson, camera) == []
    finding = lesson.findings["network.ipv4.address"]
    assert (finding.state, finding.why) == (
        "not seen",
        "the page sends the fields beside it as they are, but not this one",
    )
    assert lesson.findings["network.ipv4.subnet_mask"].state == "learned"


@pytest.mark.parametrize("maker", FEW)
def test_a_switch_that_is_on_is_not_taken_for_one_that_is_off(maker: type[Labels], tmp_path: Path) -> None:
    """The checklist wants 802.1X off; whoever went on with it on must not get a profile that has it the wrong way round."""
    lesson, camera = lesson_of(maker, 12, tmp_path, widget=BOX, values={**SHOWN, "dot1x.enable": "enable"})

    assert wrong(lesson, camera) == []
    assert lesson.findings["dot1x.enable"].state == "not seen"


@pytest.mark.parametrize("maker", FEW)
def test_words_that_are_not_the_guides_are_not_guessed(maker: type[Labels], tmp_path: Path) -> None:
    def word(self: Labels, setting: Any, word: str) -> str:
        return {"manual": "Fixed", "dhcp": "Automatic", "enable": "Go", "disable": "Stay"}.get(word, word)

    lesson, camera = lesson_of(maker, 13, tmp_path, word=word)

    assert wrong(lesson, camera) == []
    assert lesson.findings["network.ipv4.method"].why == "the words that its page prints are not those of the guide"


@pytest.mark.parametrize("maker", FEW)
def test_a_page_that_was_left_out_teaches_nothing_of_what_it_shows(maker: type[Labels], tmp_path: Path) -> None:
    """Somebody else's settings, learned on another page, are no company."""
    steps = checklist(14)
    camera = maker(steps, 14)
    person = Person(camera, steps, 14)
    person.leave_out = {"network", "http_server", "dot1x"}
    person.follow()
    for page in {cell.page for cell in camera.cells.values()}:
        camera.open(page)

    lesson = learn([steps], [written(tmp_path, camera)])

    assert wrong(lesson, camera) == []
    assert set(left(lesson).values()) == {"not seen"}


@pytest.mark.parametrize("maker", FEW)
def test_names_that_a_page_does_not_share_with_its_requests_teach_nothing(maker: type[Labels], tmp_path: Path) -> None:
    """A script may call its inputs as it likes."""

    def input_name(self: Labels, cell: Any) -> str:
        return f"ctl{sorted(self.cells).index(cell.key):03d}"

    lesson, camera = lesson_of(maker, 15, tmp_path, input_name=input_name)

    assert wrong(lesson, camera) == []
    assert "learned" not in left(lesson).values()


@pytest.mark.parametrize("maker", MAKERS)
def test_slips_and_another_order_teach_nothing_wrong(maker: type[Labels], tmp_path: Path) -> None:
    seed = 20 + MAKERS.index(maker)
    steps = checklist(seed)
    camera = maker(steps, seed)
    person = Person(camera, steps, seed)
    person.shuffle_rounds = person.shuffle_sheets = True
    person.slip_every = 4
    person.follow()

    lesson = learn([steps], [written(tmp_path, camera)])

    assert wrong(lesson, camera) == []
    assert list(left(lesson).values()).count("learned") >= 5, {n: lesson.findings[n].why for n in left(lesson)}


@pytest.mark.parametrize("maker", KINDS)
def test_the_profile_says_how_it_was_learned_and_holds_nothing_of_the_network(
    maker: type[Labels], tmp_path: Path
) -> None:
    steps = checklist(17)
    camera = maker(steps, 17)
    Person(camera, steps, 17).follow()
    (tmp_path / "steps.json").write_text(checklist_text(steps))
    dest = tmp_path / "profile.yml"
    result = run_recording(
        {
            "checklists": [str(tmp_path / "steps.json")],
            "recordings": [written(tmp_path, camera)],
            "dest": str(dest),
            "model": "Dome 20",
            "firmware": "2.4.0",
            "name": None,
        },
        False,
    )

    everything = dest.read_text() + json.dumps(result).replace(str(tmp_path), "")
    for private in (*(str(value) for value in SHOWN.values() if value != 80), "192.168.77"):
        assert private not in everything
    profile = yaml.safe_load(dest.read_text())
    assert {name for name, entry in profile["settings"].items() if entry["learned"].get("from") == "page"} == LEFT[
        "canon_vb_2022"
    ]
    opened = {step["number"] for step in steps["steps"] if step["kind"] == "open"}
    assert {profile["settings"][name]["learned"]["step"] for name in LEFT["canon_vb_2022"]} <= opened
    states = {one["setting"]: one["state"] for one in result["settings"]}
    assert {states["administrator.name"], states["administrator.password"]} == {"left_out"}
    assert result["guide"]["settings"] == len(result["settings"]) == sum(result["counts"].values())
    assert result["guide"]["learned"] >= 0.95 * result["guide"]["settings"]
    assert not set(result["open"]) & (LEFT["canon_vb_2022"] | {"administrator.name"})


def test_a_setting_that_could_cut_the_connection_is_proven_only_by_name() -> None:
    assert all(could_cut(SETTINGS[name], "192.168.77.5", "192.168.77.9") for names in LEFT.values() for name in names)


def test_what_stays_open_keeps_its_reason_and_nothing_is_said_twice(tmp_path: Path) -> None:
    lesson, _camera = lesson_of(LabelledCanon, 18, tmp_path, renamed={"http_server.http_port": ""})

    verdict = verdicts_of(lesson)["http_server.http_port"]

    assert verdict.state == "not seen"
    assert verdict.why == (
        "no page shows a field with the label [HTTP Port]; not asked for: a new port would cut the connection over which you work"
    )
