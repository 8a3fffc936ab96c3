# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings of which there are several, in a JSON array: a request that takes changes only still has to hold the whole array."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import CameraAnswer
from ansible_collections.netcam.hardening.plugins.module_utils._profile import load_profiles
from ansible_collections.netcam.hardening.plugins.module_utils._web.draft import Draft
from ansible_collections.netcam.hardening.plugins.module_utils._web.pages import Shown
from ansible_collections.netcam.hardening.plugins.module_utils._web.writing import Writer
from ansible_collections.netcam.hardening.plugins.module_utils._wire import Answer

PORT, TTL = "rtp_server.audio.multicast_port", "rtp_server.audio.multicast_ttl"


def setting(write: str, read: str, **more: Any) -> dict[str, Any]:
    return {
        "write": {"request": "rtp", "at": {"in": "json", "pointer": write}, **more},
        "read": {"page": "rtp", "at": {"in": "json", "pointer": read}},
    }


class Camera:
    """Takes requests as `WebRequests` makes them, and shows one page."""

    def __init__(self, page: Any, settings: dict[str, Any], request: dict[str, Any] | None = None) -> None:
        self.profile: Any = load_profiles(
            [
                {
                    "profile_version": 2,
                    "driver": "web",
                    "guide": "canon_vb_2022",
                    "interface": {
                        "authentication": {"kind": "none"},
                        "reads": {"rtp": {"request": {"path": "/rtp"}, "kind": "json"}},
                        "requests": {
                            "rtp": {"method": "POST", "path": "/rtp", "body": {"kind": "json"}, **(request or {})}
                        },
                    },
                    "settings": settings,
                }
            ]
        ).webs[0]
        self.interface = self.profile.interface
        self.shows = json.dumps(page)
        self.sent: list[Any] = []

    def page(self, name: str) -> Shown:
        return Shown(Answer(200, self.shows.encode(), {"content-type": "application/json"}))

    def command(
        self, request: Any, what: str, *, edits: Callable[[Draft], None], given: Any, secrets: Sequence[str]
    ) -> None:
        draft = Draft(request, {})
        edits(draft)
        self.sent.append(json.loads(draft.sending()["body"]))

    def write(self, key: str, value: Any) -> Any:
        Writer(self, {}).write([Assignment(key, value)])  # type: ignore[arg-type]  # stands in for WebRequests
        return self.sent[-1]


def test_the_other_positions_go_along_as_they_are() -> None:
    camera = Camera(
        {"audio": [{"port": 5000, "ttl": "7", "own": "x"}, {"port": 5002, "ttl": "8", "own": "y"}]},
        {
            PORT: setting("/audio/{row}/port", "/audio/{row}/port"),
            TTL: setting("/audio/{row}/ttl", "/audio/{row}/ttl", **{"as": "text"}),
        },
    )

    body = camera.write("rtp_server.audio[2].multicast_port", 6000)

    assert body == {"audio": [{"port": 5000, "ttl": "7", "own": "x"}, {"port": 6000, "ttl": "8", "own": "y"}]}


def test_the_array_may_stand_elsewhere_on_the_page() -> None:
    camera = Camera(
        {"result": {"ports": [5000, 5002]}, "status": "ok"},
        {PORT: setting("/ports/{row}", "/result/ports/{row}")},
    )

    assert camera.write("rtp_server.audio[1].multicast_port", 6000) == {"ports": [6000, 5002]}


def test_numbered_keys_of_an_object_are_sent_alone() -> None:
    camera = Camera(
        {"audio": {"0": {"port": 5000}, "1": {"port": 5002}}},
        {PORT: setting("/audio/{row}/port", "/audio/{row}/port")},
        {"body": {"kind": "json", "content": {"audio": {}}}},
    )

    assert camera.write("rtp_server.audio[2].multicast_port", 6000) == {"audio": {"1": {"port": 6000}}}


def test_an_array_that_shows_nothing_of_the_setting_is_not_written() -> None:
    """What is missing would be reset, or taken for something else."""
    camera = Camera({"audio": []}, {PORT: setting("/audio/{row}/port", "/audio/{row}/port")})

    with pytest.raises(CameraAnswer, match="does not show a field that the request"):
        camera.write("rtp_server.audio[2].multicast_port", 6000)
    assert camera.sent == []
