# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The ONVIF driver: every conformant camera, on the public standard.

What it reaches is what the camera advertises and really has. The parts in C(_onvif) know the settings; this class is
their sum, with the operations, the login and the administrator account.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from .._catalog import FAMILY_ONVIF, SETTINGS, find_model, split_key
from .._certificates.store import Dot1xStore, Store
from .._client import Client
from .._errors import Unsupported
from .._facts import Facts
from .._guards import HostList
from .._onvif import device, files
from .._onvif.administrator import change
from .._onvif.auth import Now, utc_now
from .._onvif.dot1x import Supplicant
from .._onvif.dot1x_store import OnvifDot1x
from .._onvif.keystore import KeystoreStore
from .._onvif.keystore_old import OldOperations
from .._onvif.login import log_in
from .._onvif.part_clock import NOW, ClockPart
from .._onvif.part_dot1x import ENABLE, Dot1xPart
from .._onvif.part_hosts import HostsPart
from .._onvif.part_multicast import MulticastPart
from .._onvif.part_network import AutoIpPart, DiscoveryPart, DnsPart, FirmwarePart, HostNamePart
from .._onvif.part_policies import ComplexityPart, FailedLoginsPart, HistoryPart
from .._onvif.part_protocols import ProtocolsPart
from .._onvif.part_tls import TlsVersionsPart
from .._onvif.part_users import ACCOUNTS, UsersPart
from .._onvif.parts import Camera, Part
from .._onvif.soap import OperationMissing, Soap
from .base import Assignment, Reading
from .plain import PlainDriver

Progress = Callable[[str], None]

#: Settings for which there is a reason better than that the standard has no field for it.
_REASONS = {
    "rtp_server.rtp": "ONVIF can close the RTSP port, but RTP by multicast or through HTTP may go on: "
    "that is not the switch the guide means",
    **dict.fromkeys(
        ("backup.backup", "backup.restore", "backup.encryption_password"), "ONVIF has no password for backups"
    ),
}
_NO_FIELD = "ONVIF has no field for it"


class OnvifDriver(PlainDriver):
    """One camera's ONVIF services."""

    name = "onvif"

    def __init__(
        self, client: Client, progress: Progress, now: Now = utc_now, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self._client = client
        self._progress = progress
        self._sleep = sleep
        self._now = now
        self._certificates: Store | None = None
        self._accepted = False
        self._soap = Soap(client, now)
        self._camera = Camera(client, self._soap)
        self._users = UsersPart(self._camera)
        self._clock = ClockPart(self._camera, now)
        self._hosts = HostsPart(self._camera)
        self._firmware = FirmwarePart(self._camera)
        self._supplicant = Supplicant(self._camera)
        self._dot1x = Dot1xPart(self._camera, self._supplicant)
        #: in the order in which they are written: what can move the session comes last
        self._parts: tuple[Part, ...] = (
            # rules before the accounts that have to keep them
            ComplexityPart(self._camera),
            HistoryPart(self._camera),
            FailedLoginsPart(self._camera),
            self._users,
            self._firmware,
            self._clock,
            MulticastPart(self._camera),
            HostNamePart(self._camera),
            DnsPart(self._camera),
            self._hosts,
            DiscoveryPart(self._camera),
            AutoIpPart(self._camera),
            self._dot1x,
            TlsVersionsPart(self._camera),
            ProtocolsPart(self._camera),
        )
        self._part_of = {setting_id: part for part in self._parts for setting_id in part.settings}

    # -- what it can do --------------------------------------------------------------------------------------------

    def reaches(self, setting_id: str) -> bool:
        """A setting is reachable when the camera advertises it and really has it."""
        return self.why_not(setting_id) is None

    def why_not(self, setting_id: str) -> str | None:
        """The reason, out of the standard, the camera's capabilities, or its answer. Takes a key with an index too."""
        part = self._part_of.get(split_key(setting_id)[0])
        if part is None:
            return _REASONS.get(setting_id, _NO_FIELD)
        return part.why_not(setting_id)

    def might_reach(self, setting_id: str) -> bool:
        """Whether the standard has a field for it at all. Asks the camera nothing."""
        return setting_id in self._part_of

    def has(self, operation: str) -> bool:
        """Operations that the standard makes mandatory are there; files and logs where the camera advertises them."""
        says = self._camera.services.says
        if operation == "log":
            return says("System", "HttpSystemLogging") is True or says("System", "SystemLogging") is True
        if operation == "firmware":
            return says("System", "HttpFirmwareUpgrade") is True
        if operation in ("backup", "restore"):
            return says("System", "HttpSystemBackup") is True
        if operation == "first_account":
            return says("System", "UserConfigNotSupported") is not True
        return operation in ("restart", "initialize")

    def backup_in_clear(self) -> str | None:
        """Always: the standard knows no password for backups."""
        return _REASONS["backup.encryption_password"]

    def needs_restart(self, setting_id: str) -> bool:
        """Whether it was written in this session, and the camera accepted it, but still states the old value."""
        part = self._part_of.get(setting_id)
        return part is not None and setting_id in part.pending

    def rows(self, setting_id: str) -> int:
        """The camera's number where it states one, else the catalog's."""
        if setting_id == ACCOUNTS and (room := self._users.room()) is not None:
            return room
        return max(limit.rows for limit in SETTINGS[setting_id].limits.values())

    def check_value(self, key: str, value: Any) -> None:
        """Against the limits that the camera states (Get...Options, capabilities). Raises InvalidValue, Refused."""
        part = self._part_of.get(split_key(key)[0])
        if part is not None and not self._camera.factory:
            part.check(key, value)

    def means_same(self, key: str, current: Any, wanted: Any) -> bool:
        """Whether a value as the camera states it means the wanted one (time zones, addresses)."""
        part = self._part_of.get(split_key(key)[0])
        return part.same(key, current, wanted) if part is not None else bool(current == wanted)

    def takes(self, setting_id: str, value: str) -> bool:
        """The standard knows one set of choices for all cameras."""
        return True

    def host_steps(self, current: Mapping[int, HostList], target: Mapping[int, HostList]) -> list[list[Assignment]]:
        """The one write that leads from the present host tables (by IP version) to the wanted ones.

        Raises InvalidValue when ONVIF cannot say them; then nothing was written.
        """
        return self._hosts.steps(current, target)

    def clock_value(self, now: datetime) -> str:
        """The clock is told in UTC, at the moment of the request."""
        return NOW

    # -- login -----------------------------------------------------------------------------------------------------

    def log_in(self) -> bool:
        """Proven by a call that only an administrator may make. False when there is no account. Raises AuthenticationFailed."""
        return log_in(self._camera, self._users, self._now)

    @property
    def login_accepted(self) -> bool:
        """Whether the camera asked for a login, and took it for some call."""
        return self._accepted

    def facts(self) -> Facts:
        """Model, firmware and clock, by GetDeviceInformation and GetSystemDateAndTime. Raises AuthenticationFailed."""
        drift = self._clock.drift()
        clock = self._clock.clock().utc
        try:
            information = self._firmware.information()
        except OperationMissing:
            information = device.Information(None, None, None, None)
        self._accepted = self._soap.method != "none"
        model = information.model
        known = find_model(model) if "canon" in (information.manufacturer or "canon").lower() else None
        version = self._camera.services.version
        return Facts(
            model=known.name if known else model,
            family=known.family if known else FAMILY_ONVIF,
            firmware=information.firmware,
            protocol=f"ONVIF {version}" if version else "ONVIF",
            clock=None if clock is None else clock.timestamp(),
            drift=None if drift is None else drift.total_seconds(),
            fixed_administrator=known.fixed_administrator if known else None,
            alphanumeric_password=known.alphanumeric_password if known else False,
        )

    # -- settings --------------------------------------------------------------------------------------------------

    def read(self, setting_ids: Iterable[str]) -> Reading:
        """Current values; each page is fetched once. What the camera does not have is left out."""
        wanted = list(setting_ids)
        values: dict[str, Any] = {}
        positions: dict[str, Mapping[int, Mapping[str, Any]]] = {}
        for part in self._parts:
            ids = [setting_id for setting_id in wanted if self._part_of.get(setting_id) is part]
            ids = [setting_id for setting_id in ids if part.why_not(setting_id) is None]
            if ids:
                found = part.values(ids)
                values.update(found.values)
                positions.update(found.positions)
        return Reading(values, positions)

    def forget(self) -> None:
        """Read pages anew from now on; services stay the same for the session."""
        for part in self._parts:
            part.forget()

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Part by part; what can move the session comes last."""
        by_part: dict[int, list[Assignment]] = {}
        for assignment in assignments:
            setting_id = split_key(assignment.key)[0]
            part = self._part_of.get(setting_id)
            reason = self.why_not(assignment.key) if part is not None else _REASONS.get(setting_id, _NO_FIELD)
            if part is None or reason is not None:
                raise Unsupported(reason or _NO_FIELD, setting=assignment.key)
            by_part.setdefault(self._parts.index(part), []).append(assignment)
        for number in sorted(by_part):
            self._parts[number].write(by_part[number])

    def save(self) -> None:
        """An ONVIF camera keeps what it accepts."""

    # -- the administrator -----------------------------------------------------------------------------------------

    def create_first_account(self, name: str, password: str) -> None:
        """The first administrator of a camera that has none; everything is open until then."""
        self._users.add_administrator(name, password)

    def change_administrator(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """Another password, or another name: create the new one, log in as it, delete the old one.

        The session goes on as the new administrator. When the new one cannot log in, the old one stays in force.
        Raises NotEffective, InvalidValue, Refused.
        """
        change(self._users, self._client, old, new, self.log_in)

    # -- operations ------------------------------------------------------------------------------------------------

    def restart(self) -> None:
        """SystemReboot. What was pending is expected to be in force afterwards."""
        device.reboot(self._soap)
        for part in self._parts:
            part.restarted()

    def initialize(self, keep_network_settings: bool) -> None:
        """SetSystemFactoryDefault: Soft keeps the address; what else it keeps differs by vendor."""
        device.factory_default(self._soap, soft=keep_network_settings)

    def update_firmware(self, name: str, content: bytes) -> None:
        """StartFirmwareUpgrade, and the file by HTTP."""
        files.upload(self._soap, "StartFirmwareUpgrade", "the firmware update", content, self._sleep)

    def download_log(self) -> str:
        """The system log: by HTTP where the camera offers that, else inside the answer."""
        if self._camera.services.says("System", "HttpSystemLogging"):
            address, _backup = files.system_uris(self._soap)
            if address:
                return files.download(self._soap, address, "the log").decode("utf-8", errors="replace")
        return files.system_log(self._soap)

    def log_time_format(self) -> str | None:
        """The standard leaves the format of a log to the vendor."""
        return None

    def download_backup(self, encryption_password: str) -> bytes:
        """The camera's own backup file. Raises Unsupported when it is to be encrypted, which ONVIF cannot ask for."""
        self._no_password(encryption_password)
        _log, address = files.system_uris(self._soap)
        if address is None:
            raise OperationMissing("the camera names no address for its backup")
        return files.download(self._soap, address, "the backup")

    def restore_backup(self, content: bytes, encryption_password: str) -> None:
        """StartSystemRestore, and the file by HTTP."""
        self._no_password(encryption_password)
        files.upload(self._soap, "StartSystemRestore", "the restore", content, self._sleep)

    # -- certificates ----------------------------------------------------------------------------------------------

    def certificate_store(self) -> Store | None:
        """The keystore of the Security service; one that tells why there is none where older operations are advertised."""
        if self._certificates is None:
            security = self._camera.security
            if security is not None:
                self._certificates = KeystoreStore(self._client, *security, self._progress, self._sleep, self._now)
            elif self._camera.services.says("Security", "OnboardKeyGeneration"):
                self._certificates = OldOperations()
        return self._certificates

    def dot1x_store(self) -> Dot1xStore | None:
        """802.1X of the Security service."""
        if self._supplicant.why_not() is not None:
            return None
        return OnvifDot1x(self._client, self._supplicant, lambda: self._dot1x.pending.add(ENABLE))

    @staticmethod
    def _no_password(encryption_password: str) -> None:
        if encryption_password:
            raise Unsupported(
                "ONVIF has no password for backups: the file would lie there readable",
                setting="backup.encryption_password",
                hint="Take the backup on the camera's own page, where it can be encrypted, or ask for it without a password.",
            )
