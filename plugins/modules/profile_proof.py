#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: profile_proof
short_description: Prove a learned profile on one camera, and mark what was proven
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - A profile that was learned from a recording is C(unproven). This action takes one camera, backs it up, and for each setting
    that is safe to try writes another legal value, reads it back, sees that no other setting has changed, looks from outside
    where a probe exists, puts the old value back, and reads that back.
  - What held is marked in the profile file with the camera's model and firmware and the date. Other modules write proven settings
    only, and only on such cameras, unless C(ansible_netcam_allow_unproven) says otherwise.
  - Values are not saved while they are tried, so that a power cycle brings the old ones back, but for settings that need a restart.
  - When the connection is cut in between, the old values are in O(state_file), and the next run puts them back first.
  - The camera is the task's host, with connection P(netcam.hardening.camera#connection). Use one that is not in service. For a moment
    guests may see its pictures, or a service may be open, because the other position of each switch is tried.
attributes:
  check_mode:
    support: full
    description: In check mode the camera is only read, and RV(proven) lists what would be tried.
  diff_mode:
    support: N/A
    description: The camera has its old settings afterwards.
  idempotent:
    support: none
    description: When run twice with the same options, the second run writes to the camera again.
    details:
      - Each run tries the settings anew. The profile file changes only when a proof is new or has another date.
options:
  profile_file:
    description:
      - The profile, a code map or a profile of version 2. It is used for this camera, and the proofs are written into it. Comments
        behind its first lines are lost.
    type: path
    required: true
  settings:
    description:
      - Prove only these settings. Without it, all of the profile.
    type: list
    elements: str
  risky:
    description:
      - Settings to prove although they could cut the connection or lock people out, each by its name. Without its name here no such
        setting is written.
      - For C(administrator.password) and C(administrator.name) a temporary account is set, logged in with, and taken back.
      - Host restrictions are tried only where they provably let this host in.
    type: list
    elements: str
    default: []
  restart:
    description:
      - Prove settings that take effect only after a restart too. The camera restarts twice, with all of them together.
    type: bool
    default: false
  backup_dest:
    description:
      - File for the camera's backup, which is taken before the first write.
    type: path
  backup_password:
    description:
      - Encryption password of the backup.
    type: str
  without_backup:
    description:
      - Consent to go on without a backup, for a profile that does not describe it.
    type: bool
    default: false
  state_file:
    description:
      - File with what has to be put back while a value is tried. Only its owner may read it, for it may hold the temporary password of
        the administrator. It is removed when all is back.
      - The default stands beside O(profile_file) and has the camera's name in its own.
    type: path
  probes:
    description:
      - Compare with the probes where one looks at a setting. They see what they can from this host. A probe that does not see the
        value before the write is not asked after it.
    type: bool
    default: true
notes:
  - Passwords cannot be read back, and are not proven but for the administrator's. The clock is not either.
seealso:
  - module: netcam.hardening.device_info
"""

EXAMPLES = r"""
- name: Prove what is safe
  netcam.hardening.profile_proof:
    profile_file: profiles/acme.yml
    backup_dest: "{{ inventory_dir }}/backups/{{ inventory_hostname }}.bin"
    backup_password: "{{ vault_backup_password }}"

- name: Prove the port of HTTP as well, on a camera whose profile describes no backup
  netcam.hardening.profile_proof:
    profile_file: profiles/acme.yml
    without_backup: true
    risky:
      - http_server.http_port
"""

RETURN = r"""
proven:
  description: Settings that held, in the order of the guide.
  returned: success
  type: list
  elements: str
  sample: [snmp_server.contact, network.mdns]
not_proven:
  description: Settings that were not tried, or did not hold.
  returned: success
  type: list
  elements: dict
  contains:
    setting:
      description: The setting.
      type: str
      sample: http_server.http_port
    label:
      description: Its label.
      type: str
      sample: HTTP Port
    menu_path:
      description: Where the guide has it.
      type: str
      sample: "[Server] > [Server] > [HTTP Server]"
    reason:
      description: Why it is not proven.
      type: str
      sample: it could cut the connection; name it in risky to have it proven all the same
put_back:
  description: What an earlier run had left changed, and this one put back first.
  returned: success
  type: list
  elements: str
  sample: []
backup:
  description: The backup file, null without one.
  returned: success
  type: str
  sample: /srv/cameras/backups/lobby.bin
profile:
  description: The profile file, and the camera on which it was proven.
  returned: success
  type: dict
  contains:
    file:
      description: The profile file.
      type: str
      sample: /srv/cameras/profiles/acme.yml
    model:
      description: Model of the camera.
      type: str
      sample: Dome 20
    firmware:
      description: Firmware of the camera.
      type: str
      sample: 2.4.0
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: not_effective
    setting: "network.mdns [Use mDNS]"
"""

from ..module_utils._controller_module import only_on_controller
from ..module_utils._proof.spec import SPEC


def main() -> None:
    """The work is done on the controller, where the profile file is."""
    only_on_controller("profile_proof", SPEC)


if __name__ == "__main__":
    main()
