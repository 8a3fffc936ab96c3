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

import fcntl
import os
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from hashlib import sha256

from ._errors import CameraUnreachable, FileProblem

_MODE = 0o600


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
        if not self._path:
            return {}
        try:
            with open(self._path, encoding="utf-8") as handle:
                fields = [line.rsplit(None, 2) for line in handle if not line.startswith("#")]
        except FileNotFoundError:
            return {}
        except (OSError, UnicodeDecodeError) as error:
            raise FileProblem(f"{self._path} cannot be read: {type(error).__name__}") from None
        return {name: (fingerprint, date) for name, fingerprint, date in (line for line in fields if len(line) == 3)}

    def _change(self, change: Callable[[dict[str, tuple[str, str]]], object]) -> None:
        if not self._path:
            return
        try:
            with self._locked():
                lines = self._read()
                change(lines)
                text = "".join(f"{name} {print_} {date}\n" for name, (print_, date) in sorted(lines.items()))
                temporary = f"{self._path}.part"
                with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _MODE), "w") as handle:
                    handle.write(text)
                os.replace(temporary, self._path)
        except OSError as error:
            raise FileProblem(
                f"{self._path} cannot be written: {error.strerror}", hint="ansible_netcam_known_certificates names it."
            ) from None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with os.fdopen(os.open(f"{self._path}.lock", os.O_WRONLY | os.O_CREAT, _MODE), "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


def served_fingerprint(host: str, port: int, timeout: float, source_address: str | None) -> str:
    """SHA-256 fingerprint of the certificate that is shown at a place, whoever issued it. Nothing is sent but the handshake.

    Raises CameraUnreachable.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    source = (source_address, 0) if source_address else None
    try:
        with (
            socket.create_connection((host, port), timeout=timeout, source_address=source) as connection,
            context.wrap_socket(connection, server_hostname=host) as tls,
        ):
            shown = tls.getpeercert(binary_form=True)
    except OSError as error:
        raise CameraUnreachable(
            f"the certificate at {host} port {port} cannot be fetched: {type(error).__name__}"
        ) from None
    return sha256(shown or b"").hexdigest()
