# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The restart in a recording: which request it is, and which settings wait for it. A wrong request is worse than none."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import Request, make_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._learning.files import checklist_text
from ansible_collections.netcam.hardening.plugins.module_utils._profile import load_profiles
from ansible_collections.netcam.hardening.plugins.module_utils._profile_from_recording import run_recording

from .makers import Camera, Canon, Json, Person

NOW = datetime(2026, 11, 22, 10, 0)
NETWORK = "network.ipv4.auto_ip"
#: A part of the checklist is enough: settings of three pages, of which the guide says that one waits for restarts.
ONLY = (NETWORK, "network.ipv6.ipv6", "network.mdns", "snmp_server.v3", "date_time.method")


def taught(
    folder: Path, maker: type[Camera], finish: Callable[[Camera], None], family: str = "canon_vb_2022"
) -> tuple[dict[str, Any], list[str]]:
    """The profile and the notes of a recording that ends with what C(finish) does. Its checklist ends with the buttons."""
    steps = make_checklist(Request(family, only=ONLY), random.Random(5), NOW)
    whole = make_checklist(Request(family), random.Random(6), NOW)
    number = len(steps["steps"])
    buttons = [step for step in whole["steps"] if step["sheet"] == "maintenance"]
    steps["steps"] += [{**step, "number": number + at} for at, step in enumerate(buttons, start=1)]
    (folder / "steps.json").write_text(checklist_text(steps))
    camera = maker(steps, 3)
    person = Person(camera, steps, 3)
    person.reboots = False
    person.follow()
    finish(camera)
    (folder / "one.har").write_text(json.dumps(camera.browser.har()))
    result = run_recording(
        {
            "checklists": [str(folder / "steps.json")],
            "recordings": [str(folder / "one.har")],
            "dest": str(folder / "profile.yml"),
            "model": "Dome 20",
            "firmware": "2.4.0",
            "name": None,
        },
        False,
    )
    profile: dict[str, Any] = yaml.safe_load((folder / "profile.yml").read_text())
    load_profiles([profile])
    return profile, result["notes"]


def marks(profile: dict[str, Any]) -> dict[str, str]:
    """Settings that wait for a restart, with where it is known from."""
    assert all(("restart" in entry["learned"]) == bool(entry.get("restart")) for entry in profile["settings"].values())
    return {name: entry["learned"]["restart"] for name, entry in profile["settings"].items() if entry.get("restart")}


def log(camera: Camera) -> None:
    camera.browser.record("GET", "/admin/-log-", "2026/11/22 11:46:48 [info] S001 System started\n")


def press(camera: Camera, path: str = "/system/x17", answer: str = '{"result":"ok"}') -> None:
    """A button of a camera with JSON, whose path says nothing."""
    camera.browser.record(
        "POST", path, answer, body='{"go":1}', mime="application/json", answer_type="application/json"
    )


# -- the request --------------------------------------------------------------------------------------------------------


def test_what_was_left_to_press_on_a_camera_without_sessions_is_the_restart(tmp_path: Path) -> None:
    def finish(camera: Camera) -> None:
        log(camera)
        camera.browser.record("GET", "/admin/-set-?pt=9", "Status=0\n")

    profile, notes = taught(tmp_path, Canon, finish)
    assert profile["interface"]["restart"] == {"path": "/admin/-set-", "params": {"pt": "9"}}
    assert not any("restart" in line for line in notes)


def test_a_camera_that_was_gone_afterwards_was_restarted(tmp_path: Path) -> None:
    def finish(camera: Camera) -> None:
        log(camera)
        press(camera)
        camera.browser.record("GET", "/about", "", status=0)

    assert taught(tmp_path, Json, finish)[0]["interface"]["restart"]["request"]["path"] == "/system/x17"


def test_an_answer_that_never_came_whole_is_that_of_a_camera_that_was_gone(tmp_path: Path) -> None:
    def finish(camera: Camera) -> None:
        camera.browser.record("GET", "/about", '{"model":"Dome 20"}', answer_type="application/json")
        log(camera)
        press(camera)
        camera.browser.record("GET", "/about", "", answer_type="application/json")

    assert taught(tmp_path, Json, finish)[0]["interface"]["restart"]["request"]["path"] == "/system/x17"


@pytest.mark.parametrize("path", ["/api/system/reboot", "/cgi/restartDevice"])
def test_a_request_that_says_so_is_the_restart(path: str, tmp_path: Path) -> None:
    assert (
        taught(tmp_path, Json, lambda camera: press(camera, path))[0]["interface"]["restart"]["request"]["path"] == path
    )


def nothing(_camera: Camera) -> None:
    """The person forgot the last step."""


def opaque(camera: Camera) -> None:
    """It could as well be the end of the session."""
    log(camera)
    press(camera)


def left(camera: Camera) -> None:
    log(camera)
    press(camera, "/session/logout")
    camera.browser.record("GET", "/about", "", status=0)


def with_a_secret(camera: Camera) -> None:
    log(camera)
    camera.browser.record("POST", "/system/x17", '{"result":"ok"}', body='{"key":"Zm9vYmFyYmF6cXV4Zm9vYmFy"}',
                          mime="application/json", answer_type="application/json")  # fmt: skip
    camera.browser.record("GET", "/about", "", status=0)


def two_buttons(camera: Camera) -> None:
    log(camera)
    camera.browser.record("GET", "/admin/-set-?pt=7", "Status=0\n")
    camera.browser.record("GET", "/admin/-set-?pt=9", "Status=0\n")


def before_the_log(camera: Camera) -> None:
    """Pressed on the way to the log, and [Reboot] forgotten."""
    camera.browser.record("GET", "/admin/-set-?pt=8", "Status=0\n")
    log(camera)


@pytest.mark.parametrize(
    ("maker", "finish"),
    [(Canon, nothing), (Json, nothing), (Json, opaque), (Json, left), (Json, with_a_secret), (Canon, two_buttons),
     (Canon, before_the_log)],
)  # fmt: skip
def test_what_could_be_anything_is_not_the_restart_and_is_said(
    maker: type[Camera], finish: Callable[[Camera], None], tmp_path: Path
) -> None:
    profile, notes = taught(tmp_path, maker, finish)
    assert "restart" not in profile["interface"]
    assert any("restart the camera by hand" in line for line in notes)
    # the settings are marked all the same: so harden says that they wait
    assert marks(profile)[NETWORK] == "guide"


# -- the settings -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("family", ["canon_vb_2022", "canon_vb_pre2022"])
@pytest.mark.parametrize("maker", [Canon, Json])
def test_without_a_sign_the_guide_says_what_waits(maker: type[Camera], family: str, tmp_path: Path) -> None:
    profile, _notes = taught(tmp_path, maker, nothing, family)
    waits = {name for name in profile["settings"] if family in SETTINGS[name].restart}
    assert NETWORK in waits
    assert marks(profile) == dict.fromkeys(waits, "guide")


class ApplyAndReboot(Canon):
    """The server page restarts the camera after each [Apply]: no guide says that of it."""

    def apply(self, page: str, changed: dict[str, Any]) -> None:
        super().apply(page, changed)
        if changed and page == _SERVER:
            self.browser.record("GET", "/admin/-set-?pt=9", "Status=0\n")

    def reboot(self) -> None:
        log(self)
        super().reboot()


_SERVER = "[Server] > [Server]"


def test_settings_whose_apply_is_followed_by_the_restart_wait_for_it(tmp_path: Path) -> None:
    profile, _notes = taught(tmp_path, ApplyAndReboot, lambda camera: camera.reboot())  # type: ignore[attr-defined]  # Canon
    assert profile["interface"]["restart"]["params"] == {"pt": "9"}
    found = marks(profile)
    assert {name for name, source in found.items() if source == "page"} == {
        name for name in profile["settings"] if name.startswith("snmp_server.")
    }
    assert found[NETWORK] == "guide"


class SaysSo(Json):
    """The answer to a write says whether it waits."""

    word = '"rebootRequired":true'

    def apply(self, page: str, changed: dict[str, Any]) -> None:
        before = len(self.browser.entries)
        super().apply(page, changed)
        if page == _SERVER:
            for entry in self.browser.entries[before:]:
                if entry["request"]["method"] == "POST":
                    entry["response"]["content"]["text"] = f'{{"result":"ok",{self.word}}}'


class SaysNot(SaysSo):
    word = '"rebootRequired":false'


class SaysZero(SaysSo):
    word = '"restart":0'


class SaysNoNeed(SaysSo):
    word = '"message":"No restart required"'


class Button(Json):
    """The button on the page says it."""

    words = "Apply and reboot"

    def open(self, page: str) -> None:
        if page == _SERVER:
            text = f"<!DOCTYPE html><html><body><button>Cancel</button><button type=button>{self.words}</button></body></html>"
            self.browser.record("GET", "/page.html", text, answer_type="text/html")
        else:
            self.browser.record(
                "GET", "/other.html", "<!DOCTYPE html><html><button>Apply</button></html>", answer_type="text/html"
            )
        super().open(page)


class OnlyReboot(Button):
    """A button that restarts, beside one that applies, says nothing of the settings."""

    words = "Reboot"


@pytest.mark.parametrize(
    ("maker", "waits"),
    [(SaysSo, True), (Button, True), (SaysNot, False), (SaysZero, False), (SaysNoNeed, False), (OnlyReboot, False)],
)
def test_what_the_page_says_of_restarts_is_taken_from_it(maker: type[Camera], waits: bool, tmp_path: Path) -> None:
    profile, _notes = taught(tmp_path, maker, nothing)
    assert {name.partition(".")[0] for name, source in marks(profile).items() if source == "page"} == (
        {"snmp_server"} if waits else set()
    )
