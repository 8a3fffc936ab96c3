#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: initialization
short_description: Erase all settings of a network camera for disposal
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets a camera back to its factory defaults, C([Maintenance] > [General] > [Initialization]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), appendix, pages
    A-24 and B-23. Before a camera is disposed of, it recommends to delete all settings with C([Do not save]).
  - Refused, before anything is sent, unless O(confirm) names exactly this one camera.
  - The camera restarts by itself. The module waits for it, at most O(restart_timeout) seconds, at its present port, at 80 and
    at 443. It then looks whether the old administrator account is really gone.
  - A camera that is in factory state already, which means that it has no administrator account, is left as it is.
  - The memory card is not erased. A warning asks to take it out.
extends_documentation_fragment:
  - netcam.hardening.camera
attributes:
  check_mode:
    support: full
    description: Can run in C(check_mode), checks O(confirm), and returns what would be done, without a single write to the camera.
  diff_mode:
    support: full
    description: Returns that the camera is, or would be in C(check_mode), in factory state, when in diff mode.
  idempotent:
    support: partial
    description: When run twice with the same options, the second run changes nothing.
    details:
      - Holds for a camera that has no administrator account in factory state. A camera that is delivered with an account, or
        keeps it with O(keep_network_settings=true), is erased again in every run.
  action_group:
    version_added: 0.1.0
    support: full
    membership: [netcam.hardening.camera]
    description: Use C(group/netcam.hardening.camera) in C(module_defaults) to set defaults for all modules of this collection.
options:
  confirm:
    description:
      - The address of the camera, exactly as in O(camera_host) or in C(ansible_host).
      - Write it out for each camera. A variable that is always right, such as C(ansible_host) itself, is no confirmation.
    type: str
    required: true
  keep_network_settings:
    description:
      - Whether to keep the network settings. The group is called C([Network Settings and Management Information]) on models
        released in and after 2022, and C([Network Settings]) on models released before 2022.
      - For disposal the guide asks for C([Do not save]), which is V(false).
      - With V(false) a camera with a fixed address is no longer there after the restart. The task then ends with an error when
        O(restart_timeout) is over, although the camera is erased.
    type: bool
    default: false
notes:
  - A camera that cannot be reached any more is reset with the switch on its housing. How to use it differs by model.
seealso:
  - module: netcam.hardening.backup
  - module: netcam.hardening.administrator
"""

EXAMPLES = r"""
- name: Erase one camera for disposal
  netcam.hardening.initialization:
    camera_host: 192.0.2.10
    confirm: 192.0.2.10

- name: Erase one camera, and keep it at its address
  netcam.hardening.initialization:
    camera_host: 192.0.2.10
    confirm: 192.0.2.10
    keep_network_settings: true
"""

RETURN = r"""
changes:
  description: What was changed, or would be in check mode, in the order in which it is done.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting in the catalog.
      type: str
      sample: initialization.initialize
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Initialization
    area:
      description: Area of the setting.
      type: str
      sample: initialization
    chapter:
      description: Chapter of the guide.
      type: str
      sample: appendix
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: in use
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: factory state
    driver:
      description: Interface that carried it.
      type: str
      sample: canon
manual:
  description: Always an empty list. A camera that cannot do what this module is for is an error.
  returned: always
  type: list
  elements: dict
  sample: []
not_applicable:
  description: Always an empty list.
  returned: always
  type: list
  elements: str
  sample: []
settings:
  description: Always empty, because this module manages no settings.
  returned: always
  type: dict
  sample: {}
evidence:
  description: What was seen from outside that proves an effect.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting or the area.
      type: str
      sample: initialization.initialize
    seen:
      description: What was seen.
      type: str
      sample: the old administrator account is gone
restart:
  description: Whether a restart was needed, and whether it was done. The restart that belongs to the initialization is not counted here.
  returned: always
  type: dict
  sample:
    done: false
    needed: false
camera:
  description: What the camera is.
  returned: always
  type: dict
  sample:
    account: present
    clock_drift: 0.3
    driver: canon
    family: canon_vb_2022
    firmware: 1.1.0
    login: wanted
    model: VB-H47
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: refused
    setting: "[Maintenance] > [General] > [Initialization]"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("initialization")


if __name__ == "__main__":
    main()
