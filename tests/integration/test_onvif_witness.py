# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""onvif-python, a client nobody here wrote, reads back what the collection wrote, area by area."""

from __future__ import annotations

from typing import Any

import onvif
import pytest
from netcam_emulator.testing import Fleet

from .conftest import KeptFleet
from .fleets import ADMIN, conformant, password_of
from .runs import run_playbook, task

FLEET: dict[str, Any] = {
    "defaults": {"restart_seconds": 0.1},
    "cameras": [
        conformant("digest"),
        conformant("token", onvif_auth=["usernametoken"], onvif_clock_window=5, clock_offset=-200000000),
    ],
}
CAMERAS = ["digest", "token"]
NEW_PASSWORD = "Zx53QuietLantern"
AREAS: dict[str, Any] = {
    "administrator": {"name": "keeper", "password": NEW_PASSWORD},
    "date_time": {"method": "ntp", "ntp_server": "192.0.2.123", "time_zone": "Europe/Berlin"},
    "account_policy": {
        "complexity": {"min_length": 12, "number": 1, "block_username_occurrence": True},
        "history": {"enable": True, "length": 3},
        "failed_logins": {"enable": True, "monitor_period": 90, "max_failures": 4},
    },
    "users": {"accounts": [{"name": "recorder", "password": "Ht61LongEnoughVp"}]},
    "host_access": {
        "ipv4": {
            "apply": True, "default_policy": "prohibit",
            "rows": [{"address": "127.0.0.0/8"}, {"address": "192.0.2.7"}],
        },
        "ipv6": {"apply": True, "default_policy": "prohibit", "rows": [{"address": "2001:db8::/64"}]},
    },
    "http_server": {"https_port": 8443},
    "rtp_server": {
        "rtsp_port": 8554,
        "stream": [{"index": 1, "multicast_address": "239.1.2.3", "multicast_port": 6000, "multicast_ttl": 8}],
    },
    "network": {
        "auto_ip": False, "ws_discovery": False,
        "dns": {
            "use_dhcp": False, "name_server_1": "192.0.2.53", "name_server_2": "2001:db8::53", "host_name": "gate-7",
            "search_domains": [{"name": "cameras.example.com"}],
        },
    },
}  # fmt: skip


class Witness:
    """onvif-python in front of one camera, with its own idea of the login."""

    def __init__(self, fleet: Fleet, name: str) -> None:
        listeners = fleet.camera(name).state()["listeners"]
        _kind, address, port, _number = next(one for one in listeners if one[0] == "http")
        digest = name == "digest"
        self.client = onvif.ONVIFClient(address, port, "keeper", NEW_PASSWORD, http_digest=digest)
        self.device = self.client.devicemgmt()


@pytest.fixture(scope="module", params=CAMERAS)
def witness(request: pytest.FixtureRequest, written: Fleet) -> Witness:
    """The witness after the run; a clock that NTP put right lets it log in with a token of the real time."""
    return Witness(written, request.param)


@pytest.fixture(scope="module")
def written(running: KeptFleet) -> Fleet:
    """The fleet after one task with every area, which a second one finds to be as wanted."""
    write, again = (task(title, "settings", AREAS) for title in ("Write", "Again"))
    first = run_playbook([write], running)
    first.succeeded()
    variables = {"ansible_user": "keeper", "ansible_password": NEW_PASSWORD}
    second = run_playbook([again], running, variables=variables).succeeded()
    for name in CAMERAS:
        assert first.of("Write", name).result["manual"] == []
        assert {change["driver"] for change in first.of("Write", name).result["changes"]} == {"onvif"}
        assert not second.of("Again", name).changed, second.of("Again", name).result["changes"]
    return running


def test_users(witness: Witness) -> None:
    users = {user.Username: user.UserLevel for user in witness.device.GetUsers()}
    assert users == {"keeper": "Administrator", "recorder": "User"}
    assert ADMIN not in users


def test_filter(witness: Witness) -> None:
    found = witness.device.GetIPAddressFilter()
    assert found.Type == "Allow"
    assert [(row.Address, row.PrefixLength) for row in found.IPv4Address] == [("127.0.0.0", 8), ("192.0.2.7", 32)]
    assert [(row.Address, row.PrefixLength) for row in found.IPv6Address] == [("2001:db8::", 64)]


def test_protocols(witness: Witness) -> None:
    found = {protocol.Name: (protocol.Enabled, protocol.Port) for protocol in witness.device.GetNetworkProtocols()}
    assert found["HTTPS"][1] == [8443]
    assert found["RTSP"][1] == [8554]
    assert found["HTTP"][0] is True


def test_clock_and_time_server(witness: Witness) -> None:
    clock = witness.device.GetSystemDateAndTime()
    assert clock.DateTimeType == "NTP"
    assert clock.TimeZone.TZ == "CET-1CEST,M3.5.0,M10.5.0/3"
    ntp = witness.device.GetNTP()
    assert ntp.FromDHCP is False
    assert [server.IPv4Address for server in ntp.NTPManual] == ["192.0.2.123"]


def test_discovery_mode(witness: Witness) -> None:
    assert witness.device.GetDiscoveryMode() == "NonDiscoverable"


def test_zero_configuration(witness: Witness) -> None:
    assert witness.device.GetZeroConfiguration().Enabled is False


def test_host_name_and_name_servers(witness: Witness) -> None:
    assert witness.device.GetHostname().Name == "gate-7"
    dns = witness.device.GetDNS()
    assert [server.IPv4Address or server.IPv6Address for server in dns.DNSManual] == ["192.0.2.53", "2001:db8::53"]
    assert dns.SearchDomain == ["cameras.example.com"]
    assert dns.FromDHCP is False


def test_multicast(witness: Witness) -> None:
    first = witness.client.media().GetVideoEncoderConfigurations()[0]
    assert first.Multicast.Address.IPv4Address == "239.1.2.3"
    assert (first.Multicast.Port, first.Multicast.TTL) == (6000, 8)


def test_policies(witness: Witness) -> None:
    rules = witness.device.GetPasswordComplexityConfiguration()
    assert (rules.MinLen, rules.Number, rules.BlockUsernameOccurrence) == (12, 1, True)
    assert rules.PolicyConfigurationLocked is False
    history = witness.device.GetPasswordHistoryConfiguration()
    assert (history.Enabled, history.Length) == (True, 3)
    warning = witness.device.GetAuthFailureWarningConfiguration()
    assert (warning.Enabled, warning.MonitorPeriod, warning.MaxAuthFailures) == (True, 90, 4)


@pytest.mark.parametrize("name", CAMERAS)
def test_the_old_administrator_is_gone_for_the_witness_too(written: Fleet, name: str) -> None:
    assert not written.camera(name).login_check(ADMIN, password_of(name))
