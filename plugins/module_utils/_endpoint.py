# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""How to reach one camera: address, credentials, trust and time limits.

The same values come from the connection plugin (inventory variables) or from the options that every module has;
docs of both: plugins/connection/camera.py and plugins/doc_fragments/camera.py. A unit test holds the three equal.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ._errors import InvalidValue
from ._profile_trust import DOUBTS

DEFAULT_PORTS = {"http": 80, "https": 443}

#: Options every module takes. Environment names start with NETCAM_ because AWX reserves ANSIBLE_.
CONNECTION_SPEC: dict[str, dict[str, Any]] = {
    "camera_host": {"type": "str"},
    "camera_port": {"type": "int"},
    "camera_scheme": {"type": "str", "choices": ["http", "https"], "default": "http"},
    "camera_user": {"type": "str"},
    "camera_password": {"type": "str", "no_log": True},
    "initial_user": {"type": "str"},
    "initial_password": {"type": "str", "no_log": True},
    "initial_scheme": {"type": "str", "choices": ["http", "https"]},
    "initial_port": {"type": "int"},
    "initial_first": {"type": "bool", "default": False},
    "validate_certs": {"type": "bool", "default": True},
    "ca_path": {"type": "path"},
    "tls_fingerprint": {"type": "str"},
    "known_certificates": {"type": "path"},
    "trust_on_first_use": {"type": "bool", "default": False},
    "timeout": {"type": "float", "default": 10.0},
    "restart_timeout": {"type": "float", "default": 300.0},
    "allow_clear_text": {"type": "bool", "default": False},
    "driver": {"type": "str", "choices": ["auto", "canon", "ipro", "onvif", "web"], "default": "auto"},
    "profile": {"type": "raw"},
    "allow_unproven": {"type": "list", "elements": "str", "choices": list(DOUBTS), "default": []},
    "port_map": {"type": "dict"},
    "source_address": {"type": "str"},
    "journal_dir": {"type": "str"},
    "journal_vault_id": {"type": "str"},
    "journal_vault_password_file": {"type": "str"},
    "unreachable_as": {"type": "str", "choices": ["unreachable", "failed"], "default": "unreachable"},
}
#: Options of the controller alone, wherever a task is delegated to: the journal of passwords, and what Ansible is told.
CONTROLLER_ONLY = ("journal_dir", "journal_vault_id", "journal_vault_password_file", "unreachable_as")


@dataclass
class Endpoint:
    """Where and how to reach one camera. C(port) is the camera's own port; C(port_map) leads it through a port forward."""

    host: str
    port: int = 80
    scheme: str = "http"
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    initial_user: str | None = None
    initial_password: str | None = field(default=None, repr=False)
    initial_scheme: str | None = None
    initial_port: int | None = None
    initial_first: bool = False
    validate_certs: bool = True
    ca_path: str | None = None
    tls_fingerprint: str | None = None
    known_certificates: str | None = None
    trust_on_first_use: bool = False
    timeout: float = 10.0
    restart_timeout: float = 300.0
    allow_clear_text: bool = False
    driver: str = "auto"
    profiles: tuple[Mapping[str, Any], ...] = field(default=(), repr=False)
    allow_unproven: tuple[str, ...] = ()
    #: nobody has pointed at the profiles: one that is for another model is none
    profiles_found: bool = False
    port_map: Mapping[int, int] = field(default_factory=dict)
    source_address: str | None = None
    name: str = ""

    def __post_init__(self) -> None:
        self.name = self.name or self.host

    def reachable_port(self, port: int) -> int:
        """The port to connect to for a port of the camera."""
        return self.port_map.get(port, port)

    def initial_place(self) -> tuple[str, int] | None:
        """Scheme and port of the camera as delivered, or before a change, when the inventory names one of them."""
        if self.initial_scheme is None and self.initial_port is None:
            return None
        scheme = self.initial_scheme or self.scheme
        return scheme, self.initial_port or DEFAULT_PORTS[scheme]

    def initial(self) -> tuple[str, str] | None:
        """The account as delivered, or before a change."""
        name = self.initial_user or self.user
        return (name, self.initial_password) if name and self.initial_password is not None else None

    def credentials(self, first: tuple[str, str] | None = None) -> list[tuple[str, str]]:
        """Credentials in the order in which they are tried, each once: the wanted ones, then the initial ones.

        C(first) goes before them. Where an earlier task has seen the initial account in force, that one leads.
        """
        given = (self.user, self.password) if self.user and self.password is not None else None
        order = [first, given, self.initial()]
        if self.initial_first:
            order.insert(0, order.pop())
        return list(dict.fromkeys(pair for pair in order if pair is not None))


def endpoint_from(options: Mapping[str, Any], profiles: tuple[Mapping[str, Any], ...], name: str = "") -> Endpoint:
    """Build an L(Endpoint) from validated options (names of CONNECTION_SPEC)."""
    host = options.get("camera_host")
    if not host:
        raise InvalidValue(
            "no address of the camera is given",
            hint="Set ansible_host (connection netcam.hardening.camera), the option camera_host, or NETCAM_HOST.",
        )
    scheme = options["camera_scheme"]
    try:
        port_map = {int(key): int(value) for key, value in (options.get("port_map") or {}).items()}
    except (TypeError, ValueError):
        port_map = {0: 0}
    if not all(1 <= port <= 65535 for pair in port_map.items() for port in pair):
        raise InvalidValue("port_map must map port numbers to port numbers", hint='Example: {"80": 20080}.')
    source = options.get("source_address")
    if source is not None:
        try:
            ipaddress.ip_address(source)
        except ValueError:
            raise InvalidValue(f"source_address must be an IP address of this host, but is {source!r}") from None
    fingerprint = options.get("tls_fingerprint")
    if fingerprint is not None and not re.fullmatch(r"[0-9a-f]{64}", fingerprint.replace(":", "").lower()):
        raise InvalidValue(
            "tls_fingerprint must be a SHA-256 fingerprint of 64 hexadecimal digits",
            hint="openssl x509 -noout -fingerprint -sha256 -in certificate.pem prints one.",
        )
    known = options.get("known_certificates")
    if options["trust_on_first_use"] and not known:
        raise InvalidValue(
            "trust_on_first_use needs known_certificates, the file that remembers what was trusted",
            hint='Example: ansible_netcam_known_certificates: "{{ inventory_dir }}/known_certificates".',
        )
    for label in ("timeout", "restart_timeout"):
        # a comparison with NaN is never true
        if not options[label] > 0:
            raise InvalidValue(f"{label} must be more than 0 seconds, but is {options[label]}")
    for label in ("camera_port", "initial_port"):
        port = options.get(label)
        if port is not None and not 1 <= port <= 65535:
            raise InvalidValue(f"{label} must be within 1-65535, but is {port}")
    return Endpoint(
        host=host,
        port=options.get("camera_port") or DEFAULT_PORTS[scheme],
        scheme=scheme,
        user=options.get("camera_user"),
        password=options.get("camera_password"),
        initial_user=options.get("initial_user"),
        initial_password=options.get("initial_password"),
        initial_scheme=options.get("initial_scheme"),
        initial_port=options.get("initial_port"),
        initial_first=options["initial_first"],
        validate_certs=options["validate_certs"],
        ca_path=options.get("ca_path"),
        tls_fingerprint=fingerprint,
        known_certificates=known,
        trust_on_first_use=options["trust_on_first_use"],
        timeout=options["timeout"],
        restart_timeout=options["restart_timeout"],
        allow_clear_text=options["allow_clear_text"],
        driver=options["driver"],
        profiles=profiles,
        allow_unproven=tuple(options["allow_unproven"]),
        port_map=port_map,
        source_address=options.get("source_address"),
        name=name,
    )
