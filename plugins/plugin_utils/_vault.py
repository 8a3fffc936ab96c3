# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Encryption of files by Ansible Vault, with the passwords of the run: --vault-password-file, --vault-id, ansible.cfg."""

from __future__ import annotations

from typing import Any

from ansible import constants as C
from ansible.errors import AnsibleError
from ansible.parsing.vault import VaultLib, get_file_vault_secret, match_encrypt_secret

from ..module_utils._errors import JournalProblem

_HOW = (
    "Run with --vault-password-file or --vault-id, or set ansible_netcam_journal_vault_password_file. In AWX add a Vault "
    "credential to the job template."
)


class Vault:
    """Encrypts with one password, decrypts with any that the run has."""

    def __init__(self, secrets: list[tuple[str, Any]], vault_id: str | None = None) -> None:
        if not secrets:
            raise JournalProblem("there is no vault password to encrypt passwords with", hint=_HOW)
        self._library = VaultLib(secrets)
        wanted = vault_id or C.DEFAULT_VAULT_ENCRYPT_IDENTITY or None
        try:
            self._vault_id, self._secret = match_encrypt_secret(secrets, encrypt_vault_id=wanted)
        except AnsibleError:
            raise JournalProblem(
                f"none of the vault passwords of this run has the vault ID {wanted!r}",
                hint=f"They are {', '.join(sorted({name for name, _secret in secrets}))}. {_HOW}",
            ) from None

    def encrypt(self, text: str) -> bytes:
        """The content of a file for C(ansible-vault view)."""
        label = None if self._vault_id == C.DEFAULT_VAULT_IDENTITY else self._vault_id
        encrypted: bytes = self._library.encrypt(text, secret=self._secret, vault_id=label)
        return encrypted

    def decrypt(self, content: bytes, what: str) -> str:
        """The text of such a file. Raises JournalProblem, naming C(what)."""
        if not self._library.is_encrypted(content):
            raise JournalProblem(f"{what} is not encrypted with Ansible Vault", hint="It was not read and not changed.")
        try:
            text: bytes = self._library.decrypt(content)
            return text.decode("utf-8")
        except (AnsibleError, UnicodeDecodeError):
            raise JournalProblem(
                f"{what} cannot be decrypted with the vault passwords of this run",
                hint="Give the password that it was encrypted with. It was not changed.",
            ) from None


def vault_of(loader: Any, vault_id: str | None, password_file: str | None) -> Vault:
    """The vault of a run: the file that is named, else the passwords that Ansible was given. Raises JournalProblem."""
    given = getattr(getattr(loader, "_vault", None), "secrets", None) or []
    if not password_file:
        return Vault(list(given), vault_id)
    label = vault_id or C.DEFAULT_VAULT_IDENTITY
    try:
        secret = get_file_vault_secret(filename=loader.path_dwim(password_file), vault_id=label, loader=loader)
        secret.load()
    except AnsibleError:
        raise JournalProblem(
            f"the vault password file {password_file} cannot be read, or gives no password",
            hint="Check ansible_netcam_journal_vault_password_file.",
        ) from None
    # the file's password encrypts; one that was given before may be needed to read
    return Vault([(label, secret), *given], label)
