#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: password_summary
short_description: Print what has become of the administrator password of each network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Collects the results of M(netcam.hardening.password_rotation) or M(netcam.hardening.password_recovery), and of
    M(netcam.hardening.password_store), of all cameras, returns them as data, and prints them as a table that names every camera.
  - Talks to no camera, and reads no journal. No password is in the result. Run it with C(run_once), in a play after the one that
    changed the passwords.
attributes:
  check_mode:
    support: full
    description: This action only reads variables.
  diff_mode:
    support: N/A
    description: This action changes nothing.
  idempotent:
    support: full
    description: This action changes nothing.
options:
  cameras:
    description:
      - Inventory names of the cameras, in the order in which they are listed.
    type: list
    elements: str
    required: true
  registered:
    description:
      - Names of the variables in which results were registered. A variable with C(failed) and C(msg), as a C(rescue) may set it,
        stands for a failure.
    type: list
    elements: str
    required: true
  show:
    description:
      - Whether to print the table.
    type: bool
    default: true
seealso:
  - module: netcam.hardening.password_rotation
  - module: netcam.hardening.password_recovery
  - module: netcam.hardening.password_store
"""

EXAMPLES = r"""
- name: Show what has become of each camera
  netcam.hardening.password_summary:
    cameras: "{{ ansible_play_hosts_all }}"
    registered: [passwords_rotated, passwords_stored, passwords_problem]
  run_once: true
"""

RETURN = r"""
cameras:
  description: One entry per camera.
  returned: always
  type: list
  elements: dict
  contains:
    camera:
      description: Inventory name.
      type: str
      sample: lobby
    model:
      description: Model of the camera, empty when it was not asked.
      type: str
      sample: VB-H47
    password:
      description: What was done, or which of the known passwords the camera takes.
      type: str
      sample: new
    stored:
      description: Whether the store has it.
      type: bool
      sample: true
    status:
      description: One of V(done), V(unchanged), V(would change), V(failed), V(skipped).
      type: str
      sample: done
    message:
      description: Why it failed or was skipped.
      type: str
      sample: ""
problems:
  description: The reason for each camera that failed.
  returned: always
  type: dict
  sample:
    gate: the camera refuses the password
lines:
  description: The table as text.
  returned: always
  type: list
  elements: str
"""

from ..module_utils._controller_module import only_on_controller
from ..module_utils._summary import TABLE


def main() -> None:
    """The work is done on the controller, which alone knows the results of all hosts."""
    only_on_controller("password_summary", TABLE)


if __name__ == "__main__":
    main()
