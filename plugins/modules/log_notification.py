#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: log_notification
short_description: Set which log entries a network camera reports
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets the level from which a camera notifies of log entries, C([Maintenance] > [Log] > [Log Notifications]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 1, pages
    A-9 and B-9. It recommends to look for signs of unauthorized access, such as repeated authentication failures, which the
    camera logs as warnings.
  - How the camera delivers a notification, for example by which mail server, is neither part of the guide nor set here.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  level:
    description:
      - What is reported. V(disable) reports nothing, V(errors) is the guide's C([Error]), and V(errors_and_warnings) is its
        C([Errors and warnings]). Both generations have all three.
      - This collection recommends V(errors_and_warnings), because a wrong password is a warning in the log, code H144.
      - The guide prints no factory default.
    type: str
    choices: [disable, errors, errors_and_warnings]
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.log_info
"""

EXAMPLES = r"""
- name: Report errors and warnings
  netcam.hardening.log_notification:
    level: errors_and_warnings

- name: Report errors only, and list the cameras that have no such setting
  netcam.hardening.log_notification:
    level: errors
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
      sample: log_notification.level
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Log Notifications
    area:
      description: Area of the setting.
      type: str
      sample: log_notification
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "1"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: disable
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: errors_and_warnings
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
      sample: log_notification.level
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Log Notifications
    area:
      description: Area of the setting.
      type: str
      sample: log_notification
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "1"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Maintenance] > [Log] > [Log Notifications]"
    reason:
      description: Why it is manual.
      type: str
      sample: the profile of this camera has no code for it
not_applicable:
  description: Ids of wanted settings that this camera's generation does not have, with O(on_unsupported=report).
  returned: always
  type: list
  elements: str
  sample: []
settings:
  description: State of the managed settings after the run, by id. Passwords are masked.
  returned: always
  type: dict
  sample:
    log_notification.level: errors_and_warnings
evidence:
  description: Always an empty list, because these settings are proven by reading them back.
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
    code: unsupported
    setting: log_notification.level [Log Notifications] ([Maintenance] > [Log] > [Log Notifications])
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("log_notification")


if __name__ == "__main__":
    main()
