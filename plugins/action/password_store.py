# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Controller side of the module password_store: the proven account goes where the inventory finds it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from ..module_utils._errors import FileProblem, InvalidValue, JournalProblem
from ..module_utils._journal import Entry
from ..module_utils._password_specs import STORE
from ..plugin_utils import _private_file as private
from ..plugin_utils._credential_action import CredentialAction
from ..plugin_utils._journal import Journal
from ..plugin_utils._vault import Vault, vault_of

FILE = "netcam_administrator.yml"
_LARGEST = 64 * 1024


class ActionModule(CredentialAction):
    """Writes a file of host variables, encrypted with Ansible Vault; or only notes that a store of the site has it."""

    SPEC = STORE

    def work(self, params: Mapping[str, Any], journal: Journal) -> dict[str, Any]:
        """Store. Raises FileProblem, InvalidValue, JournalProblem."""
        check = self._task.check_mode
        camera = self._camera(self._variables)
        if not params["dest"] and not params["elsewhere"]:
            raise InvalidValue(
                "there is no store: neither a folder of host variables is named nor tasks of the site",
                setting="dest",
                hint="Set passwords_store_dir or passwords_store_tasks (docs/passwords.md); a password that only the "
                "journal has is one that the inventory does not find.",
            )
        path = self._place(params["dest"], camera) if params["dest"] else None
        entry = journal.read().now
        if entry is None and check:
            return {"changed": False, "dest": path}
        if entry is None:
            raise JournalProblem(
                f"the journal {journal.path} has no proven account of this camera",
                hint="Run playbooks/rotate_passwords.yml or playbooks/recover_password.yml.",
            )
        changed = False
        if path is not None:
            vault = vault_of(self._loader, params["journal_vault_id"], params["journal_vault_password_file"])
            changed = self._write(path, _host_variables(camera, entry), vault, check)
        if not check and entry.stored is None:
            changed = journal.stored(entry.pair) or changed
        return {"changed": changed or (check and entry.stored is None), "dest": path}

    def _place(self, dest: str, camera: str) -> str:
        """The file of host variables. Raises InvalidValue where Ansible would not read it, or would no longer read another."""
        if private.file_name(camera) != camera:
            raise InvalidValue(
                "the name of this host cannot be a folder of host variables",
                setting="dest",
                hint="Use a store of your own (docs/passwords.md).",
            )
        folder = os.path.join(self._loader.path_dwim(dest), camera)
        for extension in ("", ".yml", ".yaml", ".json"):
            if os.path.isfile(folder + extension):
                raise InvalidValue(
                    f"{folder + extension} would no longer be read: of a file and a folder with the same name Ansible reads only one",
                    setting="dest",
                    hint=f"Move it to {folder}/main.yml.",
                )
        return os.path.join(folder, FILE)

    @staticmethod
    def _write(path: str, text: str, vault: Vault, check: bool) -> bool:
        try:
            content = private.read(path, _LARGEST)
            if content is not None and vault.decrypt(content, path) == text:
                return False
            if not check:
                with private.locked(path):
                    private.write(path, vault.encrypt(text))
        except OSError as error:
            raise FileProblem(
                f"{path} cannot be written: {error.strerror or error}",
                hint="Check its owner and the free space.",
            ) from None
        return True


def _host_variables(camera: str, entry: Entry) -> str:
    """JSON text is YAML text; the tag keeps braces in a password from being taken for a template."""
    lines = (
        f"# The administrator of {camera}, by netcam.hardening.password_store",
        f"ansible_user: !unsafe {json.dumps(entry.user)}",
        f"ansible_password: !unsafe {json.dumps(entry.password)}",
    )
    return "\n".join(lines) + "\n"
