#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: tls_info
short_description: Look at the TLS certificate and protocol versions of a network camera from outside
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Shakes hands with a camera, or with any other TLS server, and returns the certificate as it is served, whether it verifies,
    which versions of TLS are accepted, and which cipher suites were observed.
  - Grades what was seen against the ONVIF Security Baseline 26.06 and against what every TLS client insists on.
  - No login takes place and no request is sent, so that no credentials are needed and none can leak.
  - At most seven handshakes are made, one after the other. Each is limited by O(timeout), and all of them together by four times
    as much, and one handshake.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.attributes_info
options:
  port:
    description:
      - Port to look at, 1 to 65535. The default is the camera's port if O(camera_scheme=https), otherwise 443.
    type: int
  versions:
    description:
      - Whether to try every version of TLS, and suites outside the baseline. Without it two handshakes are made.
    type: bool
    default: true
  warn_days:
    description:
      - A certificate that ends within so many days gives a warning and a finding, 1 to 3650.
    type: int
    default: 28
requirements:
  - cryptography
seealso:
  - module: netcam.hardening.site_ca
  - module: netcam.hardening.device_info
  - name: community.crypto.get_certificate
    description: Fetches a certificate from any server, without a grade.
    link: https://docs.ansible.com/ansible/latest/collections/community/crypto/get_certificate_module.html
notes:
  - The result has no field for a camera's name and model, because nothing but TLS is looked at.
"""

EXAMPLES = r"""
- name: Look at the certificate of each camera
  netcam.hardening.tls_info:
    ca_path: "{{ playbook_dir }}/site/ca/ca.pem"
  register: seen

- name: Stop where the baseline is not met
  ansible.builtin.assert:
    that: seen.tls.grade.meets_baseline
    fail_msg: "{{ seen.tls.grade.findings }}"

- name: Look at a recorder that is not in the inventory
  netcam.hardening.tls_info:
    camera_host: 198.51.100.20
    port: 8443
    warn_days: 60
"""

RETURN = r"""
changes:
  description: Always an empty list, because this module only looks.
  returned: always
  type: list
  elements: dict
  sample: []
manual:
  description: Always an empty list.
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
  description: Always an empty list; RV(tls) is what was seen.
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
  description: Always empty, because nothing but TLS is looked at.
  returned: always
  type: dict
  sample: {}
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: file
    setting: null
tls:
  description: What was seen. Where nothing speaks TLS, only C(host), C(port), C(served) and C(reason) are there.
  returned: success
  type: dict
  contains:
    host:
      description: Address that was looked at.
      type: str
      sample: 192.0.2.10
    port:
      description: Port that was looked at.
      type: int
      sample: 443
    served:
      description: Whether a TLS server answers there.
      type: bool
      sample: true
    version:
      description: Version of TLS that the server chose of all.
      type: str
      sample: "1.3"
    suite:
      description: Cipher suite that it chose, as OpenSSL calls it.
      type: str
      sample: TLS_AES_256_GCM_SHA384
    versions:
      description:
        - One entry for each version from V(1.0) to V(1.3).
        - V(offered), V(refused), V(not testable here) where the library on this host does not speak it, V(not tried), or
          V(unknown) with the reason in brackets.
      type: dict
      sample:
        "1.0": refused
        "1.1": refused
        "1.2": offered
        "1.3": offered
    suites:
      description: Suites that were observed, with the version, the bits of the cipher, and whether the baseline names them.
      type: list
      elements: dict
      sample:
        - version: "1.3"
          suite: TLS_AES_256_GCM_SHA384
          bits: 256
          baseline: true
    certificate:
      description: The certificate that is served; null when it cannot be read.
      type: dict
      contains:
        subject:
          description: Distinguished name.
          type: str
          sample: CN=lobby.cameras.example
        common_name:
          description: Common name of the subject.
          type: str
          sample: lobby.cameras.example
        issuer:
          description: Distinguished name of the issuer.
          type: str
          sample: CN=Airport cameras
        serial:
          description: Serial number, hexadecimal.
          type: str
          sample: 0A1B2C
        names:
          description: DNS names and IP addresses in subjectAltName.
          type: list
          elements: str
          sample: [192.0.2.10, lobby.cameras.example]
        not_before:
          description: Begin of validity, UTC.
          type: str
          sample: "2026-11-22T12:00:00Z"
        not_after:
          description: End of validity, UTC.
          type: str
          sample: "2027-12-24T12:00:00Z"
        days_left:
          description: Whole days until the end; negative when it has expired.
          type: int
          sample: 397
        key_type:
          description: V(rsa), V(ec), or another kind.
          type: str
          sample: ec
        key_size:
          description: Bits.
          type: int
          sample: 256
        curve:
          description: Curve of an elliptic-curve key.
          type: str
          sample: secp256r1
        signature:
          description: How the issuer signed, such as V(ecdsa), V(rsa-pkcs1) or V(rsa-pss).
          type: str
          sample: ecdsa
        hash:
          description: Hash of the signature.
          type: str
          sample: sha256
        authority:
          description: Whether it may issue other certificates.
          type: bool
          sample: false
        self_signed:
          description: Whether it is self-signed.
          type: bool
          sample: false
        usages:
          description: Extended key usages, V(server), V(client), V(any), or identifiers.
          type: list
          elements: str
          sample: [server]
        fingerprint:
          description: SHA-256 fingerprint.
          type: str
          sample: 3f0a6c1d5b2e4f708192a3b4c5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f8
    chain:
      description: The intermediates that are served with it, leaf's issuer first, with the same fields.
      type: list
      elements: dict
      sample: []
    served_certificates:
      description: How many certificates were served.
      type: int
      sample: 1
    verified:
      description: Whether it verifies against the authorities of O(ca_path), or the public ones without it, for this address.
      type: bool
      sample: true
    pinned:
      description: Whether this collection trusts it by its fingerprint, O(tls_fingerprint) or O(known_certificates).
      type: bool
      sample: false
    reason:
      description: Why it does not verify, or why there is no TLS; null when it verifies.
      type: str
      sample: null
    days_left:
      description: Whole days until the certificate ends.
      type: int
      sample: 397
    grade:
      description: Deviations from the ONVIF Security Baseline and from what TLS clients insist on.
      type: dict
      contains:
        status:
          description: The worst severity of the findings, V(fail), V(warning), V(note), or V(ok) without any.
          type: str
          sample: ok
        meets_baseline:
          description: Whether nothing contradicts the ONVIF Security Baseline. Its recommendations may.
          type: bool
          sample: true
        baseline:
          description: Name and version of the baseline.
          type: str
          sample: ONVIF Security Baseline 26.06
        findings:
          description: What deviates.
          type: list
          elements: dict
          sample:
            - id: key.size
              severity: warning
              seen: RSA 2048 bits
              wanted: RSA 3072 bits or more, or P-256, P-384
              source: ONVIF Security Baseline 26.06
        checked:
          description: Everything that was judged.
          type: list
          elements: str
          sample: [tls.old_versions, tls.suite, key.size]
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("tls_info")


if __name__ == "__main__":
    main()
