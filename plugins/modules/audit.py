#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: audit
short_description: Judge how well a network camera is hardened, without changing anything
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Judges one camera by controls. Each control is one recommendation of the makers' guides, or a rule of the ONVIF Security
    Baseline. C(docs/audit.md) lists them all, with the formula of the score.
  - The camera is read in one session, and then looked at from outside, as M(netcam.hardening.probe_info) does. Where the two
    contradict each other, that is a finding of its own.
  - Nothing is ever written to a camera. With the administrator's account all settings are read, with an ONVIF account that may only
    read those that it may. Without an account, or when the camera refuses it, the camera is judged by what can be seen from
    outside, and RV(audit.message) says why.
  - A control has one of six results. V(ignore:pass) and V(ignore:fail) are judged. V(ignore:manual) needs a person, because no
    interface reaches it or because nobody can read it off a camera. V(ignore:unknown) could have been seen and was not.
    V(ignore:not_applicable) does not exist on this camera. V(ignore:waived) is accepted by somebody for a time.
  - For a whole fleet use the role P(netcam.hardening.audit#role), which puts the results of all cameras into one file.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.attributes_info
options:
  fleet:
    description:
      - Name of the variable in which the result of M(netcam.hardening.fleet) was registered. What that task has seen of this camera
        is the result of this one, a failure included, and the camera is not looked at again.
      - Where that task did not look at this camera, or in another run, this one does. It has no effect on a gateway.
    type: str
  level:
    description:
      - Which controls are judged. Each level holds those before it.
      - V(entry) is what every camera should have on its first day, V(standard) all that the guides recommend for normal operation,
        V(strict) also what needs a network, certificates or procedures made for it.
    type: str
    choices: [entry, standard, strict]
    default: standard
  site:
    description:
      - Name of the place where the camera is, for grouping in reports.
    type: str
    default: ""
  waivers:
    description:
      - Controls that somebody accepts as not met. A control that passes is not waived.
    type: list
    elements: dict
    suboptions:
      control:
        description:
          - Id of the control, such as V(NC-2.18).
        type: str
        required: true
      reason:
        description:
          - Why it is accepted, for the report.
        type: str
        required: true
      expires:
        description:
          - Last day on which it is accepted, such as V("2027-01-31"). After that day the control fails, and says so.
        type: str
        required: true
  attestations:
    description:
      - What people have judged that no audit can see. It lets controls pass that would be V(ignore:manual), and no others.
    type: list
    elements: dict
    suboptions:
      control:
        description:
          - Id of the control, such as V(NC-0.1).
        type: str
        required: true
      by:
        description:
          - Who has judged it.
        type: str
        required: true
      date:
        description:
          - When, such as V("2026-11-22").
        type: str
        required: true
  attestation_days:
    description:
      - How many days an attestation counts.
    type: int
    default: 365
  read_settings:
    description:
      - Whether to log in and read settings. Without, the camera is judged by probes alone.
    type: bool
    default: true
  probes:
    description:
      - What to look at from outside, as O(netcam.hardening.probe_info#module:probes). The default is everything, an empty list
        is nothing.
    type: list
    elements: str
    choices:
      [http, http_auth, anonymous, clock, factory_account, tls, rtsp, snmp, snmp_v3, mdns, ws_discovery, ftp, host_restriction,
       ports]
  probe_options:
    description:
      - How to look from outside. Ports that the camera itself states for its services win over the ones here.
    type: dict
    suboptions:
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
              - Encryption password, 8 characters at least. It needs O(probe_options.snmp_v3.auth_password).
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
  firmware_minimum_version:
    description:
      - The latest firmware of the model, which no camera knows by itself. Without it the control on firmware is V(ignore:manual).
    type: str
  accounts:
    description:
      - Names of the authorized users that the site wants. Others fail. Without it the control on accounts is V(ignore:manual).
    type: list
    elements: str
  allowed_hosts:
    description:
      - Addresses and networks that the camera's host lists may let in. Without it only rows for everybody fail.
    type: list
    elements: str
  expected_ports:
    description:
      - TCP ports that may be open, beside those of the web and RTSP servers.
    type: list
    elements: int
    default: []
  rtp_required:
    description:
      - Whether the site's recorder or viewer requires RTP. Then the control on RTP is V(ignore:not_applicable).
    type: bool
    default: false
  max_drift:
    description:
      - How far the camera's clock may be off, in seconds.
    type: float
    default: 5.0
  warn_days:
    description:
      - A certificate must be valid for so many days at least.
    type: int
    default: 28
  ca_certificates:
    description:
      - Files with the CA certificates of the servers that the camera uploads to, PEM or DER, on the host that runs the task. The control
        NC-2.13 judges by them. Without them what the camera holds is left to people.
    type: list
    elements: path
  crls:
    description:
      - Files with the revocation lists of these authorities.
    type: list
    elements: path
requirements:
  - cryptography, to look at certificates, and for SNMPv3 with encryption
seealso:
  - module: netcam.hardening.audit_summary
  - module: netcam.hardening.probe_info
  - module: netcam.hardening.settings
"""

EXAMPLES = r"""
- name: Judge the camera
  netcam.hardening.audit:
    level: standard
    site: north
    allowed_hosts: [192.0.2.0/24]
  register: judged

- name: Show what fails, and how to mend it
  ansible.builtin.debug:
    msg: "{{ item.control }}: {{ item.fix }}"
  loop: "{{ judged.audit.results | selectattr('result', 'equalto', 'fail') }}"
  loop_control:
    label: "{{ item.control }}"

- name: Judge it by what strangers see
  netcam.hardening.audit:
    read_settings: false
    probe_options:
      communities: "{{ vaulted_old_communities }}"

- name: Accept for a time that an old recorder needs AutoIP, and tell what somebody has looked at
  netcam.hardening.audit:
    waivers:
      - control: NC-2.18
        reason: recorder of hall 3, to be replaced
        expires: "2027-01-31"
    attestations:
      - control: NC-0.1
        by: J. Doe
        date: "2026-11-22"
"""

RETURN = r"""
changes:
  description: Always an empty list, because this module only looks.
  returned: always
  type: list
  elements: dict
  sample: []
manual:
  description: Always an empty list. Controls that need a person are in RV(audit.results).
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
  description: Always an empty list. What was seen is in RV(audit.results).
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
  description: What the camera is, as far as it told.
  returned: always
  type: dict
  sample:
    account: present
    clock_drift: 0.4
    driver: canon
    family: canon_vb_2022
    firmware: 1.3.0
    login: wanted
    model: VB-H47
error:
  description: Machine-readable reason of a failure.
  returned: on failure
  type: dict
  sample:
    camera: lobby
    code: invalid_value
    setting: null
audit:
  description: The camera's entry of the result file (C(docs/schemas/audit-1.json)).
  returned: success
  type: dict
  contains:
    name:
      description: Inventory name.
      type: str
      sample: lobby
    address:
      description: Address of the camera.
      type: str
      sample: 192.0.2.10
    model:
      description: Model, null where the camera did not tell.
      type: str
      sample: VB-H47
    family:
      description: V(ignore:canon_vb_2022), V(ignore:canon_vb_pre2022), V(ignore:ipro_wv), V(ignore:onvif), or null.
      type: str
      sample: canon_vb_2022
    firmware:
      description: Firmware version, null where the camera did not tell.
      type: str
      sample: 1.3.0
    site:
      description: O(site).
      type: str
      sample: north
    reached:
      description: Whether the camera answered at all.
      type: bool
      sample: true
    access:
      description: V(ignore:settings) when settings were read, else V(ignore:probes).
      type: str
      sample: settings
    message:
      description: Why settings were not read, or not all of them.
      type: str
      sample: ""
    score:
      description: 0 to 100, null where nothing was judged.
      type: float
      sample: 71.4
    coverage:
      description: Share of what can be judged by machine or person that was judged by machine, in percent.
      type: float
      sample: 68.2
    counts:
      description: How many controls have which result.
      type: dict
      sample:
        fail: 1
        manual: 14
        not_applicable: 2
        pass: 27
        unknown: 0
        waived: 1
    certificate:
      description: The certificate that HTTPS serves, null where none was seen.
      type: dict
      sample:
        days_left: 300
        grade: ok
        issuer: CN=Network cameras
        names: [192.0.2.10]
        not_after: "2027-09-18T00:00:00Z"
        status: ok
    results:
      description: One entry per control, in the order of the guide.
      type: list
      elements: dict
      contains:
        control:
          description: Id of the control.
          type: str
          sample: NC-2.19
        result:
          description:
            - V(ignore:pass), V(ignore:fail), V(ignore:manual), V(ignore:not_applicable), V(ignore:unknown) or V(ignore:waived).
          type: str
          sample: fail
        evidence:
          description: What was seen and what is wanted, by C(kind) V(ignore:setting), V(ignore:probe) or V(ignore:note).
          type: list
          elements: dict
          sample:
            - kind: setting
              seen: "[Use mDNS] enable"
              wanted: disable
        disagree:
          description: Whether settings and probes contradict each other.
          type: bool
          sample: false
        fix:
          description: A line for the camera's variables, or what a person has to do.
          type: str
          sample: "harden_mdns: false"
        waiver:
          description: The waiver that was given, or null.
          type: dict
          sample: null
        attestation:
          description: The attestation that was given, or null.
          type: dict
          sample: null
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("audit")


if __name__ == "__main__":
    main()
