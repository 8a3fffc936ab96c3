#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: dot1x
short_description: Let a network camera authenticate to its network by IEEE 802.1X
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Installs the CA certificate, the client certificate and its private key for IEEE 802.1X, and sets method, user name and switch,
    C([Security] > [802.1X]) with C([Authentication Method]), C([Certificate Information]) and C([Certificate Management]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-19 and B-18.
  - The files are judged before any camera is asked. They must be readable and valid, belong together, and be made for clients;
    the CA certificate must be one of an authority.
  - 802.1X is never enabled on a camera without its files, where the method is EAP-TLS and the camera shows what it has.
  - Files are never replaced while 802.1X is enabled. It is disabled for that, and enabled again afterwards. Disabling and enabling
    is saved only after a new connection has shown that the camera still answers.
  - A switch port that is not prepared for the camera closes when 802.1X is enabled, and nothing can open it from the camera's side.
    So nothing that concerns an enabled 802.1X is changed without O(confirm_network_ready=true).
  - The camera checks no revocation list for 802.1X. The authentication server should.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
attributes:
  idempotent:
    support: partial
    details:
      - The camera does not tell a password. With O(update_password=always) every run writes it, with O(update_material=always) every
        run installs the files.
options:
  enable:
    description:
      - Whether the camera authenticates, the guide's C([802.1X Authentication]).
      - The guide prints no factory default.
    type: bool
  method:
    description:
      - The guide's C([Authentication Method]), in the words of the camera's code map. The guide prints V(EAP-TLS); the others differ by
        model. Over ONVIF the camera states its methods, such as V(EAP-TLS) and V(EAP-PEAP/MSCHAPv2).
      - Up to 32 characters.
    type: str
  user_name:
    description:
      - The guide's C([User Name]), the identity that the camera states. Up to 63 characters.
    type: str
  password:
    description:
      - Password of O(user_name), for methods that have one instead of a certificate, such as V(EAP-PEAP/MSCHAPv2). Up to 128
        characters; a camera may take fewer.
      - The guide has no such setting. Only cameras whose ONVIF Security service has 802.1X take it (C(UploadPassphrase)).
    type: str
  update_password:
    description:
      - When O(password) is written. V(on_create) writes it to a camera that has none. V(always) writes it on every run, and always
        reports a change. Use it for one run to change the password.
    type: str
    choices: [always, on_create]
    default: on_create
  ca_certificate:
    description:
      - Certificates of the authorities that vouch for the authentication server. The path of a file, or PEM itself.
      - O(ca_certificate) and O(client_certificate) come together.
    type: str
  client_certificate:
    description:
      - Certificate of the camera, followed by its intermediates. The path of a file (PEM, DER or PKCS#12), or PEM itself.
      - A file that holds the private key as well makes O(private_key) needless.
    type: str
  private_key:
    description:
      - Private key of O(client_certificate), RSA or elliptic curve. The path of a file, or PEM itself.
      - A key in PEM that O(private_key_passphrase) opens is sent as it is, with that passphrase. Any other key is encrypted under a
        random passphrase before it is sent.
    type: str
  private_key_passphrase:
    description:
      - Opens O(private_key), or O(client_certificate) where that is PKCS#12. The guide's C([Client Private Key Password]) has 1 to 234
        characters.
    type: str
  update_material:
    description:
      - V(on_create) installs the files when the camera has none of a kind, and when it shows another certificate than
        O(client_certificate). Canon cameras of 2022 and later show name and dates. Earlier ones show only that something is
        installed, so a new certificate for the same camera is not noticed there.
      - V(always) installs them on every run, and always reports a change. Use it for one run to renew the certificate of a camera that does
        not show it.
    type: str
    choices: [always, on_create]
    default: on_create
  confirm_network_ready:
    description:
      - Confirms that authentication server and switch port are prepared for this camera, and that the port lets the camera through for
        the moment in which its files are replaced.
      - Without it enabling, disabling and every change to an enabled 802.1X are refused, and nothing is written.
    type: bool
    default: false
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.ssl_tls
"""

EXAMPLES = r"""
- name: Let the camera authenticate with a certificate of its own
  netcam.hardening.dot1x:
    enable: true
    method: EAP-TLS
    user_name: "{{ inventory_hostname }}.cameras.example.com"
    ca_certificate: "{{ inventory_dir }}/certificates/network-ca.pem"
    client_certificate: "{{ inventory_dir }}/certificates/{{ inventory_hostname }}.pem"
    private_key: "{{ inventory_dir }}/certificates/{{ inventory_hostname }}.key"
    private_key_passphrase: "{{ vault_dot1x_passphrase }}"
    confirm_network_ready: true

- name: Let the camera authenticate by name and password, over ONVIF
  netcam.hardening.dot1x:
    enable: true
    method: EAP-PEAP/MSCHAPv2
    user_name: "{{ inventory_hostname }}"
    password: "{{ vaulted_dot1x_password }}"
    confirm_network_ready: true

- name: Install the files now, enable 802.1X another day
  netcam.hardening.dot1x:
    ca_certificate: "{{ inventory_dir }}/certificates/network-ca.pem"
    client_certificate: "{{ inventory_dir }}/certificates/{{ inventory_hostname }}.p12"
    private_key_passphrase: "{{ vault_dot1x_passphrase }}"
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
      sample: dot1x.enable
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: 802.1X Authentication
    area:
      description: Area of the setting.
      type: str
      sample: dot1x
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: false
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: true
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
      sample: dot1x.enable
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: 802.1X Authentication
    area:
      description: Area of the setting.
      type: str
      sample: dot1x
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Security] > [802.1X]"
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
    dot1x.enable: true
evidence:
  description: What was seen, and why files were installed.
  returned: always
  type: list
  elements: dict
  sample:
    - setting: dot1x.install_client
      seen: the camera has not got a CA certificate
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
    setting: "[802.1X Authentication] ([Security] > [802.1X])"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("dot1x")


if __name__ == "__main__":
    main()
