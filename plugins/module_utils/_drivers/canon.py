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

import re
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from .._catalog import SETTINGS, join_key, split_key
from .._certificates.store import Dot1xStore, Store
from .._client import Answer, Client
from .._errors import CameraAnswer, CameraBusy, ProfileError, Unsupported
from .._guards import HostList
from .._profile import Entry, Profile, decode, decode_cell, encode
from .base import Assignment, Reading

_TRANSIENT_RETRIES = 6
_FIRST_BACKOFF = 0.1
_BUSY_PATIENCE = 30.0
_UPLOAD_TIMEOUT = 300.0
_CLOCK_FORMAT = "%Y/%m/%d %H:%M:%S"
_ERROR_WORD = re.compile(r"^Error=(.*)$", re.MULTILINE)

Progress = Callable[[str], None]


class CanonDriver:
    """One camera's Setting Page interface, as its profile describes it."""

    name = "canon"

    def __init__(self, client: Client, profile: Profile, progress: Progress) -> None:
        self._client = client
        self.profile = profile
        self._interface = profile.interface
        self._progress = progress
        self._pages: dict[str, dict[str, str]] = {}

    # -- what it can do --------------------------------------------------------------------------------------------

    def reaches(self, setting_id: str) -> bool:
        """A setting is reachable when the profile has its code."""
        return setting_id in self.profile.entries

    def why_not(self, setting_id: str) -> str | None:
        """A setting is out of reach when the profile has no code for it."""
        return None if self.reaches(split_key(setting_id)[0]) else "the profile of this camera has no code for it"

    def carrier(self, setting_id: str) -> str:
        """This interface carries all it reaches."""
        return self.name

    def check_value(self, key: str, value: Any) -> None:
        """The profile's limits are all that is known before a write."""

    def means_same(self, key: str, current: Any, wanted: Any) -> bool:
        """The engine's own comparison is all it takes."""
        return bool(current == wanted)

    def takes(self, setting_id: str, value: str) -> bool:
        """The profile maps the choices that the model has; without a map, every word is the camera's own."""
        values = self.profile.entries[setting_id].code.values
        return not values or value in values

    def host_steps(
        self, current: Mapping[int, HostList], target: Mapping[int, HostList]
    ) -> list[list[Assignment]] | None:
        """Rows are written one by one."""
        return None

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

    def needs_restart(self, setting_id: str) -> bool:
        """The profile's mark, else the catalog's."""
        return self.profile.needs_restart(SETTINGS[setting_id])

    def rows(self, setting_id: str) -> int:
        """The profile's number of rows, else the catalog's."""
        return self.profile.entries[setting_id].rows

    # -- reading ---------------------------------------------------------------------------------------------------

    def log_in(self) -> bool:
        """Fetch the profile's login page; a camera without an account answers it without a challenge."""
        login = self._interface.get("login")
        if login is None:
            self._page(next(iter(self._interface["read"]["pages"])))
            return True
        answer = self._send(login)
        if self._client.auth_method is None and self._account_missing():
            return False
        if self._error(answer) is not None:
            answer = self._command(login, "the login", judge=self._error)
        for page, params in self._interface["read"]["pages"].items():
            # the login page is often one of the pages that are read anyway
            if login["path"] == self._interface["read"]["path"] and login.get("params") == params:
                self._pages[page] = self._lines(answer)
        return True

    def _account_missing(self) -> bool:
        detect = self._interface.get("first_account", {}).get("detect")
        return detect is not None and detect["contains"] in self._send(detect).text

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
            self._pages[name] = self._lines(self._command(request, f"reading the page {name!r}", judge=self._error))
        return self._pages[name]

    @staticmethod
    def _lines(answer: Answer) -> dict[str, str]:
        pairs = (line.split("=", 1) for line in answer.text.lstrip("\ufeff").splitlines() if "=" in line)
        return {code.strip(): value for code, value in pairs}

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
        self._pages.clear()

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
        self._command(self._interface["write"], "a write", extra=pairs)

    def save(self) -> None:
        """The separate save request; the camera may answer it with a transient error, which is retried."""
        self._command(self._interface["save"], "saving")

    # -- operations ------------------------------------------------------------------------------------------------

    def create_first_account(self, name: str, password: str) -> None:
        """[Default Settings]: the first administrator account."""
        create = self._interface.get("first_account", {}).get("create")
        if create is None:
            raise self._missing("first_account.create")
        self._command(create, "creating the first account", fill={"name": name, "password": password})
        self._pages.clear()

    def change_administrator(self, old: tuple[str, str], new: tuple[str, str]) -> None:
        """[User Management]; name and password in one request, so that no state in between exists."""
        pairs = zip(("administrator.name", "administrator.password"), old, new, strict=True)
        self.write([Assignment(key, after) for key, before, after in pairs if before != after])

    def restart(self) -> None:
        """The [Reboot] button."""
        self._command(self._operation("restart"), "the restart")

    def initialize(self, keep_network_settings: bool) -> None:
        """[Maintenance] > [General] > [Initialization]."""
        operation = self._operation("initialize")
        word = "true" if keep_network_settings else "false"
        keep = operation.get("values", {}).get("keep", {}).get(word, word)
        self._command(operation, "the initialization", fill={"keep": str(keep)})

    def update_firmware(self, name: str, content: bytes) -> None:
        """[Maintenance] > [Update Firmware]."""
        self._upload("firmware", "the firmware update", name, content, {})

    def download_log(self) -> str:
        """[Maintenance] > [Log] > [View Logs]."""
        return self._checked(self._send(self._operation("log")), "reading the log").text

    def log_time_format(self) -> str | None:
        """strptime format of the time that starts each line of the log, where the profile states it."""
        value = self._interface.get("log", {}).get("time_format")
        return None if value is None else str(value)

    def download_backup(self, encryption_password: str) -> bytes:
        """[Maintenance] > [Backup/Restore], with [Encryption Password]."""
        answer = self._send(self._operation("backup"), fill={"encryption_password": encryption_password})
        return self._checked(answer, "the backup").content

    def restore_backup(self, content: bytes, encryption_password: str) -> None:
        """[Maintenance] > [Backup/Restore], restore."""
        self._upload("restore", "the restore", "backup", content, {"encryption_password": encryption_password})

    # -- requests --------------------------------------------------------------------------------------------------

    def certificate_store(self) -> Store | None:
        """None: no profile describes the certificate pages."""
        return None

    def dot1x_store(self) -> Dot1xStore | None:
        """None: no profile describes the 802.1X page."""
        return None

    def _upload(self, operation: str, what: str, name: str, content: bytes, fill: Mapping[str, str]) -> None:
        request = self._operation(operation)
        answer = self._send(request, fill=fill, files={request.get("file", "file"): (name, content)})
        if (word := self._failure(answer)) is not None:
            raise CameraAnswer(f"the camera refused {what}: {word}")

    def _operation(self, name: str) -> Mapping[str, Any]:
        if name not in self._interface:
            raise self._missing(name)
        operation: Mapping[str, Any] = self._interface[name]
        return operation

    def _missing(self, name: str) -> Unsupported:
        return Unsupported(
            f"profile {self.profile.name} does not describe interface.{name}",
            hint="Do it on the camera's own page, or add the request to the profile (docs/code_maps.md).",
        )

    def _command(
        self,
        request: Mapping[str, Any],
        what: str,
        *,
        fill: Mapping[str, str] | None = None,
        extra: Sequence[tuple[str, str]] = (),
        judge: Callable[[Answer], str | None] | None = None,
    ) -> Answer:
        """Send until success; retry what the profile calls transient, and wait a while for another administrator.

        C(judge) says what is wrong with an answer; by default, everything without the success marker.
        """
        judge = judge or self._failure
        backoff = _FIRST_BACKOFF
        transient = 0
        give_up = time.monotonic() + _BUSY_PATIENCE
        while True:
            answer = self._send(request, fill=fill, extra=extra)
            word = judge(answer)
            if word is None:
                return answer
            if self._is(word, "transient") and transient < _TRANSIENT_RETRIES:
                transient += 1
            elif self._is(word, "busy") and time.monotonic() < give_up:
                self._progress("another administrator is logged in, waiting for them to leave")
            elif self._is(word, "busy"):
                raise CameraBusy(
                    f"{what} was refused for {_BUSY_PATIENCE:g} s because another administrator is logged in",
                    hint="Close the Setting Page and other tools that use the administrator account, then run again.",
                )
            else:
                raise self._refused(word, what)
            time.sleep(backoff)
            backoff = min(backoff * 2, 2.0)

    def _refused(self, word: str, what: str) -> CameraAnswer:
        """Name the setting whose code the camera's own message carries."""
        for entry in self.profile.entries.values():
            codes = list(entry.columns.values()) or [entry.code]
            if any(re.search(rf"\b{re.escape(code.code)}\b", word) for code in codes):
                return CameraAnswer(
                    f"the camera refused {what} with {word!r}",
                    setting=f"{entry.setting.id} {entry.setting.where(self.profile.family)}",
                    hint="The camera does not take this value now; see the limits in docs/settings.md.",
                )
        return CameraAnswer(f"the camera answered {what} with {word!r}")

    def _is(self, word: str, marker: str) -> bool:
        return any(str(mark) in word for mark in self._interface.get(marker, ()))

    def _send(
        self,
        request: Mapping[str, Any],
        *,
        fill: Mapping[str, str] | None = None,
        extra: Sequence[tuple[str, str]] = (),
        files: Mapping[str, Any] | None = None,
    ) -> Answer:
        def filled(mapping: Mapping[str, Any] | None) -> dict[str, str]:
            return {str(name): _fill(str(value), fill or {}) for name, value in (mapping or {}).items()}

        pairs = [*filled(request.get("params")).items(), *extra]
        path = request["path"] + ("?" + urlencode(pairs, quote_via=quote) if pairs else "")
        method = str(request.get("method", "GET"))
        form = filled(request.get("form")) or None
        timeout = _UPLOAD_TIMEOUT if files else None
        answer = self._client.request(method, path, form=form, files=files, timeout=timeout, resend=not files)
        if answer.status == 404:
            raise ProfileError(
                f"the camera does not know the path {request['path']} of profile {self.profile.name}",
                hint="The profile is for another model or firmware.",
            )
        return answer

    def _error(self, answer: Answer) -> str | None:
        """The error of a read: reads carry no success marker, so only an explicit error counts."""
        found = _ERROR_WORD.search(answer.text)
        return found.group(1).strip() if found else None

    def _failure(self, answer: Answer) -> str | None:
        """None for success, else the camera's own words."""
        text = answer.text
        if answer.status == 200 and str(self._interface.get("success", "Status=0")) in text:
            return None
        found = _ERROR_WORD.search(text)
        return found.group(1).strip() if found else f"HTTP {answer.status} without {self._interface.get('success')!r}"

    def _checked(self, answer: Answer, what: str) -> Answer:
        if answer.status != 200:
            raise CameraAnswer(f"{what} was answered with HTTP {answer.status}")
        if answer.content.startswith(b"Status=") and (word := self._error(answer)) is not None:
            raise CameraAnswer(f"{what} was answered with {word}")
        return answer


def _fill(template: str, values: Mapping[str, str]) -> str:
    """One pass, so that a password that looks like a placeholder stays as it is."""
    return re.sub(r"\{(\w+)\}", lambda found: values.get(found[1], found[0]), template)
