#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: password_store
short_description: Store the proven administrator account of a network camera where the inventory finds it
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Takes the current account of the journal (O(journal_dir)) and writes it as C(ansible_user) and C(ansible_password) to
    C(netcam_administrator.yml) in the camera's folder below O(dest), encrypted with Ansible Vault, mode 0600.
  - With O(dest) as the C(host_vars) beside the inventory, Ansible reads it in the next run, before variables of groups and of
    the inventory file.
  - With O(elsewhere) and without O(dest) it only notes in the journal that the account has been stored, for sites with a
    store of their own. With neither it fails, also in check mode, so that a playbook can ask before a camera is told.
  - Talks to no camera. No password is in the result.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.attributes
attributes:
  check_mode:
    support: full
    description: Says whether the file can be written and would be, and writes nothing.
  diff_mode:
    support: none
    description: There is nothing to show but a password.
options:
  dest:
    description:
      - Folder of host variables on the controller. It is made where there is none.
      - A file of host variables with the name of the camera is refused, because Ansible would no longer read it beside the folder.
    type: path
  elsewhere:
    description:
      - Without O(dest), says that a store of the site has the account, or will have it when this is asked in check mode.
    type: bool
    default: false
seealso:
  - module: netcam.hardening.password_rotation
  - module: netcam.hardening.password_recovery
"""

EXAMPLES = r"""
- name: Store the account where the inventory finds it
  netcam.hardening.password_store:
    journal_dir: /srv/cameras/journal
    dest: "{{ inventory_dir }}/host_vars"

- name: Note that the site's own store has it
  netcam.hardening.password_store:
    journal_dir: /srv/cameras/journal
    elsewhere: true
"""

RETURN = r"""
dest:
  description: The file, or null without O(dest).
  returned: success
  type: str
  sample: /srv/cameras/inventory/host_vars/lobby/netcam_administrator.yml
error:
  description: Machine-readable reason of a failure, see C(docs/errors.md).
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: authentication_failed
    setting: null
"""

from ..module_utils._controller_module import only_on_controller
from ..module_utils._module import connection_spec
from ..module_utils._password_specs import SPECS


def main() -> None:
    """The work is done on the controller, which alone has the journal."""
    only_on_controller("password_store", {**SPECS["password_store"], **connection_spec()})


if __name__ == "__main__":
    main()
