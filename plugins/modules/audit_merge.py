#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: audit_merge
short_description: Merge the audits of several jobs into one result file, and say which cameras are missing
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Merges what M(netcam.hardening.audit_summary) made in several jobs, such as the slices of one job in AWX, and judges the whole.
  - Takes result files, and parcels, which are results that travel as text because the disk of their job was thrown away.
  - A camera that is in several results is taken from the newest. So a slice that died is run again alone, and merged with the others.
  - A camera of O(cameras) that is in none of them is in the result as not reached, and in RV(missing).
  - All results must be of one level, and made by one version of the collection.
  - Talks to no camera, and never fails for what the audits have found.
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
  files:
    description:
      - Result files.
    type: list
    elements: path
    default: []
  parcels:
    description:
      - Results that travel as text, RV(netcam.hardening.audit_summary#module:parcel), by any name.
    type: dict
    default: {}
  cameras:
    description:
      - Inventory names of the cameras that must be in the result.
    type: list
    elements: str
    default: []
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
      - Whether a camera that was not reached, or is in none of the results, is not good enough.
    type: bool
    default: false
  show:
    description:
      - Whether to print the table.
    type: bool
    default: true
seealso:
  - module: netcam.hardening.audit_summary
  - module: netcam.hardening.report
"""

EXAMPLES = r"""
- name: Merge the results of three slices
  netcam.hardening.audit_merge:
    files: [audits/slice-1.json, audits/slice-2.json, audits/slice-3.json]
    cameras: "{{ ansible_play_hosts_all }}"
    dest: audits/audit.json
    fail_on_unreached: true
  run_once: true
  register: audit_merged

- name: Name the cameras whose slice is to be run again
  ansible.builtin.debug:
    var: audit_merged.missing
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
      description: Level by which the cameras were judged.
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
missing:
  description: Names of O(cameras) that are in none of the results.
  returned: success
  type: list
  elements: str
  sample: [gate]
remarks:
  description: What a reader must know, such as which cameras were in several results.
  returned: success
  type: list
  elements: str
  sample: []
lines:
  description: The table as text.
  returned: success
  type: list
  elements: str
"""

from ..module_utils._audit.summary_spec import MERGE_SPEC
from ..module_utils._controller_module import only_on_controller


def main() -> None:
    """The work is done on the controller, where the results are."""
    only_on_controller("audit_merge", MERGE_SPEC)


if __name__ == "__main__":
    main()
