#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: certificate
short_description: Install, renew and remove the server certificate of a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Brings a camera to a server certificate, renews it before it ends, and leaves it alone otherwise. The same options work on
    every interface that reaches certificates.
  - On models released in and after 2022 certificates are installed at C([Security] > [Certificate Management]) and chosen at
    C([Security] > [SSL/TLS]), section C([Server Certificates]). Older models have the sections C([Certificates]) and
    C([Certificate Management]) at C([Security] > [SSL/TLS]).
  - Sources are Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-17 and B-17, which recommends a certificate that an authority has issued, section 16.2.5 of the i-PRO manual, and the
    Security service of ONVIF.
  - Where the camera can, it makes the key itself, and the key never leaves it. The module fetches the signing request, compares
    it with what was asked for, has it signed, and judges the certificate with the eyes of the clients to come, before the
    camera sees it.
  - The new certificate is proven where HTTPS is served already. A handshake must show it, and the administrator must be able to
    read the camera by it. Where that fails, the certificate that worked before is chosen again if the camera still holds it.
  - A certificate is a matter of time. Nothing is issued while the camera's clock is more than five minutes off.
  - The module does not switch HTTPS on. That is done by M(netcam.hardening.ssl_tls), after this.
  - With O(state=absent) it removes the server certificates that the camera holds, as the buttons [Delete] of the makers' pages
    do. It never removes the one that HTTPS is served with, and never one that 802.1X uses.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
attributes:
  idempotent:
    support: partial
    details:
      - With O(force=true) every run makes another certificate and reports a change.
options:
  state:
    description:
      - Whether the camera has a server certificate.
      - V(absent) removes every server certificate that the camera holds, with O(common_name) only those for this name, and with
        O(source=self_signed) only self-signed ones. O(source) is not needed then, and the options about a new certificate
        count for nothing.
      - V(absent) is refused while HTTPS is served with the certificate and no other takes over, and without a backup file of a
        certificate that an authority has issued, see O(backup_dir). A self-signed one needs none, because the camera makes
        another one at any time.
      - With O(ca_dir) and O(ca_passphrase), V(absent) revokes the certificate in the register of the authority.
    type: str
    choices: [present, absent]
    default: present
  source:
    description:
      - Where the certificate comes from. Required for O(state=present).
      - V(site_ca) has the camera's request signed by the authority in O(ca_dir).
      - V(command) has it signed by the program O(command).
      - V(files) installs the certificate of O(src) or O(content). Without a key beside it, the certificate must be for the
        request that the camera holds.
      - V(request) only makes a signing request, or returns the pending one, in RV(csr), for another task or person to sign. The
        signed certificate is then installed with V(files). ONVIF keeps no requests, so there each run makes another one for the
        same key, and reports a change.
      - V(self_signed) lets the camera make a certificate for itself. It encrypts, but nobody can tell it from an impostor's, so
        the guide advises it for tests only. It is trusted by its fingerprint in O(known_certificates).
    type: str
    choices: [site_ca, self_signed, command, files, request]
  ca_dir:
    description:
      - Folder of the authority that M(netcam.hardening.site_ca) has made. Its register tells what was issued to whom.
    type: path
  ca_passphrase:
    description:
      - Passphrase of the authority's key.
    type: str
  command:
    description:
      - Program and arguments. It gets the signing request (PEM) on its standard input, and prints the certificate, followed by
        its intermediates (PEM). No shell is involved.
    type: list
    elements: str
  src:
    description:
      - File with the certificate and its intermediates in any order, PEM, DER, or PKCS#12, perhaps with the key.
    type: path
  content:
    description:
      - The certificate and its intermediates as PEM text, such as another task has returned it.
    type: str
  private_key:
    description:
      - File with the key for O(src) or O(content), when it was made outside the camera. It is sent to the camera encrypted.
    type: path
  passphrase:
    description:
      - Passphrase of O(private_key), or of the PKCS#12 file O(src).
    type: str
  common_name:
    description:
      - Common name of the subject, at most 64 characters. The default is the first of O(names).
    type: str
  names:
    description:
      - DNS names and IP addresses by which clients reach the camera, for subjectAltName.
      - The default is the camera's address in the inventory, and its inventory name where that can be a DNS name.
    type: list
    elements: str
  country:
    description:
      - Country (C), two letters.
    type: str
  state_or_province:
    description:
      - State or province (ST), at most 128 characters.
    type: str
  locality:
    description:
      - Locality (L), at most 128 characters.
    type: str
  organization:
    description:
      - Organization (O), at most 64 characters.
    type: str
  organizational_unit:
    description:
      - Organizational unit (OU), at most 64 characters.
    type: str
  days:
    description:
      - Validity in days, for V(site_ca) and V(self_signed).
    type: int
    default: 397
  renew_before:
    description:
      - Days before its end from which a certificate is replaced.
    type: int
    default: 30
  key_type:
    description:
      - Kind of the key. Cameras that make one kind only ignore it.
    type: str
    choices: [rsa, ec]
    default: rsa
  key_size:
    description:
      - Size of the key in bits, V(2048), V(3072), or V(4096) for O(key_type=rsa), V(256) or V(384) for O(key_type=ec). The
        default is V(3072) or V(256), as the ONVIF Security Baseline asks. Cameras that make one size only ignore it.
    type: int
  key_on_controller:
    description:
      - As a last resort, for cameras that cannot make a key, makes it on the controller, sends it to the camera encrypted, and
        forgets it.
    type: bool
    default: false
  remove_replaced:
    description:
      - Removes the certificate that was replaced from the camera, where the camera can hold several, and revokes it in the
        register of O(ca_dir).
    type: bool
    default: true
  backup_dir:
    description:
      - Folder on the controller for backup files of certificates. It is made where it is missing.
      - Every certificate that is installed is kept there first as C(<inventory name>.pem), with its intermediates. The one in use
        is kept as well. A file with another certificate stays beside it, with the beginning of its SHA-256 fingerprint in its
        name.
      - With O(state=absent) the certificate must be there, or is put there where the camera hands it out. Where the camera tells
        only its name and its dates, these are compared.
      - The files hold no private key. A camera that removes the key together with the certificate cannot use them again.
    type: path
  force:
    description:
      - Replaces the certificate although it is not due. Every run then reports a change.
      - With O(state=absent), removes the certificate although there is no backup file of it.
    type: bool
    default: false
seealso:
  - module: netcam.hardening.site_ca
  - module: netcam.hardening.ssl_tls
  - module: netcam.hardening.certificate_info
  - module: netcam.hardening.settings
"""

EXAMPLES = r"""
- name: A certificate by the site's own authority, renewed 30 days before its end
  netcam.hardening.certificate:
    source: site_ca
    ca_dir: "{{ playbook_dir }}/site-ca"
    ca_passphrase: "{{ vaulted_ca_passphrase }}"

- name: A certificate that a program of the site signs
  netcam.hardening.certificate:
    source: command
    command: [/usr/local/bin/sign-request, --profile, camera]

- name: No certificate on a camera that leaves the site, after HTTP was switched on again
  netcam.hardening.certificate:
    state: absent
    backup_dir: "{{ playbook_dir }}/certificate-backups"
    ca_dir: "{{ playbook_dir }}/site-ca"
    ca_passphrase: "{{ vaulted_ca_passphrase }}"

- name: A self-signed certificate, for a test
  netcam.hardening.certificate:
    source: self_signed
    known_certificates: "{{ playbook_dir }}/known_certificates"
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
      sample: certificate.install
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Certificate Management
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
      sample: lobby, until 2026-12-01T10:00:00Z, rsa 2048, SHA-256 7c1f0e52a94be0d3...
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: 192.0.2.10, lobby.example.com, until 2027-12-24T10:00:00Z, rsa 3072, SHA-256 0a31c7de55f1b2a8...
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
      sample: certificate.install
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Certificate Management
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
  description: Always empty, because a certificate is no plain setting; see RV(certificate).
  returned: always
  type: dict
  sample: {}
certificate:
  description: The certificate in use after the run, as a handshake shows it, or as the camera tells.
  returned: success
  type: dict
  contains:
    due:
      description: Why another certificate was needed, V(null) when none was, or when the new one is in use.
      type: str
      sample: it ends at 2026-12-01T10:00:00Z
    served:
      description: Whether a handshake shows it. V(false) while the camera serves plain HTTP only.
      type: bool
      sample: true
    installed:
      description: How many server certificates the camera holds.
      type: int
      sample: 1
    driver:
      description: Interface that reaches the certificates.
      type: str
      sample: canon
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
          Security Baseline, V(null) while HTTPS is off. Only when the certificate was replaced.
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
csr:
  description: The signing request in PEM, for O(source=request). V(null) in check mode when there is none yet.
  returned: when O(source=request)
  type: str
  sample: "-----BEGIN CERTIFICATE REQUEST-----..."
evidence:
  description: What was seen from outside.
  returned: always
  type: list
  elements: dict
  sample:
    - setting: certificate.install
      seen: a handshake shows it, and the administrator reads the camera by HTTPS
restart:
  description: Whether a restart was needed, and whether it was done.
  returned: always
  type: dict
  sample:
    done: true
    needed: true
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
    setting: "[Certificate Management] ([Security] > [Certificate Management])"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("certificate")


if __name__ == "__main__":
    main()
