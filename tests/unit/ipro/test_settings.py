# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Settings over the CGI interface: what is reached and why not, reading, writing, and what is sent for it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import FAMILY_IPRO, SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    InvalidValue,
    NotEffective,
    Refused,
    Unsupported,
)
from ansible_collections.netcam.hardening.plugins.module_utils._guards import HostList, loses_access, parse_networks

from .camera import Paper, driver_for, page

REACHED = {
    "administrator.name", "administrator.password", "users.accounts", "viewer.user_authentication",
    "host_access.ipv4.rows", "host_access.ipv4.default_policy", "host_access.ipv4.apply",
    "http_server.auth_method", "http_server.https_port", "rtp_server.rtsp_port", "ssl_tls.https_policy",
    "date_time.method", "date_time.ntp_server", "network.upnp_port_forwarding",
}  # fmt: skip
#: Buttons of the HTTPS page whose commands are public.
BUTTONS = {"certificate.install_server", "certificate.delete_server", "certificate.delete_self_signed"}


# -- what is reached -----------------------------------------------------------------------------------------------


def test_a_camera_with_the_dialect_is_reached_for_exactly_these() -> None:
    driver = driver_for(Paper())
    own = [setting.id for setting in SETTINGS.values() if FAMILY_IPRO in setting.limits]
    assert {setting_id for setting_id in own if driver.reaches(setting_id)} == REACHED | BUTTONS


@pytest.mark.parametrize("setting_id", sorted(REACHED))
def test_without_the_dialect_each_of_them_says_so(setting_id: str) -> None:
    reason = driver_for(Paper(dialect=False)).why_not(setting_id)
    assert reason is not None
    assert "sister family" in reason or "no command" in reason


@pytest.mark.parametrize("setting_id", ["http_server.http_port", "snmp_server.v3", "dot1x.enable", "date_time.clock"])
def test_what_has_no_command_says_so(setting_id: str) -> None:
    assert driver_for(Paper()).why_not(setting_id)


def test_asking_what_is_reached_writes_nothing() -> None:
    camera = Paper()
    driver = driver_for(camera)
    for setting_id in SETTINGS:
        driver.why_not(setting_id)
    assert camera.writes() == []
    assert len(camera.names()) == len(set(camera.names())) + camera.names().count("get_reg_host") - 1


def test_a_list_that_is_not_understood_is_out_of_reach() -> None:
    driver = driver_for(Paper(broken_list=True))
    for setting_id in ("users.accounts", "host_access.ipv4.apply"):
        assert "another form" in str(driver.why_not(setting_id)) or "has no userlist" in str(driver.why_not(setting_id))


def test_operations_without_a_command_name_their_page() -> None:
    driver = driver_for(Paper())
    assert driver.has("restart")
    for operation, call in (
        ("firmware", lambda: driver.update_firmware("f", b"")),
        ("backup", lambda: driver.download_backup("x")),
        ("restore", lambda: driver.restore_backup(b"", "x")),
        ("log", driver.download_log),
        ("initialize", lambda: driver.initialize(keep_network_settings=True)),
    ):
        assert not driver.has(operation)
        with pytest.raises(Unsupported) as caught:
            call()
        assert "[Maintenance]" in str(caught.value.setting)


# -- reading -------------------------------------------------------------------------------------------------------


def test_values_as_the_camera_states_them() -> None:
    camera = Paper(hosts=[("192.0.2.0/24", "1"), ("198.51.100.7", "3")], host="1")
    camera.users["viewer"] = ("x", "3")
    found = driver_for(camera).read(sorted(REACHED))
    assert found.values["ssl_tls.https_policy"] == "http"
    assert found.values["http_server.https_port"] == 443
    assert found.values["rtp_server.rtsp_port"] == 554
    assert found.values["http_server.auth_method"] == "digest"
    assert found.values["viewer.user_authentication"] is False
    assert found.values["network.upnp_port_forwarding"] is False
    assert found.values["date_time.method"] == "manual"
    assert found.values["date_time.ntp_server"] == ""
    assert found.values["administrator.name"] == "site-admin"
    assert [row["name"] for row in found.values["users.accounts"]] == ["viewer"]
    assert found.values["host_access.ipv4.apply"] is True
    assert found.values["host_access.ipv4.rows"] == (
        {"address": "192.0.2.0", "prefix_length": 24, "action": "authorize"},
        {"address": "198.51.100.7", "prefix_length": 32, "action": "authorize with level 3"},
    )


def test_only_what_is_asked_for_is_fetched() -> None:
    camera = Paper()
    assert set(driver_for(camera).read(["rtp_server.rtsp_port"]).values) == {"rtp_server.rtsp_port"}
    assert camera.names() == ["get_rtsp"]


@pytest.mark.parametrize(
    ("setting_id", "change"),
    [
        ("ssl_tls.https_policy", lambda camera: camera.https.update(live="other")),
        ("http_server.https_port", lambda camera: camera.https.update(https_port="many")),
        ("rtp_server.rtsp_port", lambda camera: camera.rtsp.update(rtsp_port="")),
        ("network.upnp_port_forwarding", lambda camera: setattr(camera, "upnp", "7")),
        ("date_time.method", lambda camera: camera.time.update(time_adjust="x")),
    ],
)
def test_an_odd_value_stays_data_and_shows_up_as_a_difference(setting_id: str, change: Any) -> None:
    camera = Paper()
    change(camera)
    assert isinstance(driver_for(camera).read([setting_id]).values[setting_id], str)


# -- writing -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("key", "value", "sent"),
    [
        ("rtp_server.rtsp_port", 8554, ("set_rtsp", {"rtsp_port": "8554"})),
        ("network.upnp_port_forwarding", True, ("upnp", {"upnp_portmap": "1"})),
        ("viewer.user_authentication", True, ("user.cgi", {"user": "1", "auth_type": "1", "auth_wait_time": "0"})),
        ("http_server.auth_method", "basic", ("user.cgi", {"user": "0", "auth_type": "0", "auth_wait_time": "0"})),
        ("date_time.method", "ntp", ("time", {"time_adjust": "1", "ntp_addr_dhcp": "1", "ntp_addr": "", "ntp_port": "123",
                                              "ntp_interval": "6"})),
        ("date_time.ntp_server", "192.0.2.123", ("time", {"time_adjust": "0", "ntp_addr_dhcp": "0", "ntp_addr": "192.0.2.123",
                                                          "ntp_port": "123", "ntp_interval": "6"})),
        ("http_server.https_port", 8443, ("set_https", {"live": "http", "https_port": "8443"})),
    ],
)  # fmt: skip
def test_a_write_sends_the_whole_form_and_comes_back(key: str, value: Any, sent: tuple[str, dict[str, str]]) -> None:
    camera = Paper()
    driver = driver_for(camera)
    driver.write([Assignment(key, value)])
    assert [(request.name, request.fields) for request in camera.writes()] == [sent]
    assert all(request.method == "POST" for request in camera.writes())
    assert driver.read([key]).values[key] == value


def test_fields_of_one_page_travel_together() -> None:
    camera = Paper()
    driver = driver_for(camera)
    driver.write([Assignment("date_time.method", "ntp"), Assignment("date_time.ntp_server", "ntp.example")])
    assert len(camera.writes()) == 1
    assert camera.time["ntp_addr"] == "ntp.example"


def test_the_connection_is_written_last() -> None:
    camera = Paper()
    camera.https["self_signed_info"] = "gate-1"
    driver_for(camera).write(
        [
            Assignment("ssl_tls.https_policy", "https"),
            Assignment("rtp_server.rtsp_port", 8554),
            Assignment("date_time.method", "ntp"),
        ]
    )
    assert [request.name for request in camera.writes()] == ["time", "set_rtsp", "set_https"]


def test_a_key_of_no_part_is_an_error() -> None:
    with pytest.raises(Unsupported):
        driver_for(Paper()).write([Assignment("snmp_server.v3", True)])


# -- the connection ------------------------------------------------------------------------------------------------


def test_https_without_a_certificate_is_refused_before_the_write() -> None:
    camera = Paper()
    with pytest.raises(Refused, match="no valid certificate") as caught:
        driver_for(camera).write([Assignment("ssl_tls.https_policy", "https")])
    assert caught.value.setting == "[Connection] ([Network] > [Advanced] > [HTTPS])"
    assert camera.writes() == []


@pytest.mark.parametrize(
    ("self_signed", "server", "allowed"),
    [
        ("not_generated", "invalid", False), ("invalid", "invalid", False), ("not_generated", "expired", False),
        ("expired", "invalid", False), ("not_generated", "not_generated", False),
        ("gate-1", "invalid", True), ("invalid", "gate-1", True), ("gate-1", "expired", True), ("not_generated", "gate-1", True),
    ],
)  # fmt: skip
def test_which_certificates_are_enough(self_signed: str, server: str, allowed: bool) -> None:
    camera = Paper()
    camera.https.update(self_signed_info=self_signed, ca_cert_info=server)
    driver = driver_for(camera)
    if allowed:
        driver.write([Assignment("ssl_tls.https_policy", "https")])
        assert camera.https["live"] == "https"
    else:
        with pytest.raises(Refused):
            driver.write([Assignment("ssl_tls.https_policy", "https")])
        assert camera.https["live"] == "http"


def test_port_forwarding_keeps_the_camera_where_it_is() -> None:
    camera = Paper(upnp="1")
    for assignment in (Assignment("http_server.https_port", 8443), Assignment("ssl_tls.https_policy", "http")):
        with pytest.raises(Refused, match="Auto port forwarding"):
            driver_for(camera).write([assignment])
    assert camera.writes() == []


def test_a_camera_that_moves_without_an_answer_has_taken_the_write() -> None:
    camera = Paper(moves_without_answer=True)
    camera.https["self_signed_info"] = "gate-1"
    driver_for(camera).write([Assignment("ssl_tls.https_policy", "https")])
    assert camera.https["live"] == "https"
    assert [request.name for request in camera.writes()] == ["set_https"]


@pytest.mark.parametrize(
    ("before", "wanted", "port"),
    [
        ("http", Assignment("ssl_tls.https_policy", "https"), 443),
        ("http", Assignment("ssl_tls.https_policy", "http_and_https"), 443),
        ("https", Assignment("ssl_tls.https_policy", "http"), 8080),
        ("https", Assignment("http_server.https_port", 8443), 8443),
        ("http", Assignment("http_server.https_port", 8443), None),
        ("dual", Assignment("ssl_tls.https_policy", "https"), None),
    ],
)
def test_the_camera_is_waited_for_where_it_will_listen(before: str, wanted: Assignment, port: int | None) -> None:
    camera = Paper(
        scheme="https" if before == "https" else "http", port=443 if before == "https" else 80, opens_after=7
    )
    camera.https.update(live=before, ca_cert_info="gate-1")
    camera.network["port"] = "8080"
    driver_for(camera).write([wanted])
    assert camera.looks == ([] if port is None else [port] * 8)


def test_a_listener_that_does_not_come_is_left_to_the_read_back() -> None:
    camera = Paper(opens_after=10**6)
    camera.https["ca_cert_info"] = "gate-1"
    driver_for(camera).write([Assignment("ssl_tls.https_policy", "https")])
    assert len(camera.looks) == 120


@pytest.mark.parametrize(("port", "taken_by"), [(8080, "HTTP port"), (8554, "RTSP port")])
def test_the_ports_in_force_are_refused(port: int, taken_by: str) -> None:
    camera = Paper(scheme="https", port=443)
    camera.network["port"], camera.rtsp["rtsp_port"] = "8080", "8554"
    with pytest.raises(InvalidValue) as caught:
        driver_for(camera).check_value("http_server.https_port", port)
    assert f"[{taken_by}]" in caught.value.message
    assert "[HTTPS port]" in str(caught.value.setting)


def test_the_port_of_this_session_is_known_without_the_network_page() -> None:
    camera = Paper(port=8080)
    camera.answers["get_network"] = lambda _sent: page(404, "Not Found")
    with pytest.raises(InvalidValue):
        driver_for(camera).check_value("http_server.https_port", 8080)


@pytest.mark.parametrize(
    ("model", "both"),
    [("WV-SBV131M", False), ("WV-SW115", False), ("WV-SFV130", False), ("WV-NS202", False), ("", False),
     ("WV-X8570N", True), ("WV-S1111", True), ("WV-U1142", True), ("WV-X5550LT", True)],
)  # fmt: skip
def test_both_at_once_is_for_the_h265_generation(model: str, both: bool) -> None:
    camera = Paper()
    camera.info["PRODUCT_NAME"] = model
    driver = driver_for(camera)
    assert driver.takes("ssl_tls.https_policy", "http_and_https") is both
    assert driver.takes("ssl_tls.https_policy", "https")
    if both:
        driver.check_value("ssl_tls.https_policy", "http_and_https")
    else:
        with pytest.raises(InvalidValue, match="not both at once"):
            driver.check_value("ssl_tls.https_policy", "http_and_https")


def test_a_camera_that_states_both_takes_both() -> None:
    camera = Paper()
    camera.info["PRODUCT_NAME"] = "WV-SBV131M"
    camera.https["live"] = "dual"
    driver = driver_for(camera)
    assert driver.read(["ssl_tls.https_policy"]).values == {"ssl_tls.https_policy": "http_and_https"}
    assert driver.takes("ssl_tls.https_policy", "http_and_https")


# -- hosts ---------------------------------------------------------------------------------------------------------

ROWS = "host_access.ipv4.rows"


def row(address: str, prefix_length: int = 32, action: str = "authorize") -> dict[str, Any]:
    return {"address": address, "prefix_length": prefix_length, "action": action}


def test_hosts_are_registered_with_the_administrators_level() -> None:
    camera = Paper()
    driver = driver_for(camera)
    driver.read([ROWS])
    driver.write([Assignment(ROWS, rows={0: row("192.0.2.0", 24), 1: row("198.51.100.7")})])
    driver.write([Assignment("host_access.ipv4.apply", True)])
    assert camera.hosts == [("192.0.2.0/24", "1"), ("198.51.100.7", "1")]
    assert camera.host == "1"


def test_a_host_of_a_lower_level_counts_as_no_access_for_the_guards() -> None:
    camera = Paper(hosts=[("192.0.2.0/24", "2")], host="1")
    found = driver_for(camera).read([ROWS])
    hosts = HostList(4, True, "prohibit", found.positions[ROWS])
    assert loses_access(hosts, parse_networks(["192.0.2.5"], "test")[0])


def test_a_host_of_a_lower_level_is_registered_anew() -> None:
    camera = Paper(hosts=[("192.0.2.0/24", "2"), ("198.51.100.7", "1")])
    driver = driver_for(camera)
    driver.read([ROWS])
    driver.write([Assignment(ROWS, rows={0: row("192.0.2.0", 24)})])
    assert sorted(camera.hosts) == [("192.0.2.0/24", "1"), ("198.51.100.7", "1")]


def test_new_hosts_come_before_old_ones_go_and_swapped_ones_stay() -> None:
    camera = Paper(hosts=[("192.0.2.1", "1"), ("192.0.2.2", "1")])
    driver = driver_for(camera)
    driver.read([ROWS])
    driver.write([Assignment(ROWS, rows={0: row("192.0.2.2"), 1: row("192.0.2.3")})])
    assert [(request.name, request.fields["host_addr"]) for request in camera.writes()] == [
        ("reg_host", "192.0.2.3"),
        ("del_host", "192.0.2.1"),
    ]
    assert sorted(camera.hosts) == [("192.0.2.2", "1"), ("192.0.2.3", "1")]


def test_rows_keep_their_positions_from_step_to_step() -> None:
    camera = Paper(hosts=[("192.0.2.1", "1"), ("192.0.2.2", "1"), ("192.0.2.3", "1")])
    driver = driver_for(camera)
    driver.read([ROWS])
    driver.write([Assignment(ROWS, rows={0: None})])
    driver.write([Assignment(ROWS, rows={2: None})])
    assert camera.hosts == [("192.0.2.2", "1")]


def test_a_list_that_does_not_take_a_host_is_an_error_before_it_is_switched_on() -> None:
    camera = Paper(full=True)
    driver = driver_for(camera)
    driver.read([ROWS])
    with pytest.raises(NotEffective, match=r"192\.0\.2\.1"):
        driver.write([Assignment(ROWS, rows={0: row("192.0.2.1")}), Assignment("host_access.ipv4.apply", True)])
    assert camera.host == "0"


def test_rows_that_prohibit_do_not_exist() -> None:
    with pytest.raises(InvalidValue, match="no rows that prohibit"):
        driver_for(Paper()).check_value(ROWS, (row("192.0.2.1", action="prohibit"),))
    driver_for(Paper()).check_value(ROWS, (row("192.0.2.1"),))
