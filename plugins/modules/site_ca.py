#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: site_ca
short_description: Make and look after a site's own certificate authority for network cameras
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Makes a certificate authority in a folder of files, shows it, revokes certificates that it issued, and keeps its revocation
    list fresh.
  - It is meant for sites without a public key infrastructure. Where there is one, have it sign the cameras' requests.
  - An authority is never overwritten. A folder that holds another one, or other files, is an error.
  - The private key is encrypted with O(passphrase) (PKCS#8, PBKDF2 with 200,000 rounds, AES-256). Serial numbers are random.
  - Many workers can issue certificates at the same time; a lock in the folder keeps them apart.
  - Runs on the host whose files it works on, usually the controller, with C(delegate_to=localhost) and C(run_once=true) in a play of
    cameras. It talks to no camera.
attributes:
  check_mode:
    support: full
    description: Can run in C(check_mode) and return what would change, without writing a file.
  diff_mode:
    support: full
    description: Returns what has changed, or would change in C(check_mode), when in diff mode.
  idempotent:
    support: full
    description: When run twice with the same options, the second run changes nothing.
options:
  path:
    description:
      - Folder of the authority. It is made when it does not exist; its parent folders, too.
      - It holds C(ca.pem), the certificate that everybody trusts, C(ca.key), the register C(issued.jsonl), and C(crl.pem) once there is
        a revocation list. With O(intermediate=true) also C(issuing.pem) and C(issuing.key).
      - Keep it in a backup. What is lost cannot be made anew.
    type: path
    required: true
  passphrase:
    description:
      - Passphrase of the key, at least 12 characters. Keep it in the vault.
      - Needed to make an authority, to revoke, and to write a revocation list. When it is given, it must be the right one.
    type: str
  common_name:
    description:
      - Common name of the authority, up to 64 characters. Needed to make one.
      - When an authority is there already, its common name must be this.
    type: str
  organization:
    description:
      - Organization in the authority's name. Only looked at when it is made.
    type: str
  days:
    description:
      - For how many days a new authority is valid, 1 to 9131. Only looked at when it is made.
      - No certificate outlasts its authority, so make the next one in time.
    type: int
    default: 3650
  key_type:
    description:
      - Key of a new authority, V(ec) on the curve P-256 or V(rsa) with 3072 bits. Only looked at when it is made.
      - Cameras and recorders that know no elliptic curves need V(rsa).
    type: str
    choices: [ec, rsa]
    default: ec
  intermediate:
    description:
      - Whether a new authority issues by an intermediate, so that C(ca.key) can be moved to a safe place. Only looked at when it is made.
      - Cameras then need to take a chain.
    type: bool
    default: false
  revoke:
    description:
      - Certificates to revoke. Those that are revoked already are left alone.
    type: list
    elements: dict
    suboptions:
      serial:
        description:
          - Serial number in hexadecimal, as the register and C(openssl x509 -serial) print it.
        type: str
        required: true
      reason:
        description:
          - Reason for the revocation list, see RFC 5280, section 5.3.1.
        type: str
        choices: [unspecified, key_compromise, superseded, cessation_of_operation, affiliation_changed]
        default: superseded
  crl_days:
    description:
      - Keep a revocation list that is valid for so many days, 1 to 366. It is written anew when less than half of that is left.
      - Without it a list is written when something is revoked, valid for 30 days.
    type: int
  warn_days:
    description:
      - List certificates that end within so many days in RV(expiring).
    type: int
    default: 28
requirements:
  - cryptography
seealso:
  - module: netcam.hardening.tls_info
  - name: community.crypto.x509_certificate_pipe
    description: Signs a request by an authority of your own, in a play.
    link: https://docs.ansible.com/ansible/latest/collections/community/crypto/x509_certificate_pipe_module.html
"""

EXAMPLES = r"""
- name: Make the site's authority, once
  netcam.hardening.site_ca:
    path: "{{ playbook_dir }}/site/ca"
    common_name: Airport cameras
    organization: Airport
    passphrase: "{{ vaulted_ca_passphrase }}"
  delegate_to: localhost
  run_once: true
  register: site_ca

- name: Trust it for all cameras of the play
  ansible.builtin.set_fact:
    ansible_netcam_ca_path: "{{ site_ca.certificate_path }}"

- name: Revoke the certificate of a stolen camera, and keep the revocation list fresh
  netcam.hardening.site_ca:
    path: "{{ playbook_dir }}/site/ca"
    passphrase: "{{ vaulted_ca_passphrase }}"
    revoke:
      - serial: 4B1F0A77C2D95E6311
        reason: key_compromise
    crl_days: 30
  delegate_to: localhost
  run_once: true

- name: Look which certificates end within 60 days
  netcam.hardening.site_ca:
    path: "{{ playbook_dir }}/site/ca"
    warn_days: 60
  delegate_to: localhost
  run_once: true
"""

RETURN = r"""
certificate_path:
  description: File with the authority's certificate, for C(ansible_netcam_ca_path). Null in check mode before it is made.
  returned: success
  type: str
  sample: /srv/site/ca/ca.pem
certificate:
  description: Facts of the authority's certificate. Null in check mode before it is made.
  returned: success
  type: dict
  sample:
    subject: CN=Airport cameras,O=Airport
    not_after: "2036-11-19T12:00:00Z"
    key_type: ec
    key_size: 256
fingerprint:
  description: SHA-256 fingerprint of the authority's certificate.
  returned: success
  type: str
  sample: 3f0a6c1d5b2e4f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8
days_left:
  description: Whole days until the authority ends.
  returned: success
  type: int
  sample: 3650
intermediate:
  description: Facts of the intermediate that issues, null without one.
  returned: success
  type: dict
  sample: null
crl_path:
  description: File with the revocation list, null when there is none.
  returned: success
  type: str
  sample: /srv/site/ca/crl.pem
crl_next_update:
  description: Until when the revocation list is valid, UTC.
  returned: success
  type: str
  sample: "2026-12-22T12:00:00Z"
issued:
  description: How many certificates were issued.
  returned: success
  type: int
  sample: 214
revoked:
  description: Serial numbers of revoked certificates.
  returned: success
  type: list
  elements: str
  sample: [4B1F0A77C2D95E6311]
expiring:
  description: The newest certificate of each camera that ends within O(warn_days), or has ended. Revoked ones are left out.
  returned: success
  type: list
  elements: dict
  contains:
    camera:
      description: Inventory name.
      type: str
      sample: lobby
    serial:
      description: Serial number, hexadecimal.
      type: str
      sample: 0A1B2C
    not_after:
      description: End of validity, UTC.
      type: str
      sample: "2026-12-01T12:00:00Z"
    names:
      description: DNS names and IP addresses of the certificate.
      type: list
      elements: str
      sample: [192.0.2.10]
error:
  description: Machine-readable reason of a failure; C(problem) is there for C(code=certificate).
  returned: on failure
  type: dict
  sample:
    camera: null
    code: certificate
    problem: passphrase
    setting: null
"""

from ..module_utils._site_ca import main

if __name__ == "__main__":
    main()
