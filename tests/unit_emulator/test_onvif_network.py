# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Protocols, filter, zero configuration by ONVIF: settings with effects, shared with Canon's Setting Page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT, can_connect
from .test_onvif_support import ONVIF, Soap, filter_, fleet_of, protocol

HTTP, RTSP = protocol("HTTP", True, 80), protocol("RTSP", True, 554)
HTTPS_OFF, HTTPS = protocol("HTTPS", False, 443), protocol("HTTPS", True, 443)


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """A conformant camera and both generations of Canon's."""
    with fleet_of(
        65,
        plain=ONVIF,
        bare={**ONVIF, "certificate": "none"},
        modern={"model": "VB-H47", **ACCOUNT},
        older={"model": "VB-R13VE", **ACCOUNT},
    ) as fleet:
        yield fleet


@pytest.fixture
def plain(fleet: Fleet) -> Soap:
    """Administrator of the conformant camera."""
    return Soap(fleet.camera("plain"))


def kinds(soap: Soap) -> set[str]:
    """What listens."""
    return {kind for kind, *_unused in soap.camera.state()["listeners"]} - {"mdns"}


# Protocols


def test_https_comes_up_and_rtsp_goes_down(plain: Soap) -> None:
    assert plain.call("tds:SetNetworkProtocols", HTTP + HTTPS + protocol("RTSP", False, 554)).ok
    assert kinds(plain) == {"http", "https"}


def test_a_port_moves_after_the_answer(plain: Soap) -> None:
    address, before = plain.listener()
    assert plain.call("tds:SetNetworkProtocols", protocol("HTTP", True, 8080) + HTTPS_OFF + RTSP).ok
    assert plain.listener() == (address, 8080)
    assert not can_connect(address, before)
    assert plain.call("tds:GetNetworkProtocols").texts("Port") == ["8080", "443", "554"]


def test_http_off_leaves_https(plain: Soap) -> None:
    assert plain.call("tds:SetNetworkProtocols", protocol("HTTP", False, 80) + HTTPS + RTSP).ok
    assert kinds(plain) == {"https", "rtsp"}


def test_what_is_not_in_the_list_is_gone(plain: Soap) -> None:
    assert plain.call("tds:SetNetworkProtocols", HTTP).ok
    assert plain.call("tds:GetNetworkProtocols").texts("Name") == ["HTTP"]
    assert kinds(plain) == {"http"}
    assert plain.call("tds:SetNetworkProtocols", HTTP + HTTPS_OFF + RTSP).ok
    assert plain.call("tds:GetNetworkProtocols").texts("Name") == ["HTTP", "HTTPS", "RTSP"]


@pytest.mark.parametrize(
    ("inside", "subcode"),
    [
        (HTTP + HTTPS_OFF + protocol("RTSP", True, 80), "ter:PortAlreadyInUse"),
        (protocol("HTTP", True, 79) + HTTPS_OFF + RTSP, "ter:InvalidArgVal"),
        (protocol("HTTP", False, 80) + HTTPS_OFF + RTSP, "ter:ServiceNotSupported"),
        (HTTP.replace("</tds", "<tt:Port>81</tt:Port></tds"), "ter:InvalidArgVal"),
        (protocol("FTP", True, 21), "ter:InvalidArgVal"),
        (HTTP.replace("tt:Name", "tds:Name"), "ter:InvalidArgs"),
        ("", "ter:InvalidArgVal"),
    ],
    ids=["one port twice", "bad port", "all off", "two ports", "FTP", "wrong namespace", "nothing"],
)
def test_a_wrong_list_changes_nothing(plain: Soap, inside: str, subcode: str) -> None:
    before = plain.call("tds:GetNetworkProtocols").data
    assert plain.call("tds:SetNetworkProtocols", inside).fault[-1] == subcode
    assert plain.call("tds:GetNetworkProtocols").data == before


def test_https_needs_a_certificate(fleet: Fleet) -> None:
    bare = Soap(fleet.camera("bare"))
    assert bare.call("tds:SetNetworkProtocols", HTTP + HTTPS + RTSP).fault[-1] == "ter:EnablingTlsFailed"


def test_order_matters(plain: Soap) -> None:
    upside_down = "<tds:NetworkProtocols><tt:Enabled>true</tt:Enabled><tt:Name>HTTP</tt:Name></tds:NetworkProtocols>"
    assert plain.call("tds:SetNetworkProtocols", upside_down).fault == ["env:Sender", "ter:InvalidArgs"]
    assert plain.call("tds:GetUsers", "<tds:More/>").fault == ["env:Sender", "ter:TagMismatch"]


def test_canon_of_2022_shares_ports_at_once_and_cannot_switch_rtsp_off(fleet: Fleet) -> None:
    modern = Soap(fleet.camera("modern"))
    answer = modern.call("tds:SetNetworkProtocols", HTTP + HTTPS + protocol("RTSP", False, 554))
    assert answer.fault[-1] == "ter:ServiceNotSupported"
    assert modern.call("tds:SetNetworkProtocols", HTTP + HTTPS + RTSP).ok
    assert modern.camera.saved()["ssl_tls.https_policy"] == "http_and_https"
    assert "https" in kinds(modern)


def test_older_canon_cameras_take_ports_at_the_restart(fleet: Fleet) -> None:
    older = Soap(fleet.camera("older"))
    assert older.call("tds:SetNetworkProtocols", protocol("HTTP", True, 8080) + HTTPS_OFF + RTSP).ok
    assert older.listener()[1] != 8080
    older.camera.restart()
    assert older.listener()[1] == 8080


# IP filter


def test_allow_admits_the_list_only(plain: Soap) -> None:
    assert plain.call("tds:SetIPAddressFilter", filter_("Allow", "127.0.0.1/32", "127.5.0.0/16")).ok
    assert plain.call("tds:GetIPAddressFilter").text("Type") == "Allow"
    assert plain.call("tds:GetUsers", source="127.5.6.7").ok
    assert plain.call("tds:GetUsers", source="127.6.6.7").cut_off


def test_deny_refuses_the_list_only(plain: Soap) -> None:
    assert plain.call("tds:SetIPAddressFilter", filter_("Deny", "127.5.0.0/16")).ok
    assert plain.call("tds:GetUsers").ok
    assert plain.call("tds:GetUsers", source="127.5.6.7").cut_off


def test_the_caller_can_lock_itself_out_and_still_gets_the_answer(plain: Soap) -> None:
    assert plain.call("tds:SetIPAddressFilter", filter_("Allow", "127.5.0.0/16")).ok
    assert plain.call("tds:GetUsers").cut_off
    plain.camera.power_loss()  # ONVIF has no save: it stays so
    assert plain.call("tds:GetUsers").cut_off
    assert plain.call("tds:GetUsers", source="127.5.0.1").ok


def test_add_and_remove_do_not_look_at_the_type(plain: Soap) -> None:
    assert plain.call("tds:SetIPAddressFilter", filter_("Allow", "127.0.0.0/8")).ok
    assert plain.call("tds:AddIPAddressFilter", filter_("Deny", "192.0.2.0/24", "2001:db8::/32")).ok
    shown = plain.call("tds:GetIPAddressFilter")
    assert (shown.text("Type"), shown.texts("Address")) == ("Allow", ["127.0.0.0", "192.0.2.0", "2001:db8::"])
    assert plain.call("tds:RemoveIPAddressFilter", filter_("Deny", "192.0.2.0/24")).ok
    assert plain.call("tds:GetIPAddressFilter").texts("Address") == ["127.0.0.0", "2001:db8::"]


def test_removing_the_last_entry_of_allow_admits_nobody(plain: Soap) -> None:
    assert plain.call("tds:SetIPAddressFilter", filter_("Allow", "127.0.0.1/32")).ok
    assert plain.call("tds:RemoveIPAddressFilter", filter_("Allow", "127.0.0.1/32")).ok
    assert plain.call("tds:GetUsers").cut_off


@pytest.mark.parametrize(
    ("networks", "subcode"),
    [
        (["300.0.0.1/32"], "ter:InvalidIPv4Address"),
        (["192.0.2.0/33"], "ter:InvalidIPv4Address"),
        (["2001:db8::/129"], "ter:InvalidIPv6Address"),
        ([f"10.{n}.0.0/16" for n in range(21)], "ter:IPFilterListIsFull"),
    ],
)
def test_a_wrong_filter_changes_nothing(plain: Soap, networks: list[str], subcode: str) -> None:
    assert plain.call("tds:SetIPAddressFilter", filter_("Deny", *networks)).fault[-1] == subcode
    assert plain.call("tds:GetIPAddressFilter").texts("Address") == []


def test_the_filter_is_canons_host_access_list(fleet: Fleet) -> None:
    modern = Soap(fleet.camera("modern"))
    assert modern.call("tds:SetIPAddressFilter", filter_("Allow", "127.0.0.0/8")).ok
    settings = modern.camera.settings()
    assert settings["host_access.ipv4.default_policy"] == "prohibit"
    assert settings["host_access.ipv4.rows"] == [{"address": "127.0.0.0", "prefix_length": 8, "action": "authorize"}]
    assert settings["host_access.ipv6.apply"] == "enable"


# Zero configuration, interface, names


def test_zero_configuration_is_auto_ip(fleet: Fleet, plain: Soap) -> None:
    off = "<tds:InterfaceToken>eth0</tds:InterfaceToken><tds:Enabled>false</tds:Enabled>"
    assert plain.call("tds:GetZeroConfiguration").text("Addresses").startswith("169.254.")
    assert plain.call("tds:SetZeroConfiguration", off).ok
    assert plain.call("tds:GetZeroConfiguration").texts("Addresses") == []
    modern = Soap(fleet.camera("modern"))
    assert modern.call("tds:SetZeroConfiguration", off).ok
    assert modern.camera.settings()["network.ipv4.auto_ip"] == "enable"  # until the restart, as on the Setting Page
    modern.camera.restart()
    assert modern.camera.settings()["network.ipv4.auto_ip"] == "disable"


def test_there_is_one_interface(plain: Soap) -> None:
    other = "<tds:InterfaceToken>eth1</tds:InterfaceToken><tds:Enabled>false</tds:Enabled>"
    assert plain.call("tds:SetZeroConfiguration", other).fault[-1] == "ter:InvalidNetworkInterface"


def test_an_address_moves_at_the_reboot(plain: Soap) -> None:
    address = plain.listener()[0]
    other = address[: address.rindex(".")] + ".77"
    manual = f"<tt:Manual><tt:Address>{other}</tt:Address><tt:PrefixLength>8</tt:PrefixLength></tt:Manual>"
    inside = (
        f"<tds:InterfaceToken>eth0</tds:InterfaceToken><tds:NetworkInterface><tt:IPv4>{manual}<tt:DHCP>false</tt:DHCP>"
        "</tt:IPv4></tds:NetworkInterface>"
    )
    assert plain.call("tds:SetNetworkInterfaces", inside).text("RebootNeeded") == "true"
    assert plain.listener()[0] == address
    plain.call("tds:SystemReboot")
    plain.camera.wait_up()
    assert plain.listener()[0] == other


@pytest.mark.parametrize(
    ("operation", "inside", "subcode"),
    [
        ("SetHostname", "<tds:Name>no good</tds:Name>", "ter:InvalidHostname"),
        ("SetNetworkDefaultGateway", "<tds:IPv4Address>1.2.3</tds:IPv4Address>", "ter:InvalidIPv4Address"),
        (
            "SetDNS",
            "<tds:FromDHCP>false</tds:FromDHCP><tds:DNSManual><tt:Type>IPv6</tt:Type></tds:DNSManual>",
            "ter:InvalidIPv6Address",
        ),
        ("SetDNS", "<tds:FromDHCP>maybe</tds:FromDHCP>", "ter:InvalidArgVal"),
    ],
)
def test_wrong_names_and_addresses_are_refused(plain: Soap, operation: str, inside: str, subcode: str) -> None:
    assert plain.call(f"tds:{operation}", inside).fault[-1] == subcode
