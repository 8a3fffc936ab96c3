# Copyright: (c) 2026, netcam.hardening contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""Security service: capabilities, key pairs, passphrases."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from . import features, names
from .distinguished_names import SIGNATURES, curve
from .fault import bad_value
from .keystore import CERTIFICATES, CRLS, KEYS, MOST, PASSPHRASES, PATHS, POLICIES, PrivateKey, decoded
from .registry import Access, Call, Handler, operation
from .xml import Scalar, el, leaf, optional

if TYPE_CHECKING:
    from collections.abc import Callable

    from .service import OnvifService

RSA_LENGTHS = (2048, 3072, 4096)


def security(name: str, access: Access, feature: str = "") -> Callable[[Handler], Handler]:
    """Register an operation of this service."""
    return operation(names.TAS, name, access, feature)


def capabilities(service: OnvifService) -> str:
    """`tas:Capabilities`."""
    keystore: dict[str, Scalar] = {
        "MaximumNumberOfKeys": MOST[KEYS],
        "MaximumNumberOfCertificates": MOST[CERTIFICATES],
        "MaximumNumberOfCertificationPaths": MOST[PATHS],
        "RSAKeyPairGeneration": True,
        "ECCKeyPairGeneration": True,
        "RSAKeyLengths": " ".join(map(str, RSA_LENGTHS)),
        "EllipticCurves": "secp256r1 secp384r1",
        "PKCS10ExternalCertificationWithRSA": True,
        "PKCS10": True,
        "SelfSignedCertificateCreationWithRSA": True,
        "SelfSignedCertificateCreation": True,
        "X509Versions": "3",
        "MaximumNumberOfPassphrases": MOST[PASSPHRASES],
        "PKCS8RSAKeyPairUpload": True,
        "PKCS8": True,
        "PKCS12CertificateWithRSAPrivateKeyUpload": True,
        "PKCS12": True,
        "MaximumNumberOfCRLs": MOST[CRLS],
        "MaximumNumberOfCertificationPathValidationPolicies": MOST[POLICIES],
    }
    server: dict[str, Scalar] = {
        "TLSServerSupported": "1.2 1.3",
        "EnabledVersionsSupported": True,
        "MaximumNumberOfTLSCertificationPaths": 1,
        "TLSClientAuthSupported": False,
        "MaximumNumberOfTLSCertificationPathValidationPolicies": 0,
    }
    algorithms = [el("tas:SignatureAlgorithms", leaf("tas:algorithm", oid)) for oid in SIGNATURES]
    dot1x: dict[str, Scalar] = {
        "MaximumNumberOfDot1XConfigurations": 4,
        "Dot1XMethods": "EAP-PEAP/MSCHAPv2 EAP-TLS EAP-TTLS/MSCHAPv2",
    }
    return el(
        "tas:Capabilities",
        el("tas:KeystoreCapabilities", *algorithms, attributes=keystore),
        el("tas:TLSServerCapabilities", attributes=server),
        el("tas:Dot1XCapabilities", attributes=dot1x) if service.has("dot1x") else "",
    )


features.register(names.TAS, capabilities)


@security("GetServiceCapabilities", Access.PRE_AUTH)
def get_service_capabilities(call: Call) -> str:
    """Capabilities of this service."""
    call.body.end()
    return capabilities(call.service)


# Keys


@security("CreateRSAKeyPair", Access.WRITE_SYSTEM)
def create_rsa_key_pair(call: Call) -> str:
    """Begin to make an RSA key pair."""
    length, alias = call.body.one("KeyLength").integer, call.body.maybe_text("Alias") or ""
    call.body.end()
    if length not in RSA_LENGTHS:
        raise bad_value("ter:KeyLength", f"No RSA keys of {length} bits")

    def make() -> PrivateKey:
        return rsa.generate_private_key(65537, length)

    key_id = call.service.keystore.generate(make, alias)
    return leaf("tas:KeyID", key_id) + leaf("tas:EstimatedCreationTime", "PT2S")


@security("CreateECCKeyPair", Access.WRITE_SYSTEM)
def create_ecc_key_pair(call: Call) -> str:
    """Begin to make a key pair on an elliptic curve."""
    wanted, alias = curve(call.body.text("EllipticCurve")), call.body.maybe_text("Alias") or ""
    call.body.end()

    def make() -> PrivateKey:
        return ec.generate_private_key(wanted)

    key_id = call.service.keystore.generate(make, alias)
    return leaf("tas:KeyID", key_id) + leaf("tas:EstimatedCreationTime", "PT1S")


@security("UploadKeyPairInPKCS8", Access.WRITE_SYSTEM)
def upload_key_pair_in_pkcs8(call: Call) -> str:
    """Take a key pair from outside."""
    body = call.body
    data, alias = decoded(body.text("KeyPair"), "ter:BadPKCS8File"), body.maybe_text("Alias") or ""
    passphrase_id, passphrase = body.maybe_text("EncryptionPassphraseID"), body.maybe_text("EncryptionPassphrase")
    body.end()
    if passphrase_id is not None:
        passphrase = call.service.keystore.get(PASSPHRASES, passphrase_id)["value"]
    try:
        key = serialization.load_der_private_key(data, passphrase.encode() if passphrase else None)
    except (ValueError, TypeError) as error:
        raise bad_value("ter:BadPKCS8File" if not passphrase else "ter:DecryptionFailed", str(error)) from error
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise bad_value("ter:UnsupportedPublicKeyAlgorithm")
    return leaf("tas:KeyID", call.service.keystore.add_private(key, alias))


@security("GetKeyStatus", Access.READ_SYSTEM_SECRET)
def get_key_status(call: Call) -> str:
    """generating, ok or corrupt."""
    key_id = call.body.text("KeyID")
    call.body.end()
    return leaf("tas:KeyStatus", call.service.keystore.get(KEYS, key_id)["status"])


@security("GetPrivateKeyStatus", Access.READ_SYSTEM_SECRET)
def get_private_key_status(call: Call) -> str:
    """Whether the private half is there."""
    key_id = call.body.text("KeyID")
    call.body.end()
    return leaf("tas:hasPrivateKey", bool(call.service.keystore.get(KEYS, key_id)["private"]))


@security("GetAllKeys", Access.READ_SYSTEM_SECRET)
def get_all_keys(call: Call) -> str:
    """All keys, never the private halves."""
    call.body.end()
    return "".join(
        el(
            "tas:KeyAttribute",
            leaf("tas:KeyID", key_id),
            optional("tas:Alias", key["alias"]),
            leaf("tas:hasPrivateKey", bool(key["private"]) or key["status"] == "generating"),
            leaf("tas:KeyStatus", key["status"]),
            leaf("tas:externallyGenerated", bool(key.get("external"))),
            leaf("tas:securelyStored", False),
        )
        for key_id, key in call.service.keystore.entries(KEYS).items()
    )


@security("DeleteKey", Access.UNRECOVERABLE)
def delete_key(call: Call) -> str:
    """Delete a key that no certificate needs."""
    key_id = call.body.text("KeyID")
    call.body.end()
    keystore = call.service.keystore
    certificates = keystore.entries(CERTIFICATES).values()
    keystore.delete(KEYS, key_id, lambda: any(certificate["key"] == key_id for certificate in certificates))
    return ""


# Passphrases


@security("UploadPassphrase", Access.WRITE_SYSTEM)
def upload_passphrase(call: Call) -> str:
    """Store a passphrase."""
    value, alias = call.body.text("Passphrase"), call.body.maybe_text("PassphraseAlias") or ""
    call.body.end()
    return leaf("tas:PassphraseID", call.service.keystore.add(PASSPHRASES, {"alias": alias, "value": value}))


@security("GetAllPassphrases", Access.READ_SYSTEM_SECRET)
def get_all_passphrases(call: Call) -> str:
    """Ids and aliases."""
    call.body.end()
    return "".join(
        el("tas:PassphraseAttribute", leaf("tas:PassphraseID", id_), optional("tas:Alias", entry["alias"]))
        for id_, entry in call.service.keystore.entries(PASSPHRASES).items()
    )


@security("DeletePassphrase", Access.UNRECOVERABLE)
def delete_passphrase(call: Call) -> str:
    """Delete a passphrase that no 802.1X configuration needs."""
    id_ = call.body.text("PassphraseID")
    call.body.end()
    stages = str(call.service.state.dot1x.get("configurations", {}))
    call.service.keystore.delete(PASSPHRASES, id_, lambda: f"'{id_}'" in stages)
    return ""
