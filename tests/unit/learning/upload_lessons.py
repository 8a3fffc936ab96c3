# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Recordings of cameras with certificate pages, and what the learner makes of them."""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import Request, make_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._learning.files import checklist_text
from ansible_collections.netcam.hardening.plugins.module_utils._learning.marker_files import marker_files
from ansible_collections.netcam.hardening.plugins.module_utils._profile_from_recording import run_recording

from .cabinets import Cabinet
from .makers import Camera, Canon, Person

NOW = datetime(2026, 11, 22, 10, 0)
NEWER, OLDER = "canon_vb_2022", "canon_vb_pre2022"
#: One page of settings is enough for the learner to know the camera by.
SETTING = "snmp_server.contact"


@cache
def steps_of(guide: str) -> dict[str, Any]:
    """A whole checklist of a guide: always the same."""
    return make_checklist(Request(guide), random.Random(4), NOW)


@cache
def files_of(guide: str) -> dict[str, bytes]:
    """Its throwaway files."""
    return marker_files(steps_of(guide)["materials"], NOW, "")


class Lesson:
    """A recording of a camera with a certificate page."""

    def __init__(
        self,
        folder: Path,
        page: type[Cabinet],
        guide: str = NEWER,
        *,
        contents: bool = False,
        maker: type[Camera] = Canon,
        **more: Any,
    ) -> None:
        self.folder, self.guide, self.steps = folder, guide, steps_of(guide)
        small = [step for step in self.steps["steps"] if step["sheet"] in ("login", "server")]
        self.camera = maker({**self.steps, "steps": small}, 4)
        person = Person(self.camera, {**self.steps, "steps": small}, 4)
        person.reboots = False
        person.follow()
        self.browser = self.camera.browser
        made = type("Page", (page,), more)
        self.page = made(self.browser, self.steps, files_of(guide) if contents else None)

    def learn(self) -> dict[str, Any]:
        """What comes of it, with the profile under C(profile_read)."""
        (self.folder / "steps.json").write_text(checklist_text(self.steps))
        (self.folder / "one.har").write_text(json.dumps(self.browser.har()))
        path = self.folder / "profile.yml"
        path.unlink(missing_ok=True)
        given = {
            "checklists": [str(self.folder / "steps.json")],
            "recordings": [str(self.folder / "one.har")],
            "dest": str(path),
            "model": "Dome 20",
            "firmware": "2.4.0",
            "name": None,
        }
        result = run_recording(given, False)
        return {**result, "profile_read": yaml.safe_load(path.read_text())}


def states(result: Mapping[str, Any]) -> dict[str, str]:
    """Operations that were not learned, each with its state."""
    return {one["operation"]: one["state"] for one in result["operations"] if one["state"] != "learned"}


def post(op: str, **more: Any) -> dict[str, Any]:
    """How a code map writes a request of these pages."""
    return {"path": "/admin/-cert-", "method": "POST", "params": {"op": op}, **more}


RESTORE = {"restore": "not_seen"}
PAIR = {"container": "pem", "file": "crt", "key_file": "prv"}
LIST = {
    "common_name": {"code": "nm"},
    "start_date": {"code": "nb"},
    "end_date": {"code": "na"},
    "kind": {"code": "ty", "values": {"server": "srv", "ca": "root", "crl": "crl"}},
    "id": {"code": "no"},
    "in_use": {"code": "web", "values": {"yes": "y", "no": "n"}},
    "in_use_dot1x": {"code": "dx", "values": {"yes": "1", "no": "0"}},
}
