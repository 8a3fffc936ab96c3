#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: probe_info
short_description: Look at a network camera from outside, without a login
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Returns what anybody on the network can see of a camera, of whatever make. It needs no account, no profile and no interface of
    the maker, and it writes nothing, so it can contradict what the camera says of itself.
  - All probes of a camera run at the same time, within O(time_limit). A camera that is switched off costs a few seconds.
  - Nothing is guessed. No community, user or password is sent that was not given, and the account that a manual prints is tried
    only with O(try_factory_account=true), once.
  - Pictures are not kept. Of a page or picture the result has status, size and content type.
  - A probe has one of three answers. V(ignore:seen) and V(ignore:not_seen) say whether what it looks for is there,
    V(ignore:unknown) that this could not be found out, with the reason. Silence of a camera that gives no sign of life is never
    V(ignore:not_seen).
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.attributes_info
options:
  probes:
    description:
      - What to look at. The default is everything.
      - V(http) is plain HTTP, open or leading to HTTPS. V(http_auth) is the login that the web server asks for. V(anonymous) is
        what a stranger gets, pages and pictures. V(clock) is the clock, by ONVIF, C(info.cgi) or the Date header.
        V(factory_account) is the account of the manual, see O(try_factory_account).
      - V(tls) is HTTPS, with certificate, versions, suites and grade, as M(netcam.hardening.tls_info) has it.
      - V(rtsp) is the RTSP server, its login and streams that open without one. V(snmp) is SNMP v1 and v2c with
        O(communities). V(snmp_v3) is an SNMPv3 agent, and with O(snmp_v3) a login. V(mdns), V(ws_discovery) and V(ftp) are
        whether the camera answers by these.
      - V(host_restriction) is whether the camera refuses O(second_source_address). V(ports) is which TCP ports of O(ports) are
        open.
    type: list
    elements: str
    choices:
      [http, http_auth, anonymous, clock, factory_account, tls, rtsp, snmp, snmp_v3, mdns, ws_discovery, ftp, host_restriction,
       ports]
  http_port:
    description:
      - Port of plain HTTP. The default is O(camera_port) for O(camera_scheme=http), else 80.
    type: int
  https_port:
    description:
      - Port of HTTPS. The default is O(camera_port) for O(camera_scheme=https), else 443.
    type: int
  rtsp_port:
    description:
      - Port of RTSP.
    type: int
    default: 554
  paths:
    description:
      - More pages of the web server that a stranger should not get, beside the known ones of Canon, i-PRO and ONVIF.
    type: list
    elements: str
  rtsp_paths:
    description:
      - Streams to ask for, before the known ones. Needed where a camera has none under the known paths.
    type: list
    elements: str
  ports:
    description:
      - TCP ports to connect to, at most 64. Nothing is sent to them.
    type: list
    elements: int
    default: [21, 22, 23, 80, 443, 554, 8000, 8080, 8443, 8554, 49152]
  communities:
    description:
      - SNMP communities to ask with, at most 8. They go over the network in clear text, as SNMP v1 and v2c have it.
    type: list
    elements: str
  snmp_v3:
    description:
      - A user of SNMPv3 that should get in. The level is that of the passwords given.
    type: dict
    suboptions:
      user_name:
        description:
          - Name of the user.
        type: str
        required: true
      auth_protocol:
        description:
          - Authentication protocol. V(sha) is SHA-1.
        type: str
        choices: [md5, sha, sha224, sha256, sha384, sha512]
        default: sha
      auth_password:
        description:
          - Authentication password, 8 characters at least.
        type: str
      privacy_protocol:
        description:
          - Encryption protocol. V(aes) is AES with 128 bits.
        type: str
        choices: [des, aes]
        default: aes
      privacy_password:
        description:
          - Encryption password, 8 characters at least. It needs O(snmp_v3.auth_password).
        type: str
  second_source_address:
    description:
      - Another address of this host, which the camera's host access restriction should refuse.
    type: str
  mdns_services:
    description:
      - Whether to ask for services by multicast as well. Without this, the camera is asked straight, and by multicast only for
        its own address, so that nobody else answers. Every responder on the network answers to this, so use it with few cameras.
    type: bool
    default: false
  try_factory_account:
    description:
      - Whether to try one login with the account that Canon's manuals of models released before 2022 print. Where the account has
        been changed, this is one failed login, in the camera's log and on its count towards a lock-out.
    type: bool
    default: false
  time_limit:
    description:
      - Seconds for all probes together, at most 600.
    type: float
    default: 15.0
  silence_after:
    description:
      - Seconds after which a service on UDP that does not answer counts as silent, at most 600. Raise it on slow networks.
    type: float
    default: 2.0
requirements:
  - cryptography, for SNMPv3 with encryption
seealso:
  - module: netcam.hardening.tls_info
  - module: netcam.hardening.device_info
"""

EXAMPLES = r"""
- name: Look at the camera from outside
  netcam.hardening.probe_info:
  register: outside

- name: Stop when a stranger gets a picture or a stream
  ansible.builtin.assert:
    that:
      - outside.probes.anonymous.state == "not_seen"
      - outside.probes.rtsp.facts.open | default([]) | length == 0

- name: See whether SNMP is as it should be
  netcam.hardening.probe_info:
    probes: [snmp, snmp_v3]
    communities: "{{ vaulted_old_communities }}"
    snmp_v3:
      user_name: monitoring
      auth_password: "{{ vaulted_snmp_auth_password }}"
      privacy_password: "{{ vaulted_snmp_encryption_password }}"

- name: See whether the camera refuses an address that is not in its list, and whether the password of the manual still works
  netcam.hardening.probe_info:
    camera_host: 198.51.100.10
    probes: [host_restriction, factory_account]
    second_source_address: 198.51.100.66
    try_factory_account: true
"""

RETURN = r"""
changes:
  description: Always an empty list, because this module only looks.
  returned: always
  type: list
  elements: dict
  sample: []
manual:
  description: Always an empty list, because this module manages no settings.
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
  description: Always an empty list. What was seen is in RV(probes).
  returned: always
  type: list
  elements: dict
  sample: []
restart:
  description: Whether a restart was needed, and whether it was done. Never, because this module only looks.
  returned: always
  type: dict
  sample:
    done: false
    needed: false
camera:
  description: The common keys, without a value, because no interface of the maker is used.
  returned: always
  type: dict
  sample:
    account: unknown
    clock_drift: null
    driver: null
    family: null
    firmware: null
    login: null
    model: null
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: invalid_value
    setting: null
probes:
  description: What each probe saw, by its name in O(probes).
  returned: success
  type: dict
  contains:
    state:
      description: V(ignore:seen), V(ignore:not_seen) or V(ignore:unknown).
      type: str
      sample: seen
    evidence:
      description: What was seen, for people.
      type: str
      sample: "port 554: a login is asked for by digest"
    reason:
      description: Why it could not be found out. Null for the other states.
      type: str
      sample: null
    seconds:
      description: How long it took. It says nothing of the camera.
      type: float
      sample: 0.02
    facts:
      description:
        - What was seen, for playbooks. Text of the camera is cut to a bounded length and has no control characters.
        - V(ignore:http) has C(port), C(answer) (C(open), C(redirect), C(prohibited), C(refused) or C(silent)), C(status) and
          C(server).
        - V(ignore:http_auth) has C(schemes) and C(challenges), a list with C(over), C(scheme), C(realm), C(algorithm) and C(qop).
        - V(ignore:anonymous) has C(over), C(open), a list of what a stranger should not have got, and C(pages), a list with
          C(name), C(kind), C(guarded), C(open), C(status), C(size) and C(content_type).
        - V(ignore:clock) has C(source), the best one, C(drift) in seconds, camera minus controller, and all C(sources).
        - V(ignore:factory_account) has C(attempts), C(user) and C(path).
        - V(ignore:tls) has C(port), C(answer), and what M(netcam.hardening.tls_info) returns.
        - V(ignore:rtsp) has C(port), C(answer), C(server), C(methods), C(schemes), C(challenges), C(streams), a list with
          C(path) and C(status), and C(open), the paths of streams that need no login.
        - V(ignore:snmp) has C(answer), C(versions), C(communities), the positions of those that were answered, counted from 1,
          C(description) and C(object_id).
        - V(ignore:snmp_v3) has C(answer), C(engine_id), C(enterprise), C(engine_boots), C(level), and C(login), which is
          C(accepted), C(refused), C(silent), C(not_proven), C(not_tried), C(unknown), C(unknown_user), C(wrong_digest),
          C(unsupported_level), C(cannot_decrypt) or C(not_in_time_window).
        - V(ignore:mdns) has C(answer), C(unicast), C(multicast), C(services), C(hosts) and C(addresses).
        - V(ignore:ws_discovery) has C(answer), C(addresses), C(link_local), those given out by AutoIP, C(endpoint), C(name) and
          C(hardware).
        - V(ignore:ftp) has C(port), C(answer), C(code) and C(banner).
        - V(ignore:host_restriction) has C(over), C(port), C(second_source_address), C(first) and C(second), the answers to
          this host's first and second address.
        - V(ignore:ports) has the lists C(open), C(closed) and C(silent).
      type: dict
      sample:
        answer: rtsp
        open: []
        port: 554
        schemes: [digest]
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("probe_info")


if __name__ == "__main__":
    main()
