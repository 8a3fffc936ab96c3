#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: account_policy
short_description: Set the rules for passwords and failed logins that a network camera keeps itself
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets what a camera asks of new passwords, how many old ones it refuses, and after how many failed logins it sends an event.
  - Canon's guide does not have these settings. Its chapter 1 asks for strong passwords, and these rules make the camera itself
    ask for them, also from people who work on its own pages.
  - They are ONVIF's, C(SetPasswordComplexityConfiguration), C(SetPasswordHistoryConfiguration) and
    C(SetAuthFailureWarningConfiguration) of the Device Management service. A camera of any maker has them when its ONVIF
    service advertises them (C(SecurityPolicies)). On any other camera they are manual, with the reason.
  - These rules and the password strength that M(netcam.hardening.administrator) checks are two things. The camera judges every
    new password by its rules, this collection judges the password that you give it before it is sent. A password must pass
    both. Passwords that are in force already are judged by neither.
  - Each camera states its own limits (C(GetPasswordComplexityOptions), C(GetAuthFailureWarningOptions), C(MaxPasswordHistory),
    C(MaxPasswordLength)). They are read, and a value outside of them is refused before the first write, in check mode too.
  - The rules for passwords can be locked on some cameras. This module never locks them, because only a hard reset to factory
    defaults takes the lock away. When they are locked and differ from what is wanted, the task fails and writes nothing.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  complexity:
    description:
      - What a new password must have. An option that is not given is left as it is.
    type: dict
    suboptions:
      min_length:
        description:
          - How many characters it must have at least, 0 to 128. V(0) asks for nothing.
        type: int
      uppercase:
        description:
          - How many upper case letters it must have at least, 0 to 128.
        type: int
      number:
        description:
          - How many digits it must have at least, 0 to 128.
        type: int
      special_chars:
        description:
          - How many special characters it must have at least, 0 to 128. The standard does not say which characters these are.
        type: int
      block_username_occurrence:
        description:
          - Whether a password that holds the user's name is refused.
        type: bool
  history:
    description:
      - Whether old passwords are refused. An option that is not given is left as it is.
    type: dict
    suboptions:
      enable:
        description:
          - Whether the camera keeps old passwords and refuses them.
          - With C(update_password=always) in M(netcam.hardening.users) a camera that does so refuses the second run.
        type: bool
      length:
        description:
          - How many old passwords of a user are refused, 0 to 255.
        type: int
  failed_logins:
    description:
      - When the camera sends an event about failed logins, C(tns1:Device/SecurityPolicy/AuthFailed). It does not lock anybody
        out by that. An option that is not given is left as it is.
    type: dict
    suboptions:
      enable:
        description:
          - Whether the camera sends the event.
        type: bool
      monitor_period:
        description:
          - Period in seconds in which failed logins are counted, 1 to 86400.
        type: int
      max_failures:
        description:
          - How many failed logins within the period cause the event, 1 to 1000.
        type: int
notes:
  - The event reaches only a recorder or a management system that subscribes to events of the camera.
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.administrator
  - module: netcam.hardening.users
"""

EXAMPLES = r"""
- name: Have the camera ask for strong passwords
  netcam.hardening.account_policy:
    complexity:
      min_length: 10
      uppercase: 1
      number: 1
      special_chars: 1
      block_username_occurrence: true

- name: Refuse the last five passwords, and report five failed logins within a minute
  netcam.hardening.account_policy:
    history:
      enable: true
      length: 5
    failed_logins:
      enable: true
      monitor_period: 60
      max_failures: 5

- name: Look on a mixed fleet which cameras ask for long passwords
  netcam.hardening.account_policy:
    complexity:
      min_length: 10
    on_unsupported: report
  check_mode: true
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
      sample: account_policy.complexity.min_length
    label:
      description: Name of the setting.
      type: str
      sample: "Password complexity: minimum length"
    area:
      description: Area of the setting.
      type: str
      sample: account_policy
    chapter:
      description: Chapter of the guide that is about the same thing.
      type: str
      sample: "1"
    before:
      description: Value before.
      type: raw
      sample: 8
    after:
      description: Value after.
      type: raw
      sample: 10
    driver:
      description: Interface that carried it.
      type: str
      sample: onvif
manual:
  description: Settings that no interface of this camera reaches, to be set by a person.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting in the catalog.
      type: str
      sample: account_policy.history.enable
    label:
      description: Name of the setting.
      type: str
      sample: Password history
    area:
      description: Area of the setting.
      type: str
      sample: account_policy
    chapter:
      description: Chapter of the guide that is about the same thing.
      type: str
      sample: "1"
    menu_path:
      description: Where it may stand. No guide names a page for it.
      type: str
      sample: the camera's own setting page
    reason:
      description: Why it is manual.
      type: str
      sample: the camera does not advertise a password history to ONVIF clients
not_applicable:
  description: Always an empty list, because these settings belong to no generation.
  returned: always
  type: list
  elements: str
  sample: []
settings:
  description: State of the managed settings after the run, by id.
  returned: always
  type: dict
  sample:
    account_policy.complexity.min_length: 10
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
    driver: onvif
    family: onvif
    firmware: 1.1.0
    login: wanted
    model: Eye 1
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: invalid_value
    setting: "account_policy.complexity.min_length [Password complexity: minimum length]"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("account_policy")


if __name__ == "__main__":
    main()
