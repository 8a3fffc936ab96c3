# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.
"""The driver C(web): the settings interface of any maker, as a profile of version 2 describes it (docs/web_profiles.md)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from .._catalog import join_key, split_key
from .._certificates.store import Dot1xStore, Store
from .._client import Client
from .._facts import Facts
from .._web.draft import Draft
from .._web.marks import succeeded
from .._web.pages import Shown
from .._web.places import MISSING
from .._web.profile import WebEntry, WebProfile
from .._web.recognise import facts_of
from .._web.requests import Progress, WebRequests
from .._web.shape_operations import OPERATIONS
from .._web.tables import read_rows
from .._web.values import decode
from .._web.writing import Tables, Writer
from .base import Assignment, Reading
from .plain import ProfileDriver
from .stores import dot1x_store_of, store_of
from .web_pages import WebPages


class WebDriver(ProfileDriver):
    """One camera's settings interface."""

    name = "web"
    profile: WebProfile

    def __init__(self, client: Client, profile: WebProfile, progress: Progress) -> None:
        self._client = client
        self.profile = profile
        self._requests = WebRequests(client, profile, progress)
        self._pages: dict[str, Shown] = {}
        self._tables: Tables = {}
        #: headers of the login that asked for a restart
        self._restarted_by: Mapping[str, str] = {}
        self._writer = Writer(self._requests, self._tables)
        self._certificates = WebPages(self._requests)
        self._store = store_of(self._certificates, set(profile.interface.get("certificates", {})))

    # -- what it can do --------------------------------------------------------------------------------------------

    def why_not(self, setting_id: str) -> str | None:
        """A setting is out of reach when the profile does not have it."""
        return None if self.reaches(split_key(setting_id)[0]) else "the profile of this camera does not have it"

    def has(self, operation: str) -> bool:
        """An operation is available when the profile describes its request."""
        return operation in OPERATIONS and operation in self.profile.interface

    def backup_in_clear(self) -> str | None:
        """A request that has no place for the password makes an open file."""
        if "{encryption_password}" in str(self.profile.interface.get("backup", {})):
            return None
        return "the backup request of the profile has no place for the encryption password"

    def takes(self, setting_id: str, value: str) -> bool:
        """The profile maps the choices that the model has; without a map, every word is the camera's own."""
        values = self.profile.entries[setting_id].cell.values
        return not values or value in values

    def clock_value(self, now: datetime) -> str:
        """The camera's local time, in the profile's form."""
        return now.strftime(self.profile.entries["date_time.clock"].clock_format)

    # -- reading ---------------------------------------------------------------------------------------------------

    def facts(self) -> Facts | None:
        """What the camera says of itself; None when it does not answer as the profile says."""
        return facts_of(self._requests)

    def log_in(self) -> bool:
        """Open a session where a request does that, and read a page, which proves it. False on a camera without an account."""
        if self._requests.login.needed:
            if self._account_missing():
                return False
            self._requests.log_in()
        first = next((entry.page for entry in self.profile.entries.values() if entry.page is not None), None)
        self._page(first or next(iter(self.profile.interface["reads"])))
        # a page that asks for no login may be that of a camera without an account
        return self._requests.login.by_request or self._client.auth_method is not None or not self._account_missing()

    def _account_missing(self) -> bool:
        """Whether the camera says so, asked without a login. Asked first where a login is a request of its own: a camera
        without an account may take any password for it."""
        detect = self.profile.interface.get("first_account", {}).get("detect")
        return detect is not None and succeeded(self._requests.ask(Draft(detect["request"], {})), detect)

    def read(self, setting_ids: Iterable[str]) -> Reading:
        """Decode the wanted settings out of their pages."""
        values: dict[str, Any] = {}
        positions: dict[str, Mapping[int, Mapping[str, Any]]] = {}
        for setting_id in setting_ids:
            entry = self.profile.entries[setting_id]
            if entry.setting.columns:
                rows = self._tables.setdefault(setting_id, read_rows(entry, self._page(str(entry.page))))
                positions[setting_id] = dict(rows)
                values[setting_id] = tuple(rows[position] for position in sorted(rows))
            elif entry.setting.indexed:
                count = entry.setting.limits[self.profile.family].count
                for index in range(1, count + 1):
                    values[join_key(setting_id, index)] = self._value(entry, entry.read_first + index - 1)
            else:
                values[setting_id] = self._value(entry, None)
        return Reading(values, positions)

    def _value(self, entry: WebEntry, row: int | None) -> Any:
        if entry.page is None or entry.cell.read is None:
            return decode(entry.cell, MISSING)
        return decode(entry.cell, self._page(entry.page).value(entry.cell.read, row))

    def _page(self, name: str) -> Shown:
        if name not in self._pages:
            self._pages[name] = self._requests.page(name)
        return self._pages[name]

    def forget(self) -> None:
        """Read pages anew from now on."""
        self._pages.clear()
        self._tables.clear()

    # -- writing ---------------------------------------------------------------------------------------------------

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Write; rows of a list keep their positions until the list is read anew."""
        try:
            self._writer.write(assignments)
        finally:
            self._pages.clear()

    def save(self) -> None:
        """The separate save request, where the interface has one."""
        if "save" in self.profile.interface:
            self._requests.command(self.profile.interface["save"]["request"], "saving")

    # -- operations ------------------------------------------------------------------------------------------------

    def create_first_account(self, name: str, password: str) -> None:
        """The first administrator account; sent once, and without a login."""
        create = self._operation("first_account")["create"]["request"]
        given = {"name": name, "password": password}
        what = "creating the first account"
        self._requests.command(create, what, given=given, secrets=[password], resend=False, anonymous=True)
        self.forget()

    def change_administrator(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """Name and password in one request where the interface has them there; C({user}) and C({password}) are the old ones."""
        pairs = zip(("administrator.name", "administrator.password"), old, new, strict=True)
        self.write([Assignment(key, after) for key, before, after in pairs if before != after])

    def restart(self) -> None:
        """The restart request, which is sent once."""
        self._requests.command(self._operation("restart")["request"], "the restart", resend=False)
        self._restarted_by = self._requests.login.headers()
        if self._store is not None:
            self._store.restarted()

    def login_is_over(self) -> bool:
        """Whether the login that asked for the restart is no longer valid. False where there is no such login."""
        if not self._restarted_by:
            return False
        page = next(iter(self.profile.interface["reads"].values()))["request"]
        answer = self._requests.ask_as(page, self._restarted_by)
        return self._requests.login.is_over(answer) or answer.status in (401, 403)

    def initialize(self, keep_network_settings: bool) -> None:
        """The factory state; the request is sent once."""
        operation = self._operation("initialize")
        word = "true" if keep_network_settings else "false"
        keep = operation.get("values", {}).get("keep", {}).get(word, word)
        self._requests.command(operation["request"], "the initialization", given={"keep": keep}, resend=False)

    def update_firmware(self, name: str, content: bytes) -> None:
        """Upload a firmware file."""
        self._upload("firmware", "the firmware update", name, content, {})

    def download_log(self) -> str:
        """The log as text."""
        return self._requests.command(self._operation("log")["request"], "reading the log", large=True).text

    def download_backup(self, encryption_password: str) -> bytes:
        """The camera's own backup file."""
        answer = self._requests.command(
            self._operation("backup")["request"],
            "the backup",
            given={"encryption_password": encryption_password},
            secrets=[encryption_password],
            marker={},
            large=True,
        )
        return answer.content

    def restore_backup(self, content: bytes, encryption_password: str) -> None:
        """Upload a backup file."""
        self._upload("restore", "the restore", "backup", content, {"encryption_password": encryption_password})

    def _upload(self, operation: str, what: str, name: str, content: bytes, given: Mapping[str, str]) -> None:
        described = self._operation(operation)
        files = {described["file"]: (name, content)}
        self._requests.command(described["request"], what, given=given, secrets=list(given.values()), files=files)

    def _operation(self, name: str) -> Mapping[str, Any]:
        if not self.has(name):
            raise self._requests.missing(name)
        found: Mapping[str, Any] = self.profile.interface[name]
        return found

    # -- certificates ----------------------------------------------------------------------------------------------

    def certificate_store(self) -> Store | None:
        """The certificate pages, as far as the profile describes their requests."""
        return self._store

    def dot1x_store(self) -> Dot1xStore | None:
        """The 802.1X page, as far as the profile describes its requests."""
        return dot1x_store_of(self._certificates, self._store, self._fresh)

    def _fresh(self, setting_ids: Iterable[str]) -> Mapping[str, Any]:
        """Values of settings that the profile has, read anew."""
        self.forget()
        return self.read([setting_id for setting_id in setting_ids if self.reaches(setting_id)]).values
