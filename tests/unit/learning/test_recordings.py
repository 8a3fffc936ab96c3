# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Recordings as browsers and people leave them, the profile that comes of them, and what must never be in it."""

from __future__ import annotations

import base64
import gzip
import json
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from ansible_collections.netcam.hardening.plugins.module_utils._errors import FileProblem
from ansible_collections.netcam.hardening.plugins.module_utils._learning.checklist import Request, make_checklist
from ansible_collections.netcam.hardening.plugins.module_utils._learning.files import checklist_text
from ansible_collections.netcam.hardening.plugins.module_utils._profile import load_profiles
from ansible_collections.netcam.hardening.plugins.module_utils._profile_from_recording import run_recording

from .makers import (
    Browser,
    Camera,
    Canon,
    CanonSection,
    Form,
    FormBoxes,
    FormSparse,
    Json,
    JsonChanges,
    JsonLists,
    JsonSparse,
    Person,
)

NOW = datetime(2026, 11, 22, 10, 0)
MAKERS = (Canon, Json, Form)
#: What the made-up cameras and their user have that is nobody's business.
PRIVATE = ("192.168.77.5", "My-own-Password-9", "f00dfeed12345678", "SID")
Har = dict[str, Any]


class Lesson:
    """A checklist, a camera and a folder."""

    def __init__(self, folder: Path, maker: type[Camera] = Canon, seed: int = 4, **more: Any) -> None:
        self.folder = folder
        self.steps = make_checklist(Request("canon_vb_2022", **more), random.Random(seed), NOW)
        (folder / "steps.json").write_text(checklist_text(self.steps))
        self.camera = maker(self.steps, seed)
        Person(self.camera, self.steps, seed).follow()
        self.har: Har = self.camera.browser.har()

    def learn(self, content: bytes | None = None, name: str = "one.har", **more: Any) -> dict[str, Any]:
        (self.folder / name).write_bytes(json.dumps(self.har).encode() if content is None else content)
        given = {
            "checklists": [str(self.folder / "steps.json")],
            "recordings": [str(self.folder / name)],
            "dest": str(self.folder / "profile.yml"),
            "model": "Dome 20",
            "firmware": "2.4.0",
            "name": None,
        }
        return run_recording({**given, **more}, False)

    @property
    def text(self) -> str:
        return (self.folder / "profile.yml").read_text()

    @property
    def profile(self) -> dict[str, Any]:
        loaded: dict[str, Any] = yaml.safe_load(self.text)
        return loaded


@pytest.mark.parametrize(
    ("maker", "resets"),
    [
        (Json, True),
        (JsonLists, True),
        (JsonSparse, True),
        (Form, True),
        (FormSparse, True),
        (FormBoxes, True),
        (JsonChanges, False),
    ],
)
def test_a_page_that_sends_all_its_fields_is_known_as_one(maker: type[Camera], resets: bool, tmp_path: Path) -> None:
    """A camera may reset what such a request lacks: rows that come and go, and passwords left out, do not hide it."""
    lesson = Lesson(tmp_path, maker)
    lesson.learn()

    requests = lesson.profile["interface"]["requests"]
    whole = {
        name: bool(requests[setting["write"]["request"]].get("whole"))
        for name, setting in lesson.profile["settings"].items()
        if name.startswith(("date_time", "host_access", "users", "snmp_server", "network", "rtp_server"))
    }
    assert set(whole.values()) == {resets}, whole


def test_a_mask_is_not_sent_back_where_the_page_does_not(tmp_path: Path) -> None:
    """It would be the camera's new password."""
    starts = {}
    for maker in (Json, JsonSparse):
        lesson = Lesson(tmp_path, maker)
        lesson.learn()
        setting = lesson.profile["settings"]["snmp_server.auth_password"]
        starts[maker] = "base" in lesson.profile["interface"]["requests"][setting["write"]["request"]]

    assert starts == {Json: True, JsonSparse: False}


def test_a_box_that_is_not_checked_is_left_out(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, FormBoxes)
    lesson.learn()

    learned = lesson.profile["settings"]["network.mdns"]
    assert learned["values"] == lesson.camera.cells["network.mdns"].words
    assert learned["values"]["disable"] is None
    # what the page shows in a text area is read as well
    assert "snmp_server.location" in lesson.profile["settings"]


@pytest.mark.parametrize("maker", [Canon, CanonSection, Json, JsonChanges, Form, FormBoxes, JsonSparse])
def test_the_profile_is_one_that_this_collection_reads_and_unproven(maker: type[Camera], tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, maker)
    result = lesson.learn()

    load_profiles([lesson.profile])
    assert lesson.profile["status"] == "unproven"
    assert lesson.profile["profile_version"] == result["format"] == (1 if issubclass(maker, Canon) else 2)
    assert result["counts"]["learned"] == len(lesson.profile["settings"]) >= 57
    buttons = {"backup.encryption_password", "backup.backup", "log.view", "reboot.reboot"}
    left = set(lesson.steps["settings"]) - set(lesson.profile["settings"]) - buttons
    assert set(result["open"]) == left | set(lesson.steps["operations"])


@pytest.mark.parametrize("maker", MAKERS)
def test_nothing_private_is_in_the_profile_or_in_the_result(maker: type[Camera], tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, maker)
    result = json.dumps(lesson.learn())
    secrets = [step["marker"] for step in lesson.steps["steps"] if step.get("secret") == [""]]
    secrets += [step["marker"]["password"] for step in lesson.steps["steps"] if step.get("secret") == ["password"]]

    for value in (*PRIVATE, *secrets):
        assert value not in lesson.text
        assert value not in result
    # markers are nobody's secret, but they say nothing that a profile needs
    assert not [step["marker"] for step in lesson.steps["steps"] if str(step.get("marker")) in lesson.text.split()
                and str(step["marker"]).startswith("nc")]  # fmt: skip


@pytest.mark.parametrize("maker", MAKERS)
def test_the_same_recording_gives_the_same_profile(maker: type[Camera], tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, maker)
    assert lesson.learn()["changed"]
    first = lesson.text
    assert not lesson.learn()["changed"]
    (tmp_path / "profile.yml").unlink()
    lesson.learn()
    assert lesson.text == first


def test_a_password_that_a_form_carries_along_is_never_a_constant_of_the_profile(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, Form)
    for entry in lesson.har["log"]["entries"]:
        post = entry["request"].get("postData")
        if post and "_token" in post["text"]:
            post["text"] += "&adminpass=swordfish"
    lesson.learn()
    assert "swordfish" not in lesson.text


def packed(har: Har) -> bytes:
    return gzip.compress(json.dumps(har).encode())


def encoded(har: Har) -> bytes:
    for number, entry in enumerate(har["log"]["entries"]):
        content = entry["response"]["content"]
        data = content["text"].encode()
        content["text"] = base64.b64encode(gzip.compress(data, mtime=0) if number % 2 else data).decode()
        content["encoding"] = "base64"
    return json.dumps(har).encode()


def second_version(har: Har) -> bytes:
    for entry in har["log"]["entries"]:
        request = entry["request"]
        request["httpVersion"] = "h2"
        host, path = request["url"].removeprefix("http://").split("/", 1)
        request["headers"] += [
            {"name": name, "value": value}
            for name, value in (
                (":authority", host),
                (":method", request["method"]),
                (":path", "/" + path),
                (":scheme", "http"),
            )
        ]
        request["url"] = "/" + path
    return json.dumps(har).encode()


def out_of_order(har: Har) -> bytes:
    random.Random(1).shuffle(har["log"]["entries"])
    return json.dumps(har).encode()


def other_tabs(har: Har) -> bytes:
    entries = har["log"]["entries"]
    noise = Browser("https://telemetry.example")
    noise.record("POST", "/collect?v=2", "", body=json.dumps({"page": "snmp", "time": 17}), mime="application/json")
    noise.record("GET", "/logo.png", "\x00\x01", answer_type="image/png")
    for at in range(0, len(entries), 5):
        entries[at:at] = [{**extra, "startedDateTime": entries[at]["startedDateTime"]} for extra in noise.entries]
    return json.dumps(har).encode()


def nonsense(har: Har) -> bytes:
    har["log"]["entries"][3:3] = [
        None,
        7,
        {},
        {"request": {}},
        {"request": {"url": 5, "method": "GET"}, "response": {}},
        [[]],
    ]
    return json.dumps(har).encode()


@pytest.mark.parametrize("maker", [Canon, Form])
@pytest.mark.parametrize("left", [packed, encoded, second_version, out_of_order, other_tabs, nonsense])
def test_what_a_browser_makes_of_a_recording_changes_nothing(
    left: Callable[[Har], bytes], maker: type[Camera], tmp_path: Path
) -> None:
    lesson = Lesson(tmp_path, maker)
    lesson.learn()
    clean = lesson.profile
    (tmp_path / "profile.yml").unlink()
    lesson.learn(left(lesson.har))

    assert without_numbers(lesson.profile) == without_numbers(clean)


def without_numbers(profile: dict[str, Any]) -> dict[str, Any]:
    """Requests are counted over all of a recording, so that other tabs move the numbers."""
    settings = {
        name: {key: part for key, part in entry.items() if key != "learned"}
        for name, entry in profile["settings"].items()
    }
    return {**profile, "settings": settings}


@pytest.mark.parametrize("maker", [Json, JsonChanges])
def test_a_session_that_ended_in_the_middle_is_seen_as_that(maker: type[Camera], tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, maker)
    clean = lesson.learn()["counts"]
    (tmp_path / "profile.yml").unlink()
    entries = lesson.har["log"]["entries"]
    login = next(entry for entry in entries if entry["request"]["url"].endswith("/session"))
    writes = [at for at, entry in enumerate(entries) if entry["request"]["method"] == "POST" and entry is not login]
    for at in sorted((writes[7], writes[20]), reverse=True):
        refused = json.loads(json.dumps(entries[at]))
        refused["response"] = {
            "status": 401,
            "headers": [],
            "content": {"mimeType": "application/json", "text": '{"result":"login"}'},
        }
        again = {**login, "startedDateTime": entries[at]["startedDateTime"]}
        entries[at:at] = [refused, again]

    assert lesson.learn()["counts"] == clean
    assert lesson.profile["interface"]["success"] == {"at": {"in": "json", "pointer": "/result"}, "equals": "ok"}
    assert "transient" not in lesson.profile["interface"]


def test_an_answer_after_which_the_request_was_repeated_is_transient(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, CanonSection)
    lesson.learn()
    assert lesson.profile["interface"]["transient"] == ["C006"]
    assert lesson.profile["interface"]["save"] == {"path": "/admin/-set-", "params": {"pt": "4"}}


def test_a_second_short_recording_adds_what_the_first_left_open(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, Canon)
    entries = lesson.har["log"]["entries"]
    mdns = lesson.camera.cells["network.mdns"].place
    first = json.loads(json.dumps(lesson.har))
    for entry in first["log"]["entries"]:
        if "-set-" in entry["request"]["url"]:
            head, _mark, query = entry["request"]["url"].partition("?")
            entry["request"]["url"] = (
                head + "?" + "&".join(part for part in query.split("&") if not part.startswith(mdns))
            )
    assert entries
    buttons = lesson.steps["operations"]
    assert lesson.learn(json.dumps(first).encode())["open"] == sorted(["network.mdns", *buttons])

    rest = make_checklist(Request("canon_vb_2022", only=("network.mdns",)), random.Random(99), NOW)
    (tmp_path / "rest.json").write_text(checklist_text(rest))
    second = Browser()
    second.now = lesson.camera.browser.now
    lesson.camera.browser = second
    Person(lesson.camera, rest).follow()
    (tmp_path / "two.har").write_text(json.dumps(second.har()))
    result = lesson.learn(
        json.dumps(first).encode(),
        checklists=[str(tmp_path / "steps.json"), str(tmp_path / "rest.json")],
        recordings=[str(tmp_path / "one.har"), str(tmp_path / "two.har")],
    )

    assert result["open"] == buttons
    assert lesson.profile["settings"]["network.mdns"]["code"] == mdns


@pytest.mark.parametrize(
    "content",
    [b"", b"not a recording", b"[]", b'{"log": {}}', b'{"log": {"entries": []}}', b'{"log": {"entries": 5}}',
     b"[" * 100_000, gzip.compress(b"{", mtime=0), b"\x1f\x8bdamaged", b'{"log": {"entries": [' + b"[" * 100_000],
)  # fmt: skip
def test_a_file_that_is_no_recording_is_an_error_that_says_so(content: bytes, tmp_path: Path) -> None:
    lesson = Lesson(tmp_path)
    with pytest.raises(FileProblem):
        lesson.learn(content)
    assert not (tmp_path / "profile.yml").exists()


def test_a_recording_of_something_else_is_an_error(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path)
    other = Browser()
    other.record("GET", "/", "hello", answer_type="text/html")
    with pytest.raises(FileProblem, match="no value of the checklists"):
        lesson.learn(json.dumps(other.har()).encode())


def test_a_recording_that_unpacks_to_more_than_the_limit_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lesson = Lesson(tmp_path)
    monkeypatch.setattr("ansible_collections.netcam.hardening.plugins.module_utils._learning.har.MAX_RECORDING", 10_000)
    with pytest.raises(FileProblem, match="larger than 10000 bytes when it is unpacked"):
        lesson.learn(gzip.compress(b" " * 20_000, mtime=0))


@pytest.mark.parametrize(
    "present",
    [
        "profile_version: 1\n",
        "status: unproven\nsettings: {network.mdns: {proof: {model: x}}}\n",
        "{",
        "status: proven\n",
    ],
)
def test_what_people_wrote_or_proved_is_never_replaced(present: str, tmp_path: Path) -> None:
    lesson = Lesson(tmp_path)
    (tmp_path / "profile.yml").write_text(present)
    with pytest.raises(FileProblem, match="not replaced|is there already"):
        lesson.learn()
    assert lesson.text == present


def test_a_password_that_a_script_encrypts_is_not_seen(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, Json)
    secret = next(
        step["marker"] for step in lesson.steps["steps"] if step.get("setting") == "snmp_server.auth_password"
    )
    result = lesson.learn(json.dumps(lesson.har).replace(secret, "9f86d081884c7d659a2feaa0c55ad015").encode())
    states = {one["setting"]: one["state"] for one in result["settings"]}
    assert states["snmp_server.auth_password"] == "not_seen"
    assert "9f86d081884c7d659a2feaa0c55ad015" not in lesson.text


def test_two_fields_with_one_value_are_ambiguous_and_named(tmp_path: Path) -> None:
    lesson = Lesson(tmp_path, JsonChanges)
    place = lesson.camera.cells["snmp_server.location"].place.rpartition("/")[2]
    for entry in lesson.har["log"]["entries"]:
        text = entry["request"].get("postData", {}).get("text", "")
        if f'"{place}"' in text:
            entry["request"]["postData"]["text"] = json.dumps(
                {**json.loads(text), "copy": _find(json.loads(text), place)}
            )
    result = lesson.learn()
    found = next(one for one in result["settings"] if one["setting"] == "snmp_server.location")
    assert found["state"] == "ambiguous"
    assert len(found["candidates"]) == 2
    assert "snmp_server.location" not in lesson.profile["settings"]


def _find(document: Any, name: str) -> Any:
    for key, value in document.items():
        if key == name:
            return value
        if isinstance(value, dict) and (found := _find(value, name)) is not None:
            return found
    return None
