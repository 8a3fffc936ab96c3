#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: http_server
short_description: Set authentication method and ports of a network camera's web server
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets authentication method, HTTP port and HTTPS port, C([Server] > [Server] > [HTTP Server]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-15 and B-15 (authentication method), A-16 and B-16 (ports), and B-21 (check of the time).
  - The session follows the camera to a new port and to a new authentication method. The new state is used through a new
    connection before it is saved, so that a power cycle still brings the old one back when something in between blocks it.
  - Models released before 2022 take a new port after a restart only, see O(restart).
  - Two services on one port are refused before the first write. Compared are the HTTP port, the HTTPS port, the RTSP port and
    the multicast ports, as they would be after the task.
  - After a port has changed, the camera is at the new one. Write the new port in O(camera_port) and the old one in
    O(initial_port) before the task runs, then the inventory is right before and after.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  auth_method:
    description:
      - How users log in to the web server. Both generations have V(basic) and V(digest). The guide recommends V(digest),
        because V(basic) sends the password unencrypted. It prints no factory default.
      - V(basic) over plain HTTP is refused, unless O(allow_clear_text=true) consents.
      - After a change the camera's own challenge is compared with what is wanted.
      - Viewers and recorders must support digest authentication.
    type: str
    choices: [basic, digest]
  http_port:
    description:
      - Port of the HTTP server. Allowed are 80 and 1024 to 65535 on both generations. Factory default is V(80).
      - The guide recommends another port where there is concern that the well-known one is used for intrusion.
    type: int
  https_port:
    description:
      - Port of the HTTPS server. Allowed are 443 and 1024 to 65535 on both generations. Factory default is V(443).
      - The guide recommends another port where there is concern that the well-known one is used for intrusion.
    type: int
  check_time_on_authentication:
    description:
      - Whether the camera compares the time when somebody logs in, C([Check Time on Authentication]) below
        C([Server] > [Server]).
      - Only models released before 2022 have it. On models released in and after 2022 it is an error, or with
        O(on_unsupported=report) an entry in RV(not_applicable).
      - The guide's screen on page B-21 shows C([Check]). It prints neither an explanation nor a factory default.
    type: bool
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.rtp_server
  - module: netcam.hardening.host_access
"""

EXAMPLES = r"""
- name: Use digest authentication
  netcam.hardening.http_server:
    auth_method: digest

- name: Move the web server away from the well-known ports
  netcam.hardening.http_server:
    http_port: 10080
    https_port: 10443
    camera_host: 192.0.2.10
    camera_port: 10080
    initial_port: 80

- name: Move the HTTPS port, and leave the restart to the next maintenance window
  netcam.hardening.http_server:
    https_port: 10443
    restart: never
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
      sample: http_server.auth_method
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Authentication Method
    area:
      description: Area of the setting.
      type: str
      sample: http_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: basic
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: digest
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
      sample: http_server.https_port
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: HTTPS Port
    area:
      description: Area of the setting.
      type: str
      sample: http_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Server] > [Server] > [HTTP Server]"
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
    - http_server.check_time_on_authentication
settings:
  description: State of the managed settings after the run, by id. Passwords are masked.
  returned: always
  type: dict
  sample:
    http_server.auth_method: digest
    http_server.https_port: 443
evidence:
  description: What was seen from outside that proves an effect.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting or the area.
      type: str
      sample: http_server.auth_method
    seen:
      description: What was seen.
      type: str
      sample: the camera asks for digest authentication
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
    code: refused
    setting: "[Server] > [Server] > [HTTP Server] > [Authentication Method]"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("http_server")


if __name__ == "__main__":
    main()
