# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
# A table stands in rows, not in columns of single arguments:
# fmt: off

"""Chapter 1 of the guide, [Basic Measures]: administrator, firmware, date and time, log."""

from __future__ import annotations

from .model import Limit, Setting
from .words import NAME, NAME_SAYS, both, choice, per, text

_USERS = per("[Security] > [User Management]", "[Basic] or [Security] > [User Management]")
_CLOCK = per("[System] > [Date and Time] > [Settings]", "[Basic] > [Date and Time] > [Settings]")
_PAGE_7 = per("A-7", "B-7")
_PAGE_8 = per("A-8", "B-8")
_PAGE_9 = per("A-9", "B-9")
_CLOCK_NOTE = "The guide names the page; its text does not print this field's own label."

SETTINGS = (
    Setting(
        id="administrator.name", area="administrator", option="name", label="Administrator Name", chapter="1",
        page=_PAGE_7, menu=_USERS, kind="text", limits=both(text(15, 5, pattern=NAME, says=NAME_SAYS)), risk="lockout",
        note="Fixed to C(root) on the VB-M40, VB-M600 and VB-M700F generation.",
    ),
    Setting(
        id="administrator.password", area="administrator", option="password", label="Password", chapter="1",
        page=_PAGE_7, menu=_USERS, kind="secret", limits=per(text(32, 8), text(31, 8)), risk="lockout",
        note="The guide asks for at least 10 characters, upper and lower case, letters with digits or symbols.",
    ),
    Setting(
        id="firmware.version", area="firmware", label="Firmware Version", chapter="1", page=_PAGE_8,
        menu=both("[Maintenance] > [Device Information] > [Firmware Version]"), kind="text", limits=both(Limit()),
        readonly=True,
    ),
    Setting(
        id="firmware.update", area="firmware", option="src", label="Update Firmware", chapter="1", page=_PAGE_8,
        menu=both("[Maintenance] > [Update Firmware] > [Update Firmware]"), kind="text", limits=both(Limit()),
        action=True, risk="connection",
    ),
    Setting(
        id="date_time.method", area="date_time", option="method", label="Date and Time: setting method", chapter="1",
        page=_PAGE_8, menu=_CLOCK, kind="choice", limits=both(choice("manual", "ntp")), recommended="ntp",
        note=_CLOCK_NOTE,
    ),
    Setting(
        id="date_time.time_zone", area="date_time", option="time_zone", label="Date and Time: time zone", chapter="1",
        page=_PAGE_8, menu=_CLOCK, kind="text",
        limits=both(text(63, 1, pattern=r"[A-Za-z][A-Za-z0-9_+-]*(/[A-Za-z0-9_+-]+)*",
                         says="an IANA time zone name such as Europe/Berlin or UTC")),
        note=_CLOCK_NOTE,
    ),
    Setting(
        id="date_time.ntp_server", area="date_time", option="ntp_server", label="Date and Time: NTP server", chapter="1",
        page=_PAGE_8, menu=_CLOCK, kind="text",
        limits=both(text(253, 0, pattern=r"[A-Za-z0-9:._-]*", says="a host name or an IP address")),
        note=_CLOCK_NOTE,
    ),
    Setting(
        id="date_time.clock", area="date_time", label="Date and Time: current date and time", chapter="1",
        page=_PAGE_8, menu=_CLOCK, kind="clock", limits=both(Limit()), note=_CLOCK_NOTE,
    ),
    Setting(
        id="log.view", area="log_info", label="View Logs", chapter="1", page=_PAGE_9,
        menu=both("[Maintenance] > [Log] > [View Logs]"), kind="text", limits=both(Limit()), readonly=True, action=True,
    ),
    Setting(
        id="log_notification.level", area="log_notification", option="level", label="Log Notifications", chapter="1",
        page=_PAGE_9, menu=both("[Maintenance] > [Log] > [Log Notifications]"), kind="choice",
        limits=both(choice("disable", "errors", "errors_and_warnings")), recommended="errors_and_warnings",
        note="The guide's levels are [Error] and [Errors and warnings].",
    ),
)
