# Copyright: (c) 2026, netcam.hardening contributors
# Simplified BSD License (see LICENSES/BSD-2-Clause.txt or https://opensource.org/licenses/BSD-2-Clause)
# SPDX-License-Identifier: BSD-2-Clause

# This module utility is private: it may change or disappear in any release.

"""Operations of the Security service: keystore and TLS server, each as the WSDL has it (ver10/advancedsecurity)."""

from __future__ import annotations

from collections.abc import Sequence

from .._certificates.store import Subject
from .security_model import (
    OK,
    Certificate,
    Crl,
    Extension,
    Key,
    Path,
    Policy,
    algorithm_markup,
    b64,
    from_b64,
    id_of,
    seconds,
    subject_markup,
)
from .soap import Soap
from .xml import Markup, Node, tag, truth


class SecurityService:
    """The Security service of one camera. What makes something is not sent twice: it would be there twice."""

    def __init__(self, soap: Soap, path: str) -> None:
        self._soap = soap
        self._path = path

    def call(self, name: str, *children: Markup, resend: bool = True) -> Node:
        """One call."""
        return self._soap.call(tag(f"tas:{name}", *children), self._path, resend=resend).node

    # -- keys ------------------------------------------------------------------------------------------------------

    def create_rsa_key(self, bits: int, alias: str) -> tuple[str, float]:
        """CreateRSAKeyPair: id, and the seconds that the camera expects it to take."""
        node = self.call("CreateRSAKeyPair", tag("tas:KeyLength", bits), tag("tas:Alias", alias), resend=False)
        return id_of(node, "KeyID"), seconds(node.get("EstimatedCreationTime"))

    def create_ec_key(self, curve: str, alias: str) -> tuple[str, float]:
        """CreateECCKeyPair: id, and the seconds that the camera expects it to take."""
        node = self.call("CreateECCKeyPair", tag("tas:EllipticCurve", curve), tag("tas:Alias", alias), resend=False)
        return id_of(node, "KeyID"), seconds(node.get("EstimatedCreationTime"))

    def key_status(self, key: str) -> str:
        """GetKeyStatus: ok, generating, corrupt."""
        return id_of(self.call("GetKeyStatus", tag("tas:KeyID", key)), "KeyStatus")

    def all_keys(self) -> tuple[Key, ...]:
        """GetAllKeys."""
        return tuple(
            Key(
                node.get("KeyID") or "",
                node.get("Alias") or "",
                truth(node.get("hasPrivateKey")),
                node.get("KeyStatus") or OK,
            )
            for node in self.call("GetAllKeys").all("KeyAttribute")
        )

    def delete_key(self, key: str) -> None:
        """DeleteKey."""
        self.call("DeleteKey", tag("tas:KeyID", key))

    # -- certificates ----------------------------------------------------------------------------------------------

    def create_request(self, key: str, subject: Subject, signature: str, extensions: Sequence[Extension]) -> bytes:
        """CreatePKCS10CSR: the request as DER."""
        attributes = [tag("tas:CSRAttribute", one.markup("tas:X509v3Extension")) for one in extensions]
        node = self.call(
            "CreatePKCS10CSR", subject_markup(subject), tag("tas:KeyID", key), *attributes, algorithm_markup(signature)
        )
        return from_b64(id_of(node, "PKCS10CSR"), "certificate signing request")

    def create_self_signed(
        self,
        key: str,
        subject: Subject,
        alias: str,
        validity: tuple[str, str],
        signature: str,
        extensions: Sequence[Extension],
    ) -> str:
        """CreateSelfSignedCertificate: its id. C(validity) are xs:dateTime; without an end it would last to the year 9999."""
        node = self.call(
            "CreateSelfSignedCertificate",
            tag("tas:X509Version", 3),
            subject_markup(subject),
            tag("tas:KeyID", key),
            tag("tas:Alias", alias),
            tag("tas:notValidBefore", validity[0]),
            tag("tas:notValidAfter", validity[1]),
            algorithm_markup(signature),
            *(one.markup("tas:Extension") for one in extensions),
            resend=False,
        )
        return id_of(node, "CertificateID")

    def upload_certificate(self, der: bytes, alias: str, key_alias: str, private: bool) -> str:
        """UploadCertificate: its id. C(private): a fault when its private key is not on the camera."""
        node = self.call(
            "UploadCertificate",
            tag("tas:Certificate", b64(der)),
            tag("tas:Alias", alias),
            tag("tas:KeyAlias", key_alias),
            tag("tas:PrivateKeyRequired", private),
            resend=False,
        )
        return id_of(node, "CertificateID")

    def upload_pkcs12(self, content: bytes, alias: str, key_alias: str, passphrase: Markup) -> str:
        """UploadCertificateWithPrivateKeyInPKCS12: id of the certification path. C(passphrase): C(passphrase_id) or C(passphrase)."""
        node = self.call(
            "UploadCertificateWithPrivateKeyInPKCS12",
            tag("tas:CertWithPrivateKey", b64(content)),
            tag("tas:CertificationPathAlias", alias),
            tag("tas:KeyAlias", key_alias),
            passphrase,
            resend=False,
        )
        return id_of(node, "CertificationPathID")

    def certificates(self) -> tuple[Certificate, ...]:
        """GetAllCertificates."""
        return tuple(
            Certificate(
                node.get("CertificateID") or "",
                node.get("KeyID") or "",
                node.get("Alias") or "",
                from_b64(node.get("CertificateContent"), "certificate"),
                truth(node.get("HasPrivateKey")),
            )
            for node in self.call("GetAllCertificates").all("Certificate")
        )

    def delete_certificate(self, certificate: str) -> None:
        """DeleteCertificate."""
        self.call("DeleteCertificate", tag("tas:CertificateID", certificate))

    # -- certification paths ---------------------------------------------------------------------------------------

    def create_path(self, certificates: Sequence[str], alias: str) -> str:
        """CreateCertificationPath: its id. The camera's own certificate first, each followed by its issuer's."""
        ids = tag("tas:CertificateIDs", *(tag("tas:CertificateID", one) for one in certificates))
        node = self.call("CreateCertificationPath", ids, tag("tas:Alias", alias), resend=False)
        return id_of(node, "CertificationPathID")

    def paths(self) -> tuple[Path, ...]:
        """GetAllCertificationPaths, and GetCertificationPath for each."""
        found = []
        for one in self.call("GetAllCertificationPaths").all("CertificationPathID"):
            node = self.call("GetCertificationPath", tag("tas:CertificationPathID", one.text.strip()))
            path = node.find("CertificationPath") or Node("")
            ids = tuple(child.text.strip() for child in path.all("CertificateID"))
            found.append(Path(one.text.strip(), path.get("Alias") or "", ids))
        return tuple(found)

    def delete_path(self, path: str) -> None:
        """DeleteCertificationPath."""
        self.call("DeleteCertificationPath", tag("tas:CertificationPathID", path))

    # -- passphrases -----------------------------------------------------------------------------------------------

    def upload_passphrase(self, passphrase: str, alias: str) -> str:
        """UploadPassphrase: its id. No operation ever tells a passphrase again."""
        node = self.call(
            "UploadPassphrase", tag("tas:Passphrase", passphrase), tag("tas:PassphraseAlias", alias), resend=False
        )
        return id_of(node, "PassphraseID")

    def passphrases(self) -> dict[str, str]:
        """GetAllPassphrases: aliases by id."""
        nodes = self.call("GetAllPassphrases").all("PassphraseAttribute")
        return {node.get("PassphraseID") or "": node.get("Alias") or "" for node in nodes}

    def delete_passphrase(self, passphrase: str) -> None:
        """DeletePassphrase."""
        self.call("DeletePassphrase", tag("tas:PassphraseID", passphrase))

    # -- trust -----------------------------------------------------------------------------------------------------

    def create_policy(self, anchors: Sequence[str], alias: str) -> str:
        """CreateCertPathValidationPolicy: its id."""
        trusted = [tag("tas:TrustAnchor", tag("tas:CertificateID", one)) for one in anchors]
        node = self.call(
            "CreateCertPathValidationPolicy", tag("tas:Alias", alias), tag("tas:Parameters"), *trusted, resend=False
        )
        return id_of(node, "CertPathValidationPolicyID")

    def policies(self) -> tuple[Policy, ...]:
        """GetAllCertPathValidationPolicies."""
        return tuple(
            Policy(
                node.get("CertPathValidationPolicyID") or "",
                node.get("Alias") or "",
                tuple(anchor.get("CertificateID") or "" for anchor in node.all("TrustAnchor")),
            )
            for node in self.call("GetAllCertPathValidationPolicies").all("CertPathValidationPolicy")
        )

    def delete_policy(self, policy: str) -> None:
        """DeleteCertPathValidationPolicy."""
        self.call("DeleteCertPathValidationPolicy", tag("tas:CertPathValidationPolicyID", policy))

    def upload_crl(self, der: bytes, alias: str) -> str:
        """UploadCRL: its id."""
        return id_of(self.call("UploadCRL", tag("tas:Crl", b64(der)), tag("tas:Alias", alias), resend=False), "CrlID")

    def crls(self) -> tuple[Crl, ...]:
        """GetAllCRLs."""
        return tuple(
            Crl(node.get("CRLID") or "", node.get("Alias") or "", from_b64(node.get("CRLContent"), "revocation list"))
            for node in self.call("GetAllCRLs").all("Crl")
        )

    def delete_crl(self, crl: str) -> None:
        """DeleteCRL."""
        self.call("DeleteCRL", tag("tas:CrlID", crl))

    # -- TLS server ------------------------------------------------------------------------------------------------

    def assigned(self) -> tuple[str, ...]:
        """GetAssignedServerCertificates: ids of paths."""
        nodes = self.call("GetAssignedServerCertificates").all("CertificationPathID")
        return tuple(node.text.strip() for node in nodes)

    def assign(self, path: str) -> None:
        """AddServerCertificateAssignment."""
        self.call("AddServerCertificateAssignment", tag("tas:CertificationPathID", path), resend=False)

    def replace_assigned(self, old: str, new: str) -> None:
        """ReplaceServerCertificateAssignment."""
        ids = (tag("tas:OldCertificationPathID", old), tag("tas:NewCertificationPathID", new))
        self.call("ReplaceServerCertificateAssignment", *ids, resend=False)

    def unassign(self, path: str) -> None:
        """RemoveServerCertificateAssignment; cameras refuse it while HTTPS is on."""
        self.call("RemoveServerCertificateAssignment", tag("tas:CertificationPathID", path), resend=False)

    def tls_versions(self) -> tuple[str, ...]:
        """GetEnabledTLSVersions."""
        return tuple(id_of(self.call("GetEnabledTLSVersions"), "Versions").split())

    def set_tls_versions(self, versions: Sequence[str]) -> None:
        """SetEnabledTLSVersions; the list must not be empty."""
        self.call("SetEnabledTLSVersions", tag("tas:Versions", " ".join(versions)))
