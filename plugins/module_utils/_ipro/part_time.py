# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Date and time: NTP on or off, and its server. The zone and the clock itself have no public command (ONVIF has them)."""

from __future__ import annotations

from collections.abc import Sequence

from .._drivers.base import Assignment, Reading
from .parts import Part

METHOD, SERVER = "date_time.method", "date_time.ntp_server"
_METHODS = {"0": "manual", "1": "ntp"}


class TimePart(Part):
    """C(get_time) and C(time); the form is written whole."""

    settings = (METHOD, SERVER)
    commands = ("set_time",)
    read = "get_time"

    def values(self) -> Reading:
        """A server that comes by DHCP is not the one server of this setting: then it is empty."""
        page = self.cgi.page(self.read)
        method = _METHODS.get(str(page["time_adjust"]), f"unknown value {page['time_adjust']!r}")
        return Reading({METHOD: method, SERVER: "" if page.get("ntp_addr_dhcp") == "1" else page["ntp_addr"]}, {})

    def write(self, assignments: Sequence[Assignment]) -> None:
        """One request for both."""
        page = self.cgi.page(self.read)
        values = {"ntp_addr_dhcp": "0", "ntp_port": "123", "ntp_interval": "1"}
        values.update({name: str(value) for name, value in page.items() if value != ""})
        values.setdefault("ntp_addr", "")
        for assignment in assignments:
            if assignment.key == METHOD:
                values["time_adjust"] = "1" if assignment.value == "ntp" else "0"
            else:
                values["ntp_addr"] = str(assignment.value)
                values["ntp_addr_dhcp"] = "0"
        self.cgi.call("set_time", values)
