# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Curl and the modules look at the same camera: neither is the only witness of what the other did."""

from __future__ import annotations

import shutil

import pytest
from netcam_emulator.testing import Fleet

from .fleets import NEW, OLD, configured, login_of
from .runs import NETWORK, run_playbook, task
from .witness import Witness

FLEET = {"defaults": {"restart_seconds": 0.1}, "cameras": [configured("new", NEW), configured("old", OLD)]}
#: Options of `settings`, and the same in the words of the camera.
AREAS = {
    "date_time": {"method": "ntp", "ntp_server": "192.0.2.123", "time_zone": "Europe/Helsinki"},
    "log_notification": {"level": "errors_and_warnings"},
    "user_authority": {
        "guest": {"camera_control": False, "video": False, "audio": False}, "viewer_authentication": True,
    },
    "http_server": {"auth_method": "digest"},
    "snmp_server": {"v1_v2c": False, "contact": "noc@example.com (24 h, ext. 5 & 6)", "location": "Hall = 2, 100 %"},
    "rtp_server": {"rtsp_auth_method": "digest", "rtsp_port": 8554},
    "network": {"auto_ip": False, "mdns": False, "dns": {"host_name": "gate-7"}},
}  # fmt: skip
SAME = {
    "date_time.method": "ntp", "date_time.ntp_server": "192.0.2.123", "date_time.time_zone": "Europe/Helsinki",
    "log_notification.level": "errors_and_warnings", "user_authority.guest.camera_control": "disable",
    "user_authority.guest.video": "disable", "user_authority.guest.audio": "disable",
    "viewer.user_authentication": "authenticate", "http_server.auth_method": "digest",
    "snmp_server.v1_v2c": "disable", "snmp_server.contact": "noc@example.com (24 h, ext. 5 & 6)",
    "snmp_server.location": "Hall = 2, 100 %", "rtp_server.rtsp_auth_method": "digest",
    "rtp_server.rtsp_port": "8554", "network.ipv4.auto_ip": "disable", "network.mdns": "disable",
    "network.dns.host_name": "gate-7",
}  # fmt: skip
BOTH = ["new", "old"]


@pytest.mark.parametrize("name", BOTH)
def test_what_the_module_wrote_curl_reads(fleet: Fleet, name: str) -> None:
    run_playbook([task("Write", "settings", AREAS)], fleet, limit=name).succeeded()
    witness = Witness(fleet, name)
    assert {key: witness.shown(key, login_of(name)) for key in SAME} == SAME


@pytest.mark.parametrize("name", BOTH)
def test_what_curl_wrote_the_module_finds_done(fleet: Fleet, name: str) -> None:
    Witness(fleet, name).write(SAME, login_of(name))
    fleet.camera(name).restart()
    fleet.reset_counters()
    run = run_playbook([task("Nothing to do", "settings", AREAS)], fleet, limit=name).succeeded()
    assert run.of("Nothing to do").result["changes"] == []
    assert fleet.camera(name).count("writes") == 0


def test_what_curl_wrote_the_module_shows_as_the_state_before(fleet: Fleet) -> None:
    for name in BOTH:
        Witness(fleet, name).write({"snmp_server.location": "Cellar"}, login_of(name))
    run = run_playbook([task("Move", "snmp_server", {"location": "Roof"})], fleet).succeeded()
    for name in BOTH:
        assert run.of("Move", name).result["diff"] == {
            "before": {"snmp_server.location": "Cellar"}, "after": {"snmp_server.location": "Roof"},
        }  # fmt: skip


@pytest.mark.skipif(shutil.which("snmpget") is None, reason="needs snmpget (Debian package snmp)")
@pytest.mark.parametrize("name", BOTH)
def test_snmp_as_the_module_set_it_up_answers_snmpget_encrypted_and_nobody_else(fleet: Fleet, name: str) -> None:
    options = {
        "v1_v2c": False, "v3": True, "user_name": "monitor", "security_level": "authentication_and_encryption",
        "auth_algorithm": "sha1", "auth_password": "Ab19SnmpAuthXy", "encryption_algorithm": "aes",
        "encryption_password": "Cd28SnmpPrivZq", "location": "North gate",
    }  # fmt: skip
    run_playbook([task("SNMP", "snmp_server", options)], fleet, limit=name).succeeded()
    witness = Witness(fleet, name)
    login = ["-v3", "-u", "monitor", "-a", "SHA", "-A", "Ab19SnmpAuthXy", "-x", "AES", "-X", "Cd28SnmpPrivZq"]
    assert '"North gate"' in witness.snmpget("1.3.6.1.2.1.1.6.0", *login, "-l", "authPriv")
    assert "North gate" not in witness.snmpget("1.3.6.1.2.1.1.6.0", *login, "-l", "authNoPriv")
    assert "North gate" not in witness.snmpget("1.3.6.1.2.1.1.6.0", "-v2c", "-c", "public")


def test_another_code_map_is_nothing_but_another_profile() -> None:
    """The collection knows no codes: the same fleet under another seed has other codes and other encodings."""
    cameras = [configured("a", NEW, address="127.20.8.1"), configured("b", OLD, address="127.20.8.2")]
    with Fleet({"cameras": cameras}, network=NETWORK, seed="another") as fleet:
        run = run_playbook([task("Write", "settings", AREAS)], fleet).succeeded()
        for name in ("a", "b"):
            assert run.of("Write", name).changed
            witness = Witness(fleet, name)
            assert {key: witness.shown(key, login_of(name)) for key in SAME} == SAME
