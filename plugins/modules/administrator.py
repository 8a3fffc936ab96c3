#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: administrator
short_description: Set the administrator account of a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets name and password of the administrator, C([Security] > [User Management]) on models released in and after 2022,
    C([Basic] or [Security] > [User Management]) on models released before 2022.
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 1, pages
    A-7 and B-7. It asks for a name and a password that are hard to guess, and for a different account on each camera.
  - On a camera in factory state this module creates the first account, C([Default Settings]). On all others it changes the
    account that is there.
  - A change is believed when the new account logs in through a new connection and the old account is refused. Each of them is
    tried exactly once. Nothing is saved before the new account has logged in.
  - A new password is not sent over plain HTTP, the task is refused, unless O(allow_clear_text=true) consents.
  - When several cameras of a play have the same password in C(ansible_password), a warning names them.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  name:
    description:
      - Name of the administrator, 5 to 15 characters, letters, digits, hyphen and underscore, on both generations.
      - Without it the name is O(camera_user).
      - The models VB-M40, VB-M600VE, VB-M600D and VB-M700F have the fixed name V(root). Another name is refused there, and
        V(root) is refused on all other models, unless a camera released before 2022 has this name already.
      - The guide recommends a name that is hard to guess. An easy one, such as V(admin), gives a warning.
    type: str
  password:
    description:
      - Password of the administrator. Allowed are 8 to 32 characters on models released in and after 2022, and 8 to 31
        characters on models released before 2022. All printable ASCII characters are allowed.
      - Without it the password is O(camera_password).
      - The models VB-H651VE and VB-R13VE take letters and digits only.
      - There is no factory default on models that ask for the account at the first access. The guide recommends to change
        the account of models that come with one.
    type: str
  password_strength:
    description:
      - What to do with an O(password) that does not follow the guide's advice. It asks for at least 10 characters, upper and
        lower case, letters combined with digits or symbols, and no commonly used words.
      - A password that contains O(name), or has fewer than five different characters, does not follow it either.
      - V(fail) ends the task before the first request. V(warn) gives a warning and goes on. V(ignore) says nothing.
    type: str
    choices: [fail, warn, ignore]
    default: fail
notes:
  - Write the wanted account in O(camera_user) and O(camera_password), and the present one in O(initial_user) and
    O(initial_password). Then the same task creates or changes the account, and logs in without a failed attempt ever after.
  - Viewers must be disconnected before the password is changed, and nobody else may be logged in as administrator
    (reference manuals of VB-S800D Mark II and VB-H651VE).
  - A forgotten password can only be undone by a reset to factory defaults.
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.users
  - module: netcam.hardening.initialization
"""

EXAMPLES = r"""
- name: Create the first account, or change the one that the camera was delivered with
  netcam.hardening.administrator:
    name: lobby-keeper
    password: "{{ vaulted_password }}"
    camera_user: lobby-keeper
    camera_password: "{{ vaulted_password }}"
    initial_user: root
    initial_password: "{{ vaulted_initial_password }}"

- name: Change the password only
  netcam.hardening.administrator:
    password: "{{ vaulted_password }}"
    camera_user: lobby-keeper
    camera_password: "{{ vaulted_password }}"
    initial_password: "{{ vaulted_previous_password }}"

- name: Set up a camera in factory state on a closed network, over plain HTTP
  netcam.hardening.administrator:
    name: lobby-keeper
    password: "{{ vaulted_password }}"
    camera_host: 192.0.2.10
    camera_scheme: http
    allow_clear_text: true
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
      sample: administrator.name
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Administrator Name
    area:
      description: Area of the setting.
      type: str
      sample: administrator
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "1"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: root
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: lobby-keeper
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
      sample: administrator.name
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Administrator Name
    area:
      description: Area of the setting.
      type: str
      sample: administrator
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "1"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Security] > [User Management]"
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
  description: Always empty, because the account is no setting that can be read back.
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
      sample: administrator.password
    seen:
      description: What was seen.
      type: str
      sample: the old account is refused
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
    code: not_effective
    setting: administrator.password
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("administrator")


if __name__ == "__main__":
    main()
