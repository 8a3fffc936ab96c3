#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: device_info
short_description: Tell what a network camera is and which of its settings can be reached
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Returns model, generation, firmware version and clock of a camera.
  - Returns every setting of Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras),
    chapters 1 and 2 and appendix, that the camera's generation has, together with the interface that reaches it. Settings
    that no interface reaches are listed in RV(manual) with their menu path.
  - With a profile for the model the account is tried too. Without one, no login is needed, unless the camera gives guests no
    authority.
  - Models that are in neither list of the guide are shown with all settings of both generations.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.attributes_info
options: {}
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.firmware
"""

EXAMPLES = r"""
- name: Look what the camera is
  netcam.hardening.device_info:
  register: device

- name: Print the settings that a person must set
  ansible.builtin.debug:
    var: device.manual

- name: Look at a camera that is not in the inventory
  netcam.hardening.device_info:
    camera_host: 198.51.100.10
    camera_user: lobby-keeper
    camera_password: "{{ vaulted_password }}"
"""

RETURN = r"""
changes:
  description: Always an empty list, because this module only looks.
  returned: always
  type: list
  elements: dict
  sample: []
manual:
  description: Settings of this generation that no interface of the camera reaches, to be set by a person.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting in the catalog.
      type: str
      sample: ftp_server.ftp
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Use FTP Server
    area:
      description: Area of the setting.
      type: str
      sample: ftp_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Server] > [Server] > [FTP Server]"
    reason:
      description: Why it is manual.
      type: str
      sample: the profile of this camera has no code for it
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
  description: Always an empty list, because this module only looks.
  returned: always
  type: list
  elements: dict
  sample: []
restart:
  description: Whether a restart was needed, and whether it was done.
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
    code: profile
    setting: null
reach:
  description:
    - Every setting of this generation by area, with its label and the interface that reaches it.
    - The interface is V(canon) for the camera's Setting Page, V(info.cgi) for what the camera tells everybody, and null for
      what a person must do.
  returned: success
  type: dict
  sample:
    ftp_server:
      - driver: null
        label: Use FTP Server
        setting: ftp_server.ftp
    log_notification:
      - driver: canon
        label: Log Notifications
        setting: log_notification.level
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("device_info")


if __name__ == "__main__":
    main()
