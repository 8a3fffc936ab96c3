# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Cameras by ONVIF: the role on one of no known make, and Canon cameras without a code map."""

from __future__ import annotations

from typing import Any

from netcam_emulator.testing import Fleet

from .fleets import ADMIN, NEW, SITE, configured, password_of
from .runs import HARDEN, run_playbook, task

FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        {**configured("plain", "x"), "family": "onvif"},
        {
            **configured("odd", "x"),
            "family": "onvif",
            "onvif_quirks": {
                "merge_protocols": True, "missing_https": True, "wrong_namespace": True,
                "wrong_xaddr": "http://192.0.2.9:8080", "no_ntp": "zero", "fault_status": 200,
            },
        },
        {**configured("token", "x"), "family": "onvif", "onvif_auth": ["usernametoken"], "clock_offset": -200000000},
        configured("canon", NEW),
    ],
}  # fmt: skip
for _entry in FLEET["cameras"][:3]:
    del _entry["model"]
NONE: dict[str, Any] = {"ansible_netcam_profile": None}
CONFORMANT = ["plain", "odd", "token"]
#: ONVIF has one filter for both: IPv4 alone cannot be said.
HOSTS = {
    "ipv4": {"apply": True, "default_policy": "prohibit", "rows": [{"address": "127.0.0.0/8"}]},
    "ipv6": {"apply": True, "default_policy": "prohibit", "rows": []},
}


def test_the_role_hardens_what_onvif_carries_and_a_second_run_changes_nothing(fleet: Fleet) -> None:
    first = run_playbook(HARDEN, fleet, limit=",".join(CONFORMANT)).succeeded()
    for name in CONFORMANT:
        plan = first.of("netcam.hardening.harden : Plan", name)
        assert plan.result["camera"]["family"] == "onvif"
        assert {change["driver"] for change in plan.result["changes"]} == {"onvif"}
        assert {"date_time.ntp_server", "host_access.ipv4.rows", "network.ipv4.auto_ip"} <= set(plan.settings)
        assert {"network.mdns", "http_server.auth_method", "rtp_server.rtp"} <= set(plan.manual)
        assert first.recap[name]["changed"] > 0
    fleet.reset_counters()
    second = run_playbook(HARDEN, fleet, limit=",".join(CONFORMANT)).succeeded()
    for name in CONFORMANT:
        assert second.recap[name]["changed"] == 0
        assert fleet.camera(name).count("onvif_writes") == 0
        assert fleet.camera(name).count("logins_failed") == 0


def test_check_mode_writes_nothing(fleet: Fleet) -> None:
    run = run_playbook([task("Look", "host_access", HOSTS, check_mode=True)], fleet, limit="plain").succeeded()
    assert run.of("Look").changed
    assert fleet.camera("plain").count("onvif_writes") == 0


def test_a_list_that_would_lock_out_this_host_is_refused_before_the_first_write(fleet: Fleet) -> None:
    wrong = {"ipv4": {"apply": True, "default_policy": "prohibit", "rows": [{"address": "192.0.2.0/24"}]}}
    run = run_playbook([task("Lock out", "host_access", wrong)], fleet, limit="plain")
    assert run.of("Lock out").code == "refused"
    assert "127.0.0.1" in run.of("Lock out").msg
    assert fleet.camera("plain").count("onvif_writes") == 0


def test_what_canons_table_can_say_and_onvif_cannot_is_an_error(fleet: Fleet) -> None:
    mixed = {
        "ipv4": {
            "apply": True,
            "default_policy": "prohibit",
            "rows": [{"address": "127.0.0.0/8"}, {"address": "192.0.2.9", "action": "prohibit"}],
        }
    }
    run = run_playbook([task("Mix", "host_access", mixed)], fleet, limit="plain")
    assert run.of("Mix").code == "invalid_value"
    assert fleet.camera("plain").count("onvif_writes") == 0


def test_a_new_password_works_and_the_old_one_does_not(fleet: Fleet) -> None:
    wanted = {"name": ADMIN, "password": "Zx53QuietLantern"}
    run = run_playbook([task("Change", "administrator", wanted)], fleet, limit="plain").succeeded()
    assert run.of("Change").settings == ["administrator.password"]
    assert fleet.camera("plain").login_check(ADMIN, "Zx53QuietLantern")
    assert not fleet.camera("plain").login_check(ADMIN, password_of("plain"))


def test_a_wrong_password_is_one_failed_login_and_unreachable(fleet: Fleet) -> None:
    run = run_playbook(
        [task("Look", "device_info")], fleet, limit="plain", variables={"ansible_password": "Wrong1Password"}
    )
    assert run.of("Look").status == "unreachable"
    assert "the camera refuses" in run.of("Look").msg
    assert fleet.camera("plain").count("logins_failed") == 1


def test_a_canon_camera_without_a_code_map_is_reached_by_onvif_where_that_goes(fleet: Fleet) -> None:
    areas = {"host_access": HOSTS, "network": {"auto_ip": False, "mdns": False}, "on_unsupported": "report"}
    run = run_playbook([task("Set", "settings", areas)], fleet, limit="canon", variables=NONE).succeeded()
    outcome = run.of("Set")
    assert "host_access.ipv4.rows" in outcome.settings
    assert {change["driver"] for change in outcome.result["changes"]} == {"onvif"}
    assert outcome.manual == ["network.mdns"]
    settings = fleet.camera("canon").settings()
    assert settings["host_access.ipv4.apply"] == "enable"


def test_with_a_code_map_the_vendors_interface_comes_first_and_onvif_is_not_asked(fleet: Fleet) -> None:
    run = run_playbook([task("Set", "network", {"mdns": False})], fleet, limit="canon").succeeded()
    assert {change["driver"] for change in run.of("Set").result["changes"]} == {"canon"}
    assert fleet.camera("canon").count("onvif_reads") == 0


def test_device_info_says_which_interface_reaches_what(fleet: Fleet) -> None:
    run = run_playbook([task("Look", "device_info")], fleet, limit="plain,canon", variables=NONE).succeeded()
    for name in ("plain", "canon"):
        result = run.of("Look", name).result
        drivers = {row["setting"]: row["driver"] for rows in result["reach"].values() for row in rows}
        assert drivers["users.accounts"] == "onvif"
        assert drivers["network.mdns"] is None


def test_the_driver_can_be_held_to_canons_interface(fleet: Fleet) -> None:
    only = {**NONE, "ansible_netcam_driver": "canon"}
    run = run_playbook([task("Set", "network", {"auto_ip": False})], fleet, limit="canon", variables=only)
    assert run.of("Set").code == "unsupported"
    assert fleet.camera("canon").count("onvif_reads") == 0
