# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Read a fleet file: which cameras there are, in which state, and which inventory variables they bring along.

seed: any text            # optional, default code map otherwise
vars: {...}               # optional, group variables of the inventory
defaults: {...}           # optional, merged under every camera entry
multicast: [127.0.0.1]    # optional, interfaces on which WS-Discovery probes to the group are heard: address (IPv4) or name (IPv6)
real_addresses: true      # optional: cameras have addresses that this host really has, in a network namespace for example
cameras:
  - name: hall            # required
    model: VB-H47         # a model of the guide, or one of acme/models.py; required unless family is onvif
    family: onvif         # a conformant camera of nobody's make, without any Canon interface
    address: 127.20.0.1   # default: the next free one from 127.20.0.1
    ipv6: "::1"           # at most one camera
    count: 100            # that many cameras; `{n}` in name, account and vars becomes 1, 2, ...
    state: no_account     # or root_camera, root_fixed, configured; default: as the model leaves the factory
    factory: no_account   # what an initialisation brings back; default: state, or the model's
    account: {name: ..., password: ...}   # for configured
    https: true           # the inventory reaches it by HTTPS
    certificate: fleet_ca # or self_signed (default of acme), none; i-PRO: none, or preinstalled where the generation has one
    settings: {id: value} # any setting, in force from the start
    firmware: 1.0.0
    clock_offset: 0       # seconds
    restart_seconds: 0.3
    delay: 0              # seconds before each connection, HTTP request and datagram is answered: network and processor
    digest_algorithm: MD5 # or SHA-256
    nonce_uses: 1000
    nonce_seconds: 300
    lockout: {failures: 5, window: 60, seconds: 30, status: 503}
    onvif: true           # default: not on those whose account is fixed (root_fixed)
    onvif_users: shared   # with the camera's own users, or separate
    onvif_account: {name: ..., password: ...}   # first of the separate users; default: the camera's own
    onvif_auth: [digest, usernametoken]         # default before 2022: usernametoken only
    onvif_digest_algorithms: [MD5]              # and, or, SHA-256
    onvif_clock_window: 300                     # seconds a UsernameToken may be off the camera's clock
    onvif_without: [...]  # features it lacks, see onvif/options.py
    onvif_quirks: {...}   # see onvif/quirks.py
    faults: {...}
    vars: {...}           # host variables
    dialect: aw           # i-PRO only, as all below: the sister family's commands too, or none of them
    ipro_generation: B    # A, B, C1, C2; default: the model's
    key_seconds: 0.2      # how long a key takes
    ipro_dual: false      # HTTP and HTTPS together; default: the generation's
    ipro_self_signed_blocks_key: true           # default: generation A and dialect aw
    ipro_password_classes: 2                    # or 3; default: the generation's
    ipro_quirks: {...}    # see ipro/quirks.py
    profile: false        # the inventory names the profile with this run's made-up commands
ipro_commands: {...}      # optional, names for the commands that have no public name, see ipro/unknown.py; default: random
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

import yaml

from .acme.models import FAMILY_ACME
from .codes import DEFAULT_SEED
from .ipro.models import FAMILY_IPRO
from .ipro.options import LOCKOUT, IproOptions, default_certificate
from .ipro.options import options as ipro_options
from .ipro.unknown import names
from .lockout import LockoutPolicy
from .models import (
    CONFIGURED,
    FACTORY_STATES,
    FAMILY_ONVIF,
    MODEL_ONVIF,
    factory_account,
    factory_state_of,
    family_of,
)
from .onvif.options import options

FIRST_ADDRESS = ipaddress.IPv4Address("127.20.0.1")
CERTIFICATES = ("fleet_ca", "self_signed", "none", "preinstalled")


class BadFleet(ValueError):
    """The fleet file is wrong; the message says where."""


@dataclass
class CameraEntry:
    """One camera of a fleet file, completed."""

    name: str
    model: str = ""
    family: str = ""
    address: str = ""
    ipv6: str = ""
    state: str = ""
    factory: str = ""
    account: dict[str, str] = field(default_factory=dict)
    https: bool = False
    certificate: str = ""
    settings: dict[str, Any] = field(default_factory=dict)
    firmware: str = "1.0.0"
    clock_offset: float = 0.0
    restart_seconds: float = 0.3
    delay: float = 0.0
    digest_algorithm: str = "MD5"
    nonce_uses: int = 1000
    nonce_seconds: float = 300.0
    lockout: dict[str, Any] = field(default_factory=dict)
    onvif: bool | None = None
    onvif_users: str = "shared"
    onvif_account: dict[str, str] = field(default_factory=dict)
    onvif_auth: list[str] = field(default_factory=list)
    onvif_digest_algorithms: list[str] = field(default_factory=lambda: ["MD5"])
    onvif_clock_window: float = 300.0
    onvif_without: list[str] | None = None
    onvif_quirks: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Any] = field(default_factory=dict)
    vars: dict[str, Any] = field(default_factory=dict)
    dialect: str = ""
    ipro_generation: str = ""
    key_seconds: float = 0.2
    ipro_dual: bool | None = None
    ipro_self_signed_blocks_key: bool | None = None
    ipro_password_classes: int = 0
    ipro_quirks: dict[str, Any] = field(default_factory=dict)
    ipro_commands: dict[str, str] = field(default_factory=dict)
    profile: bool = False

    def __post_init__(self) -> None:
        if self.family == FAMILY_ONVIF:
            self.model = self.model or MODEL_ONVIF
        elif self.family not in ("", family_of(self.model)):
            raise BadFleet(f"{self.name}: {self.model} is not of family {self.family}")
        else:
            self.family = family_of(self.model)
        self.factory = self.factory or (self.state if self.state in FACTORY_STATES else factory_state_of(self.model))
        self.state = self.state or self.factory
        if self.state not in (*FACTORY_STATES, CONFIGURED) or self.factory not in FACTORY_STATES:
            raise BadFleet(f"{self.name}: unknown state {self.state!r} or factory {self.factory!r}")
        if self.state == CONFIGURED and set(self.account) != {"name", "password"}:
            raise BadFleet(f"{self.name}: state configured needs account: {{name: ..., password: ...}}")
        if self.family == FAMILY_ACME:
            self.onvif, self.certificate = False, self.certificate or "self_signed"
        self._complete_ipro()
        has_own = self.ipro_options is not None and default_certificate(self.ipro_options.generation) == "preinstalled"
        known = CERTIFICATES if has_own else CERTIFICATES[:-1]
        if self.certificate not in known:
            raise BadFleet(f"{self.name}: certificate is one of {', '.join(known)}")
        self.firmware = str(self.firmware)
        self.onvif_options = options(self.family, self.factory, vars(self))
        self.lockout_policy = LockoutPolicy(**self.lockout)

    def _complete_ipro(self) -> None:
        self.ipro_options: IproOptions | None = None
        if self.family != FAMILY_IPRO:
            self.certificate = self.certificate or "fleet_ca"
            return
        self.ipro_options = ipro_options(self.model, vars(self), self.ipro_commands)
        self.certificate = self.certificate or default_certificate(self.ipro_options.generation)
        self.lockout = {**LOCKOUT, **self.lockout}

    @property
    def factory_account(self) -> tuple[str, str]:
        """Name and password after an initialisation, both empty when there is none."""
        return factory_account(self.factory)

    @property
    def initial_account(self) -> tuple[str, str]:
        """Name and password at the start."""
        if self.state == CONFIGURED:
            return str(self.account["name"]), str(self.account["password"])
        return factory_account(self.state)


@dataclass(frozen=True)
class FleetFile:
    """A whole fleet file."""

    cameras: list[CameraEntry]
    seed: str = DEFAULT_SEED
    vars: dict[str, Any] = field(default_factory=dict)
    multicast: list[str] = field(default_factory=list)
    ipro_commands: dict[str, str] = field(default_factory=dict)
    real_addresses: bool = False


def load(path: Path) -> FleetFile:
    """Read a fleet file; raises BadFleet."""
    return parse(yaml.safe_load(path.read_text(encoding="utf-8")))


def parse(data: Any) -> FleetFile:
    """Complete the parsed content of a fleet file; raises BadFleet."""
    if not isinstance(data, Mapping) or not isinstance(data.get("cameras"), list):
        raise BadFleet("a fleet file is a mapping with a list `cameras`")
    unknown = set(data) - {"cameras", "defaults", "seed", "vars", "multicast", "ipro_commands", "real_addresses"}
    if unknown:
        raise BadFleet(f"unknown key {', '.join(sorted(unknown))}")
    commands = _ipro_commands(data.get("ipro_commands") or {})
    known = {f.name for f in fields(CameraEntry)} - {"ipro_commands"}
    cameras = []
    for raw in data["cameras"]:
        entry = {**(data.get("defaults") or {}), **raw}
        for key in set(entry) - known - {"count"}:
            raise BadFleet(f"{entry.get('name', '?')}: unknown key {key}")
        try:
            cameras += [CameraEntry(**one, ipro_commands=commands) for one in _expanded(entry)]
        except (TypeError, ValueError) as error:
            raise BadFleet(f"{entry.get('name', '?')}: {error}") from error
    _give_addresses(cameras)
    real = bool(data.get("real_addresses"))
    _check_unique(cameras, real)
    multicast = [str(interface) for interface in data.get("multicast") or []]
    site = dict(data.get("vars") or {})
    return FleetFile(cameras, str(data.get("seed", DEFAULT_SEED)), site, multicast, commands, real)


def _ipro_commands(given: Mapping[str, Any]) -> dict[str, str]:
    try:
        return names(given)
    except ValueError as error:
        raise BadFleet(str(error)) from error


def move(fleet: FleetFile, network: str) -> None:
    """Give all cameras addresses with these first two octets, so that fleets can run side by side; real ones stay."""
    if fleet.real_addresses:
        return
    for camera in fleet.cameras:
        camera.address = ".".join([*network.split("."), *camera.address.split(".")[2:]])
    _check_unique(fleet.cameras)


def _expanded(entry: dict[str, Any]) -> Iterator[dict[str, Any]]:
    count = entry.pop("count", None)
    if count is None:
        yield entry
        return
    for n in range(1, int(count) + 1):
        yield {
            key: _numbered(value, n) if key in ("name", "account", "vars") else value for key, value in entry.items()
        }


def _numbered(value: Any, n: int) -> Any:
    if isinstance(value, str):
        return value.replace("{n}", str(n))
    if isinstance(value, Mapping):
        return {key: _numbered(inner, n) for key, inner in value.items()}
    return value


def _give_addresses(cameras: list[CameraEntry]) -> None:
    taken = {camera.address for camera in cameras}
    candidate = FIRST_ADDRESS
    for camera in cameras:
        if camera.address:
            continue
        while str(candidate) in taken or int(candidate) & 0xFF in (0, 255):
            candidate += 1
        camera.address = str(candidate)
        taken.add(camera.address)


def _check_unique(cameras: list[CameraEntry], real: bool = False) -> None:
    for what in ("name", "address", "ipv6"):
        values = [getattr(camera, what) for camera in cameras if getattr(camera, what)]
        double = {value for value in values if values.count(value) > 1} if len(set(values)) < len(values) else set()
        if double:
            raise BadFleet(f"{what} used twice: {', '.join(sorted(double))}")
    for camera in cameras:
        if not real and not ipaddress.ip_address(camera.address).is_loopback:
            raise BadFleet(f"{camera.name}: {camera.address} is no loopback address")
