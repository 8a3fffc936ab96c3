#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: ssl_tls
short_description: Switch a network camera over to HTTPS
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets whether a camera serves HTTP, HTTPS, or both, C([Security] > [SSL/TLS] > [Encrypted Communications]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-17 and B-17. It recommends V(https) for all communication.
  - A switch-over is proven before it is irreversible. The camera is asked to serve both protocols first; then HTTPS must show a
    certificate that this controller trusts, and the administrator must be able to read the camera by it; only then plain HTTP
    is closed. When the proof fails, the camera goes back to the policy it had, and the task fails with what was seen.
  - The camera never goes back to plain HTTP unasked. Plain HTTP only is refused unless O(allow_clear_text=true) consents.
  - Serving HTTPS only is refused, and nothing is written, while the inventory reaches the camera by HTTP. Set
    O(camera_scheme=https), and O(initial_scheme=http) for the first contact.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  https_policy:
    description:
      - What the camera serves. V(http) is the guide's C([HTTP]), V(http_and_https) is C([HTTP and HTTPS]), V(https) is C([HTTPS]).
      - The guide prints no factory default.
      - On cameras where the page has a reboot button, each step of a switch-over takes effect only after a restart. Then the
        camera restarts twice, once to serve both protocols, and once more to close plain HTTP.
      - Video that is delivered by RTP or RTSP, and data that the camera uploads, are not encrypted by this setting.
    type: str
    choices: [http, http_and_https, https]
  minimum_tls_version:
    description:
      - The oldest TLS version that the camera's HTTPS server speaks. All versions that the camera has from there on are enabled,
        older ones are not.
      - The ONVIF Security Baseline asks for V(1.2). A version that would leave the camera without any is refused before it is
        written.
      - The guide has no such setting. Only cameras whose ONVIF Security service advertises it have it (C(SetEnabledTLSVersions)).
    type: str
    choices: ["1.0", "1.1", "1.2", "1.3"]
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.http_server
    description: For the port of HTTPS.
"""

EXAMPLES = r"""
- name: Serve HTTPS only
  netcam.hardening.ssl_tls:
    https_policy: https

- name: Serve HTTPS only, and nothing older than TLS 1.2, on cameras that can be told so by ONVIF
  netcam.hardening.ssl_tls:
    https_policy: https
    minimum_tls_version: "1.2"
    on_unsupported: report

- name: Serve HTTPS beside HTTP, for a recorder that needs time to follow
  netcam.hardening.ssl_tls:
    https_policy: http_and_https
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
      sample: ssl_tls.https_policy
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: HTTPS Connection Policy
    area:
      description: Area of the setting.
      type: str
      sample: ssl_tls
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: http
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: https
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
      sample: ssl_tls.https_policy
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: HTTPS Connection Policy
    area:
      description: Area of the setting.
      type: str
      sample: ssl_tls
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Security] > [SSL/TLS] > [Encrypted Communications]"
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
    ssl_tls.https_policy: https
evidence:
  description: What was seen from outside.
  returned: always
  type: list
  elements: dict
  sample:
    - setting: ssl_tls.https_policy
      seen: the administrator reads the camera at https://192.0.2.10:443
    - setting: ssl_tls.https_policy
      seen: nothing answers at port 80 (http) any more
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
    setting: "[HTTPS Connection Policy] ([Security] > [SSL/TLS] > [Encrypted Communications])"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("ssl_tls")


if __name__ == "__main__":
    main()
