#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: rtp_server
short_description: Set the RTP server of a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Switches the RTP server on or off, and sets RTSP authentication method and RTSP port,
    C([Server] > [RTP Server] > [RTP Server]).
  - Sets the multicast groups of audio, C([Server] > [RTP Server] > [Audio Settings 1/2]) on models released in and after 2022,
    C([Server] > [RTP Server] > [Audio Multicast]) on models released before 2022, and of the five RTP streams,
    C([Server] > [RTP Server] > [RTP Stream 1/2/3/4/5]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-15 and B-15 (authentication method), A-16 and B-16 (ports), A-23 and B-22 (RTP).
  - Two services on one port are refused before the first write. Compared are the HTTP port, the HTTPS port, the RTSP port and
    the multicast ports, as they would be after the task. Two multicast groups may have the same port at different addresses.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  rtp:
    description:
      - Whether the camera delivers by RTP. Factory default is V(true).
      - The guide recommends V(false) where neither the recording system nor a viewer needs RTP.
      - The guide names it for both generations, but the screen that it prints for models released in and after 2022 does not
        show it. Where a model has no such setting it is unsupported, see O(on_unsupported).
    type: bool
  rtsp_auth_method:
    description:
      - How viewers log in by RTSP. Both generations have V(basic) and V(digest). The guide recommends V(digest), because
        V(basic) sends the password unencrypted. It prints no factory default.
      - Viewers and recorders must support digest authentication.
    type: str
    choices: [basic, digest]
  rtsp_port:
    description:
      - Port of the RTSP server. Allowed are 554 and 1024 to 65535 on both generations. Factory default is V(554).
      - The guide recommends another port where there is concern that the well-known one is used for intrusion.
    type: int
  audio:
    description:
      - Multicast of audio. Groups that are not listed are left as they are.
    type: list
    elements: dict
    suboptions:
      index:
        description:
          - Number of the group, from 1. There are 2 on models released in and after 2022, and 1 on models released before 2022.
          - Each number can be given once.
        type: int
        required: true
      multicast_address:
        description:
          - Multicast address, V(224.0.0.0) to V(239.255.255.255). Factory default is V(0.0.0.0), which means off.
        type: str
      multicast_port:
        description:
          - Multicast port, 1024 to 65535. Factory default is V(0), which means off.
        type: int
      multicast_ttl:
        description:
          - How many routers a packet may pass, 0 to 255. Factory default is V(1).
        type: int
  stream:
    description:
      - Multicast of the RTP streams. Streams that are not listed are left as they are.
    type: list
    elements: dict
    suboptions:
      index:
        description:
          - Number of the stream, 1 to 5 on both generations. Each number can be given once.
        type: int
        required: true
      multicast_address:
        description:
          - Multicast address, V(224.0.0.0) to V(239.255.255.255). Factory default is V(0.0.0.0), which means off.
        type: str
      multicast_port:
        description:
          - Multicast port, 1024 to 65535. Factory default is V(0), which means off.
        type: int
      multicast_ttl:
        description:
          - How many routers a packet may pass, 0 to 255. Factory default is V(1).
        type: int
notes:
  - Video and audio by RTP and RTSP stay unencrypted, also when HTTPS is used (guide, pages A-17 and B-17).
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.http_server
"""

EXAMPLES = r"""
- name: Switch RTP off, because the recorder fetches by HTTPS
  netcam.hardening.rtp_server:
    rtp: false

- name: Ask for digest authentication by RTSP, at another port
  netcam.hardening.rtp_server:
    rtsp_auth_method: digest
    rtsp_port: 10554

- name: Switch the multicast of the first stream off
  netcam.hardening.rtp_server:
    stream:
      - index: 1
        multicast_address: 0.0.0.0
        multicast_port: 0
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
      sample: rtp_server.rtsp_auth_method
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: RTSP Authentication Method
    area:
      description: Area of the setting.
      type: str
      sample: rtp_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: basic
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: digest
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
      sample: rtp_server.rtp
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: RTP
    area:
      description: Area of the setting.
      type: str
      sample: rtp_server
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[Server] > [RTP Server] > [RTP Server]"
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
    rtp_server.rtsp_auth_method: digest
    rtp_server.stream[1].multicast_port: 0
evidence:
  description: Always an empty list, because these settings are proven by reading them back.
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
    code: unsupported
    setting: rtp_server.rtp [RTP] ([Server] > [RTP Server] > [RTP Server])
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("rtp_server")


if __name__ == "__main__":
    main()
