# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Read what a person, a command or a camera hands over: PEM, DER and PKCS#12; certificates, keys, requests.

Everything that leaves here can be used without another parse error: names, dates and extensions have been looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .._errors import CertificateProblem
from .crypto import UNREADABLE, SigningKey, UnsupportedAlgorithm, ec, pkcs12, rsa, serialization, x509
from .names import names_in

#: A chain with its key is a few kilobytes. Bytes.
MAX_SIZE = 256 * 1024
#: Certificates in one file. Real chains have two to four.
MAX_CERTIFICATES = 10

_PEM = re.compile(rb"-----BEGIN ([A-Z0-9 ]+)-----.*?-----END \1-----", re.DOTALL)
_PEM_REQUEST = re.compile(
    rb"-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----.*?-----END (?:NEW )?CERTIFICATE REQUEST-----", re.DOTALL
)
_CERTIFICATES = (b"CERTIFICATE", b"X509 CERTIFICATE", b"TRUSTED CERTIFICATE")


@dataclass(frozen=True)
class Found:
    """What was in a file: certificates in the order in which they stood there, and a private key where there was one."""

    certificates: tuple[x509.Certificate, ...] = ()
    key: SigningKey | None = field(default=None, repr=False)


def read(data: bytes | str, passphrase: str | None = None, what: str = "the file") -> Found:
    """Certificates and key out of PEM, DER or PKCS#12, recognised by content.

    C(passphrase) opens an encrypted key or a PKCS#12 file. Raises CertificateProblem: too_large, not_a_certificate,
    malformed, too_many, passphrase, several_keys, unsupported_key.
    """
    content = _bounded(data, what)
    blocks = [(block[1], block[0]) for block in _PEM.finditer(content)]
    if blocks:
        return _read_pem(blocks, passphrase, what)
    if not content.startswith(b"\x30"):
        raise _nothing(what, content)
    for reader in (_der_certificate, _der_key, _der_pkcs12):
        found = reader(content, passphrase, what)
        if found is not None:
            return found
    raise _nothing(what, content)


def read_certificates(
    data: bytes | str, what: str = "the file", passphrase: str | None = None
) -> list[x509.Certificate]:
    """At least one certificate. Raises CertificateProblem as C(read) does, and not_a_certificate where there is none."""
    found = read(data, passphrase, what)
    if not found.certificates:
        raise CertificateProblem(f"{what} holds a private key, but no certificate", problem="not_a_certificate")
    return list(found.certificates)


def read_key(data: bytes | str, passphrase: str | None = None, what: str = "the key") -> SigningKey:
    """A private key, RSA or elliptic curve. Raises CertificateProblem as C(read) does, and not_a_key where there is none."""
    key = read(data, passphrase, what).key
    if key is None:
        raise CertificateProblem(f"{what} holds no private key", problem="not_a_key")
    return key


def read_request(data: bytes | str, what: str = "the request") -> x509.CertificateSigningRequest:
    """A certificate signing request (PKCS#10) in PEM or DER. Raises CertificateProblem: too_large, not_a_request."""
    content = _bounded(data, what)
    found = _PEM_REQUEST.search(content)
    try:
        # cameras write both spellings; the library knows one
        pem = found[0].replace(b"NEW CERTIFICATE", b"CERTIFICATE") if found else b""
        request = x509.load_pem_x509_csr(pem) if found else x509.load_der_x509_csr(content)
        _touch(request)
    except UNREADABLE:
        raise CertificateProblem(
            f"{what} is no certificate signing request",
            problem="not_a_request",
            hint="It is PKCS#10 in PEM (BEGIN CERTIFICATE REQUEST) or DER.",
        ) from None
    return request


# -- PEM ---------------------------------------------------------------------------------------------------------------


def _read_pem(blocks: list[tuple[bytes, bytes]], passphrase: str | None, what: str) -> Found:
    certificates: list[x509.Certificate] = []
    keys: list[SigningKey] = []
    other: list[str] = []
    for label, text in blocks:
        if label in _CERTIFICATES:
            certificates.append(_certificate(text, what, len(certificates) + 1))
        elif label.endswith(b"PRIVATE KEY"):
            keys.append(_pem_key(text, passphrase, what))
        elif label not in (b"EC PARAMETERS", b"DH PARAMETERS"):
            other.append(label.decode("ascii"))
    if len(certificates) > MAX_CERTIFICATES:
        raise _too_many(len(certificates), what)
    if len(keys) > 1:
        raise CertificateProblem(f"{what} holds {len(keys)} private keys", problem="several_keys")
    if not certificates and not keys:
        raise CertificateProblem(
            f"{what} holds {', '.join(dict.fromkeys(other))}, but neither a certificate nor a private key",
            problem="not_a_certificate",
        )
    return Found(tuple(certificates), keys[0] if keys else None)


def _certificate(text: bytes, what: str, number: int) -> x509.Certificate:
    for label in _CERTIFICATES[1:]:
        text = text.replace(label + b"-----", b"CERTIFICATE-----")
    try:
        certificate = x509.load_pem_x509_certificate(text)
        _touch(certificate)
    except UNREADABLE:
        raise CertificateProblem(
            f"certificate {number} of {what} cannot be read: it is damaged or cut off", problem="malformed"
        ) from None
    return certificate


def _pem_key(text: bytes, passphrase: str | None, what: str) -> SigningKey:
    encrypted = b"ENCRYPTED" in text
    return _key(serialization.load_pem_private_key, text, passphrase if encrypted else None, encrypted, what)


# -- DER ---------------------------------------------------------------------------------------------------------------


def _der_certificate(content: bytes, _passphrase: str | None, what: str) -> Found | None:
    try:
        certificate = x509.load_der_x509_certificate(content)
    except UNREADABLE:
        return None
    try:
        _touch(certificate)
    except UNREADABLE:
        raise CertificateProblem(f"{what} is a damaged certificate", problem="malformed") from None
    return Found((certificate,))


def _der_key(content: bytes, passphrase: str | None, what: str) -> Found | None:
    try:
        return Found((), _key(serialization.load_der_private_key, content, None, False, what))
    except CertificateProblem as error:
        if error.problem == "unsupported_key":
            raise
        if error.problem == "passphrase":
            # the library says so of every encrypted PKCS#8, and only of that
            return Found((), _key(serialization.load_der_private_key, content, passphrase, True, what))
        return None


def _der_pkcs12(content: bytes, passphrase: str | None, what: str) -> Found | None:
    # version 3 and a PKCS#7 object: what every PKCS#12 file starts with (RFC 7292 section 4)
    if b"\x02\x01\x03\x30" not in content[:16]:
        return None
    try:
        bag = pkcs12.load_pkcs12(content, None if passphrase is None else passphrase.encode())
        certificates = [bag.cert, *bag.additional_certs]
        found = tuple(entry.certificate for entry in certificates if entry is not None)
        for certificate in found:
            _touch(certificate)
    except UNREADABLE:
        raise CertificateProblem(
            f"the PKCS#12 file {what} cannot be opened"
            + (" without a passphrase" if passphrase is None else " with this passphrase, or it is damaged"),
            problem="passphrase",
        ) from None
    if len(found) > MAX_CERTIFICATES:
        raise _too_many(len(found), what)
    return Found(found, None if bag.key is None else _supported(bag.key, what))


# -- both --------------------------------------------------------------------------------------------------------------


def _key(load: object, content: bytes, passphrase: str | None, encrypted: bool, what: str) -> SigningKey:
    if encrypted and not passphrase:
        raise CertificateProblem(f"{what} is encrypted, and no passphrase is given", problem="passphrase")
    try:
        key = load(content, passphrase.encode() if passphrase else None)  # type: ignore[operator]  # one of two loaders
    except TypeError:
        raise CertificateProblem(f"{what} is encrypted, and no passphrase is given", problem="passphrase") from None
    except UnsupportedAlgorithm:
        raise _unsupported(what) from None
    except ValueError:
        if encrypted:
            raise CertificateProblem(
                f"{what} cannot be opened with this passphrase, or is damaged", problem="passphrase"
            ) from None
        raise CertificateProblem(f"the private key in {what} is damaged", problem="malformed") from None
    return _supported(key, what)


def _supported(key: SigningKey, what: str) -> SigningKey:
    if not isinstance(key, (rsa.RSAPrivateKey, ec.EllipticCurvePrivateKey)):
        raise _unsupported(what)
    return key


def _unsupported(what: str) -> CertificateProblem:
    return CertificateProblem(
        f"the private key in {what} is of a kind that cameras do not take",
        problem="unsupported_key",
        hint="Cameras take RSA keys, newer ones also keys on the curves P-256 and P-384.",
    )


def _touch(holder: x509.Certificate | x509.CertificateSigningRequest) -> None:
    """The library parses late; look at everything now, so that a damaged field ends here and not in the middle of a run."""
    names_in(holder.extensions)
    repr(holder.subject)
    if isinstance(holder, x509.Certificate):
        repr((holder.issuer, holder.serial_number, holder.not_valid_before_utc, holder.not_valid_after_utc))


def _bounded(data: bytes | str, what: str) -> bytes:
    content = data.encode("utf-8", errors="replace") if isinstance(data, str) else data
    if len(content) > MAX_SIZE:
        raise CertificateProblem(
            f"{what} has {len(content)} bytes, more than the {MAX_SIZE} of any chain", problem="too_large"
        )
    return content


def _too_many(count: int, what: str) -> CertificateProblem:
    return CertificateProblem(
        f"{what} holds {count} certificates, more than {MAX_CERTIFICATES}",
        problem="too_many",
        hint="Give the server certificate with its own intermediates, not a bundle of authorities.",
    )


def _nothing(what: str, content: bytes) -> CertificateProblem:
    seen = "empty" if not content.strip() else "neither PEM nor DER nor PKCS#12"
    return CertificateProblem(f"{what} is {seen}", problem="not_a_certificate")
