# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Clock, time zone and time servers, in the order the standard asks for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from .._drivers.base import Assignment, Reading
from .._errors import InvalidValue
from . import device, zones
from .auth import Now, utc_now
from .clock import Clock
from .parts import Camera, Part, only
from .soap import FaultAnswer

METHOD, ZONE, SERVER, CLOCK = (
    "date_time.method",
    "date_time.time_zone",
    "date_time.ntp_server",
    "date_time.clock",
)
#: Wanted clock: this host's time (the same word as in the plan).
NOW = "now"
_MODES = {"manual": "Manual", "ntp": "NTP"}


class ClockPart(Part):
    """GetSystemDateAndTime, GetNTP, and their setters."""

    settings = (METHOD, ZONE, SERVER, CLOCK)

    def __init__(self, camera: Camera, now: Now = utc_now) -> None:
        super().__init__(camera)
        self._now = now
        self._read_at: datetime | None = None

    def gate(self, setting_id: str) -> str | None:
        """The clock is always there; time servers are advertised as Network@NTP."""
        if setting_id == SERVER and self.camera.services.says("Network", "NTP") is False:
            return "the camera does not advertise NTP to ONVIF clients"
        return None

    def missing(self, key: str) -> str | None:
        """The operation may be missing all the same; a zone is optional."""
        if key == SERVER:
            self._ntp()
        else:
            self.clock()
        return None

    # -- reading ---------------------------------------------------------------------------------------------------

    def clock(self) -> Clock:
        """The page, for the facts of the camera too."""
        return self.page("clock", self._fetch_clock)

    def _fetch_clock(self) -> Clock:
        sent = self._now()
        clock = device.get_clock(self.camera.soap)
        received = self._now()
        self._read_at = sent + (received - sent) / 2
        if clock.utc is not None:
            self.camera.soap.learn_clock(clock.utc - self._read_at)
        return clock

    def drift(self) -> timedelta | None:
        """How far the camera's clock is ahead of this host's."""
        clock = self.clock()
        if clock.utc is None or self._read_at is None:
            return None
        # the camera states whole seconds: on average it is half a second further
        return clock.utc + timedelta(seconds=0.5) - self._read_at

    def _ntp(self) -> tuple[bool, tuple[str, ...]]:
        return self.page("ntp", lambda: device.get_ntp(self.camera.soap))

    def values(self, ids: Sequence[str]) -> Reading:
        """Servers from DHCP are not the one server of this setting: then it has no value."""
        found: dict[str, Any] = {}
        if METHOD in ids or ZONE in ids:
            clock = self.clock()
            found[METHOD] = "ntp" if (clock.mode or "").upper() == "NTP" else "manual"
            found[ZONE] = clock.zone
        if SERVER in ids:
            from_dhcp, servers = self._ntp()
            if not from_dhcp:
                found[SERVER] = servers[0] if servers else ""
        return only(found, ids)

    def same(self, key: str, current: Any, wanted: Any) -> bool:
        """Zones by meaning."""
        return zones.same_zone(current, wanted) if key == ZONE else bool(current == wanted)

    # -- writing ---------------------------------------------------------------------------------------------------

    def put(self, assignments: Sequence[Assignment]) -> None:
        """Servers before the mode that uses them; the mode before the servers it no longer uses."""
        wanted = {assignment.key: assignment.value for assignment in assignments}
        self.forget()
        steps = [self._set_server] if SERVER in wanted else []
        if wanted.keys() - {SERVER}:
            steps.insert(1 if wanted.get(SERVER) else 0, self._set_clock)
        try:
            for step in steps:
                step(wanted)
        except FaultAnswer as error:
            raise self._explained(error, wanted) from None
        finally:
            # tokens are made in the camera's time, which may be another one now
            self.camera.soap.forget_clock()

    def _set_server(self, wanted: dict[str, Any]) -> None:
        server = wanted[SERVER]
        device.set_ntp(self.camera.soap, [server] if server else [])

    def _set_clock(self, wanted: dict[str, Any]) -> None:
        current = self.clock()
        mode = _MODES[wanted[METHOD]] if METHOD in wanted else current.mode or "Manual"
        zone = zones.posix_of(wanted[ZONE]) if ZONE in wanted else current.zone
        meaning = zones.meaning(zone)
        summer = meaning is not None and meaning.summer is not None
        if ZONE not in wanted and current.daylight_savings is not None:
            summer = current.daylight_savings
        try:
            self._send(mode, summer, zone, wanted.get(CLOCK))
        except FaultAnswer as error:
            if zone is None or "<" not in zone or not error.fault.says("InvalidTimeZone"):
                raise
            self._send(mode, summer, zones.plain(zone), wanted.get(CLOCK))

    def _send(self, mode: str, summer: bool, zone: str | None, clock: Any) -> None:
        device.set_clock(self.camera.soap, mode, summer, zone, self._time(clock) if mode == "Manual" else None)

    def _time(self, clock: Any) -> datetime:
        """Manual mode must be sent with a time: the wanted one, else the camera's own, gone on since it was read."""
        if clock == NOW:
            return self._now()
        if clock is not None:
            try:
                moment = datetime.fromisoformat(str(clock))
            except ValueError:
                moment = None
            if moment is None or moment.tzinfo is None:
                raise InvalidValue(f"{clock!r} is not a time with its offset from UTC", setting=CLOCK)
            return moment.astimezone(UTC)
        current = self.clock().utc
        if current is None or self._read_at is None:
            return self._now()
        try:
            return current + (self._now() - self._read_at)
        except OverflowError:
            return self._now()

    @staticmethod
    def _explained(error: FaultAnswer, wanted: dict[str, Any]) -> FaultAnswer | InvalidValue:
        fault = error.fault
        if fault.says("InvalidTimeZone"):
            return InvalidValue(f"the camera does not take the time zone {wanted.get(ZONE)!r}", setting=ZONE)
        if fault.says("NtpServerUndefined"):
            return InvalidValue(
                "method ntp needs a server, and the camera has none", setting=SERVER, hint="Set ntp_server."
            )
        if fault.says("TimeSyncedToNtp"):
            return InvalidValue(
                "the camera runs on NTP and keeps its last server", setting=SERVER, hint="Set method to manual."
            )
        if fault.says("InvalidIPv4Address", "InvalidIPv6Address", "InvalidDnsName"):
            return InvalidValue(f"the camera does not take the time server {wanted.get(SERVER)!r}", setting=SERVER)
        error.setting = next(iter(wanted))
        return error
