#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: certificate_summary
short_description: Print which certificates the cameras have, and how long they last
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Collects the results of M(netcam.hardening.certificate_info) and M(netcam.hardening.certificate) of all cameras, returns them
    as data, and prints them as a table, the most urgent first.
  - Talks to no camera. Run it with C(run_once), as the last task of the play.
attributes:
  check_mode:
    support: full
    description: This action only reads variables.
  diff_mode:
    support: N/A
    description: This action changes nothing.
  idempotent:
    support: full
    description: This action changes nothing.
options:
  cameras:
    description:
      - Inventory names of the cameras, in the order in which they are listed.
    type: list
    elements: str
    required: true
  registered:
    description:
      - Names of the variables in which results of M(netcam.hardening.certificate_info) and M(netcam.hardening.certificate) were
        registered, in the order of the tasks.
    type: list
    elements: str
    required: true
  show:
    description:
      - Whether to print the table.
    type: bool
    default: true
seealso:
  - module: netcam.hardening.certificate
  - module: netcam.hardening.certificate_info
"""

EXAMPLES = r"""
- name: Show the certificates
  netcam.hardening.certificate_summary:
    cameras: "{{ ansible_play_hosts_all }}"
    registered: [certificates_found, certificates_renewed]
  run_once: true
"""

RETURN = r"""
cameras:
  description: One entry per camera.
  returned: always
  type: list
  elements: dict
  contains:
    camera:
      description: Inventory name.
      type: str
      sample: lobby
    status:
      description: The status of the certificate as M(netcam.hardening.certificate_info) has it, or one of V(renewed), V(would renew),
        V(failed), V(not reached).
      type: str
      sample: renewed
    certificate:
      description: The certificate in use, as M(netcam.hardening.certificate_info) returns it.
      type: dict
    tls:
      description: Protocol versions, suites and grade, as M(netcam.hardening.certificate_info) returns them.
      type: dict
    message:
      description: Reason of a failure.
      type: str
      sample: ""
lines:
  description: The table as text.
  returned: always
  type: list
  elements: str
"""

from ..module_utils._controller_module import only_on_controller
from ..module_utils._summary import TABLE


def main() -> None:
    """The work is done on the controller, which alone knows the results of all hosts."""
    only_on_controller("certificate_summary", TABLE)


if __name__ == "__main__":
    main()
