#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: password_rotation
short_description: Give a network camera a new administrator password of its own
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Makes a new password by the rules of the camera's family and of Canon's guide (pages A-7 and B-7), and sets it. The name of
    the administrator stays.
  - The password is written to the journal (O(journal_dir)) before the camera is told. It becomes the current one there when a
    new connection has logged in with it, and the old one was refused. The password itself is never in a result.
  - A rotation that was interrupted is finished with its own password. The pending one is tried first, then the current one,
    then the account of the inventory, each once, and no more than O(attempts) of them.
  - Where the inventory finds the password afterwards is up to M(netcam.hardening.password_store), or a store of the site.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.attributes
attributes:
  diff_mode:
    support: none
    description: There is nothing to show but a password.
  idempotent:
    support: partial
    description: Each run sets a new password, unless the present one is younger than O(minimum_age).
options:
  length:
    description:
      - Number of characters. The guide asks for 10 at least. Models released in and after 2022 and i-PRO cameras take 32 at
        most, models released before 2022 take 31.
      - Letters and digits are used, without those that look alike.
    type: int
    default: 20
  symbols:
    description:
      - Symbols that are used beside letters and digits, one of them at least. For cameras whose own policy asks for a symbol.
      - Left out on the models VB-H651VE and VB-R13VE, which take letters and digits only.
    type: str
    default: ""
  minimum_age:
    description:
      - A password that was set less than so many hours ago is left as it is, so that a second run after an interruption
        takes only the cameras that are left. V(0) rotates all.
    type: float
    default: 12
  attempts:
    description:
      - How many passwords are tried at most, each once. Cameras lock out after a number of wrong ones. i-PRO cameras do after
        eight within 30 seconds; the number is not public for Canon's.
    type: int
    default: 3
  temporary_journal:
    description:
      - In a job of AWX a journal that is gone with the job's container is refused, before the camera is told. V(true) consents
        to it, where a store of the site gets each password in the same job. A job that is cancelled loses passwords then.
    type: bool
    default: false
seealso:
  - module: netcam.hardening.password_recovery
  - module: netcam.hardening.password_store
  - module: netcam.hardening.administrator
  - plugin: netcam.hardening.password_journal
    plugin_type: lookup
"""

EXAMPLES = r"""
- name: Set a new password, proven by a login
  netcam.hardening.password_rotation:
    journal_dir: /srv/cameras/journal
  register: rotated

- name: Store it where the inventory finds it
  netcam.hardening.password_store:
    journal_dir: /srv/cameras/journal
    dest: /srv/cameras/inventory/host_vars
"""

RETURN = r"""
rotation:
  description: What was done.
  returned: success
  type: dict
  contains:
    state:
      description: V(rotated), V(finished) (an interrupted rotation had told the camera already) or V(left) (too young).
      type: str
      sample: rotated
    attempts:
      description: Number of passwords that were tried to log in.
      type: int
      sample: 1
stored:
  description: Whether the journal says that the current account is in the site's store.
  returned: success
  type: bool
  sample: false
changes:
  description: The change of the account as M(netcam.hardening.administrator) returns it, the password masked.
  returned: success
  type: list
  elements: dict
  sample: []
evidence:
  description: What was seen from outside that proves the change.
  returned: success
  type: list
  elements: dict
  sample:
    - setting: administrator.password
      seen: the new account logs in
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
    only_on_controller("password_rotation", {**SPECS["password_rotation"], **connection_spec()})


if __name__ == "__main__":
    main()
