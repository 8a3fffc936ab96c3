# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Certificates that are trusted by their fingerprint: the record of what was seen at first use.

One line per camera, like C(known_hosts) of SSH: name, SHA-256 fingerprint, date. A certificate gets there only when the
inventory asks for it (C(trust_on_first_use)), or when the camera made it in a session that was trusted. It leaves when the
camera shows a certificate that verifies against the authorities.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256

from ._endpoint import Endpoint
from ._errors import CameraUnreachable
from ._files import PRIVATE, locked, read_whole, write_whole
from ._probes.tls import Place, look

#: A line has some hundred bytes. Bytes.
_LIMIT = 16 * 1024 * 1024


class KnownCertificates:
    """The file of one inventory. Many workers use it at once, each for its own camera."""

    def __init__(self, path: str | None) -> None:
        self._path = path

    def find(self, camera: str) -> str | None:
        """The fingerprint that is trusted for a camera. Raises FileProblem."""
        return self._read().get(camera, (None, ""))[0]

    def remember(self, camera: str, fingerprint: str) -> None:
        """Trust this certificate of a camera from now on. Raises FileProblem."""
        date = datetime.now(UTC).strftime("%Y-%m-%d")
        self._change(lambda lines: lines.update({camera: (fingerprint, date)}))

    def forget(self, camera: str) -> None:
        """The camera's certificate verifies by itself from now on. Raises FileProblem."""
        if self._path and camera in self._read():
            self._change(lambda lines: lines.pop(camera, None))

    def _read(self) -> dict[str, tuple[str, str]]:
        if not self._path or not os.path.exists(self._path):
            return {}
        text = read_whole(self._path, _LIMIT).decode("utf-8", errors="replace")
        fields = [line.rsplit(None, 2) for line in text.splitlines() if not line.startswith("#")]
        return {name: (fingerprint, date) for name, fingerprint, date in (line for line in fields if len(line) == 3)}

    def _change(self, change: Callable[[dict[str, tuple[str, str]]], object]) -> None:
        if not self._path:
            return
        with locked(f"{self._path}.lock"):
            lines = self._read()
            change(lines)
            text = "".join(f"{name} {fingerprint} {date}\n" for name, (fingerprint, date) in sorted(lines.items()))
            write_whole(self._path, text.encode(), PRIVATE)


def served_fingerprint(endpoint: Endpoint, host: str, port: int) -> str:
    """SHA-256 fingerprint of the certificate that is shown at a camera's port. Raises CameraUnreachable."""
    return sha256(served_certificate(endpoint, host, port)).hexdigest()


def served_certificate(endpoint: Endpoint, host: str, port: int) -> bytes:
    """The certificate (DER) that is shown at a camera's port, whoever issued it. Nothing is sent but the handshake.

    Raises CameraUnreachable.
    """
    chain = look(tls_place(endpoint, host, port)).chain
    if not chain:
        raise CameraUnreachable(f"the camera shows no certificate at port {port}")
    return chain[0]


def tls_place(endpoint: Endpoint, host: str, port: int) -> Place:
    """Where a handshake with a camera's own port goes to."""
    return Place(host, endpoint.reachable_port(port), endpoint.source_address, endpoint.timeout)
