# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""WS-Discovery: directed probes, probes to the multicast group, and silence."""

from __future__ import annotations

import os
import socket
import uuid
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import pytest
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT, NETWORK
from .test_onvif_support import ONVIF, SOAP12, Soap, fleet_of

WSD = "http://schemas.xmlsoap.org/ws/2005/04/discovery"
WSA = "http://schemas.xmlsoap.org/ws/2004/08/addressing"
GROUP = "239.255.255.250"


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """Cameras that can be found."""
    with fleet_of(63, plain=ONVIF, canon={"model": "VB-H47", **ACCOUNT}, mute={"model": "VB-M700F"}) as fleet:
        yield fleet


def message(kind: str, inside: str) -> tuple[str, bytes]:
    """A message and its id."""
    identity = f"urn:uuid:{uuid.uuid4()}"
    text = (
        f'<s:Envelope xmlns:s="{SOAP12}" xmlns:a="{WSA}" xmlns:d="{WSD}" xmlns:n="http://www.onvif.org/ver10/network/wsdl">'
        f"<s:Header><a:Action>{WSD}/{kind}</a:Action><a:MessageID>{identity}</a:MessageID>"
        f"<a:To>urn:schemas-xmlsoap-org:ws:2005:04:discovery</a:To></s:Header>"
        f"<s:Body><d:{kind}>{inside}</d:{kind}></s:Body></s:Envelope>"
    )
    return identity, text.encode()


def ask(
    address: str, data: bytes, source: str = "127.0.0.1", answers: int = 1, network: str = "127"
) -> list[tuple[str, ElementTree.Element]]:
    """Send a datagram and collect so many answers of a network, fewer when nobody speaks for a moment."""
    found = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((source, 0))
        sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, socket.inet_aton(source))
        sock.settimeout(60 if answers else 0.3)
        sock.sendto(data, (address, 3702))
        try:
            while len(found) < max(answers, 1):
                reply, peer = sock.recvfrom(65536)
                if str(peer[0]).startswith(f"{network}."):
                    found.append((str(peer[0]), ElementTree.fromstring(reply)))
        except (TimeoutError, ConnectionRefusedError):
            return found
    return found


def probe(fleet: Fleet, name: str, types: str = "n:NetworkVideoTransmitter", scopes: str = "", **options: Any) -> Any:
    """Probe one camera at its own address."""
    inside = f"<d:Types>{types}</d:Types>" + (f"<d:Scopes>{scopes}</d:Scopes>" if scopes else "")
    identity, data = message("Probe", inside)
    answers = ask(Soap(fleet.camera(name)).listener()[0], data, **options)
    if not answers:
        return None
    assert answers[0][1].findtext(f".//{{{WSA}}}RelatesTo") == identity
    return answers[0][1]


def test_a_directed_probe_is_answered_with_address_and_scopes(fleet: Fleet) -> None:
    match = probe(fleet, "plain")
    address = Soap(fleet.camera("plain")).listener()[0]
    assert match.findtext(f".//{{{WSD}}}XAddrs") == f"http://{address}/onvif/device_service"
    assert "onvif://www.onvif.org/hardware/Emulated%20ONVIF%20Camera" in match.findtext(f".//{{{WSD}}}Scopes")
    assert "Canon" in probe(fleet, "canon").findtext(f".//{{{WSD}}}Scopes")


def test_the_endpoint_is_the_one_the_service_names(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("plain"))
    endpoint = probe(fleet, "plain").findtext(f".//{{{WSA}}}EndpointReference/{{{WSA}}}Address")
    assert endpoint == soap.call("tds:GetEndpointReference").text("GUID")
    reference = f"<a:EndpointReference><a:Address>{endpoint}</a:Address></a:EndpointReference>"
    answers = ask(soap.listener()[0], message("Resolve", reference)[1])
    assert answers[0][1].find(f".//{{{WSD}}}ResolveMatch") is not None


@pytest.mark.parametrize(
    ("types", "scopes", "found"),
    [
        ("", "", True),
        ("n:NetworkVideoDisplay", "", False),
        ("", "onvif://www.onvif.org/type", True),
        ("", "onvif://www.onvif.org/ty", False),
        ("", "onvif://www.onvif.org/location/hall", False),
    ],
)
def test_types_and_scopes_must_fit(fleet: Fleet, types: str, scopes: str, found: bool) -> None:
    assert (probe(fleet, "plain", types, scopes, answers=int(found)) is not None) is found


def test_a_camera_that_must_not_be_found_is_silent(fleet: Fleet) -> None:
    soap = Soap(fleet.camera("plain"))
    assert soap.call("tds:SetDiscoveryMode", "<tds:DiscoveryMode>NonDiscoverable</tds:DiscoveryMode>").ok
    assert probe(fleet, "plain", answers=0) is None
    soap.camera.power_loss()
    assert probe(fleet, "plain", answers=0) is None
    assert soap.call("tds:SetDiscoveryMode", "<tds:DiscoveryMode>Discoverable</tds:DiscoveryMode>").ok
    assert probe(fleet, "plain") is not None


def test_a_camera_without_onvif_is_silent(fleet: Fleet) -> None:
    assert probe(fleet, "mute", answers=0) is None


def test_a_prohibited_host_does_not_find_the_camera(fleet: Fleet) -> None:
    fleet.camera("plain").set(
        {"host_access.ipv4.apply": "enable", "host_access.ipv4.default_policy": "authorize",
         "host_access.ipv4.rows": [{"address": "127.9.9.9", "prefix_length": 32, "action": "prohibit"}]}
    )  # fmt: skip
    assert probe(fleet, "plain", source="127.9.9.9", answers=0) is None
    assert probe(fleet, "plain") is not None


@pytest.mark.parametrize("data", [b"", b"<a", b"<!DOCTYPE a []><a/>", message("Bye", "")[1]])
def test_what_is_no_probe_gets_no_answer(fleet: Fleet, data: bytes) -> None:
    assert ask(Soap(fleet.camera("plain")).listener()[0], data, answers=0) == []
    assert probe(fleet, "plain") is not None


def test_a_probe_to_the_group_finds_all_cameras_on_the_interface() -> None:
    cameras = [{"name": f"c{n}", "family": "onvif", "address": f"127.20.64.{n}"} for n in (1, 2, 3)]
    network = os.environ.get("NETCAM_EMULATOR_NETWORK", NETWORK)
    with Fleet({"cameras": cameras, "multicast": ["127.0.0.1"]}, network=network) as fleet:
        fleet.camera("c3").fault("dead")
        ours = {f"{network}.64.{n}" for n in (1, 2)}
        data = message("Probe", "<d:Types>n:NetworkVideoTransmitter</d:Types>")[1]
        answers = ask(GROUP, data, answers=2, network=network)  # other fleets on this machine hear the group too
        assert {source for source, _unused in answers} == ours
