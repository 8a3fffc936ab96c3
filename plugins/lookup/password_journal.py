# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Lookup plugin: the proven account of a camera, out of the journal of passwords."""

from __future__ import annotations

DOCUMENTATION = r"""
name: password_journal
author: netcam.hardening contributors (@netcam-hardening)
short_description: Read the proven administrator account of a network camera from the journal
version_added: 0.1.0
description:
  - Returns the current account that the journal of passwords has of each camera, the one that has logged in last.
  - For tasks that bring it to a store of the site. Use C(no_log) there.
options:
  _terms:
    description: Inventory names of cameras.
    required: true
    type: list
    elements: str
  field:
    description: What to return of the account.
    type: str
    choices: [password, user, proven]
    default: password
  journal_dir:
    description: Folder of the journal on the controller.
    type: str
    vars:
      - name: ansible_netcam_journal_dir
    env:
      - name: NETCAM_JOURNAL_DIR
  journal_vault_id:
    description: Vault ID of the journal's password.
    type: str
    vars:
      - name: ansible_netcam_journal_vault_id
    env:
      - name: NETCAM_JOURNAL_VAULT_ID
  journal_vault_password_file:
    description: File with the password of the journal, or a program that prints it.
    type: str
    vars:
      - name: ansible_netcam_journal_vault_password_file
    env:
      - name: NETCAM_JOURNAL_VAULT_PASSWORD_FILE
seealso:
  - module: netcam.hardening.password_rotation
  - module: netcam.hardening.password_store
"""

EXAMPLES = r"""
- name: Bring the password to a store of the site
  ansible.builtin.uri:
    url: "https://store.example/cameras/{{ inventory_hostname }}"
    method: PUT
    body_format: json
    body:
      password: "{{ lookup('netcam.hardening.password_journal', inventory_hostname) }}"
  delegate_to: localhost
  no_log: true
"""

RETURN = r"""
_raw:
  description: One value for each camera.
  type: list
  elements: str
"""

from collections.abc import Sequence
from typing import Any

from ansible.errors import AnsibleLookupError
from ansible.plugins.lookup import LookupBase

from ..module_utils._errors import JournalProblem, NetcamError
from ..plugin_utils._journal import journal_of

_OPTIONS = ("journal_dir", "journal_vault_id", "journal_vault_password_file")


class LookupModule(LookupBase):
    """Reads, and changes nothing."""

    def run(self, terms: Sequence[Any], variables: Any = None, **kwargs: Any) -> list[str]:
        """One value for each camera. Raises AnsibleLookupError where the journal has none."""
        self.set_options(var_options=variables, direct=kwargs)
        # variables of the inventory come as they are written there, perhaps as templates
        options = {name: self._templar.template(self.get_option(name)) for name in _OPTIONS}
        return [self._value(str(term), options) for term in terms]

    def _value(self, camera: str, options: dict[str, Any]) -> str:
        try:
            journal = journal_of(options, camera, self._loader)
            if journal is None:
                raise JournalProblem("no journal is named", hint="Set ansible_netcam_journal_dir.")
            entry = journal.read().now
            if entry is None:
                raise JournalProblem(
                    f"the journal {journal.path} has no proven account of this camera",
                    hint="Run playbooks/rotate_passwords.yml or playbooks/recover_password.yml.",
                )
        except NetcamError as error:
            raise AnsibleLookupError(f"netcam.hardening.password_journal: {error.describe(camera)}") from None
        return str(getattr(entry, self.get_option("field")))
