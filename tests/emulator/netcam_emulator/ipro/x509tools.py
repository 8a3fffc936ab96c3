# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Keys, requests and certificates as an i-PRO camera makes them: RSA, SHA-256, a common name and no other names."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

_VALID = timedelta(days=3650)
_OID = {
    "c": NameOID.COUNTRY_NAME,
    "st": NameOID.STATE_OR_PROVINCE_NAME,
    "l": NameOID.LOCALITY_NAME,
    "o": NameOID.ORGANIZATION_NAME,
    "ou": NameOID.ORGANIZATIONAL_UNIT_NAME,
    "cn": NameOID.COMMON_NAME,
}
#: Longest value of each field (X.520 upper bounds; the limits of the camera's own dialog are not public).
LONGEST = {"c": 2, "st": 128, "l": 128, "o": 64, "ou": 64, "cn": 64}


def new_key(size: int) -> str:
    """A private key as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=size)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ).decode()


def load_key(pem: str) -> rsa.RSAPrivateKey:
    """The key of that PEM."""
    key = serialization.load_pem_private_key(pem.encode(), None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("not an RSA key")
    return key


def subject(fields: Mapping[str, str]) -> x509.Name:
    """A name of the dialog's fields; raises ValueError for a field the camera does not take."""
    for name, longest in LONGEST.items():
        value = fields.get(name, "")
        if len(value) > longest or not value.isascii() or not value.isprintable():
            raise ValueError(name)
    if not fields.get("cn"):
        raise ValueError("cn")
    if fields.get("c") and not (len(fields["c"]) == 2 and fields["c"].isalpha()):
        raise ValueError("c")
    return x509.Name([x509.NameAttribute(oid, fields[name]) for name, oid in _OID.items() if fields.get(name)])


def self_sign(key_pem: str, fields: Mapping[str, str], now: datetime) -> str:
    """A self-signed certificate that begins now by the camera's clock; raises ValueError as `subject`."""
    key, name = load_key(key_pem), subject(fields)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now)
        .not_valid_after(now + _VALID)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def request(key_pem: str, fields: Mapping[str, str]) -> str:
    """A certificate signing request; raises ValueError as `subject`."""
    made = (
        x509.CertificateSigningRequestBuilder().subject_name(subject(fields)).sign(load_key(key_pem), hashes.SHA256())
    )
    return made.public_bytes(serialization.Encoding.PEM).decode()


def first_certificate(data: bytes) -> x509.Certificate:
    """The first certificate of a PEM file; raises ValueError for anything else."""
    return x509.load_pem_x509_certificate(data)


def belongs(certificate: x509.Certificate, key_pem: str) -> bool:
    """Whether the certificate is for this key."""
    return certificate.public_key() == load_key(key_pem).public_key()


def pem_of(certificate: x509.Certificate) -> str:
    """The certificate as PEM."""
    return certificate.public_bytes(serialization.Encoding.PEM).decode()


def host_of(certificate: x509.Certificate) -> str:
    """Its common name."""
    found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else ""
