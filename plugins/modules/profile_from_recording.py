#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: profile_from_recording
short_description: Learn a profile from recordings of a camera's setting pages
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Takes recordings (HTTP archives, HAR 1.2, as every browser exports them) that were made while a person followed a checklist of
    M(netcam.hardening.profile_checklist), and writes a profile, a code map where the pages speak Canon's setting protocol, and a
    profile of version 2 for any other HTTP interface.
  - For each setting it says whether it was learned, is ambiguous, or was not seen. Only what is certain is written. For the rest, make a
    short checklist with RV(open), record once more, and give all checklists and recordings together.
  - What is learned is unproven. It is refused in writes until it was proven on a camera, or until you allow it.
  - The profile holds no password, cookie, token or address of the recording, and the same recordings give the same profile.
  - Recordings may be packed (gzip), cut off, out of order, and hold requests to other hosts.
  - Runs on the controller, with C(delegate_to=localhost) or in a play of C(localhost). It talks to no camera.
attributes:
  check_mode:
    support: full
    description: Can run in C(check_mode) and return what would change, without writing a file.
  diff_mode:
    support: none
    description: Does not return what has changed.
  idempotent:
    support: full
    description: When run twice with the same options, the second run changes nothing.
options:
  checklists:
    description:
      - The checklists that were followed, as JSON. All of them, in the order in which they were made.
    type: list
    elements: path
    required: true
  recordings:
    description:
      - Recordings, as HAR with content, packed or not. They hold passwords; delete them afterwards.
    type: list
    elements: path
    required: true
  dest:
    description:
      - File of the profile. A profile that was learned and never proven is replaced, any other file is an error. Missing folders are made.
    type: path
    required: true
  model:
    description:
      - The camera's model, as it names itself in its device information.
    type: str
    required: true
  firmware:
    description:
      - The firmware version on which the recording was made, as the camera shows it.
    type: str
    required: true
  name:
    description:
      - A name for messages. Made of model and firmware without it.
    type: str
requirements:
  - cryptography
  - pyyaml
seealso:
  - module: netcam.hardening.profile_checklist
"""

EXAMPLES = r"""
- name: Learn from the recording
  netcam.hardening.profile_from_recording:
    checklists: ["{{ playbook_dir }}/teach/vb-h47.json"]
    recordings: ["{{ playbook_dir }}/teach/vb-h47.har"]
    dest: "{{ playbook_dir }}/profiles/vb-h47.yml"
    model: VB-H47
    firmware: 1.0.0
  delegate_to: localhost
  run_once: true
  register: lesson
"""

RETURN = r"""
profile:
  description: File of the profile.
  returned: success
  type: str
  sample: /srv/cameras/profiles/vb-h47.yml
format:
  description: C(profile_version) of the profile.
  returned: success
  type: int
  sample: 1
counts:
  description: How many settings are in each state.
  returned: success
  type: dict
  sample:
    ambiguous: 1
    learned: 65
    left_out: 2
    not_seen: 0
guide:
  description:
    - How many settings with a value to write the guide has for this generation, asked for or not, and how many of them were
      learned.
  returned: success
  type: dict
  sample:
    learned: 65
    settings: 68
settings:
  description:
    - Every setting that the checklists ask for, and those that their pages show and nobody touches. After a whole checklist also the
      others of the guide, which are V(left_out).
  returned: success
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting.
      type: str
      sample: network.mdns
    label:
      description: Label on the camera's page.
      type: str
      sample: Use mDNS
    menu_path:
      description: Where it is.
      type: str
      sample: "[System] > [Network] > [mDNS]"
    state:
      description: V(learned), V(ambiguous), V(not_seen) or V(left_out).
      type: str
      sample: learned
    step:
      description: First step of the checklist that asks for it, or that opens its page. V(0) for none.
      type: int
      sample: 212
    requests:
      description: Numbers of the requests that show it, counted over all recordings in the order of time.
      type: list
      elements: int
      sample: [341, 347]
    why:
      description: Why it was not learned.
      type: str
      sample: ""
    from:
      description: V(page) where nobody touched it, and the page shows where it stands. Empty where steps have set it.
      type: str
      sample: ""
    candidates:
      description: Where it could be, as method, path, kind and name.
      type: list
      elements: str
      sample: []
operations:
  description: Every button that the checklists ask for, such as the installation of a certificate.
  returned: success
  type: list
  elements: dict
  contains:
    operation:
      description: Its key below C(interface) of a profile.
      type: str
      sample: certificates.install
    label:
      description: Label on the camera's page.
      type: str
      sample: Install Server Certificate
    menu_path:
      description: Where it is.
      type: str
      sample: "[Security] > [Certificate Management]"
    state:
      description: V(learned), V(ambiguous) or V(not_seen).
      type: str
      sample: learned
    step:
      description: First step of the checklist that asks for it.
      type: int
      sample: 274
    requests:
      description: Numbers of the requests that show it.
      type: list
      elements: int
      sample: [641, 648]
    why:
      description: Why it was not learned.
      type: str
      sample: ""
open:
  description:
    - Ids of the settings and keys of the operations that were not learned, for the option
      O(netcam.hardening.profile_checklist#module:only).
  returned: success
  type: list
  elements: str
  sample: []
signing_request:
  description:
    - The certificate signing request (PEM) that the camera has shown, for the option
      O(netcam.hardening.profile_checklist#module:signing_request). Empty where it has shown none.
  returned: success
  type: str
  sample: ""
notes:
  description: What was noticed in the recordings.
  returned: success
  type: list
  elements: str
  sample: ["Requests to 2 other hosts were left out."]
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    code: file
"""

from ..module_utils._profile_from_recording import main

if __name__ == "__main__":
    main()
