# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Every way to log in to an ONVIF camera: HTTPS with the site's CA, SHA-256 only, tokens only, a clock of another year."""

from __future__ import annotations

from typing import Any

import pytest
from netcam_emulator.testing import Fleet

from .fleets import ADMIN, SITE, configured, conformant
from .runs import HARDEN, look, run_playbook, task

YEARS = 200_000_000
TLS: dict[str, Any] = {"https": True, "settings": {"ssl_tls.https_policy": "http_and_https"}}
FLEET: dict[str, Any] = {
    "vars": SITE,
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        conformant("tls", {"ansible_netcam_allow_clear_text": False}, **TLS),
        conformant("tls-token", {"ansible_netcam_allow_clear_text": False}, onvif_auth=["usernametoken"], **TLS),
        conformant("sha256", onvif_auth=["digest"], onvif_digest_algorithms=["SHA-256"]),
        conformant("both", onvif_digest_algorithms=["MD5", "SHA-256"]),
        conformant("token", onvif_auth=["usernametoken"]),
        conformant("late", onvif_auth=["usernametoken"], onvif_clock_window=20, clock_offset=-YEARS),
        conformant("early", onvif_auth=["usernametoken"], onvif_clock_window=20, clock_offset=YEARS),
        conformant("late-digest", clock_offset=-YEARS),
        configured("apart", "VB-M46", onvif_users="separate", onvif_account={"name": "onvif-admin", "password": "Kx82ApartWz91"}),
        conformant("open", onvif_quirks={"open_reads": True}),
        conformant("open-token", onvif_auth=["usernametoken"], onvif_quirks={"open_reads": True}),
    ],
}  # fmt: skip
APART = "apart"
ALL = [entry["name"] for entry in FLEET["cameras"] if entry["name"] != APART]
HTTPS = ["tls", "tls-token"]
AREAS: dict[str, Any] = {
    "network": {"auto_ip": False, "ws_discovery": False, "dns": {"host_name": "gate-7"}},
    "date_time": {"method": "manual", "time_zone": "Europe/Berlin"},
    "users": {"accounts": [{"name": "recorder", "password": "Ht61RecorderVp"}]},
    "on_unsupported": "report",
}


def failed_logins(fleet: Fleet) -> dict[str, int]:
    """How many logins each camera refused."""
    return {name: fleet.camera(name).count("logins_failed") for name in ALL}


def test_device_info_and_settings_work_however_the_camera_wants_its_login(fleet: Fleet) -> None:
    run = run_playbook(
        [task("Look", "device_info"), task("Write", "settings", AREAS), look("Written", "counters"),
         task("Again", "settings", AREAS), look("Seen", "counters")], fleet, limit=",".join(ALL),
    ).succeeded()  # fmt: skip
    for name in ALL:
        assert run.of("Look", name).result["camera"]["model"] == "Emulated ONVIF Camera"
        assert {"network.ipv4.auto_ip", "network.ws_discovery", "users.accounts"} <= set(run.of("Write", name).settings)
        assert not run.of("Again", name).changed
        written, seen = (run.of(title, name).result["value"]["onvif_writes"] for title in ("Written", "Seen"))
        # a camera whose reading is open is asked for one proof of the login in each session, which changes nothing
        assert seen - written == (1 if name.startswith("open") else 0)
        state = fleet.camera(name)
        assert [user["name"] for user in state.onvif()["users"]] == [ADMIN, "recorder"]
        assert state.settings()["network.dns.host_name"] == "gate-7"
    assert failed_logins(fleet) == dict.fromkeys(ALL, 0)


def test_the_role_works_over_https_with_the_sites_ca_and_a_second_run_changes_nothing(fleet: Fleet) -> None:
    names = ",".join(HTTPS)
    first = run_playbook(HARDEN, fleet, limit=names).succeeded()
    for name in HTTPS:
        assert first.recap[name]["changed"] > 0
        assert all(
            change["driver"] == "onvif" for change in first.of("netcam.hardening.harden : Plan", name).result["changes"]
        )
    fleet.reset_counters()
    second = run_playbook(HARDEN, fleet, limit=names).succeeded()
    for name in HTTPS:
        assert second.recap[name]["changed"] == 0
        assert fleet.camera(name).count("onvif_writes") == 0


@pytest.mark.parametrize("name", HTTPS)
def test_a_camera_with_another_certificate_gets_no_password(fleet: Fleet, name: str) -> None:
    """Verification against the host's own CAs, which do not know the site's."""
    run = run_playbook([task("Look", "device_info")], fleet, limit=name, variables={"ansible_netcam_ca_path": None})
    assert run.of("Look").status == "unreachable"
    assert "TLS" in run.of("Look").msg
    assert fleet.camera(name).count("requests") == 0


@pytest.mark.parametrize("name", ["sha256", "token", "late", "open", "open-token", "tls"])
def test_a_wrong_password_is_refused_once_and_nothing_is_read_or_written(fleet: Fleet, name: str) -> None:
    run = run_playbook(
        [task("Look", "device_info"), task("Write", "network", {"auto_ip": False})], fleet, limit=name,
        variables={"ansible_password": "Wrong1Password"},
    )  # fmt: skip
    assert run.of("Look").status == run.of("Write").status == "unreachable"
    assert "the camera refuses" in run.of("Look").msg
    assert fleet.camera(name).count("logins_failed") == 2, "one for each task"
    assert fleet.camera(name).count("onvif.SetZeroConfiguration") == 0


@pytest.mark.parametrize("name", ["late", "early", "late-digest"])
def test_a_clock_that_is_years_off_is_reported_and_put_right(fleet: Fleet, name: str) -> None:
    clock = {"method": "manual"}
    run = run_playbook(
        [task("Look", "device_info"), task("Set", "date_time", clock), task("Again", "date_time", clock)], fleet, limit=name
    ).succeeded()  # fmt: skip
    assert abs(run.of("Look").result["camera"]["clock_drift"]) > YEARS - 1000
    assert run.of("Set").settings == ["date_time.clock"]
    assert not run.of("Again").changed
    assert abs(run.of("Again").result["camera"]["clock_drift"]) < 5
    assert fleet.camera(name).count("logins_failed") == 0


def test_a_camera_that_keeps_onvif_users_apart_is_left_to_its_own_interface(fleet: Fleet) -> None:
    """Canon without a code map: the account of its page is not one of ONVIF's, so nothing is reached and one login failed."""
    none = {"ansible_netcam_profile": None}
    network = {"auto_ip": False, "on_unsupported": "report"}
    run = run_playbook([task("Set", "network", network)], fleet, limit=APART, variables=none).succeeded()
    assert run.of("Set").manual == ["network.ipv4.auto_ip"]
    assert fleet.camera(APART).count("onvif_writes") == 0
    assert fleet.camera(APART).count("logins_failed") == 1
    own = {**none, "ansible_user": "onvif-admin", "ansible_password": "Kx82ApartWz91"}
    run = run_playbook([task("Set", "network", network)], fleet, limit=APART, variables=own).succeeded()
    assert run.of("Set").settings == ["network.ipv4.auto_ip"]
