#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: backup
short_description: Back up and restore the settings of a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Saves the settings of a camera to an encrypted file, or restores them from one,
    C([Maintenance] > [Backup/Restore] > [Backup/Restore]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), appendix, pages
    A-24 and B-23. It recommends to encrypt the backup with a password, and to handle this password with care.
  - An encrypted backup does not tell which model it is of. So a second file stands beside each backup, its name with C(.json)
    appended, with model, firmware version, time and SHA-256 checksum. Both files are readable for their owner only.
  - A restore is refused, and nothing is sent to the camera, when the second file is missing, when it names another model, or
    when the checksum does not fit.
  - With O(part=certificates) it is C([Backup]) and C([Restore]) of C([Security] > [SSL/TLS] > [Certificate Management]), page B-17,
    that are carried out, for the server certificate of cameras released before 2022 and its private key.
  - The encryption password is not sent over plain HTTP, the task is refused, unless O(allow_clear_text=true) consents.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
attributes:
  idempotent:
    support: partial
    details:
      - A backup is taken only when O(dest) does not exist. With O(force=true), or with O(src), every run reports a change.
options:
  dest:
    description:
      - File to save the settings to, on the controller or on the gateway that the task is delegated to. Its folder must exist.
      - A file that exists is left as it is, unless O(force=true).
      - Exactly one of O(dest) and O(src) must be given.
    type: path
  src:
    description:
      - File to restore the settings from, on the controller or on the gateway that the task is delegated to.
      - The camera restarts by itself, whatever O(restart) says. The module waits for it, at most O(restart_timeout) seconds,
        at the port where it was.
      - When the restored settings have another administrator account, a warning says so.
    type: path
  encryption_password:
    description:
      - Password that encrypts the backup, C([Encryption Password]), 1 to 32 characters. The guide prints no limits.
      - A password that does not follow the guide's advice, pages A-7 and B-7, gives a warning.
    type: str
    required: true
  force:
    description:
      - With O(dest), takes a new backup and overwrites the file.
      - With O(src), restores although the file beside the backup is missing or unreadable. A backup that is known to be of
        another model, or damaged, is refused all the same.
    type: bool
    default: false
  part:
    description:
      - What is backed up or restored, V(settings) or V(certificates). The guide does not say whether a backup of the settings holds
        the certificates as well.
      - A backup of the V(certificates) holds the private key. It is not taken where the camera's code map has no place for the
        encryption password. It exists on cameras released before 2022.
      - With V(certificates) and O(src) the camera does not restart by itself. Where its code map says so, the restored certificate
        is served only after the next restart; a warning says so.
    type: str
    choices: [settings, certificates]
    default: settings
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.initialization
"""

EXAMPLES = r"""
- name: Back up the settings once
  netcam.hardening.backup:
    dest: "{{ playbook_dir }}/{{ inventory_hostname }}.backup"
    encryption_password: "{{ vaulted_backup_password }}"

- name: Back up the settings anew
  netcam.hardening.backup:
    dest: "{{ playbook_dir }}/{{ inventory_hostname }}.backup"
    encryption_password: "{{ vaulted_backup_password }}"
    force: true

- name: Back up the server certificate with its key, before it is renewed
  netcam.hardening.backup:
    part: certificates
    dest: "{{ playbook_dir }}/{{ inventory_hostname }}.certificates"
    encryption_password: "{{ vaulted_backup_password }}"

- name: Restore the settings
  netcam.hardening.backup:
    src: "{{ playbook_dir }}/{{ inventory_hostname }}.backup"
    encryption_password: "{{ vaulted_backup_password }}"
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
      sample: backup.backup
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Backup
    area:
      description: Area of the setting.
      type: str
      sample: backup
    chapter:
      description: Chapter of the guide.
      type: str
      sample: appendix
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: absent
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: /srv/backups/lobby.backup
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
      sample: backup.backup
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Backup
    area:
      description: Area of the setting.
      type: str
      sample: backup
    chapter:
      description: Chapter of the guide.
      type: str
      sample: appendix
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Maintenance] > [Backup/Restore] > [Backup/Restore]"
    reason:
      description: Why it is manual.
      type: str
      sample: the profile of this camera does not describe the request 'backup'
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
      sample: backup.backup
    seen:
      description: What was seen.
      type: str
      sample: 48213 bytes, sha256 9f2c1b7e4a5d0c3f8e6b1a2d4c5e7f90a1b2c3d4e5f60718293a4b5c6d7e8f90
restart:
  description: Whether a restart was needed, and whether it was done. The restart that belongs to a restore is not counted here.
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
    setting: "[Restore] ([Maintenance] > [Backup/Restore] > [Backup/Restore])"
dest:
  description: The file with the backup.
  returned: when a backup was taken, or would be in check mode
  type: str
  sample: /srv/backups/lobby.backup
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("backup")


if __name__ == "__main__":
    main()
