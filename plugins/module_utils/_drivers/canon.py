# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The Canon driver: the setting protocol of Canon's own Setting Page, with a profile as its code map.

Publicly known of that protocol (reference: working open-source code against a VB-H41): C(GET /admin/-set-?code=value),
C(code-index=value) with an index from 0, a separate save with C(pt=4), C(Status=0) in the body for success, and a
transient C(C006). Everything else (reading, uploading, restarting) comes from the profile, as data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from .._catalog import join_key, split_key
from .._certificates.store import Dot1xStore, Store
from .._client import Client
from .._errors import ProfileError
from .._lines import values_of_lines
from .._profile import Entry, Profile, decode, decode_cell, encode
from .base import Assignment, Reading
from .canon_pages import CanonPages
from .canon_requests import CanonRequests, Progress
from .plain import ProfileDriver
from .stores import dot1x_store_of, store_of

_CLOCK_FORMAT = "%Y/%m/%d %H:%M:%S"


class CanonDriver(ProfileDriver):
    """One camera's Setting Page interface, as its profile describes it."""

    name = "canon"
    profile: Profile

    def __init__(self, client: Client, profile: Profile, progress: Progress) -> None:
        self._client = client
        self.profile = profile
        self._interface = profile.interface
        self._requests = CanonRequests(client, profile, progress)
        self._certificates = CanonPages(self._requests)
        self._store = store_of(self._certificates, set(self._interface.get("certificates", {})))
        self._pages: dict[str, dict[str, str]] = {}

    # -- what it can do --------------------------------------------------------------------------------------------

    def why_not(self, setting_id: str) -> str | None:
        """A setting is out of reach when the profile has no code for it."""
        return None if self.reaches(split_key(setting_id)[0]) else "the profile of this camera has no code for it"

    def takes(self, setting_id: str, value: str) -> bool:
        """The profile maps the choices that the model has; without a map, every word is the camera's own."""
        values = self.profile.entries[setting_id].code.values
        return not values or value in values

    def clock_value(self, now: datetime) -> str:
        """The camera's local time."""
        return now.strftime(_CLOCK_FORMAT)

    def has(self, operation: str) -> bool:
        """An operation is available when the profile describes its request."""
        return operation in self._interface

    def backup_in_clear(self) -> str | None:
        """A request that has no place for the password makes an open file."""
        request = self._interface.get("backup", {})
        given = {**request.get("params", {}), **request.get("form", {})}
        if any("{encryption_password}" in str(value) for value in given.values()):
            return None
        return "the backup request of the profile has no place for the encryption password"

    # -- reading ---------------------------------------------------------------------------------------------------

    def log_in(self) -> bool:
        """Fetch the profile's login page; a camera without an account answers it without a challenge."""
        login = self._interface.get("login")
        if login is None:
            self._page(next(iter(self._interface["read"]["pages"])))
            return True
        answer = self._requests.send(login)
        if self._client.auth_method is None and self._account_missing():
            return False
        if self._requests.error(answer) is not None:
            answer = self._requests.command(login, "the login", judge=self._requests.error)
        for page, params in self._interface["read"]["pages"].items():
            # the login page is often one of the pages that are read anyway
            if login["path"] == self._interface["read"]["path"] and login.get("params") == params:
                self._pages[page] = values_of_lines(answer.text)
        return True

    def _account_missing(self) -> bool:
        detect = self._interface.get("first_account", {}).get("detect")
        return detect is not None and detect["contains"] in self._requests.send(detect).text

    def read(self, setting_ids: Iterable[str]) -> Reading:
        """Decode the wanted settings out of their pages."""
        values: dict[str, Any] = {}
        positions: dict[str, Mapping[int, Mapping[str, Any]]] = {}
        for setting_id in setting_ids:
            entry = self.profile.entries[setting_id]
            lines = self._page(entry.page)
            if entry.columns:
                rows = self._rows(entry, lines)
                positions[setting_id] = rows
                values[setting_id] = tuple(rows[index] for index in sorted(rows))
            elif entry.indexed:
                count = entry.setting.limits[self.profile.family].count
                for index in range(1, count + 1):
                    values[join_key(setting_id, index)] = decode(entry, lines.get(f"{entry.code.code}-{index - 1}"))
            else:
                values[setting_id] = decode(entry, lines.get(entry.code.code))
        return Reading(values, positions)

    def forget(self) -> None:
        """Read pages anew from now on."""
        self._pages.clear()

    def _page(self, name: str) -> dict[str, str]:
        if name not in self._pages:
            read = self._interface["read"]
            request = {**read, "params": read["pages"][name]}
            answer = self._requests.command(request, f"reading the page {name!r}", judge=self._requests.error)
            self._pages[name] = values_of_lines(answer.text)
        return self._pages[name]

    @staticmethod
    def _rows(entry: Entry, lines: Mapping[str, str]) -> dict[int, dict[str, Any]]:
        rows: dict[int, dict[str, Any]] = {}
        first = entry.setting.columns[0]
        for index in range(entry.rows):
            if not lines.get(f"{entry.columns[first.name].code}-{index}"):
                continue
            rows[index] = {
                column.name: decode_cell(column, code, lines.get(f"{code.code}-{index}", ""))
                for column in entry.setting.columns
                for code in (entry.columns[column.name],)
            }
        return rows

    # -- writing ---------------------------------------------------------------------------------------------------

    def write(self, assignments: Sequence[Assignment]) -> None:
        """Write in as few requests as the profile allows, each row of a table whole within one request."""
        groups = [pairs for assignment in assignments for pairs in self._pairs(assignment)]
        limit = int(self._interface.get("max_parameters", 20))
        batch: list[tuple[str, str]] = []
        for group in groups:
            if batch and len(batch) + len(group) > limit:
                self._write_pairs(batch)
                batch = []
            batch.extend(group)
        if batch:
            self._write_pairs(batch)
        self._forget_written(assignments)

    def _forget_written(self, assignments: Sequence[Assignment]) -> None:
        """A page that nothing was written to says what it said: only the others are read anew."""
        for assignment in assignments:
            self._pages.pop(self.profile.entries[split_key(assignment.key)[0]].page, None)

    def _pairs(self, assignment: Assignment) -> list[list[tuple[str, str]]]:
        setting_id, index = split_key(assignment.key)
        entry = self.profile.entries[setting_id]
        if assignment.rows is not None:
            return [self._row_pairs(entry, position, row) for position, row in assignment.rows.items()]
        code = entry.code.code if index is None else f"{entry.code.code}-{index - 1}"
        try:
            return [[(code, encode(entry, assignment.value))]]
        except KeyError:
            raise ProfileError(
                f"profile {self.profile.name} does not map the value {assignment.value!r}",
                setting=f"{assignment.key} {entry.setting.where(self.profile.family)}",
                hint="Add it to this setting's values in the profile (docs/code_maps.md).",
            ) from None

    @staticmethod
    def _row_pairs(entry: Entry, position: int, row: Mapping[str, Any] | None) -> list[tuple[str, str]]:
        pairs = []
        for column in entry.setting.columns:
            code = entry.columns[column.name]
            if row is None:
                if column.kind in ("integer", "choice"):
                    continue
                pairs.append((f"{code.code}-{position}", ""))
            elif column.name in row and not (column.kind == "secret" and not isinstance(row[column.name], str)):
                pairs.append((f"{code.code}-{position}", code.encode(str(row[column.name]))))
        return pairs

    def _write_pairs(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._requests.command(self._interface["write"], "a write", extra=pairs)

    def save(self) -> None:
        """The separate save request; the camera may answer it with a transient error, which is retried."""
        self._requests.command(self._interface["save"], "saving")

    # -- operations ------------------------------------------------------------------------------------------------

    def create_first_account(self, name: str, password: str) -> None:
        """[Default Settings]: the first administrator account."""
        create = self._interface.get("first_account", {}).get("create")
        if create is None:
            raise self._requests.missing("first_account.create")
        self._requests.command(create, "creating the first account", fill={"name": name, "password": password})
        self._pages.clear()

    def change_administrator(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """[User Management]; name and password in one request, so that no state in between exists."""
        pairs = zip(("administrator.name", "administrator.password"), old, new, strict=True)
        self.write([Assignment(key, after) for key, before, after in pairs if before != after])

    def restart(self) -> None:
        """The [Reboot] button."""
        self._requests.command(self._requests.operation("restart"), "the restart")
        if self._store is not None:
            self._store.restarted()

    def initialize(self, keep_network_settings: bool) -> None:
        """[Maintenance] > [General] > [Initialization]."""
        operation = self._requests.operation("initialize")
        word = "true" if keep_network_settings else "false"
        keep = operation.get("values", {}).get("keep", {}).get(word, word)
        self._requests.command(operation, "the initialization", fill={"keep": str(keep)})

    def update_firmware(self, name: str, content: bytes) -> None:
        """[Maintenance] > [Update Firmware]."""
        self._upload("firmware", "the firmware update", name, content, {})

    def download_log(self) -> str:
        """[Maintenance] > [Log] > [View Logs]."""
        return self._requests.checked(
            self._requests.send(self._requests.operation("log"), file=True), "reading the log"
        ).text

    def download_backup(self, encryption_password: str) -> bytes:
        """[Maintenance] > [Backup/Restore], with [Encryption Password]."""
        answer = self._requests.send(
            self._requests.operation("backup"), fill={"encryption_password": encryption_password}, file=True
        )
        return self._requests.checked(answer, "the backup").content

    def restore_backup(self, content: bytes, encryption_password: str) -> None:
        """[Maintenance] > [Backup/Restore], restore."""
        self._upload("restore", "the restore", "backup", content, {"encryption_password": encryption_password})

    def _upload(self, operation: str, what: str, name: str, content: bytes, fill: Mapping[str, str]) -> None:
        request = self._requests.operation(operation)
        self._requests.upload(request, what, {request.get("file", "file"): (name, content)}, fill)

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
