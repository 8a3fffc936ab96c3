# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""What a Security service can do, out of its capabilities, and what follows for keys and signatures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .._certificates.store import Wish
from .._errors import InvalidValue, Unsupported
from .security import SecurityService
from .soap import FaultAnswer, OperationMissing
from .xml import Node, number, truth

#: Names of curves by size in bits (IANA, TLS Supported Groups), the usual one first; and the names of old firmware.
CURVES: Mapping[int, tuple[str, ...]] = {
    256: ("secp256r1", "prime256v1", "P-256"),
    384: ("secp384r1", "P-384"),
    521: ("secp521r1", "P-521"),
}
#: Signature algorithms by kind of key, best fit first. SHA-1 (...1.5 and 10045.4.1) is none of them on purpose.
_RSA = tuple(f"1.2.840.113549.1.1.{number}" for number in (11, 12, 13))
_ECDSA = {bits: f"1.2.840.10045.4.3.{last}" for bits, last in ((256, 2), (384, 3), (521, 4))}
#: Password-based encryption of PKCS#12 that every firmware before the Security Baseline has, as identifier and as name.
_TRIPLE_DES = ("1.2.840.113549.1.12.1.3", "pbeWithSHAAnd3-KeyTripleDES-CBC")
_PBES2 = ("1.2.840.113549.1.5.13", "PBES2")


@dataclass(frozen=True)
class SecurityCapabilities:
    """Words by attribute, of the three groups that matter here. What is not stated is not there."""

    keystore: Mapping[str, str] = field(default_factory=dict)
    tls: Mapping[str, str] = field(default_factory=dict)
    dot1x: Mapping[str, str] = field(default_factory=dict)
    signatures: tuple[str, ...] = ()

    def has(self, *names: str) -> bool:
        """Whether the keystore says yes to one of these: newer firmware has other names than older."""
        return any(truth(self.keystore.get(name)) for name in names)

    def most(self, name: str) -> int | None:
        """A limit of the keystore; None when it is not stated."""
        return number(self.keystore.get(name))

    @property
    def key_kinds(self) -> tuple[str, ...]:
        """Kinds of keys the camera makes itself: rsa, ec."""
        stated = self.keystore.get("KeyPairGeneration", "").split()
        kinds = []
        if "RSA" in stated or self.has("RSAKeyPairGeneration"):
            kinds.append("rsa")
        if "ECC" in stated or self.has("ECCKeyPairGeneration"):
            kinds.append("ec")
        return tuple(kinds)

    @property
    def rsa_lengths(self) -> tuple[int, ...]:
        """Lengths of RSA keys, in bits."""
        return tuple(int(word) for word in self.keystore.get("RSAKeyLengths", "").split() if word.isdecimal())

    @property
    def curves(self) -> tuple[str, ...]:
        """Names of elliptic curves, as the camera spells them."""
        return tuple(self.keystore.get("EllipticCurves", "").split())

    @property
    def tls_versions(self) -> tuple[str, ...]:
        """TLS versions of the camera's server, such as 1.2; empty where it has no TLS server to configure."""
        return tuple(self.tls.get("TLSServerSupported", "").split())

    @property
    def versions_chosen(self) -> bool:
        """Whether TLS versions can be enabled and disabled."""
        return truth(self.tls.get("EnabledVersionsSupported")) is True and bool(self.tls_versions)

    @property
    def has_paths(self) -> bool:
        """Whether there are certification paths: what the TLS server shows is one."""
        return bool(self.tls_versions or self.most("MaximumNumberOfCertificationPaths")) or self.has("PKCS12")

    @property
    def has_dot1x(self) -> bool:
        """Whether there are 802.1X configurations."""
        return bool(number(self.dot1x.get("MaximumNumberOfDot1XConfigurations")))

    @property
    def dot1x_methods(self) -> tuple[str, ...]:
        """802.1X methods, outer and inner one with a slash in between: EAP-TLS, EAP-PEAP/MSCHAPv2."""
        return tuple(self.dot1x.get("Dot1XMethods", "").split())

    def dot1x_method(self, wanted: str) -> str | None:
        """The camera's spelling of a method. The inner one may be left out where there is only one."""
        word = wanted.strip().lower().replace("_", "-")
        for method in self.dot1x_methods:
            if method.lower() == word:
                return method
        inside = [method for method in self.dot1x_methods if method.lower().partition("/")[0] == word]
        return inside[0] if len(inside) == 1 else None

    @property
    def old_pkcs12(self) -> bool:
        """Whether the camera reads only the PKCS#12 files of former times (triple DES)."""
        stated = self.keystore.get("PasswordBasedEncryptionAlgorithms", "").split()
        return any(word in _TRIPLE_DES for word in stated) and not any(word in _PBES2 for word in stated)

    def curve(self, bits: int) -> str | None:
        """The camera's name of the curve of this size."""
        return next((name for name in CURVES.get(bits, ()) if name in self.curves), None)


def read_capabilities(service: SecurityService) -> SecurityCapabilities:
    """GetServiceCapabilities of the Security service; needs no login. A service that does not answer it offers nothing."""
    try:
        found = service.call("GetServiceCapabilities").find("Capabilities")
    except (OperationMissing, FaultAnswer):
        found = None
    found = found or Node("")

    def words(group: str) -> Mapping[str, str]:
        node = found.find(group)
        return node.attributes if node is not None else {}

    keystore = found.find("KeystoreCapabilities") or Node("")
    signatures = [node.get("algorithm") or "" for node in keystore.all("SignatureAlgorithms")]
    return SecurityCapabilities(
        words("KeystoreCapabilities"), words("TLSServerCapabilities"), words("Dot1XCapabilities"), tuple(signatures)
    )


def lacks(capabilities: SecurityCapabilities, ability: str) -> str | None:
    """Why an ability of a certificate store is not there, as far as capabilities tell; None when it is."""
    has, most = capabilities.has, capabilities.most
    request = has("PKCS10", "PKCS10ExternalCertificationWithRSA")
    certificates = (bool(most("MaximumNumberOfCertificates")), "a keystore for certificates")
    key = (bool(capabilities.key_kinds), "making keys")
    abilities = {
        "key": key,
        "fresh_key": key,
        "self_signed": (
            has("SelfSignedCertificateCreation", "SelfSignedCertificateCreationWithRSA"),
            "self-signed certificates",
        ),
        "request": (request, "certificate signing requests"),
        "install": (request, "certificates for keys of its own"),
        "install_key": (has("PKCS12", "PKCS12CertificateWithRSAPrivateKeyUpload"), "private keys from outside"),
        "chain": certificates,
        "several": (most("MaximumNumberOfCertificationPaths") != 1, "more than one server certificate"),
        "activate": (bool(capabilities.tls_versions), "a choice of the HTTPS certificate"),
        "delete": certificates,
        "trust": (bool(most("MaximumNumberOfCertificationPathValidationPolicies")), "trusted CA certificates"),
        "crl": (bool(most("MaximumNumberOfCRLs")), "revocation lists"),
    }
    versions = capabilities.keystore.get("X509Versions", "").split()
    if ability == "self_signed" and versions and "3" not in versions:
        return "the camera makes no X.509 certificates of version 3, the only one that can hold names"
    there, name = abilities.get(ability, (False, ability))
    return None if there else f"the camera does not advertise {name} to ONVIF clients"


def check_key(capabilities: SecurityCapabilities, wish: Wish) -> None:
    """Refuse a kind or size of key that the camera does not make. Raises InvalidValue."""
    kinds = capabilities.key_kinds
    if wish.key_type not in kinds:
        raise InvalidValue(
            f"the camera makes no {wish.key_type} keys, only {' and '.join(kinds) or 'none at all'}",
            setting="certificate",
            hint="Choose another key type.",
        )
    if wish.key_type == "ec":
        if capabilities.curve(wish.key_size) is None:
            raise InvalidValue(
                f"the camera has no elliptic curve of {wish.key_size} bits, only {', '.join(capabilities.curves) or 'none'}",
                setting="certificate",
                hint="Choose a curve that it has.",
            )
    elif capabilities.rsa_lengths and wish.key_size not in capabilities.rsa_lengths:
        lengths = ", ".join(map(str, capabilities.rsa_lengths))
        raise InvalidValue(
            f"the camera makes no RSA keys of {wish.key_size} bits, only of {lengths}",
            setting="certificate",
            hint="Choose one of these lengths.",
        )


def signature_for(capabilities: SecurityCapabilities, wish: Wish) -> str:
    """The signature algorithm (object identifier) for a key; never SHA-1. Raises Unsupported."""
    fitting = _RSA
    if wish.key_type == "ec":
        own = _ECDSA.get(wish.key_size, _ECDSA[256])
        fitting = (own, *(oid for oid in _ECDSA.values() if oid != own))
    if not capabilities.signatures:
        return fitting[0]
    found = next((oid for oid in fitting if oid in capabilities.signatures), None)
    if found is None:
        raise Unsupported(
            f"the camera signs with none of the SHA-2 algorithms for {wish.key_type} keys, only with "
            f"{', '.join(capabilities.signatures)}",
            setting="certificate",
            hint="A newer firmware may help. Or install a certificate together with its key.",
        )
    return found
