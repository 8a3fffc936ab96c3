# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a certificate says, as plain data for results, reports and the register."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .crypto import (
    ExtendedKeyUsageOID,
    NameOID,
    PublicKey,
    SignatureAlgorithmOID,
    UnsupportedAlgorithm,
    ec,
    hashes,
    rsa,
    serialization,
    x509,
)
from .names import names_in

#: Hashes whose collisions can be computed; a signature over one proves nothing.
BROKEN_HASHES = ("md2", "md4", "md5", "sha1")


def fingerprint(certificate: x509.Certificate) -> str:
    """SHA-256 over the whole certificate, 64 hexadecimal digits in lower case."""
    return certificate.fingerprint(hashes.SHA256()).hex()


def key_fingerprint(key: PublicKey) -> str:
    """SHA-256 over the public key (SubjectPublicKeyInfo), 64 hexadecimal digits: the same key gives the same text."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo))
    return digest.finalize().hex()


def serial_text(certificate: x509.Certificate) -> str:
    """The serial number as upper-case hexadecimal digits, as openssl prints it."""
    text = f"{certificate.serial_number:X}"
    return text if len(text) % 2 == 0 else f"0{text}"


def key_of(holder: x509.Certificate | x509.CertificateSigningRequest) -> tuple[str, int, str | None]:
    """Kind (rsa, ec, ed25519, ..., unknown), size in bits and curve of a public key."""
    try:
        key: PublicKey = holder.public_key()
    except (ValueError, UnsupportedAlgorithm):
        return "unknown", 0, None
    if isinstance(key, rsa.RSAPublicKey):
        return "rsa", key.key_size, None
    if isinstance(key, ec.EllipticCurvePublicKey):
        return "ec", key.curve.key_size, key.curve.name
    return type(key).__name__.removesuffix("PublicKey").lstrip("_").lower(), int(getattr(key, "key_size", 0)), None


def hash_of(signed: x509.Certificate | x509.CertificateSigningRequest) -> str:
    """Name of the hash in a signature, such as sha256; none for schemes without one (Ed25519); unknown."""
    try:
        algorithm = signed.signature_hash_algorithm
    except UnsupportedAlgorithm:
        return "unknown"
    return algorithm.name if algorithm is not None else "none"


def scheme_of(certificate: x509.Certificate) -> str:
    """How the issuer signed: rsa-pkcs1 (RSA PKCS#1 v1.5), rsa-pss, ecdsa, or the algorithm's own name."""
    oid = certificate.signature_algorithm_oid
    if oid == SignatureAlgorithmOID.RSASSA_PSS:
        return "rsa-pss"
    name = str(oid._name)
    if "WithRSA" in name:
        return "rsa-pkcs1"
    return "ecdsa" if name.startswith("ecdsa") else name


def common_name(name: x509.Name) -> str | None:
    """The last common name of a subject, which is the one that clients and cameras show."""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[-1].value) if found else None


def is_authority(certificate: x509.Certificate) -> bool:
    """Whether it may sign others: basicConstraints says CA."""
    try:
        return bool(certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False


def is_self_signed(certificate: x509.Certificate) -> bool:
    """Whether subject and issuer are the same and its own key made the signature."""
    return seems_issued_by(certificate, certificate)


def issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether the issuer's name and key fit the certificate's signature; says nothing about rights and dates."""
    try:
        certificate.verify_directly_issued_by(issuer)
    except Exception:  # the library raises ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm: all mean no
        return False
    return True


def seems_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    """As C(issued_by), to put certificates in order: signatures over broken hashes, which the library does not compute,
    are taken at their names' and key identifiers' word. Such a certificate is refused for its signature anyway."""
    if hash_of(certificate) not in BROKEN_HASHES:
        return issued_by(certificate, issuer)
    if certificate.issuer != issuer.subject:
        return False
    try:
        named = certificate.extensions.get_extension_for_class(x509.AuthorityKeyIdentifier).value.key_identifier
        present = issuer.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value.digest
    except x509.ExtensionNotFound:
        return True
    return named is None or named == present


def usages_of(certificate: x509.Certificate) -> tuple[str, ...] | None:
    """Extended key usages: server, client, any, or the identifier; None where the extension is missing."""
    try:
        usages = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return None
    words = {
        ExtendedKeyUsageOID.SERVER_AUTH: "server",
        ExtendedKeyUsageOID.CLIENT_AUTH: "client",
        ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE: "any",
    }
    return tuple(words.get(usage, usage.dotted_string) for usage in usages)


def days_left(certificate: x509.Certificate, now: datetime) -> int:
    """Whole days until it ends, counted down: 0 on the last day, negative afterwards."""
    return (certificate.not_valid_after_utc - now).days


def time_text(moment: datetime) -> str:
    """UTC in the form of ISO 8601, as every result of this collection has it."""
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def to_pem(certificate: x509.Certificate) -> str:
    """PEM with a final line end."""
    return certificate.public_bytes(serialization.Encoding.PEM).decode("ascii")


def describe(certificate: x509.Certificate, now: datetime) -> dict[str, Any]:
    """The facts of a certificate for a result. C(now) has a time zone."""
    kind, size, curve = key_of(certificate)
    return {
        "subject": certificate.subject.rfc4514_string(),
        "common_name": common_name(certificate.subject),
        "issuer": certificate.issuer.rfc4514_string(),
        "serial": serial_text(certificate),
        "names": list(names_in(certificate.extensions)),
        "not_before": time_text(certificate.not_valid_before_utc),
        "not_after": time_text(certificate.not_valid_after_utc),
        "days_left": days_left(certificate, now),
        "key_type": kind,
        "key_size": size,
        "curve": curve,
        "signature": scheme_of(certificate),
        "hash": hash_of(certificate),
        "authority": is_authority(certificate),
        "self_signed": is_self_signed(certificate),
        "usages": list(usages_of(certificate) or ()),
        "fingerprint": fingerprint(certificate),
    }
