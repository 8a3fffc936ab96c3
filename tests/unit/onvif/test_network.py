# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Ports, AutoIP, name servers, host name: read, modify, send all; and what a camera does with it."""

from __future__ import annotations

from typing import Any

import pytest

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import (
    CameraAnswer,
    CameraUnreachable,
    ConnectionLost,
    InvalidValue,
    Unsupported,
)

from .camera import ORDINARY_PROTOCOLS, PaperCamera, Sent, fault, logged_in, protocols

HTTP, HTTPS, RTSP = "http_server.http_port", "http_server.https_port", "rtp_server.rtsp_port"
DNS1, DNS2, DHCP, SEARCH = (
    f"network.dns.{name}" for name in ("name_server_1", "name_server_2", "use_dhcp", "search_domains")
)
AUTO_IP = "network.ipv4.auto_ip"


def test_ports_are_read():
    assert logged_in(PaperCamera()).read([HTTP, HTTPS, RTSP]).values == {HTTP: 80, HTTPS: 443, RTSP: 554}


def test_all_entries_are_sent_with_all_their_ports_and_states():
    camera = PaperCamera()
    logged_in(camera).write([Assignment(HTTP, 8081), Assignment(RTSP, 5540)])
    sent = camera.last("SetNetworkProtocols")
    assert sent.texts("Name") == ["HTTP", "HTTPS", "RTSP"]
    assert sent.texts("Enabled") == ["true", "false", "true"]
    assert sent.texts("Port") == ["8081", "8080", "443", "5540"]


def test_entry_that_no_standard_names_is_kept():
    camera = PaperCamera(GetNetworkProtocols=protocols(*ORDINARY_PROTOCOLS, ("RTMP", "true", (1935,))))
    logged_in(camera).write([Assignment(HTTP, 8081)])
    assert camera.last("SetNetworkProtocols").texts("Name")[-1] == "RTMP"


def test_new_first_port_that_was_a_further_one_is_not_sent_twice():
    camera = PaperCamera()
    logged_in(camera).write([Assignment(HTTP, 8080)])
    assert camera.last("SetNetworkProtocols").texts("Port") == ["8080", "443", "554"]


@pytest.mark.parametrize("kept", [True, False], ids=["merges", "replaces"])
def test_merging_and_replacing_cameras_end_up_alike(kept):
    camera = PaperCamera()
    state = {name: (enabled, ports) for name, enabled, ports in ORDINARY_PROTOCOLS}

    def take(sent: Sent) -> str:
        if not kept:
            state.clear()
        for element in sent.body:
            words = [(child.tag.rpartition("}")[2], child.text or "") for child in element]
            ports = tuple(int(text) for name, text in words if name == "Port")
            state[words[0][1]] = (words[1][1], ports)
        camera.answers["GetNetworkProtocols"] = protocols(*((name, *rest) for name, rest in state.items()))
        return "<tds:SetNetworkProtocolsResponse/>"

    camera.answers["SetNetworkProtocols"] = take
    driver = logged_in(camera)
    driver.write([Assignment(RTSP, 5540)])
    assert driver.read([HTTP, HTTPS, RTSP]).values == {HTTP: 80, HTTPS: 443, RTSP: 5540}
    assert len(state) == 3


def test_camera_that_stores_but_states_the_old_value_waits_for_a_restart_and_is_written_once():
    camera = PaperCamera(SetNetworkProtocols="<tds:SetNetworkProtocolsResponse/>")
    driver = logged_in(camera)
    assert driver.needs_restart(RTSP) is False
    driver.write([Assignment(RTSP, 5540)])
    assert driver.needs_restart(RTSP) is True
    assert driver.needs_restart(HTTP) is False
    assert camera.operations().count("SetNetworkProtocols") == 1
    camera.answers["SystemReboot"] = "<tds:SystemRebootResponse/>"
    driver.restart()
    assert driver.needs_restart(RTSP) is False
    camera.answers["GetNetworkProtocols"] = protocols(("HTTP", "true", (80,)), ("RTSP", "true", (5540,)))
    driver.forget()
    assert driver.read([RTSP]).values == {RTSP: 5540}


def test_second_write_does_not_take_back_what_the_first_one_left_waiting():
    """A camera that stores, states the old values, and takes each list for the whole one."""
    camera = PaperCamera(SetNetworkProtocols="<tds:SetNetworkProtocolsResponse/>")
    driver = logged_in(camera)
    driver.write([Assignment(RTSP, 5540)])
    driver.write([Assignment(HTTPS, 8443)])
    assert camera.last("SetNetworkProtocols").texts("Port") == ["80", "8080", "8443", "5540"]
    assert driver.needs_restart(RTSP)
    assert driver.needs_restart(HTTPS)
    camera.answers["SystemReboot"] = "<tds:SystemRebootResponse/>"
    driver.restart()
    driver.write([Assignment(HTTPS, 9443)])
    assert camera.last("SetNetworkProtocols").texts("Port") == ["80", "8080", "9443", "554"]


@pytest.mark.parametrize("error", [CameraUnreachable("gone"), ConnectionLost("gone")])
def test_camera_that_has_moved_away_is_not_pending(error):
    camera = PaperCamera()

    def move(_sent: Sent) -> str:
        camera.answers["GetNetworkProtocols"] = error
        return "<tds:SetNetworkProtocolsResponse/>"

    camera.answers["SetNetworkProtocols"] = move
    driver = logged_in(camera)
    driver.write([Assignment(HTTP, 8081)])
    assert driver.needs_restart(HTTP) is False


@pytest.mark.parametrize(
    ("subcode", "error", "words"),
    [
        ("PortAlreadyInUse", InvalidValue, "8081 is in use"),
        ("ServiceNotSupported", Unsupported, "does not have one of HTTP"),
        ("EnablingTlsFailed", CameraAnswer, "EnablingTlsFailed"),
    ],
)
def test_refused_port_is_explained(subcode, error, words):
    camera = PaperCamera(SetNetworkProtocols=fault("InvalidArgVal", subcode))
    with pytest.raises(error, match=words) as seen:
        logged_in(camera).write([Assignment(HTTP, 8081)])
    assert seen.value.setting == HTTP


def test_port_of_a_protocol_that_is_not_listed_is_not_written():
    camera = PaperCamera(GetNetworkProtocols=protocols(("HTTP", "true", (80,))))
    with pytest.raises(Unsupported, match="HTTPS"):
        logged_in(camera).write([Assignment(HTTPS, 8443)])
    assert "SetNetworkProtocols" not in camera.operations()


def zero(*interfaces: tuple[str, bool]) -> PaperCamera:
    """A camera with zero configuration on these interfaces; further ones stand in the extension."""
    state = dict(interfaces)
    camera = PaperCamera()

    def one(name: str) -> str:
        return f"<tt:InterfaceToken>{name}</tt:InterfaceToken><tt:Enabled>{str(state[name]).lower()}</tt:Enabled>"

    def get(_sent: Sent) -> str:
        first, *rest = state
        more = "".join(f"<tt:Additional>{one(name)}</tt:Additional>" for name in rest)
        extension = f"<tt:Extension>{more}</tt:Extension>" if more else ""
        return (
            f"<tds:GetZeroConfigurationResponse><tds:ZeroConfiguration>{one(first)}{extension}"
            "</tds:ZeroConfiguration></tds:GetZeroConfigurationResponse>"
        )

    def put(sent: Sent) -> str:
        state[sent.texts("InterfaceToken")[0]] = sent.texts("Enabled")[0] == "true"
        return "<tds:SetZeroConfigurationResponse/>"

    camera.answers |= {"GetZeroConfiguration": get, "SetZeroConfiguration": put}
    return camera


def test_auto_ip_is_off_only_when_it_is_off_on_every_interface():
    camera = zero(("eth0", False), ("eth1", True))
    driver = logged_in(camera)
    assert driver.read([AUTO_IP]).values == {AUTO_IP: True}
    driver.write([Assignment(AUTO_IP, False)])
    assert driver.read([AUTO_IP]).values == {AUTO_IP: False}
    assert camera.last("SetZeroConfiguration").texts("InterfaceToken") == ["eth1"]
    assert not driver.needs_restart(AUTO_IP)


def test_auto_ip_is_switched_on_at_the_first_interface():
    camera = zero(("eth0", False), ("eth1", False))
    driver = logged_in(camera)
    driver.write([Assignment(AUTO_IP, True)])
    assert camera.operations().count("SetZeroConfiguration") == 1
    assert camera.last("SetZeroConfiguration").names() == ["SetZeroConfiguration", "InterfaceToken", "Enabled"]
    assert driver.read([AUTO_IP]).values == {AUTO_IP: True}


def named(
    *manual: str, search: tuple[str, ...] = (), from_dhcp: bool = False, dhcp: tuple[str, ...] = ()
) -> PaperCamera:
    """A camera with name servers."""
    camera = PaperCamera()

    def answer(from_dhcp: str, search: Any, manual: Any, dhcp: Any) -> str:
        def addresses(name: str, texts: Any) -> str:
            return "".join(
                f"<tt:{name}><tt:Type>IPv{6 if ':' in text else 4}</tt:Type>"
                f"<tt:IPv{6 if ':' in text else 4}Address>{text}</tt:IPv{6 if ':' in text else 4}Address></tt:{name}>"
                for text in texts
            )

        domains = "".join(f"<tt:SearchDomain>{domain}</tt:SearchDomain>" for domain in search)
        return (
            f"<tds:GetDNSResponse><tds:DNSInformation><tt:FromDHCP>{from_dhcp}</tt:FromDHCP>{domains}"
            f"{addresses('DNSFromDHCP', dhcp)}{addresses('DNSManual', manual)}</tds:DNSInformation></tds:GetDNSResponse>"
        )

    def put(sent: Sent) -> str:
        manual = [child.text for child in sent.body.iter() if child.tag.endswith("Address")]
        camera.answers["GetDNS"] = answer(sent.texts("FromDHCP")[0], sent.texts("SearchDomain"), manual, dhcp)
        return "<tds:SetDNSResponse/>"

    camera.answers |= {"GetDNS": answer(str(from_dhcp).lower(), search, manual, dhcp), "SetDNS": put}
    return camera


def test_name_servers_are_read_by_position():
    driver = logged_in(named("192.0.2.1", "2001:db8::1", search=("a.example",), dhcp=("198.51.100.1", "2001:db8::2")))
    reading = driver.read([DNS1, DNS2, DHCP, SEARCH, "network.dns.dhcp_name_server", "network.dns.dhcpv6_name_server"])
    assert reading.values == {
        DNS1: "192.0.2.1",
        DNS2: "2001:db8::1",
        DHCP: False,
        SEARCH: ({"name": "a.example"},),
        "network.dns.dhcp_name_server": "198.51.100.1",
        "network.dns.dhcpv6_name_server": "2001:db8::2",
    }
    assert reading.positions == {SEARCH: {0: {"name": "a.example"}}}


def test_one_name_server_changes_and_the_rest_is_sent_along():
    camera = named("192.0.2.1", "192.0.2.2", "192.0.2.3", search=("a.example", "b.example"), from_dhcp=True)
    logged_in(camera).write(
        [Assignment(DNS2, "192.0.2.9"), Assignment(SEARCH, rows={1: None, 2: {"name": "c.example"}})]
    )
    sent = camera.last("SetDNS")
    assert sent.texts("IPv4Address") == ["192.0.2.1", "192.0.2.9", "192.0.2.3"]
    assert sent.texts("SearchDomain") == ["a.example", "c.example"]
    assert sent.texts("FromDHCP") == ["true"]


def test_name_servers_are_removed_without_others_taking_their_place():
    camera = named("192.0.2.1", "192.0.2.2", "192.0.2.3")
    driver = logged_in(camera)
    driver.write([Assignment(DNS2, "")])
    assert driver.read([DNS1, DNS2]).values == {DNS1: "192.0.2.1", DNS2: ""}
    driver.write([Assignment(DNS1, ""), Assignment(DHCP, True)])
    assert driver.read([DNS1, DHCP]).values == {DNS1: "", DHCP: True}


def test_list_that_the_camera_stores_without_stating_it_waits_for_a_restart():
    camera = named("192.0.2.1", search=("a.example", "b.example"))
    driver = logged_in(camera)
    driver.write([Assignment(SEARCH, rows={0: None})])
    assert not driver.needs_restart(SEARCH)
    camera.answers["SetDNS"] = "<tds:SetDNSResponse/>"
    driver.write([Assignment(SEARCH, rows={1: {"name": "c.example"}})])
    assert driver.needs_restart(SEARCH)
    assert not driver.needs_restart(DNS1)


def test_second_name_server_without_a_first_is_an_error():
    camera = named()
    with pytest.raises(InvalidValue, match="no first one"):
        logged_in(camera).write([Assignment(DNS2, "192.0.2.9")])
    assert "SetDNS" not in camera.operations()


def test_address_in_another_spelling_is_not_pending():
    camera = named("192.0.2.1")
    driver = logged_in(camera)
    driver.write([Assignment(DNS1, "2001:DB8:0::1")])
    assert not driver.needs_restart(DNS1)


def test_host_name_is_written_and_read():
    camera = PaperCamera()
    camera.answers["GetHostname"] = (
        "<tds:GetHostnameResponse><tds:HostnameInformation><tt:FromDHCP>false</tt:FromDHCP></tds:HostnameInformation></tds:GetHostnameResponse>"
    )

    def put(sent: Sent) -> str:
        camera.answers["GetHostname"] = str(camera.answers["GetHostname"]).replace(
            "</tt:FromDHCP>", f"</tt:FromDHCP><tt:Name>{sent.texts('Name')[0]}</tt:Name>"
        )
        return "<tds:SetHostnameResponse/>"

    camera.answers["SetHostname"] = put
    driver = logged_in(camera)
    assert driver.read(["network.dns.host_name"]).values == {"network.dns.host_name": ""}
    driver.write([Assignment("network.dns.host_name", "cam-1")])
    assert driver.read(["network.dns.host_name"]).values == {"network.dns.host_name": "cam-1"}


def test_setting_that_is_not_reached_is_not_written():
    with pytest.raises(Unsupported, match="no field"):
        logged_in(PaperCamera()).write([Assignment("snmp_server.v3", True)])


def test_everything_is_written_before_what_can_move_the_session():
    camera = zero(("eth0", True))
    camera.answers |= {"SetNetworkProtocols": "<tds:SetNetworkProtocolsResponse/>"}
    driver = logged_in(camera)
    driver.write(
        [Assignment(HTTP, 8081), Assignment(AUTO_IP, False), Assignment("administrator.password", "Fresh-Pass-1")]
    )
    written = [name for name in camera.operations() if name.startswith("Set")]
    assert written == ["SetUser", "SetZeroConfiguration", "SetNetworkProtocols"]
