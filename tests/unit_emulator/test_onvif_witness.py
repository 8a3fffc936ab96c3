# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""onvif-python, a client nobody here wrote, drives every operation; every answer is held against the official schemas."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import onvif
import pytest
from lxml import etree
from netcam_emulator import firmware
from netcam_emulator.onvif import operations
from netcam_emulator.onvif.registry import OPERATIONS
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT, ADMIN
from .test_onvif_support import ONVIF, Soap, fetch, fleet_of
from .test_onvif_system import BACKUP_FILES, INCLUDE, part_of, upload
from .test_onvif_witness_support import Validator, Witness, drive_keystore, drive_uploads_and_dot1x, official_schema

# zeep sends no parts beside a message, so it meets only the fault; test_onvif_system.py does them by hand.
NEED_PARTS = {("http://www.onvif.org/ver10/device/wsdl", name) for name in ("RestoreSystem", "UpgradeSystemFirmware")}


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schemas of all services."""
    return official_schema()


@pytest.fixture(scope="module")
def fleet() -> Iterator[Fleet]:
    """A conformant camera and two of Canon's."""
    canon = {"model": "VB-H47", **ACCOUNT}
    with fleet_of(60, plain=ONVIF, token_only={**ONVIF, "onvif_auth": ["usernametoken"]}, canon=canon) as running:
        yield running


def drive_device_core(w: Witness) -> None:
    """Services, capabilities, what device it is."""
    d = w.device
    services = d.GetServices(IncludeCapability=True)
    assert {service.Namespace.rpartition("org/")[2] for service in services} == {
        "ver10/device/wsdl", "ver10/advancedsecurity/wsdl", "ver10/media/wsdl", "ver20/media/wsdl",
    }  # fmt: skip
    assert d.GetServiceCapabilities().Network.IPFilter
    assert d.GetCapabilities(Category="All").Device.Network.ZeroConfiguration
    assert d.GetDeviceInformation().Model == "Emulated ONVIF Camera"
    assert d.GetEndpointReference()
    assert d.GetWsdlUrl()


def drive_clock(w: Witness) -> None:
    """NTP servers first, then the clock."""
    d = w.device
    d.SetNTP(
        FromDHCP=False, NTPManual=[{"Type": "IPv4", "IPv4Address": "192.0.2.1"}, {"Type": "DNS", "DNSname": "ntp"}]
    )
    assert [host.DNSname or host.IPv4Address for host in d.GetNTP().NTPManual] == ["192.0.2.1", "ntp"]
    d.SetSystemDateAndTime(DateTimeType="NTP", DaylightSavings=True, TimeZone={"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"})
    clock = d.GetSystemDateAndTime()
    assert (clock.DateTimeType, clock.TimeZone.TZ) == ("NTP", "CET-1CEST,M3.5.0,M10.5.0/3")


def drive_users(w: Witness) -> None:
    """Create, change, delete."""
    d = w.device
    d.CreateUsers(User=[{"Username": "looker", "Password": "Looker4Now99", "UserLevel": "User"}])
    d.SetUser(User=[{"Username": "looker", "Password": "Looker5Now99", "UserLevel": "Operator"}])
    assert {user.Username: user.UserLevel for user in d.GetUsers()} == {ADMIN: "Administrator", "looker": "Operator"}
    d.DeleteUsers(Username=["looker"])
    assert [user.Username for user in d.GetUsers()] == [ADMIN]


def drive_network(w: Witness) -> None:
    """Interface, names, ports, filter."""
    d = w.device
    token = d.GetNetworkInterfaces()[0].token
    assert d.SetNetworkInterfaces(InterfaceToken=token, NetworkInterface={"MTU": 1400}) in (True, False)
    assert d.GetNetworkInterfaces()[0].Info.MTU == 1400
    d.SetZeroConfiguration(InterfaceToken=token, Enabled=False)
    assert d.GetZeroConfiguration().Enabled is False
    d.SetHostname(Name="gate-7")
    assert d.GetHostname().Name == "gate-7"
    d.SetHostnameFromDHCP(FromDHCP=False)
    d.SetDNS(FromDHCP=False, SearchDomain=["example.org"], DNSManual=[{"Type": "IPv4", "IPv4Address": "192.0.2.53"}])
    dns = d.GetDNS()
    assert (dns.SearchDomain, dns.DNSManual[0].IPv4Address) == (["example.org"], "192.0.2.53")
    d.SetNetworkDefaultGateway(IPv4Address=["192.0.2.254"], IPv6Address=["2001:db8::1"])
    assert d.GetNetworkDefaultGateway().IPv4Address == ["192.0.2.254"]
    d.SetNetworkProtocols(
        NetworkProtocols=[
            {"Name": "HTTP", "Enabled": True, "Port": [80]},
            {"Name": "HTTPS", "Enabled": True, "Port": [8443]},
            {"Name": "RTSP", "Enabled": False, "Port": [554]},
        ]
    )
    assert [(one.Name, one.Enabled, one.Port) for one in d.GetNetworkProtocols()][1] == ("HTTPS", True, [8443])
    allow = {"Type": "Allow", "IPv4Address": [{"Address": "127.0.0.0", "PrefixLength": 8}]}
    d.SetIPAddressFilter(IPAddressFilter=allow)
    more = {"Type": "Allow", "IPv6Address": [{"Address": "2001:db8::", "PrefixLength": 32}]}
    d.AddIPAddressFilter(IPAddressFilter=more)
    assert d.GetIPAddressFilter().IPv6Address[0].PrefixLength == 32
    d.RemoveIPAddressFilter(IPAddressFilter=more)
    assert (d.GetIPAddressFilter().Type, d.GetIPAddressFilter().IPv6Address) == ("Allow", [])


def drive_discovery(w: Witness) -> None:
    """Mode and scopes."""
    d = w.device
    d.SetDiscoveryMode(DiscoveryMode="NonDiscoverable")
    assert d.GetDiscoveryMode() == "NonDiscoverable"
    d.SetScopes(Scopes=["onvif://www.onvif.org/location/hall"])
    d.AddScopes(ScopeItem=["onvif://www.onvif.org/location/gate"])
    d.RemoveScopes(ScopeItem=["onvif://www.onvif.org/location/hall"])
    own = [scope.ScopeItem for scope in d.GetScopes() if scope.ScopeDef == "Configurable"]
    assert own == ["onvif://www.onvif.org/location/gate"]


def drive_policies(w: Witness) -> None:
    """Passwords, failed logins, hashing."""
    d = w.device
    assert d.GetPasswordComplexityOptions().MinLenRange.Max >= 12
    d.SetPasswordComplexityConfiguration(MinLen=12, Uppercase=1, Number=1, SpecialChars=0, BlockUsernameOccurrence=True)
    assert d.GetPasswordComplexityConfiguration().MinLen == 12
    d.SetPasswordHistoryConfiguration(Enabled=True, Length=3)
    assert d.GetPasswordHistoryConfiguration().Length == 3
    assert d.GetAuthFailureWarningOptions().MonitorPeriodRange.Min == 1
    d.SetAuthFailureWarningConfiguration(Enabled=True, MonitorPeriod=30, MaxAuthFailures=4)
    assert d.GetAuthFailureWarningConfiguration().MaxAuthFailures == 4
    d.SetHashingAlgorithm(Algorithm=["MD5", "SHA-256"])
    d.SetHashingAlgorithm(Algorithm=["MD5"])  # the only one that urllib knows, which fetches the files


def drive_files(w: Witness) -> None:
    """Log, backup, restore, firmware."""
    d = w.device
    assert "S001" in str(d.GetSystemLog(LogType="System"))
    uris = d.GetSystemUris()
    assert b"S001" in fetch(uris.SystemLogUris.SystemLog[0].Uri)[1]
    status, saved = fetch(uris.SystemBackupUri)
    assert status == 200
    assert fetch(d.StartSystemRestore().UploadUri, saved)[0] == 200
    w.camera.wait_up()
    new = firmware.make("Emulated ONVIF Camera", "1.0.9")
    assert fetch(d.StartFirmwareUpgrade().UploadUri, new)[0] == 200
    w.camera.wait_up()
    assert d.GetDeviceInformation().FirmwareVersion == "1.0.9"
    assert d.GetSystemBackup()[0].Name == "settings.bkp"
    with pytest.raises(onvif.ONVIFOperationException, match="No part"):
        d.RestoreSystem(BackupFiles=[{"Name": "settings.bkp", "Data": {"Include": {"href": "cid:1"}}}])
    with pytest.raises(onvif.ONVIFOperationException, match="No part"):
        d.UpgradeSystemFirmware(Firmware={"Include": {"href": "cid:1"}})


def drive_media(w: Witness) -> None:
    """Multicast of both media services."""
    multicast = {"Address": {"Type": "IPv4", "IPv4Address": "239.1.2.3"}, "Port": 5004, "TTL": 4, "AutoStart": False}
    for service, extra in ((w.client.media(), {"ForcePersistence": True}), (w.client.media2(), {})):
        assert service.GetServiceCapabilities().StreamingCapabilities.RTPMulticast
        assert len(service.GetProfiles(**({} if extra else {"Type": ["All"]}))) == 2
        for kind in ("VideoEncoder", "AudioEncoder", "Metadata"):
            configuration = getattr(service, f"Get{kind}Configurations")()[0]
            configuration.Multicast = multicast
            getattr(service, f"Set{kind}Configuration")(Configuration=configuration, **extra)
            assert getattr(service, f"Get{kind}Configurations")()[0].Multicast.Address.IPv4Address == "239.1.2.3"
            if extra:
                assert getattr(service, f"Get{kind}Configuration")(ConfigurationToken=configuration.token)
        service.StartMulticastStreaming(ProfileToken="PROFILE_1")
        service.StopMulticastStreaming(ProfileToken="PROFILE_1")
    rtsp = {"Stream": "RTP-Unicast", "Transport": {"Protocol": "RTSP"}}
    assert w.client.media().GetStreamUri(StreamSetup=rtsp, ProfileToken="PROFILE_1").Uri.startswith("rtsp://")
    assert w.client.media().GetProfile(ProfileToken="PROFILE_2").token == "PROFILE_2"
    assert w.client.media2().GetStreamUri(Protocol="RtspUnicast", ProfileToken="PROFILE_1").startswith("rtsp://")


def drive_life(w: Witness) -> None:
    """Reboot, then everything as from the factory."""
    assert w.device.SystemReboot()
    w.camera.wait_up()
    w.device.SetSystemFactoryDefault(FactoryDefault="Hard")
    w.camera.wait_up()
    assert w.camera.onvif()["users"] == []


def test_every_operation_works_and_every_answer_is_valid(fleet: Fleet, schema: Any) -> None:
    validator = Validator(schema)
    w = Witness(fleet, "plain", validator)
    for drive in (
        drive_device_core, drive_clock, drive_users, drive_network, drive_discovery, drive_policies, drive_files,
        drive_keystore, drive_uploads_and_dot1x, drive_media, drive_life,
    ):  # fmt: skip
        drive(w)
    operations.load()
    assert validator.driven | NEED_PARTS == set(OPERATIONS)


def test_answers_with_parts_beside_them_are_valid_too(fleet: Fleet, schema: Any) -> None:
    soap, validator = Soap(fleet.camera("token-only")), Validator(schema)
    new = firmware.make("Emulated ONVIF Camera", "1.1.0")
    answers = [soap.call("tds:GetSystemBackup")]
    answers.append(upload(soap, "UpgradeSystemFirmware", f"<tds:Firmware>{INCLUDE}</tds:Firmware>", new))
    soap.camera.wait_up()
    answers.append(upload(soap, "RestoreSystem", BACKUP_FILES, part_of(answers[0])))
    soap.camera.wait_up()
    for answer in answers:
        message = answer.data[answer.data.index(b"<?xml") : answer.data.index(b"</env:Envelope>") + 15]
        validator.check(etree.fromstring(message).find("{http://www.w3.org/2003/05/soap-envelope}Body")[0])


def test_the_username_token_of_another_hand_is_right_too(fleet: Fleet, schema: Any) -> None:
    w = Witness(fleet, "token-only", Validator(schema), digest=False)
    drive_users(w)


def test_canon_cameras_speak_the_same(fleet: Fleet, schema: Any) -> None:
    w = Witness(fleet, "canon", Validator(schema))
    assert w.device.GetDeviceInformation().Model == "VB-H47"
    drive_users(w)
    drive_media(w)
