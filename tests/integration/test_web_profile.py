# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A camera of a maker that does not exist is hardened by a profile of version 2, whatever its interface looks like this time."""

from __future__ import annotations

from typing import Any

from .fleets import SEED, SITE, configured
from .runs import HARDEN, run_playbook

#: HTTPS from the start: names and passwords do not travel in clear text. A restart of this camera is seen only by its being away,
#: so that it takes longer than a pause between two looks.
FLEET: dict[str, Any] = {
    "seed": SEED,
    "cameras": [
        configured("dome", "Acme Imaginary Dome 20", https=True, certificate="fleet_ca", restart_seconds=4.0),
    ],
}


def test_the_made_up_maker_is_hardened_and_the_second_run_changes_nothing(fleet: Any) -> None:
    camera = fleet.camera("dome")
    # once each: the camera is busy, and everybody is logged out in the middle
    camera.fault("transient_save")
    camera.fault("session_expired")
    first = run_playbook(HARDEN, fleet, variables=SITE).succeeded()
    settings = camera.settings()
    assert first.recap["dome"]["changed"], SEED
    assert settings["host_access.ipv4.default_policy"] == "prohibit"
    assert settings["host_access.ipv4.rows"] == [{"address": "127.0.0.0", "prefix_length": 8, "action": "authorize"}]
    assert settings["network.mdns"] == settings["network.ipv4.auto_ip"] == "disable"
    assert settings["viewer.user_authentication"] == "authenticate"
    assert settings["date_time.ntp_server"] == SITE["harden_ntp_server"]
    assert {settings[f"user_authority.guest.{what}"] for what in ("video", "audio", "camera_control")} == {"disable"}
    # what the request carried along is as it was
    assert settings["network.max_packet_size"] == 1500
    fleet.reset_counters()
    second = run_playbook(HARDEN, fleet, variables=SITE).succeeded()
    assert second.recap["dome"]["changed"] == 0, SEED
    assert camera.count("writes") == 0
