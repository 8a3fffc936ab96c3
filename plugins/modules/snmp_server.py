#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: snmp_server
short_description: Set the SNMP server of a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets SNMP v1 and v2c, C([Server] > [Server] > [SNMP Server]), and SNMP v3, C([Server] > [Server] > [SNMP v3 Server]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-22 and B-21. It recommends SNMP v3 with encryption where SNMP is needed, and SNMP v1 and v2c on a secured network only.
  - Both generations have the same options and limits. Where no factory default is given below, the guide prints none.
  - SNMP v3 is not switched on, the task is refused, when there would be no user, or no password that O(security_level) needs.
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
  v1_v2c:
    description:
      - Whether the camera answers by SNMP v1 and v2c, which send everything in clear text.
      - Factory default is V(false), the guide recommends V(false). V(true) gives a warning.
    type: bool
  v3:
    description:
      - Whether the camera answers by SNMP v3. Factory default is V(false).
    type: bool
  contact:
    description:
      - Administrator contact information, up to 63 printable ASCII characters.
    type: str
  function_name:
    description:
      - Administration function name, up to 31 printable ASCII characters.
    type: str
  location:
    description:
      - Installation location, up to 31 printable ASCII characters.
    type: str
  user_name:
    description:
      - Name of the SNMP v3 user, up to 32 printable ASCII characters.
    type: str
  security_level:
    description:
      - What SNMP v3 protects. V(none) protects nothing, V(authentication) needs O(auth_password), and
        V(authentication_and_encryption) needs O(auth_password) and O(encryption_password).
      - The guide recommends V(authentication_and_encryption).
    type: str
    choices: [none, authentication, authentication_and_encryption]
  auth_algorithm:
    description:
      - Authentication algorithm of SNMP v3. This collection recommends V(sha1), the stronger one.
    type: str
    choices: [md5, sha1]
  auth_password:
    description:
      - Authentication password of SNMP v3, 8 to 32 printable ASCII characters.
    type: str
  encryption_algorithm:
    description:
      - Encryption algorithm of SNMP v3. This collection recommends V(aes), the stronger one.
    type: str
    choices: [des, aes]
  encryption_password:
    description:
      - Encryption password of SNMP v3, 8 to 32 printable ASCII characters.
    type: str
  update_password:
    description:
      - When the passwords are written. V(on_create) writes a password that the camera does not have yet. On cameras that do
        not even tell this, it is written together with any other change of the SNMP server. V(always) writes every password
        that is given, and reports a change in every run.
    type: str
    choices: [always, on_create]
    default: on_create
seealso:
  - module: netcam.hardening.settings
"""

EXAMPLES = r"""
- name: Switch SNMP off
  netcam.hardening.snmp_server:
    v1_v2c: false
    v3: false

- name: Let the monitoring system in by encrypted SNMP v3
  netcam.hardening.snmp_server:
    v1_v2c: false
    v3: true
    user_name: monitoring
    security_level: authentication_and_encryption
    auth_algorithm: sha1
    auth_password: "{{ vaulted_snmp_auth_password }}"
    encryption_algorithm: aes
    encryption_password: "{{ vaulted_snmp_encryption_password }}"

- name: Change both SNMP passwords
  netcam.hardening.snmp_server:
    auth_password: "{{ vaulted_snmp_auth_password }}"
    encryption_password: "{{ vaulted_snmp_encryption_password }}"
    update_password: always
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
      sample: snmp_server.v1_v2c
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Use SNMP v1 and v2c
    area:
      description: Area of the setting.
      type: str
      sample: snmp_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: true
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: false
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
      sample: snmp_server.encryption_algorithm
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Encryption Algorithm
    area:
      description: Area of the setting.
      type: str
      sample: snmp_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Server] > [Server] > [SNMP v3 Server]"
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
    snmp_server.v1_v2c: false
    snmp_server.v3: true
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
    setting: snmp_server.auth_password
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("snmp_server")


if __name__ == "__main__":
    main()
