# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Where values are shown: a page that shows the last value by chance is not the one that shows it always."""

from __future__ import annotations

import json
import random
from datetime import datetime
from pathlib import Path

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import Request, make_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._learning.exchange import Place
from ansible_collections.netcam.hardening.plugins.module_utils._learning.learner import learn

from .makers import Canon, Person


@pytest.mark.parametrize("key", ["dot1x.user_name", "dot1x.method"])
def test_a_bare_page_that_a_script_fills_in_later_is_not_where_a_value_is_shown(key: str, tmp_path: Path) -> None:
    """Opened once more after the last [Apply], its empty field, or the first entry of its list, is what was written last."""
    steps = make_checklist(Request("canon_vb_2022"), random.Random(3), datetime(2026, 11, 22, 10, 0))
    camera = Canon(steps, 3)
    Person(camera, steps, 3).follow()
    cell = camera.cells[key]
    bare = f'<!DOCTYPE html><html><body><form><input name="{cell.place}" value="{cell.value}"></form></body></html>'
    camera.browser.record("GET", "/admin/802_1x.html", bare, answer_type="text/html")
    (tmp_path / "one.har").write_text(json.dumps(camera.browser.har()))

    lesson = learn([steps], [str(tmp_path / "one.har")])

    form = lesson.reader.find(lesson.findings[key].place)
    assert form is not None
    assert (form.page.path, form.place) == ("/admin/-get-", Place("lines", cell.place))
