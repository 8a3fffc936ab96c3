#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: host_access
short_description: Restrict the hosts that may reach a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets the IPv4 and IPv6 host access restrictions of a camera, C([Security] > [Host Access Restrictions]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-14 and B-14.
  - A list that leaves out the administrator can only be undone by a reset to factory defaults. Before the first write this
    module therefore proves, by arithmetic on the wanted list, that this host and everybody in O(must_keep_access) keep
    access, at the end and after every single row on the way there. When it cannot prove it, it refuses and writes nothing.
  - Rows are written before the policy flips. The new state is used through a new connection before it is saved, so that a
    power cycle still brings the old list back if something in between, such as address translation, was unknown.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  ipv4:
    description:
      - The IPv4 list. An option that is not given is left as it is.
    type: dict
    suboptions:
      apply:
        description:
          - Whether the restrictions are in force. Factory default is V(false).
        type: bool
      default_policy:
        description:
          - What happens to a host that no row matches. The guide recommends V(prohibit).
        type: str
        choices: [authorize, prohibit]
      rows:
        description:
          - The whole list, at most 20 rows. Rows that are on the camera and not here are removed.
          - Rows that authorize only are compared without regard to their order. Where rows with different actions overlap, the
            order counts.
        type: list
        elements: dict
        suboptions:
          address:
            description:
              - Address of a host or a network. V(192.0.2.0/24) sets O(ipv4.rows[].prefix_length) too.
              - A network must not have host bits set.
            type: str
            required: true
          prefix_length:
            description:
              - Number of leading bits that count, 0 to 32. The default is 32, a single host.
            type: int
          action:
            description:
              - What happens to hosts that match.
            type: str
            choices: [authorize, prohibit]
            default: authorize
  ipv6:
    description:
      - The IPv6 list. An option that is not given is left as it is.
    type: dict
    suboptions:
      apply:
        description:
          - Whether the restrictions are in force. Factory default is V(false).
        type: bool
      default_policy:
        description:
          - What happens to a host that no row matches. The guide recommends V(prohibit).
        type: str
        choices: [authorize, prohibit]
      rows:
        description:
          - The whole list, at most 20 rows. Rows that are on the camera and not here are removed.
          - Rows that authorize only are compared without regard to their order. Where rows with different actions overlap, the
            order counts.
        type: list
        elements: dict
        suboptions:
          address:
            description:
              - Address of a host or a network. V(2001:db8::/64) sets O(ipv6.rows[].prefix_length) too.
              - A network must not have host bits set.
            type: str
            required: true
          prefix_length:
            description:
              - Number of leading bits that count, 0 to 128. The default is 128, a single host.
            type: int
          action:
            description:
              - What happens to hosts that match.
            type: str
            choices: [authorize, prohibit]
            default: authorize
  must_keep_access:
    description:
      - Addresses and networks that must keep access beside this host, for example the recorder, the video management system and
        a second administrator. The task is refused when one of them would lose it.
      - When there is address translation between this host and the camera, list the address that the camera sees.
    type: list
    elements: str
    default: []
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.http_server
"""

EXAMPLES = r"""
- name: Let in the management network and the recorder, and nobody else
  netcam.hardening.host_access:
    ipv4:
      apply: true
      default_policy: prohibit
      rows:
        - address: 192.0.2.0/24
        - address: 198.51.100.20
    must_keep_access:
      - 198.51.100.20

- name: Keep one host out of an otherwise open list
  netcam.hardening.host_access:
    ipv4:
      apply: true
      default_policy: authorize
      rows:
        - address: 203.0.113.7
          action: prohibit

- name: Nobody needs the camera by IPv6
  netcam.hardening.host_access:
    ipv6:
      apply: true
      default_policy: prohibit
      rows: []
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
      sample: host_access.ipv4.default_policy
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: IPv4 Default Policy
    area:
      description: Area of the setting.
      type: str
      sample: host_access
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: authorize
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: prohibit
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
      sample: host_access.ipv6.apply
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Apply IPv6 Host Access Restrictions
    area:
      description: Area of the setting.
      type: str
      sample: host_access
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Security] > [Host Access Restrictions] > [IPv6 Host Access Restrictions]"
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
    host_access.ipv4.default_policy: prohibit
evidence:
  description: What was seen from outside that proves an effect.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting or the area.
      type: str
      sample: host_access
    seen:
      description: What was seen.
      type: str
      sample: a new connection from this host works under the new restrictions
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
    setting: "[Security] > [Host Access Restrictions]"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("host_access")


if __name__ == "__main__":
    main()
