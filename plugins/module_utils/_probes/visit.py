# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""One visit to one camera: where it is, what to look for, and until when. All its probes share it and change nothing in it."""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from .tls import ANY, open_context
from .wire import Accept, Deadline, Stream, WireError, ask, connect

#: Services that cameras are known to open, whether wanted or not: FTP, SSH, Telnet, web, RTSP, ONVIF and maintenance ports.
USUAL_PORTS = (21, 22, 23, 80, 443, 554, 8000, 8080, 8443, 8554, 49152)


@dataclass(frozen=True)
class SnmpUser:
    """A user of SNMPv3. Levels follow from the passwords that are given. Protocols are words of C(usm)."""

    name: str
    auth_password: str | None = field(default=None, repr=False)
    auth_protocol: str = "sha"
    privacy_password: str | None = field(default=None, repr=False)
    privacy_protocol: str = "aes"


@dataclass(frozen=True)
class Target:
    """What to look at, and how. Ports are the camera's own; C(port_map) leads them through a port forward.

    C(time_limit): seconds for everything together. C(connect_limit): seconds for one TCP connection, and for one answer.
    C(silence): seconds without an answer after which a service on UDP counts as silent.
    C(families): makers whose pages are asked for; empty for all that are known.
    """

    host: str
    http_port: int = 80
    https_port: int = 443
    rtsp_port: int = 554
    port_map: Mapping[int, int] = field(default_factory=dict)
    source_address: str | None = None
    second_source_address: str | None = None
    time_limit: float = 15.0
    connect_limit: float = 4.0
    silence: float = 2.0
    families: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    rtsp_paths: tuple[str, ...] = ()
    ports: tuple[int, ...] = USUAL_PORTS
    communities: tuple[str, ...] = field(default=(), repr=False)
    snmp_user: SnmpUser | None = None
    mdns_services: bool = False
    ca_path: str | None = None
    try_factory_account: bool = False


class Visit:
    """A target whose name has been looked up, with the clock running. Safe in threads: nothing is changed but C(life)."""

    def __init__(self, target: Target, address: str, deadline: Deadline) -> None:
        self.target = target
        #: numeric, with a zone where it is link-local
        self.address = address
        self.deadline = deadline
        self._life = threading.Event()
        self._context_lock = threading.Lock()

    @property
    def alive(self) -> bool:
        """Whether the camera has given any sign of life: an answer of any kind, a refused connection too."""
        return self._life.is_set()

    def sign_of_life(self) -> None:
        """Something at the address has answered."""
        self._life.set()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return open_context("1.0", "1.3", ANY)

    def port(self, port: int) -> int:
        """The port to connect to for a port of the camera."""
        return self.target.port_map.get(port, port)

    def tcp(self, port: int, *, tls: bool = False, source: str | None = None) -> Stream:
        """A connection to a port of the camera. Raises WireError."""
        with self._context_lock:
            context = self._tls if tls else None
        try:
            stream = connect(
                self.address,
                self.port(port),
                self.deadline.within(self.target.connect_limit),
                source=source or self.target.source_address,
                tls=context,
                name=self.target.host.partition("%")[0],
            )
        except WireError as error:
            if error.alive:
                self.sign_of_life()
            raise
        self.sign_of_life()
        stream.deadline = self.deadline
        return stream

    def udp(
        self, port: int, datagrams: Sequence[bytes], accept: Accept | None = None, *, any_port: bool = False
    ) -> list[bytes]:
        """Answers to datagrams; an empty list is silence. Raises WireError."""
        try:
            answers = ask(
                self.address,
                self.port(port),
                datagrams,
                accept or (lambda _data: True),
                self.deadline.within(self.target.silence),
                source=self.target.source_address,
                any_port=any_port,
            )
        except WireError as error:
            if error.alive:
                self.sign_of_life()
            raise
        if answers:
            self.sign_of_life()
        return answers


def look_up(host: str, deadline: Deadline) -> str:
    """The numeric address of a host. A name server that does not answer costs the deadline, no more. Raises WireError."""
    try:
        return str(ipaddress.ip_address(host))
    except ValueError:
        pass
    found: list[str] = []

    def search() -> None:
        try:
            found.extend(str(entry[4][0]) for entry in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError):
            return

    searcher = threading.Thread(target=search, name="netcam-look-up", daemon=True)
    searcher.start()
    searcher.join(deadline.left())
    if not found:
        raise WireError("no_name", f"the host name {host!r} is not known")
    return found[0]
