# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Backup to an encrypted file, and restore: of the settings (guide p. A-24, B-23), or of the certificates (p. B-17).

The format of Canon's backup file is not public, and an encrypted one does not tell its model. So a small record stands
beside each file (C(FILE.json): model, firmware, time, SHA-256), and a restore is refused when it does not match.
"""

from __future__ import annotations

import hashlib
import json
import os
from datetime import UTC, datetime
from typing import Any

from .._catalog import SETTINGS
from .._certificates.store import Archive, archive_of
from .._errors import AuthenticationFailed, CameraAnswer, FileProblem, InvalidValue, Refused, Unsupported
from .._passwords import weaknesses
from .._result import Result
from .._session import Session
from .base import NO_SUCH_SETTING, Params, lacking, mark, read_file, wait_for_restart, write_file

_LABEL = "backup"
_PASSWORD = "backup.encryption_password"
CERTIFICATES = "certificates"
_NO_ARCHIVE = "no interface of this camera hands its certificates out as a file"


class Backup:
    """Area backup."""

    name = "backup"
    needs_account = "to write"
    spec: dict[str, dict[str, Any]] = {
        "dest": {"type": "path"},
        "src": {"type": "path"},
        "encryption_password": {"type": "str", "no_log": True, "required": True},
        "force": {"type": "bool", "default": False},
        "part": {"type": "str", "choices": ["settings", "certificates"], "default": "settings"},
    }

    def static(self, params: Params) -> None:
        """One direction, and a password that protects."""
        if bool(params.get("dest")) == bool(params.get("src")):
            raise InvalidValue("exactly one of dest (backup) and src (restore) is needed", setting=_LABEL)
        password = params["encryption_password"]
        limit = next(iter(SETTINGS[_PASSWORD].limits.values()))
        if not limit.min_length <= len(password) <= (limit.max_length or len(password)):
            raise InvalidValue(
                f"the encryption password has {len(password)} characters, allowed are {limit.min_length} to {limit.max_length}",
                setting=f"{_PASSWORD} {SETTINGS[_PASSWORD].where(None)}",
            )
        if params.get("dest") and not os.path.isdir(os.path.dirname(params["dest"]) or "."):
            raise FileProblem(f"the folder of {params['dest']} does not exist", setting=_LABEL)

    def _due(self, params: Params) -> bool:
        return bool(params.get("src")) or params["force"] or not os.path.exists(params["dest"])

    def secrets(self, params: Params) -> list[str]:
        """The encryption password travels with both directions."""
        return [SETTINGS[_PASSWORD].where(None)] if self._due(params) else []

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """The transfer forms are part of the profile."""
        direction = "restore" if params.get("src") else "backup"
        if not self._due(params):
            return []
        if params["part"] == CERTIFICATES:
            reason = _why_no_archive(session, direction)
            return [] if reason is None else [(f"certificate.{direction}", reason)]
        found = lacking(session, direction, f"backup.{direction}")
        if not found and (reason := session.require_driver().backup_in_clear()) is not None:
            return [(f"backup.{direction}", reason)]
        return found

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Save, or restore after the model has been compared."""
        if not self._due(params) or self.unsupported(session, params):
            return
        found = weaknesses(params["encryption_password"])
        if found:
            result.warnings.append(f"the encryption password of the backup {', '.join(found)} (guide, p. A-8 and B-8)")
        if params.get("src"):
            self._restore(session, params, check, result)
        else:
            self._save(session, params, check, result)

    @staticmethod
    def _save(session: Session, params: Params, check: bool, result: Result) -> None:
        driver = session.require_driver()
        dest = params["dest"]
        before = "present" if os.path.exists(dest) else "absent"
        if not check:
            content = _download(session, params)
            if not content:
                raise CameraAnswer("the camera sent an empty backup", setting=_LABEL)
            record = {
                "model": session.facts.model,
                "firmware": session.facts.firmware,
                "taken": datetime.now(UTC).isoformat(timespec="seconds"),
                "sha256": hashlib.sha256(content).hexdigest(),
                "part": params["part"],
            }
            write_file(dest, content, _LABEL)
            write_file(f"{dest}.json", (json.dumps(record, indent=1) + "\n").encode(), _LABEL)
            result.add_evidence(_setting("backup", params), f"{len(content)} bytes, sha256 {record['sha256']}")
        result.add_operation(_setting("backup", params), before, dest, driver.name)
        result.extra["dest"] = dest

    def _restore(self, session: Session, params: Params, check: bool, result: Result) -> None:
        driver = session.require_driver()
        content = read_file(params["src"], _LABEL)
        self._compare(session, params, content)
        result.add_operation(_setting("restore", params), None, params["src"], driver.name)
        if check:
            return
        if params["part"] == CERTIFICATES:
            _archive(session).restore_archive(content, params["encryption_password"])
            if _waits(session):
                result.restart["needed"] = True
                result.warnings.append("the restored certificate is served after the next restart")
            return
        mark(session)
        session.progress("restoring the backup")
        driver.restore_backup(content, params["encryption_password"])
        wait_for_restart(session, "the restore")
        try:
            session.renew()
        except AuthenticationFailed:
            result.warnings.append("the restored settings have another administrator account than this inventory")

    @staticmethod
    def _compare(session: Session, params: Params, content: bytes) -> None:
        path = f"{params['src']}.json"
        where = SETTINGS[_setting("restore", params)].where(session.facts.family)
        try:
            record = json.loads(read_file(path, _LABEL))
            model, digest = record["model"], record["sha256"]
            # records of the first backups have no such word
            part = record.get("part", "settings")
        except (FileProblem, ValueError, KeyError, TypeError):
            if params["force"]:
                return
            raise Refused(
                f"{path} is missing or unreadable, so the model this backup is from is not known",
                setting=where,
                hint="Set force to restore it all the same. Nothing was sent to the camera.",
            ) from None
        if model != session.facts.model:
            raise Refused(
                f"the backup is of a {model}, this camera is a {session.facts.model}",
                setting=where,
                hint="Use a backup of this model. Nothing was sent to the camera.",
            )
        if part != params["part"]:
            raise Refused(
                f"the backup is of the {part}, not of the {params['part']}",
                setting=where,
                hint=f"Set part to {part}. Nothing was sent to the camera.",
            )
        if digest != hashlib.sha256(content).hexdigest():
            raise FileProblem(
                f"{params['src']} is damaged: its checksum is not the recorded one",
                setting=where,
                hint="Use another copy. Nothing was sent to the camera.",
            )


def _setting(direction: str, params: Params) -> str:
    return f"{'certificate' if params['part'] == CERTIFICATES else 'backup'}.{direction}"


def _why_no_archive(session: Session, direction: str) -> str | None:
    if not SETTINGS[f"certificate.{direction}"].exists_on(session.facts.family):
        return NO_SUCH_SETTING
    archive = archive_of(session.driver.certificate_store()) if session.driver is not None else None
    return _NO_ARCHIVE if archive is None else archive.why_no_archive(direction)


def _archive(session: Session) -> Archive:
    """The store that hands certificates out; C(unsupported) has looked whether there is one. Raises Unsupported."""
    archive = archive_of(session.require_driver().certificate_store())
    if archive is None:
        raise Unsupported(_NO_ARCHIVE)
    return archive


def _download(session: Session, params: Params) -> bytes:
    password = params["encryption_password"]
    if params["part"] == CERTIFICATES:
        return _archive(session).download_archive(password)
    return session.require_driver().download_backup(password)


def _waits(session: Session) -> bool:
    store = session.require_driver().certificate_store()
    return store is not None and store.waits_for_restart()
