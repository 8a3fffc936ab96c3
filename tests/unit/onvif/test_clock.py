# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Clock, zone and time servers: order, meaning of zones, and the shapes of "no time server"."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.netcam.hardening.plugins.module_utils._drivers.base import Assignment
from ansible_collections.netcam.hardening.plugins.module_utils._errors import InvalidValue
from ansible_collections.netcam.hardening.plugins.module_utils._onvif.zones import meaning, posix_of, same_zone

from .camera import NOON, PaperCamera, Sent, date_and_time, driver_for, fault, logged_in

METHOD, ZONE, SERVER, CLOCK = "date_time.method", "date_time.time_zone", "date_time.ntp_server", "date_time.clock"
BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"


def ntp(*hosts: str, from_dhcp: str = "false") -> str:
    """A GetNTPResponse with IPv4 servers."""
    inner = "".join(
        f"<tt:NTPManual><tt:Type>IPv4</tt:Type><tt:IPv4Address>{host}</tt:IPv4Address></tt:NTPManual>" for host in hosts
    )
    return (
        f"<tds:GetNTPResponse><tds:NTPInformation><tt:FromDHCP>{from_dhcp}</tt:FromDHCP>{inner}"
        "</tds:NTPInformation></tds:GetNTPResponse>"
    )


def timed(mode: str = "Manual", zone: str | None = "UTC0", **answers: Any) -> PaperCamera:
    """A camera whose clock and servers can be set."""
    camera = PaperCamera(GetNTP=ntp(), **answers)
    camera.answers["GetSystemDateAndTime"] = date_and_time(NOON, mode, zone)

    def set_clock(sent: Sent) -> str:
        camera.answers["GetSystemDateAndTime"] = date_and_time(
            NOON, sent.texts("DateTimeType")[0], (sent.texts("TZ") or [None])[0], sent.texts("DaylightSavings")[0]
        )
        return "<tds:SetSystemDateAndTimeResponse/>"

    def set_ntp(sent: Sent) -> str:
        camera.answers["GetNTP"] = ntp(*sent.texts("IPv4Address"))
        return "<tds:SetNTPResponse/>"

    camera.answers.setdefault("SetSystemDateAndTime", set_clock)
    camera.answers.setdefault("SetNTP", set_ntp)
    return camera


def written(camera: PaperCamera) -> list[str]:
    """The setters called, in order."""
    return [name for name in camera.operations() if name.startswith("Set")]


def test_server_is_set_before_the_mode_that_uses_it():
    camera = timed()
    logged_in(camera).write([Assignment(METHOD, "ntp"), Assignment(SERVER, "192.0.2.1")])
    assert written(camera) == ["SetNTP", "SetSystemDateAndTime"]
    assert "UTCDateTime" not in camera.last("SetSystemDateAndTime").names()


def test_mode_is_left_before_its_server_is_removed():
    camera = timed("NTP")
    logged_in(camera).write([Assignment(METHOD, "manual"), Assignment(SERVER, "")])
    assert written(camera) == ["SetSystemDateAndTime", "SetNTP"]
    assert camera.last("SetNTP").names() == ["SetNTP", "FromDHCP"]


def test_manual_mode_is_sent_with_the_cameras_own_time_and_time_before_date():
    camera = timed(zone=None)
    camera.answers["GetSystemDateAndTime"] = date_and_time(NOON - timedelta(days=3), zone=None)
    logged_in(camera).write([Assignment(METHOD, "manual")])
    sent = camera.last("SetSystemDateAndTime")
    assert sent.names() == [
        "SetSystemDateAndTime", "DateTimeType", "DaylightSavings", "UTCDateTime",
        "Time", "Hour", "Minute", "Second", "Date", "Year", "Month", "Day",
    ]  # fmt: skip
    assert sent.texts("Day") == ["19"]


def test_clock_is_set_to_now():
    camera = timed()
    camera.answers["GetSystemDateAndTime"] = date_and_time(NOON - timedelta(days=3))
    logged_in(camera).write([Assignment(CLOCK, "now")])
    assert camera.last("SetSystemDateAndTime").texts("Day") == ["22"]


def test_clock_is_set_to_a_time_with_its_offset_and_to_no_other():
    camera = timed()
    driver = logged_in(camera)
    driver.write([Assignment(CLOCK, "2026-01-02T00:30:00+01:00")])
    sent = camera.last("SetSystemDateAndTime")
    assert (sent.texts("Day"), sent.texts("Hour")) == (["1"], ["23"])
    for text in ("2026/01/02 00:30:00", "soon"):
        with pytest.raises(InvalidValue, match="offset from UTC"):
            driver.write([Assignment(CLOCK, text)])


@pytest.mark.parametrize(("zone", "summer"), [("Europe/Berlin", "true"), ("Asia/Tokyo", "false")])
def test_zone_is_sent_as_posix_and_summer_time_follows_it(zone, summer):
    camera = timed()
    driver = logged_in(camera)
    driver.write([Assignment(ZONE, zone)])
    sent = camera.last("SetSystemDateAndTime")
    assert sent.texts("TZ") == [posix_of(zone)]
    assert sent.texts("DaylightSavings") == [summer]
    assert driver.means_same(ZONE, driver.read([ZONE]).values[ZONE], zone)
    assert not driver.needs_restart(ZONE)


def test_zone_with_names_in_brackets_is_sent_with_letters_where_the_camera_needs_that():
    zones = []

    def picky(sent: Sent) -> object:
        zones.extend(sent.texts("TZ"))
        return fault("InvalidArgVal", "InvalidTimeZone") if "<" in zones[-1] else "<tds:SetSystemDateAndTimeResponse/>"

    camera = timed(SetSystemDateAndTime=picky)
    logged_in(camera).write([Assignment(ZONE, "Asia/Dubai")])
    assert zones == ["<+04>-4", "STD-4"]


def test_zone_that_the_camera_does_not_take_or_this_host_does_not_know_is_told():
    camera = timed(SetSystemDateAndTime=fault("InvalidArgVal", "InvalidTimeZone"))
    with pytest.raises(InvalidValue, match="Europe/Berlin"):
        logged_in(camera).write([Assignment(ZONE, "Europe/Berlin")])
    with pytest.raises(InvalidValue, match="not known on this controller"):
        logged_in(timed()).write([Assignment(ZONE, "Mars/Base")])


@pytest.mark.parametrize(
    ("subcode", "words"),
    [
        ("NtpServerUndefined", "needs a server"),
        ("TimeSyncedToNtp", "keeps its last server"),
        ("InvalidDnsName", "does not take"),
    ],
)
def test_faults_about_time_servers_are_explained(subcode, words):
    camera = timed(SetNTP=fault("InvalidArgVal", subcode))
    with pytest.raises(InvalidValue, match=words):
        logged_in(camera).write([Assignment(SERVER, "192.0.2.1")])


@pytest.mark.parametrize(
    "answer",
    [ntp(), ntp("0.0.0.0"), ntp("")],
    ids=["no entry", "0.0.0.0", "empty"],
)
def test_shapes_of_no_time_server(answer):
    camera = timed()
    camera.answers["GetNTP"] = answer
    assert logged_in(camera).read([SERVER]).values == {SERVER: ""}


def test_server_from_dhcp_is_not_the_servers_setting():
    camera = timed()
    camera.answers["GetNTP"] = ntp("192.0.2.1", from_dhcp="true")
    driver = logged_in(camera)
    assert driver.why_not(SERVER) is None
    assert driver.read([SERVER, METHOD]).values == {METHOD: "manual"}


def test_host_name_and_ipv6_servers_are_sent_in_their_own_fields():
    camera = timed()
    driver = logged_in(camera)
    driver.write([Assignment(SERVER, "pool.example")])
    assert camera.last("SetNTP").names() == ["SetNTP", "FromDHCP", "NTPManual", "Type", "DNSname"]
    driver.write([Assignment(SERVER, "2001:db8::1")])
    assert camera.last("SetNTP").names()[-1] == "IPv6Address"


def test_drift_is_the_difference_of_the_clocks():
    camera = PaperCamera()
    camera.clock = NOON - timedelta(hours=9)
    facts = driver_for(camera).facts()
    assert facts.drift == pytest.approx(-9 * 3600, abs=1)
    assert (facts.model, facts.family, facts.firmware, facts.protocol) == ("Eye 1", "onvif", "1.2.3", "ONVIF 24.12")


def test_canon_camera_is_known_by_its_model():
    camera = PaperCamera()
    information = str(camera.answers["GetDeviceInformation"])
    camera.answers["GetDeviceInformation"] = information.replace("ACME", "Canon").replace("Eye 1", "VB-H47")
    facts = driver_for(camera).facts()
    assert (facts.model, facts.family) == ("VB-H47", "canon_vb_2022")


ZONES = {
    "CST-8": timedelta(hours=8),
    "CST-08:00": timedelta(hours=8),
    "CST-08:00:00": timedelta(hours=8),
    "<UTC00:00>0": timedelta(0),
    "UTC": timedelta(0),
    "GMT0": timedelta(0),
    "<+0530>-5:30": timedelta(hours=5, minutes=30),
    "EST+5": timedelta(hours=-5),
    "Asia/Tokyo": timedelta(hours=9),
}


@pytest.mark.parametrize("text", ZONES)
def test_zones_as_cameras_write_them_are_understood(text):
    found = meaning(text)
    assert found is not None
    assert found.offset == ZONES[text].total_seconds()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BERLIN, "Europe/Berlin"),
        ("Europe/Paris", "Europe/Berlin"),
        ("CET-1:00CEST-2:00,M3.5.0/02:00:00,M10.5.0/03:00:00", BERLIN),
        ("EST+5:00:00EDT04:00:00,M3.2.0/02:00:00,M11.1.0/02:00:00", "America/New_York"),
        ("EST5EDT", "America/New_York"),
        ("STD-4", "Asia/Dubai"),
        ("CST-08:00", "Asia/Shanghai"),
    ],
)
def test_zones_that_mean_the_same_are_the_same(one, other):
    assert same_zone(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (BERLIN, "Europe/London"), ("CET-1", BERLIN), ("UTC0", None), ("nonsense", "UTC"), ("CST8", "CST-8"),
        ("CET-1CEST,M3.5.0,X", BERLIN),
    ],
)  # fmt: skip
def test_zones_that_differ_are_not_the_same(one, other):
    assert not same_zone(one, other)


@pytest.mark.parametrize("name", ["Europe/Berlin", "Asia/Kathmandu", "America/New_York", "UTC", "Australia/Lord_Howe"])
@pytest.mark.parametrize("month", [1, 7])
def test_posix_string_of_a_zone_has_the_offset_that_the_zone_has(name, month):
    """Checked against the standard library's reading of the same zone."""
    found = meaning(posix_of(name))
    assert found is not None
    offsets = {found.offset, found.offset if found.summer is None else found.summer}
    seen = datetime(2026, month, 15, tzinfo=UTC).astimezone(ZoneInfo(name)).utcoffset()
    assert seen is not None
    assert seen.total_seconds() in offsets


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "Europe", "", "Europe/Berlin\n"])
def test_zone_name_does_not_lead_out_of_the_zone_folder(name):
    with pytest.raises(InvalidValue):
        posix_of(name)


@given(st.text(alphabet="ABCcest<>+-:0123456789,./MJ ", max_size=40))
def test_any_zone_text_has_a_meaning_or_none(text):
    meaning(text)
    assert same_zone(text, text)
