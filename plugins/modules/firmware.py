#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: firmware
short_description: Keep the firmware of a network camera up to date
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Compares the version that the camera states, C([Maintenance] > [Device Information] > [Firmware Version]), with the one
    that is wanted at least. A camera that is behind is updated from a file,
    C([Maintenance] > [Update Firmware] > [Update Firmware]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 1, pages
    A-8 and B-8. It recommends to always use the latest firmware, and to look at Canon's website regularly.
  - Nothing is downloaded from the internet, and the firmware is never set back to an older version.
  - Without O(src) the module only checks. A camera that is behind is then an error, or with O(on_unsupported=report) a line in
    RV(manual).
  - The camera restarts by itself after an update, whatever O(restart) says. The module waits for it, at most
    O(restart_timeout) seconds, and then compares the version that the camera states.
  - The restart erases the log in the camera's embedded memory. Read it first with M(netcam.hardening.log_info).
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  minimum_version:
    description:
      - The oldest version that is good enough, for example V(1.3.1). Quote it, because YAML reads an unquoted V(1.10) as the
        number 1.1.
      - Versions are compared number by number, so that V(1.10.0) is newer than V(1.9.0). Trailing zeros do not count, nor does
        text in front of the numbers, such as in V(Ver. 1.3.1).
      - A camera that does not state its version counts as being behind.
    type: str
    required: true
  src:
    description:
      - Canon's firmware file for this model, on the controller or on the gateway that the task is delegated to.
      - It is read only when the camera is behind O(minimum_version).
    type: path
  checksum:
    description:
      - Checksum of O(src), either C(algorithm:digest) or a digest alone, which is then one of SHA-256. Needs O(src).
      - A file with another checksum is refused, and nothing of it is sent to the camera.
    type: str
notes:
  - A firmware update may take minutes. Set O(restart_timeout) to more than the time that the camera needs.
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.device_info
  - module: netcam.hardening.backup
"""

EXAMPLES = r"""
- name: Update the firmware where it is older than 1.3.1
  netcam.hardening.firmware:
    minimum_version: "1.3.1"
    src: "{{ playbook_dir }}/files/firmware.bin"
    checksum: "sha256:{{ firmware_sha256 }}"
    restart_timeout: 600

- name: Fail where the firmware is older than 1.3.1
  netcam.hardening.firmware:
    minimum_version: "1.3.1"

- name: Report the cameras whose firmware is older than 1.3.1
  netcam.hardening.firmware:
    minimum_version: "1.3.1"
    on_unsupported: report
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
      sample: firmware.version
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Firmware Version
    area:
      description: Area of the setting.
      type: str
      sample: firmware
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "1"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: 1.2.0
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: 1.3.1
    driver:
      description: Interface that carried it.
      type: str
      sample: canon
manual:
  description: Settings that no interface of this camera reaches, to be set by a person.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting in the catalog.
      type: str
      sample: firmware.update
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Update Firmware
    area:
      description: Area of the setting.
      type: str
      sample: firmware
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "1"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Maintenance] > [Update Firmware] > [Update Firmware]"
    reason:
      description: Why it is manual.
      type: str
      sample: the profile of this camera does not describe the request 'firmware'
not_applicable:
  description: Ids of wanted settings that this camera's generation does not have, with O(on_unsupported=report).
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
      sample: firmware.version
    seen:
      description: What was seen.
      type: str
      sample: the camera states 1.3.1 after the restart
restart:
  description: Whether a restart was needed, and whether it was done. The restart that belongs to the update is not counted here.
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
    code: file
    setting: firmware
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("firmware")


if __name__ == "__main__":
    main()
