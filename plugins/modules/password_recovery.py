#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: password_recovery
short_description: Find out which known administrator password a network camera takes
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Tries to log in with what the journal (O(journal_dir)) knows, and with the accounts of the inventory. The order is pending,
    current, the inventory's, and then the last few that were replaced. Each is tried once, and no more than O(attempts) of them.
  - The one that works becomes the current one of the journal. Those that were refused go to the end, so that the next run goes
    on with the others, after the camera's lock-out time.
  - Changes nothing on the camera, but lets it save a pending account that works. No password is in the result.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.attributes
attributes:
  check_mode:
    support: full
    description: Logs in as well, but leaves the journal as it is.
  diff_mode:
    support: none
    description: There is nothing to show but passwords.
options:
  attempts:
    description:
      - How many passwords are tried at most, each once. Cameras lock out after a number of wrong ones. i-PRO cameras do after
        eight within 30 seconds; the number is not public for Canon's.
    type: int
    default: 3
seealso:
  - module: netcam.hardening.password_rotation
  - module: netcam.hardening.password_store
"""

EXAMPLES = r"""
- name: Find the password that the camera takes
  netcam.hardening.password_recovery:
    journal_dir: /srv/cameras/journal
  register: recovered

- name: Say which it was
  ansible.builtin.debug:
    msg: "{{ inventory_hostname }} takes the {{ recovered.recovery.worked }} password."
"""

RETURN = r"""
recovery:
  description: What was found.
  returned: success
  type: dict
  contains:
    worked:
      description: What the password that works was before, V(pending), V(current), V(inventory) or V(previous).
      type: str
      sample: pending
    user:
      description: Name of the administrator.
      type: str
      sample: site-admin
    in_inventory:
      description: Whether C(ansible_user) and C(ansible_password) are this account.
      type: bool
      sample: false
    attempts:
      description: Number of passwords that were tried.
      type: int
      sample: 1
    known:
      description: Number of passwords that are known.
      type: int
      sample: 3
camera:
  description: What the camera is. Empty when it was not asked.
  returned: success
  type: dict
  sample:
    account: present
    family: canon_vb_2022
    model: VB-H47
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
    only_on_controller("password_recovery", {**SPECS["password_recovery"], **connection_spec()})


if __name__ == "__main__":
    main()
