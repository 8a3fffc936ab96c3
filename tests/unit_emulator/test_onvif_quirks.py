# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Quirks of real devices, each switched on for one test."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from netcam_emulator.testing import EmulatorError, Fleet

from .conftest import ACCOUNT, ADMIN
from .test_onvif_support import ONVIF, Soap, filter_, fleet_of, moment, protocol, user

HTTP, HTTPS, RTSP = protocol("HTTP", True, 80), protocol("HTTPS", True, 443), protocol("RTSP", True, 554)
TT, TDS = "{http://www.onvif.org/ver10/schema}", "{http://www.onvif.org/ver10/device/wsdl}"


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """A conformant camera to be spoilt, and one that lacks most."""
    without = ["ip_filter", "ntp", "zero_configuration", "security", "media2", "http_backup", "http_logging"]
    with fleet_of(
        69, plain=ONVIF, poor={**ONVIF, "onvif_without": without}, canon={"model": "VB-M700F", **ACCOUNT}
    ) as fleet:
        yield fleet


@pytest.fixture
def plain(fleet: Fleet) -> Soap:
    """Administrator of the camera to be spoilt."""
    return Soap(fleet.camera("plain"))


def test_merge_instead_of_replace(plain: Soap) -> None:
    plain.camera.quirk("merge_protocols")
    assert plain.call("tds:SetNetworkProtocols", HTTPS).ok
    assert plain.call("tds:GetNetworkProtocols").texts("Enabled") == ["true", "true", "true"]


def test_stored_but_pending_until_the_reboot(plain: Soap) -> None:
    plain.camera.quirk("pending_until_reboot", ["SetNetworkProtocols", "SetHostname"])
    assert plain.call("tds:SetNetworkProtocols", protocol("HTTP", True, 8080) + HTTPS + RTSP).ok
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").ok
    assert plain.call("tds:GetNetworkProtocols").texts("Port") == ["80", "443", "554"]
    assert plain.call("tds:GetHostname").texts("Name") == []
    assert plain.call("tds:SystemReboot").ok
    plain.camera.wait_up()
    assert plain.listener()[1] == 8080
    assert plain.call("tds:GetHostname").texts("Name") == ["gate"]


@pytest.mark.parametrize("operations", [["SetHostname"], "all"])
def test_a_write_that_is_ignored(plain: Soap, operations: Any) -> None:
    plain.camera.quirk("ignore_write", operations)
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").ok
    assert plain.call("tds:GetHostname").texts("Name") == []


def test_a_fault_that_does_what_was_asked(plain: Soap) -> None:
    plain.camera.quirk("fault_but_does", ["SetHostname"])
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").fault == ["env:Receiver", "ter:Action"]
    assert plain.call("tds:GetHostname").texts("Name") == ["gate"]


def test_children_in_the_wrong_namespace(plain: Soap) -> None:
    assert plain.call("tds:GetUsers").xml.find(f".//{TT}Username") is not None
    plain.camera.quirk("wrong_namespace")
    answer = plain.call("tds:GetUsers")
    assert answer.xml.find(f".//{TT}Username") is None
    assert answer.xml.find(f".//{TDS}Username") is not None


def test_a_soap_1_1_envelope(plain: Soap) -> None:
    plain.camera.quirk("soap11")
    assert plain.call("tds:GetUsers").xml.tag == "{http://schemas.xmlsoap.org/soap/envelope/}Envelope"


def test_addresses_that_lead_elsewhere(plain: Soap) -> None:
    plain.camera.quirk("wrong_xaddr", "http://192.0.2.9:8080")
    services = plain.call("tds:GetServices", "<tds:IncludeCapability>false</tds:IncludeCapability>")
    assert services.texts("XAddr")[0] == "http://192.0.2.9:8080/onvif/device_service"
    assert plain.call("tds:GetCapabilities").texts("XAddr")[0].startswith("http://192.0.2.9:8080/")


def test_no_https_entry(plain: Soap) -> None:
    plain.camera.quirk("missing_https")
    assert plain.call("tds:GetNetworkProtocols").texts("Name") == ["HTTP", "RTSP"]
    assert plain.call("tds:SetNetworkProtocols", protocol("HTTP", True, 8080) + RTSP).ok
    assert plain.call("tds:GetNetworkProtocols").texts("Port") == ["8080", "554"]


def test_a_loose_time_zone(plain: Soap) -> None:
    plain.camera.quirk("time_zone", "CST-08:00")
    assert plain.call("tds:GetSystemDateAndTime").text("TZ") == "CST-08:00"


def test_local_time_where_utc_should_be(plain: Soap) -> None:
    kind = "<tds:DateTimeType>Manual</tds:DateTimeType><tds:DaylightSavings>false</tds:DaylightSavings>"
    zone = "<tds:TimeZone><tt:TZ>JST-9</tt:TZ></tds:TimeZone>"
    assert plain.call("tds:SetSystemDateAndTime", kind + zone + moment(datetime(2031, 1, 1, 3, tzinfo=UTC))).ok
    assert plain.call("tds:GetSystemDateAndTime").texts("Hour") == ["3", "12"]
    plain.camera.quirk("local_time_as_utc")
    assert plain.call("tds:GetSystemDateAndTime").texts("Hour") == ["12", "12"]


@pytest.mark.parametrize(
    ("shape", "from_dhcp", "hosts"), [("empty", "false", []), ("zero", "false", ["0.0.0.0"]), ("dhcp", "true", [])]
)
def test_how_no_time_server_is_said(plain: Soap, shape: str, from_dhcp: str, hosts: list[str]) -> None:
    plain.camera.quirk("no_ntp", shape)
    answer = plain.call("tds:GetNTP")
    assert (answer.text("FromDHCP"), answer.texts("IPv4Address")) == (from_dhcp, hosts)


def test_an_http_status_that_contradicts_the_body(plain: Soap) -> None:
    plain.camera.quirk("fault_status", 200)
    plain.camera.quirk("answer_status", 500)
    fault, success = plain.call("tds:SetHostname", "<tds:Name>no good</tds:Name>"), plain.call("tds:GetUsers")
    assert (fault.status, fault.fault[-1]) == (200, "ter:InvalidHostname")
    assert (success.status, success.texts("Username")) == (500, [ADMIN])


@pytest.mark.parametrize("word", ["ter:PasswordTooWeak", "ter:Password"])
def test_both_words_for_a_weak_password(plain: Soap, word: str) -> None:
    plain.camera.quirk("weak_password", word)
    for operation, inside in (("CreateUsers", user("somebody", "User", "x")), ("SetUser", user(ADMIN, "User", "x"))):
        assert plain.call(f"tds:{operation}", inside).fault[-1] == word


@pytest.mark.parametrize(
    ("shape", "status", "fault"),
    [
        ("action_not_supported", 500, ["env:Receiver", "ter:ActionNotSupported"]),
        ("gsoap", 400, ["env:Sender"]),
        ("http_501", 501, ["env:Sender"]),
        ("empty_success", 200, []),
    ],
)
def test_the_four_shapes_of_not_supported(plain: Soap, shape: str, status: int, fault: list[str]) -> None:
    plain.camera.quirk("not_supported", {"GetIPAddressFilter": shape, "SetIPAddressFilter": shape})
    for operation, inside in (("GetIPAddressFilter", ""), ("SetIPAddressFilter", filter_("Allow", "10.0.0.0/8"))):
        answer = plain.call(f"tds:{operation}", inside)
        assert (answer.status, answer.fault, answer.texts("Type")) == (status, fault, [])
    plain.camera.quirk("not_supported", None)
    assert plain.call("tds:GetIPAddressFilter").text("Type") == "Deny"


@pytest.mark.parametrize("operation", ["GetIPAddressFilter", "GetNTP", "GetZeroConfiguration", "StartSystemRestore"])
def test_what_a_camera_lacks_it_neither_advertises_nor_does(fleet: Fleet, operation: str) -> None:
    poor = Soap(fleet.camera("poor"))
    assert poor.call(f"tds:{operation}").fault == ["env:Receiver", "ter:ActionNotSupported"]
    capabilities = poor.call("tds:GetServiceCapabilities").xml
    network = capabilities.find(f".//{TDS}Network")
    system = capabilities.find(f".//{TDS}System")
    assert network is not None
    assert system is not None
    assert (network.get("IPFilter"), network.get("NTP"), network.get("ZeroConfiguration")) == ("false", "0", "false")
    assert system.get("HttpSystemBackup") == "false"
    services = poor.call("tds:GetServices", "<tds:IncludeCapability>false</tds:IncludeCapability>").texts("Namespace")
    assert [name.rpartition("org/")[2] for name in services] == ["ver10/device/wsdl", "ver10/media/wsdl"]
    assert poor.call("tas:GetAllKeys").fault == ["env:Receiver", "ter:ActionNotSupported"]


def test_a_last_administrator_that_is_kept(plain: Soap) -> None:
    plain.camera.quirk("protect_last_administrator")
    assert plain.call("tds:DeleteUsers", f"<tds:Username>{ADMIN}</tds:Username>").fault[-1] == "ter:FixedUser"


def test_a_level_without_a_password_empties_it(plain: Soap) -> None:
    assert plain.call("tds:SetUser", user(ADMIN, "Administrator", None)).ok
    assert plain.call("tds:GetUsers").ok
    plain.camera.quirk("set_user_clears_password")
    assert plain.call("tds:SetUser", user(ADMIN, "Administrator", None)).ok
    assert plain.as_(ADMIN, "").call("tds:GetUsers").ok


def test_reading_without_a_login(plain: Soap) -> None:
    plain.camera.quirk("open_reads")
    assert plain.call("tds:GetUsers", header="").ok
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>", header="").status == 401


def test_a_first_request_without_a_body_may_end_the_connection(plain: Soap) -> None:
    assert plain.send("/onvif/device_service", "").status == 401
    plain.camera.quirk("closes_on_empty_body")
    assert plain.send("/onvif/device_service", "").cut_off
    assert plain.call("tds:GetUsers").ok


def test_a_quirk_that_is_none_is_refused(fleet: Fleet, plain: Soap) -> None:
    for name, value in (("speaks_latin", True), ("no_ntp", "maybe"), ("fault_status", "200"), ("merge_protocols", 3)):
        with pytest.raises(EmulatorError, match="quirk"):
            plain.camera.quirk(name, value)
    with pytest.raises(EmulatorError, match="does not speak ONVIF"):
        fleet.camera("canon").quirk("soap11")


# Faults that every service has


def test_a_write_is_lost_in_a_restart(plain: Soap) -> None:
    plain.camera.fault("restart_mid_write")
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").cut_off
    plain.camera.wait_up()
    assert plain.call("tds:GetHostname").texts("Name") == []


def test_a_full_disk_is_a_fault(plain: Soap) -> None:
    plain.camera.fault("disk_full", count=1)
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").fault == ["env:Receiver", "ter:Action"]
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").ok


def test_a_setting_whose_writes_are_ignored_is_ignored_here_too(plain: Soap) -> None:
    plain.camera.fault("ignore_write", settings=["network.dns.host_name"])
    assert plain.call("tds:SetHostname", "<tds:Name>gate</tds:Name>").ok
    assert plain.call("tds:GetHostname").texts("Name") == []


# Requests that are wrong


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<a", ["env:Sender", "ter:WellFormed"]),
        ("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>", ["env:Sender", "ter:WellFormed"]),
        ("<a/>", ["env:VersionMismatch"]),
        (
            '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body/></e:Envelope>',
            ["env:VersionMismatch"],
        ),
        (
            '<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body/></e:Envelope>',
            ["env:Sender", "ter:InvalidArgs"],
        ),
    ],
    ids=["broken", "entities", "no envelope", "SOAP 1.1", "empty body"],
)
def test_a_message_that_is_none_is_a_fault(plain: Soap, body: str, fault: list[str]) -> None:
    assert plain.send("/onvif/device_service", body).fault == fault
    assert plain.call("tds:GetUsers").ok


def test_operations_nobody_knows_or_of_another_service(plain: Soap) -> None:
    assert plain.call("tds:MakeCoffee").fault == ["env:Receiver", "ter:ActionNotSupported"]
    assert plain.call("tas:GetUsers").fault == ["env:Receiver", "ter:ActionNotSupported"]


def test_get_is_not_the_way(plain: Soap) -> None:
    address, port = plain.listener()
    command = ["curl", "-q", "-s", "--noproxy", "*", "-o", "/dev/null", "-w", "%{http_code}"]
    command.append(f"http://{address}:{port}/onvif/device_service")
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout == "405"
