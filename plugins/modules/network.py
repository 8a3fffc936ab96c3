#!/usr/bin/python

# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: network
short_description: Disable unused network functions of a network camera
version_added: 0.1.0
author: netcam.hardening contributors (@netcam-hardening)
description:
  - Sets AutoIP, mDNS, IPv6, DNS and packet size, C([System] > [Network]) on models released in and after 2022,
    C([Basic] > [Network]) on models released before 2022. The sections there are C([LAN]), C([IPv4]), C([IPv6]), C([DNS])
    and C([mDNS]).
  - Source is Canon's guide C(Useful Tips for Reducing the Risk of Unauthorized Access for Network Cameras), chapter 2, pages
    A-20 and B-19. It recommends to disable AutoIP and mDNS when the initial setting of the network is completed.
  - Nearly all of these settings take effect only after a restart. All are written first, then the camera is restarted once,
    see O(restart).
  - The camera's own IPv4 address, subnet mask, default gateway and speed are never written, because the camera would be lost.
  - Disabling IPv6 is refused when this session reaches the camera by an IPv6 address.
  - Where no factory default is given below, the guide prints none.
extends_documentation_fragment:
  - netcam.hardening.camera
  - netcam.hardening.camera.writing
  - netcam.hardening.camera.attributes
options:
  max_packet_size:
    description:
      - Largest packet in bytes, 576 to 1500 on both generations. Factory default is V(1500).
    type: int
  auto_ip:
    description:
      - Whether the camera takes an address out of C(169.254.0.0/16) even without DHCP.
      - Factory default is V(true). The guide recommends V(false) after the initial setting.
    type: bool
  ipv6:
    description:
      - IPv6. An option that is not given is left as it is.
    type: dict
    suboptions:
      enable:
        description:
          - Whether the camera uses IPv6.
          - The guide recommends to disable what is not used.
        type: bool
      auto_ra:
        description:
          - Whether the camera takes addresses that routers announce, C([Auto (RA\)]).
        type: bool
      auto_dhcpv6:
        description:
          - Whether the camera takes an address by DHCPv6, C([Auto (DHCPv6\)]).
        type: bool
      address:
        description:
          - IPv6 address that is set by hand. An empty text removes it.
        type: str
      prefix_length:
        description:
          - Number of leading bits of O(ipv6.address) that are the network, 16 to 128 on both generations. Factory default is
            V(64).
        type: int
      default_gateway:
        description:
          - IPv6 address of the default gateway. An empty text removes it.
        type: str
  dns:
    description:
      - Name service. An option that is not given is left as it is.
    type: dict
    suboptions:
      name_server_1:
        description:
          - IPv4 or IPv6 address of the first name server. An empty text removes it.
        type: str
      name_server_2:
        description:
          - IPv4 or IPv6 address of the second name server. An empty text removes it.
        type: str
      use_dhcp:
        description:
          - Whether the camera takes name servers by DHCP or DHCPv6.
        type: bool
      host_name:
        description:
          - Host name of the camera, up to 63 characters, letters, digits, dot, hyphen and underscore.
        type: str
      host_name_registration:
        description:
          - Whether the camera registers its host name by dynamic DNS.
        type: bool
      search_domains:
        description:
          - The whole list of search domains, in order, at most 6. Domains that are on the camera and not here are removed.
          - The guide does not print the number of rows.
        type: list
        elements: dict
        suboptions:
          name:
            description:
              - Search domain, 1 to 63 characters, letters, digits, dot, hyphen and underscore. Each domain once.
            type: str
            required: true
  upnp_port_forwarding:
    description:
      - Whether the camera opens ports in the router by UPnP, C([Auto port forwarding]). Only i-PRO cameras have it.
      - While it is on, the camera lets nobody change its connection and ports. The collection recommends V(false).
    type: bool
  mdns:
    description:
      - Whether the camera announces its address and its host name by multicast DNS.
      - Factory default is V(true). The guide recommends V(false) after the initial setting.
      - Models released in and after 2022 take it at once, models released before 2022 after a restart.
    type: bool
  ws_discovery:
    description:
      - Whether the camera answers WS-Discovery, by which it tells its address, model and name to everybody on the network who
        asks. Recorders may look for their cameras that way.
      - The guide does not have it. It is ONVIF's discovery mode (C(SetDiscoveryMode)), and reaches every camera that has an ONVIF
        service, whatever its maker.
      - A directed or multicast probe of UDP port 3702 shows the effect.
    type: bool
notes:
  - Reach the camera by its own IPv4 address. A camera that this host only reaches by its AutoIP address, or by its mDNS name,
    is lost when that function is disabled.
seealso:
  - module: netcam.hardening.settings
  - module: netcam.hardening.host_access
"""

EXAMPLES = r"""
- name: Disable AutoIP and mDNS after the initial setting
  netcam.hardening.network:
    auto_ip: false
    mdns: false

- name: Disable IPv6, and restart the camera later
  netcam.hardening.network:
    ipv6:
      enable: false
    restart: never

- name: Fall silent for WS-Discovery when the recorder knows the camera
  netcam.hardening.network:
    ws_discovery: false

- name: Use the site's own name servers
  netcam.hardening.network:
    dns:
      name_server_1: 192.0.2.53
      name_server_2: 2001:db8::53
      use_dhcp: false
      host_name_registration: false
      search_domains:
        - name: cameras.example.com
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
      sample: network.ipv4.auto_ip
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: AutoIP
    area:
      description: Area of the setting.
      type: str
      sample: network
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    before:
      description: Value before. Passwords are masked.
      type: raw
      sample: true
    after:
      description: Value after. Passwords are masked.
      type: raw
      sample: false
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
      sample: network.mdns
    label:
      description: Label of the setting as the guide prints it.
      type: str
      sample: Use mDNS
    area:
      description: Area of the setting.
      type: str
      sample: network
    chapter:
      description: Chapter of the guide.
      type: str
      sample: "2"
    menu_path:
      description: Where it stands on the camera's Setting Page.
      type: str
      sample: "[System] > [Network] > [mDNS]"
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
    network.ipv4.auto_ip: false
    network.mdns: false
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
    code: refused
    setting: "[Network] > [IPv6]"
"""

from ..module_utils._module import run_module


def main() -> None:
    """Entry point."""
    run_module("network")


if __name__ == "__main__":
    main()
