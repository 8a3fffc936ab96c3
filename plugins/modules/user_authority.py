#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: user_authority
short_description: Restrict what the users of a network camera may do
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets the authority of authorized users and of guests, C([Security] > [User Management] > [User Authority]) on models
    released in and after 2022, C([Basic] or [Security] > [User Management] > [User Authority]) on models released before 2022.
  - Sets whether the camera viewer asks for a login, C([System] > [Viewer] > [Viewer Settings] > [User Authentication]) on
    models released in and after 2022, C([Basic] > [Viewer] > [Viewer Settings] > [User Authentication]) on models released
    before 2022.
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-12 and B-12. It recommends the least authority that is needed, and no authority for guests unless the video is public.
  - Privileges build on each other. Privileged camera control needs camera control, and camera control needs video
    distribution. Switching the lower one off switches the higher ones off too, and a task that wants a higher one without the
    lower one is refused. Audio distribution stands alone.
  - Factory default of every privilege is V(true), according to the manual of VB-H651V.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  authorized:
    description:
      - Authority of the authorized users, the same for all of them. An option that is not given is left as it is.
      - The guide recommends the least that is needed.
    type: dict
    suboptions:
      privileged_camera_control:
        description:
          - Whether they may control the camera with priority, much like the administrator. Needs
            O(authorized.camera_control). Factory default is V(true).
        type: bool
      camera_control:
        description:
          - Whether they may control the camera, such as pan, tilt and zoom. Needs O(authorized.video). Factory default is
            V(true).
        type: bool
      video:
        description:
          - Whether they get video. Factory default is V(true).
        type: bool
      audio:
        description:
          - Whether they get audio. Factory default is V(true).
        type: bool
  guest:
    description:
      - Authority of guests, who need neither name nor password. An option that is not given is left as it is.
      - The guide recommends V(false) for all of them, unless the video is for the general public.
    type: dict
    suboptions:
      camera_control:
        description:
          - Whether guests may control the camera. Needs O(guest.video). Factory default is V(true), the guide recommends
            V(false).
        type: bool
      video:
        description:
          - Whether guests get video. Factory default is V(true), the guide recommends V(false).
        type: bool
      audio:
        description:
          - Whether guests get audio. Factory default is V(true), the guide recommends V(false).
        type: bool
  viewer_authentication:
    description:
      - Whether the camera viewer asks for a login, C([Authenticate]). The guide recommends V(true) and prints no factory
        default.
      - It applies to the camera viewer only. All other ways to the video are closed by the options of O(guest).
    type: bool
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.users
"""

EXAMPLES = r"""
- name: Give guests no authority, and let everybody log in
  netcam.hardening.user_authority:
    guest:
      camera_control: false
      video: false
      audio: false
    viewer_authentication: true

- name: Let authorized users watch, and no more
  netcam.hardening.user_authority:
    authorized:
      privileged_camera_control: false
      camera_control: false
      video: true
      audio: false
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
      sample: user_authority.guest.video
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: "User Authority, guest user: Video Distribution"
    area:
      description: Area of the setting.
      type: str
      sample: user_authority
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
      sample: viewer.user_authentication
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: User Authentication
    area:
      description: Area of the setting.
      type: str
      sample: user_authority
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[System] > [Viewer] > [Viewer Settings] > [User Authentication]"
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
    user_authority.guest.video: false
    viewer.user_authentication: true
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
    setting: "[User Authority]"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("user_authority")


if __name__ == "__main__":
    main()
