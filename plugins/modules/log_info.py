#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: log_info
short_description: Read the log of a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Reads the log in the camera's embedded memory, C([Maintenance] > [Log] > [View Logs]), and sorts its lines by the guide's
    table C(Log Contents).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 1, pages
    A-9 and B-9. It recommends to look at the log regularly for signs of unauthorized access, such as repeated authentication
    failures. They are listed in RV(authentication_failures), and each of them gives a warning.
  - A restart erases this log. The log on a memory card stays, but cannot be read with this module.
  - Times are the camera's local time. Set the clock with M(netcam.hardening.date_time).
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.attributes_info
options:
  levels:
    description:
      - Return entries of these levels only. Without it all levels are returned.
      - Codes 4xx and 3xx are V(error), 2xx and 1xx are V(warning), and 0xx is V(information).
    type: list
    elements: str
    choices: [error, warning, information]
  codes:
    description:
      - Return entries with these codes only, a capital letter and three digits each, for example V(H144).
    type: list
    elements: str
  since:
    description:
      - Return entries of this time and later only, in the camera's local time, for example V(2026-11-22T03:00:00). A time
        zone in it is ignored.
      - Entries whose time cannot be read are returned all the same.
    type: str
  until:
    description:
      - Return entries of this time and earlier only, in the camera's local time, for example V(2026-11-22T04:00:00). A time
        zone in it is ignored.
      - Entries whose time cannot be read are returned all the same.
    type: str
  failure_threshold:
    description:
      - From how many authentication failures of one address on it is listed in RV(authentication_failures), at least 1.
      - Failures are the codes H144 (web server) and R103 (RTSP). Only entries that pass O(levels), O(codes), O(since) and
        O(until) are counted.
    type: int
    default: 3
seealso:
  - module: netcam.hardening.log_notification
  - module: netcam.hardening.date_time
"""

EXAMPLES = r"""
- name: Read the whole log
  netcam.hardening.log_info:
  register: log

- name: Read errors and warnings of one night
  netcam.hardening.log_info:
    levels:
      - error
      - warning
    since: "2026-11-21T20:00:00"
    until: "2026-11-22T06:00:00"

- name: Look for addresses with ten wrong passwords or more
  netcam.hardening.log_info:
    codes:
      - H144
      - R103
    failure_threshold: 10
  register: attacks
  failed_when: attacks.authentication_failures | length > 0
"""

RETURN = r"""
changes:
  description: Always an empty list, because this module only looks.
  returned: always
  type: list
  elements: dict
  sample: []
manual:
  description: Always an empty list. A camera that cannot do what this module is for is an error.
  returned: always
  type: list
  elements: dict
  sample: []
not_applicable:
  description: Always an empty list.
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
  description: Always an empty list, because this module only looks.
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
    code: unsupported
    setting: log.view [View Logs] ([Maintenance] > [Log] > [View Logs])
entries:
  description: The entries of the log that O(levels), O(codes), O(since) and O(until) let through, in the camera's order.
  returned: success
  type: list
  elements: dict
  contains:
    time:
      description: The camera's local time without a zone, or null when it cannot be read.
      type: str
      sample: "2026-11-22T03:12:44"
    code:
      description: Code of the entry, a letter and three digits.
      type: str
      sample: H144
    level:
      description: Level by the guide's table, V(error), V(warning) or V(information).
      type: str
      sample: warning
    fault_level:
      description: Fault level by the guide's table.
      type: str
      sample: Error external to the system
    category:
      description: Category by the guide's table, V(crit), V(err), V(warning), V(notice) or V(info).
      type: str
      sample: notice
    message:
      description: Text of the entry.
      type: str
      sample: Password specification error 203.0.113.7
    address:
      description: The first IP address in the text, or null.
      type: str
      sample: 203.0.113.7
summary:
  description: Number of returned entries by level. A level without entries is left out.
  returned: success
  type: dict
  sample:
    information: 41
    warning: 12
authentication_failures:
  description: Addresses with at least O(failure_threshold) authentication failures, the most frequent first.
  returned: success
  type: list
  elements: dict
  contains:
    address:
      description: The address, or V(unknown) when the log names none.
      type: str
      sample: 203.0.113.7
    count:
      description: Number of failures.
      type: int
      sample: 12
    first:
      description: Time of the first failure, the camera's local time, or null when no time can be read.
      type: str
      sample: "2026-11-22T03:12:44"
    last:
      description: Time of the last failure, the camera's local time, or null when no time can be read.
      type: str
      sample: "2026-11-22T03:14:02"
unparsed:
  description: Number of lines that have no code of the guide's form. They are not among RV(entries).
  returned: success
  type: int
  sample: 0
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("log_info")


if __name__ == "__main__":
    main()
