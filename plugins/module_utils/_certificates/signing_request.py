# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Judge a camera's signing request before anything is signed: whose key, which name, which names, how strong."""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .._errors import CertificateProblem
from .crypto import InvalidSignature, NameOID, PublicKey, UnsupportedAlgorithm, padding, rsa, serialization, x509
from .facts import BROKEN_HASHES, hash_of, key_fingerprint, key_of
from .material import RFC5280, Limits, weak_key
from .names import names_in, normalised_all
from .reading import read_request
from .store import Subject, Wish

#: What stands before the digest in a signature (RFC 8017 section 9.2, note 1)
_DIGEST_INFO = {
    "md5": bytes.fromhex("3020300c06082a864886f70d020505000410"),
    "sha1": bytes.fromhex("3021300906052b0e03021a05000414"),
}


@dataclass(frozen=True)
class Request:
    """A request that may be signed. C(names) are those the certificate gets, whether the camera asked for them or not."""

    csr: x509.CertificateSigningRequest
    names: tuple[str, ...]
    key: str
    notes: tuple[str, ...] = ()

    @property
    def public_key(self) -> PublicKey:
        """The key that the camera proved to hold."""
        return self.csr.public_key()


def request_pem(request: Request) -> str:
    """The request for an issuer."""
    return request.csr.public_bytes(serialization.Encoding.PEM).decode("ascii")


def judge(data: bytes | str, wish: Wish, *, limits: Limits = RFC5280, what: str = "the camera's request") -> Request:
    """Compare a request (PEM or DER) with what was asked of the camera.

    A field or a name that the camera left out is noted, because many interfaces lack them; one that nobody asked for is
    refused. Raises CertificateProblem: not_a_request, request_signature, request_subject, request_names, request_rights,
    weak_key, request_key.
    """
    csr = read_request(data, what)
    _signature(csr, what)
    notes = [*_subject(csr.subject, wish.subject, what), *_names(csr, wish, what), *_key(csr, wish, limits, what)]
    _rights(csr, what)
    if hash_of(csr) in BROKEN_HASHES:
        # it proves possession once and is thrown away: no reason to leave an older camera without a certificate
        notes.append(f"{what} is itself signed with {hash_of(csr)}; the certificate is not")
    return Request(csr, normalised_all(wish.names), key_fingerprint(csr.public_key()), tuple(notes))


def _signature(csr: x509.CertificateSigningRequest, what: str) -> None:
    name = hash_of(csr)
    try:
        valid = _older_signature(csr, name) if name in BROKEN_HASHES else csr.is_signature_valid
    except (InvalidSignature, UnsupportedAlgorithm, ValueError):
        valid = False
    if not valid:
        raise CertificateProblem(
            f"the signature of {what} does not fit its own public key",
            problem="request_signature",
            hint="It was changed on its way, or the camera's key is damaged: make a new key on the camera.",
        )


def _older_signature(csr: x509.CertificateSigningRequest, name: str) -> bool:
    """RSA over SHA-1 or MD5, which the library no longer verifies and older cameras still make (RFC 8017 section 9.2)."""
    key = csr.public_key()
    if not isinstance(key, rsa.RSAPublicKey) or name not in _DIGEST_INFO:
        return False
    signed = key.recover_data_from_signature(csr.signature, padding.PKCS1v15(), None)
    digest = hashlib.new(name, csr.tbs_certrequest_bytes, usedforsecurity=False).digest()
    return hmac.compare_digest(signed, _DIGEST_INFO[name] + digest)


# -- subject -------------------------------------------------------------------------------------------------------------


def fields_of(subject: Subject) -> dict[str, str]:
    """Wanted fields by dotted identifier; those without a value are left out."""
    pairs = (
        (NameOID.COUNTRY_NAME, subject.country),
        (NameOID.STATE_OR_PROVINCE_NAME, subject.state),
        (NameOID.LOCALITY_NAME, subject.locality),
        (NameOID.ORGANIZATION_NAME, subject.organization),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, subject.organizational_unit),
        (NameOID.COMMON_NAME, subject.common_name),
    )
    return {oid.dotted_string: value for oid, value in pairs if value}


def name_of(subject: Subject) -> x509.Name:
    """The subject in the order of X.500, country first. Raises CertificateProblem for a field that cannot be encoded."""
    try:
        return x509.Name(
            [x509.NameAttribute(x509.ObjectIdentifier(oid), value) for oid, value in fields_of(subject).items()]
        )
    except ValueError as error:
        raise CertificateProblem(
            f"the subject cannot be written into a certificate: {error}", problem="subject"
        ) from None


def _plain(value: str) -> str:
    """Case and spaces do not make another name (RFC 5280 section 7.1)."""
    return " ".join(unicodedata.normalize("NFKC", value).casefold().split())


def _subject(seen: x509.Name, subject: Subject, what: str) -> Iterable[str]:
    wanted = fields_of(subject)
    present: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for attribute in seen:
        present.setdefault(attribute.oid.dotted_string, []).append(str(attribute.value))
        labels[attribute.oid.dotted_string] = str(attribute.oid._name)
    for oid, values in present.items():
        if oid not in wanted:
            # cameras send the fields of their form that stay empty
            if any(value.strip() for value in values):
                raise _other_subject(f"has {labels[oid]} {values[0]!r}, which nobody asked for", what)
        elif [_plain(value) for value in values] != [_plain(wanted[oid])]:
            raise _other_subject(
                f"has {labels[oid]} {', '.join(map(repr, values))}, asked for was {wanted[oid]!r}", what
            )
    missing = [oid for oid in wanted if oid not in present]
    if NameOID.COMMON_NAME.dotted_string in missing:
        raise _other_subject("has no common name", what)
    for oid in missing:
        yield f"{what} leaves out {x509.ObjectIdentifier(oid)._name} {wanted[oid]!r}"


def _other_subject(seen: str, what: str) -> CertificateProblem:
    return CertificateProblem(
        f"{what} {seen}",
        problem="request_subject",
        hint="It may be an older request that is still on the camera; make a new one.",
    )


# -- names, rights, key --------------------------------------------------------------------------------------------------


def _names(csr: x509.CertificateSigningRequest, wish: Wish, what: str) -> Iterable[str]:
    asked = normalised_all(wish.names)
    present = names_in(csr.extensions)
    extra = [name for name in present if name not in asked]
    if extra or _other_kinds(csr):
        raise CertificateProblem(
            f"{what} asks for names that are not the camera's: {', '.join(extra) or 'of another kind than DNS and IP'}",
            problem="request_names",
            hint="Add them to the inventory if they are right.",
        )
    missing = [name for name in asked if name not in present]
    if missing:
        yield f"{what} does not ask for {', '.join(missing)}; the issuer adds {'it' if len(missing) == 1 else 'them'}"


def _other_kinds(csr: x509.CertificateSigningRequest) -> bool:
    try:
        names: Sequence[object] = list(csr.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    except x509.ExtensionNotFound:
        return False
    return any(not isinstance(name, (x509.DNSName, x509.IPAddress)) for name in names)


def _rights(csr: x509.CertificateSigningRequest, what: str) -> None:
    """Nothing of it would be copied into the certificate; but who asks for it is not the camera that was asked."""
    ca = signs = False
    try:
        ca = bool(csr.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        pass
    try:
        signs = csr.extensions.get_extension_for_class(x509.KeyUsage).value.key_cert_sign
    except x509.ExtensionNotFound:
        pass
    if ca or signs:
        raise CertificateProblem(f"{what} asks to become an authority", problem="request_rights")


def _key(csr: x509.CertificateSigningRequest, wish: Wish, limits: Limits, what: str) -> Iterable[str]:
    says = weak_key(csr, limits)
    if says is not None:
        raise CertificateProblem(f"{what} {says}", problem="weak_key", hint=f"{limits.name} sets this limit.")
    kind, size, _curve = key_of(csr)
    if kind != wish.key_type or size < wish.key_size:
        raise CertificateProblem(
            f"{what} has a key {kind} of {size} bits, asked for was {wish.key_type} of {wish.key_size}",
            problem="request_key",
            hint="The camera may have kept an older key; make a new one.",
        )
    if size > wish.key_size:
        yield f"{what} has a key of {size} bits, more than the {wish.key_size} asked for"
