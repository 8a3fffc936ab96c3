#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: reboot
short_description: Restart a network camera and wait until it is back
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Restarts a camera, C([Reboot]) button of the Setting Page on models released in and after 2022, C([Reboot]) or
    C([Apply and reboot]) button on models released before 2022.
  - The buttons stand on pages A-20 and B-19 of Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for
    Network Cameras), chapter 2. Network settings, for example, take effect only after a restart.
  - Waits until the camera answers again and its uptime has started anew, at most O(restart_timeout) seconds.
  - A restart erases the log in the camera's embedded memory (pages A-9 and B-9). Read it first with
    M(netcam.hardening.log_info). A warning reminds of it.
  - Modules that change settings restart the camera by themselves where that is needed. This module is for restarts that were
    put off with C(restart=never), and for cameras that need one for another reason.
extends_documentation_fragment:
  - netcam.hardening.camera
attributes:
  check_mode:
    support: full
    description: Can run in C(check_mode) and says that the camera would be restarted, without a single write to it.
  diff_mode:
    support: full
    description: Returns that the camera has been, or would be in C(check_mode), restarted, when in diff mode.
  idempotent:
    support: none
    description: Every run restarts the camera.
  action_group:
    version_added: 0.1.0
    support: full
    membership: [netcam.hardening.camera]
    description: Use C(group/netcam.hardening.camera) in C(module_defaults) to set defaults for all modules of this collection.
options: {}
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.log_info
"""

EXAMPLES = r"""
- name: Restart the camera
  netcam.hardening.reboot:

- name: Restart a camera that takes long to start
  netcam.hardening.reboot:
    camera_host: 192.0.2.10
    restart_timeout: 600
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
      sample: reboot.reboot
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Reboot
    area:
      description: Area of the setting.
      type: str
      sample: reboot
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: running
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: restarted
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
      sample: reboot.reboot
    seen:
      description: What was seen.
      type: str
      sample: the camera's uptime started anew
restart:
  description: Whether a restart was needed, and whether it was done.
  returned: always
  type: dict
  sample:
    done: true
    needed: true
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
    code: restart_timeout
    setting: null
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("reboot")


if __name__ == "__main__":
    main()
