# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Subjects, signature algorithms and extensions, from ONVIF's words to those of the cryptography library."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

from . import names
from .fault import bad_value
from .keystore import PrivateKey, decoded
from .xml import Reader

# In the order of the schema.
_PARTS: tuple[tuple[str, x509.ObjectIdentifier], ...] = (
    ("Country", NameOID.COUNTRY_NAME),
    ("Organization", NameOID.ORGANIZATION_NAME),
    ("OrganizationalUnit", NameOID.ORGANIZATIONAL_UNIT_NAME),
    ("DistinguishedNameQualifier", NameOID.DN_QUALIFIER),
    ("StateOrProvinceName", NameOID.STATE_OR_PROVINCE_NAME),
    ("CommonName", NameOID.COMMON_NAME),
    ("SerialNumber", NameOID.SERIAL_NUMBER),
    ("Locality", NameOID.LOCALITY_NAME),
    ("Title", NameOID.TITLE),
    ("Surname", NameOID.SURNAME),
    ("GivenName", NameOID.GIVEN_NAME),
    ("Pseudonym", NameOID.PSEUDONYM),
    ("GenerationQualifier", NameOID.GENERATION_QUALIFIER),
)
_RSA, _ECDSA = "1.2.840.113549.1.1", "1.2.840.10045.4.3"
SIGNATURES: dict[str, tuple[str, hashes.HashAlgorithm]] = {
    f"{_RSA}.11": ("rsa", hashes.SHA256()),
    f"{_RSA}.12": ("rsa", hashes.SHA384()),
    f"{_RSA}.13": ("rsa", hashes.SHA512()),
    f"{_ECDSA}.2": ("ec", hashes.SHA256()),
    f"{_ECDSA}.3": ("ec", hashes.SHA384()),
}
FOREVER = datetime.datetime(9999, 12, 31, 23, 59, 59)


def subject(given: Reader) -> x509.Name:
    """Read a subject; raises Fault for one without any part, or with a part X.509 does not allow."""
    parts = []
    for tag, oid in _PARTS:
        for one in given.many(tag):
            try:
                parts.append(x509.NameAttribute(oid, one.value))
            except ValueError as error:
                raise bad_value("ter:InvalidSubject", f"{tag}: {error}") from error
    for generic in given.many("GenericAttribute", names.TAS):
        parts.append(x509.NameAttribute(x509.ObjectIdentifier(generic.text("Type")), generic.text("Value")))
    given.end()
    if not parts:
        raise bad_value("ter:InvalidSubject", "An empty subject")
    return x509.Name(parts)


def signature_hash(given: Reader, key: PrivateKey) -> hashes.HashAlgorithm:
    """Read a signature algorithm that fits the key; raises Fault."""
    oid = given.text("algorithm")
    if oid not in SIGNATURES:
        raise bad_value("ter:UnsupportedSignatureAlgorithm", f"No signature algorithm {oid}")
    kind, algorithm = SIGNATURES[oid]
    if isinstance(key, rsa.RSAPrivateKey) != (kind == "rsa"):
        raise bad_value("ter:KeySignatureAlgorithmMismatch", f"{oid} is not for this key")
    return algorithm


def extensions(given: Sequence[Reader]) -> list[tuple[x509.UnrecognizedExtension, bool]]:
    """Read X.509v3 extensions, as they are: the camera does not look into them."""
    found = []
    for one in given:
        oid, critical = one.text("extnOID"), one.one("critical").boolean
        value = decoded(one.text("extnValue"), "ter:InvalidArgVal")
        found.append((x509.UnrecognizedExtension(x509.ObjectIdentifier(oid), value), critical))
    return found


def moment(given: Reader | None, default: datetime.datetime) -> datetime.datetime:
    """Read an xs:dateTime as naive UTC; raises Fault."""
    if given is None:
        return default
    try:
        found = datetime.datetime.fromisoformat(given.value)
    except ValueError as error:
        raise bad_value("ter:InvalidDateTime", f"{given.value!r}") from error
    return found.astimezone(datetime.UTC).replace(tzinfo=None) if found.tzinfo else found


def curve(name: str) -> ec.EllipticCurve:
    """A curve by its name; raises Fault."""
    known: dict[str, ec.EllipticCurve] = {
        "secp256r1": ec.SECP256R1(), "prime256v1": ec.SECP256R1(), "secp384r1": ec.SECP384R1(),
    }  # fmt: skip
    if name not in known:
        raise bad_value("ter:EllipticCurve", f"No curve {name!r}")
    return known[name]
