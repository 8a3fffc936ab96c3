# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""A site with a journal of passwords: its folders, its vault password, and what Ansible finds in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from ansible.parsing.vault import VaultLib, VaultSecret
from netcam_emulator.testing import Control

from .runs import ROOT, Run, Tasks, run_playbook

ROTATE = ROOT / "playbooks" / "rotate_passwords.yml"
RECOVER = ROOT / "playbooks" / "recover_password.yml"
VAULT_PASSWORD = "thirteen green umbrellas"


class _Loader(yaml.SafeLoader):
    """Reads Ansible's tag for text that is no template."""


_Loader.add_constructor("!unsafe", lambda loader, node: loader.construct_scalar(node))


@dataclass
class Site:
    """An inventory with a folder of host variables beside it, and the journal elsewhere."""

    folder: Path
    fleet: Control

    def __post_init__(self) -> None:
        self.inventory = self.folder / "site"
        self.inventory.mkdir(parents=True)
        self.journal = self.folder / "journal"
        self.vault = self.folder / "vault-password"
        self.vault.write_text(VAULT_PASSWORD + "\n", encoding="utf-8")
        text = self.fleet.inventory.read_text(encoding="utf-8")
        (self.inventory / "cameras.yml").write_text(text, encoding="utf-8")

    @property
    def arguments(self) -> list[str]:
        """What every call of ansible-playbook has."""
        return ["--vault-password-file", str(self.vault)]

    def play(
        self, plays: Path | Tasks, *arguments: str, variables: Mapping[str, Any] | None = None, limit: str | None = None
    ) -> Run:
        """Run with the journal and the vault password."""
        extra = {"ansible_netcam_journal_dir": str(self.journal), **(variables or {})}
        return run_playbook(
            plays, self.fleet, *self.arguments, *arguments, variables=extra, limit=limit,
            inventory=self.inventory / "cameras.yml", timeout=600,
        )  # fmt: skip

    # -- what is on the disk ---------------------------------------------------------------------------------------

    def view(self, path: Path) -> Any:
        """The content of an encrypted file, as Ansible reads it."""
        vault = VaultLib([("default", VaultSecret(VAULT_PASSWORD.encode()))])
        return yaml.load(vault.decrypt(path.read_bytes()), _Loader)

    def journal_file(self, camera: str) -> Path:
        """The journal of a camera."""
        return self.journal / f"{camera}.journal.yml"

    def stored_file(self, camera: str) -> Path:
        """The host variables of a camera."""
        return self.inventory / "host_vars" / camera / "netcam_administrator.yml"

    def recorded(self, camera: str) -> list[dict[str, Any]]:
        """The entries of a camera's journal; none where there is no journal."""
        path = self.journal_file(camera)
        return list(self.view(path)["credentials"]) if path.exists() else []

    def known(self, camera: str) -> dict[str, list[str]]:
        """Passwords of the journal by state."""
        found: dict[str, list[str]] = {"pending": [], "current": [], "previous": []}
        for entry in self.recorded(camera):
            found[entry["state"]].append(entry["password"])
        return found

    def stored(self, camera: str) -> str | None:
        """The password that the inventory finds for a camera."""
        path = self.stored_file(camera)
        return str(self.view(path)["ansible_password"]) if path.exists() else None
