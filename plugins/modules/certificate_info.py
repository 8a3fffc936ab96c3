#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: certificate_info
short_description: Tell which certificate a network camera serves and holds
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Returns the certificate that a camera serves, with its names and the days that are left, and what its certificate store holds.
  - Sources are Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-17 and B-17, section 16.2.5 of the i-PRO manual, and the Security service of ONVIF.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.attributes_info
options:
  warn_days:
    description:
      - Days before its end from which a certificate gives a warning. V(0) warns of expired ones only.
    type: int
    default: 28
seealso:
  - module: netcam.hardening.certificate
  - module: netcam.hardening.device_info
"""

EXAMPLES = r"""
- name: Look at the certificate
  netcam.hardening.certificate_info:
  register: found

- name: Look at it, with a warning two months before its end
  netcam.hardening.certificate_info:
    warn_days: 60
  register: found

- name: Print how long it lasts
  ansible.builtin.debug:
    msg: "{{ found.certificate.days_left | default('no certificate') }}"
"""

RETURN = r"""
changes:
  description: Always an empty list, because this module only looks.
  returned: always
  type: list
  elements: dict
  sample: []
manual:
  description: Settings of this generation that no interface of the camera reaches, to be set by a person.
  returned: always
  type: list
  elements: dict
  contains:
    setting:
      description: Id of the setting in the catalog.
      type: str
      sample: ftp_server.ftp
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Use FTP Server
    area:
      description: Area of the setting.
      type: str
      sample: ftp_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Server] > [Server] > [FTP Server]"
    reason:
      description: Why it is manual.
      type: str
      sample: the profile of this camera has no code for it
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
    code: profile
    setting: null
certificate:
  description: The certificate in use, as a handshake shows it, or as the camera tells while HTTPS is off.
  returned: success
  type: dict
  contains:
    status:
      description:
        - V(ok), V(warning) when it ends within O(warn_days) days, V(expired), V(not yet valid), V(installed) when the camera tells
          of one that nobody can look at, V(none).
      type: str
      sample: ok
    served:
      description: Whether a handshake shows it. V(false) while the camera serves plain HTTP only.
      type: bool
      sample: true
    installed:
      description: How many server certificates the camera holds.
      type: int
      sample: 1
    common_name:
      description: Common name of the subject.
      type: str
      sample: 192.0.2.10
    names:
      description: DNS names and addresses of subjectAltName.
      type: list
      elements: str
      sample: [192.0.2.10, lobby.example.com]
    issuer:
      description: Distinguished name of the issuer.
      type: str
      sample: CN=Example site CA
    serial:
      description: Serial number, hexadecimal.
      type: str
      sample: 5D0A3B77F2C944E1
    not_before:
      description: Begin of validity, UTC.
      type: str
      sample: "2026-11-22T09:55:00Z"
    not_after:
      description: End of validity, UTC.
      type: str
      sample: "2027-12-24T10:00:00Z"
    days_left:
      description: Whole days until the end of validity, negative when it has expired.
      type: int
      sample: 396
    fingerprint:
      description: SHA-256 fingerprint, 64 hexadecimal digits.
      type: str
      sample: 0a31c7de55f1b2a8c4d97e60b8f3a1125d0e6f7a8b9c0d1e2f3a4b5c6d7e8f90
    tls:
      description:
        - Protocol version and suite, versions that are offered, whether the certificate verifies, and the grade against the ONVIF
          Security Baseline, V(null) while HTTPS is off.
      type: dict
      sample:
        grade:
          baseline: ONVIF Security Baseline 26.06
          findings: []
          meets_baseline: true
          status: ok
        reason: null
        suite: TLS_AES_256_GCM_SHA384
        verified: true
        version: "1.3"
store:
  description: What the camera's certificate store holds and can do, V(null) when no interface reaches it.
  returned: success
  type: dict
  sample:
    can:
      chain: true
      key: true
      several: this generation holds one server certificate
    driver: canon
    has_key: true
    held:
      - common_name: 192.0.2.10
        id: server
        in_use: true
        kind: server
        not_after: "2027-12-24T10:00:00Z"
        not_before: "2026-11-22T09:55:00Z"
        self_signed: false
    request_pending: false
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("certificate_info")


if __name__ == "__main__":
    main()
