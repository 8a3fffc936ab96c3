# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""The register of an authority: one line of JSON for each certificate issued or revoked. No secrets are in it.

Lines are only ever added, under a lock, and flushed to the disk. A line that a power cut left half written is skipped when
reading and closed off before the next one is added.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from .._errors import FileProblem
from .._files import PRIVATE, acquire
from .crypto import x509
from .facts import fingerprint, key_fingerprint, serial_text, time_text
from .names import names_in

#: A record has well below 2 KB; this is more than a hundred thousand certificates. Bytes.
MAX_SIZE = 256 * 1024 * 1024
_TIME = "%Y-%m-%dT%H:%M:%S%z"


@dataclass(frozen=True)
class Issued:
    """One issued certificate. C(key) is the SHA-256 of its public key, C(usage) server or client."""

    time: str
    camera: str
    serial: str
    subject: str
    names: tuple[str, ...]
    not_before: str
    not_after: str
    fingerprint: str
    key: str
    issuer: str
    usage: str = "server"

    def ends(self) -> datetime:
        """The end of its validity."""
        return datetime.strptime(self.not_after, _TIME)


@dataclass(frozen=True)
class Revoked:
    """A certificate that its authority has taken back. C(reason) is a word of RFC 5280 section 5.3.1."""

    time: str
    serial: str
    reason: str


def record_of(certificate: x509.Certificate, camera: str, now: datetime, usage: str = "server") -> Issued:
    """The record of a certificate just issued."""
    return Issued(
        time=time_text(now),
        camera=camera,
        serial=serial_text(certificate),
        subject=certificate.subject.rfc4514_string(),
        names=names_in(certificate.extensions),
        not_before=time_text(certificate.not_valid_before_utc),
        not_after=time_text(certificate.not_valid_after_utc),
        fingerprint=fingerprint(certificate),
        key=key_fingerprint(certificate.public_key()),
        issuer=certificate.issuer.rfc4514_string(),
        usage=usage,
    )


class Register:
    """A register in a file; it need not exist yet. Everything is read anew each time, because other workers write too."""

    def __init__(self, path: str) -> None:
        self.path = path

    # -- writing -------------------------------------------------------------------------------------------------------

    def add(self, record: Issued | Revoked) -> None:
        """Add one record and wait until it is on the disk. Raises FileProblem."""
        event = "issued" if isinstance(record, Issued) else "revoked"
        line = json.dumps({"event": event, **asdict(record)}, ensure_ascii=True, separators=(",", ":"))
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, PRIVATE)
        except OSError as error:
            raise FileProblem(f"the register {self.path} cannot be opened: {error.strerror}") from None
        try:
            acquire(handle, self.path)
            size = os.fstat(handle).st_size
            torn = size > 0 and os.pread(handle, 1, size - 1) != b"\n"
            content = (b"\n" if torn else b"") + line.encode("ascii") + b"\n"
            while content:
                content = content[os.write(handle, content) :]
            os.fsync(handle)
        except OSError as error:
            raise FileProblem(f"the register {self.path} cannot be written: {error.strerror}") from None
        finally:
            os.close(handle)

    # -- reading -------------------------------------------------------------------------------------------------------

    def issued(self, mentioning: str = "") -> list[Issued]:
        """Every certificate, in the order of issue; with a text of ASCII letters and digits only lines that hold it are read,
        which is what makes one of ten thousand quick to find."""
        return [record for record in self._records(mentioning) if isinstance(record, Issued)]

    def revoked(self) -> dict[str, Revoked]:
        """Revoked certificates by serial number; the first word counts where one was revoked twice."""
        found: dict[str, Revoked] = {}
        for record in self._records("revoked"):
            if isinstance(record, Revoked):
                found.setdefault(record.serial, record)
        return found

    def by_serial(self, serial: str) -> Issued | None:
        """The certificate with this serial number, in any spelling of hexadecimal."""
        wanted = normalised_serial(serial)
        return next((record for record in self.issued(wanted) if record.serial == wanted), None)

    def expiring(self, now: datetime, days: int) -> list[Issued]:
        """The newest certificate of each camera and usage that ends within C(days) or has ended, unless it was revoked."""
        newest: dict[tuple[str, str], Issued] = {}
        revoked = self.revoked()
        for record in self.issued():
            if record.serial not in revoked:
                newest[record.camera, record.usage] = record
        limit = now + timedelta(days=days)
        return [record for record in newest.values() if record.ends() <= limit]

    def others_with_key(self, key: str, camera: str) -> tuple[str, ...]:
        """Other cameras that have had a certificate for this public key: cloned firmware, or a mixed-up request."""
        found = [record.camera for record in self.issued(key) if record.key == key and record.camera != camera]
        return tuple(dict.fromkeys(found))

    def damaged(self) -> list[int]:
        """Numbers of lines that are no records, from 1 on. A torn line is one of them."""
        return [number for number, line in enumerate(self._lines(), start=1) if line.strip() and _parsed(line) is None]

    def _records(self, mentioning: str = "") -> Iterable[Issued | Revoked]:
        wanted = mentioning.encode("ascii")
        for line in self._lines():
            record = _parsed(line) if wanted in line else None
            if record is not None:
                yield record

    def _lines(self) -> Iterator[bytes]:
        try:
            with open(self.path, "rb") as stream:
                if os.fstat(stream.fileno()).st_size > MAX_SIZE:
                    raise FileProblem(
                        f"the register {self.path} is larger than {MAX_SIZE} bytes",
                        hint="Move it aside, together with an up-to-date revocation list, and go on with an empty one.",
                    )
                yield from stream
        except FileNotFoundError:
            return
        except OSError as error:
            raise FileProblem(f"the register {self.path} cannot be read: {error.strerror}") from None


def normalised_serial(text: str) -> str:
    """Upper-case hexadecimal digits in pairs, out of 0A:1b, 0x0a1b or a1b. Raises FileProblem for anything else."""
    digits = text.strip().replace(":", "").upper().removeprefix("0X").lstrip("0") or "0"
    if len(digits) > 40 or any(digit not in "0123456789ABCDEF" for digit in digits):
        raise FileProblem(
            f"{text!r} is no serial number", hint="Give it as hexadecimal digits, as the register has it."
        )
    return digits if len(digits) % 2 == 0 else f"0{digits}"


def _parsed(line: bytes) -> Issued | Revoked | None:
    try:
        data: Any = json.loads(line)
        event = data.pop("event")
        if event == "revoked":
            return Revoked(**data)
        record = Issued(**{**data, "names": tuple(data["names"])})
        record.ends()
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return record if event == "issued" else None
