# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Firmware: compare with the wanted version, update from a file, wait for the restart (guide p. A-8, B-8)."""

from __future__ import annotations

import hashlib
import os
import re
from typing import Any

from .._catalog import SETTINGS
from .._errors import FileProblem, InvalidValue, NotEffective
from .._result import Result
from .._session import Session
from .base import Params, lacking, mark, read_file, size_of, wait_for_restart

_VERSION = re.compile(r"\d+(\.\d+)*")


def version_key(text: str) -> tuple[int, ...]:
    """Canon prints versions such as C(1.3.1) or C(Ver. 1.3.3); numbers decide, trailing zeros do not. Raises InvalidValue."""
    found = _VERSION.search(text)
    if not found:
        raise InvalidValue(f"{text!r} is not a version", setting="firmware", hint="Example: 1.3.1.")
    numbers = [int(part) for part in found.group(0).split(".")]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def behind(current: str | None, minimum: str) -> bool:
    """Whether a camera's version is older than the wanted minimum; one that is no version counts as older."""
    if current is None or not _VERSION.search(current):
        return True
    return version_key(current) < version_key(minimum)


class Firmware:
    """Area firmware."""

    name = "firmware"
    needs_account = "to write"
    spec: dict[str, dict[str, Any]] = {
        "minimum_version": {"type": "str", "required": True},
        "src": {"type": "path"},
        "checksum": {"type": "str"},
    }

    def static(self, params: Params) -> None:
        """The version must be one, the file must be there, the checksum's algorithm must be known."""
        version_key(params["minimum_version"])
        if params.get("checksum") and not params.get("src"):
            raise InvalidValue("checksum needs src", setting="firmware")
        if params.get("checksum"):
            self._digest(params["checksum"], b"")
        if params.get("src"):
            size_of(params["src"], "firmware")

    def secrets(self, params: Params) -> list[str]:
        """None."""
        return []

    def _behind(self, session: Session, params: Params) -> bool:
        return behind(session.facts.firmware, params["minimum_version"])

    def unsupported(self, session: Session, params: Params) -> list[tuple[str, str]]:
        """An old firmware without a file, or without a way to upload it, has to be updated by hand."""
        if not self._behind(session, params):
            return []
        if not params.get("src"):
            return [
                (
                    "firmware.update",
                    f"the firmware is {session.facts.firmware or 'unknown'}, at least {params['minimum_version']} is wanted, "
                    "and no file (src) is given",
                )
            ]
        # a wrong file must show before anything is written
        self._file(params)
        return lacking(session, "firmware", "firmware.update")

    def run(self, session: Session, params: Params, check: bool, result: Result) -> None:
        """Update when the camera is behind and a file is given; proven by the version after the restart."""
        if not self._behind(session, params) or self.unsupported(session, params):
            return
        before = session.facts.firmware
        content = self._file(params)
        driver = session.require_driver()
        if check:
            result.add_operation("firmware.version", before, params["minimum_version"], driver.name)
            return
        mark(session)
        session.progress(f"uploading the firmware, {len(content)} bytes")
        driver.update_firmware(os.path.basename(params["src"]), content)
        wait_for_restart(session, "the firmware update")
        session.renew()
        after = session.facts.firmware
        result.add_operation("firmware.version", before, after, driver.name)
        if behind(after, params["minimum_version"]):
            raise NotEffective(
                f"after the update the camera runs {after or 'an unknown version'}, at least {params['minimum_version']} is wanted",
                setting=SETTINGS["firmware.version"].where(session.facts.family),
                hint="Check that the file is the version you expect.",
            )
        result.add_evidence("firmware.version", f"the camera states {after} after the restart")

    def _file(self, params: Params) -> bytes:
        content = read_file(params["src"], "firmware")
        wanted = params.get("checksum")
        if wanted:
            seen = self._digest(wanted, content)
            if seen != wanted.lower().rpartition(":")[2]:
                raise FileProblem(
                    f"{params['src']} has the checksum {seen}, not the wanted one",
                    setting="firmware",
                    hint="Download it again. Nothing was sent to the camera.",
                )
        return content

    @staticmethod
    def _digest(checksum: str, content: bytes) -> str:
        """Hex digest of the content by the algorithm that the wanted checksum names. Raises InvalidValue."""
        algorithm = checksum.lower().rpartition(":")[0] or "sha256"
        try:
            return hashlib.new(algorithm, content).hexdigest()
        except (ValueError, TypeError):
            raise InvalidValue(f"checksum algorithm {algorithm!r} is not known", setting="firmware") from None
