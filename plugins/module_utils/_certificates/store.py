# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What the life cycle needs from a camera's certificate store, in the same words for every interface.

A store does single steps. It does not decide: which step comes next, what is issued, what is proven and when the
connection is switched over is the life cycle's business (C(lifecycle.py)).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, runtime_checkable

#: What a store may be able to do. Each is one step; C(why_not) says why a camera cannot take it now.
#: key: make a key pair on the camera. fresh_key: make another one without disturbing the certificate in use.
#: request: make a certificate signing request. install: take a certificate for a key that is on the camera.
#: install_key: take a certificate together with a private key. chain: take intermediate certificates.
#: several: hold more than one server certificate. activate: choose which one is served. trust: take CA certificates
#: for connections that the camera opens. crl: take revocation lists.
ABILITIES = (
    "key", "fresh_key", "self_signed", "request", "install", "install_key", "chain",
    "several", "activate", "delete", "trust", "crl",
)  # fmt: skip


@dataclass(frozen=True)
class Subject:
    """Fields of a distinguished name, as both makers' pages print them."""

    common_name: str
    country: str | None = None
    state: str | None = None
    locality: str | None = None
    organization: str | None = None
    organizational_unit: str | None = None


@dataclass(frozen=True)
class Wish:
    """What a key, a request or a self-signed certificate is to be made for.

    C(names) are DNS names and IP addresses for subjectAltName; an interface without a field for it leaves them out.
    C(key_type) is rsa or ec, C(key_size) in bits (ec: the size of the curve).
    """

    subject: Subject
    names: tuple[str, ...] = ()
    not_before: datetime | None = None
    not_after: datetime | None = None
    key_type: str = "rsa"
    key_size: int = 2048


@dataclass(frozen=True)
class PrivateKey:
    """A key that was made outside the camera: PKCS#8 PEM, encrypted with C(passphrase)."""

    pem: str = field(repr=False)
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class Held:
    """A certificate on the camera, as far as the camera tells. C(id) is the camera's own word for it."""

    id: str
    kind: str  # server, intermediate, ca; client for one of 802.1X
    pem: str | None = None
    common_name: str | None = None
    not_before: datetime | None = None
    not_after: datetime | None = None
    self_signed: bool | None = None
    in_use: bool | None = None


@dataclass(frozen=True)
class State:
    """What is in the store. C(has_key) is None where the interface does not tell; C(request) is a pending request, PEM."""

    has_key: bool | None = None
    request: str | None = None
    held: tuple[Held, ...] = ()

    @property
    def server(self) -> Held | None:
        """The server certificate in use; where the camera does not tell, the only one."""
        servers = [held for held in self.held if held.kind == "server"]
        used = [held for held in servers if held.in_use]
        return used[0] if used else servers[0] if len(servers) == 1 else None


class Store(Protocol):
    """One camera's certificates over one interface. Every step is read back by the store; it raises NotEffective when a
    step was accepted and is not seen afterwards, CameraAnswer when it was refused, Unsupported when there is no such step."""

    name: str

    def why_not(self, ability: str) -> str | None:
        """Why one of C(ABILITIES) is not possible on this camera now, in words for people; None when it is."""

    def read(self) -> State:
        """What is there now; always asked anew."""

    def create_key(self, wish: Wish) -> None:
        """Make a key pair on the camera; returns when it is there. It may take minutes: progress is reported."""

    def create_self_signed(self, wish: Wish) -> None:
        """Make a self-signed certificate on the camera, with a key where there is none."""

    def create_request(self, wish: Wish) -> str:
        """A request (PEM) with the fresh key where that is possible, else with the present one."""

    def install(self, certificate: str, chain: Sequence[str], key: PrivateKey | None = None) -> Held:
        """Take a server certificate (PEM) with its intermediates, leaf's issuer first. It need not be in use afterwards."""

    def activate(self, held: Held) -> None:
        """Serve this certificate from now on. No-op where the camera chooses by itself."""

    def waits_for_restart(self) -> bool:
        """Whether what was installed or chosen in this session is served only after a restart."""

    def delete(self, held: Held) -> None:
        """Remove a certificate, with its chain and key where nothing else uses them."""

    def install_trust(self, certificate: str) -> None:
        """Take a CA certificate (PEM) for connections that the camera opens."""

    def install_crl(self, crl: str) -> None:
        """Take a revocation list (PEM) for connections that the camera opens."""

    def has_trust(self, certificate: str) -> bool:
        """Whether this CA certificate (PEM) is there for connections that the camera opens, as far as the camera shows."""

    def has_crl(self, crl: str) -> bool | None:
        """Whether this revocation list (PEM) is there; None when there are some and the camera does not tell which."""


@runtime_checkable
class Archive(Protocol):
    """A store whose camera hands its certificates out and takes them back as one encrypted file, keys included."""

    def why_no_archive(self, direction: str) -> str | None:
        """Why C(backup) or C(restore) is not possible, in words for people; None when it is."""

    def download_archive(self, encryption_password: str) -> bytes:
        """The file."""

    def restore_archive(self, content: bytes, encryption_password: str) -> None:
        """Take the file back; read back as far as the interface shows certificates. Raises NotEffective."""


def archive_of(store: object) -> Archive | None:
    """The store as an archive; None for one that hands nothing out."""
    return store if isinstance(store, Archive) else None


@runtime_checkable
class Releasing(Protocol):
    """A store whose camera keeps a certificate chosen while nothing is served, and deletes only what is not chosen."""

    def release(self, held: Held) -> None:
        """No longer choose it. Only while HTTPS is off. Raises Refused."""


def releasing(store: object) -> Releasing | None:
    """The store as one that releases; None for one that need not."""
    return store if isinstance(store, Releasing) else None


@dataclass(frozen=True)
class Dot1xState:
    """What is installed for 802.1X. None where the interface does not tell.

    C(client_shown) is what it tells of the client certificate where it does not hand it out.
    """

    ca: bool | None = None
    client: bool | None = None
    key: bool | None = None
    status: str | None = None
    ca_pem: str | None = None
    client_pem: str | None = None
    client_shown: Held | None = None


class Dot1xStore(Protocol):
    """802.1X material over one interface; the switch, the method and the user name are ordinary settings."""

    name: str

    def why_not(self) -> str | None:
        """Why 802.1X material cannot be installed on this camera; None when it can."""

    def read(self) -> Dot1xState:
        """What is there now; always asked anew."""

    def install(self, ca: str, client: str, chain: Sequence[str], key: PrivateKey) -> None:
        """Take the CA certificate, the client certificate (PEM) and its encrypted key, and select them."""

    def delete(self) -> None:
        """Remove what is installed."""
