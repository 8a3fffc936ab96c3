#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: report
short_description: Make reports out of the result files of audits
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Makes reports of the result file that M(netcam.hardening.audit_summary) wrote, for people and for other programs.
  - Several result files are merged, such as those of the slices of one AWX job. They must be of one level and have the same
    controls. A camera that is in several files is taken from the newest one, so the file of a slice that was run again may simply
    be added.
  - Compares with the run before, and says what has changed since.
  - Runs on the controller, reads files, and talks to no camera.
  - What looks like a secret is masked in all formats. An audit puts none into its result, but a person can write one into the
    reason of a waiver.
attributes:
  check_mode:
    support: full
    description: In check mode no file is written, and RV(ignore:changed) says whether one would be.
  diff_mode:
    support: none
    description: RV(drift) says what is different from the run before.
  idempotent:
    support: full
    description: The same result files give the same reports. Nothing in them depends on when they are made.
options:
  src:
    description:
      - Result files of audits, on the controller.
    type: list
    elements: path
    required: true
  dest:
    description:
      - Folder of the reports. It is made where it is missing. Only its owner may read the files, because they tell where a fleet is weak.
    type: path
    required: true
  formats:
    description:
      - What to make.
      - V(html) is one file for people, which needs no network. It has an overview, what has changed, what to mend, all cameras, a matrix
        of cameras and controls, certificates, and each camera with evidence and fix. Without scripts it shows the worst cameras in
        detail, with them all.
      - V(json) is the result itself, merged and with the drift. Its shape is described by C(docs/schemas/audit-1.json). It is what
        the next report finds as the run before.
      - V(csv) has one line for each camera and control.
      - V(junit) is read by CI servers. A control that fails is a failure, one of which nothing is known is an error.
      - V(sarif) is SARIF 2.1.0, for code scanning and vulnerability managers. It has what fails, is unknown, is waived, or is left to
        people, and says which of it is new since the run before.
      - V(oscal) are assessment results of OSCAL 1.1.3, for compliance tools. It has one finding for each control, with the cameras.
    type: list
    elements: str
    choices: [html, json, csv, junit, sarif, oscal]
    default: [html, json]
  name:
    description:
      - Name of the files without the endings C(.html), C(.json), C(.csv), C(.junit.xml), C(.sarif) and C(.oscal.json).
      - The default has the time of the run, such as V(audit-2026-11-22T100000Z), so that the reports of all runs stay.
    type: str
  previous:
    description:
      - Result files of the run to compare with. Several are merged as O(src) are.
    type: list
    elements: path
    default: []
  find_previous:
    description:
      - Whether to look for the run before where O(previous) names none. It is the newest result file in O(dest), and in the folders
        of O(src), that is older than the run, of the same level, and has one of its cameras.
    type: bool
    default: true
  title:
    description:
      - Heading of the report.
    type: str
    default: Audit of network cameras
  show:
    description:
      - Whether to print where the reports are, and what has changed.
    type: bool
    default: true
  secrets:
    description:
      - Values that must not be in a report, whatever stands around them. Each is masked wherever it is found. Values of less than
        four characters are not looked for.
    type: list
    elements: str
    default: []
seealso:
  - module: netcam.hardening.audit_summary
  - module: netcam.hardening.audit
"""

EXAMPLES = r"""
- name: Make the report of the last audit
  netcam.hardening.report:
    src: audits/audit.json
    dest: reports
  run_once: true
  register: audit_report

- name: Make one report of the slices of a job, for people, for the CI server, and for a spreadsheet
  netcam.hardening.report:
    src: "{{ query('ansible.builtin.fileglob', 'slices/*.json') }}"
    dest: reports
    formats: [html, json, junit, csv]
    title: Cameras of the north terminal
  run_once: true

- name: Compare with the state in which the cameras were accepted
  netcam.hardening.report:
    src: audits/audit.json
    previous: audits/acceptance.json
    dest: reports/since-acceptance
  run_once: true
"""

RETURN = r"""
files:
  description: The reports, path by format.
  returned: success
  type: dict
  sample:
    html: /srv/cameras/reports/audit-2026-11-22T100000Z.html
    json: /srv/cameras/reports/audit-2026-11-22T100000Z.json
score:
  description: The score of the run, null where nothing was judged.
  returned: success
  type: float
  sample: 71.4
cameras:
  description: Number of cameras.
  returned: success
  type: int
  sample: 3
previous:
  description: Result files of the run before. Empty when there is none.
  returned: success
  type: list
  elements: str
  sample: [/srv/cameras/reports/audit-2026-11-15T100000Z.json]
drift:
  description: What has changed since the run before, null when there is none.
  returned: success
  type: dict
  contains:
    since:
      description: When the run before was put together, in UTC.
      type: str
      sample: "2026-11-15T10:00:00Z"
    level:
      description: Level of the run before.
      type: str
      sample: standard
    score_before:
      description: Score of the run before.
      type: float
      sample: 74.0
    score:
      description: Score of this run.
      type: float
      sample: 71.4
    worse:
      description: Number of changes for the worse.
      type: int
      sample: 1
    better:
      description: Number of changes for the better.
      type: int
      sample: 0
    other:
      description: Number of other changes, such as a waiver.
      type: int
      sample: 0
    changes:
      description: Controls with another result than before, the worst first.
      type: list
      elements: dict
      sample:
        - camera: lobby
          control: NC-2.19
          before: pass
          after: fail
          direction: worse
          seen: "enable; answers mDNS"
    facts:
      description: What else is different, such as the firmware, the certificate, or whether the camera was reached.
      type: list
      elements: dict
      sample:
        - camera: lobby
          what: firmware
          before: "1.3.0"
          after: "1.3.1"
    added:
      description: Cameras that the run before does not have.
      type: list
      elements: str
      sample: []
    missing:
      description: Cameras that only the run before has.
      type: list
      elements: str
      sample: []
remarks:
  description: What a reader must know, such as which cameras were in several files.
  returned: success
  type: list
  elements: str
  sample: []
lines:
  description: What is printed.
  returned: success
  type: list
  elements: str
"""

from ..module_utils._controller_module import only_on_controller
from ..module_utils._report.spec import SPEC


def main() -> None:
    """The work is done on the controller, where the result files are."""
    only_on_controller("report", SPEC)


if __name__ == "__main__":
    main()
