#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: rollout
short_description: Decide which network cameras go first, which must wait, and when a rollout stops
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - The decisions of C(playbooks/rollout.yml), each for all cameras at once. Talks to no camera.
  - O(stage=preflight) reads the plans (C(harden_plan)) and chooses the canaries, one or more of each model and site.
    O(stage=wave) says who of a wave is left out, because failures have stopped the rollout or a maintenance window is closed.
    O(stage=result) says what has become of each camera.
  - It reads of each camera the variables C(harden_plan), C(harden_verify), C(rollout_problem), C(rollout_site), C(rollout_windows),
    C(rollout_preflight) and C(rollout_wave). Run it with C(run_once).
attributes:
  check_mode:
    support: full
    description: This action only reads variables, and writes no file then.
  diff_mode:
    support: N/A
    description: This action changes nothing.
  idempotent:
    support: full
    description: This action changes nothing.
options:
  stage:
    description:
      - What is to be decided.
    type: str
    choices: [preflight, wave, result]
    required: true
  cameras:
    description:
      - Inventory names of the cameras, in the order in which they are listed.
    type: list
    elements: str
    required: true
  all_cameras:
    description:
      - With O(stage=wave), all cameras of the rollout, whose failures are counted.
    type: list
    elements: str
  canaries:
    description:
      - How many cameras of each model and site are canaries.
      - With O(stage=wave), a camera whose model and site had no canary in its turn, because all their maintenance windows were
        closed then, is left out. V(0) leaves out none for that.
    type: int
    default: 1
  canary:
    description:
      - With O(stage=wave), whether this wave is that of the canaries. Only O(max_failures) can stop those.
    type: bool
    default: false
  max_canary_failures:
    description:
      - When more canaries than this fail, no further wave begins.
    type: int
    default: 0
  max_failures:
    description:
      - When more cameras than this fail in all, no further wave begins.
    type: int
  max_fail_percentage:
    description:
      - When more than this part of the cameras that had their turn has failed, no further wave begins. Canaries that
        O(max_canary_failures) allows to fail are not counted as failed.
    type: float
    default: 10
  registered:
    description:
      - With O(stage=result), names of the variables in which the results of the changes were registered.
    type: list
    elements: str
    default: []
  fleet:
    description:
      - Name of the variable in which M(netcam.hardening.fleet) was registered, where the playbook began with it. What it found out
        stands for C(harden_plan) of a camera that no task of its own was needed for.
    type: str
  dest:
    description:
      - With O(stage=result), a JSON file for what has become of each camera, readable by its owner only. In check mode it is not
        written. It holds no password.
    type: path
  now:
    description:
      - A time in ISO 8601 with its time zone, in place of now, to see which windows are open then.
    type: str
  show:
    description:
      - Whether to print the table.
    type: bool
    default: true
seealso:
  - module: netcam.hardening.fleet
  - module: netcam.hardening.settings
  - module: netcam.hardening.summary
"""

EXAMPLES = r"""
- name: Decide what is to happen with each camera
  netcam.hardening.rollout:
    stage: preflight
    cameras: "{{ ansible_play_hosts_all }}"
  run_once: true
  register: rollout_preflight
"""

RETURN = r"""
cameras:
  description: One entry per camera, by its name.
  returned: always
  type: dict
  contains:
    camera:
      description: Inventory name.
      type: str
      sample: lobby
    model:
      description: Model of the camera, empty when it was not reached.
      type: str
      sample: VB-H47
    site:
      description: The variable C(rollout_site).
      type: str
      sample: north
    part:
      description: One of V(canary), V(wave), V(none).
      type: str
      sample: canary
    changes:
      description: Number of settings that differ, or that were changed.
      type: int
      sample: 12
    status:
      description:
        - One of V(to change), V(waits), V(unchanged), V(manual only), V(skipped), V(failed), V(done), V(would change).
      type: str
      sample: to change
    reason:
      description: Why it failed, waits or was skipped.
      type: str
      sample: ""
counts:
  description: Number of cameras with each RV(cameras.status).
  returned: always
  type: dict
  sample:
    done: 12
    failed: 1
dest:
  description: Full path of the result file, null when none was written.
  returned: always
  type: str
  sample: /srv/cameras/rollout.json
stopped:
  description: Why no further wave begins, empty when it does.
  returned: always
  type: str
  sample: ""
lines:
  description: The table as text.
  returned: always
  type: list
  elements: str
"""

from ..module_utils._controller_module import only_on_controller
from ..module_utils._rollout import SPEC


def main() -> None:
    """The work is done on the controller, which alone knows the variables of all hosts."""
    only_on_controller("rollout", SPEC)


if __name__ == "__main__":
    main()
