#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: users
short_description: Manage the authorized users of a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Adds and removes the accounts that may use the camera viewer beside the administrator,
    C([Security] > [User Management] > [Authorized User Account]) on models released in and after 2022,
    C([Basic] or [Security] > [User Management] > [Authorized User Account]) on models released before 2022.
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-12 and B-12. It recommends to review these accounts regularly and to keep as few of them as are needed.
  - What these users may do is the same for all of them, and is set with M(netcam.hardening.user_authority). As long as guests
    have authority there, these accounts restrict nobody.
  - An account that stays keeps its place and its password. Passwords cannot be read back, see O(update_password).
  - A new password is not sent over plain HTTP, the task is refused, unless O(allow_clear_text=true) consents.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
attributes:
  idempotent:
    support: partial
    details:
      - The camera does not tell a password. With O(update_password=always) every run writes the given passwords.
options:
  accounts:
    description:
      - The accounts, at most 50. Factory default is none. The number is that of the models whose manual is public.
      - An empty list with O(exclusive=true) removes all accounts.
    type: list
    elements: dict
    required: true
    suboptions:
      name:
        description:
          - Name of the user, 1 to 15 characters, letters, digits, hyphen and underscore, on both generations. Each name once.
        type: str
        required: true
      password:
        description:
          - Password of the user, 8 to 31 printable ASCII characters on both generations.
          - Needed for an account that the camera does not have yet. Without it an account that is there keeps its password.
          - A password that does not follow the guide's advice, pages A-7 and B-7, gives a warning.
        type: str
  state:
    description:
      - Whether the accounts must exist or must not.
    type: str
    choices: [present, absent]
    default: present
  exclusive:
    description:
      - Whether accounts that are on the camera and not in O(accounts) are removed. Goes with O(state=present) only.
      - The guide recommends as few accounts as are needed, which means V(true).
    type: bool
    default: false
  update_password:
    description:
      - When the password of an account is written. V(on_create) writes it together with a new account only. V(always) writes
        every password that is given, and reports a change in every run.
    type: str
    choices: [always, on_create]
    default: on_create
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.user_authority
  - module: netcam.hardening.administrator
"""

EXAMPLES = r"""
- name: Have exactly these two authorized users
  netcam.hardening.users:
    accounts:
      - name: guard
        password: "{{ vaulted_guard_password }}"
      - name: recorder
        password: "{{ vaulted_recorder_password }}"
    exclusive: true

- name: Remove a user who has left
  netcam.hardening.users:
    accounts:
      - name: temp-1
    state: absent

- name: Give a user a new password
  netcam.hardening.users:
    accounts:
      - name: guard
        password: "{{ vaulted_guard_password }}"
    update_password: always

- name: Remove all authorized users
  netcam.hardening.users:
    accounts: []
    exclusive: true
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
      sample: users.accounts
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Authorized User Account
    area:
      description: Area of the setting.
      type: str
      sample: users
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: []
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample:
        - name: guard
          password: "********"
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
      sample: users.accounts
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Authorized User Account
    area:
      description: Area of the setting.
      type: str
      sample: users
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Security] > [User Management] > [Authorized User Account]"
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
    users.accounts:
      - name: guard
        password: "********"
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
    code: invalid_value
    setting: users.accounts [Authorized User Account]
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("users")


if __name__ == "__main__":
    main()
