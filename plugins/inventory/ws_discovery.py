# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Inventory plugin: the cameras that answer WS-Discovery."""

from __future__ import annotations

DOCUMENTATION = r"""
name: ws_discovery
author: netcam.hardening contributors (@netcam-hardening)
short_description: Find network cameras by WS-Discovery
version_added: 0.1.0
description:
  - Sends WS-Discovery probes, by multicast on the interfaces of the controller and directly to given addresses and networks,
    and makes hosts of the ONVIF cameras that answer.
  - Nothing is written to a camera, and no password is used but the one in O(query_password). Cameras whose discovery mode is
    off do not answer; put those into an inventory file.
  - The name of the configuration file ends with C(ws_discovery.yml) or C(ws_discovery.yaml).
  - Every host has the variables C(netcam_endpoint), C(netcam_types), C(netcam_scopes), C(netcam_xaddrs), C(netcam_addresses),
    C(netcam_name), C(netcam_hardware), C(netcam_location), C(netcam_profiles), C(netcam_manufacturer), C(netcam_model),
    C(netcam_firmware), C(netcam_serial_number), C(netcam_clock_offset) and C(netcam_family). What is not known is null or empty.
  - It also has C(ansible_host), C(ansible_netcam_scheme), C(ansible_netcam_initial_port) with the port of the camera, and
    C(ansible_port) unless that is the usual one of the scheme.
notes:
  - Nobody proves who he is in WS-Discovery. Whoever can send packets to the controller can answer with any name, model and
    identity. Texts of an answer are never evaluated as templates, but they decide names and groups. Give passwords to discovered
    hosts only together with verified HTTPS, and use O(include) and O(expected) to see what should not be there.
  - A host that another inventory source already has keeps the connection variables it has there.
  - UDP loses packets. O(expected) tells when a camera is missing.
extends_documentation_fragment:
  - ansible.builtin.constructed
  - ansible.builtin.inventory_cache
options:
  plugin:
    description: Name of this plugin.
    type: str
    required: true
    choices: [netcam.hardening.ws_discovery]
  multicast:
    description: Whether to send probes to the groups C(239.255.255.250) and C(ff02::c), which reach the cameras of the same network.
    type: bool
    default: true
  interfaces:
    description:
      - Interfaces of the controller to send multicast probes on, by name or address.
      - The default is every interface that is up and can do multicast, without the loopback.
    type: list
    elements: str
  addresses:
    description: Addresses and networks to probe directly, for cameras behind a router, such as V(198.51.100.0/24).
    type: list
    elements: str
    default: []
  max_addresses:
    description: The most addresses that O(addresses) may hold.
    type: int
    default: 4096
  rate:
    description: The most probes to send in a second.
    type: float
    default: 500
  wait:
    description: Seconds to wait for answers after the last probe.
    type: float
    default: 4
  timeout:
    description:
      - Seconds for everything together, probes, answers and queries.
      - A search that cannot end in this time is refused before the first probe.
    type: float
    default: 60
  expected:
    description:
      - How many cameras should answer; with O(include.networks), how many of these networks. When so many have answered, nothing
        is waited for any more.
      - When fewer have, there is a warning, and the cache keeps no such result.
    type: int
  max_cameras:
    description: The most cameras to take. There is a warning when there are more.
    type: int
    default: 10000
  deduplicate:
    description:
      - What makes a camera one. V(endpoint) is its endpoint reference, which stays when the address changes.
      - V(address) is for cameras that were all delivered with the same endpoint reference.
    type: str
    choices: [endpoint, address]
    default: endpoint
  prefer_scheme:
    description: Which of its services to use when a camera names one by HTTP and one by HTTPS.
    type: str
    choices: [https, http]
    default: https
  query:
    description:
      - Whether to ask each camera for its clock, which needs no login, and with O(query_user) for maker, model, firmware and
        serial number. Each camera is asked once.
    type: bool
    default: false
  query_user:
    description: ONVIF account for O(query). One of the lowest level is enough, and better than the administrator's. May be a template.
    type: str
    env:
      - name: NETCAM_QUERY_USER
  query_password:
    description:
      - Password of O(query_user), sent once to every camera that answered, as a digest. It is never sent in clear text.
        May be a template.
    type: str
    env:
      - name: NETCAM_QUERY_PASSWORD
  query_timeout:
    description: Seconds to wait for each answer to a query.
    type: float
    default: 5
  query_concurrency:
    description: How many cameras are asked at the same time.
    type: int
    default: 32
  validate_certs:
    description: Whether the certificate of a camera that is asked over HTTPS must verify.
    type: bool
    default: true
  ca_path:
    description: File with the certificates of the authorities that are trusted for O(query), and no others.
    type: path
  hostname:
    description:
      - Jinja2 expression for the name of a host, out of its variables, such as V(netcam_location[0] ~ '-' ~ netcam_model).
        Characters other than letters, digits, dots, dashes and underscores become dashes.
      - The default is hardware and the last part of the endpoint reference, C(vb-h47-0050c2a1b2c3), which stays when the address changes.
    type: str
  group:
    description: The group of all discovered cameras. The other groups are its children.
    type: str
    default: cameras
  group_by:
    description:
      - What to make groups of. V(family) is C(canon_vb_2022), C(canon_vb_pre2022), C(ipro_wv) or C(onvif); the others are
        C(manufacturer_NAME), C(model_NAME), C(onvif_profile_LETTER) and C(firmware_VERSION), which needs O(query).
    type: list
    elements: str
    choices: [family, manufacturer, model, profile, firmware]
    default: [family, manufacturer, model, profile, firmware]
  connection:
    description: Whether to set C(ansible_connection) to P(netcam.hardening.camera#connection).
    type: bool
    default: true
  include:
    description: Only cameras that fit every one of the lists given here become hosts.
    type: dict
    suboptions:
      networks:
        description: Addresses and networks of the cameras.
        type: list
        elements: str
      manufacturers:
        description: Makers, with the wildcards C(*) and C(?), in upper or lower case.
        type: list
        elements: str
      models:
        description: Models or hardware, with wildcards.
        type: list
        elements: str
  exclude:
    description: Cameras that fit one of the lists given here do not become hosts.
    type: dict
    suboptions:
      networks:
        description: As in O(include.networks).
        type: list
        elements: str
      manufacturers:
        description: As in O(include.manufacturers).
        type: list
        elements: str
      models:
        description: As in O(include.models).
        type: list
        elements: str
  filters:
    description:
      - A list of conditions. Each is a mapping with one key, V(include) or V(exclude), and a Jinja2 condition on the variables of
        the host. The first one that holds decides; a camera for which none holds becomes a host.
      - Evaluated after O(include) and O(exclude).
    type: list
    elements: dict
    default: []
"""

EXAMPLES = r"""
# cameras.ws_discovery.yml: all cameras of the networks that the controller stands in
plugin: netcam.hardening.ws_discovery

---
# Cameras behind a router, kept for a day, with a warning when one of the 120 is missing
plugin: netcam.hardening.ws_discovery
multicast: false
addresses: [198.51.100.0/24]
expected: 120
cache: true
cache_plugin: ansible.builtin.jsonfile
cache_connection: ~/.cache/cameras
cache_timeout: 86400

---
# One interface, Canon only, named and grouped by the place that was written into the cameras
plugin: netcam.hardening.ws_discovery
interfaces: [eth1]
include:
  manufacturers: [canon]
filters:
  - exclude: "'lab' in netcam_location"
  - include: "'T' in netcam_profiles"
  - exclude: true
hostname: "netcam_location | first ~ '-' ~ netcam_endpoint[-4:]"
keyed_groups:
  - key: netcam_location
    prefix: at
compose:
  harden_time_zone: "'Europe/Berlin'"
strict: true

---
# Firmware versions, by an account of the lowest level
plugin: netcam.hardening.ws_discovery
query: true
query_user: inventory
query_password: "{{ lookup('ansible.builtin.env', 'CAMERA_READER') }}"
ca_path: /etc/pki/cameras.pem
"""

import time
from collections.abc import Callable
from typing import Any

from ansible.errors import AnsibleParserError
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.inventory import BaseInventoryPlugin, Cacheable, Constructable
from ansible.utils.vars import combine_vars

from ansible_collections.netcam.hardening.plugins.module_utils._discovery.cameras import Camera, from_data, to_data
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.filters import admitted, conditions, criteria
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.naming import RESERVED, groups_of, host_names
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.request import Request
from ansible_collections.netcam.hardening.plugins.module_utils._discovery.variables import host_variables
from ansible_collections.netcam.hardening.plugins.module_utils._errors import NetcamError


class InventoryModule(BaseInventoryPlugin, Constructable, Cacheable):
    """Options in, hosts out; the search itself is in module_utils/_discovery."""

    NAME = "netcam.hardening.ws_discovery"
    # what a camera says must never become a template; False is the default, and here it is the point
    trusted_by_default = False

    def verify_file(self, path: str) -> bool:
        """Whether the file is meant for this plugin."""
        return bool(super().verify_file(path)) and path.endswith(("ws_discovery.yml", "ws_discovery.yaml"))

    def parse(self, inventory: Any, loader: DataLoader, path: str, cache: bool = True) -> None:
        """Fill the inventory. Raises AnsibleParserError."""
        super().parse(inventory, loader, path, cache)
        self._read_config_data(path)
        try:
            request = Request.of(self._option)
            exclude, rules = criteria("exclude", self.get_option("exclude")), conditions(self.get_option("filters"))
            found = self._cameras(request, path, cache)
            self._populate([item for item in found if request.include.all(item) and not exclude.any(item)], rules)
        except NetcamError as error:
            raise AnsibleParserError(error.describe(path)) from error

    def _option(self, name: str) -> Any:
        """An option; those that may hold a template are evaluated."""
        value = self.get_option(name)
        return self.templar.template(value) if name in ("query_user", "query_password") and value else value

    def _note(self, text: str) -> None:
        self.display.vvv(f"ws_discovery: {text}")

    # -- search or cache -------------------------------------------------------------------------------------------

    def _cameras(self, request: Request, path: str, cache: bool) -> list[Camera]:
        wanted = self.get_option("cache")
        key = f"{self.get_cache_key(path)}_{request.digest}"
        if wanted and cache:
            try:
                known = from_data(self._cache[key])
            except KeyError:
                known = None
            if known is not None:
                self._note(f"{len(known)} cameras out of the cache")
                return known
        cameras, complete = request.fulfil(time.monotonic(), self._note, self.display.warning)
        if wanted and complete:
            self._cache[key] = to_data(cameras)
        return cameras

    # -- hosts -----------------------------------------------------------------------------------------------------

    def _populate(self, cameras: list[Camera], rules: list[tuple[bool, str | bool]]) -> None:
        connection = self.get_option("connection")
        variables = {id(camera): host_variables(camera, connection) for camera in cameras}
        cameras = [camera for camera in cameras if admitted(rules, self._judge(variables[id(camera)]))]
        known = set(self.inventory.hosts)
        parent = self.inventory.add_group(self._sanitize_group_name(self.get_option("group")))
        reserved = RESERVED | {name.lower() for name in self.inventory.groups}
        names = host_names(cameras, lambda camera: self._name(variables[id(camera)]), reserved)
        for camera, name in zip(cameras, names, strict=True):
            self._add(name, camera, variables[id(camera)], parent, name in known)

    def _judge(self, variables: dict[str, Any]) -> Callable[[str], bool]:
        def judge(condition: str) -> bool:
            extra = self.get_option("use_extra_vars")
            self.templar.available_variables = combine_vars(variables, self._vars) if extra else variables
            try:
                return bool(self.templar.evaluate_conditional(condition))
            except Exception as error:
                raise AnsibleParserError(f"filters: {condition!r} cannot be evaluated: {error}") from error

        return judge

    def _name(self, variables: dict[str, Any]) -> str | None:
        expression = self.get_option("hostname")
        if not expression:
            return None
        try:
            return str(self._compose(expression, variables) or "")
        except Exception as error:
            if self.get_option("strict"):
                raise AnsibleParserError(f"hostname: {expression!r} cannot be evaluated: {error}") from error
            self._note(
                f"hostname cannot be evaluated for {variables['ansible_host']}, the default name is taken: {error}"
            )
            return None

    def _add(self, name: str, camera: Camera, variables: dict[str, Any], parent: str, known: bool) -> None:
        name = self.inventory.add_host(name)
        own = self.inventory.get_host(name).vars if known else {}
        if own.get("ansible_host", camera.address) != camera.address:
            self.display.warning(
                f"ws_discovery: {name} answers at {camera.address}; another inventory source has it at {own['ansible_host']}, "
                "and that stays"
            )
        for key, value in variables.items():
            if not (key.startswith("ansible_") and key in own):
                self.inventory.set_variable(name, key, value)
        self.inventory.add_child(parent, name)
        for group in groups_of(camera, self.get_option("group_by")):
            group = self.inventory.add_group(group)
            if group != parent:
                self.inventory.add_child(parent, group)
            self.inventory.add_child(group, name)
        strict = self.get_option("strict")
        self._set_composite_vars(self.get_option("compose"), variables, name, strict=strict)
        self._add_host_to_composed_groups(self.get_option("groups"), variables, name, strict=strict)
        self._add_host_to_keyed_groups(self.get_option("keyed_groups"), variables, name, strict=strict)
