#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: certificate_trust
short_description: Install CA certificates and revocation lists for connections that a network camera opens
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Installs CA certificates and certificate revocation lists (CRL) by which a camera judges the servers that it connects to, such
    as one that it uploads pictures to.
  - On Canon models released in and after 2022 they stand at C([Security] > [Certificate Management]), other cameras take them by
    the Security service of ONVIF. Older Canon models and i-PRO cameras have no such page.
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, page A-17,
    which notes that an installed CRL applies only to uploads.
  - The files are judged before any camera is asked. They must be readable and valid now, a CA certificate must be one of an
    authority, and a list of an authority in O(ca_certificates) must bear its signature.
  - Nothing is ever removed but an older list of the same authority, where the camera tells whose its lists are.
  - The certificates of a camera's own server are installed by M(netcam.hardening.certificate), the CA certificate for 802.1X by
    M(netcam.hardening.dot1x).
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
attributes:
  idempotent:
    support: partial
    details:
      - Canon cameras do not tell which revocation lists they hold. With O(update_crls=always) every run installs them.
options:
  ca_certificates:
    description:
      - Files with one or more CA certificates each, PEM or DER. At most 50 files.
      - Where a camera shows only names and dates, as Canon's do, these are compared.
    type: list
    elements: path
  crls:
    description:
      - Files with one revocation list each, PEM or DER. At most 50 files.
    type: list
    elements: path
  update_crls:
    description:
      - What to do on a camera that holds revocation lists and does not tell which.
      - V(on_create) leaves them as they are, with a warning. V(always) installs O(crls) in every run.
    type: str
    choices: [always, on_create]
    default: on_create
seealso:
  - module: netcam.hardening.certificate
  - module: netcam.hardening.certificate_info
  - module: netcam.hardening.dot1x
"""

EXAMPLES = r"""
- name: Trust the authority of the server that pictures are uploaded to
  netcam.hardening.certificate_trust:
    ca_certificates:
      - "{{ playbook_dir }}/files/upload-ca.pem"
    crls:
      - "{{ playbook_dir }}/files/upload-ca.crl"

- name: A newer revocation list, also on cameras that do not tell which one they hold
  netcam.hardening.certificate_trust:
    crls:
      - "{{ playbook_dir }}/files/upload-ca.crl"
    update_crls: always
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
      sample: certificate.ca_certificate
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: CA certificate
    area:
      description: Area of the setting.
      type: str
      sample: certificate
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: null
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: CN=Upload authority, until 2031-05-01T00:00:00Z
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
      sample: certificate.ca_certificate
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: CA certificate
    area:
      description: Area of the setting.
      type: str
      sample: certificate
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Security] > [Certificate Management]"
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
  description: Always empty, because files are no plain settings; see RV(changes).
  returned: always
  type: dict
  sample: {}
evidence:
  description: Always empty, because nothing of it can be seen from outside.
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
    code: not_effective
    setting: "[CA certificate] ([Security] > [Certificate Management])"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("certificate_trust")


if __name__ == "__main__":
    main()
