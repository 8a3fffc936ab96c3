#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: fleet
short_description: Look at all cameras of a play in one task
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Does for all cameras of the play, or of its batch, what M(netcam.hardening.settings) in check mode or M(netcam.hardening.audit)
    does for one, and costs a small part of the time, because one task with one host costs Ansible more than the work on a camera.
  - The options for each camera are those that C(module_defaults) of the play, block or role give to the module, filled in with the
    camera's own variables. Address, account and trust come from the connection P(netcam.hardening.camera#connection), or from the
    same C(module_defaults).
  - Writes nothing to any camera. A camera that cannot be reached, refuses its password or fails does not disturb the others, and
    the task itself does not fail. RV(left) names the cameras that the tasks with one camera each are left to. There
    O(netcam.hardening.settings#module:fleet) takes the result that is there already, and fails as a task of its own would have.
  - Run it with C(run_once) and C(delegate_to=localhost), so that neither the first camera of the play nor its variables matter.
    Cameras behind a gateway, which are reached by C(delegate_to), are not for it.
attributes:
  check_mode:
    support: full
    description: It only reads, in check mode as otherwise.
  diff_mode:
    support: N/A
    description: This action changes nothing.
  idempotent:
    support: full
    description: It changes nothing.
options:
  module:
    description:
      - What to do. V(settings) plans as M(netcam.hardening.settings) does in check mode, V(audit) judges as M(netcam.hardening.audit).
    type: str
    choices: [settings, audit]
    required: true
  mode:
    description:
      - V(fleet) looks at the cameras. V(camera) looks at none, and leaves all to the tasks that follow. V(auto) decides by the
        number of cameras, see O(fleet_from).
    type: str
    choices: [auto, fleet, camera]
    default: auto
  fleet_from:
    description:
      - With O(mode=auto), the number of cameras from which on they are looked at together. Fewer ones are left to the tasks that
        follow, so that each has its lines in the output.
    type: int
    default: 25
  decisions:
    description:
      - Name of a variable with what the site must have decided, a mapping that says for each name whether it has. A camera for which
        one has not been is not asked, and is left to the tasks that follow.
    type: str
  concurrency:
    description:
      - How many cameras are asked at a time.
    type: int
    default: 64
  processes:
    description:
      - How many processes share the work. The default is the number of processors, at most 4.
    type: int
  camera_timeout:
    description:
      - Seconds for one camera as a whole. Each request has the limit of its connection beside this one.
    type: float
    default: 180.0
  timeout:
    description:
      - Seconds for all cameras.
    type: float
    default: 3600.0
  show:
    description:
      - Whether to print a line with the numbers.
    type: bool
    default: true
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.audit
"""

EXAMPLES = r"""
- name: Plan for all cameras at once
  netcam.hardening.fleet:
    module: settings
    mode: fleet
  module_defaults:
    netcam.hardening.settings:
      ftp_server:
        ftp: false
      on_unsupported: report
  delegate_to: localhost
  run_once: true
  register: plan

- name: Name the cameras that are not as they should be
  ansible.builtin.debug:
    msg: "{{ plan.left }}"
  run_once: true
"""

RETURN = r"""
module:
  description: O(module).
  returned: success
  type: str
  sample: settings
mode:
  description: Whether the cameras were looked at, V(fleet), or are all left to the tasks that follow, V(camera).
  returned: success
  type: str
  sample: fleet
cameras:
  description: The cameras of the play or of its batch.
  returned: success
  type: list
  elements: str
  sample: [lobby, parking, gate]
left:
  description:
    - Cameras that the tasks with one camera each are left to, in the order of the play. These are the ones that differ, failed or
      were not reached.
    - One camera at the goal is among them, because a play without hosts runs nothing, and a play whose hosts all fail ends the playbook.
  returned: success
  type: list
  elements: str
  sample: [lobby, gate]
results:
  description: For each camera a few fields. Empty in the mode V(camera).
  returned: success
  type: dict
  contains:
    status:
      description: V(compliant), V(manual only), V(changes), V(seen) (audit), V(failed) or V(unreachable).
      type: str
      sample: changes
    model:
      description: Model of the camera.
      type: str
      sample: VB-H47
    manual:
      description: Number of settings that are left to people.
      type: int
      sample: 0
    changes:
      description: Number of settings that differ. Only with status V(changes), as the six that follow.
      type: int
      sample: 3
    areas:
      description: Their areas.
      type: list
      elements: str
      sample: [http_server]
    restart:
      description: Whether the camera would be restarted.
      type: bool
      sample: false
    family:
      description: Family of the camera.
      type: str
      sample: canon_vb_2022
    firmware:
      description: Firmware version.
      type: str
      sample: 1.0.0
    account:
      description: Whether the camera has an administrator.
      type: str
      sample: present
    login:
      description: Which account it took, V(wanted) or V(initial).
      type: str
      sample: wanted
    msg:
      description: What went wrong. Only with the status V(failed) or V(unreachable).
      type: str
      sample: "gate: the camera refuses the password of 'site-admin' at https://192.0.2.12:443."
    code:
      description: The machine-readable code of the error, as in the result of a task with one camera.
      type: str
      sample: authentication_failed
counts:
  description: Number of cameras with each status.
  returned: success
  type: dict
  sample:
    changes: 1
    compliant: 1
    failed: 0
    manual only: 0
    seen: 0
    unreachable: 1
lines:
  description: The numbers as text.
  returned: success
  type: list
  elements: str
  sample: ["3 cameras looked at in one task: 1 compliant, 1 changes, 1 unreachable"]
folder:
  description: Folder on the controller with the whole results, until the end of the run.
  returned: when the mode is V(fleet)
  type: str
  sample: /root/.ansible/tmp/ansible-local-1/netcam-fleet-ab12
numbers:
  description: Number of each camera's file in RV(folder).
  returned: when the mode is V(fleet)
  type: dict
  sample:
    gate: 2
    lobby: 0
    parking: 1
"""

from ..module_utils._controller_module import only_on_controller
from ..module_utils._fleet import SPEC


def main() -> None:
    """The work is done on the controller, which alone knows the variables of all hosts."""
    only_on_controller("fleet", SPEC)


if __name__ == "__main__":
    main()
