# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings that wait for a restart, and restarts that are hard to see, on a camera that is back before anybody looks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from ansible.module_utils.common.arg_spec import ArgumentSpecValidator

from ansible_collections.netcam.hardening.plugins.module_utils import _restart_wait
from ansible_collections.netcam.hardening.plugins.module_utils._endpoint import Endpoint
from ansible_collections.netcam.hardening.plugins.module_utils._engine import run
from ansible_collections.netcam.hardening.plugins.module_utils._errors import RestartTimeout
from ansible_collections.netcam.hardening.plugins.module_utils._module import job_for, own_spec

from .nimbus import Nimbus, serving
from .profiles import profile

_RESTART = {"request": {"method": "POST", "path": "/api/restart", "headers": {"X-Token": "{token:once}"}}}
_UPTIME = {"in": "json", "pointer": "/uptime"}


def waiting_profile(*, restart: bool = True, uptime: bool = False) -> dict[str, Any]:
    """mDNS waits for a restart; the request of that may be known, and an uptime told."""
    made = profile()
    made["settings"]["network.mdns"]["restart"] = True
    if restart:
        made["interface"]["restart"] = _RESTART
    if uptime:
        made["interface"]["recognise"]["uptime"] = _UPTIME
    return made


@pytest.fixture(name="camera")
def _camera() -> Nimbus:
    return Nimbus()


@pytest.fixture(name="endpoint")
def _endpoint(camera: Nimbus) -> Iterator[Endpoint]:
    with serving(camera) as endpoint:
        yield replace(endpoint, profiles=(waiting_profile(),), driver="web")


@pytest.fixture(name="soon")
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits that are over at once; which sign counts when is the same."""
    monkeypatch.setattr(_restart_wait, "_STEADY", 0.0)
    monkeypatch.setattr(_restart_wait, "_NEVER_AWAY", 0.0)


def switch_mdns_off(endpoint: Endpoint, **options: Any) -> dict[str, Any]:
    """What a task of module network does."""
    validated = ArgumentSpecValidator(own_spec("network")).validate({"mdns": False, **options})
    assert not validated.error_messages
    return run(job_for("network", validated.validated_parameters, False), endpoint)


@pytest.mark.usefixtures("soon")
def test_a_restart_that_nobody_saw_is_known_by_the_login_that_is_over(camera: Nimbus, endpoint: Endpoint) -> None:
    result = switch_mdns_off(endpoint)
    assert camera.restarts == 1
    assert result["restart"] == {"needed": True, "done": True}
    assert camera.network["mdns"] is False


@pytest.mark.parametrize("uptime", [False, True], ids=["tells nothing", "tells its uptime"])
@pytest.mark.usefixtures("soon")
def test_a_camera_that_only_says_that_it_restarts_is_an_error_and_no_endless_wait(
    uptime: bool, camera: Nimbus, endpoint: Endpoint
) -> None:
    camera.restarts_well, camera.tells_uptime = False, uptime
    shorter = replace(endpoint, profiles=(waiting_profile(uptime=uptime),), restart_timeout=1.0)
    with pytest.raises(RestartTimeout) as caught:
        switch_mdns_off(shorter)
    assert camera.restarts == 1
    said = "without having restarted" if uptime else "tells nothing by which a restart could be seen"
    assert said in caught.value.message
    assert caught.value.hint


def test_an_uptime_shows_a_restart_at_once(camera: Nimbus, endpoint: Endpoint) -> None:
    camera.tells_uptime = True
    result = switch_mdns_off(replace(endpoint, profiles=(waiting_profile(uptime=True),)))
    assert camera.restarts == 1
    assert result["restart"]["done"]


@pytest.mark.parametrize("shown", ["soon", None, True, -5, "nan", [3]])
@pytest.mark.usefixtures("soon")
def test_an_uptime_that_is_no_number_of_seconds_is_no_uptime(
    shown: Any, camera: Nimbus, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(camera, "firmware", shown)
    odd = waiting_profile()
    odd["interface"]["recognise"] = {
        "request": {"path": "/api/about"},
        "model": {"in": "json", "pointer": "/device/model"},
        "uptime": {"in": "json", "pointer": "/device/fw"},
    }
    assert switch_mdns_off(replace(endpoint, profiles=(odd,)))["restart"]["done"]


def test_without_a_restart_request_the_restart_is_left_to_people_and_said(camera: Nimbus, endpoint: Endpoint) -> None:
    result = switch_mdns_off(replace(endpoint, profiles=(waiting_profile(restart=False),)))
    assert camera.saved["network"]["mdns"] is False
    assert result["restart"] == {"needed": True, "done": False}
    (manual,) = result["manual"]
    assert manual["setting"] == "reboot.reboot"
    assert "network.mdns" in manual["reason"]


def test_a_restart_that_is_not_allowed_is_not_done(camera: Nimbus, endpoint: Endpoint) -> None:
    result = switch_mdns_off(endpoint, restart="never")
    assert camera.restarts == 0
    assert result["restart"] == {"needed": True, "done": False}
