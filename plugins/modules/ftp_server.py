#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: ftp_server
short_description: Switch the FTP server of a network camera on or off
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Switches the FTP server of a camera on or off, C([Server] > [Server] > [FTP Server]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, page
    B-22. FTP sends name and password unencrypted, so the guide recommends to enable it only while a file is uploaded.
  - The guide names this server for models released before 2022 only.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  ftp:
    description:
      - Whether the camera runs its FTP server. Factory default is V(false), the guide recommends V(false).
      - Only models released before 2022 have it. On models released in and after 2022 it is an error, or with
        O(on_unsupported=report) an entry in RV(not_applicable).
    type: bool
seealso:
  - module: netcam.hardening.settings
"""

EXAMPLES = r"""
- name: Switch the FTP server off
  netcam.hardening.ftp_server:
    ftp: false

- name: Switch the FTP server off where there is one
  netcam.hardening.ftp_server:
    ftp: false
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
  description: Ids of wanted settings that this camera's generation does not have, with O(on_unsupported=report).
  returned: always
  type: list
  elements: str
  sample:
    - ftp_server.ftp
settings:
  description: State of the managed settings after the run, by id. Passwords are masked.
  returned: always
  type: dict
  sample:
    ftp_server.ftp: false
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
    family: canon_vb_pre2022
    firmware: 1.1.0
    login: wanted
    model: VB-M50B
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: unsupported
    setting: ftp_server.ftp [Use FTP Server] ([Server] > [Server] > [FTP Server])
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("ftp_server")


if __name__ == "__main__":
    main()
