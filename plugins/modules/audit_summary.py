#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: audit_summary
short_description: Put the audits of all cameras into one result file, and say whether they are good enough
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Collects what M(netcam.hardening.audit) returned for each camera, writes the result file of the run, and prints a short table,
    the worst first.
  - Judges what one camera alone cannot show, that several have the same administrator account. It compares C(ansible_password)
    of the cameras that took it, and writes the passwords nowhere.
  - A camera that was not reached is in the file, with every control unknown and a score of 0.
  - Talks to no camera, and never fails for what it finds. RV(summary.good_enough) and RV(summary.reasons) are for the task that
    follows. Run it with C(run_once), in a play without C(serial).
attributes:
  check_mode:
    support: partial
    description: In check mode everything is done but the file.
    details:
      - The result file is not written.
  diff_mode:
    support: N/A
    description: This action changes nothing but the result file.
  idempotent:
    support: full
    description: It describes what the audits have found. The result file is not counted as a change.
options:
  cameras:
    description:
      - Inventory names of the cameras.
    type: list
    elements: str
    required: true
  registered:
    description:
      - Name of the variable in which the result of M(netcam.hardening.audit) was registered.
    type: str
    required: true
  fleet:
    description:
      - Name of the variable in which M(netcam.hardening.fleet) was registered, where the play began with it. What it saw of a camera
        stands for the result that no task of its own was needed for.
    type: str
  level:
    description:
      - The level by which the cameras were judged.
    type: str
    choices: [entry, standard, strict]
    default: standard
  dest:
    description:
      - The result file, from the folder in which Ansible was started. Missing folders are made. Only its owner may read it. Without
        it no file is written.
      - Its shape is described by C(docs/schemas/audit-1.json).
    type: str
  minimum_score:
    description:
      - A lower score is not good enough. 0 to 100.
    type: float
    default: 0.0
  fail_on:
    description:
      - A control of this severity, or of a worse one, that fails on any camera is not good enough. Without it no finding is.
    type: str
    choices: [critical, high, medium, low]
  fail_on_unreached:
    description:
      - Whether a camera that was not reached is not good enough.
    type: bool
    default: false
  parcel_limit:
    description:
      - Return the whole result as one text, RV(parcel), when that is not longer than so many KiB. V(0) returns none.
      - It is for jobs whose disk is thrown away, such as those of AWX, see M(netcam.hardening.audit_merge). About half a KiB per camera.
    type: int
    default: 0
  show:
    description:
      - Whether to print the table.
    type: bool
    default: true
seealso:
  - module: netcam.hardening.audit
  - module: netcam.hardening.audit_merge
"""

EXAMPLES = r"""
- name: Put the results together
  netcam.hardening.audit_summary:
    cameras: "{{ ansible_play_hosts_all }}"
    registered: audit_seen
    dest: audits/audit.json
    minimum_score: 80
    fail_on: critical
  run_once: true
  register: audit_run

- name: Fail when the fleet is not good enough
  ansible.builtin.fail:
    msg: "{{ audit_run.summary.reasons | join('; ') }}"
  when: not audit_run.summary.good_enough
  run_once: true
"""

RETURN = r"""
summary:
  description: The run in a few numbers.
  returned: success
  type: dict
  contains:
    good_enough:
      description: Whether the run meets O(minimum_score), O(fail_on) and O(fail_on_unreached).
      type: bool
      sample: false
    reasons:
      description: Why it is not good enough.
      type: list
      elements: str
      sample: ["the score is 71.4, below 80"]
    level:
      description: O(level).
      type: str
      sample: standard
    generated:
      description: When the run was put together, in UTC.
      type: str
      sample: "2026-11-22T10:00:00Z"
    score:
      description: Mean of the cameras' scores, null where nothing was judged.
      type: float
      sample: 71.4
    coverage:
      description: Mean of the cameras' coverage.
      type: float
      sample: 68.2
    counts:
      description: How many controls have which result, over all cameras.
      type: dict
      sample:
        fail: 4
        manual: 42
        not_applicable: 6
        pass: 81
        unknown: 0
        waived: 1
    cameras:
      description: Number of cameras.
      type: int
      sample: 3
    not_reached:
      description: Cameras that were not reached.
      type: list
      elements: str
      sample: []
    failed_by_severity:
      description: Number of findings by severity, over all cameras.
      type: dict
      sample:
        critical: 1
        high: 2
        info: 0
        low: 0
        medium: 1
    failed_controls:
      description: On how many cameras each control fails, the worst first.
      type: dict
      sample:
        NC-2.1: 1
        NC-2.8: 2
    manual_controls:
      description: Controls that are left to people on at least one camera.
      type: list
      elements: str
      sample: [NC-0.1, NC-0.2]
    file:
      description: The result file, null where none was written.
      type: str
      sample: /srv/cameras/audits/audit.json
parcel:
  description: The whole result as one text, null when it is longer than O(parcel_limit).
  returned: success
  type: str
  sample: eNrtvWuT3DaS...
lines:
  description: The table as text.
  returned: success
  type: list
  elements: str
"""

from ..module_utils._audit.summary_spec import SPEC
from ..module_utils._controller_module import only_on_controller


def main() -> None:
    """The work is done on the controller, which alone knows the results of all hosts."""
    only_on_controller("audit_summary", SPEC)


if __name__ == "__main__":
    main()
