# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Writing, reading, saving: what is volatile, what is refused, what follows from what."""

from __future__ import annotations

from typing import Any

import pytest


def test_a_write_acts_at_once_and_is_gone_after_a_power_loss(modern: Any) -> None:
    assert modern.write({"viewer.user_authentication": "authenticate"}).ok
    assert modern.curl("/viewer/").status == 401
    assert modern.shown("viewer.user_authentication") == "authenticate"
    modern.camera.power_loss()
    assert modern.curl("/viewer/").status == 200


def test_a_saved_write_survives(modern: Any) -> None:
    assert modern.write({"viewer.user_authentication": "authenticate"}).ok
    assert modern.save().ok
    modern.camera.power_loss()
    assert modern.curl("/viewer/").status == 401
    assert modern.camera.count("writes") == modern.camera.count("saves") == 1


def test_restart_by_command_loads_what_is_saved(modern: Any) -> None:
    assert modern.write({"snmp_server.contact": "Gate 4"}).ok
    assert modern.get("/admin/-set-?pt=9").ok
    modern.camera.wait_up()
    assert modern.shown("snmp_server.contact") == ""
    assert modern.camera.count("restarts") == 1


def test_bodies_are_ignored(modern: Any) -> None:
    body = modern.parameter("snmp_server.contact", "x")
    assert modern.get("/admin/-set-", "--digest", "-d", body).error == "E001"


def test_text_survives_the_way(modern: Any) -> None:
    for value in ("R&D = floor 2 + 100 %", "Überwachung 北門", 'quoted "x"; #5'):
        assert modern.write({"snmp_server.contact": value}).ok
        assert modern.shown("snmp_server.contact") == value


def test_indexed_settings_count_from_zero_on_the_wire(modern: Any) -> None:
    assert modern.write({"rtp_server.stream[5].multicast_port": "5004"}).ok
    assert modern.camera.settings()["rtp_server.stream[5].multicast_port"] == 5004
    assert modern.parameter("rtp_server.stream[5].multicast_port", "5004") in {
        f"{name}={value}" for name, value in modern.read("rtp").items()
    }
    code = modern.parameter("rtp_server.stream[1].multicast_port", "").partition("-")[0]
    assert modern.get(f"/admin/-set-?{code}-5=5004").error == f"E001 {code}-5"
    assert modern.get(f"/admin/-set-?{code}=5004").error == f"E001 {code}"


def test_secrets_are_read_as_stars_and_masked_in_the_request_list(modern: Any) -> None:
    assert modern.shown("administrator.password") == "*****"
    assert modern.shown("snmp_server.auth_password") == ""
    assert modern.write({"snmp_server.auth_password": "Secret4Snmp99"}).ok
    assert modern.shown("snmp_server.auth_password") == "*****"
    assert modern.camera.secrets()["snmp_server.auth_password"] == "Secret4Snmp99"
    assert "Secret4Snmp99" not in "\n".join(modern.camera.requests())


def test_all_or_nothing(modern: Any) -> None:
    answer = modern.write({"snmp_server.contact": "x", "network.max_packet_size": "100"})
    assert answer.error == f"E002 {modern.parameter('network.max_packet_size', '')[:-1]}"
    assert modern.shown("snmp_server.contact") == ""


def test_unknown_codes_pages_and_commands(modern: Any) -> None:
    assert modern.get("/admin/-set-?zz99x=1").error == "E001 zz99x"
    assert modern.get("/admin/-set-").error == "E001"
    assert modern.get("/admin/-set-?pt=77").error == "E001 pt"
    assert modern.get("/admin/-get-?pg=nothing").error == "E001 pg"
    assert modern.get("/admin/nothing").status == 404


def test_at_most_forty_items_in_a_request(modern: Any) -> None:
    rows = {f"host_access.ipv4.rows[{n}].{part}": value for n in range(1, 15) for part, value in (
        ("address", f"192.0.2.{n}"), ("prefix_length", "32"), ("action", "authorize"))}  # fmt: skip
    assert len(rows) == 42
    assert modern.write(rows).error.startswith("E002")
    assert modern.write(dict(list(rows.items())[:40])).ok


@pytest.mark.parametrize(
    ("setting", "refused", "accepted"),
    [
        ("administrator.name", "with space", "hall-admin_2"),
        ("administrator.password", "x" * 33, "x" * 32),
        ("http_server.http_port", "1023", "1024"),
        ("http_server.https_port", "65536", "65535"),
        ("rtp_server.rtsp_port", "555", "8554"),
        ("rtp_server.stream[1].multicast_address", "192.0.2.1", "239.192.0.1"),
        ("rtp_server.stream[1].multicast_ttl", "256", "255"),
        ("host_access.ipv4.rows[1].prefix_length", "33", "0"),
        ("host_access.ipv4.rows[1].address", "2001:db8::1", "192.0.2.1"),
        ("host_access.ipv6.rows[20].address", "192.0.2.1", "2001:db8::1"),
        ("host_access.ipv6.rows[20].prefix_length", "129", "128"),
        ("snmp_server.contact", "x" * 64, "x" * 63),
        ("snmp_server.location", "x" * 32, "x" * 31),
        ("snmp_server.auth_password", "short77", "eight888"),
        ("network.max_packet_size", "575", "576"),
        ("network.ipv4.subnet_mask", "255.0.255.0", "255.255.0.0"),
        ("network.ipv6.prefix_length", "15", "16"),
        ("network.dns.host_name", "under_score", "gate-4.example"),
        ("date_time.clock", "2026-01-01 00:00:00", "2026/01/01 00:00:00"),
    ],
)
def test_limits(modern: Any, setting: str, refused: str, accepted: str) -> None:
    assert modern.write({setting: refused}).error.startswith("E002")
    assert modern.write({setting: accepted}).ok


def test_older_passwords_are_one_shorter(old: Any) -> None:
    assert old.write({"administrator.password": "x" * 32}).error.startswith("E002")
    assert old.write({"administrator.password": "x" * 31}).ok


def test_ports_must_differ(modern: Any) -> None:
    answer = modern.write({"http_server.http_port": "8443", "http_server.https_port": "8443"})
    assert answer.error.startswith("E002")


def test_switching_video_off_takes_camera_control_along(modern: Any) -> None:
    group = "user_authority.authorized"
    assert modern.write({f"{group}.video": "disable"}).ok
    assert modern.shown(f"{group}.camera_control") == "disable"
    assert modern.shown(f"{group}.privileged_camera_control") == "disable"
    assert modern.shown(f"{group}.audio") == "enable"
    assert modern.write({f"{group}.privileged_camera_control": "enable"}).error.startswith("E003")
    everything = {f"{group}.{what}": "enable" for what in ("video", "camera_control", "privileged_camera_control")}
    assert modern.write(everything).ok


def test_users_need_a_password_and_a_name_of_their_own(modern: Any) -> None:
    name, password = "users.accounts[1].name", "users.accounts[1].password"
    assert modern.write({name: "guard"}).error.startswith("E002")
    assert modern.write({name: modern.user, password: "Guard4Night77"}).error.startswith("E002")
    assert modern.write({name: "guard", password: "Guard4Night77"}).ok
    assert modern.camera.settings()["users.accounts"] == [{"name": "guard"}]
    assert modern.camera.secrets()["users.accounts.guard"] == "Guard4Night77"
    assert modern.write({name: ""}).ok
    assert "users.accounts.guard" not in modern.camera.secrets()


def test_the_clock_is_local_to_the_camera(modern: Any) -> None:
    clock = {"date_time.time_zone": "Asia/Tokyo", "date_time.clock": "2030/01/01 09:00:00"}
    assert modern.write(clock).ok
    assert 1893456000 <= modern.camera.state()["clock"] < 1893456010  # 2030-01-01 00:00:00 UTC
    assert modern.shown("date_time.clock").startswith("2030/01/01 09:00:0")


def test_with_a_time_server_the_clock_is_not_set_by_hand(modern: Any) -> None:
    modern.write({"date_time.clock": "2030/01/01 09:00:00"})
    assert modern.write({"date_time.method": "ntp", "date_time.ntp_server": "ntp.example"}).ok
    assert modern.camera.state()["clock"] < 1893456000
    assert modern.write({"date_time.clock": "2030/01/01 09:00:00"}).error.startswith("E003")


def test_read_only_address_of_auto_ip(modern: Any) -> None:
    assert modern.shown("network.ipv4.auto_ip_address").startswith("169.254.")
    assert modern.write({"network.ipv4.auto_ip_address": "169.254.1.1"}).error.startswith("E003")


def test_a_new_password_counts_from_the_next_request(client: Any, modern: Any) -> None:
    assert modern.write({"administrator.password": "Next4Admin99"}).ok
    assert modern.save().status == 401
    assert client("modern", password="Next4Admin99").save().ok
