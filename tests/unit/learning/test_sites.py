# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What was learned from a recording is used on the camera: each write does what it says, and nothing else."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._drivers.web import WebDriver
from ansible_collections.netcam.hardening.plugins.module_utils._errors import NetcamError
from ansible_collections.netcam.hardening.plugins.module_utils._learning.act_profile import Acts
from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import Request, make_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._learning.learner import learn
from ansible_collections.netcam.hardening.plugins.module_utils._learning.verdict import Verdict, verdicts_of
from ansible_collections.netcam.hardening.plugins.module_utils._learning.writing import write_profile
from ansible_collections.netcam.hardening.plugins.module_utils._web.profile import load_web_profile

from .makers import Person
from .sites import Direct, Site, Style

NOW = datetime(2026, 11, 22, 10, 0)
SECRET = "Fresh4Secret"


#: Seeds of styles that are tried: more of them by hand, such as 0:400.
SEEDS = range(*map(int, os.environ.get("NETCAM_TEACH_SITES", "0:4").split(":")))
#: What real setting pages do. Each of them is learned nearly as a whole.
STYLES = {
    "a form for each page": Style(boxes=True),
    "pages that are answered with a redirect": Style(boxes=True, answers="redirect", token="hidden"),
    "pages that are answered with the page": Style(boxes=True, answers="page", token="hidden", once=False),
    "multipart": Style(sends="multipart", boxes=True, token="hidden"),
    "forms told apart by a hidden field": Style(apart="hidden", per="part", boxes=True),
    "forms told apart by the address": Style(apart="query", per="part", boxes=True, answers="redirect"),
    "forms told apart by the button": Style(apart="submit", per="part", boxes=True, answers="page"),
    "forms told apart by their fields": Style(apart="fields", per="part", boxes=True, rows="dot"),
    "pages told apart by their fields": Style(apart="fields", token="cookie", rows="letter", first=1),
    "one address for all, read as lines": Style(sends="query", shows="lines", apart="hidden", rows="dot", token="none"),
    "an address for each page, with a query": Style(sends="query", shows="json", token="header", refuses=7),
    "values in a script": Style(shows="script", rows="letter", boxes=True, polls=True, token="cookie", once=False),
    "values in lines, boxes in the page": Style(shows="lines", boxes=True, apart="submit", refuses=7),
    "documents": Style("json", "json", secret="echoed", token="cookie", once=False, polls=True),
    "documents that are merged": Style("json", "json", resets=False, token="header", refuses=7),
}


@pytest.fixture(autouse=True)
def _without_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """A camera that is busy for a moment is asked again at once."""
    monkeypatch.setattr(time, "sleep", lambda seconds: None)


class Taught:
    """A camera, what was learned of it, and a driver that has nothing but that."""

    def __init__(self, folder: Path, seed: int, style: Style | None = None) -> None:
        steps = make_checklist(Request("canon_vb_2022"), random.Random(seed), NOW)
        self.site = Site(steps, seed, style)
        Person(self.site, steps, seed).follow()
        path = folder / "one.har"
        path.write_text(json.dumps(self.site.browser.har()), encoding="utf-8")
        self.lesson = learn([steps], [str(path)])
        self.verdicts: dict[str, Verdict] = verdicts_of(self.lesson)
        heading = {"name": "site", "models": ["Site 1"], "firmware": ["1"], "source": "a test"}
        self.profile = write_profile(self.lesson, self.verdicts, Acts(self.lesson), heading, "Site 1", "1")
        self.driver = WebDriver(Direct(self.site), load_web_profile(self.profile, "site"), lambda word: None)  # type: ignore[arg-type]  # a stand-in

    @property
    def asked(self) -> dict[str, Verdict]:
        """What the checklist asked for, and no button's."""
        settings = {one.setting.id for one in self.lesson.expected.fields()}
        return {name: verdict for name, verdict in self.verdicts.items() if name in settings}

    @property
    def share(self) -> float:
        return sum(verdict.state == "learned" for verdict in self.asked.values()) / len(self.asked)

    def open(self) -> dict[str, str]:
        return {name: f"{one.state}: {one.why}" for name, one in self.asked.items() if one.state != "learned"}

    def slips(self) -> list[str]:
        """Write each setting that was learned, and see what the camera has afterwards."""
        chance = random.Random(7)
        self.site.scramble(chance)
        found = []
        for setting in self.profile["settings"]:
            found += self._tried(setting, chance)
        return found

    def _tried(self, setting: str, chance: random.Random) -> Iterator[str]:
        site, entry = self.site, self.driver.profile.entries[setting]
        if entry.setting.columns:
            yield from self._rows(setting)
            return
        key = f"{setting.rpartition('.')[0]}[2].{setting.rpartition('.')[2]}" if entry.setting.indexed else setting
        cell = site.cells[key]
        try:
            shown = self._read(setting, key)
            if entry.setting.kind != "secret" and setting != "date_time.clock":
                truth = _told(site, key)
                # words that nobody was asked to choose are not known
                known = isinstance(truth, bool) or not entry.cell.values or truth in entry.cell.values
                if known and shown != truth:
                    yield f"{key} is read as {shown!r}, and is {truth!r}"
            value, wire = _other(entry, cell, shown, chance)
            yield from self._written([Assignment(key, value)], {key: wire})
            if any(part.master is cell for part in site.parts.values()) and wire is None:
                cell.value = _first(word for word in cell.words.values() if word is not None)
        except NetcamError as error:
            yield f"{key}: {error}"

    def _read(self, setting: str, key: str) -> Any:
        self.driver.forget()
        return self.driver.read([setting]).values[key]

    def _rows(self, setting: str) -> Iterator[str]:
        site, entry = self.site, self.driver.profile.entries[setting]
        row, wanted = {}, {}
        for column in entry.setting.columns:
            key = f"{setting}[2].{column.name}"
            if key not in site.cells:
                continue
            if column.kind == "choice":
                row[column.name], wanted[key] = _first(site.cells[key].words.items())
            elif column.name == "prefix_length":
                row[column.name], wanted[key] = 24, site._integer(24)
            else:
                row[column.name] = wanted[key] = SECRET if "password" in column.name else f"zw{len(row)}"
        try:
            self.driver.forget()
            self.driver.read([setting])
            yield from self._written([Assignment(setting, rows={1: row})], wanted)
        except NetcamError as error:
            yield f"{setting}: {error}"

    def _written(self, assignments: list[Assignment], wanted: Mapping[str, Any]) -> Iterator[str]:
        before = self.site.values()
        self.driver.write(assignments)
        self.driver.save()
        after = self.site.values()
        for key, value in {**before, **wanted}.items():
            if after[key] != value and key != "date_time.clock":
                yield f"{[one.key for one in assignments]} made {key} {after[key]!r} (was {before[key]!r}, wanted {value!r})"


def _first(values: Iterable[Any]) -> Any:
    return next(iter(values))


def _told(site: Site, key: str) -> Any:
    cell = site.cells[key]
    setting = SETTINGS[key if key in SETTINGS else key.partition("[")[0] + key.partition("]")[2]]
    if cell.words:
        word = next(word for word, wire in cell.words.items() if wire == cell.value)
        return word == setting.words[0] if setting.kind == "switch" else word
    return int(cell.value) if setting.kind == "integer" else cell.value


def _other(entry: Any, cell: Any, shown: Any, chance: random.Random) -> tuple[Any, Any]:
    setting = entry.setting
    if setting.kind == "switch":
        return not shown, cell.words[setting.words[1 if shown else 0]]
    if cell.words:
        word = chance.choice([word for word in entry.cell.values if word != shown])
        return word, cell.words[word]
    if setting.kind == "integer":
        return 31, 31 if isinstance(cell.value, int) else "31"
    return (SECRET, SECRET) if setting.kind == "secret" else (f"zw{len(cell.key)}", f"zw{len(cell.key)}")


@pytest.mark.parametrize("style", STYLES)
def test_a_style_of_real_pages_is_learned_and_every_write_does_what_it_says(style: str, tmp_path: Path) -> None:
    taught = Taught(tmp_path, 1, STYLES[style])

    assert taught.slips() == []
    assert taught.share >= 0.95, taught.open()


@pytest.mark.parametrize("seed", SEEDS)
def test_whatever_the_style_nothing_wrong_is_learned(seed: int, tmp_path: Path) -> None:
    taught = Taught(tmp_path, seed)

    assert taught.slips() == [], taught.site.style
