# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Security service: requests, certificates, certification paths, and trust anchors."""

from __future__ import annotations

import base64

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12

from . import names
from .distinguished_names import FOREVER, extensions, moment, signature_hash, subject
from .fault import bad_value
from .keystore import CERTIFICATES, KEYS, PASSPHRASES, PATHS, POLICIES, decoded
from .registry import Access, Call
from .security_keys import security
from .xml import el, leaf, optional


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@security("CreatePKCS10CSR", Access.READ_SYSTEM_SECRET)
def create_pkcs10_csr(call: Call) -> str:
    """Make a certificate signing request for a key."""
    body = call.body
    name, key_id = subject(body.one("Subject", names.TAS)), body.text("KeyID")
    attributes = body.many("CSRAttribute", names.TAS)
    key = call.service.keystore.private_key(key_id)
    algorithm = signature_hash(body.one("SignatureAlgorithm", names.TAS), key)
    body.end()
    builder = x509.CertificateSigningRequestBuilder().subject_name(name)
    given = [one for attribute in attributes for one in attribute.many("X509v3Extension", names.TAS)]
    for extension, critical in extensions(given):
        builder = builder.add_extension(extension, critical)
    request = builder.sign(key, algorithm)  # type: ignore[arg-type]  # the hash was chosen from those it takes
    return leaf("tas:PKCS10CSR", _base64(request.public_bytes(serialization.Encoding.DER)))


@security("CreateSelfSignedCertificate", Access.WRITE_SYSTEM)
def create_self_signed_certificate(call: Call) -> str:
    """Make a self-signed certificate; without an end it lasts to the year 9999."""
    body = call.body
    version = body.maybe("X509Version")
    name, key_id = subject(body.one("Subject", names.TAS)), body.text("KeyID")
    alias = body.maybe_text("Alias") or ""
    start, end = body.maybe("notValidBefore"), body.maybe("notValidAfter")
    key = call.service.keystore.private_key(key_id)
    algorithm = signature_hash(body.one("SignatureAlgorithm", names.TAS), key)
    given = body.many("Extension", names.TAS)
    body.end()
    if version is not None and version.integer != 3:
        raise bad_value("ter:X509VersionNotSupported", "Version 3 only")
    begins = moment(start, call.service.utc().replace(tzinfo=None, microsecond=0))
    ends = moment(end, FOREVER)
    if ends < begins:
        raise bad_value("ter:InvalidDateTime", "It would end before it begins")
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
    )
    for extension, critical in extensions(given):
        builder = builder.add_extension(extension, critical)
    certificate = builder.sign(key, algorithm)  # type: ignore[arg-type]  # the hash was chosen from those it takes
    certificate_id, _unused = call.service.keystore.add_certificate(certificate, alias)
    return leaf("tas:CertificateID", certificate_id)


@security("UploadCertificate", Access.WRITE_SYSTEM)
def upload_certificate(call: Call) -> str:
    """Take a certificate that somebody else has signed."""
    body = call.body
    data = decoded(body.text("Certificate"), "ter:BadCertificate")
    alias, key_alias = body.maybe_text("Alias") or "", body.maybe_text("KeyAlias") or ""
    required = body.maybe("PrivateKeyRequired")
    body.end()
    try:
        certificate = x509.load_der_x509_certificate(data)
    except ValueError as error:
        raise bad_value("ter:BadCertificate", str(error)) from error
    certificate_id, key_id = call.service.keystore.add_certificate(
        certificate, alias, key_alias, required is not None and required.boolean
    )
    return leaf("tas:CertificateID", certificate_id) + leaf("tas:KeyID", key_id)


@security("UploadCertificateWithPrivateKeyInPKCS12", Access.WRITE_SYSTEM)
def upload_pkcs12(call: Call) -> str:
    """Take key, certificate and chain in one file; makes a certification path of them."""
    body, keystore = call.body, call.service.keystore
    data = decoded(body.text("CertWithPrivateKey"), "ter:BadPKCS12File")
    path_alias, key_alias = body.maybe_text("CertificationPathAlias") or "", body.maybe_text("KeyAlias") or ""
    ignore = body.maybe("IgnoreAdditionalCertificates")
    ids = [body.maybe_text("IntegrityPassphraseID"), body.maybe_text("EncryptionPassphraseID")]
    passphrase = body.maybe_text("Passphrase")
    body.end()
    for id_ in filter(None, ids):
        passphrase = keystore.get(PASSPHRASES, id_)["value"]
    try:
        key, leaf_certificate, others = pkcs12.load_key_and_certificates(
            data, passphrase.encode() if passphrase else None
        )
    except ValueError as error:
        raise bad_value("ter:BadPKCS12File", str(error)) from error
    if leaf_certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise bad_value("ter:BadPKCS12File", "Key and certificate are needed")
    key_id = keystore.add_private(key, key_alias)
    chain = [leaf_certificate, *(() if ignore is not None and ignore.boolean else others)]
    certificates = [keystore.add_certificate(one, "")[0] for one in chain]
    path_id = keystore.add(PATHS, {"alias": path_alias, "certificates": certificates})
    return leaf("tas:CertificationPathID", path_id) + leaf("tas:KeyID", key_id)


def _shown(call: Call, tag: str, id_: str) -> str:
    entry = call.service.keystore.get(CERTIFICATES, id_)
    key = call.service.keystore.get(KEYS, entry["key"])
    return el(
        tag,
        leaf("tas:CertificateID", id_),
        leaf("tas:KeyID", entry["key"]),
        optional("tas:Alias", entry["alias"]),
        leaf("tas:CertificateContent", entry["der"]),
        leaf("tas:HasPrivateKey", bool(key["private"])),
    )


@security("GetCertificate", Access.READ_SYSTEM_SECRET)
def get_certificate(call: Call) -> str:
    """One certificate."""
    id_ = call.body.text("CertificateID")
    call.body.end()
    return _shown(call, "tas:Certificate", id_)


@security("GetAllCertificates", Access.READ_SYSTEM_SECRET)
def get_all_certificates(call: Call) -> str:
    """All certificates."""
    call.body.end()
    return "".join(_shown(call, "tas:Certificate", id_) for id_ in call.service.keystore.entries(CERTIFICATES))


@security("DeleteCertificate", Access.UNRECOVERABLE)
def delete_certificate(call: Call) -> str:
    """Delete a certificate that no path and no policy needs."""
    id_ = call.body.text("CertificateID")
    call.body.end()
    keystore = call.service.keystore
    users = [*keystore.entries(PATHS).values(), *keystore.entries(POLICIES).values()]
    keystore.delete(CERTIFICATES, id_, lambda: any(id_ in user["certificates"] for user in users))
    return ""


# Certification paths


@security("CreateCertificationPath", Access.WRITE_SYSTEM)
def create_certification_path(call: Call) -> str:
    """Put certificates into a chain, the camera's own first; each must be signed by the next."""
    given = call.body.one("CertificateIDs", names.TAS)
    ids, alias = given.texts("CertificateID"), call.body.maybe_text("Alias") or ""
    given.end()
    call.body.end()
    keystore = call.service.keystore
    chain = [keystore.certificate(id_) for id_ in ids]
    for certificate, issuer in zip(chain, chain[1:], strict=False):
        try:
            certificate.verify_directly_issued_by(issuer)
        except (ValueError, TypeError, InvalidSignature) as error:
            raise bad_value("ter:InvalidCertificateChain", "Not signed by the next one") from error
    return leaf("tas:CertificationPathID", keystore.add(PATHS, {"alias": alias, "certificates": ids}))


@security("GetCertificationPath", Access.READ_SYSTEM_SECRET)
def get_certification_path(call: Call) -> str:
    """One path."""
    id_ = call.body.text("CertificationPathID")
    call.body.end()
    path = call.service.keystore.get(PATHS, id_)
    certificates = [leaf("tas:CertificateID", one) for one in path["certificates"]]
    return el("tas:CertificationPath", *certificates, optional("tas:Alias", path["alias"]))


@security("GetAllCertificationPaths", Access.READ_SYSTEM_SECRET)
def get_all_certification_paths(call: Call) -> str:
    """Ids of all paths."""
    call.body.end()
    return "".join(leaf("tas:CertificationPathID", id_) for id_ in call.service.keystore.entries(PATHS))


@security("DeleteCertificationPath", Access.UNRECOVERABLE)
def delete_certification_path(call: Call) -> str:
    """Delete a path that nothing uses."""
    id_ = call.body.text("CertificationPathID")
    call.body.end()
    keystore, stages = call.service.keystore, str(call.service.state.dot1x.get("configurations", {}))
    keystore.delete(PATHS, id_, lambda: id_ in keystore.assigned or f"'{id_}'" in stages)
    return ""


# Trust anchors


@security("CreateCertPathValidationPolicy", Access.WRITE_SYSTEM)
def create_validation_policy(call: Call) -> str:
    """Say which certificates are trusted for checking others."""
    alias = call.body.maybe_text("Alias") or ""
    call.body.one("Parameters", names.TAS)
    anchors = call.body.many("TrustAnchor", names.TAS)
    call.body.maybe("anyParameters")
    call.body.end()
    ids = [anchor.text("CertificateID") for anchor in anchors]
    keystore = call.service.keystore
    for id_ in ids:
        keystore.get(CERTIFICATES, id_)
    return leaf("tas:CertPathValidationPolicyID", keystore.add(POLICIES, {"alias": alias, "certificates": ids}))


def _policy(call: Call, id_: str) -> str:
    policy = call.service.keystore.get(POLICIES, id_)
    anchors = [el("tas:TrustAnchor", leaf("tas:CertificateID", one)) for one in policy["certificates"]]
    return el(
        "tas:CertPathValidationPolicy",
        leaf("tas:CertPathValidationPolicyID", id_),
        optional("tas:Alias", policy["alias"]),
        el("tas:Parameters"),
        *anchors,
    )


@security("GetCertPathValidationPolicy", Access.READ_SYSTEM_SECRET)
def get_validation_policy(call: Call) -> str:
    """One policy."""
    id_ = call.body.text("CertPathValidationPolicyID")
    call.body.end()
    return _policy(call, id_)


@security("GetAllCertPathValidationPolicies", Access.READ_SYSTEM_SECRET)
def get_all_validation_policies(call: Call) -> str:
    """All policies."""
    call.body.end()
    return "".join(_policy(call, id_) for id_ in call.service.keystore.entries(POLICIES))


@security("DeleteCertPathValidationPolicy", Access.UNRECOVERABLE)
def delete_validation_policy(call: Call) -> str:
    """Delete a policy that no 802.1X configuration needs."""
    id_ = call.body.text("CertPathValidationPolicyID")
    call.body.end()
    stages = str(call.service.state.dot1x.get("configurations", {}))
    call.service.keystore.delete(POLICIES, id_, lambda: f"'{id_}'" in stages)
    return ""
