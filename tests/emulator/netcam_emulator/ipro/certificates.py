# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The HTTPS state machine: key, self-signed certificate, signing request, CA certificate, and which one is in force.

No key, no certificate. A new key makes both certificates useless; one step back is kept. A valid CA certificate blocks a
new key. The CA certificate wins over the self-signed one. With nothing in force TLS is off (reference notes, section 2).
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from cryptography import x509

from . import x509tools
from .models import C1, has_self_signed
from .registry import File, Refused
from .state import IproState

if TYPE_CHECKING:
    from .service import IproService

NOT_GENERATED, INVALID, EXPIRED = "not_generated", "invalid", "expired"
TIME_FORMAT = "%Y/%m/%d %H:%M:%S"
#: Printable, no space, no double-byte, and none of the characters that file systems use themselves.
_FILE_NAME = re.compile(r"[A-Za-z0-9!#$%'()+,.=@\[\]^_`{}~-]{1,250}")
#: Names for the fault `ignore_write`.
KEY, SELF_SIGNED, CSR, CA = "crt_key", "self_signed_certificate", "csr", "ca_certificate"


class Certificates:
    """Keys and certificates of one camera."""

    def __init__(self, service: IproService) -> None:
        self._service = service
        self._making: object | None = None
        self._last_stamp: datetime | None = None
        self._served: bytes | None = None

    @property
    def _state(self) -> IproState:
        """The state, with the certificate that the camera had from the start made by now."""
        state = self._service.state
        if state.first:
            self._make_first(state)
        return state

    # What there is

    @property
    def generating(self) -> bool:
        """Whether a key is being made."""
        return self._making is not None

    @property
    def kind_in_force(self) -> str:
        """What HTTPS shows: ca, preinstalled, self_signed, or nothing (empty)."""
        first = self._service.state.first
        if first:
            return "ca" if first == "fleet_ca" else first
        if self._belongs(self._state.ca.get("pem", "")):
            return "ca"
        if self._service.options.generation == C1:
            return "preinstalled"
        return "self_signed" if self._belongs(self._state.self_signed) else ""

    def pem_in_force(self) -> bytes | None:
        """Certificate and private key that HTTPS shows, None for the one of the factory."""
        kind, state = self.kind_in_force, self._state
        if kind not in ("ca", "self_signed"):
            return None
        return ((state.ca["pem"] if kind == "ca" else state.self_signed) + str(state.key["private"])).encode()

    def serve(self) -> bytes | None:
        """The same, for the listener that is about to show it."""
        self._served = self.pem_in_force()
        return self._served

    def key_info(self) -> list[tuple[str, object]]:
        """Size and time of the current and the previous key."""
        found: list[tuple[str, object]] = []
        for prefix, key in (("cur", self._state.key), ("pre", self._state.previous_key)):
            found.append((f"{prefix}_key_size", key.get("size", NOT_GENERATED)))
            found.append((f"{prefix}_key_last_modified", key.get("modified", NOT_GENERATED)))
        return found

    def self_signed_info(self) -> str:
        """`not_generated`, `invalid` (the CA certificate is used, or the key is another one), `expired`, or the host."""
        pem = self._state.self_signed
        if not pem:
            return NOT_GENERATED
        return INVALID if self.kind_in_force != "self_signed" else self._host_or_expired(pem)

    def ca_info(self) -> str:
        """`invalid` (none installed, or the key is another one), `expired`, or the host."""
        return self._host_or_expired(self._state.ca["pem"]) if self.kind_in_force == "ca" else INVALID

    def csr_modified(self) -> str:
        """Time of the signing request."""
        return self._state.csr.get("modified", NOT_GENERATED)

    def csr_pem(self) -> str:
        """The signing request; raises Refused."""
        if not self._state.csr:
            raise Refused("no CSR")
        return self._state.csr["pem"]

    # Keys

    def generate(self, size: int) -> None:
        """Begin to make a key; raises Refused."""
        if size not in self._service.options.key_sizes:
            raise Refused(f"key size {size}")
        self._may_change_key()
        if self._ignored(KEY):
            return
        self._making = token = object()
        if self._service.quirks["key_never_ends"]:
            return
        loop = asyncio.get_running_loop()

        def made(done: asyncio.Future[str]) -> None:
            loop.call_later(self._service.options.key_seconds, self._finish, token, size, done.result())

        loop.run_in_executor(None, x509tools.new_key, size).add_done_callback(made)

    def abandon(self) -> None:
        """Forget a key that is being made."""
        self._making = None

    def previous(self) -> None:
        """Go back to the previous key; raises Refused."""
        state = self._state
        if not state.previous_key:
            raise Refused("no previous key")
        self._may_change_key()
        if not self._ignored(KEY):
            state.key, state.previous_key, state.csr = state.previous_key, state.key, {}
            self._changed()

    def _finish(self, token: object, size: int, private: str) -> None:
        if self._making is not token:
            return
        self._making = None
        state = self._state
        state.previous_key, state.key, state.csr = state.key, self._new_key(size, private), {}
        self._changed()
        camera = self._service.camera
        if camera.up and not camera.services.settled():
            camera.services.move()

    def _may_change_key(self) -> None:
        if self.generating:
            raise Refused("a key is being made")
        if self.kind_in_force == "ca" and self.ca_info() != EXPIRED:
            raise Refused("a valid CA certificate")
        blocks = self._service.options.self_signed_blocks_key
        if blocks and self.self_signed_info() not in (NOT_GENERATED, INVALID, EXPIRED):
            raise Refused("a valid self-signed certificate")

    # Certificates

    def self_sign(self, fields: Mapping[str, str]) -> None:
        """Make the self-signed certificate; raises Refused."""
        if not has_self_signed(self._service.options.generation):
            raise Refused("this generation does not sign certificates itself")
        if self._checks and self._service.connection.policy != "http":
            raise Refused("connected by HTTPS")
        pem = self._made(x509tools.self_sign, fields, self._now())
        if not self._ignored(SELF_SIGNED):
            self._state.self_signed = pem
            self._changed()

    def request(self, fields: Mapping[str, str]) -> None:
        """Make a signing request; raises Refused."""
        pem = self._made(x509tools.request, fields)
        if not self._ignored(CSR):
            self._state.csr = {"pem": pem, "modified": self._stamp()}

    def install(self, file: File) -> None:
        """Install the certificate of a CA; raises Refused. Of a chain the camera takes the first certificate only."""
        if not self._state.csr:
            raise Refused("no CSR")
        if self._checks and not _FILE_NAME.fullmatch(file.name):
            raise Refused(f"file name {file.name!r}")
        try:
            certificate = x509tools.first_certificate(file.data)
        except ValueError as error:
            raise Refused(f"no PEM certificate: {error}") from error
        pem = x509tools.pem_of(certificate)
        if not self._belongs(pem):
            raise Refused("not for this key")
        if not self._ignored(CA):
            self._state.ca = {"pem": pem, "file": file.name}
            self._changed()

    def delete_self_signed(self) -> None:
        """Delete the self-signed certificate; raises Refused."""
        if not self._state.self_signed:
            raise Refused("no self-signed certificate")
        needed = self._service.connection.policy != "http" and self.kind_in_force != "ca"
        if self._checks and needed:
            raise Refused("HTTPS runs on it")
        if not self._ignored(SELF_SIGNED):
            self._state.self_signed = ""
            self._changed()

    def delete_ca(self) -> None:
        """Delete the CA certificate; raises Refused."""
        if not self._state.ca:
            raise Refused("no CA certificate")
        if self._checks and self._service.connection.policy != "http":
            raise Refused("connected by HTTPS")
        if not self._ignored(CA):
            self._state.ca = {}
            self._changed()

    # Inside

    @property
    def _checks(self) -> bool:
        return bool(self._service.quirks["server_side_checks"])

    def _ignored(self, name: str) -> bool:
        return self._service.camera.faults.ignores(name)

    def _now(self) -> datetime:
        return self._service.camera.now().astimezone(UTC)

    def _made(self, make: Any, fields: Mapping[str, str], *more: object) -> str:
        if self.generating or not self._state.key:
            raise Refused("no key")
        try:
            return str(make(self._state.key["private"], fields, *more))
        except ValueError as error:
            raise Refused(f"field {error}") from error

    def _belongs(self, pem: str) -> bool:
        key = self._service.state.key
        return bool(pem and key) and x509tools.belongs(x509.load_pem_x509_certificate(pem.encode()), key["private"])

    def _host_or_expired(self, pem: str) -> str:
        certificate = x509.load_pem_x509_certificate(pem.encode())
        return EXPIRED if certificate.not_valid_after_utc < self._now() else x509tools.host_of(certificate)

    def _changed(self) -> None:
        """Another certificate may be in force now; with none TLS is off."""
        camera = self._service.camera
        if self.pem_in_force() != self._served:
            camera.certificate_number += 1
        if not self.kind_in_force and self._service.connection.policy != "http":
            camera.keep({("ssl_tls.https_policy", 0): "http"})

    def _new_key(self, size: int, private: str) -> dict[str, Any]:
        return {"size": size, "modified": self._stamp(), "private": private}

    def _stamp(self) -> str:
        """The camera's time; no two stamps are the same, as no real camera makes two keys within a second."""
        now = self._service.camera.now().replace(microsecond=0)
        if self._last_stamp is not None and now <= self._last_stamp < now + timedelta(minutes=1):
            now = self._last_stamp + timedelta(seconds=1)
        self._last_stamp = now
        return now.strftime(TIME_FORMAT)

    def _make_first(self, state: IproState) -> None:
        """Key and certificate that the fleet file says the camera has from the start."""
        kind, state.first = state.first, ""
        camera, size = self._service.camera, self._service.options.key_sizes[-1]
        state.key = self._new_key(size, x509tools.new_key(size))
        fields = {"cn": camera.entry.address}
        if kind == "self_signed":
            state.self_signed = x509tools.self_sign(state.key["private"], fields, self._now())
            return
        state.csr = {"pem": x509tools.request(state.key["private"], fields), "modified": self._stamp()}
        public = x509tools.load_key(state.key["private"]).public_key()
        state.ca = {"pem": camera.ca.issue(public, camera.name, camera.own_addresses).decode(), "file": "server.pem"}
