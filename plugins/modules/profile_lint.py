#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: profile_lint
short_description: Look at profiles before they are given to others
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Says whether a profile (a code map, or a profile of version 2) loads, with the path of each slip, and whether it holds what
    belongs to one site or one session. That is passwords, cookies, tokens, session ids, keys, MAC addresses, serial numbers, host
    names, and addresses other than those of documentation (RFC 5737, RFC 3849).
  - Comments of the file are looked at too. What is found is named by its kind and place, and is never shown.
  - Talks to no camera and writes nothing.
attributes:
  check_mode:
    support: full
    description: It only looks.
  diff_mode:
    support: N/A
    description: It only looks.
  idempotent:
    support: full
    description: It only looks.
options:
  profiles:
    description:
      - Profile files, or folders of them.
    type: list
    elements: path
    required: true
  forbidden:
    description:
      - Texts that must not occur, such as the password used while recording. Texts of less than 4 characters are not looked for.
    type: list
    elements: str
    default: []
  inventory:
    description:
      - Look for addresses, user names and passwords of all hosts of the inventory too. Names and passwords that every camera has as
        delivered do not count.
    type: bool
    default: true
  fail:
    description:
      - Fail when something is found.
    type: bool
    default: true
seealso:
  - module: netcam.hardening.profile_proof
"""

EXAMPLES = r"""
- name: Look at all profiles before they are published
  netcam.hardening.profile_lint:
    profiles:
      - profiles
    forbidden:
      - "{{ vault_bench_password }}"
"""

RETURN = r"""
files:
  description: The files that were looked at.
  returned: success
  type: list
  elements: str
  sample: [/srv/cameras/profiles/acme.yml]
findings:
  description: What to mend.
  returned: success
  type: list
  elements: dict
  contains:
    file:
      description: The file.
      type: str
      sample: /srv/cameras/profiles/acme.yml
    where:
      description: Path of the key, or the line of a comment.
      type: str
      sample: interface.requests.network.headers.Cookie
    problem:
      description: What is wrong there. The text itself is not shown.
      type: str
      sample: a fixed value stands in a field that looks like a password, cookie or token
"""

from ..module_utils._controller_module import only_on_controller
from ..module_utils._profile_lint.spec import SPEC


def main() -> None:
    """The work is done on the controller, where the files are."""
    only_on_controller("profile_lint", SPEC)


if __name__ == "__main__":
    main()
