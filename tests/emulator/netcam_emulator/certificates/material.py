# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Judge what is uploaded as a camera does: readable, the right key, valid now, not too weak. And make keys and requests."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from ..rules import BAD_VALUE, Refused

PrivateKey = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

UNREADABLE, WRONG_KEY, NOT_VALID, FULL = "E501", "E502", "E503", "E504"
NO_REQUEST, IN_USE, WRONG_PASSWORD, NO_CA, WEAK = "E505", "E506", "E507", "E508", "E509"

LONGEST_FILE = 64 * 1024
DATE = "%Y/%m/%d"
#: Form field -> attribute of the name, longest value. The country has exactly two letters.
_FIELDS = {
    "c": (NameOID.COUNTRY_NAME, 2),
    "st": (NameOID.STATE_OR_PROVINCE_NAME, 128),
    "l": (NameOID.LOCALITY_NAME, 128),
    "o": (NameOID.ORGANIZATION_NAME, 64),
    "ou": (NameOID.ORGANIZATIONAL_UNIT_NAME, 64),
    "cn": (NameOID.COMMON_NAME, 64),
}


def certificates_of(data: bytes) -> list[x509.Certificate]:
    """All certificates of a PEM file, at least one; raises Refused."""
    if not data or len(data) > LONGEST_FILE:
        raise Refused(UNREADABLE, "file")
    try:
        found = x509.load_pem_x509_certificates(data)
    except ValueError:
        raise Refused(UNREADABLE, "certificate") from None
    for certificate in found:
        _strong(certificate.public_key())
    return found


def one_certificate(data: bytes, now: datetime) -> x509.Certificate:
    """The only certificate of a PEM file, valid now; raises Refused."""
    found = certificates_of(data)
    if len(found) != 1:
        raise Refused(UNREADABLE, "more than one certificate")
    check_validity(found[0], now)
    return found[0]


def authorities_of(data: bytes, now: datetime) -> list[x509.Certificate]:
    """CA certificates of a PEM file, valid now; raises Refused."""
    found = certificates_of(data)
    for certificate in found:
        try:
            is_ca = certificate.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
        except x509.ExtensionNotFound:
            is_ca = False
        if not is_ca:
            raise Refused(NO_CA, "certificate")
        check_validity(certificate, now)
    return found


def check_validity(certificate: x509.Certificate, now: datetime) -> None:
    """The camera's own clock decides; raises Refused."""
    if now < certificate.not_valid_before_utc:
        raise Refused(NOT_VALID, "not yet valid")
    if now > certificate.not_valid_after_utc:
        raise Refused(NOT_VALID, "expired")


def check_pair(certificate: x509.Certificate, key: PrivateKey) -> None:
    """Raises Refused when the key is another one's."""
    if public_bytes(certificate.public_key()) != public_bytes(key.public_key()):
        raise Refused(WRONG_KEY, "key")


def public_bytes(key: object) -> bytes:
    """A public key in a form that can be compared."""
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise Refused(WEAK, "key type")
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def private_key(data: bytes, password: str, *, encrypted: bool = False) -> PrivateKey:
    """A private key in PEM; with `encrypted` one without a password is no good. Raises Refused."""
    if not data or len(data) > LONGEST_FILE or b"-----BEGIN" not in data:
        raise Refused(UNREADABLE, "key")
    if encrypted and b"ENCRYPTED" not in data:
        raise Refused(UNREADABLE, "key without a password")
    try:
        key = serialization.load_pem_private_key(data, password.encode() or None)
    except TypeError:  # a password for a key that has none, or the other way round
        raise Refused(WRONG_PASSWORD, "password") from None
    except ValueError as error:
        wrong = "password" in str(error).lower() or "decrypt" in str(error).lower()
        raise Refused(WRONG_PASSWORD if wrong else UNREADABLE, "password" if wrong else "key") from None
    return _known(key)


def bundle(data: bytes, password: str) -> tuple[PrivateKey, list[x509.Certificate]]:
    """Key and certificates of a PKCS#12 file, leaf first; raises Refused."""
    if not data or len(data) > LONGEST_FILE:
        raise Refused(UNREADABLE, "file")
    try:
        key, leaf, others = pkcs12.load_key_and_certificates(data, password.encode() or None)
    except ValueError as error:
        wrong = "password" in str(error).lower()
        raise Refused(WRONG_PASSWORD if wrong else UNREADABLE, "password" if wrong else "file") from None
    if key is None or leaf is None:
        raise Refused(UNREADABLE, "file")
    for certificate in (leaf, *others):
        _strong(certificate.public_key())
    return _known(key), [leaf, *others]


def revocation_list(data: bytes, authorities: list[x509.Certificate]) -> x509.CertificateRevocationList:
    """A revocation list in PEM that one of the installed CA certificates has signed; raises Refused."""
    if not data or len(data) > LONGEST_FILE:
        raise Refused(UNREADABLE, "file")
    try:
        found = x509.load_pem_x509_crl(data)
    except ValueError:
        raise Refused(UNREADABLE, "crl") from None
    for authority in authorities:
        key = authority.public_key()
        if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey) or authority.subject != found.issuer:
            continue
        if found.is_signature_valid(key):
            return found
    raise Refused(NO_CA, "issuer")


def _known(key: object) -> PrivateKey:
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise Refused(WEAK, "key type")
    _strong(key.public_key())
    return key


def _strong(key: object) -> None:
    if not isinstance(key, rsa.RSAPublicKey | ec.EllipticCurvePublicKey):
        raise Refused(WEAK, "key type")
    if isinstance(key, rsa.RSAPublicKey) and key.key_size < 2048:
        raise Refused(WEAK, f"RSA {key.key_size}")


# What is made on the camera


def new_key() -> rsa.RSAPrivateKey:
    """A key pair; takes a moment, so not in the event loop's thread."""
    return rsa.generate_private_key(65537, 2048)


def name_of(form: Mapping[str, str]) -> x509.Name:
    """The distinguished name of the page's fields; raises Refused with the field that is wrong."""
    attributes = []
    for field, (oid, longest) in _FIELDS.items():
        value = form.get(field, "")
        if not value.isprintable() or len(value) > longest:
            raise Refused(BAD_VALUE, field)
        if field == "c" and value and not re.fullmatch("[A-Z]{2}", value):
            raise Refused(BAD_VALUE, field)
        if value:
            attributes.append(x509.NameAttribute(oid, value))
    if not form.get("cn"):
        raise Refused(BAD_VALUE, "cn")
    return x509.Name(attributes)


def period_of(form: Mapping[str, str]) -> tuple[datetime, datetime]:
    """First and last moment of the page's two dates; raises Refused."""
    moments = {}
    for field in ("from", "to"):
        value = form.get(field, "")
        if not re.fullmatch(r"\d{4}/\d{2}/\d{2}", value):
            raise Refused(BAD_VALUE, field)
        try:
            moments[field] = datetime.strptime(value, DATE).replace(tzinfo=UTC)
        except ValueError:
            raise Refused(BAD_VALUE, field) from None
    if moments["to"] < moments["from"]:
        raise Refused(BAD_VALUE, "to")
    return moments["from"], moments["to"] + timedelta(hours=23, minutes=59, seconds=59)


def self_signed(name: x509.Name, period: tuple[datetime, datetime], key: PrivateKey) -> x509.Certificate:
    """A certificate that vouches for itself; the page has no field for other names."""
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(period[0])
        .not_valid_after(period[1])
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(key, hashes.SHA256())
    )


def request(name: x509.Name, key: PrivateKey) -> str:
    """A certificate signing request, PEM."""
    signed = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())
    return signed.public_bytes(serialization.Encoding.PEM).decode()


def pem(thing: x509.Certificate | x509.CertificateRevocationList) -> str:
    """PEM of a certificate or a list."""
    return thing.public_bytes(serialization.Encoding.PEM).decode()


def key_pem(key: PrivateKey) -> str:
    """PEM of a private key, as it lies in the camera."""
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def common_name(certificate: x509.Certificate) -> str:
    """Common name, empty when there is none."""
    found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""


def dates(certificate: x509.Certificate) -> tuple[str, str]:
    """Start and end as the pages print them."""
    return certificate.not_valid_before_utc.strftime(DATE), certificate.not_valid_after_utc.strftime(DATE)
