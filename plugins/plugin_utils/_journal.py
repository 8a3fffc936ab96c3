# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The journal of passwords on the controller's disk: one file per camera, encrypted with Ansible Vault."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from ..module_utils._errors import JournalProblem
from ..module_utils._journal import LARGEST, PENDING, Pair, Record
from . import _private_file as private
from ._vault import Vault, vault_of

#: Hexadecimal twice over, and the header.
_LARGEST_FILE = 6 * LARGEST


def moment() -> str:
    """Now, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class Journal:
    """One camera's journal: a C(Keeper) for the engine. All methods raise JournalProblem."""

    def __init__(self, folder: str, camera: str, vault: Vault) -> None:
        self.camera = camera
        self.path = os.path.join(folder, f"{private.file_name(camera)}.journal.yml")
        self._vault = vault

    def read(self) -> Record:
        """The record; an empty one where there is no journal yet."""
        try:
            content = private.read(self.path, _LARGEST_FILE)
        except OSError as error:
            raise self._problem("read", error) from None
        if content is None:
            return Record()
        return Record.load(self._vault.decrypt(content, f"the journal {self.path}"), self.camera)

    def change(self, edit: Callable[[Record], Record]) -> bool:
        """Read, edit, write, while nobody else does; whether there was something to write."""
        try:
            with private.locked(self.path):
                before = self.read()
                after = edit(before)
                if after == before:
                    return False
                private.write(self.path, self._vault.encrypt(after.dump(self.camera)))
        except OSError as error:
            raise self._problem("written", error) from None
        return True

    def pending(self, pair: Pair, in_force: Pair | None) -> None:
        """Before the camera is told."""
        try:
            self.change(lambda record: record.with_pending(pair, in_force, moment()))
        except JournalProblem as error:
            error.hint = f"{error.hint} The camera was not told, its account is as before."
            raise

    def is_pending(self, pair: Pair) -> bool:
        """Whether a run that did not end may have told the camera."""
        return any(entry.pair == pair for entry in self.read().of(PENDING))

    def current(self, pair: Pair) -> None:
        """After a login with it."""
        self.change(lambda record: record.with_current(pair, moment()))

    def stored(self, pair: Pair) -> bool:
        """The site's store has it; whether that was news."""
        return self.change(lambda record: record.with_stored(pair, moment()))

    def refused(self, pair: Pair) -> None:
        """The camera does not take it now."""
        self.change(lambda record: record.with_refused(pair, moment()))

    def _problem(self, done: str, error: OSError) -> JournalProblem:
        return JournalProblem(
            f"the journal {self.path} cannot be {done}: {error.strerror or error}",
            hint="Check ansible_netcam_journal_dir, its owner and the free space.",
        )


def journal_of(options: Mapping[str, Any], camera: str, loader: Any) -> Journal | None:
    """The journal that the connection's options ask for. Raises JournalProblem when there is no vault password for it."""
    folder = options.get("journal_dir")
    if not folder:
        return None
    vault = vault_of(loader, options.get("journal_vault_id"), options.get("journal_vault_password_file"))
    return Journal(loader.path_dwim(folder), camera, vault)
