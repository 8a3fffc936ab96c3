#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: profile_checklist
short_description: Make the checklist that a person follows while a browser records a camera's setting pages
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Writes numbered steps with menu path, label and value, as a page with check boxes for a browser or for paper, and as JSON for
    M(netcam.hardening.profile_from_recording), which turns the recording into a profile.
  - Each value is legal, harmless and unique, so that it is found again in the recording. Nothing that is asked for locks anybody out;
    RV(left_out) says what was left alone for that reason. At the end of each page everything is put back.
  - The page is one file that loads nothing and sends nothing.
  - Certificates, private keys and a revocation list for the pages that take files are made anew and put into a folder beside it. They are
    throwaway material that nobody trusts, and worthless.
  - A checklist that exists is kept, because its recording cannot be read without it. It holds passwords that are set for a moment,
    so that only its owner may read it.
  - Runs on the controller, with C(delegate_to=localhost) or in a play of C(localhost). It talks to no camera.
attributes:
  check_mode:
    support: full
    description: Can run in C(check_mode) and return what would change, without writing a file.
  diff_mode:
    support: none
    description: Does not return what has changed, because the files hold passwords.
  idempotent:
    support: full
    description: When run twice with the same options, the second run changes nothing.
options:
  dest:
    description:
      - File for the steps as JSON. The page gets the same name with C(.html). Missing folders are made.
    type: path
    required: true
  model:
    description:
      - The camera's model, in any usual spelling. Models of the guide's lists decide on O(guide).
    type: str
  guide:
    description:
      - Whose settings, labels, menu paths and limits are used. Needed for a model that is in none of the guide's lists; take the
        one whose pages are most like the camera's.
    type: str
    choices: [canon_vb_2022, canon_vb_pre2022]
  only:
    description:
      - Ids of settings, and keys of C(interface) such as V(certificates.install), to ask for, such as those that a first recording has
        left open. Without it all are asked for.
    type: list
    elements: str
    default: []
  time_zones:
    description:
      - Three time zones that the camera offers. Where its page sends numbers for them, these are the ones that the profile will know.
    type: list
    elements: str
    default: [UTC, Europe/Berlin, America/New_York]
  dot1x_methods:
    description:
      - Three methods of 802.1X that the camera offers, as its page prints them.
    type: list
    elements: str
    default: [EAP-TLS, EAP-TTLS, EAP-PEAP]
  signing_request:
    description:
      - The signing request (PEM) that the camera has shown in an earlier recording, as
        RV(netcam.hardening.profile_from_recording#module:signing_request) returns it. With it the checklist asks for the installation of a
        throwaway certificate for it, if O(only) names that.
    type: str
requirements:
  - cryptography
seealso:
  - module: netcam.hardening.profile_from_recording
"""

EXAMPLES = r"""
- name: Make the checklist for a model of the guide
  netcam.hardening.profile_checklist:
    dest: "{{ playbook_dir }}/teach/vb-h47.json"
    model: VB-H47
  delegate_to: localhost
  run_once: true

- name: Make a short one for what the first recording left open
  netcam.hardening.profile_checklist:
    dest: "{{ playbook_dir }}/teach/vb-h47-rest.json"
    model: VB-H47
    only: "{{ lesson.open }}"
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
checklist:
  description: The steps as JSON.
  returned: success
  type: str
  sample: /srv/cameras/teach/vb-h47.json
page:
  description: The page with check boxes.
  returned: success
  type: str
  sample: /srv/cameras/teach/vb-h47.html
files:
  description: Folder of the throwaway files that the steps name; empty where they name none.
  returned: success
  type: str
  sample: /srv/cameras/teach/vb-h47-files
guide:
  description: Whose settings, labels and menu paths the checklist has.
  returned: success
  type: str
  sample: canon_vb_2022
steps:
  description: Number of steps.
  returned: success
  type: int
  sample: 277
rounds:
  description: How often [Apply] is pressed.
  returned: success
  type: int
  sample: 72
settings:
  description: Ids of the settings that are asked for.
  returned: success
  type: list
  elements: str
  sample: [network.mdns, snmp_server.contact]
left_out:
  description: Settings that the collection writes and that no checklist asks for.
  returned: success
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting.
      type: str
      sample: http_server.http_port
    label:
      description: Label on the camera's page.
      type: str
      sample: HTTP Port
    menu_path:
      description: Where it is.
      type: str
      sample: "[Server] > [Server] > [HTTP Server]"
    reason:
      description: Why it is left alone.
      type: str
      sample: a new port would cut the connection over which you work
    by_itself:
      description: Whether it is learned from what the pages show of it, without a step that touches it.
      type: bool
      sample: true
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    code: file
"""

from ..module_utils._profile_checklist import main

if __name__ == "__main__":
    main()
