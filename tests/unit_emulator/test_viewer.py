# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Public pages: facts, picture, viewer."""

from __future__ import annotations

import time
from typing import Any

INFO, IMAGE = "/-wvhttp-01-/info.cgi", "/-wvhttp-01-/image.cgi?v=jpg:320x180"
GUEST = [f"user_authority.guest.{what}" for what in ("camera_control", "video", "audio")]


def test_info_gives_the_facts(modern: Any) -> None:
    answer = modern.curl(INFO)
    facts = dict(line.split(":=") for line in answer.body.splitlines())
    assert "Livescope-Status: 0" in answer.headers
    assert "Server: VB/4.0" in answer.headers
    assert facts["s.hardware"] == "Canon VB-H47"
    assert facts["s.firmware"] == "1.0.0"
    assert abs(int(facts["realtime"]) - time.time()) < 3


def test_guests_see_info_as_long_as_they_have_any_authority(modern: Any) -> None:
    modern.camera.set({GUEST[0]: "disable", GUEST[1]: "disable"})
    assert modern.curl(INFO).status == 200
    assert modern.curl(IMAGE).status == 401
    modern.camera.set({GUEST[2]: "disable"})
    assert modern.curl(INFO).status == 401
    assert modern.get(INFO).status == 200


def test_image_is_a_jpeg(modern: Any) -> None:
    assert "Content-Type: image/jpeg" in modern.curl(IMAGE).headers


def test_users_without_video_get_no_picture(client: Any, modern: Any) -> None:
    modern.camera.set({"users.accounts": [{"name": "guard", "password": "Guard4Night77"}]})
    modern.camera.set({GUEST[1]: "disable", "user_authority.authorized.video": "disable"})
    assert "Livescope-Status: 507" in client("modern", "guard", "Guard4Night77").get(IMAGE).headers


def test_the_viewer_page_has_its_own_switch(modern: Any) -> None:
    assert modern.curl("/viewer/").status == 200
    modern.camera.set({"viewer.user_authentication": "authenticate"})
    assert modern.curl("/viewer/").status == 401
    assert modern.get("/viewer/").status == 200
    assert modern.curl("/").status == 200


def test_a_restart_changes_uptime_and_start_time(modern: Any) -> None:
    def facts() -> dict[str, str]:
        return dict(line.split(":=") for line in modern.curl(INFO).body.splitlines())

    time.sleep(1.1)
    before = facts()
    assert int(before["timestamp"]) >= 1
    modern.camera.restart()
    after = facts()
    assert after["timestamp"] == "0"
    assert after["s.epoch"] > before["s.epoch"]
