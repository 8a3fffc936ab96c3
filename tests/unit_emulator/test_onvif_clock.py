# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Clock, time zone and NTP by ONVIF."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape

import pytest
from netcam_emulator.testing import Fleet

from .conftest import ACCOUNT
from .test_onvif_support import ONVIF, Answer, Soap, fleet_of, moment

BERLIN = "CET-1CEST,M3.5.0,M10.5.0/3"


@pytest.fixture(scope="module")
def running() -> Iterator[Fleet]:
    """A conformant camera, one whose clock is years off, and Canon's."""
    with fleet_of(
        66, plain=ONVIF, past={**ONVIF, "clock_offset": -300_000_000}, canon={"model": "VB-H47", **ACCOUNT}
    ) as fleet:
        yield fleet


@pytest.fixture
def plain(fleet: Fleet) -> Soap:
    """Administrator of the conformant camera."""
    return Soap(fleet.camera("plain"))


def set_clock(soap: Soap, kind: str, zone: str = "", when: datetime | None = None, **options: Any) -> Answer:
    """Set mode, and zone and time where given."""
    inside = f"<tds:DateTimeType>{kind}</tds:DateTimeType><tds:DaylightSavings>false</tds:DaylightSavings>"
    inside += f"<tds:TimeZone><tt:TZ>{escape(zone)}</tt:TZ></tds:TimeZone>" if zone else ""
    return soap.call("tds:SetSystemDateAndTime", inside + (moment(when) if when else ""), **options)


def ntp(soap: Soap, *hosts: str, from_dhcp: bool = False) -> Answer:
    """Set NTP servers by name."""
    servers = "".join(
        f"<tds:NTPManual><tt:Type>DNS</tt:Type><tt:DNSname>{host}</tt:DNSname></tds:NTPManual>" for host in hosts
    )
    return soap.call("tds:SetNTP", f"<tds:FromDHCP>{str(from_dhcp).lower()}</tds:FromDHCP>{servers}")


def test_the_time_that_is_set_runs_on(plain: Soap) -> None:
    assert set_clock(plain, "Manual", BERLIN, datetime(2031, 7, 1, 12, 0, 0, tzinfo=UTC)).ok
    shown = plain.call("tds:GetSystemDateAndTime")
    assert shown.texts("Year") == ["2031", "2031"]
    assert shown.texts("Hour") == ["12", "14"]  # UTC, and summer time in Berlin
    assert (shown.text("TZ"), shown.text("DaylightSavings")) == (BERLIN, "true")


def test_a_clock_that_is_years_off_can_be_set_right(fleet: Fleet) -> None:
    past = Soap(fleet.camera("past"))
    assert past.call("tds:GetSystemDateAndTime", header="").texts("Year")[0] < "2020"
    assert set_clock(past, "Manual", "UTC0", datetime.now(UTC), skewed=True).ok
    assert past.call("tds:GetUsers").ok


def test_ntp_needs_a_server_first_and_puts_the_clock_right(fleet: Fleet) -> None:
    past = Soap(fleet.camera("past"))
    assert set_clock(past, "NTP", skewed=True).fault[-1] == "ter:NtpServerUndefined"
    servers = "<tds:NTPManual><tt:Type>IPv4</tt:Type><tt:IPv4Address>192.0.2.1</tt:IPv4Address></tds:NTPManual>"
    assert past.call("tds:SetNTP", f"<tds:FromDHCP>false</tds:FromDHCP>{servers}", skewed=True).ok
    assert past.call("tds:GetSystemDateAndTime").text("DateTimeType") == "Manual"  # SetNTP does not switch
    assert set_clock(past, "NTP", skewed=True).ok
    assert past.call("tds:GetUsers").ok


def test_the_last_server_stays_while_the_clock_needs_it(plain: Soap) -> None:
    assert ntp(plain, "one", "two").ok
    assert set_clock(plain, "NTP").ok
    assert ntp(plain).fault[-1] == "ter:TimeSyncedToNtp"
    assert plain.call("tds:GetNTP").texts("DNSname") == ["one", "two"]


def test_only_so_many_servers(fleet: Fleet, plain: Soap) -> None:
    assert ntp(plain, "a", "b", "c", "d").fault[-1] == "ter:InvalidArgVal"
    canon = Soap(fleet.camera("canon"))
    assert ntp(canon, "one", "two").fault[-1] == "ter:InvalidArgVal"
    assert ntp(canon, "one").ok
    assert canon.camera.saved()["date_time.ntp_server"] == "one"


@pytest.mark.parametrize(
    ("zone", "when", "subcode"),
    [
        ("Mars", datetime(2031, 1, 1, tzinfo=UTC), "ter:InvalidTimeZone"),
        ("CET-1CEST,M3.5.0", datetime(2031, 1, 1, tzinfo=UTC), "ter:InvalidTimeZone"),
        ("UTC0", None, "ter:InvalidDateTime"),
    ],
)
def test_a_wrong_clock_is_refused(plain: Soap, zone: str, when: datetime | None, subcode: str) -> None:
    assert set_clock(plain, "Manual", zone, when).fault[-1] == subcode


def test_a_day_that_is_none_is_refused(plain: Soap) -> None:
    when = moment(datetime(2031, 2, 28, tzinfo=UTC)).replace(">28<", ">31<")
    inside = "<tds:DateTimeType>Manual</tds:DateTimeType><tds:DaylightSavings>false</tds:DaylightSavings>" + when
    assert plain.call("tds:SetSystemDateAndTime", inside).fault[-1] == "ter:InvalidDateTime"


def test_canons_zones_by_what_they_mean(fleet: Fleet) -> None:
    canon = Soap(fleet.camera("canon"))
    now = datetime.now(UTC)
    assert set_clock(canon, "Manual", "XXX-9", now).ok
    assert canon.camera.saved()["date_time.time_zone"] == "Asia/Tokyo"
    assert (
        set_clock(canon, "Manual", "<+0545>-5:45", now).fault[-1] == "ter:InvalidTimeZone"
    )  # Nepal is not in the menu
