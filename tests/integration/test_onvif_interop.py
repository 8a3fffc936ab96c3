# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What real ONVIF cameras do beside the standard, one camera for each, through real playbooks: written once, then unchanged."""

from __future__ import annotations

from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import conformant
from .runs import look, run_playbook, task

LATE = ["SetNetworkProtocols", "SetDNS", "SetSystemDateAndTime", "SetZeroConfiguration", "SetDiscoveryMode"]
#: ONVIF states no uptime: that a camera restarted is seen from its having been away, which these resets make sure of.
AWAY = {"reset_after_restart": 4}
ODD: dict[str, dict[str, Any]] = {
    "replaces": {},
    "merges": {"merge_protocols": True},
    "wrong-namespace": {"wrong_namespace": True},
    "soap11": {"soap11": True},
    "wrong-xaddr": {"wrong_xaddr": "http://192.0.2.9:8080"},
    "faults-in-200": {"fault_status": 200},
    "successes-in-500": {"answer_status": 500},
    "local-time": {"local_time_as_utc": True},
    "no-ntp-empty": {"no_ntp": "empty"},
    "no-ntp-zero": {"no_ntp": "zero"},
    "no-ntp-dhcp": {"no_ntp": "dhcp"},
    "fault-but-does": {"fault_but_does": ["AddServerCertificateAssignment"]},
    "empty-body": {"closes_on_empty_body": True},
}
LACKING = ("action_not_supported", "gsoap", "http_501", "empty_success")
FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        *(conformant(name, onvif_quirks=quirks) for name, quirks in ODD.items()),
        *(
            conformant(f"lacks-{number}", onvif_quirks={"not_supported": {"GetIPAddressFilter": shape, "GetDNS": shape}})
            for number, shape in enumerate(LACKING)
        ),
        conformant("missing-https", onvif_quirks={"missing_https": True}),
        conformant("loose-zone", onvif_quirks={"time_zone": "CET-01:00:00CEST-02:00:00,M3.5.0/02:00:00,M10.5.0/03:00:00"}),
        conformant("pending", onvif_quirks={"pending_until_reboot": LATE}, faults=AWAY),
        conformant("ignores", onvif_quirks={"ignore_write": ["SetHostname"]}, faults=AWAY),
    ],
}  # fmt: skip
AREAS: dict[str, Any] = {
    "http_server": {"https_port": 8443},
    "rtp_server": {"rtsp_port": 8554},
    "date_time": {"method": "ntp", "ntp_server": "192.0.2.123", "time_zone": "Europe/Berlin"},
    "network": {"auto_ip": False, "ws_discovery": False, "dns": {"name_server_1": "192.0.2.53"}},
    "on_unsupported": "report",
}
CHANGES = {
    "http_server.https_port", "rtp_server.rtsp_port", "date_time.method", "date_time.ntp_server", "date_time.time_zone",
    "network.ipv4.auto_ip", "network.ws_discovery", "network.dns.name_server_1",
}  # fmt: skip
WRITE, AGAIN = (task(title, "settings", AREAS) for title in ("Write", "Again"))


def test_odd_cameras_are_written_once_and_then_left_alone(fleet: Fleet) -> None:
    run = run_playbook(
        [WRITE, look("Written", "counters"), AGAIN, look("Seen", "counters")], fleet, limit=",".join(ODD)
    ).succeeded()  # fmt: skip
    for name in ODD:
        assert set(run.of("Write", name).settings) == CHANGES, name
        assert not run.of("Again", name).changed, (name, run.of("Again", name).result["changes"])
        written, seen = (run.of(title, name).result["value"]["onvif_writes"] for title in ("Written", "Seen"))
        assert written == seen, name
        settings = fleet.camera(name).settings()
        assert (settings["http_server.https_port"], settings["rtp_server.rtsp_port"]) == (8443, 8554)
        assert settings["http_server.http_port"] == 80, "what was not asked for stays, merged or replaced"
        assert settings["date_time.ntp_server"] == "192.0.2.123"
        assert fleet.camera(name).count("logins_failed") == 0


def test_a_camera_without_https_in_its_list_has_that_port_as_manual(fleet: Fleet) -> None:
    run = run_playbook([WRITE, AGAIN], fleet, limit="missing-https").succeeded()
    assert set(run.of("Write").settings) == CHANGES - {"http_server.https_port"}
    assert run.of("Write").manual == ["http_server.https_port"]
    assert "does not list HTTPS" in run.of("Write").result["manual"][0]["reason"]
    assert not run.of("Again").changed


def test_a_zone_in_another_spelling_is_the_same_zone(fleet: Fleet) -> None:
    zone = {"time_zone": "Europe/Berlin"}
    other = {"time_zone": "America/New_York"}
    run = run_playbook(
        [task("Same", "date_time", zone), task("Other", "date_time", other, check_mode=True)], fleet, limit="loose-zone"
    ).succeeded()  # fmt: skip
    assert not run.of("Same").changed
    assert run.of("Other").settings == ["date_time.time_zone"]


def test_what_waits_for_a_restart_is_written_once_and_in_force_after_it(fleet: Fleet) -> None:
    run = run_playbook([WRITE, AGAIN], fleet, limit="pending").succeeded()
    assert set(run.of("Write").settings) == CHANGES
    assert run.of("Write").result["restart"] == {"needed": True, "done": True}
    assert not run.of("Again").changed
    assert fleet.camera("pending").count("restarts") == 1
    # once among the ordinary settings, once among those that move the session: no loop
    assert fleet.camera("pending").count("onvif.SetNetworkProtocols") == 2


def test_without_a_restart_it_is_reported_as_needed_and_not_repeated_within_the_run(fleet: Fleet) -> None:
    run = run_playbook([task("Write", "settings", {**AREAS, "restart": "never"})], fleet, limit="pending").succeeded()
    assert run.of("Write").result["restart"] == {"needed": True, "done": False}
    assert fleet.camera("pending").count("restarts") == 0
    assert fleet.camera("pending").count("onvif.SetNetworkProtocols") == 2


@pytest.mark.parametrize("number", range(len(LACKING)), ids=LACKING)
def test_every_shape_of_not_supported_is_manual_with_a_reason(fleet: Fleet, number: int) -> None:
    hosts = {"ipv4": {"apply": False}}
    run = run_playbook(
        [WRITE, task("Hosts", "host_access", {**hosts, "on_unsupported": "report"})], fleet, limit=f"lacks-{number}"
    ).succeeded()  # fmt: skip
    assert set(run.of("Write").settings) == CHANGES - {"network.dns.name_server_1"}
    assert run.of("Write").manual == ["network.dns.name_server_1"]
    assert run.of("Hosts").manual == ["host_access.ipv4.apply"]
    assert all("does not" in item["reason"] for item in run.of("Write").result["manual"])


def test_a_write_that_is_accepted_and_ignored_is_reported_as_waiting_and_fails_after_the_restart(fleet: Fleet) -> None:
    """From outside, ignoring looks like waiting for a restart until there was one."""
    name = {"dns": {"host_name": "gate-7"}}
    run = run_playbook(
        [task("Wait", "network", {**name, "restart": "never"}), task("Restart", "network", name)], fleet, limit="ignores"
    )  # fmt: skip
    assert run.of("Wait").result["restart"] == {"needed": True, "done": False}
    assert run.of("Restart").code == "not_effective"
    assert "network.dns.host_name" in run.of("Restart").msg
    assert fleet.camera("ignores").count("restarts") == 1
    assert fleet.camera("ignores").settings()["network.dns.host_name"] == ""
