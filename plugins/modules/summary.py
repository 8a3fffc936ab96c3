#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: summary
short_description: Print what a run changed on each camera, and what stayed manual
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Collects the results that the role P(netcam.hardening.harden#role) registered for each camera, returns them as data, and
    prints them as a short table with a row per camera and a column per chapter of the guide.
  - Talks to no camera. Run it with C(run_once), as the last task of the play that hardened the cameras.
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
      - Names of the variables in which results were registered, in the order of the tasks. The first is the plan.
    type: list
    elements: str
    required: true
  fleet:
    description:
      - Name of the variable in which M(netcam.hardening.fleet) was registered, where the play began with it. What it found out
        stands for the first result of a camera that no task of its own was needed for.
    type: str
  show:
    description:
      - Whether to print the table.
    type: bool
    default: true
seealso:
  - module: netcam.hardening.settings
"""

EXAMPLES = r"""
- name: Show what was done
  netcam.hardening.summary:
    cameras: "{{ ansible_play_hosts_all }}"
    registered:
      - harden_plan
      - harden_chapter1
      - harden_chapter2
      - harden_appendix
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
      description: Model of the camera, empty when it was not reached.
      type: str
      sample: VB-H47
    status:
      description: One of V(hardened), V(compliant), V(would change), V(manual only) (no interface of
        this camera is described), V(failed), V(not reached).
      type: str
      sample: hardened
    changed:
      description: Number of changed settings per chapter.
      type: dict
      sample:
        "1": 6
        "2": 9
        appendix: 0
    areas:
      description: Areas in which something was changed.
      type: list
      elements: str
      sample: [administrator, host_access]
    restarted:
      description: Whether the camera was restarted.
      type: bool
      sample: true
    manual:
      description: Settings that stayed manual, with their menu path.
      type: list
      elements: dict
    message:
      description: Reason of a failure.
      type: str
      sample: ""
lines:
  description: The table as text.
  returned: always
  type: list
  elements: str
"""

from ..module_utils._controller_module import only_on_controller
from ..module_utils._summary import SPEC


def main() -> None:
    """The work is done on the controller, which alone knows the results of all hosts."""
    only_on_controller("summary", SPEC)


if __name__ == "__main__":
    main()
