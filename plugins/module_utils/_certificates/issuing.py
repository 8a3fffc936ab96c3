# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Build what an authority signs: its own certificate, a camera's, a revocation list (RFC 5280). Nothing here touches files."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from .._errors import CertificateProblem
from .crypto import ExtendedKeyUsageOID, NameOID, PublicKey, SigningKey, ec, hashes, rsa, serialization, x509
from .names import alternative_names
from .register import Revoked
from .signing_request import Request

#: How far a validity begins in the past: clocks of cameras and recorders are a little behind.
BACKDATED = timedelta(minutes=5)
_USAGES = {"server": "SERVER_AUTH", "client": "CLIENT_AUTH"}


def new_key(key_type: str) -> SigningKey:
    """A key for an authority: ec on P-256, or rsa of 3072 bits (ONVIF Security Baseline 26.06). Raises CertificateProblem."""
    if key_type == "ec":
        return ec.generate_private_key(ec.SECP256R1())
    if key_type == "rsa":
        return rsa.generate_private_key(public_exponent=65537, key_size=3072)
    raise CertificateProblem(f"the key type of an authority is ec or rsa, not {key_type!r}", problem="limits")


def authority_certificate(
    common_name: str,
    organization: str | None,
    key: SigningKey,
    now: datetime,
    days: int,
    *,
    depth: int,
    issuer: tuple[x509.Certificate, SigningKey] | None = None,
) -> x509.Certificate:
    """A certificate that may sign others, with at most C(depth) intermediates below it; self-signed without an issuer."""
    attributes = [x509.NameAttribute(NameOID.ORGANIZATION_NAME, organization)] if organization else []
    attributes.append(x509.NameAttribute(NameOID.COMMON_NAME, common_name))
    subject = x509.Name(attributes)
    parent, signer = (None, key) if issuer is None else issuer
    begin, end = now - BACKDATED, now + timedelta(days=days)
    if parent is not None:
        begin, end = max(begin, parent.not_valid_before_utc), min(end, parent.not_valid_after_utc)
    builder = (
        _started(key.public_key(), signer.public_key(), begin, end)
        .subject_name(subject)
        .issuer_name(subject if parent is None else parent.subject)
        .add_extension(x509.BasicConstraints(ca=True, path_length=depth), critical=True)
        .add_extension(_key_usage(authority=True, encipher=False), critical=True)
    )
    return _signed(builder, signer)


def leaf_certificate(
    request: Request, issuer: x509.Certificate, key: SigningKey, now: datetime, end: datetime, usages: Iterable[str]
) -> x509.Certificate:
    """A certificate for the key of a judged request. Nothing but subject and key is taken from the request."""
    public = request.public_key
    begin = max(now - BACKDATED, issuer.not_valid_before_utc)
    builder = (
        _started(public, key.public_key(), begin, end)
        .subject_name(_filled(request.csr.subject))
        .issuer_name(issuer.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        # RSA key exchange of older clients encrypts with the server's key
        .add_extension(_key_usage(authority=False, encipher=isinstance(public, rsa.RSAPublicKey)), critical=True)
        .add_extension(
            x509.ExtendedKeyUsage([getattr(ExtendedKeyUsageOID, _USAGES[usage]) for usage in usages]), critical=False
        )
    )
    if request.names or "server" in usages:
        builder = builder.add_extension(alternative_names(request.names), critical=False)
    return _signed(builder, key)


def revocation_list(
    issuer: x509.Certificate, key: SigningKey, revoked: Iterable[Revoked], number: int, now: datetime, days: int
) -> str:
    """A revocation list as PEM, with its number (RFC 5280 section 5.2.3) and the authority's key identifier."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(now)
        .next_update(now + timedelta(days=days))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    )
    for entry in revoked:
        when = datetime.fromisoformat(entry.time)
        line = x509.RevokedCertificateBuilder().serial_number(int(entry.serial, 16)).revocation_date(when)
        if entry.reason != "unspecified":
            line = line.add_extension(x509.CRLReason(_reason(entry.reason)), critical=False)
        builder = builder.add_revoked_certificate(line.build())
    return builder.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode("ascii")


def _reason(word: str) -> x509.ReasonFlags:
    return x509.ReasonFlags[word]


def _started(public: PublicKey, signer: PublicKey, begin: datetime, end: datetime) -> x509.CertificateBuilder:
    """Key, validity, a serial number of 159 random bits, and both key identifiers."""
    return (
        x509.CertificateBuilder()
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer), critical=False)
    )


def _signed(builder: x509.CertificateBuilder, key: SigningKey) -> x509.Certificate:
    return builder.sign(key, hashes.SHA256())


def _key_usage(*, authority: bool, encipher: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not authority,
        content_commitment=False,
        key_encipherment=encipher,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=authority,
        crl_sign=authority,
        encipher_only=False,
        decipher_only=False,
    )


def _filled(subject: x509.Name) -> x509.Name:
    """Without the fields that a camera's form left empty: RFC 5280 has no empty names."""
    return x509.Name([attribute for attribute in subject if str(attribute.value).strip()])
