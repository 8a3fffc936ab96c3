# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What the Security service keeps, as plain data, and how requests and answers spell it."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass, field

from .._certificates.store import Subject
from .._errors import CameraAnswer
from .soap import OperationMissing
from .xml import Markup, Node, tag

OK, GENERATING, CORRUPT = "ok", "generating", "corrupt"


@dataclass(frozen=True)
class Key:
    """A key of the keystore; C(private) is None where the camera does not tell whether it has the private half."""

    id: str
    alias: str
    private: bool | None
    status: str


@dataclass(frozen=True)
class Certificate:
    """A certificate of the keystore, with the key it belongs to."""

    id: str
    key: str
    alias: str
    der: bytes = field(repr=False)
    private: bool | None = None


@dataclass(frozen=True)
class Path:
    """A certification path: ids of certificates, the camera's own first."""

    id: str
    alias: str
    certificates: tuple[str, ...]


@dataclass(frozen=True)
class Policy:
    """A certification path validation policy: which certificates are trusted."""

    id: str
    alias: str
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class Crl:
    """A certificate revocation list."""

    id: str
    alias: str
    der: bytes = field(repr=False)


@dataclass(frozen=True)
class Extension:
    """An X.509 v3 extension: object identifier, and the DER of its value."""

    oid: str
    value: bytes
    critical: bool = False

    def markup(self, name: str) -> Markup:
        """As requests carry it."""
        return tag(
            name,
            tag("tas:extnOID", self.oid),
            tag("tas:critical", self.critical),
            tag("tas:extnValue", b64(self.value)),
        )


def b64(data: bytes) -> str:
    """DER as the service carries it."""
    return base64.b64encode(data).decode()


def from_b64(text: str | None, what: str) -> bytes:
    """DER out of an answer. C(what) is its name in the error. Raises CameraAnswer."""
    try:
        return base64.b64decode("".join((text or "").split()), validate=True)
    except (binascii.Error, ValueError):
        raise CameraAnswer(f"the camera's {what} is no base64") from None


def id_of(node: Node, name: str) -> str:
    """The id of what an operation has made. A camera that names none has made nothing: it does not have the operation."""
    found = node.get(name)
    if not found:
        operation = node.name.removesuffix("Response")
        raise OperationMissing(f"the camera answers {operation} without {name}: it does not really have it")
    return found


def subject_markup(subject: Subject) -> Markup:
    """A tas:DistinguishedName, in the order of the schema."""
    parts = (
        ("Country", subject.country),
        ("Organization", subject.organization),
        ("OrganizationalUnit", subject.organizational_unit),
        ("StateOrProvinceName", subject.state),
        ("CommonName", subject.common_name),
        ("Locality", subject.locality),
    )
    return tag("tas:Subject", *(tag(f"tas:{name}", value) for name, value in parts if value))


def algorithm_markup(oid: str) -> Markup:
    """A tas:AlgorithmIdentifier."""
    return tag("tas:SignatureAlgorithm", tag("tas:algorithm", oid))


_DURATION = re.compile(r"P(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,6})M)?(?:(\d{1,8})(?:\.\d{0,9})?S)?)?")


def seconds(text: str | None) -> float:
    """An xs:duration of days and less, in seconds; 0 for anything else."""
    found = _DURATION.fullmatch((text or "").strip())
    if found is None:
        return 0.0
    days, hours, minutes, rest = (float(part or 0) for part in found.groups())
    return ((days * 24 + hours) * 60 + minutes) * 60 + rest
