# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""X.509 in the two spellings that meet here: PEM, which people and the life cycle use, and DER, which the service carries."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from .._certificates.crypto import (
    UNREADABLE,
    ExtendedKeyUsageOID,
    NameOID,
    UnsupportedAlgorithm,
    hashes,
    serialization,
    x509,
)
from .._certificates.key import as_pkcs12
from .._certificates.store import PrivateKey
from .._errors import CameraAnswer, InvalidValue
from .security_model import Extension, b64

_SAN = "2.5.29.17"


def certificate_der(pem: str, what: str) -> bytes:
    """One PEM certificate as DER. C(what) is its name in the error. Raises InvalidValue."""
    try:
        certificate = x509.load_pem_x509_certificate(pem.encode())
    except UNREADABLE:
        raise InvalidValue(f"{what} is no certificate in PEM", setting="certificate") from None
    return certificate.public_bytes(serialization.Encoding.DER)


def certificates_in(pem: str, what: str) -> list[str]:
    """The certificates of a PEM file one by one. Raises InvalidValue when there is none."""
    try:
        found = x509.load_pem_x509_certificates(pem.encode())
    except UNREADABLE:
        raise InvalidValue(f"{what} is no certificate in PEM", setting="certificate") from None
    return [one.public_bytes(serialization.Encoding.PEM).decode() for one in found]


def crl_der(pem: str) -> bytes:
    """One PEM revocation list as DER. Raises InvalidValue."""
    try:
        crl = x509.load_pem_x509_crl(pem.encode())
    except UNREADABLE:
        raise InvalidValue("this is no revocation list (CRL) in PEM", setting="certificate.crl") from None
    return crl.public_bytes(serialization.Encoding.DER)


def same_issuer(one: bytes, other: bytes) -> bool:
    """Whether two revocation lists (DER) are of the same issuer."""
    try:
        return x509.load_der_x509_crl(one).issuer == x509.load_der_x509_crl(other).issuer
    except UNREADABLE:
        return False


def certificate_pem(der: bytes) -> str:
    """DER as PEM, whatever it holds: a camera's own certificate may be one that no library reads."""
    body = b64(der)
    lines = [body[start : start + 64] for start in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""])


def request_pem(der: bytes) -> str:
    """A camera's certificate signing request as PEM. Raises CameraAnswer when it is none, or not signed by its own key."""
    try:
        request = x509.load_der_x509_csr(der)
        good = request.is_signature_valid
    except UNREADABLE:
        good = False
    if not good:
        raise CameraAnswer(
            "the camera's certificate signing request cannot be read, or its own signature is wrong",
            setting="certificate",
            hint="Run again; if it stays so, a newer firmware may be needed.",
        )
    return str(request.public_bytes(serialization.Encoding.PEM).decode())


class Facts:
    """What a certificate says of itself; everything None where no library reads it."""

    def __init__(self, der: bytes) -> None:
        self.common_name: str | None = None
        self.not_before: datetime | None = None
        self.not_after: datetime | None = None
        self.self_signed: bool | None = None
        #: whether it may serve HTTPS: no list of uses, or one that has this use
        self.serves = True
        self.fingerprint = fingerprint(der)
        try:
            certificate = x509.load_der_x509_certificate(der)
            names = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            self.common_name = str(names[0].value) if names else None
            self.not_before, self.not_after = certificate.not_valid_before_utc, certificate.not_valid_after_utc
            self.self_signed = certificate.issuer == certificate.subject
            self.serves = _serves(certificate)
        except UNREADABLE:
            return


def _serves(certificate: Any) -> bool:
    try:
        uses = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
    except x509.ExtensionNotFound:
        return True
    return any(use in uses for use in (ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE))


def fingerprint(der: bytes) -> str:
    """SHA-256, in hexadecimal digits."""
    digest = hashes.Hash(hashes.SHA256())
    digest.update(der)
    return str(digest.finalize().hex())


def names_extension(names: Sequence[str]) -> list[Extension]:
    """subjectAltName (RFC 5280, 4.2.1.6) for these DNS names and addresses; none for no names. Raises InvalidValue."""
    if not names:
        return []
    general: list[Any] = []
    for name in names:
        try:
            general.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            try:
                general.append(x509.DNSName(name))
            except ValueError:
                raise InvalidValue(f"{name!r} is neither an address nor a DNS name", setting="certificate") from None
    return [Extension(_SAN, x509.SubjectAlternativeName(general).public_bytes())]


def date_time(moment: datetime) -> str:
    """An xs:dateTime in UTC. A moment without a zone is taken for UTC."""
    aware = moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
    return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def pkcs12_of(
    certificate: bytes, chain: Sequence[bytes], key: PrivateKey, passphrase: str, name: str, old: bool
) -> bytes:
    """Certificate, chain and key as one PKCS#12 file, encrypted with C(passphrase).

    C(old): triple DES and SHA-1, for cameras that read nothing newer; else AES-256 and SHA-256.
    Raises InvalidValue when the key cannot be decrypted, or is not the certificate's.
    """
    leaf = x509.load_der_x509_certificate(certificate)
    try:
        private: Any = serialization.load_pem_private_key(key.pem.encode(), key.passphrase.encode())
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise InvalidValue(
            "the private key cannot be read: it is no encrypted PKCS#8 PEM, or the passphrase is wrong",
            setting="certificate",
        ) from None
    if private.public_key() != leaf.public_key():
        raise InvalidValue("the private key is not the certificate's", setting="certificate")
    others = [x509.load_der_x509_certificate(one) for one in chain]
    return as_pkcs12(private, leaf, others, passphrase, name=name, older=old)
