# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""One virtual camera: its state, its life (start, restart, power loss), and what its servers share."""

from __future__ import annotations

import asyncio
import time
import weakref
from collections import Counter, deque
from collections.abc import Iterable, Mapping
from datetime import datetime

from . import logbook
from .accounts import ADMINISTRATOR, Accounts
from .acme.models import FAMILY_ACME
from .acme.service import AcmeService
from .certificates import Holder, holder_of
from .clock import Clock, zone_of
from .codes import CodeMap
from .digest import Digest
from .faults import Faults
from .fleet import CameraEntry
from .hostaccess import admits
from .ipro.service import IproService
from .ipro.users import IproAccounts, first_account
from .items import Cell
from .listeners import Listener
from .lockout import Lockout
from .logbook import Logbook
from .models import FAMILY_2022, FAMILY_ONVIF, FAMILY_PRE, ROOT_FIXED
from .onvif.service import OnvifService
from .opener import Opener
from .ports import Ports
from .profile import MAX_PARAMETERS
from .rules import CLOCK, Situation, judge
from .services import Service, Services
from .store import Store, Values, inward
from .tls import FleetCA


class Camera:
    """A camera of the fleet. All methods run in the event loop's thread."""

    def __init__(self, entry: CameraEntry, seed: str, ports: Ports, ca: FleetCA) -> None:
        self.entry, self.name, self.ports, self.ca, self.seed = entry, entry.name, ports, ca, seed
        self.codes = CodeMap(entry.family, seed)
        self.store = Store(self.codes.items, self._factory_values())
        self.faults = Faults(entry.faults)
        self.log = Logbook()
        self.clock = Clock(entry.clock_offset)
        self.clock.fault = self.faults.seconds("clock_off")
        self.lockout = Lockout(entry.lockout_policy)
        self.digest = Digest(entry.model, entry.digest_algorithm, entry.nonce_uses, entry.nonce_seconds)
        self.accounts = Accounts(self.store, self.digest)
        self.counters: Counter[str] = Counter()
        self.requests: deque[str] = deque(maxlen=500)
        self.firmware = entry.firmware
        self.delay = entry.delay
        self.boots = 0
        self.started = time.monotonic()
        self.up = False
        self.back = asyncio.Event()
        self.certificate_number = 1
        self.last_administrator: tuple[str, float] | None = None
        self.onvif = OnvifService(self, entry.onvif_options) if entry.onvif_options.enabled else None
        self.ipro = None if entry.ipro_options is None else IproService(self, entry.ipro_options, entry.certificate)
        if self.ipro is not None:
            self.accounts = IproAccounts(self)
        elif self.onvif is not None and self.onvif.users.shared:
            self.accounts.level_of = self.onvif.users.shared_level
        self.acme = AcmeService(self, seed) if entry.family == FAMILY_ACME else None
        self.certificates: Holder | None = holder_of(self)
        self.services = Services(self)
        self._opener = Opener(self)
        self._logged_in: weakref.WeakSet[asyncio.BaseTransport] = weakref.WeakSet()
        self._timer: asyncio.TimerHandle | None = None
        name, password = entry.initial_account
        columns = {"administrator.name": name, "administrator.password": password}
        self.store.saved.update(
            first_account(name, password) if self.ipro else {(id_, 0): v for id_, v in columns.items()}
        )
        if entry.ipv6:
            self.store.saved[("network.ipv6.ipv6", 0)] = "enable"
        self.store.saved.update(inward(self.codes.items, entry.settings))

    @property
    def is_2022(self) -> bool:
        """Whether the camera belongs to the newer family."""
        return self.entry.family == FAMILY_2022

    @property
    def server_name(self) -> str:
        """What HTTP and RTSP name themselves."""
        if self.ipro is not None:
            return "Network-Camera"
        if self.acme is not None:
            return "Acme-Imaginary"
        return "Emulated-ONVIF-Camera/1.0" if self.entry.family == FAMILY_ONVIF else "VB/4.0"

    @property
    def has_certificate(self) -> bool:
        """Whether HTTPS can be switched on."""
        if self.ipro is not None:
            return bool(self.ipro.certificates.kind_in_force)
        pages = self.certificates
        if pages is not None and (pages.touched or self.onvif is None):
            return pages.usable() or (self.onvif is not None and self.onvif.keystore.shown() is not None)
        if self.onvif is not None:
            return self.onvif.keystore.has_certificate()
        return self.entry.certificate != "none"

    @property
    def shown_certificate(self) -> str:
        """Chain and key that HTTPS shows, PEM; empty for the certificate of the fleet file.

        On a camera with Canon's pages and ONVIF, whichever of them was told last.
        """
        if self.certificates is not None and self.certificates.chosen:
            return self.certificates.serving()
        assigned = self.onvif.keystore.shown() if self.onvif is not None else None
        return assigned.decode() if assigned is not None else ""

    @property
    def own_addresses(self) -> list[str]:
        """The addresses the factory certificate is for."""
        return [self.entry.address, *filter(None, [self.entry.ipv6])]

    # Life

    def start(self, strict: bool = False) -> None:
        """Power on with what is saved; `strict` raises OSError when a listener cannot be opened."""
        if self.onvif is not None:
            self.onvif.starting()
        if self.ipro is not None:
            self.ipro.starting()
        if self.acme is not None:
            self.acme.starting()
        if self.certificates is not None:
            self.certificates.starting()
        self.store.start()
        self.log.wipe(keep_errors=self.is_2022)
        self.lockout.forget()
        self.digest.forget()
        self.last_administrator = None
        self.boots += 1
        self.started = time.monotonic()
        self.up = True
        self.note(logbook.STARTED, "System started")
        self.services.sync(strict)
        self.back.set()

    def stop(self) -> None:
        """Power off for good."""
        if self._timer:
            self._timer.cancel()
        self.up = False
        self.services.close_all(hard=True)

    def restart(self, hard: bool = False) -> None:
        """Go down now and come back after the restart time; `hard` cuts connections as a power loss does."""
        if not self.up:
            return
        self.up = False
        self.back.clear()
        self.counters["restarts"] += 1
        self.services.close_all(hard)
        if self.faults.has("reset_after_restart"):
            self.faults.update({"reset": self.faults.count("reset_after_restart")})
        pause = self.entry.restart_seconds + self.faults.seconds("hang_after_restart")
        self._timer = asyncio.get_running_loop().call_later(pause, self.start)

    def power_loss(self) -> None:
        """Lose power: everything not saved is gone."""
        self.counters["power_losses"] += 1
        self.restart(hard=True)

    # Settings

    def write(self, parameters: Iterable[tuple[str, str]], most: int = MAX_PARAMETERS) -> None:
        """Write to RAM; raises rules.Refused and then has written nothing. Listeners follow with `services.sync`."""
        situation = Situation(
            self.codes,
            self.store.written,
            name_is_fixed=self.entry.factory == ROOT_FIXED and self.accounts.exist,
            has_certificate=self.has_certificate,
            most=most,
            ready_for_dot1x=self.certificates.ready_for_dot1x if self.certificates is not None else _never,
        )
        changes = judge(situation, parameters)
        self.apply({cell: value for cell, value in changes.items() if not self.faults.ignores(cell[0])})

    def apply(self, changes: Values) -> None:
        """Put judged changes into RAM, and the clock right."""
        clock = changes.pop(CLOCK, None)
        self.store.written.update(changes)
        if clock is not None:
            self.clock.set_local(clock, self.store["date_time.time_zone"])
            self.faults.clear("clock_off")

    def keep(self, cells: Values) -> None:
        """Write and save in one: what cameras without a separate save do. Listeners follow later."""
        kept = {cell: value for cell, value in cells.items() if not self.faults.ignores(cell[0])}
        self.store.written.update(kept)
        self.store.saved.update(kept)

    def create_account(self, name: str, password: str) -> None:
        """Register the first administrator; saved at once, judged like any write."""
        items = self.codes.items
        account = {"administrator.name": name, "administrator.password": password}
        self.write([(self.codes.code(items[id_]), value) for id_, value in account.items()])
        for id_ in account:
            self.store.saved[(id_, 0)] = self.store.written[(id_, 0)]

    def initialise(self, keep: bool) -> None:
        """Prepare factory values for the restart that follows; `keep` spares network, and on 2022+ the account."""
        fresh = dict(self.store.factory)
        if keep:
            spared = ("network.",) if self.entry.family == FAMILY_PRE else ("network.", "administrator.")
            fresh.update({cell: value for cell, value in self.store.saved.items() if cell[0].startswith(spared)})
        self.store.saved = fresh
        if self.certificates is not None:
            self.certificates.initialise()
        if self.onvif is not None:
            self.onvif.initialise(keep)
        if self.ipro is not None:
            self.ipro.initialise()

    def force(self, settings: Mapping[str, object]) -> None:
        """Change settings behind everyone's back, saved and in force at once; raises store.BadSetting."""
        cells = inward(self.codes.items, settings)
        clock = cells.pop(CLOCK, None)
        self.store.force(cells)
        if clock is not None:
            self.clock.set_local(clock, self.store["date_time.time_zone"])
        self.services.sync()

    def set_faults(self, wanted: Mapping[str, object]) -> None:
        """Switch faults; raises faults.BadFault. Listeners and the clock follow."""
        expired = self.faults.has("expired_certificate")
        self.faults.update(wanted)
        self.clock.fault = self.faults.seconds("clock_off")
        if self.faults.has("expired_certificate") != expired:
            self.certificate_number += 1
        self.services.sync()

    def _factory_values(self) -> dict[Cell, str]:
        name, password = self.entry.factory_account
        values = {
            ("administrator.name", 0): name,
            ("administrator.password", 0): password,
            ("snmp_server.function_name", 0): self.entry.model[:31],
            ("camera.title", 0): self.entry.model,
            ("network.ipv4.address", 0): self.entry.address,
        }
        return {cell: value for cell, value in values.items() if cell[0] in self.codes.items}

    # What the servers share

    def open_listener(self, service: Service) -> Listener:
        """Open one listener; raises OSError."""
        return self._opener.open(service)

    def admits(self, peer: str) -> bool:
        """Whether [Host Access Restrictions], or i-PRO's host authentication, lets this address in."""
        if self.ipro is not None:
            return self.ipro.hosts.admits(peer)
        return admits(self.store, peer)

    def now(self) -> datetime:
        """The camera's time in its own zone."""
        synchronised = self.store["date_time.method"] == "ntp" and bool(self.store["date_time.ntp_server"])
        return datetime.fromtimestamp(self.clock.now(synchronised), zone_of(self.store["date_time.time_zone"]))

    def note(self, code: str, text: str) -> None:
        """Write a log line."""
        self.log.add(self.now(), code, text)

    def login_failed(self, user: str, peer: str) -> None:
        """Count and log a wrong login; too many lock the address."""
        self.counters["logins_failed"] += 1
        self.note(logbook.WRONG_PASSWORD, f"Password specification error user={user} from={peer}")
        if self.lockout.failed(peer):
            self.counters["lockouts"] += 1

    def login_ok(self, transport: asyncio.BaseTransport | None) -> None:
        """Count a right login, once per connection: HTTP sends credentials with every request."""
        if transport is not None and transport not in self._logged_in:
            self._logged_in.add(transport)
            self.counters["logins_ok"] += 1

    def is_administrator(self, user: str, password: str) -> bool:
        """Whether this would log the administrator in; counts nothing."""
        return self.accounts.role_of(user, password) == ADMINISTRATOR


def _never(_method: str) -> bool:
    """No Setting Page, so no 802.1X on it."""
    return False
