# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""What the driver says it reaches: by the standard, by the camera's capabilities, and by its real answers."""

from __future__ import annotations

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._catalog import SETTINGS
from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import Unsupported

from .camera import NETWORK, TRT, PaperCamera, envelope, fault, logged_in, protocols

ALWAYS = [
    "administrator.name", "administrator.password", "users.accounts", "http_server.http_port", "http_server.https_port",
    "rtp_server.rtsp_port", "firmware.version", "date_time.method", "date_time.time_zone", "date_time.clock",
]  # fmt: skip
GATED = {
    "host_access.ipv4.rows": ("network", "IPFilter", "IP address filter"),
    "host_access.ipv6.apply": ("network", "IPFilter", "IP address filter"),
    "network.ipv4.auto_ip": ("network", "ZeroConfiguration", "zero configuration"),
    "date_time.ntp_server": ("network", "NTP", "NTP"),
}
#: the four shapes of "not supported" seen on cameras (reference A4)
SHAPES = {
    "ActionNotSupported": fault("ActionNotSupported", code="Receiver", status=500),
    "gSOAP's words": fault(
        reason="Method 'tds:GetX' not implemented: method name or namespace not recognized", status=500
    ),
    "HTTP 501": fault(reason="sorry", status=501),
}


@pytest.mark.parametrize("setting_id", ALWAYS)
def test_mandatory_settings_are_reached_on_an_ordinary_camera(setting_id):
    assert logged_in(PaperCamera()).why_not(setting_id) is None


@pytest.mark.parametrize("setting_id", GATED)
@pytest.mark.parametrize("value", ["false", "0", None])
def test_setting_that_is_not_advertised_is_not_reached_and_not_asked_for(setting_id, value):
    _place, capability, words = GATED[setting_id]
    camera = PaperCamera()
    camera.network = {key: word for key, word in {**NETWORK, capability: value}.items() if word is not None}
    driver = logged_in(camera)
    assert words in (driver.why_not(setting_id) or "")
    assert driver.reaches(setting_id) is False
    assert camera.operations() == ["GetUsers", "GetServices"]


def test_every_other_setting_of_the_guide_says_that_the_standard_has_no_field():
    driver = logged_in(PaperCamera())
    carried = set(driver._part_of)
    others = [setting_id for setting_id in SETTINGS if setting_id not in carried]
    assert "snmp_server.v3" in others
    assert all("ONVIF" in (driver.why_not(setting_id) or "") for setting_id in others)


def test_closing_the_rtsp_port_is_not_taken_for_the_rtp_switch():
    assert "not the switch" in (logged_in(PaperCamera()).why_not("rtp_server.rtp") or "")


OPERATION_OF = {
    "http_server.http_port": "GetNetworkProtocols",
    "network.ipv4.auto_ip": "GetZeroConfiguration",
    "network.dns.name_server_1": "GetDNS",
    "network.dns.host_name": "GetHostname",
    "host_access.ipv4.rows": "GetIPAddressFilter",
    "date_time.ntp_server": "GetNTP",
    "date_time.method": "GetSystemDateAndTime",
    "users.accounts": "GetUsers",
    "firmware.version": "GetDeviceInformation",
}


@pytest.mark.parametrize(
    ("setting_id", "shape"),
    [
        (setting_id, shape)
        for setting_id in OPERATION_OF
        for shape in (*SHAPES, "empty success")
        # an empty list of users is a list of users: a camera without an account
        if (setting_id, shape) != ("users.accounts", "empty success")
    ],
)
def test_all_shapes_of_not_supported_end_in_a_reason(setting_id, shape):
    operation = OPERATION_OF[setting_id]
    camera = PaperCamera()
    driver = logged_in(camera)
    driver.forget()
    camera.answers[operation] = SHAPES.get(shape, f"<tds:{operation}Response/>")
    reason = driver.why_not(setting_id) or ""
    assert operation in reason
    assert setting_id not in driver.read([setting_id]).values
    with pytest.raises(Unsupported):
        driver.write([Assignment(setting_id, 1)])
    assert camera.operations().count(operation) == (2 if operation == "GetUsers" else 1), "asked once, not again"


def test_refusal_of_one_operation_is_a_reason_and_not_the_end_of_the_session():
    camera = PaperCamera()
    driver = logged_in(camera)
    camera.answers["GetDNS"] = fault("NotAuthorized")
    assert "GetDNS" in (driver.why_not("network.dns.name_server_1") or "")
    assert driver.why_not("http_server.http_port") is None


@pytest.mark.parametrize(
    ("capability", "setting_id"),
    [
        ("NetworkConfigNotSupported", "http_server.http_port"),
        ("NetworkConfigNotSupported", "network.dns.use_dhcp"),
        ("NetworkConfigNotSupported", "network.ipv4.auto_ip"),
        ("UserConfigNotSupported", "users.accounts"),
        ("UserConfigNotSupported", "administrator.password"),
    ],
)
def test_camera_that_does_not_let_clients_configure_says_so(capability, setting_id):
    camera = PaperCamera()
    camera.system[capability] = "true"
    assert "does not let ONVIF clients configure" in (logged_in(camera).why_not(setting_id) or "")


def test_camera_without_https_in_its_list_has_no_https_port():
    camera = PaperCamera(GetNetworkProtocols=protocols(("HTTP", "true", (80,)), ("RTSP", "true", (554,))))
    driver = logged_in(camera)
    assert "does not list HTTPS" in (driver.why_not("http_server.https_port") or "")
    assert driver.read(["http_server.http_port", "http_server.https_port"]).values == {"http_server.http_port": 80}


CAPABILITIES = (
    "<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Device><tt:XAddr>http://10.0.0.1/onvif/device_service</tt:XAddr>"
    "<tt:Network><tt:IPFilter>false</tt:IPFilter><tt:ZeroConfiguration>true</tt:ZeroConfiguration></tt:Network>"
    "<tt:System><tt:SystemBackup>false</tt:SystemBackup><tt:SystemLogging>true</tt:SystemLogging>"
    "<tt:Extension><tt:HttpSystemBackup>true</tt:HttpSystemBackup></tt:Extension></tt:System></tt:Device>"
    "<tt:Media><tt:XAddr>http://10.0.0.1/onvif/old_media</tt:XAddr><tt:StreamingCapabilities>"
    "<tt:RTPMulticast>true</tt:RTPMulticast></tt:StreamingCapabilities></tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>"
)


@pytest.mark.parametrize("shape", [*SHAPES, "empty success"])
def test_old_camera_without_get_services_is_asked_for_its_capabilities(shape):
    camera = PaperCamera(
        GetServices=SHAPES.get(shape, "<tds:GetServicesResponse/>"),
        GetCapabilities=CAPABILITIES,
        GetZeroConfiguration="<tds:GetZeroConfigurationResponse><tds:ZeroConfiguration><tt:InterfaceToken>e</tt:InterfaceToken>"
        "<tt:Enabled>true</tt:Enabled></tds:ZeroConfiguration></tds:GetZeroConfigurationResponse>",
        GetNTP="<tds:GetNTPResponse><tds:NTPInformation><tt:FromDHCP>false</tt:FromDHCP></tds:NTPInformation></tds:GetNTPResponse>",
        GetVideoEncoderConfigurations="<trt:GetVideoEncoderConfigurationsResponse/>",
    )
    driver = logged_in(camera)
    assert "IP address filter" in (driver.why_not("host_access.ipv4.rows") or "")
    assert driver.why_not("network.ipv4.auto_ip") is None
    assert driver.why_not("date_time.ntp_server") is None, "the old list has no place for it: the camera is asked"
    assert (driver.has("log"), driver.has("backup"), driver.has("firmware")) == (True, True, False)
    assert "has 0 stream" in (driver.why_not("rtp_server.stream.multicast_port") or "")
    assert camera.last("GetVideoEncoderConfigurations").path == "/onvif/old_media"


def test_capabilities_left_out_of_get_services_are_asked_for_apart():
    bare = (
        f"<tds:GetServicesResponse><tds:Service><tds:Namespace>{TRT}</tds:Namespace><tds:XAddr>/m</tds:XAddr>"
        "</tds:Service></tds:GetServicesResponse>"
    )
    own = (
        '<tds:GetServiceCapabilitiesResponse><tds:Capabilities><tds:Network IPFilter="true"/>'
        '<tds:System HttpSystemBackup="1"/></tds:Capabilities></tds:GetServiceCapabilitiesResponse>'
    )
    camera = PaperCamera(GetServices=bare, GetServiceCapabilities=own)
    driver = logged_in(camera)
    assert driver.has("backup")
    assert "zero configuration" in (driver.why_not("network.ipv4.auto_ip") or "")
    assert camera.operations() == ["GetUsers", "GetServices", "GetServiceCapabilities"]


def test_operations_are_there_as_advertised():
    camera = PaperCamera()
    driver = logged_in(camera)
    assert all(
        driver.has(name) for name in ("restart", "initialize", "firmware", "log", "backup", "restore", "first_account")
    )
    bare = PaperCamera()
    bare.system = {}
    driver = logged_in(bare)
    assert [name for name in ("restart", "initialize", "firmware", "log", "backup", "restore") if driver.has(name)] == [
        "restart",
        "initialize",
    ]
    assert not driver.has("something else")
    assert driver.certificate_store() is None
    assert driver.dot1x_store() is None


def test_addresses_that_the_camera_states_of_itself_are_not_believed():
    camera = PaperCamera()
    camera.media = "tr2"
    camera.answers["GetVideoEncoderConfigurations"] = envelope("<tr2:GetVideoEncoderConfigurationsResponse/>")
    driver = logged_in(camera)
    driver.why_not("rtp_server.stream.multicast_port")
    assert {sent.path for sent in camera.sent} == {"/onvif/device_service", "/onvif/tr2"}
