# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The i-PRO driver: the CGI interface of Panasonic WV / i-PRO cameras, as far as it is public.

What it reaches is what the camera answers: a camera that does not speak the dialect of the maker's sister family is left to
ONVIF and to people. C(_profiles/ipro_wv.py) is the table of commands, C(_ipro) the parts that know the settings.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from .._catalog import FAMILY_IPRO, SETTINGS, split_key
from .._certificates.store import Dot1xStore, Store
from .._client import Client
from .._errors import AuthenticationFailed, CameraAnswer, ConnectionLost, Refused, Unsupported
from .._ipro.answers import asks_for_registration
from .._ipro.commands import Commands
from .._ipro.part_hosts import HostsPart
from .._ipro.part_https import HttpsPart
from .._ipro.part_time import TimePart
from .._ipro.part_users import NAME, UsersPart
from .._ipro.parts import FORMS, FormPart, Part
from .._ipro.registration import NO_REGISTRATION, change, register
from .._ipro.transport import Cgi, NotAnswered
from .._serving import POLICY
from .base import Assignment, Reading
from .ipro_certificates import IproStore
from .plain import PlainDriver

Progress = Callable[[str], None]

#: Settings of this family for which there is a reason better than that no command is public.
_REASONS = {
    "http_server.http_port": "the only known command for it writes the camera's address as well, which this collection never does",
    "snmp_server.v1_v2c": "the command that reads the SNMP page is not public, and nothing is written that cannot be read",
    "snmp_server.v3": "the command that reads the SNMP page is not public, and nothing is written that cannot be read",
    "dot1x.enable": "the command that sets 802.1X is not public",
}
#: What the certificate store needs for the buttons of the HTTPS page.
_CERTIFICATE = {
    "certificate.create_key": ("crt_key_generate", "get_crt_key"),
    "certificate.create_self_signed": ("self_signed_generate",),
    "certificate.delete_self_signed": ("self_signed_delete",),
    "certificate.generate_csr": ("csr_generate",),
    "certificate.display_csr": ("csr_fetch",),
    "certificate.install_server": ("https_install_signed",),
    "certificate.delete_server": ("certificate_delete",),
}
_NO_COMMAND = "no command for it is public"


class IproDriver(PlainDriver):
    """One camera's CGI interface."""

    name = "ipro"

    def __init__(
        self,
        client: Client,
        commands: Commands,
        progress: Progress,
        model: str | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._client = client
        self._progress = progress
        self._sleep = sleep
        self.cgi = Cgi(client, commands)
        self._users = UsersPart(self.cgi)
        self._hosts = HostsPart(self.cgi)
        self._https = HttpsPart(self.cgi, model, sleep)
        self._factory = False
        #: in the order in which they are written: what can move the session comes last
        self._parts: tuple[Part, ...] = (
            self._users,
            TimePart(self.cgi),
            *(FormPart(self.cgi, form) for form in FORMS),
            self._hosts,
            self._https,
        )
        self._part_of = {setting_id: part for part in self._parts for setting_id in part.settings}

    # -- what it can do --------------------------------------------------------------------------------------------

    def reaches(self, setting_id: str) -> bool:
        """A setting is reachable when its commands are public and the camera answers them."""
        return self.why_not(setting_id) is None

    def why_not(self, setting_id: str) -> str | None:
        """The reason: no public command, another dialect, or the camera's answer."""
        key = split_key(setting_id)[0]
        part = self._part_of.get(key)
        if key in _CERTIFICATE and not self._factory:
            return self.cgi.why_not(*_CERTIFICATE[key])
        if part is None:
            return _REASONS.get(key, _NO_COMMAND)
        if self._factory:
            # nothing can be read before the first access; what the dialect has is seen afterwards
            return None if self.has("first_account") else NO_REGISTRATION
        try:
            return part.why_not(key)
        except (AuthenticationFailed, CameraAnswer, Refused) as error:
            # the login has been proven by now: a refusal is about this one command
            return error.message

    def has(self, operation: str) -> bool:
        """Restart and first account, where their commands can be used."""
        if operation == "restart":
            return not self._factory and self.cgi.why_not("restart") is None
        if operation == "first_account":
            return not self._factory or self._registers
        return False

    @property
    def _registers(self) -> bool:
        """Whether a camera without an account knows the command that registers the administrator."""
        try:
            self.cgi.call("user_list")
        except (AuthenticationFailed, CameraAnswer, Refused, Unsupported):
            return False
        return True

    def backup_in_clear(self) -> str | None:
        """There is no public command for backups at all."""
        return _NO_COMMAND

    def needs_restart(self, setting_id: str) -> bool:
        """Everything is in force at once, or after the moment that the camera takes to move."""
        return False

    def rows(self, setting_id: str) -> int:
        """The catalog's number: the camera states none."""
        return SETTINGS[setting_id].limits[FAMILY_IPRO].rows

    def check_value(self, key: str, value: Any) -> None:
        """Ports in force, a connection this model lacks, rows that prohibit. Raises InvalidValue."""
        part = self._part_of.get(split_key(key)[0])
        if self._factory or part is None:
            return
        if part is self._https:
            self._https.check(key, value)
        elif part is self._hosts:
            self._hosts.check(key, value)

    def takes(self, setting_id: str, value: str) -> bool:
        """HTTP and HTTPS at once: the H.265 generation only."""
        return setting_id != POLICY or value != "http_and_https" or self._https.serves_both()

    def clock_value(self, now: datetime) -> str:
        """Never asked for: the clock has no public command."""
        raise Unsupported(_NO_COMMAND, setting="date_time.clock")

    # -- login -----------------------------------------------------------------------------------------------------

    def log_in(self) -> bool:
        """A random number, or else the list of sessions: both are for the administrator only, and harmless."""
        self._factory = False
        for name in ("get_randomnum", "man_session", "get_capability"):
            try:
                answer = self.cgi.call(name)
            except NotAnswered:
                continue
            if self._client.auth_method is None and asks_for_registration(answer):
                self._factory = True
                return False
            break
        else:
            raise Unsupported(
                "the camera answers none of the commands that prove a login (get_randomnum, man_session)",
                hint="Check that it is a Panasonic WV / i-PRO camera; set ansible_netcam_driver to onvif otherwise.",
            )
        if self._client.auth_method is None and self._open():
            self._factory = True
            return False
        return True

    def _open(self) -> bool:
        """The camera asked nobody for a login: has it no administrator yet?"""
        try:
            return not self._users.administrators
        except (CameraAnswer, Unsupported):
            return False

    # -- settings --------------------------------------------------------------------------------------------------

    def read(self, setting_ids: Iterable[str]) -> Reading:
        """Current values; each page is fetched once."""
        wanted = set(setting_ids)
        values: dict[str, Any] = {}
        positions: dict[str, Mapping[int, Mapping[str, Any]]] = {}
        for part in self._parts:
            ids = wanted & set(part.settings)
            if ids:
                found = part.values()
                values.update({key: value for key, value in found.values.items() if key in ids})
                positions.update({key: rows for key, rows in found.positions.items() if key in ids})
        return Reading(values, positions)

    def forget(self) -> None:
        """Read pages anew from now on."""
        self.cgi.forget()

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Part by part; what can move the session comes last."""
        for part in self._parts:
            own = [assignment for assignment in assignments if split_key(assignment.key)[0] in part.settings]
            if not own:
                continue
            self.cgi.forget()
            try:
                part.write(own)
            finally:
                self.cgi.forget()
        for assignment in assignments:
            if split_key(assignment.key)[0] not in self._part_of:
                raise Unsupported(self.why_not(assignment.key) or _NO_COMMAND, setting=assignment.key)

    def save(self) -> None:
        """The camera keeps what it accepts."""

    # -- the administrator -----------------------------------------------------------------------------------------

    def create_first_account(self, name: str, password: str) -> None:
        """The registration of the first access (W4). Raises NotEffective, Unsupported."""
        if not self._registers:
            raise Unsupported(
                NO_REGISTRATION,
                setting=SETTINGS[NAME].where(FAMILY_IPRO),
                hint="Open the camera in a browser, register the administrator there, and run again.",
            )
        register(self.cgi, name, password, self._progress, self._sleep)
        self._factory = False

    def change_administrator(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """Another password, or another name: register the new one, log in as it, delete the old one. Raises NotEffective, Refused."""
        change(self._users, old, new, self.log_in)

    # -- operations ------------------------------------------------------------------------------------------------

    def restart(self) -> None:
        """The restart command wants a random number (S22)."""
        try:
            self.cgi.call("restart", resend=False)
        except ConnectionLost:
            # it may go before it has answered
            self._client.close()

    def initialize(self, keep_network_settings: bool) -> None:
        """No command is public."""
        raise self._missing("initialization.initialize")

    def update_firmware(self, name: str, content: bytes) -> None:
        """No command is public."""
        raise self._missing("firmware.update")

    def download_log(self) -> str:
        """No command of this family is public."""
        raise self._missing("log.view")

    def log_time_format(self) -> str | None:
        """None: there is no log."""
        return None

    def download_backup(self, encryption_password: str) -> bytes:
        """No command is public."""
        raise self._missing("backup.backup")

    def restore_backup(self, content: bytes, encryption_password: str) -> None:
        """No command is public."""
        raise self._missing("backup.restore")

    @staticmethod
    def _missing(setting_id: str) -> Unsupported:
        return Unsupported(
            _NO_COMMAND, setting=SETTINGS[setting_id].where(FAMILY_IPRO), hint="Do it on the camera's own page."
        )

    # -- certificates ----------------------------------------------------------------------------------------------

    def certificate_store(self) -> Store | None:
        """The HTTPS page; None on a camera that does not answer it."""
        if self._factory or not self.cgi.dialect:
            return None
        return IproStore(self.cgi, self._progress, self._sleep)

    def dot1x_store(self) -> Dot1xStore | None:
        """None: the command that sets 802.1X is not public, so material alone would be of no use."""
        return None
